"""Events of a case description against the rules: each by itself, and appeals by the decisions before them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from checker.drafts.case import Case
from checker.judging.finding import Finding
from checker.judging.gate import Gate
from checker.judging.judge import Judge
from checker.judging.life import Life
from checker.reading.claim import Claims
from checker.reading.event import CaseReader, EventClaims
from checker.reading.scan import Mention, Scanner
from checker.rulebook.compiled import Compiled
from checker.spans import Span

_Scene = Callable[[Iterable[Mention]], tuple[str, bool, bool]]


class CaseJudge:
    """Judges the events of one case, and lends its narrative the case's jurisdiction."""

    def __init__(self, case: Case, compiled: Compiled, scanner: Scanner) -> None:
        self._compiled = compiled
        self._reader = CaseReader(case, compiled, scanner)

    def frame(self, claims: Claims) -> None:
        """Put claims of the narrative under the case's law where they name no other."""
        if self._reader.place:
            foreign = self._reader.place in self._compiled.foreign
            claims.scene = _within(claims.scene, (self._reader.place, foreign, False))

    def findings(self, gate: Gate, judge: Judge, life: Life) -> list[Finding]:
        """Return the findings on the events, each with the place of the fields that it is about in the file.

        Args:
            gate: picks the patterns that an event could meet.
            judge: holds claims against the patterns.
            life: holds bodies against their dates.
        """
        events = self._reader.read()
        sentences = [self._reader.head, *(e.sentence for e in events)]
        found: list[Finding] = []
        for at, event in enumerate(events):
            candidates = gate.candidates(sentences, at + 1)
            routes = [n for n in candidates if self._compiled.patterns[n].check == "route"]
            mine = judge.judge(event.claims, [n for n in candidates if n not in routes])
            mine += life.judge(event.claims)
            for number in routes:
                mine += self._routed(events, at, judge, number)
            by_rule = {f.rule: f for f in reversed(mine)}
            found += [replace(f, span=Span(0, 0), source_span=event.in_source(f.span)) for f in by_rule.values()]
        return found

    def _routed(self, events: list[EventClaims], at: int, judge: Judge, number: int) -> list[Finding]:
        """Return the finding of a route on an event, where it fits none of the decisions that it may go on from."""
        event = events[at]
        own = event.sentence.closure | self._reader.head.closure
        before = [] if event.sources else _decisions(events, at, self._compiled.patterns[number].act)
        found: list[Finding] = []
        for decision in [e.decision for e in before] or [0]:
            found = judge.judge(replace(event.claims, window=own | decision, directed=event.brought), [number])
            if not found:
                return []
        return found


def _within(scene: _Scene, place: tuple[str, bool, bool]) -> _Scene:
    def framed(mentions: Iterable[Mention]) -> tuple[str, bool, bool]:
        found = scene(mentions)
        return place if found[2] else found

    return framed


def _decisions(events: list[EventClaims], at: int, act: int) -> Iterator[EventClaims]:
    """Yield the events that an appeal may go on from, the last first, back to the appeal before it."""
    earlier = [e for i, e in enumerate(events) if i != at and e.deciding and _before(e, events[at], listed=i < at)]
    for event in reversed(earlier):
        yield event
        if any(p.mention.closure & act for p in event.claims.predicates):
            return


def _before(one: EventClaims, other: EventClaims, *, listed: bool) -> bool:
    """Return whether an event came before another: by their dates, else as they are listed."""
    if one.event.date and other.event.date:
        if one.event.date.last < other.event.date.first:
            return True
        if one.event.date.first > other.event.date.last:
            return False
    return listed
