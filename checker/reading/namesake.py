"""Names of bodies that stand for others.

Bodies of other countries bear the names of some here ("the Indian Supreme Court", "the High Court of Singapore"), and a
draft may give a body's initials to something else: "the Electoral Commission (EC)".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.reading.scan import Mention, Scanner, Sentence
from checker.rulebook.compiled import Compiled
from checker.rulebook.words import fold

_GIVEN = re.compile(r"\((?:the |[“\"'‘])?\s*[“\"'‘]?([A-Z]{2,6})[”\"'’]?\)")
_INSIDE = frozenset({"of", "for", "the", "and", "on", "in", "to", "&"})  # words that give no initial
_LONGEST = 90  # code points of a name before its initials
_BACK = 8  # sentences before, in which the same name may have been that of a body abroad
_LEADS = re.compile(r"\.?(?:['’]s)? (?:(?:federal|national|supreme|regional|state) )?", re.IGNORECASE)
_FOLLOWS = re.compile(r" (?:of|in)(?: the)? ", re.IGNORECASE)


def abroad(mention: Mention, sentences: Sequence[Sentence], number: int, text: str, compiled: Compiled) -> bool:
    """Return whether a body's name stands for one of another country.

    It does where a foreign place leads it, or follows it with "of"; and where the same name, when it was last used in
    the few sentences before, was one of another country.

    Args:
        mention: of a body.
        sentences: all of the draft.
        number: of the sentence that holds the mention.
        text: the draft's prose.
        compiled: the rules.
    """
    if mention.atom not in compiled.home_mask:
        return False
    if beside_a_place(mention, sentences[number], text, compiled):
        return True
    for sentence in reversed(sentences[max(0, number - _BACK) : number]):
        if mention.atom in sentence.primary and (same := sentence.naming({mention.atom})):
            return beside_a_place(same[-1], sentence, text, compiled)
    return False


def shared(mention: Mention, text: str, compiled: Compiled) -> bool:
    """Return whether bodies of other countries bear the name, as it is written, of a body here: "the Supreme Court"."""
    body = compiled.bodies.get(mention.atom)
    return body is not None and bool(body.shared) and fold(mention.span.of(text)) in body.shared


def beside_a_place(mention: Mention, sentence: Sentence, text: str, compiled: Compiled) -> bool:
    """Return whether a foreign place leads a body's name, or follows it with "of" or "in"."""
    start, end = mention.span.start, mention.span.end
    for place in sentence.naming(compiled.places.keys()):
        if compiled.places[place.atom] not in compiled.foreign:
            continue
        if place.span.end <= start and _LEADS.fullmatch(text, place.span.end, start):
            return True
        if end <= place.span.start and _FOLLOWS.fullmatch(text, end, place.span.start):
            return True
    return False


class Initials:
    """The initials that a draft gives to names of its own.

    Args:
        text: the draft's prose.
        compiled: the rules.
    """

    def __init__(self, text: str, compiled: Compiled) -> None:
        self._names = _named(text)
        self._compiled = compiled
        self._others: dict[tuple[str, int], bool] = {}

    def of_another(self, mention: Mention, text: str) -> bool:
        """Return whether a body's initials stand, in this draft, for something that is not that body."""
        said = mention.span.of(text)
        if said not in self._names:
            return False
        key = said, mention.atom
        if key not in self._others:
            name = self._names[said]
            self._others[key] = not any(
                mention.atom in self._compiled.closure(m.atom) or m.atom in mention.closure
                for s in Scanner(self._compiled).scan(name)
                for m in s.naming(self._compiled.body_mask)
            )
        return self._others[key]


def _named(text: str) -> dict[str, str]:
    """Return the names to which a text gives initials, by these: those in brackets that the words before spell."""
    found: dict[str, str] = {}
    for match in _GIVEN.finditer(text):
        letters = match[1]
        words = re.findall(r"[\w&'’-]+", text[max(0, match.start() - _LONGEST) : match.start()])
        at, left = len(words), letters
        while at and left:
            at -= 1
            if words[at][0].upper() == left[-1]:
                left = left[:-1]
            elif words[at].lower() not in _INSIDE:
                break
        if not left and letters not in found:
            found[letters] = " ".join(words[at:])
    return found
