"""Lines as they are drawn on pages, put together into paragraphs by where they stand.

Running heads and page numbers are left out where they are clear: the same words at the same height on many pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from checker.drafts.pdfium import Line, Page

_NUMBER = re.compile(r"[0-9]+")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?(?:[0-9]{1,4}|[ivxl]{1,6})(?:\s*(?:of|/)\s*[0-9]{1,4})?\W*", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?|file):\S+(?:\s+[0-9]{1,4}/[0-9]{1,4})?")
_BULLET = re.compile(r"(?:[•‣▪●○◦·∙■□➢✓\ue000-\uf8ff]\s*|[-–—*]\s+|\(?[0-9]{1,3}[.)]?\t\s*)(?=\S)")
_ENDED = re.compile(r"[.!?:;][\"'”’)\]]*$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!-$)")
# What is mostly joined to a word by a hyphen that is to stay.
_APART = frozenset("non self cross quasi ex semi well long short so mid counter vice all half high low part".split())
_MARGIN = 0.2  # of a page's height, at its head and foot
_LOW = 0.4
_HEADS = 2  # lines of a page that may be its head, or its foot
_REPEATED = 0.2  # of the pages, and two at least
_SMALL = 0.93  # of the size of most letters: notes below the text
_LARGE = 1.12  # and of headings
_LOOSE = 1.3  # times the usual distance of lines


class Placed(NamedTuple):
    """A line, or a cell of one, on a page (the first being 1); its words start at `start` of its text.

    `second` tells the last of two cells, whose words may go on in lines of their own below.
    """

    line: Line
    page: int
    start: int = 0
    cell: bool = False
    second: bool = False

    @property
    def text(self) -> str:
        """The words, without a bullet."""
        return self.line.text[self.start :]


def paragraphs(pages: Sequence[Page]) -> Iterator[list[Placed]]:
    """Yield the paragraphs of some pages, each as its lines; a note below the text follows the paragraph it cuts."""
    heads = _heads(pages)
    body = _usual_size(pages)
    lines: list[Placed] = []
    notes: defaultdict[int, list[Placed]] = defaultdict(list)
    for number, page in enumerate(pages, 1):
        for line, is_note in _sorted_out(_without_heads(page, heads, len(pages)), body, page.height):
            (notes[number] if is_note else lines).extend(_placed(line, number))
    flow = _Flow(lines, _leading(lines))
    for paragraph in flow.paragraphs():
        yield paragraph
        for number in sorted(n for n in notes if n < flow.page):
            yield from _Flow(notes[number], _leading(notes.pop(number))).paragraphs()
    for number in sorted(notes):
        yield from _Flow(notes[number], _leading(notes[number])).paragraphs()


class _Flow:
    """Lines in the order in which they are read.

    Attributes:
        page: the page of the line that comes next.
    """

    def __init__(self, lines: list[Placed], leading: float) -> None:
        self._lines, self._leading = lines, leading
        self._edges = _edges(lines)
        self.page = 0

    def paragraphs(self) -> Iterator[list[Placed]]:
        """Yield the paragraphs."""
        found: list[Placed] = []
        for i, placed in enumerate(self._lines):
            if found and self._breaks(found, placed, self._edges[i - 1]):
                self.page = placed.page
                yield found
                found = []
            found.append(placed)
        if found:
            self.page = found[-1].page + 1
            yield found

    def _breaks(self, before: list[Placed], placed: Placed, edge: float) -> bool:
        a, b = before[-1].line, placed.line
        if before[0].second and not placed.cell:
            return not self._goes_on(before, placed)
        if before[-1].cell or placed.cell:
            return True
        if abs(a.base - b.base) < a.size * 0.3 and a.right - 2 < b.left < a.right + 3 * a.size:
            return before[-1].page != placed.page  # one line in two pieces
        if placed.start or abs(a.size - b.size) > a.size * 0.1:
            return True
        if _hyphenated(a.text, b.text):
            return False
        if before[-1].page != placed.page or b.base > a.base:
            return bool(_ENDED.search(a.text)) or not _filled(a, b, edge)
        if a.base - b.base > self._leading * a.size * _LOOSE:
            return True
        indented = b.left > a.left + a.size * 0.5 and not before[0].start
        return (indented and b.left < a.right) or not _filled(a, b, edge)

    def _goes_on(self, cell: list[Placed], placed: Placed) -> bool:
        """Return whether a line stands close below a cell of a table, in its column, and takes its sentence on."""
        a, b = cell[-1].line, placed.line
        if cell[-1].page != placed.page or placed.start or abs(a.size - b.size) > a.size * 0.1 or _ENDED.search(a.text):
            return False
        below = 0 < a.base - b.base <= self._leading * a.size * _LOOSE
        in_column = b.left > cell[0].line.left + a.size if len(cell) == 1 else abs(a.left - b.left) < a.size * 0.3
        return below and in_column


def headings_of(pages: Sequence[Page]) -> dict[float, int]:
    """Return the level of each size of letters that is clearly larger than that of most: the largest is the first."""
    body = _usual_size(pages)
    large = {line.size for page in pages for line in page.lines if line.text and line.size > body * _LARGE}
    return {size: min(level, 6) for level, size in enumerate(sorted(large, reverse=True), 1)}


def joint(before: str, after: str, words: Counter[str]) -> tuple[int, str]:
    """Return how two lines of a paragraph are joined: how many letters the first loses, and what is set between them.

    Args:
        before: the first.
        after: the second.
        words: how often each word stands elsewhere, from `words_of`.
    """
    if not _hyphenated(before, after):
        return 0, " "
    head = re.search(r"([^\W\d_]+)[-\u2010]$", before)
    tail = re.match(r"[^\W\d_]+", after)
    if head and tail:
        whole, apart = f"{head[1]}{tail[0]}".lower(), f"{head[1]}-{tail[0]}".lower()
        if words[apart] > words[whole] or (head[1].lower() in _APART and not words[whole]):
            return 0, ""
    return 1, ""


def words_of(pages: Sequence[Page]) -> Counter[str]:
    """Return how often each word stands on some pages, those cut at the end of a line left out."""
    found: Counter[str] = Counter()
    for page in pages:
        for line in page.lines:
            found.update(word.lower() for word in _WORD.findall(line.text))
    return found


def _hyphenated(before: str, after: str) -> bool:
    return before.endswith(("-", "\u2010")) and before[-2:-1].isalpha() and after[:1].islower()


def _filled(a: Line, b: Line, edge: float) -> bool:
    """Return whether a line ends because the first word of the next had no room in it."""
    letter = (a.right - a.left) / max(len(a.text), 1)
    return a.right + letter * (len(b.text.split(maxsplit=1)[0]) + 1) > edge - letter


def _placed(line: Line, page: int) -> Iterator[Placed]:
    bullet = _BULLET.match(line.text)
    start = bullet.end() if bullet else 0
    cells = line.text[start:].split("\t")
    if len(cells) == 1:
        yield Placed(line, page, start)
        return
    for number, cell in enumerate(cells):
        if cell.strip():
            yield Placed(line._replace(text=cell.strip()), page, cell=True, second=len(cells) == 2 and number == 1)


def _heads(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """Return the words that stand at the head or foot of many pages, with their height."""
    found: Counter[tuple[str, int]] = Counter()
    for page in pages:
        lines = sorted((line for line in page.lines if line.text), key=lambda line: line.base)
        found.update({_head(line) for line in lines[:_HEADS] + lines[-_HEADS:]})
    least = max(2, len(pages) * _REPEATED)
    return {head for head, count in found.items() if count >= least}


def _head(line: Line) -> tuple[str, int]:
    return _NUMBER.sub("#", line.text), round(line.base / 4)


def _without_heads(page: Page, heads: set[tuple[str, int]], count: int) -> Iterator[Line]:
    """Yield the lines of a page but for running heads and its number."""
    bases = [line.base for line in page.lines if line.text]
    ends = (min(bases), max(bases)) if bases else ()
    for line in page.lines:
        if not line.text or _head(line) in heads:
            continue
        at_edge = line.base in ends and not page.height * _MARGIN < line.base < page.height * (1 - _MARGIN)
        if at_edge and _is_number(line.text, count):
            continue
        yield line


def _is_number(text: str, count: int) -> bool:
    """Return whether a line is a page's number, or the address that a browser prints beside it."""
    if _ADDRESS.fullmatch(text):
        return True
    return _PAGE_NUMBER.fullmatch(text) is not None and (count > 1 or " of " in text or "/" in text)


def _sorted_out(lines: Iterable[Line], body: float, height: float) -> Iterator[tuple[Line, bool]]:
    """Yield lines, and of each whether it is of a note: of small letters, and below all others of its column."""
    column: list[Line] = []

    def end() -> Iterator[tuple[Line, bool]]:
        cut = len(column)
        while cut and column[cut - 1].size < body * _SMALL:
            cut -= 1
        low = cut > 0 or (bool(column) and column[0].base < height * _LOW)
        for i, line in enumerate(column):
            yield line, low and i >= cut
        column.clear()

    for line in lines:
        if column and line.base > column[-1].base + line.size:
            yield from end()
        column.append(line)
    yield from end()


def _usual_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _leading(lines: Sequence[Placed]) -> float:
    """Return the usual distance of lines, in sizes of their letters."""
    gaps = [
        (a.line.base - b.line.base) / a.line.size
        for a, b in pairwise(lines)
        if a.page == b.page and a.line.size and 0.5 < (a.line.base - b.line.base) / a.line.size < 2.5
    ]
    return median(gaps) if gaps else 1.2


def _edges(lines: Sequence[Placed]) -> list[float]:
    """Return for each line how far to the right the lines of its column and size reach."""
    edges: list[float] = []
    run: list[Placed] = []

    def end() -> None:
        reach: dict[float, float] = {}
        for placed in run:
            reach[placed.line.size] = max(reach.get(placed.line.size, 0.0), placed.line.right)
        edges.extend(reach[placed.line.size] for placed in run)
        run.clear()

    for placed in lines:
        if run and (run[-1].page != placed.page or placed.line.base > run[-1].line.base + 1):
            end()
        run.append(placed)
    end()
    return edges
