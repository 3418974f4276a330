"""A draft that a trainee has marked: the draft without the marks, and each mark with its place and its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from checker.drafts.draft import Draft
from checker.drafts.read import LIMIT
from checker.errors import DraftError
from checker.spans import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """What a trainee holds to be wrong.

    Attributes:
        span: where, in the draft's source; without white space at its ends. An empty one is a remark without words of
            its own, on the sentence that it stands in or behind.
        why: the trainee's reason; "" where none is given.
    """

    span: Span
    why: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A draft as it was handed out, and the marks on it in order."""

    draft: Draft
    marks: tuple[Mark, ...]


def read_marked(path: Path) -> Marked:
    """Return a marked draft: a Word file with comments and highlights, or Markdown with marks.

    Raises:
        DraftError: if it is neither, or cannot be read.
    """
    suffix = path.suffix.lower()
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LIMIT else b""
    except OSError as why:
        raise DraftError(
            f"cannot be read: {why.strerror or why}", file=path, cure="name a file that is there"
        ) from None
    if size > LIMIT:
        raise DraftError(f"is larger than {LIMIT >> 20} MB", file=path, cure="split it")
    reader: Callable[[str, bytes], Marked]
    if suffix in (".docx", ".docm"):
        from checker.training.wordmarked import read as reader  # noqa: PLC0415  each only where it is needed
    elif suffix in (".md", ".markdown"):
        from checker.training.markdownmarked import read as reader  # noqa: PLC0415
    else:
        raise DraftError("is neither Word nor Markdown", file=path, cure="hand in a .docx or .md with marks")
    return reader(str(path), data)


def trimmed(text: str, span: Span) -> Span:
    """Return a span without the white space at its ends; the empty one at its start where it has nothing else."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else Span(span.start, span.start)
