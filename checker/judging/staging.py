"""A draft's sentences on their way to the parser: scanned by the block, gated, and let go as soon as may be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from checker.drafts.draft import Draft
from checker.judging.life import Life
from checker.reading.passage import AHEAD, TOPIC, Passage
from checker.reading.reference import SUBJECT, has_pronoun
from checker.reading.scan import Scanner, Sentence
from checker.reading.scene import Places
from checker.reading.subject import Subject
from checker.rulebook.compiled import Compiled

Ask = Callable[[list[Sentence], int, str], list[int]]


class Staging:
    """How the sentences of drafts are picked for the parser.

    Args:
        compiled: the rules.
        ask: gives the patterns to hold a sentence against; its arguments are the draft's sentences so far, the number
            of the one, and the text.
        life: what judges the lives of bodies.
        place: the place that a draft is about which names none.
        wants: says of a sentence, given the text, whether it is read even where no pattern is to be asked.
    """

    def __init__(
        self,
        compiled: Compiled,
        ask: Ask,
        life: Life,
        place: str,
        wants: Callable[[Sentence, str], bool] = lambda _sentence, _text: False,
    ) -> None:
        self.compiled, self.ask, self.life, self.place, self._wants = compiled, ask, life, place, wants
        self.scanner = Scanner(compiled)

    def asked(self, sentences: list[Sentence], number: int, text: str) -> list[int] | None:
        """Return the patterns to hold a sentence against; None where it need not be read at all."""
        found, sentence = self.ask(sentences, number, text), sentences[number]
        mortal = not self.life.mortal.isdisjoint(sentence.primary)
        read = found or (mortal and self.life.could(sentence, text)) or self._wants(sentence, text)
        return found if read else None


class Staged:
    """One draft on its way. Of its sentences only those in reach of what is being read keep their mentions.

    Args:
        staging: how sentences are picked.
        draft: the draft.
        most: how many candidates are read; 0 for all.

    Attributes:
        draft: the draft.
        candidates: the patterns to hold a sentence against, by its number; filled by `needed`.
        passage: what reading is given.
        done: how many sentences have been read.
        cut: where the draft is read no further, because `most` sentences of it have been; None where all of it is.
    """

    def __init__(self, staging: Staging, draft: Draft, most: int = 0) -> None:
        self.draft = draft
        self.candidates: dict[int, list[int]] = {}
        self.done = 0
        self.cut: int | None = None
        self._left = most or len(draft.text) + 1
        self._staging = staging
        self._sentences: list[Sentence] = []
        blocks = staging.scanner.blocks(draft.text)
        first, second = next(blocks, []), next(blocks, [])
        self._blocks = chain((first, second), blocks)
        # What a long draft is about takes a scan of its own: then none of it need be held.
        places = Places(staging.compiled, draft.text)
        whole = first if not second else (s for block in staging.scanner.blocks(draft.text) for s in block)
        self._subject = Subject(staging.compiled)
        frame = places.framed(self._subject.noted(whole), staging.place)
        self.passage = Passage(staging.compiled, self._sentences, draft.text, frame)

    @property
    def count(self) -> int:
        """How many sentences there are; all of them once `needed` has come to its end."""
        return len(self._sentences)

    def needed(self) -> Iterator[tuple[int, Sentence]]:
        """Yield the sentences to parse, in order: the candidates, and what these may refer back to."""
        sentences, text = self._sentences, self.draft.text
        given = asked = gone = 0
        for block in chain(self._blocks, [[]]):
            sentences += block
            # The gate looks ahead too: the last sentences wait for the next block, or for the end.
            for number in range(asked, len(sentences) - (AHEAD if block else 0)):
                asked = number + 1
                if not self._subject.near(number) or (found := self._staging.asked(sentences, number, text)) is None:
                    continue
                if not self._left:
                    self.cut = sentences[number].span.start
                    del sentences[number:]
                    return
                self._left -= 1
                self.candidates[number] = found
                back = self._looking_back(number) if self._by_reference(found) else 0
                for n in range(max(given, number - back), asked):
                    yield n, sentences[n]
                given = asked
            for number in range(gone, asked - TOPIC - 1):
                gone = number + 1
                if self.candidates.keys().isdisjoint(range(number - AHEAD, number + TOPIC + 1)):
                    sentences[number].let_go()

    def _looking_back(self, number: int) -> int:
        """Return how many sentences before one are to be parsed: as far as a pronoun may stand for a body in them."""
        bodies, sentences = self._staging.compiled.body_mask, self._sentences
        if not has_pronoun(sentences[number].span.of(self.draft.text)):
            return 0
        named = (n for n in range(SUBJECT, 0, -1) if number >= n and sentences[number - n].primary & bodies)
        return next(named, 0)

    def _by_reference(self, patterns: list[int]) -> bool:
        """Return whether one of some patterns looks at who does an act, or where."""
        asked = map(self._staging.compiled.patterns.__getitem__, patterns)
        return any(p.check != "claim" or p.agent or p.at for p in asked)

    def read(self, number: int) -> None:
        """Let go what only the candidate of a number, which has now been read, and those before it looked at."""
        del self.candidates[number]
        self.done += 1
        ahead = next(iter(self.candidates), number + 1)
        for n in range(max(0, number - TOPIC), max(0, ahead - TOPIC)):
            self._sentences[n].let_go()
