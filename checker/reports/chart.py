"""Shares over time as small plots, one a subject: for a terminal, as an SVG, and as a page with the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from checker.reports.excerpt import one_line
from checker.reports.layout import cells
from checker.reports.layout import wrap as lines
from checker.reports.map import wrap

if TYPE_CHECKING:
    from jinja2 import Environment

Row = tuple[str, ...]

WIDTH = 920
_PAGE = Path(__file__).parent / "page"
_MARGIN, _GAP, _COLUMNS = 28, 20, 2
_CARD, _PLOT, _TOP, _LEFT, _RIGHT = 218, 96, 56, 46, 18  # heights and edges of a plot in its card
_HEAD = 104
_NOTE = 11.5
_TITLE = 12.5  # for its width: the title's letters are bold, but hardly wider
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_PLAIN = "  ..::###"
_ROWS, _WIDEST, _NARROWEST = 4, 72, 24


@dataclass(frozen=True, slots=True)
class Plot:
    """Shares over time.

    Attributes:
        title: what of.
        notes: lines that say more.
        curve: days in order, each with a share from 0 to 1; empty where there is nothing to draw.
    """

    title: str
    notes: tuple[str, ...]
    curve: tuple[tuple[date, float], ...]

    @property
    def figure(self) -> str:
        """The last share, in percent."""
        return f"{self.curve[-1][1]:.0%}" if self.curve else "–"


@dataclass(frozen=True, slots=True)
class Card:
    """A plot as it is drawn: its card, its title cut to fit, the axes, lines of text, the curve, the area below it and
    its end.
    """

    x: float
    y: float
    width: float
    title: str
    plot: Plot
    ticks: tuple[tuple[float, str], ...]
    left: float
    right: float
    base: float
    notes: tuple[tuple[float, str], ...]
    line: str
    area: str
    end: tuple[float, float] | None

    @property
    def said(self) -> str:
        """The plot in words."""
        if not self.plot.curve:
            return f"{self.plot.title}: nothing yet"
        (first, start), (last, end) = self.plot.curve[0], self.plot.curve[-1]
        return f"{self.plot.title}: {start:.0%} on {_day(first)}, {end:.0%} on {_day(last)}"


def render_text(title: str, plots: Sequence[Plot], out: TextIO, width: int = 80) -> None:
    """Write the plots for a terminal, in letters that `out` has.

    Args:
        title: of all.
        plots: what is drawn.
        out: where to.
        width: columns.
    """
    blocks = _EIGHTHS
    try:
        (_EIGHTHS + "┤–").encode(getattr(out, "encoding", None) or "utf-8")
        bar, dash = "┤", "–"
    except UnicodeEncodeError:
        blocks, bar, dash = _PLAIN, "|", "-"
    width = max(min(width, _WIDEST), _NARROWEST)
    first = min((plot.curve[0][0] for plot in plots if plot.curve), default=date.min)
    out.write(f"{one_line(title)}\n")
    for plot in plots:
        figure = plot.figure.replace("–", dash)
        name = one_line(plot.title)
        out.write(f"\n{name}{figure.rjust(max(width - cells(name), len(figure) + 1))}\n")
        if plot.curve:
            columns = _columns(first, plot.curve, width - 6)
            for row in range(_ROWS - 1, -1, -1):
                label = {_ROWS - 1: "100", 0: "0"}.get(row, "")
                drawn = "".join(" " if share is None else blocks[_filled(share, row)] for share in columns)
                out.write(f"{label:>4} {bar}{drawn}".rstrip() + "\n")
            start, end = _day(first), _day(plot.curve[-1][0])
            ends = start if start == end else start + end.rjust(max(len(columns) - len(start), len(end) + 1))
            out.write(f"      {ends}\n")
        for note in plot.notes:
            told = one_line(note)
            out.writelines(f"      {span.of(told)}\n" for span in lines(told, width - 6, fold=False))


def render_svg(title: str, about: str, plots: Sequence[Plot], out: TextIO) -> None:
    """Write the plots as one SVG, in light and dark.

    Args:
        title: of all.
        about: what is drawn, in a sentence.
        plots: what is drawn.
        out: where to.
    """
    out.write(_svg(title, about, plots, _HEAD) + "\n")


def render_html(title: str, about: str, plots: Sequence[Plot], table: tuple[Row, Sequence[Row]], out: TextIO) -> None:
    """Write a page with the SVG and a table of figures: the names of its columns, and its rows."""
    page = _environment().get_template("chart.html.j2")
    picture = _svg(title, about, plots, 0)  # the page has the heading
    out.write(page.render(title=title, about=about, svg=picture, columns=table[0], rows=table[1]))


def _svg(title: str, about: str, plots: Sequence[Plot], head: float) -> str:
    days = [day for plot in plots for day, _ in plot.curve]
    first, last = (min(days), max(days)) if days else (None, None)
    cards = list(_cards(plots, head or _GAP, first, last))
    page = _environment().get_template("chart.svg.j2")
    return page.render(
        title=title, about=about, cards=cards, headed=bool(head), width=WIDTH, margin=_MARGIN,
        height=max((card.y + _CARD for card in cards), default=_HEAD) + _MARGIN, card_height=_CARD,
        first=_day(first) if first else "", last=_day(last) if last and last != first else "",
    ).rstrip()  # fmt: skip


@cache
def _environment() -> Environment:
    import jinja2  # noqa: PLC0415  only the pictures need it

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGE), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip


def _cards(plots: Sequence[Plot], head: float, first: date | None, last: date | None) -> Iterator[Card]:
    """Yield the cards, row by row; the axes of time are the same for all, so that they can be compared."""
    width = (WIDTH - 2 * _MARGIN - (_COLUMNS - 1) * _GAP) / _COLUMNS
    span = max((last - first).days, 1) if first and last else 1
    for number, plot in enumerate(plots):
        x = _MARGIN + number % _COLUMNS * (width + _GAP)
        y = head + number // _COLUMNS * (_CARD + _GAP)
        left, right, base = x + _LEFT, x + width - _RIGHT, y + _TOP + _PLOT
        places = [
            (round(left + (day - (first or day)).days / span * (right - left), 1), round(base - share * _PLOT, 1))
            for day, share in plot.curve
        ]
        line = "".join(f"{'L' if i else 'M'}{a} {b}" for i, (a, b) in enumerate(places))
        area = f"{line}L{places[-1][0]} {base}L{places[0][0]} {base}z" if len(places) > 1 else ""
        notes = [told for note in plot.notes for told in wrap(note, width - 2 * _RIGHT, _NOTE)]
        yield Card(
            x, y, width, _cut(plot.title, width - 100), plot,
            tuple((base - share * _PLOT, f"{share:.0%}") for share in (0, 0.5, 1)), left, right, base,
            tuple((base + 36 + 15 * i, note) for i, note in enumerate(notes)), line, area,
            places[-1] if places else None,
        )  # fmt: skip


def _columns(first: date, curve: Sequence[tuple[date, float]], width: int) -> list[float | None]:
    """Return the share at the end of each column's time, None before the curve begins.

    Time runs from `first` to the curve's end. Of a short time, each day takes as many columns as fit.
    """
    days = (curve[-1][0] - first).days + 1
    wide = width // days * days if days < width else width
    shares: list[float | None] = []
    at = -1
    for column in range(wide):
        day = first + timedelta(days=-(-(column + 1) * days // wide) - 1)
        while at + 1 < len(curve) and curve[at + 1][0] <= day:
            at += 1
        shares.append(curve[at][1] if at >= 0 else None)
    return shares


def _filled(share: float, row: int) -> int:
    """Return how many eighths of a row, counted from below, a share fills; of the lowest, one at least."""
    return min(max(round(share * _ROWS * 8) - row * 8, int(row == 0)), 8)


def _cut(text: str, width: float) -> str:
    """Return a title, cut with an ellipsis where it is too wide for one line."""
    lines = wrap(text, width, _TITLE)
    return f"{lines[0]} …" if len(lines) > 1 else "".join(lines)


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
