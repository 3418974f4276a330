"""The cheap pass: sentences, and every mention of the rulebook's vocabulary, in time linear in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nupunkt import sent_spans

from checker.rulebook.compiled import Compiled, Form, Mask
from checker.rulebook.words import WORD, Squeezed
from checker.spans import Span

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")
_LINE = re.compile(r"[.!?:;”\"')]?\n(?=\s*(?:[-*•–]\s|\d+[.)]\s|[A-Z“\"‘']))")
_ITEM = re.compile(r"\s*(?:[-*•–]\s|\d+[.)]\s)")
_NEXT_WORD = re.compile(r"\s*(\S+)")
_SET_WIDTH = 50
_LONGEST = 1500
_CLAUSE = re.compile(r"[;:.?!]|\b(?:but|while|whereas|although|though|because|unless)\b|, and\b")
_BLOCK = 50_000  # code points
_GAP = 60


@dataclass(slots=True)
class Mention:
    """A place that names an atom.

    Attributes:
        atom: index of the atom.
        closure: the atom and all above it.
        span: where, in the draft's prose.
        form: the meaning of the surface form.
    """

    atom: int
    closure: Mask
    span: Span
    form: Form


_NO_MENTIONS: list[Mention] = []
_NO_ATOMS: set[int] = set()  # one for all sentences that are let go: a long draft has many


@dataclass(slots=True)
class Sentence:
    """A sentence with its mentions, the atoms that these name (`primary`), and the union of their closures."""

    number: int
    span: Span
    paragraph: int
    mentions: list[Mention] = field(default_factory=list)
    primary: set[int] = field(default_factory=set)
    closure: set[int] = field(default_factory=set)

    def let_go(self) -> None:
        """Forget the mentions: nothing looks at the sentence any more."""
        self.mentions, self.primary, self.closure = _NO_MENTIONS, _NO_ATOMS, _NO_ATOMS

    def note(self, mention: Mention) -> None:
        """Add a mention."""
        self.mentions.append(mention)
        self.primary.add(mention.atom)
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


class Scanner:
    """Finds the mentions of a compiled rulebook's vocabulary: surface forms looked up by their first words."""

    def __init__(self, compiled: Compiled) -> None:
        self._heads, self._weighed = compiled.heads, compiled.weighed
        self._closure = compiled.closure

    def scan(self, text: str) -> list[Sentence]:
        """Return the sentences of `text`, each with its mentions in order."""
        return [sentence for block in self.blocks(text) for sentence in block]

    def blocks(self, text: str) -> Iterator[list[Sentence]]:
        """Yield the sentences of `text` by the block, so that a long text need not be held with all its mentions."""
        block: list[Sentence] = []
        for number, (start, end, paragraph) in enumerate(sentence_spans(text)):
            block.append(Sentence(number, Span(start, end), paragraph))
            if end - block[0].span.start > _BLOCK:
                yield self._scanned(block, text)
                block = []
        if block:
            yield self._scanned(block, text)

    def _scanned(self, block: list[Sentence], text: str) -> list[Sentence]:
        start, end = block[0].span.start, block[-1].span.end
        self._scan(block, Squeezed(text[start:end], start))
        self._scan(block, Squeezed(text[start:end], start, whole=True), self._weighed)
        return block

    def _scan(self, sentences: list[Sentence], squeezed: Squeezed, only: Container[str] | None = None) -> None:
        """Note what the surface forms (with `only` these first words) mean: the longest first, names swallow others."""
        text, heads = squeezed.text, self._heads
        places = [m.span() for m in WORD.finditer(text)]
        starts = [s.span.start for s in sentences]
        swallowed_to = current = 0
        for i, (start, stop) in enumerate(places):
            first = text[start:stop]
            if (only is not None and first not in only) or (head := heads.get(first)) is None:
                continue
            for length in head.lengths:
                if i + length > len(places):
                    continue
                end = places[i + length - 1][1]
                if end <= swallowed_to or (found := head.forms.get(text[start:end])) is None:
                    continue
                span = Span(squeezed.origin(start), squeezed.origin(end - 1) + 1)
                while current + 1 < len(starts) and starts[current + 1] <= span.start:
                    current += 1
                if span.end <= sentences[current].span.end and self._note(
                    sentences[current], squeezed, found, span, start, end
                ):
                    swallowed_to = end

    def _note(
        self, sentence: Sentence, squeezed: Squeezed, forms: Sequence[Form], span: Span, start: int, end: int
    ) -> bool:
        """Add what a form at `start` to `end` of the squeezed text may mean; return whether it is a proper name."""
        opaque, said = False, squeezed.raw[start:end]
        for form in forms:
            if form.exact and said != form.exact and said.replace("-", " ") != form.exact.replace("-", " "):
                continue
            place = span
            if form.gap:
                after = self._gap_end(squeezed.text, end, min(len(squeezed.text), end + _GAP), form.gap)
                if after is None or squeezed.origin(after - 1) >= sentence.span.end:
                    continue
                place = Span(span.start, squeezed.origin(after - 1) + 1)
            sentence.note(Mention(form.atom, self._closure(form.atom), place, form))
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
                    if not _CLAUSE.search(folded, start, at):  # "ordered a change of name, but awarded no damages"
                        best = stop if best is None else min(best, stop)
                    break
                at = folded.find(part, at + 1, end)
        return best


def sentence_at(starts: list[int], offset: int) -> int:
    """Return the number of the sentence that holds `offset`, given the sentences' starts."""
    return max(bisect_right(starts, offset) - 1, 0)
