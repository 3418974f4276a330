"""Prose being put together from parts of a source, with the slices that say where each part stood."""

from __future__ import annotations

import re

from checker.drafts.draft import Slice
from checker.drafts.shape import Shape

BLANK_LINE = "\n\n"
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]+")


def seen(text: str) -> str:
    """Return `text` without what is not seen in it: hyphens for the end of a line, and joiners."""
    return _UNSEEN.sub("", text)


class Prose:
    """Collects prose and its slices, in order.

    What is added is unchanged source (`add`), other words for some of it (`stand_for`), or the start of a new paragraph
    (`break_off`), which shows only once something follows it.

    Attributes:
        shapes: of the paragraphs that are more than one.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._slices: list[Slice] = []
        self._length = 0
        self._broken = False
        self._shape: Shape | None = None
        self.shapes: list[Shape] = []

    def add(self, text: str, source: int) -> None:
        """Add `text`, which stands in the source at `source` just so."""
        if not text:
            return
        self._put_break()
        last = self._slices[-1] if self._slices else None
        if last and not last.covers and last.text + last.length == self._length and last.source + last.length == source:
            self._slices[-1] = Slice(last.text, last.source, last.length + len(text))
        else:
            self._slices.append(Slice(self._length, source, len(text)))
        self._append(text)

    def stand_for(self, text: str, source: int, covers: int) -> None:
        """Add `text` in place of the `covers` code points of the source at `source`."""
        if not text:
            return
        self._put_break()
        self._slices.append(Slice(self._length, source, len(text), covers))
        self._append(text)

    def add_seen(self, text: str, source: int) -> None:
        """Add `text` as `add` does, but for what is not seen in it: hyphens for the end of a line, and joiners."""
        at = 0
        for unseen in _UNSEEN.finditer(text):
            self.add(text[at : unseen.start()], source + at)
            at = unseen.end()
        self.add(text[at:], source + at)

    def set_in(self, text: str) -> None:
        """Add `text`, which has no place in the source."""
        if text:
            self._put_break()
            self._append(text)

    def break_off(self, shape: Shape | None = None) -> None:
        """Set what follows apart from what came before by a blank line; it has a shape, where one is given."""
        self._broken = self._length > 0
        self._shape = shape

    def done(self) -> tuple[str, tuple[Slice, ...]]:
        """Return the prose and its slices."""
        return "".join(self._parts), tuple(self._slices)

    def _put_break(self) -> None:
        if self._broken:
            self._broken = False
            self._append(BLANK_LINE)
        if self._shape is not None:
            self.shapes.append(self._shape._replace(text=self._length))
            self._shape = None

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
