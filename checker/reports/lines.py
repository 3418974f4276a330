"""The report as one line a finding, in the form of a compiler, which editors and other tools read."""

from __future__ import annotations

from typing import TextIO

from checker.errors import ViresError
from checker.reports.excerpt import one_line
from checker.reports.report import Report


def render(report: Report, out: TextIO, *, colour: bool | None = None, width: int | None = None) -> None:
    """Write `file:line:column: severity: message [rule]`; `colour` and `width` have no meaning here.

    In a document without lines of its own, they are those of its text as it was read. What was not read is an error, by
    the rule "unread".
    """
    for draft in report.drafts:
        for shown in draft.findings:
            found = shown.finding
            where = f" ({shown.where})" if shown.where else ""
            said = f"{found.severity.value}: {found.message}{where} [{found.rule}]"
            out.write(f"{one_line(draft.name)}:{shown.line}:{shown.column}: {one_line(said)}\n")
    out.writelines(map(error_line, report.errors))


def error_line(error: ViresError) -> str:
    """Return the line for an error, whatever it is in: a draft, a rule file, the configuration."""
    said = f"{error.field}: " if error.field else ""
    said += f"{error.what} - {error.cure}" if error.cure else error.what
    place = f"{error.file or 'vires'}:{error.line or 1}:{error.column or 1}"
    return one_line(f"{place}: error: {said} [unread]") + "\n"
