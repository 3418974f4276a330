"""Marks in Markdown: highlights, and the marks that CriticMarkup has for editors.

    ==words==                      marked
    {==words==}{>>why<<}           marked, with the reason
    ==words==<!-- mark: why -->    the same
    {--words--}  {~~words~>new~~}  struck out or put otherwise: marked
    Some sentence. {>>why<<}       a remark on the sentence before it, as is <!-- mark: why -->
    {++words++}                    the trainee's own words, which are no part of the draft

Marks do not reach over a blank line, and in code they are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.drafts.markdown import read as read_markdown
from checker.drafts.text import decode
from checker.spans import Span
from checker.training.marks import Mark, Marked, trimmed

_OPENER = re.compile(
    r"(?P<fence>^(?:```+|~~~+))|(?<!`)(?P<ticks>`+)|\{(?P<framed>==)|\{(?P<struck>--)|\{(?P<old>~~)|\{(?P<added>\+\+)"
    r"|(?P<remark>\{>>|<!--\s*mark\b:?)|(?<!=)(?P<light>==)(?=[^\s=])",
    re.MULTILINE,
)
_CLOSERS = {
    "framed": re.compile(r"==\}"), "struck": re.compile(r"--\}"), "old": re.compile(r"~>"), "new": re.compile(r"~~\}"),
    "added": re.compile(r"\+\+\}"), "{": re.compile(r"<<\}"), "<": re.compile("-->"),
    "light": re.compile(r"(?<=[^\s=])==(?!=)"),
}  # fmt: skip
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
_WHY = re.compile(r"[ \t]*(?P<opener>\{>>|<!--\s*mark\b:?)")
_TICKS = re.compile("`+")


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands between an opener and its closer.

    Attributes:
        start, end: where, with opener and closer.
        kind: of the opener.
        words: what of it is the draft's; in code, all.
        why: the trainee's reason.
    """

    start: int
    end: int
    kind: str
    words: str
    why: str = ""


def read(name: str, data: bytes) -> Marked:
    """Return the draft that a marked Markdown file holds, and its marks.

    The lines of the draft are those of the file.

    Raises:
        DraftError: if the bytes are no text.
    """
    text = decode(data, name)
    source, marks = unmarked(text)
    return Marked(read_markdown(name, source.encode()), marks)


def unmarked(text: str) -> tuple[str, tuple[Mark, ...]]:
    """Return a Markdown source without marks, as it was handed out, and the marks in it."""
    out: list[str] = []
    marks: list[Mark] = []
    length = at = 0

    def put(words: str) -> Span:
        nonlocal length
        out.append(words)
        length += len(words)
        return Span(length - len(words), length)

    for found in _Finder(text).found():
        put(text[at : found.start])
        at = found.end
        span = put(found.words)
        if found.kind == "code":
            continue
        lines = text.count("\n", found.start, found.end) - found.words.count("\n")
        put("\n" * lines)  # so that lines keep their numbers
        if found.kind != "added":
            marks.append(Mark(span, found.why))
    put(text[at:])
    source = "".join(out)
    return source, tuple(Mark(trimmed(source, mark.span), mark.why) for mark in marks)


class _Finder:
    """Finds the marks of a text, in time that grows with its length.

    What has no closer is sought once in a paragraph: where a search came to the paragraph's end in vain, none of
    the same kind is begun again before it.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = -1  # of the paragraph that was looked at last
        self._vain: dict[object, int] = {}  # the end of the paragraph in which a closer was last missed

    def found(self) -> Iterator[_Found]:
        """Yield the marks and the code, in order."""
        at = 0
        while opener := _OPENER.search(self._text, at):
            found = self._closed(opener)
            if found is not None:
                yield found
            at = found.end if found is not None else opener.start() + 1

    def _closed(self, opener: re.Match[str]) -> _Found | None:
        kind, start, inner = opener.lastgroup or "", opener.start(), opener.end()
        if kind == "fence":
            closer = re.compile(f"^{opener[0]}", re.MULTILINE).search(self._text, inner)
            end = closer.end() if closer else len(self._text)
            return _Found(start, end, "code", self._text[start:end])
        if kind == "ticks":
            closer = self._closing(len(opener[0]), _TICKS, inner)
            return _Found(start, closer.end(), "code", self._text[start : closer.end()]) if closer else None
        if kind == "remark":
            closer = self._closing(opener[0][0], _CLOSERS[opener[0][0]], inner)
            return _Found(start, closer.end(), kind, "", _plain(self._text[inner : closer.start()])) if closer else None
        closer = self._closing(kind, _CLOSERS[kind], inner, kind not in ("light", "added"))
        if closer is None:
            return None
        words = self._text[inner : closer.start()]
        if kind == "added":
            return _Found(start, closer.end(), kind, "")
        other = ""
        if kind == "old":
            last = self._closing("new", _CLOSERS["new"], closer.end())
            if last is None:
                return None
            other, closer = self._text[closer.end() : last.start()].strip(), last
        why, end = self._reason(closer.end())
        return _Found(start, end, kind, words, f"{why} (instead: {other})".strip() if other else why)

    def _reason(self, at: int) -> tuple[str, int]:
        """Return the reason that stands at a place, and where it ends; "" and the place where none does."""
        opener = _WHY.match(self._text, at)
        closer = self._closing(opener["opener"][0], _CLOSERS[opener["opener"][0]], opener.end()) if opener else None
        return (_plain(self._text[opener.end() : closer.start()]), closer.end()) if opener and closer else ("", at)

    def _closing(self, key: object, closer: re.Pattern[str], start: int, least: int = 0) -> re.Match[str] | None:
        """Return the first closer from a place to the end of its paragraph.

        Args:
            key: of the kind; a number is the length that the closer must have.
            closer: what it looks like.
            start: the place.
            least: how many characters stand before it.
        """
        end = self._paragraph(start)
        if self._vain.get(key) == end:
            return None
        for found in closer.finditer(self._text, start + least, end):
            if not isinstance(key, int) or len(found[0]) == key:
                return found
        self._vain[key] = end
        return None

    def _paragraph(self, at: int) -> int:
        """Return where the paragraph of a place ends."""
        if at > self._end:
            blank = _BLANK_LINE.search(self._text, at)
            self._end = blank.start() if blank else len(self._text)
        return self._end


def _plain(remark: str) -> str:
    return " ".join(remark.split())
