"""Bytes to text: the encoding by its mark, and one clear error where the bytes are no text."""

from __future__ import annotations

import codecs
import re

from checker.drafts.draft import Draft
from checker.errors import DraftError

HALF = re.compile("[\ud800-\udfff]")  # half a character: what UTF-16 makes of some, and UTF-8 cannot say
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD_LINE_END = re.compile(r"\r(?!\n)")
_CONTAINERS = (
    (b"%PDF-", "a PDF", "give its name the suffix .pdf"),
    (b"PK\x03\x04", "a Word file or another zip", "give its name the suffix that it had: .docx or .odt"),
    (b"{\\rtf", "an RTF file", "save it as .docx, plain text or Markdown"),
    (b"\xd0\xcf\x11\xe0", "an old Word file", "save it as .docx, plain text or Markdown"),
)
# What the encodings of one byte a letter are called; Latin-1 and ASCII are read as browsers do.
_CALLED = {
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "x-sjis": "shift_jis",
    "macintosh": "mac-roman",
} | dict.fromkeys(
    ("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "iso_8859-1", "x-cp1252"), "cp1252"
)
_PLAIN = re.compile(r"(?:windows-|cp)125[0-8]|iso-?8859-(?:[2-9]|1[0-6])|koi8-[ru]|mac-roman")


def decode(data: bytes, name: str, *, told: str = "") -> str:
    """Return the text of a file: UTF-8, or UTF-16 or UTF-32 where a byte order mark says so; line ends as they stand.

    But for a carriage return alone, which ended lines on old machines and ends none where a line feed is looked for.

    Args:
        data: the whole file.
        name: the file, as errors name it.
        told: the encoding that the file itself names, which holds where it has no byte order mark.

    Raises:
        DraftError: if the bytes are no text; the byte at fault is named by its offset in the file and its line.
    """
    for start, what, cure in _CONTAINERS:
        if data.startswith(start):
            raise DraftError(f"is {what}, not text", file=name, cure=cure)
    encoding, skip = next(((found, len(mark)) for mark, found in _MARKS if data.startswith(mark)), ("utf-8", 0))
    if told and not skip:
        encoding = _named(told, name)
    if encoding == "utf-8" and (at := data.find(b"\0")) >= 0:
        raise _binary(name, at)
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as why:
        raise _undecodable(data, skip + why.start, encoding, name) from why
    if encoding != "utf-8" and (at := text.find("\0")) >= 0:
        raise _binary(name, skip + len(text[:at].encode(encoding)))
    return _OLD_LINE_END.sub("\n", text)


def read(name: str, data: bytes) -> Draft:
    """Return the draft that a plain text is.

    Raises:
        DraftError: if the bytes are no text.
    """
    return Draft.plain(name, decode(data, name))


def _named(told: str, name: str) -> str:
    """Return Python's name of an encoding that a file names for itself."""
    called = _CALLED.get(told, told)
    if called.startswith("utf-16"):  # what has said so in letters of one byte is not that
        return "utf-8"
    if called != "utf-8" and not _PLAIN.fullmatch(called):
        raise DraftError(f"names an encoding that is not read: {told[:40]}", file=name, cure="save the file as UTF-8")
    return called


def _binary(name: str, at: int) -> DraftError:
    return DraftError(
        f"is a binary file, or text in an unmarked encoding (a zero byte at offset {at})",
        file=name,
        cure="save it as text in UTF-8",
    )


def _undecodable(data: bytes, at: int, encoding: str, name: str) -> DraftError:
    if encoding != "utf-8":
        shown = encoding[:6].upper() if encoding.startswith("utf") else encoding
        what = f"the bytes at offset {at} are not {shown}, which its first bytes announce"
        return DraftError(what, file=name, cure="save the file as UTF-8")
    byte = data[at]
    # 0x80 to 0x9f hold quotes and dashes in Windows' own encoding and nothing in the others
    hint = " (it looks like Windows-1252)" if 0x80 <= byte <= 0x9F else ""
    what = f"byte 0x{byte:02x} at offset {at} is not UTF-8{hint}"
    return DraftError(what, file=name, line=data.count(b"\n", 0, at) + 1, cure="save the file as UTF-8")
