"""Where a report goes: standard output, or a file, written beside and then renamed, so that it is whole or absent."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from checker.errors import OutputError


@contextlib.contextmanager
def writing(target: str | None, inputs: Iterable[str] = ()) -> Iterator[TextIO]:
    """Give the stream to write to; the file stands under its name only once all is written.

    Args:
        target: a path; None or "-" is standard output.
        inputs: paths of what was read, none of which may be overwritten.

    Raises:
        OutputError: if the file is an input, or cannot be written.
    """
    if target in (None, "-"):
        yield sys.stdout
        return
    path = os.path.realpath(str(target))
    keep_from(target, inputs)
    if os.path.isdir(path):
        raise OutputError("is a folder", file=target, cure="name a file in it")
    if not os.path.isdir(os.path.dirname(path)):
        raise OutputError("its folder is not there", file=target, cure=f"make {os.path.dirname(path)} first")
    special = os.path.exists(path) and not stat.S_ISREG(Path(path).stat().st_mode)
    beside = path if special else f"{path}.{secrets.token_hex(4)}.part"
    failing = True
    try:
        with _open(beside, path, special) as out:
            yield out
        if not special:
            os.replace(beside, path)
        failing = False
    except BrokenPipeError:
        raise
    except OSError as why:
        cure = "choose a place where you may write and that has room"
        raise OutputError(f"cannot be written: {why.strerror or why}", file=target, cure=cure) from why
    finally:
        if failing and not special:
            with contextlib.suppress(OSError):
                os.unlink(beside)


def keep_from(target: str | None, inputs: Iterable[str]) -> None:
    """See that `target` is none of the files in `inputs`.

    Raises:
        OutputError: if it is one.
    """
    if target is None or not os.path.isfile(target):
        return
    for given in inputs:
        with contextlib.suppress(OSError, ValueError):
            if os.path.samefile(given, target):
                raise OutputError("is one of the inputs", file=target, cure="name another file with -o")


def _open(beside: str, path: str, special: bool) -> TextIO:
    if special:
        return open(beside, "w", encoding="utf-8", errors="replace", newline="\n")
    mode = stat.S_IMODE(Path(path).stat().st_mode) if os.path.exists(path) else 0o666
    number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    return os.fdopen(number, "w", encoding="utf-8", errors="replace", newline="\n")
