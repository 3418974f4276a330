"""Entries of rule files, each validated by its model and kept with its place; faults are collected, not raised."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError

from checker.errors import RuleFileError
from checker.rulebook.authorities import Source
from checker.rulebook.files import RuleFile
from checker.rulebook.marks import FieldPath, Marked, dotted, read_marked
from checker.rulebook.model import (
    KIND_OF_FOLDER,
    Act,
    Appeal,
    Body,
    BodyKind,
    ClaimSort,
    Concept,
    Course,
    Jurisdiction,
    Lesson,
    NeutralCode,
    Rule,
    SoundDraft,
    Uncovered,
    Word,
)  # fmt: skip

SECTIONS: Mapping[str, type[BaseModel]] = {
    "kinds": BodyKind,
    "bodies": Body,
    "jurisdictions": Jurisdiction,
    "concepts": Concept,
    "acts": Act,
    "sources": Source,
    "rules": Rule,
    "paths": Course,
    "appeals": Appeal,
    "uncovered": Uncovered,
    "citations": NeutralCode,
    "lessons": Lesson,
    "drafts": SoundDraft,
    "claims": ClaimSort,
    "cues": Word,
}
FILLED_IN = ("file", "line", "kind")  # fields of a rule that the loader knows from where the rule stands

_WHAT = {
    "extra_forbidden": "is no field of this entry",
    "missing": "is missing",
    "string_type": "is not text",
    "list_type": "is not a list",
    "bool_type": "is neither true nor false",
    "model_type": "is not a set of fields",
    "string_pattern_mismatch": "does not look as it must",
    "too_short": "is empty",
}
_CURE = {
    "missing": "add the field",
    "string_type": "write text; put quotes around numbers, dates, yes and no",
    "list_type": "write [one, two], or one a line with `- ` before each",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "model_type": "write `name: value`, one a line",
    "too_short": "give at least one",
}


class _At(NamedTuple):
    file: RuleFile
    marked: Marked
    base: FieldPath


@dataclass
class Entries:
    """What has been read so far.

    Attributes:
        by_section: entries by section and id; one of a later directory stands for one of the same id before it.
        words: cues, which have no ids.
        errors: all faults found.
    """

    by_section: dict[str, dict[str, BaseModel]] = field(default_factory=lambda: {s: {} for s in SECTIONS})
    words: list[Word] = field(default_factory=list)
    errors: list[RuleFileError] = field(default_factory=list)
    _at: dict[tuple[str, str], _At] = field(default_factory=dict)

    def fault(self, section: str, key: str, path: FieldPath, what: str, cure: str) -> None:
        """Note a fault of an entry that was read."""
        at = self._at[section, key]
        line, column = at.marked.place((*at.base, *path))
        named = f"{key}: {dotted(path)}" if path else key
        self.errors.append(RuleFileError(what, file=at.file.name, line=line, column=column, field=named, cure=cure))

    def add(self, file: RuleFile) -> None:
        """Read a file and take its entries in."""
        try:
            marked = read_marked(file.path, file.name)
        except RuleFileError as why:
            self.errors.append(why)
            return
        for section, i, entry in self._listed(file, marked):
            at = _At(file, marked, (section, i))
            if section == "rules" and isinstance(entry, dict):
                entry = self._placed(entry, at)
            try:
                value = SECTIONS[section].model_validate(entry)
            except ValidationError as why:
                self.errors += _told(why, entry, at)
                continue
            if isinstance(value, Word):
                self.words.append(value)
            else:
                self._keep(section, value.id, value, at)  # type: ignore[attr-defined]  # all but cues have one

    def _listed(self, file: RuleFile, marked: Marked) -> Iterator[tuple[str, int, Any]]:
        known = ", ".join(SECTIONS)
        if not isinstance(marked.data, dict):
            cure = f"start with one of {known}"
            self.errors.append(RuleFileError("holds no sections", file=file.name, line=1, cure=cure))
            return
        for section, entries in marked.data.items():
            line, column = marked.place((str(section),))
            if section not in SECTIONS:
                near = difflib.get_close_matches(str(section), SECTIONS, 1)
                cure = f"did you mean {near[0]}?" if near else f"known are {known}"
                what = f"{section!r} is no section"
                self.errors.append(RuleFileError(what, file=file.name, line=line, column=column, cure=cure))
            elif not isinstance(entries, list):
                cure = "put `- ` before each entry"
                self.errors.append(
                    RuleFileError("is not a list", file=file.name, line=line, column=column, field=section, cure=cure)
                )
            else:
                for i, entry in enumerate(entries):
                    yield section, i, entry

    def _placed(self, entry: dict[str, Any], at: _At) -> dict[str, Any]:
        """Return a rule with what is known from where it stands: its file, its line, and its kind by the folder."""
        line, column = at.marked.place(at.base)
        kind = entry.get("kind") or next(
            (KIND_OF_FOLDER[f] for f in reversed(at.file.folders) if f in KIND_OF_FOLDER), None
        )
        if kind is None:
            cure = f"move the file into one of {', '.join(KIND_OF_FOLDER)}"
            what = "is of no kind: its folder does not say which"
            self.errors.append(
                RuleFileError(what, file=at.file.name, line=line, column=column, field=_name_of(entry), cure=cure)
            )
            kind = "term"
        return {**entry, "file": at.file.name, "line": line, "kind": kind}

    def _keep(self, section: str, key: str, value: BaseModel, at: _At) -> None:
        first = self._at.get((section, key))
        if first is not None and first.file.directory == at.file.directory:
            line, column = at.marked.place((*at.base, "id"))
            taken = f"{first.file.name}:{first.marked.place(first.base)[0]}"
            what, cure = f"the id {key!r} is taken by {taken}", "choose another id"
            self.errors.append(RuleFileError(what, file=at.file.name, line=line, column=column, field="id", cure=cure))
            return
        self.by_section[section][key] = value
        self._at[section, key] = at


def _name_of(entry: Any) -> str:
    return str(entry["id"]) if isinstance(entry, dict) and "id" in entry else ""


def _told(why: ValidationError, entry: Any, at: _At) -> Iterator[RuleFileError]:
    """Yield the faults of an entry in words of ours, with the field's place and the cure."""
    for error in why.errors():
        kind, path = error["type"], error["loc"]
        line, column = at.marked.place((*at.base, *path))
        named = ": ".join(filter(None, (_name_of(entry), dotted(path))))
        expected = error.get("ctx", {}).get("expected")
        said = error["msg"].removeprefix("Value error, ")
        what = _WHAT.get(kind, said[:1].lower() + said[1:])
        if kind == "extra_forbidden":
            cure = _allowed(SECTIONS[str(at.base[0])], path)
        elif expected:
            what, cure = f"{error['input']!r} is not among what may stand here", f"use {expected}"
        elif kind == "string_pattern_mismatch":
            link = "https" in error.get("ctx", {}).get("pattern", "")
            cure = "write a link that starts with https://" if link else "use lower-case letters, digits and hyphens"
        elif kind.startswith("date"):
            what, cure = f"{error['input']!r} is no date", "write a date as 2013-10-01"
        else:
            cure = _CURE.get(kind, "see the schema in rules/schema")
        yield RuleFileError(
            what, file=at.file.name, line=line, column=column, field=named or str(at.base[0]), cure=cure
        )


def _allowed(model: type[BaseModel], path: FieldPath) -> str:
    """Return the cure for a field that is not known: the one that it is like, and all that the model there has."""
    for part in path[:-1]:
        if isinstance(part, str) and (below := _model_of(model, part)):
            model = below
    fields = [f.alias or n for n, f in model.model_fields.items() if model is not Rule or n not in FILLED_IN]
    near = difflib.get_close_matches(str(path[-1]), fields, 1)
    allowed = f"allowed are {', '.join(fields)}"
    return f"did you mean {near[0]}? ({allowed})" if near else allowed


def _model_of(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    for field_name, info in model.model_fields.items():
        if name in (field_name, info.alias):
            return _model_in(info.annotation)
    return None


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
