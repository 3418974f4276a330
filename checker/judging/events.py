"""Events of a case description against the rules: each by itself, and appeals by the decisions before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.drafts.draft import Draft
from checker.judging.finding import Finding
from checker.judging.gate import Gate
from checker.judging.judge import Judge
from checker.judging.life import Life
from checker.reading.event import CaseReader, EventClaims
from checker.reading.scan import Scanner
from checker.rulebook.compiled import Compiled
from checker.spans import Span


def judge_case(
    draft: Draft, compiled: Compiled, scanner: Scanner, gate: Gate, judge: Judge, life: Life
) -> list[Finding]:
    """Return the findings on the events of a draft's case, each with the place of its fields in the file.

    Args:
        draft: the draft; without a case it has no events.
        compiled: the rules.
        scanner: finds the words of the rules.
        gate: picks the patterns that an event could meet.
        judge: holds claims against the patterns.
        life: holds bodies against their dates.
    """
    if draft.case is None:
        return []
    reader = CaseReader(draft.case, compiled, scanner)
    events = reader.read()
    sentences = [reader.head, *(e.sentence for e in events)]
    found: list[Finding] = []
    for at, event in enumerate(events):
        by_check: dict[bool, list[int]] = {True: [], False: []}
        for number in gate.candidates(sentences, at + 1):
            by_check[compiled.patterns[number].check == "route"].append(number)
        mine = judge.judge(event.claims, by_check[False])
        mine += life.judge(event.claims)
        for number in by_check[True]:
            mine += _routed(reader, events, at, judge, number)
        seen: set[str] = set()
        for finding in mine:
            if finding.rule not in seen:
                seen.add(finding.rule)
                found.append(replace(finding, span=Span(0, 0), source_span=event.in_source(finding.span)))
    return found


def _routed(reader: CaseReader, events: list[EventClaims], at: int, judge: Judge, number: int) -> list[Finding]:
    """Return the finding of a route on an event, where none of the decisions that it may go on from allows it."""
    event = events[at]
    own = event.claims.window & 0 | event.sentence.closure | reader.head.closure
    sources = [] if event.sources else list(_decisions(events, at, reader.compiled.patterns[number].act))
    found: list[Finding] = []
    for closure in [s.decision for s in sources] or [0]:
        found = judge.judge(replace(event.claims, window=own | closure), [number])
        if not found:
            return []
    return found


def _decisions(events: list[EventClaims], at: int, act: int) -> Iterator[EventClaims]:
    """Yield the events that an appeal may go on from: those before it in time, back to the last appeal before it."""
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
