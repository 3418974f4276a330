"""Cues in the few words of a field: what negates them or puts them as a plan, and which preposition leads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from checker.reading.stance import Reading, Stance
from checker.rulebook.words import fold
from checker.spans import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_END = re.compile(r"[,;:.]|\bbut\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"\b(in|at|before|with|by|inside|within|under|to|into|against|for|onto|unto|from|of)\b", re.IGNORECASE
)
_GENERIC = re.compile(
    r"\b(?:it|this|that|they|them|these|cases?|claims?|matters?|disputes?|actions?|proceedings?|(?:law ?)?suits?|"
    r"trials?|litigation|hearings?|appeals?|applications?|decisions?|judge?ments?|rulings?|orders?)\b",
    re.IGNORECASE,
)
_ADDITIVE = frozenset(("just", "only", "merely", "simply"))
_MODAL = frozenset(("can", "could", "may", "might", "cannot", "can't", "power", "jurisdiction", "authority", "able"))


def is_generic(words: str) -> bool:
    """Return whether words name a thing that something else must tell apart: the claim, a decision, it."""
    return bool(_GENERIC.search(words))


def governor(text: str, start: int, at: int) -> str:
    """Return the last preposition in `text` from `start` to `at`, lower-cased, or ""."""
    found = _PREPOSITION.findall(text, start, at)
    return found[-1].lower() if found else ""


def possessive(text: str, end: int) -> bool:
    """Return whether a word that ends at `end` stands in the possessive."""
    return text[end : end + 2] in ("'s", "’s") or (text[end - 1 : end] == "s" and text[end : end + 1] in ("'", "’"))


@cache
def _lemmas(word: str) -> frozenset[str]:
    from lemminflect import getAllLemmas  # noqa: PLC0415  loads numpy: only cases need it while checking

    found = {lemma.lower() for lemmas in getAllLemmas(word).values() for lemma in lemmas}
    return frozenset(found | {word})


class Phrases:
    """Reads fields by the words of the language files (category to lemmas)."""

    def __init__(self, words: Mapping[str, tuple[str, ...]]) -> None:
        def category(name: str) -> frozenset[str]:
            return frozenset(words.get(name, ()))

        self._negative = category("negative-word")
        self._negative_verbs = category("negative-verb")
        self._negative_nouns = category("negative-noun")
        self._stances = ((category("proposal-verb"), Stance.PROPOSED), (category("rejecting-verb"), Stance.REJECTED))
        self._conditions = category("condition")
        self._light, self._getting = category("light-verb"), category("getting-verb")

    def light(self, words: str) -> bool:
        """Return whether words begin with a verb that only carries a noun: make, give, issue."""
        first = _WORD.search(fold(words))
        return first is not None and bool(_lemmas(first[0]) & self._light)

    def getting(self, words: str) -> bool:
        """Return whether words begin with a verb by which somebody gets what another makes: obtain, secure, win."""
        first = _WORD.search(fold(words))
        return first is not None and bool(_lemmas(first[0]) & self._getting)

    @staticmethod
    def modal(text: str, span: Span) -> bool:
        """Return whether words speak of what can be done."""
        return any(m[0].lower() in _MODAL for m in _WORD.finditer(text, span.start, span.end))

    def reading(self, text: str, span: Span, at: int, *, verbal: bool) -> Reading:
        """Return how a word at `at` stands in a field.

        Args:
            text: the clause.
            span: the field.
            at: where the word begins; the field's end for what the field as a whole governs.
            verbal: the field says what is done, so that its verbs (refuse, plan) turn what follows.
        """
        start = max((m.end() for m in _END.finditer(text, span.start, at)), default=span.start)
        negators: set[int] = set()
        stance = Stance.ASSERTED
        words = list(_WORD.finditer(fold(text), start, at))
        for i, word in enumerate(words):
            low = word[0]
            following = words[i + 1][0] if i + 1 < len(words) else ""
            if low in self._negative or low == "cannot" or low.endswith("n't"):
                if following not in _ADDITIVE:
                    negators.add(word.start())
            elif low in self._negative_nouns and following in ("of", "to"):
                negators.add(word.start())
            elif low in self._conditions and not i and following != "to":
                stance = Stance.HYPOTHETICAL
            elif verbal:
                if _lemmas(low) & self._negative_verbs:
                    negators.add(word.start())
                stance = self._turned(low) or stance
        return Reading(stance, frozenset(negators))

    def _turned(self, word: str) -> Stance | None:
        """Return the stance into which a verb puts what follows it, if it does."""
        if word in ("should", "ought"):
            return Stance.PROPOSED
        if word in self._conditions:
            return None  # "decide whether to revoke" claims the power to revoke
        return next((turned for lemmas, turned in self._stances if _lemmas(word) & lemmas), None)

    def denied_after(self, text: str, span: Span, at: int) -> Iterator[int]:
        """Yield the places of verbs after `at` in the same part of a field that deny a noun: `injunction refused`."""
        end = next((m.start() for m in _END.finditer(text, at, span.end)), span.end)
        for word in _WORD.finditer(fold(text), at, end):
            if word[0].endswith(("ed", "en")) and _lemmas(word[0]) & self._negative_verbs:
                yield word.start()
