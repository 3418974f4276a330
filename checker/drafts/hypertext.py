"""HTML inside a draft: its words, apart from tags, comments, scripts and styles."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

_WITHIN_A_LINE = frozenset(
    "a abbr b bdi bdo big cite data del dfn em font i ins kbd mark q s samp small span strong sub sup time tt u var"
    " wbr".split()
)
_PART = re.compile(
    r"(?P<left_out><!--.*?(?:-->|\Z)|<(?P<raw>script|style|pre|code|svg|textarea)\b.*?(?:</(?P=raw)\s*>|\Z)|<[!?][^<>]*>)"
    r"|</?(?P<tag>[a-z][a-z0-9-]*)(?P<rest>[^<>]*)>"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});)",
    re.IGNORECASE | re.DOTALL,
)


class Kind(Enum):
    """What a part of the HTML is to the reader: words, a character by its name, or the end of a paragraph."""

    TEXT = auto()
    ENTITY = auto()
    BREAK = auto()


class Part(NamedTuple):
    """A part of the HTML from `start` to `end`, which reads `text`."""

    kind: Kind
    text: str
    start: int
    end: int


def parts(text: str) -> Iterator[Part]:
    """Yield the words of some HTML in order, entities by themselves, and a break where a block starts or ends."""
    at = 0
    for match in _PART.finditer(text):
        yield from _words(text, at, match.start())
        at = match.end()
        if match["entity"]:
            read = html.unescape(match["entity"])
            yield Part(Kind.ENTITY, read, match.start(), at)
        elif match["tag"] and match["tag"].lower() not in _WITHIN_A_LINE:
            yield Part(Kind.BREAK, "", match.start(), at)
    yield from _words(text, at, len(text))


def _words(text: str, start: int, end: int) -> Iterator[Part]:
    if text[start:end].strip() or (start < end and "\n" not in text[start:end]):
        yield Part(Kind.TEXT, text[start:end], start, end)
