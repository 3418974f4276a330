"""The law over time: rules due for review, and what came into force or ended between two days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checker.rulebook.book import Rulebook

Event = Literal["came into force", "ended", "came into being", "came to an end", "changed"]


@dataclass(frozen=True)
class Due:
    """A rule that was last reviewed too long ago, and by how many days."""

    rule: str
    file: str
    line: int
    reviewed: date
    days: int


@dataclass(frozen=True)
class Change:
    """What happened to a rule, a power or a body, on which day; `law` says what, `authorities` by what."""

    day: date
    what: str
    id: str
    event: Event
    law: str
    authorities: tuple[str, ...]


def months_before(day: date, months: int) -> date:
    """Return the day that lies so many calendar months before; the last of its month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))


def due(book: Rulebook, before: date) -> list[Due]:
    """Return the rules last reviewed on or before a day, the oldest first."""
    found = [
        Due(rule.id, rule.file, rule.line, rule.reviewed, (before - rule.reviewed).days)
        for rule in book.rules.values()
        if rule.reviewed <= before
    ]
    return sorted(found, key=lambda d: (d.reviewed, d.file, d.line))


def changes(book: Rulebook, since: date, until: date) -> list[Change]:
    """Return what began or ended after the first day and up to the second, in order of time.

    A thing's last day is its `to`, so that it has ended on the day after.
    """
    found = [c for c in (*_rules(book), *_bodies(book)) if since < c.day <= until]
    return sorted(found, key=lambda c: (c.day, c.what, c.id))


def _rules(book: Rulebook) -> Iterator[Change]:
    for rule in book.rules.values():
        what = "power" if rule.power else "rule"
        cited = tuple(rule.authorities)
        if rule.applies.from_:
            yield Change(rule.applies.from_, what, rule.id, "came into force", rule.statement, cited)
        if rule.applies.to:
            yield Change(_after(rule.applies.to), what, rule.id, "ended", rule.statement, cited)
        turns = {day for when in rule.when if when.dated for day in (when.dated.since, when.dated.before)}
        for day in turns:
            if day is not None and day != rule.applies.from_:
                yield Change(day, what, rule.id, "changed", rule.statement, cited)


def _bodies(book: Rulebook) -> Iterator[Change]:
    for body in book.bodies.values():
        cited = tuple(body.authorities)
        if body.from_:
            before = book.bodies[body.predecessor].name if body.predecessor else ""
            after = f"{body.name}, in place of {before}" if before else body.name
            yield Change(body.from_, "body", body.id, "came into being", after, cited)
        if body.to:
            heir = book.bodies[body.successor].name if body.successor else ""
            said = f"{body.name}; {heir} took its place" if heir else body.name
            yield Change(_after(body.to), "body", body.id, "came to an end", said, cited)


def _after(day: date) -> date:
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal()))
