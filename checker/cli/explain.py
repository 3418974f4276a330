"""`vires explain`: one rule or one body on one screen."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import options
from checker.errors import EXIT_CLEAN, ViresError

if TYPE_CHECKING:
    from checker.cli.sheet import Entry
    from checker.rulebook.book import Rulebook
    from checker.rulebook.citation import Citation
    from checker.rulebook.model import Body, Rule

_EPILOG = """\b
Examples:
  vires explain ukipo
  vires explain "Court of Appeal"
  vires rules list --body ukipo      (to find a rule's id)

\b
Exit status: 0, or 2 where nothing has that name.
"""
_SHOWN_EXAMPLES = 2


@click.command("explain", epilog=_EPILOG, short_help="Explain a rule or a body.")
@click.argument("name", nargs=-1, required=True, metavar="RULE-OR-BODY")
@options.rules
def command(name: tuple[str, ...], rules: tuple[Path, ...]) -> int:
    """Explain a rule or a body: what the law is, where and since when, and on which authority.

    The name is the id that a report shows beside a finding, or a body's id or name.
    """
    from checker.cli.sheet import show  # noqa: PLC0415  --help must be quick
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415

    book = load_rulebook(rules, cache=True)
    wanted = " ".join(name)
    if rule := book.rules.get(wanted):
        show(_rule(book, rule), sys.stdout)
    elif body := find_body(book, wanted) or find_body(book, wanted.removeprefix("life-")):  # a finding on its dates
        show(_body(book, body), sys.stdout)
    else:
        known = [*book.rules, *book.bodies, *(n for b in book.bodies.values() for n in (b.name, *b.names))]
        raise ViresError(f"no rule or body is called {wanted!r}", cure=nearest(wanted, known))
    return EXIT_CLEAN


def find_body(book: Rulebook, wanted: str) -> Body | None:
    """Return the body that has this id or one of whose names this is, in whatever case."""
    low = wanted.casefold().removeprefix("the ")
    for body in book.bodies.values():
        names = (body.id, body.name, *(n.removeprefix("=") for n in body.names))
        if any(low == name.casefold().removeprefix("the ") for name in names):
            return body
    return None


def nearest(wanted: str, known: Iterable[str]) -> str:
    """Return the cure for an unknown name: the names most like it, or where to look them up."""
    by_folded = {name.removeprefix("=").casefold(): name.removeprefix("=") for name in known}
    low = wanted.casefold()
    close = difflib.get_close_matches(low, by_folded, 3, 0.6)
    close += [name for name in by_folded if low in name and name not in close][: 3 - len(close)]
    if close:
        return f"did you mean {' or '.join(by_folded[name] for name in close)}?"
    return "`vires rules list` shows what there is"


def _rule(book: Rulebook, rule: Rule) -> Iterator[Entry]:
    applies = rule.applies
    yield rule.id, f"{rule.kind}, {rule.severity}" + (f": {rule.title}" if rule.title else ""), None
    yield "rule", rule.statement, None
    where = ", ".join(book.jurisdictions[i].name if i in book.jurisdictions else i for i in applies.jurisdictions)
    yield "scope", "; ".join(filter(None, (where, ", ".join(applies.rights), _dates(applies.from_, applies.to)))), None
    yield from _cited(book.cite(rule))
    yield "because", rule.explanation, None
    yield "instead", rule.suggestion, None
    for text in rule.flagged[:_SHOWN_EXAMPLES]:
        yield "flagged", text, None
    for text in rule.fine[:_SHOWN_EXAMPLES]:
        yield "fine", text, None
    yield (
        "reviewed",
        f"{rule.reviewed.isoformat()} ({rule.file}:{rule.line})" if rule.file else rule.reviewed.isoformat(),
        None,
    )


def _body(book: Rulebook, body: Body) -> Iterator[Entry]:
    kind = book.kinds[body.kind].name if body.kind in book.kinds else body.kind
    parent = book.bodies.get(body.parent) if body.parent else None
    place = book.jurisdictions[body.jurisdiction].name if body.jurisdiction in book.jurisdictions else body.jurisdiction
    yield body.id, body.name, None
    yield "kind", "; ".join(filter(None, (kind, f"part of {parent.name}" if parent else "", place))), None
    yield "dates", _dates(body.from_, body.to), None
    yield "also", ", ".join(n.removeprefix("=") for n in body.names if n.removeprefix("=") != body.name), None
    yield "does", body.does, None
    yield "does not", body.does_not, None
    yield "mistakes", body.mistakes, None
    yield from _cited(book.cite(body))
    rules = [rule.id for rule in book.rules.values() if body.id in mentioned(rule)]
    yield "rules", ", ".join(rules), None


def mentioned(rule: Rule) -> set[str]:
    """Return the ids of bodies and kinds that a rule names."""
    named = set(rule.covers)
    if rule.power:
        named |= {*rule.power.holders, *rule.power.among}
    if rule.route:
        named |= {*rule.route.to}
    groups = [g for when in rule.when for part in (when.agent, when.theme, when.at, when.to, when.source) for g in part]
    named |= {word.strip()[1:] for group in groups for word in group.split("|") if word.strip().startswith("@")}
    return named


def _cited(citations: Iterable[Citation]) -> Iterator[Entry]:
    name = "authority"
    for cited in citations:
        yield name, cited.label, cited.url
        name = ""


def _dates(since: date | None, until: date | None) -> str:
    if since and until:
        return f"{since.isoformat()} to {until.isoformat()}"
    return f"since {since.isoformat()}" if since else f"until {until.isoformat()}" if until else ""
