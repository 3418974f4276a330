"""`vires train export`: worksheets with answer sheets, and quizzes for learning platforms."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from checker.cli import options
from checker.cli.output import form_for, writing_bytes
from checker.cli.progress import progress
from checker.errors import EXIT_CLEAN, OutputError
from checker.training.exercise import FORMS

if TYPE_CHECKING:
    from checker.training.export.sheets import Sheet

_EPILOG = """\b
Examples:
  vires train export --topic security-bodies --count 8 -o sheets/
  vires train export --form exam --count 2 --variants 4 --seed 7 -o exam.docx
  vires train export --count 20 --format moodle -o quiz.xml

\b
What is written:
  -o sheets/      sheets/worksheet.md and sheets/answers.md; worksheet-a.md, answers-a.md ... for variants
  -o exam.docx    exam.docx and exam-answers.docx; exam-a.docx, exam-a-answers.docx ... for variants
  -o quiz.xml     one file for Moodle, with a category for each variant
"""
_SUFFIXES = {"md": ".md", "html": ".html", "docx": ".docx", "moodle": ".xml"}
_MODULES = {"md": "markdown", "html": "html", "docx": "word"}
_Write = Callable[[BinaryIO], None]


@click.command("export", epilog=_EPILOG, short_help="Write worksheets and quizzes.")
@click.option("--topic", metavar="LESSON", default="", help="Only exercises of this lesson: its id, or its number.")
@click.option("--form", "kind", type=click.Choice(FORMS), help="Only exercises of this form.")
@click.option("--rule", metavar="RULE", default="", help="Only exercises on this rule.")
@click.option("--count", type=click.IntRange(1, 200), default=10, show_default=True, help="Exercises on each sheet.")
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="The same exercises for the same number."
)
@click.option(
    "--variants", type=click.IntRange(1, 200), default=1, show_default=True,
    help="Sheets of different exercises for a class, each with its letter.",
)  # fmt: skip
@click.option("--title", metavar="TEXT", default="", help="What stands on top. [default: the lesson's title]")
@click.option(
    "--format", "form", type=options.Form(list(_SUFFIXES)), help="What to write. [default: by -o's suffix, or md]"
)
@click.option("-o", "--output", required=True, metavar="DIR_OR_FILE", help="Where to; see below.")
@options.as_of
@options.rules
def command(  # noqa: PLR0913, PLR0917  a parameter an option
    topic: str, kind: str | None, rule: str, count: int, seed: int, variants: int, title: str, form: str | None,
    output: str, as_of: date, rules: tuple[Path, ...],
) -> int:  # fmt: skip
    """Write a worksheet and an answer sheet, or a quiz for Moodle; with --variants, one for each part of a class.

    Every exercise comes with its reason and its authorities on the answer sheet. The same seed gives the same sheets,
    as long as the rules and the day of the law are the same.
    """
    folder = _folder(output)  # first, because exercises take their time
    form = form or "md" if folder else _form_of_file(output, form)
    sheets = _sheets(topic, kind or "", rule, count, seed, variants, title, as_of, rules)
    files = dict(_files(form, output, sheets, folder=folder))
    for name, write in files.items():
        with writing_bytes(name) as out:
            write(out)
    with contextlib.suppress(OSError):
        print("".join(f"vires: {name}\n" for name in files), end="", file=sys.stderr)
    return EXIT_CLEAN


def _sheets(  # noqa: PLR0913, PLR0917  what the command was given
    topic: str, kind: str, rule: str, count: int, seed: int, variants: int, title: str, as_of: date,
    rules: tuple[Path, ...],
) -> list[Sheet]:  # fmt: skip
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415  --help must be quick
    from checker.training.export.sheets import draw, sheets  # noqa: PLC0415
    from checker.training.lessons import lessons, topic_of  # noqa: PLC0415
    from checker.training.make import Maker  # noqa: PLC0415

    book = load_rulebook(rules, cache=True)
    known = lessons(book)
    topic = topic_of(book, topic)
    maker = Maker(book, as_of)
    maker.knows(topic, rule)
    with progress() as tell:
        make = partial(maker.draw, topic=topic, form=kind, rule=rule)
        drawn = draw(make, count, seed, variants, lambda: tell(f"of {count * variants} exercises"))
    about = next((lesson.title for lesson in known if lesson.id == topic), "Procedure that cannot be")
    return sheets(title or about, drawn)


def _files(form: str, output: str, sheets: list[Sheet], *, folder: bool) -> list[tuple[str, _Write]]:
    """Return the files that are to be written, each with what writes it."""
    stem, suffix = os.path.splitext(output)
    if form == "moodle":
        from checker.training.export.moodle import quiz  # noqa: PLC0415

        return [(os.path.join(output, "quiz.xml") if folder else output, partial(quiz, sheets))]
    writer = import_module(f"checker.training.export.{_MODULES[form]}")
    suffix = _SUFFIXES[form] if folder else suffix
    found: list[tuple[str, _Write]] = []
    for sheet in sheets:
        letter = f"-{sheet.letter}" if sheet.letter else ""
        task = os.path.join(output, f"worksheet{letter}") if folder else f"{stem}{letter}"
        key = os.path.join(output, f"answers{letter}") if folder else f"{stem}{letter}-answers"
        found += [
            (task + suffix, partial(writer.worksheet, sheet)),
            (key + suffix, partial(writer.answers, sheet)),
        ]
    return found


def _form_of_file(output: str, named: str | None) -> str:
    """Return what form a file is written in.

    Raises:
        OutputError: if its suffix is not the one of the form.
    """
    form = form_for(output, named, {suffix: name for name, suffix in _SUFFIXES.items()}) or "md"
    if not output.lower().endswith(_SUFFIXES[form]):
        cure = f"name a {_SUFFIXES[form]} file, or a folder with / at its end"
        raise OutputError(f"is no {form} file by its name", file=output, cure=cure)
    return form


def _folder(output: str) -> bool:
    """Return whether the output is a folder, which is made if it is not there; a name without a suffix is one.

    Raises:
        OutputError: if it cannot be made.
    """
    if not os.path.isdir(output) and (os.path.splitext(output)[1] and not output.endswith(("/", os.sep))):
        return False
    try:
        os.makedirs(output, exist_ok=True)
    except OSError as why:
        cure = "choose a place where you may write"
        raise OutputError(f"cannot be made a folder: {why.strerror or why}", file=output, cure=cure) from why
    return True
