"""The fields of an event with the words that the rules know in them: what stands where, behind what, and how."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from checker.drafts.case import Party
from checker.reading.clause import PREPOSITIONS, Clause, Region
from checker.reading.phrase import Phrases, governor, possessive
from checker.reading.scan import Mention, Scanner, Sentence
from checker.reading.stance import Reading, Stance
from checker.rulebook.compiled import Compiled
from checker.rulebook.model import Route
from checker.spans import Span

ACTOR = ("body", "role")
TOLD = ("act", "object", "source", "outcome")
FROM = frozenset(("from", "of", "by"))
_BROUGHT = frozenset(("to", "before", "in", "at", "into", "with", "by"))
_STOP = re.compile(r"[.?!:](?=\s)|\s")
_NOUN_COMES = re.compile(r"\b(?:the|an?|its|their|his|her|this|that|of|in|on|for|against|from)\s*$", re.IGNORECASE)
_VERB_COMES = re.compile(r"\bto\s*$", re.IGNORECASE)


class Words:
    """The words of the rules, for the fields of any event."""

    def __init__(self, compiled: Compiled, scanner: Scanner) -> None:
        self.compiled = compiled
        self.phrases = Phrases(compiled.words)
        self._scanner = scanner
        self._public = compiled.public
        names = [g.removeprefix("@") for g in Route.model_fields["act"].get_default()]
        self._onward = frozenset(compiled.index[n] for n in names if n in compiled.index)

    def scan(self, number: int, text: str) -> Sentence:
        """Return one sentence that holds every mention of a text, whatever stops stand in it."""
        flat = _STOP.sub(lambda m: " " if m[0].isspace() else ",", text)
        whole = Sentence(number, Span(0, len(text)), number)
        for part in self._scanner.scan(flat):
            for mention in part.mentions:
                whole.note(mention)
        return whole

    def public(self, mention: Mention) -> bool:
        """Return whether a mention is of a body that the public set up, not of a party or its like."""
        return mention.atom in self._public

    def goes_on(self, mention: Mention, text: str) -> bool:
        """Return whether a mention is the very word of the act that goes on from a decision, as routes have it."""
        said = mention.span.of(text).casefold()
        return any(said.startswith(self.compiled.atoms[at]) for at in mention.closure & self._onward)


class Fields:
    """The mentions of one event by the fields in which they stand.

    Attributes:
        clause: the event's words.
        mentions: what the rules know of them, where it can be what it says.
        sentence: the same, as the gate needs it.
        bodies: the bodies that a field names; names before common nouns.
        appeals: whether the event goes on from a decision.
    """

    def __init__(self, words: Words, clause: Clause, number: int, parties: Iterable[Party]) -> None:
        self.words, self.clause, self.text = words, clause, clause.text
        self._compiled, self._phrases = words.compiled, words.phrases
        self._parties = [s for p in parties for s in _places(self.text, p.name)]
        scanned = words.scan(number, self.text)
        self.sentence = Sentence(number, scanned.span, number)
        self.mentions = self.sentence.mentions
        self.appeals = False
        self._region: dict[int, Region] = {}
        for mention in sorted(scanned.mentions, key=lambda m: m.span.start):
            region = clause.at(mention.span.start)
            if region is not None and self._meant(mention, region, scanned.primary):
                self._region[id(mention)] = region
                self.sentence.note(mention)
                if region.name in ("act", "object") and words.goes_on(mention, self.text):
                    self.appeals = True
        self.bodies = {n: self._named_in(n) for n in (*ACTOR, *TOLD, "forum")}

    def name(self, mention: Mention) -> str:
        """Return the field in which a mention stands."""
        return self._region[id(mention)].name.partition(":")[0]

    def before(self, mention: Mention) -> str:
        """Return the words of the field before a mention."""
        return self.text[self._region[id(mention)].span.start : mention.span.start]

    def governor(self, mention: Mention) -> str:
        """Return the preposition behind which a mention stands in its field, or ""."""
        return governor(self.text, self._region[id(mention)].span.start, mention.span.start)

    def possessive(self, mention: Mention) -> bool:
        """Return whether a mention stands in the possessive."""
        return possessive(self.text, mention.span.end)

    def source(self, mention: Mention) -> bool:
        """Return whether a body stands as the one from which something comes."""
        return self.governor(mention) in FROM or self.possessive(mention)

    def directed(self, mention: Mention) -> bool:
        """Return whether a body stands where something is brought to it, or is its own."""
        if self.name(mention) in TOLD:
            return self.governor(mention) in _BROUGHT or self.possessive(mention)
        return True

    def _meant(self, mention: Mention, region: Region, primary: Set[int]) -> bool:
        """Return whether a word can be what its form says where it stands."""
        name, part, again = region.name.partition(":")
        if part and (mention.span.start != region.span.start or not self._again(mention, name, again)):
            return False
        if name == "echo" or any(p.contains(mention.span) and p != mention.span for p in self._parties):
            return False
        if mention.closure & self._compiled.body_mask:
            return not mention.form.unless & primary
        if name in ACTOR:
            return name == "body"
        if mention.form.pos != "V":
            return True
        before = self.text[region.span.start : mention.span.start]
        if name in ("act", "outcome"):
            return not _NOUN_COMES.search(before)
        return name == "object" and bool(_VERB_COMES.search(before))

    def _again(self, mention: Mention, name: str, again: str) -> bool:
        """Return whether a phrase may be read from words that stand there a second time."""
        if name != "forum":
            return True
        if mention.span.end <= mention.span.start + len(again):
            return False
        return again != PREPOSITIONS[0] or self.appeals or self._goes_to()

    def _goes_to(self) -> bool:
        """Return whether the act is one that takes a thing to somebody."""
        units = [self._compiled.units[m.form.unit] for m in self.sentence.mentions if m.form.unit >= 0]
        return governor(self.text, 0, self.clause.span("act").end) == PREPOSITIONS[0] or any(
            PREPOSITIONS[0] in u.body.split("|") for u in units
        )

    # -- how it stands

    def reading(self, mention: Mention) -> Reading:
        """Return the stance of a mention, and what negates it: in its field, or in the act that governs the field."""
        name, text = self.name(mention), self.text
        act = self.clause.span("act")
        span = self._region[id(mention)].span
        own = self._phrases.reading(text, span, mention.span.start, verbal=name in ("act", "outcome"))
        if name == "outcome":
            after = frozenset(self._phrases.denied_after(text, span, min(mention.span.end, span.end)))
            return Reading(own.stance, own.negators | (after if mention.form.pos != "V" else frozenset()))
        if name == "act":
            return own
        above = self._phrases.reading(text, act, act.end, verbal=name not in ACTOR)  # who refuses, acts
        stance = own.stance if own.stance is not Stance.ASSERTED else above.stance
        return Reading(stance, own.negators | above.negators)

    def read(self, mentions: Iterable[Mention]) -> Reading:
        """Return the stance of a claim made of mentions."""
        found = list(mentions)
        readings = [self.reading(m) for m in found if id(m) in self._region]
        negators = {n for r in readings for n in r.negators}
        dead = {r.stance for r in readings} - {Stance.ASSERTED, Stance.ATTRIBUTED}
        covered = {n for n in negators for m in found if m.span.start <= n < m.span.end}
        return Reading(min(dead) if dead else Stance.ASSERTED, frozenset(negators - covered))

    def _named_in(self, name: str) -> list[Mention]:
        at, text = self.clause.span(name).start, self.text
        found = [m for m in self.mentions if self.name(m) == name and m.closure & self._compiled.body_mask]
        if name in ACTOR:  # "counsel for B" is not B
            found = [m for m in found if governor(text, at, m.span.start) not in ("for", "against")] or found[:1]
        return [m for m in found if not self._compiled.bodies[m.atom].is_kind] or found


def _places(text: str, name: str) -> Iterator[Span]:
    for found in re.finditer(re.escape(name), text, re.IGNORECASE):
        yield Span(*found.span())
