"""The writer's own Word file with each finding as a comment on its words; all else in it stays byte for byte.

Only the body, the list of comments, and, where that list is new, what names it change. A finding in a footnote is a
comment on the footnote's number in the body, one in a text box on the box. What an earlier run has said of
the same words is not said again.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from checker.drafts.archive import Archive
from checker.drafts.draft import Draft
from checker.drafts.where import Remark, Run
from checker.errors import OutputError
from checker.reports.repack import UnusualZipError, repack
from checker.reports.report import Checked, Report, Shown, together
from checker.reports.wordcomments import AUTHOR, added, comment, next_id, related, relations, said, typed
from checker.reports.wordmarks import Marks

_SUFFIXES = (".docx", ".docm")
_TYPES, _ROOT = "[Content_Types].xml", "_rels/.rels"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_SPACES = {
    False: ("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"),
    True: (_STRICT.decode(), "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"),
}  # fmt: skip
_NOTE_START = re.compile(rb"<(?:[\w.-]+:)?(footnote|endnote)\s[^>]*?\b(?:[\w.-]+:)?id\s*=\s*[\"']([^\"']*)[\"']")
_AGAIN = "open it in Word and save it again"


def render(report: Report, out: BinaryIO) -> None:
    """Write the document with comments.

    Args:
        report: of one Word file, which must still be as it was when it was checked; its draft is held.
        out: where to.

    Raises:
        OutputError: if it is of another number or kind of drafts, or the file cannot be written back.
    """
    # A draft that is not read to its end is given back too, with what was found so far.
    if len(report.drafts) != 1 or any(error.file != report.drafts[0].name for error in report.errors):
        raise OutputError("docx is the report of one Word file", cure="name one .docx, or choose another --format")
    (checked,) = report.drafts
    draft = checked.draft
    if draft is None or not checked.name.lower().endswith(_SUFFIXES):
        cure = "name a .docx, or choose another --format"
        raise OutputError("is no Word file, which alone can be given back with comments", file=checked.name, cure=cure)
    try:
        data = Path(checked.name).read_bytes()
        out.write(_commented(data, checked, draft) if checked.findings else data)
    except OSError as why:
        raise OutputError(f"cannot be read again: {why.strerror or why}", file=checked.name, cure=_AGAIN) from why
    except (UnusualZipError, ValueError) as why:
        raise OutputError(f"cannot be written back: {why}", file=checked.name, cure=_AGAIN) from why


def _commented(data: bytes, checked: Checked, draft: Draft) -> bytes:
    document = _Document(data, checked.name)
    if not draft.runs:
        raise ValueError("its text is in an unusual encoding")
    marks, made, now = Marks(document.body), b"", _now()
    old = [remark for remark in draft.remarks if remark.author == AUTHOR]
    for number, group in enumerate(together(checked.findings), next_id(document.comments)):
        span = group[0].source
        if _is_there(old, group, draft, document):
            continue
        if span.start < span.end and _mark(marks, number, draft.runs_of_source(span), draft, document):
            made += comment(number, group, document.space, now)
    return repack(data, document.changed(marks.written(), made)) if made else data


def _now() -> datetime:
    """Return the time that comments are dated by: the clock's, or that of reproducible builds.

    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.now(UTC)


def _is_there(old: list[Remark], group: Sequence[Shown], draft: Draft, document: _Document) -> bool:
    """Return whether an earlier run has said the same of the same words, and take its comment off `old`.

    What is said of words in a note stands at the note's number in the body, not on these words.
    """
    span, words = group[0].source, said(group)
    noted = all(run.run.part != document.body_name for run in draft.runs_of_source(span))
    for remark in old:
        if remark.text == words and (noted or remark.source == span):
            old.remove(remark)
            return True
    return False


class _Document:
    """The parts of a Word file that comments touch."""

    def __init__(self, data: bytes, name: str) -> None:
        self.archive = Archive(name, data, "a Word file")
        self.body_name = self._related(_ROOT, "", "officeDocument") or "word/document.xml"
        self.body = self.archive.read(self.body_name)
        self._folder, file = posixpath.split(self.body_name)
        self._links = posixpath.join(self._folder, "_rels", f"{file}.rels")
        self._listed = self._related(self._links, self._folder, "comments")
        self.comments = self.archive.read(self._listed) if self._listed in self.archive else None
        self.space, self._kind = _SPACES[_STRICT in self.body[:4096]]

    def changed(self, body: bytes, comments: bytes) -> dict[str, bytes]:
        """Return the parts that change, by their names in the zip."""
        stored = self.archive.stored
        if self.comments is not None:
            listed = added(self.comments, comments, self.space)
            return {stored(self.body_name): body, stored(self._listed): listed}
        name = next(n for n in _names(self._folder) if n not in self.archive)
        made = {stored(self.body_name): body, name: added(None, comments, self.space)}
        links = self.archive.read(self._links) if self._links in self.archive else None
        made[stored(self._links) if links else self._links] = related(links, self._kind, posixpath.basename(name))
        made[stored(_TYPES)] = typed(self.archive.read(_TYPES), name)
        return made

    def _related(self, links: str, folder: str, kind: str) -> str:
        """Return the part that a list of relations names for a kind; empty where it names none."""
        known = relations(self.archive.read(links)) if links in self.archive else {}
        target = next((target for of, target in known.values() if of == kind), "")
        if not target or target.startswith("/"):
            return target.lstrip("/")
        return posixpath.normpath(posixpath.join(folder, target))


def _names(folder: str) -> list[str]:
    return [posixpath.join(folder, f"comments{n}.xml") for n in ("", *range(2, 1000))]


def _mark(marks: Marks, number: int, runs: tuple[Run, ...], draft: Draft, document: _Document) -> bool:
    """Set the range of a comment; return whether there is a place for it."""
    here = [run for run in runs if run.run.part == document.body_name]
    for run in here:
        if run.plain and document.body[run.written.start : run.written.end].decode() != run.source.of(draft.source):
            raise ValueError("it has changed since it was read")
    if here:
        marks.put(number, here)
        return True
    return bool(runs) and marks.put_round(number, _reference(runs[0], document))


def _reference(run: Run, document: _Document) -> int:
    """Return where in the body the number of the note stands that a run is in; -1 where there is none."""
    part = document.archive.read(run.run.part)
    starts = list(_NOTE_START.finditer(part, 0, run.run.span.start))
    if not starts:
        return -1
    kind, note = starts[-1].groups()
    reference = re.compile(rb"<(?:[\w.-]+:)?%bReference\s[^>]*?id\s*=\s*[\"']%b[\"']" % (kind, re.escape(note)))
    found = reference.search(document.body)
    return found.start() if found else -1
