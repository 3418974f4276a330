"""The report as one page that stands by itself: the draft with its marks, and beside it what is said of each."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from checker.drafts.draft import Draft
from checker.judging.finding import Finding, Severity
from checker.reports.account import TITLE, account
from checker.reports.excerpt import one_line
from checker.reports.marked import Block, Table, blocks, with_tables
from checker.reports.report import Checked, Report, Shown, counted, summary
from checker.spans import Span

_PAGE = Path(__file__).parent / "page"
_LONGEST_CLAIM = 240


@dataclass(frozen=True, slots=True)
class Card:
    """What is said of some words of a draft.

    Attributes:
        number: counted through the whole report.
        shown: the gravest finding on the words; also: the others.
        at: how far into the draft it stands, in percent.
    """

    number: int
    shown: Shown
    also: tuple[Finding, ...]
    at: float

    @property
    def severity(self) -> str:
        """Of the gravest finding."""
        return self.shown.finding.severity.value

    @property
    def claim(self) -> str:
        """The words, cut where they are many."""
        text = one_line(self.shown.text).strip()
        return text if len(text) <= _LONGEST_CLAIM else text[:_LONGEST_CLAIM].rpartition(" ")[0] + " …"


@dataclass(frozen=True, slots=True)
class Section:
    """A draft with findings: its name, cards and text."""

    number: int
    name: str
    cards: tuple[Card, ...]
    blocks: tuple[Block | Table, ...]
    literal: bool

    @property
    def lanes(self) -> list[str]:
        """The severities that there are, gravest first."""
        found = {card.severity for card in self.cards}
        return [severity.value for severity in Severity if severity.value in found]

    @property
    def counts(self) -> str:
        """How many of each severity, in words."""
        found = [(s, sum(1 for card in self.cards if card.severity == s.value)) for s in Severity]
        return ", ".join(counted(n, severity.value) for severity, n in found if n)


def render(report: Report, out: TextIO, *, colour: bool | None = None, width: int | None = None) -> None:
    """Write the page; it asks for nothing from elsewhere. `colour` and `width` have no meaning here.

    The drafts of the report must hold their texts (`Format.whole`); one that does not is shown by its excerpts alone.
    """
    import jinja2  # noqa: PLC0415  only this format needs it
    from markupsafe import Markup  # noqa: PLC0415

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGE), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["line"] = one_line
    sections = list(_sections(report))
    totals = {s.value: sum(1 for part in sections for c in part.cards if c.severity == s.value) for s in Severity}
    page = environment.get_template("report.html.j2").stream(
        summary=summary(report),
        closing=TITLE,
        account=account(report),
        day=f"{report.as_of.day} {report.as_of:%B %Y}",
        version=report.version,
        sections=sections,
        totals=totals,
        merged=any(card.also for section in sections for card in section.cards),
        clean=[draft.name for draft in report.drafts if not draft.findings],
        stood=[(draft.name, claim) for draft in report.drafts for claim in draft.stood or ()],
        passed=report.passed_over,
        errors=[str(error) for error in report.errors],
        style=Markup((_PAGE / "page.css").read_text(encoding="utf-8")),  # noqa: S704  ours
        script=Markup((_PAGE / "page.js").read_text(encoding="utf-8")),  # noqa: S704  ours
    )
    out.writelines(page)


def _sections(report: Report) -> Iterator[Section]:
    number = 0
    for place, draft in enumerate((d for d in report.drafts if d.findings), 1):
        groups = draft.groups
        text, literal, spans = _text(draft, [group[0] for group in groups])
        cards = tuple(
            Card(number + i, first, tuple(o.finding for o in others), _percent(span.start, len(text)))
            for i, ((first, *others), span) in enumerate(zip(groups, spans, strict=True), 1)
        )
        marks = [(card.number, card.severity, span) for card, span in zip(cards, spans, strict=True)]
        number += len(cards)
        shapes = draft.draft.shapes if draft.draft and not literal else None
        found = with_tables(blocks(text, marks, literal=literal, shapes=shapes))
        yield Section(place, draft.name, cards, tuple(found), literal)


def _text(checked: Checked, findings: list[Shown]) -> tuple[str, bool, list[Span]]:
    """Return the text to show, whether its layout matters, and where in it the findings are."""
    draft = checked.draft
    if draft is None:
        return _excerpts(findings)
    if draft.case is not None or not draft.text:
        return draft.source, True, [shown.source for shown in findings]
    return draft.text, False, [_in_prose(draft, shown.finding) for shown in findings]


def _in_prose(draft: Draft, found: Finding) -> Span:
    """Return where a finding is in the prose; one on what is not prose stands before what follows."""
    if found.source_span is None:
        return found.span
    after = next((part.text for part in draft.slices if part.source >= found.source_span.start), len(draft.text))
    return Span(after, after)


def _excerpts(findings: list[Shown]) -> tuple[str, bool, list[Span]]:
    text, spans = "", []
    for shown in findings:
        spans.append(shown.excerpt.mark.shifted(len(text)))
        text += shown.excerpt.text + "\n\n"
    return text, any(shown.excerpt.literal for shown in findings), spans


def _percent(at: int, size: int) -> float:
    return math.floor(1000 * at / max(size, 1)) / 10
