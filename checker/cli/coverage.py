"""`vires rules coverage`: what the rules cover, and what of a dossier they do not."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import answer, options
from checker.errors import EXIT_CLEAN, EXIT_FINDINGS

if TYPE_CHECKING:
    from checker.law.coverage import Held, Tally
    from checker.reports.table import Table
    from checker.rulebook.book import Rulebook

_EPILOG = """\b
Examples:
  vires rules coverage
  vires rules coverage --by right --by body
  vires rules coverage --against dossier.yaml --format json

\b
Exit status: 1 if an entry of a dossier is neither covered by a rule nor listed under `uncovered:` with a reason.
"""
_WAYS = ("file", "kind", "right", "body", "jurisdiction")


@click.command("coverage", epilog=_EPILOG, short_help="Show what the rules cover.")
@click.option("--by", "ways", type=click.Choice(_WAYS), multiple=True, help="Only this table. Repeatable.")
@click.option(
    "--against", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
    help="A dossier: a YAML list of entries with an `id`, which rules name under `covers`. Repeatable.",
)  # fmt: skip
@answer.form("text", "json")
@options.rules
def command(ways: tuple[str, ...], against: tuple[Path, ...], form: str, rules: tuple[Path, ...]) -> int:
    """Show what the rules cover: by file, kind, right, body and jurisdiction; and, with --against, each entry of a
    dossier with the rules that name it, or that none does.
    """  # fmt: skip
    from checker.law import coverage  # noqa: PLC0415  --help must be quick
    from checker.reports.table import Table  # noqa: PLC0415
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415

    book = load_rulebook(rules, cache=True)
    held = coverage.held_against(book, against)
    wanted = ways or (() if against else _WAYS)
    tallies, reaches = coverage.tallies(book), coverage.reaches(book)
    data: dict[str, object] = {way: reaches if way == "body" else tallies[way] for way in wanted}
    tables = [
        Table("By body", ("body", "kind", "rules that name it", "by its kind"), [_row(r) for r in reaches])
        if way == "body"
        else _tallied(way, tallies[way])
        for way in wanted
    ]
    if against:
        strays = coverage.strays(book, held)
        data["entries"] = held
        data["strays"] = [{"entry": entry, "rule": rule} for entry, rule in strays]
        tables += list(_against(book, held, strays))
    answer.emit(form, data, tables)
    return EXIT_FINDINGS if any(entry.open for entry in held) else EXIT_CLEAN


def _row(record: object) -> tuple[object, ...]:
    return tuple(vars(record).values())


def _tallied(way: str, tallies: list[Tally]) -> Table:
    from checker.reports.table import Table  # noqa: PLC0415

    columns = (way, "rules", "errors", "warnings", "notes", "examples", "entries")
    return Table(f"By {way}", columns, [_row(tally) for tally in tallies])


def _against(book: Rulebook, held: list[Held], strays: list[tuple[str, str]]) -> Iterable[Table]:
    from checker.reports.table import Table  # noqa: PLC0415

    yield Table("Entries", ("entry", "rules"), [(e.id, ", ".join(e.rules) or "-") for e in held])
    listed = [(e.id, e.reason) for e in held if e.reason and not e.rules]
    if listed:
        yield Table("Not covered, with a reason", ("entry", "reason"), listed)
    missing = [(e.id, e.file) for e in held if e.open]
    if missing:
        yield Table("Not covered", ("entry", "file"), missing)
    if strays:
        yield Table("Named by a rule, in none of the files", ("entry", "rule"), strays)
    covered = sum(1 for e in held if e.rules)
    counts = (len(held), covered, len(listed), len(missing), len(book.rules))
    yield Table("In all", ("entries", "covered", "with a reason", "not covered", "rules"), [counts])
