"""`vires rules mutate`: do the examples hold the rules?"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import click

from checker.cli import answer, options
from checker.cli.explain import nearest
from checker.errors import EXIT_CLEAN, EXIT_FINDINGS, ViresError

# The first words of the ways that `scores` tries.
_WAYS = ("holder", "date", "amount", "group", "excuse", "pattern", "fault")
_EPILOG = """\b
Examples:
  vires rules mutate power-injunction
  vires rules mutate --sample 40 --seed 1 --at-most 60
  vires rules mutate --way holder --way date --way amount

\b
Exit status: 1 if a larger share than --at-most survives.
"""


@click.command("mutate", epilog=_EPILOG, short_help="Change rules in memory and see that an example fails.")
@click.argument("ids", nargs=-1, metavar="[RULE]...")
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="Only N of the rules, drawn at random.")
@click.option("--seed", type=int, default=0, show_default=True, metavar="S", help="Which ones are drawn.")
@click.option("--way", "ways", type=click.Choice(_WAYS), multiple=True, help="Change only this. Repeatable.")
@click.option(
    "--at-most", type=click.FloatRange(0, 100), default=100, show_default=True, metavar="PERCENT",
    help="The largest share of survivors that gives exit status 0.",
)  # fmt: skip
@answer.form("text", "json", "csv", "markdown")
@options.rules
def command(
    ids: tuple[str, ...],
    sample: int | None,
    seed: int,
    ways: tuple[str, ...],
    at_most: float,
    form: str,
    rules: tuple[Path, ...],
) -> int:
    """Change the rules in memory, one part at a time, and run each rule's own examples: drop a holder, shift a date,
    change an amount, let a group or an excuse go, keep a pattern from being met. A change that makes no example fail
    survives: nothing in the examples holds that part of the rule.
    """
    from checker.law.mutants import scores  # noqa: PLC0415  --help must be quick
    from checker.reports.table import Table  # noqa: PLC0415
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415

    book = load_rulebook(rules, cache=True)
    for name in ids:
        if name not in book.rules:
            raise ViresError(f"no rule is called {name!r}", cure=nearest(name, book.rules))
    chosen = list(ids or book.rules)
    if sample is not None and sample < len(chosen):
        chosen = random.Random(seed).sample(chosen, sample)  # noqa: S311  a draw, not a secret
    found = list(scores(book, chosen, ways))
    mutants, survivors = sum(s.mutants for s in found), sum(len(s.survivors) for s in found)
    share = _share(survivors, mutants)
    rows = [(s.rule, s.mutants, len(s.survivors), f"{_share(len(s.survivors), s.mutants):.0f} %") for s in found]
    rows.sort(key=lambda row: -row[2])
    tables = [Table("By rule", ("rule", "mutants", "survive", "share"), rows)]
    if ids:
        told = [(s.rule, v.pattern or "rule", v.change) for s in found for v in s.survivors]
        tables.append(Table("Survivors", ("rule", "pattern", "change"), told))
    tried: Counter[str] = Counter()
    for score in found:
        tried.update(score.tried)
    lived = Counter(v.way for s in found for v in s.survivors)
    by_way = [(way, tried[way], lived[way], f"{_share(lived[way], tried[way]):.0f} %") for way in sorted(tried)]
    tables.append(Table("By way", ("way", "mutants", "survive", "share"), by_way))
    total = (len(found), mutants, survivors, f"{share:.1f} %")
    tables.append(Table("In all", ("rules", "mutants", "survive", "share"), [total]))
    counts = {way: {"mutants": tried[way], "survivors": lived[way]} for way in sorted(tried)}
    data = {"rules": found, "ways": counts, "mutants": mutants, "survivors": survivors, "share": round(share, 2)}
    answer.emit(form, data, tables)
    return EXIT_FINDINGS if share > at_most else EXIT_CLEAN


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
