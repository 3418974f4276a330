"""The lines of a PDF's pages, by PDFium. It runs in a process of its own, with bounds set from within and without.

A PDF is a program for drawing: the process that takes it in may be stopped, or may stop itself, and harms no other.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import sys
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

MEMORY = 2 * 1024**3
MOST_LETTERS, MOST_LINES = 8_000_000, 400_000
# Exit statuses, which the reader tells apart.
NO_PDF, LOCKED, TOO_LONG, NO_MEMORY = 3, 4, 5, 6
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_HYPHENS = ("\x02", "\ufffe")  # at the end of a line
_GAP = 1.6  # of a letter's height: wider, and what follows is another column or cell

_MARK = 0.9  # of the height of the letters before it


class Line(NamedTuple):
    """A line as it is drawn: its text, how far it reaches, its base line above the foot, and its letters' height."""

    text: str
    left: float
    right: float
    base: float
    size: float


class Page(NamedTuple):
    """A page: its height, and its lines in the order in which they are drawn."""

    height: float
    lines: list[Line]


def main() -> None:
    """Read a PDF from standard input, and write its pages to standard output as JSON."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # some systems have no such bounds
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        json.dump(list(_pages(sys.stdin.buffer.read())), sys.stdout)
    except MemoryError:
        sys.exit(NO_MEMORY)


def _pages(data: bytes) -> Iterator[Page]:
    import pypdfium2 as pdfium  # noqa: PLC0415  only this process needs it

    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as why:
        sys.exit(LOCKED if getattr(why, "err_code", 0) == _PASSWORD else NO_PDF)
    letters = lines = 0
    for number in range(count):
        try:
            page = document[number]
            text = page.get_textpage()
            size = text.count_chars()
        except pdfium.PdfiumError:  # one page is damaged: the others may be read
            yield Page(0, [])
            continue
        letters += size
        if letters > MOST_LETTERS:
            sys.exit(TOO_LONG)
        read = _Reader(text).lines(size)
        lines += len(read)
        if lines > MOST_LINES:
            sys.exit(TOO_LONG)
        yield Page(page.get_height(), read)
        text.close()
        page.close()


class _Reader:
    """Reads a page letter by letter, asking where it stands only of those that tell something."""

    def __init__(self, text: Any) -> None:
        from pypdfium2 import raw  # noqa: PLC0415

        self._raw, self._page = raw, text.raw
        self._box = [ctypes.c_double() for _ in range(4)]
        self._matrix = raw.FS_MATRIX()

    def lines(self, count: int) -> list[Line]:
        """Return the lines of the page's `count` letters."""
        generated, page, lines = self._raw.FPDFText_IsGenerated, self._page, []
        letters: list[str] = []
        places: list[int] = []

        def end() -> None:
            if places:
                lines.append(self._line("".join(letters), places))
            letters.clear()
            places.clear()

        for i, letter in enumerate(self._letters(count)):
            if letter in ("\r", "\n"):
                end()
            elif letter in _HYPHENS:
                letters.append("-")
                places.append(i)
                end()
            elif letter == " " and places and generated(page, i) and self._wide(places[-1], i + 1, count):
                letters.append("\t")
            elif letter.isdigit() and places and self._raised(i, places[-1]):
                continue  # the mark of a note
            elif letter and not "\ud800" <= letter <= "\udfff":
                letters.append(letter)
                if not letter.isspace():
                    places.append(i)
        end()
        return lines

    def _letters(self, count: int) -> Iterable[str]:
        """Return the page's letters, all at once where each is of one unit."""
        units = (ctypes.c_ushort * (count + 1))()
        if self._raw.FPDFText_GetText(self._page, 0, count, units) == count + 1:
            return map(chr, units[:count])
        codes = (self._raw.FPDFText_GetUnicode(self._page, i) for i in range(count))
        return (chr(code) if 0 < code < 0x110000 else "" for code in codes)

    def _line(self, text: str, places: list[int]) -> Line:
        first, last, middle = places[0], places[-1], places[len(places) // 2]
        x, y = self._origin(first)
        if 1 < text.count("\t") == sum(letter.isspace() for letter in text.strip()):
            text = text.replace("\t", " ")  # set wide to fill the line
        return Line(text.strip(), round(x, 1), round(self._right(last), 1), round(y, 1), round(self._height(middle), 1))

    def _wide(self, before: int, after: int, count: int) -> bool:
        if after >= count:
            return False
        gap = self._origin(after)[0] - self._right(before)
        return gap > _GAP * self._height(before) > 0

    def _raised(self, i: int, before: int) -> bool:
        height = self._height(before)
        return self._height(i) < _MARK * height and self._origin(i)[1] > self._origin(before)[1] + height * 0.1

    def _origin(self, i: int) -> tuple[float, float]:
        x, y = self._box[:2]
        self._raw.FPDFText_GetCharOrigin(self._page, i, x, y)
        return x.value, y.value

    def _right(self, i: int) -> float:
        left, right, bottom, top = self._box
        self._raw.FPDFText_GetCharBox(self._page, i, left, right, bottom, top)
        return right.value

    def _height(self, i: int) -> float:
        self._raw.FPDFText_GetMatrix(self._page, i, self._matrix)
        return float(self._raw.FPDFText_GetFontSize(self._page, i)) * math.hypot(self._matrix.c, self._matrix.d)


if __name__ == "__main__":
    main()
