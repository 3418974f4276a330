"""Inputs to drafts: each by what its suffix says it is; what cannot be read is an error that stops no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from checker.drafts.discover import Input, discover
from checker.drafts.draft import Draft
from checker.drafts.formats import NOT_READ, of_data, of_path, reader
from checker.errors import DraftError, NoCaseError

LIMIT = 64 * 1024 * 1024


def read_drafts(paths: Iterable[str | PurePath], stdin: BinaryIO | None = None) -> Iterator[Draft | DraftError]:
    """Yield the drafts that `paths` name, read one at a time.

    Args:
        paths: files, folders, globs, and "-" for standard input.
        stdin: where "-" is read from: text, or what its first bytes say; None where there is nothing to read.

    Yields:
        A draft, or a DraftError for an input that cannot be read; the others follow all the same. What stands in a
        folder in YAML or JSON and is no case is passed over.
    """
    paths = list(map(str, paths))
    for found in discover(paths):
        if isinstance(found, DraftError):
            yield found
        elif isinstance(found, Input):
            try:
                yield read_draft(found, stdin)
            except DraftError as why:
                if found.name in paths or not isinstance(why, NoCaseError):
                    yield why.bare()


def read_draft(found: Input, stdin: BinaryIO | None = None, most: int = 0) -> Draft:
    """Return the draft that an input holds; an empty file is an empty draft.

    Args:
        found: the input.
        stdin: where "-" is read from.
        most: how many megabytes of text a draft may have; 0 for as many as a file may.

    Raises:
        NoCaseError: if it is YAML or JSON and no case.
        DraftError: if it cannot be read, is no text, is too large, or is a case that does not hold together.
    """
    if found.path is None:
        data = _load(found, stdin)
        form = of_data(data)
    else:
        try:
            form = of_path(found.path)
        except KeyError:
            what, instead = NOT_READ[found.suffix]
            raise DraftError(f"{what} is not read", file=found.name, cure=f"save it as {instead}") from None
        data = _load(found, stdin)
    if form.plain:
        _see_size(found.name, len(data), most)
    draft = reader(form)(found.name, data)
    _see_size(found.name, len(draft.text), most)
    return draft


def _see_size(name: str, size: int, most: int) -> None:
    if most and size > most << 20:
        what = f"is {max(size >> 20, most + 1)} MB of text; vires reads up to {most} MB of a draft"
        raise DraftError(what, file=name, cure="split it, or set largest-mb in vires.toml")


def _load(found: Input, stdin: BinaryIO | None) -> bytes:
    try:
        if found.path is None:
            data = stdin.read(LIMIT + 1) if stdin else b""
        else:
            if found.path.is_fifo():  # to open one whose other end nobody has would take for ever
                raise DraftError(
                    "is a pipe, not a file", file=found.name, cure="hand it over as `vires check -` reads it"
                )
            with open(found.path, "rb") as file:
                data = file.read(LIMIT + 1)
    except OSError as why:
        what = f"cannot be read: {why.strerror or why}"
        raise DraftError(what, file=found.name, cure="see that it is a file and that you may read it") from why
    if len(data) > LIMIT:
        cure = "split it, or hand over the texts as rows to `vires batch`"
        raise DraftError(f"is larger than {LIMIT >> 20} MB", file=found.name, cure=cure)
    return data
