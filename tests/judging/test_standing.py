"""What fits a rule, and what no rule covers, is told beside the findings when it is asked for."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from checker.drafts.casefile import read_case
from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.judging.standing import Standing
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load_rulebook

SMALL = Path(__file__).parents[1] / "small"
LANGUAGE = Path(__file__).parents[2] / "rules" / "language"


@pytest.fixture(scope="module")
def checker(small: Rulebook) -> Checker:
    return Checker(small, date(2026, 1, 1))


def standings(checker: Checker, text: str) -> tuple[Standing, ...]:
    found = checker.examine(Draft.plain("draft", text), survey=True).standings
    assert found is not None
    return found


def told(checker: Checker, text: str) -> list[tuple[str, str, str]]:
    """Return (verdict, rule, words) of each claim that is no finding."""
    return [(s.verdict.value, s.rule, s.span.of(text)) for s in standings(checker, text)]


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("The Tide Court decided the dispute.", ["fits"]),
        ("The dispute was decided by the Tide Court.", ["fits"]),
        ("The Night Watch decided the dispute.", []),
        ("The Tide Court never decided the dispute.", ["not covered"]),
        ("The Night Watch never decided the dispute.", ["fits"]),  # nor could it
        ("If the Tide Court decided the dispute, the owner would leave.", []),
        ("The owner went home.", []),
    ],
)
def test_who_holds_a_power_fits(checker: Checker, text: str, verdicts: list[str]) -> None:
    """A holder's act fits, and that who is no holder does it not; a finding is none; what is imagined claims nothing."""
    assert [verdict for verdict, *_ in told(checker, text)] == verdicts


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("The berth lasts twelve years.", [("fits", "berth lasts twelve years")]),
        ("The berth lasts two years.", []),  # a finding
        ("In France the berth lasts for two years.", [("not covered", "berth lasts for two years")]),
        ("The owner says that the berth will last for some years.", []),
        ("The berth does not last for two years.", [("not covered", "The berth does not last for two years")]),
        ("The party lasts for two years.", []),
    ],
)
def test_how_long_a_right_lasts_is_a_claim(checker: Checker, text: str, verdicts: list[tuple[str, str]]) -> None:
    """By the acts of the rules' periods: where none of them speaks of it, no rule covers it."""
    assert [(verdict, words) for verdict, _, words in told(checker, text)] == verdicts


def test_a_fitting_claim_names_its_rule_and_authority(checker: Checker) -> None:
    """So that an editor can cite it."""
    (standing,) = standings(checker, "The Tide Court decided the dispute.")
    assert standing.rule == "only-courts-decide"
    assert standing.statement
    assert standing.authorities


def under(folder: Path, *changes: tuple[str, str, str]) -> Checker:
    """Return a checker under the same law with some changes: in which file, what, and to what."""
    own = folder / "small"
    shutil.copytree(SMALL, own)
    for name, old, new in changes:
        text = (own / name).read_text(encoding="utf-8")
        assert old in text
        (own / name).write_text(text.replace(old, new), encoding="utf-8")
    return Checker(load_rulebook([LANGUAGE], own=own), date(2026, 1, 1))


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    """Return a checker under a law that spares the watch, bounds a berth's years, and says what the court rests on."""
    return under(
        tmp_path_factory.mktemp("law"),
        (
            "powers/harbour.yaml",
            "holders: [court], among: [body]}",
            "holders: [court], spared: [police], among: [body]}",
        ),
        ("powers/harbour.yaml", '["Harbours Act 1980 s.1"]', '["Harbours Act 1980 s.1", "Harbours Act 1980 s.2"]'),
        ("periods/harbour.yaml", 'amount: {is: ["12 years"]}', 'amount: {at_most: "12 years"}'),
        (
            "vocabulary/bodies.yaml",
            "from: 2001-01-01, predecessor",
            'authorities: ["Harbours Act 1980 s.2"], from: 2001-01-01, predecessor',
        ),
    )


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("The Tide Court decided the dispute.", [("fits", "only-courts-decide")]),
        ("The Night Watch decided the dispute.", [("not covered", "")]),  # the rule lets it be, and gives it nothing
        ("The berth lasts twelve years.", [("fits", "berth-right-lasts-12-years")]),
        ("The berth lasts ten years.", [("not covered", "")]),  # it may be; the rule speaks of the most alone
    ],
)
def test_a_claim_fits_a_rule_that_says_so_itself(changed: Checker, text: str, verdicts: list[tuple[str, str]]) -> None:
    assert [(verdict, rule) for verdict, rule, _ in told(changed, text)] == verdicts


OWN = """rules:
  - id: berth-right-ends
    statement: A berth right ends at the harbour's wall and falls with its owner.
    severity: error
    authorities: ["Harbours Act 1980 s.1", "Harbours Act 1980 s.2"]
    reviewed: 2026-01-01
    explanation: The law of harbours is made up, and so is this rule.
    suggestion: Say what the law of harbours says.
    fits: [{act: "end|stop", agent: ["@berth-right"], at: ["harbour"], unless: ["river"], authorities: ["Harbours Act 1980 s.1"]}]
    when:
      - has: ["@berth-right", "pass to|left to", "heir|widow"]
        unless: ["gift"]
        grounds:
          - {matter: ["widow"], authorities: ["Harbours Act 1980 s.2"]}
          - {matter: ["grandson"], authorities: []}
          - {authorities: ["Harbours Act 1980 s.1"]}
      - {has: ["@berth-right", "inherit|be inherited"], unless: ["gift"]}
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    """Return a checker under a law with a rule more, which says what is so beside what is not."""
    return under(tmp_path_factory.mktemp("own"), ("effects/harbour.yaml", "rules:\n", OWN))


@pytest.mark.parametrize(
    ("text", "authorities"),
    [
        ("The berth right ends in the harbour.", ["Harbours Act 1980 s.1"]),
        ("The berth right does not end in the harbour.", []),
        ("The berth right ends in the harbour or in the river.", []),  # `unless`
        ("If the berth right ended in the harbour, the owner would leave.", []),
        ("The berth right ends in the park.", []),
    ],
)
def test_a_rule_confirms_what_it_says_itself(own: Checker, text: str, authorities: list[str]) -> None:
    """By its `fits`, of which nothing is a finding."""
    assert [a.label for s in standings(own, text) if s.rule for a in s.authorities] == authorities
    assert not own.check(Draft.plain("draft", text))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The berth right does not pass to the heir.", 1),
        ("No heir inherits the berth right.", 1),
        ("The heir has no right to inherit the berth right.", 1),
        ("The berth right never passes to the heir.", 1),
        ("The berth right passes to the heir.", 0),  # a finding
        ("The berth right does not pass to the heir by gift.", 0),  # `unless`: the rule does not speak of gifts
        ("The berth right does not always pass to the heir.", 0),
        ("The berth right does not pass to the heir unless he asks.", 0),
        ("The berth right must not pass to the heir.", 0),  # that it may not is another claim than that it does not
        ("It is not unusual that the berth right passes to the heir.", 0),
        ("That does not mean that the berth right passes to the heir.", 0),
        ("The owner did not leave the house that passed to the heir with the berth right.", 0),
        ("The owner did not come, so the heir inherited a house near the berth right.", 0),
        ("Does the berth right not pass to the heir?", 0),
        ("If the berth right did not pass to the heir, the owner would leave.", 0),
        ("In France the berth right does not pass to the heir.", 0),
        ("A barge jury does not sit.", 0),  # what only misleads is not false: its denial need not be true
    ],
)
def test_who_denies_what_cannot_be_is_right(own: Checker, text: str, count: int) -> None:
    """Where one word denies all of the claim, and no more than the claim."""
    assert sum(s.rule in ("berth-right-ends", "no-barge-jury") for s in standings(own, text)) == count


def test_a_claim_with_an_amount_rests_on_the_grounds_of_its_rule(tmp_path: Path) -> None:
    """Where its `when` has none."""
    rests = under(
        tmp_path,
        (
            "periods/harbour.yaml",
            "    when:",
            '    grounds: [{amount: ["12 years"], authorities: ["Harbours Act 1980 s.1"]}]\n    when:',
        ),
        (
            "periods/harbour.yaml",
            '["Harbours Act 1980 s.1"]\n    reviewed',
            '["Harbours Act 1980 s.2", "Harbours Act 1980 s.1"]\n    reviewed',
        ),
    )
    (told,) = standings(rests, "The berth lasts twelve years.")
    assert [cited.label for cited in told.authorities] == ["Harbours Act 1980 s.1"]


@pytest.mark.parametrize(
    ("text", "authorities"),
    [
        ("The berth right is not left to the widow.", ["Harbours Act 1980 s.2"]),
        ("The berth right is not left to the heir.", ["Harbours Act 1980 s.1"]),
        ("The berth right is not left to the heir, a grandson.", []),  # of whom the rule does not speak
        ("The berth right is not inherited.", ["Harbours Act 1980 s.1", "Harbours Act 1980 s.2"]),
    ],
)
def test_a_denial_rests_on_its_grounds(own: Checker, text: str, authorities: list[str]) -> None:
    assert [a.label for s in standings(own, text) if s.rule for a in s.authorities] == authorities


def test_what_the_body_rests_on_is_cited_first(changed: Checker) -> None:
    (court,) = standings(changed, "The Tide Court decided the dispute.")
    assert [cited.label for cited in court.authorities] == ["Harbours Act 1980 s.2", "Harbours Act 1980 s.1"]
    (division,) = standings(changed, "The Court of Tides decided the dispute in 1999.")
    assert [cited.label for cited in division.authorities] == ["Harbours Act 1980 s.1", "Harbours Act 1980 s.2"]


def test_of_several_rules_the_one_that_gives_the_act_to_the_fewest_is_cited(tmp_path: Path) -> None:
    rule = (SMALL / "powers" / "harbour.yaml").read_text(encoding="utf-8").split("  - id: ")[1]
    own = rule.replace("only-courts-decide", "the-tide-court-decides").replace("[court]", "[tide-court]")
    checker = under(tmp_path, ("powers/harbour.yaml", rule, f"{rule}  - id: {own}"))
    assert [rule for _, rule, _ in told(checker, "The Tide Court decided the dispute.")] == ["the-tide-court-decides"]


def test_a_word_in_a_holder_s_own_name_excuses_nothing(tmp_path: Path) -> None:
    """A rule that lets claims be that speak of the court still says that the court holds the power."""
    rule = (SMALL / "powers" / "harbour.yaml").read_text(encoding="utf-8").split("  - id: ")[1]
    lax = rule.replace("among: [body]}", 'among: [body], unless: ["tide court"]}')
    assert lax != rule
    checker = under(tmp_path, ("powers/harbour.yaml", rule, lax))
    assert [(verdict, name) for verdict, name, _ in told(checker, "The Tide Court decided the dispute.")] == [
        ("fits", "only-courts-decide")
    ]


def test_an_appeal_that_is_heard_is_one_claim(changed: Checker) -> None:
    """Not that of who hears it and, beside it, one of who appeals."""
    found = told(changed, "The Night Watch determined an appeal from the Tide Court.")
    assert [words.split()[0] for *_, words in found] == ["Night"]


def test_a_survey_finds_what_a_check_finds(small: Rulebook, checker: Checker) -> None:
    """The findings are the same, and no other claim overlaps one of them."""
    for rule in small.rules.values():
        for text in (*rule.flagged, *rule.fine):
            draft = Draft.plain("draft", text)
            done = checker.examine(draft, survey=True)
            assert done.findings == checker.check(draft) == checker.examine(draft).findings
            assert not [s for s in done.standings or () for f in done.findings if s.span.overlaps(f.span)]


CASE = """title: Alder v Birch
events:
  - {body: Tide Court, act: rule on, object: the berth dispute}
  - {body: Night Watch, act: rule on, object: the berth dispute}
  - {body: Harbour Registry, act: grant, object: a berth right}
  - {body: Alder Ltd, act: appeal against the decision of the Harbour Registry, forum: Tide Court}
  - {body: Alder Ltd, act: go home}
narrative: The Tide Court decided the dispute.
"""


def test_events_of_a_case_stand_too(checker: Checker) -> None:
    """At the fields that they are about: a holder's act and a route fit; a finding, and what is no act of law, do not."""
    draft = read_case("case.yaml", CASE, is_json=False)
    done = checker.examine(draft, survey=True)
    assert done.standings is not None
    told = [(s.rule, (s.source_span or draft.to_source(s.span)).of(CASE)) for s in done.standings]
    assert told == [
        ("only-courts-decide", "Tide Court decided"),
        ("only-courts-decide", "Tide Court, act: rule on"),
        ("registry-grants-berths", "Harbour Registry, act: grant"),
        ("appeals-go-to-the-tide-court", "appeal against the decision of the Harbour Registry, forum: Tide Court"),
    ]
    assert all(s.verdict.value == "fits" and s.authorities for s in done.standings)
    assert [f.rule for f in done.findings] == ["only-courts-decide"]
