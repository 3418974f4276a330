"""The words around a finding."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.reports.excerpt import lines_around, one_line, sentence_around, visible
from checker.spans import Span


def around(text: str, claim: str) -> tuple[str, str, str]:
    start = text.index(claim)
    return sentence_around(text, Span(start, start + len(claim))).parts


@pytest.mark.parametrize(
    ("text", "claim", "shown"),
    [
        ("One. The board ruled. Two.", "board", ("The ", "board", " ruled.")),
        ("One! The board ruled? Two.", "board ruled", ("The ", "board ruled", "?")),
        ("The board ruled. Two.", "The board ruled.", ("", "The board ruled.", "")),
        ("Heading\n\nThe board ruled", "board", ("The ", "board", " ruled")),
        ("He (Mr. Bo of Oak Ltd. and Co.) lost. Then.", "lost", ("He (Mr. Bo of Oak Ltd. and Co.) ", "lost", ".")),
        ("Under s. 60 and r. 4, A. Bell won. Then.", "won", ("Under s. 60 and r. 4, A. Bell ", "won", ".")),
        ("“It ruled.” Then the\n  board sat.", "board", ("Then the ", "board", " sat.")),
        ("It cost 1.5 million. So the board sat.", "board", ("So the ", "board", " sat.")),
    ],
)
def test_a_sentence_is_found_by_its_marks(text: str, claim: str, shown: tuple[str, str, str]) -> None:
    """Full stops of abbreviations and numbers end nothing; blank lines do."""
    assert around(text, claim) == shown


def test_a_sentence_without_end_is_cut_between_words() -> None:
    """A line of a megabyte is shown as the words about the claim, with an ellipsis at both ends."""
    text = "word " * 100_000 + "the board ruled " + "word " * 100_000
    before, claim, after = around(text, "the board ruled")
    assert claim == "the board ruled"
    assert before.startswith("… word ")
    assert after.endswith(" word …")
    assert len(before) + len(after) < 1500


def test_a_claim_of_a_megabyte_is_shown_in_brief() -> None:
    """The words of its start and end are shown, all of them marked."""
    before, claim, after = sentence_around("word " * 200_000, Span(0, 999_999)).parts
    assert (before, after) == ("", "")
    assert " … " in claim
    assert len(claim) < 1300


def test_many_findings_in_one_line_cost_what_they_are() -> None:
    """Ten thousand findings in a line of a megabyte do not read the line ten thousand times."""
    text = "the board ruled on it and " * 40_000
    began = time.process_time()
    for start in range(0, len(text), 104):
        sentence_around(text, Span(start, start + 9))
    assert time.process_time() - began < 5


def test_controls_cannot_steer_the_terminal() -> None:
    """Escapes, bidirectional overrides and half surrogate pairs are shown as marks; line ends as spaces."""
    assert one_line("a\x1b[2Jb\u202ec\ud800d\ne\tf") == "a�[2Jb�c�d e f"
    assert len(visible("a\x1bb")) == 3


@given(st.text(alphabet="ab. !?\n\t“”(é日)", max_size=200), st.data())
def test_the_mark_is_the_claim(text: str, data: st.DataObject) -> None:
    """Whatever the text, the marked part is the claim with its white space made single."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    excerpt = sentence_around(text, Span(start, end))
    assert excerpt.parts[1] == one_line(text[start:end]).strip()
    assert "\n" not in excerpt.text


def test_lines_of_a_file_keep_their_layout() -> None:
    """The lines that an event covers are shown without their common indent, the event marked."""
    source = "events:\n  - date: 1\n    body: b\n  - date: 2\n"
    excerpt = lines_around(source, Span(source.index("date: 1"), source.index("  - date: 2")))
    assert excerpt.text == "- date: 1\n  body: b"
    assert excerpt.parts == ("- ", "date: 1\n  body: b", "")
    assert excerpt.literal


def test_a_long_event_is_shown_by_its_first_lines() -> None:
    """No more than eight lines, and a mark that lies within what is shown."""
    source = "".join(f"  line {i}\n" for i in range(20))
    excerpt = lines_around(source, Span(2, len(source)))
    assert excerpt.text.split("\n") == [f"line {i}" for i in range(8)] + ["…"]
    assert excerpt.parts == ("", "\n".join(f"line {i}" for i in range(8)), "\n…")


@given(st.text(alphabet="ab -:\n", max_size=80), st.data())
def test_the_mark_in_lines_lies_in_them(source: str, data: st.DataObject) -> None:
    """No span breaks the excerpt."""
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    excerpt = lines_around(source, Span(start, end))
    assert 0 <= excerpt.mark.start <= excerpt.mark.end <= len(excerpt.text)


def test_of_a_line_without_end_what_is_near_is_shown() -> None:
    """A thousand findings on one line of a megabyte must not show it a thousand times."""
    source = f"head\n{'[1], ' * 2_000}MARK{', [2]' * 2_000}\nend"
    at = source.index("MARK")
    shown = lines_around(source, Span(at, at + 4))
    assert shown.parts[1] == "MARK"
    assert shown.text.startswith("… ")
    assert shown.text.endswith(" …")
    assert len(shown.text) < 2_000
    assert lines_around(source, Span(0, len(source))).text.endswith(" …")
