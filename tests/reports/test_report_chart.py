"""Plots of shares over time: in a terminal of any width and letters, as SVG, and as a page."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.reports.chart import Plot, render_html, render_svg, render_text

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 3, 1)
curves = st.dictionaries(st.integers(0, 500), st.floats(0, 1), max_size=40).map(
    lambda shares: tuple((DAY + timedelta(days=day), shares[day]) for day in sorted(shares))
)
plots = st.lists(st.builds(Plot, st.text("abc <&Ω", max_size=60), st.just(("met 3 of 9",)), curves), max_size=5)
RISING = Plot("Words & time", ("met 3 of 9",), tuple((DAY + timedelta(days=n), n / 100) for n in range(101)))


def text(*plots: Plot, width: int = 80, encoding: str = "utf-8") -> str:
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    render_text("Mastery", plots, out, width)
    out.seek(0)
    return out.read()


def svg(plots: list[Plot]) -> ET.Element:
    out = io.StringIO()
    render_svg("Mastery", "By topic.", plots, out)
    return ET.fromstring(out.getvalue())


def test_a_curve_that_rises_is_seen_to_rise() -> None:
    """Row by row from the left below to the right above; with the ends of time and the last share."""
    lines = text(RISING).splitlines()
    assert re.match(r"Words & time +100%$", lines[2])
    rows = [line.partition("┤")[2] for line in lines if "┤" in line]
    widths = [len(row) for row in rows]
    starts = [len(row) - len(row.lstrip()) for row in rows]
    assert len(set(widths)) == 1
    assert starts == sorted(starts, reverse=True)
    assert rows[0].endswith("█")
    assert rows[-1].startswith("▁")
    assert re.search(r"1 Mar 2026 +9 Jun 2026$", text(RISING), re.MULTILINE)


def test_letters_that_a_terminal_lacks_are_done_without() -> None:
    """In ASCII the same rows, drawn with other signs; nothing to draw is told."""
    plain = text(RISING, Plot("Other", ("nothing yet",), ()), encoding="ascii")
    assert "#" in plain
    assert "nothing yet" in plain


@given(plots, st.integers(1, 200))
def test_lines_fit(drawn: list[Plot], width: int) -> None:
    """No row of a plot is wider than the terminal, down to the narrowest."""
    for line in text(*drawn, width=width).splitlines():
        if "┤" in line:
            assert len(line) <= max(width, 24)


@given(plots)
def test_every_plot_is_drawn_within_its_card(drawn: list[Plot]) -> None:
    """A card a plot, a curve where there is one, all of it on the card; said in words too."""
    root = svg(drawn)
    groups = root.findall(f"{SVG}g")
    assert len(groups) == len(drawn)
    height = float(root.get("height", ""))
    for group, plot in zip(groups, drawn, strict=True):
        card = group.find(f"{SVG}rect")
        assert card is not None
        x, y, wide, high = (float(card.get(name, "")) for name in ("x", "y", "width", "height"))
        assert y + high <= height
        curve = group.find(f"{SVG}path[@class='curve']")
        assert (curve is not None) == bool(plot.curve)
        if curve is not None:
            places = [tuple(map(float, pair.split())) for pair in re.findall(r"[\d.]+ [\d.]+", curve.get("d", ""))]
            assert len(places) == len(plot.curve)
            assert all(x < a < x + wide and y < b < y + high for a, b in places)
            assert f"{plot.curve[-1][1]:.0%}" in (group.findtext(f"{SVG}title") or "")


def test_a_better_share_stands_higher_and_a_later_day_further_right() -> None:
    """On axes that all plots share."""
    late = Plot("Late", (), ((DAY + timedelta(days=100), 0.5),))
    first, second = svg([RISING, late]).findall(f"{SVG}g")
    path = first.find(f"{SVG}path[@class='curve']")
    assert path is not None
    places = [tuple(map(float, pair.split())) for pair in re.findall(r"[\d.]+ [\d.]+", path.get("d", ""))]
    assert places == sorted(places, key=lambda p: (p[0], -p[1]))
    assert places[0][1] > places[-1][1]
    circle = second.find(f"{SVG}circle")
    assert circle is not None
    assert float(circle.get("cx", "")) > 800


@pytest.mark.parametrize("drawn", [[], [RISING]])
def test_the_page_asks_for_nothing_and_has_the_figures(drawn: list[Plot]) -> None:
    """One file: the picture and a table, every word escaped."""
    out = io.StringIO()
    render_html("Mastery", "By <topic>.", drawn, (("Lesson", "Mastery"), [("<b>Words</b>", "7%")]), out)
    page = out.getvalue()
    assert page.count("<svg") == 1
    assert "By &lt;topic&gt;." in page
    assert "&lt;b&gt;Words&lt;/b&gt;" in page
    assert not re.findall(r"(?:src|href)=\"(?!data:)", page)
