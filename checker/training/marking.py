"""A trainee's marks held against the checker's findings: what was found, what was missed, what was marked wrongly.

Sentences are what counts. A mark marks each sentence of which it covers half or more, and the one of which it covers
most; a finding is found where its sentence is marked, unless the mark, or the reason given with it, is about other
words of the sentence; a marked sentence in which there is none is marked wrongly where a rule says that what was marked
can be so, or would be broken by it if it were told of another place, time, figure or body, or did not deny what it
denies; and is nobody's to judge here where no rule speaks of it. A sentence of which there is only a note is neither.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from checker.drafts.draft import Draft, Place
from checker.engine import Checker
from checker.errors import DraftError
from checker.judging.finding import Severity
from checker.judging.standing import Standing, Verdict
from checker.reading.scan import sentence_spans
from checker.reports.report import Shown, checked, together
from checker.spans import Span
from checker.training.marks import Mark, Marked
from checker.training.material import content
from checker.training.nearly import Near

_NEAR = 2  # rules told at most that a sentence comes near
_LEAST_ALIKE = 0.5
_CHANGED = "(the sentence was changed or taken out)"
_TYPED = str.maketrans("“”‘’–—", "\"\"''--")  # what a word processor puts in place of what was typed
_CLAUSE = re.compile(
    r"[,;:–—()]|\b(?:and|but|or|while|whereas|which|who|whom|whose|that|because|although|though|after|before|when|if)\b",
    re.IGNORECASE,
)  # where another part of a sentence begins


@dataclass(frozen=True, slots=True)
class Answered:
    """What is wrong in some words, the gravest finding first, and the marks on its sentence; none if missed."""

    findings: tuple[Shown, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Wrongly:
    """A sentence in which nothing is found, the marks on it, and why it is sound.

    Attributes:
        place, sentence: where it is, and its text.
        marks: those on it.
        standings: the claims among what was marked of which a rule says that they can be so.
        near: where there are none, the rules that it comes near and does not break.
    """

    place: str
    sentence: str
    marks: tuple[Mark, ...]
    standings: tuple[Standing, ...]
    near: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True)
class Marking:
    """A trainee's work.

    Attributes:
        name: the marked file.
        found, missed: what is wrong in the draft, errors and warnings, in order.
        aside: what is wrong in a marked sentence, though all marks on it are about something else.
        wrongly: the sentences marked of which a rule tells why they are sound.
        unjudged: those marked in which nothing is found and of which no rule speaks; they may be right catches.
        second: marked sentences of which there is only a note.
    """

    name: str
    found: tuple[Answered, ...]
    missed: tuple[Answered, ...]
    aside: tuple[Answered, ...]
    wrongly: tuple[Wrongly, ...]
    unjudged: tuple[Wrongly, ...]
    second: tuple[Answered, ...]

    @property
    def spare(self) -> int:
        """How many marks of which no rule speaks cost what wrong ones do: those beyond the catches, and beyond one."""
        return max(0, len(self.unjudged) - max(1, len(self.found)))

    @property
    def share(self) -> float:
        """How much was right, from 0 to 1: what is missed or marked wrongly costs what each that is found gains."""
        wrong = len(self.missed) + len(self.aside) + len(self.wrongly) + self.spare
        return len(self.found) / (len(self.found) + wrong) if self.found or wrong else 1.0

    @property
    def perfect(self) -> bool:
        """Whether all was found, nothing marked wrongly, and not much more marked than is wrong."""
        return self.share == 1


@dataclass(frozen=True, slots=True)
class _On:
    """A mark on a sentence: on which of its words, in the draft's source; None where it is on all of it."""

    mark: Mark
    words: Span | None


def judge(
    marked: Marked,
    checker: Checker,
    original: Draft | None = None,
    near: Callable[[str], Iterable[Near]] = lambda sentence: (),
) -> Marking:
    """Hold the marks on a draft against what is wrong in it.

    Args:
        marked: the trainee's copy.
        checker: what finds.
        original: the draft as it was handed out; then a sentence that the trainee changed or took out is a marked one.
        near: gives the rules that a sound sentence comes near and does not break.

    Raises:
        DraftError: if the copy is one of another draft.
    """
    draft = original or marked.draft
    sentences = [Span(start, end) for start, end, _ in sentence_spans(draft.text)]
    places = [draft.to_source(span) for span in sentences]
    on: dict[int, list[_On]] = {}
    for number, mark in _on_original(marked, draft) if original else _on(marked.marks, places):
        on.setdefault(number, []).append(mark)
    made = checker.examine(draft, survey=True)
    groups = [tuple(group) for group in together(checked(draft, made.findings).findings)]
    homes = [[n for n, place in _touched(places, group)] for group in groups]
    wrong = {n for home in homes for n in home}
    counted: dict[str, list[Answered]] = {"found": [], "missed": [], "aside": [], "second": []}
    for group, home in zip(groups, homes, strict=True):
        marks = [(m, places[n]) for n in home for m in on.get(n, ())]
        meant = [m for m, place in marks if any(_means(draft, m, place, shown) for shown in group)]
        note = group[0].finding.severity is Severity.NOTE
        if note and not marks:
            continue
        kind = "second" if note else "found" if meant else "aside" if marks else "missed"
        told = dict.fromkeys(m.mark for m in meant or [m for m, _ in marks])
        counted[kind].append(Answered(group, tuple(told)))
    unfound = []
    for number, own in sorted(on.items()):
        if number in wrong:
            continue
        sentence = sentences[number]
        fits = tuple(_spoken_for(draft, own, sentence, made.standings or ()))
        close = () if fits else tuple(_nearly(draft, own, sentence, near))[:_NEAR]
        place = _said(draft.place(sentence))
        unfound.append(Wrongly(place, sentence.of(draft.text), tuple(m.mark for m in own), fits, close))
    found, missed, aside, second = (tuple(some) for some in counted.values())
    wrongly = tuple(one for one in unfound if one.standings or one.near)
    unjudged = tuple(one for one in unfound if not one.standings and not one.near)
    return Marking(marked.draft.name, found, missed, aside, wrongly, unjudged, second)


def _said(place: Place) -> str:
    return str(place.where or f"line {place.line}")


def _touched(places: Sequence[Span], group: Sequence[Shown]) -> Iterator[tuple[int, Span]]:
    """Yield the sentences in which findings are, with their numbers."""
    whole = Span(min(shown.source.start for shown in group), max(shown.source.end for shown in group))
    for number in range(*_reach(places, whole)):
        if any(shown.source.overlaps(places[number]) for shown in group):
            yield number, places[number]


def _reach(places: Sequence[Span], span: Span) -> tuple[int, int]:
    """Return from which to which number sentences can touch a span; they stand in order."""
    first = bisect_right(places, span.start, key=lambda place: place.end)
    return first, max(first, bisect_left(places, span.end, key=lambda place: place.start))


def _means(draft: Draft, on: _On, place: Span, shown: Shown) -> bool:
    """Return whether a mark on the sentence of a finding can be meant for it."""
    finding = shown.finding
    said = f"{finding.message} {finding.suggestion} {shown.text}"
    return _reaches(draft, on.words, shown.source) and not _points_away(draft, on.mark.why, place, shown.source, said)


def _spoken_for(
    draft: Draft, marks: Sequence[_On], sentence: Span, standings: Sequence[Standing]
) -> Iterator[Standing]:
    """Yield the claims among the marked words of a sentence of which a rule says that they can be so."""
    place = draft.to_source(sentence)
    for standing in standings:
        if standing.verdict is Verdict.FITS and standing.span.overlaps(sentence):
            span = draft.to_source(standing.span)
            if any(
                _reaches(draft, on.words, span)
                and not _points_away(draft, on.mark.why, place, span, standing.statement)
                for on in marks
            ):
                yield standing


def _nearly(
    draft: Draft, marks: Sequence[_On], sentence: Span, near: Callable[[str], Iterable[Near]]
) -> Iterator[Near]:
    """Yield the rules that what was marked of a sentence comes near and does not break."""
    place = draft.to_source(sentence)
    for one in near(sentence.of(draft.text)):
        span = draft.to_source(one.span.shifted(sentence.start))
        said = f"{one.statement} {one.why}"
        if any(
            _reaches(draft, on.words, span) and not _points_away(draft, on.mark.why, place, span, said) for on in marks
        ):
            yield one


def _reaches(draft: Draft, marked: Span | None, claim: Span) -> bool:
    """Return whether marked words are those of a claim, or stand in the same part of the sentence."""
    if marked is None or marked.overlaps(claim):
        return True
    between = draft.source[min(marked.end, claim.end) : max(marked.start, claim.start)]
    return _CLAUSE.search(between) is None


def _points_away(draft: Draft, why: str, place: Span, claim: Span, said: str) -> bool:
    """Return whether a reason speaks of words of the sentence outside a claim, and of nothing said of the claim.

    Reasons in words of the trainee's own tell nothing.
    """
    words = content(why) if why != _CHANGED else frozenset()
    inside = Span(max(place.start, claim.start), min(place.end, claim.end))
    outside = content(f"{draft.source[place.start : inside.start]} {draft.source[inside.end : place.end]}")
    own = content(f"{inside.of(draft.source)} {said}")
    return bool(words & outside - own) and not words & own


def _on(marks: Sequence[Mark], places: Sequence[Span]) -> Iterator[tuple[int, _On]]:
    """Yield the number of each sentence that is marked, with the mark."""
    for mark in marks:
        near = range(*_reach(places, mark.span))
        shared = {n: min(mark.span.end, places[n].end) - max(mark.span.start, places[n].start) for n in near}
        touched = {n: size for n, size in shared.items() if size > 0}
        if touched:
            most = max(touched, key=lambda n: touched[n])
            for n, size in touched.items():
                whole = size * 2 >= places[n].end - places[n].start
                if n == most or whole:
                    yield n, _On(mark, None if whole else mark.span)
        elif places:
            before = bisect_left(places, mark.span.start, key=lambda place: place.start)
            yield max(before - 1, 0), _On(mark, None)


def _on_original(marked: Marked, original: Draft) -> Iterator[tuple[int, _On]]:
    """Yield the same for the sentences of the draft that was handed out: those changed or taken out are marked too."""
    copy = marked.draft
    theirs = [Span(start, end) for start, end, _ in sentence_spans(copy.text)]
    ours = [Span(start, end) for start, end, _ in sentence_spans(original.text)]
    match = SequenceMatcher(
        None, [_key(s.of(original.text)) for s in ours], [_key(s.of(copy.text)) for s in theirs], autojunk=False
    )
    same = sum(block.size for block in match.get_matching_blocks())
    if ours and same < _LEAST_ALIKE * len(ours):
        what = f"is no marked copy of {original.name}: {same} of {len(ours)} sentences are the same"
        raise DraftError(what, file=copy.name, cure="name the draft that was handed out with --draft")
    places = [copy.to_source(span) for span in theirs]
    on: dict[int, list[_On]] = {}
    for number, mark in _on(marked.marks, places):
        on.setdefault(number, []).append(mark)
    for kind, i, i_end, j, j_end in match.get_opcodes():
        if kind == "equal":
            for n in range(j, j_end):
                home = original.to_source(ours[i + n - j])
                yield from ((i + n - j, _shifted(mark, home.start - places[n].start)) for mark in on.get(n, ()))
            continue
        own = [mark.mark for n in range(j, j_end) for mark in on.get(n, ())]
        for number in range(i, i_end):
            yield from ((number, _On(mark, None)) for mark in own or [Mark(Span(0, 0), _CHANGED)])


def _shifted(on: _On, by: int) -> _On:
    """Return a mark on a copy's sentence as one on the same sentence elsewhere."""
    return _On(on.mark, on.words and on.words.shifted(by))


def _key(sentence: str) -> str:
    return " ".join(sentence.translate(_TYPED).split())
