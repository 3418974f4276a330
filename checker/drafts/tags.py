"""HTML taken apart into tags, words and entities, each with its place, as browsers do it, and in linear time."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from enum import Enum, auto
from html.entities import html5
from typing import NamedTuple

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Elements whose content is not taken apart.
RAW = frozenset("iframe noembed noframes script style textarea title xmp".split())
_MARK = re.compile(r"&(?=[#a-zA-Z])|<(?=[a-zA-Z/!?])")
_ENTITY = re.compile(r"&(?:#(?:[0-9]{1,10}|[xX][0-9a-fA-F]{1,10});?|(?P<name>[a-zA-Z][a-zA-Z0-9]{1,31});?)")
_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"[\s/]*(?P<name>[^\s/>][^\s/>=]*)(?:\s*=\s*(?P<value>[\"']|[^\s>\"'][^\s>]*)?)?")
_TAG_END = re.compile(r"[\s/]*>")
_COMMENT_END = re.compile(r"--!?>")
_EMPTY_COMMENT = re.compile(r"<!---?>")


class What(Enum):
    """What a token is."""

    TEXT = auto()
    ENTITY = auto()
    OPEN = auto()
    CLOSE = auto()


class Token(NamedTuple):
    """A piece of HTML from `start` to `end`: words, a character by its name (both in `text`), or a tag by its name.

    The attributes of a tag are kept in lower case, the first of a name. `empty` is a tag that closes itself, which only
    XHTML and drawings know.
    """

    what: What
    text: str
    start: int
    end: int
    attributes: dict[str, str] = {}  # noqa: RUF012  never written to: most tokens have none
    empty: bool = False


def tokens(source: str) -> Iterator[Token]:
    """Yield the tags, words and entities of some HTML in order; comments and declarations are passed over."""
    begin = at = 0
    foreign = xhtml = is_xhtml(source)
    while mark := _MARK.search(source, at):
        start = mark.start()
        if source[start] == "&":
            found, end = _entity(source, start), start
        elif (end := _passed_over(source, start)) == start:
            found = _tag(source, start)
        else:
            found = None
        if found is None and end == start:  # it is no more than a letter
            at = start + 1
            continue
        if start > begin:
            yield Token(What.TEXT, source[begin:start], begin, start)
        begin = at = end
        if found is None:
            continue
        if found.end > len(source):  # the text ends within a tag
            return
        yield found
        begin = at = found.end
        if found.text == "svg" and found.what in (What.OPEN, What.CLOSE):
            foreign = xhtml or (found.what is What.OPEN and not found.empty)
        if found.what is What.OPEN and found.text in RAW and not (found.empty and foreign):
            begin = at = _raw_end(source, found.text, at)
        elif found.what is What.OPEN and found.text == "plaintext":
            return
    if begin < len(source):
        yield Token(What.TEXT, source[begin:], begin, len(source))


def is_xhtml(source: str) -> bool:
    """Return whether the page says that it is XML."""
    return source.startswith("<?xml")


def _entity(source: str, at: int) -> Token | None:
    match = _ENTITY.match(source, at)
    if match is None:
        return None
    end = match.end()
    if name := match["name"]:
        if match.group()[1:] in html5:
            return Token(What.ENTITY, html5[match.group()[1:]], at, end)
        # the old names need no semicolon, and may run into the next word
        known = next((n for n in range(len(name), 1, -1) if name[:n] in html5), 0)
        return Token(What.ENTITY, html5[name[:known]], at, at + 1 + known) if known else None
    return Token(What.ENTITY, html.unescape(match.group()) or "\N{REPLACEMENT CHARACTER}", at, end)


def _passed_over(source: str, at: int) -> int:
    """Return the end of the comment, declaration or instruction at `at`; `at` itself where there is none."""
    if source.startswith("<!--", at):
        if empty := _EMPTY_COMMENT.match(source, at):
            return empty.end()
        end = _COMMENT_END.search(source, at + 4)
        return end.end() if end else len(source)
    following = source[at + 1 : at + 3]
    if following[:1] in ("!", "?") or (following[:1] == "/" and following[1:] and not following[1:].isalpha()):
        stop = source.find(">", at)
        return stop + 1 if stop >= 0 else len(source)
    return at


def _tag(source: str, at: int) -> Token | None:
    """Return the tag at `at`, ending after the source where that ends within it; None where it is no tag."""
    match = _NAME.match(source, at)
    if match is None:
        return None
    what = What.CLOSE if source[at + 1] == "/" else What.OPEN
    attributes: dict[str, str] = {}
    place = match.end()
    while (end := _TAG_END.match(source, place)) is None:
        found = _ATTRIBUTE.match(source, place)
        if found is None:
            place = len(source)
            return Token(what, match[1].lower(), at, place + 1)
        value, place = found["value"] or "", found.end()
        if value in ("'", '"'):
            stop = source.find(value, place)
            if stop < 0:
                return Token(what, match[1].lower(), at, len(source) + 1)
            value, place = source[place:stop], stop + 1
        attributes.setdefault(found["name"].lower(), value.lower())
    return Token(what, match[1].lower(), at, end.end(), attributes, "/" in end.group())


def _raw_end(source: str, name: str, at: int) -> int:
    """Return where the end tag of an element stands whose content is not taken apart."""
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, at)
    return found.start() if found else len(source)
