"""Two ways to tell who does an act and how the text puts it: by the tree, and by order and distance alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pairs import Read

from checker.judging.match import stance_fits
from checker.reading.order import Order
from checker.reading.scan import Mention
from checker.reading.stance import Stance
from checker.spans import Span

Roles = Callable[[Read, Span], bool]
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_REACH = 6  # words before an act in which what negates it stands
_FAR = 12  # words before an act in which a condition or a proposal stands


# -- by the tree


def tree_roles(read: Read, body: Span) -> bool:
    """Return whether reading takes the body for one that does the act."""
    return any(m.span.overlaps(body) for p in read.predicates for f in p.bodies for m in f.mentions)


def tree_stance(read: Read) -> str:
    """Return the class of stance that reading takes the act to stand in."""
    if read.claims.told:
        return "denied"
    readings = [p.reading for p in read.predicates]
    if not readings and read.mention is not None:
        readings = [read.claims.read([read.mention])]
    if any(stance_fits(r, "affirmed") for r in readings) or not readings:
        return "live"
    if any(r.stance is Stance.REJECTED for r in readings):
        return "denied"
    return "negated" if any(r.negators for r in readings) else "suspended"


# -- by order and distance: no parse


def order_agents(read: Read) -> list[Mention]:
    """Return the bodies that do the act, by order and distance."""
    span = read.parsed.sentence.span
    order = Order(span.of(read.text), [b for b in read.bodies if span.contains(b.span)], span.start)
    return [m for unit in read.units for m in order.agents(read.act, unit)]


def order_roles(read: Read, body: Span) -> bool:
    """Return whether a body does the act, by order and distance."""
    return any(m.span.overlaps(body) for m in order_agents(read))


class CueStance:
    """Stance by cues before the act, each with a reach in words, ended by what begins another clause."""

    def __init__(self, words: Mapping[str, tuple[str, ...]], cues: Mapping[int, str]) -> None:
        def forms(*categories: str) -> frozenset[str]:
            base = {w for c in categories for w in words.get(c, ())}
            return frozenset(base | {w + e for w in base for e in ("s", "d", "ed", "ing", "es")})

        self._cues = cues
        self._negative = forms("negative-word") | {
            "cannot",
            "can't",
            "won't",
            "don't",
            "didn't",
            "doesn't",
            "isn't",
            "dont",
        }
        self._negating = forms("negative-verb", "negative-noun")
        self._proposing = forms("proposal-verb", "pondering-verb") | {"should"}
        self._conditions = frozenset(words.get("condition", ()))
        self._rejecting = forms("rejecting-verb")

    def __call__(self, read: Read) -> str:
        """Return the class of stance."""
        sentence = read.parsed.sentence
        if any(self._cues.get(m.atom) for m in sentence.mentions):
            return "denied"
        if sentence.span.of(read.text).rstrip("\"'”’) ").endswith("?"):
            return "suspended"
        start = read.text.rfind(";", sentence.span.start, read.act.start) + 1 or sentence.span.start
        piece = re.split(r"\b(?:but|although|though|whereas|while|because)\b|[—:]", read.text[start : read.act.start])[
            -1
        ]
        clause = re.split(r",", piece)[-1]
        near = [w.lower() for w in _WORD.findall(clause)]
        far = [w.lower() for w in _WORD.findall(piece)][-_FAR:]
        close = near[-_REACH:]
        if set(close) & self._negative and not {"only", "just", "merely"} & set(close):
            return "negated"
        if set(close) & self._negating or near[-1:] == ["without"]:
            return "negated"
        if set(near[-_FAR:]) & self._conditions or ("have" in close and {"would", "could", "might"} & set(close)):
            return "suspended"
        if set(far) & self._proposing:
            return "suspended"
        return "denied" if set(far) & self._rejecting else "live"
