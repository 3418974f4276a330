"""Marks held against findings, under the made-up law of harbours."""

from __future__ import annotations

from datetime import date

import pytest

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.errors import DraftError
from checker.rulebook.load import load_rulebook
from checker.training.markdownmarked import read
from checker.training.marking import Marking, judge

WRONG = "GCHQ ruled on the patent dispute. "
SOUND = "The High Court granted an injunction. "
OTHER = "A jury in the High Court will hear the patent claim. "


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(load_rulebook(cache=True), date(2026, 11, 24))


def told(marking: Marking) -> tuple[list[str], list[str], list[str]]:
    """Return the first words of what was found, missed and marked wrongly."""
    found, missed = ([a.findings[0].text.split()[0] for a in some] for some in (marking.found, marking.missed))
    return found, missed, [w.sentence.split()[0] for w in marking.wrongly]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (WRONG + SOUND + OTHER, (0, 2, 0)),
        ("==GCHQ== ruled on the patent dispute. " + SOUND + OTHER, (1, 1, 0)),
        (WRONG + "{>>no court<<} " + SOUND + OTHER, (1, 1, 0)),
        (WRONG + "The {==High Court==} granted an injunction. " + OTHER, (0, 2, 1)),
        (f"=={(WRONG + SOUND + OTHER).strip()}==", (2, 0, 1)),
        ("GCHQ ruled on the ==patent dispute. The== High Court granted an injunction. " + OTHER, (1, 1, 0)),
        (SOUND, (0, 0, 0)),
    ],
)
def test_sentences_are_what_counts(checker: Checker, text: str, counts: tuple[int, int, int]) -> None:
    marking = judge(read("a.md", text.encode()), checker)
    assert (len(marking.found), len(marking.missed), len(marking.wrongly)) == counts
    assert marking.perfect is (counts[1] == counts[2] == 0)


def test_reasons_and_places(checker: Checker) -> None:
    marking = judge(
        read("a.md", f"# Title\n\n{SOUND}\n\n{{=={WRONG}==}}{{>>no court<<}}\n\n=={SOUND.strip()}==".encode()), checker
    )
    (found,), (wrongly,) = marking.found, marking.wrongly
    assert (found.findings[0].place, [mark.why for mark in found.marks]) == ("line 5", ["no court"])
    assert found.findings[0].finding.authorities
    assert wrongly.place == "line 7"
    assert any(standing.rule for standing in wrongly.standings)


TWO = "The company lost a customer, and a jury in the High Court will hear the patent claim."


@pytest.mark.parametrize(
    ("text", "found", "aside"),
    [
        ("The ==company lost a customer==, and a jury in the High Court will hear the patent claim.", 0, 1),
        ("The company lost a customer, and a ==jury== in the High Court will hear the patent claim.", 1, 0),
        ("The company lost a customer, and a jury in the High Court will hear the ==patent claim==.", 1, 0),
        (f"=={TWO}==", 1, 0),
        (TWO + "{>>it kept every customer<<}", 0, 1),
        (TWO + "{>>no jury sits there<<}", 1, 0),
        (TWO + "{>>nonsense<<}", 1, 0),
    ],
)
def test_a_mark_on_other_words_of_the_sentence_finds_nothing(
    checker: Checker, text: str, found: int, aside: int
) -> None:
    """Nor does one whose reason speaks of them; a reason in words of the trainee's own is taken for what is wrong."""
    for original in (None, Draft.plain("draft", TWO)):
        marking = judge(read("a.md", text.encode()), checker, original)
        assert (len(marking.found), len(marking.aside), len(marking.missed), len(marking.wrongly)) == (
            found, aside, 0, 0,
        )  # fmt: skip
        assert marking.perfect is (found == 1)
        assert all(answered.marks for answered in (*marking.found, *marking.aside))


def test_what_the_rules_say_for_a_sound_sentence_is_about_what_was_marked(checker: Checker) -> None:
    said = []
    for text in (
        "The ==High Court granted an injunction==, and the weather was fine.",
        "The High Court granted an injunction, and the ==weather== was fine.",
        "==The High Court granted an injunction, and the weather was fine.==",
        "==The High Court granted an injunction, and the weather was fine.=={>>the weather was bad<<}",
    ):
        marking = judge(read("a.md", text.encode()), checker)
        assert len(marking.wrongly) + len(marking.unjudged) == 1
        assert marking.perfect is (not marking.wrongly)
        said.append(bool(marking.wrongly))
    assert said == [True, False, True, False]


def test_what_no_rule_speaks_of_is_not_judged(checker: Checker) -> None:
    """It may be a catch that the rules do not know."""
    text = (
        f"{WRONG}==The chairman of the brewery, who died in 1950, spoke to our reporter in 2024.=={{>>he was dead<<}}"
    )
    marking = judge(read("a.md", text.encode()), checker)
    assert (len(marking.missed), marking.wrongly) == (1, ())
    (unjudged,) = marking.unjudged
    assert [mark.why for mark in unjudged.marks] == ["he was dead"]
    assert unjudged.standings == ()


def test_who_marks_everything_does_not_pass(checker: Checker) -> None:
    """As many marks of which no rule speaks as there are catches cost nothing; each beyond costs as a wrong one."""
    plain = [f"The brewery opened its {number} pub in May. " for number in ("first", "second", "third", "fourth")]
    shares = []
    for marked in range(5):
        text = f"=={WRONG.strip()}== " + "".join(
            f"=={one.strip()}== " if n < marked else one for n, one in enumerate(plain)
        )
        marking = judge(read("a.md", text.encode()), checker)
        assert (len(marking.found), len(marking.unjudged), marking.wrongly) == (1, marked, ())
        assert marking.perfect is (marking.share == 1)
        shares.append(round(marking.share, 2))
    assert shares == [1, 1, 0.5, 0.33, 0.25]


@pytest.mark.parametrize(
    ("copy", "counts"),
    [
        (WRONG + SOUND + OTHER, (0, 2, 0)),
        ("The court ruled on the patent dispute. " + SOUND + OTHER, (1, 1, 0)),
        (SOUND + OTHER, (1, 1, 0)),
        (WRONG + OTHER, (0, 2, 1)),
        (WRONG.replace("patent ", "patent\u00a0") + SOUND + OTHER, (0, 2, 0)),
        (WRONG + "My own sentence. " + SOUND + "==A jury== in the High Court will hear the patent claim. ", (1, 1, 0)),
        (WRONG.replace("dispute", "quarrel").replace("GCHQ", "==GCHQ==") + SOUND + OTHER, (1, 1, 0)),
    ],
)
def test_what_was_changed_is_marked(checker: Checker, copy: str, counts: tuple[int, int, int]) -> None:
    original = Draft.plain("draft", WRONG + SOUND + OTHER)
    marking = judge(read("copy.md", copy.encode()), checker, original)
    assert (len(marking.found), len(marking.missed), len(marking.wrongly)) == counts


def test_the_copy_of_another_draft(checker: Checker) -> None:
    with pytest.raises(DraftError, match="is no marked copy of draft: 0 of 3 sentences"):
        judge(read("copy.md", b"All is well."), checker, Draft.plain("draft", WRONG + SOUND + OTHER))
