"""What reading hands to judging: a sentence with its predicates, roles, amounts, dates, scene and stance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from checker.quantities import Amount
from checker.reading.dates import Moment
from checker.reading.scan import Mention
from checker.reading.stance import Reading, Stance
from checker.rulebook.compiled import Mask, Unit
from checker.spans import Span

UNREAD = Reading(Stance.ASSERTED, frozenset())
_OPENING = 20  # code points from the start of a sentence, for a date that it opens with


@dataclass(slots=True)
class Filler:
    """What fills a place: its mentions (of bodies first of all), and its span. `resolved` if by reference."""

    mentions: list[Mention]
    span: Span
    resolved: bool = False
    restricted: bool = False

    @property
    def closure(self) -> set[int]:
        """Union of the mentions' closures."""
        total: set[int] = set()
        for mention in self.mentions:
            total |= mention.closure
        return total


@dataclass(slots=True)
class Predicate:
    """An act in a sentence, with who and what stands in its places.

    Attributes:
        mention: the word or phrase that names the act.
        unit: the frame by which it was read.
        bodies: who, by the frame, does the act or has it before them.
        agent, thing: mentions in the subject's and in the rest of the predicate's phrase.
        at, to, source: mentions in the complements of prepositions.
        anaphoric: the thing is a pronoun or left out, so that the sentences before may say what it is.
        reading: stance and negators.
        modal: an auxiliary of possibility or a phrase of power stands with it.
        first, last: token indices of the clause, for distance.
    """

    mention: Mention
    unit: Unit
    bodies: list[Filler]
    agent: list[Mention]
    thing: list[Mention]
    at: list[Mention]
    to: list[Mention]
    source: list[Mention]
    anaphoric: bool
    reading: Reading
    modal: bool = False


class Predicates:
    """The predicates of a sentence or event, each read when a rule first asks for its act.

    Args:
        mentions: those that a frame of an act can be opened by.
        read: gives the predicate of one, or None where it is none.
    """

    def __init__(self, mentions: Iterable[Mention], read: Callable[[Mention], Predicate | None]) -> None:
        self._mentions = list(mentions)
        self._read = read
        self._known: dict[int, Predicate | None] = {}

    def of(self, act: Mask) -> Iterator[Predicate]:
        """Yield those of an act, in the order of their words."""
        for number, mention in enumerate(self._mentions):
            if not act.isdisjoint(mention.closure) and (found := self._at(number)) is not None:
                yield found

    def verbs(self, place: Span) -> Iterator[Predicate]:
        """Yield those at a place that no noun opens, in the order of their words; no others are read for it."""
        for number, mention in enumerate(self._mentions):
            if mention.form.pos != "N" and place.contains(mention.span):
                found = self._at(number)
                if found is not None and found.unit.shape != "noun":
                    yield found

    def _at(self, number: int) -> Predicate | None:
        if number not in self._known:
            self._known[number] = self._read(self._mentions[number])
        return self._known[number]

    def __iter__(self) -> Iterator[Predicate]:
        return self.of(frozenset().union(*(m.closure for m in self._mentions)))


@dataclass(slots=True)
class Claims:
    """All that one sentence, or one event of a case, says of procedure.

    `window` is what the sentence and the few before it name, for words that refer back; `topic` is that of more of
    them, for what a passage is about (None: the same). `earlier` and `later` are the closures of the case's other
    events, before this one and after it in time; a sentence of prose has none. `around` is the topic with what the
    two sentences after name; `lately` gives what the last sentence of so many before names, that names anything of
    a sort. `denied_beside` tells whether one of some words is denied, and an act beside it is not; `denies`,
    whether one word denies a claim made of some words, and nothing but that claim. `parts` gives the stretches of a
    sentence that tell one thing after another, each with its verb; none where it has but one. `clause` tells apart
    in which of the clauses of a sentence a place stands; `stance`, how what is said there is meant, and `follows`,
    whether it is said to follow from a condition that may be met ("if nothing is done, the goods are released").
    `lent` are those of its mentions that pronouns stand for, `lender` all that the sentence names that they are
    lent by.
    """

    span: Span
    text: str
    mentions: list[Mention]
    predicates: Predicates
    amounts: list[Amount]
    moments: list[Moment]
    window: Set[int]
    read: Callable[[Iterable[Mention]], Reading]
    distance: Callable[[Span, Span], int]
    scene: Callable[[Iterable[Mention]], tuple[str, bool, bool]]
    told: str = ""
    present: bool = False
    directed: list[Mention] = field(default_factory=list)
    day: int = 0
    earlier: tuple[Set[int], ...] = ()
    later: tuple[Set[int], ...] = ()
    carried: Moment | None = None
    topic: Set[int] | None = None
    around: Set[int] = frozenset()
    lately: Callable[[Mask, int], list[Mention]] | None = None
    denied_beside: Callable[[Mention, Iterable[Mention]], bool] = lambda act, words: False
    denies: Callable[[Iterable[Mention]], bool] = lambda words: False
    parts: Callable[[], list[tuple[Span, Span]]] = list
    lent: Sequence[Mention] = ()
    lender: Sequence[Mention] = ()
    clause: Callable[[Span], tuple[int, int]] = lambda place: (0, 0)
    stance: Callable[[Span], Reading] = lambda place: UNREAD
    follows: Callable[[Span], bool] = lambda place: False

    def when(self, near: Span) -> Moment | None:
        """Return the date of what is claimed at `near`: the only one in the sentence, or the nearest.

        A sentence in the present tense speaks of today's law, whatever past date it mentions, unless it opens with
        "before ..."; one in the past that has no date goes on from the date of the sentences before (`carried`, its
        span being theirs).
        """
        found = [m for m in self.moments if not self.present or m.first > self.day or self._rules(m)]
        if not found:
            return None if self.present else self.carried
        return min(found, key=lambda m: self.distance(m.span, near))

    def _rules(self, moment: Moment) -> bool:
        """Return whether a date says when the law is spoken of that a sentence in the present tense tells."""
        opens = moment.span.start - self.span.start < _OPENING
        return moment.relation in ("since", "after") or (moment.relation == "until" and opens)
