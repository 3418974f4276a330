"""What a case description expects against what was found."""

from __future__ import annotations

from collections.abc import Iterable

from checker.drafts.case import Case, Expected
from checker.drafts.draft import Draft
from checker.judging.finding import Finding, Severity
from checker.spans import Span


def differences(draft: Draft, findings: Iterable[Finding]) -> list[str]:
    """Return in what the findings on a case are not those that it expects; empty where they are, or none are stated.

    Every expected finding must be there. Every finding from warning upwards must stand at a place where one is
    expected; it may be of another rule, since a wrong claim can break several. Notes need not be expected.

    Args:
        draft: the case as it was read.
        findings: what was found on it.
    """
    case = draft.case
    if case is None or case.expect is None:
        return []
    found = list(findings)
    said = [f"missing: {_told(e)}" for e in case.expect if not any(_meets(draft, case, e, f) for f in found)]
    for finding in found:
        if finding.severity.rank < Severity.WARNING.rank:
            continue
        if not any(_at(draft, case, e, finding) for e in case.expect):
            place = draft.place(finding.span) if finding.source_span is None else None
            where = f"line {place.line}" if place else f"event {_event(case, finding)}"
            said.append(f"not expected: {finding.severity} {finding.rule} at {where}")
    return said


def _told(expected: Expected) -> str:
    where = f"event {expected.at}" if isinstance(expected.at, int) else f"“{expected.at}”"
    return f"{expected.rule or expected.severity} at {where}"


def _event(case: Case, finding: Finding) -> int:
    """Return the number of the event that a finding is on; 0 where it is on none."""
    at = finding.source_span
    return next((i for i, e in enumerate(case.events, 1) if at is not None and e.span.contains(at)), 0)


def _at(draft: Draft, case: Case, expected: Expected, finding: Finding) -> bool:
    if isinstance(expected.at, int):
        return _event(case, finding) == expected.at
    return finding.source_span is None and any(s.overlaps(finding.span) for s in _quoted(draft.text, expected.at))


def _quoted(text: str, words: str) -> Iterable[Span]:
    """Yield where words stand in a text, whatever white space lies between them."""
    parts = words.split()
    start = text.find(parts[0])
    while start >= 0:
        end = start
        for part in parts:
            while end < len(text) and text[end].isspace():
                end += 1
            if not text.startswith(part, end):
                break
            end += len(part)
        else:
            yield Span(start, end)
        start = text.find(parts[0], start + 1)


def _meets(draft: Draft, case: Case, expected: Expected, finding: Finding) -> bool:
    return (
        (expected.rule is None or expected.rule == finding.rule)
        and (expected.severity is None or expected.severity == finding.severity)
        and _at(draft, case, expected, finding)
    )
