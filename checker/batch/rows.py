"""Rows of a batch: JSONL or a folder in, JSONL out. A bad row becomes a row that says so; the others are done."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from checker.drafts.draft import Draft
from checker.drafts.text import HALF
from checker.errors import DraftError
from checker.judging.finding import Finding
from checker.reports.json import dumps

RowId = str | int | None
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Row:
    """A text, or a draft already read, to be checked.

    Attributes:
        id: as the input gives it; the path of a file.
        draft: its offsets in the findings are those of the text handed in: the row's text, or the file's.
        place: where it came from, as an error names it.
        at: bytes of the input read so far, for the progress bar.
    """

    id: RowId
    draft: Draft
    place: str = ""
    at: int = 0

    def failed(self, what: str) -> Done:
        """Return the answer to a row that could not be checked."""
        return Done(self.id, error=f"{self.place}: {what}" if self.place else what, at=self.at)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be checked, and the error that says why."""

    id: RowId
    error: DraftError
    at: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """A row's answer: findings as plain data, or the error in one line."""

    id: RowId
    findings: tuple[dict[str, Any], ...] = ()
    error: str | None = None
    at: int = 0

    def line(self) -> str:
        """Return the row as a line of JSONL."""
        told = {"findings": self.findings} if self.error is None else {"error": self.error}
        return dumps({"id": self.id, **told}) + "\n"


def read_jsonl(stream: BinaryIO, name: str) -> Iterator[Row | BadRow]:
    """Yield the rows of a JSONL stream, each an object with "id" (string or whole number) and "text" (string).

    Blank lines are passed over, other fields are let be. A line at fault is a `BadRow`, named by file, line and cure.
    """
    at = 0
    for number, line in enumerate(stream, 1):
        skipped = len(_BOM) if number == 1 and line.startswith(_BOM) else 0
        start, at = at + skipped, at + len(line)
        if raw := line[skipped:].strip(b" \t\r\n"):
            yield _row(raw, name, number, start + line.index(raw) - skipped, at)


def read_folder(paths: Iterable[Path]) -> Iterator[Row | BadRow]:
    """Yield a row a draft in folders, each under its path."""
    from checker.drafts.read import read_drafts  # noqa: PLC0415  JSONL needs no reader of files

    for draft in read_drafts(list(paths), sys.stdin.buffer):
        if isinstance(draft, DraftError):
            yield BadRow(None if draft.file is None else str(draft.file), draft)
        else:
            yield Row(draft.name, draft, draft.name)


def finding_row(draft: Draft, finding: Finding) -> dict[str, Any]:
    """Return a finding as a batch gives it, with offsets in the text that was handed in.

    Of a document that is no text (Word, PDF ...) offsets alone say little: there the words and their place come too.
    """
    span = finding.source_span or draft.to_source(finding.span)
    row: dict[str, Any] = {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "start": span.start,
        "end": span.end,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "authorities": [cited.label for cited in finding.authorities],
    }
    if (where := draft.place(finding.span).where) is not None:
        row |= {"where": str(where), "text": finding.span.of(draft.text)}
    return row


def _row(raw: bytes, name: str, number: int, start: int, at: int) -> Row | BadRow:
    key: RowId = None

    def bad(what: str, cure: str, *, column: int | None = None, field: str | None = None) -> BadRow:
        return BadRow(key, DraftError(what, file=name, line=number, column=column, field=field, cure=cure), at)

    try:
        data = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as why:
        byte = raw[why.start]
        return bad(f"byte 0x{byte:02x} at offset {start + why.start} is not UTF-8", "save the file as UTF-8")
    except json.JSONDecodeError as why:
        return bad(f"not JSON: {why.msg}", 'write {"id": ..., "text": ...} on one line', column=why.colno)
    except (RecursionError, ValueError):
        return bad("JSON nested too deeply, or a number too long", 'write {"id": ..., "text": ...}')
    if not isinstance(data, dict):
        return bad(f"{_kind(data)} where an object should be", 'write {"id": ..., "text": ...}')
    given = data.get("id")
    if not isinstance(given, str | int) or isinstance(given, bool):
        what = f"is {_kind(given)}" if "id" in data else "is missing"
        return bad(what, "give each row a string or a whole number as its id", field="id")
    key = given
    text = data.get("text")
    if not isinstance(text, str):
        what = f"is {_kind(text)}" if "text" in data else "is missing"
        return bad(what, "give the draft as a string", field="text")
    if half := HALF.search(text):
        what = f"holds half a surrogate pair at code point {half.start()}"
        return bad(what, "write the character whole, or leave it out", field="text")
    return Row(key, Draft.plain(str(key), text), f"{name}:{number}", at)


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "a truth value", type(None): "null"}
    return names.get(type(value), "a number")
