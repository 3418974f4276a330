"""Events of a case description against the rules: each by itself, and appeals by the decisions before them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from checker.drafts.case import Case, Event
from checker.drafts.draft import Draft
from checker.errors import DraftError
from checker.judging.finding import Finding
from checker.judging.gate import Gate
from checker.judging.judge import Judge
from checker.judging.life import Life
from checker.judging.match import stance_fits
from checker.judging.standing import Standing
from checker.judging.survey import Survey
from checker.reading.claim import Claims
from checker.reading.event import CaseReader, EventClaims
from checker.reading.scan import Mention, Scanner
from checker.rulebook.compiled import Compiled
from checker.spans import Span, line_column

_Scene = Callable[[Iterable[Mention]], tuple[str, bool, bool]]


class CaseJudge:
    """Judges the events of one case, and lends its narrative the case's jurisdiction."""

    def __init__(self, case: Case, compiled: Compiled, scanner: Scanner) -> None:
        self._case, self._compiled = case, compiled
        self._reader = CaseReader(case, compiled, scanner)

    def see_known(self, draft: Draft) -> None:
        """See that rules know the case's jurisdictions and rights: else it would be judged by another law.

        Args:
            draft: that holds the case.

        Raises:
            DraftError: if they do not.
        """

        def fault(path: str, at: Span, what: str, cure: str) -> DraftError:
            line, column = line_column(draft.source, at.start)
            return DraftError(what, file=draft.name, line=line, column=column, field=path, cure=cure)

        parts: dict[str, Case | Event] = {"": self._case}
        parts |= {f"events[{i}].": event for i, event in enumerate(self._case.events, 1)}
        for path, part in parts.items():
            if part.jurisdiction and not self._reader.place_of(part.jurisdiction):
                known = ", ".join(sorted(self._compiled.above.keys() - self._compiled.foreign))
                what = f"no place is called {part.jurisdiction!r}"
                cure = f"write one of {known}, or the name of a country"
                raise fault(f"{path}jurisdiction", part.span_of("jurisdiction"), what, cure)
        for i, right in enumerate(self._case.rights, 1):
            if not self._reader.knows(right):
                cure = "write patent, trade mark, copyright, design or another that `vires rules coverage` lists"
                path = f"rights[{i}]"
                raise fault(path, self._case.span_of(path), f"no right is called {right!r}", cure)

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
        found: list[Finding] = []
        for readings, before in self._readings():
            each = [self._judged(reading, self._asked(reading, before, gate), judge, life) for reading in readings]
            for rule, finding in each[0].items():
                if all(rule in other for other in each):  # else it may go on from a decision that allows it
                    found.append(finding)
        return found

    def standings(self, gate: Gate, judge: Judge, survey: Survey, found: Iterable[Finding]) -> list[Standing]:
        """Return how the claims of the events stand that are no findings, once a place in the file.

        Args:
            gate: picks the patterns that an event could meet.
            judge: holds claims against the patterns.
            survey: what asks the other patterns.
            found: the findings on the events.
        """
        known = [f.source_span for f in found if f.source_span is not None]
        told: dict[Span, Standing] = {}
        for readings, before in self._readings():
            for reading in readings:
                more = survey.patterns(reading.sentence, reading.clause.text)
                asked = self._asked(reading, before, gate, more)
                for standing in survey.standings(judge, asked, ()):
                    place = reading.in_source(standing.span)
                    if not any(place.overlaps(other) for other in known):
                        told.setdefault(place, replace(standing, span=Span(0, 0), source_span=place))
        return list(told.values())

    def _readings(self) -> Iterator[tuple[list[EventClaims], list[EventClaims]]]:
        """Yield the ways to read each event, by the decisions that it may go on from, and the events listed first."""
        events = self._reader.read()
        happened = [_affirmed(e.claims) for e in events]
        for at, event in enumerate(events):
            before = [_before(e, event, listed=i < at) for i, e in enumerate(events)]
            earlier = tuple(e.sentence.closure for i, e in enumerate(events) if i != at and before[i])
            later = tuple(happened[i] for i in range(len(events)) if i != at and not before[i])
            decisions = [] if event.sources or not event.onward else list(_decisions(events, at))
            readings = [self._reader.after(events, at, d) for d in decisions] or [event]
            for reading in readings:
                reading.claims.earlier, reading.claims.later = earlier, later
            yield readings, events[:at]

    def _asked(
        self, event: EventClaims, before: list[EventClaims], gate: Gate, more: Iterable[int] = ()
    ) -> list[tuple[Claims, list[int]]]:
        """Return an event's claims with the patterns to ask of them: those of routes see it as brought to somebody."""
        sentences = [self._reader.head, *(e.sentence for e in before), event.sentence]
        asked = dict.fromkeys([*gate.candidates(sentences, len(before) + 1), *more])
        routes = [n for n in asked if self._compiled.patterns[n].check == "route"]
        window = event.sentence.closure | self._reader.head.closure
        brought = replace(event.claims, window=window, directed=event.brought)
        return [(event.claims, [n for n in asked if n not in routes]), (brought, routes)]

    @staticmethod
    def _judged(
        event: EventClaims, asked: list[tuple[Claims, list[int]]], judge: Judge, life: Life
    ) -> dict[str, Finding]:
        """Return the findings on an event by their rules."""
        (own, patterns), (brought, routes) = asked
        found = [*judge.judge(own, patterns), *life.judge(own), *judge.judge(brought, routes)]
        return {f.rule: replace(f, span=Span(0, 0), source_span=event.in_source(f.span)) for f in reversed(found)}


def _within(scene: _Scene, place: tuple[str, bool, bool]) -> _Scene:
    def framed(mentions: Iterable[Mention]) -> tuple[str, bool, bool]:
        found = scene(mentions)
        return place if found[2] else found

    return framed


def _affirmed(claims: Claims) -> set[int]:
    """Return the closure of what claims say did happen."""
    total: set[int] = set()
    for mention in claims.mentions:
        if stance_fits(claims.read([mention]), "affirmed"):
            total |= mention.closure
    return total


def _decisions(events: list[EventClaims], at: int) -> Iterator[EventClaims]:
    """Yield the events that an appeal may go on from: those before it, the last first, back to an appeal before it.

    What becomes of an appeal goes on from what the appeal itself went on from.
    """
    event = events[at]
    pending = not event.event.forum and bool(event.deciding)
    earlier = [e for i, e in enumerate(events) if i != at and e.deciding and _before(e, event, listed=i < at)]
    for other in reversed(earlier):
        if other.onward and pending and other.event.forum:
            pending = False
            continue
        yield other
        if other.onward:
            return


def _before(one: EventClaims, other: EventClaims, *, listed: bool) -> bool:
    """Return whether an event came before another: by their dates, else as they are listed."""
    if one.event.date and other.event.date:
        if one.event.date.last < other.event.date.first:
            return True
        if one.event.date.first > other.event.date.last:
            return False
    return listed
