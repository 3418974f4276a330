"""HTML to prose: what the article says, each word with its place; not what surrounds it on the page.

Read is what stands in `main`, or in `article` where that holds most of the words, or else the whole body. Left out are
navigation, page headers and footers, forms, scripts, styles, code, what is hidden or struck out, and marks of notes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from checker.drafts.draft import Draft, Slice
from checker.drafts.elements import Zone
from checker.drafts.page import TELLING, WRAPPED, Event, Seen, TooManyTagsError, walk
from checker.drafts.prose import Prose
from checker.drafts.shape import Shape, Tables
from checker.drafts.tags import Token, What
from checker.drafts.text import decode
from checker.errors import DraftError

_PIECES = re.compile(
    r"(?P<space>[ \t\n\r\f]+)|(?P<unseen>[\u00ad\u200b\u2060\ufeff]+)|(?P<hard>\u00a0)"
    r"|[^ \t\n\r\f\u00a0\u00ad\u200b\u2060\ufeff]+(?: [^ \t\n\r\f\u00a0\u00ad\u200b\u2060\ufeff]+)*"
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LINES = re.compile(r"(?P<end>\r\n?|\n)|[^\r\n]+")
_MOST = 0.5
_HEAD = 4096
_ENCODING = re.compile(
    rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml\s[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)


def read(name: str, data: bytes) -> Draft:
    """Return the draft that an HTML page holds.

    Args:
        name: the file, as reports and errors name it.
        data: the file.

    Raises:
        DraftError: if it is no text in the encoding that it names, or has more or deeper tags than any page for people.
    """
    source = decode(data, name, told=encoding_of(data))
    prose = _prose_of_page(name, source)
    return Draft(name, source, *prose.done(), shapes=tuple(prose.shapes))


def prose_of_page(name: str, source: str) -> tuple[str, tuple[Slice, ...]]:
    """Return the prose of an HTML page, and the slices that say where it stood.

    Raises:
        DraftError: if it has more or deeper tags than any page for people.
    """
    return _prose_of_page(name, source).done()


def _prose_of_page(name: str, source: str) -> Prose:
    try:
        return _prose(source)
    except TooManyTagsError as why:
        raise DraftError(str(why), file=name, cure="split it, or save its text as .txt") from why


def encoding_of(data: bytes) -> str:
    """Return the encoding that a page names at its beginning; empty where it names none."""
    told = _ENCODING.search(data, 0, _HEAD)
    return (told[1] or told[2]).decode("ascii").lower() if told else ""


def prose_of(source: str) -> tuple[str, tuple[Slice, ...]]:
    """Return the prose of an HTML page, and the slices that say where it stood.

    Raises:
        TooManyTagsError: if it has more or deeper tags than any page for people.
    """
    return _prose(source).done()


def _prose(source: str) -> Prose:
    counts: Counter[tuple[Zone, int]] = Counter()
    held: defaultdict[int, set[str]] = defaultdict(set)
    for event in walk(source, None):
        if event.seen is Seen.WORDS:
            counts[event.zone, event.holder] += len(event.token.text) - event.token.text.count(" ")
        elif event.holder and event.token.text in TELLING:
            held[event.holder].add(event.token.text)
    sizes: Counter[Zone] = Counter()
    for (where, holder), count in counts.items():
        if not holder or not WRAPPED.isdisjoint(held[holder]):
            sizes[where] += count
    zone = Zone.PAGE
    if sizes[Zone.MAIN]:
        zone = Zone.MAIN
    elif sizes[Zone.ARTICLE] > sizes.total() * _MOST:
        zone = Zone.ARTICLE
    reader = _Reader()
    for event in walk(source, held):
        if event.zone >= zone:
            reader.takes(event)
        elif event.seen is Seen.BLOCK:
            reader.breaks()
    return reader.prose


class _Reader:
    """Puts the prose together: white space as a browser shows it, blocks set apart."""

    def __init__(self) -> None:
        self.prose = Prose()
        self._gap: tuple[str, int, int] | None = None  # white space, if more words follow
        self._fresh = True
        self._tables = Tables()
        self._level = 0

    def takes(self, event: Event) -> None:
        """Take what a reader of the page meets next."""
        token = event.token
        if event.seen is Seen.BLOCK:
            self._block(token)
            self.breaks()
        elif event.seen is Seen.LINE:
            if self._fresh:
                self.breaks()  # an empty line
            else:
                self._gap, self._fresh = ("\n", token.start, token.end), True
        elif event.seen is Seen.QUOTE:
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
        self.prose.break_off(self._tables.cell or (Shape(level=self._level) if self._level else None))

    def _block(self, token: Token) -> None:
        """Take note of what a tag says that the words behind it are."""
        opens, name = token.what is What.OPEN, token.text
        if name in _HEADINGS:
            self._level = int(name[1:]) if opens else 0
        elif name == "table":
            self._level = 0
            (self._tables.begin if opens else self._tables.end)()
        elif name == "tr" and opens:
            self._tables.row()
        elif name in ("td", "th") and opens:
            self._tables.enter(head=name == "th")
        elif name in ("td", "th"):
            self._tables.leave()

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
