"""What was and was not checked: the lines that close a report, and the same as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from checker.drafts.formats import of_name
from checker.judging.standing import Verdict
from checker.reports.report import Report, counted, together

TITLE = "What was and was not checked"
_WHY = {
    "comment": "let stand by a comment",
    "baseline": "in the baseline",
    "severity": "below the preset",
    "unchanged": "on lines that have not changed",
    "off": "by a rule that is switched off",
}


def account(report: Report) -> list[tuple[str, str]]:
    """Return the closing lines, each with its label: what was read and asked, and what was left out and why."""
    lines = [("checked", _read(report))] if report.drafts else []
    if report.drafts and (asked := _asked(report)):
        lines.append(("held against", asked))
    if (stood := report.stood) is not None:
        found = sum(len(together(draft.found)) for draft in report.drafts)
        fit, unheld = stood[Verdict.FITS], stood[Verdict.OPEN]
        lines.append(("claims", f"{fit} {'fits' if fit == 1 else 'fit'}, {found} not, {unheld} covered by no rule"))
    if out := _unread(report):
        lines.append(("not read", out))
    if left := _left(report):
        lines.append(("left out", left))
    counts = sum(report.counts.values())
    if report.single > counts:
        more = f"{report.single} by all the rules that speak of them"
        lines.append(("counted", f"findings on the same words are one, told by the gravest: {counts}; {more}"))
    if untold := {why: n for why, n in report.untold.items() if n}:
        n = sum(untold.values())
        lines.append(
            ("not told", f"{counted(n, 'finding')}: {_listed(f'{m} {_WHY[why]}' for why, m in untold.items())}")
        )
    if report.drafts and stood is None:
        lines.append(("not asked", "which other claims fit, and which no rule covers (--show all)"))
    return lines


def data(report: Report) -> dict[str, Any]:
    """Return the account as plain data, for formats that programs read."""
    basis, stood = report.basis, report.stood
    told: dict[str, Any] = {
        "single_findings": report.single,
        "sentences": sum(draft.sentences for draft in report.drafts),
        "read_closely": sum(draft.read for draft in report.drafts),
        "events": sum(draft.events for draft in report.drafts),
        "jurisdiction": basis.place or None,
        "rules": dict(basis.rules),
        "switched_off": list(basis.off),
        "passed_over": [{"name": out.name, "why": out.why} for out in report.passed_over],
        "not_told": report.untold,
    }
    return told if stood is None else told | {"claims": {verdict.value: n for verdict, n in stood.items()}}


def _read(report: Report) -> str:
    sentences, read, events = (
        sum(getattr(draft, name) for draft in report.drafts) for name in ("sentences", "read", "events")
    )
    parts = [counted(sentences, "sentence")] if sentences or not events else []
    if read:
        parts[0] += f" ({read} of them parsed; of the others it is plain that they break no rule)"
    if events:
        parts.append(counted(events, "event") + " of case descriptions")
    return f"{counted(len(report.drafts), 'draft')}: {_listed(parts)}"


def _asked(report: Report) -> str:
    basis = report.basis
    if not basis.rules:
        return ""
    kinds = _listed(f"{kind} {n}" for kind, n in sorted(basis.rules.items(), key=lambda each: -each[1]))
    law = f"the law of {report.as_of.day} {report.as_of:%B %Y}"
    if basis.place:
        law += f" and of {basis.place.replace('-', ' ')}, where a draft names no other"
    off = f"; switched off: {', '.join(basis.off)}" if basis.off else ""
    return f"{counted(sum(basis.rules.values()), 'rule')} ({kinds}){off}; {law}"


def _unread(report: Report) -> str:
    parts = [counted(len(report.errors), "input") + " at fault"] if report.errors else []
    why = Counter(out.why for out in report.passed_over)
    parts += [f"{counted(n, 'file')} {reason}" for reason, n in why.items()]
    return _listed(parts)


def _left(report: Report) -> str:
    """Return what the readers of the drafts' formats leave out."""
    forms = dict.fromkeys(of_name(draft.name) for draft in report.drafts)
    return "; ".join(f"of {name} {form.without}" for name, form in forms if form.without)


def _listed(parts: Iterable[str]) -> str:
    *most, last = list(parts) or [""]
    return f"{', '.join(most)} and {last}" if most else last
