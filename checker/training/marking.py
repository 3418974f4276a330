"""A trainee's marks held against the checker's findings: what was found, what was missed, what was marked wrongly.

Sentences are what counts. A mark marks each sentence of which it covers half or more, and the one of which it covers
most; a finding is found where its sentence is marked; a marked sentence in which there is none is marked wrongly. A
sentence of which there is only a note is neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from checker.drafts.draft import Draft, Place
from checker.engine import Checker
from checker.errors import DraftError
from checker.judging.finding import Severity
from checker.judging.standing import Standing
from checker.reading.scan import sentence_spans
from checker.reports.report import Shown, checked, together
from checker.spans import Span
from checker.training.marks import Mark, Marked

_LEAST_ALIKE = 0.5
_CHANGED = "(the sentence was changed or taken out)"
_TYPED = str.maketrans("“”‘’–—", "\"\"''--")  # what a word processor puts in place of what was typed


@dataclass(frozen=True, slots=True)
class Answered:
    """What is wrong in some words, the gravest finding first, and the marks on its sentence; none if missed."""

    findings: tuple[Shown, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Wrongly:
    """A sentence in which nothing is wrong, the marks on it, and what the rules say for it."""

    place: str
    sentence: str
    marks: tuple[Mark, ...]
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Marking:
    """A trainee's work.

    Attributes:
        name: the marked file.
        found, missed: what is wrong in the draft, errors and warnings, in order.
        wrongly: the sentences marked with nothing wrong in them.
        second: marked sentences of which there is only a note.
    """

    name: str
    found: tuple[Answered, ...]
    missed: tuple[Answered, ...]
    wrongly: tuple[Wrongly, ...]
    second: tuple[Answered, ...]

    @property
    def perfect(self) -> bool:
        """Whether all was found and nothing marked wrongly."""
        return not self.missed and not self.wrongly


def judge(marked: Marked, checker: Checker, original: Draft | None = None) -> Marking:
    """Hold the marks on a draft against what is wrong in it.

    Args:
        marked: the trainee's copy.
        checker: what finds.
        original: the draft as it was handed out; then a sentence that the trainee changed or took out is a marked one.

    Raises:
        DraftError: if the copy is one of another draft.
    """
    draft = original or marked.draft
    sentences = [Span(start, end) for start, end, _ in sentence_spans(draft.text)]
    places = [draft.to_source(span) for span in sentences]
    on: dict[int, list[Mark]] = {}
    for number, mark in _on_original(marked, draft) if original else _on(marked.marks, places):
        on.setdefault(number, []).append(mark)
    made = checker.examine(draft, survey=True)
    groups = together(checked(draft, made.findings).findings)
    within = {number: [g for g in groups if _touches(g, place)] for number, place in enumerate(places)}
    answered = [
        (
            Answered(tuple(group), tuple(dict.fromkeys(m for n in on if group in within[n] for m in on[n]))),
            group[0].finding.severity is not Severity.NOTE,
        )
        for group in groups
    ]
    counted = [answer for answer, counts in answered if counts]
    wrongly = [
        Wrongly(
            _said(draft.place(sentences[number])),
            sentences[number].of(draft.text),
            tuple(marks),
            tuple(s for s in made.standings or () if s.span.overlaps(sentences[number])),
        )
        for number, marks in sorted(on.items())
        if not within[number]
    ]
    return Marking(
        marked.draft.name,
        tuple(answer for answer in counted if answer.marks),
        tuple(answer for answer in counted if not answer.marks),
        tuple(wrongly),
        tuple(answer for answer, counts in answered if not counts and answer.marks),
    )


def _said(place: Place) -> str:
    return str(place.where or f"line {place.line}")


def _touches(group: Sequence[Shown], place: Span) -> bool:
    return any(shown.source.overlaps(place) for shown in group)


def _on(marks: Sequence[Mark], places: Sequence[Span]) -> Iterator[tuple[int, Mark]]:
    """Yield the number of each sentence that is marked, with the mark."""
    for mark in marks:
        shared = {n: min(mark.span.end, p.end) - max(mark.span.start, p.start) for n, p in enumerate(places)}
        touched = {n: size for n, size in shared.items() if size > 0}
        if touched:
            most = max(touched, key=lambda n: touched[n])
            for n, size in touched.items():
                if n == most or size * 2 >= places[n].end - places[n].start:
                    yield n, mark
        elif places:
            yield max((n for n, place in enumerate(places) if place.start < mark.span.start), default=0), mark


def _on_original(marked: Marked, original: Draft) -> Iterator[tuple[int, Mark]]:
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
    on = list(_on(marked.marks, [copy.to_source(span) for span in theirs]))
    for kind, i, i_end, j, j_end in match.get_opcodes():
        marks = [(n, mark) for n, mark in on if j <= n < j_end]
        if kind == "equal":
            yield from ((i + n - j, mark) for n, mark in marks)
            continue
        for number in range(i, i_end):
            own = [mark for _, mark in marks]
            yield from ((number, mark) for mark in own)
            if not own:
                yield number, Mark(Span(0, 0), _CHANGED)


def _key(sentence: str) -> str:
    return " ".join(sentence.translate(_TYPED).split())
