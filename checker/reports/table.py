"""Tables as text, CSV and Markdown: drawn on a terminal, in plain columns elsewhere."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console
from rich.table import Table as Drawn
from rich.text import Text

from checker.reports.excerpt import one_line
from checker.reports.layout import cells

_GAP = 2


@dataclass(frozen=True)
class Table:
    """A table: its title, the names of its columns, and rows of as many cells."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[object]]


def write_text(tables: Iterable[Table], out: TextIO) -> None:
    """Write the tables: drawn where `out` is a terminal with colours, in plain columns elsewhere."""
    console = Console(file=out, highlight=False)
    drawn = console.is_terminal and console.color_system is not None and not os.environ.get("NO_COLOR")
    for number, table in enumerate(tables):
        if number:
            out.write("\n")
        if drawn:
            console.print(_drawn(table))
        else:
            _plain(table, out)


def write_csv(tables: Iterable[Table], out: TextIO) -> None:
    """Write the tables as CSV, one below the other, an empty line between."""
    writer = csv.writer(out, lineterminator="\n")
    for number, table in enumerate(tables):
        if number:
            out.write("\n")
        writer.writerow(table.columns)
        writer.writerows([_said(cell) for cell in row] for row in table.rows)


def write_markdown(tables: Iterable[Table], out: TextIO) -> None:
    """Write the tables as Markdown, each below its title."""
    for number, table in enumerate(tables):
        if number:
            out.write("\n")
        if table.title:
            out.write(f"## {_marked(table.title)}\n\n")
        out.write(_row(table.columns))
        out.write(_row("---" for _ in table.columns))
        for row in table.rows:
            out.write(_row(_marked(_said(cell)) for cell in row))


def _row(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |\n"


def _marked(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _said(cell: object) -> str:
    return one_line(str(cell)).strip()


def _drawn(table: Table) -> Drawn:
    drawn = Drawn(title=Text(one_line(table.title), style="bold"), title_justify="left", header_style="bold")
    for i, name in enumerate(table.columns):
        number = any(isinstance(row[i], int) for row in table.rows)
        drawn.add_column(name, justify="right" if number else "left", overflow="fold")
    for row in table.rows:
        drawn.add_row(*(Text(_said(cell)) for cell in row))
    return drawn


def _plain(table: Table, out: TextIO) -> None:
    if table.title:
        out.write(f"{one_line(table.title)}\n")
    rows = [list(table.columns), *([_said(cell) for cell in row] for row in table.rows)]
    numeric = [any(isinstance(row[i], int) for row in table.rows) for i in range(len(table.columns))]
    widths = [max(cells(row[i]) for row in rows) for i in range(len(table.columns))]
    for row in rows:
        line = ""
        for text, width, right in zip(row, widths, numeric, strict=True):
            space = " " * (width - cells(text))
            line += (space + text if right else text + space) + " " * _GAP
        out.write(line.rstrip() + "\n")
