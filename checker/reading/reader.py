"""Sentences that passed the gate, parsed and read into claims."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from checker.quantities import amounts
from checker.reading.claim import Claims, Predicates
from checker.reading.coordination import Clauses
from checker.reading.cues import Cues
from checker.reading.dates import Calendar, between, moments
from checker.reading.following import follows
from checker.reading.parsed import ParsedSentence
from checker.reading.passage import TOPIC, Passage
from checker.reading.predicates import PredicateReader
from checker.reading.reference import References
from checker.reading.roles import Language, RoleReader
from checker.reading.scan import Mention
from checker.reading.stance import Reading, Stance, StanceReader
from checker.reading.telling import Telling, in_present
from checker.rulebook.compiled import Compiled
from checker.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DIRECTED = frozenset({"nsubj", "dobj", "dative", "poss", "nsubjpass"})
_TOWARDS = frozenset({"to", "before", "in", "at", "into", "with", "by", "for"})
_CLAUSE_GAP, _PHRASE_GAP = 40, 12  # code points that a semicolon or colon, and a comma, count for in distances


class Reader:
    """Reads the sentences of drafts by the language of one rulebook."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        places = (
            "light-verb",
            "getting-verb",
            "power-noun",
            "object-control",
            "part-noun",
            "belonging-verb",
            "origin-verb",
            "decision-noun",
            "receiving-verb",
            "burdening-verb",
            "doing-noun",
            "commanding-verb",
            "behest-noun",
            "carrier-noun",
            "vesting-verb",
            "leaving-adjective",
        )
        self._roles = RoleReader(Language(*map(self._words, places)))
        self._cues = Cues.of(compiled.words)
        self._calendar = Calendar(compiled.turns)

    def _words(self, category: str) -> frozenset[str]:
        return frozenset(self._compiled.words.get(category, ()))

    def read(
        self, passage: Passage, docs: Iterable[tuple[int, Doc]], wanted: Container[int]
    ) -> Iterator[tuple[int, Claims]]:
        """Yield (number, claims) of each wanted sentence, as its parse comes.

        Args:
            passage: the draft.
            docs: the parses of its sentences, each with the sentence's number, in order.
            wanted: the numbers of those to read; the others are what these may refer back to.
        """
        telling = Telling(passage)
        for number, doc in docs:
            parsed = passage.take(number, doc)
            if number in wanted:
                yield number, self._claims(passage, parsed, telling)

    def _claims(self, passage: Passage, parsed: ParsedSentence, telling: Telling) -> Claims:
        sentence = parsed.sentence
        text, base = sentence.span.of(passage.text), sentence.span.start
        stance = StanceReader(self._cues, parsed.doc)
        references = References(passage, parsed, self._roles)
        predicates = PredicateReader(self._compiled, parsed, self._roles, stance, references)
        clauses = Clauses(parsed.doc)
        numbered = moments(text)
        dates = [*numbered, *self._calendar.named(text)]
        return Claims(
            span=sentence.span,
            lent=parsed.lent,
            lender=passage.lender(parsed),
            text=text,
            mentions=[m for m in parsed.mentions if parsed.meant(m)],
            predicates=Predicates((m for m in sentence.mentions if m.form.unit >= 0), predicates.read),
            amounts=[a._replace(span=a.span.shifted(base)) for a in (*amounts(text), *between(numbered))],
            moments=[m._replace(span=m.span.shifted(base)) for m in dates],
            window=passage.window(sentence.number),
            topic=passage.window(sentence.number, TOPIC),
            around=passage.window(sentence.number, TOPIC) | passage.ahead(sentence.number),
            lately=lambda sort, most: passage.lately(sentence.number, sort, most),
            read=lambda mentions: _reading(parsed, stance, list(mentions)),
            distance=lambda a, b: _distance(passage.text, a, b),
            scene=lambda mentions: passage.scenes.of(sentence, list(mentions)),
            carried=None if dates else passage.dated_before(sentence.number),
            told=telling.told(parsed),
            present=in_present(parsed),
            denies=lambda mentions: _denies(parsed, stance, list(mentions)),
            denied_beside=lambda act, words: _denied_beside(parsed, stance, act, list(words)),
            parts=lambda: [(part.shifted(base), verb.shifted(base)) for part, verb in clauses.parts],
            clause=lambda place: clauses.of(place.shifted(-base)),
            stance=lambda place: stance.of(_token_at(parsed.doc, place.shifted(-base))),
            follows=lambda place: follows(_token_at(parsed.doc, place.shifted(-base))),
            directed=[m for m in sentence.mentions if parsed.is_body(m) and self._directed(parsed, m)],
        )

    def _directed(self, parsed: ParsedSentence, mention: Mention) -> bool:
        """Return whether a body stands where something is brought to it, or hears it; its officers stand for it."""
        head = parsed.head(mention)
        if head is None:
            return False
        while head.dep_ in ("compound", "conj", "appos", "nmod") or (head.dep_ == "pobj" and self._of_part(head.head)):
            head = head.head.head if head.dep_ == "pobj" else head.head
        if head.dep_ != "pobj":
            return head.dep_ in _DIRECTED
        named = any(c.dep_ == "expl" for c in head.head.head.children)  # "before B there was A": B only tells the time
        return head.head.lower_ in _TOWARDS and not (named and head.i < head.head.head.i)

    def _of_part(self, preposition: Token) -> bool:
        return preposition.lower_ in ("of", "at", "from") and self._roles.is_part(preposition.head)


def _reading(parsed: ParsedSentence, stance: StanceReader, mentions: Sequence[Mention]) -> Reading:
    """Return the stance of a claim made of several mentions: what denies or suspends one does it to the whole."""
    negators: set[int] = set()
    covered: set[int] = set()
    readings = [stance.of(head) for m in mentions if (head := parsed.head(m)) is not None]
    for mention in mentions:
        covered |= parsed.literal(mention)
    for reading in readings:
        negators |= reading.negators
    # "a requirement for whoever wants to sell": the relative clause's stance is its own
    stances = {r.stance for r in readings if not r.inner} or {r.stance for r in readings}
    dead = stances - {Stance.ASSERTED, Stance.ATTRIBUTED}
    if dead == {Stance.HYPOTHETICAL} and len(stances) > 1:
        dead = set()  # "infringed only if he knew": the condition is part of what is asserted
    return Reading(min(dead) if dead else Stance.ASSERTED, frozenset(negators - covered))


def _token_at(doc: Doc, place: Span) -> Token:
    """Return the first word at a place of a sentence."""
    return next((t for t in doc if t.idx + len(t.text) > place.start), doc[-1])


def _denies(parsed: ParsedSentence, stance: StanceReader, mentions: Sequence[Mention]) -> bool:
    """Return whether a claim made of several mentions is denied by one word, and nothing else is."""
    inside = [m for m in mentions if parsed.sentence.span.contains(m.span)]
    heads = [head for m in inside if (head := parsed.head(m)) is not None]
    own = set().union(*(parsed.literal(m) for m in inside))
    return len(heads) == len(inside) and stance.denies(heads, own)


def _denied_beside(parsed: ParsedSentence, stance: StanceReader, act: Mention, words: Sequence[Mention]) -> bool:
    """Return whether what denies one of some words, and is none of them, leaves an act alone."""
    verb = parsed.head(act)
    covered = set().union(*(parsed.literal(m) for m in (act, *words)))
    heads = [head for m in words if (head := parsed.head(m)) is not None]
    return verb is not None and any(not stance.denied_beside(head, verb) <= covered for head in heads)


def _distance(text: str, a: Span, b: Span) -> int:
    """Return how far two places of a text are from each other, in code points; stops in between count for more."""
    gap = max(a.start - b.end, b.start - a.end, 0)
    between_them = text[min(a.end, b.end) : max(a.start, b.start)]
    stops = sum(between_them.count(c) for c in ";:")
    return gap + _CLAUSE_GAP * stops + _PHRASE_GAP * between_them.count(",")
