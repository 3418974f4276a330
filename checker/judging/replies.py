"""Sentences that claim something only with the one before them: "Who decides? The court does.", "It does not."."""

from __future__ import annotations

import re

from checker.spans import Span

_FAR = 300  # code points that a question may take
_BEFORE = re.compile(r"(?:^|(?<=[.!?\n]))[^.!?\n]*[.!?][\"'”’)]*\s*\Z")
_ELIDED = re.compile(  # all that is said of it: "It does not, since 2020", "The letter's author cannot"
    r"[\"'“‘(]*[\w'’ ]{1,40}?\b(?:cannot|(?:do|does|did|can|could|may|might|must|will|would)(?: not|n['’]t))"
    r"(?=\s*(?:[,.;!]|\Z))"
    r"|(?:So|Nor|Neither) (?:do|does|did|can|could|may|might|must|will|would) [\w'’ ]{1,50}[.;!]\Z"
    r"|Only [\w'’ ]{1,40} (?:do|does|did|can|could|may|might|must|will|would)[.;!]\Z"
)
_ASKED = re.compile(r"(?:^|(?<=[.!?\n]))[^.!?\n]*\?[\"'”’)]*\s*\Z")
_OPENS = re.compile(
    r"[\"'“‘(]*(?:yes|no|not|nobody|none|neither|never|only|of course|certainly|it is|they are|it does|they do)\b",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(  # the verb of the question: "the court does", "a licensee may, too"
    r"\b(?:do|does|did|is|are|was|were|can|could|may|might|must|will|would|should|has|have|cannot|\w+n['’]t|not)"
    r"(?=\s*(?:[,.;!]|too\b|also\b|\Z))",
    re.IGNORECASE,
)
_MOST = 16  # words of an answer: a longer one says for itself what it claims


class Replies:
    """Finds them.

    Args:
        asked: the rules' words of procedure, and of what is asked about it.
    """

    def __init__(self, asked: re.Pattern[str]) -> None:
        self._asked = asked

    def replies(self, span: Span, text: str) -> bool:
        """Return whether a sentence only answers, or denies, what stands before it, and that is of procedure.

        Args:
            span: of the sentence.
            text: the draft's prose.
        """
        said = span.of(text).strip()
        before = text[max(0, span.start - _FAR) : span.start]
        question = _ASKED.search(before)
        told = question or (_BEFORE.search(before) if _ELIDED.match(said) else None)
        if told is None or said.endswith("?") or len(said.split()) > _MOST or not self._asked.search(told[0]):
            return False
        return question is None or (_OPENS.match(said) or _LEFT_OUT.search(said)) is not None
