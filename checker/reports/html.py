"""The report as one page that stands by itself: the draft with its marks, and beside it what is said of each."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from checker.drafts.draft import Draft
from checker.judging.finding import Finding, Severity
from checker.judging.standing import Standing, Verdict
from checker.reports.account import TITLE, account
from checker.reports.excerpt import Excerpt, one_line
from checker.reports.marked import Block, Table, blocks, with_tables
from checker.reports.report import Checked, Report, Shown, Stood, counted, summary
from checker.spans import Span

_PAGE = Path(__file__).parent / "page"
_LONGEST_CLAIM = 240
# What is on a card, by its kind: the label, and what one and several are called.
LABELS = {s.value: (s.value.capitalize(), s.value, f"{s.value}s") for s in Severity} | {
    "fits": ("Fits", "claim that fits", "claims that fit"),
    "open": ("Not covered", "claim not covered", "claims not covered"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """What is said of some words of a draft.

    Attributes:
        number: counted through the whole report.
        shown: the gravest finding on the words, or a claim that is none.
        also: the other findings.
        at: how far into the draft it stands, in percent.
    """

    number: int
    shown: Shown | Stood
    also: tuple[Finding, ...]
    at: float

    @property
    def finding(self) -> Finding | None:
        """The gravest finding; None where there is none."""
        return self.shown.finding if isinstance(self.shown, Shown) else None

    @property
    def severity(self) -> str:
        """That of the gravest finding, or how a claim stands that is none: "fits" or "open"."""
        return _kind(self.shown)

    @property
    def label(self) -> str:
        """What stands on top of it."""
        return LABELS[self.severity][0]

    @property
    def rule(self) -> str:
        """The rule that speaks of it, or ""."""
        return self.shown.finding.rule if isinstance(self.shown, Shown) else self.shown.standing.rule

    @property
    def claim(self) -> str:
        """The words, cut where they are many."""
        text = one_line(self.shown.text).strip()
        return text if len(text) <= _LONGEST_CLAIM else text[:_LONGEST_CLAIM].rpartition(" ")[0] + " …"


@dataclass(frozen=True, slots=True)
class Section:
    """A draft with findings, or other claims that are told: its name, cards and text."""

    number: int
    name: str
    cards: tuple[Card, ...]
    blocks: tuple[Block | Table, ...]
    literal: bool

    @property
    def lanes(self) -> list[str]:
        """The severities that there are, gravest first, then how other claims stand."""
        found = {card.severity for card in self.cards}
        return [kind for kind in LABELS if kind in found]

    @property
    def counts(self) -> str:
        """How many of each severity, in words, and of the other claims."""
        found = [(kind, sum(1 for card in self.cards if card.severity == kind)) for kind in LABELS]
        return ", ".join(_counted(n, kind) for kind, n in found if n)


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
    totals = {kind: sum(1 for part in sections for c in part.cards if c.severity == kind) for kind in LABELS}
    page = environment.get_template("report.html.j2").stream(
        summary=summary(report),
        closing=TITLE,
        account=account(report),
        day=f"{report.as_of.day} {report.as_of:%B %Y}",
        version=report.version,
        sections=sections,
        totals=totals,
        labels=LABELS,
        merged=any(card.also for section in sections for card in section.cards),
        clean=[draft.name for draft in report.drafts if not draft.findings],
        passed=report.passed_over,
        errors=[str(error) for error in report.errors],
        style=Markup((_PAGE / "page.css").read_text(encoding="utf-8")),  # noqa: S704  ours
        script=Markup((_PAGE / "page.js").read_text(encoding="utf-8")),  # noqa: S704  ours
    )
    out.writelines(page)


def _sections(report: Report) -> Iterator[Section]:
    number = 0
    for place, draft in enumerate((d for d in report.drafts if d.findings or d.stood), 1):
        told: list[tuple[Shown | Stood, list[Shown]]] = [(first, others) for first, *others in draft.groups]
        told += [(claim, []) for claim in draft.stood or ()]
        text, literal, spans = _text(draft, [first for first, _ in told])
        found = sorted(zip(told, spans, strict=True), key=lambda each: each[1])
        spans = [span for _, span in found]
        cards = tuple(
            Card(number + i, first, tuple(o.finding for o in others), _percent(span.start, len(text)))
            for i, ((first, others), span) in enumerate(found, 1)
        )
        marks = [(card.number, card.severity, span) for card, span in zip(cards, spans, strict=True)]
        number += len(cards)
        shapes = draft.draft.shapes if draft.draft and not literal else None
        parts = with_tables(blocks(text, marks, literal=literal, shapes=shapes))
        yield Section(place, draft.name, cards, tuple(parts), literal)


def _kind(shown: Shown | Stood) -> str:
    if isinstance(shown, Shown):
        return shown.finding.severity.value
    return "fits" if shown.standing.verdict is Verdict.FITS else "open"


def _counted(n: int, kind: str) -> str:
    one, many = LABELS[kind][1:]
    return counted(n, one, many)


def _text(checked: Checked, told: Sequence[Shown | Stood]) -> tuple[str, bool, list[Span]]:
    """Return the text to show, whether its layout matters, and where in it the findings and other claims are."""
    draft = checked.draft
    if draft is None:
        return _excerpts(told)
    if draft.case is not None or not draft.text:
        return draft.source, True, [shown.source for shown in told]
    return draft.text, False, [_in_prose(draft, _judged(shown)) for shown in told]


def _judged(shown: Shown | Stood) -> Finding | Standing:
    return shown.finding if isinstance(shown, Shown) else shown.standing


def _in_prose(draft: Draft, found: Finding | Standing) -> Span:
    """Return where a finding is in the prose; one on what is not prose stands before what follows."""
    if found.source_span is None:
        return found.span
    after = next((part.text for part in draft.slices if part.source >= found.source_span.start), len(draft.text))
    return Span(after, after)


def _excerpts(told: Sequence[Shown | Stood]) -> tuple[str, bool, list[Span]]:
    text, spans = "", []
    for shown in told:
        excerpt = shown.excerpt or Excerpt(shown.text, Span(0, len(shown.text)))
        spans.append(excerpt.mark.shifted(len(text)))
        text += excerpt.text + "\n\n"
    return text, any(shown.excerpt is not None and shown.excerpt.literal for shown in told), spans


def _percent(at: int, size: int) -> float:
    return math.floor(1000 * at / max(size, 1)) / 10
