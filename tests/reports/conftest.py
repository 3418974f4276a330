"""A report made by hand, so that the formats are tested without the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checker.drafts.discover import PassedOver
from checker.drafts.draft import Draft
from checker.drafts.markdown import prose_of
from checker.errors import DraftError
from checker.judging.finding import Finding, Severity
from checker.judging.standing import Standing, Verdict
from checker.reports.report import Basis, Checked, LeftOut, Report, checked, stood
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


@pytest.fixture
def fixed() -> Report:
    """A report with all that a format must show, on a draft of its own: what the golden files are made from."""
    source = (Path(__file__).parent / "fixtures/harbour.md").read_text(encoding="utf-8")
    prose = Draft("drafts/harbour.md", source, *prose_of(source))
    text = prose.text
    again = text.rindex("The harbour board ruled on the patent")
    statute = Citation("Harbours Act 1901 s.4(2)", "https://example.org/harbours/1901/section/4#section-4-2")
    found = [
        _finding(text, "the\nharbour board ruled on the patent", authorities=(statute, Citation("Rules r 2", None))),
        _finding(
            text, "fined Beech £50,000", rule="limit-fine", kind="limit", severity=Severity.WARNING,
            message="A fine of the board is £5,000 at most.", suggestion="", authorities=(statute,),
        ),
        _finding(
            text, "board ruled on the patent and fined Beech", rule="forum-patent", kind="forum",
            message="Patents are for the court.", authorities=(),
        ),
        _finding(
            text, "A \"jury\" of pilots will hear the appeal", rule="term-jury", kind="term", severity=Severity.WARNING,
            message="Pilots are <assessors>, not a jury; [they] advise & do not decide.",
        ),
        _finding(
            text, "lasts for fifty years", rule="period-licence", kind="period", severity=Severity.NOTE,
            message="A licence is renewed each year.", scope="Alder, 2019 (from the text)",
            authorities=tuple(Citation(f"Pilots Act 19{n} s.{n}", f"https://example.org/{n}") for n in range(10, 15)),
        ),
        _finding(text, "", span=Span(again, again + 37)),
    ]  # fmt: skip
    event = Span(CASE.index("date"), CASE.index("\n  - date: 2021-04"))
    case = Draft("cases/b.yaml", CASE, "", ())
    word = text.index("board ruled on the patent")
    open_claim = Standing(Span(word, word + 25), Verdict.OPEN)
    drafts = (
        replace(checked(prose, found, whole=True), stood=stood(prose, [open_claim]), sentences=12, read=5),
        checked(Draft.plain("clean.txt", "All is well."), []),
        _surveyed(checked(case, [_finding("", "", source_span=event, severity=Severity.WARNING)], whole=True), case),
    )
    errors = (DraftError("byte 0xff at offset 7 is not UTF-8", file="bad.txt", line=2, cure="save it as UTF-8"),)
    statements = {"power-adjudicate": "Only courts and tribunals rule on patents."}
    basis = Basis("port-of-alder", {"power": 7, "term": 2}, ("term-buoy",))
    passed = (PassedOver("old/log.rtf", "of a format that is not read (RTF: save it as .docx)"),)
    return Report(date(2026, 11, 24), drafts, errors, "0.0.0", statements, basis, passed)


def _surveyed(draft: Checked, source: Draft) -> Checked:
    """Return a draft with claims that are no findings, and findings that are not told."""
    fits = Standing(
        Span(0, 0), Verdict.FITS, "power-adjudicate", "Only courts do.", (Citation("Statute 1 s 1", None),),
        Span(source.source.index("act"), source.source.index("act") + 15),
    )  # fmt: skip
    left = LeftOut(draft.findings[0], "comment", "it is fiction")
    return replace(
        draft, stood=stood(source, [fits]), left_out=(left,), events=2, untold={"severity": 2, "unchanged": 0, "off": 1}
    )
