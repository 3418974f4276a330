"""Could any pairing of the mentions in reach break a rule? If none could, the sentence is clean without a parse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from checker.judging.amounts import wrong_amount
from checker.quantities import Amount, amounts
from checker.reading.dates import between, moments
from checker.reading.passage import AHEAD, TOPIC, WINDOW
from checker.reading.reference import DESCRIBED, NAMED, SUBJECT, has_owner, has_pronoun
from checker.reading.scan import Sentence
from checker.reading.stance import asks
from checker.rulebook.compiled import NONE, Compiled, Mask, Pattern
from checker.spans import Span

_BY_PREDICATE = frozenset({"claim", "power", "only", "denied"})  # found at a predicate, not at bare words
_IN_REACH = frozenset({"power", "only", "denied"})  # whose matter the sentences before may say


class Gate:
    """Passes the sentences that could hold a finding, with the patterns that could find it.

    It must lose nothing that judging would find: each test here is implied by a test there.
    """

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._triggers = frozenset(compiled.by_atom)
        # What has been met so far, as most is met again and again: the patterns of atoms, and what patterns ask.
        self._numbers: dict[int, list[int]] = {}
        self._asked: dict[int, tuple[Mask, tuple[Mask, ...], tuple[Mask, ...]]] = {}

    def candidates(self, sentences: list[Sentence], number: int, text: str | None = None) -> list[int]:
        """Return the numbers of the patterns that the mentions of a sentence could meet.

        Args:
            sentences: all of the draft.
            number: which of them.
            text: the draft's prose; without it (the events of a case) its words are not looked at.
        """
        sentence = sentences[number]
        if self._triggers.isdisjoint(sentence.primary):
            return []
        if text is not None and asks(sentence.span.of(text)):
            return []  # what is asked is not claimed
        view, patterns = _View(self._compiled, sentences, number, text), self._compiled.patterns
        named = self._named(sentence, view)
        return [n for n in sorted(named) if view.could(patterns[n])]  # in order: the same finding as without the gate

    def _named(self, sentence: Sentence, view: _View) -> list[int]:
        """Return the patterns whose words the sentence has, and whose bodies and subjects it has or may refer to."""
        known, asked, closure = self._numbers, self._asked, sentence.closure
        bodies, reach = view.bodies, view.reach
        numbers: set[int] = set()
        for atom in sentence.primary & self._triggers:
            if (own := known.get(atom)) is None:
                own = known[atom] = self._compiled.by_atom[atom]
            numbers.update(own)
        if bodies.isdisjoint(self._compiled.bodily):
            numbers -= self._compiled.bodied
        found = []
        for number in numbers:
            if (asks_for := asked.get(number)) is None:
                pattern = self._compiled.patterns[number]
                # The first group is met: the pattern was found by it.
                asks_for = asked[number] = pattern.bodies, pattern.gate[1:], pattern.agent
            who, groups, subjects = asks_for
            if who and who.isdisjoint(bodies):
                continue
            for group in groups:
                if group.isdisjoint(closure):
                    break
            else:
                if not subjects or _met(subjects, reach):
                    found.append(number)
        return found


class _View:
    """What can be said of a sentence without a parse, each thing when it is first asked for."""

    def __init__(self, compiled: Compiled, sentences: list[Sentence], number: int, text: str | None) -> None:
        self._compiled, self._sentence, self._text = compiled, sentences[number], text
        self._before = sentences[max(0, number - TOPIC) : number]
        self._ahead = sentences[number + 1 : number + 1 + AHEAD]
        self._closure = self._sentence.closure

    def could(self, pattern: Pattern) -> bool:
        """Return whether the mentions could meet a pattern whose words and subjects are there."""
        return self._placed(pattern) and not self._excused(pattern.unless) and self._at_hand(pattern)

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
        return pattern.amount is None or wrong_amount(pattern.amount, self._amounts, Span(0, 0)) is not None

    def _excused(self, unless: Mask) -> bool:
        """Return whether a word that excuses is there: a negator does so only near the claim, not known yet."""
        return not unless.isdisjoint(self._closure) and any(
            not form.negator and not unless.isdisjoint(self._compiled.closure(form.atom))
            for form in self._sentence.forms
        )

    def _meant(self, pattern: Pattern) -> bool:
        """Return whether a word of the act stands here whose matter, where it needs one, is in reach."""
        act, themes = pattern.act, pattern.theme if pattern.check in _IN_REACH else ()
        for form in self._sentence.forms:
            if act.isdisjoint(self._compiled.closure(form.atom)):
                continue
            if form.unit < 0:
                if self._text is None:
                    return True
                continue
            unit = self._compiled.units[form.unit]
            said = self._closure if unit.stated else self._window
            if (not unit.matter or not unit.matter.isdisjoint(said)) and _met(themes, said):
                return True
        return False

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


def _met(masks: Sequence[Mask], by: set[int] | Mask) -> bool:
    """Return whether each mask is met."""
    return not any(map(by.isdisjoint, masks))


def _union(sets: Iterable[set[int] | Mask]) -> Mask:
    return NONE.union(*sets)
