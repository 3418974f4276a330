"""The report as people read it in a terminal: the sentence, the claim marked, what is wrong, on which authority.

Where colour is not wanted (no terminal, NO_COLOR, a dumb terminal) the claim is marked by carets below it instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TextIO

from checker.judging.finding import Finding, Severity
from checker.reports.excerpt import Excerpt, one_line
from checker.reports.layout import carets, cells, wrap
from checker.reports.report import Report, Shown, summary
from checker.spans import Span

Line = list[tuple[str, str]]  # pieces of a line, each with its style

_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_NARROWEST = 24
_INDENT = "  "


def render(report: Report, out: TextIO, *, colour: bool | None = None, width: int | None = None) -> None:
    """Write `report` to `out`.

    Args:
        colour: None colours on a terminal, and honours NO_COLOR and FORCE_COLOR.
        width: None takes COLUMNS, then the terminal's width.
    """
    from rich.console import Console  # noqa: PLC0415  the other formats need no console

    console = Console(file=out, highlight=False, width=width, force_terminal=colour)
    coloured = console.color_system is not None and not os.environ.get("NO_COLOR") if colour is None else colour
    for line in _lines(report, max(console.width, _NARROWEST), coloured):
        if coloured:
            from rich.text import Text  # noqa: PLC0415

            console.print(Text.assemble(*line), soft_wrap=True)
        else:
            out.write("".join(piece for piece, _ in line).rstrip() + "\n")


def _lines(report: Report, width: int, coloured: bool) -> Iterator[Line]:
    for draft in report.drafts:
        for shown in draft.findings:
            yield from _finding(draft.name, shown, width, coloured)
            yield []
    gravest = next((severity for severity, n in report.counts.items() if n), None)
    style = "bold green" if gravest is None and not report.errors else _STYLE[gravest or Severity.ERROR]
    yield from _wrapped(summary(report), width, "", "", style)


def _finding(name: str, shown: Shown, width: int, coloured: bool) -> Iterator[Line]:
    found = shown.finding
    style = _STYLE[found.severity]
    place = f"{one_line(name)}:{shown.line}:{shown.column}"
    yield [(place, "bold"), (": ", ""), (found.severity.value, style), (" ", ""), (found.rule, "dim")]
    yield from _excerpt(shown.excerpt, width, coloured, style)
    yield from _wrapped(one_line(found.message), width, _INDENT, _INDENT, "")
    yield from _authorities(found, width)
    if found.suggestion:
        yield from _wrapped(one_line(found.suggestion), width, "  instead    ", " " * 13, "")
    if found.scope:
        yield from _wrapped(one_line(found.scope), width, "  judged by  ", " " * 13, "dim")


def _excerpt(excerpt: Excerpt, width: int, coloured: bool, style: str) -> Iterator[Line]:
    bar = "  | "
    for line in wrap(excerpt.text, width - len(bar)):
        if not coloured:
            yield [(bar + line.of(excerpt.text), "")]
            if marks := carets(excerpt.text, line, excerpt.mark):
                yield [(bar + marks, "")]
            continue
        start = min(max(line.start, excerpt.mark.start), line.end)
        end = max(min(line.end, excerpt.mark.end), start)
        before, claim, after = (
            Span(*ends).of(excerpt.text) for ends in ((line.start, start), (start, end), (end, line.end))
        )
        yield [(bar, "dim"), (before, ""), (claim, f"{style} underline"), (after, "")]


def _authorities(found: Finding, width: int) -> Iterator[Line]:
    head = "  authority  "
    for cited in found.authorities:
        label = one_line(cited.label)
        if not cited.url:
            yield from _wrapped(label, width, head, " " * 13, "")
        elif cells(head) + cells(label) + 1 + len(cited.url) <= width:
            yield [(head, "dim"), (label, ""), (" ", ""), (cited.url, f"dim link {cited.url}")]
        else:
            yield from _wrapped(label, width, head, " " * 13, "")
            yield [(" " * 13, ""), (cited.url, f"dim link {cited.url}")]
        head = " " * 13


def _wrapped(text: str, width: int, first: str, then: str, style: str) -> Iterator[Line]:
    lead = first
    for line in wrap(text, max(width - len(lead), _NARROWEST - len(_INDENT)), fold=False):
        yield [(lead, "dim"), (line.of(text), style)]
        lead = then
