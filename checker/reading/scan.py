"""The cheap pass: sentences, and every mention of the rulebook's vocabulary, in time linear in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import ahocorasick_rs
from nupunkt import sent_spans

from checker.rulebook.compiled import Compiled, Form
from checker.rulebook.words import Squeezed, weighed
from checker.spans import Span

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")
_LINE = re.compile(r"[.!?:;”\"')]?\n(?=\s*(?:[-*•–]\s|\d+[.)]\s|[A-Z“\"‘']))")
_ITEM = re.compile(r"\s*(?:[-*•–]\s|\d+[.)]\s)")
_NEXT_WORD = re.compile(r"\s*(\S+)")
_SET_WIDTH = 50
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


def _wrapped(text: str, line_end: re.Match[str], begin: int, width: int) -> bool:
    """Return whether a line ends only because the next word would have made it longer than any of its paragraph."""
    if line_end[0] != "\n" or width < _SET_WIDTH:
        return False
    following = _NEXT_WORD.match(text, line_end.end())
    if following is None or _ITEM.match(text, line_end.end()):
        return False
    start = max(text.rfind("\n", begin, line_end.start()) + 1, begin)
    return line_end.start() - start + 1 + len(following[1]) > width


def sentence_spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, paragraph number) of each sentence; blank lines and list lines end one."""
    begin, number = 0, 0
    while begin < len(text):
        gap = _PARAGRAPH.search(text, begin)
        end = gap.start() if gap else len(text)
        width = max(map(len, text[begin:end].split("\n")))
        breaks = (m for m in _LINE.finditer(text, begin, end) if not _wrapped(text, m, begin, width))
        lines = [begin, *(m.end() for m in breaks), end]
        for first, last in pairwise(lines):
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


class _Automaton:
    """Surface forms looked for in one pass."""

    def __init__(self, entries: list[tuple[str, list[Form]]]) -> None:
        self.forms = [forms for _, forms in entries]
        kind = ahocorasick_rs.Implementation.ContiguousNFA
        self._automaton = ahocorasick_rs.AhoCorasick([surface for surface, _ in entries], implementation=kind)

    def hits(self, text: str) -> list[tuple[int, int, int]]:
        """Return (start, end, number of the surface) of whole words found, in order, the longer first."""
        found, size = [], len(text)
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if not (start and text[start - 1].isalnum()) and not (end < size and text[end].isalnum()):
                found.append((start, -end, number))
        found.sort()
        return [(start, -minus, number) for start, minus, number in found]


class Scanner:
    """Finds the mentions of a compiled rulebook's vocabulary."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        light = [(surface, forms) for surface, forms in compiled.forms.items() if not weighed(surface)]
        heavy = [(surface, forms) for surface, forms in compiled.forms.items() if weighed(surface)]
        self._light, self._heavy = _Automaton(light), _Automaton(heavy)

    def scan(self, text: str) -> list[Sentence]:
        """Return the sentences of `text`, each with its mentions in order."""
        sentences = [Sentence(i, Span(a, b), p) for i, (a, b, p) in enumerate(sentence_spans(text))]
        if not sentences:
            return []
        starts = [s.span.start for s in sentences]
        for automaton, squeezed in ((self._light, Squeezed(text)), (self._heavy, Squeezed(text, whole=True))):
            swallowed_to = current = 0
            for start, end, number in automaton.hits(squeezed.text):
                if end <= swallowed_to:
                    continue
                first, last = squeezed.origin(start), squeezed.origin(end - 1) + 1
                while current + 1 < len(starts) and starts[current + 1] <= first:
                    current += 1
                forms = automaton.forms[number]
                if last <= sentences[current].span.end and self._note(sentences[current], squeezed, forms, start, end):
                    swallowed_to = end
        return sentences

    def _note(self, sentence: Sentence, squeezed: Squeezed, forms: list[Form], start: int, end: int) -> bool:
        """Add what a form at `start` to `end` of the squeezed text may mean; return whether it is a proper name."""
        opaque = False
        for form in forms:
            said = squeezed.raw[start:end]
            if form.exact and said != form.exact and said.replace("-", " ") != form.exact.replace("-", " "):
                continue
            to = end
            if form.gap:
                after = self._gap_end(squeezed.text, end, min(len(squeezed.text), end + _GAP), form.gap)
                if after is None or squeezed.origin(after - 1) >= sentence.span.end:
                    continue
                to = after
            span = Span(squeezed.origin(start), squeezed.origin(to - 1) + 1)
            sentence.note(Mention(form.atom, self._compiled.closure[form.atom], span, form))
            opaque = opaque or form.opaque
        return opaque

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
