"""Sheets as a quiz for Moodle, in its XML: a category a variant, a question an exercise.

Choices are multiple choice (several answers in an exam, where a false alarm costs as much as a catch gives), the steps
of a route are matched with their numbers, and what is to be put right is an essay with the model in the marker's notes.
"""

from __future__ import annotations

import html
from typing import BinaryIO
from xml.etree import ElementTree as ET

from checker.training.exercise import Exercise, Source
from checker.training.export.sheets import Item, Sheet

_NONE = "None of them: all of it can be so."
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def quiz(sheets: list[Sheet], out: BinaryIO) -> None:
    """Write the questions of all sheets."""
    root = ET.Element("quiz")
    for sheet in sheets:
        category = ET.SubElement(root, "question", type="category")
        _text(category, "category", f"$course$/top/{sheet.heading.replace('/', '//')}", form="")
        for item in sheet.items:
            _question(root, item)
    ET.indent(root)
    out.write(ET.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n")


def _question(root: ET.Element, item: Item) -> None:
    exercise = item.exercise
    kind = {"mend": "essay", "route": "matching"}.get(exercise.form, "multichoice")
    question = ET.SubElement(root, "question", type=kind)
    _text(question, "name", f"{item.number}. {exercise.id}", form="")
    _text(question, "questiontext", _asked(item))
    _text(question, "generalfeedback", _feedback(exercise))
    _plain(question, defaultgrade="1", penalty="0.3333333", hidden="0")
    {"essay": _essay, "matching": _matching, "multichoice": _choices}[kind](question, item)
    tags = ET.SubElement(question, "tags")
    for tag in dict.fromkeys((exercise.topic, exercise.form, *exercise.rules)):
        _text(tags, "tag", tag, form="")


def _choices(question: ET.Element, item: Item) -> None:
    exercise = item.exercise
    right = set(exercise.answer)
    several = exercise.form == "exam"
    _plain(
        question, single="false" if several else "true", answernumbering="abc",
        shuffleanswers="false" if exercise.form in ("exam", "fine") else "true",
    )  # fmt: skip
    gain = _share(max(len(right), 1))
    for at, text in enumerate(exercise.options):
        _option(question, text, gain if at in right else f"-{gain}" if several else "0")
    if several:
        _option(question, _NONE, f"-{gain}" if right else gain)


def _option(question: ET.Element, text: str, fraction: str) -> None:
    answer = ET.SubElement(question, "answer", fraction=fraction, format="html")
    ET.SubElement(answer, "text").text = html.escape(text, quote=False)
    _text(answer, "feedback", "")


def _matching(question: ET.Element, item: Item) -> None:
    _plain(question, shuffleanswers="true")
    for place, (_, step) in enumerate(item.right):
        ordinal = _ORDINALS[place] if place < len(_ORDINALS) else f"number {place + 1}"
        part = ET.SubElement(question, "subquestion", format="html")
        ET.SubElement(part, "text").text = f"The {ordinal} step"
        ET.SubElement(ET.SubElement(part, "answer"), "text").text = step


def _essay(question: ET.Element, item: Item) -> None:
    _plain(question, responseformat="editor", responserequired="1", responsefieldlines="10", attachments="0")
    model = f"<p>For example: {html.escape(item.exercise.model)}</p>" if item.exercise.model else ""
    _text(question, "graderinfo", model + _feedback(item.exercise))
    _text(question, "responsetemplate", "".join(f"<p>{html.escape(part)}</p>" for part in item.paragraphs))


def _asked(item: Item) -> str:
    parts = [f"<p>{html.escape(item.exercise.question)}</p>"]
    parts += [f"<blockquote>{html.escape(text, quote=False)}</blockquote>" for text in item.paragraphs]
    return "".join(parts)


def _feedback(exercise: Exercise) -> str:
    # Spaces stand within tags: Moodle's reader drops one that stands alone between two.
    parts = [f"<p>{html.escape(reason, quote=False)}</p>" for reason in exercise.reasons]
    for near in exercise.near:
        parts.append(f"<p><b>Near miss, which can be so: </b>{html.escape(near, quote=False)}</p>")
    links = [_link(source) for source in exercise.sources]
    if links:
        parts.append(f"<p><b>Authority: </b>{'; '.join(links)}</p>")
    return "".join(parts)


def _link(source: Source) -> str:
    name = html.escape(source.cited, quote=False)
    return f'<a href="{html.escape(source.url)}">{name}</a>' if source.url else name


def _share(parts: int) -> str:
    """Return what each of several right answers gives, in the figures of five places that Moodle takes."""
    return f"{100 / parts:.5f}".rstrip("0").rstrip(".")


def _text(parent: ET.Element, name: str, text: str, form: str = "html") -> None:
    element = ET.SubElement(parent, name)
    if form:
        element.set("format", form)
    ET.SubElement(element, "text").text = text


def _plain(parent: ET.Element, **values: str) -> None:
    for name, value in values.items():
        ET.SubElement(parent, name).text = value
