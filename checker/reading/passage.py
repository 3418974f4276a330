"""A draft's sentences and parses together: what reading needs of the sentences around the one that it reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.reading.coreference import lendable, lent
from checker.reading.dates import Calendar, Moment
from checker.reading.namesake import Initials, abroad
from checker.reading.parsed import ParsedSentence
from checker.reading.scan import Mention, Sentence
from checker.reading.scene import DEFAULT, Scenes
from checker.rulebook.compiled import Compiled, Mask

if TYPE_CHECKING:
    from spacy.tokens import Doc

_DATED = 3  # sentences before, for the date of what is told
WINDOW = 4  # sentences before, for what a word that refers back can mean
TOPIC = 10  # sentences before, for what a passage is about
PARSED = 2  # sentences before, whose parse says what a pronoun stands for
AHEAD = 2  # sentences after, for what a headline or a lead is about


class Passage:
    """The sentences of one draft, with the parses of those last read.

    Args:
        compiled: the rules.
        sentences: all of the draft, or as far as they are scanned.
        text: its prose.
        frame: the place that the whole draft is about.
    """

    def __init__(self, compiled: Compiled, sentences: list[Sentence], text: str, frame: str = DEFAULT) -> None:
        self.compiled, self.sentences, self.text = compiled, sentences, text
        self.scenes = Scenes(compiled, sentences, text, frame)
        self._calendar = Calendar(compiled.turns)
        self._initials = Initials(text, compiled)
        self._parsed: dict[int, ParsedSentence] = {}

    def take(self, number: int, doc: Doc) -> ParsedSentence:
        """Add the parse of the next sentence, and forget those that nothing refers back to any more."""
        self._parsed = {n: parsed for n, parsed in self._parsed.items() if n >= number - PARSED}
        sentence, bodies = self.sentences[number], self.compiled.body_mask
        names = {m.span for m in sentence.mentions if m.atom in bodies and self._of_another(m, number)}
        elsewhere = frozenset(id(m) for m in sentence.mentions if m.span in names) if names else frozenset()
        named = lendable(self.sentences, number, self.text, self.compiled.topic_mask)
        taken = lent(doc, sentence, named, self.text)
        self._parsed[number] = ParsedSentence(sentence, doc, bodies, elsewhere, taken)
        return self._parsed[number]

    def _of_another(self, mention: Mention, number: int) -> bool:
        """Return whether a body's name stands for another: of another country, or that the draft calls so."""
        return (
            abroad(mention, self.sentences, number, self.text, self.compiled)
            or self._initials.of_another(mention, self.text)
            or self.scenes.of_abroad(mention, self.sentences[number])
        )

    def lender(self, parsed: ParsedSentence) -> list[Mention]:
        """Return all that the sentence before names, where it is what names what a sentence's pronouns stand for."""
        sentence = parsed.sentence
        if not parsed.lent or sentence.seam > sentence.span.start:
            return []
        return self.sentences[sentence.number - 1].mentions

    def parsed(self, number: int) -> ParsedSentence | None:
        """Return a sentence with its parse, or None where it was not parsed, or too long ago."""
        return self._parsed.get(number)

    def before(self, number: int, most: int) -> list[Sentence]:
        """Return up to `most` sentences before one, in order."""
        return self.sentences[max(0, number - most) : number]

    def after(self, number: int, *, across: bool = False) -> Sentence | None:
        """Return the next sentence of the same paragraph, or with `across` of the next."""
        following = self.sentences[number + 1 : number + 2]
        same = following and (across or following[0].paragraph == self.sentences[number].paragraph)
        return following[0] if same else None

    def backwards(self, number: int, before: int, most: int) -> Iterator[Mention]:
        """Yield the mentions that end before an offset, the last first, over up to `most` sentences before as well."""
        for sentence in reversed([*self.before(number, most), self.sentences[number]]):
            yield from (m for m in reversed(sentence.mentions) if m.span.end <= before)

    def dated_before(self, number: int) -> Moment | None:
        """Return the date that the sentences before, in the paragraph, put what is told at: the last that they name."""
        for other in reversed(self.before(number, _DATED)):
            if other.paragraph != self.sentences[number].paragraph:
                return None
            if found := self._calendar.moments(other.span.of(self.text)):
                return found[-1]
        return None

    def window(self, number: int, most: int = WINDOW) -> set[int]:
        """Return the mask of what a sentence and those before it name, up to `most` of them."""
        total = set(self.sentences[number].closure)
        for other in self.before(number, most):
            total |= other.closure
        return total

    def lately(self, number: int, sort: Mask, most: int) -> list[Mention]:
        """Return what the last sentence, of up to `most` before, that names anything of a sort names, if one does."""
        for other in reversed(self.before(number, most)):
            if any(m.atom in sort for m in other.mentions):
                return other.mentions
        return []

    def ahead(self, number: int) -> set[int]:
        """Return the mask of what the sentences just after one name."""
        return {atom for other in self.sentences[number + 1 : number + 1 + AHEAD] for atom in other.closure}
