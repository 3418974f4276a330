"""Events of a case description read into claims: each field fills a place of the clause, so that nothing is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from checker.drafts.case import Case, Event
from checker.quantities import Amount, amounts
from checker.reading.claim import Claims
from checker.reading.clause import Clause, clause_of
from checker.reading.dates import Moment, between, moments
from checker.reading.doings import Doings
from checker.reading.fields import TOLD, Fields, Words
from checker.reading.scan import Mention, Scanner, Sentence
from checker.reading.scene import DEFAULT
from checker.rulebook.compiled import Compiled
from checker.spans import Span

_BARE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BACK = 4


@dataclass(slots=True)
class EventClaims:
    """An event as judging meets it.

    Attributes:
        event: what it was read from.
        clause: its words in order; the spans of `claims` are those of this text.
        claims: its claims.
        fields: its words by the fields in which they stand.
        deciding: the bodies that decide, if any do.
        brought: the bodies to which it is brought, or which hear it.
        sources: the bodies whose decision the event itself names.
    """

    event: Event
    clause: Clause
    claims: Claims
    fields: Fields
    deciding: list[Mention]
    brought: list[Mention]
    sources: list[Mention]

    @property
    def sentence(self) -> Sentence:
        """Its mentions, as the gate needs them."""
        return self.fields.sentence

    @property
    def onward(self) -> bool:
        """Whether it goes on from a decision: it is an appeal, or what becomes of one."""
        return self.fields.appeals

    def in_source(self, span: Span) -> Span:
        """Return where in the file a finding on a stretch of the clause stands."""
        return self.clause.in_source(span) or self.event.span


class CaseReader:
    """Reads the events of one case.

    Attributes:
        place: the case's jurisdiction, or "" where it names none that the rules know.
        head: the rights of the case and its title, as the sentence before the first event.
    """

    def __init__(self, case: Case, compiled: Compiled, scanner: Scanner) -> None:
        self.case, self.compiled = case, compiled
        self.words = Words(compiled, scanner)
        self.place = self.place_of(case.jurisdiction)
        self.head = self.words.scan(0, "; ".join((*case.rights, case.title)))

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

    def place_of(self, words: str | None) -> str:
        """Return the jurisdiction that words name, or "" where they name none that the rules know."""
        said = words or ""
        if (name := "-".join(said.lower().split())) in self.compiled.above:
            return name
        for spelt in (said, said.title()):  # "scotland" is no slip
            mentions = self.words.scan(0, spelt).mentions
            if found := [p for m in mentions if (p := self.compiled.places.get(m.atom))]:
                return max(found, key=self.depth)
        return ""

    def knows(self, words: str) -> bool:
        """Return whether words name anything that the rules know."""
        return bool(self.words.scan(0, words).mentions)

    def depth(self, place: str) -> int:
        """Return how far down a jurisdiction lies."""
        return len(self.compiled.above.get(place, ()))


class _EventReader:
    def __init__(
        self, case: CaseReader, event: Event, number: int, before: list[EventClaims], source: str = ""
    ) -> None:
        self._case, self._event, self._before, self._compiled = case, event, before, case.compiled
        self._clause = clause_of(case.case, event, source)
        self._text = self._clause.text
        self._fields = Fields(case.words, self._clause, number, case.case.parties)

    def read(self) -> EventClaims:
        fields, public = self._fields, self._case.words.public
        bodies, sentence = fields.bodies, fields.sentence
        brought = [m for n in (*TOLD, "forum") for m in bodies[n] if public(m) and fields.directed(m)]
        doing = [m for m in bodies["body"] if public(m)]
        earlier = [e.sentence for e in self._before]
        window = sentence.closure | self._case.head.closure
        for other in earlier[-_BACK:]:
            window |= other.closure
        claims = Claims(
            sentence.span, self._text, fields.mentions, Doings(self._event, fields, earlier).read(), self._amounts(),
            self._moments(), window, fields.read, _distance, self._scene, directed=[*doing, *brought],
        )  # fmt: skip
        deciding = [m for m in bodies["forum"] if public(m)] or doing
        sources = [m for n in ("act", "object") for m in bodies[n] if fields.source(m)]
        return EventClaims(self._event, self._clause, claims, fields, deciding, brought or doing, sources)

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
        when, span = self._event.date or self._case.case.date, self._clause.span("date")
        if when is None:
            return self._stated()
        return [Moment(when.first.toordinal(), when.last.toordinal(), "in", span)]

    def _scene(self, mentions: Iterable[Mention]) -> tuple[str, bool, bool]:
        """Return (jurisdiction, foreign, assumed): the event's or a named body's, the narrower; else the case's."""
        reader, foreign = self._case, self._compiled.foreign
        stated = reader.place_of(self._event.jurisdiction)
        home = [p for m in mentions if (p := self._place(m)) and p not in foreign]
        for place in (stated, "" if self._event.jurisdiction else reader.place):
            if place and place not in foreign and (home or place == stated):
                home.insert(0, place)
        if home:
            return max(home, key=reader.depth), False, False
        named = [m for m in self._fields.mentions if self._fields.name(m) != "jurisdiction"]
        abroad = [p for m in named if (p := self._place(m)) in foreign]
        place = stated or (abroad[0] if abroad else reader.place)
        return (place, place in foreign, False) if place else (DEFAULT, False, True)

    def _place(self, mention: Mention) -> str:
        """Return the jurisdiction of a place or a body that is named, or ""."""
        body = self._compiled.bodies.get(mention.atom)
        place = self._compiled.places.get(mention.atom, body.jurisdiction if body and not body.is_kind else "")
        return "" if place in self._compiled.neutral else place


def _distance(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _pounds(text: str, span: Span) -> Amount:
    return Amount("money", float(span.of(text).replace(",", "")), span)
