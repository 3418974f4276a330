"""rules/ read, validated and joined into a Rulebook; all faults are collected and told at once."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from checker.errors import RuleFileError
from checker.rulebook import cache as caching
from checker.rulebook.authorities import Source, Sources, UnknownSource
from checker.rulebook.book import Rulebook
from checker.rulebook.compiled import Compiled
from checker.rulebook.marks import FieldPath, Marked, dotted, read_marked
from checker.rulebook.model import (
    KIND_OF_FOLDER,
    Act,
    Body,
    BodyKind,
    Concept,
    Jurisdiction,
    Rule,
    Word,
)

SECTIONS: dict[str, type[BaseModel]] = {
    "kinds": BodyKind, "bodies": Body, "jurisdictions": Jurisdiction, "concepts": Concept, "acts": Act,
    "sources": Source, "rules": Rule, "cues": Word,
}  # fmt: skip


# The code that turns rule files into the compiled form: another version of it makes another form of the same files.
_MAKERS = ("compile.py", "compiled.py", "model.py", "words.py", "authorities.py", "../quantities.py")


class RuleFileErrors(RuleFileError):
    """Several faults in rule files; `errors` holds each."""

    def __init__(self, errors: Sequence[RuleFileError]) -> None:
        super().__init__("\n".join(str(e) for e in errors))
        self.errors = list(errors)


def own_rules() -> Path:
    """Return the directory of the rules that come with the program: inside the wheel, or beside the package."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parent / "rules"


@dataclass
class _Read:
    """Entries of all files by section, with the place of each."""

    entries: dict[str, dict[str, BaseModel]] = field(default_factory=lambda: {s: {} for s in SECTIONS})
    at: dict[tuple[str, str], tuple[str, Marked, FieldPath]] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)
    errors: list[RuleFileError] = field(default_factory=list)

    def fault(self, section: str, key: str, path: FieldPath, what: str, cure: str) -> None:
        name, marked, base = self.at[section, key]
        line, column = marked.place((*base, *path))
        self.errors.append(
            RuleFileError(what, file=name, line=line, column=column, field=f"{key}: {dotted(path)}", cure=cure)
        )


def rule_files(directories: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return the rule files below the directories, in a fixed order, each with the name to show.

    Raises:
        RuleFileError: if a directory is not there.
    """
    files = []
    for directory in directories:
        if not directory.is_dir():
            raise RuleFileError("is not a directory of rules", file=directory, cure="give the folder that holds them")
        found = sorted(p for p in directory.rglob("*") if p.suffix in (".yaml", ".yml") and "schema" not in p.parts)
        files += [(p, str(Path(directory.name) / p.relative_to(directory))) for p in found]
    return files


def digest_of(files: Sequence[tuple[Path, str]]) -> str:
    """Return a hash over names and bytes of the files; an unreadable file counts as empty here and fails in reading."""
    total = hashlib.blake2b(digest_size=20)
    for part in _MAKERS:
        total.update((Path(__file__).parent / part).read_bytes())
    for path, name in files:
        total.update(name.encode() + b"\0")
        try:
            data = path.read_bytes()
        except OSError:
            data = b""
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


def _sections(file: Path, name: str, read: _Read) -> Iterator[tuple[str, Marked, int, Any]]:
    try:
        marked = read_marked(file, name)
    except RuleFileError as why:
        read.errors.append(why)
        return
    if not isinstance(marked.data, dict):
        read.errors.append(RuleFileError("holds no sections", file=name, line=1, cure=f"start with one of {', '.join(SECTIONS)}"))
        return
    for section, entries in marked.data.items():
        line, column = marked.place((str(section),))
        if section not in SECTIONS:
            near = difflib.get_close_matches(str(section), SECTIONS, 1)
            cure = f"did you mean {near[0]}?" if near else f"known are {', '.join(SECTIONS)}"
            read.errors.append(RuleFileError(f"{section!r} is no section", file=name, line=line, column=column, cure=cure))
        elif not isinstance(entries, list):
            read.errors.append(
                RuleFileError("is not a list", file=name, line=line, column=column, field=section, cure="put `- ` before each entry")
            )
        else:
            for i, entry in enumerate(entries):
                yield section, marked, i, entry


def _cure(kind: str, context: dict[str, Any], model: type[BaseModel], path: FieldPath) -> str:
    if kind == "extra_forbidden":
        fields = [f.alias or n for n, f in model.model_fields.items()]
        near = difflib.get_close_matches(str(path[-1]), fields, 1)
        return f"did you mean {near[0]}?" if near else f"allowed are {', '.join(fields)}"
    if kind == "missing":
        return "add the field"
    if "expected" in context:
        return f"use {context['expected']}"
    if kind.startswith("date"):
        return "write a date as 2013-10-01"
    return "see the schema in rules/schema"


def _read_file(file: Path, name: str, read: _Read) -> None:
    folder = file.parent.name
    for section, marked, i, entry in _sections(file, name, read):
        model, base = SECTIONS[section], (section, i)
        line, column = marked.place(base)
        if section == "rules" and isinstance(entry, dict):
            kind = KIND_OF_FOLDER.get(folder)
            entry = {**entry, "file": name, "line": line} | ({"kind": kind} if kind and "kind" not in entry else {})
        try:
            value = model.model_validate(entry)
        except ValidationError as why:
            for error in why.errors():
                path = (*base, *(p for p in error["loc"]))
                at = marked.place(path)
                field_name = (f"{entry['id']}: " if isinstance(entry, dict) and "id" in entry else "") + dotted(tuple(error["loc"]))
                read.errors.append(
                    RuleFileError(
                        error["msg"].lower(), file=name, line=at[0], column=at[1], field=field_name,
                        cure=_cure(error["type"], error.get("ctx", {}), model, path),
                    )
                )  # fmt: skip
            continue
        if isinstance(value, Word):
            read.words.append(value)
            continue
        key: str = value.id  # type: ignore[attr-defined]
        if key in read.entries[section] and read.at[section, key][0].split("/")[0] == name.split("/")[0]:
            first = read.at[section, key]
            read.errors.append(
                RuleFileError(
                    f"the id {key!r} is taken by {first[0]}:{first[1].place(first[2])[0]}",
                    file=name, line=line, column=column, field="id", cure="choose another id",
                )
            )  # fmt: skip
            continue
        read.entries[section][key] = value
        read.at[section, key] = (name, marked, base)


def _references(read: _Read, sources: Sources) -> None:
    """Find names that stand for nothing: parents, kinds, holders, authorities, `@id` in groups."""
    ids = {section: set(entries) for section, entries in read.entries.items()}
    bodies = ids["bodies"] | ids["kinds"]
    groups = bodies | ids["concepts"] | ids["acts"] | {f"in:{j}" for j in ids["jurisdictions"]}
    known: dict[str, set[str]] = {
        "bodies": ids["bodies"], "kinds": ids["kinds"], "jurisdictions": ids["jurisdictions"],
        "concepts": ids["concepts"], "acts": ids["acts"], "holders": bodies, "groups": groups,
    }  # fmt: skip

    def check(section: str, key: str, path: FieldPath, name: str | None, among: str) -> None:
        if name is not None and name not in known[among]:
            near = difflib.get_close_matches(name, known[among], 3, 0.5)
            read.fault(section, key, path, f"{name!r} is not known", f"did you mean {' or '.join(near)}?" if near else "define it")

    def check_groups(section: str, key: str, path: FieldPath, value: Any) -> None:
        for i, group in enumerate([value] if isinstance(value, str) else value):
            for word in str(group).split("|"):
                if word.strip().startswith("@"):
                    check(section, key, (*path, i), word.strip()[1:], "groups")

    for key, kind in read.entries["kinds"].items():
        check("kinds", key, ("parent",), kind.parent, "kinds")  # type: ignore[attr-defined]
    for key, place in read.entries["jurisdictions"].items():
        check("jurisdictions", key, ("parent",), place.parent, "jurisdictions")  # type: ignore[attr-defined]
    for key, body in read.entries["bodies"].items():
        assert isinstance(body, Body)
        check("bodies", key, ("kind",), body.kind, "kinds")
        check("bodies", key, ("jurisdiction",), body.jurisdiction, "jurisdictions")
        for name in ("parent", "predecessor", "successor"):
            check("bodies", key, (name,), getattr(body, name), "bodies")
    for section in ("concepts", "acts"):
        for key, entry in read.entries[section].items():
            for above in entry.isa:  # type: ignore[attr-defined]
                check(section, key, ("isa",), above, section)
            if isinstance(entry, Act):
                check_groups(section, key, ("matter",), entry.matter)
    for key, rule in read.entries["rules"].items():
        assert isinstance(rule, Rule)
        for i, where in enumerate(rule.applies.jurisdictions):
            check("rules", key, ("applies", "jurisdictions", i), where, "jurisdictions")
        if rule.power:
            for i, name in enumerate(rule.power.act):
                check("rules", key, ("power", "act", i), name.removeprefix("@"), "acts")
            for part in ("holders", "among"):
                for i, name in enumerate(getattr(rule.power, part)):
                    check("rules", key, ("power", part, i), name, "holders")
            for part in ("matter", "has", "context", "unless"):
                check_groups("rules", key, ("power", part), getattr(rule.power, part))
        if rule.route:
            for i, name in enumerate(rule.route.to):
                check("rules", key, ("route", "to", i), name, "holders")
            for part in ("act", "source", "has", "unless"):
                check_groups("rules", key, ("route", part), getattr(rule.route, part))
        for i, when in enumerate(rule.when):
            check_groups("rules", key, ("when", i, "act"), when.act)
            for part in ("agent", "theme", "at", "to", "source", "has", "context", "unless"):
                check_groups("rules", key, ("when", i, part), getattr(when, part))
    for section in ("rules", "bodies"):
        for key, entry in read.entries[section].items():
            for i, text in enumerate(entry.authorities):  # type: ignore[attr-defined]
                try:
                    sources.cite(text)
                except UnknownSource as why:
                    read.fault(section, key, ("authorities", i), str(why), "cite it as it stands in rules/sources, or add it there")


def load_rulebook(extra: Sequence[Path] = (), *, own: Path | None = None) -> Rulebook:
    """Read the rules that come with the program and those of the user's directories, which extend or override them by id.

    Args:
        extra: further directories; an entry in a later one replaces one of the same id.
        own: another directory in place of the program's own.

    Raises:
        RuleFileErrors: all faults found, each with file, line, field and cure.
    """
    files = rule_files([own or own_rules(), *extra])
    read = _Read()
    for file, name in files:
        _read_file(file, name, read)
    sources = Sources.of([s for s in read.entries["sources"].values() if isinstance(s, Source)])
    if not read.errors:
        _references(read, sources)
    if read.errors:
        raise RuleFileErrors(read.errors)
    from checker.rulebook.compile import compile_rulebook  # noqa: PLC0415  pulls in the inflector, only needed here

    book = Rulebook(
        rules=read.entries["rules"], bodies=read.entries["bodies"], kinds=read.entries["kinds"],
        acts=read.entries["acts"], concepts=read.entries["concepts"], jurisdictions=read.entries["jurisdictions"],
        sources=sources, words=tuple(read.words), digest=digest_of(files),
    )  # type: ignore[arg-type]  # fmt: skip
    compiled, faults = compile_rulebook(book)
    for key, path, what, cure in faults:
        read.fault("rules", key, path, what, cure)
    if read.errors:
        raise RuleFileErrors(read.errors)
    object.__setattr__(book, "compiled", compiled)
    return book


def load_compiled(extra: Sequence[Path] = (), *, cache: bool = True, full: Callable[..., Rulebook] = load_rulebook) -> Compiled:
    """Return the compiled rules, from the cache where the files are unchanged, else from `full` (and cache them).

    Raises:
        RuleFileErrors: as `load_rulebook`.
    """
    files = rule_files([own_rules(), *extra])
    key = digest_of(files)
    if cache and (found := caching.read(key)) is not None:
        return found
    compiled = full(extra).compiled
    if cache:
        caching.write(key, compiled)
    return compiled


def today_is(day: date) -> int:
    """Return the ordinal of a day: the unit in which the compiled rules hold dates."""
    return day.toordinal()
