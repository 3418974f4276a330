"""A survey of claims: beside the findings, what fits a rule, and what is a claim of procedure that no rule covers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.judging.everyday import Everyday
from checker.judging.norms import Norms
from checker.judging.replies import Replies
from checker.judging.sieve import Sieve, numbers
from checker.judging.standing import Standing, Verdict, lasting, reserved, uncovered, unmeasured
from checker.judging.steps import Steps
from checker.quantities import amounts
from checker.reading.answers import answered
from checker.reading.claim import Claims
from checker.reading.scan import Sentence
from checker.reading.stance import asks
from checker.rulebook.compiled import Compiled
from checker.spans import Span

if TYPE_CHECKING:
    from checker.judging.judge import Judge


class Survey:
    """Asks the rules what the gate need not ask, and says how claims stand that are no findings."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._sieve = Sieve(compiled)
        self._acts = reserved(compiled)
        self._lasting = lasting(compiled)
        self._public = compiled.public
        self._steps = Steps(compiled)
        self._everyday = Everyday(compiled)
        self._norms = Norms(compiled)
        self._replies = Replies(self._steps.asked)
        # What has neither a figure nor a list of who may do a thing can only be broken: the gate asks that.
        self._confirming = sum(
            1 << n for n, p in compiled.patterns.items() if p.amount or p.check in ("power", "route")
        )
        self._saying = sum(1 << n for n, p in compiled.patterns.items() if p.check == "fits")
        self._deniable = sum(1 << n for n, p in compiled.patterns.items() if p.deniable)
        denials = "|".join(map(re.escape, compiled.words.get("negative-word", ())))
        self._denying = re.compile(rf"(?:\b(?:cannot|{denials})|n['’]t)\b" if denials else r"(?!)", re.IGNORECASE)
        self._below = frozenset(at for at in range(len(compiled.atoms)) if compiled.closure(at) & self._acts)

    def patterns(self, sentence: Sentence, text: str) -> set[int]:
        """Return the patterns by which a sentence could be right.

        Rules of powers and amounts are asked where it has a reserved act or an amount, claims that would be wrong where
        it denies something.

        Args:
            sentence: the sentence, or event.
            text: its words.
        """
        found = self._sieve.met(sentence.closure) & (self._saying | (self._deniable if self._denies(text) else 0))
        if not self._below.isdisjoint(sentence.primary) or amounts(text):
            found |= self._sieve.named(sentence.closure) & self._confirming
        return set(numbers(found))

    def _denies(self, text: str) -> bool:
        return self._denying.search(text) is not None and not asks(text)

    def wants(self, sentence: Sentence, text: str) -> bool:
        """Return whether a sentence is read though no rule speaks of what it mentions: it may claim a step.

        Args:
            sentence: the sentence.
            text: the draft's prose.
        """
        words = sentence.span.of(text)
        said = not self._below.isdisjoint(sentence.primary) or self._steps.named(words)
        return said or self._norms.named(words, sentence.closure) or self._replies.replies(sentence.span, text)

    def standings(
        self, judge: Judge, asked: Sequence[tuple[Claims, Collection[int]]], known: Collection[Span], text: str = ""
    ) -> list[Standing]:
        """Return how the claims of a sentence stand that are no findings.

        Args:
            judge: holds claims against patterns.
            asked: the claims, the first as they are told, others as some patterns see them, with the patterns to ask.
            known: where the findings on them are.
            text: the draft's prose, for what a question before them asks.
        """
        fit: dict[Span, Standing] = {}
        for denials in (False, True):  # who may not do a thing, a rule of powers says closer than one that flags claims
            taken = [*known, *fit]
            for claims, patterns in asked:
                chosen = [n for n in patterns if bool(self._deniable >> n & 1) is denials]
                for standing in judge.standings(claims, chosen):
                    if not any(standing.span.overlaps(place) for place in taken):
                        fit.setdefault(standing.span, standing)
        own, rights = asked[0][0], self._compiled.topic_mask
        idle = self._everyday.spans(own)
        opened = uncovered(own, self._acts, self._public, rights, [*known, *fit], idle)
        opened += unmeasured(own, self._lasting, rights, [*known, *fit, *idle, *(each.span for each in opened)])
        for others in (self._steps.open, self._norms.open):
            opened += others(own, [*known, *fit, *(each.span for each in opened)], idle)
        opened = _answers(opened, answered(own.text) + own.span.start)
        told = [*known, *fit, *(each.span for each in opened)]
        if text and not own.told and not any(own.span.overlaps(place) for place in told):
            opened += [Standing(own.span, Verdict.OPEN)] if self._replies.replies(own.span, text) else []
        return [*_once(_longest(fit.values())), *opened]


def _answers(opened: Iterable[Standing], reply: int) -> list[Standing]:
    """Return what an answer claims of a question and what answers it from `reply` on: the question claims nothing."""
    own = [each for each in opened if each.span.end > reply]
    return [replace(each, span=Span(max(each.span.start, reply), each.span.end)) for each in own]


def _longest(fit: Iterable[Standing]) -> list[Standing]:
    """Return what fits, without what the same rule says of fewer words of the same place."""
    kept: list[Standing] = []
    for standing in sorted(fit, key=lambda s: (s.span.start - s.span.end, s.span.start)):
        if not any(k.rule == standing.rule and k.span.contains(standing.span) for k in kept):
            kept.append(standing)
    return sorted(kept, key=lambda s: s.span)


def _once(fit: Iterable[Standing]) -> list[Standing]:
    """Return one entry a claim: of two that share words, what rests on the least; another act is told from its word on.

    "The court heard the claim and granted an injunction" is two claims, of which the second lacks the subject.
    """
    kept: list[Standing] = []
    for standing in sorted(fit, key=lambda s: (s.span.start, s.span.start - s.span.end)):
        near = [k for k in kept if k.span.overlaps(standing.span)]
        if not near:
            kept.append(standing)
            continue
        (first, *_) = near
        same = not standing.act or not first.act or first.act.overlaps(standing.act)
        longer, other = (first, standing) if first.span.end >= standing.span.end else (standing, first)
        kept.remove(first)
        pair = (longer, other)
        closer = min(pair, key=lambda s: (any(_general(s, o) for o in pair), len(s.authorities)))
        kept += [replace(closer, span=longer.span)] if same else _parted(longer, other)
    return sorted(kept, key=lambda s: s.span)


def _general(one: Standing, other: Standing) -> bool:
    """Return whether what one cites is the section of which another cites a part."""
    return any(b.label.startswith(f"{a.label}(") for a in one.authorities for b in other.authorities)


def _parted(longer: Standing, other: Standing) -> list[Standing]:
    """Return two claims on words of their own; the longer alone where they have none."""
    if longer.act and longer.span.start <= other.span.start and other.span.end <= longer.act.start:
        return [other, replace(longer, span=Span(longer.act.start, longer.span.end))]
    return [longer]
