"""Places in documents that have no lines of their own: pages, paragraphs, notes, and the runs of a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checker.spans import Span


@dataclass(frozen=True, slots=True)
class Where:
    """A stretch of `Draft.source`, from `source` to where the next one starts, as the document counts it.

    Attributes:
        source: where it starts in the source.
        kind: what it is a piece of: "paragraph", "footnote", "page", "subject" ...; empty where lines count again.
        number: which one of its kind, the first being 1; 0 where it is the only one.
        part: the file inside the document that holds it, where there are several; else empty.
    """

    source: int
    kind: str
    number: int = 0
    part: str = ""

    def __str__(self) -> str:
        """Say it as a report does: page 3."""
        return f"{self.kind} {self.number}" if self.number else self.kind


@dataclass(frozen=True, slots=True)
class RunElement:
    """A run of a Word file, as it is written in its part, which is in UTF-8; all spans are of bytes of it.

    Attributes:
        part: the file inside the document.
        span: the whole element, tags included.
        properties: the element of its looks, which a piece split off needs too; empty where it has none.
    """

    part: str
    span: Span
    properties: Span


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of the source, and the bytes that write them in a run.

    Attributes:
        source: which characters of `Draft.source`.
        written: the bytes of the part that write them: plain text, an entity, or the element of a tab or a break.
        element: the element within the run that holds them, tags included; for a tab or a break, the same bytes.
        run: the run.
        plain: whether the bytes are the characters themselves, which may be cut between any two.
    """

    source: Span
    written: Span
    element: Span
    run: RunElement
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that stands beside a document's text.

    Attributes:
        source: the words that it is on, in `Draft.source`; empty, where it is on a place between two.
        text: what it says, on one line.
        author: who says it, as far as the document names anybody.
    """

    source: Span
    text: str
    author: str = ""


def cut(runs: Sequence[Run], first: int, span: Span, source: str) -> Iterator[Run]:
    """Yield the runs from the number `first` on that write `span` of the source, the outer ones cut to it."""
    for number in range(first, len(runs)):
        run = runs[number]
        if run.source.start >= span.end:
            return
        if not run.source.overlaps(span):
            continue
        start, end = max(run.source.start, span.start), min(run.source.end, span.end)
        if not run.plain or (start, end) == (run.source.start, run.source.end):
            yield run
            continue
        before = len(source[run.source.start : start].encode())
        size = len(source[start:end].encode())
        at = run.written.start + before
        yield replace(run, source=Span(start, end), written=Span(at, at + size))
