"""One thing of the rulebook on one screen: a rule, a body, a kind of body, an act or a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checker.law.holders import holding
from checker.law.matrix import Matrix, answer_over_rights
from checker.law.names import kinds_above, named
from checker.rulebook.authorities import Source
from checker.rulebook.book import Rulebook
from checker.rulebook.citation import Citation
from checker.rulebook.model import Act, Body, BodyKind, Rule
from checker.rulebook.words import fold

Entry = tuple[str, str, str | None]  # name, text, link

_EXAMPLES, _NAMES, _RULES = 2, 10, 8


@dataclass(frozen=True)
class About:
    """What there is to say: the sort of thing, its id and name, and named entries in order; "" goes on the last one."""

    sort: str
    id: str
    name: str
    entries: tuple[Entry, ...]

    @property
    def fields(self) -> dict[str, list[dict[str, str | None]]]:
        """The entries by name, as data."""
        found: dict[str, list[dict[str, str | None]]] = {}
        last = ""
        for name, text, url in self.entries:
            last = name or last
            if text.strip():
                found.setdefault(last, []).append({"text": text, "url": url})
        return found


def about(book: Rulebook, wanted: str) -> About | None:
    """Return what there is to say of the thing that has this id or name; None where nothing has."""
    if rule := book.rules.get(wanted):
        heading = f"{rule.kind}, {rule.severity}" + (f": {rule.title}" if rule.title else "")
        return About("rule", rule.id, heading, tuple(_rule(book, rule)))
    if body := find_body(book, wanted):
        return About("body", body.id, body.name, tuple(_body(book, body)))
    if key := _called(wanted, {kind.id: kind.name for kind in book.kinds.values()}):
        kind = book.kinds[key]
        return About("kind", kind.id, f"{kind.name}, a kind of body", tuple(_kind(book, kind)))
    if key := _called(wanted, {act.id: act.name for act in book.acts.values()}):
        act = book.acts[key]
        return About("act", act.id, act.name or "an act", tuple(_act(book, act)))
    if source := _source(book, wanted):
        return About("source", source.id, source.title, tuple(_cited_source(book, source)))
    return None


def known_names(book: Rulebook) -> Iterator[str]:
    """Yield every id and name that `about` knows."""
    yield from book.rules
    for body in book.bodies.values():
        yield from (body.id, body.name, *body.names)
    for kind in book.kinds.values():
        yield from (kind.id, kind.name)
    for act in book.acts.values():
        yield from filter(None, (act.id, act.name))
    for source in book.sources:
        yield from (source.id, *source.names)


def find_body(book: Rulebook, wanted: str) -> Body | None:
    """Return the body that has this id or one of whose names this is, in whatever case."""
    low = wanted.casefold().removeprefix("the ")
    for body in book.bodies.values():
        names = (body.id, f"life-{body.id}", body.name, *(n.removeprefix("=") for n in body.names))
        if any(low == name.casefold().removeprefix("the ") for name in names):
            return body
    return None


def _called(wanted: str, names: Mapping[str, str]) -> str | None:
    """Return the id that is wanted, or whose name is, in whatever case."""
    low = fold(wanted)
    return next((key for key, name in names.items() if low in (fold(key), fold(name))), None)


def _source(book: Rulebook, wanted: str) -> Source | None:
    low = fold(wanted)
    for source in book.sources:
        if low in (fold(source.id), *(fold(name) for name in source.names), *(fold(c) for c in source.citations)):
            return source
    return None


# --- rules


def _rule(book: Rulebook, rule: Rule) -> Iterator[Entry]:
    applies = rule.applies
    yield "rule", rule.statement, None
    where = ", ".join(book.jurisdictions[i].name if i in book.jurisdictions else i for i in applies.jurisdictions)
    yield "scope", "; ".join(filter(None, (where, ", ".join(applies.rights), _dates(applies.from_, applies.to)))), None
    yield from _cited(book.cite(rule))
    yield "because", rule.explanation, None
    yield "instead", rule.suggestion, None
    yield from _each("flagged", rule.flagged[:_EXAMPLES])
    yield from _each("fine", rule.fine[:_EXAMPLES])
    yield "reviewed", rule.reviewed.isoformat() + (f" ({rule.file}:{rule.line})" if rule.file else ""), None


# --- bodies and kinds


def _body(book: Rulebook, body: Body) -> Iterator[Entry]:
    kind = book.kinds[body.kind].name if body.kind in book.kinds else body.kind
    parent = book.bodies.get(body.parent) if body.parent else None
    place = book.jurisdictions[body.jurisdiction].name if body.jurisdiction in book.jurisdictions else body.jurisdiction
    yield "kind", "; ".join(filter(None, (kind, f"part of {parent.name}" if parent else "", place))), None
    yield "dates", _dates(body.from_, body.to), None
    for name, other in (("before it", body.predecessor), ("after it", body.successor)):
        yield name, book.bodies[other].name if other else "", None
    also = [n.removeprefix("=") for n in body.names if n.removeprefix("=") != body.name]
    yield "also", _some(also), None
    yield from _cited(book.cite(body))
    yield from _powers(book, body.id, body.does, body.does_not)
    yield "mistakes", body.mistakes, None
    spoken = [rule for rule in book.rules.values() if body.id in named(rule)]
    yield from _wrongly(spoken, [body.name, *(n.removeprefix("=") for n in body.names)])
    yield "rules", _some([rule.id for rule in spoken], _RULES), None


def _kind(book: Rulebook, kind: BodyKind) -> Iterator[Entry]:
    above = [book.kinds[k].name for k in kinds_above(book, kind.id)][1:]
    yield "within", ", ".join(above), None
    yield "bodies", _some([b.name for b in book.bodies.values() if kind.id in kinds_above(book, b.kind)], 12), None
    yield "words", _some(kind.nouns), None
    yield from _powers(book, kind.id)
    spoken = [rule for rule in book.rules.values() if kind.id in named(rule)]
    yield from _wrongly(spoken, kind.nouns)
    yield "rules", _some([rule.id for rule in spoken], _RULES), None


def _powers(book: Rulebook, name: str, does: str = "", does_not: str = "") -> Iterator[Entry]:
    """Yield what a body or kind does and does not: as its entry says, and by the closed world."""
    matrix = Matrix(book)
    acts: dict[str, list[str]] = {}
    for act in matrix.acts:
        grounds = matrix.grounds(name, matrix.speaking(act))
        answer: str = answer_over_rights(grounds)
        if answer == "conditional" and not any(ground.holds for ground in grounds):
            answer = "in part not"
        acts.setdefault(answer, []).append(book.acts[act].name or act)
    for title, said, answer in (
        ("does", does, "holds"), ("on conditions", "", "conditional"), ("does not", does_not, "does not hold"),
        ("in part not", "", "in part not"),
    ):  # fmt: skip
        yield title, said, None
        yield "" if said else title, _some(acts.get(answer, ()), mark="; "), None


def _wrongly(rules: Iterable[Rule], names: Iterable[str]) -> Iterator[Entry]:
    """Yield, from the rules' own examples, what is wrongly said of somebody, one of a rule."""
    names = [fold(name) for name in names]
    found = []
    for rule in rules:
        text = next((t for t in rule.flagged if any(f" {n} " in f" {fold(t)} " for n in names)), None)
        if text:
            found.append(f"{' '.join(text.split())} ({rule.id})")
    yield from _each("wrongly said", found[: _EXAMPLES + 1])


# --- acts and sources


def _act(book: Rulebook, act: Act) -> Iterator[Entry]:
    yield "within", ", ".join(book.acts[up].name or up for up in act.isa), None
    yield "words", _some([*act.verbs, *act.nouns]), None
    yield "of", _some([word.strip().lstrip("@=") for word in act.matter.split("|") if word.strip()]), None
    found = holding(book, act.id)
    yield "held by", _some([holder.name for holder in found.holders], 16) or _nobody(bool(found.rules)), None
    if found.holders:
        first = found.holders[0]
        yield "", f"{first.rule}: {_some(first.authorities, 4, '; ')}", None
    yield "said to, do not", _some(found.mistaken), None
    spoken = [rule for rule in book.rules.values() if rule.id in found.rules or act.id in named(rule)]
    spoken.sort(key=lambda rule: len(rule.power.act) if rule.power else 99)  # what speaks of little else comes first
    yield from _each("wrongly said", [f"{r.flagged[0]} ({r.id})" for r in spoken if r.flagged][: _EXAMPLES + 1])
    yield "rules", _some([rule.id for rule in spoken], _RULES), None


def _nobody(reserved: bool) -> str:
    return "nobody that a rule lists" if reserved else "no rule reserves it"


def _cited_source(book: Rulebook, source: Source) -> Iterator[Entry]:
    yield "sort", source.kind, None
    yield "citation", source.citation or "", None
    yield "at", source.url or "", None
    yield "also", _some([name for name in source.names if name != source.title]), None

    def cites(texts: Iterable[str]) -> list[str]:
        return [text for text in texts if book.sources.find(text) is source]

    rules = {rule.id: cites(rule.authorities) for rule in book.rules.values()}
    bodies = {body.name: cites(body.authorities) for body in book.bodies.values()}
    places = dict.fromkeys(text for texts in (*rules.values(), *bodies.values()) for text in texts)
    yield "cited as", _some(list(places), 12, "; "), None
    yield "bodies", _some([name for name, texts in bodies.items() if texts]), None
    yield "rules", _some([name for name, texts in rules.items() if texts], 16), None


# --- shared


def _each(name: str, texts: Iterable[str]) -> Iterator[Entry]:
    for text in texts:
        yield name, text, None


def _cited(citations: Iterable[Citation]) -> Iterator[Entry]:
    name = "authority"
    for cited in citations:
        yield name, cited.label, cited.url
        name = ""


def _some(texts: Iterable[str], shown: int = _NAMES, mark: str = ", ") -> str:
    texts = list(texts)
    left = len(texts) - shown
    return mark.join(texts[:shown]) + (f" and {left} more" if left > 0 else "")


def _dates(since: date | None, until: date | None) -> str:
    if since and until:
        return f"{since.isoformat()} to {until.isoformat()}"
    return f"since {since.isoformat()}" if since else f"until {until.isoformat()}" if until else ""
