"""What the rules cover: tallies by file, kind, right, body and place, and a dossier held against them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.errors import ViresError
from checker.law.names import kinds_above, named, rights_by_rule
from checker.rulebook.book import Rulebook
from checker.rulebook.marks import read_marked
from checker.rulebook.model import Rule


@dataclass(frozen=True)
class Tally:
    """How many rules one line of a table stands for, and what they hold."""

    name: str
    rules: int
    errors: int
    warnings: int
    notes: int
    examples: int
    entries: int


@dataclass(frozen=True)
class Reach:
    """How many rules name a body, and how many reach it through a kind above it."""

    body: str
    kind: str
    named: int
    by_kind: int


@dataclass(frozen=True)
class Held:
    """An entry of a dossier: the rules that cover it, or the reason on record why none does."""

    id: str
    file: str
    rules: tuple[str, ...]
    reason: str

    @property
    def open(self) -> bool:
        """Whether nothing accounts for it."""
        return not self.rules and not self.reason


def tallies(book: Rulebook) -> dict[str, list[Tally]]:
    """Return the tallies by file, kind, right and jurisdiction; a rule of several rights counts under each."""
    rights = rights_by_rule(book)
    ways: dict[str, Callable[[Rule], Iterable[str]]] = {
        "file": lambda rule: (rule.file or "-",),
        "kind": lambda rule: (rule.kind,),
        "right": lambda rule: rights[rule.id],
        "jurisdiction": lambda rule: rule.applies.jurisdictions,
    }
    return {name: _tallied(book, way) for name, way in ways.items()}


def _tallied(book: Rulebook, way: Callable[[Rule], Iterable[str]]) -> list[Tally]:
    groups: dict[str, list[Rule]] = {}
    for rule in book.rules.values():
        for name in way(rule):
            groups.setdefault(name, []).append(rule)
    return [_tally(name, groups[name]) for name in sorted(groups)]


def _tally(name: str, rules: Sequence[Rule]) -> Tally:
    def of(severity: str) -> int:
        return sum(1 for rule in rules if rule.severity == severity)

    examples = sum(len(rule.flagged) + len(rule.fine) for rule in rules)
    entries = len({entry for rule in rules for entry in rule.covers})
    return Tally(name, len(rules), of("error"), of("warning"), of("note"), examples, entries)


def reaches(book: Rulebook) -> list[Reach]:
    """Return for each body the rules that name it and those that reach it by a kind; the unreached come last."""
    spoken = [named(rule) for rule in book.rules.values()]
    found = []
    for body in book.bodies.values():
        kinds = set(kinds_above(book, body.kind))
        by_name = sum(1 for names in spoken if body.id in names)
        by_kind = sum(1 for names in spoken if body.id not in names and kinds & names)
        found.append(Reach(body.id, body.kind, by_name, by_kind))
    return sorted(found, key=lambda r: (-r.named, -r.by_kind, r.body))


def held_against(book: Rulebook, files: Iterable[Path]) -> list[Held]:
    """Return each entry of the files with the rules that cover it.

    Raises:
        ViresError: if a file is no list of entries with an id.
    """
    covered: dict[str, list[str]] = {}
    for rule in book.rules.values():
        for entry in rule.covers:
            covered.setdefault(entry, []).append(rule.id)
    return [
        Held(entry, str(file), tuple(covered.get(entry, ())), _reason(book, entry))
        for file in files
        for entry in entries_of(file)
    ]


def strays(book: Rulebook, held: Iterable[Held]) -> list[tuple[str, str]]:
    """Return (entry, rule) for what rules say they cover and no file has."""
    known = {entry.id for entry in held}
    return [(entry, rule.id) for rule in book.rules.values() for entry in rule.covers if entry not in known]


def _reason(book: Rulebook, entry: str) -> str:
    return book.uncovered[entry].reason if entry in book.uncovered else ""


def entries_of(file: Path) -> list[str]:
    """Return the ids of the entries that a dossier's file lists.

    Raises:
        ViresError: if it cannot be read, or is no list of entries with an id.
    """
    data = read_marked(file, str(file)).data
    if not isinstance(data, list):
        raise ViresError("is no list of entries", file=file, cure="put `- id: ...` before each entry")
    for number, entry in enumerate(data, 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            raise ViresError(f"entry {number} has no id", file=file, cure="give each entry an `id`")
    return [entry["id"] for entry in data]
