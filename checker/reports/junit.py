"""The report as JUnit XML, which build servers show among their tests: a suite a draft, a case a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TextIO
from xml.etree import ElementTree as ET

from checker.errors import ViresError
from checker.judging.finding import Severity
from checker.reports.account import TITLE, account
from checker.reports.excerpt import visible
from checker.reports.report import Checked, Report, Shown, also

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, out: TextIO, *, colour: bool | None = None, width: int | None = None) -> None:
    """Write errors and warnings as failures, notes as cases that pass and say something, unread inputs as errors.

    A draft without findings is a case that passes; the account is a last suite that has none. `colour` and `width`
    have no meaning here.
    """
    root = ET.Element("testsuites", {"name": "vires"})
    suites = [_draft(draft) for draft in report.drafts]
    suites += [_error(error) for error in report.errors]
    suites.append(_account(report))
    root.extend(suites)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    ET.indent(root)
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(ET.tostring(root, encoding="us-ascii").decode() + "\n")  # whatever encoding `out` has


def _draft(draft: Checked) -> ET.Element:
    groups = draft.groups
    failures = sum(1 for first, *_ in groups if first.finding.severity is not Severity.NOTE)
    suite = _suite(draft.name, tests=len(groups) or 1, failures=failures, errors=0)
    if not draft.findings:
        _case(suite, draft.name, "procedure")
    for shown, *others in groups:
        found = shown.finding
        place = str(shown.where) if shown.where else f"{shown.line}:{shown.column}"
        case = _case(suite, draft.name, f"{found.rule} at {place}")
        if not shown.where:
            case.set("line", str(shown.line))
        if found.severity is Severity.NOTE:
            ET.SubElement(case, "system-out").text = _text(_body(shown, others))
            continue
        failure = ET.SubElement(case, "failure", {"type": found.severity.value, "message": _text(found.message)})
        failure.text = _text(_body(shown, others))
    return suite


def _error(error: ViresError) -> ET.Element:
    name = str(error.file or "vires")
    suite = _suite(name, tests=1, failures=0, errors=1)
    ET.SubElement(_case(suite, name, "reading"), "error", {"type": "unread", "message": _text(str(error))})
    return suite


def _account(report: Report) -> ET.Element:
    suite = _suite(TITLE, tests=0, failures=0, errors=0)
    properties = ET.SubElement(suite, "properties")
    for label, said in account(report):
        ET.SubElement(properties, "property", {"name": label, "value": _text(said)})
    return suite


def _suite(name: str, **counts: int) -> ET.Element:
    return ET.Element("testsuite", {"name": _text(name)} | {key: str(n) for key, n in counts.items()})


def _case(suite: ET.Element, draft: str, name: str) -> ET.Element:
    # The draft's name takes the place of a class, by which build servers group.
    return ET.SubElement(suite, "testcase", {"classname": _text(draft), "name": _text(name), "file": _text(draft)})


def _body(shown: Shown, others: Iterable[Shown]) -> str:
    found = shown.finding
    cited = [f"{a.label} {a.url}" if a.url else a.label for a in found.authorities]
    parts = [shown.excerpt.text, "", found.message, *cited]
    parts += [f"Suggestion: {found.suggestion}"] if found.suggestion else []
    parts += [f"Judged by: {found.scope}"] if found.scope else []
    parts += (f"Also {rule}: {message}" for rule, message in also(others).items())
    return "\n".join(parts)


def _text(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", visible(text))
