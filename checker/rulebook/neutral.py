"""Neutral citations: read out of text by the codes of courts, and resolved to where the judgment can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from checker.rulebook.compiled import CodeCard
from checker.spans import Span

if TYPE_CHECKING:
    from checker.rulebook.model import NeutralCode


class Neutral(NamedTuple):
    """A neutral citation as it stands in a text; `card` is None where the code is no court's.

    Attributes:
        part: what stands between code and number, division: what stands in brackets; "" where nothing does.
        number: "" where it is left out.
        open: further numbers or words in brackets follow, which may say what is left out here.
    """

    span: Span
    year: int
    code: str
    card: CodeCard | None
    part: str
    number: str
    division: str
    open: bool


def card_of(code: NeutralCode) -> CodeCard:
    """Return a code as judging meets it."""
    return CodeCard(
        code.code, code.closed, tuple(code.reports), code.from_ or 0, code.to or 0, code.numbered or 0,
        tuple(code.parts), tuple((d.word, d.from_ or 0, d.to or 0) for d in code.divisions), code.needed,
        code.url, code.held or 0,
    )  # fmt: skip


class Codes:
    """The codes of courts, and the neutral citations that they make.

    Args:
        cards: the codes.
    """

    def __init__(self, cards: Iterable[CodeCard]) -> None:
        cards = list(cards)
        self._cards = {card.code: card for card in cards if not card.closed}
        self._reports = {report for card in cards for report in card.reports}
        inside = sorted({w for c in cards for w in (*c.parts, *(d[0] for d in c.divisions))}, key=len, reverse=True)
        self._inside = frozenset(inside)
        begin = "|".join(re.escape(c.code) for c in cards if c.closed)
        codes = [re.escape(code) for code in sorted(self._cards, key=len, reverse=True)]
        codes += [f"(?:{begin})[A-Za-z]+"] if begin else []
        words = "|".join(map(re.escape, inside)) or "(?!)"
        self._pattern = re.compile(
            rf"\[(?P<year>\d{{4}})\]\s+(?P<code>{'|'.join(codes)})(?![A-Za-z])"
            rf"(?:\s+(?P<part>(?:{words})(?![A-Za-z])|\((?:{words})\)(?=\s+\d)))?"
            r"(?:\s+(?P<number>\d+)(?![\d/]))?"
            rf"(?:\s*\((?P<division>{words})\))?"
            if codes
            else "(?!)"
        )

    def read(self, text: str) -> Iterator[Neutral]:
        """Yield the neutral citations of a text, in order."""
        for found in self._pattern.finditer(text):
            code = found["code"]
            if code in self._reports:
                continue
            part = (found["part"] or "").strip("()")
            card = self._cards.get(code)
            division = found["division"] or ""
            # An older order has the division before the number.
            if card and part and not card.parts and any(part == d[0] for d in card.divisions):
                part, division = "", division or part
            more = bool(_MORE.match(text, found.end()))
            span = Span(found.start(), found.end())
            yield Neutral(span, int(found["year"]), code, card, part, found["number"] or "", division, more)

    def address(self, citation: str) -> str | None:
        """Return where the judgment of a citation can be read; None where that is not known."""
        for found in self.read(citation):
            card = found.card
            whole = found.span.end - found.span.start == len(citation.strip())
            if card is None or not card.url or not found.number or not whole or found.year < card.held:
                continue
            if (card.parts and not found.part) or ("{division}" in card.url and not found.division):
                continue
            words = {"part": found.part.lower(), "division": found.division.lower()}
            return card.url.format(year=found.year, number=found.number, **words)
        return None


_MORE = re.compile(r"\s*(?:(?:,|;|&|-|–|and|to)\s*\d|\()")
