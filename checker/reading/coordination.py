"""The parts of a sentence that tell one thing after another: "X granted ..., ordered ... and referred ..."."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from checker.reading.parsed import VERBAL
from checker.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TOLD = frozenset({"VBD", "VBN", "VBZ", "VBP"})
_JOINED = frozenset({"conj", "dep", "acl", "advcl", "ccomp", "amod", "ROOT", "parataxis", "relcl"})
_JOINS = frozenset({",", "and", "or", "but", "then", ";"})
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
        if token.tag_ not in _TOLD or token.pos_ not in VERBAL or token.dep_ not in _JOINED:
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


def _first(verb: Token) -> Token:
    """Return the first word of a verb's own: its subject and auxiliaries."""
    own = [c.left_edge for c in verb.children if c.i < verb.i and c.dep_ in _LEFT]
    return min([verb, *own], key=lambda t: t.i)


def _joined(verb: Token, first: Token) -> bool:
    """Return whether a comma or conjunction stands before a verb's part; "the order, made by B, ..." is no part."""
    reduced = first.i == verb.i and any(c.dep_ == "agent" for c in verb.children)
    return first.i > 0 and first.nbor(-1).lower_ in _JOINS and not reduced
