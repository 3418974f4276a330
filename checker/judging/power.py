"""The checks of powers, a closed world: a reserved act done by, kept to, or denied to somebody wrongly."""

from __future__ import annotations

from collections.abc import Iterator

from checker.judging.match import Match, Miss, hull, matter_met, stance_fits, stance_told
from checker.reading.claim import Claims, Filler, Predicate
from checker.rulebook.compiled import Compiled, Pattern

_NOBODY = Miss("nobody is read as doing the act")


def _acting(claims: Claims, pattern: Pattern) -> Iterator[Predicate]:
    for predicate in claims.predicates.of(pattern.act):
        if not predicate.bodies:
            continue
        masks = (*pattern.theme, *((predicate.unit.matter,) if predicate.unit.matter else ()))
        if matter_met(claims, predicate, masks) and all(
            any(m.closure & k for m in claims.mentions) for k in pattern.has
        ):
            yield predicate


def _holds(filler: Filler, pattern: Pattern) -> bool:
    return any(m.atom in pattern.holders for m in filler.mentions)


def check_power(claims: Claims, pattern: Pattern, compiled: Compiled) -> Match | Miss:
    """Find a body outside the holders that is said to do the act."""
    why = _NOBODY
    for predicate in _acting(claims, pattern):
        if not stance_fits(predicate.reading, "affirmed"):
            why = Miss(f"the claim is {stance_told(predicate.reading)}")
            continue
        for filler in predicate.bodies:
            wrong = [m for m in filler.mentions if m.atom in pattern.among]
            if _holds(filler, pattern) or not wrong:
                inside = [m for m in filler.mentions if claims.span.contains(m.span)]
                why = Miss(
                    "whoever does the act holds the power, or is not held against the list",
                    (predicate.mention, *inside[:1]) if any(m.atom in pattern.granted for m in inside) else (),
                )
                continue
            body = compiled.bodies[wrong[0].atom]
            named = claims.span.contains(wrong[0].span) and not filler.resolved
            place = (hull(wrong),) if named else (filler.span,) if claims.span.contains(filler.span) else ()
            span = hull([predicate.mention], *place)
            return Match(
                span, (predicate.mention, wrong[0]), body.called, authorities=body.authorities, plural=body.plural
            )
    return why


def check_only(claims: Claims, pattern: Pattern, compiled: Compiled) -> Match | Miss:
    """Find one holder that is said to hold the power alone, where others hold it too."""
    for predicate in _acting(claims, pattern):
        if len(predicate.bodies) != 1 or not stance_fits(predicate.reading, "affirmed"):
            continue
        filler = predicate.bodies[0]
        if filler.restricted and _holds(filler, pattern):
            mention = filler.mentions[0]
            span = hull([predicate.mention], filler.span)
            return Match(span, (predicate.mention, mention), f"only {compiled.bodies[mention.atom].called}")
    return Miss("nobody is said to hold the power alone")


def check_denied(claims: Claims, pattern: Pattern, compiled: Compiled) -> Match | Miss:
    """Find a holder that is said not to have the power."""
    for predicate in _acting(claims, pattern):
        if not predicate.modal or not stance_fits(predicate.reading, "denied"):
            continue
        for filler in predicate.bodies:
            if _holds(filler, pattern) and not filler.restricted:
                mention = filler.mentions[0]
                span = hull([predicate.mention], filler.span)
                return Match(span, (predicate.mention, mention), compiled.bodies[mention.atom].called)
    return Miss("no holder is said to lack the power")
