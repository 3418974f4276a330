"""`vires init`: a configuration to go by."""

from __future__ import annotations

from pathlib import Path

import click

from checker.errors import EXIT_CLEAN, ViresError

_TEXT = """\
# vires: what this folder and those below it settle once. Options on the command line go before it.
# Every line is a comment as it stands: take the # away from what you want.

# Which findings are told: "desk" (errors and warnings) or "all" (notes too).
# preset = "all"

# The least severity that gives exit status 1: "error", "warning", "note" or "never".
# fail-on = "warning"

# Where a draft is about that names no place, and the day whose law is applied where it names no date.
# jurisdiction = "england-and-wales"
# as-of = 2024-03-31

# Folders of your own rules, which add to the program's or override them by id.
# rules = ["house-rules"]

# Passed over in folders and globs, as in .gitignore; a file that is named itself is always checked.
# exclude = ["archive/", "*.old.md"]

# Findings that are known and left for another day; `vires check . --write-baseline` writes it.
# baseline = "vires-baseline.json"

# How much of one draft is read: so many megabytes of text, and so many sentences that need the parser.
# largest-mb = 10
# most-parsed = 10000

# Severities of your own, by the rule's id: "error", "warning", "note" or "off".
# [severity]
# term-jury = "note"
"""
_EPILOG = """\b
Example:
  vires init
"""


@click.command("init", epilog=_EPILOG, short_help="Write a vires.toml to go by.")
def command() -> int:
    """Write vires.toml into this folder, every setting in it explained and left as it is. Nothing is overwritten."""
    from checker.habits.config import OWN, SHARED, find  # noqa: PLC0415  --help must be quick

    here = Path.cwd()
    if find(here) == here / SHARED:
        raise ViresError("holds a table tool.vires already", file=SHARED, cure="change it there")
    try:
        with open(here / OWN, "x", encoding="utf-8") as file:
            file.write(_TEXT)
    except FileExistsError:
        raise ViresError("is there already", file=OWN, cure="change it, or move it away first") from None
    except OSError as why:
        raise ViresError(f"cannot be written: {why.strerror or why}", file=OWN, cure="choose another folder") from why
    click.echo(f"{OWN} is written: take the # away from the settings that you want.", err=True)
    return EXIT_CLEAN
