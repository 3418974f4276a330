"""Two ways to tell who does an act and how the text puts it: by the tree, and by order and distance alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pairs import Read

from checker.judging.match import stance_fits
from checker.reading.scan import Mention
from checker.reading.stance import Stance
from checker.spans import Span

Roles = Callable[[Read, Span], bool]
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_END = re.compile(r"[;:.!?—–(]| - ")
_BE = frozenset("be is are was were been being get gets got".split())
_BEFORE_BODY = frozenset("of to from by with against for at in on after before between about under unlike over".split())
_NOUN_BODY = frozenset("by from of before at in".split())
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


def words_before(read: Read, place: int, start: int) -> list[str]:
    """Return the words between two places of a text, lower-cased."""
    return [w.lower() for w in _WORD.findall(read.text[start:place])]


def sentence_start(read: Read) -> int:
    """Return where the sentence of the act starts."""
    return read.parsed.sentence.span.start


def order_agents(read: Read) -> list[Mention]:
    """Return the bodies that do the act, by order: before it in the active, after "by" in the passive, by a noun's
    possessor or preposition, after the preposition of a frame.
    """  # fmt: skip
    mention = read.mention
    if mention is None:
        return []
    unit = read.unit
    before = [b for b in read.bodies if b.span.end <= read.act.start and b.span.start >= sentence_start(read)]
    after = [b for b in read.bodies if b.span.start >= read.act.end and read.parsed.sentence.span.contains(b.span)]
    if unit is not None and unit.body not in ("agent", "object"):
        return _joined(read, [b for b in after if _led(read, b) in unit.body.split("|")][:1], after)
    if unit is not None and unit.shape == "noun":
        owner = [b for b in before if read.text[b.span.end : b.span.end + 2] in ("'s", "’s")]
        if owner and not _ended(read, owner[-1].span.end, read.act.start):
            return owner[-1:]
        led = [b for b in after if _led(read, b) in _NOUN_BODY and not _ended(read, read.act.end, b.span.start)]
        return led[:1] or _nearest(read, before)
    lead = words_before(read, read.act.start, sentence_start(read))[-4:]
    by = [b for b in after if _led(read, b) == "by" and not _ended(read, read.act.end, b.span.start)]
    if by and (_BE & set(lead) or _participle(read)):
        return _joined(read, by[:1], after)
    return _nearest(read, before)


def _participle(read: Read) -> bool:
    return read.act.of(read.text).lower().split()[0].endswith(("ed", "d", "n", "t"))


def _led(read: Read, body: Mention) -> str:
    """Return the word that leads a body, articles left out."""
    words = [w for w in words_before(read, body.span.start, sentence_start(read))[-3:] if w not in ("the", "a", "an")]
    return words[-1] if words else ""


def _ended(read: Read, start: int, end: int) -> bool:
    return _END.search(read.text, start, end) is not None


def _nearest(read: Read, before: list[Mention]) -> list[Mention]:
    """Return the nearest body before the act in its clause that no preposition leads; else the nearest."""
    clause = [b for b in before if not _ended(read, b.span.end, read.act.start)]
    free = [b for b in clause if _led(read, b) not in _BEFORE_BODY]
    return _joined(read, (free or clause)[-1:], clause)


def _joined(read: Read, found: list[Mention], among: list[Mention]) -> list[Mention]:
    """Add what "and", "or" or "nor" joins to a body."""
    out = list(found)
    for body in found:
        for other in among:
            first, last = sorted((body, other), key=lambda b: b.span.start)
            between = words_before(read, last.span.start, first.span.end)
            if other is not body and set(between) & {"and", "or", "nor"} and len(between) <= 2:
                out.append(other)
    return out


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
        self._negative = forms("negative-word") | {"cannot", "can't", "won't", "don't", "didn't", "doesn't", "isn't", "dont"}
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
        piece = re.split(r"\b(?:but|although|though|whereas|while|because)\b|[—:]", read.text[start : read.act.start])[-1]
        clause = re.split(r",", piece)[-1]
        near = [w.lower() for w in _WORD.findall(clause)]
        far = [w.lower() for w in _WORD.findall(piece)][-_FAR:]
        close = near[-_REACH:]
        if set(close) & self._negative and not {"only", "just", "merely"} & set(close):
            return "negated"
        if set(close) & self._negating or set(words_before(read, read.act.start, start)[-1:]) & {"without"}:
            return "negated"
        if set(near[-_FAR:]) & self._conditions or ("have" in close and {"would", "could", "might"} & set(close)):
            return "suspended"
        if set(far) & self._proposing:
            return "suspended"
        return "denied" if set(far) & self._rejecting else "live"
