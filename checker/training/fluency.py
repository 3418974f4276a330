"""Whether words stand together as sentences do: held against the order of the sorts of words in sound prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain, pairwise
from math import log
from typing import TYPE_CHECKING

from checker.reading.parse import parser

if TYPE_CHECKING:
    from spacy.tokens import Doc

_START, _END = "^", "$"
_TRUST = 3.0  # how often a pair of sorts is met before a third behind it tells more than the pair does
_UNMET = 0.5  # times that a sort counts as met which never was
_KNOWN_PAIR = log(0.7)  # of two words that stand side by side in a text that is known to be well formed
# Of sound examples that were not learnt from, 4 in 100 lie below; of shuffled ones, 94.
_LEAST = -2.4
_ASTRAY = re.compile(  # an article before what is no part of a name, or an end that is none
    r"\b(?:[Tt]he|an?|An)\s+(?:the|an?|of|on|in|at|to|by|for|from|with|and|or|is|are|was|were|has|had|do|does|did)\b"
    r"|\b(?:the|an?|of|and|or)\s*[.!?]\s*$"
)
_TAGGERS = ("tok2vec", "tagger")  # what tells the sorts of words, in the order in which it is done
_MOSTLY = 0.6
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM", "VERB"})  # a verb in -ing may be what is spoken of
_WORDS = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")


class Fluency:
    """Knows sentences from heaps of words.

    Args:
        prose: sound sentences, from which it learns what sort of word follows which.
    """

    def __init__(self, prose: Iterable[str]) -> None:
        self._ones, self._pairs, self._threes = Counter[str](), Counter[tuple[str, str]](), Counter[tuple[str, ...]]()
        rest = [name for name in parser().pipe_names if name not in _TAGGERS]
        for tags in map(_tags, parser().pipe(prose, disable=rest)):
            self._ones.update(tags[2:])
            self._pairs.update(pairwise(tags))
            self._threes.update(zip(tags, tags[1:], tags[2:], strict=False))
        self._firsts = Counter[str]()
        for (first, _), times in self._pairs.items():
            self._firsts[first] += times
        self._all = sum(self._ones.values())

    def reads(self, text: str, known: Iterable[str] = ()) -> bool:
        """Return whether a text reads as sentences: something is said of a subject, in an order that English has.

        Args:
            text: the text.
            known: well-formed texts; pairs of words that stand in them are well put wherever they stand.
        """
        if _ASTRAY.search(text):
            return False
        doc = parser()(text)
        pairs = set(chain.from_iterable(pairwise(_WORDS.findall(one.lower())) for one in known))
        tags = _tags(doc)
        words = ["", *(token.text.lower() for token in doc), ""]
        met = [pair in pairs for pair in pairwise(words[1:-1])]
        names = [token.i for token in doc if token.pos_ in _NAMING]
        stated = any(token.tag_ in _FINITE and names and names[0] < token.i for token in doc)
        if not stated and sum(met) < _MOSTLY * len(met):  # else the tagger, which errs, has missed the verb
            return False
        told = 0.0
        for at, (a, b, c) in enumerate(zip(tags, tags[1:], tags[2:], strict=False)):
            likely = self._likely(a, b, c)
            told += max(likely, _KNOWN_PAIR) if (words[at], words[at + 1]) in pairs else likely
        return told / (len(tags) - 2) >= _LEAST

    def _likely(self, a: str, b: str, c: str) -> float:
        """Return the logarithm of how likely a sort of word stands behind two others."""
        one = (self._ones[c] + _UNMET) / (self._all + _UNMET * (len(self._ones) + 1))
        two = (self._pairs[b, c] + _TRUST * one) / (self._firsts[b] + _TRUST)
        return log((self._threes[a, b, c] + _TRUST * two) / (self._pairs[a, b] + _TRUST))


def _tags(doc: Doc) -> list[str]:
    return [_START, _START, *(token.tag_ for token in doc), _END]
