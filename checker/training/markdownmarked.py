"""Marks in Markdown: highlights, and the marks that CriticMarkup has for editors.

    ==words==                      marked
    {==words==}{>>why<<}           marked, with the reason
    ==words==<!-- mark: why -->    the same
    {--words--}  {~~words~>new~~}  struck out or put otherwise: marked
    Some sentence. {>>why<<}       a remark on the sentence before it, as is <!-- mark: why -->
    {++words++}                    the trainee's own words, which are no part of the draft

Marks do not reach over a blank line, and in code they are none.
"""

from __future__ import annotations

import re

from checker.drafts.markdown import read as read_markdown
from checker.drafts.text import decode
from checker.spans import Span
from checker.training.marks import Mark, Marked, trimmed

_IN = r"(?:(?!\n[ \t]*\r?\n).)"  # within a paragraph
_WHY = rf"\{{>>{_IN}*?<<\}}|<!--\s*mark\b:?{_IN}*?-->"
_MARK = re.compile(
    rf"(?P<code>^(?P<fence>```+|~~~+).*?(?:^(?P=fence)|\Z)|(?<!`)(?P<ticks>`+)(?!`){_IN}*?(?<!`)(?P=ticks)(?!`))"
    rf"|(?:\{{==(?P<framed>{_IN}+?)==\}}|\{{--(?P<struck>{_IN}+?)--\}}|\{{~~(?P<old>{_IN}+?)~>(?P<new>{_IN}*?)~~\}}"
    rf"|(?<!=)==(?=[^\s=])(?P<light>{_IN}*?[^\s=])==(?!=))(?P<reason>[ \t]*(?:{_WHY}))?"
    rf"|(?P<added>\{{\+\+{_IN}*?\+\+\}})|(?P<remark>{_WHY})",
    re.DOTALL | re.MULTILINE,
)
_WRAPPING = re.compile(r"^\s*(?:\{>>|<!--\s*mark\b:?)|(?:<<\}|-->)\s*$")


def read(name: str, data: bytes) -> Marked:
    """Return the draft that a marked Markdown file holds, and its marks.

    The lines of the draft are those of the file.

    Raises:
        DraftError: if the bytes are no text.
    """
    text = decode(data, name)
    source, marks = unmarked(text)
    return Marked(read_markdown(name, source.encode()), marks)


def unmarked(text: str) -> tuple[str, tuple[Mark, ...]]:
    """Return a Markdown source without marks, as it was handed out, and the marks in it."""
    out: list[str] = []
    marks: list[Mark] = []
    length = at = 0

    def put(words: str) -> Span:
        nonlocal length
        out.append(words)
        length += len(words)
        return Span(length - len(words), length)

    for found in _MARK.finditer(text):
        put(text[at : found.start()])
        at = found.end()
        if found["code"] is not None:
            put(found[0])
            continue
        words = next((found[name] for name in ("framed", "struck", "old", "light") if found[name] is not None), None)
        why = _said(found["reason"] or found["remark"] or "")
        if found["new"]:
            why = f"{why} (instead: {found['new'].strip()})".strip()
        span = put(words or "")
        put("\n" * (found[0].count("\n") - (words or "").count("\n")))  # so that lines keep their numbers
        if not found["added"]:
            marks.append(Mark(span, why))
    put(text[at:])
    source = "".join(out)
    return source, tuple(Mark(trimmed(source, mark.span), mark.why) for mark in marks)


def _said(remark: str) -> str:
    return " ".join(_WRAPPING.sub("", remark).split())
