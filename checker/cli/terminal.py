"""A dialogue in lines: what is said stands on standard output, prompts and hints on standard error.

Where input is no terminal, nothing is prompted for: answers come from a file or a pipe, one a line.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator, Sequence
from types import FrameType

from rich.console import Console
from rich.text import Text

from checker.cli.sheet import Entry, show
from checker.reports.excerpt import visible
from checker.reports.layout import wrap

_WIDEST, _NARROWEST = 100, 40


class TimeUp(Exception):  # noqa: N818  no error
    """The time for an answer has passed."""


class Terminal:
    """The terminal, or the files that stand for it."""

    def __init__(self) -> None:
        self._console = Console(highlight=False)
        self.live = sys.stdin.isatty()
        self._edits = False
        if self.live and sys.stdout.isatty():
            with contextlib.suppress(ImportError):
                import readline  # noqa: F401, PLC0415  lines can be edited while it is loaded

                self._edits = True

    def say(self, text: str = "", style: str = "", lead: str = "", then: str | None = None) -> None:
        """Write a text, wrapped: its first line after `lead`, the others after `then`, or as many spaces."""
        then = " " * len(lead) if then is None else then
        shown = visible(text)
        for span in wrap(shown, self._width - max(len(lead), len(then)), fold=False):
            self._console.print(Text.assemble((lead, "dim"), (span.of(shown), style)), soft_wrap=True)
            lead = then

    @property
    def _width(self) -> int:
        return min(max(self._console.width, _NARROWEST), _WIDEST)

    def table(self, entries: Sequence[Entry], style: str = "bold") -> None:
        """Write named entries, the first as their heading."""
        show(entries, sys.stdout, style)

    def hint(self, text: str) -> None:
        """Write a line that is no part of the exercise."""
        sys.stdout.flush()
        with contextlib.suppress(OSError):
            shown, width = visible(text), self._width if self.live else len(text)
            for span in wrap(shown, width, fold=False):
                print(span.of(shown), file=sys.stderr, flush=True)

    def ask(self, prompt: str, given: str = "") -> str:
        """Return the line that is answered, without spaces around it.

        Args:
            prompt: what is shown where somebody sits at the keyboard.
            given: what stands in the line to begin with, to be edited; only where lines can be edited.

        Raises:
            EOFError: if there is no more.
        """
        sys.stdout.flush()
        if self._edits:
            return self._edited(prompt, given)
        if self.live:
            with contextlib.suppress(OSError):
                print(prompt, end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.strip()

    @staticmethod
    def _edited(prompt: str, given: str) -> str:
        import readline  # noqa: PLC0415  loaded above

        if given:
            readline.set_startup_hook(lambda: readline.insert_text(given))
        try:
            return input(prompt).strip()
        finally:
            readline.set_startup_hook(None)


@contextlib.contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Give a time for what is done inside; None for any. Where the system has no alarm, it is not cut short.

    Raises:
        TimeUp: once it has passed.
    """

    def ring(number: int, frame: FrameType | None) -> None:
        raise TimeUp

    if seconds is None or not hasattr(signal, "setitimer"):
        yield
        return
    if seconds <= 0:
        raise TimeUp
    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
