"""Findings: their spans, their order, and what they say."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.drafts.draft import Draft
from checker.engine import Checker, run_examples
from checker.judging.finding import Finding, Severity
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load_rulebook

SMALL = Path(__file__).parents[1] / "small"
DAY = date(2026, 1, 1)
WRONG = [
    ("The Night Watch decided the dispute.", "only-courts-decide"),
    ("A barge jury will hear the case.", "no-barge-jury"),
    ("The levy on a berth is £900.", "levy-is-500-pounds"),
    ("The Harbour Registry fined the owner of the barge.", "registry-fines-nobody"),
]
# Text without words of the rulebook, with all that makes offsets slip.
FILL = st.text(alphabet=st.sampled_from("ab \U0001f60b\u0130\u00df\ufb01é\u2019\u201c\u2009,;-\n\r\t"), max_size=60)


@pytest.fixture(scope="module")
def checker(small: Rulebook) -> Checker:
    return Checker(small, DAY)


def check(checker: Checker, text: str) -> list[Finding]:
    return checker.check(Draft.plain("draft", text))


@given(wrong=st.sampled_from(WRONG), before=FILL, after=FILL)
@settings(max_examples=60)
def test_a_text_before_it_shifts_the_span(checker: Checker, wrong: tuple[str, str], before: str, after: str) -> None:
    """Code points count, whatever they are: the span moves by as many, and covers the same words."""
    text, rule = wrong
    (alone,) = check(checker, text)
    prefix = f"{before}\n\n"
    moved = [f for f in check(checker, f"{prefix}{text}\n\n{after}") if f.rule == rule]
    assert [f.span for f in moved] == [alone.span.shifted(len(prefix))]


@given(parts=st.lists(st.one_of(st.sampled_from([text for text, _ in WRONG]), FILL), max_size=6), glue=FILL)
@settings(max_examples=60)
def test_spans_lie_in_the_text_in_order(checker: Checker, parts: list[str], glue: str) -> None:
    """Never empty, never outside; findings come in the order of the text, each once."""
    text = glue.join(parts)
    found = check(checker, text)
    assert all(0 <= f.span.start < f.span.end <= len(text) for f in found)
    assert [f.span.start for f in found] == sorted(f.span.start for f in found)
    assert len({(f.rule, f.span) for f in found}) == len(found)


def test_a_finding_says_what_why_and_how(checker: Checker) -> None:
    """What the text says, what the law says, the authority with its link, the cure, the scope."""
    (found,) = check(checker, "The Night Watch decided the dispute.")
    assert (found.rule, found.kind, found.severity) == ("only-courts-decide", "power", Severity.ERROR)
    assert found.span.of("The Night Watch decided the dispute.") == "Night Watch decided"
    assert "Night Watch" in found.message
    assert "Only a court decides a dispute over a berth." in found.message
    assert [(a.label, a.url) for a in found.authorities] == [
        ("Harbours Act 1980 s.1", "https://www.example.org/harbours")
    ]
    assert found.suggestion == "Say what the law of harbours says."
    assert found.scope == "uk (from the text), law of today"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("On Monday the Tide Court in its wisdom asked two deckhands to listen.", "deckhands"),
        ("The Night Watch seated a ferryman there.", "ferryman"),
        ("A barge jury will hear the case.", "barge jury"),
    ],
)
def test_the_word_at_fault_is_marked_alone(checker: Checker, text: str, marked: str) -> None:
    """Where the rule says which of its groups that is; else all that the claim is made of."""
    assert [(f.rule, f.span.of(text)) for f in check(checker, text)] == [("no-barge-jury", marked)]


def test_a_wrong_amount_is_named(checker: Checker) -> None:
    """The message quotes the figure as the text has it, and the span covers it."""
    text = "The levy on a berth is £900."
    (found,) = check(checker, text)
    assert "£900" in found.message
    assert "£900" in found.span.of(text)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("The Night Watch decided the dispute.", "error"),
        ("A barge jury will hear the case.", "warning"),
        ("The berth right binds ships everywhere.", "note"),
    ],
)
def test_severity_is_the_rules(checker: Checker, text: str, severity: str) -> None:
    """As the rule file has it."""
    assert [f.severity.value for f in check(checker, text)] == [severity]


def test_one_draft_does_not_colour_another(checker: Checker) -> None:
    """Drafts checked together give what each gives alone."""
    texts = [text for text, _ in WRONG] + ["It decided the dispute.", "", "The office decided the dispute."]
    drafts = [Draft.plain(str(i), text) for i, text in enumerate(texts)]
    assert list(checker.check_many(drafts)) == [checker.check(draft) for draft in drafts]


def test_the_examples_of_the_small_rulebook_hold(small: Rulebook) -> None:
    """What the tests of reading and judging stand on."""
    assert [(r.rule, r.text) for r in run_examples(small) if not r.ok] == []


def test_a_failed_example_is_told(small: Rulebook) -> None:
    """An example that does not hold comes back as such, with what was found."""
    from dataclasses import replace

    rule = small.rules["no-barge-jury"]
    changed = rule.model_copy(update={"flagged": ["The weather was fine."], "fine": ["A barge jury sat in London."]})
    results = list(run_examples(replace(small, rules={rule.id: changed})))
    assert [(r.must_flag, r.ok, [f.rule for f in r.found]) for r in results] == [
        (True, False, []),
        (False, False, ["no-barge-jury"]),
    ]


def test_who_is_many_has_a_verb_of_many(tmp_path: Path) -> None:
    """As the rules say of a body or kind: "police have", "the Night Watchmen have"; others have what one has."""
    own = tmp_path / "small"
    shutil.copytree(SMALL, own)
    file = own / "vocabulary" / "bodies.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("name: police}", "name: police, plural: true, nouns: [watchman]}")
    text = text.replace("name: Night Watch, kind", "name: Night Watchmen, plural: true, to: 2020-12-31, kind")
    file.write_text(text, encoding="utf-8")
    checker = Checker(load_rulebook([SMALL.parents[1] / "rules" / "language"], own=own), DAY)

    def said(of: str) -> str:
        return " ".join(finding.message.partition(". ")[0] for finding in check(checker, of))

    assert said("A watchman decided the dispute.") == "Police have no power to do this"
    assert said("In 2019 the Night Watch decided the dispute.") == "The Night Watchmen have no power to do this"
    assert said("The Harbour Registry decided the dispute.") == "The Harbour Registry has no power to do this"
    assert "The Night Watchmen ended on 31 December 2020; they cannot have acted" in said(
        "In 2022 the Night Watch sat."
    )
