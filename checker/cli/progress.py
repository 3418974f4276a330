"""How far a check is, on standard error: only where that is a terminal, and only once it takes a while."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from threading import Lock, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status

_PATIENCE = 1.0  # seconds
_PLAIN = frozenset({"", "dumb", "emacs", "unknown"})  # terminals on which nothing can be taken away again


@contextlib.contextmanager
def progress(*, unseen: bool = False) -> Iterator[Callable[[str], None]]:
    """Give what to call with the name of each draft before it is checked.

    Args:
        unseen: nothing is to be shown, even on a terminal: an editor reads along, which may make one for its programs.
    """
    if unseen or not sys.stderr.isatty() or os.environ.get("TERM", "dumb") in _PLAIN:
        yield lambda name: None
        return
    shown = _Shown()
    later = Timer(_PATIENCE, shown.start)
    later.daemon = True
    later.start()
    try:
        yield shown.advance
    finally:
        later.cancel()
        shown.stop()


class _Shown:
    """The line that tells: it comes by itself after a while, in a thread, for a single draft can take long."""

    def __init__(self) -> None:
        self._number, self._name = 0, ""
        self._status: Status | None = None
        self._done = False
        self._lock = Lock()

    def advance(self, name: str) -> None:
        """Tell that the next draft is being checked."""
        with self._lock:
            self._number, self._name = self._number + 1, name
            if self._status is not None:
                self._status.update(self._line())

    def start(self) -> None:
        """Show the line."""
        from rich.console import Console  # noqa: PLC0415  only a terminal needs it

        with self._lock:
            if not self._done:
                self._status = Console(stderr=True).status(self._line())
                self._status.start()

    def stop(self) -> None:
        """Take the line away."""
        with self._lock:
            self._done = True
            if self._status is not None:
                self._status.stop()

    def _line(self) -> str:
        from rich.markup import escape  # noqa: PLC0415

        from checker.reports.excerpt import one_line  # noqa: PLC0415

        return f"[bold cyan]{self._number}[/] {escape(one_line(self._name))}"
