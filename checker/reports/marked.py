"""A text cut into paragraphs, and these into pieces, each under the same marks throughout."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from checker.drafts.shape import Shape
from checker.reports.excerpt import visible
from checker.spans import Span

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_INDENT = re.compile(r"\n\s+")
_ITEM = re.compile(r"\s*(?:[-*•–—]|\(?(?:\d{1,3}|[a-z]|[ivx]+)[.)])\s+", re.IGNORECASE)
_LONGEST_HEADING, _MOST_HEADINGS = 90, 2
_PLAIN = Shape()
_KINDS = ("fits", "open", "error", "warning", "note")  # a claim inside of a finding is not what the finding is about


class Mark(NamedTuple):
    """A mark on a text: the number of what is said of it, how grave that is or how it stands, and where it is."""

    number: int
    severity: str
    span: Span


class Piece(NamedTuple):
    """A piece of a text.

    Attributes:
        text: its words; none, where a mark stands between two.
        numbers: what is said of it, first of all claims that are no findings, then the gravest finding.
        severity: that of the first; empty where nothing is said.
        starts: those that start here.
        ends: those that end here.
        kinds: the severities of these.
    """

    text: str
    numbers: tuple[int, ...] = ()
    severity: str = ""
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its pieces, and what it is: a heading of a level, or a cell, where `shape` has a table."""

    pieces: tuple[Piece, ...]
    level: int = 0
    shape: Shape = _PLAIN


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its paragraphs, and what it heads: a "row", a "col" or nothing."""

    blocks: tuple[Block, ...]
    heads: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: which of the draft, and the cells of its rows."""

    number: int
    rows: tuple[tuple[Cell, ...], ...]


def blocks(
    text: str,
    marks: Sequence[tuple[int, str, Span]],
    *,
    literal: bool = False,
    shapes: Sequence[Shape] | None = None,
) -> Iterator[Block]:
    """Yield the paragraphs of a text with its marks.

    Args:
        text: the text.
        marks: numbers, severities and spans, in any order; they may overlap, and run over paragraphs.
        literal: the layout matters: the whole is one block, every space kept.
        shapes: of its paragraphs, in order; where it is None, headings are known by how they look.
    """
    known = sorted((Mark(*mark) for mark in marks), key=lambda mark: mark.span)
    text = visible(text)
    first = 0
    places = [(0, len(text))] if literal else list(_paragraphs(text))
    told = _shaped(places, shapes or ()) if literal or shapes is not None else _guessed(text, places)
    levels = _levels(shape.level for shape in told)
    for number, (start, end) in enumerate(places):
        while first < len(known) and known[first].span.end < start:
            first += 1
        last = bisect_right(known, end, first, key=lambda mark: mark.span.start)
        here = [mark for mark in known[first:last] if mark.span.end >= start]
        pieces = tuple(_pieces(text, start, end, here, literal))
        if pieces:
            yield Block(pieces, levels[number], told[number])


def with_tables(found: Iterable[Block]) -> Iterator[Block | Table]:
    """Yield blocks, the cells of each table in one."""
    for table, group in groupby(found, key=lambda block: block.shape.table):
        if not table:
            yield from group
            continue
        rows: dict[int, dict[int, list[Block]]] = {}
        for block in group:
            rows.setdefault(block.shape.row, {}).setdefault(block.shape.column, []).append(block)
        width = max(column for row in rows.values() for column in row)
        yield Table(table, tuple(tuple(_cells(row, width)) for _, row in sorted(rows.items())))


def _cells(row: Mapping[int, Sequence[Block]], width: int) -> Iterator[Cell]:
    """Yield the cells of a row, those without words too; heads in a row of nothing else head columns."""
    heads = "col" if all(blocks[0].shape.head for blocks in row.values()) else "row"
    for column in range(1, width + 1):
        blocks = tuple(row.get(column, ()))
        yield Cell(blocks, heads if blocks and blocks[0].shape.head else "")


def _shaped(places: Sequence[tuple[int, int]], shapes: Sequence[Shape]) -> list[Shape]:
    """Return the shape of each paragraph: the last that starts in it, or in the white space before it."""
    found: list[Shape] = []
    number, before = 0, -1
    for start, _ in places:
        shape = Shape()
        while number < len(shapes) and shapes[number].text <= start:
            shape = shapes[number] if shapes[number].text > before else shape
            number += 1
        found.append(shape)
        before = start
    return found


def _guessed(text: str, places: Sequence[tuple[int, int]]) -> list[Shape]:
    headings = _headings([text[start:end] for start, end in places])
    return [Shape(level=1) if number in headings else Shape() for number in range(len(places))]


def _levels(told: Iterable[int]) -> list[int]:
    """Return the levels of headings such that none is left out on the way down, 1 being the highest; else 0."""
    told = list(told)
    rank = {level: number for number, level in enumerate(sorted({level for level in told if level}), 1)}
    found: list[int] = []
    last = 0
    for level in told:
        here = min(rank[level], last + 1) if level else 0
        last = here or last
        found.append(here)
    return found


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
    places = [m for m in marks if m.span.start == m.span.end and (m.span.start < end or end == len(text))]
    open_: list[Mark] = []
    first = 0
    for a, b in pairwise(sorted(cuts)):
        while places and places[0].span.start <= a:
            yield _place(places.pop(0))
        open_ = [mark for mark in open_ if mark.span.end > a]
        while first < len(marks) and marks[first].span.start < b:  # they are in order of place
            open_ += [marks[first]] if marks[first].span.end > a else []
            first += 1
        on = [] if literal and text[a:b].isspace() else list(open_)
        on.sort(key=lambda m: (_KINDS.index(m.severity), m.span.end - m.span.start, m.number))
        yield Piece(
            text[a:b] if literal else _flowing(text[a:b]),
            tuple(m.number for m in on),
            on[0].severity if on else "",
            tuple(m.number for m in on if a <= m.span.start),
            tuple(m.number for m in on if m.span.end <= b),
            tuple(m.severity for m in on if m.span.end <= b),
        )
    yield from map(_place, places)


def _place(mark: Mark) -> Piece:
    """Return the piece of a mark on a place between two words."""
    return Piece("", (mark.number,), mark.severity, (mark.number,), (mark.number,), (mark.severity,))


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
