"""`vires who`: which bodies hold an act."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import answer, options
from checker.cli.explain import nearest
from checker.errors import EXIT_CLEAN, ViresError

if TYPE_CHECKING:
    from checker.cli.sheet import Entry
    from checker.law.holders import Holding
    from checker.rulebook.book import Rulebook

_EPILOG = """\b
Examples:
  vires who "grant an injunction"
  vires who "grant a patent" --as-of 1990-01-01
  vires who prosecute --in scotland --format json

\b
Exit status: 0, or 2 where the words name no act.
"""
_SHOWN = 8
_ACTS = 2


@click.command("who", epilog=_EPILOG, short_help="Say which bodies hold a power.")
@click.argument("act", nargs=-1, required=True, metavar="ACT")
@click.option("--in", "place", metavar="JURISDICTION", help="Only bodies of this place: its id or a word for it.")
@answer.form("text", "json")
@options.as_of
@options.rules
def command(act: tuple[str, ...], place: str | None, form: str, as_of: date, rules: tuple[Path, ...]) -> int:
    """Say which bodies hold the power to do ACT, over what and where, with authorities; and who is often said to hold
    it and does not. ACT is said in words, as in a draft, or by its id.
    """  # fmt: skip
    from checker.law import holders  # noqa: PLC0415  --help must be quick
    from checker.law.names import place_of  # noqa: PLC0415
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415

    book = load_rulebook(rules, cache=True).as_of(as_of)
    words = " ".join(act)
    where = place_of(book, place)
    wanted = holders.asked(book, words)
    if not wanted.acts:
        known = (name for each in book.acts.values() for name in (each.id, each.name) if name)
        raise ViresError(f"{words!r} names no act that the rules know", cure=nearest(words, known))
    found = [holders.holding(book, one, wanted.rights, where) for one in wanted.acts]
    found = [one for one in found if one.rules] or found
    if form == "json":
        answer.emit_json({"asked": words, "rights": wanted.rights, "place": where, "as_of": as_of, "acts": found})
        return EXIT_CLEAN
    from checker.cli.sheet import show  # noqa: PLC0415

    for number, one in enumerate(found[:_ACTS]):
        if number:
            click.echo()
        show(_told(book, one, where, as_of), sys.stdout)
    if len(found) > _ACTS:
        click.echo(f"\nThe words can mean {', '.join(one.act for one in found[_ACTS:])} too: ask by such an id.")
    return EXIT_CLEAN


def _told(book: Rulebook, found: Holding, place: str, day: date) -> Iterator[Entry]:
    yield found.act, f"{found.name}: {book.jurisdictions[place].name}, law of {day.isoformat()}", None
    if not found.rules:
        yield "answer", "no rule says who holds it", None
    elif not found.holders:
        yield "answer", "nobody holds it here" if found.closed else "no rule says who holds it, only who does not", None
    for (rule, over), group in groupby(found.holders, key=lambda h: (h.rule, h.over)):
        holders = list(group)
        for holder in holders:
            names = tuple(name for name in holder.bodies if name != holder.name)
            yield "holds", holder.name + (f": {_some(names, '')}" if names else ""), None
        if over:
            yield "where", _some(tuple(over.split(" or ")), "", " or "), None
        yield "says", f"{rule}: {_some(holders[0].authorities, f'vires explain {rule}', '; ', 3)}", None
    yield "over", ", ".join(found.over), None
    yield "said to, does not", _some(found.mistaken, ""), None
    yield "rules", ", ".join(found.rules), None


def _some(texts: tuple[str, ...], more: str, mark: str = ", ", shown: int = _SHOWN) -> str:
    left = len(texts) - shown
    return mark.join(texts[:shown]) + (f" and {left} more{f' ({more})' if more else ''}" if left > 0 else "")
