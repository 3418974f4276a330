"""Who holds an act that is asked for in words: which bodies, where, on what authority; and who does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.law.matrix import Matrix, Speaking, answer_of, answer_over_rights
from checker.law.names import concepts_above, kinds_above, places_above, rights
from checker.reading.scan import Mention, Scanner, Sentence
from checker.rulebook.book import Rulebook
from checker.rulebook.compiled import NONE
from checker.rulebook.model import Body
from checker.rulebook.words import fold

_BEGINNING = 5  # letters by which inflections of a word are known as the same


@dataclass(frozen=True)
class Asked:
    """What words ask for: acts, and the rights that they name."""

    acts: tuple[str, ...]
    rights: tuple[str, ...]


@dataclass(frozen=True)
class Holder:
    """A kind of body, or a body, that holds an act.

    Attributes:
        id, name: the kind's or the body's.
        bodies: the names of the bodies that it stands for, in the place asked for.
        over: words that must be met for it to hold, and where; "" for no condition.
        rule, authorities: which rule says so, on what.
    """

    id: str
    name: str
    bodies: tuple[str, ...]
    over: str
    rule: str
    authorities: tuple[str, ...]


@dataclass(frozen=True)
class Holding:
    """An act: who holds it, who is often said to and does not, and which rules speak of it.

    `closed`: whether some rule lists all who hold it; the others say of some bodies that they do not.
    """

    act: str
    name: str
    over: tuple[str, ...]
    holders: tuple[Holder, ...]
    mistaken: tuple[str, ...]
    rules: tuple[str, ...]
    closed: bool = False


def asked(book: Rulebook, words: str) -> Asked:
    """Return the acts and rights that words name: by id, by name, or through the vocabulary."""
    low = fold(words).strip()
    compiled = book.compiled
    sentences = Scanner(compiled).scan(words)
    above = concepts_above(book, {compiled.atoms[at] for s in sentences for at in s.primary})
    found = [act.id for act in book.acts.values() if low in (act.id, fold(act.id), fold(act.name))]
    if not found:
        ranks: dict[str, tuple[int, int, int]] = {}
        for sentence in sentences:
            for mention in sentence.mentions:
                name = compiled.atoms[mention.atom]
                if name in book.acts:
                    rank = _shared(book.acts[name].name, low), *_rank(book, sentence, mention)
                    ranks[name] = max(ranks.get(name, (0, 0, 0)), rank)
        best = max(ranks.values(), default=None)
        found = [name for name, rank in ranks.items() if rank == best]
    return Asked(tuple(found), tuple(right for right in rights(book) if right in above))


def _shared(name: str, low: str) -> int:
    """Return how many words of an act's name are asked for, in whatever inflection: words of one beginning."""
    begun = {word[:_BEGINNING] for word in low.split() if len(word) >= _BEGINNING}
    return len(begun & {word[:_BEGINNING] for word in fold(name).split()})


def _rank(book: Rulebook, sentence: Sentence, mention: Mention) -> tuple[int, int]:
    """Return how well a mention of an act fits: whether what it needs is named, and how many words it takes."""
    matter = book.compiled.units[mention.form.unit].matter if mention.form.unit >= 0 else NONE
    fits = 1 if not matter else 2 if matter & sentence.closure else 0
    return fits, mention.span.end - mention.span.start


def holding(book: Rulebook, act: str, about: Iterable[str] = (), place: str | None = None) -> Holding:
    """Return who holds an act.

    Args:
        book: the law of a day.
        act: its id.
        about: rights; rules about others are left aside.
        place: a jurisdiction; bodies that are neither in nor above nor below it are left aside.
    """
    about, matrix = tuple(about), Matrix(book)
    speaking, answer = matrix.speaking(act, about), answer_of if about else answer_over_rights
    found: dict[str, Holder] = {}
    for each in speaking:
        for name in each.power.holders:
            if name not in found and answer(matrix.grounds(name, speaking)) in ("holds", "conditional"):
                holder = _holder(book, each, name, place)
                if holder is not None:
                    found[name] = holder
    over = tuple(dict.fromkeys(r for s in speaking for r in sorted(s.rights) if not about or r in about))
    rules = tuple(s.rule.id for s in speaking)
    closed = any(s.power.holders or not s.power.spared for s in speaking)
    held = {name for holder in found.values() for name in (holder.name, *holder.bodies)}
    wrongly = tuple(name for name in _mistaken(book, speaking) if name not in held)  # wrong in its field, or its place
    return Holding(act, book.acts[act].name or act, over, tuple(found.values()), wrongly, rules, closed)


def _holder(book: Rulebook, speaking: Speaking, name: str, place: str | None) -> Holder | None:
    if name in book.kinds:
        bodies = [b for b in book.bodies.values() if name in kinds_above(book, b.kind)]
        here = [b for b in bodies if near(book, b, place)]
        if bodies and not here:
            return None
        shown, called = tuple(b.name for b in here), book.kinds[name].name
    elif name in book.bodies and near(book, book.bodies[name], place):
        shown, called = (), book.bodies[name].name
    else:
        return None
    return Holder(name, called, shown, speaking.condition, speaking.rule.id, tuple(speaking.rule.authorities))


def near(book: Rulebook, body: Body, place: str | None) -> bool:
    """Return whether a body's place lies in `place` or the other way round."""
    if place is None:
        return True
    return place in places_above(book, body.jurisdiction) or body.jurisdiction in places_above(book, place)


def _mistaken(book: Rulebook, speaking: Iterable[Speaking]) -> tuple[str, ...]:
    """Return the names of those whom the rules' own examples wrongly have do the act, the most frequent first."""
    scanner, counts = Scanner(book.compiled), Counter[int]()
    for each in speaking:
        for text in each.rule.flagged:
            counts.update(_wrong(scanner, each, text))
    return tuple(book.compiled.bodies[at].name for at, _ in counts.most_common())


def _wrong(scanner: Scanner, speaking: Speaking, text: str) -> Iterator[int]:
    for sentence in scanner.scan(text):
        yield from sentence.primary & speaking.pattern.bodies
