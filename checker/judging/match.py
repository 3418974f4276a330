"""What the checks share: a pattern met or not, and how mentions, stance and dates are held against it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from checker.reading.claim import Claims, Predicate
from checker.reading.passage import WINDOW
from checker.reading.scan import Mention
from checker.reading.stance import Reading, Stance
from checker.rulebook.compiled import Compiled, Mask, Pattern
from checker.spans import Span

_BACK = re.compile(r"\b(?:there|it|its|they|their|them)\b", re.IGNORECASE)
_LIVE = (Stance.ASSERTED, Stance.ATTRIBUTED)


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern met: where, by which mentions, and who or what is wrong about it; `word` is what is marked alone.

    `plural` tells whether the subject is one of many. `act` are the words for what nobody but others may do,
    `over` those for acts among what it is done to.
    """

    span: Span
    mentions: tuple[Mention, ...]
    subject: str = ""
    amount: str = ""
    authorities: tuple[tuple[str, str | None], ...] = ()
    word: Span | None = None
    plural: bool = False
    act: Span | None = None
    over: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Miss:
    """A pattern not met, and why: for `vires parse`.

    `fitting`: the mentions of a claim that is as the rule has it; `grounds`: what it rests on, where not on all that
    the rule cites; `more`: other claims of the sentence that are so too; `denied`: what it says is that something is
    not so.
    """

    why: str
    fitting: tuple[Mention, ...] = ()
    amount: Span | None = None
    grounds: tuple[tuple[str, str | None], ...] = ()
    more: tuple[Miss, ...] = ()
    denied: bool = False


def stance_fits(reading: Reading, polarity: str) -> bool:
    """Return whether a claim of that stance and negation is one that a pattern of that polarity speaks of."""
    if reading.stance not in _LIVE:
        return False
    return polarity == "any" or bool(reading.negators) == (polarity == "denied")


def stance_told(reading: Reading) -> str:
    """Return the stance in words."""
    return f"{reading.stance.value}{', negated' if reading.negators else ''}"


def quoted(claims: Claims, mention: Mention) -> str:
    """Return the words of a mention, in quotation marks."""
    return f"“{mention.span.shifted(-claims.span.start).of(claims.text)}”"


def gap(a: Span, b: Span) -> int:
    """Return the code points between two spans; 0 where they touch or overlap."""
    return max(a.start - b.end, b.start - a.end, 0)


def hull(mentions: Iterable[Mention], *spans: Span) -> Span:
    """Return the smallest span that holds the mentions and spans."""
    found = [*(m.span for m in mentions), *spans]
    total = found[0]
    for span in found[1:]:
        total = total.hull(span)
    return total


def pick(mentions: Iterable[Mention], mask: Mask, near: Span, taken: Iterable[Mention] = ()) -> Mention | None:
    """Return the mention nearest to `near` that meets the mask, preferring one whose words are not taken yet."""
    used = {m.span for m in taken}
    found = [m for m in mentions if m.closure & mask]
    return min(found, key=lambda m: (m.span in used, gap(m.span, near))) if found else None


def matter_met(claims: Claims, predicate: Predicate, masks: Iterable[Mask], *, act: bool = False) -> bool:
    """Return whether the thing acted on meets all masks; if it is a pronoun or left out, the sentences before may.

    With `act`, the words for the act may meet one: "transferred", "arrested".
    """
    at = predicate.mention.span
    closure = set().union(*(m.closure for m in claims.mentions if m.span.overlaps(at))) if act else set[int]()
    for mention in predicate.thing:
        closure |= mention.closure
    left_out = predicate.anaphoric and not predicate.unit.stated
    return all(not m or closure & m or (left_out and claims.window & m) for m in masks)


def within(claims: Claims, predicate: Predicate) -> Predicate:
    """Return a predicate without those things that belong to what is told next.

    "The court heard the copyright claim and the office revoked the patent": no patent was heard.
    """
    after = predicate.mention.span.end
    doing = (f.span.start for p in claims.predicates if p.unit.shape != "noun" for f in p.bodies)
    end = min((start for start in doing if start >= after), default=claims.span.end)
    own = claims.clause(predicate.mention.span)
    before = [m for m in predicate.thing if m.span.start < end]
    return replace(predicate, thing=[m for m in before if m.span.start < after or claims.clause(m.span) == own])


def about(claims: Claims, mask: Mask, unless: Mask, compiled: Compiled) -> bool:
    """Return whether the sentences before are about what `mask` names, and this one about nothing else of the sort.

    What a passage is about is what was named last; where that sentence names rights of several sorts, it is none. A
    word there that excuses does so here too; where a body is named in words of a rule's own, this one refers back.
    """
    of_bodies = bool(mask & (compiled.body_mask | compiled.body_words))
    sort = compiled.body_mask if of_bodies else compiled.topic_mask
    if not claims.window & mask or any(m.atom in sort for m in claims.mentions):
        return False
    loosely = bool(mask & compiled.body_words)
    if loosely and not _refers_back(claims, compiled):
        return False
    if claims.lately is None:
        return True
    said = claims.lately(sort, 1 if loosely else WINDOW)
    if any(m.closure & unless and not m.form.negator for m in said):
        return False
    named = {m.span for m in said if m.closure & mask}  # by the name of a right, or by a rule's own words for it
    met = (m.span in named for m in said if m.atom in sort)
    return any(met) if of_bodies else all(met)


def _refers_back(claims: Claims, compiled: Compiled) -> bool:
    """Return whether a word of a sentence stands for what was named before: "there", "it", "the judge"."""
    return _BACK.search(claims.text) is not None or any(m.atom in compiled.refer for m in claims.mentions)


def of_these(claims: Claims, predicate: Predicate, masks: Iterable[Mask], compiled: Compiled) -> bool:
    """Return whether the right that is spoken of is one of those that the masks name, where they name any.

    A mask of copyright and "infringement" is met by the infringement of a patent; it does not speak of that.
    """
    for mask in (m for m in masks if m & compiled.topic_mask):
        named = [m for m in predicate.thing if m.atom in compiled.topic_mask]
        named = named or [m for m in claims.mentions if m.atom in compiled.topic_mask]
        if not named and claims.lately is not None:
            named = [m for m in claims.lately(compiled.topic_mask, WINDOW) if m.atom in compiled.topic_mask]
        if named and not any(m.closure & mask for m in named):
            return False
    return True


def dated(claims: Claims, pattern: Pattern, near: Span) -> bool:
    """Return whether the claim's date lies in the time that the pattern speaks of."""
    if not pattern.before and not pattern.since:
        return True
    moment = claims.when(near)
    first, last = moment.days if moment else (claims.day, claims.day)
    return not (pattern.before and last >= pattern.before) and not (pattern.since and first < pattern.since)
