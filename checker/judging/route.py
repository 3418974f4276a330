"""The check of routes: a decision taken further to a body that does not hear appeals from it."""

from __future__ import annotations

from checker.judging.match import Match, Miss, hull, pick, stance_fits, stance_told
from checker.reading.claim import Claims
from checker.reading.scan import Mention
from checker.rulebook.compiled import Compiled, Pattern


def check(claims: Claims, pattern: Pattern, compiled: Compiled) -> Match | Miss:
    """Find an appeal from the route's source that goes to a body outside the route."""
    anchor = _anchor(claims, pattern)
    if isinstance(anchor, Miss):
        return anchor
    sources: list[Mention] = []
    for i, mask in enumerate(pattern.source):
        mention = pick(claims.mentions, mask, anchor.span)
        if mention is not None:
            sources.append(mention)
        elif not claims.window & mask:
            return Miss(f"from[{i}] is not met")
    if not all(any(m.closure & k for m in claims.mentions) for k in pattern.has):
        return Miss("has is not met")
    targets = [m for m in claims.directed if not _is_source(m, sources, pattern)]
    if hearing := [m for m in targets if m.atom in pattern.holders]:
        return Miss("it goes to a body that hears it", (anchor, hearing[0], *sources))
    for mention in targets:
        if mention.atom in pattern.bodies and stance_fits(claims.read([mention]), "affirmed"):
            taken = (anchor, mention, *sources)
            return Match(hull(taken), taken, compiled.bodies[mention.atom].called)
    return Miss("it goes to nobody in this sentence")


def _anchor(claims: Claims, pattern: Pattern) -> Mention | Miss:
    acts = [p for p in claims.predicates.of(pattern.act) if stance_fits(p.reading, "affirmed")]
    if acts:
        return acts[0].mention
    bare = [m for m in claims.mentions if m.closure & pattern.act]
    if not bare:
        return Miss("the act is not read as one")
    reading = claims.read(bare[:1])
    return bare[0] if stance_fits(reading, "affirmed") else Miss(f"the claim is {stance_told(reading)}")


def _is_source(mention: Mention, sources: list[Mention], pattern: Pattern) -> bool:
    return any(m.span.overlaps(mention.span) for m in sources) or any(mention.closure & k for k in pattern.source)
