"""What a draft says of procedure that is right, or that no rule speaks of: what an editor sees beside the findings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from checker.judging.finding import Finding
from checker.judging.match import gap, hull, pick, stance_fits
from checker.reading.claim import Claims, Predicate
from checker.reading.scan import Mention
from checker.rulebook.citation import Citation, citations
from checker.rulebook.compiled import BodyCard, Compiled, Mask, RuleCard
from checker.spans import Span

_TAIL = re.compile(r"[\s,;.:!]*(?:\b(?:and|or|but|then)\s*)*[\s,;.:!]*\Z", re.IGNORECASE)  # of a part, before the next
_BEING = re.compile(r"\b(?:am|is|are|was|were|be|been|being|gets?|got)\b", re.IGNORECASE)  # of a verb in the passive
_PRONOUN = re.compile(  # of a verb, with what helps it between
    r"\b(?P<who>it|they|he|she|nobody|no[ -]one)\s+(?:(?:may|can|could|will|would|do|does|did|has|have|not|cannot"
    r"|also|then|only"
    r"|\w+n['’]t)\s+)*\Z",
    re.IGNORECASE,
)
_BESIDE = 20  # code points behind an act, for what is done
_PERIOD, _LENGTH = "period", "duration"
_CLOSED = ("power", "route")  # the checks whose acts are reserved: who does these is always a claim of procedure


class Verdict(StrEnum):
    """How a claim that is no finding stands."""

    FITS = "fits"
    OPEN = "not covered"


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim of procedure that is no finding.

    Attributes:
        span: where, in the draft's prose.
        verdict: it fits a rule, or no rule covers it.
        rule: the rule's id, or "".
        statement: what the rule says, or "".
        authorities: the rule's.
        act: where the word for what is done stands, of a claim that fits.
        source_span: for an event of a case, where the fields stand in `Draft.source`; its `span` is then 0 to 0.
    """

    span: Span
    verdict: Verdict
    rule: str = ""
    statement: str = ""
    authorities: tuple[Citation, ...] = ()
    source_span: Span | None = None
    act: Span | None = None


def reserved(compiled: Compiled) -> Mask:
    """Return the acts that the rules keep to some bodies."""
    return frozenset().union(*(p.act for p in compiled.patterns.values() if p.check in _CLOSED))


def fitting(
    card: RuleCard,
    span: Span,
    bodies: Iterable[BodyCard] = (),
    grounds: Iterable[tuple[str, str | None]] = (),
    act: Span | None = None,
) -> Standing:
    """Return that a claim fits a rule.

    It cites the claim's own grounds, else what the rule cites: first that on which its bodies rest.
    """
    own = {authority for body in bodies for authority in body.authorities}
    cited = list(grounds) or sorted(card.authorities, key=lambda authority: authority not in own)
    return Standing(span, Verdict.FITS, card.id, card.statement, citations(cited), act=act)


def places(finding: Finding, claims: Claims) -> list[Span]:
    """Return where a finding stands, without the clauses of the sentence that tell other things.

    "X granted an injunction and jailed the infringer": what is found of the second says nothing of the first.
    """
    own: dict[tuple[int, int], Span] = {}
    starts = [part.start for part, _ in claims.parts()]
    for told in finding.words:
        begins = max((at for at in starts if told.start < at < told.end), default=told.start)
        word = Span(begins, told.end)  # words of an act may lie to both sides of "and"
        clause = claims.clause(word)
        own[clause] = own[clause].hull(word) if clause in own else word
    if not own:
        return [finding.span]
    for clause, place in own.items():
        whole = finding.span.hull(place)
        between = (m.span for m in claims.mentions if whole.contains(m.span))
        if all(claims.clause(span) == clause for span in between):
            own[clause] = whole
    return list(own.values())


def in_part(span: Span, act: Span | None, claims: Claims) -> Span:
    """Return a claim's span without the parts of the sentence that tell other things before its act, or its end."""
    last = act.start if act is not None else span.end - 1
    starts = [part.start for part, _ in claims.parts() if span.start < part.start <= last]
    return Span(max(starts), span.end) if starts else span


def with_object(verb: Span, claims: Claims) -> Span:
    """Return a verb with what follows it in its part of the sentence: "revoked the patent"."""
    end = next((part.end for part, _ in claims.parts() if part.contains(verb)), claims.span.end)
    return without_tail(Span(verb.start, end), claims)


def without_tail(span: Span, claims: Claims) -> Span:
    """Return a span without the conjunction at its end that leads on to the next claim."""
    said = span.shifted(-claims.span.start).of(claims.text)
    return Span(span.start, span.start + len(_TAIL.sub("", said)))


def lasting(compiled: Compiled) -> Mask:
    """Return the acts by which the rules' periods say how long something lasts."""
    patterns = compiled.patterns.values()
    return frozenset().union(*(p.act for p in patterns if p.amount and compiled.rules[p.rule].kind == _PERIOD))


def uncovered(
    claims: Claims, acts: Mask, public: Mask, rights: Mask, known: list[Span], idle: Collection[Span] = ()
) -> list[Standing]:
    """Return the reserved acts that a public body is said to do, or not to do, and that no rule has spoken of.

    So are those that are said to be done to a right, whoever does them: "her patent was granted".

    Args:
        claims: of one sentence.
        acts: the reserved acts.
        public: the bodies and kinds that the public set up.
        rights: what may be granted, held and lost.
        known: where findings and fitting claims are.
        idle: where everyday phrases are: "granted planning permission" is none of these acts.
    """
    found: dict[Span, Standing] = {}
    predicates = list(claims.predicates.of(acts))
    heard = {m.span for p in predicates if p.bodies and p.unit.shape != "noun" for m in p.thing}
    for predicate in predicates:
        if predicate.unit.shape == "noun" and predicate.mention.span in heard:
            continue  # "the court heard the appeal": one claim
        public_ones = [f for f in predicate.bodies if any(m.atom in public for m in f.mentions)]
        doing = [f.span for f in public_ones if f.resolved and claims.span.contains(f.span)]  # "it", said of a body
        doing = [m.span for f in public_ones for m in f.mentions if claims.span.contains(m.span)] or doing
        done = doing or [m.span for m in _done_to(claims, predicate, rights)] or _by_some(claims, predicate, rights)
        if claims.told or not done or not stance_fits(predicate.reading, "any"):
            continue
        span = hull([predicate.mention], done[0])
        if in_part(span, predicate.mention.span, claims) != span:  # what it tells of before is another claim
            span = with_object(predicate.mention.span, claims)
        elif near := [other for other in known if span.overlaps(other) and claims.span.contains(other)]:
            own = claims.clause(predicate.mention.span)
            if any(claims.clause(other) == own for other in near):
                continue
            # Who does it is told of in another clause.
            span = hull([predicate.mention, *(m for m in predicate.thing if claims.clause(m.span) == own)])
        reach = Span(span.start, min(span.end + _BESIDE, claims.span.end))
        if any(reach.overlaps(phrase) for phrase in idle) or any(span.overlaps(other) for other in (*known, *found)):
            continue
        found[span] = Standing(span, Verdict.OPEN)
    return list(found.values())


def _done_to(claims: Claims, predicate: Predicate, rights: Mask) -> list[Mention]:
    """Return the right to which something is done by nobody who is named: what stands before a verb in the passive."""
    if predicate.bodies or predicate.agent or predicate.unit.shape == "noun":
        return []
    at = predicate.mention.span.start
    before = [m for m in predicate.thing if m.span.end <= at and claims.span.contains(m.span)]
    said = ((m, Span(m.span.end, at).shifted(-claims.span.start).of(claims.text)) for m in before if m.atom in rights)
    return [m for m, between in said if _BEING.search(between)]


def _by_some(claims: Claims, predicate: Predicate, rights: Mask) -> list[Span]:
    """Return the pronoun of whom a reserved act on a right is told, where nothing says who: "They cancel it"."""
    if predicate.unit.shape == "noun" or not any(m.atom in rights for m in predicate.thing):
        return []
    at = predicate.mention.span.start
    said = claims.text[: at - claims.span.start]
    found = _PRONOUN.search(said)
    return [Span(*found.span("who")).shifted(claims.span.start)] if found else []


def unmeasured(claims: Claims, acts: Mask, topics: Mask, known: list[Span]) -> list[Standing]:
    """Return the claims of how long a right lasts, or what belongs to it, that no rule has spoken of.

    Args:
        claims: of one sentence.
        acts: those of lasting.
        topics: the rights.
        known: where findings, fitting claims and other claims that no rule covers are.
    """
    found: list[Standing] = []
    lengths = [amount.span for amount in claims.amounts if amount.dimension == _LENGTH]
    for predicate in claims.predicates.of(acts) if lengths and not claims.told else ():
        of = [m for m in predicate.agent if m.atom in topics and claims.span.contains(m.span)]
        if not of or not stance_fits(predicate.reading, "affirmed"):
            continue
        near = min(lengths, key=lambda span: gap(span, predicate.mention.span))
        span = hull([predicate.mention, pick(of, topics, predicate.mention.span) or of[0]], near)
        if not any(span.overlaps(other) for other in (*known, *(each.span for each in found))):
            found.append(Standing(span, Verdict.OPEN))
    return found
