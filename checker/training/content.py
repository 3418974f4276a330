"""What a text says, part by part, so that each part can be held against other texts: words, bodies, figures, doers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from checker.quantities import amounts
from checker.spans import Span
from checker.training.material import Material

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Sort = Literal["word", "body", "amount", "limit", "doer", "deed", "bound"]
_LIMITS = re.compile(  # which way an amount is a limit
    r"(?P<least>\b(?:at least|(?:no|not) (?:less|fewer) than|(?<!no )(?<!not )(?:more|longer|higher) than|over|above"
    r"|exceed(?:s|ed|ing)?|(?:a )?minimum(?: \w+)? of)\s+$)"
    r"|(?P<most>\b(?:at most|up to|(?:no|not) (?:more|longer|higher) than|(?<!no )(?<!not )(?:less|fewer) than|under"
    r"|below|(?:a )?maximum(?: \w+)? of|limited to|capped at)\s+$)",
    re.IGNORECASE,
)
_SAYING = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_SETTING = frozenset({"NOUN", "PROPN", "VERB"})
_ROOT = 3  # letters of a word, at least
_TIMES = frozenset({"before", "after", "since", "until", "till", "within"})
_MOMENTS = frozenset({"date", "day", "end", "moment", "start", "time", "year"})  # of what they are follows
_LENGTHS = frozenset({"duration", "workdays"})
_LIGHT = frozenset(
    """
    allow ask be become bring case claim come could court day do get give go have hold judge keep know law lead leave
    let make matter may must need party people person place proceeding put right rule say see set side take thing time
    true use want way word work year
    """.split()
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what a text says.

    Attributes:
        sort: a word that says something; a body; an amount or a year; which way an amount is a limit; who does
            something; which body does what; or what a time is reckoned from or to.
        key: what it has in common with the same part of another text.
        span: where it stands.
        verb: whether it is a word that says what is done.
    """

    sort: Sort
    key: str
    span: Span
    verb: bool = False


def parts(material: Material, text: str) -> tuple[Part, ...]:
    """Return the parts of what a text says. Words that say little, and adverbs, are none."""
    atoms, bodies = material.book.compiled.atoms, material.book.bodies
    told = amounts(text)
    found = [
        Part("amount", f"{amount.dimension} {amount.value:g}", amount.span)
        for amount in told
        if amount.dimension != "number" or amount.value > 1
    ]
    for amount in told:
        if limit := _LIMITS.search(text, 0, amount.span.start):
            way = f"{limit.lastgroup} {amount.dimension} {amount.value:g}"
            found.append(Part("limit", way, Span(limit.start(), amount.span.end)))
    numbers = [amount.span for amount in told]
    lengths = [amount.span for amount in told if amount.dimension in _LENGTHS]
    for sentence, doc in material.parsed(text):
        at = sentence.span.start
        named = {m.span: atoms[m.atom] for m in sentence.mentions if atoms[m.atom] in bodies}
        longest = [s for s in named if not any(o != s and o.contains(s) for o in named)]
        found += [Part("body", named[span], span) for span in longest]
        by_token = {t.i: span for t in doc for span in longest if span.start <= at + t.idx < span.end}

        def key(token: Token, by: dict[int, Span] = by_token, of: dict[Span, str] = named) -> str:
            return of[by[token.i]] if token.i in by else _root(token)

        for token in doc:
            span = Span(at + token.idx, at + token.idx + len(token))
            if token.i not in by_token and _says(token) and not any(span.overlaps(other) for other in numbers):
                found.append(Part("word", key(token), span, token.pos_ == "VERB"))
            if _does(token):
                deeds = [v for v in _deeds(token) if v.pos_ == "VERB" and v.lemma_.lower() not in _LIGHT]
                for doer in _with_others(token):
                    here = Span(at + doer.idx, at + doer.idx + len(doer))
                    found.append(Part("doer", key(doer), here))
                    if doer.i in by_token:
                        whole = by_token[doer.i]
                        found += [
                            Part("deed", f"{key(doer)} {_root(verb)}", whole.hull(_placed(verb, at))) for verb in deeds
                        ]
        for word, by in _bounds(doc, lengths):
            span = Span(at + word.idx, at + by.idx + len(by))
            if not any(span.overlaps(other) for other in numbers):
                found.append(Part("bound", f"{word.lower_} {key(by)}", span))
                found += [Part("bound", f"{key(t)} {key(t.head)}", span) for t in by.subtree if _does(t)]
    return tuple(found)


def _root(token: Token) -> str:
    """Return what the forms of a word have in common: "filing", whether noun or verb, is a form of "file"."""
    lemma = token.lemma_.lower()
    bare = lemma.removesuffix("ing").removesuffix("e")
    return bare if len(bare) >= _ROOT else lemma


def _says(token: Token) -> bool:
    return token.pos_ in _SAYING and not token.is_stop and token.lemma_.lower() not in _LIGHT


def _does(token: Token) -> bool:
    """Return whether a token is who or what does something, or is said to be something."""
    if token.pos_ == "PRON" or token.lemma_.lower() in _LIGHT:
        return False
    return token.dep_ == "nsubj" or (token.dep_ == "pobj" and token.head.dep_ == "agent")


def _placed(token: Token, at: int) -> Span:
    return Span(at + token.idx, at + token.idx + len(token))


def _deeds(token: Token) -> Iterator[Token]:
    """Yield the verbs of which a token is the doer."""
    verb = token.head if token.dep_ == "nsubj" else token.head.head
    yield verb
    yield from (other for other in verb.conjuncts if not any(c.dep_.startswith("nsubj") for c in other.children))


def _with_others(token: Token) -> Iterator[Token]:
    yield token
    yield from (other for other in token.conjuncts if other.pos_ in ("NOUN", "PROPN"))


def _bounds(doc: Doc, lengths: list[Span]) -> Iterator[tuple[Token, Token]]:
    """Yield each word that sets a bound in time, with the first name or deed behind it, by which the bound is set."""
    within = False
    for token in doc:
        word = token.lower_
        if word in _TIMES or (lengths and (word == "from" or (word == "of" and within))):
            behind = (t for t in doc[token.i + 1 :] if t.pos_ in _SETTING and t.lemma_.lower() not in _MOMENTS)
            by = next(behind, None)
            if by is not None:
                yield token, by
        within = word == "within" or (within and word != "of")


def keys(found: Iterable[Part], sort: Sort) -> frozenset[str]:
    """Return the keys of the parts of a sort."""
    return frozenset(part.key for part in found if part.sort == sort)
