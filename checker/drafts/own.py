"""The program's own reports among drafts: known by how they begin, so that a second run does not read the first's."""

from __future__ import annotations

import re
from pathlib import Path

_HEAD = 2048
_BEGINNINGS = {
    ".html": re.compile(rb"<!DOCTYPE html>.*?<meta name=\"generator\" content=\"vires ", re.DOTALL),
    ".md": re.compile(rb"# Procedure check\n\n"),
}
_BEGINNINGS |= {".htm": _BEGINNINGS[".html"], ".markdown": _BEGINNINGS[".md"]}


def is_own(path: Path) -> bool:
    """Return whether a file is a report in a format that drafts have too; False where it cannot be read."""
    begins = _BEGINNINGS.get(path.suffix.lower())
    if begins is None or not path.is_file():  # to open a pipe would wait for who writes into it
        return False
    try:
        with open(path, "rb") as file:
            return begins.match(file.read(_HEAD)) is not None
    except OSError:
        return False
