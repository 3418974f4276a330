"""Who does what in an event: predicates made of its fields, by the frames of the acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from checker.drafts.case import Event
from checker.reading.claim import Filler, Predicate, Predicates
from checker.reading.fields import ACTOR, FROM, TOLD, Fields
from checker.reading.phrase import is_generic
from checker.reading.scan import Mention, Sentence
from checker.rulebook.compiled import NONE, Unit
from checker.spans import Span

_AT = frozenset(("in", "at", "before", "with", "by", "inside", "within", "under"))
_TO = frozenset(("to", "into", "against", "for", "onto", "unto"))
_BE = re.compile(r"\b(?:be|is|are|was|were|been|remain\w*|now|still|stay\w*|rest\w*|sit\w*|lie\w*)\s*$", re.IGNORECASE)


class Doings:
    """Reads the predicates of one event; `before` holds the events before it, for what "the office" stands for."""

    def __init__(self, event: Event, fields: Fields, before: Sequence[Sentence]) -> None:
        self._event, self._fields, self._before = event, fields, before
        self._compiled, self._phrases = fields.words.compiled, fields.words.phrases
        self._mentions, self._bodies = fields.mentions, fields.bodies

    def read(self) -> Predicates:
        """Return the predicates, in the order of the words that name them."""
        return Predicates((m for m in self._mentions if m.form.unit >= 0), self._predicate)

    def _predicate(self, mention: Mention) -> Predicate | None:
        unit, name = self._compiled.units[mention.form.unit], self._fields.name(mention)
        if unit.shape == "be":
            if name != "act" or not _BE.search(self._fields.before(mention)):
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
        agent, thing = self._roles(mention, unit, bodies)
        return Predicate(
            mention, unit, bodies, agent, thing,
            self._led(_AT, mention, forum=True), self._led(_TO, mention, forum=True), self._led(FROM, mention),
            not self._event.object or is_generic(self._event.object), self._fields.reading(mention),
            self._phrases.modal(self._fields.text, self._fields.clause.span("act")),
        )  # fmt: skip

    def _roles(self, mention: Mention, unit: Unit, bodies: list[Filler]) -> tuple[list[Mention], list[Mention]]:
        """Return what stands as the subject, and all else."""
        doing = {id(m) for f in bodies for m in f.mentions}
        agent = [m for m in self._mentions if self._fields.name(m) in ACTOR]
        apart = doing
        if unit.body == "agent" and bodies:
            regions = [self._fields.clause.at(f.span.start) for f in bodies]
            places = {r.name for r in regions if r is not None} & {*ACTOR, "forum"}
            if self._fields.name(mention) != "outcome":
                places |= set(ACTOR)
            agent = [m for m in self._mentions if self._fields.name(m) in places]
        if unit.body == "agent":
            apart = {id(m) for m in agent} | doing
        thing = [m for m in self._mentions if id(m) not in apart and not _shares_end(m.span, mention.span)]
        if not self._event.body:  # nobody acts: what the event is about is its subject ("the right", "lapse")
            about = [m for m in thing if self._fields.name(m) in ("object", "right")]
            agent = [*agent, *(m for m in about if not m.closure & self._compiled.body_mask)]
        return agent, thing

    def _doers(self, mention: Mention, unit: Unit, name: str) -> list[Filler]:
        """Return who does an act whose doer is its subject, its possessor, or who gives it."""
        if name == "outcome":
            named = self._within(("outcome",), ("by",), mention.span.end)
            return named or self._fillers("forum") or self._fillers(*ACTOR)
        if unit.shape != "noun" or name == "act":
            named = self._within(("act",), ("by",), mention.span.end)
            return named or self._fillers(*ACTOR) or ([] if self._event.body else self._fillers("forum"))
        bodies = self._within((name,), FROM, mention.span.end)
        bodies += [Filler([m], m.span) for m in self._bodies.get(name, ()) if self._fields.possessive(m)]
        if not bodies and self._phrases.light(self._event.act):
            givers = [f for f in self._fillers("body") if any(self._fields.words.public(m) for m in f.mentions)]
            bodies = givers or self._fillers("forum")
        elif not bodies and self._phrases.getting(self._event.act):
            bodies = self._fillers("forum")
        return bodies

    def _placed(self, unit: Unit, name: str) -> list[Filler]:
        """Return who stands behind the prepositions of a frame."""
        prepositions = unit.body.split("|")
        bodies = self._within((name,) if name != "act" else ("act", "object"), prepositions)
        if name != "outcome":
            bodies += self._fillers("forum")
            bodies += self._fillers(*ACTOR) if "by" in prepositions else []
        return bodies

    def _led(self, prepositions: frozenset[str], mention: Mention, *, forum: bool = False) -> list[Mention]:
        """Return what stands behind some prepositions; a forum is what an act is done in and brought to."""
        return [
            m
            for m in self._mentions
            if m is not mention
            and (
                (forum and self._fields.name(m) == "forum")
                or (self._fields.name(m) in TOLD and self._fields.governor(m) in prepositions)
            )
        ]

    # -- who

    def _filler(self, mentions: list[Mention], name: str) -> Filler | None:
        """Return the bodies that a field names, or those that its words stand for ("the office")."""
        span = self._fields.clause.span(name)
        if not any(not self._compiled.bodies[m.atom].is_kind for m in mentions):
            mask: set[int] = set()
            for mention in self._mentions:
                if self._fields.name(mention) == name:
                    mask |= self._compiled.refer.get(mention.atom, NONE)
            for earlier in reversed(self._before if mask else []):
                for mention in reversed(earlier.mentions):
                    if mention.atom in mask:
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
            if m.span.start >= after and self._fields.governor(m) in prepositions
        ]


def _shares_end(inner: Span, outer: Span) -> bool:
    return outer.contains(inner) and (inner.start == outer.start or inner.end == outer.end)
