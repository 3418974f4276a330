"""The map of the law: every body and appeal is drawn, every word stands in its box, nothing is asked for."""

from __future__ import annotations

import io
import itertools
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from checker.law.map import Edge, Map, Node, drawn
from checker.reports.map import render, wrap
from checker.rulebook.load import load_rulebook

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def law() -> Map:
    """The map of the program's own rules."""
    return drawn(load_rulebook(cache=True).as_of(DAY))


def picture(law: Map) -> ET.Element:
    out = io.StringIO()
    render(law, "1 January 2026", out)
    return ET.fromstring(out.getvalue())


def test_every_body_and_appeal_is_drawn(law: Map) -> None:
    """A box a body, a line an appeal, which tells what it needs."""
    root = picture(law)
    assert len(law.nodes) > 5
    assert len(root.findall(f".//{SVG}rect[@class='card court']")) == len(law.nodes)
    lines = root.findall(f"{SVG}path")
    assert len(lines) == len(law.edges) > 5
    assert all(line.findtext(f"{SVG}title") for line in lines)
    said = " ".join(root.itertext())
    for node in law.nodes:
        assert node.name.split()[-1] in said
    for power in law.powers:
        assert power.holders


def _points(path: str) -> list[tuple[float, float]]:
    """Return points along a path of curves and horizontal lines."""
    found: list[tuple[float, float]] = []
    x = y = 0.0
    for letter, rest in re.findall(r"([MCH])([^MCH]*)", path):
        numbers = [float(number) for number in rest.split()]
        if letter == "C":
            x1, y1, x2, y2, x3, y3 = numbers
            for step in range(1, 21):
                t = step / 20
                u = 1 - t
                found.append(
                    (
                        u**3 * x + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t**3 * x3,
                        u**3 * y + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t**3 * y3,
                    )
                )
            x, y = x3, y3
            continue
        to = numbers[0]
        if letter == "H":
            found += [(x + (to - x) * step / 20, y) for step in range(1, 21)]
        else:
            y = numbers[1]
        x = to
        found.append((x, y))
    return found


def test_no_line_runs_behind_a_box(law: Map) -> None:
    """Each touches the box that it leaves, and the one that it goes to, at their sides."""
    root = picture(law)
    boxes = [
        tuple(float(box.get(key, "0")) for key in ("x", "y", "width", "height"))
        for box in root.findall(f".//{SVG}rect[@class='card court']")
    ]
    lines = [_points(line.get("d", "")) for line in root.findall(f"{SVG}path")]
    assert any(len(points) > 40 for points in lines)  # some pass over a column
    for points in lines:
        for x, y in points:
            for left, top, width, height in boxes:
                assert not (left + 1 < x < left + width - 1 and top < y < top + height), (x, y)
    ends = [points[-1] for points in lines]
    assert len(set(ends)) == len(ends)
    starts = [points[0] for points in lines]
    assert len(set(starts)) == len(starts)


def test_appeals_go_on(law: Map) -> None:
    """Every appeal goes to a body of a lower rank, that is further to the right."""
    ranks = {node.id: node.rank for node in law.nodes}
    for edge in law.edges:
        assert ranks[edge.source] > ranks[edge.target], edge


def test_every_word_stands_in_its_box(law: Map) -> None:
    """By the width of letters in a broad face; boxes of one column do not lie on one another."""
    places: dict[float, list[tuple[float, float]]] = {}
    for group in picture(law).iter(f"{SVG}g"):
        box = group.find(f"{SVG}rect")
        assert box is not None
        x, y, width, height = (float(box.get(key, "0")) for key in ("x", "y", "width", "height"))
        places.setdefault(x, []).append((y, y + height))
        for line in group.iter(f"{SVG}text"):
            size, broad = (14, 0.64) if line.get("class") == "name" else (11.5, 0.55)
            assert len(line.text or "") * size * broad <= width or " " not in (line.text or "")
            assert y < float(line.get("y", "0")) < y + height
    for stacked in places.values():
        stacked.sort()
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(stacked))


def test_it_stands_by_itself_in_light_and_dark(law: Map) -> None:
    """Its own colours for both; no picture, font or script from elsewhere."""
    out = io.StringIO()
    render(law, "1 January 2026", out)
    assert "prefers-color-scheme: dark" in out.getvalue()
    assert not re.search(r"<script|<image|@import|url\((?!#)|href", out.getvalue())


def test_names_are_words_and_not_marks() -> None:
    """What rules say is escaped; a circle of appeals and an empty law are drawn."""
    nodes = tuple(Node(i, f"<{i}> & co", "x", ("a",), "", 0) for i in ("a", "b"))
    edges = (Edge("a", "b", ("<to b>",), False), Edge("b", "a", ("to a",), True))
    root = picture(Map(nodes, edges, (), ()))
    assert "<a> & co" in " ".join(root.itertext())
    assert len(picture(Map((), (), (), ())).findall(f".//{SVG}g")) == 0


def test_words_are_wrapped() -> None:
    """At spaces alone."""
    assert wrap("aa bb cc", 6 * 11.5 * 0.55, 11.5) == ["aa bb", "cc"]
    assert wrap("abcdefghij a", 10, 11.5) == ["abcdefghij", "a"]
