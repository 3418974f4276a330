"""What "it" and "they" stand for where they mean a right: the words that name it are lent to them.

A body that a pronoun stands for is resolved with the parse (`reference.py`), because much hangs on who acts. Of a right
it is enough that the passage spoke of one sort of right just before, and the sentence itself names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from checker.reading.scan import Mention, Sentence
from checker.rulebook.compiled import NONE, Mask
from checker.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ONE, _MANY = ("it", "its"), ("they", "them", "their")
_PRONOUN = re.compile(rf"\b(?:{'|'.join((*_ONE, *_MANY))})\b", re.IGNORECASE)
_SUBJECTS = ("nsubj", "nsubjpass")
_FIRST = (*_SUBJECTS, "poss")  # where a pronoun takes up the subject before it, if there is one
_ENDED = re.compile(r"[.!?;][\"'”’)\]]*\s*$")  # a heading is no sentence that the next one goes on from
_GOVERNED = re.compile(
    r"\b(?:in|on|of|for|with|under|about|by|from|over|bearing)\s+(?:(?:an?|the|its|his|her)\s+)?$", re.IGNORECASE
)
_PLACES = (*_FIRST, "dobj", "pobj", "attr")


def lendable(sentences: Sequence[Sentence], number: int, text: str, topics: Mask) -> list[Mention]:
    """Return the mentions of the right, in the sentence before, that pronouns of a sentence may stand for.

    From farther back something nearer may be meant. What stands before the seam of a sentence is the one before.

    Args:
        sentences: all of the draft.
        number: which of them has the pronouns.
        text: the draft's prose.
        topics: the atoms of rights.

    Returns:
        Mentions by all the names that the right has there; none where the sentence names a right itself or has no
        pronoun, and where several rights may be meant.
    """
    sentence = sentences[number]
    joined = sentence.seam > sentence.span.start
    before = sentence if joined else sentences[max(0, number - 1)]
    if not joined and (before is sentence or not topics.isdisjoint(sentence.primary)):
        return []
    if topics.isdisjoint(before.primary):
        return []
    pronouns = {found.lower() for found in _PRONOUN.findall(text, sentence.seam, sentence.span.end)}
    if not pronouns:
        return []
    told = Span(before.span.start, sentence.seam) if joined else before.span
    named = before.naming(topics)
    if any(not told.contains(m.span) for m in named):
        return []
    spans = {m.span for m in named}
    widest = [s for s in spans if not any(s != t and t.contains(s) for t in spans)]
    if not _of_one_sort([m for m in named if m.span in widest]):
        return []
    place = max(widest, key=lambda s: (s.end - s.start, -s.start))
    if pronouns.isdisjoint(_words(place, text)):
        return []
    said = told.of(text)
    if _GOVERNED.search(said[: place.start - told.start]) or not _ENDED.search(said):
        return []  # "invests in a registered design"
    return [m for m in before.mentions if place.contains(m.span) and m.span.end == place.end and _names(m)]


def lent(doc: Doc, sentence: Sentence, named: Sequence[Mention], text: str) -> Iterator[Mention]:
    """Yield, for each pronoun of a sentence behind its seam, the mentions of a right that are lent to it.

    Args:
        doc: the sentence's parse.
        sentence: the sentence.
        named: what `lendable` found.
        text: the draft's prose.
    """
    if not named:
        return
    base, words = sentence.span.start, _words(named[0].span, text)
    seam = sentence.seam - base
    for token in doc:
        if token.idx >= seam and token.lower_ in words and _looks_back(token, seam):
            span = Span(base + token.idx, base + token.idx + len(token))
            for mention in named:
                form = mention.form._replace(pos="", opaque=False, exact="", near=False, unless=NONE)
                yield Mention(mention.atom, mention.closure, span, form)


def _words(named: Span, text: str) -> tuple[str, ...]:
    """Return the pronouns that a name takes: of one thing, or of many."""
    return _MANY if text[named.end - 1] == "s" else _ONE


def _looks_back(token: Token, seam: int) -> bool:
    """Return whether a pronoun stands for what a sentence before names: not for a subject behind the seam."""
    if token.pos_ != "PRON" or token.dep_ not in _PLACES:
        return False
    subjects = (
        t for t in token.doc[: token.i] if t.idx >= seam and t.dep_ in _SUBJECTS and t.pos_ in ("NOUN", "PROPN")
    )
    return token.dep_ not in _FIRST or next(subjects, None) is None


def _names(mention: Mention) -> bool:
    """Return whether a mention is of a thing: no verb, and no phrase with a gap."""
    return mention.form.pos != "V" and mention.form.unit < 0 and not mention.form.gap


def _of_one_sort(named: Sequence[Mention]) -> bool:
    """Return whether all of some rights are one, or each a case of another."""
    return all(a.atom in b.closure or b.atom in a.closure for a in named for b in named if a is not b)
