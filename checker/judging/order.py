"""The check of order: a step of a case that stands before the one that it comes after."""

from __future__ import annotations

from checker.judging.match import Match, Miss, hull, pick, stance_fits, stance_told
from checker.reading.claim import Claims
from checker.reading.scan import Mention
from checker.rulebook.compiled import Compiled, Pattern


def check(claims: Claims, pattern: Pattern, compiled: Compiled) -> Match | Miss:
    """Find a step whose event comes before all those of the step that should have come first, and such there are."""
    if not claims.earlier and not claims.later:
        return Miss("order is judged between the events of a case")
    taken: list[Mention] = []
    for mask in pattern.has:
        mention = pick(claims.mentions, mask, claims.span, taken)
        if mention is None:
            return Miss("then is not met")
        taken.append(mention)
    reading = claims.read(taken)
    if not stance_fits(reading, "affirmed"):
        return Miss(f"the claim is {stance_told(reading)}")
    if any(all(closure & mask for mask in pattern.source) for closure in claims.earlier):
        return Miss("the first step stands before it")
    if not any(all(closure & mask for mask in pattern.source) for closure in claims.later):
        return Miss("no event is the first step")
    return Match(hull(taken), tuple(taken))
