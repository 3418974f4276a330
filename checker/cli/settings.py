"""The configuration that holds for a command: --config, or the nearest one; read once a run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from checker.cli.options import Command
    from checker.habits.config import Settings

_KEY = "checker.settings"


def config(command: Command) -> Command:
    """Add --config and --no-config, which `settings` heeds."""
    command = click.option(
        "--no-config", is_flag=True, is_eager=True, expose_value=False, callback=_none, help="Read no configuration."
    )(command)
    return click.option(
        "--config", type=click.Path(path_type=Path), metavar="FILE", is_eager=True, expose_value=False, callback=_named,
        help="Read this configuration. [default: the nearest vires.toml, or pyproject.toml with tool.vires]",
    )(command)  # fmt: skip


def settings() -> Settings:
    """Return what the configuration of the running command says.

    Raises:
        ConfigError: if it cannot be read, or is wrong.
    """
    meta = click.get_current_context().meta
    if _KEY not in meta:
        from checker.habits.config import Settings, find, read  # noqa: PLC0415  --help must be quick

        file = find(Path.cwd())
        meta[_KEY] = read(file) if file else Settings()
    found: Settings = meta[_KEY]
    return found


def _named(ctx: click.Context, param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        from checker.habits.config import read  # noqa: PLC0415

        ctx.meta[_KEY] = read(value)


def _none(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        from checker.habits.config import Settings  # noqa: PLC0415

        ctx.meta[_KEY] = Settings()
