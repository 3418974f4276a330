"""How far a check is, on standard error: only where that is a terminal, and only once it takes a while."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status

_PATIENCE = 1.0  # seconds


@contextlib.contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Give what to call with the name of each draft before it is checked."""
    if not sys.stderr.isatty():
        yield lambda name: None
        return
    began, number = time.monotonic(), 0
    status: Status | None = None

    def advance(name: str) -> None:
        nonlocal number, status
        number += 1
        if time.monotonic() - began < _PATIENCE and number > 1:
            return
        from rich.markup import escape  # noqa: PLC0415  only a terminal needs it

        from checker.reports.excerpt import one_line  # noqa: PLC0415

        line = f"[bold cyan]{number}[/] {escape(one_line(name))}"
        if status is None:
            from rich.console import Console  # noqa: PLC0415

            status = Console(stderr=True).status(line)
            status.start()
        status.update(line)

    try:
        yield advance
    finally:
        if status is not None:
            status.stop()
