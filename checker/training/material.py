"""What exercises are made of: the rules' own examples, what the checker says of a text, and a choice that repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.judging.finding import Finding
from checker.judging.standing import Standing, Verdict
from checker.law.names import concepts_above, places_above, rights_by_rule
from checker.quantities import Amount, amounts
from checker.reading.scan import Scanner, Sentence
from checker.reading.stance import Stance
from checker.rulebook.book import Rulebook
from checker.rulebook.compiled import Mask
from checker.rulebook.model import Rule
from checker.spans import Span
from checker.training.bodies import Gap, gaps, up
from checker.training.exercise import Source
from checker.training.lessons import lesson_by_rule

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from checker.training.fluency import Fluency
    from checker.training.sameness import Saying

_Item = TypeVar("_Item")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_DENIAL = re.compile(r"\b(?:no|not|never|nobody|none|nothing|cannot|neither|without)\b|n[’']t\b", re.IGNORECASE)
YEAR = re.compile(  # not that of a statute: "Patents Act 1977"
    r"\b(?:in|of|by|since|before|after|until|from|\w+(?:ary|ber)|March|April|May|June|July|August) (\d{4})\b", re.I
)
_AT_MOST = re.compile(
    r"\b(?:at most|(?:no|not) (?:more|longer|higher) than|(?<!no )(?<!not )(?:less|fewer) than|under|below)\s+$", re.I
)
_AT_LEAST = re.compile(
    r"\b(?:at least|(?:no|not) (?:less|fewer) than|(?<!no )(?<!not )(?:more|longer|higher) than|over|above)\s+$", re.I
)
_MOST_BEHIND, _LEAST_BEHIND = re.compile(r"\s+(?:at most|or less)\b"), re.compile(r"\s+(?:at least|or more)\b")
_MADE = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")  # the year of an instrument or a judgment
_NEAR, _CLOSE = 0.1, 0.2  # how much a near miss is like the mistake: one of the same rule, and one of another
_LEARNT = 1200  # sound examples from which the order of words is learnt
_CLAUSE = re.compile(r"(?:[^,;:.]|(?<=\d)[,.](?=\d))+")
_APPEAL = "appeal"  # the act, as rules on routes name it
_SUSPECTED = 3  # rules whose unsound examples name a body, before people are held to take it for others
_LITTLE = frozenset(
    """
    a an and are as at be been but by can could did do does for from had has have he her his if in into is it its may
    must no not of on or said she should so that the their them there they this to was were which who will with would
    """.split()
)


def ordered(items: Iterable[_Item], *seed: object) -> list[_Item]:
    """Return the items in an order that the seed alone decides: the same on any machine, in any run."""
    told = "/".join(map(str, seed))

    def place(item: _Item) -> bytes:
        return blake2b(f"{told}/{item}".encode(), digest_size=8).digest()

    return sorted(items, key=place)


def content(text: str) -> frozenset[str]:
    """Return the words of a text that say something, lowered and without their commonest endings."""
    words = {m[0].lower().replace("’", "'").removesuffix("'s") for m in _WORD.finditer(text)}
    return frozenset(_stem(word) for word in words - _LITTLE)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def said(text: str) -> list[str]:
    """Return the words of a text that say something, in order and lowered, without its denials."""
    words = (m[0].lower() for m in _WORD.finditer(_DENIAL.sub(" ", text)))
    return [_stem(word.replace("’", "'").removesuffix("'s")) for word in words if word not in _LITTLE]


def denies(text: str) -> bool:
    """Return whether a text says what is not so."""
    return _DENIAL.search(text) is not None


def denied(text: str) -> list[Span]:
    """Return the clauses of a text that say what is not so."""
    return [Span(m.start(), m.end()) for m in _CLAUSE.finditer(text) if denies(m[0])]


def _loose(text: str, amount: Amount, right: list[Amount]) -> bool:
    """Return whether an amount of a text is a limit that all the right amounts keep."""
    values = [other.value for other in right if other.dimension == amount.dimension]
    before, behind = text[: amount.span.start], text[amount.span.end :]
    most = _AT_MOST.search(before) or _MOST_BEHIND.match(behind)
    least = _AT_LEAST.search(before) or _LEAST_BEHIND.match(behind)
    return bool(values) and bool((most and amount.value >= max(values)) or (least and amount.value <= min(values)))


def alike(a: str, b: str) -> float:
    """Return how much of what two texts say is the same, from 0 to 1."""
    one, other = content(a), content(b)
    return len(one & other) / len(one | other) if one or other else 0.0


@dataclass
class Material:
    """The rulebook and a checker of it, for the makers of each form.

    Attributes:
        book: the whole rulebook.
        as_of: the day that counts as today.
        sayings: what texts say that were read before, by the text and whether names count in it.
    """

    book: Rulebook
    as_of: date
    _known: dict[str, tuple[Finding, ...]] = field(default_factory=dict, init=False, repr=False)
    _gaps: dict[str, tuple[Gap, ...]] = field(default_factory=dict, init=False, repr=False)
    _stances: dict[str, tuple[tuple[int, Stance], ...]] = field(default_factory=dict, init=False, repr=False)
    _standings: dict[str, tuple[Standing, ...]] = field(default_factory=dict, init=False, repr=False)
    sayings: dict[tuple[str, bool], Saying] = field(default_factory=dict, init=False, repr=False)
    _scanned: dict[str, list[Sentence]] = field(default_factory=dict, init=False, repr=False)
    _parsed: dict[str, list[tuple[Sentence, Doc]]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def law(self) -> Rulebook:
        """The law of the day."""
        return self.book.as_of(self.as_of)

    @cached_property
    def checker(self) -> Checker:
        """What judges texts."""
        return Checker(self.book, self.as_of)

    @cached_property
    def topics(self) -> dict[str, str]:
        """The lesson of each rule that can be trained: of those in force today, in the rulebook's order."""
        found = lesson_by_rule(self.book)
        return {rule: found[rule] for rule in self.law.rules if rule in found}

    @cached_property
    def rights(self) -> dict[str, tuple[str, ...]]:
        """The rights that each rule speaks of."""
        return rights_by_rule(self.book)

    def findings(self, *texts: str) -> list[tuple[Finding, ...]]:
        """Return what is found on each text, read as a draft of its own; texts met before are not read again."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        drafts = (Draft.plain(str(number), text) for number, text in enumerate(new))
        for text, found in zip(new, self.checker.check_many(drafts), strict=True):
            self._known[text] = tuple(found)
        return [self._known[text] for text in texts]

    def scanned(self, text: str) -> list[Sentence]:
        """Return the sentences of a text with what each names."""
        if text not in self._scanned:
            self._scanned[text] = self._scanner.scan(text)
        return self._scanned[text]

    def parsed(self, text: str) -> list[tuple[Sentence, Doc]]:
        """Return the sentences of a text, each parsed."""
        if text not in self._parsed:
            from checker.reading.parse import parse  # noqa: PLC0415  what asks for no parse must not load the parser

            sentences = self.scanned(text)
            self._parsed[text] = list(zip(sentences, parse((s, text) for s in sentences), strict=True))
        return self._parsed[text]

    @cached_property
    def fluency(self) -> Fluency:
        """What knows sentences from heaps of words, learnt from sound examples."""
        from checker.training.fluency import Fluency  # noqa: PLC0415  likewise

        return Fluency(ordered((text for rule in self.book.rules.values() for text in rule.fine), "prose")[:_LEARNT])

    def gaps(self, text: str) -> tuple[Gap, ...]:
        """Return the places of a text in which a body stands that could be another."""
        if text not in self._gaps:
            self._gaps[text] = tuple(gaps(self.book, text))
        return self._gaps[text]

    def stances(self, text: str) -> tuple[tuple[int, Stance], ...]:
        """Return the acts that a text speaks of, as atoms, and how it puts each."""
        if text not in self._stances:
            traces = self.checker.trace(Draft.plain("-", text))
            self._stances[text] = tuple(
                (p.mention.atom, p.reading.stance) for trace in traces for p in trace.claims.predicates
            )
        return self._stances[text]

    def answers(self, rule: Rule, text: str) -> list[str]:
        """Return why each pattern of a rule is not found on a text."""
        traces = self.checker.trace(Draft.plain("-", text), rule.id)
        return [answer for trace in traces for _, _, answer in trace.answers if isinstance(answer, str)]

    def foreign_to(self, rule: Rule) -> bool:
        """Return whether no foreign country's law is what a rule is on: it names none."""
        return not any(self.book.jurisdictions[place].foreign for place in self.named_places(rule.statement))

    def fitting(self, text: str) -> tuple[Standing, ...]:
        """Return the claims of a text of which a rule says that they can be so."""
        if text not in self._standings:
            made = self.checker.examine(Draft.plain("-", text), survey=True)
            self._standings[text] = tuple(s for s in made.standings or () if s.verdict is Verdict.FITS)
        return self._standings[text]

    @cached_property
    def _scanner(self) -> Scanner:
        return Scanner(self.book.compiled)

    def sound(self, *texts: str) -> bool:
        """Return whether nothing at all is found on any of the texts."""
        return not any(self.findings(*texts))

    def breaks(self, text: str, rule: str) -> bool:
        """Return whether a rule is found on a text."""
        return any(found.rule == rule for found in self.findings(text)[0])

    def cannot_be(self, text: str, rule: str) -> bool:
        """Return whether a rule is found on a text, and the text is false as it puts it, limits and all.

        "At most £100,000" is no lie where the most is £90,000, and neither is "at least two years" where it is six.
        """
        if not self.breaks(text, rule):
            return False
        tests = [when.amount for when in self.book.rules[rule].when if when.amount]
        told = [(*test.is_, test.at_most or "", test.at_least or "") for test in tests]
        right = [[amount for figure in figures for amount in amounts(figure)] for figures in told]
        return not any(_loose(text, amount, known) for amount in amounts(text) for known in right)

    def fits(self, text: str, rule: str) -> bool:
        """Return whether a rule says that something in a text can be so."""
        return any(standing.rule == rule for standing in self.fitting(text))

    def named(self, text: str) -> list[Span]:
        """Return where a text names bodies, acts and things of the law; not places, and not the rules' bare words."""
        atoms, book = self.book.compiled.atoms, self.book
        known = {*book.bodies, *book.kinds, *book.acts, *book.concepts}
        return [m.span for sentence in self.scanned(text) for m in sentence.mentions if atoms[m.atom] in known]

    def doers(self, text: str) -> list[tuple[Span, str]]:
        """Return where a text names bodies or some body of a kind, with their ids; of names within names, none."""
        atoms, known = self.book.compiled.atoms, {*self.book.bodies, *self.book.kinds}
        named = {m.span: atoms[m.atom] for s in self.scanned(text) for m in s.mentions if atoms[m.atom] in known}
        return sorted((s, name) for s, name in named.items() if not any(o != s and o.contains(s) for o in named))

    def upheld(self, rule: Rule, text: str) -> bool:
        """Return whether a sound example of a rule can be told to be so, and is not only let be.

        A rule on a power has examples of bodies that it does not speak of: nothing is found on these, and nothing says
        that they hold it.
        """
        if rule.power is None or denies(text):
            return True
        atoms, acts = self.book.compiled.atoms, set(rule.power.act)
        told = [at for at, stance in self.stances(text) if stance in (Stance.ASSERTED, Stance.ATTRIBUTED)]
        bodies = self._names(text) & set(self.book.bodies)
        if not bodies or not any(acts & {atoms[above] for above in self.book.compiled.closure(at)} for at in told):
            return True
        return any(self.speaks_of(rule, body) for body in bodies) or bool(self.fitting(text))

    def speaks_of(self, rule: Rule, body: str) -> bool:
        """Return whether what a rule says is so names a body, what it is a part of, or its kind."""
        atoms, kinds = self.book.compiled.atoms, self.book.kinds
        clauses = denied(rule.statement)
        named = {
            mention.atom
            for sentence in self.scanned(rule.statement)
            for mention in sentence.mentions
            if not any(span.contains(mention.span) for span in clauses)
        }
        family = frozenset[int]().union(*map(self.closure, up(self.book, body)))
        return any(atoms[at] not in kinds or kinds[atoms[at]].parent for at in named & family)

    def claim(self, act: str) -> str:
        """Return what a claim is called that is about an act, as the paths name it."""
        return self.book.claims[act].said if act in self.book.claims else act.replace("-", " ")

    def named_rights(self, text: str) -> frozenset[str]:
        """Return the rights that a text names, with what they are cases of below the word for any right."""
        return concepts_above(self.book, self._names(text)) & self._main_rights

    def hearing(self, text: str) -> frozenset[str] | None:
        """Return the bodies that hear claims about the rights that a text names, on appeal where it speaks of one.

        None where it names no right that the paths of claims are about.
        """
        rights = self.named_rights(text)
        paths = [path for path in self.law.paths.values() if rights & set(path.rights)]
        if not paths:
            return None
        found = {path.forum for path in paths if path.forum}
        if _APPEAL in self._names(text):
            ahead = {key for path in paths for key in path.appeals}
            while ahead:
                appeals = [self.law.appeals[key] for key in ahead]
                ahead = {key for appeal in appeals for key in appeal.then if self.law.appeals[key].to not in found}
                found |= {appeal.to for appeal in appeals if appeal.to}
        return frozenset(found).union(*(up(self.book, body) for body in found))

    @cached_property
    def forums(self) -> frozenset[str]:
        """The bodies before which claims and appeals go."""
        first = {path.forum for path in self.law.paths.values() if path.forum}
        return frozenset(first | {appeal.to for appeal in self.law.appeals.values() if appeal.to})

    def bodies_in(self, sentence: Sentence) -> frozenset[str]:
        """Return the bodies that a sentence names."""
        atoms = self.book.compiled.atoms
        return frozenset(atoms[at] for at in sentence.primary if atoms[at] in self.book.bodies)

    def named_places(self, text: str) -> frozenset[str]:
        """Return the jurisdictions that a text names, by whatever word sets a scene there."""
        return frozenset(place for place, words in self._places.items() if words.search(text))

    def foreign_words(self, text: str) -> Iterator[Span]:
        """Yield the words of a text that name a foreign jurisdiction or set a scene there."""
        for place, words in self._places.items():
            if self.book.jurisdictions[place].foreign:
                yield from (Span(*found.span()) for found in words.finditer(text))

    def apart(self, one: str, other: str) -> bool:
        """Return whether two texts name places of which none is the other's, or a part of it."""
        places, others = self.named_places(one), self.named_places(other)
        near = {name for place in places for name in places_above(self.book, place)} & others
        near |= {name for place in others for name in places_above(self.book, place)} & places
        return bool(places and others) and not near

    def rights_apart(self, one: str, other: str) -> bool:
        """Return whether two texts name rights, and none that is the other's."""
        rights, others = self.named_rights(one), self.named_rights(other)
        return bool(rights and others) and rights.isdisjoint(others)

    def abroad(self, version: str, text: str) -> bool:
        """Return whether a version puts a matter under the law of another country than the text does."""
        moved = self.named_places(version) - self.named_places(text)
        return any(self.book.jurisdictions[place].foreign for place in moved)

    @cached_property
    def _places(self) -> dict[str, re.Pattern[str]]:
        found = {}
        for place in self.book.jurisdictions.values():
            if words := [re.escape(word.removeprefix("=")) for word in (place.name, *place.words, *place.demonyms)]:
                found[place.id] = re.compile(rf"\b(?:{'|'.join(words)})(?!\w)")
        return found

    @cached_property
    def _main_rights(self) -> frozenset[str]:
        return frozenset(right for rights in self.rights.values() for right in rights)

    @cached_property
    def suspects(self) -> frozenset[str]:
        """The bodies that the unsound examples of several rules on powers and forums name."""
        return frozenset(body for body, times in self.suspected.items() if times >= _SUSPECTED)

    @cached_property
    def suspected(self) -> Counter[str]:
        """How many rules on powers and forums name a body in their unsound examples."""
        counts = Counter[str]()
        for rule in self.law.rules.values():
            if rule.kind in ("power", "forum"):
                counts.update(self._names("\n\n".join(rule.flagged)) & set(self.law.bodies))
        return counts

    def advised(self, rule: Rule) -> frozenset[int]:
        """Return the kinds of bodies that a rule's suggestion names, as atoms: "Name the court"."""
        named = {atom for sentence in self.scanned(rule.suggestion) for atom in sentence.primary}
        return frozenset(at for at in named if self.book.compiled.atoms[at] in self.book.kinds)

    def closure(self, body: str) -> Mask:
        """Return a body and the kinds above it, as atoms."""
        return self.book.compiled.closure(self.book.compiled.atoms.index(body))

    def reason(self, rule: Rule, text: str = "") -> str:
        """Return why a rule speaks as it does; where it is found on the text, with what the text says."""
        found = next((f for f in self.findings(text)[0] if f.rule == rule.id), None) if text else None
        return " ".join((found.message if found else rule.statement).split())

    def sources(self, rule: Rule, *texts: str) -> tuple[Source, ...]:
        """Return the authorities of a rule, without those on other rights than a text names, if any are left.

        Args:
            rule: the rule.
            texts: a sentence, and what it stands in: the first that names a right counts. Authorities later than the
                sentence are left out, where there are others.
        """
        rights = next(filter(None, map(self.named_rights, texts)), frozenset[str]())
        likest = self.of_rights(rule.authorities, rights)
        later = self.later(rule, texts[0]) if texts else frozenset[str]()
        likest = [authority for authority in likest if authority not in later] or likest
        cited = dict.fromkeys(self.book.sources.cite(authority) for authority in likest)
        return tuple(Source(citation.label, citation.url or "") for citation in cited)

    def of_rights(self, authorities: list[str], rights: frozenset[str]) -> list[str]:
        """Return the authorities that are on no other rights than some, if any are left; those on these alone first.

        All, where none is on one of these and most are on others: what they tell is of a body or matter of the others.
        """
        own: dict[str, frozenset[str]] = {}
        for authority in authorities:
            source = self.book.sources.find(authority)
            own[authority] = self.named_rights(source.title) if source else frozenset()
        kept = [authority for authority in authorities if not own[authority] or rights & own[authority]]
        apart = not any(own[authority] for authority in kept) and len(kept) < len(authorities) / 2
        return authorities if not rights or apart else sorted(kept, key=lambda one: len(own[one] - rights))

    def later(self, rule: Rule, text: str) -> frozenset[str]:
        """Return the authorities of a rule that were made after the last year that a text names.

        None where the rule says what became so after that year: of this they tell.
        """
        years = [int(year) for year in YEAR.findall(text)]
        if not years or any(int(year) > max(years) for year in _MADE.findall(rule.statement)):
            return frozenset()
        return frozenset(authority for authority in rule.authorities if self._made(authority) > max(years))

    def dated(self, rule: Rule, text: str) -> str:
        """Return of which day the law is told, where nothing but later authorities tell it of a year that a text names.

        "" where others do.
        """
        later = self.later(rule, text)
        if not later or later != frozenset(rule.authorities):
            return ""
        return f"The law is cited as it stands today, though the text is of {max(YEAR.findall(text))}."

    def _made(self, authority: str) -> int:
        """Return the year in which an authority was made, as its title or citation has it; 0 where it has none."""
        source = self.book.sources.find(authority)
        told = _MADE.findall(f"{source.title} {source.citation or ''}" if source else authority)
        return int(told[0]) if told else 0

    def near(self, rule: Rule, text: str, *known: str) -> tuple[str, ...]:
        """Return a sound text that looks like one which breaks a rule, other than those known; none if there is none.

        It is an example of the rule: the one that has the text's body, deed and right, or some of these, and most of
        its words. Where the rule has none of the kind, it is that of another rule of the lesson on the same right. What
        was so in some year comes last where the text names none.
        """
        own = self._likest(((rule, fine) for fine in rule.fine if fine not in known), text)
        if own is not None and (self.shared(own, text) > 0 or alike(own, text) >= _NEAR):
            return (own,)
        rights, lesson = set(self.rights[rule.id]) | self.named_rights(text), self.topics[rule.id]
        others = [name for name, of in self.topics.items() if of == lesson and rights & set(self.rights[name])]
        rules = [self.book.rules[name] for name in others]
        field = ((other, fine) for other in rules for fine in other.fine if fine not in known)
        close = ((of, fine) for of, fine in field if self.shared(fine, text) > 1 and alike(fine, text) >= _CLOSE)
        found = self._likest(close, text) or own
        return () if found is None else (found,)

    def _likest(self, examples: Iterable[tuple[Rule, str]], text: str) -> str | None:
        """Return, of some examples that are sound and can be told to be so, the one that is most like a text."""
        ranked = sorted(examples, key=lambda e: (self.shared(e[1], text), alike(e[1], text)), reverse=True)
        return next((text for of, text in ranked if self.sound(text) and self.upheld(of, text)), None)

    def shared(self, one: str, other: str) -> int:
        """Return of how many sorts, bodies, deeds and rights, two texts name the same, less one for another right."""
        both = self._names(one) & self._names(other)
        rights, others = self.named_rights(one), self.named_rights(other)
        same = bool(rights & others) - self.rights_apart(one, other)
        same -= bool(YEAR.search(one)) and not YEAR.search(other)
        return same + sum(bool(both & set(sort)) for sort in (self.book.bodies, self.book.acts))

    def _names(self, text: str) -> frozenset[str]:
        atoms = self.book.compiled.atoms
        return frozenset(atoms[at] for sentence in self.scanned(text) for at in sentence.primary)
