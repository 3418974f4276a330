"""The closed world made readable: for each kind of body, reserved act and right, whether the rules give the power.

Built from the compiled patterns of powers, so that it shows what judging holds claims against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from checker.law.names import ANY_RIGHT, concepts_above, rights
from checker.rulebook.book import Rulebook
from checker.rulebook.compiled import Mask, Pattern
from checker.rulebook.model import Applies, Power, Rule

Answer = Literal["holds", "conditional", "does not hold", "not covered"]
ANSWERS: tuple[Answer, ...] = ("holds", "conditional", "does not hold", "not covered")


_EVERYWHERE = frozenset(Applies().jurisdictions)


@dataclass(frozen=True)
class Ground:
    """What one rule says of a kind of body and an act.

    Attributes:
        rule: the rule's id.
        holds: whether the kind holds the power by it.
        only: the bodies and kinds within the kind that alone hold it, or are alone held against it; () for the whole.
        condition: words that must be met for the rule to speak, and where it does; "" for none.
        authorities: the rule's, as cited.
        rights: the rights that the rule is about; empty for any.
    """

    rule: str
    holds: bool
    only: tuple[str, ...]
    condition: str
    authorities: tuple[str, ...]
    rights: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether it is said of the whole kind, without condition."""
        return not self.only and not self.condition


@dataclass(frozen=True)
class Cell:
    """One kind of body, one act, one right (`any` where the rules make no difference), and the answer."""

    act: str
    right: str
    kind: str
    answer: Answer
    grounds: tuple[Ground, ...]

    @property
    def contradicted(self) -> bool:
        """Whether one rule gives the whole kind the power without condition and another denies it so.

        A rule about some rights may take away what one about any right gives, as special law goes before general;
        not the other way round, since judging flags what any rule denies.
        """
        given = [ground for ground in self.grounds if ground.plain and ground.holds]
        denied = [ground for ground in self.grounds if ground.plain and not ground.holds]
        return any(bool(g.rights) or not d.rights for g in given for d in denied)

    @property
    def excepted(self) -> bool:
        """Whether a rule about some rights takes away what one about any right gives."""
        plain = {ground.holds for ground in self.grounds if ground.plain}
        return len(plain) > 1 and not self.contradicted


@dataclass(frozen=True)
class Speaking:
    """A rule's power with its pattern, the rights that it is about (none: any), and what else must be met.

    `named` holds groups of bodies one of which a sentence must name: whoever it means meets it by doing the act.
    `families` counts the families of bodies that it holds against its list.
    """

    rule: Rule
    power: Power
    pattern: Pattern
    rights: frozenset[str]
    condition: str
    named: tuple[Mask, ...]
    families: int


class Matrix:
    """Answers for every kind of body, reserved act and right.

    Args:
        book: the rulebook, or that of a day.
    """

    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self._compiled = book.compiled
        self._atom = self._compiled.index
        self._rights = rights(book)
        roots = {kind.id for kind in book.kinds.values() if kind.parent is None}
        self._tops = frozenset(self._atom[kind.id] for kind in book.kinds.values() if kind.parent in roots)
        self._topics = frozenset(concept.id for concept in book.concepts.values() if concept.topic)
        self._meant: dict[str, list[str]] = {}
        for concept in book.concepts.values():
            for word in concept.words:
                self._meant.setdefault(word.removeprefix("="), []).append(concept.id)
        self._speaking = list(self._powers())

    @property
    def acts(self) -> list[str]:
        """The reserved acts: those that a power speaks of, or one above them does."""
        reserved = frozenset().union(*(s.pattern.act for s in self._speaking))
        return [act for act in self._book.acts if self._compiled.closure(self._atom[act]) & reserved]

    @property
    def kinds(self) -> list[str]:
        """The kinds of body, without the roots of their tree, which stand for no body."""
        return [kind.id for kind in self._book.kinds.values() if kind.parent is not None]

    def cells(
        self, acts: Iterable[str] | None = None, kinds: Iterable[str] | None = None, right: str | None = None
    ) -> Iterator[Cell]:
        """Yield the cells of the acts and kinds (default all), for one right or for each that makes a difference."""
        chosen = list(self.kinds if kinds is None else kinds)
        for act in self.acts if acts is None else acts:
            speaking = self._about(act)
            named = frozenset().union(*(s.rights for s in speaking))
            for each in [right] if right else [ANY_RIGHT, *(r for r in self._rights if r in named)]:
                heard = self.speaking(act, (each,))
                for kind in chosen:
                    yield self._cell(act, each, kind, heard)

    def speaking(self, act: str, about: Iterable[str] = ()) -> list[Speaking]:
        """Return the powers that speak of an act, for some rights or for all, the broadest first."""
        about = set(about)
        return [s for s in self._about(act) if not about or not s.rights or about & s.rights]

    def grounds(self, name: str, speaking: Iterable[Speaking]) -> tuple[Ground, ...]:
        """Return what powers say of a body or kind."""
        return tuple(g for s in speaking if (g := self._ground(name, s)) is not None)

    def _about(self, act: str) -> list[Speaking]:
        closure = self._compiled.closure(self._atom[act])
        return [s for s in self._speaking if closure & s.pattern.act]

    def _powers(self) -> Iterator[Speaking]:
        numbers = {card.id: i for i, card in enumerate(self._compiled.rules)}
        patterns = {p.rule: p for p in self._compiled.patterns.values() if p.check == "power"}
        found = []
        for rule in self._book.rules.values():
            if rule.power and (pattern := patterns.get(numbers[rule.id])) is not None:
                about, condition, named = self._conditions(rule, rule.power)
                families = {self._family(at) for at in pattern.among}
                found.append(Speaking(rule, rule.power, pattern, about, condition, named, len(families)))
        return iter(sorted(found, key=lambda s: -s.families))

    def _family(self, at: int) -> frozenset[int]:
        """Return the kinds above a body or kind that stand just below a root, to tell families of bodies by."""
        return self._compiled.closure(at) & self._tops

    def _conditions(self, rule: Rule, power: Power) -> tuple[frozenset[str], str, tuple[Mask, ...]]:
        """Return the rights that a power is about, what else must be met, and the bodies that must be named."""
        about = frozenset(rule.applies.rights)
        told: list[str] = []
        bodies: list[Mask] = []
        for group in (*power.matter, *power.has, *power.context):
            words = [word.strip().lstrip("@=") for word in group.split("|") if word.strip()]
            if self._topics.intersection(words):  # any right at all meets it
                continue
            named = [found for word in words if (found := self._rights_of(word))]
            if 2 * len(named) >= len(words):
                about = about & frozenset().union(*named) or frozenset().union(*named)
            elif all(word in self._book.kinds or word in self._book.bodies for word in words):
                bodies.append(frozenset(self._atom[word] for word in words))
            else:
                told.append("about " + " or ".join(words))
        if _EVERYWHERE.isdisjoint(rule.applies.jurisdictions):
            told.append("in " + " and ".join(self._book.jurisdictions[p].name for p in rule.applies.jurisdictions))
        return about, "; ".join(told), tuple(bodies)

    def _rights_of(self, word: str) -> frozenset[str]:
        above = concepts_above(self._book, [word, *self._meant.get(word, ())])
        return frozenset(right for right in self._rights if right in above)

    def _cell(self, act: str, right: str, kind: str, speaking: Iterable[Speaking]) -> Cell:
        grounds = self.grounds(kind, speaking)
        return Cell(act, right, kind, answer_of(grounds), grounds)

    def _ground(self, name: str, speaking: Speaking) -> Ground | None:
        at, power, pattern = self._atom[name], speaking.power, speaking.pattern
        above = self._compiled.closure(at)
        spared = above & {self._atom[name] for name in power.spared}
        if any(spared <= self._closure(name) for name in power.holders if self._atom[name] in above):
            return self._said(speaking, True)
        if spared:
            return None
        if at in pattern.holders and (only := self._below(at, power.holders) or self._whole(at, power.holders)):
            return self._said(speaking, True, only)
        if at in pattern.among and all(above & group for group in speaking.named):
            return self._said(speaking, False)
        within = self._below(at, power.among)
        return self._said(speaking, False, within) if within else None

    @staticmethod
    def _said(speaking: Speaking, holds: bool, only: tuple[str, ...] = ()) -> Ground:
        rule = speaking.rule
        return Ground(rule.id, holds, only, speaking.condition, tuple(rule.authorities), tuple(sorted(speaking.rights)))

    def _below(self, at: int, names: Iterable[str]) -> tuple[str, ...]:
        """Return which of the names lie below an atom."""
        return tuple(n for n in names if self._atom[n] != at and at in self._closure(n))

    def _whole(self, at: int, names: Iterable[str]) -> tuple[str, ...]:
        """Return which of the names are held as a part of what `at` is."""
        return tuple(n for n in names if n in self._book.bodies and self._compiled.closure(at) & self._closure(n))

    def _closure(self, name: str) -> Mask:
        return self._compiled.closure(self._atom[name])


def answer_of(grounds: Iterable[Ground]) -> Answer:
    """Return the answer that grounds give together, as judging would: one plain denial is enough to be flagged."""
    grounds = tuple(grounds)
    plain = {ground.holds for ground in grounds if ground.plain}
    if False in plain:
        return "does not hold"
    if not grounds:
        return "not covered"
    return "holds" if plain and all(ground.holds for ground in grounds) else "conditional"


def answer_over_rights(grounds: Iterable[Ground]) -> Answer:
    """Return the answer where no right is asked for: conditional where it is given and, for some rights, taken away."""
    grounds = tuple(grounds)
    given = any(ground.plain and ground.holds for ground in grounds)
    denied = [ground for ground in grounds if ground.plain and not ground.holds]
    return "conditional" if given and denied and all(ground.rights for ground in denied) else answer_of(grounds)
