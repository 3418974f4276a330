"""Bytes to text: the encoding by its mark, and one clear error where the bytes are no text."""

from __future__ import annotations

import codecs

from checker.errors import DraftError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTAINERS = ((b"%PDF-", "a PDF"), (b"PK\x03\x04", "a Word file or another zip"), (b"{\\rtf", "an RTF file"))


def decode(data: bytes, name: str) -> str:
    """Return the text of a file: UTF-8, or UTF-16 or UTF-32 where a byte order mark says so; line ends as they stand.

    Args:
        data: the whole file.
        name: the file, as errors name it.

    Raises:
        DraftError: if the bytes are no text; the byte at fault is named by its offset in the file and its line.
    """
    for start, what in _CONTAINERS:
        if data.startswith(start):
            raise DraftError(f"is {what}, not text", file=name, cure="save it as plain text or Markdown")
    encoding, skip = next(((found, len(mark)) for mark, found in _MARKS if data.startswith(mark)), ("utf-8", 0))
    if encoding == "utf-8" and (at := data.find(b"\0")) >= 0:
        raise _binary(name, at)
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as why:
        raise _undecodable(data, skip + why.start, encoding, name) from why
    if encoding != "utf-8" and (at := text.find("\0")) >= 0:
        raise _binary(name, skip + len(text[:at].encode(encoding)))
    return text


def _binary(name: str, at: int) -> DraftError:
    return DraftError(
        f"is a binary file, or text in an unmarked encoding (a zero byte at offset {at})",
        file=name,
        cure="save it as text in UTF-8",
    )


def _undecodable(data: bytes, at: int, encoding: str, name: str) -> DraftError:
    if encoding != "utf-8":
        what = f"the bytes at offset {at} are not {encoding[:6].upper()}, which its first bytes announce"
        return DraftError(what, file=name, cure="save the file as UTF-8")
    byte = data[at]
    # 0x80 to 0x9f hold quotes and dashes in Windows' own encoding and nothing in the others
    hint = " (it looks like Windows-1252)" if 0x80 <= byte <= 0x9F else ""
    what = f"byte 0x{byte:02x} at offset {at} is not UTF-8{hint}"
    return DraftError(what, file=name, line=data.count(b"\n", 0, at) + 1, cure="save the file as UTF-8")
