"""OpenDocument texts to prose: paragraphs, headings, tables and text boxes, then footnotes and endnotes.

As with Word files, what is deleted, struck out or hidden is left out, and so are comments and tables of contents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker.drafts import xml
from checker.drafts.archive import Archive
from checker.drafts.draft import Draft
from checker.drafts.paragraphs import Paragraphs
from checker.drafts.shape import Shape, Tables
from checker.drafts.where import Remark

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_LOCKED = b"encryption-data"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACE = re.compile(r"[ \t\r\n]+")
_REMARK = "office:annotation"
_LEFT_OUT = frozenset(
    f"{_REMARK} office:forms office:master-styles office:scripts text:tracked-changes text:note-citation"
    " text:ruby-text text:script text:hidden-text text:table-of-content text:alphabetical-index"
    " text:illustration-index text:object-index text:table-index text:user-index text:bibliography".split()
)
_IDS = (f"{_ODF}text:1.0}}id", "http://www.w3.org/XML/1998/namespace}id")
_MOST_SPACES = 100
_NOTES = ("footnote", "endnote")


def read(name: str, data: bytes) -> Draft:
    """Return the draft that an OpenDocument text holds.

    Its source is the text as it was read: a line a paragraph.

    Raises:
        DraftError: if it is damaged, locked by a password, no OpenDocument text, or larger than is read of one.
    """
    archive = Archive(name, data, "an OpenDocument text")
    if _MANIFEST in archive and _LOCKED in archive.read(_MANIFEST):
        raise archive.locked()
    return _draft(name, archive.read(_CONTENT), _CONTENT)


def read_flat(name: str, data: bytes) -> Draft:
    """Return the draft that an OpenDocument text in one XML file holds.

    Raises:
        DraftError: if it is no sound XML, or nested too deeply.
    """
    return _draft(name, data)


def _draft(name: str, data: bytes, part: str = "") -> Draft:
    content = _Content()
    xml.parse(data, content, file=name, part=part)
    text = Paragraphs()
    remarks: list[Remark] = []
    count = 0
    paragraphs = [p for p in content.paragraphs if p.words]
    for kind in ("", *_NOTES):  # notes come last: what they stand in goes on past them
        for paragraph in paragraphs:
            if kind == (paragraph.kind if paragraph.kind in _NOTES else ""):
                count += paragraph.kind == "paragraph"
                text.begin(paragraph.kind, paragraph.number or count, shape=paragraph.shape)
                span = text.add("".join(paragraph.words))
                remarks += (Remark(span, " ".join("".join(words).split())) for words in paragraph.remarks)
    return text.draft(name, remarks=tuple(remarks))


@dataclass(slots=True)
class _Paragraph:
    kind: str
    number: int
    words: list[str] = field(default_factory=list)
    spaced: bool = True  # white space that follows counts for nothing
    remarks: list[list[str]] = field(default_factory=list)
    shape: Shape | None = None


class _Content:
    """Takes the XML of a text, and keeps its paragraphs in the order in which they start."""

    def __init__(self) -> None:
        self.paragraphs: list[_Paragraph] = []
        self._names: dict[str, str] = {}
        self._path: list[str] = []
        self._skipped = 0
        self._open: list[_Paragraph] = []
        self._kinds: list[tuple[str, int]] = []  # the notes and boxes that are open
        self._counts: dict[str, int] = {}
        self._tables = Tables()
        self._style = ""
        self._unseen: set[str] = set()  # styles whose words are struck out or hidden
        self._change = ""
        self._deletions: set[str] = set()
        self._deleting: set[str] = set()  # those that we are in; most stand apart, with their words

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        """Take the start of an element."""
        local = self._local(name)
        self._path.append(local)
        if self._skipped:
            self._skipped += 1
            if local == "text:changed-region":
                self._change = next((attributes[key] for key in _IDS if key in attributes), "")
            elif local == "text:deletion":
                self._deletions.add(self._change)
        elif local in _LEFT_OUT or (
            local == "text:span" and attributes.get(f"{_ODF}text:1.0}}style-name") in self._unseen
        ):
            self._skipped = 1
            if local == _REMARK and self._open:
                self._open[-1].remarks.append([])
        else:
            self._starts(local, attributes)

    def end(self, name: str, at: int, after: int) -> None:
        """Take the end of an element."""
        local = self._path.pop()
        if self._skipped:
            self._skipped -= 1
        elif local in ("text:p", "text:h"):
            self._open.pop()
        elif local in ("text:note", "draw:text-box", "draw:custom-shape"):
            self._kinds.pop()
        elif local == "table:table-cell":
            self._tables.leave()
        elif local == "table:table":
            self._tables.end()

    def text(self, text: str, at: int) -> None:
        """Take characters, which are words within elements of text alone."""
        if not self._open or not self._path[-1].startswith("text:"):
            return
        if self._skipped and _REMARK in self._path[-self._skipped :] and self._open[-1].remarks:
            self._open[-1].remarks[-1].append(text)
        if self._skipped or self._deleting:
            return
        paragraph = self._open[-1]
        words = _SPACE.sub(" ", text)
        if paragraph.spaced:
            words = words.removeprefix(" ")
        if words:
            paragraph.words.append(words)
            paragraph.spaced = words.endswith(" ")

    def _local(self, name: str) -> str:
        found = self._names.get(name)
        if found is None:
            space, _, local = name.rpartition("}")
            found = f"{space.removeprefix(_ODF).partition(':')[0]}:{local}"
            self._names[name] = found
        return found

    def _starts(self, local: str, attributes: dict[str, str]) -> None:
        def value(key: str) -> str:
            space, _, name = key.partition(":")
            return attributes.get(f"{_ODF}{space}:1.0}}{name}", "")

        match local:
            case "text:p" | "text:h":
                kind, number = self._kinds[-1] if self._kinds else ("paragraph", 0)
                level = value("text:outline-level") if local == "text:h" else ""
                shape = Shape(level=int(level)) if level.isdecimal() and 0 < int(level[:3]) < 100 else None
                self._open.append(_Paragraph(kind, number, shape=self._tables.cell or shape))
                self.paragraphs.append(self._open[-1])
            case "table:table":
                self._tables.begin()
            case "table:table-row":
                self._tables.row()
            case "table:table-cell" | "table:covered-table-cell":
                self._tables.enter()
            case "text:note":
                self._opens(value("text:note-class") or "footnote")
            case "draw:text-box" | "draw:custom-shape":
                self._opens("text box")
            case "text:change-start":
                self._deleting |= self._deletions & {value("text:change-id")}
            case "text:change-end":
                self._deleting.discard(value("text:change-id"))
            case "text:s":
                count = value("text:c")
                self._put(" " * min(int(count) if count.isdecimal() and len(count) < 5 else 1, _MOST_SPACES))
            case "text:tab":
                self._put("\t")
            case "text:line-break":
                self._put("\n")
            case "style:style":
                self._style = value("style:name")
            case "style:text-properties":
                struck = value("style:text-line-through-style") not in ("", "none")
                if struck or value("text:display") == "none":
                    self._unseen.add(self._style)

    def _opens(self, kind: str) -> None:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        self._kinds.append((kind, self._counts[kind]))

    def _put(self, words: str) -> None:
        if self._open and not self._deleting:
            self._open[-1].words.append(words)
            self._open[-1].spaced = False
