"""How the text tells a sentence: as fiction, as something that it takes back, or as the law of today."""

from __future__ import annotations

import re
from functools import cache

from checker.reading.parsed import ParsedSentence
from checker.reading.passage import Passage
from checker.reading.scan import Sentence

_TAKEN_BACK = re.compile(
    r"[\"'“‘(]?(?:That|This|It|They|He|She|I|We|But|The (?:claim|phrase|term|statement|story|report)|Not so|Wrong|False"
    r"|Untrue|No|Neither|None|There(?: is|['’]s) no such|Nothing of the (?:sort|kind)|In (?:fact|truth|reality))\b",
    re.IGNORECASE,
)
_SHORT_DENIAL = re.compile(
    r"(?:(?:That|This|It|They|He|She) (?:is|was|were|are|does|do|did|can|could|has|had|will|would|may)"
    r"\s?(?:not|n['’]t|cannot)?\b[^.]{0,12}[.!]?$"
    r"|(?:That|This|It|They|He|She) (?:is|was|were|are|does|do|did|can|could|has|had|will|would|may)"
    r"\s?(?:not|n['’]t)\s*[:;—–]"
    r"|(?:That|This|It|They|He|She) \w+ (?:nothing of the (?:sort|kind)|no such thing)\b"
    r"|It cannot\b|Not so\b|Wrong\b|False\b|Untrue\b|Nothing of the)",
    re.IGNORECASE,
)
# At its end a sentence takes back what stands before: "...; it does not.", "was asked to, and said that it could not."
_DENIED_BEHIND = re.compile(
    r"[;,—–]\s*(?:(?:and|but|though|which|when)\s+)?(?:it|they|he|she|that)?\s*"
    r"(?:is|was|were|are|does|do|did|can|could|has|had|will|would|may)\s?(?:not|n['’]t)"
    r"(?: so| right| true| correct| the case| the law)?[.!]?[\"”’)]?$|"
    r"[;,—–]\s*(?:(?:and|but|though|which|when)\s+)?(?:it|they|he|she)\s+cannot[.!]?[\"”’)]?$|"
    r"\b(?:said|replied|answered|explained|found|knew) (?:that )?(?:it|they|he|she) "
    r"(?:cannot|(?:does|do|did|can|could|will|would|may)\s?(?:not|n['’]t))[.!]?[\"”’)]?$",
    re.IGNORECASE,
)
_PAST_MODALS = ("could", "might", "would")  # "in 2018 an applicant could ask"
_BEING_SAID = ("pcomp", "csubj", "csubjpass")  # of a verb of speech: what is told is that somebody says it
_FICTION = 3  # sentences before, in the paragraph, that may say that a tale is told


class Telling:
    """Reads how a passage tells its sentences; the cues stand in the language files."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        words = passage.compiled.words
        cues = passage.compiled.cues.items()
        self._cues = {sort: frozenset(at for at, named in cues if named == sort) for sort in ("fiction", "falsity")}
        self._adverbs, self._speech = words.get("falsity-adverb", ()), words.get("speech-verb", ())
        self._arguing = frozenset(words.get("arguing-verb", ()))
        self._rejected = _rejected(tuple(words.get("argument-noun", ())), tuple(words.get("rejection", ())))
        self._label = _label(tuple(words.get("falsity-label", ())))

    def told(self, parsed: ParsedSentence) -> str:
        """Return "fiction" or "falsity" where the text tells the sentence as such or takes it back, else ""."""
        sentence = parsed.sentence
        near = [*self._passage.before(sentence.number, _FICTION), sentence]
        if any(self._cued(s, "fiction") for s in near if s.paragraph == sentence.paragraph):
            return "fiction"
        denied = _DENIED_BEHIND.search(sentence.span.of(self._passage.text).rstrip())
        if (
            denied
            or self._labelled(sentence)
            or self._cued(sentence, "falsity")
            or self._said_falsely(parsed)
            or self._taken_back(parsed)
        ):
            return "falsity"
        return ""

    def _cued(self, sentence: Sentence, category: str) -> bool:
        atoms = self._cues[category]
        return not atoms.isdisjoint(sentence.primary) and any(m.atom in atoms for m in sentence.mentions)

    def _labelled(self, sentence: Sentence) -> bool:
        """Return whether a label before the sentence, or at its start, says it to be false: "Myth 3: ..."."""
        before = self._passage.before(sentence.number, 1)
        alone = (m for s in before if (m := self._label.match(s.span.of(self._passage.text))) is not None)
        whole = any(m.end() == len(m.string) for m in alone)
        return whole or self._label.match(sentence.span.of(self._passage.text)) is not None

    def _said_falsely(self, parsed: ParsedSentence) -> bool:
        """Return whether the sentence tells what is said falsely.

        "Fined for falsely claiming" tells of the fine, "falsely claiming it is an offence" of the claiming.
        """
        low = parsed.sentence.span.of(self._passage.text).lower()
        return any(adverb in low for adverb in self._adverbs) and any(
            t.lower_ in self._adverbs and t.head.lemma_.lower() in self._speech and t.head.dep_ not in _BEING_SAID
            for t in parsed.doc
        )

    def _taken_back(self, parsed: ParsedSentence) -> bool:
        following = self._passage.after(parsed.sentence.number, across=True)
        if following is None:
            return False
        text = following.span.of(self._passage.text)
        same = following.paragraph == parsed.sentence.paragraph
        if same and _TAKEN_BACK.match(text) and (self._cued(following, "falsity") or _SHORT_DENIAL.match(text)):
            return True
        if self._rejected is None or not self._rejected.match(text):  # a judgment may reject it in the next paragraph
            return False
        return any(t.pos_ == "VERB" and t.lemma_.lower() in self._arguing for t in parsed.doc)


@cache
def _label(labels: tuple[str, ...]) -> re.Pattern[str]:
    """Return what says by itself that a thing is false: "Myth 3:"."""
    alike = "|".join(map(re.escape, labels)) or r"(?!)"
    return re.compile(rf"[\"'“‘(*]*(?:{alike})(?: \d+)?[:.?!—–]", re.IGNORECASE)


@cache
def _rejected(nouns: tuple[str, ...], verdicts: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what a sentence opens with that rejects the argument before it: "That submission cannot be accepted"."""
    noun, verdict = "|".join(map(re.escape, nouns)), "|".join(map(re.escape, verdicts))
    if not noun or not verdict:
        return None
    which = r"(?:this|that|these|those|the|such|his|her|its|their|each|both|neither)"
    argument = rf"{which}\b[^.;:]{{0,40}}?\b(?:{noun})s?\b"
    falls = rf"{argument}[^.;:]{{0,40}}?\b(?:{verdict})\b"
    felled = rf"(?:I|we|the \w+)\b[^.;:]{{0,40}}?\b(?:{verdict})\b[^.;:]{{0,20}}?\b{argument}"
    return re.compile(rf"{falls}|{felled}", re.IGNORECASE)


def in_present(parsed: ParsedSentence) -> bool:
    """Return whether a sentence speaks of the law as it is: its main verb stands in the present or future."""
    root = next((t for t in parsed.doc if t.dep_ == "ROOT"), None)
    if root is None:
        return False
    verbs = [root, *(c for c in root.children if c.dep_ in ("aux", "auxpass"))]
    if any(v.tag_ == "VBD" or (v.lemma_ == "have" and v.dep_ == "aux") or v.lower_ in _PAST_MODALS for v in verbs):
        return False
    return any(v.tag_ in ("VBZ", "VBP", "MD") for v in verbs)
