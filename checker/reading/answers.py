"""A question and the few words that answer it claim something together: "How long does a patent last? Ten years."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_MOST = 14  # words of an answer that is no sentence of its own
_LABEL = re.compile(r"\s*Q(?:uestion)?[:.]\s*")
_ASKED = re.compile(r"[\"'“‘(\s]*(?:(?:so|and|but),? )?(?:how|what|which|who|whose|whom|where|when)\b", re.IGNORECASE)
_MARK = re.compile(r"\?[\"'”’)]*\s+(?:A[:.] *)?")
_NEGATED = re.compile(r"[\"'“‘(]*(?:no|not|none|nobody|nothing|never|neither|nowhere|yes)\b", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|can|could|may|might|will|would|shall|should|must|said|says|asks?|asked"
    r"|cannot)\b|n['’]t\b|['’](?:re|ll|ve|d)\b",
    re.IGNORECASE,
)


def answered(text: str) -> int:
    """Return where the answer starts (code points) in a question that is answered in a few words; 0 where it is none.

    "Who ...?", "how long ...?" are; what can be answered by yes or no claims nothing by itself.
    """
    if not _ASKED.match(text):
        return 0
    marks = list(_MARK.finditer(text))
    if len(marks) != 1:
        return 0
    return marks[0].end() if _is_answer(text[marks[0].end() :]) else 0


def _is_answer(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= _MOST and "?" not in text and not _NEGATED.match(text) and not _FINITE.search(text)


def with_answers(spans: Iterable[tuple[int, int, int]], text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the sentences (start, end, paragraph); a question and its answer in the same paragraph are one."""
    held: tuple[int, int, int] | None = None
    for first, end, paragraph in spans:
        label = _LABEL.match(text, first, end)
        start = label.end() if label and label.end() < end else first
        if held is not None and held[2] == paragraph and answered(text[held[0] : end]):
            yield held[0], end, paragraph
            held = None
            continue
        if held is not None:
            yield held
            held = None
        if text[end - 1] == "?" and _ASKED.match(text, start, end):
            held = (start, end, paragraph)
        else:
            yield start, end, paragraph
    if held is not None:
        yield held
