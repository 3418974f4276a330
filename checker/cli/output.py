"""Where a report goes: standard output, or a file, written beside and then renamed, so that it is whole or absent."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, TextIO

from checker.errors import OutputError

_STDOUT = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


@contextlib.contextmanager
def writing(target: str | None, inputs: Iterable[str] = ()) -> Iterator[TextIO]:
    """Give the stream to write to; the file stands under its name only once all is written.

    Args:
        target: a path; None, "-" or what the system calls so is standard output.
        inputs: paths of what was read, none of which may be overwritten.

    Raises:
        OutputError: if the file is an input, or cannot be written.
    """
    if target is None or target in _STDOUT:
        yield sys.stdout
        return
    with _beside(str(target), inputs) as (beside, mode), _open(beside, mode) as out:
        yield out


@contextlib.contextmanager
def writing_bytes(target: str | None, inputs: Iterable[str] = ()) -> Iterator[BinaryIO]:
    """Give the stream to write bytes to, as `writing` does for text.

    Raises:
        OutputError: if the file is an input, or cannot be written; or standard output is a terminal.
    """
    if target is None or target in _STDOUT:
        if sys.stdout.isatty():
            raise OutputError("this format is no text to be shown", cure="name a file with -o")
        yield sys.stdout.buffer
        return
    with _beside(str(target), inputs) as (beside, mode), os.fdopen(_number(beside, mode), "wb") as out:
        yield out


@contextlib.contextmanager
def _beside(target: str, inputs: Iterable[str]) -> Iterator[tuple[str, int | None]]:
    """Give where to write, and the rights of a new file there; what is written then takes the name of `target`.

    What is there and no regular file (a device, a pipe) is written to directly; its rights are None.
    """
    special = os.path.exists(target) and not stat.S_ISREG(Path(target).stat().st_mode)
    path = os.path.abspath(target) if special else os.path.realpath(target)  # what a pipe is linked to is no path
    keep_from(target, inputs)
    if os.path.isdir(path):
        raise OutputError("is a folder", file=target, cure="name a file in it")
    if not os.path.isdir(os.path.dirname(path)):
        raise OutputError("its folder is not there", file=target, cure=f"make {os.path.dirname(path)} first")
    there = os.path.exists(path)
    beside = path if special else f"{path}.{os.urandom(4).hex()}.part"
    failing = True
    try:
        yield beside, None if special else stat.S_IMODE(Path(path).stat().st_mode) if there else 0o666
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


def form_for(target: str, named: str | None, suffixes: Mapping[str, str]) -> str | None:
    """Return the form that a file is written in: the one that was named, or the one of its suffix.

    Args:
        target: the file's name.
        named: the form that was asked for, or None.
        suffixes: the form of each suffix; a name without one, where "" is none of them, asks for no form.

    Raises:
        OutputError: if the suffix is another form's than the one named, or no form's and none was named.
    """
    suffix = os.path.splitext(target)[1].lower()
    own = suffixes.get(suffix)
    if own is None and named is None and suffix:
        known = ", ".join(sorted(filter(None, suffixes)))
        raise OutputError(f"{suffix} is nothing that is written here", file=target, cure=f"there are {known}")
    if own is not None and named not in (None, own):
        cure = f"name a {next(end for end, form in suffixes.items() if form == named)} file, or leave out --format"
        raise OutputError(f"is no {named} file by its name", file=target, cure=cure)
    return named or own


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


def _open(path: str, mode: int | None) -> TextIO:
    return os.fdopen(_number(path, mode), "w", encoding="utf-8", errors="replace", newline="\n")


def _number(path: str, mode: int | None) -> int:
    if mode is None:
        return os.open(path, os.O_WRONLY)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
