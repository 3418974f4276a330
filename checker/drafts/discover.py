"""Paths, folders, globs and `-` to the inputs that they name."""

from __future__ import annotations

import difflib
import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from checker.drafts.formats import NOT_READ, SUFFIXES
from checker.drafts.own import is_own
from checker.errors import DraftError

STDIN = "<stdin>"
_PASSED_OVER = frozenset({"node_modules", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Input:
    """Something to read: `path`, or standard input where that is None; `name` is what reports and errors call it."""

    name: str
    path: Path | None

    @property
    def suffix(self) -> str:
        """The file's suffix in lower case; empty for standard input."""
        return self.path.suffix.lower() if self.path else ""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A file in a folder or glob that is not read though it may be a draft, and why: "excluded by the settings"."""

    name: str
    why: str


def discover(paths: Iterable[str | PurePath]) -> Iterator[Input | PassedOver | DraftError]:
    """Yield the inputs that `paths` name, each once, in order; within a folder, by name.

    Args:
        paths: files (of any suffix), folders (searched below for drafts by suffix; what is hidden is passed over),
            globs, and "-" for standard input.

    Yields:
        An input; a file in a folder that may be a draft, but is of a format that is not read, or a report; or a
        DraftError for a path that is not there, a folder that cannot be listed or holds no draft, and a glob that fits
        nothing.
    """
    seen: set[str] = set()
    for given in paths:
        for found in _expand(str(given)):
            if not isinstance(found, Input):
                yield found
                continue
            key = os.path.abspath(found.path) if found.path else STDIN
            if key not in seen:
                seen.add(key)
                yield found


def _expand(given: str) -> Iterator[Input | PassedOver | DraftError]:
    if given == "-":
        yield Input(STDIN, None)
    elif os.path.isdir(given):
        yield from _folder(given)
    elif os.path.exists(given):
        yield Input(given, Path(given))
    elif glob.has_magic(given):
        yield from _glob(given)
    else:
        yield _missing(given)


def _folder(given: str) -> Iterator[Input | PassedOver | DraftError]:
    errors: list[DraftError] = []
    empty = True

    def unlisted(why: OSError) -> None:
        errors.append(
            DraftError(f"cannot be listed: {why.strerror}", file=why.filename, cure="see that you may read it")
        )

    for folder, folders, files in os.walk(given, onerror=unlisted):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in _PASSED_OVER)
        for file in sorted(files):  # ~$: what Word keeps beside an open file
            path, suffix = os.path.join(folder, file), os.path.splitext(file)[1].lower()
            if file.startswith((".", "~$")) or not os.path.isfile(path):
                continue
            if suffix in SUFFIXES:
                empty = False
                yield _unless_own(path)
            elif suffix in NOT_READ:
                what, instead = NOT_READ[suffix]
                yield PassedOver(path, f"of a format that is not read ({what}: save it as {instead})")
    yield from errors
    if empty and not errors:
        cure = f"put drafts in it ({', '.join(sorted(SUFFIXES))}), or name a file"
        yield DraftError("holds no drafts", file=given, cure=cure)


def _glob(given: str) -> Iterator[Input | PassedOver | DraftError]:
    found = sorted(set(_fitting(given)))
    if not found:
        yield DraftError("fits no file", file=given, cure="check the pattern, or name a folder")
    recursive = "**" in given  # which has looked below the folders already
    for path in found:
        if not os.path.isdir(path):
            yield _unless_own(path)
        elif not recursive:
            yield from _folder(path)


def _fitting(pattern: str) -> Iterator[str]:
    """Yield the paths that a glob fits; below "**" no link to a folder is followed, for it may lead in circles."""
    parts = pattern.split(os.sep)  # noqa: PTH206  pathlib takes "./" away, which the names in the report keep
    parts = [part for part, last in zip(parts, ["", *parts], strict=False) if not part == last == "**"]
    if "**" not in parts:
        yield from glob.iglob(pattern)
        return
    at = parts.index("**")
    before, after = os.sep.join(parts[:at]), parts[at + 1 :]
    tops = glob.iglob(before) if before else [os.sep if at else ""]
    for top in tops:
        for folder, folders, files in os.walk(top or os.curdir):
            folders[:] = [name for name in folders if not name.startswith(".")]
            here = folder if top else os.path.normpath(folder).removeprefix(os.curdir)
            if after:
                yield from _fitting(os.path.join(glob.escape(here), *after))
            else:
                yield from (os.path.join(here, name) for name in (*folders, *files) if not name.startswith("."))


def _unless_own(path: str) -> Input | PassedOver:
    return PassedOver(path, "written by vires as a report") if is_own(Path(path)) else Input(path, Path(path))


def _missing(given: str) -> DraftError:
    if not given:
        return DraftError("a path is empty", cure="name a file, a folder, or - for standard input")
    if (link := Path(given)).is_symlink():
        what = f"is a link to {link.readlink()}, which is not there"
        return DraftError(what, file=given, cure="mend the link, or name another file")
    folder, name = os.path.split(given)
    try:
        near = difflib.get_close_matches(name, os.listdir(folder or "."), 1)
    except (OSError, ValueError):
        near = []
    if near:
        return DraftError("is not there", file=given, cure=f"did you mean {os.path.join(folder, near[0])}?")
    return DraftError("is not there", file=given, cure="check the path")
