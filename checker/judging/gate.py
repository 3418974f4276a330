"""Could any pairing of the mentions in reach break a rule? If none could, the sentence is clean without a parse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from checker.judging.amounts import wrong_amount
from checker.quantities import Amount, amounts
from checker.reading.dates import between, moments
from checker.reading.passage import AHEAD, TOPIC
from checker.reading.reference import PRONOUNS
from checker.reading.scan import Sentence
from checker.rulebook.compiled import Compiled, Mask, Pattern
from checker.spans import Span

_BACK = 6
_BY_PREDICATE = frozenset({"claim", "power", "only", "denied"})  # found at a predicate, not at bare words
_PRONOUN = re.compile(rf"\b(?:{'|'.join(sorted(PRONOUNS | {'its', 'their'}))})\b", re.IGNORECASE)


@dataclass(slots=True)
class Gate:
    """Passes the sentences that could hold a finding, with the patterns that could find it.

    It must lose nothing that judging would find: each test here is implied by a test there.
    """

    compiled: Compiled

    def candidates(self, sentences: list[Sentence], number: int, text: str | None = None) -> list[int]:
        """Return the numbers of the patterns that the mentions of a sentence could meet.

        Args:
            sentences: all of the draft.
            number: which of them.
            text: the draft's prose; without it (the events of a case) its words are not looked at.
        """
        by_atom, patterns = self.compiled.by_atom, self.compiled.patterns
        numbers = {n for atom in sentences[number].primary if atom in by_atom for n in by_atom[atom]}
        if not numbers:
            return []
        view = _View(self.compiled, sentences, number, text)
        return [i for i in sorted(numbers) if view.could(patterns[i])]  # in order: the same finding as without the gate


class _View:
    """What can be said of a sentence without a parse, each thing when it is first asked for."""

    def __init__(self, compiled: Compiled, sentences: list[Sentence], number: int, text: str | None) -> None:
        self._compiled, self._sentence, self._text = compiled, sentences[number], text
        self._near = sentences[max(0, number - _BACK) : number + 1]
        self._passage = sentences[max(0, number - TOPIC) : number + 1]
        self._ahead = sentences[number + 1 : number + 1 + AHEAD]
        self._closure = self._sentence.closure

    def could(self, pattern: Pattern) -> bool:
        """Return whether the mentions could meet a pattern."""
        closure = self._closure
        if any(map(closure.isdisjoint, pattern.gate)):
            return False
        if pattern.bodies and pattern.bodies.isdisjoint(self._bodies):
            return False
        elsewhere = (*pattern.agent, *pattern.theme, *pattern.carry)
        if any(map(self._window.isdisjoint, elsewhere)) or not self._in_place(pattern) or self._excused(pattern.unless):
            return False
        if pattern.act and pattern.check in _BY_PREDICATE and not self._meant(pattern.act):
            return False
        if self._said is None:
            return True
        if pattern.check == "order":  # judged between the events of a case
            return False
        if pattern.check == "claim" and any(map(closure.isdisjoint, pattern.theme)):
            return False
        return pattern.amount is None or wrong_amount(pattern.amount, self._amounts, Span(0, 0)) is not None

    def _in_place(self, pattern: Pattern) -> bool:
        topic, around = self._topic, pattern.around
        return not any(map(topic.isdisjoint, pattern.context)) and not (
            around and any(map(self._around.isdisjoint, around))
        )

    def _excused(self, unless: Mask) -> bool:
        """Return whether a word that excuses is there: a negator does so only near the claim, not known yet."""
        return not unless.isdisjoint(self._closure) and any(
            not m.form.negator and not unless.isdisjoint(m.closure) for m in self._sentence.mentions
        )

    def _meant(self, act: Mask) -> bool:
        """Return whether a word of the act stands here whose matter, where it needs one, is in reach."""
        for mention in self._sentence.mentions:
            if not act.isdisjoint(mention.closure):
                matter = self._compiled.units[mention.form.unit].matter if mention.form.unit >= 0 else None
                if not matter or not matter.isdisjoint(self._window):
                    return True
        return False

    @cached_property
    def _said(self) -> str | None:
        return None if self._text is None else self._sentence.span.of(self._text)

    @cached_property
    def _bodies(self) -> set[int] | Mask:
        """The atoms among which a body must be: the sentence's own, where nothing in it refers back."""
        return self._sentence.primary if self._said is not None and not self._refers else self._primary

    @cached_property
    def _refers(self) -> bool:
        described = not self._compiled.refer.keys().isdisjoint(self._sentence.primary)
        return described or _PRONOUN.search(self._said or "") is not None

    @cached_property
    def _primary(self) -> Mask:
        return frozenset().union(*(s.primary for s in self._near))

    @cached_property
    def _window(self) -> Mask:
        return frozenset().union(*(s.closure for s in self._near))

    @cached_property
    def _topic(self) -> Mask:
        return frozenset().union(*(s.closure for s in self._passage))

    @cached_property
    def _around(self) -> Mask:
        return self._topic.union(*(s.closure for s in self._ahead))

    @cached_property
    def _amounts(self) -> list[Amount]:
        said = self._said or ""
        return [*amounts(said), *between(moments(said))]
