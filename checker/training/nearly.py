"""Why a sound sentence is no mistake: the rule that it would break if one thing in it were otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from checker.quantities import amounts
from checker.rulebook.citation import Citation
from checker.rulebook.model import Rule
from checker.spans import Span
from checker.training.bodies import name_of, others
from checker.training.material import YEAR, Material
from checker.training.who import holds

_HOME = "London"
_DENIALS = re.compile(
    r"\bcan(?:not|['’]t)\b|n['’]t\b|\s(?:not|never)\b|\b(?:no|nobody|nothing|neither)\b", re.IGNORECASE
)
_AFFIRMED = {
    "no": ("a",),
    "nobody": ("anybody", "everybody"),
    "nothing": ("something", "everything"),
    "neither": ("each",),
}
_SWAPPED = 4  # bodies that are put in the place of one
_NUMBER = re.compile(r"\d[\d,.]*\d|\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty)\b", re.I)
_OTHER = "ninety-one"
_WHO = ("power", "forum", "route")  # kinds of rules that are on who does what


@dataclass(frozen=True, slots=True)
class Near:
    """A rule that a sentence does not break, though it comes near it.

    Attributes:
        rule: its id.
        statement: what it says.
        why: what keeps the sentence from breaking it.
        span: where in the sentence the claim stands that would break it.
        authorities: the rule's.
    """

    rule: str
    statement: str
    why: str
    span: Span
    authorities: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class _Otherwise:
    """A sentence with one thing in it told otherwise: the place, the words put there, why the sentence is sound."""

    place: Span
    words: str
    why: str
    body: str = ""  # of whom the reason speaks


def near_rules(material: Material, sentence: str) -> Iterator[Near]:
    """Yield the rules that a sound sentence would break if it were told of another place, time, figure or body, or
    did not deny what it denies; each once.

    That another body breaks a rule tells something of the one in the sentence only where the rule has it do so.
    """
    known = {found.rule for found in material.findings(sentence)[0]}
    turns = list(_turns(material, sentence))
    texts = [sentence[: t.place.start] + t.words + sentence[t.place.end :] for t in turns]
    for turn, text, findings in zip(turns, texts, material.findings(*texts), strict=True):
        for found in findings:
            rule = material.book.rules.get(found.rule)
            if rule is None or found.rule in known or found.severity.rank < 2:
                continue
            if turn.body and not (rule.kind in _WHO and _does(material, rule, turn.body)):
                continue
            known.add(found.rule)
            yield Near(
                rule.id,
                " ".join(rule.statement.split()),
                turn.why,
                _back(found.span, turn, len(text) - len(sentence)),
                tuple(map(material.book.sources.cite, rule.authorities)),
            )


def _does(material: Material, rule: Rule, body: str) -> bool:
    """Return whether a rule has a body do what it is on: as who holds the power, or as its statement says."""
    return holds(material, rule, body) or (rule.power is not None and material.speaks_of(rule, body))


def _back(span: Span, turn: _Otherwise, longer: int) -> Span:
    """Return where a place of a sentence told otherwise stands in the sentence."""
    end = turn.place.start + len(turn.words)
    start = span.start if span.start < turn.place.start else max(span.start - longer, turn.place.start)
    if turn.place.start <= span.start < end:
        start = turn.place.start
    return Span(start, span.end if span.end <= turn.place.start else max(span.end - longer, turn.place.end))


def _turns(material: Material, sentence: str) -> Iterator[_Otherwise]:
    """Yield a sentence with one thing in it told otherwise."""
    for span in material.foreign_words(sentence):
        why = f"“{span.of(sentence)}” puts it under another country's law; of the United Kingdom it could not be said."
        yield _Otherwise(span, _HOME, why)
    for place, words in _denials(sentence):
        yield _Otherwise(place, words, "It says that something is not so, and the rule agrees.")
    for year in YEAR.finditer(sentence):
        if int(year[1]) < material.as_of.year:
            why = f"In {year[1]} the law was another; of today it could not be said."
            yield _Otherwise(Span(*year.span(1)), str(material.as_of.year), why)
    for amount in amounts(sentence):
        words = amount.span.of(sentence)
        if amount.dimension != "number" and (number := _NUMBER.search(words)):
            at = amount.span.start
            yield _Otherwise(
                Span(at + number.start(), at + number.end()), _figure(number[0]), f"“{words}” can be, by this rule."
            )
    for gap in material.gaps(sentence):
        if gap.body not in material.law.bodies:
            continue
        same, far = others(material.law, gap.body, material.suspects)
        name = name_of(material.law.bodies[gap.body])
        likest = (sorted(some, key=lambda body: -material.suspected[body])[:_SWAPPED] for some in (far, same))
        for other in chain.from_iterable(likest):
            put = name_of(material.law.bodies[other])
            words = put[:1].upper() + put[1:] if gap.first else put
            yield _Otherwise(
                Span(gap.start, gap.end), words, f"{name[:1].upper()}{name[1:]} is one that can do this.", gap.body
            )


def undenied(sentence: str) -> Iterator[str]:
    """Yield a sentence without one of its denials."""
    for place, words in _denials(sentence):
        yield sentence[: place.start] + words + sentence[place.end :]


def _denials(sentence: str) -> Iterator[tuple[Span, str]]:
    """Yield where a sentence denies something, and what stands there in one that does not."""
    for denial in _DENIALS.finditer(sentence):
        low = denial[0].lower()
        for words in ("can",) if low.startswith("can") else _AFFIRMED.get(low, ("",)):
            yield Span(*denial.span()), words


def _figure(number: str) -> str:
    return "91" + re.sub(r"\d", "0", number[2:]) if number[:1].isdigit() else _OTHER
