"""Named entries in two columns, coloured on a terminal: how the commands show a record of the rulebook."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.text import Text

from checker.reports.excerpt import one_line
from checker.reports.layout import wrap

Entry = tuple[str, str, str | None]  # name, text, link

_GAP = 2
_NARROWEST = 40


def show(entries: Iterable[Entry], out: TextIO, style: str = "bold") -> None:
    """Write the entries that have a text; the first is the heading, in a style."""
    console = Console(file=out, highlight=False)
    plain = console.color_system is None or bool(os.environ.get("NO_COLOR"))
    (title, about, _), *rest = entries
    rest = [entry for entry in rest if entry[1].strip()]
    left = max((len(name) for name, _, _ in rest), default=0) + _GAP
    width = max(console.width, _NARROWEST)
    lines = [[(title, style), (f"  {one_line(about)}", "")]]
    for name, text, link in rest:
        head = name.ljust(left)
        shown = one_line(text).strip()
        for span in wrap(shown, width - left, fold=False):
            lines.append([(head, "dim"), (span.of(shown), f"link {link}" if link else "")])
            head = " " * left
        if link:
            lines.append([(head, ""), (link, "dim")])
    for line in lines:
        if plain:
            out.write("".join(piece for piece, _ in line).rstrip() + "\n")
        else:
            console.print(Text.assemble(*line), soft_wrap=True)
