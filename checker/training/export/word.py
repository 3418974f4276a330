"""A sheet as a Word file."""

from __future__ import annotations

import io
from typing import BinaryIO

from docx import Document
from docx.document import Document as Document_
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from checker.training.exercise import Source
from checker.training.export.sheets import Item, Sheet

_LINE = "_" * 70
_HANGING = Cm(1.4)


def worksheet(sheet: Sheet, out: BinaryIO) -> None:
    """Write what a learner gets."""
    document = _document(sheet.heading)
    document.add_paragraph("Name: " + "_" * 36 + "   Date: " + "_" * 14)
    for item in sheet.items:
        document.add_heading(f"{item.number}. {item.exercise.question}", 2)
        asked = document.add_paragraph()
        asked.add_run(item.asked).italic = True
        asked.paragraph_format.keep_with_next = True
        for paragraph in item.paragraphs:
            quoted = document.add_paragraph(paragraph, style="Quote").paragraph_format
            quoted.keep_with_next, quoted.space_after = True, Pt(4)
        box = "__" if item.ordered else "☐"
        for letter, text in item.choices:
            _choice(document, f"{box} {letter})", text, last=(letter, text) == item.choices[-1])
        for _ in range(item.lines):
            document.add_paragraph(_LINE)
    _save(document, out)


def answers(sheet: Sheet, out: BinaryIO) -> None:
    """Write the answers, with reasons and authorities."""
    document = _document(f"{sheet.heading}: answers")
    for item in sheet.items:
        document.add_heading(f"{item.number}. {item.said}", 2)
        _answer(document, item)
    _save(document, out)


def _answer(document: Document_, item: Item) -> None:
    exercise = item.exercise
    for letter, text in item.right:
        _choice(document, f"{letter})", text)
    if exercise.model:
        document.add_paragraph(" ".join(exercise.model.split()), style="Quote")
    for reason in exercise.reasons:
        document.add_paragraph(reason)
    for text in exercise.near:
        near = document.add_paragraph()
        near.add_run("Near miss, which can be so: ").bold = True
        near.add_run(" ".join(text.split()))
    if exercise.sources:
        authority = document.add_paragraph()
        authority.add_run("Authority: ").bold = True
        for number, source in enumerate(exercise.sources):
            if number:
                authority.add_run("; ")
            _cite(authority, source)
    document.add_paragraph().add_run(exercise.id).font.size = Pt(8)


def _choice(document: Document_, head: str, text: str, *, last: bool = True) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(head).bold = True
    paragraph.add_run(f"\t{text}")
    form = paragraph.paragraph_format
    form.left_indent, form.first_line_indent = _HANGING, -_HANGING
    form.tab_stops.add_tab_stop(_HANGING)
    form.space_after = Pt(4)
    form.keep_with_next = not last


def _cite(paragraph: Paragraph, source: Source) -> None:
    """Add an authority, as a link where it has an address; the library has no way of its own to make one."""
    run = paragraph.add_run(source.cited)
    if not source.url:
        return
    run.underline = True
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(source.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run._r.addprevious(link)
    link.append(run._r)


def _document(heading: str) -> Document_:
    document = Document()
    document.core_properties.title = heading
    document.core_properties.author = "vires"
    document.core_properties.comments = ""
    document.styles["Normal"].font.size = Pt(11)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    document.add_heading(heading, 1)
    return document


def _save(document: Document_, out: BinaryIO) -> None:
    whole = io.BytesIO()  # a zip is written with a cursor, which standard output has not
    document.save(whole)
    out.write(whole.getvalue())
