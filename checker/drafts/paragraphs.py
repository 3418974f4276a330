"""A document's text being put together paragraph by paragraph, for formats that have no lines of their own."""

from __future__ import annotations

from checker.drafts.draft import Draft
from checker.drafts.prose import Prose
from checker.drafts.shape import Shape
from checker.drafts.where import Remark, Run, Where
from checker.spans import Span


class Paragraphs:
    """Collects a document's paragraphs: its source is a line each, its prose sets them apart by blank lines."""

    def __init__(self) -> None:
        self._source: list[str] = []
        self._length = 0
        self._prose = Prose()
        self._wheres: list[Where] = []
        self._fresh = True

    def begin(
        self, kind: str, number: int, part: str = "", *, goes_on: bool = False, shape: Shape | None = None
    ) -> None:
        """Begin a paragraph, of which `Where` tells the rest; with `goes_on` its words go on the last one's."""
        if self._length:
            self._append("\n")
        if not goes_on:
            self._prose.break_off(shape)
            self._fresh = True
        self._wheres.append(Where(self._length, kind, number, part))

    def add(self, text: str) -> Span:
        """Add words to the paragraph; return where in the source they stand."""
        start = self._length
        self._append(text)
        if self._fresh:  # white space before the first word is no prose
            words = text.lstrip()
            start_of_words = start + len(text) - len(words)
            self._fresh = not words
            self._prose.add_seen(words, start_of_words)
        else:
            self._prose.add_seen(text, start)
        return Span(start, self._length)

    def draft(self, name: str, runs: tuple[Run, ...] = (), remarks: tuple[Remark, ...] = ()) -> Draft:
        """Return the draft that was put together."""
        text, slices = self._prose.done()
        return Draft(
            name, "".join(self._source), text, slices, wheres=tuple(self._wheres), runs=runs, remarks=remarks,
            shapes=tuple(self._prose.shapes),
        )  # fmt: skip

    def _append(self, text: str) -> None:
        self._source.append(text)
        self._length += len(text)
