"""Options that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A date as 2024-03-31."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date that `value` is; fail the option where it is none."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2024-03-31", param, ctx)


class Form(click.Choice[str]):
    """The name of a form of output; the suffix of its files, or what it is called elsewhere, does as well."""

    _ALIKE = (("markdown", "md"), ("text", "txt"), ("html", "htm"), ("junit", "xml"), ("docx", "word"), ("yaml", "yml"))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name that is meant; fail the option where none is."""
        said = str(value).lower().removeprefix(".")
        other = next((b if said == a else a for a, b in self._ALIKE if said in (a, b)), said)
        return super().convert(next((name for name in (said, other) if name in self.choices), value), param, ctx)


def as_of(command: Command) -> Command:
    """Add --as-of, as `as_of`: a date, today by default. Only here does the program ask the clock."""
    return click.option(
        "--as-of",
        type=Day(),
        default=date.today,
        metavar="DATE",
        help="Judge by the law of this day (YYYY-MM-DD) where a draft names no other. [default: today]",
    )(command)


def rules(command: Command) -> Command:
    """Add --rules, as `rules`: a tuple of paths."""
    return click.option(
        "--rules",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="DIR",
        callback=_or_configured,
        help="A folder of your own rule files, which add to the rules or override them by id. Repeatable.",
    )(command)


def _or_configured(ctx: click.Context, param: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the folders given, or else those of the configuration that holds here."""
    if value or ctx.resilient_parsing:
        return value
    from checker.cli.settings import settings  # noqa: PLC0415

    return settings().rules


def no_gate(command: Command) -> Command:
    """Add the hidden --no-gate, as `gate`: read every sentence in full, to see that the quick passes lose nothing."""
    return click.option("--no-gate", "gate", flag_value=False, default=True, hidden=True)(command)
