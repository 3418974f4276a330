"""`vires train stats` and `vires train reset`: what was answered so far, and how to begin anew."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from checker.cli import answer, options
from checker.cli.output import form_for, writing
from checker.cli.store import kept, opened, stored
from checker.errors import EXIT_CLEAN, ViresError

if TYPE_CHECKING:
    from checker.training.mastery import Mastery

_EPILOG = """\b
Examples:
  vires train stats
  vires train stats -o progress.svg
  vires train stats --format json
"""
_RESET = """\b
Example:
  vires train reset --yes
"""
_SUFFIXES = {".txt": "text", ".svg": "svg", ".html": "html", ".htm": "html", ".json": "json"}
_TITLE = "Mastery by topic"
_ABOUT = "How much of what was asked is likely to be known, over time. It sinks by wrong answers and by forgetting."
_COLUMNS = (
    "Lesson", "Mastery", "Level", "Rules met", "Held", "Of", "Answered", "Right", "Sound texts", "Taken for mistakes",
)  # fmt: skip


@click.command("stats", epilog=_EPILOG, short_help="Show mastery by topic over time.")
@click.option(
    "--format", "form", type=options.Form(["text", "svg", "html", "json"]),
    help="How to show it. [default: by -o's suffix, or text]",
)  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write it here. [default: standard output]")
@stored
@options.as_of
@options.rules
def stats(form: str | None, output: str | None, file: Path | None, as_of: date, rules: tuple[Path, ...]) -> int:
    """Show mastery by topic over time.

    The mastery of a topic is the mean, over all rules that were asked, of how likely each is to be known: not at all
    after a wrong answer, fully after a right one, and then less from day to day, the slower the more often it was
    right. A rule is held once it comes back only after days.
    """  # fmt: skip
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415  --help must be quick
    from checker.training.lessons import lessons  # noqa: PLC0415
    from checker.training.make import Maker  # noqa: PLC0415
    from checker.training.mastery import mastery  # noqa: PLC0415

    form = form_for(output or "", form, _SUFFIXES) or "text"
    now = datetime.now(UTC)
    answers = kept(file)
    book = load_rulebook(rules, cache=True)
    maker = Maker(book, as_of)
    topics = {lesson.id: (lesson.title, maker.rules(lesson.id)) for lesson in lessons(book)}
    found = mastery(answers, topics, now, now.astimezone().tzinfo or UTC)
    if form == "json":
        with writing(output) as out:
            answer.write_json([_data(topic) for topic in found], out)
        return EXIT_CLEAN
    with writing(output) as out:
        _writer(form, found)(out)
    return EXIT_CLEAN


def _writer(form: str, found: list[Mastery]) -> Callable[[TextIO], None]:
    from checker.reports import chart  # noqa: PLC0415  --help must be quick

    plots = [chart.Plot(topic.title, _notes(topic), topic.curve) for topic in found]
    if form == "svg":
        return lambda out: chart.render_svg(_TITLE, _ABOUT, plots, out)
    if form == "html":
        table = (_COLUMNS, [_row(topic) for topic in found])
        return lambda out: chart.render_html(_TITLE, _ABOUT, plots, table, out)
    from rich.console import Console  # noqa: PLC0415

    return lambda out: chart.render_text(_TITLE, plots, out, Console().width)


def _notes(topic: Mastery) -> tuple[str, ...]:
    if not topic.answered:
        return (f"nothing asked yet of {topic.rules} rules: vires train --topic {topic.topic}",)
    alarms = f"; {topic.alarms} of {topic.sound} sound texts taken for mistakes" if topic.sound else ""
    return (
        f"met {topic.met} of {topic.rules} rules, {topic.held} held; level {topic.level}",
        f"{topic.right} of {topic.answered} answers right{alarms}",
    )


def _row(topic: Mastery) -> tuple[str, ...]:
    share = "–" if topic.now is None else f"{topic.now:.0%}"
    figures = (topic.level, topic.met, topic.held, topic.rules, topic.answered, topic.right, topic.sound, topic.alarms)
    return (topic.title, share, *map(str, figures))


def _data(topic: Mastery) -> dict[str, object]:
    return {
        "topic": topic.topic,
        "title": topic.title,
        "mastery": None if topic.now is None else round(topic.now, 4),
        "level": topic.level,
        "rules": topic.rules,
        "met": topic.met,
        "held": topic.held,
        "answered": topic.answered,
        "right": topic.right,
        "sound": topic.sound,
        "alarms": topic.alarms,
        "curve": [{"day": day, "mastery": round(share, 4)} for day, share in topic.curve],
    }


@click.command("reset", epilog=_RESET, short_help="Forget all that was answered.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@stored
def reset(yes: bool, file: Path | None) -> int:
    """Forget all that was answered, and begin anew."""
    with opened(file) as store:
        number = len(store.answers())
        if not yes:
            if not sys.stdin.isatty():
                raise ViresError("nobody is there to be asked", cure="say --yes to forget all that was answered")
            if not click.confirm(f"Forget {number} answer{'' if number == 1 else 's'} in {store.path}?", err=True):
                return EXIT_CLEAN
        gone = store.forget()
    click.echo(f"Forgot {gone} answer{'' if gone == 1 else 's'}.")
    return EXIT_CLEAN
