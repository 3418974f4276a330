"""A text cut into paragraphs, and these into pieces, each under the same marks throughout."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from checker.reports.excerpt import visible
from checker.spans import Span

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_INDENT = re.compile(r"\n\s+")
_ITEM = re.compile(r"\s*(?:[-*•–—]|\(?(?:\d{1,3}|[a-z]|[ivx]+)[.)])\s+", re.IGNORECASE)
_LONGEST_HEADING, _MOST_HEADINGS = 90, 2
_SEVERITIES = ("error", "warning", "note")


class Mark(NamedTuple):
    """A mark on a text: the number of what is said of it, how grave that is, and where it stands."""

    number: int
    severity: str
    span: Span


class Piece(NamedTuple):
    """A piece of a text.

    Attributes:
        text: its words.
        numbers: what is said of it, the gravest first.
        severity: of the gravest; empty where nothing is said.
        starts: those that start here.
        ends: those that end here.
    """

    text: str
    numbers: tuple[int, ...] = ()
    severity: str = ""
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its pieces, and whether it looks like a heading."""

    pieces: tuple[Piece, ...]
    heading: bool = False


def blocks(text: str, marks: Sequence[tuple[int, str, Span]], *, literal: bool = False) -> Iterator[Block]:
    """Yield the paragraphs of a text with its marks.

    Args:
        text: the text.
        marks: numbers, severities and spans, in any order; they may overlap, and run over paragraphs.
        literal: the layout matters: the whole is one block, every space kept.
    """
    known = sorted((Mark(*mark) for mark in marks), key=lambda mark: mark.span)
    text = visible(text)
    first = 0
    places = [(0, len(text))] if literal else list(_paragraphs(text))
    headings = set() if literal else _headings([text[start:end] for start, end in places])
    for number, (start, end) in enumerate(places):
        while first < len(known) and known[first].span.end < start:
            first += 1
        last = bisect_right(known, end, first, key=lambda mark: mark.span.start)
        here = [mark for mark in known[first:last] if mark.span.end >= start]
        pieces = tuple(_pieces(text, start, end, here, literal))
        if pieces:
            yield Block(pieces, number in headings)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _BLANK.finditer(text):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if text[at:].strip():
        yield at, len(text)


def _pieces(text: str, start: int, end: int, marks: list[Mark], literal: bool) -> Iterator[Piece]:
    cuts = {start, end}
    if literal:  # a mark over several lines leaves their indents alone
        cuts |= {at for match in _INDENT.finditer(text, start, end) for at in match.span()}
    for mark in marks:
        cuts |= {at for at in (mark.span.start, mark.span.end) if start < at < end}
    for a, b in pairwise(sorted(cuts)):
        blank = literal and text[a:b].isspace()
        on = [] if blank else [m for m in marks if m.span.start < b and m.span.end > a]
        on.sort(key=lambda m: (_SEVERITIES.index(m.severity), m.span.end - m.span.start, m.number))
        yield Piece(
            text[a:b] if literal else _flowing(text[a:b]),
            tuple(m.number for m in on),
            on[0].severity if on else "",
            tuple(m.number for m in on if a <= m.span.start),
            tuple(m.number for m in on if m.span.end <= b),
        )


def _flowing(text: str) -> str:
    """Return `text` with its line ends as spaces, save before an item of a list."""
    if "\n" not in text:
        return text
    first, *rest = text.split("\n")
    return first + "".join(("\n" if _ITEM.match(line) else " ") + line for line in rest)


def _headings(paragraphs: Sequence[str]) -> set[int]:
    """Return the numbers of those that look like headings; many in a row are the items of a list or cells."""
    found: set[int] = set()
    at = 0
    for short, group in groupby(paragraphs, key=_like_a_heading):
        count = len(list(group))
        if short and count <= _MOST_HEADINGS and at + count < len(paragraphs):
            found.update(range(at, at + count))
        at += count
    return found


def _like_a_heading(text: str) -> bool:
    said = text.strip()
    return len(said) <= _LONGEST_HEADING and "\n" not in said and said[-1:].isalnum() and not _ITEM.match(said)
