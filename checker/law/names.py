"""What a rule speaks of: the bodies, kinds, acts, concepts and rights that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.errors import ViresError
from checker.reading.scan import Scanner
from checker.rulebook.book import Rulebook
from checker.rulebook.model import Applies, Rule
from checker.rulebook.references import names_in_rule

ANY_RIGHT = "any"


def named(rule: Rule) -> frozenset[str]:
    """Return the ids of bodies, kinds, acts and concepts that a rule names, save those that only excuse from it."""
    found = {name for path, name, _ in names_in_rule(rule) if "unless" not in path and path[0] != "applies"}
    if rule.power and set(rule.power.among) == {"body"}:  # the default: every public body is as good as none named
        found -= {"body"} - set(rule.power.holders)
    return frozenset(found)


def places_above(book: Rulebook, place: str) -> Iterator[str]:
    """Yield a jurisdiction and those that it lies in."""
    at: str | None = place
    while at is not None:
        yield at
        at = book.jurisdictions[at].parent


def place_of(book: Rulebook, words: str | None) -> str:
    """Return the jurisdiction that has this id, name or word; that of rules which name none where `words` is None.

    Raises:
        ViresError: if none has.
    """
    if words is None:
        return Applies().jurisdictions[0]
    low = words.casefold()
    for place in book.jurisdictions.values():
        if low in (place.id, place.name.casefold(), *(word.casefold().removeprefix("=") for word in place.words)):
            return place.id
    known = ", ".join(place.id for place in book.jurisdictions.values() if not place.foreign)
    raise ViresError(f"{words!r} is no jurisdiction", cure=f"there are {known}")


def kinds_above(book: Rulebook, kind: str) -> Iterator[str]:
    """Yield a kind and those that it is a kind of."""
    at: str | None = kind
    while at is not None:
        yield at
        at = book.kinds[at].parent


def concepts_above(book: Rulebook, names: Iterable[str]) -> frozenset[str]:
    """Return the concepts among the names, and all above them."""
    found: set[str] = set()
    ahead = [name for name in names if name in book.concepts]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += book.concepts[name].isa
    return frozenset(found)


def rights(book: Rulebook) -> tuple[str, ...]:
    """Return the rights: the concepts directly below those that a passage can be about."""
    topics = {concept.id for concept in book.concepts.values() if concept.topic}
    return tuple(concept.id for concept in book.concepts.values() if topics & set(concept.isa))


def rights_by_rule(book: Rulebook) -> dict[str, tuple[str, ...]]:
    """Return the rights that each rule speaks of, by its scope, its names or its statement; `any` where by none."""
    main, scanner, atoms = rights(book), Scanner(book.compiled), book.compiled.atoms
    found: dict[str, tuple[str, ...]] = {}
    for rule in book.rules.values():
        said = {atoms[at] for s in scanner.scan(f"{rule.title}. {rule.statement}") for at in s.primary}
        above = concepts_above(book, {*rule.applies.rights, *named(rule), *said})
        found[rule.id] = tuple(right for right in main if right in above) or (ANY_RIGHT,)
    return found
