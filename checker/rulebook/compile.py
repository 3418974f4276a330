"""Typed rules turned into masks and surface forms: what `compiled` holds is made here, once per state of the files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from checker.quantities import amounts
from checker.rulebook.book import Rulebook
from checker.rulebook.compiled import AmountTest, BodyCard, Compiled, Form, Pattern, RuleCard, Unit
from checker.rulebook.model import Act, Amount, Dated, Route, Rule, When
from checker.rulebook.words import PartOfSpeech, exact_case, fold, surfaces

Fault = tuple[str, tuple[str | int, ...], str, str]
_POS: dict[PartOfSpeech, str] = {"verb": "V", "noun": "N", "any": ""}
_BE = re.compile(r"^X be (?P<words>.+?) B$")


def compile_rulebook(book: Rulebook) -> tuple[Compiled, list[Fault]]:
    """Return the compiled rules, and the faults that only compiling shows (rule id, field, what, cure)."""
    making = _Making(book)
    making.vocabulary()
    for rule in book.rules.values():
        making.rule(rule)
    return making.done(), making.faults


class _Making:
    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.out = Compiled()
        self.bit: dict[str, int] = {}
        self.faults: list[Fault] = []
        self.current: tuple[str, tuple[str | int, ...]] = ("", ())
        self._names = {fold(n.removeprefix("=")): body.names for body in book.bodies.values() for n in body.names}

    # -- atoms and forms

    def atom(self, name: str) -> int:
        if name not in self.bit:
            self.bit[name] = len(self.out.atoms)
            self.out.atoms.append(name)
            self.out.closure.append(1 << self.bit[name])
        return self.bit[name]

    def form(
        self,
        atom: int,
        entry: str,
        pos: PartOfSpeech = "any",
        *,
        opaque: bool = False,
        unit: int = -1,
        unless: int = 0,
        demonym: bool = False,
    ) -> None:
        parts = surfaces(entry, pos)
        exact = exact_case(entry) or ""
        gap = tuple(parts[1]) if len(parts) > 1 else ()
        for surface in parts[0] if parts else ():
            forms = self.out.forms.setdefault(surface, [])
            new = Form(atom, _POS[pos], opaque, exact, unit, gap, unless, demonym)
            if new not in forms:
                forms.append(new)

    def loose(self, phrase: str, pos: PartOfSpeech = "any") -> int:
        """Return the atom of a phrase that a rule names without a concept."""
        name = f"w:{phrase.strip()}" if pos == "any" else f"{pos}:{phrase.strip()}"
        if name not in self.bit:
            at = self.atom(name)
            self.form(at, phrase.strip(), pos)
            for longer in self._longer_names(phrase):
                self.form(at, longer, pos)
        return self.bit[name]

    def _longer_names(self, phrase: str) -> Iterator[str]:
        """Yield the names of a body that hold `phrase`, itself a name of it: they swallow it, and mean the same."""
        bare = phrase.strip().removeprefix("=")
        for name in self._names.get(fold(bare), ()):
            if name != bare and f" {fold(bare)} " in f" {fold(name)} ":
                yield name

    def mask(self, group: str) -> int:
        """Return the mask of a group of alternatives."""
        total = 0
        for part in group.split("|"):
            word = part.strip()
            if word.startswith("@"):
                total |= 1 << self.atom(word[1:])
            elif word:
                total |= 1 << self.loose(word)
        return total

    def masks(self, groups: Iterable[str]) -> tuple[int, ...]:
        return tuple(m for g in groups if (m := self.mask(g)))

    # -- vocabulary

    def vocabulary(self) -> None:
        book = self.book
        names = [*book.kinds, *book.bodies, *book.concepts, *book.acts, *(f"in:{j}" for j in book.jurisdictions)]
        for name in names:
            self.atom(name)
        for name in names:
            self.out.closure[self.bit[name]] = self._closure(name)
        for kind in book.kinds.values():
            self.out.body_mask |= 1 << self.bit[kind.id]
            self.out.bodies[self.bit[kind.id]] = BodyCard(kind.id, kind.name, True, "", 0, 0, "", "", ())
            for noun in kind.nouns:
                self.form(self.bit[kind.id], noun, "noun")
        for body in book.bodies.values():
            at = self.bit[body.id]
            self.out.body_mask |= 1 << at
            self.out.bodies[at] = BodyCard(
                body.id, body.name, False, body.jurisdiction, _day(body.from_), _day(body.to), body.predecessor or "",
                body.successor or "", tuple((c.label, c.url) for c in book.cite(body)),
            )  # fmt: skip
            unless = 0
            for word in body.unless:
                unless |= 1 << self.loose(word)
            for name in [*body.names, *body.people]:
                entry = name if name != name.lower() or " " not in name else name
                proper = any(c.isupper() for c in name)
                self.form(at, entry, "noun", opaque=proper, unless=unless)
            for word in body.refer:
                loose = self.loose(word, "noun")
                self.out.refer[loose] = self.out.refer.get(loose, 0) | 1 << at
        for place in book.jurisdictions.values():
            at = self.bit[f"in:{place.id}"]
            self.out.place_mask |= 1 << at
            self.out.places[at] = place.id
            chain = self._above(place.id)
            self.out.above[place.id] = tuple(chain)
            for word in place.words:
                self.form(at, f"={word.removeprefix('=')}" if word != word.lower() else word, "any")
            for word in place.demonyms:
                self.form(at, f"={word.removeprefix('=')}" if word != word.lower() else word, "any", demonym=True)
        self.out.foreign = frozenset(p.id for p in book.jurisdictions.values() if p.foreign)
        self.out.neutral = frozenset(p.id for p in book.jurisdictions.values() if p.neutral)
        for concept in book.concepts.values():
            for word in concept.words:
                self.form(self.bit[concept.id], word, "any")
        roots = sum(1 << self.bit[c.id] for c in book.concepts.values() if c.topic)
        self.out.topic_mask = sum(1 << self.bit[c] for c in book.concepts if self.out.closure[self.bit[c]] & roots)
        for act in book.acts.values():
            self._act(act)
        for cue in book.words:
            self.out.words[cue.category] = self.out.words.get(cue.category, ()) + tuple(fold(w) for w in cue.words)
            if cue.category.startswith("sentence-"):
                for word in cue.words:
                    loose = self.loose(word)
                    self.out.cues[loose] = cue.category.removeprefix("sentence-")

    def _above(self, place: str) -> Iterator[str]:
        at: str | None = place
        seen: set[str] = set()
        while at is not None and at not in seen:
            seen.add(at)
            yield at
            at = self.book.jurisdictions[at].parent

    def _closure(self, name: str, seen: frozenset[str] = frozenset()) -> int:
        if name in seen:
            return 0
        book, total, seen = self.book, 1 << self.bit[name], seen | {name}
        above: list[str] = []
        if name in book.kinds:
            above = [book.kinds[name].parent or ""]
        elif name in book.bodies:
            body = book.bodies[name]
            above = [body.kind]
            if body.parent and self._family(book.bodies[body.parent].kind) == self._family(body.kind):
                above.append(body.parent)
        elif name in book.concepts:
            above = book.concepts[name].isa
        elif name in book.acts:
            above = book.acts[name].isa
        elif name.startswith("in:"):
            above = [f"in:{book.jurisdictions[name[3:]].parent}"]
        for up in above:
            if up in self.bit:
                total |= self._closure(up, seen)
        return total

    def _family(self, kind: str) -> str:
        """Return the kind just below the root: court, registry, police ..."""
        chain = [kind]
        while parent := self.book.kinds[chain[-1]].parent:
            chain.append(parent)
        return chain[-2] if len(chain) > 1 else chain[-1]

    def _unit(self, unit: Unit) -> int:
        self.out.units.append(unit)
        return len(self.out.units) - 1

    def _act(self, act: Act) -> None:
        at, matter = self.bit[act.id], self.mask(act.matter)
        strong = set(act.strong)
        for words, pos in ((act.verbs, "verb"), (act.nouns, "noun")):
            for word in dict.fromkeys([*words]):
                needs = 0 if word in strong else matter
                self.form(at, word, pos, unit=self._unit(Unit(at, pos, "agent", "object", needs)))  # type: ignore[arg-type]
        for word in act.strong:
            if word not in act.verbs and word not in act.nouns:
                self.form(at, word, "verb", unit=self._unit(Unit(at, "verb", "agent", "object", 0)))
        for frame in act.frames:
            self._frame(at, frame, 0 if frame in strong else matter)

    def _frame(self, at: int, frame: str, matter: int) -> None:
        if match := _BE.match(frame):
            for words in match["words"].split("|"):
                self.form(at, f"={words.strip()}", "any", unit=self._unit(Unit(at, "be", "", "agent", matter)))
            return
        parts = re.split(r"\s+", frame.strip())
        subject = parts[0] if parts[0] in "XB" else ""
        rest = parts[1:] if subject else parts
        verb: list[str] = []
        places: dict[str, str] = {subject: "agent"} if subject else {}
        preposition = ""
        for part in rest:
            if part in ("X", "B", "_"):
                places[part] = preposition or "object"
                preposition = ""
            elif verb and (places.keys() & {"X", "B"} - {subject} or "|" in part or part in _PREPOSITIONS):
                preposition = part
            else:
                verb.append(part)
        if "B" not in places or not verb:
            self.faults.append(
                (self.out.atoms[at], ("frames",), f"{frame!r} names no B or no verb", "write it as `X sit with B`")
            )
            return
        unit = Unit(at, "verb", places["B"], places.get("X", ""), matter)
        self.form(at, " ".join(verb), "verb", unit=self._unit(unit))

    # -- rules

    def rule(self, rule: Rule) -> None:
        self.current = (rule.id, ())
        citations = tuple((c.label, c.url) for c in self.book.cite(rule))
        self.out.rules.append(
            RuleCard(
                rule.id, rule.kind, rule.severity, rule.statement, rule.message, rule.suggestion, citations,
                tuple(rule.applies.jurisdictions), _day(rule.applies.from_), _day(rule.applies.to),
            )
        )  # fmt: skip
        number = len(self.out.rules) - 1
        for i, when in enumerate(rule.when):
            self.current = (rule.id, ("when", i))
            self._pattern(number, when)
        if rule.power:
            self._power(number, rule)
        if rule.route:
            self._route(number, rule.route)

    def _act_mask(self, act: str) -> int:
        total = 0
        for part in act.split("|"):
            word = part.strip()
            if word.startswith("@"):
                total |= 1 << self.atom(word[1:])
            elif word:
                name = f"verb:{word}"
                if name not in self.bit:
                    at = self.atom(name)
                    self.form(at, word, "verb", unit=self._unit(Unit(at, "verb", "agent", "object", 0)))
                total |= 1 << self.bit[name]
        return total

    def _pattern(self, rule: int, when: When) -> None:
        act = self._act_mask(when.act)
        agent, theme, has = self.masks(when.agent), self.masks(when.theme), self.masks(when.has)
        at, to, source, context = (
            self.masks(when.at),
            self.masks(when.to),
            self.masks(when.source),
            self.masks(when.context),
        )
        unless = 0
        for group in when.unless:
            unless |= self.mask(group)
        dated = when.dated or Dated()
        inside = (*((act,) if act else ()), *at, *to, *source, *theme, *has)
        carry = self._carried(has, inside)
        self.out.patterns.append(
            Pattern(
                rule, act, agent, theme, at, to, source, has, context, unless, when.polarity,
                self._amount(when.amount), _day(dated.before), _day(dated.since), when.foreign, "claim", 0, 0,
                gate=tuple(m for m in inside if m not in carry), bodies=0, carry=carry,
            )
        )  # fmt: skip

    def _carried(self, has: tuple[int, ...], inside: tuple[int, ...]) -> tuple[int, ...]:
        """Return the groups that a passage's topic may meet: those of bodies or of rights only, beside others."""
        found = tuple(m for m in has if not m & ~self.out.body_mask or not m & ~self.out.topic_mask)
        return found if len([m for m in inside if m not in found]) > 0 and len(inside) > 2 else ()

    def _related(self, holders: Iterable[str]) -> int:
        """Return the mask of all bodies and kinds that hold what `holders` hold: those below, above, part or whole."""
        named = 0
        closures = []
        for holder in holders:
            named |= 1 << self.atom(holder)
            closures.append(self.out.closure[self.bit[holder]])
        root = {self.bit[k.id] for k in self.book.kinds.values() if k.parent is None}
        top = sum(1 << r for r in root)
        total = 0
        for at in self.out.bodies:
            below = self.out.closure[at] & named
            above = any(c & ~top & (1 << at) for c in closures)
            if below or above:
                total |= 1 << at
        return total

    def _power(self, rule: int, source: Rule) -> None:
        power = source.power
        assert power is not None
        act = 0
        for name in power.act:
            act |= 1 << self.atom(name.removeprefix("@"))
        holders = self._related(power.holders)
        among_named = 0
        for name in power.among:
            among_named |= 1 << self.atom(name)
        among = sum(1 << at for at in self.out.bodies if self.out.closure[at] & among_named)
        unless = 0
        for group in power.unless:
            unless |= self.mask(group)
        matter, has, context = self.masks(power.matter), self.masks(power.has), self.masks(power.context)
        common = {"rule": rule, "act": act, "agent": (), "at": (), "to": (), "source": (), "has": has, "context": context,
                  "unless": unless, "amount": None, "before": 0, "since": 0, "foreign": False}  # fmt: skip
        wrong = among & ~holders
        gate = (act, *has)  # the matter may stand in the sentences before: the gate looks for it in the window
        self.out.patterns.append(
            Pattern(
                **common,
                theme=matter,
                polarity="affirmed",
                check="power",
                holders=holders,
                among=among,
                gate=gate,
                bodies=wrong,
            )
        )
        if power.only:
            only = self.mask("only|=no one but|nobody but|exclusively|solely|=sole|alone")
            self.out.patterns.append(
                Pattern(
                    **common,
                    theme=matter,
                    polarity="affirmed",
                    check="only",
                    holders=holders,
                    among=among,
                    gate=(*gate, only),
                    bodies=holders,
                )
            )
        if power.denied:
            self.out.patterns.append(
                Pattern(
                    **common,
                    theme=matter,
                    polarity="denied",
                    check="denied",
                    holders=self._exact(power.holders),
                    among=among,
                    gate=gate,
                    bodies=holders,
                )
            )

    def _exact(self, holders: Iterable[str]) -> int:
        """Return the bodies and kinds at or below the holders, without what lies above them."""
        named = sum(1 << self.atom(h) for h in holders)
        return sum(1 << at for at in self.out.bodies if self.out.closure[at] & named)

    def _route(self, rule: int, route: Route) -> None:
        act = 0
        for group in route.act:
            act |= self._act_mask(group)
        sources = self.masks(route.source)
        unless = 0
        for group in route.unless:
            unless |= self.mask(group)
        holders = self._related(route.to)
        everyone = sum(1 << at for at in self.out.bodies)
        self.out.patterns.append(
            Pattern(
                rule, act, (), (), (), (), sources, self.masks(route.has), (), unless, "affirmed", None, 0, 0, False,
                "route", holders, everyone, gate=(act, *self.masks(route.has)), bodies=everyone & ~holders,
            )
        )  # fmt: skip

    def _amount(self, amount: Amount | None) -> AmountTest | None:
        if amount is None:
            return None

        def value(text: str) -> tuple[str, float]:
            found = amounts(text)
            if len(found) != 1:
                rule, path = self.current
                self.faults.append(
                    (rule, (*path, "amount"), f"{text!r} is not one amount", 'write it as "£500,000" or "20 years"')
                )
                return "number", 0.0
            return found[0].dimension, found[0].value

        given = [*amount.is_, *amount.wrong, *(a for a in (amount.at_most, amount.at_least) if a)]
        dimensions = [value(a)[0] for a in given]
        dimension = amount.any or (dimensions[0] if dimensions else "number")
        if amount.measure == "between":
            dimension = "between"
        return AmountTest(
            dimension,
            tuple(value(a)[1] for a in amount.is_),
            value(amount.at_most)[1] if amount.at_most else None,
            value(amount.at_least)[1] if amount.at_least else None,
            tuple(value(a)[1] for a in amount.wrong),
        )

    def done(self) -> Compiled:
        """Index the patterns by the atoms of their narrowest group."""
        out = self.out
        weight: dict[int, int] = {}
        for surface, forms in out.forms.items():
            for form in forms:
                weight[form.atom] = weight.get(form.atom, 0) + (4 if len(surface) < 6 else 1)
        below: dict[int, list[int]] = {}
        for at, closure in enumerate(out.closure):
            for up in _bits(closure):
                below.setdefault(up, []).append(at)

        def cost(mask: int) -> int:
            return sum(weight.get(b, 0) for up in _bits(mask) for b in below.get(up, ()))

        for number, pattern in enumerate(out.patterns):
            groups = [*pattern.gate, *([pattern.bodies] if pattern.bodies and not pattern.gate else [])]
            groups = groups or [*pattern.agent, *pattern.context]
            if not groups:
                rule = out.rules[pattern.rule].id
                self.faults.append((rule, ("when",), "a claim must name at least one word", "add act, theme or has"))
                continue
            for up in _bits(min(groups, key=cost)):
                for at in below.get(up, ()):
                    numbers = out.by_atom.setdefault(at, [])
                    if number not in numbers:
                        numbers.append(number)
        return out


_PREPOSITIONS = {
    "to",
    "with",
    "before",
    "in",
    "at",
    "by",
    "from",
    "of",
    "on",
    "into",
    "for",
    "against",
    "over",
    "under",
    "upon",
    "through",
    "as",
}


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _day(day: date | None) -> int:
    return day.toordinal() if day else 0
