"""Where progress is kept: the option, and the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.options import Command

if TYPE_CHECKING:
    from checker.training.store import Answer, Store


def stored(command: Command) -> Command:
    """Add --store, as `file`: where progress is kept, or None for the usual place."""
    return click.option(
        "--store", "file", type=click.Path(path_type=Path), metavar="FILE",
        help="Where progress is kept. [default: VIRES_STORE, or a file in your folder for data]",
    )(command)  # fmt: skip


def opened(file: Path | None) -> Store:
    """Return the store in a file, or the usual one.

    Raises:
        StoreError: if it cannot be used.
    """
    from checker.training.store import Store, default_path  # noqa: PLC0415  --help must be quick

    return Store(file or default_path())


def kept(file: Path | None) -> list[Answer]:
    """Return what was answered; nothing where there is no store yet, which is not made.

    Raises:
        StoreError: if it cannot be used.
    """
    from checker.training.store import Store, default_path  # noqa: PLC0415  --help must be quick

    path = file or default_path()
    if not path.exists():
        return []
    with Store(path) as store:
        return store.answers()
