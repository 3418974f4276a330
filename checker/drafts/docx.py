"""Word files to prose: the body, then its footnotes and endnotes, each word with the run that writes it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from checker.drafts import xml
from checker.drafts.archive import Archive
from checker.drafts.draft import Draft
from checker.drafts.paragraphs import Paragraphs
from checker.drafts.shape import Shape
from checker.drafts.where import Remark, Run, RunElement
from checker.drafts.wordml import Paragraph, Part, RunRead, level_of, notes_in_order
from checker.drafts.wordremarks import Comments, remarks
from checker.drafts.wordstyles import Styles
from checker.spans import Span

_ROOT = "_rels/.rels"
_BODY = "word/document.xml"
_KINDS = ("officeDocument", "footnotes", "endnotes", "comments", "styles")
_SECTION = b"<![CDATA["


def read(name: str, data: bytes) -> Draft:
    """Return the draft that a Word file holds.

    Its source is the text as it was read: a line a paragraph.

    Raises:
        DraftError: if it is damaged, locked by a password, no Word file, or larger than is read of one document.
    """
    archive = Archive(name, data, "a Word file")
    body_name = _related(archive, name, _ROOT, "").get("officeDocument", _BODY)
    folder, file = posixpath.split(body_name)
    related = _related(archive, name, posixpath.join(folder, "_rels", f"{file}.rels"), folder)
    reader = _Reader(name, archive, _headings(archive, name, related.get("styles", "")))
    body = reader.part(body_name)
    count = 0
    for paragraph in body.paragraphs:
        count += paragraph.kind == "paragraph" and bool(paragraph.pieces)
        reader.put(paragraph, paragraph.box or count)
    for kind in ("footnote", "endnote"):
        ids = [note for of_kind, note in body.notes if of_kind == kind]
        target = related.get(f"{kind}s", "")
        if ids and target in archive:
            for number, paragraph in notes_in_order(reader.part(target).paragraphs, kind, ids):
                reader.put(paragraph, number)
    return reader.draft(related.get("comments", ""))


class _Reader:
    """Reads parts, and joins their words to the runs that write them."""

    def __init__(self, name: str, archive: Archive, headings: Mapping[str, int]) -> None:
        self._name, self._archive, self._headings = name, archive, headings
        self._text = Paragraphs()
        self._runs: list[Run] = []
        self._elements: dict[int, RunElement] = {}
        self._part = ""
        self._writable = True
        self._goes_on = False
        self._read: dict[str, Part] = {}

    def part(self, part: str) -> Part:
        """Read a part; what is put after this stands in it."""
        data = self._archive.read(part)
        found = Part(data)
        in_utf8 = xml.parse(data, found, file=self._name, part=part)
        self._read[part] = found
        self._part, self._elements, self._goes_on = part, {}, False
        # else its bytes are not to be cut by the letter
        self._writable = self._writable and in_utf8 is data and _SECTION not in data
        return found

    def put(self, paragraph: Paragraph, number: int) -> None:
        """Add a paragraph, unless it is empty."""
        if paragraph.pieces:
            looks = paragraph.looks
            level = level_of(looks.get("outlineLvl", "")) or self._headings.get(looks.get("pStyle", ""), 0)
            shape = paragraph.cell or (Shape(level=level) if level else None)
            self._text.begin(paragraph.kind, number, self._part, goes_on=self._goes_on, shape=shape)
            for piece in paragraph.pieces:
                source = self._text.add(piece.text)
                self._runs.append(Run(source, piece.written, piece.element, self._element(piece.run), piece.plain))
        self._goes_on = paragraph.joined and (bool(paragraph.pieces) or self._goes_on)

    def draft(self, comments: str) -> Draft:
        """Return the draft that was put together, with the comments of a part where it is there."""
        said = Comments()
        if comments in self._archive:
            xml.parse(self._archive.read(comments), said, file=self._name, part=comments)
        remarked: list[Remark] = []
        for name, part in self._read.items() if said.said else ():
            runs = [run for run in self._runs if run.run.part == name]
            remarked += remarks(said, part.commented, runs)
        runs = self._runs if self._writable else []
        return self._text.draft(self._name, tuple(runs), tuple(remarked))

    def _element(self, run: RunRead) -> RunElement:
        found = self._elements.get(run.start)
        if found is None:
            found = RunElement(self._part, Span(run.start, run.end), run.properties)
            self._elements[run.start] = found
        return found


class _Relations:
    """Takes the XML of a list of relations, and keeps the target of each kind."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        """Take a relation."""
        kind = attributes.get("Type", "").rpartition("/")[2]
        if kind in _KINDS and attributes.get("TargetMode") != "External":
            self.targets.setdefault(kind, attributes.get("Target", ""))

    def end(self, name: str, at: int, after: int) -> None:
        """Do nothing: attributes tell all."""

    def text(self, text: str, at: int) -> None:
        """Do nothing: attributes tell all."""


def _headings(archive: Archive, name: str, part: str) -> dict[str, int]:
    """Return the level of each style of headings, by its id."""
    if part not in archive:
        return {}
    styles = Styles()
    xml.parse(archive.read(part), styles, file=name, part=part)
    return styles.headings()


def _related(archive: Archive, name: str, part: str, folder: str) -> dict[str, str]:
    """Return the parts that a list of relations names, by kind; nothing where there is no list."""
    if part not in archive:
        return {}
    relations = _Relations()
    xml.parse(archive.read(part), relations, file=name, part=part)
    return {kind: _joined(folder, target) for kind, target in relations.targets.items() if target}


def _joined(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
