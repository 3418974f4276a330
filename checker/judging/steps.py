"""Steps of procedure that a sentence claims and no rule speaks of, so that none is missing among an editor's claims."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from checker.judging.clauses import clauses, is_ended
from checker.judging.everyday import phrases
from checker.judging.match import gap, hull, stance_fits
from checker.judging.standing import Standing, Verdict, with_object, without_tail
from checker.quantities import amounts
from checker.reading.answers import answered
from checker.reading.claim import Claims, Predicate
from checker.reading.stance import asks
from checker.rulebook.compiled import Compiled
from checker.spans import Span

_ARTICLE = re.compile(r"\s+(?:(?:the|an?|its|his|her|their)\s+)?", re.IGNORECASE)
_HELPING = re.compile(r"may|can|must|will|shall|could|might|should|would|ha(?:s|ve|d)|do(?:es)?|did", re.IGNORECASE)
_REACH = 40  # code points from a verb to the court that it speaks of
_HAVING = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?|got|ha(?:s|ve|d)|may|can|must|will)\b", re.IGNORECASE)
_SHORT = 100  # code points of a sentence whose figure is that of the court it names
_BESIDE = 24  # code points between a right and what becomes of it
_JOIN = re.compile(r"[,;:()–—]|\b(?:and|or|nor|but|that|than|to|after|before|until|if|because|so)\b", re.IGNORECASE)
_FEWEST = 4  # words of a clause: what is shorter and has no verb that the rules know is a heading


class Steps:
    """Finds them by the rules' words of procedure.

    Attributes:
        asked: a pattern of these, and of what is asked about procedure.
    """

    def __init__(self, compiled: Compiled) -> None:
        self._bodies = frozenset(compiled.bodies)
        self._words = phrases(compiled.words.get("procedure", ()), plural=True)
        asked = [*compiled.words.get("procedure", ()), *compiled.words.get("procedure-asked", ())]
        self.asked = phrases(asked, plural=True)
        self._choosing = phrases(compiled.words.get("forum-verb", ()))
        self._gaining = phrases(compiled.words.get("right-verb", ()))
        self._ending = phrases(compiled.words.get("right-ends", ()))
        self._rights = compiled.topic_mask
        kinds = {compiled.index.get(kind) for kind in compiled.words.get("forum-kind", ())}
        self._fora = frozenset(at for at in compiled.bodies if not kinds.isdisjoint(compiled.closure(at)))

    def named(self, text: str) -> bool:
        """Return whether a text has a word of procedure."""
        every = (self._words, self._choosing, self._gaining, self._ending)
        return any(words.search(text) is not None for words in every) or (len(text) <= _SHORT and bool(amounts(text)))

    def open(self, claims: Claims, known: Iterable[Span], idle: Collection[Span] = ()) -> list[Standing]:
        """Return the steps that a sentence claims outside of what is known.

        Args:
            claims: of the sentence.
            known: where findings, and claims of which something else is told, are.
            idle: where everyday phrases are.
        """
        taken = list(known)
        before = len(taken)
        heading = not is_ended(claims.text) and len(claims.text.split()) < _FEWEST
        reply = answered(claims.text)
        for clause, verb in () if claims.told or heading or asks(claims.text) else self._stretches(claims):
            if reply and clause.start < reply:
                continue  # the question claims nothing, and its verb is that of the answer
            words = [word for word in self._named(claims, clause) if not any(word.overlaps(each) for each in idle)]
            place = clause.shifted(claims.span.start)
            for span in self._spans(claims, place, words, taken, verb) if words else ():
                if not any(span.overlaps(other) or self._goes_on(claims, other, span) for other in taken):
                    taken.append(without_tail(span, claims))
        place = Span(reply, len(claims.text)).shifted(claims.span.start)
        if reply and not claims.told and not any(place.overlaps(each) for each in taken):
            taken += [without_tail(place, claims)] if self.asked.search(claims.text) else []
        return [Standing(span, Verdict.OPEN) for span in taken[before:]]

    def _named(self, claims: Claims, clause: Span) -> list[Span]:
        """Return where in a clause words of procedure stand: of steps, of courts turned to, of rights won or lost."""
        start, end = claims.span.start, clause.end
        place = clause.shifted(start)
        found = [Span(*m.span()).shifted(start) for m in self._words.finditer(claims.text, clause.start, end)]
        fora = [m.span for m in claims.mentions if m.atom in self._fora]
        for verb in self._choosing.finditer(claims.text, clause.start, end):
            span = Span(*verb.span()).shifted(start)
            reached = [at for at in fora if span.end <= at.start <= min(span.end + _REACH, start + end)]
            found += [span.hull(reached[-1])] if reached else []
        if fora and len(claims.text) <= _SHORT:  # "in the Crown Court it is ten years": the figure is that court's
            figures = [a.span for a in claims.amounts if place.contains(a.span)]
            here = [at for at in fora if place.contains(at)]
            found += [here[0].hull(figures[0])] if here and figures else []
        rights = [m.span for m in claims.mentions if m.atom in self._rights and place.contains(m.span)]
        for words, bare in ((self._ending, True), (self._gaining, False)) if rights else ():
            for verb in words.finditer(claims.text, clause.start, end):
                span = Span(*verb.span()).shifted(start)
                near = min(rights, key=lambda right: gap(right, span))
                between = claims.text[near.end - start : span.start - start] if near.end <= span.start else ""
                told = bare or near.start > span.start or _HAVING.search(between)
                found += [span.hull(near)] if told and gap(near, span) <= _BESIDE else []
        return sorted(found)

    @staticmethod
    def _goes_on(claims: Claims, before: Span, span: Span) -> bool:
        """Return whether a span only goes on with what is told: "the court refused" the firm "permission to appeal"."""
        if before.end > span.start or not claims.span.contains(before):
            return False
        between = Span(before.end, span.start).shifted(-claims.span.start).of(claims.text)
        near = len(between) <= _BESIDE and not _JOIN.search(between) and claims.clause(before) == claims.clause(span)
        return near or _ARTICLE.fullmatch(between) is not None

    def _stretches(self, claims: Claims) -> Iterator[tuple[Span, Span | None]]:
        """Yield the clauses, parted where verbs are joined, and the verb of each part."""
        joined = [(part.shifted(-claims.span.start), verb) for part, verb in claims.parts()]
        for clause in clauses(claims.text, relative=True):
            own = [(part, verb) for part, verb in joined if clause.start <= part.start < clause.end]
            starts = [clause.start, *(part.start for part, _ in own if part.start > clause.start), clause.end]
            verbs = {part.start: verb for part, verb in own}
            for start, end in pairwise(starts):
                yield Span(start, end), verbs.get(start)

    def _spans(
        self, claims: Claims, clause: Span, words: list[Span], taken: list[Span], joined: Span | None
    ) -> Iterator[Span]:
        """Yield where verbs of a clause stand, with a word of procedure each; without a known verb, the words.

        `joined` is the verb of a part of a clause that tells one thing after another.
        """
        verbs = list(claims.predicates.verbs(clause))
        told = False
        last = max((p.mention.span.start for p in verbs), default=0)
        for predicate in {p.mention.span: p for p in verbs}.values():
            own = predicate.mention.span
            helps = own.start < last and _HELPING.fullmatch(own.shifted(-claims.span.start).of(claims.text))
            if not helps and stance_fits(predicate.reading, "any"):
                for span in list(self._told(claims, predicate, words, clause))[: 1 if joined is None else 2]:
                    told = True
                    yield with_object(span, claims) if joined == span else span
        figures = [a.span for a in claims.amounts if clause.contains(a.span)]
        if not told and joined is None and figures and any(stance_fits(p.reading, "any") for p in verbs):
            near = min(words, key=lambda word: gap(word, figures[0]))
            yield hull(
                (), near, min(figures, key=lambda figure: gap(figure, near))
            )  # "the registration runs for ten years"
        if told or (verbs and joined is None) or any(place.overlaps(clause) for place in taken):
            return
        clause_text = clause.shifted(-claims.span.start).of(claims.text)
        mentions = [m for m in claims.mentions if clause.contains(m.span)]
        if joined is not None:
            if stance_fits(claims.read(mentions), "any"):
                span = hull((), joined, min(words, key=lambda word: gap(word, joined)))
                yield with_object(span, claims) if joined == span else span
        elif (
            is_ended(claims.text) and len(clause_text.split()) >= _FEWEST and stance_fits(claims.read(mentions), "any")
        ):
            yield hull((), words[0], words[-1])

    def _told(self, claims: Claims, predicate: Predicate, words: list[Span], clause: Span) -> Iterator[Span]:
        own = predicate.mention.span
        places = [*predicate.agent, *predicate.thing, *predicate.at, *predicate.to, *predicate.source]
        near = [w for w in words if w.overlaps(own) or any(m.span.overlaps(w) for m in places)]
        if not near:
            return
        who = [m for m in predicate.agent if m.atom in self._bodies and clause.contains(m.span)]
        amounts = [a.span for a in claims.amounts if clause.contains(a.span)]
        word = min(near, key=lambda w: gap(w, own))
        much = [min(amounts, key=lambda a: gap(a, own))] if amounts else []
        yield hull([predicate.mention, *who[:1]], word, *much)
        yield hull([predicate.mention], word, *much)  # where something else is told of who does it
