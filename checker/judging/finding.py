"""What judging hands to the reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.rulebook.citation import Citation
from checker.spans import Span

ON_COMMENTS = "ignore"  # the kind of what is told of the writer's own comments, not of the law


class Severity(StrEnum):
    """How sure and how grave: error cannot be so, warning misleads, note is worth a second look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """3 for error, 2 for warning, 1 for note."""
        return {"error": 3, "warning": 2, "note": 1}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim that does not fit.

    Attributes:
        rule: id of the rule that it breaks.
        kind: the kind of the rule (power, forum, route, limit, ...).
        severity: error, warning or note.
        span: the claim in the draft's prose (`Draft.text`), code points, end exclusive.
        message: what the text says and what the law says, in one or two sentences.
        suggestion: how the sentence could be put right.
        authorities: the primary authorities, each with label and, where there is one, a link.
        scope: jurisdiction and date by which the claim was judged, and whether the text said so or it was assumed.
        source_span: for a finding on an event of a case description, where the event stands in `Draft.source`; its
            `span` is then empty (0 to 0), because the event has no words in the prose.
        near: how close the rule is to the place that the text names: more than 1 where it is about that very part of
            the country, 0 where it is about another part first.
        act: the words for what is done, of a power that somebody has not.
        over: the words for acts among those that say what it is done to.
        words: those of the sentence that it is made of, without the body that does the act.
    """

    rule: str
    kind: str
    severity: Severity
    span: Span
    message: str
    suggestion: str
    authorities: tuple[Citation, ...]
    scope: str
    source_span: Span | None = None
    near: int = 1
    act: Span | None = None
    over: tuple[Span, ...] = ()
    words: tuple[Span, ...] = ()

    def wider_than(self, other: Finding) -> bool:
        """Return whether it is about an act of which another finding names the very kind.

        "Handed down an injunction", "a decision to award damages": who decides nothing grants no injunction either.
        """
        if self.act is None or other.act is None:
            return False
        if self.act.overlaps(other.act):
            return other.act.end - other.act.start > self.act.end - self.act.start
        return other.act in self.over and self.act not in other.over
