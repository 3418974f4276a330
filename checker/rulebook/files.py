"""The files that rules are read from, and a digest of their state: quick, because every run starts with it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from checker.errors import RuleFileError

_SUFFIXES = (".yaml", ".yml")


class RuleFile(NamedTuple):
    """A rule file: its path, the name to show, the number of the directory it is from, and the folders in that."""

    path: Path
    name: str
    directory: int
    folders: tuple[str, ...]


def own_rules() -> Path:
    """Return the directory of the rules that come with the program: inside the wheel, or beside the package."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def rule_files(directories: Sequence[Path]) -> list[RuleFile]:
    """Return the rule files below the directories, in a fixed order.

    Raises:
        RuleFileError: if a directory is not there.
    """
    files: list[RuleFile] = []
    own = own_rules()
    for number, directory in enumerate(directories):
        if not directory.is_dir():
            raise RuleFileError("is not a directory of rules", file=directory, cure="give the folder that holds them")
        shown = Path("rules") if directory == own else directory
        for *folders, name in sorted(_inside(directory)):
            inside = os.path.join(*folders, name)
            files.append(RuleFile(directory / inside, os.path.join(shown, inside), number, tuple(folders)))
    return files


def _inside(directory: Path) -> Iterator[tuple[str, ...]]:
    """Yield the parts of the path of each rule file below a directory: every run asks, and paths would be slower."""
    for root, folders, names in os.walk(directory):
        folders[:] = [folder for folder in folders if folder != "schema"]
        above = tuple(Path(root).relative_to(directory).parts)
        yield from ((*above, name) for name in names if os.path.splitext(name)[1] in _SUFFIXES)


def digest_of(files: Sequence[RuleFile]) -> str:
    """Return a hash over names and bytes of the files; an unreadable file counts as empty here and fails in reading."""
    total = hashlib.sha256(usedforsecurity=False)  # the quickest here: processors know it
    for part in _makers():
        total.update(part.read_bytes())
    for file in files:
        total.update(f"{file.directory}:{file.name}".encode() + b"\0")
        try:
            data = file.path.read_bytes()
        except OSError:
            data = b""
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


def _makers() -> list[Path]:
    """Return the code that turns rule files into a rulebook: another version of it makes another of the same files."""
    package = Path(__file__).resolve().parent
    return [*sorted(package.glob("*.py")), package.parent / "quantities.py"]
