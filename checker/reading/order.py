"""Who does an act by order and distance alone, where the parse of a sentence is not to be trusted.

The body nearest before the act in its clause does it; in the passive the one after "by", or nobody; of a noun its
possessor, or the one that a preposition brings; of a frame the one after the frame's own preposition.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from checker.reading.scan import Mention
from checker.rulebook.compiled import Unit
from checker.spans import Span

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_STOP = re.compile(r"[;:.!?—–(]| - ")
_ARTICLES = frozenset({"the", "a", "an"})
_BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "get", "gets", "got"})
_PARTICIPLE = ("d", "n", "t")  # how one ends, of the verbs that stand without a form of be: "patent revoked by B"
_JOINING = frozenset({"and", "or", "nor"})
# A body behind one of these stands in some other place of the clause, if there is one that does not.
_LEADING = frozenset(
    "of to from by with against for at in on after before between about under unlike over through via into onto "
    "within without during since until despite like than as per behind among beside upon".split()
)
_OF_NOUN = frozenset({"by", "from", "of", "before", "at", "in"})
_NEAR = 60  # code points before a word in which the few words before it lie
_AUXILIARY_REACH = 3  # words before a participle in which its "was" stands


class Order:
    """The words of one sentence and the bodies in it, in order.

    Args:
        text: the sentence.
        bodies: those it names, with places in the draft.
        base: where in the draft it starts.
    """

    def __init__(self, text: str, bodies: list[Mention], base: int) -> None:
        self._text, self._base = text, base
        self._bodies: list[Mention] = []
        for body in sorted(bodies, key=lambda m: (m.span.start, -m.span.end)):
            if not self._bodies or body.span.start >= self._bodies[-1].span.end:
                self._bodies.append(body)
        self._stops = [base + m.start() for m in _STOP.finditer(text)]
        self._leads = {id(b): self._lead(b) for b in self._bodies}

    def agents(self, act: Span, unit: Unit) -> list[Mention]:
        """Return the bodies that do the act at `act`, or have it before them where its frame says so."""
        before = [b for b in self._bodies if b.span.end <= act.start]
        after = [b for b in self._bodies if b.span.start >= act.end]
        if unit.body not in ("agent", "object"):
            return self._with_joined([b for b in after if self._leads[id(b)] in unit.body.split("|")][:1], after)
        if unit.shape == "noun":
            owner = before[-1:]
            if owner and self._possessive(owner[0]) and not self._stopped(owner[0].span.end, act.start):
                return owner
            return [b for b in after if self._leads[id(b)] in _OF_NOUN and not self._stopped(act.end, b.span.start)][:1]
        by = [b for b in after if self._leads[id(b)] == "by" and not self._stopped(act.end, b.span.start)]
        said = next(iter(self._words(act.start, act.end)), "")
        if self._passive(act, said) or (by and said.endswith(_PARTICIPLE)):
            return self._with_joined(by[:1], after)
        return self._nearest(before, act)

    def _nearest(self, before: list[Mention], act: Span) -> list[Mention]:
        clause = [b for b in before if not self._stopped(b.span.end, act.start)]
        free = [b for b in clause if self._leads[id(b)] not in _LEADING]
        return self._with_joined((free or clause)[-1:], clause)

    def _with_joined(self, found: list[Mention], among: list[Mention]) -> list[Mention]:
        """Add the bodies that "and", "or" or "nor" joins to one that was found."""
        return [*found, *(o for body in found for o in among if o is not body and self._joined(body, o))]

    def _joined(self, a: Mention, b: Mention) -> bool:
        first, last = sorted((a, b), key=lambda m: m.span.start)
        between = self._words(first.span.end, last.span.start)
        return len(between) <= 2 and not _JOINING.isdisjoint(between)

    def _passive(self, act: Span, said: str) -> bool:
        """Return whether a form of be stands with the verb: "was lately decided", but not "is set to decide"."""
        lead = self._words(act.start - _NEAR, act.start)[-_AUXILIARY_REACH:]
        near = [n for n, word in enumerate(lead) if word in _BE]
        return bool(near) and "to" not in lead[near[-1] :] and not said.endswith("ing")

    def _possessive(self, body: Mention) -> bool:
        at = body.span.end - self._base
        return self._text[at : at + 2] in ("'s", "’s")

    def _lead(self, body: Mention) -> str:
        """Return the word that leads a body, articles left out."""
        words = [w for w in self._words(body.span.start - _NEAR, body.span.start)[-3:] if w not in _ARTICLES]
        return words[-1] if words else ""

    def _words(self, start: int, end: int) -> list[str]:
        return [w.lower() for w in _WORD.findall(self._text[max(0, start - self._base) : end - self._base])]

    def _stopped(self, start: int, end: int) -> bool:
        """Return whether a mark that ends a clause lies between two places."""
        return bisect_left(self._stops, start) < bisect_left(self._stops, end)
