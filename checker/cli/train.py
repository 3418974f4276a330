"""`vires train`: exercises in the terminal, and what goes with them."""

from __future__ import annotations

from datetime import date
from math import isfinite
from pathlib import Path

import click

from checker.cli import options, stats, train_export, train_list, train_mark
from checker.cli.store import opened, stored
from checker.errors import EXIT_CLEAN
from checker.training.exercise import FORMS

_EPILOG = """\b
Examples:
  vires train                            go on, or begin a session of ten
  vires train --topic security-bodies
  vires train --rule term-jury --count 3
  vires train --exam --minutes 15        whole drafts against the clock
  vires train --seed 7                   the same exercises for everybody
  vires train stats                      how far you are

\b
Keys: numbers choose, ? helps, s shows the answer, q leaves. What was answered is kept, also at Ctrl-C.

\b
Exit status: 0 however it was answered, 2 bad use or a store that cannot be used.
"""
_EXERCISES, _EXAM_DRAFTS, _EXAM_MINUTES = 10, 3, 15.0


@click.group("train", epilog=_EPILOG, short_help="Train to see what cannot be so.", invoke_without_command=True)
@click.option("--topic", metavar="LESSON", default="", help="Only this lesson: its id, or its number.")
@click.option("--form", "kind", type=click.Choice(FORMS), help="Only exercises of this form.")
@click.option("--rule", metavar="RULE", default="", help="Only exercises on this rule.")
@click.option(
    "--count", type=click.IntRange(1, 1000), metavar="N", help="How many. [default: 10; drafts of an exam: 3]"
)
@click.option("--level", type=click.IntRange(1, 3), help="How hard. [default: as you get better]")
@click.option("--seed", type=click.IntRange(0), metavar="N", help="The same exercises for the same number.")
@click.option("--exam", is_flag=True, help="Whole drafts against the clock; what was right is told at the end.")
@click.option(
    "--minutes", type=click.FloatRange(0, 1440, min_open=True), metavar="N", help="How long the exam is. [default: 15]"
)
@click.option("--new", is_flag=True, help="Begin anew, whatever is open.")
@stored
@options.as_of
@options.rules
@click.pass_context
def command(  # noqa: PLR0913, PLR0917  a parameter an option
    ctx: click.Context, topic: str, kind: str | None, rule: str, count: int | None, level: int | None,
    seed: int | None, exam: bool, minutes: float | None, new: bool, file: Path | None, as_of: date,
    rules: tuple[Path, ...],
) -> int:  # fmt: skip
    """Train to see what cannot be so: exercises from the rules and the cases, each with its reason, its authority, and
    what looks like the mistake and is sound. What was answered wrongly comes back soon, what was right later.

    Without options, the session that is open goes on, or one of ten exercises begins.
    """  # fmt: skip
    if ctx.invoked_subcommand is not None:
        return EXIT_CLEAN
    if exam and kind not in {None, "exam"}:
        raise click.UsageError("--exam has a form of its own; leave out --form")
    kind = "exam" if exam else kind
    if minutes is not None and not isfinite(minutes):
        raise click.BadParameter(f"{minutes} is no time: give minutes, such as 15", param_hint="--minutes")
    if minutes is not None and not exam:
        raise click.UsageError("--minutes goes with --exam")
    given = ctx.get_parameter_source
    default = click.core.ParameterSource.DEFAULT
    names = ("topic", "kind", "rule", "count", "level", "seed", "exam", "minutes")
    plain = all(given(name) is default for name in names)

    from checker.cli.sit import Wish, sit  # noqa: PLC0415  --help must be quick
    from checker.training.store import Settings  # noqa: PLC0415

    count = count or (_EXAM_DRAFTS if exam else _EXERCISES)
    minutes = minutes or (_EXAM_MINUTES if exam else 0)
    settings = Settings(topic, kind or "", rule, seed, count, level or 0, minutes, as_of.isoformat())
    wish = Wish(settings, any_open=plain, any_day=given("as_of") is default, new=new)
    return sit(opened(file), wish, rules)


for part in (
    stats.stats, stats.reset, train_list.listed, train_list.show, train_export.command, train_mark.command,
):  # fmt: skip
    command.add_command(part)
