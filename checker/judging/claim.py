"""The check of patterns that spell a claim out: an act with what stands in its places, or words of one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from checker.judging.amounts import right_amount, wrong_amount
from checker.judging.match import Match, Miss, about, dated, hull, matter_met, pick, stance_fits, stance_told
from checker.quantities import Amount, same
from checker.reading.claim import Claims, Predicate
from checker.reading.scan import Mention
from checker.reading.stance import Reading
from checker.rulebook.compiled import NONE, Compiled, Mask, Pattern
from checker.spans import Span

_CONTRAST = re.compile(  # "even though" grants both halves, and "not only ... but" adds one to the other
    r"\bnot (?:only|just|merely|simply)\b[^.;]*?\bbut\b|"
    r"\b(?P<breaks>but(?! only\b| also\b)|(?<!even )though|although|whereas|however|yet)\b",
    re.IGNORECASE,
)
_APART = re.compile(  # what follows a semicolon is another claim, unless it goes on about the same
    r";(?!\s*(?:(?:and|so|but|then|thereafter|afterwards|after)\s+)?"
    r"(?:it|its|they|their|he|his|she|her|this|that|these|those|the\s+(?:same|latter))\b)",
    re.IGNORECASE,
)
# Where no act ties the words together, "it" goes on about the same no more than a name does.
_STOP = re.compile(r";(?!\s*(?:(?:and|so|but|then|thereafter)\s+)?(?:its|their|his|her)\b)", re.IGNORECASE)
# How long, in code points, the stretch of words may be that no act ties together, in sentences up to a length. Long
# ones (of judgments, papers) name many things: of 1,954 labelled findings 6 are longer, of alarms on real texts 1 in 5.
_FAR = ((200, 150), (240, 100))
_FAR_IN_LONGER = 60

_Slots = Iterable[tuple[str, tuple[Mask, ...], list[Mention]]]


def check(claims: Claims, pattern: Pattern, compiled: Compiled) -> Match | Miss:
    """Hold a sentence's claims against a pattern."""
    answer: Match | Miss = Miss("the act is not read as one")
    for answer in _each(claims, pattern, compiled):
        if isinstance(answer, Match):
            break
    return answer


def _each(claims: Claims, pattern: Pattern, compiled: Compiled) -> Iterator[Match | Miss]:
    """Yield the answer for each time that the act is told; for the whole sentence, where the pattern names no act."""
    if not pattern.act:
        yield _of_sentence(claims, pattern, compiled)
        return
    for predicate in claims.predicates.of(pattern.act):
        taken = _collect(claims, pattern, compiled, predicate.mention.span, _slots(claims, pattern, predicate))
        if isinstance(taken, Miss):
            yield taken
        elif predicate.unit.matter and not matter_met(claims, predicate, (predicate.unit.matter,)):
            yield Miss("what is acted on is no matter of the act")
        elif pattern.polarity == "affirmed" and claims.denied_beside(predicate.mention, taken):
            yield Miss("a word of it is denied")
        elif pattern.has and _set_against(claims, [predicate.mention, *taken], (_APART,)):
            yield Miss("its words are said of two things")
        else:
            yield _finish(claims, pattern, predicate.reading, [predicate.mention, *taken], compiled)


def _of_sentence(claims: Claims, pattern: Pattern, compiled: Compiled) -> Match | Miss:
    taken = _collect(
        claims, pattern, compiled, _rarest(claims.mentions, pattern.has), [("has", pattern.has, claims.mentions)]
    )
    if isinstance(taken, Miss):
        return taken
    whole = hull(taken)
    if whole.end - whole.start > far(len(claims.text)):
        return Miss("its words lie too far apart")
    if _set_against(claims, taken, (_CONTRAST, _STOP)):
        return Miss("its words are set against each other, or said of two things")
    if _right_of_another(claims, taken, compiled):
        return Miss("what is said is said of another right")
    return _finish(claims, pattern, claims.read(taken), taken, compiled)


def far(length: int) -> int:
    """Return how long the stretch of a claim without an act may be, in a sentence of a length (code points)."""
    return next((most for longest, most in _FAR if length < longest), _FAR_IN_LONGER)


def _slots(claims: Claims, pattern: Pattern, predicate: Predicate) -> _Slots:
    agents = predicate.agent if predicate.unit.shape != "noun" else [*predicate.agent, *predicate.source]
    bodies = [m for f in predicate.bodies for m in f.mentions]
    at = predicate.at if predicate.unit.body == "agent" else [*predicate.at, *bodies]
    return [
        ("agent", pattern.agent, [*agents, *bodies]), ("theme", pattern.theme, predicate.thing), ("at", pattern.at, at),
        ("to", pattern.to, predicate.to), ("source", pattern.source, predicate.source),
        ("has", pattern.has, claims.mentions),
    ]  # fmt: skip


def _collect(claims: Claims, pattern: Pattern, compiled: Compiled, near: Span, slots: _Slots) -> list[Mention] | Miss:
    """Return one mention for each group of the pattern; one group that is a topic may be met by the passage before.

    The groups of one slot are met by words of their own ("trade mark" is not both the right and what marks it), save
    for those that name the same word.
    """
    taken: list[Mention] = []
    carried = False
    for name, masks, among in slots:
        own: list[tuple[Mask, Span]] = []
        for i, mask in enumerate(masks):
            mention = pick(among, mask, near, taken)
            if mention is not None:
                shared = any(span == mention.span and not mention.closure & mask & other for other, span in own)
                if shared and not _distinct(among, masks):
                    return Miss(f"{name}[{i}] is met by no words of its own")
                own.append((mask, mention.span))
                taken.append(mention)
            elif carried or mask not in pattern.carry or not about(claims, mask, pattern.unless, compiled):
                return Miss(f"{name}[{i}] is not met")
            else:
                carried = True
    if carried and len(taken) > 1 and all(m.span.overlaps(hull(taken[:1])) for m in taken):
        return Miss("what is left of it is one word")
    return taken or Miss("none of its words is there")


def _distinct(among: Iterable[Mention], masks: Iterable[Mask]) -> bool:
    """Return whether each mask can be met by words of its own; one that nothing meets here asks for none."""
    met = [{m.span for m in among if m.closure & mask} for mask in masks]
    held: dict[Span, int] = {}

    def place(i: int, tried: set[Span]) -> bool:
        for span in met[i] - tried:
            tried.add(span)
            if span not in held or place(held[span], tried):
                held[span] = i
                return True
        return False

    return all(place(i, set()) for i, spans in enumerate(met) if spans)


def _set_against(claims: Claims, taken: Iterable[Mention], breaks: Iterable[re.Pattern[str]]) -> bool:
    """Return whether a break, such as a conjunction of contrast, stands between the words: two things are said."""
    own = (m.span for m in taken if claims.span.contains(m.span))  # a body may stand in a sentence before
    spans = [span.shifted(-claims.span.start) for span in sorted(own)]
    found = (m for between in breaks for m in between.finditer(claims.text))
    places = [m.span() for m in found if m.groupdict().get("breaks", m[0])]
    return any(a.end <= first and last <= b.start for a, b in pairwise(spans) for first, last in places)


def _rarest(mentions: list[Mention], masks: tuple[Mask, ...]) -> Span:
    rare = min(masks, key=lambda k: sum(1 for m in mentions if m.closure & k), default=NONE)
    return next((m.span for m in mentions if m.closure & rare), Span(0, 0))


def _of_another(claims: Claims, taken: list[Mention], said: Span, compiled: Compiled) -> bool:
    """Return whether what is said stands nearer to another right than to the one that is spoken of.

    "A patent lasts 20 years, and a registered design 25."
    """
    topics = [m for m in claims.mentions if m.atom in compiled.topic_mask]
    own = [m for m in topics if any(m.span.overlaps(t.span) for t in taken)]
    above = frozenset().union(*(m.closure for m in own))
    wider = frozenset().union(*(m.closure - {m.atom} for m in own))
    atoms = frozenset(m.atom for m in own) - wider
    others = [m for m in topics if own and m.atom not in above and not m.closure & atoms]
    if not others:
        return False
    return min(claims.distance(m.span, said) for m in others) < min(claims.distance(m.span, said) for m in own)


def _right_of_another(claims: Claims, taken: list[Mention], compiled: Compiled) -> bool:
    """Return whether what is said of a right stands nearer to another: "copying a patented lamp is no crime, ..."."""
    rest = [m for m in taken if not any(n.atom in compiled.topic_mask for n in claims.mentions if n.span == m.span)]
    return bool(rest) and _of_another(claims, taken, hull(rest), compiled)


def _finish(
    claims: Claims, pattern: Pattern, reading: Reading, taken: list[Mention], compiled: Compiled
) -> Match | Miss:
    if not stance_fits(reading, pattern.polarity):
        why = f"the claim is {stance_told(reading)}"
        return _denied(claims, pattern, taken, compiled, why) if stance_fits(reading, "denied") else Miss(why)
    if not dated(claims, pattern, taken[0].span):
        return Miss("it speaks of another time")
    span = hull(taken)
    word = next((m.span for m in taken if m.closure & pattern.word), None)
    if pattern.amount is None:
        return Match(span, tuple(taken), word=word)
    amount = wrong_amount(pattern.amount, claims.amounts, span)
    if amount is None:
        right = right_amount(pattern.amount, claims.amounts, span)
        return _right(claims, pattern, taken, right) if right else Miss("no amount is wrong")
    if len({a.span for a in claims.amounts}) > 1 and _of_another(claims, taken, amount.span, compiled):
        return Miss("the amount is that of another right")
    said = amount.span.shifted(-claims.span.start).of(claims.text)
    return Match(span.hull(amount.span), tuple(taken), amount=said, word=word)


def _denied(claims: Claims, pattern: Pattern, taken: list[Mention], compiled: Compiled, why: str) -> Miss:
    """Return that a claim is denied: rightly, where it cannot be so and the sentence denies all of it and no more."""
    card = compiled.rules[pattern.rule]
    slots = (pattern.agent, pattern.theme, pattern.at, pattern.to, pattern.source, pattern.has)
    whole = len(taken) == bool(pattern.act) + sum(map(len, slots))  # no word of it is left to the sentences before
    if not whole or not pattern.deniable or card.severity != "error" or not dated(claims, pattern, taken[0].span):
        return Miss(why)
    if _limited(claims, taken, compiled) or not claims.denies(taken):
        return Miss(why)
    rights = {m.atom for m in claims.mentions} & compiled.topic_mask
    if rights and card.rights and rights.isdisjoint(card.rights):
        return Miss("it is said of a right that the rule does not speak of")
    return replace(_on_grounds(claims, pattern, taken, why), denied=True)


def _limited(claims: Claims, taken: list[Mention], compiled: Compiled) -> bool:
    """Return whether a word beside those of a claim limits what is denied: "not always", "not ... unless"."""
    limits = _any_of(compiled.words.get("limiting-word", ()))
    spans = (Span(*found.span()).shifted(claims.span.start) for found in limits.finditer(claims.text))
    return any(not any(m.span.overlaps(span) for m in taken) for span in spans)


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    alike = "|".join(re.escape(word) for word in words)
    return re.compile(rf"\b(?:{alike})\b" if words else r"(?!)", re.IGNORECASE)


def _on_grounds(claims: Claims, pattern: Pattern, taken: list[Mention], why: str) -> Miss:
    """Return that a claim without an amount is as the rule has it, and on what it rests, if the rule speaks of it."""
    for ground in pattern.grounds:
        if _named(claims, ground.matter) and not ground.amounts:
            return Miss(why, tuple(taken) if ground.authorities else (), grounds=ground.authorities)
    return Miss(why) if pattern.grounds else Miss(why, tuple(taken))


def check_fits(claims: Claims, pattern: Pattern, compiled: Compiled) -> Miss:
    """Return that a sentence claims what a rule says itself, where it does: nothing that this meets is a finding."""
    why = Miss("the act is not read as one")
    found: list[Miss] = []
    for answer in _each(claims, pattern, compiled):
        if isinstance(answer, Match) and pattern.amount is None:
            found.append(_on_grounds(claims, pattern, list(answer.mentions), "it is as the rule has it"))
        else:
            why = Miss("the amount is another") if isinstance(answer, Match) else answer
            found += [why] * bool(why.fitting)
    return replace(found[0], more=tuple(found[1:])) if found else why


def _right(claims: Claims, pattern: Pattern, taken: list[Mention], amount: Amount) -> Miss:
    """Return that an amount is right, and on what the claim rests, if the rule speaks of it."""
    why = "no amount is wrong"
    if not pattern.grounds:
        return Miss(why, tuple(taken), amount.span)
    for ground in pattern.grounds:
        of_these = not ground.amounts or any(same(amount, *known) for known in ground.amounts)
        if of_these and _named(claims, ground.matter):
            return Miss(why, tuple(taken) if ground.authorities else (), amount.span, ground.authorities)
    return Miss(why)


def _named(claims: Claims, masks: Iterable[Mask]) -> bool:
    """Return whether a sentence names something of each mask."""
    return all(any(m.closure & mask for m in claims.mentions) for mask in masks)
