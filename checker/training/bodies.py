"""Where a text names a body so that another could stand there, and how a body is named there."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.law.holders import near
from checker.law.names import kinds_above
from checker.reading.parse import parse
from checker.reading.scan import Scanner
from checker.rulebook.book import Rulebook
from checker.rulebook.model import Body

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BEFORE = frozenset(
    {"DET", "ADJ", "NOUN", "PROPN", "NUM"}
)  # what a name is part of that stands behind it: "a GCHQ ..."
_PLACED = re.compile(r"\b(?:at|in|of|with|within|inside)\s+$")
_WITHIN = frozenset({"compound", "amod", "nmod", "poss"})  # what a name is that belongs to the noun behind it


@dataclass(frozen=True, slots=True)
class Gap:
    """A place of a text where a body stands, its article included; `first` where a sentence starts there."""

    start: int
    end: int
    body: str
    first: bool

    def filled(self, text: str, words: str) -> str:
        """Return the text with other words in the place."""
        return text[: self.start] + (capital(words) if self.first else words) + text[self.end :]


def capital(words: str) -> str:
    """Return words as they start a sentence."""
    return words[:1].upper() + words[1:]


def name_of(body: Body) -> str:
    """Return a body's name as it stands in a sentence, with its article."""
    bare = not body.article or (" " not in body.name and body.name[:1].isupper())
    return body.name if bare else f"the {body.name}"


def is_one(body: Body) -> bool:
    """Return whether the name can be the subject of a verb in the singular."""
    head = body.name.split(" of ")[0].split(" for ")[0]
    return not head.endswith("s")


def gaps(book: Rulebook, text: str) -> Iterator[Gap]:
    """Yield the places of a text in which a body is named as a whole, as subject or object or behind a preposition."""
    sentences = Scanner(book.compiled).scan(text)
    atoms = book.compiled.atoms
    for sentence, doc in zip(sentences, parse((s, text) for s in sentences), strict=True):
        seen: set[int] = set()
        for mention in sentence.mentions:
            name, span = atoms[mention.atom], mention.span
            if name in book.bodies and span.start not in seen and book.bodies[name].kind in book.kinds:
                start = _with_article(text, sentence.span.start, span.start, book.bodies[name])
                if start is not None and _whole(doc, span.start - sentence.span.start, span.end - sentence.span.start):
                    seen.add(span.start)
                    yield Gap(start, span.end, name, start == sentence.span.start)


def _with_article(text: str, begin: int, start: int, body: Body) -> int | None:
    """Return where the name starts with its article, or None where something else stands before it."""
    before = text[begin:start]
    if before.lower().endswith("the ") and (len(before) == 4 or not before[-5].isalnum()):
        return start - 4
    return start if name_of(body) == body.name and text[start].isupper() else None


def _whole(doc: Doc, start: int, end: int) -> bool:
    """Return whether the words are no part of a longer name or noun."""
    inside = [token for token in doc if start <= token.idx < end]
    if not inside:
        return False
    first, last = inside[0].i, inside[-1]
    if first and doc[first - 1].lower_ != "the" and doc[first - 1].pos_ in _BEFORE:
        return False
    if last.text in ("'s", "’s", "'", "’"):
        return False
    if last.head.text == "of" and (last.head.head.text[:1].isupper() or last.head.head.lemma_ == "judge"):
        return False  # of a title: "the Chancellor of the High Court", "a district judge of the County Court"
    behind = doc[last.i + 1] if last.i + 1 < len(doc) else None
    return last.dep_ not in _WITHIN and not (
        behind is not None and (behind.pos_ in ("NOUN", "PROPN") or behind.text == "'s")
    )


def up(book: Rulebook, body: str) -> Iterator[str]:
    """Yield a body, what it is a part of, and so on; nothing for the id of none."""
    at: str | None = body
    while at is not None and at in book.bodies:
        yield at
        at = book.bodies[at].parent


def related(book: Rulebook, one: str, other: str) -> bool:
    """Return whether one body is the other, or a part of it."""
    return other in up(book, one) or one in up(book, other)


def takes_alike(text: str, start: int) -> bool:
    """Return whether only a body of the same sort reads well at a place: "at the office", but not "at the minister"."""
    return _PLACED.search(text[:start]) is not None


def others(book: Rulebook, body: str, among: Container[str], place: str = "") -> tuple[list[str], list[str]]:
    """Return the bodies that could be taken for one: those of its own sort, and the rest.

    Args:
        book: the law of a day.
        body: id of the body.
        among: ids of those that may be named.
        place: a jurisdiction near which they are; the body's own where empty.
    """
    own = book.bodies[body]
    family = set(list(kinds_above(book, own.kind))[:2]) - {"body"}
    same: list[str] = []
    far: list[str] = []
    for other in book.bodies.values():
        if (
            other.id == body
            or other.id not in among
            or not is_one(other)
            or book.jurisdictions[other.jurisdiction].foreign
        ):
            continue
        if not near(book, other, place or own.jurisdiction):
            continue
        (same if family & set(kinds_above(book, other.kind)) else far).append(other.id)
    return same, far
