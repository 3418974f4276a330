"""Typed rules turned into patterns of masks: what `compiled` holds is made here, once per state of the files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.quantities import amounts
from checker.rulebook.book import Rulebook
from checker.rulebook.compiled import COLUMNS, NONE, AmountTest, Compiled, Grounds, Mask, Pattern, RuleCard
from checker.rulebook.frequency import Frequency
from checker.rulebook.heads import heads
from checker.rulebook.model import Amount, Dated, Fit, Ground, Order, Power, Route, Rule, When
from checker.rulebook.neutral import card_of
from checker.rulebook.vocabulary import LOOSE, Fault, Vocabulary, ordinal
from checker.rulebook.words import fold, weighed

_LONGEST = 4  # words of the name of a right, in statements
_ALONE = "only|=no one but|nobody but|exclusively|solely|=sole|alone"


def compile_rulebook(book: Rulebook) -> tuple[Compiled, list[Fault]]:
    """Return the compiled rules, and the faults that only compiling shows (rule id, field, what, cure)."""
    making = _Patterns(book)
    for number, rule in enumerate(book.rules.values()):
        making.rule(number, rule)
    making.index()
    making.out.codes = tuple(card_of(code) for code in book.codes.values())
    return making.out, making.faults


class _Patterns:
    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self._words = Vocabulary(book)
        self.out = self._words.out
        self.faults = self._words.faults
        self._patterns: list[Pattern] = []
        self._roots = {self._words.atom(k.id) for k in book.kinds.values() if k.parent is None}
        self._everyone, self._public = frozenset(self.out.bodies), self.out.public

    def rule(self, number: int, rule: Rule) -> None:
        """Add a rule's card and patterns."""
        self.out.rules.append(
            RuleCard(
                rule.id, rule.kind, rule.severity, rule.statement, rule.message, rule.suggestion,
                tuple((c.label, c.url) for c in self._book.cite(rule)),
                tuple(rule.applies.jurisdictions), ordinal(rule.applies.from_), ordinal(rule.applies.to),
                self._rights(f"{rule.title}. {rule.statement}"),
            )
        )  # fmt: skip
        for i, when in enumerate(rule.when):
            if when.amount and not when.grounds:
                when = when.model_copy(update={"grounds": rule.grounds})
            self._when(number, when, (rule.id, ("when", i, "amount")))
        for i, fit in enumerate(rule.fits):
            self._when(number, fit, (rule.id, ("fits", i, "amount")), check="fits")
        if rule.power:
            self._power(number, rule.power)
        if rule.route:
            self._route(number, rule.route)
        if rule.order:
            self._order(number, rule.order)
        for fault in rule.citation.faults if rule.citation else ():
            self.out.faults[fault] = number

    def _rights(self, text: str) -> Mask:
        """Return the rights that a text names, with those above and below them."""
        topics = self.out.topic_mask
        named = self._named(text, topics)
        above = frozenset().union(*map(self.out.closure, named)) & topics
        return above | {at for at in topics if self.out.closure(at) & named}

    def _named(self, text: str, sort: Mask) -> Mask:
        """Return what a text names of a sort."""
        words, forms = re.findall(r"[\w-]+", fold(text)), self._words.forms
        parts = (" ".join(words[i : i + n]) for i in range(len(words)) for n in range(1, _LONGEST + 1))
        return frozenset(form.atom for part in parts for form in forms.get(part, ()) if form.atom in sort)

    def _when(self, rule: int, when: When, place: tuple[str, tuple[str | int, ...]], check: str = "claim") -> None:
        words = self._words
        act, has = words.acts(when.act), words.masks(when.has)
        agent, theme = words.masks(when.agent), words.masks(when.theme)
        at, to, source = words.masks(when.at), words.masks(when.to), words.masks(when.source)
        dated = when.dated or Dated()
        inside = (*((act,) if act else ()), *at, *to, *source, *theme, *has)
        carry = self._carried(has, inside)
        grounds = when.grounds
        if isinstance(when, Fit) and when.authorities and not grounds:
            grounds = [Ground(authorities=when.authorities)]
        slots = {"act": (act,), "agent": agent, "theme": theme, "at": at, "to": to, "source": source, "has": has}
        self._patterns.append(
            Pattern(
                rule, check, act, agent=agent, theme=theme, at=at, to=to, source=source, has=has,
                context=words.masks(when.context), around=words.masks(when.around), unless=words.mask(*when.unless),
                polarity=when.polarity,
                amount=self._amount(when.amount, place), before=ordinal(dated.before), since=ordinal(dated.since),
                foreign=when.foreign, gate=tuple(m for m in inside if m not in carry), carry=carry,
                word=slots[when.word][0] if when.word else NONE, grounds=self._grounds(grounds),
            )
        )  # fmt: skip

    def _carried(self, has: tuple[Mask, ...], inside: tuple[Mask, ...]) -> tuple[Mask, ...]:
        """Return the groups that a passage's topic may meet: those of bodies or of rights only, beside others."""
        of_bodies = [m for m in has if self._name(m, self._public)]
        self.out.body_words |= frozenset().union(*of_bodies) - self._public
        found = tuple(m for m in has if m in of_bodies or self._name(m, self.out.topic_mask))
        return found if len(inside) > max(2, len(found)) else ()

    def _name(self, mask: Mask, sort: Mask) -> bool:
        """Return whether the words of a group name what is of a sort: at least half of them nothing else."""
        names = [self.out.atoms[at] for at in mask if at not in sort]
        if not all(name.startswith(LOOSE) for name in names):
            return False
        phrases = [fold(name.removeprefix(LOOSE).strip("=")) for name in names]
        bare = [any(form.atom in sort for form in self._words.forms.get(phrase, ())) for phrase in phrases]
        return 2 * sum(bare) >= len(bare) and all(self._named(phrase, sort) for phrase in phrases)

    def _related(self, holders: Iterable[str]) -> Mask:
        """Return the mask of all bodies and kinds that hold what `holders` hold: those below, above, part or whole."""
        holders = list(holders)
        above = frozenset().union(*(self._words.closure(h) for h in holders)) - self._roots
        return self._below(holders) | above

    def _below(self, names: Iterable[str]) -> Mask:
        """Return the mask of the bodies and kinds at or below the named ones."""
        named = {self._words.atom(n) for n in names}
        return frozenset(at for at in self.out.bodies if self.out.closure(at) & named)

    def _spared(self, power: Power) -> Mask:
        """Return the mask of the bodies and kinds that a power spares; a holder below one of them is not spared."""
        named = {self._words.atom(n) for n in power.spared}
        return self._below(power.spared) - self._below(h for h in power.holders if self._words.closure(h) & named)

    def _power(self, rule: int, power: Power) -> None:
        words = self._words
        act = frozenset(words.atom(name.removeprefix("@")) for name in power.act)
        has = words.masks(power.has)
        spared = self._spared(power)
        held = self._related(power.holders) - spared
        holders, among = held | spared, self._below(power.among)
        gate = (act, *has)  # the matter may stand in the sentences before: the gate looks for it in the window
        found = Pattern(
            rule, "power", act, theme=words.masks(power.matter), has=has, context=words.masks(power.context),
            unless=words.mask(*power.unless), holders=holders, among=among, gate=gate, bodies=among - holders,
            granted=(exact := self._below(power.holders) - spared), grounds=self._grounds(power.grounds),
        )  # fmt: skip
        self._patterns.append(found)
        if power.only:
            alone = words.mask(_ALONE)
            self._patterns.append(found._replace(check="only", gate=(*gate, alone), holders=held, bodies=held))
        if power.denied:
            self._patterns.append(found._replace(check="denied", polarity="denied", holders=exact, bodies=exact))

    def _grounds(self, grounds: Iterable[Ground]) -> tuple[Grounds, ...]:
        words, cite = self._words, self._book.sources.cite
        return tuple(
            Grounds(
                self._below(g.who) if g.who else self._everyone,
                words.masks(g.matter),
                tuple((a.dimension, a.value) for text in g.amount for a in amounts(text)),
                tuple((c.label, c.url) for c in map(cite, g.authorities)),
            )
            for g in grounds
        )

    def _route(self, rule: int, route: Route) -> None:
        words = self._words
        act, has, holders = words.acts(*route.act), words.masks(route.has), self._related(route.to)
        self._patterns.append(
            Pattern(
                rule, "route", act, source=words.masks(route.source), has=has, unless=words.mask(*route.unless),
                holders=holders, among=self._everyone, gate=(act, *has), bodies=self._everyone - holders,
            )
        )  # fmt: skip

    def _order(self, rule: int, order: Order) -> None:
        words, then = self._words, self._words.masks(order.then)
        self._patterns.append(
            Pattern(
                rule, "order", source=words.masks(order.first), has=then, unless=words.mask(*order.unless), gate=then
            )
        )

    def _amount(self, amount: Amount | None, place: tuple[str, tuple[str | int, ...]]) -> AmountTest | None:
        if amount is None:
            return None

        def value(text: str) -> tuple[str, float]:
            found = amounts(text)
            if len(found) == 1:
                return found[0].dimension, found[0].value
            self.faults.append((*place, f"{text!r} is not one amount", 'write it as "£500,000" or "20 years"'))
            return "number", 0.0

        most, least = (value(a) if a else None for a in (amount.at_most, amount.at_least))
        # "4 weeks" and "28 days" are one amount
        right, wrong = (list(dict.fromkeys(map(value, told))) for told in (amount.is_, amount.wrong))
        given = [*right, *wrong, *(b for b in (most, least) if b)]
        dimension = "between" if amount.measure == "between" else amount.any or (given[0][0] if given else "number")
        if amount.measure == "between":
            right, wrong = ([(dimension, v) for _, v in values] for values in (right, wrong))
        return AmountTest(dimension, tuple(right), most[1] if most else None, least[1] if least else None, tuple(wrong))

    def index(self) -> None:
        """Index the surface forms by their first words, and the patterns by the atoms of their rarest group."""
        out, surfaces = self.out, self._words.forms
        out.heads = heads(surfaces, out)
        out.weighed = frozenset(first for first in out.heads if weighed(first))
        out.patterns = patterns = dict(enumerate(self._patterns))
        out.units = dict(enumerate(self._words.units))
        often = Frequency(text for rule in self._book.rules.values() for text in (*rule.flagged, *rule.fine))
        weight: dict[int, float] = {}
        for surface, forms in surfaces.items():
            count = often.of(surface)
            for form in forms:
                weight[form.atom] = weight.get(form.atom, 0) + count
        below: dict[int, list[int]] = {}
        for at in range(len(out.atoms)):
            for up in out.closure(at):
                below.setdefault(up, []).append(at)

        def cost(mask: Mask) -> float:
            return sum(weight.get(b, 0) for up in mask for b in below.get(up, ()))

        width = len(patterns)
        by_atom, by_body, by_subject = _Places(), _Places(), _Places()
        for number, pattern in enumerate(self._patterns):
            groups: tuple[Mask, ...] = pattern.gate or (
                (pattern.bodies,) if pattern.bodies else (*pattern.agent, *pattern.context)
            )
            if not groups:
                rule = out.rules[pattern.rule].id
                self.faults.append((rule, ("when",), "a claim must name at least one word", "add act, theme or has"))
                continue
            patterns[number] = pattern._replace(gate=tuple(sorted(pattern.gate, key=cost)))
            columns = patterns[number].gate or (min(groups, key=cost),)
            for column, mask in enumerate(columns[:COLUMNS]):
                by_atom.put(mask, number + column * width)
            for column in range(len(columns), COLUMNS):
                out.spare |= 1 << (number + column * width)
            by_body.put(pattern.bodies, number)
            by_subject.put(pattern.agent[0] if pattern.agent else NONE, number)
            out.bodiless |= (not pattern.bodies) << number
            out.subjectless |= (not pattern.agent) << number
        most = len(out.atoms)
        out.by_atom, out.by_body, out.by_subject = by_atom.packed(most), by_body.packed(most), by_subject.packed(most)


class _Places:
    """What is put up under each atom of a mask."""

    def __init__(self) -> None:
        self._of: dict[int, list[int]] = {}

    def put(self, mask: Mask, place: int) -> None:
        for atom in mask:
            self._of.setdefault(atom, []).append(place)

    def packed(self, most: int) -> dict[int, tuple[int, ...]]:
        """Return the places of each atom up to the last that has any, of `most`: a shelf keeps no keys for these."""
        last = max(self._of, default=-1)
        return {atom: tuple(self._of.get(atom, ())) for atom in range(min(most, last + 1))}
