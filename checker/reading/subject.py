"""What a draft is about: where a long one speaks of other things, nothing in it is held against the rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from checker.reading.scan import Sentence
from checker.rulebook.compiled import Compiled

_LONG = 40  # sentences; a shorter draft was handed in for what it says of rights, whether or not it names one
_SHARE = 15  # one sentence of so many that names the subject shows that all of the draft is about it
_BACK, _AHEAD = 12, 4  # sentences, for what stands near one that names it


class Subject:
    """Where one draft speaks of what the rules are about.

    Args:
        compiled: the rules, whose language has the words that name their subject.
    """

    def __init__(self, compiled: Compiled) -> None:
        self._words = frozenset(at for at, sort in compiled.cues.items() if sort == "subject")
        self._named: list[int] = []
        self._count = 0

    def noted(self, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
        """Yield the sentences of the draft as they come, having looked through each."""
        for sentence in sentences:
            if not self._words.isdisjoint(sentence.primary):
                self._named.append(self._count)
            self._count += 1
            yield sentence

    def near(self, number: int) -> bool:
        """Return whether a sentence may be about the rules' subject; all must have been noted before."""
        if not self._words or self._count < _LONG or len(self._named) * _SHARE >= self._count:
            return True
        at = bisect_left(self._named, number - _BACK)
        return at < len(self._named) and self._named[at] <= number + _AHEAD
