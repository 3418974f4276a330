"""The report as SARIF 2.1.0, which code hosts and editors show beside the lines of a draft."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

from checker.errors import ViresError
from checker.judging.finding import Finding, Severity
from checker.reports import account
from checker.reports.excerpt import one_line
from checker.reports.fingerprint import fingerprints
from checker.reports.json import authorities_data, dumps
from checker.reports.report import Checked, Report, Shown, groups_of
from checker.rulebook.citation import Citation

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_MARKED = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|"})


def render(report: Report, out: TextIO, *, colour: bool | None = None, width: int | None = None) -> None:
    """Write `report` as one SARIF log with one run; `colour` and `width` have no meaning here."""
    out.write(dumps(log(report), indent=2) + "\n")


def log(report: Report) -> dict[str, Any]:
    """Return the report as the data of a SARIF log."""
    found = [shown.finding for draft in report.drafts for shown in draft.findings]
    found += [out.shown.finding for draft in report.drafts for out in draft.left_out]
    first = {finding.rule: finding for finding in reversed(found)}
    rules = [_rule(first[name], report.statements.get(name, "")) for name in sorted(first)]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    driver = {"name": "vires", "version": report.version, "semanticVersion": report.version, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.errors,
                "toolExecutionNotifications": [_notification(error) for error in report.errors],
            }
        ],
        "artifacts": [{"location": {"uri": uri(draft.name)}} for draft in report.drafts],
        "results": [result for number, draft in enumerate(report.drafts) for result in _results(draft, number, index)],
        "properties": {"lawAsOf": report.as_of.isoformat(), "account": account.data(report)},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def uri(name: str) -> str:
    """Return the name of a draft as the address that SARIF wants: relative as it was given, or file:// and absolute."""
    path = PurePath(name)
    text = quote(path.as_posix().encode("utf-8", "replace"), safe="/~")
    return f"file://{text}" if path.is_absolute() else text


def _rule(found: Finding, statement: str) -> dict[str, Any]:
    """Return what is said of a rule; from a finding by it where the rules have no statement of their own."""
    said = statement or found.message
    rule: dict[str, Any] = {
        "id": found.rule,
        "name": "".join(word.capitalize() for word in found.rule.split("-")),
        "shortDescription": {"text": said},
        "fullDescription": {"text": said},
        "defaultConfiguration": {"level": _LEVEL[found.severity]},
        "help": _help(said, found, explained=bool(statement)),
        "properties": {"tags": ["procedure", found.kind]},
    }
    if link := next((cited.url for cited in found.authorities if cited.url), None):
        rule["helpUri"] = link
    return rule


def _help(said: str, found: Finding, *, explained: bool) -> dict[str, str]:
    plain = [said, *(f"{a.label}: {a.url}" if a.url else a.label for a in found.authorities)]
    marked = [_plain(said), "\n".join(f"- {_link(a)}" for a in found.authorities)]
    if found.suggestion:
        plain.append(f"Suggestion: {found.suggestion}")
        marked.append(f"**Suggestion:** {_plain(found.suggestion)}")
    if explained:
        plain.append(f"More: vires explain {found.rule}")
        marked.append(f"More: `vires explain {found.rule}`")
    return {"text": "\n".join(plain), "markdown": "\n\n".join(filter(None, marked))}


def _results(draft: Checked, number: int, index: dict[str, int]) -> Iterable[dict[str, Any]]:
    every = [(shown, None) for shown in draft.findings] + [(out.shown, out) for out in draft.left_out]
    groups = [*groups_of(draft.findings), *((0, False) for _ in draft.left_out)]
    made = fingerprints(shown for shown, _ in every)
    for (shown, left), fingerprint, (group, leads) in zip(every, made, groups, strict=True):
        found = shown.finding
        place: dict[str, Any] = {"artifactLocation": {"uri": uri(draft.name), "index": number}}
        location: dict[str, Any] = {"physicalLocation": place}
        if shown.where:  # SARIF knows no pages
            location["logicalLocations"] = [{"name": str(shown.where)}]
        else:
            place["region"] = _region(shown)
        result: dict[str, Any] = {
            "ruleId": found.rule,
            "ruleIndex": index[found.rule],
            "level": _LEVEL[found.severity],
            "message": _message(shown),
            "locations": [location],
            # The first is the name that code scanning looks for.
            "partialFingerprints": {"primaryLocationLineHash": fingerprint, "viresClaim/v1": fingerprint},
            "properties": {
                "kind": found.kind,
                "scope": found.scope,
                "suggestion": found.suggestion,
                "authorities": authorities_data(found.authorities),
            },
        }
        if group:
            result["properties"] |= {"group": group, "leads": leads}
        if left:
            kind = {"comment": "inSource", "baseline": "external"}[left.by]
            result["suppressions"] = [{"kind": kind} | ({"justification": left.reason} if left.reason else {})]
        yield result


def _region(shown: Shown) -> dict[str, Any]:
    return {
        "startLine": shown.line,
        "startColumn": shown.column,
        "endLine": shown.end_line,
        "endColumn": shown.end_column,
        "charOffset": shown.source.start,
        "charLength": shown.source.end - shown.source.start,
        "snippet": {"text": shown.text},
    }


def _message(shown: Shown) -> dict[str, str]:
    found = shown.finding
    # Viewers that show a region's snippet show nothing of a place that has no region.
    said = f"{str(shown.where).capitalize()}, “{one_line(shown.text)}”: " if shown.where else ""
    said += found.message
    cited = "; ".join(a.label for a in found.authorities)
    linked = "; ".join(map(_link, found.authorities))
    cure = f" Suggestion: {found.suggestion}" if found.suggestion else ""
    return {
        "text": said + cure + (f" ({cited})" if cited else ""),
        "markdown": _plain(said + cure) + (f" ({linked})" if linked else ""),
    }


def _notification(error: ViresError) -> dict[str, Any]:
    said: dict[str, Any] = {"level": "error", "message": {"text": str(error)}}
    if error.file is not None:
        place: dict[str, Any] = {"artifactLocation": {"uri": uri(str(error.file))}}
        if error.line is not None:
            place["region"] = {"startLine": error.line} | ({"startColumn": error.column} if error.column else {})
        said["locations"] = [{"physicalLocation": place}]
    return said


def _link(cited: Citation) -> str:
    return f"[{_plain(cited.label)}]({cited.url})" if cited.url else _plain(cited.label)


def _plain(text: str) -> str:
    return text.translate(_MARKED)
