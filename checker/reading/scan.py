"""The cheap pass: sentences, and every mention of the rulebook's vocabulary, in time linear in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

import ahocorasick_rs
from nupunkt import sent_spans

from checker.rulebook.compiled import Compiled, Form
from checker.rulebook.words import fold
from checker.spans import Span

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")
_LINE = re.compile(r"[.!?:;”\"')]?\n(?=\s*(?:[-*•–]\s|\d+[.)]\s|[A-Z“\"‘']))")
_LONGEST = 1500
_GAP = 60


@dataclass(slots=True)
class Mention:
    """A place that names an atom.

    Attributes:
        atom: index of the atom.
        closure: mask of the atom and all above it.
        span: where, in the draft's prose.
        form: the meaning of the surface form.
    """

    atom: int
    closure: int
    span: Span
    form: Form


@dataclass(slots=True)
class Sentence:
    """A sentence with its mentions. `masks` are unions over the mentions: primary atoms and closures."""

    number: int
    span: Span
    paragraph: int
    mentions: list[Mention] = field(default_factory=list)
    primary: int = 0
    closure: int = 0

    def note(self, mention: Mention) -> None:
        """Add a mention."""
        self.mentions.append(mention)
        self.primary |= 1 << mention.atom
        self.closure |= mention.closure


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch that is too long for a sentence at spaces, so that time and memory stay bounded."""
    while end - start > _LONGEST:
        at = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        at = at if at > start else start + _LONGEST
        yield start, at
        start = at
    if start < end:
        yield start, end


def sentence_spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, paragraph number) of each sentence; blank lines and list lines end one."""
    begin, number = 0, 0
    while begin < len(text):
        gap = _PARAGRAPH.search(text, begin)
        end = gap.start() if gap else len(text)
        lines = [begin, *(m.end() for m in _LINE.finditer(text, begin, end)), end]
        for first, last in zip(lines, lines[1:], strict=False):
            piece = text[first:last]
            for a, b in sent_spans(piece) if piece.strip() else ():
                while a < b and piece[a].isspace():
                    a += 1
                while b > a and piece[b - 1].isspace():
                    b -= 1
                if a < b:
                    for start, stop in _cut(text, first + a, first + b):
                        yield start, stop, number
        number += 1
        begin = gap.end() if gap else len(text)


class Scanner:
    """Finds the mentions of a compiled rulebook's vocabulary."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._surfaces = list(compiled.forms)
        self._forms = list(compiled.forms.values())
        self._automaton = ahocorasick_rs.AhoCorasick(self._surfaces, implementation=ahocorasick_rs.Implementation.ContiguousNFA)

    def scan(self, text: str) -> list[Sentence]:
        """Return the sentences of `text`, each with its mentions in order."""
        sentences = [Sentence(i, Span(a, b), p) for i, (a, b, p) in enumerate(sentence_spans(text))]
        if not sentences:
            return []
        starts = [s.span.start for s in sentences]
        folded = fold(text)
        hits: list[tuple[int, int, int]] = []
        size = len(folded)
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if (start and folded[start - 1].isalnum()) or (end < size and folded[end].isalnum()):
                continue
            hits.append((start, -end, number))
        hits.sort()
        swallowed_to = 0
        closures = self._compiled.closure
        current = 0
        count = len(sentences)
        for start, minus_end, number in hits:
            end = -minus_end
            if end <= swallowed_to:
                continue
            while current + 1 < count and starts[current + 1] <= start:
                current += 1
            sentence = sentences[current]
            if end > sentence.span.end:
                continue
            opaque = False
            for form in self._forms[number]:
                if form.exact and text[start:end] != form.exact and text[start:end].replace("-", " ") != form.exact.replace("-", " "):
                    continue
                to = end
                if form.gap:
                    after = self._gap_end(folded, end, min(sentence.span.end, end + _GAP), form.gap)
                    if after is None:
                        continue
                    to = after
                sentence.note(Mention(form.atom, closures[form.atom], Span(start, to), form))
                opaque = opaque or form.opaque
            if opaque:
                swallowed_to = end
        return sentences

    @staticmethod
    def _gap_end(folded: str, start: int, end: int, parts: tuple[str, ...]) -> int | None:
        best: int | None = None
        for part in parts:
            at = folded.find(part, start, end)
            while at >= 0:
                stop = at + len(part)
                if not folded[at - 1].isalnum() and (stop >= len(folded) or not folded[stop].isalnum()):
                    best = stop if best is None else min(best, stop)
                    break
                at = folded.find(part, at + 1, end)
        return best


def sentence_at(starts: list[int], offset: int) -> int:
    """Return the number of the sentence that holds `offset`, given the sentences' starts."""
    return max(bisect_right(starts, offset) - 1, 0)
