"""`vires rules stale` and `vires rules diff`: the law over time."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli import answer, options
from checker.errors import EXIT_CLEAN, EXIT_FINDINGS, ViresError

if TYPE_CHECKING:
    from checker.law.changes import Change

_AGE = re.compile(r"(\d{1,4})\s*([dwmy])", re.IGNORECASE)


class _Age(click.ParamType[tuple[int, int]]):
    """A length of time as 12m, 90d, 6w or 2y: months and days."""

    name = "age"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        if isinstance(value, tuple):
            return value
        found = _AGE.fullmatch(str(value).strip())
        if found is None:
            self.fail(f"{value!r} is no length of time; write it as 12m, 90d, 6w or 2y", param, ctx)
        number, unit = int(found[1]), found[2].lower()
        return {"d": (0, number), "w": (0, 7 * number), "m": (number, 0), "y": (12 * number, 0)}[unit]


@click.command(
    "stale",
    short_help="List the rules that are due for review.",
    epilog="\b\nExamples:\n  vires rules stale\n  vires rules stale --older-than 6m --as-of 2027-06-01\n\n"
    "\b\nExit status: 1 if any rule is due.\n",
)
@click.option(
    "--older-than", "age", type=_Age(), default="12m", show_default=True, metavar="AGE",
    help="How long a review holds: 90d, 6w, 12m or 2y.",
)  # fmt: skip
@click.option(
    "--as-of", type=options.Day(), default=date.today, metavar="DATE", help="Count from this day. [default: today]"
)
@answer.form("text", "json", "csv", "markdown")
@options.rules
def stale(age: tuple[int, int], as_of: date, form: str, rules: tuple[Path, ...]) -> int:
    """List the rules whose last review is older than an age, the oldest first: the law may have changed since."""
    from checker.law import changes  # noqa: PLC0415  --help must be quick
    from checker.reports.table import Table  # noqa: PLC0415
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415

    months, days = age
    try:
        before = date.fromordinal(changes.months_before(as_of, months).toordinal() - days)
    except ValueError as why:
        raise ViresError("the time before --as-of is too long", cure="give a shorter --older-than") from why
    book = load_rulebook(rules, cache=True)
    found = changes.due(book, before)
    rows = [(d.rule, d.reviewed.isoformat(), d.days, f"{d.file}:{d.line}") for d in found]
    title = f"{len(found) or 'None'} of {len(book.rules)} rules reviewed on or before {before.isoformat()}"
    answer.emit(form, found, [Table(title, ("rule", "reviewed", "days over", "place"), rows)])
    return EXIT_FINDINGS if found else EXIT_CLEAN


@click.command(
    "diff",
    short_help="Show what changed in the law between two days.",
    epilog="\b\nExample:\n  vires rules diff 2020-12-31 2021-01-01\n",
)
@click.argument("since", type=options.Day(), metavar="DATE")
@click.argument("until", type=options.Day(), metavar="DATE")
@answer.form("text", "json", "csv", "markdown")
@options.rules
def diff(since: date, until: date, form: str, rules: tuple[Path, ...]) -> int:
    """Show the rules, powers and bodies that came into force or ended after the first day, up to the second."""
    from checker.law import changes  # noqa: PLC0415  --help must be quick
    from checker.reports.table import Table  # noqa: PLC0415
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415

    if until < since:
        raise ViresError(f"{until} lies before {since}", cure="give the earlier day first")
    found = changes.changes(load_rulebook(rules, cache=True), since, until)
    if form == "text":
        _show(found, since, until)
    else:
        columns = ("day", "what", "id", "event", "law", "authorities")
        rows = [(c.day.isoformat(), c.what, c.id, c.event, c.law, "; ".join(c.authorities)) for c in found]
        answer.emit(form, found, [Table("", columns, rows)])
    return EXIT_CLEAN


def _show(found: list[Change], since: date, until: date) -> None:
    from checker.cli.sheet import Entry, show  # noqa: PLC0415

    entries: list[Entry] = [(f"{since} to {until}", f"{len(found) or 'no'} change{'s' * (len(found) != 1)}", None)]
    for change in found:
        entries.append((change.day.isoformat(), f"{change.what} {change.id} {change.event}: {change.law}", None))
        entries.append(("", "; ".join(change.authorities), None))
    show(entries, sys.stdout)
