"""The report as JSON, as rules/schema/report.schema.json describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from checker.errors import ViresError
from checker.reports import account
from checker.reports.report import LeftOut, Report, Shown, Stood, groups_of
from checker.rulebook.citation import Citation

_LINE_ENDS = {ord(c): f"\\u{ord(c):04x}" for c in "\x85\u2028\u2029"}


def render(report: Report, out: TextIO, *, colour: bool | None = None, width: int | None = None) -> None:
    """Write `report` to `out` as one JSON object; `colour` and `width` have no meaning here."""
    out.write(dumps(document(report), indent=2) + "\n")


def document(report: Report) -> dict[str, Any]:
    """Return the report as plain data."""
    return {
        "version": report.version,
        "as_of": report.as_of.isoformat(),
        "drafts": [
            {
                "name": d.name,
                "sentences": d.sentences,
                "events": d.events,
                "findings": _findings(d.findings),
                "left_out": [left_out_data(out) for out in d.left_out],
            }
            | ({} if d.stood is None else {"claims": [stood_data(s) for s in d.stood]})
            for d in report.drafts
        ],
        "errors": [error_data(e) for e in report.errors],
        "summary": {
            "drafts": len(report.drafts),
            "flagged": report.flagged,
            "errors": len(report.errors),
            "findings": {severity.value: n for severity, n in report.counts.items()},
            "left_out": report.left_out,
        }
        | account.data(report),
    }


def _findings(findings: Sequence[Shown]) -> list[dict[str, Any]]:
    """Return findings as plain data, each with the number of those that speak of the same words."""
    groups = groups_of(findings)
    return [
        finding_data(shown) | {"group": group, "leads": leads}
        for shown, (group, leads) in zip(findings, groups, strict=True)
    ]


def finding_data(shown: Shown) -> dict[str, Any]:
    """Return a finding as plain data: `start` and `end` in the prose, `source_start` and `source_end` in the file."""
    found = shown.finding
    return {
        "rule": found.rule,
        "kind": found.kind,
        "severity": found.severity.value,
        "start": found.span.start,
        "end": found.span.end,
        "line": shown.line,
        "column": shown.column,
        "where": str(shown.where) if shown.where else None,
        "source_start": shown.source.start,
        "source_end": shown.source.end,
        "text": shown.text,
        "message": found.message,
        "suggestion": found.suggestion,
        "authorities": authorities_data(found.authorities),
        "scope": found.scope,
    }


def stood_data(stood: Stood) -> dict[str, Any]:
    """Return a claim that is no finding as plain data; `rule` is null where no rule covers it."""
    standing = stood.standing
    return {
        "verdict": standing.verdict.value,
        "rule": standing.rule or None,
        "start": standing.span.start,
        "end": standing.span.end,
        "line": stood.line,
        "column": stood.column,
        "where": str(stood.where) if stood.where else None,
        "source_start": stood.source.start,
        "source_end": stood.source.end,
        "text": stood.text,
        "authorities": authorities_data(standing.authorities),
    }


def authorities_data(authorities: Iterable[Citation]) -> list[dict[str, str | None]]:
    """Return authorities as plain data."""
    return [{"label": cited.label, "url": cited.url} for cited in authorities]


def left_out_data(out: LeftOut) -> dict[str, Any]:
    """Return a finding that is not told as plain data, with what says so and why."""
    return finding_data(out.shown) | {"by": out.by, "reason": out.reason}


def error_data(error: ViresError) -> dict[str, Any]:
    """Return an error as plain data; what is not known is null."""
    return {
        "file": None if error.file is None else str(error.file),
        "line": error.line,
        "column": error.column,
        "field": error.field,
        "what": error.what,
        "cure": error.cure,
    }


def dumps(data: object, *, indent: int | None = None) -> str:
    """Return `data` as JSON in plain letters, without the rarer line ends, which some readers of lines split at.

    Where it holds half a surrogate pair, which UTF-8 cannot say, all letters beyond ASCII are escaped.
    """
    text = json.dumps(data, ensure_ascii=False, indent=indent).translate(_LINE_ENDS)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(data, indent=indent)
    return text
