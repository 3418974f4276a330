"""A string of a YAML or JSON file, as prose whose every word has its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.drafts.draft import Slice
from checker.drafts.prose import Prose
from checker.spans import Span

_WORDS = re.compile(r"[^ \t\r\n]+")
_QUOTED = re.compile(
    r"(?P<escape>\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|x..|u.{4}|U.{8}|[^\r\n]))"
    r"|(?P<joined>\\\r?\n[ \t]*)|(?P<space>[ \t]*\r?\n[ \t\r\n]*)|(?P<text>[^\\\r\n \t]+|[ \t]+)"
)
_TWICE = re.compile(r"(?P<escape>'')|(?P<text>[^'\r\n \t]+)|(?P<space>[ \t\r\n]+)")


def slices_of(source: str, span: Span, style: str, value: str) -> tuple[Slice, ...]:
    """Return the slices that join a string's value to the place in the source where it is written.

    Args:
        source: the file.
        span: where the string stands in it, quotes or block mark included.
        style: `|`, `>`, `'`, `"`, or empty for a plain one.
        value: what it reads.

    Where the two cannot be joined word by word (line ends of other scripts) the whole value has the whole place.
    """
    prose = Prose()
    raw = source[span.start : span.end]
    if style == '"':
        whole = _pieces(prose, _QUOTED, raw[1:-1], span.start + 1, value)
    elif style == "'":
        whole = _pieces(prose, _TWICE, raw[1:-1], span.start + 1, value)
    else:
        header = raw.find("\n") + 1 if style else 0
        whole = _words(prose, raw, header, span.start, value)
    text, slices = prose.done()
    if whole and text == value:
        return slices
    return (Slice(0, span.start, len(value), max(span.end - span.start, 1)),) if value else ()


def _words(prose: Prose, raw: str, at: int, base: int, value: str) -> bool:
    """Join word by word: between them the value may have other white space."""
    done = 0
    for word in _WORDS.finditer(value):
        start = raw.find(word.group(), at)
        if start < 0:
            return False
        _gap(prose, raw, at, start, base, value[done : word.start()])
        prose.add(word.group(), base + start)
        at, done = start + len(word.group()), word.end()
    _gap(prose, raw, at, len(raw), base, value[done:])
    return True


def _gap(prose: Prose, raw: str, start: int, end: int, base: int, space: str) -> None:
    if not space:
        return
    found = raw.find(space, start, end)
    if found >= 0:
        prose.add(space, base + found)
    elif start < end:
        prose.stand_for(space, base + start, end - start)
    else:
        prose.set_in(space)


def _pieces(prose: Prose, pattern: re.Pattern[str], raw: str, base: int, value: str) -> bool:
    """Join piece by piece: an escape stands for one character, a line end folds."""
    done = 0
    for kind, piece, start in _matches(pattern, raw):
        if kind == "text":
            if not value.startswith(piece, done):
                return False
            prose.add(piece, base + start)
            done += len(piece)
        elif kind == "escape":
            prose.stand_for(value[done : done + 1], base + start, len(piece))
            done += 1
        elif kind == "space":
            folded = piece
            if breaks := piece.count("\n"):
                folded = "\n" * (breaks - 1) or " "
            _gap(prose, raw, start, start + len(piece), base, folded)
            done += len(folded)
    return done == len(value)


def _matches(pattern: re.Pattern[str], raw: str) -> Iterator[tuple[str, str, int]]:
    for match in pattern.finditer(raw):
        yield str(match.lastgroup), match.group(), match.start()
