"""How well the rules' examples hold the rules: change one part of a rule in memory, and see that an example fails.

The examples are parsed once; a mutant is the compiled pattern with one part changed, asked again about the same claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from checker.judging.citations import Citations
from checker.judging.judge import Judge
from checker.reading.claim import Claims
from checker.reading.parse import parse
from checker.reading.passage import Passage
from checker.reading.reader import Reader
from checker.reading.scan import Scanner
from checker.rulebook.book import Rulebook
from checker.rulebook.compiled import NONE, AmountTest, Compiled, Mask, Pattern, RuleCard
from checker.rulebook.model import Rule

_YEARS = 5 * 365
_FAULT = "fault let go"
_SLOTS = ("agent", "theme", "at", "to", "source", "has", "context")
_Tuple = TypeVar("_Tuple", Pattern, RuleCard, AmountTest)


@dataclass(frozen=True)
class Survivor:
    """A change that no example of the rule notices: in which of the rule's patterns (from 1; 0 the rule), and what."""

    pattern: int
    way: str
    change: str


@dataclass(frozen=True)
class Score:
    """How many changes of a rule were tried, in all and in each way, and which survived."""

    rule: str
    file: str
    line: int
    tried: dict[str, int]
    survivors: tuple[Survivor, ...]

    @property
    def mutants(self) -> int:
        """How many changes were tried."""
        return sum(self.tried.values())


def scores(book: Rulebook, chosen: Iterable[str] | None = None, ways: Iterable[str] = ()) -> Iterator[Score]:
    """Yield the score of each rule that has examples, in the order of the rulebook.

    Args:
        book: the rules.
        chosen: ids of the rules to try; all where None.
        ways: first words of the ways in which to change them ("date"); all where empty. Where some are named, a
            rule that has no such change is left out.
    """
    wanted = set(book.rules if chosen is None else chosen)
    only = frozenset(ways)
    bench = _Bench(book, only)
    rules = [rule for rule in book.rules.values() if rule.id in wanted and (not only or bench.can_change(rule))]
    texts = [text for rule in rules for text in (*rule.flagged, *rule.fine)]
    read = iter(_read(book.compiled, texts))
    for rule in rules:
        flagged = [next(read) for _ in rule.flagged]
        fine = [next(read) for _ in rule.fine]
        yield bench.score(rule, flagged, fine)


def _read(compiled: Compiled, texts: Sequence[str]) -> Iterator[list[Claims]]:
    """Yield the claims of each text, every sentence read; the parser sees all in one stream."""
    scanner, reader = Scanner(compiled), Reader(compiled)
    scanned = [scanner.scan(text) for text in texts]
    docs = parse((sentence, text) for text, found in zip(texts, scanned, strict=True) for sentence in found)
    for text, found in zip(texts, scanned, strict=True):
        numbers = range(len(found))
        parsed = ((number, next(docs)) for number in numbers)
        yield [claims for _, claims in reader.read(Passage(compiled, found, text), parsed, numbers)]


class _Bench:
    """Judges claims by patterns that can be changed."""

    def __init__(self, book: Rulebook, ways: frozenset[str]) -> None:
        self._ways = ways
        self._patterns = dict(book.compiled.patterns)
        self._compiled = replace(book.compiled, patterns=self._patterns, rules=list(book.compiled.rules))
        day = max((rule.reviewed for rule in book.rules.values()), default=date(2000, 1, 1))
        self._day = day.toordinal()
        self._judge = Judge(self._compiled, self._day)
        self._change = _Changes(book)
        self._numbers: dict[int, list[int]] = {}
        for number, pattern in self._patterns.items():
            if pattern.check not in ("order", "fits"):  # of no finding, or between the events of a case
                self._numbers.setdefault(pattern.rule, []).append(number)
        self._cards = {card.id: i for i, card in enumerate(self._compiled.rules)}

    def score(self, rule: Rule, flagged: Sequence[list[Claims]], fine: Sequence[list[Claims]]) -> Score:
        """Return the score of a rule, given the claims of its examples."""
        at = self._cards[rule.id]
        numbers = self._numbers.get(at, [])
        hits = [{n for n in numbers if self._hit(example, n)} for example in flagged]
        clean = [example for example in fine if not any(self._hit(example, n) for n in numbers)]
        tried: Counter[str] = Counter()
        survivors: list[Survivor] = []
        for place, number in enumerate(numbers, 1):
            kept = self._patterns[number]
            needing = [flagged[i] for i, by in enumerate(hits) if by == {number}]
            for way, change, mutant in self._of_pattern(rule, kept):
                self._patterns[number] = mutant
                tried[way] += 1
                if all(self._hit(e, number) for e in needing) and not any(self._hit(e, number) for e in clean):
                    survivors.append(Survivor(place, way, change))
            self._patterns[number] = kept
        card = self._compiled.rules[at]
        caught = [example for example, by in zip(flagged, hits, strict=True) if by]
        for way, change, changed in self._of_card(card):
            self._compiled.rules[at] = changed
            tried[way] += 1
            if all(any(self._hit(e, n) for n in numbers) for e in caught) and not any(
                self._hit(e, n) for e in clean for n in numbers
            ):
                survivors.append(Survivor(0, way, change))
        self._compiled.rules[at] = card
        for fault, noticed in self._of_citation(rule):
            tried[_FAULT] += 1
            if not noticed:
                survivors.append(Survivor(0, _FAULT, f"without fault {fault}"))
        return Score(rule.id, rule.file, rule.line, dict(tried), tuple(survivors))

    def can_change(self, rule: Rule) -> bool:
        """Tell whether there is anything to change about a rule."""
        at = self._cards[rule.id]
        patterns = (self._patterns[number] for number in self._numbers.get(at, []))
        faults = rule.citation is not None and self._wanted(_FAULT)
        changes = any(self._of_card(self._compiled.rules[at])) or any(any(self._of_pattern(rule, p)) for p in patterns)
        return faults or changes

    def _of_citation(self, rule: Rule) -> Iterator[tuple[str, bool]]:
        """Yield the faults of citations that a rule is about, and whether an example notices that one is let go."""
        for fault in rule.citation.faults if rule.citation and self._wanted(_FAULT) else ():
            faults = {name: number for name, number in self._compiled.faults.items() if name != fault}
            citations = Citations(replace(self._compiled, faults=faults), self._day)
            yield fault, any(all(f.rule != rule.id for f in citations.judge(text)) for text in rule.flagged)

    def _of_pattern(self, rule: Rule, pattern: Pattern) -> Iterator[tuple[str, str, Pattern]]:
        return (found for found in self._change.of_pattern(rule, pattern) if self._wanted(found[0]))

    def _of_card(self, card: RuleCard) -> Iterator[tuple[str, str, RuleCard]]:
        return (found for found in self._change.of_card(card) if self._wanted(found[0]))

    def _wanted(self, way: str) -> bool:
        return not self._ways or way.split(" ", 1)[0] in self._ways

    def _hit(self, example: Iterable[Claims], number: int) -> bool:
        return any(self._judge.judge(claims, (number,)) for claims in example)


class _Changes:
    """The ways in which a compiled rule can be changed."""

    def __init__(self, book: Rulebook) -> None:
        self._compiled = book.compiled
        self._atom = book.compiled.index
        self._roots = frozenset(self._atom[kind.id] for kind in book.kinds.values() if kind.parent is None)

    def of_pattern(self, rule: Rule, pattern: Pattern) -> Iterator[tuple[str, str, Pattern]]:
        """Yield each change of a pattern: the way, the change in words, and the pattern that it makes."""
        yield "pattern never met", "never met", pattern._replace(context=(*pattern.context, NONE))
        for slot in _SLOTS:
            masks: tuple[Mask, ...] = getattr(pattern, slot)
            for i in range(len(masks)):
                if slot != "has" or pattern.act or len(masks) > 1:  # of a claim without an act, one word must stay
                    yield "group let go", f"without {slot}[{i}]", _with(pattern, slot, (*masks[:i], *masks[i + 1 :]))
        if pattern.unless:
            yield "excuse let go", "without unless", pattern._replace(unless=NONE)
        if pattern.amount:
            for change, amount in _amounts(pattern.amount):
                yield "amount changed", change, pattern._replace(amount=amount)
        yield from _shifted(pattern, "")
        yield from self._holders(rule, pattern)

    @staticmethod
    def of_card(card: RuleCard) -> Iterator[tuple[str, str, RuleCard]]:
        """Yield each change of the dates between which a rule is law."""
        yield from _shifted(card, "law ")

    def _holders(self, rule: Rule, pattern: Pattern) -> Iterator[tuple[str, str, Pattern]]:
        names, spared = (
            (rule.power.holders, rule.power.spared) if rule.power and pattern.check == "power"
            else (rule.route.to, []) if rule.route and pattern.check == "route"
            else ([], [])
        )  # fmt: skip
        for name in (*names, *spared):
            holders = self._related(other for other in names if other != name)
            holders |= self._below(other for other in spared if other != name)
            mutant = pattern._replace(holders=holders, bodies=pattern.among - holders)
            if mutant.bodies != pattern.bodies:  # who is not held against the list is flagged neither way
                yield "holder dropped", f"without holder {name}", mutant

    def _related(self, names: Iterable[str]) -> Mask:
        """Return those below and above the named bodies and kinds, as the compiled pattern has them."""
        names = list(names)
        above = frozenset().union(*(self._compiled.closure(self._atom[name]) for name in names))
        return self._below(names) | above - self._roots

    def _below(self, names: Iterable[str]) -> Mask:
        """Return those at or below the named bodies and kinds."""
        named = frozenset(self._atom[name] for name in names)
        return frozenset(at for at in self._compiled.bodies if self._compiled.closure(at) & named)


def _with(value: _Tuple, name: str, changed: object) -> _Tuple:
    """Return a named tuple with one of its fields changed."""
    fields: dict[str, Any] = {name: changed}
    return value._replace(**fields)


def _shifted(value: _Tuple, lead: str) -> Iterator[tuple[str, str, _Tuple]]:
    for name in ("since", "before"):
        if day := getattr(value, name):
            yield "date shifted", f"{lead}{name} five years earlier", _with(value, name, day - _YEARS)
            yield "date shifted", f"{lead}{name} five years later", _with(value, name, day + _YEARS)


def _amounts(test: AmountTest) -> Iterator[tuple[str, AmountTest]]:
    for name in ("right", "wrong"):
        values: tuple[tuple[str, float], ...] = getattr(test, name)
        for i, (dimension, value) in enumerate(values):
            changed = (*values[:i], (dimension, value * 2), *values[i + 1 :])
            yield f"{value:g} {dimension} doubled", _with(test, name, changed)
    for name in ("at_most", "at_least"):
        if (bound := getattr(test, name)) is not None:
            yield f"{name} {bound:g} doubled", _with(test, name, bound * 2)
            yield f"{name} {bound:g} halved", _with(test, name, bound / 2)
