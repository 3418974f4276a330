"""An event of a case laid out as a clause: when, who does what, to what, how much, where, with what outcome."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker.drafts.case import Case, Event
from checker.reading.phrase import is_generic
from checker.spans import Span

_BARE = re.compile(r"(?:^|[,;:.]\s*)[a-z]+$", re.IGNORECASE)
PREPOSITIONS = ("to", "before", "in", "at")
_LED = re.compile(r"^(?:to|before|in|at|with|into)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_PASSIVE = re.compile(
    r"(?P<thing>[^,;:.]+?)\s+(?:(?:is|are|was|were|be|been|has|have|had|to)\s+)*(?P<verb>[a-z]+(?:ed|en|aid|ought))(?=\s*(?:[,;:.]|$))"
)


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the clause.

    Attributes:
        name: the field whose words it is; with a colon behind it where they stand there a second time, in a form that
            only a phrase from the region's beginning on may be read from ("forum:to").
        span: where in the clause.
        source: where in the file the words stand, or None where they are not the event's.
    """

    name: str
    span: Span
    source: Span | None


@dataclass(slots=True)
class Clause:
    """The words of an event in order, and which are whose."""

    text: str = ""
    regions: list[Region] = field(default_factory=list)

    def add(self, name: str, words: str | None, source: Span | None, *, after: str = ", ") -> None:
        """Add a field's words, set apart from those before by `after`."""
        if words:
            self.text += after if self.text else ""
            start = len(self.text)
            self.text += words
            self.regions.append(Region(name, Span(start, len(self.text)), source))

    def at(self, offset: int) -> Region | None:
        """Return the region that holds an offset, or None between two."""
        return next((r for r in self.regions if r.span.start <= offset < r.span.end), None)

    def span(self, name: str) -> Span:
        """Return the stretch of a field; empty where it has none."""
        return next((r.span for r in self.regions if r.name == name), Span(0, 0))

    def in_source(self, span: Span) -> Span | None:
        """Return where in the file the fields stand in which a stretch of the clause begins and ends."""
        ends = [
            r.source
            for r in self.regions
            if r.source is not None
            and (r.span.start <= span.start < r.span.end or r.span.start < span.end <= r.span.end)
        ]
        return ends[0].hull(ends[-1]) if ends else None


def clause_of(case: Case, event: Event, source: str = "") -> Clause:
    """Return the clause of an event; `source` names the body from whose decision it goes on, where that is known.

    What the event leaves out is the case's: its date, its jurisdiction, and, where the event's object is but "the
    claim" or "it", the case's only right. At the end stand again, for phrases that the rules know in one form only, the
    object after an outcome of one word ("echo": granted + injunction), the outcome's passives turned (awarded +
    damages), and the forum behind prepositions (to + the court).
    """
    made = Clause()
    if event.date:
        made.add("date", str(event.date), event.span_of("date"))
    elif case.date:
        made.add("date", str(case.date), None)
    made.add("body", event.body, event.span_of("body"))
    name = (event.body or "").casefold()
    role = next((p.role for p in case.parties if p.name.casefold() == name), None)
    made.add("role", role, event.span_of("body"), after=" ")
    made.add("act", event.act, event.span_of("act"), after=" ")
    made.add("object", event.object, event.span_of("object"), after=" ")
    if source:
        made.add("source", f"from the {_ARTICLE.sub('', source, count=1)}", None, after=" ")
    if event.right:
        made.add("right", event.right, event.span_of("right"))
    elif len(case.rights) == 1 and (not event.object or is_generic(event.object)):
        made.add("right", case.rights[0], None)
    made.add("amount", event.amount, event.span_of("amount"))
    made.add("period", event.period, event.span_of("period"))
    made.add("forum", event.forum, event.span_of("forum"))
    if event.jurisdiction:
        made.add("jurisdiction", event.jurisdiction, event.span_of("jurisdiction"))
    else:
        made.add("jurisdiction", case.jurisdiction, None)
    made.add("outcome", event.outcome, event.span_of("outcome"))
    if event.outcome:
        if _BARE.search(event.outcome):
            made.add("echo", event.object, event.span_of("object"), after=" ")
        for number, passive in enumerate(_PASSIVE.finditer(event.outcome)):
            turned = f"{passive['verb']} {passive['thing']}"
            made.add(f"outcome:{number}", turned, event.span_of("outcome"))
    forum = _ARTICLE.sub("", _LED.sub("", event.forum or "", count=1), count=1)
    for preposition in PREPOSITIONS if forum else ():
        made.add(f"forum:{preposition}", f"{preposition} the {forum}", event.span_of("forum"))
    return made
