"""Could any pairing of the mentions in reach break a rule? If none could, the sentence is clean without a parse."""

from __future__ import annotations

from dataclasses import dataclass

from checker.reading.scan import Sentence
from checker.rulebook.compiled import Compiled, Mask

_BACK = 6
_BY_PREDICATE = frozenset({"claim", "power", "only", "denied"})  # found at a predicate, not at bare words


@dataclass(slots=True)
class Gate:
    """Passes the sentences that could hold a finding, with the patterns that could find it.

    It must lose nothing that judging would find: each test here is implied by a test there.
    """

    compiled: Compiled

    def candidates(self, sentences: list[Sentence], number: int) -> list[int]:
        """Return the numbers of the patterns that the mentions of a sentence could meet."""
        compiled, sentence = self.compiled, sentences[number]
        primary, closure = sentence.primary, sentence.closure
        by_atom = compiled.by_atom
        numbers = {number for atom in primary if atom in by_atom for number in by_atom[atom]}
        if not numbers:
            return []
        near = sentences[max(0, number - _BACK) : number + 1]
        window_primary = frozenset().union(*(s.primary for s in near))
        window = frozenset().union(*(s.closure for s in near))
        found = []
        for i in sorted(numbers):  # the first that fits is the finding: the same one with and without the gate
            pattern = compiled.patterns[i]
            if any(map(closure.isdisjoint, pattern.gate)) or not pattern.unless.isdisjoint(closure):
                continue
            if pattern.bodies and pattern.bodies.isdisjoint(window_primary):
                continue
            elsewhere = (*pattern.agent, *pattern.theme, *pattern.context, *pattern.carry)
            if any(map(window.isdisjoint, elsewhere)):
                continue
            if pattern.act and pattern.check in _BY_PREDICATE and not self._meant(sentence, pattern.act, window):
                continue
            found.append(i)
        return found

    def _meant(self, sentence: Sentence, act: Mask, window: Mask) -> bool:
        """Return whether a word of the act stands here whose matter, where it needs one, is in reach."""
        units = self.compiled.units
        for mention in sentence.mentions:
            if not act.isdisjoint(mention.closure):
                matter = units[mention.form.unit].matter if mention.form.unit >= 0 else None
                if not matter or not matter.isdisjoint(window):
                    return True
        return False
