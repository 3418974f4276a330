"""What is kept of the attribute ruler's answers is what it answers."""

from __future__ import annotations

from typing import Any

from checker.reading.parse import parser
from checker.reading.tagging import KeptAttributes
from checker.rulebook.book import Rulebook

SAID = ["POS", "MORPH", "LEMMA", "TAG", "DEP"]
SPOKEN = [
    "There's a clause that they ain't read, so let's go: it's gonna be heard.",
    "Y'all got ta see it;  the   court's ruling, \t which he'd given, wo n't stand.",
    "He had to do what she does, and they have it. I gave you it. But had they been there?",
]


def test_each_word_gets_what_the_ruler_gives(small: Rulebook) -> None:
    """At first sight, and when it is known; also the phrases and spaces that the ruler treats by themselves."""
    nlp: Any = parser()
    ruler = nlp.get_pipe("attribute_ruler")
    kept = KeptAttributes(nlp)
    texts = [*SPOKEN, *(text for rule in small.rules.values() for text in (*rule.flagged, *rule.fine))]
    for text in [*texts, *texts, " ".join(texts[:6])]:
        one = nlp.get_pipe("parser")(nlp.get_pipe("tagger")(nlp.get_pipe("tok2vec")(nlp.make_doc(text))))
        other = one.copy()
        assert kept(one).to_array(SAID).tolist() == ruler(other).to_array(SAID).tolist(), text
