"""Everyday phrases that have a word of procedure and speak of none: "clinical trials", "an appeal for funds"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.reading.claim import Claims
from checker.rulebook.compiled import Compiled
from checker.spans import Span


def phrases(words: Iterable[str], *, plural: bool = False) -> re.Pattern[str]:
    """Return a pattern of phrases, the longest first, in whatever letter case and with whatever space between words.

    Args:
        words: the phrases; none meet nothing.
        plural: an "s" may follow.
    """
    alike = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    end = "s?" if plural else ""
    return re.compile(rf"\b(?:{alike}){end}\b" if alike else r"(?!)", re.IGNORECASE)


class Everyday:
    """Finds such phrases by the words that the rules list."""

    def __init__(self, compiled: Compiled) -> None:
        self._phrases = phrases(compiled.words.get("no-procedure", ()))

    def spans(self, claims: Claims) -> list[Span]:
        """Return where they stand in a sentence."""
        return [Span(*found.span()).shifted(claims.span.start) for found in self._phrases.finditer(claims.text)]
