"""A hard sentence as the checker meets it: its mentions, its parse, and the claims that reading makes of it now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hard import Hard

from checker.reading.claim import Claims, Predicate
from checker.reading.parse import parse
from checker.reading.parsed import ParsedSentence
from checker.reading.passage import Passage
from checker.reading.reader import Reader
from checker.reading.scan import Mention, Scanner, Sentence
from checker.rulebook.compiled import Compiled, Unit
from checker.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass
class Read:
    """A sentence with an act, read.

    Attributes:
        text: the whole text.
        parsed: the sentence of the act with its parse.
        claims: what reading makes of it.
        act: where the act stands.
        bodies: the bodies of the text, in order.
        predicates: those that the act's words open.
        units: the frames of the act, by the vocabulary alone.
    """

    text: str
    parsed: ParsedSentence
    claims: Claims
    act: Span
    bodies: list[Mention]
    predicates: list[Predicate]
    units: list[Unit]

    @property
    def unit(self) -> Unit | None:
        """The first frame."""
        return self.units[0] if self.units else None

    @property
    def mention(self) -> Mention | None:
        """The act as the vocabulary names it, the shortest of several."""
        return shortest(self.parsed.sentence, self.act)


def shortest(sentence: Sentence, act: Span) -> Mention | None:
    """Return the mention of an act at a place, the shortest of several."""
    found = [m for m in sentence.mentions if m.form.unit >= 0 and m.span.overlaps(act)]
    return min(found, key=lambda m: (m.span.end - m.span.start, m.span.start), default=None)


class Texts:
    """Reads texts by the project's rules."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled, self._scanner, self._reader = compiled, Scanner(compiled), Reader(compiled)

    def read(self, hard: Iterable[Hard]) -> Iterator[tuple[Hard, Read]]:
        """Yield each sentence with what was read of it."""
        for one in hard:
            for read in self.acts(one.text, [Span(*one.act)]):
                yield one, read

    def acts(self, text: str, acts: Iterable[Span]) -> Iterator[Read]:
        """Yield what was read at each of some places of a text."""
        sentences = self._scanner.scan(text)
        passage = Passage(self.compiled, sentences, text)
        docs: Iterator[tuple[int, Doc]] = enumerate(parse((s, text) for s in sentences))
        bodies = self._bodies(sentences)
        wanted = list(acts)
        for number, claims in self._reader.read(passage, docs, range(len(sentences))):
            parsed = passage.parsed(number)
            assert parsed is not None
            for act in wanted:
                if sentences[number].span.contains(act):
                    predicates = [p for p in claims.predicates if p.mention.span.overlaps(act)]
                    forms = [
                        m.form.unit for m in sentences[number].mentions if m.span.overlaps(act) and m.form.unit >= 0
                    ]
                    units = [self.compiled.units[number] for number in dict.fromkeys(forms)]
                    yield Read(text, parsed, claims, act, bodies, predicates, units)

    def _bodies(self, sentences: Iterable[Sentence]) -> list[Mention]:
        """Return the bodies named in some sentences: one a place, the longest."""
        found: list[Mention] = []
        every = [m for s in sentences for m in s.mentions if m.closure & self.compiled.body_mask]
        for mention in sorted(every, key=lambda m: (m.span.start, -m.span.end)):
            if not found or mention.span.start >= found[-1].span.end:
                found.append(mention)
        return found
