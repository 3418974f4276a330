"""The report as people read it in a terminal: the sentence, the claim marked, what is wrong, on which authority.

Where colour is not wanted (no terminal, NO_COLOR, a dumb terminal) the claim is marked by carets below it instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TextIO

from checker.judging.finding import Severity
from checker.judging.standing import Verdict
from checker.reports.account import account
from checker.reports.excerpt import Excerpt, one_line
from checker.reports.layout import carets, cells, wrap
from checker.reports.report import Report, Shown, Stood, also, summary
from checker.rulebook.citation import Citation
from checker.spans import Span

Line = list[tuple[str, str]]  # pieces of a line, each with its style

_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_NARROWEST = 24
_TWO_COLUMNS = 48
_INDENT = "  "
_LABEL = 11
_MOST_CITED = 3


def render(report: Report, out: TextIO, *, colour: bool | None = None, width: int | None = None) -> None:
    """Write a report as text.

    Args:
        report: what one run found.
        out: where to.
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
        for first, *others in draft.groups:
            yield from _finding(draft.name, first, width, coloured)
            yield from _labelled("also", ", ".join(also(others)), width, style="dim")
            yield []
        for claim in draft.stood or ():
            yield from _stood(draft.name, claim, width, coloured)
            yield []
    for label, said in account(report):
        yield from _labelled(label, one_line(said), width, style="dim", indent="")
    gravest = next((severity for severity, n in report.counts.items() if n), None)
    style = "bold green" if gravest is None and not report.errors else _STYLE[gravest or Severity.ERROR]
    yield from _wrapped(summary(report), width, "", "", style)


def _finding(name: str, shown: Shown, width: int, coloured: bool) -> Iterator[Line]:
    found = shown.finding
    style = _STYLE[found.severity]
    yield _head(name, shown, found.severity.value, style, found.rule)
    yield from _excerpt(shown.excerpt, width, coloured, style)
    yield from _wrapped(one_line(found.message), width, _INDENT, _INDENT, "")
    yield from _cited(found.authorities, found.rule, width)
    yield from _labelled("instead", one_line(found.suggestion), width)
    yield from _labelled("judged by", one_line(found.scope), width, style="dim")


def _stood(name: str, stood: Stood, width: int, coloured: bool) -> Iterator[Line]:
    """Yield a claim that is no finding: that it fits, by which rule, or that no rule covers it."""
    standing = stood.standing
    style = "bold green" if standing.verdict is Verdict.FITS else "bold"
    yield _head(name, stood, standing.verdict.value, style, standing.rule)
    if stood.excerpt:
        yield from _excerpt(stood.excerpt, width, coloured, style)
    else:
        yield from _wrapped(f"“{one_line(stood.text)}”", width, _INDENT, _INDENT, "")
    yield from _cited(standing.authorities, standing.rule, width)


def _head(name: str, told: Shown | Stood, word: str, style: str, rule: str) -> Line:
    place = f"{one_line(name)}, {told.where}" if told.where else f"{one_line(name)}:{told.line}:{told.column}"
    return [(place, "bold"), (": ", ""), (word, style), (" ", ""), (rule, "dim")]


def _cited(authorities: Sequence[Citation], rule: str, width: int) -> Iterator[Line]:
    label = "authority"
    for cited in authorities[:_MOST_CITED]:
        yield from _labelled(label, one_line(cited.label), width, link=cited.url)
        label = ""
    if (more := len(authorities) - _MOST_CITED) > 0:
        yield from _labelled("", f"and {more} more: vires explain {rule}", width, style="dim")


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


def _labelled(
    label: str, text: str, width: int, *, style: str = "", link: str | None = None, indent: str = _INDENT
) -> Iterator[Line]:
    """Yield a label and its text in two columns, or, in a narrow window, below each other; a link stays whole."""
    if not text:
        return
    size = len(_INDENT) + _LABEL
    head, left = f"{indent}{label}".ljust(size), " " * size
    if width < _TWO_COLUMNS:
        if label:
            yield [(head.rstrip(), "dim")]
        head = left = _INDENT * 2
    lines = list(_wrapped(text, width, head, left, style))
    if link and cells("".join(piece for piece, _ in lines[-1])) + 1 + len(link) <= width:
        lines[-1] += [(" ", ""), (link, f"dim link {link}")]
    elif link:
        lines.append([(left, ""), (link, f"dim link {link}")])
    yield from lines


def _wrapped(text: str, width: int, first: str, then: str, style: str) -> Iterator[Line]:
    lead = first
    for line in wrap(text, width - len(lead), fold=False):
        yield [(lead, "dim"), (line.of(text), style)]
        lead = then
