"""Put it right: an unsound text to rewrite, with a sound version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from checker.law.names import kinds_above
from checker.quantities import amounts
from checker.rulebook.model import Rule
from checker.spans import Span
from checker.training.bodies import capital, is_one, name_of
from checker.training.exercise import Exercise
from checker.training.known import figures, gives
from checker.training.material import YEAR, Material, alike, content, denies, ordered
from checker.training.onerule import on_rule
from checker.training.rewrite import fault_of
from checker.training.who import named_in

_NEW_HOLDERS = 4
_FIGURES = 2
_SMALL = "no one two three four five six seven eight nine ten".split()
_VERSION = 0.5  # how much an example must be like the text to be a version of it
_NAME = re.compile(r"\b[A-Z][\w’'-]*")
_ALONE = re.compile(r"\b(?:only|alone|must|always|every|never|sole|solely|exclusively)\b", re.IGNORECASE)


def to_mend(material: Material, rule: Rule, id: str, text: str, *cited: str) -> Exercise:  # noqa: A002
    """Return "put it right" about a text that breaks a rule, as yet without a model and a near miss.

    Args:
        material: what to ask.
        rule: the rule.
        id: that of the exercise.
        text: the text.
        cited: what it stands in.
    """
    asks = "This cannot be so. Rewrite it so that it can.", "A careful editor would change this. Rewrite it."
    reason = " ".join([material.reason(rule, text), *rule.suggestion.split()])
    return on_rule(material, rule, id, text, asks=asks, level=2, reason=reason, cited=(text, *cited))


def mend(material: Material, rule: Rule, number: int) -> Exercise | None:
    """Return "put it right" about an unsound example of a rule; None where no sound version of one is at hand."""
    for text in ordered(rule.flagged, "mend", rule.id, number):
        if not material.cannot_be(text, rule.id):
            continue
        draft = to_mend(material, rule, f"mend/{rule.id}/{number}", text)
        for version, level in _versions(material, rule, text, number):
            if material.sound(version) and fault_of(material, draft, version) is None:
                return replace(draft, model=version, level=level, near=material.near(rule, text, version))
    return None


def _moves(material: Material, rule: Rule, version: str, text: str) -> bool:
    """Return whether a version is set at another time or place than a text, names others, tells other deeds, or leaves
    the figure and changes what it is of.
    """  # fmt: skip
    if set(YEAR.findall(version)) != set(YEAR.findall(text)):
        return True
    if material.abroad(version, text) or material.apart(version, text):
        return True
    if material.rights_apart(version, text):
        return True
    marked = [f.span for f in material.findings(text)[0] if f.rule == rule.id]
    others = {name for span, name in material.doers(text) if not any(m.overlaps(span) for m in marked)}
    if not others <= {name for _, name in material.doers(version)}:
        return True
    if any(when.amount for when in rule.when) and {a[:2] for a in amounts(text)} & {a[:2] for a in amounts(version)}:
        return True
    known, named = {word.lower() for word in _NAME.findall(text)}, material.named(version)
    proper = {
        sentence.span.start + token.idx
        for sentence, doc in material.parsed(version)
        for token in doc
        if token.pos_ == "PROPN" or token.i
    }
    for name in _NAME.finditer(version):
        met = name[0].lower() in known or any(span.contains(Span(*name.span())) for span in named)
        if name.start() in proper and not met:
            return True
    before, after = ({act for act, _ in material.stances(one)} for one in (text, version))
    return bool(before) and before.isdisjoint(after)


def _versions(material: Material, rule: Rule, text: str, number: int) -> Iterator[tuple[str, int]]:
    """Yield what may be a sound version of a text, with its level: another body, the right figure, a fine text."""
    for version in _other_body(material, rule, text, number):
        if material.fits(version, rule.id):
            yield version, 1
    for version in _right_figure(material, rule, text):
        yield version, 2
    worded = rule.kind == "term" and not denies(text)  # another word is asked for, not that one is no word
    close = [
        fine
        for fine in rule.fine
        if not (worded and denies(fine))
        and min(alike(fine, text), _in_order(fine, text)) >= _VERSION
        and not _moves(material, rule, fine, text)
        and not _of_else(rule, fine, text)
    ]
    close.sort(
        key=lambda fine: (denies(fine) and not denies(text), -alike(fine, text), fine)
    )  # what is so, before what is not
    yield from ((version, 3) for version in close)


def _of_else(rule: Rule, version: str, text: str) -> bool:
    """Return whether most of what a version puts in place of a text's words the rule itself does not speak of."""
    new = content(version) - content(text)
    known = content(" ".join([rule.title, rule.statement, rule.suggestion, rule.explanation]))
    return len(new - known) > len(new) / 2


def _in_order(one: str, other: str) -> float:
    """Return how much of two texts is the same in the same order, from 0 to 1."""
    return SequenceMatcher(None, one.lower().split(), other.lower().split(), autojunk=False).ratio()


def _other_body(material: Material, rule: Rule, text: str, number: int) -> Iterator[str]:
    """Yield the text with a body that holds the power in place of one that does not."""
    if rule.power is None or _ALONE.search(text):
        return
    bodies, named = material.law.bodies, named_in(material, text)
    holders = {
        body.id
        for body in bodies.values()
        if set(rule.power.holders) & {body.id, *kinds_above(material.law, body.kind)}
    }
    for gap in material.gaps(text):
        usual = [body for body in named_in(material, " ".join(rule.fine)) if body in holders and is_one(bodies[body])]
        advised = [body for body in usual if material.closure(body) & material.advised(rule)] or usual
        for body in ordered((body for body in advised if body not in named), "right", rule.id, number)[:_NEW_HOLDERS]:
            if gap.body not in holders:
                yield gap.filled(text, name_of(bodies[body]))


def _right_figure(material: Material, rule: Rule, text: str) -> Iterator[str]:
    """Yield the text with a figure of the rule in place of a wrong one, where the rule is sure to mean it there."""
    known = {amount[:2] for amount in amounts(" ".join([rule.statement, *rule.fine]))}  # the rest is slack
    told = [figure for figure in figures(rule) if known & {amount[:2] for amount in amounts(figure)}]
    for figure in told if len(told) <= _FIGURES else ():
        right = amounts(figure)
        for amount in amounts(text) if len(right) == 1 else ():
            if right[0].dimension == amount.dimension and right[0].value != amount.value:
                digits = any(map(str.isdigit, amount.span.of(text)))
                words = figure.replace("%", " per cent") if digits else _in_words(figure)
                put = words if amount.span.start else capital(words)
                version = text[: amount.span.start] + put + text[amount.span.end :]
                if gives(material, rule, version, right[0]):
                    yield version


def _in_words(figure: str) -> str:
    """Return a figure as prose has it: small numbers in words, and "per cent"."""
    number, _, unit = figure.replace("%", " per cent").partition(" ")
    small = number.isdigit() and int(number) < len(_SMALL)
    return f"{_SMALL[int(number)]} {unit}".strip() if small else figure
