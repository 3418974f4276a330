"""HTML to prose: what the article says, each word with its place; not what surrounds it on the page.

Read is what stands in `main`, or in `article` where that holds most of the words, or else the whole body. Left out are
navigation, page headers and footers, forms, scripts, styles, code, what is hidden or struck out, and marks of notes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from enum import Enum, IntEnum, auto
from typing import NamedTuple

from checker.drafts.draft import Draft, Slice
from checker.drafts.prose import Prose
from checker.drafts.tags import VOID, Token, What, is_xhtml, tokens
from checker.drafts.text import decode
from checker.errors import DraftError

MOST = 500_000

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small"
    " span strike strong sub sup time tt u var wbr".split()
)
_LEFT_OUT = frozenset(
    "area audio button canvas code datalist del dialog embed head iframe input link map math meta meter nav noembed"
    " noframes noscript object option output progress rp rt s script select strike style svg template textarea title"
    " video xmp".split()
)
_LEFT_OUT_ROLES = frozenset(
    "navigation banner contentinfo search menu menubar toolbar dialog alertdialog doc-backlink doc-noteref"
    " doc-toc".split()
)
_LEFT_OUT_CLASSES = re.compile(
    r"(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text|noprint|mw-editsection|footnote-back|footnote-ref|reference|sdfootnotesym|sdendnotesym|toc)(?:\s|$)"
)
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_HOLDING = frozenset({"form", "header"})
_HEADINGS = frozenset({"h1", "h2"})
_WRAPPED_BY_A_FORM = _HEADINGS | {"main", "article"}
_MENUS = frozenset({"nav", "ul", "ol", "menu", "form"})
_TELLING = _WRAPPED_BY_A_FORM | _MENUS
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
_PIECES = re.compile(
    r"(?P<space>[ \t\n\r\f]+)|(?P<unseen>[\u00ad\u200b\u2060\ufeff]+)|(?P<hard>\u00a0)"
    r"|[^ \t\n\r\f\u00a0\u00ad\u200b\u2060\ufeff]+(?: [^ \t\n\r\f\u00a0\u00ad\u200b\u2060\ufeff]+)*"
)
_LINES = re.compile(r"(?P<end>\r\n?|\n)|[^\r\n]+")
_MOST = 0.5
_HEAD = 4096
_ENCODING = re.compile(
    rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\s[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)


class _TooManyTagsError(Exception):
    """More tags than are read."""


class _Zone(IntEnum):
    """Where on the page words stand, the outermost first."""

    PAGE = 0
    ARTICLE = 1
    MAIN = 2


class _Seen(Enum):
    """What a reader of the page meets."""

    WORDS = auto()
    BLOCK = auto()  # the start or the end of one
    LINE = auto()
    QUOTE = auto()


class _Event(NamedTuple):
    seen: _Seen
    token: Token
    zone: _Zone
    holder: int  # the number of the form or header that it stands in, or 0
    set: bool = False  # white space stands as it is


class _Element(NamedTuple):
    name: str
    left_out: bool
    zone: _Zone
    holder: int
    note: bool  # a link within the page, or raised letters: the one in the other is the mark of a note
    set: bool


_PAGE = _Element("", left_out=False, zone=_Zone.PAGE, holder=0, note=False, set=False)


def read(name: str, data: bytes) -> Draft:
    """Return the draft that an HTML page holds.

    Args:
        name: the file, as reports and errors name it.
        data: the file.

    Raises:
        DraftError: if it is no text in the encoding that it names, or has more tags than any page for people.
    """
    source = decode(data, name, told=encoding_of(data))
    return Draft(name, source, *prose_of_page(name, source))


def prose_of_page(name: str, source: str) -> tuple[str, tuple[Slice, ...]]:
    """Return the prose of an HTML page, and the slices that say where it stood.

    Raises:
        DraftError: if it has more tags than any page for people.
    """
    try:
        return prose_of(source)
    except _TooManyTagsError as why:
        raise DraftError(f"has more than {MOST:,} tags", file=name, cure="split it, or save its text as .txt") from why


def encoding_of(data: bytes) -> str:
    """Return the encoding that a page names at its beginning; empty where it names none."""
    told = _ENCODING.search(data, 0, _HEAD)
    return (told[1] or told[2]).decode("ascii").lower() if told else ""


def prose_of(source: str) -> tuple[str, tuple[Slice, ...]]:
    """Return the prose of an HTML page, and the slices that say where it stood."""
    counts: Counter[tuple[_Zone, int]] = Counter()
    held: defaultdict[int, set[str]] = defaultdict(set)
    for event in _walk(source, None):
        if event.seen is _Seen.WORDS:
            counts[event.zone, event.holder] += len(event.token.text) - event.token.text.count(" ")
        elif event.holder and event.token.text in _TELLING:
            held[event.holder].add(event.token.text)
    sizes: Counter[_Zone] = Counter()
    for (where, holder), count in counts.items():
        if not holder or not _WRAPPED_BY_A_FORM.isdisjoint(held[holder]):
            sizes[where] += count
    zone = _Zone.PAGE
    if sizes[_Zone.MAIN]:
        zone = _Zone.MAIN
    elif sizes[_Zone.ARTICLE] > sizes.total() * _MOST:
        zone = _Zone.ARTICLE
    reader = _Reader()
    for event in _walk(source, held):
        if event.zone >= zone:
            reader.takes(event)
        elif event.seen is _Seen.BLOCK:
            reader.breaks()
    return reader.prose.done()


class _Reader:
    """Puts the prose together: white space as a browser shows it, blocks set apart."""

    def __init__(self) -> None:
        self.prose = Prose()
        self._gap: tuple[str, int, int] | None = None  # white space, if more words follow
        self._fresh = True

    def takes(self, event: _Event) -> None:
        """Take what a reader of the page meets next."""
        token = event.token
        if event.seen is _Seen.BLOCK:
            self.breaks()
        elif event.seen is _Seen.LINE:
            if self._fresh:
                self.breaks()  # an empty line
            else:
                self._gap, self._fresh = ("\n", token.start, token.end), True
        elif event.seen is _Seen.QUOTE:
            self._word("“" if token.what is What.OPEN else "”", token.start, token.end - token.start)
        elif token.what is What.ENTITY:
            self._entity(token)
        elif event.set:
            self._set(token)
        else:
            self._text(token)

    def breaks(self) -> None:
        """Set what follows apart."""
        self._gap, self._fresh = None, True
        self.prose.break_off()

    def _entity(self, token: Token) -> None:
        text = token.text.replace("\u00a0", " ").replace("\u00ad", "").replace("\u200b", "")
        if text.strip(" \t\n\r\f"):
            self._word(text, token.start, token.end - token.start)
        elif text:
            self._spaced(token.start, token.end)

    def _text(self, token: Token) -> None:
        for piece in _PIECES.finditer(token.text):
            start = token.start + piece.start()
            if piece["space"] or piece["hard"]:
                self._spaced(start, token.start + piece.end())
            elif not piece["unseen"]:
                self._word(piece.group(), start, 0)

    def _set(self, token: Token) -> None:
        for piece in _LINES.finditer(token.text):
            start = token.start + piece.start()
            if piece["end"]:
                self._word("\n", start, 0 if piece["end"] == "\n" else len(piece["end"]))
            else:
                self._word(piece.group(), start, 0)

    def _spaced(self, start: int, end: int) -> None:
        if not self._fresh and self._gap is None:
            self._gap = " ", start, end

    def _word(self, text: str, start: int, covers: int) -> None:
        if self._gap is not None:
            gap, from_, to = self._gap
            self.prose.stand_for(gap, from_, to - from_)
            self._gap = None
        self._fresh = False
        if covers:
            self.prose.stand_for(text, start, covers)
        else:
            self.prose.add(text, start)


def _walk(source: str, held: Mapping[int, Collection[str]] | None) -> Iterator[_Event]:
    """Yield what a reader of the page meets, in order.

    Forms and headers are met only where what they hold says that they are more than that; with None, all are.
    """
    open_ = _Open()
    xhtml = is_xhtml(source)
    holders = tags = 0
    for token in tokens(source):
        if token.what in (What.TEXT, What.ENTITY):
            here = open_.here
            if not here.left_out:
                yield _Event(_Seen.WORDS, token, here.zone, here.holder, here.set)
            continue
        tags += 1
        if tags > MOST:
            raise _TooManyTagsError
        before, name = open_.here, token.text
        if token.what is What.CLOSE:
            open_.close(name)
        else:
            open_.make_room(name)
            before = open_.here
            holders += name in _HOLDING
            element = _element(token, before, holders, held)
            if name not in VOID and not (token.empty and xhtml):
                open_.push(element)
            if name == "br" or name in _INLINE:
                before = element
        if before.left_out:
            continue
        if name == "br":
            yield _Event(_Seen.LINE, token, before.zone, before.holder)
        elif name == "q":
            yield _Event(_Seen.QUOTE, token, before.zone, before.holder)
        elif name not in _INLINE and name not in ("img", "wbr", "input"):
            yield _Event(_Seen.BLOCK, token, max(before.zone, open_.here.zone), open_.here.holder)


def _element(token: Token, outer: _Element, holders: int, held: Mapping[int, Collection[str]] | None) -> _Element:
    name, has = token.text, token.attributes
    role, classes = has.get("role", ""), has.get("class", "")
    zone, holder = outer.zone, holders if name in _HOLDING else outer.holder
    if name == "main" or role == "main":
        zone = _Zone.MAIN
    elif name == "article" or role == "article" or has.get("itemprop") == "articlebody":
        zone = max(zone, _Zone.ARTICLE)
    note = name == "sup" or (name == "a" and has.get("href", "").startswith("#"))
    left_out = (
        outer.left_out
        or name in _LEFT_OUT
        or ("hidden" in has and has["hidden"] != "until-found")
        or has.get("aria-hidden") == "true"
        or role in _LEFT_OUT_ROLES
        or name == "footer"
        or (name == "aside" and zone is _Zone.PAGE)
        or (note and outer.note)
        or (name in _HOLDING and held is not None and not _is_article(name, zone, held.get(holder, ())))
        or bool(classes and _LEFT_OUT_CLASSES.search(classes))
        or bool(_UNSEEN.search(has.get("style", "")))
    )
    return _Element(name, left_out, zone, holder, note or (outer.note and name in _INLINE), name == "pre" or outer.set)


def _is_article(name: str, zone: _Zone, held: Collection[str]) -> bool:
    """Return whether a form or header holds what is to be read."""
    if name == "form":
        return not _WRAPPED_BY_A_FORM.isdisjoint(held)
    return zone is not _Zone.PAGE or (not _HEADINGS.isdisjoint(held) and _MENUS.isdisjoint(held))


class _Open:
    """The elements that are open, and which of them a tag closes."""

    def __init__(self) -> None:
        self._stack: list[_Element] = []
        self._at: defaultdict[str, list[int]] = defaultdict(list)
        self._blocks: list[int] = []
        self._barriers: list[int] = []
        self._tables: list[int] = []

    @property
    def here(self) -> _Element:
        """The innermost one."""
        return self._stack[-1] if self._stack else _PAGE

    def push(self, element: _Element) -> None:
        """Open an element."""
        at, name = len(self._stack), element.name
        self._at[name].append(at)
        if name not in _INLINE:
            self._blocks.append(at)
        if name in _BARRIERS:
            self._barriers.append(at)
        if name in ("table", "template"):
            self._tables.append(at)
        self._stack.append(element)

    def close(self, name: str) -> None:
        """Close the element of a name that an end tag can reach, and all within it."""
        at = self._last(name)
        if at < 0 or (name in _INLINE and self._blocks and self._blocks[-1] > at):
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
