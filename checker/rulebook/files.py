"""The files that rules are read from, and a digest of their state: quick, because every run starts with it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
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
        for path in sorted(p for p in directory.rglob("*") if p.suffix in _SUFFIXES):
            inside = path.relative_to(directory)
            if "schema" not in inside.parts:
                files.append(RuleFile(path, str(shown / inside), number, inside.parts[:-1]))
    return files


def digest_of(files: Sequence[RuleFile]) -> str:
    """Return a hash over names and bytes of the files; an unreadable file counts as empty here and fails in reading."""
    total = hashlib.blake2b(digest_size=20)
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
