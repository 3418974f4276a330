"""How a desk takes a draft: what is found, less what it lets stand, knows already, has not changed, or need not see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from checker.drafts.discover import Input, PassedOver, discover
from checker.drafts.draft import Draft
from checker.drafts.read import read_draft
from checker.engine import Checker
from checker.errors import DraftError, NoCaseError
from checker.habits.config import Settings, wrong
from checker.habits.ignore import LIKE, comments, sift, without_comments
from checker.judging.finding import Finding, Severity
from checker.reports.report import Basis, Checked, LeftOut, Shown, checked, mistakes, stood
from checker.spans import Span

if TYPE_CHECKING:
    from checker.habits.baseline import Baseline
    from checker.habits.changed import Changes

_NO_CASE = "in YAML or JSON that is no case description"


@dataclass
class Desk:
    """Checks drafts by the habits of a desk.

    Attributes:
        checker: what finds.
        settings: its configuration.
        whole: whether the drafts themselves are kept for the report.
        least: the least severity that is told.
        baseline: what is known already.
        changes: what has changed; all of it where None.
        listed: the file of the baseline, which is no draft.
        survey: whether the claims that are no findings are told too.
    """

    checker: Checker
    settings: Settings = field(default_factory=Settings)
    whole: bool = False
    least: Severity = Severity.NOTE
    baseline: Baseline | None = None
    changes: Changes | None = None
    listed: Path | None = None
    survey: bool = False

    def __post_init__(self) -> None:
        for rule in self.settings.severity:
            if rule not in self.rules:
                import difflib  # noqa: PLC0415  only a mistake needs it

                near = difflib.get_close_matches(rule, self.rules, 1, LIKE)
                cure = f"did you mean {near[0]}?" if near else "`vires rules list` shows what there is"
                raise wrong(self.settings, f"severity.{rule}", "no rule has this id", cure)

    @cached_property
    def rules(self) -> frozenset[str]:
        """The ids that findings can have: those of rules, and of the dates of bodies."""
        compiled = self.checker.compiled
        return frozenset(
            [card.id for card in compiled.rules] + [f"life-{body.id}" for body in compiled.bodies.values()]
        )

    @property
    def basis(self) -> Basis:
        """What drafts are held against."""
        off = tuple(sorted(rule for rule, severity in self.settings.severity.items() if severity == "off"))
        kinds = Counter(card.kind for card in self.checker.compiled.rules if card.id not in off)
        return Basis(self.checker.place, kinds, off)

    def inputs(self, paths: Iterable[str], stdin: BinaryIO | None = None) -> Iterator[Draft | PassedOver | DraftError]:
        """Yield the drafts that `paths` name, and the files that are passed over: excluded, or without a change.

        Of a folder what is in YAML or JSON and no case at all (a baseline, a report, a configuration) is too.

        Raises:
            DiffError: if git cannot tell what has changed.
        """
        paths = list(paths)
        for found in discover(paths):
            if not isinstance(found, Input):
                yield found
            elif found.name not in paths and self._is_listed(found.path):
                continue
            elif why := self._why_not(found, given=found.name in paths):
                yield PassedOver(found.name, why)
            else:
                try:
                    yield read_draft(found, stdin, self.settings.largest_mb)
                except NoCaseError as error:
                    yield error.bare() if found.name in paths else PassedOver(found.name, _NO_CASE)
                except DraftError as error:
                    yield error.bare()

    def check(self, draft: Draft) -> Checked:
        """Return what is told of a draft.

        Raises:
            DraftError: if it is a case under a jurisdiction, or about a right, that the rules do not know; or has more
                comments than are heeded.
        """
        ignored, draft = comments(draft), without_comments(draft)
        made = self.checker.examine(draft, survey=self.survey, most=self.settings.most_parsed)
        findings, off = _weighed(made.findings, self.settings.severity)
        let_stand: list[tuple[Finding, str]] = []
        if ignored:
            findings, let_stand = sift(draft, findings, ignored, self.rules)
        done = checked(draft, findings, whole=self.whole)
        left = [LeftOut(shown, "comment", reason) for shown, reason in _shown(draft, let_stand)]
        kept = list(done.findings)
        if self.baseline is not None:
            known = self.baseline.holds(done)
            left += [LeftOut(s, "baseline", "") for s, old in zip(kept, known, strict=True) if old]
            kept = [s for s, old in zip(kept, known, strict=True) if not old]
        grave = [s for s in kept if s.finding.severity.rank >= self.least.rank]
        lines = self._lines(draft)
        here = [s for s in grave if _in(lines, s)]
        untold = {
            "off": mistakes(checked(draft, off).findings),
            "severity": mistakes(kept) - mistakes(grave),
            "unchanged": mistakes(grave) - mistakes(here),
        }
        return replace(
            done, findings=tuple(here), left_out=tuple(left), untold=untold, sentences=made.sentences, read=made.read,
            stood=None if made.standings is None else stood(draft, made.standings),
            events=len(draft.case.events) if draft.case else 0, cut=self._cut(draft, made.cut),
        )  # fmt: skip

    def _cut(self, draft: Draft, at: int | None) -> DraftError | None:
        """Return what is told of a draft that is not read to its end."""
        if at is None:
            return None
        place = draft.place(Span(at, at))
        where = str(place.where) if place.where else f"line {place.line}"
        most = self.settings.most_parsed
        what = f"is read as far as {where}: more than {most:,} of its sentences need the parser"
        return DraftError(what, file=draft.name, cure="split it, or set most-parsed in vires.toml")

    def _why_not(self, found: Input, *, given: bool) -> str:
        """Return why a file is passed over; empty where it is not."""
        if found.path is None:
            return ""
        if not given and self.settings.excludes(found.path):
            return "excluded by the settings"
        return "without a change" if self.changes is not None and self.changes.lines(found.name) == [] else ""

    def _is_listed(self, path: Path | None) -> bool:
        """Return whether a file is the baseline of this run; that of another is found to be no case."""
        if path is None or self.listed is None:
            return False
        return path.name == self.listed.name and path.resolve() == self.listed.resolve()

    def _lines(self, draft: Draft) -> list[range] | None:
        if self.changes is None or not draft.has_lines or not Path(draft.name).is_file():
            return None
        return self.changes.lines(draft.name)


def _weighed(findings: Iterable[Finding], severity: Mapping[str, str]) -> tuple[list[Finding], list[Finding]]:
    """Return the findings by the severities of the settings, and those whose rules are off."""
    kept, off = [], []
    for finding in findings:
        own = severity.get(finding.rule)
        if own == "off":
            off.append(finding)
        else:
            kept.append(finding if own is None else replace(finding, severity=Severity(own)))
    return kept, off


def _shown(draft: Draft, let_stand: list[tuple[Finding, str]]) -> Iterator[tuple[Shown, str]]:
    for finding, reason in let_stand:
        yield checked(draft, [finding]).findings[0], reason


def _in(lines: list[range] | None, shown: Shown) -> bool:
    return lines is None or any(part.start <= shown.end_line and shown.line < part.stop for part in lines)
