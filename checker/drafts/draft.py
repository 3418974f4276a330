"""A draft: the source as it was read, the prose that is checked, and the slices that join the two."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.spans import Span

if TYPE_CHECKING:
    from checker.drafts.case import Case


@dataclass(frozen=True, slots=True)
class Slice:
    """`length` code points of prose from `text` on stand in the source from `source` on, unchanged."""

    text: int
    source: int
    length: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the source: 1-based line and column (code points), and the span there."""

    line: int
    column: int
    span: Span


@dataclass(frozen=True)
class Draft:
    """What is checked.

    Attributes:
        name: path or id, as shown in reports.
        source: the whole decoded file.
        text: the prose; paragraphs, headings, list items and cells are set apart by a blank line.
        slices: in order of `text`; what lies between two slices (the blank lines set in) has no place in the source.
        case: the structured case description, where the input was one.
    """

    name: str
    source: str
    text: str
    slices: tuple[Slice, ...]
    case: Case | None = None
    _lines: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        at = self.source.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.source.find("\n", at + 1)
        object.__setattr__(self, "_lines", starts)

    @classmethod
    def plain(cls, name: str, text: str) -> Draft:
        """Return a draft whose prose is its source."""
        return cls(name, text, text, (Slice(0, 0, len(text)),))

    def to_source(self, span: Span) -> Span:
        """Map a span of the prose to the smallest span of the source that holds it."""
        starts = [s.text for s in self.slices]
        first = max(bisect_right(starts, span.start) - 1, 0)
        last = max(bisect_right(starts, max(span.end - 1, span.start)) - 1, 0)
        a, b = self.slices[first], self.slices[last]
        start = a.source + min(span.start - a.text, a.length)
        end = b.source + min(span.end - b.text, b.length)
        return Span(start, max(start, end))

    def place(self, span: Span) -> Place:
        """Return the place in the source of a span of the prose."""
        found = self.to_source(span)
        line = bisect_right(self._lines, found.start)
        return Place(line, found.start - self._lines[line - 1] + 1, found)
