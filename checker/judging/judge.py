"""Claims against patterns: each kind of check is a small module with one face, chosen by the pattern's name for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from checker.judging import claim, order, power, route
from checker.judging.finding import Finding, Severity
from checker.judging.match import Match, Miss, hull, quoted
from checker.judging.standing import Standing, fitting, in_part
from checker.reading.claim import Claims
from checker.reading.dates import Moment
from checker.reading.scan import Mention
from checker.rulebook.citation import citations
from checker.rulebook.compiled import Compiled, Pattern, RuleCard
from checker.spans import Span

_NEAR = 30  # code points, for a negator that excuses; commas and semicolons on the way count for more

CHECKS: dict[str, Callable[[Claims, Pattern, Compiled], Match | Miss]] = {
    "claim": claim.check, "power": power.check_power, "only": power.check_only, "denied": power.check_denied,
    "route": route.check, "order": order.check, "fits": claim.check_fits,
}  # fmt: skip


class Judge:
    """Holds claims against the compiled rules, as the law stands on `day` (an ordinal), called so in findings."""

    def __init__(self, compiled: Compiled, day: int, called: str = "today") -> None:
        self._compiled, self._day, self._called = compiled, day, called

    def judge(self, claims: Claims, patterns: Iterable[int]) -> list[Finding]:
        """Return the findings of the given patterns on one sentence, at most one a rule."""
        found: dict[str, Finding] = {}
        for number in () if claims.told else patterns:
            card = self._compiled.rules[self._compiled.patterns[number].rule]
            if card.id not in found:
                answer = self._ask(claims, number)
                if isinstance(answer, Finding):
                    found[card.id] = answer
        return list(found.values())

    def answers(self, claims: Claims, patterns: Iterable[int]) -> list[tuple[str, int, Finding | str]]:
        """Return (rule, number of the pattern, the finding or why there is none) for each pattern asked."""
        out: list[tuple[str, int, Finding | str]] = []
        for number in patterns:
            answer = Miss(f"the text tells it as {claims.told}") if claims.told else self._ask(claims, number)
            rule = self._compiled.rules[self._compiled.patterns[number].rule].id
            out.append((rule, number, answer.why if isinstance(answer, Miss) else answer))
        return out

    def standings(self, claims: Claims, patterns: Iterable[int]) -> list[Standing]:
        """Return what a sentence says as the rules of the given patterns have it, once a place."""
        found: dict[Span, tuple[int, Standing]] = {}
        for number in () if claims.told else patterns:
            answer, pattern = self._ask(claims, number), self._compiled.patterns[number]
            for fit in (answer, *answer.more) if isinstance(answer, Miss) else ():
                if not fit.fitting:
                    continue
                whole = hull(fit.fitting, *((fit.amount,) if fit.amount else ()))
                card = self._compiled.rules[pattern.rule]
                if not claims.span.contains(whole) or not self._scope(claims, pattern, card, Match(whole, fit.fitting)):
                    continue
                by_act = pattern.check == "power" or pattern.act
                span = in_part(whole, fit.fitting[0].span if by_act else fit.amount, claims)
                # Of several rules the one that gives the act to the fewest speaks of this claim the closest, and of a
                # denial the one that rests on the least.
                width = len(fit.grounds or card.authorities) if fit.denied else len(pattern.granted)
                if span not in found or found[span][0] > width:
                    bodies = [self._compiled.bodies[m.atom] for m in fit.fitting if m.atom in self._compiled.bodies]
                    act = fit.fitting[0].span if by_act or pattern.amount else None
                    found[span] = (width, fitting(card, span, bodies, fit.grounds, act))
        return [standing for _, standing in found.values()]

    def _ask(self, claims: Claims, number: int) -> Finding | Miss:
        claims.day = self._day
        pattern = self._compiled.patterns[number]
        card = self._compiled.rules[pattern.rule]
        if excuse := self._excuse(claims, pattern):
            return Miss(excuse)
        match = CHECKS[pattern.check](claims, pattern, self._compiled)
        if isinstance(match, Miss):
            return match
        if negator := _negator_near(claims, pattern, match):
            return Miss(f"excused by {quoted(claims, negator)} near it")
        if _excused_before(claims, pattern, match):
            return Miss("excused by a word of the sentence that it goes on from")
        scope = self._scope(claims, pattern, card, match)
        return (
            self._finding(card, match, *scope, claims)
            if scope is not None
            else Miss("it is under another law or of another time")
        )

    def _excuse(self, claims: Claims, pattern: Pattern) -> str:
        """Return why a pattern is not asked at all: a word that excuses, or a context that is missing; else "".

        Where a power is asked for, the words that excuse are those of the act's own clause, which the check looks at.
        """
        if pattern.unless and pattern.check != "power":
            for mention in claims.mentions:
                if mention.closure & pattern.unless and not mention.form.negator:
                    return f"excused by {quoted(claims, mention)}"
        topic = claims.window if claims.topic is None else claims.topic
        if not all(mask & topic for mask in pattern.context):
            return "the context is not met"
        return "" if all(mask & claims.around for mask in pattern.around) else "what is around does not meet it"

    def _scope(self, claims: Claims, pattern: Pattern, card: RuleCard, match: Match) -> tuple[str, int] | None:
        """Return under which law the claim was judged, and how near the rule is; None where it does not speak to it."""
        place, foreign, assumed = claims.scene(match.mentions)
        above = self._above(place) or (place,)
        if foreign and not pattern.foreign:
            return None
        named = [len(above) - above.index(j) for j in card.jurisdictions if j in above]
        below = place in ("uk", "great-britain") and any(self._above(j).count(place) for j in card.jurisdictions)
        if not foreign and not named and not below:
            return None
        moment = claims.when(match.span)
        first, last = moment.days if moment else (self._day, self._day)
        if moment and moment.relation == "since":
            last = max(last, self._day)
        if card.since and last < card.since or card.before and first > card.before:
            return None
        near = 1 if assumed else max(named, default=0)
        if near == 1 and any(j not in above and set(self._above(j)) & set(above) for j in card.jurisdictions):
            near = 0  # it is about another part of the country first
        where = place.replace("-", " ")
        when = f"law of {_said(moment, claims) if moment else self._called}"
        return f"{where} ({'assumed' if assumed else 'from the text'}), {when}", near

    def _above(self, place: str) -> tuple[str, ...]:
        return self._compiled.above.get(place, ())

    def _finding(self, card: RuleCard, match: Match, scope: str, near: int, claims: Claims) -> Finding:
        message = f"{_lead(card, match, claims)}{card.statement}"
        bodies = [m.span for m in claims.mentions if m.atom in self._compiled.bodies]
        inside = (m.span for m in match.mentions if claims.span.contains(m.span))
        words = tuple(span for span in inside if not any(span.overlaps(body) for body in bodies))
        return Finding(
            card.id, card.kind, Severity(card.severity), match.word or match.span, message, card.suggestion,
            citations((*card.authorities, *match.authorities)), scope, near=near,
            act=match.act, over=match.over, words=words,
        )  # fmt: skip


def _lead(card: RuleCard, match: Match, claims: Claims) -> str:
    """Return what the text says, as far as the rule's own message or the match can tell it, with a space behind."""
    if card.message:
        inside = claims.span.contains(match.span)
        said = " ".join(match.span.shifted(-claims.span.start).of(claims.text).split()) if inside else ""
        return card.message.format(body=match.subject, amount=match.amount, text=said) + " "
    if match.amount:
        return f"“{match.amount}” is not the figure. "
    if card.kind == "power" and match.subject and not match.subject.startswith("only "):
        has = "have" if match.plural else "has"
        return f"{match.subject[0].upper()}{match.subject[1:]} {has} no power to do this. "
    return ""


def _excused_before(claims: Claims, pattern: Pattern, match: Match) -> bool:
    """Return whether a word excuses in the sentence that names what a pronoun of the claim stands for."""
    lent = {id(m) for m in claims.lent}
    taken = any(id(m) in lent for m in match.mentions)
    return taken and any(m.closure & pattern.unless and not m.form.negator for m in claims.lender)


def _negator_near(claims: Claims, pattern: Pattern, match: Match) -> Mention | None:
    """Return a negator of `unless` that stands in or near what was matched."""
    denying = (m for m in claims.mentions if m.form.negator and m.closure & pattern.unless)
    return next((m for m in denying if claims.distance(m.span, match.span) <= _NEAR), None)


def _said(moment: Moment, claims: Claims) -> str:
    """Return a date as the text says it, or its year where the sentences before say it."""
    if moment is claims.carried:
        return str(date.fromordinal(moment.first).year)
    return moment.span.shifted(-claims.span.start).of(claims.text).strip()
