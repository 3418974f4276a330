"""Texts with what is wrong in them, and what a tool or a person found: rows of JSONL, read and checked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from checker.errors import ViresError
from checker.spans import Span

_Severity = Literal["error", "warning", "note"]
_Id = Annotated[str, BeforeValidator(lambda given: str(given) if type(given) is int else given)]
_Row = TypeVar("_Row", "Labelled", "Found")


class ScoreError(ViresError):
    """A file of texts or findings that cannot be read, or whose rows do not fit together."""


class Claim(BaseModel):
    """A claim that is wrong.

    Attributes:
        quote: its words, which stand in the text; the first place where they do counts.
        topic: what it is about; claims are counted by it.
        severity: as findings have it.
        authority: the authorities of which a finding should cite one.
        why: what is wrong, in words.
    """

    model_config = ConfigDict(frozen=True)

    quote: Annotated[str, Field(min_length=1)]
    topic: str = "all"
    severity: _Severity = "error"
    authority: tuple[str, ...] = ()
    why: str = ""


class Labelled(BaseModel):
    """A text, and the claims in it that are wrong; none where it is sound."""

    model_config = ConfigDict(frozen=True)

    id: _Id
    text: str
    expect: tuple[Claim, ...] = ()


class Mark(BaseModel):
    """What was found: the place by offsets (code points, end exclusive) or by its words."""

    model_config = ConfigDict(frozen=True)

    start: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(ge=0)] | None = None
    quote: str = ""
    severity: _Severity = "error"
    rule: str = ""
    authorities: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _has_a_place(self) -> Self:
        if not self.quote and (self.start is None or self.end is None or self.start > self.end):
            raise ValueError("a finding has a start and an end, the end not before the start, or a quote")
        return self

    def within(self, text: str) -> Span | None:
        """Return where in a text it is; None where the text ends before, or does not hold the quote."""
        if self.start is not None and self.end is not None:
            return Span(self.start, self.end) if self.end <= len(text) else None
        at = text.find(self.quote)
        return Span(at, at + len(self.quote)) if at >= 0 else None


class Found(BaseModel):
    """What was found in the text of an id."""

    model_config = ConfigDict(frozen=True)

    id: _Id
    findings: tuple[Mark, ...] = ()


def read_labelled(path: Path) -> dict[str, Labelled]:
    """Return the texts of a file, by id.

    Args:
        path: JSONL, a row a text; a file that ends in .json holds one row or a list of them.

    Raises:
        ScoreError: if it cannot be read, a row is at fault, or a quote is not in its text.
    """
    rows = _read(path, Labelled, 'write {"id", "text", "expect": [{"quote", "topic", "severity", "authority"}]}')
    for row in rows.values():
        for claim in row.expect:
            if claim.quote not in row.text:
                what = f"row {row.id!r}: its text does not hold the quote {claim.quote!r}"
                raise ScoreError(what, file=path, cure="copy the words from the text")
    return rows


def read_found(path: Path, texts: Mapping[str, Labelled]) -> dict[str, Found]:
    """Return what was found, by the id of the text; as `vires batch` writes it.

    Args:
        path: as in `read_labelled`.
        texts: in which it was found, by id.

    Raises:
        ScoreError: if it cannot be read, a row is at fault, or a place is not in its text.
    """
    rows = _read(path, Found, 'write {"id", "findings": [{"start", "end"} or {"quote"}]}')
    for row in rows.values():
        for mark in row.findings if row.id in texts else ():
            if mark.within(texts[row.id].text) is None:
                place = f"the quote {mark.quote!r}" if mark.quote else f"a place from {mark.start} to {mark.end}"
                cure = "copy the words from the text, or count its characters from 0"
                raise ScoreError(f"row {row.id!r}: its text has not {place}", file=path, cure=cure)
    return rows


def _read(path: Path, kind: type[_Row], cure: str) -> dict[str, _Row]:
    rows: dict[str, _Row] = {}
    for line, data in _objects(path, cure):
        if kind is Found and isinstance(data, dict) and "error" in data and "findings" not in data:
            continue  # a row that could not be checked, as `vires batch` tells it: nothing was found there
        try:
            row = kind.model_validate(data)
        except ValidationError as why:
            first = why.errors(include_url=False)[0]
            field = ".".join(str(part) for part in first["loc"]) or None
            said = first["msg"].removeprefix("Value error, ")
            raise ScoreError(said[0].lower() + said[1:], file=path, line=line, field=field, cure=cure) from None
        if row.id in rows:
            raise ScoreError(f"the id {row.id!r} stands twice", file=path, line=line, cure="give each text its own")
        rows[row.id] = row
    return rows


def _objects(path: Path, cure: str) -> Iterator[tuple[int | None, object]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as why:
        raise ScoreError(f"cannot be read: {why.strerror or why}", file=path, cure="name a file of rows") from None
    except UnicodeDecodeError:
        raise ScoreError("is not UTF-8", file=path, cure="save it as UTF-8") from None
    if path.suffix == ".json":
        whole = _parsed(text, path, None, cure)
        yield from ((None, data) for data in (whole if isinstance(whole, list) else [whole]))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _parsed(line, path, number, cure)


def _parsed(text: str, path: Path, line: int | None, cure: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as why:
        raise ScoreError(f"not JSON: {why.msg}", file=path, line=line or why.lineno, cure=cure) from None
    except (RecursionError, ValueError):
        raise ScoreError("JSON nested too deeply, or a number too long", file=path, line=line, cure=cure) from None
