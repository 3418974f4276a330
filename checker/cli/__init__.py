"""The command line: a module per command, imported when it is called. Nothing else in the package prints."""

from __future__ import annotations

import sys
from collections.abc import Sequence

INTERRUPTED, PIPE_CLOSED = 130, 141


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `vires` and leave with its exit status.

    Args:
        arguments: those of the command line; the process's own where None.

    Raises:
        SystemExit: always.
    """
    try:
        from checker.cli.app import run  # noqa: PLC0415  Ctrl-C during the import must be quiet too

        status = run(arguments)
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)
