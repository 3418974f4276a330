"""The list of comments of a Word file, with some added; and what names it to the rest, where it is new."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from checker.reports.excerpt import one_line
from checker.reports.report import Shown

AUTHOR, INITIALS = "vires", "v"
_MOST_CITED = 5
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ID = re.compile(rb"<(?:[\w.-]+:)?comment\s[^>]*?\b(?:[\w.-]+:)?id\s*=\s*[\"'](\d+)[\"']")
_ROOT_END = re.compile(rb"</(?:[\w.-]+:)?\w+\s*>\s*(?:<!--.*?-->\s*)*\Z", re.DOTALL)
_CLOSED = re.compile(rb"<((?:[\w.-]+:)?\w+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)/>\s*\Z")
_RELATION = re.compile(rb"<(?:[\w.-]+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb"\b(Id|Type|Target)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def comment(number: int, group: Sequence[Shown], space: str, written: datetime) -> bytes:
    """Return the comment on some words.

    Args:
        number: its id.
        group: the findings on the words, the gravest first.
        space: the namespace of the file's words.
        written: when; without it LibreOffice shows a date of noughts.
    """
    made = "".join(
        f"<w:p>{_NOTE if not n else ''}{''.join(map(_run, line))}</w:p>" for n, line in enumerate(_lines(group))
    )
    opening = f'<w:comment xmlns:w={quoteattr(space)} w:id="{number}" w:author="{AUTHOR}" w:initials="{INITIALS}"'
    opening += f' w:date="{written:%Y-%m-%dT%H:%M:%S}Z">'
    return f"{opening}{made}</w:comment>".encode()


def said(group: Sequence[Shown]) -> str:
    """Return what the comment on some words says, as a reader of the file gives it: on one line."""
    return " ".join(" ".join("".join(_clean(text) for text, _ in line) for line in _lines(group)).split())


def _lines(group: Sequence[Shown]) -> list[list[tuple[str, bool]]]:
    """Return the lines of a comment, each in pieces that are bold or not."""
    first, *others = group
    found = first.finding
    lines = [[(f"{found.severity.value.capitalize()}. ", True), (found.message, False)]]
    if found.suggestion:
        lines.append([("Instead: ", True), (found.suggestion, False)])
    cited = [f"{a.label} {a.url}" if a.url else a.label for a in found.authorities[:_MOST_CITED]]
    if len(found.authorities) > _MOST_CITED:
        cited.append(f"and {len(found.authorities) - _MOST_CITED} more")
    if cited:
        lines.append([("Authority: ", True), ("; ".join(cited), False)])
    lines += [[(f"Also, {o.finding.severity.value}: ", True), (o.finding.message, False)] for o in others]
    judged = f"; judged by {found.scope}" if found.scope else ""
    lines.append([(f"Rule {', '.join(shown.finding.rule for shown in group)}{judged}", False)])
    return lines


def added(part: bytes | None, comments: bytes, space: str) -> bytes:
    """Return the list of comments with some more at its end; a new list where there is none.

    Raises:
        ValueError: if the list has no end.
    """
    if part is None:
        part = f"{_DECLARED}<w:comments xmlns:w={quoteattr(space)}/>".encode()
    return _before_end(part, comments)


def next_id(part: bytes | None) -> int:
    """Return the first id that no comment has."""
    return max((int(found) for found in _ID.findall(part or b"")), default=-1) + 1


def relations(part: bytes) -> dict[str, tuple[str, str]]:
    """Return what a list of relations names: by id, the last word of the kind, and the target."""
    found = {}
    for match in _RELATION.finditer(part):
        said = {name: (a or b).decode("utf-8", "replace") for name, a, b in _ATTRIBUTE.findall(match[0])}
        found[said.get(b"Id", "")] = said.get(b"Type", "").rpartition("/")[2], said.get(b"Target", "")
    return found


def related(part: bytes | None, kind: str, target: str) -> bytes:
    """Return a list of relations with one more, to a part of comments; a new list where there is none."""
    part = part or b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    known = relations(part)
    number = next(n for n in range(1, len(known) + 2) if f"rIdVires{n}" not in known)
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    made = f'<Relationship xmlns="{space}" Id="rIdVires{number}" Type={quoteattr(kind)} Target={quoteattr(target)}/>'
    return _before_end(part, made.encode())


def typed(part: bytes, name: str) -> bytes:
    """Return the list of content types with the part `name` as comments."""
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    made = f'<Override xmlns="{space}" PartName={quoteattr("/" + name)} ContentType="{TYPE}"/>'
    return _before_end(part, made.encode())


_NOTE = "<w:r><w:annotationRef/></w:r>"


def _run(piece: tuple[str, bool]) -> str:
    text, bold = piece
    looks = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(_clean(text))}</w:t></w:r>'


def _clean(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", one_line(text))


def _before_end(part: bytes, made: bytes) -> bytes:
    if match := _ROOT_END.search(part):
        return part[: match.start()] + made + part[match.start() :]
    if match := _CLOSED.search(part):
        return part[: match.start()] + b"<%b%b>%b</%b>" % (match[1], match[2], made, match[1])
    raise ValueError("a list has no end")
