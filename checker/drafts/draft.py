"""A draft: the source as it was read, the prose that is checked, and the slices that join the two."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checker.drafts.shape import Shape
from checker.drafts.where import Remark, Run, Where, cut
from checker.spans import Span

if TYPE_CHECKING:
    from checker.drafts.case import Case


@dataclass(frozen=True, slots=True)
class Slice:
    """`length` code points of prose from `text` on stand in the source from `source` on, unchanged.

    Where `covers` is not 0 they are other words for that many code points there (an entity, an escape), and only the
    whole of these has a place.
    """

    text: int
    source: int
    length: int
    covers: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the source: 1-based line and column (code points), and the span there.

    Attributes:
        where: the page, paragraph or note, in a document that has no lines of its own; line and column are then those
            of the text as it was read.
    """

    line: int
    column: int
    span: Span
    where: Where | None = None


@dataclass(frozen=True)
class Draft:
    """What is checked.

    Attributes:
        name: path or id, as shown in reports.
        source: the whole decoded file; of a document that is not text (Word, PDF ...), its words as they were read.
        text: the prose; paragraphs, headings, list items and cells are set apart by a blank line.
        slices: in order of `text`; what lies between two slices (the blank lines set in) has no place in the source.
        case: the structured case description, where the input was one.
        wheres: the pages, paragraphs and notes of a document without lines of its own, in order of the source.
        runs: the runs of a Word document that write the source, in its order.
        remarks: the comments beside the text of a document.
        shapes: of the paragraphs that are headings or cells, in order of `text`; None where the format does not tell.
    """

    name: str
    source: str
    text: str
    slices: tuple[Slice, ...]
    case: Case | None = None
    wheres: tuple[Where, ...] = ()
    runs: tuple[Run, ...] = ()
    remarks: tuple[Remark, ...] = ()
    shapes: tuple[Shape, ...] | None = None
    _lines: list[int] = field(init=False, repr=False, compare=False)
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        at = self.source.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.source.find("\n", at + 1)
        object.__setattr__(self, "_lines", starts)
        object.__setattr__(self, "_starts", [s.text for s in self.slices])

    @classmethod
    def plain(cls, name: str, text: str) -> Draft:
        """Return a draft whose prose is its source."""
        return cls(name, text, text, (Slice(0, 0, len(text)),))

    def to_source(self, span: Span) -> Span:
        """Map a span of the prose to the smallest span of the source that holds it."""
        if not self.slices:
            return Span(0, 0)
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = max(bisect_right(self._starts, max(span.end - 1, span.start)) - 1, 0)
        a, b = self.slices[first], self.slices[last]
        if first < last and span.start >= a.text + a.length:
            a = self.slices[first + 1]  # it starts on a blank line set in: the words are those after it
        into, out = span.start - a.text, span.end - b.text
        within = max(min(into, a.length), 0)
        start = a.source + (within if not a.covers else a.covers if within == a.length else 0)
        end = b.source + (b.covers if b.covers and out > 0 else min(out, b.length))
        return Span(start, max(start, end))

    def place(self, span: Span) -> Place:
        """Return the place in the source of a span of the prose."""
        return self.place_of_source(self.to_source(span))

    def place_of_source(self, found: Span) -> Place:
        """Return the place of a span of the source."""
        line = bisect_right(self._lines, found.start)
        number = bisect_right(self.wheres, found.start, key=lambda where: where.source) if self.wheres else 0
        where = self.wheres[number - 1] if number else None
        return Place(line, found.start - self._lines[line - 1] + 1, found, where if where and where.kind else None)

    @property
    def has_lines(self) -> bool:
        """Whether it is a text with lines that an editor could go to, or some of it is."""
        return not self.wheres or any(not where.kind for where in self.wheres)

    def runs_of(self, span: Span) -> tuple[Run, ...]:
        """Return the pieces of the runs of a Word document that write a span of the prose, in order; else nothing."""
        return self.runs_of_source(self.to_source(span)) if self.runs else ()

    def runs_of_source(self, found: Span) -> tuple[Run, ...]:
        """Return the pieces of the runs of a Word document that write a span of the source, in order; else nothing."""
        first = bisect_right(self.runs, found.start, key=lambda run: run.source.end)
        return tuple(cut(self.runs, first, found, self.source))

    def without(self, spans: Sequence[Span]) -> Draft:
        """Return the draft without some spans of its prose, which are in order and do not overlap.

        The source stays whole, so that every word that is left keeps its place.
        """
        if not spans:
            return self
        bounds = [0, *(at for span in spans for at in (span.start, span.end)), len(self.text)]
        kept = [Span(*ends) for ends in zip(bounds[::2], bounds[1::2], strict=True)]
        slices: list[Slice] = []
        length = number = 0
        for part in kept:
            while number < len(self.slices) and self.slices[number].text < part.end:
                each = self.slices[number]
                start, end = max(each.text, part.start), min(each.text + each.length, part.end)
                if start < end:
                    source = each.source if each.covers else each.source + start - each.text
                    slices.append(Slice(start - part.start + length, source, end - start, each.covers))
                if each.text + each.length > part.end:
                    break
                number += 1
            length += part.end - part.start
        text = "".join(part.of(self.text) for part in kept)
        return replace(self, text=text, slices=tuple(slices), shapes=self._shapes_without(spans))

    def _shapes_without(self, spans: Sequence[Span]) -> tuple[Shape, ...] | None:
        if self.shapes is None:
            return None
        found, gone, number = [], 0, 0
        for shape in self.shapes:
            while number < len(spans) and spans[number].end <= shape.text:
                gone += spans[number].end - spans[number].start
                number += 1
            cut = shape.text - spans[number].start if number < len(spans) and spans[number].start < shape.text else 0
            found.append(shape._replace(text=shape.text - gone - cut))
        return tuple(found)
