"""Bytes to text: encodings by their mark, and errors that name the byte."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.drafts.text import decode, read
from checker.errors import DraftError
from checker.spans import Span

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff"))


@given(TEXT)
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE), ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)  # fmt: skip
def test_text_comes_back_exactly_without_the_mark(encoding: str, mark: bytes, text: str) -> None:
    data = mark + text.encode(encoding)
    if data.startswith((b"%PDF-", b"PK\x03\x04", b"{\\rtf")):
        return
    assert decode(data, "a.txt") == text


def test_line_ends_stay_as_they_are() -> None:
    """But for a carriage return alone, which ends a line as well, where it stands."""
    assert decode(b"a\r\nb\rc\n", "a.txt") == "a\r\nb\nc\n"
    draft = read("a.txt", b"One.\r\rThe court ruled.\r")
    assert (draft.place(Span(6, 9)).line, draft.place(Span(6, 9)).column) == (3, 1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            b"ab\n\x93c",
            "a.txt:2: byte 0x93 at offset 3 is not UTF-8 (it looks like Windows-1252) - save the file as UTF-8",
        ),
        (b"caf\xe9", "a.txt:1: byte 0xe9 at offset 3 is not UTF-8 - save the file as UTF-8"),
        (codecs.BOM_UTF8 + b"ab\xff", "a.txt:1: byte 0xff at offset 5 is not UTF-8 - save the file as UTF-8"),
        (
            codecs.BOM_UTF16_LE + b"a\0\0\xd8",
            "a.txt: the bytes at offset 4 are not UTF-16, which its first bytes announce - save the file as UTF-8",
        ),
        (
            b"ab\0c",
            "a.txt: is a binary file, or text in an unmarked encoding (a zero byte at offset 2) - save it as text in UTF-8",
        ),
        (
            "a\0".encode("utf-16"),
            "a.txt: is a binary file, or text in an unmarked encoding (a zero byte at offset 4) - save it as text in UTF-8",
        ),
        (b"%PDF-1.7\n", "a.txt: is a PDF, not text - give its name the suffix .pdf"),
        (
            b"PK\x03\x04\0",
            "a.txt: is a Word file or another zip, not text - give its name the suffix that it had: .docx or .odt",
        ),
    ],
)
def test_what_is_no_text_is_named_by_place_and_cure(data: bytes, said: str) -> None:
    with pytest.raises(DraftError) as why:
        decode(data, "a.txt")
    assert str(why.value) == said
