"""Amounts in text: money, durations, percentages and plain numbers, with their spans and values.

Money is in pounds (of whatever currency is named, or of none: "forty thousand in costs"), durations in days, with
working days apart, percent and numbers as they stand. Used for drafts and for the amounts in rule files alike, so that
both are read the same way.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from checker.spans import Span

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALE = {"hundred": 100.0, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9}
_VALUE = {w: float(i) for i, w in enumerate(_ONES)} | {w: 10.0 * (i + 2) for i, w in enumerate(_TENS)}
_VALUE |= {"a": 1.0, "an": 1.0, "half": 0.5, "quarter": 0.25, "dozen": 12.0, "couple": 2.0}
_UNIT_DAYS = {
    "day": 1.0, "night": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.4375, "year": 365.25, "decade": 3652.5,
    "century": 36525.0, "centurie": 36525.0,
}  # fmt: skip
_WORD = "|".join(sorted([*_ONES, *_TENS], key=len, reverse=True))
_WORDS = (
    rf"(?:an? hundred(?: and (?:{_WORD})(?:[ -](?:{_WORD}))?)?"
    rf"|(?:{_WORD})(?:[ -](?:{_WORD}))?(?:[ -](?:hundred|thousand)(?: and)?(?:[ -](?:{_WORD}))?(?:[ -](?:{_WORD}))?)?)"
)
_PARTS = r"half an?|quarter of an?|three[ -]quarters of an?"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALES = r"hundred|thousand|million|billion|bn|mn|m|k"
_MONEY = re.compile(
    rf"(?P<sign>[£$€])\s?(?P<n>{_DIGITS})(?:[ -]?(?P<s>{_SCALES})\b)?"
    rf"|\b(?:a )?(?P<n2>{_PARTS}|{_DIGITS}|(?:{_WORD}) and a half|a|{_WORDS})[ -](?:(?P<s2>{_SCALES})[ -])?"
    r"(?P<c>pounds?|dollars?|euros?|quid)\b",
    re.IGNORECASE,
)
# A sum without its currency: "twenty-five grand", "50k", "half a million", "forty-five thousand in costs".
_SUM = re.compile(
    rf"\b(?:a )?(?P<n>{_PARTS}|{_DIGITS}|an?|{_WORDS})[ -]?(?:(?P<grand>grand|k)\b|(?P<s>thousand|million|billion)\b"
    r"(?=\s*(?:[.,;:!?)”’]|$)|\s+(?:in|for|to|at|as|per|apiece|plus|towards|or|if|whatever|on)\b"
    rf"|\s+and\b(?! (?:{_WORD})\b)))",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"\b(?:a )?(?P<n>{_PARTS}|{_DIGITS}|a couple of|a dozen|an?|{_WORDS})(?P<half> and a half)?[ -]+"
    r"(?:(?P<work>working|business|clear|calendar|full|further|more|extra|whole|successive|consecutive)[ -]+)?"
    r"(?P<u>days?|nights?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies))\b"
    r"(?P<tail> and a half\b)?(?!['’]s? worth)",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"\b(?P<n>{_DIGITS}|{_WORDS})\s?(?:%|per cent\b|percent\b)", re.IGNORECASE)
_SHARES = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0, "twentieth": 5.0}
_SHARE = re.compile(rf"\b(?:a|one)[ -](?P<share>{'|'.join(_SHARES)}) of\b(?! an? )", re.IGNORECASE)  # of a turnover
_NUMBER = re.compile(rf"(?<![\w£$€.,/\[])(?P<n>{_DIGITS}|{_WORDS})(?![\w%]|[.,/]\d|st\b|nd\b|rd\b|th\b)", re.IGNORECASE)


_PROVISION = re.compile(  # a number behind one of these names a provision and counts nothing
    r"\b(?:ss?|rr?|arts?|regs?|paras?|sections?|rules?|articles?|regulations?|paragraphs?|schedules?|sch)\.?\s*$"
    r"|[\d)]\($",
    re.IGNORECASE,
)
_SUBSECTION = re.compile(r"\(\d")

_SLACK = 15.0  # days: 90 of them are three months, but 69 years are not 70


class Amount(NamedTuple):
    """An amount.

    Attributes:
        dimension: money, duration, workdays, percent, number, or between (days from one date of the text to another).
        value: as the module says.
        span: where it stands.
    """

    dimension: str
    value: float
    span: Span


def number(text: str) -> float | None:
    """Return the value of a number in digits or words ("1,014", "twenty-five", "half a"), or None."""
    low = text.lower().replace(",", "").strip()
    try:
        return float(low)
    except ValueError:
        pass
    total, part, seen = 0.0, 0.0, False
    for word in re.findall(r"[a-z]+", low):
        if word in ("and", "of"):
            continue
        if word in ("a", "an") and seen:
            continue
        if word == "quarters":
            part *= 0.25
        elif word in _VALUE:
            part += _VALUE[word]
        elif word in _SCALE:
            part = max(part, 1.0) * _SCALE[word]
            if _SCALE[word] >= 1e3:
                total, part = total + part, 0.0
        else:
            return None
        seen = True
    return total + part if seen else None


def _found(text: str, pattern: re.Pattern[str]) -> list[tuple[re.Match[str], float]]:
    pairs = []
    for match in pattern.finditer(text):
        raw = match["n"] or match.groupdict().get("n2")
        value = number(raw) if raw else None
        if value is not None:
            pairs.append((match, value))
    return pairs


def amounts(text: str) -> list[Amount]:
    """Return the amounts in `text`, in order; a plain number only where it is part of no other amount."""
    text = text.replace("\n", " ").replace("\r", " ")  # where a line ends is not where an amount does
    found: list[Amount] = []
    for match, value in _found(text, _MONEY):
        scale = match["s"] or match["s2"]
        value *= _SCALE[scale.lower()] if scale else 1.0
        found.append(Amount("money", value, Span(*match.span())))
    said = [a.span for a in found]
    for match, value in _found(text, _SUM):
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in said):
            found.append(Amount("money", value * (1e3 if match["grand"] else _SCALE[match["s"].lower()]), span))
    for match, value in _found(text, _DURATION):
        unit = match["u"].lower().removesuffix("s") if not match["u"].lower().startswith("centur") else "century"
        working = (match["work"] or "").lower() in ("working", "business")
        days = (value + (0.5 if match["half"] or match["tail"] else 0.0)) * _UNIT_DAYS[unit]
        found.append(Amount("workdays" if working else "duration", days, Span(*match.span())))
    found += [Amount("percent", value, Span(*m.span())) for m, value in _found(text, _PERCENT)]
    found += [Amount("percent", _SHARES[m["share"].lower()], Span(*m.span())) for m in _SHARE.finditer(text)]
    taken = [a.span for a in found]
    for match, value in _found(text, _NUMBER):
        span = Span(*match.span())
        if _PROVISION.search(text, max(0, span.start - 14), span.start) or _SUBSECTION.match(text, span.end):
            continue
        if not any(span.overlaps(t) for t in taken) and not (1500 <= value <= 2100 and match["n"].isdigit()):
            found.append(Amount("number", value, span))
    return sorted(found, key=lambda a: a.span.start)


def same(a: Amount, dimension: str, value: float) -> bool:
    """Return whether `a` is that amount: equal, but that a duration may be told in days, weeks or months."""
    if a.dimension != dimension:
        if {a.dimension, dimension} != {"duration", "workdays"}:
            return False
        calendar, working = (a.value, value) if dimension == "workdays" else (value, a.value)
        return abs(calendar - working * 7 / 5) <= 1.0
    if dimension == "between":
        return abs(a.value - value) <= _UNIT_DAYS["year"] * 0.75
    slack = min(value * 0.04, _SLACK) if dimension == "duration" and value > 25 else 1e-6
    return abs(a.value - value) <= slack
