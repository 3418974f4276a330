"""What a sentence says may, must or can be, of rights, parties, papers and courts, where no rule speaks of it.

"The claimant bears the burden", "moral rights can be waived": no step is told, and yet an editor has to check them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet

from checker.judging.clauses import clauses, is_ended
from checker.judging.everyday import phrases
from checker.judging.match import gap, stance_fits
from checker.judging.standing import Standing, Verdict, without_tail
from checker.quantities import amounts
from checker.reading.claim import Claims
from checker.reading.following import CONDITIONS
from checker.reading.stance import asks
from checker.rulebook.compiled import Compiled, Mask
from checker.spans import Span

_REACH = 60  # code points from what is spoken of to what is said of it
_LONGEST = 160  # code points of a clause that is shown whole
_STOP = re.compile(r"[,;:()]|\s(?:and|or|that|which|who)\s")
_MONTH = re.compile(r"May\b")  # which is no permission
_LENGTHS = ("duration", "workdays")


class Norms:
    """Finds them by the rules' words: of what is spoken (`norm-subject`, `norm-anybody`), and what is said (`norm`)."""

    def __init__(self, compiled: Compiled) -> None:
        self._norms = phrases(compiled.words.get("norm", ()))
        self._subjects = phrases(compiled.words.get("norm-subject", ()), plural=True)
        self._anybody = phrases(compiled.words.get("norm-anybody", ()))
        self._steps = phrases(
            (*compiled.words.get("procedure", ()), *compiled.words.get("forum-verb", ())), plural=True
        )
        self._conditions = phrases(CONDITIONS)
        self._named: Mask = compiled.topic_mask | compiled.public

    def named(self, text: str, closure: AbstractSet[int]) -> bool:
        """Return whether a sentence may say such a thing.

        Args:
            text: its words.
            closure: what it mentions, and all above that.
        """
        every = (self._subjects, self._anybody)
        if self._named.isdisjoint(closure) and all(words.search(text) is None for words in every):
            return False
        said = self._norms.search(text) is not None or any(a.dimension in _LENGTHS for a in amounts(text))
        return said or (self._conditions.search(text) is not None and self._steps.search(text) is not None)

    def open(self, claims: Claims, known: Iterable[Span], idle: Collection[Span] = ()) -> list[Standing]:
        """Return the clauses that say such a thing and of which nothing else is told.

        Args:
            claims: of the sentence.
            known: where findings, and claims of which something else is told, are.
            idle: where everyday phrases are.
        """
        if claims.told or asks(claims.text) or not is_ended(claims.text):
            return []
        taken, found = [*known, *idle], list[Standing]()
        for whole in clauses(claims.text, relative=False):
            clause = _bare(whole, claims.text)
            place = clause.shifted(claims.span.start)
            if any(place.overlaps(each) for each in taken):
                continue
            subjects = self._spoken(claims, clause, place)
            told = next((word for word in self._told(claims, clause, place) if _near(word, subjects)), None)
            if told is not None:
                found.append(Standing(without_tail(_shown(claims, place, told, subjects), claims), Verdict.OPEN))
        return found

    def _spoken(self, claims: Claims, clause: Span, place: Span) -> list[Span]:
        """Return where in a clause that is named of which such a thing may be said."""
        named = [m.span for m in claims.mentions if m.atom in self._named and place.contains(m.span)]
        words = list(self._subjects.finditer(claims.text, clause.start, clause.end))
        if not named and not self._named.isdisjoint(claims.window):  # "you" are who has to do with what is spoken of
            words += self._anybody.finditer(claims.text, clause.start, clause.end)
        return [*named, *(Span(*word.span()).shifted(claims.span.start) for word in words)]

    def _told(self, claims: Claims, clause: Span, place: Span) -> Iterator[Span]:
        """Yield where in a clause it is said, and meant: in words, by a length of time, or as what follows."""
        start = claims.span.start
        norms = [Span(*m.span()).shifted(start) for m in self._norms.finditer(claims.text, clause.start, clause.end)]
        norms = [norm for norm in norms if not _MONTH.match(norm.shifted(-start).of(claims.text))]
        lengths = [a.span for a in claims.amounts if a.dimension in _LENGTHS and place.contains(a.span)]
        for word in (*norms, *lengths):
            if stance_fits(claims.stance(word), "any") or claims.follows(word):
                yield word
        for step in self._steps.finditer(claims.text, clause.start, clause.end):
            if claims.follows(word := Span(*step.span()).shifted(start)):
                yield word


def _bare(clause: Span, text: str) -> Span:
    """Return a clause without the space around it."""
    said = clause.of(text)
    start = clause.start + len(said) - len(said.lstrip())
    return Span(start, max(start, clause.start + len(said.rstrip())))


def _near(word: Span, subjects: Iterable[Span]) -> bool:
    return any(gap(word, subject) <= _REACH for subject in subjects)


def _shown(claims: Claims, place: Span, told: Span, subjects: Iterable[Span]) -> Span:
    """Return what is shown of a clause: all of a short one, of a long one from what it speaks of to the next stop."""
    if place.end - place.start <= _LONGEST:
        return place
    near = min(subjects, key=lambda subject: gap(subject, told)).hull(told)
    stop = _STOP.search(claims.text, near.end - claims.span.start, place.end - claims.span.start)
    end = stop.start() + claims.span.start if stop else place.end
    return Span(near.start, end)
