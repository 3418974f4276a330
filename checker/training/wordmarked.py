"""Marks in a Word file: comments on words, and words that are highlighted or shaded. Comments by vires are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.drafts.archive import Archive
from checker.drafts.docx import read as read_word
from checker.drafts.draft import Draft
from checker.drafts.where import Run
from checker.errors import DraftError
from checker.reports.wordcomments import AUTHOR, relations
from checker.spans import Span
from checker.training.marks import Mark, Marked, trimmed

_BEFORE = re.compile(rb"<(?:[\w.-]+:)?rPrChange\b.*?</(?:[\w.-]+:)?rPrChange\s*>", re.DOTALL)
_LIGHT = re.compile(rb"<(?:[\w.-]+:)?highlight\s[^>]*?val\s*=\s*[\"'](?!none[\"'])")
_SHADE = re.compile(rb"<(?:[\w.-]+:)?shd\s[^>]*?fill\s*=\s*[\"'](?!auto[\"']|f{6}[\"'])", re.IGNORECASE)


def read(name: str, data: bytes) -> Marked:
    """Return the draft that a marked Word file holds, and the marks in its text.

    Highlighted words within those of a comment are no mark of their own.

    Raises:
        DraftError: if it is damaged, locked, no Word file, or written in an encoding in which no place can be told.
    """
    draft = read_word(name, data)
    if draft.source and not draft.runs:
        raise DraftError("is written in an unusual encoding", file=name, cure="open it in Word and save it again")
    archive = Archive(name, data, "a Word file")
    body = _body(archive)
    runs = [run for run in draft.runs if run.run.part == body]
    marks = [
        Mark(trimmed(draft.source, remark.source), remark.text) for remark in draft.remarks if remark.author != AUTHOR
    ]
    lit = [
        span for span in _lit(draft, runs, archive.read(body)) if not any(span.overlaps(mark.span) for mark in marks)
    ]
    marks += [Mark(span) for span in lit]
    return Marked(draft, tuple(sorted(marks, key=lambda mark: mark.span)))


def _body(archive: Archive) -> str:
    """Return the name of the body."""
    links = "_rels/.rels"
    known = relations(archive.read(links)) if links in archive else {}
    body = next((target for of, target in known.values() if of == "officeDocument"), "").lstrip("/")
    return body if body in archive else "word/document.xml"


def _lit(draft: Draft, runs: list[Run], part: bytes) -> Iterator[Span]:
    """Yield the stretches of highlighted words; those that only white space parts, in one line, are one."""
    found: Span | None = None
    for run in runs:
        properties = _BEFORE.sub(b"", part[run.run.properties.start : run.run.properties.end])
        if not (_LIGHT.search(properties) or _SHADE.search(properties)):
            continue
        if found is not None and not draft.source[found.end : run.source.start].strip(" \t"):
            found = found.hull(run.source)
            continue
        if found is not None:
            yield trimmed(draft.source, found)
        found = run.source
    if found is not None:
        yield trimmed(draft.source, found)
