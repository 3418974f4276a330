"""The report as one line a finding, in the form of a compiler, which editors and other tools read."""

from __future__ import annotations

from typing import TextIO

from checker.errors import ViresError
from checker.reports.excerpt import one_line
from checker.reports.report import Report, also


def render(report: Report, out: TextIO, *, colour: bool | None = None, width: int | None = None) -> None:
    """Write `file:line:column: severity: message [rule]`; `colour` and `width` have no meaning here.

    A document without lines of its own is opened at its start: its lines are 1:1, and the message begins with the place
    and the words. What was not read is an error, by the rule "unread".
    """
    for draft in report.drafts:
        for first, *others in draft.groups:
            found = first.finding
            place = "1:1" if first.where else f"{first.line}:{first.column}"
            where = f"{first.where}, “{one_line(first.text).strip()}”: " if first.where else ""
            more = f" (also {', '.join(also(others))})" if others else ""
            said = f"{found.severity.value}: {where}{found.message}{more} [{found.rule}]"
            out.write(f"{one_line(draft.name)}:{place}: {one_line(said)}\n")
    out.writelines(map(error_line, report.errors))


def error_line(error: ViresError) -> str:
    """Return the line for an error, whatever it is in: a draft, a rule file, the configuration."""
    said = f"{error.field}: " if error.field else ""
    said += f"{error.what} - {error.cure}" if error.cure else error.what
    place = f"{error.file or 'vires'}:{error.line or 1}:{error.column or 1}"
    return one_line(f"{place}: error: {said} [unread]") + "\n"
