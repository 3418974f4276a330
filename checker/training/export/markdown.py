"""A sheet as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from checker.training.exercise import Source
from checker.training.export.sheets import Item, Sheet

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_RULE = "\\_" * 60


def worksheet(sheet: Sheet, out: BinaryIO) -> None:
    """Write what a learner gets."""
    lines = [f"# {_plain(sheet.heading)}", "", "Name: " + "\\_" * 30 + "  Date: " + "\\_" * 12]
    for item in sheet.items:
        lines += ["", f"## {item.number}. {_plain(item.exercise.question)}", "", f"*{_plain(item.asked)}*"]
        for paragraph in item.paragraphs:
            lines += ["", f"> {_plain(paragraph)}"]
        if item.choices:
            lines.append("")
        box = "\\_\\_" if item.ordered else "☐"
        lines += [f"- {box} **{letter})** {_plain(text)}" for letter, text in item.choices]
        for _ in range(item.lines):
            lines += ["", _RULE]
    out.write(("\n".join(lines) + "\n").encode())


def answers(sheet: Sheet, out: BinaryIO) -> None:
    """Write the answers, with reasons and authorities."""
    lines = [f"# {_plain(sheet.heading)}: answers"]
    for item in sheet.items:
        lines += ["", f"## {item.number}. {_plain(item.said)}", "", *_answer(item)]
    out.write(("\n".join(lines) + "\n").encode())


def _answer(item: Item) -> Iterator[str]:
    exercise = item.exercise
    yield from (f"- **{letter})** {_plain(text)}" for letter, text in item.right)
    if exercise.model:
        yield f"> {_plain(' '.join(exercise.model.split()))}"
    if item.right or exercise.model:
        yield ""
    yield from (f"{_plain(reason)}\n" for reason in exercise.reasons)
    for near in exercise.near:
        yield f"**Near miss, which can be so:** {_plain(' '.join(near.split()))}\n"
    if exercise.sources:
        yield f"**Authority:** {'; '.join(map(_cited, exercise.sources))}\n"
    yield f"`{exercise.id}`"


def _cited(source: Source) -> str:
    return f"[{_plain(source.cited)}]({source.url})" if source.url else _plain(source.cited)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
