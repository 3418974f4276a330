"""The report as CSV: one row a finding or other claim, for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from checker.reports.account import account
from checker.reports.excerpt import one_line
from checker.reports.report import Report, Shown, Stood, groups_of
from checker.rulebook.citation import Citation

COLUMNS = (
    "file", "place", "line", "column", "severity", "rule", "kind", "text", "sentence", "message", "suggestion",
    "authorities", "links", "scope", "group", "leads",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@")


def render(report: Report, out: TextIO, *, colour: bool | None = None, width: int | None = None) -> None:
    """Write a row a finding, one each other claim, one an error and one a line of the account.

    The rows of a draft that share a `group` speak of the same words; the gravest of them leads. The severity of a claim
    that is no finding is "fits" or "not covered", that of an error "unread", that of the account "summary".
    `colour` and `width` have no meaning here.
    """
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for draft in report.drafts:
        for shown, group in zip(draft.findings, groups_of(draft.findings), strict=True):
            writer.writerow(_cells(_finding(draft.name, shown, *group)))
        for claim in draft.stood or ():
            writer.writerow(_cells(_claim(draft.name, claim)))
    for error in report.errors:
        said = f"{error.what} - {error.cure}" if error.cure else error.what
        writer.writerow(_cells(_told(error.file or "", error.line or "", error.column or "", "unread", said)))
    for label, said in account(report):
        writer.writerow(_cells(_told("", "", "", "summary", f"{label}: {said}")))


def _told(file: object, line: object, column: object, severity: str, message: str) -> list[object]:
    known = {"file": file, "line": line, "column": column, "severity": severity, "message": message}
    return [known.get(name, "") for name in COLUMNS]


def _finding(name: str, shown: Shown, group: int, leads: bool) -> list[object]:
    found = shown.finding
    at = ("", "") if shown.where else (shown.line, shown.column)
    return [
        name, shown.place, *at, found.severity.value, found.rule, found.kind, shown.text, shown.excerpt.text,
        found.message, found.suggestion, *_cited(found.authorities), found.scope, group, "yes" if leads else "",
    ]  # fmt: skip


def _claim(name: str, claim: Stood) -> list[object]:
    standing = claim.standing
    at = ("", "") if claim.where else (claim.line, claim.column)
    return [
        name, claim.place, *at, standing.verdict.value, standing.rule, "", claim.text, "", standing.statement, "",
        *_cited(standing.authorities), "", "", "",
    ]  # fmt: skip


def _cited(authorities: Sequence[Citation]) -> tuple[str, str]:
    return "; ".join(a.label for a in authorities), " ".join(a.url for a in authorities if a.url)


def _cells(row: Iterable[object]) -> list[object]:
    return [cell if isinstance(cell, int) else _safe(one_line(str(cell)).strip()) for cell in row]


def _safe(text: str) -> str:
    """Return `text` such that a spreadsheet shows it, and does not reckon it as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
