"""Rows of JSONL in and out."""

from __future__ import annotations

import io
import json

import pytest

from checker.batch.rows import BadRow, Done, Row, finding_row, read_jsonl
from checker.drafts.draft import Draft, Slice
from checker.drafts.where import Where
from checker.judging.finding import Finding, Severity
from checker.spans import Span


def read(data: bytes) -> list[Row | BadRow]:
    return list(read_jsonl(io.BytesIO(data), "in.jsonl"))


def test_rows_are_read_as_handed_in() -> None:
    """Ids keep their type, texts their every character; blank lines, a BOM and further fields are passed over."""
    rows = read('\ufeff{"id": 7, "text": "a\\r\\nb", "x": 1}\n\n  \n{"text": "日", "id": "k"}'.encode())
    assert [(r.id, r.draft.text) for r in rows if isinstance(r, Row)] == [(7, "a\r\nb"), ("k", "日")]
    assert rows[1].at == len('\ufeff{"id": 7, "text": "a\\r\\nb", "x": 1}\n\n  \n{"text": "日", "id": "k"}'.encode())


@pytest.mark.parametrize(
    ("line", "key", "words"),
    [
        (b"{bad", None, ["in.jsonl:2:2", "not JSON"]),
        (b'["a"]', None, ["in.jsonl:2", "a list where an object should be"]),
        (b'{"text": "t"}', None, ["in.jsonl:2: id: is missing"]),
        (b'{"id": true, "text": "t"}', None, ["in.jsonl:2: id: is a truth value"]),
        (b'{"id": 1.5, "text": "t"}', None, ["id: is a number", "whole number"]),
        (b'{"id": "k"}', "k", ["in.jsonl:2: text: is missing", "as a string"]),
        (b'{"id": "k", "text": null}', "k", ["text: is null"]),
        (b'{"id": "k", "text": "\\ud83d MI5"}', "k", ["text: holds half a surrogate pair at code point 0"]),
        (b'{"id": "k", "text": "\xff"}', None, ["byte 0xff at offset 44 is not UTF-8", "save the file as UTF-8"]),
        (b"[" * 100_000, None, ["nested too deeply"]),
        (b'{"id": ' + b"1" * 5000 + b', "text": ""}', None, ["a number too long"]),
    ],
)
def test_a_bad_row_names_line_field_and_cure(line: bytes, key: str | None, words: list[str]) -> None:
    """The rows about it are read all the same."""
    first, bad, last = read(b'{"id": 1, "text": "t"}\n' + line + b'\n{"id": 2, "text": "t"}\n')
    assert isinstance(first, Row)
    assert isinstance(last, Row)
    assert isinstance(bad, BadRow)
    assert bad.id == key
    for word in words:
        assert word in str(bad.error)
    assert bad.error.cure


def test_an_answer_is_one_line() -> None:
    """Line ends that some readers split at are escaped, and half a surrogate pair can be written."""
    for text in ("a\nb\u2028c\x85d", "half \ud83d pair"):
        line = Done("k", ({"message": text},)).line()
        line.encode()
        assert len(line.splitlines()) == 1
        assert json.loads(line) == {"id": "k", "findings": [{"message": text}]}
    assert json.loads(Done(3, error="why").line()) == {"id": 3, "error": "why"}


def test_a_finding_in_a_document_has_its_words_and_their_place() -> None:
    """Offsets in the words of a PDF as they were read help nobody to find them; those in a text are all that is needed."""
    text = "It sat.\n\nIt ruled."
    found = Finding("r", "power", Severity.ERROR, Span(12, 17), "No.", "", (), "")
    pages = Draft("a.pdf", text, text, (Slice(0, 0, len(text)),), wheres=(Where(0, "page", 1), Where(9, "page", 2)))
    plain = finding_row(Draft.plain("a.txt", text), found)
    assert finding_row(pages, found) == plain | {"where": "page 2", "text": "ruled"}
    assert plain.keys() == {"rule", "severity", "start", "end", "message", "suggestion", "authorities"}
