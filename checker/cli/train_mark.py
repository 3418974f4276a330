"""`vires train mark`: a trainee's marked draft held against what is wrong in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import answer, options
from checker.cli.app import tell
from checker.errors import EXIT_BAD, EXIT_CLEAN, EXIT_FINDINGS, DraftError

if TYPE_CHECKING:
    from checker.cli.sheet import Entry
    from checker.drafts.draft import Draft
    from checker.reports.report import Shown
    from checker.rulebook.citation import Citation
    from checker.training.marking import Answered, Marking, Wrongly
    from checker.training.marks import Mark

_EPILOG = """\b
Marks in Word: a comment on words, or words highlighted.
Marks in Markdown:
  ==words==                        marked
  {==words==}{>>why<<}             marked, with the reason
  Some sentence. <!-- mark: why -->   the sentence before it is marked

\b
Examples:
  vires train mark homework.docx
  vires train mark class/*.docx --draft article.docx
  vires train mark homework.md --format json

\b
Exit status: 0 all right, 1 something missed, marked wrongly or at random, 2 bad use or a file that could not be read.
"""
_MOST_CITED = 3
_UNJUDGED = "vires has no rule that speaks of this: ask your teacher."


@click.command("mark", epilog=_EPILOG, short_help="Mark what a trainee marked in a draft.")
@click.argument("marked", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="MARKED...")
@click.option(
    "--draft", "original", metavar="ORIGINAL",
    help="The draft as it was handed out: a sentence that was changed or taken out then counts as marked.",
)  # fmt: skip
@answer.form("text", "json")
@options.as_of
@options.rules
def command(marked: tuple[Path, ...], original: str | None, form: str, as_of: date, rules: tuple[Path, ...]) -> int:
    """Mark what a trainee marked in a draft: found, missed, and marked wrongly, each with its reason.

    What is marked and no rule speaks of is told apart: it may be a right catch. One such mark for each that finds
    something costs nothing; each beyond that costs as much as a wrong one, so that who marks everything does not pass.

    MARKED is the draft with the trainee's marks, in Word or Markdown. Sentences are what counts: a mark marks the
    sentence that it stands in, or each of which it covers half or more; where it, or the reason with it, is about other
    words than those that are wrong, that is told. Errors and warnings are to be found; a sentence worth a note may be
    marked or not.
    """
    from checker.batch.work import Setup  # noqa: PLC0415  --help must be quick
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415
    from checker.training.kept import Kept  # noqa: PLC0415
    from checker.training.marking import judge  # noqa: PLC0415
    from checker.training.marks import read_marked  # noqa: PLC0415
    from checker.training.material import Material  # noqa: PLC0415

    checker = Setup(rules, as_of)()
    kept = Kept(Material(load_rulebook(rules, cache=True), as_of))
    handed_out = _read(original) if original else None
    done: list[Marking] = []
    for path in marked:
        try:
            done.append(judge(read_marked(path), checker, handed_out, kept.rules))
        except DraftError as why:
            tell(str(why))
    if form == "json":
        answer.emit_json({"as_of": as_of, "marked": [_data(one) for one in done]})
    else:
        _show(done)
    if len(done) < len(marked):
        return EXIT_BAD
    return EXIT_CLEAN if all(one.perfect for one in done) else EXIT_FINDINGS


def _read(original: str) -> Draft:
    from checker.drafts.discover import Input  # noqa: PLC0415
    from checker.drafts.read import read_draft  # noqa: PLC0415

    return read_draft(Input(original, Path(original)))


def _show(done: list[Marking]) -> None:
    from checker.cli.sheet import show  # noqa: PLC0415
    from checker.reports import table  # noqa: PLC0415

    for one in done:
        for number, entries in enumerate(_told(one)):
            if number:
                click.echo()
            show(entries, sys.stdout)
        click.echo()
    if len(done) > 1:
        counted = (
            (one, len(one.found), len(one.aside), len(one.missed), len(one.wrongly), len(one.unjudged)) for one in done
        )
        rows = [(one.name, _share(one), *counts) for one, *counts in counted]
        kinds = ("found", "marked for another reason", "missed", "wrongly marked", "no rule speaks of")
        columns = ("file", "right", *kinds)
        table.write_text([table.Table("", columns, rows)], sys.stdout)


def _told(one: Marking) -> Iterator[list[Entry]]:
    wrong = len(one.found) + len(one.missed) + len(one.aside)
    aside = f"{len(one.aside)} marked for another reason, " if one.aside else ""
    said = (
        f"{len(one.found)} of {wrong} found, {aside}{len(one.missed) or 'none'} missed"
        if wrong
        else "nothing is wrong in it"
    )
    unjudged = f", {len(one.unjudged)} marked of which no rule speaks" if one.unjudged else ""
    spare = f", {one.spare} of these too many" if one.spare else ""
    marked = f"{len(one.wrongly) or 'nothing'} marked wrongly{unjudged}{spare}"
    yield [(one.name, f"{said}, {marked}: {_share(one)} right", None)]
    for answered in one.found:
        yield list(_answer("Found", answered))
    for answered in one.aside:
        yield list(_answer("Marked for another reason", answered))
    for answered in one.missed:
        yield list(_answer("Missed", answered))
    for wrongly in one.wrongly:
        yield list(_wrongly(wrongly))
    for sentence in one.unjudged:
        yield list(_unjudged(sentence))
    for answered in one.second:
        yield list(_answer("Worth a note", answered))


def _share(one: Marking) -> str:
    return f"{one.share:.0%}"


def _answer(verdict: str, answered: Answered) -> Iterator[Entry]:
    first, *others = answered.findings
    yield verdict, f"{first.place}: {first.finding.rule}", None
    yield "text", f"“{first.text}”", None
    yield from _yours(answered.marks)
    yield "why", first.finding.message, None
    yield from _cited(first.finding.authorities)
    yield "instead", first.finding.suggestion, None
    yield "also", ", ".join(dict.fromkeys(other.finding.rule for other in others)), None


def _wrongly(wrongly: Wrongly) -> Iterator[Entry]:
    yield from _marked("Marked wrongly", wrongly)
    for standing in wrongly.standings:
        yield "why", f"It can be so: {standing.statement} ({standing.rule})", None
        yield from _cited(standing.authorities)
    for near in wrongly.near:
        yield "why", f"{near.why} The rule: {near.statement} ({near.rule})", None
        yield from _cited(near.authorities)


def _unjudged(unjudged: Wrongly) -> Iterator[Entry]:
    yield from _marked("Marked, not judged", unjudged)
    yield "why", _UNJUDGED, None


def _marked(verdict: str, sentence: Wrongly) -> Iterator[Entry]:
    yield verdict, sentence.place, None
    yield "text", f"“{sentence.sentence}”", None
    yield from _yours(sentence.marks)


def _cited(authorities: tuple[Citation, ...]) -> Iterator[Entry]:
    for number, cited in enumerate(authorities[:_MOST_CITED]):
        yield "" if number else "authority", cited.label, cited.url


def _yours(marks: tuple[Mark, ...]) -> Iterator[Entry]:
    for mark in marks:
        yield "you said", mark.why, None


def _data(one: Marking) -> dict[str, object]:
    return {
        "name": one.name,
        "right": round(one.share, 3),
        "found": [_answered(answered) for answered in one.found],
        "marked_for_another_reason": [_answered(answered) for answered in one.aside],
        "missed": [_answered(answered) for answered in one.missed],
        "marked_wrongly": [
            _sentence(wrongly)
            | {
                "fits": [standing.rule for standing in wrongly.standings],
                "near": [{"rule": near.rule, "why": near.why} for near in wrongly.near],
            }
            for wrongly in one.wrongly
        ],
        "not_judged": [_sentence(sentence) for sentence in one.unjudged],
        "worth_a_note": [_answered(answered) for answered in one.second],
    }


def _sentence(marked: Wrongly) -> dict[str, object]:
    return {"place": marked.place, "text": marked.sentence, "said": _said(marked.marks)}


def _answered(answered: Answered) -> dict[str, object]:
    first = answered.findings[0]
    found = first.finding
    return {
        "place": first.place,
        "text": first.text,
        "said": _said(answered.marks),
        "rules": _rules(answered.findings),
        "severity": found.severity.value,
        "message": found.message,
        "suggestion": found.suggestion,
        "authorities": [{"label": cited.label, "url": cited.url} for cited in found.authorities],
    }


def _rules(findings: tuple[Shown, ...]) -> list[str]:
    return list(dict.fromkeys(shown.finding.rule for shown in findings))


def _said(marks: tuple[Mark, ...]) -> list[str]:
    return [mark.why for mark in marks if mark.why]
