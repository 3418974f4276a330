"""`vires train list` and `vires train show`: what can be trained, and one exercise with its answer."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import answer, options
from checker.errors import EXIT_CLEAN

if TYPE_CHECKING:
    from checker.cli.sheet import Entry
    from checker.training.export.sheets import Item

_EPILOG = """\b
Examples:
  vires train list
  vires train list security-bodies
  vires train list 5 --format csv
"""
_SHOW = """\b
Examples:
  vires train show fine/term-jury/1
  vires train show exam/garden-pump/3 --format markdown
"""


@click.command("list", epilog=_EPILOG, short_help="List the lessons, or the rules of one.")
@click.argument("lesson", default="")
@answer.form("text", "json", "csv", "markdown")
@options.as_of
@options.rules
def listed(lesson: str, form: str, as_of: date, rules: tuple[Path, ...]) -> int:
    """List the lessons with what each teaches; or, of one, the rules that can be trained, for --rule.

    LESSON is its id or its number.
    """
    from checker.reports.table import Table  # noqa: PLC0415  --help must be quick
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415
    from checker.training.lessons import lessons, topic_of  # noqa: PLC0415
    from checker.training.make import Maker  # noqa: PLC0415

    book = load_rulebook(rules, cache=True)
    maker = Maker(book, as_of)
    columns: tuple[str, ...] = ("lesson", "rules", "about")
    rows: list[tuple[object, ...]] = [(one.id, len(maker.rules(one.id)), one.about) for one in lessons(book)]
    if lesson:
        columns = ("rule", "kind", "title")
        taught = maker.rules(topic_of(book, lesson))
        rows = [(rule, book.rules[rule].kind, book.rules[rule].title) for rule in taught]
    answer.emit(form, [dict(zip(columns, row, strict=True)) for row in rows], [Table("", columns, rows)])
    return EXIT_CLEAN


@click.command("show", epilog=_SHOW, short_help="Show one exercise with its answer.")
@click.argument("exercise")
@answer.form("text", "markdown")
@options.as_of
@options.rules
def show(exercise: str, form: str, as_of: date, rules: tuple[Path, ...]) -> int:
    """Show one exercise, and its answer as an answer sheet has it.

    EXERCISE is an id, as it stands below the answers of a sheet. Other rules, or another day, may give another one.
    """
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415  --help must be quick
    from checker.training.export.sheets import sheets  # noqa: PLC0415
    from checker.training.make import Maker  # noqa: PLC0415

    made = Maker(load_rulebook(rules, cache=True), as_of).make(exercise)
    (sheet,) = sheets(made.id, [(made,)])
    if form == "text":
        from checker.cli import sheet as columns  # noqa: PLC0415

        (item,) = sheet.items
        columns.show(_task(item), sys.stdout)
        click.echo()
        columns.show(_answer(item), sys.stdout)
        return EXIT_CLEAN
    from checker.training.export import markdown  # noqa: PLC0415

    sys.stdout.flush()
    for write in (markdown.worksheet, markdown.answers):
        write(sheet, sys.stdout.buffer)
    return EXIT_CLEAN


def _task(item: Item) -> Iterator[Entry]:
    yield item.exercise.question, item.asked, None
    for number, paragraph in enumerate(item.paragraphs):
        yield "" if number else "text", paragraph, None
    yield from ((f"{letter})", choice, None) for letter, choice in item.choices)


def _answer(item: Item) -> Iterator[Entry]:
    made = item.exercise
    yield "Answer", item.said, None
    yield "", made.model, None
    yield from ((f"{letter})", choice, None) for letter, choice in item.right)
    for number, reason in enumerate(made.reasons):
        yield "" if number else "why", reason, None
    yield from (("near miss", f"“{near}” This can be so.", None) for near in made.near)
    for number, source in enumerate(made.sources):
        yield "" if number else "authority", source.cited, source.url or None
    yield "id", made.id, None
