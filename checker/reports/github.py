"""The report as workflow commands, which GitHub shows as annotations on the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import TextIO

from checker.judging.finding import Severity
from checker.reports.account import account
from checker.reports.report import Report, Shown, also, summary

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, out: TextIO, *, colour: bool | None = None, width: int | None = None) -> None:
    """Write one annotation a mistake and one an error, and below them, for the log, the account.

    `colour` and `width` have no meaning here.
    """
    for draft in report.drafts:
        for shown, *others in draft.groups:
            where = {
                "file": PurePath(draft.name).as_posix(),
                "line": shown.line,
                "col": shown.column,
                "title": _title(shown),
            }
            if shown.where:  # GitHub knows lines only
                del where["line"], where["col"]
            out.write(_command(_LEVEL[shown.finding.severity], where, _body(shown, others)))
    for error in report.errors:
        place = {"file": error.file, "line": error.line, "col": error.column, "title": "vires"}
        body = f"{error.what} - {error.cure}" if error.cure else error.what
        out.write(_command("error", {k: v for k, v in place.items() if v is not None}, body))
    for label, said in account(report):
        out.write(f"{label}: {_data(said)}\n")
    out.write(summary(report) + "\n")


def _title(shown: Shown) -> str:
    return f"vires {shown.finding.rule}" + (f", {shown.where}" if shown.where else "")


def _body(shown: Shown, others: Iterable[Shown]) -> str:
    found = shown.finding
    cited = "; ".join(f"{a.label} {a.url}" if a.url else a.label for a in found.authorities)
    parts = [found.message, f"Suggestion: {found.suggestion}" if found.suggestion else "", cited, found.scope]
    parts += (f"Also {rule}: {message}" for rule, message in also(others).items())
    return "\n".join(part for part in parts if part)


def _command(level: str, properties: dict[str, object], body: str) -> str:
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{level} {given}::{_data(body)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
