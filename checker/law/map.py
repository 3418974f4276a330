"""The law as it is drawn: fora and the appeals between them, powers and who holds them, bodies by their kinds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.law.holders import Holding, holding
from checker.law.matrix import Matrix
from checker.law.names import kinds_above
from checker.rulebook.book import Rulebook
from checker.rulebook.model import Appeal, Body, Course


@dataclass(frozen=True)
class Node:
    """A body on the ways that claims go.

    Attributes:
        id, name, place: the body's; place is the name of its jurisdiction.
        hears: what it hears at first instance: rights, with the limit where there is one.
        does: what the rules say that it does.
        rank: how many appeals at most lie between it and the last instance.
    """

    id: str
    name: str
    place: str
    hears: tuple[str, ...]
    does: str
    rank: int


@dataclass(frozen=True)
class Edge:
    """An appeal: from, to, and in words what it needs; `leap` where it passes over an instance."""

    source: str
    target: str
    says: tuple[str, ...]
    leap: bool


@dataclass(frozen=True)
class Listed:
    """A body in the list of those of its kind: its name, the name of its place, and its years, where it has ended."""

    name: str
    place: str
    years: str


@dataclass(frozen=True)
class Map:
    """All that is drawn: nodes, the last instances last; edges; powers that somebody holds; bodies by their kinds."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    powers: tuple[Holding, ...]
    kinds: tuple[tuple[str, tuple[Listed, ...]], ...]


def drawn(book: Rulebook) -> Map:
    """Return the map of the law of a day."""
    appeals = _appeals(book)
    ranks = _ranks(book, appeals)
    fora: dict[str, list[Course]] = {}
    for course in book.paths.values():
        if course.forum and course.forum in book.bodies:
            fora.setdefault(course.forum, []).append(course)
    bodies = [*fora, *(b for pair in appeals for b in pair)]
    alone = max(ranks.values(), default=0) - 1  # a forum of which no appeal is told stands among the first instances
    targets = {target for _, target in appeals}
    nodes = [
        _node(book, book.bodies[i], fora.get(i, []), ranks.get(i, 0 if i in targets else max(alone, 0)))
        for i in dict.fromkeys(bodies)
    ]
    edges = [Edge(a, b, tuple(map(_said, found)), _leaps(a, b, appeals)) for (a, b), found in appeals.items()]
    powers = [found for act in Matrix(book).acts if (found := holding(book, act)).holders]
    return Map(
        tuple(sorted(nodes, key=lambda node: -node.rank)),
        tuple(edges),
        tuple(sorted(powers, key=lambda power: power.name.lower())),
        _kinds(book),
    )


def _appeals(book: Rulebook) -> dict[tuple[str, str], list[Appeal]]:
    """Return the appeals by the bodies that they go from and to."""
    found: dict[tuple[str, str], list[Appeal]] = {}
    seen: set[tuple[str, str]] = set()

    def follow(source: str, names: Iterable[str]) -> None:
        for name in names:
            appeal = book.appeals[name]
            target = appeal.to or ""
            if (source, name) in seen or target not in book.bodies:
                continue
            seen.add((source, name))
            found.setdefault((source, target), []).append(appeal)
            follow(target, appeal.then)

    for course in book.paths.values():
        if course.forum and course.forum in book.bodies:
            follow(course.forum, course.appeals)
    return found


def _ranks(book: Rulebook, edges: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return the longest way from each body to a last instance; a circle counts once."""
    after: dict[str, set[str]] = {}
    for source, target in edges:
        after.setdefault(source, set()).add(target)
    ranks: dict[str, int] = {}

    def rank(name: str, path: frozenset[str]) -> int:
        if name not in ranks:
            onward = [rank(n, path | {name}) for n in sorted(after.get(name, ())) if n not in path]
            ranks[name] = max((n + 1 for n in onward), default=0)
        return ranks[name]

    for name in list(after):
        rank(name, frozenset())
    return ranks


def _leaps(source: str, target: str, edges: Iterable[tuple[str, str]]) -> bool:
    """Return whether one can also go from `source` to `target` by way of another instance."""
    edges = list(edges)
    seen: set[str] = set()
    reached = {b for a, b in edges if a == source and b != target}
    while reached - seen:
        seen |= reached
        reached = {b for a, b in edges if a in seen}
    return target in reached


def _node(book: Rulebook, body: Body, courses: Iterable[Course], rank: int) -> Node:
    heard: dict[str, dict[str, None]] = {}
    for course in courses:
        limit = course.value
        over = f"over {limit.over}" if limit and limit.over else ""
        most = f"at most {limit.at_most}" if limit and limit.at_most else ""
        heard.setdefault(", ".join(filter(None, (over, most))), {}).update(dict.fromkeys(course.rights))
    hears = tuple(
        ", ".join(right.replace("-", " ") for right in rights) + (f" ({limit})" if limit else "")
        for limit, rights in heard.items()
        if not any(rights.keys() < others.keys() for others in heard.values())
    )
    return Node(body.id, body.name, _place(book, body), hears, body.does, rank)


def _said(appeal: Appeal) -> str:
    parts = (appeal.name or appeal.id.replace("-", " "), appeal.permission, appeal.time, *appeal.conditions)
    return "; ".join(part for part in parts if part)


def _kinds(book: Rulebook) -> tuple[tuple[str, tuple[Listed, ...]], ...]:
    """Return the bodies below the kinds just below the first one, the largest groups first."""
    found: dict[str, list[Listed]] = {}
    for body in book.bodies.values():
        above = [kind for kind in kinds_above(book, body.kind) if kind in book.kinds]
        top = next((kind for kind in above if _parent(book, kind) and not _parent(book, _parent(book, kind))), "")
        name = book.kinds[top or body.kind].name
        years = f"{body.from_.year if body.from_ else ''}–{body.to.year}" if body.to else ""
        found.setdefault(name, []).append(Listed(body.name, _place(book, body), years))
    groups = [(name, tuple(sorted(listed, key=lambda each: each.name.lower()))) for name, listed in found.items()]
    return tuple(sorted(groups, key=lambda group: (-len(group[1]), group[0])))


def _parent(book: Rulebook, kind: str) -> str:
    return book.kinds[kind].parent or "" if kind in book.kinds else ""


def _place(book: Rulebook, body: Body) -> str:
    place = book.jurisdictions.get(body.jurisdiction)
    return place.name if place else body.jurisdiction
