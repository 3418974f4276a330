"""What every format renders: the drafts, their findings with places and words, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from checker import __version__
from checker.drafts.discover import PassedOver
from checker.drafts.draft import Draft
from checker.drafts.where import Where
from checker.errors import ViresError
from checker.judging.finding import ON_COMMENTS, Finding, Severity
from checker.judging.standing import Standing, Verdict
from checker.reports.excerpt import Excerpt, lines_around, sentence_around
from checker.spans import Span, line_column


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with its place and words; it keeps no hold on the draft's text.

    Attributes:
        finding: what judging found.
        line, column: where it starts in the source, 1-based.
        end_line, end_column: where it ends, the column being that after the last character.
        source: the claim in the source.
        text: the claim as it is written.
        excerpt: the sentence, or the lines of a case description, with the claim marked.
        where: the page, paragraph or note, in a document that has no lines of its own.
    """

    finding: Finding
    line: int
    column: int
    end_line: int
    end_column: int
    source: Span
    text: str
    excerpt: Excerpt
    where: Where | None = None

    @property
    def place(self) -> str:
        """Where it is, as a person is told: line 3, page 3, footnote 3."""
        return str(self.where) if self.where else f"line {self.line}"


@dataclass(frozen=True, slots=True)
class Stood:
    """A claim of procedure that is no finding, with its place and words.

    Attributes:
        standing: what judging says of it.
        line, column: where it starts in the source, 1-based.
        source: where that is.
        text: its words.
        where: the page, paragraph or note, in a document that has no lines of its own.
        excerpt: the lines of the event, in a case description.
    """

    standing: Standing
    line: int
    column: int
    source: Span
    text: str
    where: Where | None = None
    excerpt: Excerpt | None = None

    @property
    def place(self) -> str:
        """Where it is, as a person is told."""
        return str(self.where) if self.where else f"line {self.line}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A finding that is not told, because a comment in the draft or the baseline says so.

    Attributes:
        shown: the finding.
        by: which of the two.
        reason: that of the comment.
    """

    shown: Shown
    by: Literal["comment", "baseline"]
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft's name and what was found in it, in the order of the source.

    Attributes:
        left_out: what was found and is not told.
        draft: the draft itself, where the format shows more of it than excerpts; None lets it go.
        stood: the claims that are no findings; None where they were not asked for.
        sentences: how many its prose has, and `read`, how many of them were read closely.
        events: how many it has as a case.
        untold: how many findings more, those on the same words being one, are neither told nor in `left_out`: below the
            least "severity" that is told, on "unchanged" lines, by rules that are "off".
        cut: the error that it is not read to its end; None where it is.
    """

    name: str
    findings: tuple[Shown, ...]
    draft: Draft | None = None
    left_out: tuple[LeftOut, ...] = ()
    stood: tuple[Stood, ...] | None = None
    sentences: int = 0
    read: int = 0
    events: int = 0
    untold: Mapping[str, int] = field(default_factory=dict)
    cut: ViresError | None = None

    @property
    def groups(self) -> list[list[Shown]]:
        """Its findings, those on the same words in one group, the gravest first: what reports count as one."""
        return together(self.findings)

    @property
    def found(self) -> list[Shown]:
        """Its findings and those left out, in the order of the source."""
        every = [*self.findings, *(out.shown for out in self.left_out)]
        return sorted(every, key=lambda shown: (shown.source, shown.finding.rule))


@dataclass(frozen=True, slots=True)
class Basis:
    """What drafts were held against.

    Attributes:
        place: id of the jurisdiction that a draft is about which names none; empty where it is not known.
        rules: how many rules there are of each kind, save those that are off.
        off: the ids of the rules that the settings switch off.
    """

    place: str = ""
    rules: Mapping[str, int] = field(default_factory=dict)
    off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one run found.

    Attributes:
        as_of: the day whose law was applied where a draft names none.
        drafts: every draft that was read, clean ones too.
        errors: the inputs that could not be read or checked.
        version: of the program.
        statements: what the rules that were broken say, by their ids, as far as it is known.
        basis: what the drafts were held against.
        passed_over: the files that were not read though they may be drafts.
    """

    as_of: date
    drafts: tuple[Checked, ...]
    errors: tuple[ViresError, ...] = ()
    version: str = __version__
    statements: Mapping[str, str] = field(default_factory=dict)
    basis: Basis = Basis()
    passed_over: tuple[PassedOver, ...] = ()

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity, gravest first; those on the same words are one, the gravest."""
        found = Counter(first.finding.severity for draft in self.drafts for first, *_ in draft.groups)
        return {severity: found[severity] for severity in Severity}

    @property
    def single(self) -> int:
        """How many findings the rules have made, each counted by itself."""
        return sum(len(draft.findings) for draft in self.drafts)

    @property
    def stood(self) -> dict[Verdict, int] | None:
        """How many claims that are no findings stand in each way; None where they were not asked for."""
        asked = [draft.stood for draft in self.drafts if draft.stood is not None]
        found = Counter(s.standing.verdict for stood in asked for s in stood)
        return {verdict: found[verdict] for verdict in Verdict} if asked else None

    @property
    def left_out(self) -> dict[str, int]:
        """How many findings are not told, by what says so; those on the same words are one."""
        by: tuple[Literal["comment", "baseline"], ...] = ("comment", "baseline")
        return {why: sum(mistakes(o.shown for o in d.left_out if o.by == why) for d in self.drafts) for why in by}

    @property
    def untold(self) -> dict[str, int]:
        """How many findings are not told, by why; those left out by comments and the baseline among them."""
        found: Counter[str] = Counter()
        for draft in self.drafts:
            found.update(draft.untold)
        return self.left_out | {why: found[why] for why in ("severity", "unchanged", "off")}

    @property
    def flagged(self) -> int:
        """How many drafts have a finding."""
        return sum(1 for draft in self.drafts if draft.findings)

    def any_from(self, severity: Severity) -> bool:
        """Return whether any finding is at least that grave."""
        return any(n and s.rank >= severity.rank for s, n in self.counts.items())


def checked(draft: Draft, findings: Iterable[Finding], *, whole: bool = False) -> Checked:
    """Return the findings of a draft with their places and words.

    Args:
        draft: the draft, which can be let go afterwards,
        findings: what was found in it.
        whole: unless the format shows all of it (`Format.whole`).
    """
    shown = sorted((_shown(draft, finding) for finding in findings), key=lambda s: (s.source, s.finding.rule))
    return Checked(draft.name, tuple(shown), draft if whole else None)


def stood(draft: Draft, standings: Iterable[Standing]) -> tuple[Stood, ...]:
    """Return the claims of a draft that are no findings, with their places and words."""
    return tuple(sorted((_stood(draft, standing) for standing in standings), key=lambda s: s.source))


def _stood(draft: Draft, standing: Standing) -> Stood:
    if (event := standing.source_span) is not None:
        at, lines = line_column(draft.source, event.start), lines_around(draft.source, event)
        return Stood(standing, *at, event, event.of(draft.source), excerpt=lines)
    place = draft.place(standing.span)
    return Stood(standing, place.line, place.column, place.span, standing.span.of(draft.text), place.where)


def together(findings: Iterable[Shown]) -> list[list[Shown]]:
    """Return the findings that speak of the same words in one group, the gravest first.

    Of several so grave that leads which is about the very place and the very act, and is marked most closely.

    They are the same words where the mark of the one covers more than half of the other's.

    Args:
        findings: in the order of the source, in which the groups are too.
    """
    groups: list[list[Shown]] = []
    near: list[list[Shown]] = []  # those that may reach as far as the finding
    for shown in findings:
        near = [group for group in near if any(other.source.end > shown.source.start for other in group)]
        own = next((g for g in near if any(_of_one(shown, other) for other in g)), None)
        if own is None:
            near.append([shown])
            groups.append(near[-1])
        else:
            own.append(shown)
    return [sorted(group, key=lambda shown: _weight(shown, group)) for group in groups]


def _of_one(shown: Shown, other: Shown) -> bool:
    """Return whether two findings are told as one; what is told of a comment is never told beside the law."""
    alike = (shown.finding.kind == ON_COMMENTS) is (other.finding.kind == ON_COMMENTS)
    return alike and same_words(shown.source, other.source)


def mistakes(findings: Iterable[Shown]) -> int:
    """Return how many findings there are, in whatever order, those on the same words being one."""
    return len(together(sorted(findings, key=lambda shown: (shown.source, shown.finding.rule))))


def also(others: Iterable[Shown]) -> dict[str, str]:
    """Return what other rules say of the same words, by their ids, to be told beside the first of the group."""
    return {other.finding.rule: other.finding.message for other in others}


def groups_of(findings: Sequence[Shown]) -> list[tuple[int, bool]]:
    """Return for each finding the number of its group in `together`, from 1 on, and whether it is the first of it."""
    places = {id(s): (n, s is group[0]) for n, group in enumerate(together(findings), 1) for s in group}
    return [places[id(shown)] for shown in findings]


def _weight(shown: Shown, group: list[Shown]) -> tuple[int, int, bool, int, int, str]:
    # The law of the very place leads, and of the very act; of two on the same words, that with fewer authorities.
    found, length = shown.finding, shown.source.end - shown.source.start
    wider = any(found.wider_than(other.finding) for other in group)
    return -found.severity.rank, -found.near, wider, length, len(found.authorities), found.rule


def same_words(a: Span, b: Span) -> bool:
    """Return whether two marks are on the same words: whether the one covers more than half of the other."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared * 2 > min(a.end - a.start, b.end - b.start)


def _shown(draft: Draft, finding: Finding) -> Shown:
    source = draft.source
    if (event := finding.source_span) is not None:
        place = draft.place_of_source(event)
        line, column, where, words = place.line, place.column, place.where, event.of(source)
        excerpt = sentence_around(source, event) if where else lines_around(source, event)
    else:
        place = draft.place(finding.span)
        line, column, event, where = place.line, place.column, place.span, place.where
        words, excerpt = finding.span.of(draft.text), sentence_around(draft.text, finding.span)
    end_line = line + source.count("\n", event.start, event.end)
    end_column = event.end - source.rfind("\n", 0, event.end) if end_line > line else column + event.end - event.start
    return Shown(finding, line, column, end_line, end_column, event, words, excerpt, where)


def counted(n: int, one: str, many: str | None = None) -> str:
    """Return "1 draft", "2 drafts", "no drafts"."""
    return f"{n or 'no'} {one if n == 1 else many or one + 's'}"


def summary(report: Report) -> str:
    """Return the report in one line: what was found, in how many drafts, by the law of which day."""
    found = [counted(n, severity.value) for severity, n in report.counts.items() if n]
    total = counted(len(report.drafts), "draft")
    day = f"{report.as_of.day} {report.as_of:%B %Y}"
    if found:
        where = f"in {report.flagged} of {total}" if len(report.drafts) > 1 else f"in {total}"
        line = f"{', '.join(found)} {where}"
    else:
        line = f"no findings in {total}" if report.drafts else "no drafts checked"
    line += f" (law as of {day})"
    if untold := sum(report.untold.values()):
        line += f"; {untold} more not told"
    if report.errors:
        line += f"; {counted(len(report.errors), 'input')} could not be checked"
    return line[0].upper() + line[1:] + "."
