"""Dates in text, as stretches of days (ordinals), with the relation that the words before them give."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from checker.quantities import Amount
from checker.spans import Span

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = {m: i + 1 for i, m in enumerate(_MONTHS)} | {m[:3]: i + 1 for i, m in enumerate(_MONTHS)} | {"sept": 9}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_DATE = re.compile(
    rf"(?P<rel>\b(?:since|until|till|before|after|from|by|as of|as early as|back in|during)\s+"
    rf"(?:(?:the|its)\s+(?:\w+\s+){{1,2}}(?:of|in)\s+|the\s+|early\s+|late\s+)?)?"
    rf"(?<![\[\w/(£$.,-])(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?"
    rf"(?:(?P<month>{_NAMES})\.?,?\s+(?:(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,\s+)?)?"
    rf"(?P<year>1[5-9]\d\d|20\d\d)(?P<s>s)?"
    rf"(?![\w\]/-]|[.,]\d|\s+(?:(?-i:[A-Z])[\w'’]+\s+){{0,3}}(?:Act|Order|Rules|Regulations|Agreement|Convention|Directive)\b)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:\b(?:Act|Order|Rules|Regulations|Agreement|Convention|Directive|Regs?|Code|Constitution)|\[|\bNo\.?"
    r"|\[\d{4}\]\s+(?:\d+\s+)?[A-Z][A-Za-z. ]{1,15})\s*(?:\([^)]*\)\s*)?$"  # the number of a judgment or a page
)
_INITIALS = re.compile(  # a statute's, before a bare year: "s 20 TMA 1970", "PACE 1984", "SI 1976"
    r"(?:\b(?:s|ss|sections?|paras?|paragraph|Sch|Schedule|regs?|arts?|r)\.?\s?\d+\w*(?:\(\w+\))*\s+[A-Z]{2,6}"
    r"|(?<![A-Z] )\b(?:SI|[A-Z]{3,5}))\s+$"
)
_NAMED = re.compile(r"\bActs? of(?: \d{4} and)?\s*$")  # "under the Act of 1977", but not "until the Act of 1977"
_LATE = re.compile(r"\b(?:end|close|late)\b", re.IGNORECASE)  # "until late 2020" goes on into the year


_NEXT_DAY = re.compile(r"\b(?:the\s+)?(?:following|next)\s+day\b|\bthe\s+day\s+after\b", re.IGNORECASE)
_RELATIONS = {
    "since": "since", "from": "since", "until": "until", "till": "until", "before": "until", "after": "after",
}  # fmt: skip
_TURNED = {"before": "until", "until": "until", "till": "until", "pre": "until", "prior to": "until"}


class Moment(NamedTuple):
    """`first` to `last` (ordinals, inclusive); `relation` is "in", "since", "until" or "after".

    `over` tells that what is said was over when the date began ("until October 2009", not "until the end of 2020").
    """

    first: int
    last: int
    relation: str
    span: Span
    over: bool = False

    @property
    def days(self) -> tuple[int, int]:
        """The first and last day by whose law what is said is judged: the day before a date at which it was over."""
        return (self.first - 1, self.first - 1) if self.over else (self.first, self.last)


def moments(text: str) -> list[Moment]:
    """Return the dates named in `text`, leaving out years that are part of a statute's title or a citation."""
    found = []
    for match in _DATE.finditer(text):
        start = match.start("day") if match["day"] else match.start("month") if match["month"] else match.start("year")
        word = (match["rel"] or "").lower().split(" ")[0].strip()
        if _TITLE.search(text[:start]) or (word not in _RELATIONS and _NAMED.search(text[:start])):
            continue
        if not match["month"] and _INITIALS.search(text[:start]):
            continue
        year = int(match["year"])
        month = _MONTH.get((match["month"] or "").lower())
        day = match["day"] or match["day2"]
        if match["s"]:
            first, last = date(year, 1, 1), date(min(year + 9, 9998), 12, 31)
        elif month:
            last_day = monthrange(year, month)[1]
            chosen = min(int(day), last_day) if day else 0
            first, last = date(year, month, chosen or 1), date(year, month, chosen or last_day)
        else:
            first, last = date(year, 1, 1), date(year, 12, 31)
        relation = _RELATIONS.get(word, "in")
        over = relation == "until" and not _LATE.search(match["rel"])
        found.append(Moment(first.toordinal(), last.toordinal(), relation, Span(start, match.end()), over))
    return [*found, *_next_days(text, found)] if found else found


def _next_days(text: str, found: list[Moment]) -> list[Moment]:
    """Return the day after the date before: "on 30 September 2013 and ... the following day"."""
    days = []
    for match in _NEXT_DAY.finditer(text):
        before = [m for m in found if m.span.end <= match.start() and m.first == m.last]
        if before:
            days.append(Moment(before[-1].first + 1, before[-1].first + 1, "in", Span(*match.span())))
    return days


class Calendar:
    """The dates of texts in a language that knows some days by name: "before Brexit".

    Args:
        turns: the last day (ordinal) before each change that words can name, by its folded name.
    """

    def __init__(self, turns: Mapping[str, int]) -> None:
        self._turns = dict(turns)
        names = "|".join(re.escape(name).replace("\\ ", r"\s+") for name in sorted(turns, key=len, reverse=True))
        relation = r"before|until|till|pre|prior\s+to|after|since|post|following"
        self._named = re.compile(
            rf"\b(?P<relation>{relation})[\s-]+(?:the\s+)?(?P<name>{names})(?!\w)", re.IGNORECASE
        ) if names else None  # fmt: skip

    def moments(self, text: str) -> list[Moment]:
        """Return the dates in `text`, those that are told by number first."""
        return [*moments(text), *self.named(text)]

    def named(self, text: str) -> list[Moment]:
        """Return what lies before or after a change that `text` names."""
        found = []
        for match in self._named.finditer(text) if self._named else ():
            day = self._turns[" ".join(match["name"].lower().split())]
            relation = _TURNED.get(" ".join(match["relation"].lower().split()), "since")
            first = day if relation == "until" else day + 1
            found.append(Moment(first, first, relation, Span(*match.span())))
        return found


def between(found: list[Moment]) -> list[Amount]:
    """Return the stretches from each date to each later one, as amounts of the dimension "between"."""
    return [
        Amount("between", float(b.first - a.first), a.span.hull(b.span))
        for a in found
        for b in found
        if b.first - a.last > 1 and len(found) <= 4
    ]
