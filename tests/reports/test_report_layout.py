"""Wrapping and marking by the width of characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.reports.layout import carets, cells, wrap
from checker.spans import Span


def lines(text: str, width: int, *, fold: bool = True) -> list[str]:
    return [span.of(text) for span in wrap(text, width, fold=fold)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("one two three", 7, ["one two", "three"]),
        ("one two", 7, ["one two"]),
        ("one  two", 7, ["one", "two"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("a abcdefghij b", 4, ["a", "abcd", "efgh", "ij b"]),
        ("日本の裁判所", 5, ["日本", "の裁", "判所"]),
        ("- a\n  b\n\nc", 10, ["- a", "  b", "", "c"]),
    ],
)
def test_lines(text: str, width: int, expected: list[str]) -> None:
    """Lines break at spaces, else where the width is full; hard breaks and indents stay."""
    assert [line.rstrip() if not line.strip() else line for line in lines(text, width)] == expected


def test_a_link_stays_whole() -> None:
    """Without folding a long word sticks out rather than break."""
    assert lines("see https://example.org/a/b now", 8, fold=False) == ["see", "https://example.org/a/b", "now"]


@given(st.text(alphabet="ab  日é\n", max_size=120), st.integers(2, 30))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: int) -> None:
    """All characters but white space come through in order, in lines no wider than asked."""
    found = lines(text, width)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(cells(line.strip()) <= width for line in found)


def test_carets_stand_below_wide_characters() -> None:
    """Two carets for a wide character, and as many spaces before."""
    text = "日本 board ruled"
    assert carets(text, Span(0, len(text)), Span(3, 8)) == "     ^^^^^"
    assert carets(text, Span(0, len(text)), Span(1, 2)) == "  ^^"
    assert carets(text, Span(0, 2), Span(3, 8)) == ""
