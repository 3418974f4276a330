"""The words by which a language denies, suspends and takes back: from the language files, by category."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_CATEGORIES = {
    "negative_words": "negative-word",
    "negative_adverbs": "negative-adverb",
    "negative_adjectives": "negative-adjective",
    "negative_verbs": "negative-verb",
    "negative_nouns": "negative-noun",
    "idle": "idle-negation",
    "proposal_verbs": "proposal-verb",
    "proposal_nouns": "proposal-noun",
    "intentions": "intention-verb",
    "pondering": "pondering-verb",
    "rejecting": "rejecting-verb",
    "unfit": "unfit-adjective",
    "open": "possible-adjective",
    "conditions": "condition",
    "requirements": "requirement-verb",
    "speech": "speech-verb",
    "asking": "asking-verb",
    "wording": "wording-verb",
    "noting": "noting-verb",
    "campaigning": "campaigning-verb",
    "thoughts": "thought-noun",
    "refusals": "refusal-verb",
    "decisions": "decision-noun",
    "powers": "power-noun",
    "falsely": "falsity-adverb",
    "abilities": "ability-word",
    "light": "light-verb",
    "weak": "weak-verb",
    "losing": "losing-verb",
    "allowing": "allowing-verb",
    "supposing": "supposing-verb",
    "holding": "holding-verb",
    "few": "few-word",
    "bounds": "bound-noun",
}


@dataclass(frozen=True, slots=True)
class Cues:
    """Lemmas and words by category; a verb may stand with its particle ("rule out")."""

    negative_words: frozenset[str]
    negative_adverbs: frozenset[str]
    negative_adjectives: frozenset[str]
    negative_verbs: frozenset[str]
    negative_nouns: frozenset[str]
    idle: frozenset[str]
    proposal_verbs: frozenset[str]
    proposal_nouns: frozenset[str]
    intentions: frozenset[str]
    pondering: frozenset[str]
    rejecting: frozenset[str]
    unfit: frozenset[str]
    open: frozenset[str]
    conditions: frozenset[str]
    requirements: frozenset[str]
    speech: frozenset[str]
    asking: frozenset[str]
    wording: frozenset[str]
    noting: frozenset[str]
    campaigning: frozenset[str]
    thoughts: frozenset[str]
    refusals: frozenset[str]
    decisions: frozenset[str]
    powers: frozenset[str]
    falsely: frozenset[str]
    abilities: frozenset[str]
    light: frozenset[str]
    weak: frozenset[str]
    losing: frozenset[str]
    allowing: frozenset[str]
    supposing: frozenset[str]
    holding: frozenset[str]
    few: frozenset[str]
    bounds: frozenset[str]

    @classmethod
    def of(cls, words: Mapping[str, Sequence[str]]) -> Cues:
        """Return the cues of a rulebook's language, given its words by category."""
        return cls(*(frozenset(words.get(_CATEGORIES[field.name], ())) for field in fields(cls)))

    @staticmethod
    def called(word: Token) -> Iterator[str]:
        """Yield the names of a word: its lemma, and its lemma with each particle or adverb that follows it."""
        lemma = word.lemma_.lower()
        yield lemma
        for child in word.children:
            if child.i > word.i and child.dep_ in ("prt", "advmod", "acomp", "oprd"):
                yield f"{lemma} {child.lower_}"
