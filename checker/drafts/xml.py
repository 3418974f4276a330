"""XML of a document's parts, read once from front to back, with the bytes where each piece stands.

No document type is taken, so that nothing can be expanded or fetched; depth and size have bounds.
"""

from __future__ import annotations

import re
from typing import Protocol
from xml.parsers import expat

from checker.errors import DraftError

DEEPEST = 2_000
MOST_ELEMENTS = 3_000_000
_SEPARATOR = "}"
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
_SAFE = "open it where it was written, and save it again"


class Handler(Protocol):
    """What is told of a part's elements: names as `namespace}local`, places in bytes of the part."""

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        """Take the start of an element, whose tag stands at `at`."""

    def end(self, name: str, at: int, after: int) -> None:
        """Take the end of an element, whose last byte is before `after`; `at` is where its end tag starts."""

    def text(self, text: str, at: int) -> None:
        """Take some characters; what `at` points to may be an entity, which is told alone."""


def parse(data: bytes, handler: Handler, *, file: str, part: str = "") -> bytes:
    """Read a part of a file, or, where none is named, the file; return its bytes, in UTF-8, in which the places are.

    Raises:
        DraftError: if it is no sound XML, names a document type, or is nested too deeply; with its line and column.
    """
    data = _in_utf8(data)
    inside = f" ({part})" if part else ""
    parser = expat.ParserCreate("utf-8", _SEPARATOR)
    depth = count = 0
    begun = -1  # the place of the last tag, where nothing has come since

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count, begun
        depth += 1
        count += 1
        if depth > DEEPEST or count > MOST_ELEMENTS:
            what = f"nests elements more than {DEEPEST:,} deep" if depth > DEEPEST else "has too many elements"
            raise DraftError(
                f"{what}, as no document does{inside}", file=file, line=parser.CurrentLineNumber, cure=_SAFE
            )
        begun = parser.CurrentByteIndex
        handler.start(name, attributes, begun)

    def end(name: str) -> None:
        nonlocal depth, begun
        depth -= 1
        at = parser.CurrentByteIndex
        if begun >= 0 and data.startswith(b"/>", at - 2):  # a tag that closes itself, told of behind it
            handler.end(name, begun, at)
        else:
            handler.end(name, at, data.find(b">", at) + 1)
        begun = -1

    def text(characters: str) -> None:
        nonlocal begun
        begun = -1
        handler.text(characters, parser.CurrentByteIndex)

    def document_type(*_: object) -> None:
        what = f"names a document type, as no such document does, and is not read{inside}"
        raise DraftError(what, file=file, line=parser.CurrentLineNumber, cure=_SAFE)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = document_type
    try:
        parser.Parse(data, True)  # at once, so that no token is looked at twice
    except expat.ExpatError as why:
        what = f"is damaged: {part or 'it'} is no XML there ({expat.ErrorString(why.code)})"
        raise DraftError(what, file=file, line=why.lineno, column=why.offset + 1, cure=_SAFE) from why
    return data


def _in_utf8(data: bytes) -> bytes:
    """Return the bytes in UTF-8, as nearly all are from the start."""
    told = _DECLARED.match(data)
    encoding = told[1].decode("ascii").lower() if told else "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif encoding not in ("iso-8859-1", "us-ascii"):
        return data
    return data.decode(encoding, "replace").encode()
