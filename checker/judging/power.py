"""The checks of powers, a closed world: a reserved act done by, kept to, or denied to somebody wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from checker.judging.match import (
    Match,
    Miss,
    about,
    hull,
    matter_met,
    of_these,
    quoted,
    stance_fits,
    stance_told,
    within,
)
from checker.reading.claim import Claims, Filler, Predicate
from checker.reading.reference import has_pronoun
from checker.reading.scan import Mention
from checker.rulebook.compiled import NONE, BodyCard, Compiled, Pattern
from checker.spans import Span

_APART = re.compile(
    r"\b(?:(?:not|wasn['’]t|isn['’]t) (?:an?|the|any)"
    r"|(?:(?:un)?like|besides?|rather than|instead of|as well as|alongside)(?: an?| the| any)?) \Z",
    re.IGNORECASE,
)
_LONGEST = 20  # code points that `_APART` may take
_LONGEST_PRONOUN = 5  # code points: "they"; a description that has a pronoun in it is longer
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


def _excuse(claims: Claims, pattern: Pattern, predicate: Predicate, filler: Filler) -> Mention | None:
    """Return a word of an act's own clause that excuses: not one in the name of who holds the power."""
    names = [m.span for m in filler.mentions if m.atom in pattern.granted]
    span = hull([predicate.mention, *(m for m in filler.mentions if claims.span.contains(m.span))])
    own = {id(m) for m in (*predicate.agent, *predicate.thing, *predicate.at, *predicate.to, *predicate.source)}
    for mention in claims.mentions:
        if mention.form.negator or not mention.closure & pattern.unless:
            continue
        if any(name.contains(mention.span) for name in names) or _set_apart(claims, mention):
            continue
        if id(mention) in own or span.overlaps(mention.span):
            return mention
    return None


def _set_apart(claims: Claims, mention: Mention) -> bool:
    """Return whether a word is only what another is likened to or set against: "like the court, B fined the firm"."""
    start = claims.span.start
    return _APART.search(claims.text, max(start, mention.span.start - _LONGEST), mention.span.start) is not None


def check_power(claims: Claims, pattern: Pattern, compiled: Compiled) -> Match | Miss:
    """Find a body outside the holders that is said to do the act."""
    why = _NOBODY
    fits: list[Miss] = []
    for predicate in _acting(claims, pattern):
        fits += [why] * bool(why.fitting)
        if not stance_fits(predicate.reading, "affirmed"):
            why = _not_said(claims, predicate, pattern, compiled)
            continue
        for filler in predicate.bodies:
            wrong = [m for m in filler.mentions if m.atom in pattern.among]
            if excuse := _excuse(claims, pattern, predicate, filler):
                why = Miss(f"excused by {quoted(claims, excuse)}")
                continue
            if _holds(filler, pattern) or not wrong:
                if why.fitting and predicate.unit.shape == "noun":
                    continue  # "granted an injunction": told already, and closer
                why = _held(claims, predicate, filler, pattern, compiled)
                continue
            body = compiled.bodies[wrong[0].atom]
            named = claims.span.contains(wrong[0].span) and not filler.resolved
            place = (hull(wrong),) if named else (filler.span,) if claims.span.contains(filler.span) else ()
            span = hull([predicate.mention], *place)
            return Match(
                span, (predicate.mention, wrong[0]), body.called, authorities=body.authorities, plural=body.plural,
                act=predicate.mention.span, over=tuple({m.span for m in predicate.thing if m.form.unit >= 0}),
            )  # fmt: skip
    return replace(why, more=tuple(fit for fit in fits if fit != why))


def _not_said(claims: Claims, predicate: Predicate, pattern: Pattern, compiled: Compiled) -> Miss:
    """Return that nobody is said to do the act; who is said not to do it, and may not, is told as the rule has it."""
    why = f"the claim is {stance_told(predicate.reading)}"
    if refusing := _refusing(claims, predicate, pattern, compiled):
        return _held(claims, predicate, refusing, pattern, compiled)
    if not stance_fits(predicate.reading, "denied") or not of_these(claims, predicate, pattern.theme, compiled):
        return Miss(why)
    fillers = [f for f in predicate.bodies if not _holds(f, pattern) and not _excuse(claims, pattern, predicate, f)]
    named = [m for f in fillers for m in _told_of(claims, f) if m.atom in pattern.among]
    if not named:
        return Miss(why)
    told = (predicate.mention, named[0])
    for ground in pattern.grounds:
        if named[0].atom in ground.who and matter_met(claims, predicate, ground.matter):
            return Miss(why, told if ground.authorities else (), grounds=ground.authorities, denied=True)
    body = compiled.bodies[named[0].atom]
    reserved = _reserving(claims, predicate, pattern, body, compiled)
    return Miss(why, told, grounds=tuple(dict.fromkeys((*body.authorities, *reserved))), denied=True)


def _refusing(claims: Claims, predicate: Predicate, pattern: Pattern, compiled: Compiled) -> Filler | None:
    """Return the holder that refuses what it could do, and so uses the power; None where none is said to."""
    if len(predicate.reading.negators) != 1 or not stance_fits(predicate.reading, "denied"):
        return None
    refusals = _refusals(compiled.words.get("refusal-verb", ()))
    own = claims.clause(predicate.mention.span)
    found = (Span(*m.span()).shifted(claims.span.start) for m in refusals.finditer(claims.text))
    if not any(claims.clause(span) == own for span in found):
        return None
    return next((f for f in predicate.bodies if _holds(f, pattern)), None)


@cache
def _refusals(verbs: tuple[str, ...]) -> re.Pattern[str]:
    stems = "|".join(re.escape(verb.removesuffix("e")) for verb in verbs)
    return re.compile(rf"\b(?:{stems})(?:e|es|s|ed|ing)?\b" if verbs else r"(?!)", re.IGNORECASE)


def _reserving(
    claims: Claims, predicate: Predicate, pattern: Pattern, body: BodyCard, compiled: Compiled
) -> tuple[tuple[str, str | None], ...]:
    """Return the authorities that give to others what a body is rightly said not to do: those for the very thing first.

    Without grounds it is all that the rule cites, save what is another body's own.
    """
    given = [g for g in pattern.grounds if g.authorities]
    closest = (g for g in given if g.matter and matter_met(claims, predicate, g.matter))
    for ground in (*closest, *(g for g in given if not g.matter)):
        return ground.authorities
    others = compiled.borne - set(body.authorities)
    return tuple(a for a in compiled.rules[pattern.rule].authorities if a not in others)


def _told_of(claims: Claims, filler: Filler) -> list[Mention]:
    """Return who a sentence itself tells of: by name, or by a pronoun that stands for one body named before.

    "The office" may be another than that named before, and is not told to be right.
    """
    inside = [m for m in filler.mentions if claims.span.contains(m.span)]
    if inside or not filler.resolved or not claims.span.contains(filler.span):
        return inside
    if (
        not has_pronoun(filler.span.shifted(-claims.span.start).of(claims.text))
        or filler.span.end - filler.span.start > _LONGEST_PRONOUN
    ):
        return []
    if len({m.atom for m in filler.mentions if not any(m.atom in o.closure - {o.atom} for o in filler.mentions)}) > 1:
        return []  # which of them is meant is not said
    return [replace(m, span=filler.span) for m in filler.mentions]


def _held(claims: Claims, predicate: Predicate, filler: Filler, pattern: Pattern, compiled: Compiled) -> Miss:
    """Return that who does the act is not held against the list, and on what its power rests if the rule gives it."""
    why = "whoever does the act holds the power, or is not held against the list"
    inside = _told_of(claims, filler)
    holder = next((m for m in inside if m.atom in pattern.granted), None)
    if holder is None or not of_these(claims, predicate, (*pattern.theme, *pattern.has), compiled):
        return Miss(why)
    told = (predicate.mention, *inside[:1])
    apart = [m for m in predicate.thing if not any(m.span.overlaps(n.span) for n in filler.mentions)]
    if predicate.unit.matter and not matter_met(claims, replace(predicate, thing=apart), (predicate.unit.matter,)):
        return Miss(why)  # that proceedings go to a criminal court makes no crime of what they are about
    if not pattern.grounds:
        return Miss(why, told)
    predicate = within(claims, predicate)
    for ground in pattern.grounds:
        who = ground.who & compiled.below(holder.atom)  # "a court" may be any that a ground names
        named = holder.atom in ground.who  # what the passage is about makes no "court" a certain one
        met = matter_met(claims, predicate, ground.matter, act=True) or (
            named
            and all(
                m & (compiled.topic_mask | compiled.body_mask) and about(claims, m, NONE, compiled)
                for m in ground.matter
            )
        )
        if (who or named) and met and of_these(claims, predicate, ground.matter, compiled):
            return Miss(why, told if ground.authorities else (), grounds=ground.authorities)
    return Miss(why)


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
