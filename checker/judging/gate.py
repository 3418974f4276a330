"""Could any pairing of the mentions in reach break a rule? If none could, the sentence is clean without a parse."""

from __future__ import annotations

from dataclasses import dataclass

from checker.reading.scan import Sentence
from checker.rulebook.compiled import Compiled

_BACK = 6


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
        numbers: set[int] = set()
        mask = primary
        by_atom = compiled.by_atom
        while mask:
            low = mask & -mask
            mask ^= low
            numbers.update(by_atom.get(low.bit_length() - 1, ()))
        if not numbers:
            return []
        window_primary, window = primary, closure
        for other in sentences[max(0, number - _BACK) : number]:
            window_primary |= other.primary
            window |= other.closure
        found = []
        for i in sorted(numbers):  # the first that fits is the finding: the same one with and without the gate
            pattern = compiled.patterns[i]
            if pattern.unless & closure:
                continue
            if pattern.bodies and not pattern.bodies & window_primary:
                continue
            if all(g & closure for g in pattern.gate) and all(
                g & window for g in (*pattern.agent, *pattern.theme, *pattern.context, *pattern.carry)
            ):
                found.append(i)
        return found
