"""Could any pairing of the mentions in reach break a rule? If none could, the sentence is clean without a parse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from checker.judging.amounts import wrong_amount
from checker.judging.claim import far
from checker.judging.sieve import Sieve, numbers
from checker.quantities import Amount, amounts
from checker.reading.coreference import lendable
from checker.reading.dates import between, moments
from checker.reading.passage import AHEAD, TOPIC, WINDOW
from checker.reading.reference import DESCRIBED, NAMED, SUBJECT, has_owner, has_pronoun
from checker.reading.scan import Sentence
from checker.reading.stance import asks
from checker.rulebook.compiled import COLUMNS, NONE, Compiled, Mask, Pattern
from checker.spans import Span

_BY_PREDICATE = frozenset({"claim", "power", "only", "denied"})  # found at a predicate, not at bare words
_IN_REACH = frozenset({"power", "only", "denied"})  # whose matter the sentences before may say
_BEHIND, _PRONOUN_BEHIND = 90, 20  # code points after "is for", "took it to" in which a body stands, and a pronoun
_BEING = re.compile(
    r"\b(?:be|is|are|was|were|been|being|am|now|remain\w*|rest\w*|stay\w*|l(?:ie\w*|ay|ain|ying)|pend\w*|sit\w*|sat)\b"
    r"|['’](?:s|re|m)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:which|whom)\b", re.IGNORECASE)


class Gate:
    """Passes the sentences that could hold a finding, with the patterns that could find it.

    It must lose nothing that judging would find: each test here is implied by a test there.
    """

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._sieve = Sieve(compiled)
        self._breakable = sum(1 << n for n, p in compiled.patterns.items() if p.check != "fits")

    def candidates(self, sentences: list[Sentence], number: int, text: str | None = None) -> list[int]:
        """Return the numbers of the patterns that the mentions of a sentence could meet.

        Args:
            sentences: all of the draft.
            number: which of them.
            text: the draft's prose; without it (the events of a case) its words are not looked at.
        """
        sentence = sentences[number]
        named = [] if text is None else lendable(sentences, number, text, self._compiled.topic_mask)
        lent = _union(m.closure for m in named)
        met = self._sieve.met(sentence.closure | lent) & self._breakable
        if not met:
            return []
        if text is not None and asks(sentence.span.of(text)):
            return []  # what is asked is not claimed
        view, patterns = _View(self._compiled, sentences, number, text, lent), self._compiled.patterns
        met = self._sieve.with_bodies(met, lambda: view.bodies)
        met = self._sieve.with_subjects(met, lambda: view.reach)
        return [n for n in numbers(met) if view.could(patterns[n])]  # in order: the same finding as without the gate


class _View:
    """What can be said of a sentence without a parse, each thing when it is first asked for."""

    def __init__(
        self, compiled: Compiled, sentences: list[Sentence], number: int, text: str | None, lent: Mask
    ) -> None:
        self._compiled, self._sentence, self._text, self._lent = compiled, sentences[number], text, lent
        self._closure = self._sentence.closure | lent
        self._before = sentences[max(0, number - TOPIC) : number]
        self._ahead = sentences[number + 1 : number + 1 + AHEAD]
        self._led: dict[int, bool] = {}  # of frames, by their numbers: whether somebody is brought in by a preposition

    def could(self, pattern: Pattern) -> bool:
        """Return whether the mentions could meet a pattern that the sieve has let through."""
        if not _met(pattern.gate[COLUMNS:], self._closure):
            return False
        if len(pattern.agent) > 1 and not _met(pattern.agent, self.reach):
            return False
        return self._placed(pattern) and not self._excused(pattern) and self._at_hand(pattern)

    def _placed(self, pattern: Pattern) -> bool:
        """Return whether what a pattern wants in its places, and around it, is in reach."""
        if pattern.check == "route" and self._text is not None:  # who is appealed to stands in the sentence itself
            if not _met(pattern.source, self._window):
                return False
            if pattern.bodies and pattern.bodies.isdisjoint(self._sentence.primary):
                return False
        theme = self._closure if pattern.check == "claim" and self._text is not None else self._window
        if not _met(pattern.theme, theme):
            return False
        if not _met(pattern.carry, self._window):
            return False
        return _met(pattern.context, self._topic) and (not pattern.around or _met(pattern.around, self._around))

    def _at_hand(self, pattern: Pattern) -> bool:
        """Return whether a word of the act, and an amount that is wrong, stand in the sentence."""
        if pattern.act and pattern.check in _BY_PREDICATE and not self._meant(pattern):
            return False
        if self._text is None:
            return True
        if pattern.check == "order":  # judged between the events of a case
            return False
        if pattern.amount is not None and wrong_amount(pattern.amount, self._amounts, Span(0, 0)) is None:
            return False
        return pattern.check != "claim" or bool(pattern.act) or self._close(pattern)

    def _close(self, pattern: Pattern) -> bool:
        """Return whether the words of a claim stand as close to one another as those of one claim do."""
        if len(self._said) <= (most := far(len(self._said))):
            return True
        places = [
            [m.span for m in self._sentence.mentions if not mask.isdisjoint(m.closure)]
            for mask in pattern.has
            if mask not in pattern.carry and mask.isdisjoint(self._lent)
        ]
        first = min(places, key=len, default=[])
        return not places or any(all(any(_within(a, b, most) for b in spans) for spans in places) for a in first)

    def _excused(self, pattern: Pattern) -> bool:
        """Return whether a word that excuses is there: a negator does so only near the claim, not known yet.

        Nor is it known which words stand in the clause of an act, where they must to excuse one who has no power.
        """
        unless = pattern.unless
        return (
            pattern.check != "power"
            and not unless.isdisjoint(self._sentence.closure)
            and any(
                not form.negator and not unless.isdisjoint(self._compiled.closure(form.atom))
                for form in self._sentence.forms
            )
        )

    def _meant(self, pattern: Pattern) -> bool:
        """Return whether a word of the act stands here whose matter, where it needs one, is in reach."""
        act, themes = pattern.act, pattern.theme if pattern.check in _IN_REACH else ()
        for above, number in self._frames:
            if act.isdisjoint(above):
                continue
            if number < 0:
                if self._text is None:
                    return True
                continue
            unit = self._compiled.units[number]
            said = self._closure if unit.stated else self._window
            if (not unit.matter or not unit.matter.isdisjoint(said)) and _met(themes, said) and self._brought(number):
                return True
        return False

    @cached_property
    def _frames(self) -> list[tuple[Mask, int]]:
        """What is mentioned, by closure, and the number of the frame of each that is a word of an act."""
        forms = {(f.atom, f.unit) for f in self._sentence.forms if f.unit >= 0 or self._text is None}
        return [(self._compiled.closure(atom), unit) for atom, unit in forms]

    def _brought(self, number: int) -> bool:
        """Return whether somebody stands behind a preposition of a frame that says who does the act by one."""
        unit = self._compiled.units[number]
        if self._text is None or (unit.shape != "be" and unit.body in ("agent", "object")):
            return True
        if (known := self._led.get(number)) is None:
            start = self._sentence.span.start
            if unit.shape == "be":
                naming = (m.span for m in self._sentence.naming({unit.atom}) if m.form.unit == number)
                places = [(span.start - start, span.end - start) for span in naming]
                places = [(a, b) for a, b in places if self._after_being(a)]
            else:
                places = [m.span() for m in _prepositions(unit.body).finditer(self._said)]
            known = self._led[number] = any(self._behind(first, last) for first, last in places)
        return known

    def _after_being(self, first: int) -> bool:
        """Return whether a form of be, or of another verb of place, may govern a phrase at an offset."""
        before = self._said[max(0, first - _BEHIND) : first]
        return not before.endswith((",", ", ")) and (first < _PRONOUN_BEHIND or _BEING.search(before) is not None)

    def _behind(self, first: int, last: int) -> bool:
        """Return whether a body, or a pronoun that may stand for one, stands behind a phrase at offsets."""
        near = self._said[first : last + _PRONOUN_BEHIND]
        if has_pronoun(near) or has_owner(near) or _RELATIVE.search(near):
            return True
        return any(last <= at - self._sentence.span.start < last + _BEHIND for at in self._somebody)

    @cached_property
    def _somebody(self) -> list[int]:
        """Where bodies stand, and words that may stand for one."""
        known = self._compiled
        return [m.span.start for m in self._sentence.naming(known.body_mask | known.refer.keys())]

    @cached_property
    def _said(self) -> str:
        return "" if self._text is None else self._sentence.span.of(self._text)

    @cached_property
    def bodies(self) -> set[int] | Mask:
        """The atoms among which a body must be: the sentence's own, and those that a word of it may stand for."""
        own, before = self._sentence.primary, self._before
        if self._text is None:
            return _union(s.primary for s in (*before[-DESCRIBED:], self._sentence))
        described = self._compiled.refer.keys() & own
        pronoun, owner = has_pronoun(self._said), has_owner(self._said)
        if not described and not pronoun and not owner:
            return own
        found = set(own)
        if described:
            may_be = _union(self._compiled.refer[at] for at in described)
            found |= may_be & _union(s.primary for s in before[-DESCRIBED:])
            found |= {self._compiled.seats[at] for at in described & self._compiled.seats.keys()}
        for sentence in before[-SUBJECT:] if pronoun else before[-NAMED:] if owner else ():
            found |= sentence.primary & self._compiled.body_mask
        return found

    @cached_property
    def reach(self) -> set[int] | Mask:
        """The closures of what may stand as a subject: what the sentence names, and the bodies that it may mean."""
        if self._text is None:
            return self._window
        if self.bodies is self._sentence.primary:
            return self._closure
        return self._closure.union(*(self._compiled.closure(at) for at in self.bodies - self._sentence.primary))

    @cached_property
    def _window(self) -> Mask:
        most = DESCRIBED if self._text is None else WINDOW
        return _union(s.closure for s in (*self._before[-most:], self._sentence))

    @cached_property
    def _topic(self) -> Mask:
        return _union(s.closure for s in (*self._before, self._sentence))

    @cached_property
    def _around(self) -> Mask:
        return self._topic.union(*(s.closure for s in self._ahead))

    @cached_property
    def _amounts(self) -> list[Amount]:
        return [*amounts(self._said), *between(moments(self._said))]


@cache
def _prepositions(names: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{names})\b", re.IGNORECASE)


def _within(a: Span, b: Span, most: int) -> bool:
    """Return whether two places are, from end to end, no longer than `most`."""
    whole = a.hull(b)
    return whole.end - whole.start <= most


def _met(masks: Sequence[Mask], by: set[int] | Mask) -> bool:
    """Return whether each mask is met."""
    return not any(map(by.isdisjoint, masks))


def _union(sets: Iterable[set[int] | Mask]) -> Mask:
    return NONE.union(*sets)
