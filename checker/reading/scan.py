"""The cheap pass: sentences, and every mention of the rulebook's vocabulary, in time linear in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from nupunkt import sent_spans

from checker.rulebook.compiled import Compiled, Form, Mask, Surface
from checker.rulebook.words import WORD, Squeezed
from checker.spans import Span

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")
_LINE = re.compile(r"[.!?:;”\"')]?\n(?=\s*(?:[-*•–]\s|\d+[.)]\s|[A-Z“\"‘']))")
_ITEM = re.compile(r"\s*(?:[-*•–]\s|\d+[.)]\s)")
_NEXT_WORD = re.compile(r"\s*(\S+)")
_SET_WIDTH = 50
_LONGEST = 1500
_CLAUSE = re.compile(r"[;:.?!]|\b(?:but|while|whereas|although|though|because|unless)\b|, and\b")
_LINK = re.compile(  # none of these stands between a noun and what belongs to it
    r"[,(]|\b(?:in|at|to|of|on|for|by|with|from|before|after|against|under|over|about|between|into|through|within|"
    r"without|outside|like|as|than|and|or|nor|not|no|never|that|which|who|whose|where|when|if|whether)\b"
)
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


_Closure = Callable[[int], Mask]


class _Hit(NamedTuple):
    """A place of a squeezed text and what it may mean."""

    squeezed: Squeezed
    start: int
    end: int
    forms: Sequence[Form]
    closure_of: _Closure

    def mentions(self) -> Iterator[Mention]:
        """Yield a mention for each meaning."""
        span = Span(self.squeezed.origin(self.start), self.squeezed.origin(self.end - 1) + 1)
        for form in self.forms:
            yield Mention(form.atom, self.closure_of(form.atom), span, form)


_NO_ATOMS: set[int] = set()  # one for all sentences that are let go: a long draft has many


class Sentence:
    """A sentence with its mentions, which are made when they are asked for: those of most sentences never are.

    Attributes:
        number: which of the draft.
        span: where, in the draft's prose.
        paragraph: the number of its paragraph.
        primary: the atoms that its mentions name.
        closure: the union of the mentions' closures.
    """

    __slots__ = ("_hits", "_mentions", "closure", "number", "paragraph", "primary", "span")

    def __init__(self, number: int, span: Span, paragraph: int) -> None:
        self.number, self.span, self.paragraph = number, span, paragraph
        self.primary: set[int] = set()
        self.closure: set[int] = set()
        self._hits: list[_Hit] = []
        self._mentions: list[Mention] | None = None

    @property
    def mentions(self) -> list[Mention]:
        """The mentions, in the order in which they were noted."""
        if self._mentions is None:
            self._mentions = [mention for hit in self._hits for mention in hit.mentions()]
            self._hits = []
        return self._mentions

    @property
    def forms(self) -> Iterator[Form]:
        """The meanings of the mentions, without making these."""
        if self._mentions is not None:
            return (mention.form for mention in self._mentions)
        return (form for hit in self._hits for form in hit.forms)

    def let_go(self) -> None:
        """Forget the mentions: nothing looks at the sentence any more."""
        self._mentions, self._hits = None, []
        self.primary = self.closure = _NO_ATOMS

    def note(self, mention: Mention) -> None:
        """Add a mention."""
        self.mentions.append(mention)
        self.primary.add(mention.atom)
        self.closure |= mention.closure

    def hit(self, hit: _Hit, atoms: Mask, closure: Mask) -> None:
        """Add what a place may mean, before any mention is asked for."""
        self._hits.append(hit)
        self.primary |= atoms
        self.closure |= closure

    def hit_one(self, hit: _Hit, atom: int, closures: Mapping[int, Mask]) -> None:
        """Add a place that means one atom; `closures` has those of atoms that lie below others."""
        self._hits.append(hit)
        self.primary.add(atom)
        if (above := closures.get(atom)) is None:
            self.closure.add(atom)
        else:
            self.closure |= above


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
        self._closure, self._closures = compiled.closure, compiled.closures

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
        words = [text[a:b] for a, b in places]
        starts = [squeezed.at(s.span.start) for s in sentences[1:]] + [len(text) + 1]
        ends = [squeezed.at(s.span.end) for s in sentences]
        swallowed_to = current = 0
        for i, first in enumerate(words):
            if (only is not None and first not in only) or (head := heads.get(first)) is None:
                continue
            start = places[i][0]
            while starts[current] <= start:
                current += 1
            second = words[i + 1] if i + 1 < len(words) else ""
            for length in head.lengths.get(second, head.alone):
                if i + length > len(places):
                    continue
                end = places[i + length - 1][1]
                if end <= swallowed_to or end > ends[current]:
                    continue
                surface = head.surfaces.get(text[start:end])
                if surface is not None and self._note(sentences[current], squeezed, surface, start, end, ends[current]):
                    swallowed_to = end

    def _note(self, sentence: Sentence, squeezed: Squeezed, surface: Surface, start: int, end: int, last: int) -> bool:
        """Add what a surface form at `start` to `end` of the squeezed text may mean; return whether it is a name."""
        if surface.plain:
            sentence.hit(_Hit(squeezed, start, end, surface.forms, self._closure), surface.atoms, surface.closure)
            return surface.opaque
        opaque, said = False, squeezed.raw[start:end]
        for form in surface.forms:
            if form.exact and said != form.exact and said.replace("-", " ") != form.exact.replace("-", " "):
                continue
            until = end
            if form.gap:
                after = self._gap_end(squeezed.text, end, min(len(squeezed.text), end + _GAP), form)
                if after is None or after > last:
                    continue
                until = after
            sentence.hit_one(_Hit(squeezed, start, until, (form,), self._closure), form.atom, self._closures)
            opaque = opaque or form.opaque
        return opaque

    @staticmethod
    def _gap_end(folded: str, start: int, end: int, form: Form) -> int | None:
        best: int | None = None
        for part in form.gap:
            at = folded.find(part, start, end)
            while at >= 0:
                stop = at + len(part)
                if not folded[at - 1].isalnum() and (stop >= len(folded) or not folded[stop].isalnum()):
                    apart = _CLAUSE.search(folded, start, at)  # "ordered a change of name, but awarded no damages"
                    if not apart and not (
                        form.near and (_LINK.search(folded, start, at) or folded[stop : stop + 1] == "'")
                    ):
                        best = stop if best is None else min(best, stop)
                    break
                at = folded.find(part, at + 1, end)
        return best


def sentence_at(starts: list[int], offset: int) -> int:
    """Return the number of the sentence that holds `offset`, given the sentences' starts."""
    return max(bisect_right(starts, offset) - 1, 0)
