"""Bodies of other countries that bear a name of one here: "the Indian Supreme Court", "the High Court of Singapore"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.reading.scan import Mention, Sentence
from checker.rulebook.compiled import Compiled

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


def beside_a_place(mention: Mention, sentence: Sentence, text: str, compiled: Compiled) -> bool:
    """Return whether a foreign place leads a body's name, or follows it with "of" or "in"."""
    start, end = mention.span.start, mention.span.end
    for place in sentence.naming(compiled.places):
        if compiled.places[place.atom] not in compiled.foreign:
            continue
        if place.span.end <= start and _LEADS.fullmatch(text, place.span.end, start):
            return True
        if end <= place.span.start and _FOLLOWS.fullmatch(text, end, place.span.start):
            return True
    return False
