"""Names in rule files that stand for nothing: parents, kinds, holders, authorities, and `@id` in groups of words."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping

from pydantic import BaseModel

from checker.rulebook.authorities import Sources, UnknownSourceError
from checker.rulebook.marks import FieldPath
from checker.rulebook.model import (
    Act,
    Appeal,
    Body,
    BodyKind,
    Concept,
    Course,
    Ground,
    Jurisdiction,
    Lesson,
    NeutralCode,
    Rule,
    SoundDraft,
)

Entries = Mapping[str, Mapping[str, BaseModel]]
Fault = tuple[str, str, FieldPath, str, str]
_Named = Iterator[tuple[FieldPath, str, str]]  # where a name stands, the name, and what it must be one of
_MOST_NEAR = 3


def unknown_names(entries: Entries, sources: Sources) -> Iterator[Fault]:
    """Yield a fault (section, key, field, what, cure) for each name that is not defined.

    Args:
        entries: all entries by section and id.
        sources: the instruments that authorities may cite.
    """
    known = _known(entries)
    for section, names_in in _NAMES.items():
        for key, entry in entries[section].items():
            for path, name, among in names_in(entry):
                if name not in known[among]:
                    yield section, key, path, f"{name!r} is not known", _cure(name, known[among])
    for section in ("rules", "bodies", "paths", "appeals"):
        for key, entry in entries[section].items():
            for i, text in enumerate(entry.authorities if isinstance(entry, Rule | Body | Course | Appeal) else ()):
                try:
                    sources.cite(text)
                except UnknownSourceError as why:
                    cure = "cite it as it stands in rules/sources, or add it there"
                    yield section, key, ("authorities", i), str(why), cure


def _known(entries: Entries) -> dict[str, set[str]]:
    ids = {section: set(found) for section, found in entries.items()}
    holders = ids["bodies"] | ids["kinds"]
    places = {f"in:{place}" for place in ids["jurisdictions"]}
    return ids | {"holders": holders, "groups": holders | ids["concepts"] | ids["acts"] | places}


def _cure(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), _MOST_NEAR, 0.5)
    return f"did you mean {' or '.join(near)}?" if near else "define it, or correct the name"


def _one(field: str, name: str | None, among: str) -> _Named:
    if name is not None:
        yield (field,), name, among


def _each(path: FieldPath, names: Iterable[str], among: str) -> _Named:
    for i, name in enumerate(names):
        yield (*path, i), name, among


def _in_groups(path: FieldPath, groups: Iterable[str]) -> _Named:
    for i, group in enumerate(groups):
        for word in group.split("|"):
            if word.strip().startswith("@"):
                yield (*path, i), word.strip()[1:], "groups"


def _in_grounds(path: FieldPath, grounds: Iterable[Ground]) -> _Named:
    for i, ground in enumerate(grounds):
        yield from _each((*path, i, "who"), ground.who, "holders")
        yield from _in_groups((*path, i, "matter"), ground.matter)


def _acts(path: FieldPath, group: str) -> _Named:
    for word in group.split("|"):
        if word.strip().startswith("@"):
            yield path, word.strip()[1:], "acts"


def _of_kind(kind: BodyKind) -> _Named:
    yield from _one("parent", kind.parent, "kinds")


def _of_jurisdiction(place: Jurisdiction) -> _Named:
    yield from _one("parent", place.parent, "jurisdictions")


def _of_body(body: Body) -> _Named:
    yield from _one("kind", body.kind, "kinds")
    yield from _one("jurisdiction", body.jurisdiction, "jurisdictions")
    yield from _each(("also",), body.also, "jurisdictions")
    for field, name in (("parent", body.parent), ("predecessor", body.predecessor), ("successor", body.successor)):
        yield from _one(field, name, "bodies")


def _of_concept(concept: Concept) -> _Named:
    yield from _each(("isa",), concept.isa, "concepts")


def _of_act(act: Act) -> _Named:
    yield from _each(("isa",), act.isa, "acts")
    yield from _in_groups(("matter",), [act.matter])


def _of_code(code: NeutralCode) -> _Named:
    yield from _one("court", code.court, "bodies")


def _of_lesson(lesson: Lesson) -> _Named:
    yield from _each(("takes", "rules"), lesson.takes.rules, "rules")


def _of_draft(draft: SoundDraft) -> _Named:
    yield from _one("lesson", draft.lesson, "lessons")


def names_in_rule(rule: Rule) -> _Named:
    """Yield each name in a rule: where it stands, the name, and what it must be one of."""
    yield from _each(("applies", "jurisdictions"), rule.applies.jurisdictions, "jurisdictions")
    yield from _each(("applies", "rights"), rule.applies.rights, "concepts")
    if power := rule.power:
        yield from _each(("power", "act"), (name.removeprefix("@") for name in power.act), "acts")
        yield from _each(("power", "holders"), power.holders, "holders")
        yield from _each(("power", "among"), power.among, "holders")
        yield from _each(("power", "spared"), power.spared, "holders")
        yield from _in_grounds(("power", "grounds"), power.grounds)
        for field in ("matter", "has", "context", "unless"):
            yield from _in_groups(("power", field), getattr(power, field))
    if route := rule.route:
        yield from _each(("route", "to"), route.to, "holders")
        for field, groups in (("act", route.act), ("from", route.source), ("has", route.has), ("unless", route.unless)):
            yield from _in_groups(("route", field), groups)
    if order := rule.order:
        for field in ("first", "then", "unless"):
            yield from _in_groups(("order", field), getattr(order, field))
    yield from _in_grounds(("grounds",), rule.grounds)
    for part, claims in (("when", rule.when), ("fits", rule.fits)):
        for i, claim in enumerate(claims):
            yield from _acts((part, i, "act"), claim.act)
            for field in ("agent", "theme", "at", "to", "source", "has", "context", "unless"):
                yield from _in_groups((part, i, field), getattr(claim, field))
            yield from _in_grounds((part, i, "grounds"), claim.grounds)


def _of_course(course: Course) -> _Named:
    yield from _each(("rights",), course.rights, "concepts")
    yield from _each(("jurisdictions",), course.jurisdictions, "jurisdictions")
    yield from _one("forum", course.forum, "bodies")
    yield from _each(("appeals",), course.appeals, "appeals")


def _of_appeal(appeal: Appeal) -> _Named:
    yield from _one("to", appeal.to, "bodies")
    yield from _each(("then",), appeal.then, "appeals")


_NAMES: dict[str, Callable[..., _Named]] = {
    "kinds": _of_kind,
    "jurisdictions": _of_jurisdiction,
    "bodies": _of_body,
    "concepts": _of_concept,
    "acts": _of_act,
    "rules": names_in_rule,
    "paths": _of_course,
    "appeals": _of_appeal,
    "citations": _of_code,
    "lessons": _of_lesson,
    "drafts": _of_draft,
}


def circles(entries: Entries) -> Iterator[Fault]:
    """Yield a fault for each entry that stands above itself, by way of others or at once."""
    for section in ("kinds", "jurisdictions", "bodies", "concepts", "acts", "appeals"):
        above = {
            key: [name for _, name, among in _NAMES[section](entry) if among == section]
            for key, entry in entries[section].items()
        }
        if section == "bodies":
            above = {
                key: [entry.parent]
                for key, entry in entries[section].items()
                if isinstance(entry, Body) and entry.parent
            }
        field = "isa" if section in ("concepts", "acts") else "then" if section == "appeals" else "parent"
        for key in above:
            if _reaches(key, above):
                yield section, key, (field,), "stands above itself", "break the circle: one of them must be on top"


def _reaches(start: str, above: Mapping[str, Iterable[str]]) -> bool:
    seen: set[str] = set()
    ahead = list(above.get(start, ()))
    while ahead:
        name = ahead.pop()
        if name == start:
            return True
        if name not in seen:
            seen.add(name)
            ahead += above.get(name, ())
    return False
