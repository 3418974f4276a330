"""`vires explain`: a rule, a body, a kind of body, an act or a source on one screen."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from checker.cli import answer, options
from checker.errors import EXIT_CLEAN, ViresError

_EPILOG = """\b
Examples:
  vires explain ukipo
  vires explain "Court of Appeal"
  vires explain regulator            (a kind of body)
  vires explain grant-injunction     (an act)
  vires explain "Patents Act 1977"   (a source)
  vires rules list --body ukipo      (to find a rule's id)

\b
Exit status: 0, or 2 where nothing has that name.
"""


@click.command("explain", epilog=_EPILOG, short_help="Explain a rule, a body, a kind of body, an act or a source.")
@click.argument("name", nargs=-1, required=True, metavar="NAME")
@answer.form("text", "json")
@options.rules
def command(name: tuple[str, ...], form: str, rules: tuple[Path, ...]) -> int:
    """Explain a rule, a body, a kind of body, an act or a source: what it is, where and since when, on which authority,
    what it does and does not do, what is wrongly said of it, and which rules speak of it.

    The name is the id that a report shows beside a finding, or any other id or name of the rulebook.
    """  # fmt: skip
    from checker.cli.sheet import show  # noqa: PLC0415  --help must be quick
    from checker.law.about import about, known_names  # noqa: PLC0415
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415

    book = load_rulebook(rules, cache=True)
    wanted = " ".join(name)
    found = about(book, wanted)
    if found is None:
        raise ViresError(f"nothing in the rules is called {wanted!r}", cure=nearest(wanted, known_names(book)))
    if form == "json":
        answer.emit_json({"sort": found.sort, "id": found.id, "name": found.name, "fields": found.fields})
    else:
        show([(found.id, found.name, None), *found.entries], sys.stdout)
    return EXIT_CLEAN


def nearest(wanted: str, known: Iterable[str]) -> str:
    """Return the cure for an unknown name: the names most like it, or where to look them up."""
    by_folded = {name.removeprefix("=").casefold(): name.removeprefix("=") for name in known}
    low = wanted.casefold()
    close = difflib.get_close_matches(low, by_folded, 3, 0.6)
    close += [name for name in by_folded if low in name and name not in close][: 3 - len(close)]
    if close:
        return f"did you mean {' or '.join(by_folded[name] for name in close)}?"
    return "`vires rules list` shows what there is"
