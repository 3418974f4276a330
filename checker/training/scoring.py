"""How well a tool or a person finds what is wrong in labelled texts: recall, precision, alarms and reasons.

Errors and warnings count; notes are free, expected or found. A finding is right where it shares a sentence with a claim
that is wrong, and a false alarm elsewhere; such a claim is caught where a finding shares its sentence. A finding's
reason is right where it cites an instrument or case that the claim is labelled with.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from checker.rulebook.authorities import Sources
from checker.spans import Span
from checker.training.labelled import Claim, Found, Labelled, Mark

_END = re.compile(r"""[.!?]["'”’)]*\s+(?=["'“‘(]?[A-Z0-9£])|\n{2,}""")
_REMARK = re.compile(r"non-statutory:\s*", re.IGNORECASE)
_PART = re.compile(r"\b(?:Part|Practice Direction) (\d+)")
_PINPOINT = re.compile(r"[,;(]|\b(?:ss?|arts?|articles?|regs?|r|rules?|ch|chapter|paras?|sch|annex)\b\.?\s*\d", re.I)
_PARTED = ("rules-of-court", "practice-direction")


@dataclass(frozen=True, slots=True)
class Missed:
    """A claim that was not caught, or not for a right reason; `cited` holds what the findings on it cite."""

    id: str
    claim: Claim
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alarm:
    """A finding where nothing is wrong, with the words that it is on."""

    id: str
    mark: Mark
    words: str


@dataclass(slots=True)
class Topic:
    """Counts of the claims on a topic: all, those caught, those caught that have authorities, those with a reason."""

    claims: int = 0
    caught: int = 0
    reasoned: int = 0
    reasons: int = 0

    @property
    def recall(self) -> float | None:
        """Share of the claims that were caught."""
        return _share(self.caught, self.claims)

    @property
    def reason(self) -> float | None:
        """Share of the caught claims with authorities for which one of these was cited."""
        return _share(self.reasons, self.reasoned)


@dataclass(slots=True)
class Score:
    """The counts over all texts, and what they are made of.

    Attributes:
        items: texts.
        clean: those with nothing wrong.
        alarmed: those of them in which something was found.
        findings: errors and warnings found, save those where only a note is expected.
        right: those of them where something is wrong.
        topics: the claims, by topic.
        missing: ids of the texts for which there is no row of findings.
        misses: claims that were not caught.
        alarms: findings where nothing is wrong.
        unreasoned: claims caught with no right reason.
    """

    items: int = 0
    clean: int = 0
    alarmed: int = 0
    findings: int = 0
    right: int = 0
    topics: dict[str, Topic] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    misses: list[Missed] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)
    unreasoned: list[Missed] = field(default_factory=list)

    @property
    def whole(self) -> Topic:
        """The claims of all topics together."""
        sums: Counter[str] = Counter()
        for topic in self.topics.values():
            sums.update(claims=topic.claims, caught=topic.caught, reasoned=topic.reasoned, reasons=topic.reasons)
        return Topic(**sums)

    @property
    def precision(self) -> float | None:
        """Share of the findings that are right."""
        return _share(self.right, self.findings)

    @property
    def alarm_rate(self) -> float | None:
        """Share of the texts with nothing wrong in which something was found."""
        return _share(self.alarmed, self.clean)

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and precision."""
        recall, precision = self.whole.recall, self.precision
        return 2 * recall * precision / (recall + precision) if recall and precision else 0.0


def score(labelled: Mapping[str, Labelled], found: Mapping[str, Found], sources: Sources) -> Score:
    """Hold what was found against what is wrong.

    Args:
        labelled: the texts, by id.
        found: the findings, by the id of their text, in which they have a place.
        sources: the instruments and cases by whose names two authorities are known to be the same.
    """
    total = Score(items=len(labelled), missing=[key for key in labelled if key not in found])
    for key, item in labelled.items():
        _score_one(item, found[key].findings if key in found else (), sources, total)
    return total


def _score_one(item: Labelled, marks: Sequence[Mark], sources: Sources, total: Score) -> None:
    sentences = _sentences(item.text)
    placed = [(claim, _reach(sentences, _first(item.text, claim.quote))) for claim in item.expect]
    wrong = [(claim, place) for claim, place in placed if claim.severity != "note"]
    noted = [place for claim, place in placed if claim.severity == "note"]
    right: list[tuple[Mark, Span]] = []
    alarms: list[Alarm] = []
    for mark in marks:
        span = mark.within(item.text)
        if mark.severity == "note" or span is None:
            continue
        if any(span.overlaps(place) for _, place in wrong):
            right.append((mark, span))
        elif not any(span.overlaps(place) for place in noted):
            alarms.append(Alarm(item.id, mark, span.of(item.text)))
    total.findings += len(right) + len(alarms)
    total.right += len(right)
    total.alarms += alarms
    total.clean += not wrong
    total.alarmed += not wrong and bool(alarms)
    for claim, place in wrong:
        hits = [mark for mark, span in right if span.overlaps(place)]
        _count(total.topics.setdefault(claim.topic, Topic()), item.id, claim, hits, sources, total)


def _count(topic: Topic, key: str, claim: Claim, hits: Sequence[Mark], sources: Sources, total: Score) -> None:
    topic.claims += 1
    if not hits:
        total.misses.append(Missed(key, claim))
        return
    topic.caught += 1
    if not claim.authority:
        return
    topic.reasoned += 1
    cited = tuple(dict.fromkeys(text for mark in hits for text in mark.authorities))
    if {instrument(text, sources) for text in cited} & {instrument(text, sources) for text in claim.authority}:
        topic.reasons += 1
    else:
        total.unreasoned.append(Missed(key, claim, cited))


def instrument(authority: str, sources: Sources) -> str:
    """Return what tells an instrument or case from another, whatever the pinpoint and the spelling.

    A practice direction is one with the part of the rules that it goes with. What the sources do not name is told by
    its words before the pinpoint.
    """
    text = _REMARK.sub("", authority.strip(), count=1)
    source = sources.find(text)
    if source is None:
        return _PINPOINT.split(text)[0].strip().casefold()
    part = _PART.search(source.title) if source.kind in _PARTED else None
    return f"part {part[1]}" if part else source.id


def _sentences(text: str) -> list[Span]:
    """Cut a text where a sentence ends and another begins, and at blank lines; findings are counted by these."""
    spans, start = [], 0
    for cut in _END.finditer(text):
        spans.append(Span(start, cut.start() + len(cut[0].rstrip())))
        start = cut.end()
    return [*spans, Span(start, len(text))]


def _reach(sentences: Sequence[Span], quote: Span) -> Span:
    """Return the sentences that hold a quote, from the start of the first to the end of the last."""
    held = [s for s in sentences if s.overlaps(quote)] or [quote]
    return held[0].hull(held[-1])


def _first(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
