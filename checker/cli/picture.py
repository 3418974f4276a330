"""`vires rules map`: the law as a picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from checker.cli import options
from checker.cli.output import form_for, writing
from checker.errors import EXIT_CLEAN

_EPILOG = """\b
Example:
  vires rules map -o map.svg
  vires rules map --format json
"""
_SUFFIXES = {".svg": "svg", ".json": "json"}


@click.command("map", epilog=_EPILOG, short_help="Draw bodies, powers and routes as one SVG.")
@click.option("-o", "--output", metavar="FILE", help="Write the picture here. [default: standard output]")
@click.option(
    "--format", "form", type=options.Form(["svg", "json"]),
    help="The picture, or what it shows as data. [default: by -o's suffix, or svg]",
)  # fmt: skip
@options.as_of
@options.rules
def command(output: str | None, form: str | None, as_of: date, rules: tuple[Path, ...]) -> int:
    """Draw bodies, powers and routes as one SVG: where claims are heard and appeals go, who holds which power, and the
    bodies by their kinds, as the law is on a day. Browsers show it in light or dark, and what an appeal needs where the
    pointer rests on its line.
    """  # fmt: skip
    import dataclasses  # noqa: PLC0415  --help must be quick

    from checker.law.map import drawn  # noqa: PLC0415
    from checker.reports.json import dumps  # noqa: PLC0415
    from checker.reports.map import render  # noqa: PLC0415
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415

    form = form_for(output or "", form, _SUFFIXES) or "svg"
    law = drawn(load_rulebook(rules, cache=True).as_of(as_of))
    with writing(output) as out:
        if form == "json":
            out.write(dumps({"as_of": as_of.isoformat()} | dataclasses.asdict(law), indent=2) + "\n")
        else:
            render(law, f"{as_of.day} {as_of:%B %Y}", out)
    return EXIT_CLEAN
