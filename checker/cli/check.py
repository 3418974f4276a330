"""`vires check`: drafts in, a report out."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import options
from checker.cli.app import tell, unexpected
from checker.cli.output import keep_from, writing, writing_bytes
from checker.cli.settings import config, settings
from checker.errors import EXIT_BAD, EXIT_CLEAN, EXIT_FINDINGS, DraftError, ViresError
from checker.reports.formats import FORMATS, format_for, renderer, renderer_of_bytes

if TYPE_CHECKING:
    from checker.drafts.discover import PassedOver
    from checker.habits.desk import Desk
    from checker.reports.report import Checked, Report
    from checker.rulebook.compiled import Compiled

_EPILOG = """\b
Examples:
  vires check article.md
  vires check drafts/ --format json -o report.json
  vires check article.md -o report.html
  vires check article.docx -o commented.docx
  vires check drafts/ --diff main
  vires check article.md --show all
  cat article.md | vires check -
  vires check history.txt --as-of 2012-06-30

\b
A finding is let stand by a comment with a reason before the paragraph, or in it:
  [vires: ignore RULE because REASON]          in the text, in every format
  <!-- vires: ignore RULE because REASON -->   in Markdown and HTML
  # vires: ignore RULE because REASON          in a case in YAML
  vires: ignore RULE because REASON            in a comment on words, in Word and OpenDocument

\b
Exit status: 0 nothing at or above --fail-on, 1 findings, 2 bad use or an input that could not be read.
"""
_PRESETS = ("desk", "all")


@click.command("check", epilog=_EPILOG, short_help="Check drafts and say what cannot be so.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options.as_of
@click.option(
    "--format", "form", type=options.Form(list(FORMATS)), help="How to report. [default: by -o's suffix, or text]"
)
@click.option("-o", "--output", metavar="FILE", help="Write the report here; it stands there whole or not at all.")
@click.option("--overwrite", is_flag=True, help="Let -o take the place of an input.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    help="The least severity that gives exit status 1. [default: warning]",
)
@click.option("--preset", type=click.Choice(_PRESETS), help="Tell errors and warnings, or all. [default: all]")
@click.option(
    "--show",
    type=click.Choice(["findings", "all"]),
    default="findings",
    show_default=True,
    help="What to tell: all adds the claims that fit (by which rule), and those that no rule covers.",
)
@click.option("--in", "place", metavar="PLACE", help="Where a draft is about that names no place: Scotland ...")
@click.option("--diff", metavar="REV", help="Tell only what stands on lines changed in git since this revision.")
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Leave out the findings listed here.")
@click.option("--write-baseline", is_flag=True, help="List what is found in the baseline, and report nothing.")
@click.option("--watch", is_flag=True, help="Check again whenever a draft changes, until Ctrl-C.")
@options.rules
@config
@options.no_gate
@click.pass_context
def command(  # noqa: PLR0913, PLR0917  a parameter an option
    ctx: click.Context, paths: tuple[str, ...], as_of: date, form: str | None, output: str | None, overwrite: bool,
    fail_on: str | None, preset: str | None, show: str, place: str | None, diff: str | None, baseline: Path | None,
    write_baseline: bool, watch: bool, rules: tuple[Path, ...], gate: bool,
) -> int:  # fmt: skip
    """Check drafts and say what cannot be so.

    PATH is a draft (text, Markdown, HTML, Word, OpenDocument, PDF, e-mail), a case file, a folder of them, a glob, or -
    for standard input. An input that cannot be read is named on standard error, and the others are still checked.
    """
    with _told_to_editors(form, output):
        known = settings()
        if known.as_of and ctx.get_parameter_source("as_of") is click.core.ParameterSource.DEFAULT:
            as_of = known.as_of
        form = format_for(output, form)
        inputs = () if overwrite else paths
        keep_from(output, inputs)
        desk = _desk(as_of, form, preset or known.preset or "all", place or known.jurisdiction or "", rules, gate)
        desk.listed = listed = baseline or known.baseline
        desk.survey = show == "all"
        if write_baseline:
            return _list(desk, paths, listed)
        fails = fail_on or known.fail_on or "warning"

    def once() -> int:
        _refresh(desk, diff)
        report = _report(desk, as_of, paths, unseen=form == "lines")
        kept = () if overwrite else [draft.name for draft in report.drafts]
        _write(report, form, output, kept)
        if desk.baseline is not None and (gone := desk.baseline.gone(draft.name for draft in report.drafts)):
            tell(f"{listed}: {gone} of the listed findings no longer found - --write-baseline lists anew")
        if report.errors:
            return EXIT_BAD
        return EXIT_FINDINGS if _fails(report, fails) else EXIT_CLEAN

    if not watch:
        return once()
    from checker.cli.watch import watching  # noqa: PLC0415  few do

    return watching(paths, once, output)


@contextlib.contextmanager
def _told_to_editors(form: str | None, output: str | None) -> Iterator[None]:
    """Tell an editor, where the report is lines for it, what keeps it from being made: a fault of the rules."""
    try:
        yield
    except ViresError as why:
        if form == "lines" and output in (None, "-"):
            from checker.reports.lines import error_line  # noqa: PLC0415

            errors: list[ViresError] = getattr(why, "errors", None) or [why]
            sys.stdout.writelines(map(error_line, errors))
        raise


def _desk(as_of: date, form: str, preset: str, place: str, rules: tuple[Path, ...], gate: bool) -> Desk:
    from checker.batch.work import Setup  # noqa: PLC0415  --help must be quick
    from checker.engine import Checker  # noqa: PLC0415
    from checker.habits.config import PRESETS  # noqa: PLC0415
    from checker.habits.desk import Desk  # noqa: PLC0415
    from checker.judging.finding import Severity  # noqa: PLC0415

    compiled = Setup(rules, as_of, gate).compiled()
    checker = Checker(compiled, as_of, gate=gate, place=_place(place, compiled) if place else "")
    return Desk(checker, settings(), FORMATS[form].whole, Severity(PRESETS[preset]))


def _refresh(desk: Desk, diff: str | None) -> None:
    """Read anew what may have changed since the last run: the baseline, and what has changed in git."""
    if desk.listed is not None:
        from checker.habits.baseline import read  # noqa: PLC0415  few have one

        desk.baseline = read(desk.listed)
    if diff is not None:
        from checker.habits.changed import Changes  # noqa: PLC0415

        desk.changes = Changes(diff)


def _place(place: str, compiled: Compiled) -> str:
    """Return the id of a place whose law the rules hold, called by that or as people call it.

    Raises:
        ViresError: if there is none.
    """
    from checker.reading.scene import place_called  # noqa: PLC0415

    found, known = place_called(place, compiled), sorted(compiled.above.keys() - compiled.foreign - compiled.neutral)
    if found not in known:
        cure = f"there are {', '.join(known)}"
        if settings().jurisdiction == place:
            from checker.habits.config import wrong  # noqa: PLC0415

            raise wrong(settings(), "jurisdiction", f"no place is called {place!r}", cure)
        raise ViresError(f"no place is called {place!r}", cure=cure)
    return found


def _checked(
    desk: Desk, paths: Sequence[str], *, unseen: bool = False
) -> tuple[list[Checked], list[ViresError], list[PassedOver]]:
    """Check the drafts one by one; what cannot be read or checked is told at once."""
    from checker.cli.progress import progress  # noqa: PLC0415
    from checker.drafts.discover import PassedOver  # noqa: PLC0415

    drafts: list[Checked] = []
    errors: list[ViresError] = []
    passed: list[PassedOver] = []
    with progress(unseen=unseen) as advance:
        for draft in desk.inputs(paths, sys.stdin.buffer):
            error: ViresError
            if isinstance(draft, PassedOver):
                passed.append(draft)
                continue
            if isinstance(draft, DraftError):
                error = draft
            else:
                advance(draft.name)
                try:
                    drafts.append(done := desk.check(draft))
                    if done.cut is None:
                        continue
                    error = done.cut
                except DraftError as why:
                    error = why.bare()
                except ViresError:
                    raise
                except Exception as why:  # noqa: BLE001  one draft must not stop the others
                    error = DraftError(unexpected(why), file=draft.name)
            errors.append(error)
            tell(str(error))
    return drafts, errors, passed


def _report(desk: Desk, as_of: date, paths: Sequence[str], *, unseen: bool) -> Report:
    from checker.reports.report import Report  # noqa: PLC0415

    drafts, errors, passed = _checked(desk, paths, unseen=unseen)
    broken = {shown.finding.rule for draft in drafts for shown in draft.findings}
    broken |= {out.shown.finding.rule for draft in drafts for out in draft.left_out}
    statements = {card.id: card.statement for card in desk.checker.compiled.rules if card.id in broken}
    return Report(
        as_of, tuple(drafts), tuple(errors), statements=statements, basis=desk.basis, passed_over=tuple(passed)
    )


def _list(desk: Desk, paths: Sequence[str], file: Path | None) -> int:
    """Write all that is found to the baseline, whatever its severity and wherever it stands."""
    from checker.habits import baseline  # noqa: PLC0415
    from checker.habits.config import BASELINE  # noqa: PLC0415
    from checker.judging.finding import Severity  # noqa: PLC0415
    from checker.reports.report import counted  # noqa: PLC0415

    file = file or Path(BASELINE)
    desk.least = Severity.NOTE
    drafts, errors, _ = _checked(desk, paths)
    if errors:
        tell(f"{file}: is not written, because not all could be checked - mend or leave out what is named above")
        return EXIT_BAD
    with writing(str(file), (draft.name for draft in drafts)) as out:
        out.write(baseline.text(drafts, file))
    found = sum(len(draft.groups) for draft in drafts)
    with contextlib.suppress(OSError):
        print(f"vires: {file}: {counted(found, 'finding')} listed", file=sys.stderr)
    return EXIT_CLEAN


def _write(report: Report, form: str, output: str | None, kept: Sequence[str]) -> None:
    """Write the report; one that is somebody's document is written where the document could be read."""
    if not FORMATS[form].binary:
        with writing(output, kept) as out:
            renderer(form)(report, out, colour=False if output not in (None, "-") else None)
    elif report.drafts or not report.errors:
        with writing_bytes(output, kept) as binary:
            renderer_of_bytes(form)(report, binary)
        _close(report)


def _close(report: Report) -> None:
    """Say on standard error what closes other reports: this one is somebody's document."""
    from checker.reports.account import account  # noqa: PLC0415
    from checker.reports.report import summary  # noqa: PLC0415

    for label, said in account(report):
        tell(f"{label}: {said}")
    tell(summary(report))


def _fails(report: Report, fail_on: str) -> bool:
    from checker.judging.finding import Severity  # noqa: PLC0415

    return fail_on != "never" and report.any_from(Severity(fail_on))
