"""`vires parse`: how a text is read, and what each rule that was asked answered."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import options
from checker.errors import EXIT_CLEAN

if TYPE_CHECKING:
    from checker.engine import Trace
    from checker.reading.claim import Predicate
    from checker.reading.scan import Mention
    from checker.rulebook.compiled import Compiled

_EPILOG = """\b
Examples:
  vires parse "The patent claim now sits with MI5."
  vires parse - < draft.txt
"""


@click.command("parse", epilog=_EPILOG, short_help="Show how a text is read, and what each rule answered.")
@click.argument("text")
@click.option("--rule", "only", metavar="RULE", help="Show the answers of this rule alone, asked or not.")
@options.as_of
@options.rules
def command(text: str, only: str | None, as_of: date, rules: tuple[Path, ...]) -> int:
    """Show how TEXT (or - for standard input) is read: mentions, acts with their places, stance, scope, and which
    rules were asked and what each answered. For rule authors: why was it flagged, why was it not?
    """  # fmt: skip
    from checker.drafts.draft import Draft  # noqa: PLC0415  --help must be quick
    from checker.engine import Checker  # noqa: PLC0415
    from checker.rulebook.ready import load_compiled  # noqa: PLC0415

    checker = Checker(load_compiled(rules), as_of)
    prose = sys.stdin.read() if text == "-" else text
    for trace in checker.trace(Draft.plain("<text>", prose), only):
        for line in _told(trace, checker.compiled):
            click.echo(line)
    return EXIT_CLEAN


def _told(trace: Trace, compiled: Compiled) -> Iterator[str]:
    claims = trace.claims
    yield f"“{' '.join(claims.text.split())}”"
    if claims.told:
        yield f"  told as    {claims.told}"
    yield "  mentions   " + "; ".join(_mentioned(m, trace, compiled) for m in _distinct(claims.mentions))
    for amount in claims.amounts:
        yield f"  amount     {amount.dimension} {amount.value:g}"
    for predicate in claims.predicates:
        yield from _predicate(predicate, trace, compiled)
    if claims.mentions:
        place, foreign, assumed = claims.scene(claims.mentions)
        yield f"  scene      {place}{' (foreign)' if foreign else ''}{' (assumed)' if assumed else ''}"
    for rule, number, answer in trace.answers:
        said = answer if isinstance(answer, str) else f"FOUND: {answer.severity} on “{answer.span.of(trace.text)}”"
        yield f"  {'*' if not isinstance(answer, str) else '-'} {rule} #{number}: {said}"
    yield ""


def _distinct(mentions: list[Mention]) -> list[Mention]:
    return list({(m.atom, m.span): m for m in mentions}.values())


def _mentioned(mention: Mention, trace: Trace, compiled: Compiled) -> str:
    return f"{mention.span.of(trace.text)!r} = {compiled.atoms[mention.atom]}"


def _predicate(predicate: Predicate, trace: Trace, compiled: Compiled) -> Iterator[str]:
    act = compiled.atoms[predicate.mention.atom]
    negated = ", negated" if predicate.reading.negators else ""
    modal = ", modal" if predicate.modal else ""
    said, stance = predicate.mention.span.of(trace.text), predicate.reading.stance
    yield f"  act        {act}: {said!r} ({predicate.unit.shape}; {stance}{negated}{modal})"
    for filler in predicate.bodies:
        how = " by reference" if filler.resolved else " alone" if filler.restricted else ""
        yield f"    body     {', '.join(compiled.atoms[m.atom] for m in filler.mentions)}{how}"
    for name in ("agent", "thing", "at", "to", "source"):
        if found := getattr(predicate, name):
            words = dict.fromkeys(m.span.of(trace.text) for m in found)
            yield f"    {name:8} {'; '.join(words)}"
