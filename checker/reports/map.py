"""The map of the law as one SVG: routes of appeal, powers and their holders, and the bodies, in light and dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TextIO

from checker.law.holders import Holding
from checker.law.map import Edge, Listed, Map, Node
from checker.reports.excerpt import one_line

WIDTH = 1440
_PAGE = Path(__file__).parent / "page"
_MARGIN, _BOX, _GAP, _APART = 40, 262, 104, 22
_LANE = 16  # for each line that runs between boxes, or meets one
_WIDE, _NARROW = 0.64, 0.55  # of the size of the letters: the width of one, bold or not, on the safe side
_LARGE, _SMALL = 14.0, 11.5
_MOST_MISTAKEN = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: where, its class, and its words."""

    x: float
    y: float
    style: str
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A box with lines in it; `title` is shown where the pointer rests."""

    x: float
    y: float
    width: float
    height: float
    style: str
    lines: tuple[Line, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """The line of an appeal: the path that is drawn, whether it leaps, and what it says."""

    path: str
    leap: bool
    title: str


def render(law: Map, day: str, out: TextIO) -> None:
    """Write the map.

    Args:
        law: what is drawn.
        day: the day whose law it is, in words.
        out: where to.
    """
    import jinja2  # noqa: PLC0415  only the pictures need it

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGE), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    boxes, curves, bottom = _routes(law, 150)
    headings = [Line(_MARGIN, 118, "heading", "Where claims go, and where appeals go from there")]
    headings.append(Line(_MARGIN, bottom + 62, "heading", "Who holds which power"))
    powers, bottom = _columns([_power(p) for p in law.powers], 3, bottom + 84)
    headings.append(Line(_MARGIN, bottom + 62, "heading", "The bodies that the rules know"))
    kinds, bottom = _columns([_kind(name, [_listed(b) for b in bodies]) for name, bodies in law.kinds], 4, bottom + 84)
    page = environment.get_template("map.svg.j2")
    out.write(
        page.render(
            width=WIDTH, height=round(bottom + 40), day=day, headings=headings, boxes=[*boxes, *powers, *kinds],
            curves=curves,
        )
    )  # fmt: skip


def wrap(text: str, width: float, size: float) -> list[str]:
    """Return `text` in lines of at most about `width`, in letters of `size`; a longer word stands alone."""
    most = max(int(width / (size * (_WIDE if size == _LARGE else _NARROW))), 1)
    lines: list[str] = []
    for word in one_line(text).split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _text(x: float, y: float, parts: Iterable[tuple[str, str]], width: float) -> tuple[list[Line], float]:
    """Return lines for texts, each with its class, one below the other, and where the next would stand."""
    lines = []
    for style, text in parts:
        size = _LARGE if style == "name" else _SMALL
        for line in wrap(text, width, size):
            y += size * 1.32
            lines.append(Line(x, round(y, 1), style, line))
        y += 2
    return lines, y


def _box(x: float, y: float, width: float, style: str, parts: Iterable[tuple[str, str]], title: str = "") -> Box:
    lines, bottom = _text(x + 12, y + 6, parts, width - 24)
    return Box(x, y, width, round(bottom + 8 - y, 1), style, tuple(lines), title)


_Way = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class _Bend:
    """Where an appeal that passes over a column runs through it, between the boxes; it takes room as they do."""

    edge: Edge


def _routes(law: Map, top: float) -> tuple[list[Box], list[Curve], float]:
    """Return the boxes of courts and offices, the lines of appeals, and where the lowest ends."""
    ranks = sorted({node.rank for node in law.nodes}, reverse=True)
    column = {node.id: ranks.index(node.rank) for node in law.nodes}
    columns: list[list[Node | _Bend]] = [[] for _ in ranks]
    for node in law.nodes:
        columns[column[node.id]].append(node)
    for edge in law.edges:
        for passed in range(column[edge.source] + 1, column[edge.target]):
            columns[passed].append(_Bend(edge))
    here = Counter(node.place for node in law.nodes)
    boxes: dict[str, Box] = {}
    ways: dict[Edge, _Way] = {edge: [] for edge in law.edges}  # where each has come to
    bottom = top
    for number, members in enumerate(columns):
        x = _MARGIN + number * (_BOX + _GAP)
        y = top
        for wish, member in sorted(((_wish(m, law.edges, ways), m) for m in members), key=partial(_order, here)):
            if isinstance(member, _Bend):
                y = max(y, wish)
                ways[member.edge] += [(x, y), (x + _BOX, y)]
                y += _LANE
                continue
            box = _court(member, law.edges, x)
            y = max(y, wish - box.height / 2)
            boxes[member.id] = _court(member, law.edges, x, round(y, 1))
            y += box.height + _APART
        for edge in law.edges:
            if column[edge.source] == number:
                out = [e for e in law.edges if e.source == edge.source]
                ways[edge].insert(0, (x + _BOX, _share(boxes[edge.source], edge, out)))
        bottom = max(bottom, y - _APART)
    curves = [_curve(edge, _untangled(edge, ways, boxes), boxes[edge.target]) for edge in law.edges]
    return list(boxes.values()), curves, bottom


def _court(node: Node, edges: Sequence[Edge], x: float, y: float = 0) -> Box:
    """Return the box of a body, high enough for the lines that meet it."""
    meeting = max(sum(e.target == node.id for e in edges), sum(e.source == node.id for e in edges))
    box = _box(x, y, _BOX, "court", _node(node), node.does)
    return replace(box, height=max(box.height, (meeting + 1) * _LANE))


def _order(here: Mapping[str, int], pair: tuple[float, Node | _Bend]) -> tuple[float, int, str]:
    """Return where a body stands in its column: by its wish, then the places with most bodies first, then by name."""
    wish, member = pair
    if isinstance(member, _Bend):
        return wish, -sum(here.values()) - 1, member.edge.target  # a line that passes, before all bodies
    return wish, -here[member.place], member.name


def _wish(member: Node | _Bend, edges: Sequence[Edge], ways: Mapping[Edge, _Way]) -> float:
    """Return the height at which a body would stand best, the mean of where appeals come from; 0 for any."""
    if isinstance(member, _Bend):
        return ways[member.edge][-1][1]
    before = [ways[edge][-1][1] for edge in edges if edge.target == member.id and ways[edge] and not edge.leap]
    return sum(before) / len(before) if before else 0


def _node(node: Node) -> list[tuple[str, str]]:
    return [("name", _capital(node.name)), ("place", node.place), *(("hears", text) for text in node.hears)]


def _untangled(edge: Edge, ways: Mapping[Edge, _Way], boxes: Mapping[str, Box]) -> _Way:
    """Return all points of an appeal; the lines that leave a box, and those that meet one, do not cross for that."""

    def middle(name: str) -> float:
        return boxes[name].y + boxes[name].height / 2

    out = [e for e in ways if e.source == edge.source]
    into = [e for e in ways if e.target == edge.target]
    out.sort(key=lambda e: ways[e][1][1] if len(ways[e]) > 1 else middle(e.target))
    into.sort(key=lambda e: ways[e][-1][1])
    target = boxes[edge.target]
    x, _ = ways[edge][0]
    return [(x, _share(boxes[edge.source], edge, out)), *ways[edge][1:], (target.x, _share(target, edge, into))]


def _curve(edge: Edge, way: _Way, target: Box) -> Curve:
    """Return the line of an appeal, straight through the columns that it passes."""
    (x, y), (_, end) = way[0], way[-1]
    if target.x < x:  # in one column: round the right-hand side
        x2 = target.x + target.width
        return Curve(f"M{x} {y:.1f}C{x + 60} {y:.1f} {x2 + 60} {end:.1f} {x2} {end:.1f}", edge.leap, _told(edge))
    path = f"M{x} {y:.1f}"
    for i, (x2, y2) in enumerate(way[1:]):
        bend = (x2 - x) / 2
        path += f"C{x + bend} {y:.1f} {x2 - bend} {y2:.1f} {x2} {y2:.1f}" if i % 2 == 0 else f"H{x2}"
        x, y = x2, y2
    return Curve(path, edge.leap, _told(edge))


def _share(box: Box, edge: Edge, edges: Sequence[Edge]) -> float:
    """Return the height at which a line meets a box, of all that do."""
    return box.y + box.height * (edges.index(edge) + 1) / (len(edges) + 1)


def _told(edge: Edge) -> str:
    return "\n".join(edge.says)


def _power(power: Holding) -> tuple[str, list[tuple[str, str]]]:
    parts = [("name", _capital(power.name))]
    always, sometimes = ([h.name for h in power.holders if bool(h.over) is over] for over in (False, True))
    parts += [
        ("holds", lead + ", ".join(held)) for lead, held in (("", always), ("in some cases: ", sometimes)) if held
    ]
    if power.mistaken:
        parts.append(("wrong", f"not: {', '.join(power.mistaken[:_MOST_MISTAKEN])}"))
    return "power", parts


def _kind(name: str, bodies: Sequence[str]) -> tuple[str, list[tuple[str, str]]]:
    return "kind", [("name", _capital(name)), *(("body", body) for body in bodies)]


def _listed(body: Listed) -> str:
    where = "" if body.place == "United Kingdom" else body.place
    more = ", ".join(part for part in (where, body.years) if part)
    return _capital(body.name) + (f" ({more})" if more else "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _columns(cards: Sequence[tuple[str, list[tuple[str, str]]]], count: int, top: float) -> tuple[list[Box], float]:
    """Return cards in columns, each put where there is most room, and where the lowest ends."""
    gap = 18
    width = (WIDTH - 2 * _MARGIN - (count - 1) * gap) / count
    ends = [top] * count
    boxes = []
    for style, parts in cards:
        column = ends.index(min(ends))
        box = _box(_MARGIN + column * (width + gap), ends[column], width, style, parts)
        boxes.append(box)
        ends[column] += box.height + 12
    return boxes, max(ends)
