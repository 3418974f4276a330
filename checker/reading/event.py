"""Events of a case description read into claims: each field fills a place of the clause, so that nothing is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.drafts.case import Case, Event
from checker.quantities import Amount, amounts
from checker.reading.claim import Claims, Filler, Predicate
from checker.reading.clause import PREPOSITIONS, Clause, Region, clause_of
from checker.reading.dates import Moment, between, moments
from checker.reading.phrase import Phrases, governor, is_generic, possessive
from checker.reading.scan import Mention, Scanner, Sentence
from checker.reading.scene import DEFAULT
from checker.reading.stance import Reading, Stance
from checker.rulebook.compiled import Compiled, Unit
from checker.rulebook.model import Route
from checker.spans import Span

_AT = frozenset(("in", "at", "before", "with", "by", "inside", "within", "under"))
_TO = frozenset(("to", "into", "against", "for", "onto", "unto"))
_FROM = frozenset(("from", "of", "by"))
_BROUGHT = frozenset(("to", "before", "in", "at", "into", "with", "by"))
_ACTOR = ("body", "role")
_TOLD = ("act", "object", "source", "outcome")
_STOP = re.compile(r"[.?!:](?=\s)|\s")
_BE = re.compile(r"\b(?:be|is|are|was|were|been|remain\w*|now|still|stay\w*|rest\w*|sit\w*|lie\w*)\s*$", re.IGNORECASE)
_NOUN_COMES = re.compile(r"\b(?:the|an?|its|their|his|her|this|that|of|in|on|for|against|from)\s*$", re.IGNORECASE)
_VERB_COMES = re.compile(r"\bto\s*$", re.IGNORECASE)
_BARE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BACK = 4


@dataclass(slots=True)
class EventClaims:
    """An event as judging meets it.

    Attributes:
        event: what it was read from.
        clause: its words in order; the spans of `claims` are those of this text.
        claims: its claims.
        sentence: its mentions, as the gate needs them.
        deciding: the bodies that decide, if any do.
        brought: the bodies to which it is brought, or which hear it.
        sources: the bodies whose decision the event itself names.
        onward: whether it goes on from a decision: it is an appeal, or what becomes of one.
    """

    event: Event
    clause: Clause
    claims: Claims
    sentence: Sentence
    deciding: list[Mention]
    brought: list[Mention]
    sources: list[Mention]
    onward: bool

    def in_source(self, span: Span) -> Span:
        """Return where in the file a finding on a stretch of the clause stands."""
        return self.clause.in_source(span) or self.event.span


class CaseReader:
    """Reads the events of one case.

    Attributes:
        place: the case's jurisdiction, or "" where it names none that the rules know.
        onward: mask of the acts that go on from a decision.
        head: the rights of the case and its title, as the sentence before the first event.
    """

    def __init__(self, case: Case, compiled: Compiled, scanner: Scanner) -> None:
        self.case, self.compiled = case, compiled
        self.phrases = Phrases(compiled.words)
        self._scanner = scanner
        self.place = self.place_of(case.jurisdiction)
        self.head = self.scan(0, "; ".join((*case.rights, case.title)))
        self.onward = _onward(compiled)
        self._public = 1 << compiled.index["body"] if "body" in compiled.index else 0

    def read(self) -> list[EventClaims]:
        """Return the events, in the case's order."""
        done: list[EventClaims] = []
        for number, event in enumerate(self.case.events, 1):
            done.append(_EventReader(self, event, number, done).read())
        return done

    def after(self, events: list[EventClaims], at: int, decision: EventClaims) -> EventClaims:
        """Return the event at an index of `events`, read as going on from the decision of another."""
        source = decision.event.forum or decision.event.body or ""
        return _EventReader(self, events[at].event, at + 1, events[:at], source).read()

    def scan(self, number: int, text: str) -> Sentence:
        """Return one sentence that holds every mention of a text, whatever stops stand in it."""
        flat = _STOP.sub(lambda m: " " if m[0].isspace() else ",", text)
        whole = Sentence(number, Span(0, len(text)), number)
        for part in self._scanner.scan(flat):
            for mention in part.mentions:
                whole.note(mention)
        return whole

    def place_of(self, words: str | None) -> str:
        """Return the jurisdiction that words name, or "" where they name none that the rules know."""
        compiled = self.compiled
        found = [p for m in self.scan(0, words or "").mentions if (p := compiled.places.get(m.atom))]
        return max(found, key=self.depth, default="")

    def depth(self, place: str) -> int:
        """Return how far down a jurisdiction lies."""
        return len(self.compiled.above.get(place, ()))

    def public(self, mention: Mention) -> bool:
        """Return whether a mention is of a body that the public set up, not of a party or its like."""
        return bool(mention.closure & self._public)


class _EventReader:
    def __init__(
        self, case: CaseReader, event: Event, number: int, before: list[EventClaims], source: str = ""
    ) -> None:
        self._reader, self._event, self._before = case, event, before
        self._compiled, self._phrases = case.compiled, case.phrases
        self._clause = clause_of(case.case, event, source)
        self._text = self._clause.text
        self._parties = [s for p in case.case.parties for s in _places(self._text, p.name)]
        scanned = case.scan(number, self._text)
        self._sentence = Sentence(number, scanned.span, number)
        self._field: dict[int, str] = {}
        self._region: dict[int, Region] = {}
        self._appeals = False
        for mention in sorted(scanned.mentions, key=lambda m: m.span.start):
            region = self._clause.at(mention.span.start)
            if region is not None and self._meant(mention, region, scanned.primary):
                self._region[id(mention)] = region
                self._field[id(mention)] = region.name.partition(":")[0]
                self._sentence.note(mention)
                self._appeals = self._appeals or self._appeal(mention, region)
        self._mentions = self._sentence.mentions
        self._bodies = {n: self._named_in(n) for n in (*_ACTOR, *_TOLD, "forum")}

    def _appeal(self, mention: Mention, region: Region) -> bool:
        """Return whether a mention is the very word of the act that goes on from a decision."""
        compiled, word = self._compiled, mention.span.of(self._text).casefold()
        bits = mention.closure & self._reader.onward if region.name in ("act", "object") else 0
        return bool(bits) and word.startswith(compiled.atoms[bits.bit_length() - 1])

    def _meant(self, mention: Mention, region: Region, primary: int) -> bool:
        """Return whether a word can be what its form says where it stands."""
        name, part, again = region.name.partition(":")
        if part and (mention.span.start != region.span.start or not self._again(mention, name, again)):
            return False
        if name == "echo" or any(p.contains(mention.span) and p != mention.span for p in self._parties):
            return False
        if mention.closure & self._compiled.body_mask:
            return not mention.form.unless & primary
        if name in _ACTOR:
            return name == "body"
        if mention.form.pos != "V":
            return True
        before = self._text[region.span.start : mention.span.start]
        if name in ("act", "outcome"):
            return not _NOUN_COMES.search(before)
        return name == "object" and bool(_VERB_COMES.search(before))

    def _again(self, mention: Mention, name: str, again: str) -> bool:
        """Return whether a phrase may be read from words that stand there a second time."""
        if name != "forum":
            return True
        if mention.span.end <= mention.span.start + len(again):
            return False
        return again != PREPOSITIONS[0] or self._appeals or self._goes_to()

    def _goes_to(self) -> bool:
        """Return whether the act is one that takes a thing to somebody."""
        units = [self._compiled.units[m.form.unit] for m in self._sentence.mentions if m.form.unit >= 0]
        return governor(self._text, 0, self._clause.span("act").end) == PREPOSITIONS[0] or any(
            PREPOSITIONS[0] in u.body.split("|") for u in units
        )

    # -- the whole event

    def read(self) -> EventClaims:
        event, text = self._event, self._text
        predicates = [p for m in self._mentions if m.form.unit >= 0 and (p := self._predicate(m)) is not None]
        public = self._reader.public
        brought = [m for n in (*_TOLD, "forum") for m in self._bodies[n] if public(m) and self._directed(m, n)]
        doing = [m for m in self._bodies["body"] if public(m)]
        window = self._sentence.closure | self._reader.head.closure
        for earlier in self._before[-_BACK:]:
            window |= earlier.sentence.closure
        claims = Claims(
            self._sentence.span, text, self._mentions, predicates, self._amounts(), self._moments(), window,
            self._read, _distance, self._scene, directed=[*doing, *brought],
        )  # fmt: skip
        deciding = [m for m in self._bodies["forum"] if public(m)] or doing
        sources = [m for n in ("act", "object") for m in self._bodies[n] if self._source(m)]
        return EventClaims(
            event, self._clause, claims, self._sentence, deciding, brought or doing, sources, self._appeals
        )

    def _amounts(self) -> list[Amount]:
        found = [a for a in amounts(self._text) if self._told(a.span)]
        span = self._clause.span("amount")
        if _BARE.fullmatch(span.of(self._text)):
            found = [a._replace(dimension="money") if a.span.overlaps(span) else a for a in found]
            found += [] if any(a.span.overlaps(span) for a in found) else [_pounds(self._text, span)]
        return [*found, *between(self._stated())]

    def _told(self, span: Span) -> bool:
        """Return whether a stretch is the event's own words: no date, and nothing that stands there a second time."""
        region = self._clause.at(span.start)
        return region is not None and region.name not in ("date", "echo") and ":" not in region.name

    def _stated(self) -> list[Moment]:
        return [m for m in moments(self._text) if self._told(m.span)]

    def _moments(self) -> list[Moment]:
        when, span = self._event.date or self._reader.case.date, self._clause.span("date")
        if when is None:
            return self._stated()
        return [Moment(when.first.toordinal(), when.last.toordinal(), "in", span)]

    def _scene(self, mentions: Iterable[Mention]) -> tuple[str, bool, bool]:
        """Return (jurisdiction, foreign, assumed): the event's or a named body's, the narrower; else the case's."""
        reader, foreign = self._reader, self._compiled.foreign
        stated = reader.place_of(self._event.jurisdiction)
        home = [p for m in mentions if (p := self._place(m)) and p not in foreign]
        for place in (stated, "" if self._event.jurisdiction else reader.place):
            if place and place not in foreign and (home or place == stated):
                home.insert(0, place)
        if home:
            return max(home, key=reader.depth), False, False
        abroad = [
            p for m in self._mentions if self._field[id(m)] != "jurisdiction" and (p := self._place(m)) in foreign
        ]
        place = stated or (abroad[0] if abroad else reader.place)
        return (place, place in foreign, False) if place else (DEFAULT, False, True)

    def _place(self, mention: Mention) -> str:
        """Return the jurisdiction of a place or a body that is named, or ""."""
        body = self._compiled.bodies.get(mention.atom)
        place = self._compiled.places.get(mention.atom, body.jurisdiction if body and not body.is_kind else "")
        return "" if place in self._compiled.neutral else place

    # -- how it stands

    def _reading(self, mention: Mention) -> Reading:
        name, text = self._field[id(mention)], self._text
        act = self._clause.span("act")
        span = self._region[id(mention)].span
        own = self._phrases.reading(text, span, mention.span.start, verbal=name in ("act", "outcome"))
        if name == "outcome":
            after = frozenset(self._phrases.denied_after(text, span, min(mention.span.end, span.end)))
            return Reading(own.stance, own.negators | (after if mention.form.pos != "V" else frozenset()))
        if name == "act":
            return own
        above = self._phrases.reading(text, act, act.end, verbal=name not in _ACTOR)  # who refuses, acts
        stance = own.stance if own.stance is not Stance.ASSERTED else above.stance
        return Reading(stance, own.negators | above.negators)

    def _read(self, mentions: Iterable[Mention]) -> Reading:
        found = list(mentions)
        readings = [self._reading(m) for m in found if id(m) in self._field]
        negators = {n for r in readings for n in r.negators}
        dead = {r.stance for r in readings} - {Stance.ASSERTED, Stance.ATTRIBUTED}
        covered = {n for n in negators for m in found if m.span.start <= n < m.span.end}
        return Reading(min(dead) if dead else Stance.ASSERTED, frozenset(negators - covered))

    # -- who and where

    def _named_in(self, name: str) -> list[Mention]:
        """Return the bodies that a field names; names before common nouns."""
        at, text = self._clause.span(name).start, self._text
        found = [m for m in self._mentions if self._field[id(m)] == name and m.closure & self._compiled.body_mask]
        if name in _ACTOR:  # "counsel for B" is not B
            found = [m for m in found if governor(text, at, m.span.start) not in ("for", "against")] or found[:1]
        return [m for m in found if not self._compiled.bodies[m.atom].is_kind] or found

    def _governor(self, mention: Mention) -> str:
        return governor(self._text, self._region[id(mention)].span.start, mention.span.start)

    def _source(self, mention: Mention) -> bool:
        return self._governor(mention) in _FROM or possessive(self._text, mention.span.end)

    def _directed(self, mention: Mention, name: str) -> bool:
        if name in _TOLD:
            return self._governor(mention) in _BROUGHT or possessive(self._text, mention.span.end)
        return True

    def _filler(self, mentions: list[Mention], name: str) -> Filler | None:
        """Return the bodies that a field names, or those that its words stand for ("the office")."""
        span = self._clause.span(name)
        if not any(not self._compiled.bodies[m.atom].is_kind for m in mentions):
            mask = 0
            for mention in self._mentions:
                if self._field[id(mention)] == name:
                    mask |= self._compiled.refer.get(mention.atom, 0)
            for earlier in reversed(self._before if mask else []):
                for mention in reversed(earlier.sentence.mentions):
                    if 1 << mention.atom & mask:
                        return Filler([mention], span, resolved=True)
        return Filler(mentions, span) if mentions else None

    def _fillers(self, *names: str) -> list[Filler]:
        return [f for n in names if (f := self._filler(self._bodies[n], n)) is not None]

    def _within(self, names: tuple[str, ...], prepositions: Iterable[str], after: int = 0) -> list[Filler]:
        """Return the bodies that stand in fields behind one of some prepositions."""
        return [
            Filler([m], m.span)
            for n in names
            for m in self._bodies.get(n, ())
            if m.span.start >= after and self._governor(m) in prepositions
        ]

    # -- predicates

    def _predicate(self, mention: Mention) -> Predicate | None:
        unit, name = self._compiled.units[mention.form.unit], self._field[id(mention)]
        if unit.shape == "be":
            before = self._text[self._region[id(mention)].span.start : mention.span.start]
            if name != "act" or not _BE.search(before):
                return None
            unit = unit._replace(body="agent", thing="object")
            bodies = [*self._fillers("forum"), *self._within(("act",), _AT | _TO)]
        elif unit.body == "agent":
            bodies = self._doers(mention, unit, name)
        elif unit.body == "object":
            bodies = self._fillers("object") or self._fillers("forum")
        else:
            bodies = self._placed(unit, name)
        if not bodies and (unit.shape == "be" or unit.body != "agent"):
            return None
        doing = {id(m) for f in bodies for m in f.mentions}
        acting = [m for m in self._mentions if self._field[id(m)] in _ACTOR]
        agent = acting
        if unit.body == "agent":
            regions = [self._clause.at(f.span.start) for f in bodies]
            places = {r.name for r in regions if r is not None} & {*_ACTOR, "forum"}
            agent = [m for m in self._mentions if self._field[id(m)] in (places | set(_ACTOR))] if bodies else acting
            agent = agent if name != "outcome" or not bodies else [m for m in agent if self._field[id(m)] in places]
        apart = {id(m) for m in agent} | doing if unit.body == "agent" else doing
        thing = [m for m in self._mentions if id(m) not in apart and not _shares_end(m.span, mention.span)]
        if not self._event.body:  # nobody acts: what the event is about is its subject ("the right", "lapse")
            about = [m for m in thing if self._field[id(m)] in ("object", "right")]
            agent = [*agent, *(m for m in about if not m.closure & self._compiled.body_mask)]
        return Predicate(
            mention, unit, bodies, agent, thing,
            self._led(_AT, mention, forum=True), self._led(_TO, mention, forum=True), self._led(_FROM, mention),
            not self._event.object or is_generic(self._event.object), self._reading(mention),
            self._phrases.modal(self._text, self._clause.span("act")),
        )  # fmt: skip

    def _doers(self, mention: Mention, unit: Unit, name: str) -> list[Filler]:
        """Return who does an act whose doer is its subject, its possessor, or who gives it."""
        if name == "outcome":
            named = self._within(("outcome",), ("by",), mention.span.end)
            return named or self._fillers("forum") or self._fillers(*_ACTOR)
        if unit.shape != "noun" or name == "act":
            named = self._within(("act",), ("by",), mention.span.end)
            return named or self._fillers(*_ACTOR) or ([] if self._event.body else self._fillers("forum"))
        bodies = self._within((name,), _FROM, mention.span.end)
        bodies += [Filler([m], m.span) for m in self._bodies.get(name, ()) if possessive(self._text, m.span.end)]
        if not bodies and self._phrases.light(self._event.act):
            givers = [f for f in self._fillers("body") if any(self._reader.public(m) for m in f.mentions)]
            bodies = givers or self._fillers("forum")
        return bodies

    def _placed(self, unit: Unit, name: str) -> list[Filler]:
        """Return who stands behind the prepositions of a frame."""
        prepositions = unit.body.split("|")
        bodies = self._within((name,) if name != "act" else ("act", "object"), prepositions)
        if name != "outcome":
            bodies += self._fillers("forum")
            bodies += self._fillers(*_ACTOR) if "by" in prepositions else []
        return bodies

    def _led(self, prepositions: frozenset[str], mention: Mention, *, forum: bool = False) -> list[Mention]:
        """Return what stands behind some prepositions; a forum is what an act is done in and brought to."""
        return [
            m
            for m in self._mentions
            if m is not mention
            and (
                (forum and self._field[id(m)] == "forum")
                or (self._field[id(m)] in _TOLD and self._governor(m) in prepositions)
            )
        ]


def _onward(compiled: Compiled) -> int:
    """Return the mask of the acts that routes are of, unless a rule says otherwise."""
    names = [g.removeprefix("@") for g in Route.model_fields["act"].get_default()]
    return sum(1 << compiled.index[n] for n in names if n in compiled.index)


def _places(text: str, name: str) -> Iterator[Span]:
    for found in re.finditer(re.escape(name), text, re.IGNORECASE):
        yield Span(*found.span())


def _shares_end(inner: Span, outer: Span) -> bool:
    return outer.contains(inner) and (inner.start == outer.start or inner.end == outer.end)


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _pounds(text: str, span: Span) -> Amount:
    return Amount("money", float(span.of(text).replace(",", "")), span)
