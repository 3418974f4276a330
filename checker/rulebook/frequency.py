"""How often words come, told from the rules' own examples: a pattern is asked for where its rarest words stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from checker.rulebook.words import WORD, Squeezed

_UNSEEN = 0.02  # times that a form which no example has is thought to come in as many texts


class Frequency:
    """Counts of words, and of pairs of words that follow one another, in some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            words = WORD.findall(Squeezed(text).text)
            self._words.update(words)
            self._pairs.update(pairwise(words))

    def of(self, surface: str) -> float:
        """Return how often a surface form comes, at most: as often as the rarest pair of its words."""
        words = WORD.findall(surface)
        counts = [self._pairs[pair] for pair in pairwise(words)] or [self._words[word] for word in words]
        return min(counts, default=0) + _UNSEEN
