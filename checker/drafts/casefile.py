"""Case files: YAML or JSON to a draft with its case, every fault named by file, line, field and cure."""

from __future__ import annotations

import difflib
import re
from typing import Any

from pydantic import BaseModel, ValidationError

from checker.drafts import marked as marks
from checker.drafts.case import Case, Event, Expected, Party
from checker.drafts.draft import Draft
from checker.drafts.marked import FieldPath, Marked, dotted
from checker.drafts.scalars import slices_of
from checker.drafts.text import decode
from checker.errors import DraftError, NoCaseError
from checker.spans import Span, line_column

_PARTS: dict[str, type[BaseModel]] = {"events": Event, "parties": Party, "expect": Expected}
_ALL: tuple[type[BaseModel], ...] = (Case, *_PARTS.values())
_FIELDS = frozenset(name for part in _ALL for name in part.model_fields)
_CASE = re.compile(r"(?:^|[{,])\s*[\"']?(?:events|narrative)[\"']?\s*:", re.MULTILINE)
# What a fault of a kind is to the reader, and its cure.
_TOLD = {
    "string_type": ("is not words", "write words, in quotes if they look like a number, a list, yes or no"),
    "int_type": ("is not words", "write words, or the event's number"),
    "string_pattern_mismatch": ("is empty", "fill it in or leave it out"),
    "greater_than_equal": ("counts from 1", "the first event is 1"),
    "tuple_type": ("is not a list", "put `- ` before each entry"),
    "model_type": ("is not a group of fields", "write `name: value` lines"),
}


def read_yaml(name: str, data: bytes) -> Draft:
    """Return the draft that a case description in YAML holds; see `read_case`."""
    return read_case(name, decode(data, name), is_json=False)


def read_json(name: str, data: bytes) -> Draft:
    """Return the draft that a case description in JSON holds; see `read_case`."""
    return read_case(name, decode(data, name), is_json=True)


def read_case(name: str, source: str, *, is_json: bool) -> Draft:
    """Return the draft that a case description holds: its narrative as the prose, and the case.

    Args:
        name: the file, as reports and errors name it.
        source: its text.
        is_json: whether it is JSON; else YAML.

    Raises:
        NoCaseError: if it is not a case at all, whether or not it is YAML or JSON.
        DraftError: if it is a case that is not YAML or JSON, does not fit the schema, or expects a finding at a place
            that it does not have; with line, field and cure.
    """
    try:
        marked = (marks.read_json if is_json else marks.read_yaml)(source, name) if source.strip() else Marked()
    except DraftError as why:
        if _CASE.search(source):
            raise
        raise NoCaseError(why.what, file=name, line=why.line, column=why.column, cure=why.cure) from why
    if marked.data is None:
        return Draft(name, source, "", ())
    if not isinstance(marked.data, dict) or not marked.data.keys() & {"events", "narrative"}:
        raise NoCaseError(
            "is not a case description", file=name, line=1,
            cure="give it `events` or a `narrative` (rules/schema/case.schema.json), or save prose as .txt or .md",
        )  # fmt: skip
    try:
        case = Case.model_validate(marked.data)
    except ValidationError as why:
        raise _unfit(name, source, marked, why) from why
    for i, event in enumerate(case.events):
        path = ("events", i)
        event.stands(marked.values[path], {key: marked.values[*path, key] for key in marked.data["events"][i]})
    case.stands(Span(0, len(source)), {dotted(path): span for path, span in marked.values.items() if _named(path)})
    _places(name, source, marked, case)
    text = case.narrative or ""
    where: FieldPath = ("narrative",)
    slices = slices_of(source, marked.values[where], marked.styles.get(where, ""), text) if text else ()
    return Draft(name, source, text, slices, case)


def _named(path: FieldPath) -> bool:
    """Return whether a field holds the name of a place or right, which only the rules can tell from a slip."""
    return path == ("jurisdiction",) or path[:1] == ("rights",)


def _places(name: str, source: str, marked: Marked, case: Case) -> None:
    """See that every expected finding's place is there."""
    narrative = " ".join((case.narrative or "").split())
    for i, expected in enumerate(case.expect or ()):
        path = ("expect", i, "at")
        if isinstance(expected.at, int):
            if expected.at > len(case.events):
                cure = f"count from 1 to {len(case.events)}" if case.events else "quote the narrative"
                raise _fault(name, source, marked, path, f"there is no event {expected.at}", cure)
        elif " ".join(expected.at.split()) not in narrative:
            raise _fault(name, source, marked, path, "these words are not in the narrative", "quote it word by word")


def _fault(name: str, source: str, marked: Marked, path: FieldPath, what: str, cure: str) -> DraftError:
    line, column = line_column(source, marked.near(path).start)
    return DraftError(what, file=name, line=line, column=column, field=dotted(path) or None, cure=cure)


def _unfit(name: str, source: str, marked: Marked, why: ValidationError) -> DraftError:
    """Return the first fault that the models found, in the order of the file."""
    faults = []
    for found in why.errors(include_url=False):
        path = _real(found["loc"], marked)
        if found["type"] == "missing":
            what, cure = f"the field {path[-1]!r} is missing", "add it"
            path = path[:-1]
        else:
            what, cure = _told(found["type"], found.get("ctx", {}), path, found["msg"])
        faults.append((marked.near(path).start, path, what, cure))
    faults.sort(key=lambda fault: fault[0])
    _, path, what, cure = faults[0]
    more = len({fault[1] for fault in faults}) - 1
    return _fault(name, source, marked, path, what, cure + (f" ({more} more of its fields at fault)" if more else ""))


def _real(loc: tuple[str | int, ...], marked: Marked) -> FieldPath:
    """Return the part of a fault's location that is a path in the file: unions add the name of a type at its end."""
    path: FieldPath = ()
    for part in loc:
        if (*path, part) not in marked.values and part not in _FIELDS:
            break
        path = (*path, part)
    return path


def _told(kind: str, context: dict[str, Any], path: FieldPath, message: str) -> tuple[str, str]:
    """Return what is wrong, and the cure."""
    if kind == "extra_forbidden":
        part: type[BaseModel] = _PARTS.get(str(path[0]), Case) if len(path) > 1 else Case
        near = difflib.get_close_matches(str(path[-1]), part.model_fields, 1)
        cure = f"did you mean {near[0]}?" if near else f"allowed are {', '.join(part.model_fields)}"
        return "is no field of a case", cure
    if kind == "literal_error":
        return "is not one of the words allowed", f"use {context['expected']}"
    if kind == "value_error":
        what = message.removeprefix("Value error, ")
        return what, "write 2021-03-05, 2021-03 or 2021" if "date" in what else "give `rule` or `severity`"
    return _TOLD.get(kind, (message[:1].lower() + message[1:], "see rules/schema/case.schema.json"))
