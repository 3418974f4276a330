"""The check of neutral citations: one of a code, a year or a division that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from checker.judging.finding import Finding, Severity
from checker.rulebook.citation import citations
from checker.rulebook.compiled import CodeCard, Compiled
from checker.rulebook.neutral import Codes, Neutral

_CUE = "false-citation"
_REACH = 240  # characters about a citation in which words can say that it is false


class Citations:
    """Holds the neutral citations of a draft against the codes of courts.

    Args:
        compiled: the rules.
        day: the day that counts as today, as an ordinal.
    """

    def __init__(self, compiled: Compiled, day: int) -> None:
        self._compiled, self._year = compiled, date.fromordinal(day).year
        self._told = compiled.words.get(_CUE, ())

    @cached_property
    def _codes(self) -> Codes:
        """The codes, made when the first text may cite by them: most cite nothing."""
        return Codes(self._compiled.codes)

    def judge(self, text: str) -> list[Finding]:
        """Return a finding for each citation that cannot be, one a citation."""
        if "[" not in text or not self._compiled.faults:
            return []
        return [found for cited in self._codes.read(text) if (found := self._finding(cited, text)) is not None]

    def _finding(self, cited: Neutral, text: str) -> Finding | None:
        for fault, why in self._faults(cited):
            number = self._compiled.faults.get(fault)
            if number is None or self._denied(cited, text):
                continue
            card = self._compiled.rules[number]
            message = f"{cited.span.of(text)}: {why} {card.statement}"
            return Finding(
                card.id, card.kind, Severity(card.severity), cited.span, message, card.suggestion,
                citations(card.authorities), "form of the citation",
            )  # fmt: skip
        return None

    def _faults(self, cited: Neutral) -> Iterator[tuple[str, str]]:
        """Yield each fault with its reason in words, the gravest first."""
        card, year = cited.card, cited.year
        if card is None:
            yield "code", f"no court uses the code {cited.code}."
            return
        if card.since and year < card.since:
            yield "before", f"there was no {card.code} before {card.since}."
        if card.until and year > card.until:
            yield "after", f"there was no {card.code} after {card.until}."
        if year > self._year:
            yield "ahead", "the year has not come."
        yield from self._misplaced(cited, card)
        if card.numbered and year < card.numbered:
            yield "later", f"the court has given numbers of its own only since {card.numbered}."
        if cited.number and not cited.open and (card.needed and not cited.division or card.parts and not cited.part):
            yield "bare", "the division is left out."

    @staticmethod
    def _misplaced(cited: Neutral, card: CodeCard) -> Iterator[tuple[str, str]]:
        """Yield the fault of a division or part that the court has not, or had not in the year."""
        years = {word: (since, until) for word, since, until in card.divisions}
        if cited.part and cited.part not in card.parts:
            yield "division", f"there is no {card.code} {cited.part}."
        if cited.division:
            if cited.division not in years:
                yield "division", f"there is no {card.code} ({cited.division})."
                return
            since, until = years[cited.division]
            if since and cited.year < since:
                yield "before", f"there was no {card.code} ({cited.division}) before {since}."
            if until and cited.year > until:
                yield "after", f"there was no {card.code} ({cited.division}) after {until}."

    def _denied(self, cited: Neutral, text: str) -> bool:
        """Return whether the words about a citation say that it is false."""
        around = text[max(0, cited.span.start - _REACH) : cited.span.end + _REACH].casefold()
        return any(word in around for word in self._told)
