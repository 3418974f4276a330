"""Comments that let findings stand: where they count, and what is said of those that are wrong."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.drafts.casefile import read_case
from checker.drafts.draft import Draft
from checker.drafts.markdown import prose_of
from checker.errors import DraftError
from checker.habits.ignore import comments, sift, without_comments
from checker.judging.finding import Finding, Severity
from checker.spans import Span

KNOWN = frozenset({"power-rule", "term-jury"})
MARK = "[vires: ignore power-rule because it is a quotation]"
NOTE = "<!-- vires: ignore power-rule because it is a quotation -->"


def found(text: str, words: str, rule: str = "power-rule") -> Finding:
    start = text.index(words)
    return Finding(rule, "power", Severity.ERROR, Span(start, start + len(words)), "m", "s", (), "")


def markdown(source: str) -> Draft:
    return Draft("a.md", source, *prose_of(source))


def sifted(draft: Draft, *findings: Finding) -> tuple[list[str], list[str]]:
    kept, let_stand = sift(draft, findings, comments(draft), KNOWN)
    return [finding.rule for finding in kept], [reason for _, reason in let_stand]


@pytest.mark.parametrize(
    "source",
    [
        f"{NOTE}\n\nThe board ruled.\n\nMore.",
        f"{NOTE}\nThe board ruled.\n\nMore.",
        f"Well.\n\nThe board ruled. {NOTE}\n\nMore.",
        f"The {NOTE} board ruled.",
        f"- One.\n{NOTE}\n- The board ruled.\n",
        f"<p>One.</p>\n{NOTE}\n<p>The board ruled.</p>",
        f"<p>One.</p>{NOTE}<p>The board ruled.</p>",
        f"<p>The <em>board ruled</em>. {NOTE}</p><p>One.</p>",
        f"{NOTE}\n# The board ruled\n",
        NOTE.replace("power-rule", "term-jury, Power-Rule") + "\n\nThe board ruled. A jury sat.",
    ],
)
def test_a_comment_counts_for_its_paragraph_or_the_next(source: str) -> None:
    """The finding is let stand, with the reason."""
    draft = markdown(source)
    findings = [found(draft.text, "board ruled")]
    if "term-jury" in source:
        findings.append(found(draft.text, "jury sat", "term-jury"))
    kept, reasons = sifted(draft, *findings)
    assert kept == []
    assert set(reasons) == {"it is a quotation"}


@pytest.mark.parametrize(
    "source",
    [
        f"{NOTE}\n\nWell.\n\nThe board ruled.",
        f"The board ruled.\n\n{NOTE}\n",
        f"- The board ruled.\n{NOTE}\n- One.\n",
    ],
)
def test_a_comment_counts_for_no_other_paragraph(source: str) -> None:
    """And it is then told to be of no use."""
    draft = markdown(source)
    kept, _ = sifted(draft, found(draft.text, "board ruled"))
    assert kept == ["power-rule", "vires-ignore-unused"]


@pytest.mark.parametrize(
    "source",
    [f"```\n{NOTE}\n```\n\nThe board ruled.", f"    {NOTE}\n\nThe board ruled.", f"The board ruled. Write `{NOTE}`."],
)
def test_a_comment_in_code_is_an_example(source: str) -> None:
    """It lets nothing stand, and is no faulty one."""
    draft = markdown(source)
    assert sifted(draft, found(draft.text, "board ruled")) == (["power-rule"], [])


def test_other_rules_on_the_same_words_are_let_stand_too() -> None:
    """A person judges the words; rules elsewhere in the paragraph go on."""
    draft = markdown(f"{NOTE}\nThe old board ruled. A jury sat.")
    same, other = found(draft.text, "old board ruled", "forum-board"), found(draft.text, "jury sat", "term-jury")
    kept, reasons = sifted(draft, found(draft.text, "board ruled"), same, other)
    assert kept == ["term-jury"]
    assert len(reasons) == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("power-rule", "vires-ignore-without-reason"),
        ("power-rule because", "vires-ignore-without-reason"),
        ("because it is so", "vires-ignore-unknown-rule"),
        ("power-rul because it is so", "vires-ignore-unknown-rule"),
    ],
)
def test_a_faulty_comment_lets_nothing_stand(said: str, told: str) -> None:
    """Without a reason, a rule, or a rule that there is."""
    draft = markdown(f"<!-- vires: ignore {said} -->\nThe board ruled.")
    assert sifted(draft, found(draft.text, "board ruled"))[0] == ["power-rule", told]


def test_the_cure_names_the_rule_most_like_it() -> None:
    """The comment is marked in the source, as a warning."""
    draft = markdown("<!-- vires: ignore power-rul because x -->\nThe board ruled.")
    kept, _ = sift(draft, [], comments(draft), KNOWN)
    assert kept[0].suggestion == "Write power-rule."
    assert kept[0].severity is Severity.WARNING
    assert kept[0].source_span == Span(0, 42)
    draft = markdown("<!-- vires: ignore poor-tunes because x -->\nThe board ruled.")
    assert "power-rule" not in sift(draft, [], comments(draft), KNOWN)[0][0].suggestion


@pytest.mark.parametrize(
    ("source", "prose"),
    [
        ("[vires: ignore power-rule because x]\nThe board ruled.", "The board ruled."),
        ("The board ruled. [vires: ignore power-rule\nbecause x] So.", "The board ruled.  So."),
        ("One.\n\n[vires: ignore power-rule because x]\n\nThe board ruled.", "One.\n\n\nThe board ruled."),
        ("The board ruled.", "The board ruled."),
    ],
)
def test_plain_text_is_read_without_its_comments(source: str, prose: str) -> None:
    """They are no prose, and every word keeps its place."""
    whole = Draft.plain("a.txt", source)
    draft = without_comments(whole)
    assert draft.text == prose
    finding = found(draft.text, "board ruled")
    assert draft.place(finding.span).span.of(source) == "board ruled"
    if "vires" in source:
        kept, let_stand = sift(draft, [finding], comments(whole), KNOWN)
        assert (kept, [reason for _, reason in let_stand]) == ([], ["x"])


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        (f"{MARK}\n\n{MARK.replace('power-rule', 'term-jury')}\n\nThe board ruled.\n\nA jury sat.", []),
        (f"The board ruled.\n\nOne. {MARK}", ["power-rule", "vires-ignore-unused"]),
        (f"The board ruled.\n{MARK}\n\nOne.", ["power-rule", "vires-ignore-unused"]),
        (f"One.\n{MARK}\nThe board ruled.", []),
        (f"The board ruled.\n\n{MARK}", ["power-rule", "vires-ignore-unused"]),
        ("The board ruled. [vires: ignore power-rule because\n\nit is open", ["power-rule"]),
        ("The board ruled. [VIRES ignore power-rule because it is so]", []),
        ("The board ruled. [vires: ignore power-\nrule because it is so]", []),  # broken at the end of a line
        ("The board ruled. [vires: ignore powerrule because it is so]", []),  # and put together again
    ],
)
def test_a_mark_in_the_text_counts_for_its_paragraph_or_the_next(source: str, kept: list[str]) -> None:
    """On a line of its own for what follows in the paragraph, or else for the next that has words."""
    for draft in (Draft.plain("a.txt", source), markdown(source), Draft.plain("a.docx", source)):
        bare = without_comments(draft)
        findings, _ = sift(bare, [found(bare.text, "board ruled")], comments(draft), KNOWN)
        known = [finding.rule for finding in findings]
        assert [rule for rule in known if rule != "vires-ignore-unused" or rule in kept] == kept


CASE = """\
title: A
events:
  # vires: ignore power-rule because it is an example
  - date: 2021-03-01
    body: board
    act: rule
  - date: 2021-04-01
    body: board  # vires: ignore power-rule because so
    act: rule
  - date: 2021-05-01
    body: board
    act: rule
"""


def test_a_comment_in_a_case_counts_for_an_entry() -> None:
    """The entry that it stands before, or the line that it stands on."""
    draft = read_case("a.yaml", CASE, is_json=False)
    places = [Span(at, at + 11) for at in range(len(CASE)) if CASE.startswith("body: board", at)]
    findings = [Finding("power-rule", "power", Severity.ERROR, Span(0, 0), "m", "s", (), "", place) for place in places]
    kept, let_stand = sift(draft, findings, comments(draft), KNOWN)
    assert [finding.source_span for finding in kept] == places[2:]
    assert [reason for _, reason in let_stand] == ["it is an example", "so"]


def test_a_mark_in_an_event_or_the_narrative_of_a_case_counts_there() -> None:
    """In JSON, which has no comments, an event's text has room for it."""
    events = [{"act": "rule", "body": "board", "text": f"It ruled. {MARK}"}, {"act": "rule", "body": "board"}]
    source = json.dumps({"title": "A", "events": events, "narrative": f"The board ruled. {MARK}\n\nThe board ruled."})
    draft = read_case("a.json", source, is_json=True)
    bare = without_comments(draft)
    assert bare.text == "The board ruled. \n\nThe board ruled."
    places = [Span(at, at + 15) for at in range(len(source)) if source.startswith('"body": "board"', at)]
    findings = [Finding("power-rule", "power", Severity.ERROR, Span(0, 0), "m", "s", (), "", place) for place in places]
    prose = [Span(at, at + 15) for at in (0, 19)]
    findings += [Finding("power-rule", "power", Severity.ERROR, span, "m", "s", (), "") for span in prose]
    kept, let_stand = sift(bare, findings, comments(draft), KNOWN)
    assert [(finding.source_span, finding.span) for finding in kept] == [(places[1], Span(0, 0)), (None, prose[1])]
    assert len(let_stand) == 2


def test_more_comments_than_anybody_writes_are_an_error() -> None:
    """Told in a line, as all is that is made to do harm."""
    with pytest.raises(DraftError, match=r"a\.txt: has more than 5,000 comments to vires"):
        comments(Draft.plain("a.txt", f"{MARK} " * 5_001))


def test_many_faulty_comments_take_little_time() -> None:
    """The rule that an unknown one is most like is looked for once."""
    draft = Draft.plain("a.txt", "[vires: ignore no-such because so] " * 4_900)
    known = frozenset(f"rule-{number}" for number in range(600))
    began = time.process_time()
    kept, _ = sift(draft, [], comments(draft), known)
    assert len(kept) == 4_900
    assert time.process_time() - began < 4


@given(st.text(alphabet="[]#<!->vires: ignore because\n x", max_size=120))
def test_no_text_breaks_the_reading_of_comments(text: str) -> None:
    """And without comments, a text is as it was."""
    for draft in (Draft.plain("a.txt", text), markdown(text)):
        bare = without_comments(draft)
        sift(bare, [], comments(draft), KNOWN)
        assert draft.source == bare.source
    if "[" not in text:
        assert without_comments(Draft.plain("a.txt", text)).text == text
