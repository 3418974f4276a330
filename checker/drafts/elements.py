"""Which elements of a page are open, and what an opening or closing tag does to them, as browsers have it."""

from __future__ import annotations

from collections import defaultdict
from enum import IntEnum
from typing import NamedTuple

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small"
    " span strike strong sub sup time tt u var wbr".split()
)
# What an opening tag closes, and where looking for it stops.
_P_ENDS = frozenset(
    "address article aside blockquote center details dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hgroup hr main menu nav ol p pre search section summary table ul".split()
)
_ENDS = {
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "tr": ("tr",), "td": ("td", "th"), "th": ("td", "th"),
    "thead": ("thead", "tbody", "tfoot"), "tbody": ("thead", "tbody", "tfoot"), "tfoot": ("thead", "tbody", "tfoot"),
    "option": ("option",), "body": ("head",),
}  # fmt: skip
_HOLDERS = {
    "li": ("ul", "ol", "menu", "dir"), "dt": ("dl",), "dd": ("dl",), "tr": ("table",), "td": ("tr", "table"),
    "th": ("tr", "table"), "thead": ("table",), "tbody": ("table",), "tfoot": ("table",),
}  # fmt: skip
_BARRIERS = frozenset("td th caption table template object svg math".split())
_SURE = frozenset("table template object svg math".split())  # their end tags reach over any barrier
_IN_A_TABLE = frozenset("tr td th thead tbody tfoot caption".split())


class Zone(IntEnum):
    """Where on the page words stand, the outermost first."""

    PAGE = 0
    ARTICLE = 1
    MAIN = 2


class Element(NamedTuple):
    """An element, with what it has from those that it stands in.

    Attributes:
        name: of its tag.
        left_out: whether it is not read, nor anything in it.
        zone: where on the page it stands.
        holder: the number of the form or header that it stands in, or 0.
        note: whether it is a link within the page, or raised letters: the one in the other is the mark of a note.
        set: whether white space in it stands as it is.
    """

    name: str
    left_out: bool
    zone: Zone
    holder: int
    note: bool
    set: bool


PAGE = Element("", left_out=False, zone=Zone.PAGE, holder=0, note=False, set=False)


def is_inline(name: str) -> bool:
    """Return whether an element stands within a line."""
    return name in _INLINE or ":" in name  # Word marks places by elements of its own


class Open:
    """The elements that are open, and which of them a tag closes."""

    def __init__(self) -> None:
        self._stack: list[Element] = []
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        self._blocks: list[int] = []
        self._barriers: list[int] = []
        self._tables: list[int] = []

    def __len__(self) -> int:
        """Return how many are open."""
        return len(self._stack)

    @property
    def here(self) -> Element:
        """The innermost one."""
        return self._stack[-1] if self._stack else PAGE

    def push(self, element: Element) -> None:
        """Open an element."""
        at, name = len(self._stack), element.name
        self._at[name].append(at)
        if not is_inline(name):
            self._blocks.append(at)
        if name in _BARRIERS:
            self._barriers.append(at)
        if name in ("table", "template"):
            self._tables.append(at)
        self._stack.append(element)

    def close(self, name: str) -> None:
        """Close the element of a name that an end tag can reach, and all within it."""
        at = self._last(name)
        if at < 0 or (is_inline(name) and self._blocks and self._blocks[-1] > at):
            return
        barriers = self._tables if name in _IN_A_TABLE else self._barriers
        if name not in _SURE and barriers and barriers[-1] > at:
            return
        self._close_from(at)

    def make_room(self, name: str) -> None:
        """Close what the start of an element ends."""
        if name in _P_ENDS:
            at = self._last("p")
            if at >= 0 and not (self._barriers and self._barriers[-1] > at):
                self._close_from(at)
        if ends := _ENDS.get(name):
            at = max(map(self._last, ends))
            if at >= 0 and at > max(map(self._last, _HOLDERS.get(name, ())), default=-1):
                self._close_from(at)

    def _last(self, name: str) -> int:
        found = self._at.get(name)
        return found[-1] if found else -1

    def _close_from(self, at: int) -> None:
        while len(self._stack) > at:
            self._at[self._stack.pop().name].pop()
        for kept in (self._blocks, self._barriers, self._tables):
            while kept and kept[-1] >= at:
                kept.pop()
