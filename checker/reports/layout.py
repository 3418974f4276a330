"""Text laid out in columns of a terminal: wrapped by the width of its characters, and marked from below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

from checker.spans import Span

_WORD = re.compile(r"(\s*)(\S+)")


def cells(text: str) -> int:
    """Return how many columns `text` takes; a wide character takes two."""
    return len(text) if text.isascii() else cell_len(text)


def wrap(text: str, width: int, *, fold: bool = True) -> list[Span]:
    """Return the lines of `text`, each at most `width` columns, without the spaces at which they break.

    Args:
        text: what to wrap; its own line ends stay.
        width: columns of a line.
        fold: break a word that is wider than a line; otherwise it sticks out, so that a link stays whole.
    """
    lines: list[Span] = []
    at = 0
    for line in text.split("\n"):
        lines += _wrapped(line, at, max(width, 2), fold)
        at += len(line) + 1
    return lines


def _wrapped(line: str, at: int, width: int, fold: bool) -> Iterator[Span]:
    start = end = used = 0
    for match in _WORD.finditer(line):
        gap, word = cells(match[1]), cells(match[2])
        if end and used + gap + word > width:
            yield Span(at + start, at + end)
            start, used, gap = match.start(2), 0, 0
        while fold and gap + used + word > width:
            cut = start + _fitting(line[start : match.end()], width)
            yield Span(at + start, at + cut)
            start, used, gap, word = cut, 0, 0, cells(line[cut : match.end()])
        used, end = used + gap + word, match.end()
    yield Span(at + start, at + end)


def _fitting(text: str, width: int) -> int:
    """Return how many characters of `text` fit in `width` columns, at least one."""
    used = 0
    for i, character in enumerate(text):
        used += cells(character)
        if used > width:
            return max(i, 1)
    return len(text)


def carets(text: str, line: Span, mark: Span) -> str:
    """Return the line of `^` that stands below `line` where it shares columns with `mark`; empty where it does not."""
    start, end = max(line.start, mark.start), min(line.end, mark.end)
    if start >= end:
        return ""
    return " " * cells(text[line.start : start]) + "^" * cells(text[start:end])
