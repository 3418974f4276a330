"""The cheap pass: sentences, and every mention of the rulebook's vocabulary, in time linear in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from nupunkt import sent_spans

from checker.reading.answers import with_answers
from checker.reading.figures import opening, with_figures
from checker.rulebook.compiled import Compiled, Form, Head, Mask, Surface
from checker.rulebook.words import SHORT, WORD, Squeezed
from checker.spans import Span

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")
_LINE = re.compile(r"[.!?:;”\"')]?\n(?=\s*(?:[-*•–]\s|\d+[.)]\s|[A-Z“\"‘']))")
_ITEM = re.compile(r"\s*(?:[-*•–]\s|\d+[.)]\s)")
_NEXT_WORD = re.compile(r"\s*(\S+)")
_SET_WIDTH = 50
_UNFINISHED = re.compile(
    r"\b(?:the|an?|of|and|or|by|to|for|with|in|at|from|on|its|their|his|her|this|that)\r?$"
    r"|\b(?:on|from|until|before|after|since|by) [0-9]{1,2}\r?$",
    re.IGNORECASE,
)
_CONTINUED = re.compile(r"[^\s.!?:;][ \t\r]*\n[ \t]*[a-z]")
_LONGEST_NAME = 100  # code points on either side of a line's end
_SAID = re.compile(r"[ \t]*[a-z]")
_ADDRESS = re.compile(r"\bhttps?://\S+")
_LONGEST = 1500
_CLAUSE = re.compile(r"[;:.?!]|\b(?:but|while|whereas|although|though|because|unless)\b|, and\b")
_LINK = re.compile(  # none of these stands between a noun and what belongs to it
    r"[,(]|\b(?:in|at|to|of|on|for|by|with|from|before|after|against|under|over|about|between|into|through|within|"
    r"without|outside|like|as|than|and|or|nor|not|no|never|that|which|who|whose|where|when|if|whether)\b"
)
_BLOCK = 50_000  # code points
_GAP = 60
_WORDS = re.compile(f"({WORD.pattern})")


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


class _Source(NamedTuple):
    """Where the hits of a sentence stand, and what their atoms lie below."""

    squeezed: Squeezed
    closure_of: Callable[[int], Mask]


_Hit = tuple[_Source, int, int, Sequence[Form]]  # a place of a squeezed text, start and end, and what it may mean
_MOST_MET = 100_000  # words, after which those that begin nothing are looked up each time
_NO_ATOMS: set[int] = set()  # one for all sentences that are let go: a long draft has many


def _mentions(source: _Source, start: int, end: int, forms: Iterable[Form]) -> list[Mention]:
    """Return a mention for each meaning of a hit."""
    origin = source.squeezed.origin
    span = Span(origin(start), origin(end - 1) + 1)
    return [Mention(form.atom, source.closure_of(form.atom), span, form) for form in forms]


class Sentence:
    """A sentence with its mentions, which are made when they are asked for: those of most sentences never are.

    Attributes:
        number: which of the draft.
        span: where, in the draft's prose.
        paragraph: the number of its paragraph.
        seam: where in the prose the figure starts that is put to what it tells first; else its own start.
        primary: the atoms that its mentions name.
        closure: the union of the mentions' closures.
        hits: what its mentions are made of.
    """

    __slots__ = ("_mentions", "closure", "hits", "number", "paragraph", "primary", "seam", "span")

    def __init__(self, number: int, span: Span, paragraph: int, seam: int = 0) -> None:
        self.number, self.span, self.paragraph = number, span, paragraph
        self.seam = max(seam, span.start)
        self.primary: set[int] = set()
        self.closure: set[int] = set()
        self.hits: list[_Hit] = []
        self._mentions: list[Mention] | None = None

    @property
    def mentions(self) -> list[Mention]:
        """The mentions, in the order in which they were noted."""
        if self._mentions is None:
            self._mentions = [mention for hit in self.hits for mention in _mentions(*hit)]
            self.hits = []
        return self._mentions

    def naming(self, atoms: Set[int]) -> list[Mention]:
        """Return the mentions of some atoms, without making the others."""
        if atoms.isdisjoint(self.primary):
            return []
        if self._mentions is not None:
            return [mention for mention in self._mentions if mention.atom in atoms]
        return [
            mention
            for source, start, end, forms in self.hits
            if (meant := [form for form in forms if form.atom in atoms])
            for mention in _mentions(source, start, end, meant)
        ]

    @property
    def forms(self) -> Iterator[Form]:
        """The meanings of the mentions, without making these."""
        if self._mentions is not None:
            return (mention.form for mention in self._mentions)
        return (form for hit in self.hits for form in hit[3])

    def let_go(self) -> None:
        """Forget the mentions: nothing looks at the sentence any more."""
        self._mentions, self.hits = None, []
        self.primary = self.closure = _NO_ATOMS

    def name(self, surfaces: Sequence[Surface]) -> None:
        """Note the atoms of some surface forms, and all above them."""
        if surfaces:
            self.primary.update(*[surface.atoms for surface in surfaces])
            self.closure.update(*[surface.closure for surface in surfaces])

    def note(self, mention: Mention) -> None:
        """Add a mention."""
        self.mentions.append(mention)
        self.primary.add(mention.atom)
        self.closure |= mention.closure


def _spaced(name: str) -> str:
    """Return a name with hyphens and the ends of lines as spaces."""
    return " ".join(name.replace("-", " ").split())


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
    """Return whether a line ends in the midst of a sentence.

    It does after a word that ends none, and where the next word would have made it longer than any of its paragraph,
    which is prose: `width` is 0 where nothing says so.
    """
    if line_end[0] == "\n" and _UNFINISHED.search(text, max(begin, line_end.start() - 12), line_end.start()):
        return _ITEM.match(text, line_end.end()) is None
    if line_end[0][0] not in "\n:;" or not width:
        return False
    following = _NEXT_WORD.match(text, line_end.end())
    if following is None or _ITEM.match(text, line_end.end()):
        return False
    start = max(text.rfind("\n", begin, line_end.start()) + 1, begin)
    return line_end.end() - start + len(following[1]) > width


def sentence_spans(text: str, goes_on: Callable[[str, int, int], bool] | None = None) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, paragraph number) of each sentence; blank lines and list lines end one.

    Args:
        text: the prose.
        goes_on: tells of a line's end, by the text, the start of its paragraph and its own place, whether it stands
            within a name, and so ends no sentence.
    """
    begin, number = 0, 0
    while begin < len(text):
        gap = _PARAGRAPH.search(text, begin)
        end = gap.start() if gap else len(text)
        width = max(map(len, text[begin:end].split("\n")))
        if width < _SET_WIDTH and not _CONTINUED.search(text, begin, end):
            width = 0  # short lines, each with a capital, may be a list
        breaks = (
            m
            for m in _LINE.finditer(text, begin, end)
            if not _wrapped(text, m, begin, width)
            and not (goes_on and m[0] in ("\n", "'\n") and goes_on(text, begin, m.end() - 1))
        )
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
        self._met: dict[str, Head | None] = {}  # looked up so far: most words of a text are met again and again
        self._closure, self._closures = compiled.closure, compiled.closures
        self._figures = opening(compiled.words.get("measure-noun", ()))

    def scan(self, text: str) -> list[Sentence]:
        """Return the sentences of `text`, each with its mentions in order."""
        return [sentence for block in self.blocks(text) for sentence in block]

    def blocks(self, text: str) -> Iterator[list[Sentence]]:
        """Yield the sentences of `text` by the block, so that a long text need not be held with all its mentions."""
        block: list[Sentence] = []
        claiming = with_figures(with_answers(sentence_spans(text, self._in_a_name), text), text, self._figures)
        for number, (start, end, paragraph, seam) in enumerate(claiming):
            block.append(Sentence(number, Span(start, end), paragraph, seam))
            if end - block[0].span.start > _BLOCK:
                yield self._scanned(block, text)
                block = []
        if block:
            yield self._scanned(block, text)

    def _in_a_name(self, text: str, begin: int, at: int) -> bool:
        """Return whether a line ends, at `at`, within a name that the next one goes on with.

        Two lines of a list can be a name by chance ("Intellectual Property", "Office Management"), so what stands
        before the name, or after it, must be prose.
        """
        first, last = max(begin, at - _LONGEST_NAME), at + _LONGEST_NAME
        if first > begin:
            first = text.find(" ", first, at)
        if (
            first < 0
            or _ITEM.match(text, at + 1)
            or not text[text.rfind(" ", first, at) + 1 : at].lstrip()[:1].isupper()
        ):
            return False
        squeezed = Squeezed(text[first:last], first)
        words = list(WORD.finditer(squeezed.text))
        here = squeezed.at(at)
        before = sum(1 for word in words if word.end() <= here)
        for start in range(before):
            if (head := self._head(words[start].group())) is None:
                continue
            for length in head.lengths.get(words[start + 1].group() if start + 1 < len(words) else "", head.alone):
                end = start + length
                if end <= before or end > len(words):
                    continue
                place = words[start].start(), words[end - 1].end()
                if self._is_a_name(squeezed, place, head) and (
                    _SAID.match(text, squeezed.origin(place[1] - 1) + 1)
                    or any(squeezed.raw[word.start()].islower() for word in words[:start])
                ):
                    return True
        return False

    @staticmethod
    def _is_a_name(squeezed: Squeezed, place: tuple[int, int], head: Head) -> bool:
        """Return whether words of the vocabulary are written as a name: each with a capital, but those of grammar."""
        said = squeezed.raw[slice(*place)]
        surface = head.surfaces.get(squeezed.text[slice(*place)])
        if surface is None or any(word[0].islower() and word not in SHORT for word in WORD.findall(said)):
            return False
        forms = (form for part in surface.parts or (surface.forms,) for form in part)
        return any(not form.gap and (not form.exact or _spaced(said) == _spaced(form.exact)) for form in forms)

    def _scanned(self, block: list[Sentence], text: str) -> list[Sentence]:
        start, end = block[0].span.start, block[-1].span.end
        prose = _ADDRESS.sub(lambda address: "-" * len(address[0]), text[start:end])  # its words claim nothing
        whole = Squeezed(prose, start, whole=True)
        self._scan(block, Squeezed(prose, start, folded=whole.text))
        self._scan(block, whole, self._weighed)
        return block

    def _head(self, word: str) -> Head | None:
        if word in self._met:
            return self._met[word]
        head = self._heads.get(word)
        if head is not None or len(self._met) < _MOST_MET:
            self._met[word] = head
        return head

    def _scan(self, sentences: list[Sentence], squeezed: Squeezed, only: Container[str] | None = None) -> None:
        """Note what the surface forms (with `only` these first words) mean: the longest first, names swallow others."""
        text, source, met = squeezed.text, _Source(squeezed, self._closure), self._met
        pieces = _WORDS.split(text)  # what stands between words, and words, by turns
        edges = list(accumulate(map(len, pieces)))
        words, starts, ends = pieces[1::2], edges[::2], edges[1::2]
        bounds = [(squeezed.at(s.span.start), squeezed.at(s.span.end)) for s in sentences]
        following = [start for start, _ in bounds[1:]] + [len(text) + 1]
        swallowed_to = current = 0
        sentence, last, until = sentences[0], bounds[0][1], following[0]
        found: list[Surface] = []  # what the sentence names; its atoms are noted once all of it is read
        add, count = found.append, len(words)
        nexts = [*words[1:], ""]
        for i in range(count) if only is None else [i for i, word in enumerate(words) if word in only]:
            first = words[i]
            head = met[first] if first in met else self._head(first)
            if head is None:
                continue
            start = starts[i]
            if until <= start:
                sentence.name(found)
                found.clear()
                while following[current] <= start:
                    current += 1
                sentence, last, until = sentences[current], bounds[current][1], following[current]
            alone, lengths, surfaces = head
            for length in lengths.get(nexts[i], alone):
                if length == 1:
                    end, said = ends[i], first
                elif i + length > count:
                    continue
                else:
                    end = ends[i + length - 1]
                    said = text[start:end]
                if end <= swallowed_to or end > last:
                    continue
                surface = surfaces.get(said)
                if surface is None:
                    continue
                opaque = surface.opaque
                if surface.forms:
                    add(surface)
                if not surface.parts:
                    sentence.hits.append((source, start, end, surface.forms))
                else:
                    near = words[i + length : bisect_right(starts, end + _GAP)] if surface.follow else ()
                    opaque |= self._note(sentence, source, _borne_out(surface, near), (start, end, last))
                if opaque:
                    swallowed_to = end
        sentence.name(found)

    def _note(
        self,
        sentence: Sentence,
        source: _Source,
        parts: Sequence[tuple[Form, ...]],
        place: tuple[int, int, int],
    ) -> bool:
        """Add the meanings of a place that letter case and what follows bear out; return whether one is a name.

        Args:
            sentence: where it stands.
            source: the text in which it stands.
            parts: what it may mean.
            place: its start and end, and the end of its sentence.
        """
        start, end, last = place
        opaque, squeezed = False, source.squeezed
        said = squeezed.raw[start:end]
        for part in parts:
            form = part[0]
            if not form.exact and not form.gap:
                sentence.hits.append((source, start, end, part))
                continue
            if form.exact and said != form.exact and _spaced(said) != _spaced(form.exact):
                continue
            until = end
            if form.gap:
                after = self._gap_end(squeezed.text, end, min(len(squeezed.text), end + _GAP), form)
                if after is None or after > last:
                    continue
                until = after
            sentence.hits.append((source, start, until, part))
            sentence.primary.add(form.atom)
            if (above := self._closures.get(form.atom)) is None:
                sentence.closure.add(form.atom)
            else:
                sentence.closure |= above
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


def _borne_out(surface: Surface, near: Sequence[str]) -> Sequence[tuple[Form, ...]]:
    """Return the parts of a surface form that need no word to follow, or whose gap one of the words `near` may end."""
    follow = surface.follow
    if follow.keys().isdisjoint(near):
        return surface.plain
    opened = [number for word in near if word in follow for number in follow[word]]
    return [surface.parts[number] for number in sorted({*opened, *surface.ungapped})]


def sentence_at(starts: list[int], offset: int) -> int:
    """Return the number of the sentence that holds `offset`, given the sentences' starts."""
    return max(bisect_right(starts, offset) - 1, 0)
