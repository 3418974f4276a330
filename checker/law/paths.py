"""Where a claim goes: which forum can hear it, why, within which limits, and who hears the appeals that follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from checker.errors import ViresError
from checker.law.names import concepts_above, places_above
from checker.quantities import amounts
from checker.reading.scan import Scanner
from checker.rulebook.book import Rulebook
from checker.rulebook.citation import Citation
from checker.rulebook.model import Appeal, Course, Value
from checker.rulebook.words import fold

Fits = Literal["yes", "on a condition", "no", "no such claim"]
_ORDER: tuple[Fits, ...] = ("yes", "on a condition", "no", "no such claim")


@dataclass(frozen=True)
class Step:
    """An appeal: its body (or what it is called), in which words it differs from others, and what can follow."""

    id: str
    body: str
    name: str
    choice: str
    permission: str
    time: str
    conditions: tuple[str, ...]
    authorities: tuple[Citation, ...]
    then: tuple[Step, ...]


@dataclass(frozen=True)
class Way:
    """One way for the claim: its forum, whether the claim fits there, the reasons, and the appeals.

    Attributes:
        path: id of the path; forum, name: the body's id and name, "" where there is no such claim.
        fits: whether the claim fits; only_if: what must be so, in words; limit: the limit of value, in words.
        rights: the rights that the path is open to, where they are narrower than what was asked for.
    """

    path: str
    forum: str
    name: str
    fits: Fits
    only_if: str
    why: str
    limit: str
    conditions: tuple[str, ...]
    costs: str
    rights: tuple[str, ...]
    authorities: tuple[Citation, ...]
    appeals: tuple[Step, ...]


def acts(book: Rulebook) -> list[str]:
    """Return what claims can be about, as the paths name it."""
    return list(dict.fromkeys(act for course in book.paths.values() for act in course.acts))


def right_of(book: Rulebook, words: str) -> str:
    """Return the right that has this id, or that the words name.

    Raises:
        ViresError: if none is named.
    """
    low = fold(words).strip()
    exact = [name for name in book.concepts if low == fold(name)]
    compiled = book.compiled
    named = [compiled.atoms[at] for s in Scanner(compiled).scan(words) for at in s.primary]
    open_to = {right for course in book.paths.values() for right in course.rights}
    for name in (*exact, *named):
        if name in book.concepts and _related(book, name, open_to):
            return name
    raise ViresError(f"{words!r} is no right that a path speaks of", cure=f"there are {', '.join(sorted(open_to))}")


def act_of(book: Rulebook, words: str) -> str:
    """Return what the claim is about.

    Raises:
        ViresError: if no path speaks of it.
    """
    known = acts(book)
    low = fold(words).strip().replace(" ", "-")
    if low in known:
        return low
    raise ViresError(f"{words!r} is nothing that a path speaks of", cure=f"there are {', '.join(known)}")


def money(text: str) -> float:
    """Return a sum of money in pounds, written as 300000, £300,000 or 0.3m.

    Raises:
        ViresError: if it is none.
    """
    found = amounts(text if text.strip().startswith("£") else f"£{text.strip()}")
    if len(found) != 1 or found[0].dimension != "money":
        raise ViresError(f"{text!r} is no sum of money", cure="write it as 300000 or £300,000")
    return found[0].value


def ways(book: Rulebook, right: str, act: str, place: str, value: float | None = None) -> list[Way]:
    """Return the ways for a claim, those that fit first.

    Args:
        book: the law of a day.
        right: id of a concept.
        act: what is claimed, as the paths name it.
        place: id of a jurisdiction.
        value: what the claim is worth in pounds; None where it is not known.
    """
    found = []
    for course in book.paths.values():
        open_to = _related(book, right, course.rights)
        if act in course.acts and open_to and _reaches(book, course.jurisdictions, place):
            found.append(_way(book, course, value, place, () if right in _below(book, right, course) else open_to))
    return sorted(found, key=lambda way: _ORDER.index(way.fits))


def _below(book: Rulebook, right: str, course: Course) -> tuple[str, ...]:
    """Return the right, if a path is open to it or to what it is a case of."""
    return (right,) if concepts_above(book, [right]) & set(course.rights) else ()


def _related(book: Rulebook, right: str, rights: Iterable[str]) -> tuple[str, ...]:
    """Return those of the rights that lie at, above or below a right."""
    above = concepts_above(book, [right])
    return tuple(name for name in rights if name in above or right in concepts_above(book, [name]))


def _reaches(book: Rulebook, places: Iterable[str], place: str) -> bool:
    above = set(places_above(book, place))
    return any(name in above or place in places_above(book, name) for name in places)


def _way(book: Rulebook, course: Course, value: float | None, place: str, rights: Sequence[str]) -> Way:
    fits, only_if, limit = _fits(course, value)
    forum = book.bodies.get(course.forum) if course.forum else None
    steps = [book.appeals[name] for name in course.appeals if _heard(book, book.appeals[name], place)]
    return Way(
        course.id, forum.id if forum else "", forum.name if forum else "", fits, only_if, course.why,
        limit, tuple(course.conditions), course.costs, tuple(rights), book.cite(course),
        tuple(_step(book, appeal, place) for appeal in steps),
    )  # fmt: skip


def _fits(course: Course, value: float | None) -> tuple[Fits, str, str]:
    """Return whether a claim of that worth fits a path, on which condition, and the path's limit in words."""
    if course.forum is None:
        return "no such claim", "", ""
    limit = course.value or Value()
    said = [f"{lead} {text}" for lead, text in (("over", limit.over), ("at most", limit.at_most)) if text]
    told = "; ".join(said) + (f", unless {limit.unless}" if said and limit.unless else "")
    too_low = value is not None and limit.over is not None and value <= money(limit.over)
    too_high = value is not None and limit.at_most is not None and value > money(limit.at_most)
    if (too_low or too_high) and not limit.unless:
        return "no", "", told
    needed = [course.only_if, limit.unless if too_low or too_high else ""]
    only_if = " and ".join(filter(None, needed))
    return ("on a condition" if only_if else "yes"), only_if, told


def _heard(book: Rulebook, appeal: Appeal, place: str) -> bool:
    """Return whether an appeal is open from a place: the court of another part of the country does not hear it."""
    if appeal.to is None or appeal.to not in book.bodies:
        return True
    where = book.bodies[appeal.to].jurisdiction
    return where not in book.jurisdictions or _reaches(book, [where], place) or book.jurisdictions[where].neutral


def _step(book: Rulebook, appeal: Appeal, place: str) -> Step:
    then = tuple(
        _step(book, book.appeals[name], place) for name in appeal.then if _heard(book, book.appeals[name], place)
    )
    body = book.bodies.get(appeal.to) if appeal.to else None
    name = appeal.name or (body.name if body else appeal.id)
    return Step(
        appeal.id, appeal.to or "", name, appeal.choice, appeal.permission, appeal.time, tuple(appeal.conditions),
        book.cite(appeal), then,
    )  # fmt: skip
