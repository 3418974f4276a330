"""Checking again whenever a draft changes. Files are looked at, twice a second, rather than listened to."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Sequence

from checker.drafts.discover import Input, discover
from checker.errors import ViresError

_EVERY = 0.5  # seconds
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def watching(paths: Sequence[str], once: Callable[[], int], output: str | None = None) -> int:
    """Run `once` now and after each change of what `paths` name; ends by Ctrl-C alone.

    Args:
        paths: what is watched.
        once: what is done.
        output: the file that it writes, whose change is no reason to do it again.

    Raises:
        ViresError: if standard input is among them.
    """
    if "-" in paths:
        raise ViresError("standard input cannot be watched", cure="name files or folders")
    seen: dict[str, tuple[int, int]] | None = None
    while True:
        now = _look(paths, output)
        if now != seen:
            if seen is not None and sys.stdout.isatty():
                sys.stdout.write(_CLEAR)
            seen = now
            once()
            sys.stdout.flush()
        time.sleep(_EVERY)


def _look(paths: Sequence[str], output: str | None) -> dict[str, tuple[int, int]]:
    """Return when each draft but `output` was last written, and its size."""
    found = {}
    own = os.path.realpath(output) if output not in (None, "-") else None
    for each in discover(paths):
        if isinstance(each, Input) and each.path is not None and os.path.realpath(each.path) != own:
            with contextlib.suppress(OSError):
                state = each.path.stat()
                found[each.name] = (state.st_mtime_ns, state.st_size)
    return found
