"""Existence of bodies: a body that is said to act at a date before it was, or after it ended."""

from __future__ import annotations

from datetime import date

from checker.judging.finding import Finding, Severity
from checker.reading.claim import Claims
from checker.reading.dates import Calendar
from checker.reading.scan import Mention, Sentence
from checker.reading.stance import Stance
from checker.rulebook.citation import citations
from checker.rulebook.compiled import BodyCard, Compiled
from checker.spans import Span


class Life:
    """Holds bodies' dates against the dates of what they are said to have done."""

    def __init__(self, compiled: Compiled, day: int) -> None:
        self._compiled, self._day = compiled, day
        self.mortal = frozenset(at for at, b in compiled.bodies.items() if b.since or b.before)
        self._calendar = Calendar(compiled.turns)
        self._by_id = {body.id: body for body in compiled.bodies.values()}
        self._later = frozenset(compiled.words.get("later-name", ()))

    def could(self, sentence: Sentence, text: str) -> bool:
        """Return whether a body of the sentence and a date in it could clash (cheap, before the parse)."""
        found = self._calendar.moments(sentence.span.of(text))
        return bool(found) and any(
            self._clash(self._compiled.bodies[m.atom], moment.first, moment.last)
            for m in sentence.mentions
            if m.atom in self._compiled.bodies
            for moment in found
        )

    @staticmethod
    def _clash(body: BodyCard, first: int, last: int) -> bool:
        return bool(body.since and last < body.since or body.before and first > body.before)

    def judge(self, claims: Claims) -> list[Finding]:
        """Return a finding for each body that acts, or hears something, outside its life."""
        if claims.told or not claims.moments:
            return []
        low = claims.text.lower()
        if any(word in low for word in self._later):
            return []
        found = []
        for mention in claims.directed:
            body = self._compiled.bodies[mention.atom]
            moment = claims.when(mention.span)
            if body.is_kind or moment is None or not self._clash(body, moment.first, moment.last):
                continue
            if _apart(claims, mention.span, moment.span):
                continue
            if moment.relation in ("until", "after") or any(
                not self._clash(body, m.first, m.last) for m in claims.moments
            ):
                continue
            if moment.relation == "since" and self._had_predecessor(body, moment.first):
                continue  # what has been so there since then began with the body whose place it took
            reading = claims.read([mention])
            if reading.negators or reading.stance not in (Stance.ASSERTED, Stance.ATTRIBUTED):
                continue
            found.append(self._finding(body, mention, claims, moment.first))
        return found

    def _had_predecessor(self, body: BodyCard, day: int) -> bool:
        before = self._by_id.get(body.predecessor)
        return before is not None and not self._clash(before, day, day)

    def _finding(self, body: BodyCard, mention: Mention, claims: Claims, first: int) -> Finding:
        moment = claims.when(mention.span)
        assert moment is not None
        names = {b.id: b.called for b in self._compiled.bodies.values()}
        if body.since and first < body.since:
            has = "have" if body.plural else "has"
            what = f"{_capital(body.called)} {has} existed only since {date.fromordinal(body.since):%-d %B %Y}"
            other = names.get(body.predecessor, "")
        else:
            what = f"{_capital(body.called)} ended on {date.fromordinal(body.before):%-d %B %Y}"
            other = names.get(body.successor, "")
        cure = f"Name {other}, or correct the date." if other else "Correct the date or the body."
        return Finding(
            f"life-{body.id}",
            "existence",
            Severity.ERROR,
            mention.span.hull(moment.span),
            f"{what}; {'they' if body.plural else 'it'} cannot have acted at the date given.",
            cure,
            citations(body.authorities),
            "dates of the body itself",
        )


def _apart(claims: Claims, body: Span, moment: Span) -> bool:
    """Return whether a date is in another clause than a body, or in brackets that do not stand at its name."""
    first, last = sorted((body, moment))
    between = Span(first.end, last.start).shifted(-claims.span.start).of(claims.text)
    bracket = between.replace(" (", "", 1) if between.startswith(" (") else between
    return ";" in between or "(" in bracket or ")" in bracket


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
