"""The map from prose to source: places, gaps and words that stand for others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.drafts.draft import Draft, Slice
from checker.spans import Span

# "# A\r\n\r\n&pound;5 x" read as "A", a blank line, "£5 x"
SOURCE = "# A\r\n\r\n&pound;5 x"
DRAFT = Draft("d", SOURCE, "A\n\n£5 x", (Slice(0, 2, 1), Slice(3, 7, 1, covers=7), Slice(4, 14, 3)))


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("A", "A"),
        ("£", "&pound;"),
        ("£5", "&pound;5"),
        ("5 x", "5 x"),
        ("A\n\n£", "A\r\n\r\n&pound;"),
        ("\n\n£5", "&pound;5"),
    ],
)
def test_a_span_maps_to_the_smallest_part_of_the_source_that_holds_it(words: str, there: str) -> None:
    start = DRAFT.text.index(words)
    assert DRAFT.to_source(Span(start, start + len(words))).of(SOURCE) == there


def test_place_counts_lines_and_columns_from_one() -> None:
    place = DRAFT.place(Span(4, 5))
    assert (place.line, place.column, place.span.of(SOURCE)) == (3, 8, "5")


def test_a_draft_without_prose_maps_to_its_start() -> None:
    assert Draft("d", "events: []", "", ()).to_source(Span(0, 0)) == Span(0, 0)


@given(text=st.text(), data=st.data())
def test_plain_text_is_its_own_source(text: str, data: st.DataObject) -> None:
    draft = Draft.plain("d", text)
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    assert draft.to_source(span) == span
    place = draft.place(span)
    assert text.split("\n")[place.line - 1][place.column - 1 :].startswith(span.of(text).split("\n")[0])
