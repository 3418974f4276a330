"""`vires check`: drafts in, a report out."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import options
from checker.cli.app import tell, unexpected
from checker.cli.output import keep_from, writing
from checker.errors import EXIT_BAD, EXIT_CLEAN, EXIT_FINDINGS, DraftError, ViresError
from checker.reports.formats import FORMATS, format_for, renderer

if TYPE_CHECKING:
    from checker.reports.report import Checked, Report

_EPILOG = """\b
Examples:
  vires check article.md
  vires check drafts/ --format json -o report.json
  cat article.md | vires check -
  vires check history.txt --as-of 2012-06-30

\b
Exit status: 0 nothing at or above --fail-on, 1 findings, 2 bad use or an input that could not be read.
"""


@click.command("check", epilog=_EPILOG, short_help="Check drafts and say what cannot be so.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options.as_of
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), help="How to report. [default: by -o's suffix, or text]"
)
@click.option("-o", "--output", metavar="FILE", help="Write the report here; it stands there whole or not at all.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    default="warning",
    show_default=True,
    help="The least severity that gives exit status 1.",
)
@options.rules
@options.no_gate
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], as_of: date, form: str | None, output: str | None, fail_on: str,
    rules: tuple[Path, ...], gate: bool,
) -> int:  # fmt: skip
    """Check drafts and say what cannot be so.

    PATH is a draft (text, Markdown, HTML, Word, OpenDocument), a case file, a folder of them, a glob, or - for standard
    input. An input that cannot be read is named on standard error, and the others are still checked.
    """
    from checker.batch.work import Setup  # noqa: PLC0415  --help must be quick
    from checker.drafts.read import read_drafts  # noqa: PLC0415
    from checker.reports.report import Report, checked  # noqa: PLC0415

    keep_from(output, paths)
    form = form or format_for(output)
    checker = Setup(rules, as_of, gate)()
    drafts: list[Checked] = []
    errors: list[ViresError] = []
    for draft in read_drafts(list(paths), sys.stdin.buffer):
        if isinstance(draft, DraftError):
            error: ViresError = draft
        else:
            try:
                drafts.append(checked(draft, checker.check(draft), whole=FORMATS[form].whole))
                continue
            except Exception as why:  # noqa: BLE001  one draft must not stop the others
                error = DraftError(unexpected(why), file=draft.name)
        errors.append(error)
        tell(str(error))
    broken = {shown.finding.rule for draft in drafts for shown in draft.findings}
    statements = {card.id: card.statement for card in checker.compiled.rules if card.id in broken}
    report = Report(as_of, tuple(drafts), tuple(errors), statements=statements)
    with writing(output, (draft.name for draft in drafts)) as out:
        to_file = output not in (None, "-")
        renderer(form)(report, out, colour=False if to_file else None)
    if errors:
        return EXIT_BAD
    return EXIT_FINDINGS if _fails(report, fail_on) else EXIT_CLEAN


def _fails(report: Report, fail_on: str) -> bool:
    from checker.judging.finding import Severity  # noqa: PLC0415

    return fail_on != "never" and report.any_from(Severity(fail_on))
