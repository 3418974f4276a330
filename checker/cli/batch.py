"""`vires batch`: many drafts in, one row a draft out."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import options
from checker.cli.app import tell
from checker.cli.output import keep_from, writing
from checker.errors import EXIT_BAD, EXIT_CLEAN, DraftError

if TYPE_CHECKING:
    from checker.batch.rows import BadRow, Row

_EPILOG = """\b
A row in:   {"id": "a1", "text": "The NCSC ruled on the patent."}
A row out:  {"id": "a1", "findings": [{"rule", "severity", "start", "end", "message",
             "suggestion", "authorities": ["..."]}]}
             in a folder's Word, PDF and other documents also "where" and "text"
A bad row:  {"id": "a1", "error": "what is wrong"}

\b
Examples:
  vires batch drafts.jsonl -o findings.jsonl
  vires batch drafts/ -o findings.jsonl --jobs 4
  cat drafts.jsonl | vires batch - -o - | head

\b
Exit status: 0 every row was checked, whatever was found; 2 bad use, or a row that could not be checked.
"""


@click.command("batch", epilog=_EPILOG, short_help="Check many drafts: rows in, rows out.")
@click.argument("source", metavar="IN")
@click.option("-o", "--output", required=True, metavar="OUT", help="The JSONL file to write; - is standard output.")
@click.option(
    "--jobs", type=click.IntRange(1), default=lambda: os.cpu_count() or 1, metavar="N",
    help="Processes to use; small inputs use one. [default: one a core]",
)  # fmt: skip
@options.as_of
@options.rules
@options.no_gate
def command(source: str, output: str, jobs: int, as_of: date, rules: tuple[Path, ...], gate: bool) -> int:
    """Check many drafts: JSONL or a folder in, JSONL out, one row a draft in the order of the input.

    IN is a JSONL file of {"id", "text"} rows, a folder of drafts, or - for JSONL on standard input. Offsets are
    characters of the text handed in, end exclusive. A bad row is answered with its error, named on standard error too,
    and the others are done.

    All that is found is told, to everybody the same: neither marks in a text, nor vires.toml, nor a baseline is heeded.
    """
    from checker.batch.pool import check_all  # noqa: PLC0415  --help must be quick
    from checker.batch.work import Setup  # noqa: PLC0415

    make = Setup(rules, as_of, gate)
    keep_from(output, [source])
    bad = 0
    with contextlib.ExitStack() as stack:
        rows, total = _rows(source, output, stack)
        checker = make()  # first here: faulty rules are told once, and the workers find the cache warm
        advance = stack.enter_context(_progress(total, output))
        out = stack.enter_context(writing(output, [source]))
        for done in stack.enter_context(contextlib.closing(check_all(rows, make, jobs, checker))):
            if done.error is not None:
                bad += 1
                tell(done.error)
            out.write(done.line())
            advance(done.at)
    return EXIT_BAD if bad else EXIT_CLEAN


def _rows(source: str, output: str, stack: contextlib.ExitStack) -> tuple[Iterator[Row | BadRow], int | None]:
    """Return the rows of the input, and its size in bytes where that is known.

    Raises:
        DraftError: if there is no such input, or it cannot be read.
    """
    from checker.batch.rows import read_folder, read_jsonl  # noqa: PLC0415

    if source == "-":
        return read_jsonl(sys.stdin.buffer, "<stdin>"), None
    path = Path(source)
    if path.is_dir():
        return _guarded(read_folder([path]), output), None
    try:
        stream = stack.enter_context(path.open("rb"))
        return read_jsonl(stream, source), path.stat().st_size
    except FileNotFoundError:
        raise DraftError(
            "is not there", file=source, cure="name a JSONL file, a folder, or - for standard input"
        ) from None
    except OSError as why:
        raise DraftError(
            f"cannot be read: {why.strerror or why}", file=source, cure="see that you may read it"
        ) from None


def _guarded(rows: Iterator[Row | BadRow], output: str) -> Iterator[Row | BadRow]:
    """Pass rows on, and stop before a draft would be overwritten by its own findings."""
    for row in rows:
        keep_from(output, [str(row.id)])
        yield row


@contextlib.contextmanager
def _progress(total: int | None, output: str) -> Iterator[Callable[[int], None]]:
    """Show how far the batch is, where standard error is a terminal of its own; gives what to call after each row."""
    if not sys.stderr.isatty() or (output == "-" and sys.stdout.isatty()):
        yield lambda at: None
        return
    from rich.console import Console  # noqa: PLC0415  only a terminal needs it
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.fields[rows]} rows"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, refresh_per_second=5, redirect_stdout=False) as bar:
        task = bar.add_task("checking", total=total, rows=0)
        rows = 0

        def advance(at: int) -> None:
            nonlocal rows
            rows += 1
            bar.update(task, completed=at, rows=rows)

        yield advance
