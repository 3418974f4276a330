"""The words of one part of a Word file (the body, the footnotes ...): its paragraphs, and the runs that write them.

Read is what a reader of the page sees once all changes are accepted: insertions are read; deletions, comments, hidden
and struck-out text, instructions of fields, tables of contents and fall-backs are not.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from checker.drafts.shape import Shape, Tables
from checker.spans import Span

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SPACE = "http://www.w3.org/XML/1998/namespace}space"
_LEFT_OUT = frozenset("del moveFrom delText delInstrText rt sdtPr sectPr tblPr tblGrid".split())
_HIDING = frozenset("vanish strike dstrike".split())
_FOR_ONE = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_LISTS = ("TOC", "INDEX", "TOA", "BIBLIOGRAPHY")
_NOTES = frozenset({"footnote", "endnote"})
_UNNUMBERED = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_OFF = frozenset({"0", "false", "off", "none"})
_WHITE = " \t\n\r"
_NOWHERE = Span(0, 0)


@dataclass(slots=True)
class RunRead:
    """A run: the bytes of its element and of its properties."""

    start: int
    end: int = 0
    properties: Span = _NOWHERE
    hidden: bool = False


@dataclass(slots=True)
class Piece:
    """Characters as they are written: `written` and `element` as in `checker.drafts.where.Run`."""

    text: str
    written: Span
    element: Span
    run: RunRead
    plain: bool


@dataclass(slots=True)
class Paragraph:
    """A paragraph: what it stands in, its pieces, and whether its end is deleted, so that the next one goes on.

    Attributes:
        kind: "paragraph", "text box", "footnote" or "endnote".
        note: the id of the note that it is a part of; else empty.
        box: the number of the text box that it stands in, the first being 1; else 0.
        looks: the id of its style ("pStyle") and its level in an outline ("outlineLvl"), where it names them.
        cell: the cell of a table that it stands in.
    """

    kind: str
    note: str = ""
    box: int = 0
    pieces: list[Piece] = field(default_factory=list)
    joined: bool = False
    looks: dict[str, str] = field(default_factory=dict)
    cell: Shape | None = None


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shown: bool = False  # past its instruction

    @property
    def left_out(self) -> bool:
        return not self.shown or self.instruction.strip().upper().startswith(_LISTS)


class Part:
    """Takes the XML of a part and keeps its paragraphs, in the order in which they start.

    Attributes:
        paragraphs: of the part.
        notes: the ids of the footnotes and endnotes that it refers to, in order, each with its kind.
        commented: where each comment, by its id, starts, ends and is referred to, in bytes.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.paragraphs: list[Paragraph] = []
        self.notes: list[tuple[str, str]] = []
        self.commented: dict[str, dict[str, int]] = {}
        self._names: dict[str, str] = {}
        self._path: list[str] = []
        self._skipped = 0  # how deep within something left out
        self._open: list[Paragraph] = []
        self._runs: list[RunRead] = []
        self._properties = 0
        self._fields: list[_Field] = []
        self._unseen = 0  # how many of them are not seen now
        self._text: list[tuple[str, int]] | None = None
        self._text_at = 0
        self._kept = False  # white space at the ends of the text
        self._boxes = 0
        self._within: list[int] = []  # the numbers of the text boxes that are open
        self._choices: list[bool] = []
        self._note: tuple[str, str] | None = None
        self._tables = Tables()
        self._starts_of_tables = {"tbl": self._tables.begin, "tr": self._tables.row, "tc": self._tables.enter}

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        """Take the start of an element."""
        local = self._local(name)
        outer = self._path[-1] if self._path else ""
        self._path.append(local)
        if self._skipped:
            self._skipped += 1
        elif depth := self._left_out(local, outer, attributes):
            self._skipped = depth
        else:
            self._starts(local, outer, attributes, at)

    def end(self, name: str, at: int, after: int) -> None:
        """Take the end of an element."""
        local = self._path.pop()
        if self._skipped > 1:
            self._skipped -= 1
        elif self._skipped:
            self._skipped = 0
        else:
            self._ends(local, at, after)

    def text(self, text: str, at: int) -> None:
        """Take characters: they are words within `w:t` alone."""
        if self._skipped:
            return
        if self._text is not None:
            self._text.append((text, at))
        elif self._path and self._path[-1] == "instrText" and self._fields:
            self._fields[-1].instruction += text[:20]

    def _local(self, name: str) -> str:
        found = self._names.get(name)
        if found is None:
            space, _, local = name.rpartition("}")
            found = local if space in _NAMESPACES else f"mc:{local}" if space == _COMPATIBILITY else f"{space}:{local}"
            self._names[name] = found
        return found

    def _left_out(self, local: str, outer: str, attributes: dict[str, str]) -> int:
        """Return how many of the elements that are open now end what is left out from here on; 0 if it is read."""
        if local == "del" and outer == "rPr":  # the end of the paragraph is deleted
            if self._path[-3:-1] == ["pPr", "rPr"] and self._open:
                self._open[-1].joined = True
            return 1
        if (local == "del" and outer == "trPr") or (local == "cellDel" and outer == "tcPr"):
            return 3  # the mark, the properties, and the row or cell
        if local in _LEFT_OUT or (local == "mc:Fallback" and self._choices and self._choices[-1]):
            return 1
        return int(local in _NOTES and self._value(attributes, "type") in _UNNUMBERED)

    def _starts(self, local: str, outer: str, attributes: dict[str, str], at: int) -> None:
        if local in self._starts_of_tables:
            self._starts_of_tables[local]()
            return
        match local:
            case "p":
                self._starts_paragraph()
            case "r":
                self._runs.append(RunRead(at))
            case "pStyle" | "outlineLvl" if outer == "pPr" and self._open:
                self._open[-1].looks.setdefault(local, self._value(attributes, "val"))  # not what it was before
            case "rPr" if outer == "r":
                self._properties = at
            case "vanish" | "strike" | "dstrike" if self._path[-3:-1] == ["r", "rPr"] and self._runs:
                self._runs[-1].hidden |= self._value(attributes, "val") not in _OFF
            case "t":
                self._text, self._text_at = [], at
                self._kept = attributes.get(_SPACE) == "preserve"
            case "txbxContent":
                self._boxes += 1
                self._within.append(self._boxes)
            case "footnote" | "endnote":
                self._note = local, self._value(attributes, "id")
            case "footnoteReference" | "endnoteReference":
                self.notes.append((local.removesuffix("Reference"), self._value(attributes, "id")))
            case "commentRangeStart" | "commentRangeEnd" | "commentReference":
                self.commented.setdefault(self._value(attributes, "id"), {}).setdefault(local, at)
            case "fldChar":
                self._field(self._value(attributes, "fldCharType"))
            case "mc:AlternateContent":
                self._choices.append(False)
            case "mc:Choice" if self._choices:
                self._choices[-1] = True

    def _ends(self, local: str, at: int, after: int) -> None:
        match local:
            case "p" if self._open:
                self._open.pop()
            case "r" if self._runs:
                self._runs.pop().end = after
            case "tc":
                self._tables.leave()
            case "tbl":
                self._tables.end()
            case "rPr" if self._path and self._path[-1] == "r" and self._runs:
                self._runs[-1].properties = Span(self._properties, after)
            case "t" if self._text is not None:
                self._words(self._text, Span(self._text_at, after))
                self._text = None
            case "txbxContent" if self._within:
                self._within.pop()
            case "footnote" | "endnote":
                self._note = None
            case "mc:AlternateContent" if self._choices:
                self._choices.pop()
            case _ if local in _FOR_ONE and self._path and self._path[-1] == "r":
                # a tab that closes itself starts where its end tag does
                start = at if not self._data.startswith(b"</", at) else self._data.rfind(b"<", 0, at)
                self._add(_FOR_ONE[local], Span(start, after), Span(start, after), plain=False)

    def _starts_paragraph(self) -> None:
        kind, note = self._note or ("paragraph", "")
        if self._within:
            kind = "text box"
        paragraph = Paragraph(kind, note, self._within[-1] if self._within else 0, cell=self._tables.cell)
        self.paragraphs.append(paragraph)
        self._open.append(paragraph)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
            self._unseen += 1
        elif kind == "separate" and self._fields and not self._fields[-1].shown:
            self._fields[-1].shown = True
            self._unseen -= not self._fields[-1].left_out
        elif kind == "end" and self._fields:
            self._unseen -= self._fields.pop().left_out

    def _words(self, texts: list[tuple[str, int]], element: Span) -> None:
        if not self._kept and texts:
            first, at = texts[0]
            lead = len(first) - len(first.lstrip(_WHITE))
            texts[0] = first[lead:], at + lead
            texts[-1] = texts[-1][0].rstrip(_WHITE), texts[-1][1]
        for text, at in texts:
            raw = text.encode()
            plain = raw[:1] != b"&" and self._data.startswith(raw, at)  # an ampersand is always an entity
            after = at + len(raw)
            if not plain and self._data.startswith(b"&", at):
                after = self._data.find(b";", at) + 1
            elif not plain:
                after = at + 1 + self._data.startswith(b"\r\n", at)
            if text:
                self._add(text.replace("\n", " "), Span(at, max(after, at)), element, plain=plain)

    def _add(self, text: str, written: Span, element: Span, *, plain: bool) -> None:
        if not self._open or not self._runs or self._runs[-1].hidden or self._unseen:
            return
        self._open[-1].pieces.append(Piece(text, written, element, self._runs[-1], plain))

    @staticmethod
    def _value(attributes: dict[str, str], name: str) -> str:
        return next((attributes[key] for space in _NAMESPACES if (key := f"{space}}}{name}") in attributes), "")


def level_of(outline: str) -> int:
    """Return the level of a heading that Word counts from 0, 9 being that of a text; 0 where it is none."""
    return int(outline) + 1 if outline.isdecimal() and int(outline[:2]) < 9 else 0


def notes_in_order(paragraphs: Collection[Paragraph], kind: str, ids: list[str]) -> list[tuple[int, Paragraph]]:
    """Return the paragraphs of the notes of a kind with their numbers, in the order in which the body names them."""
    number = {note: i for i, note in enumerate(dict.fromkeys(ids), 1)}
    found = [(number[p.note], p) for p in paragraphs if p.kind == kind and p.note in number]
    return sorted(found, key=lambda pair: pair[0])
