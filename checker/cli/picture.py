"""`vires rules map`: the law as a picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from checker.cli import options
from checker.cli.output import writing
from checker.errors import EXIT_CLEAN

_EPILOG = """\b
Example:
  vires rules map -o map.svg
"""


@click.command("map", epilog=_EPILOG, short_help="Draw bodies, powers and routes as one SVG.")
@click.option("-o", "--output", metavar="FILE", help="Write the picture here. [default: standard output]")
@options.as_of
@options.rules
def command(output: str | None, as_of: date, rules: tuple[Path, ...]) -> int:
    """Draw bodies, powers and routes as one SVG: where claims are heard and appeals go, who holds which power, and the
    bodies by their kinds, as the law is on a day. Browsers show it in light or dark, and what an appeal needs where the
    pointer rests on its line.
    """  # fmt: skip
    from checker.law.map import drawn  # noqa: PLC0415  --help must be quick
    from checker.reports.map import render  # noqa: PLC0415
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415

    law = drawn(load_rulebook(rules, cache=True).as_of(as_of))
    with writing(output) as out:
        render(law, f"{as_of.day} {as_of:%B %Y}", out)
    return EXIT_CLEAN
