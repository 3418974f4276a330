"""`vires train`: exercises in the terminal, and what goes with them."""

from __future__ import annotations

import click

from checker.cli import train_export, train_mark

_EPILOG = """\b
Example:
  vires train --help
"""


@click.group("train", epilog=_EPILOG, short_help="Train to see what cannot be so.")
def command() -> None:
    """Train to see what cannot be so: exercises made from the rules and the cases, with reasons and authorities."""


command.add_command(train_export.command)
command.add_command(train_mark.command)
