"""The report as Markdown, to paste into an issue, a review or a message."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TextIO

from checker.reports.account import TITLE, account
from checker.reports.excerpt import Excerpt, one_line
from checker.reports.report import Report, Shown, Stood, also, summary
from checker.rulebook.citation import Citation

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_FENCE = "```"


def render(report: Report, out: TextIO, *, colour: bool | None = None, width: int | None = None) -> None:
    """Write a heading a draft, a section a mistake, a line each other claim; `colour` and `width` have no meaning."""
    out.write(f"# Procedure check\n\n{_plain(summary(report))}\n")
    for draft in report.drafts:
        if draft.findings or draft.stood:
            out.write(f"\n## {_plain(draft.name)}\n")
        out.writelines(_finding(first, others) for first, *others in draft.groups)
        if draft.stood:
            out.write("\n### Claims that are no findings\n\n")
            out.writelines(map(_stood, draft.stood))
    if report.errors:
        out.write("\n## Not read\n\n")
        out.writelines(f"- {_plain(str(error))}\n" for error in report.errors)
    out.write(f"\n## {TITLE}\n\n")
    out.writelines(f"- **{label.capitalize()}:** {_plain(said)}\n" for label, said in account(report))


def _finding(shown: Shown, others: Iterable[Shown]) -> str:
    found = shown.finding
    lines = [
        f"\n### {found.severity.value.capitalize()}, {_plain(shown.place)}: {_plain(found.rule)}\n",
        _quoted(shown.excerpt),
        f"{_plain(found.message)}\n",
    ]
    if found.authorities:
        lines.append(f"- **Authority:** {_cited(found.authorities)}")
    if found.suggestion:
        lines.append(f"- **Suggestion:** {_plain(found.suggestion)}")
    if found.scope:
        lines.append(f"- **Judged by:** {_plain(found.scope)}")
    lines += (f"- **Also {_plain(rule)}:** {_plain(message)}" for rule, message in also(others).items())
    return "\n".join(lines) + "\n"


def _quoted(excerpt: Excerpt) -> str:
    if excerpt.literal:
        fence = _FENCE
        while fence in excerpt.text:
            fence += "`"
        return f"{fence}\n{excerpt.text}\n{fence}\n"
    before, claim, after = excerpt.parts
    marked = f"**{_plain(claim)}**" if claim.strip() else ""
    return f"> {_plain(before)}{marked}{_plain(after)}\n"


def _stood(claim: Stood) -> str:
    standing = claim.standing
    by = f": {_plain(standing.rule)}, {_cited(standing.authorities)}" if standing.rule else ""
    return f"- **{standing.verdict.value.capitalize()}**, {_plain(claim.place)}, “{_plain(claim.text)}”{by}\n"


def _cited(authorities: Iterable[Citation]) -> str:
    return "; ".join(f"[{_plain(a.label)}]({a.url})" if a.url else _plain(a.label) for a in authorities)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", one_line(text))
