"""The parts of a sentence that tell one thing after another: "X granted ..., ordered ... and referred ..."."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.reading.parsed import FINITE, VERBAL
from checker.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TOLD = frozenset({"VBD", "VBN", "VBZ", "VBP"})
_BESIDE = frozenset({"relcl", "advcl"})
_JOINED = frozenset({"conj", "dep", "acl", "advcl", "ccomp", "amod", "ROOT", "parataxis", "relcl"})
_JOINS = frozenset({",", "and", "or", "but", "then", ";"})
_NOMINAL = frozenset({"NOUN", "PROPN", "DET", "ADJ"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_LEFT = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "neg", "advmod", "expl"})


def parts(doc: Doc) -> list[tuple[Span, Span]]:
    """Return the stretches of a sentence, each with its verb, where it has several that are joined; none else.

    A verb begins a stretch behind a comma or a conjunction where the verb before has something of its own to act on,
    and "heard and decided the claim" is one. The parser's word for the join is not trusted, only the order.

    Args:
        doc: the sentence's parse; the spans count from its start.
    """
    verbs: list[tuple[Token, Token]] = []  # each with the first word of its part
    for token in doc:
        if token.pos_ not in VERBAL or token.dep_ not in _JOINED or not _tells(token, later=bool(verbs)):
            continue
        first = _first(token)
        if not verbs:
            verbs.append((token, doc[0]))
        elif _joined(token, first) and any(t.pos_ in _NAMING for t in doc[verbs[-1][0].i + 1 : first.i]):
            verbs.append((token, first))
    starts = [first.idx for _, first in verbs] + [len(doc.text)]
    spans = [Span(start, end) for start, end in pairwise(starts)]
    told = [Span(verb.idx, verb.idx + len(verb)) for verb, _ in verbs]
    return list(zip(spans, told, strict=True)) if len(verbs) > 1 else []


class Clauses:
    """The clauses of a sentence: its parts, and what stands beside the main clause.

    Args:
        doc: the sentence's parse.
    """

    def __init__(self, doc: Doc) -> None:
        self._doc = doc

    def of(self, place: Span) -> tuple[int, int]:
        """Return what tells apart the clause in which a place, counted from the sentence's start, stands."""
        inside = [number for span, number in self._beside if span.start <= place.start < span.end]
        return bisect_right(self._starts, place.start), max(inside, default=-1)

    @cached_property
    def parts(self) -> list[tuple[Span, Span]]:
        """The stretches that tell one thing after another, each with its verb; none where it has but one."""
        return parts(self._doc)

    @cached_property
    def _starts(self) -> list[int]:
        return [part.start for part, _ in self.parts]

    @cached_property
    def _beside(self) -> list[tuple[Span, int]]:
        verbs = [t for t in self._doc if t.dep_ in _BESIDE and t.pos_ in VERBAL and _finite(t)]
        return [(Span(t.left_edge.idx, t.right_edge.idx + len(t.right_edge)), t.i) for t in verbs]


def _tells(verb: Token, *, later: bool) -> bool:
    """Return whether a verb tells something: a finite one, one behind "may", and "..., revoking it" behind another."""
    if verb.tag_ in _TOLD or verb.tag_ == "VB":
        return verb.tag_ in _TOLD or _able(verb)
    beside = verb.dep_ == "advcl" and verb.i > 0 and verb.nbor(-1).lower_ == ","
    joined = verb.dep_ == "conj" and verb.head.tag_ == "VBG" and _tells(verb.head, later=True)
    return later and verb.tag_ == "VBG" and (beside or joined)


def _able(verb: Token) -> bool:
    """Return whether an infinitive stands behind an auxiliary such as "may", its own or that of a verb before it."""
    if any(c.tag_ == "MD" for c in verb.children):
        return True
    return verb.dep_ == "conj" and verb.head.i < verb.i and verb.head.tag_ == "VB" and _able(verb.head)


def _finite(verb: Token) -> bool:
    """Return whether a verb beside the main clause tells something of its own: "which heard it", "having heard it"."""
    own = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return verb.tag_ in FINITE or any(c.tag_ in FINITE or c.lower_ == "having" for c in own)


def _first(verb: Token) -> Token:
    """Return the first word of a verb's own: its subject and auxiliaries.

    A subject that the parser joined to an object before is known by where it stands: "fined A and B granted ...".
    """
    own = [c.left_edge for c in verb.children if c.i < verb.i and c.dep_ in _LEFT]
    first = min([verb, *own], key=lambda t: t.i)
    if own or verb.dep_ != "conj":
        return first
    before = first
    while before.i > 0 and before.nbor(-1).pos_ in _NOMINAL:
        before = before.nbor(-1)
    return before if before.i > 1 and before.nbor(-1).lower_ == "and" else first


def _joined(verb: Token, first: Token) -> bool:
    """Return whether a comma or conjunction stands before a verb's part; "the order, made by B, ..." is no part."""
    before = first.nbor(-1).lower_ if first.i > 0 else ""
    reduced = before == "," and first.i == verb.i and any(c.dep_ == "agent" for c in verb.children)
    return before in _JOINS and not reduced
