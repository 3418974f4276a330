"""Marks in a Word file: comments on words, and words that are highlighted or shaded. Comments by vires are none."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.drafts import xml
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
    body, comments = _parts(archive)
    ranges = _Ranges()
    part = xml.parse(archive.read(body), ranges, file=name, part=body)
    said = _Comments()
    if comments in archive:
        xml.parse(archive.read(comments), said, file=name, part=comments)
    runs = [run for run in draft.runs if run.run.part == body]
    marks = list(_commented(draft, runs, ranges, said))
    lit = [span for span in _lit(draft, runs, part) if not any(span.overlaps(mark.span) for mark in marks)]
    marks += [Mark(span) for span in lit]
    return Marked(draft, tuple(sorted(marks, key=lambda mark: mark.span)))


def _parts(archive: Archive) -> tuple[str, str]:
    """Return the names of the body and of the list of comments; "" where there is no such list."""

    def target(links: str, folder: str, kind: str) -> str:
        known = relations(archive.read(links)) if links in archive else {}
        found = next((target for of, target in known.values() if of == kind), "")
        return found.lstrip("/") if found.startswith("/") else posixpath.normpath(posixpath.join(folder, found))

    body = target("_rels/.rels", "", "officeDocument")
    body = body if body in archive else "word/document.xml"
    folder, file = posixpath.split(body)
    return body, target(posixpath.join(folder, "_rels", f"{file}.rels"), folder, "comments")


@dataclass
class _Ranges:
    """Takes the XML of the body, and keeps where each comment starts, ends and is referred to, in bytes."""

    starts: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    references: dict[str, int] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        """Take a place of a comment."""
        kind = name.rpartition("}")[2]
        places = {
            "commentRangeStart": self.starts, "commentRangeEnd": self.ends, "commentReference": self.references,
        }  # fmt: skip
        if kind in places:
            places[kind].setdefault(_attribute(attributes, "id"), at)

    def end(self, name: str, at: int, after: int) -> None:
        """Do nothing: starts tell all."""

    def text(self, text: str, at: int) -> None:
        """Do nothing: starts tell all."""


class _Comments:
    """Takes the XML of the list of comments, and keeps the words of each that is not by vires, by its id."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self._id: str | None = None
        self._within = False

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        """Take the start of a comment, or of words or a paragraph in it."""
        kind = name.rpartition("}")[2]
        if kind == "comment":
            by_us = _attribute(attributes, "author") == AUTHOR
            self._id = None if by_us else _attribute(attributes, "id")
            if self._id is not None:
                self.words[self._id] = ""
        self._within = kind == "t"
        if kind in ("p", "br", "tab") and self._id is not None:
            self.words[self._id] += " "

    def end(self, name: str, at: int, after: int) -> None:
        """Take the end of words."""
        self._within = False

    def text(self, text: str, at: int) -> None:
        """Take words."""
        if self._within and self._id is not None:
            self.words[self._id] += text


def _commented(draft: Draft, runs: list[Run], ranges: _Ranges, said: _Comments) -> Iterator[Mark]:
    for key, words in said.words.items():
        why = " ".join(words.split())
        start = ranges.starts.get(key)
        end = ranges.ends.get(key, ranges.references.get(key, -1))
        within = [run for run in runs if start is not None and start <= run.written.start < end]
        if within:
            hull = Span(within[0].source.start, within[-1].source.end)
            yield Mark(trimmed(draft.source, hull), why)
        elif before := [run for run in runs if run.written.start < max(end, ranges.references.get(key, -1))]:
            yield Mark(Span(before[-1].source.end, before[-1].source.end), why)


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


def _attribute(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == name), "")
