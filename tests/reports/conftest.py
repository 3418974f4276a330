"""A report made by hand, so that the formats are tested without the engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from checker.drafts.draft import Draft
from checker.errors import DraftError
from checker.judging.finding import Finding, Severity
from checker.reports.report import Report, checked
from checker.rulebook.citation import Citation
from checker.spans import Span

PROSE = "# On a dispute\n\nAlder Ltd. sued in 2021. On Monday the\nharbour board ruled on the patent. Nobody minded.\n"
CASE = "events:\n  - date: 2021-03-01\n    body: harbour-board\n    act: adjudicate\n  - date: 2021-04-01\n"


def _finding(text: str, claim: str, **changes: object) -> Finding:
    """Return a finding on the first place of `claim` in `text`."""
    start = text.index(claim)
    given: dict[str, object] = {
        "rule": "power-adjudicate",
        "kind": "power",
        "severity": Severity.ERROR,
        "span": Span(start, start + len(claim)),
        "message": "The text has the harbour board rule on a patent; only a court or tribunal can.",
        "suggestion": "Name the court that ruled.",
        "authorities": (
            Citation("Statute 1 s 1", "https://example.org/statute/1/section/1"),
            Citation("Rules r 2", None),
        ),
        "scope": "England and Wales, 24 November 2026 (assumed)",
    }
    return Finding(**(given | changes))  # type: ignore[arg-type]


@pytest.fixture
def finding() -> Callable[..., Finding]:
    """The maker of findings: text, claim, and the attributes that differ."""
    return _finding


@pytest.fixture
def report() -> Report:
    """A draft with an error over a line break, a clean one, a case with a warning on an event, an unreadable input."""
    prose = Draft.plain("drafts/a.md", PROSE)
    case = Draft("cases/b.yaml", CASE, "", ())
    event = Span(CASE.index("date"), CASE.index("\n  - date: 2021-04"))
    return Report(
        date(2026, 11, 24),
        (
            checked(prose, [_finding(PROSE, "the\nharbour board ruled on the patent")]),
            checked(Draft.plain("clean.txt", "All is well."), []),
            checked(case, [_finding("", "", severity=Severity.WARNING, source_span=event)]),
        ),
        (DraftError("is not there", file="gone.md", cure="name another file"),),
    )
