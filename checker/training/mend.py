"""Put it right: an unsound text to rewrite, with a sound version, and the judging of a rewrite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checker.drafts.draft import Draft
from checker.judging.finding import Finding
from checker.law.names import concepts_above, kinds_above
from checker.quantities import amounts
from checker.reading.stance import Stance
from checker.rulebook.model import Rule
from checker.training.bodies import capital, gaps, is_one, name_of
from checker.training.exercise import Exercise
from checker.training.material import Material, alike, content, ordered
from checker.training.who import named_in

_KEPT = 0.35  # of the words that say something, how many the rewrite must share with the text
_STATED = (Stance.ASSERTED, Stance.ATTRIBUTED, Stance.REJECTED)
_SAID = 3  # words that say something, at least
_NEW_HOLDERS = 4
_SMALL = "no one two three four five six seven eight nine ten".split()
_VERSION = 0.3  # how much an example must be like the text to be a version of it
_ALONE = re.compile(r"\b(?:only|alone|must|always|every|never|sole|solely|exclusively)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a rewrite was judged: whether it is right, why or why not, and what is still found on it."""

    right: bool
    why: str
    findings: tuple[Finding, ...] = ()


def judge(material: Material, exercise: Exercise, answer: str) -> Verdict:
    """Judge a rewrite: nothing may be found on it any more, and it must still speak of the same matter.

    It speaks of the same matter where it states something, keeps at least a third of the words of the text that say
    something, and names the right that the text names, or one above or below it.
    """
    answer = " ".join(answer.split())
    if len(content(answer)) < _SAID:
        return Verdict(False, "This says too little: rewrite the whole text.")
    found = material.findings(answer)[0]
    left = tuple(f for f in found if f.severity.rank > 1 or f.rule in exercise.rules)
    if left:
        return Verdict(False, " ".join(left[0].message.split()), left)
    if not _states(material, exercise.text, answer):
        return Verdict(False, "This asks or supposes and states nothing: say what is so.")
    if not _same_matter(material, exercise.text, answer):
        return Verdict(False, "This no longer says what the text was about: keep its matter and mend what cannot be.")
    return Verdict(True, "Nothing in it is against the rules, and it still speaks of the same matter.")


def _states(material: Material, text: str, answer: str) -> bool:
    """Return whether the answer states something: of the acts that the text speaks of, where it speaks of them."""
    if answer.rstrip("\"'”’)").endswith("?"):
        return False
    read = _stances(material, answer)
    shared = [stance for act, stance in read if act in {act for act, _ in _stances(material, text)}]
    stances = shared or [stance for _, stance in read]
    return not stances or any(stance in _STATED for stance in stances)


def _stances(material: Material, text: str) -> list[tuple[int, Stance]]:
    traces = material.checker.trace(Draft.plain("-", text))
    return [(p.mention.atom, p.reading.stance) for trace in traces for p in trace.claims.predicates]


def _same_matter(material: Material, text: str, answer: str) -> bool:
    before, after = content(text), content(answer)
    if len(before & after) < _KEPT * len(before):
        return False
    rights = _rights(material, text)
    return not rights or bool(rights & _rights(material, answer))


def _rights(material: Material, text: str) -> frozenset[str]:
    """Return the rights that a text names, with what they are cases of below the word for any right."""
    compiled = material.book.compiled
    named = {compiled.atoms[at] for sentence in material.scanned(text) for at in sentence.primary}
    main = {right for rights in material.rights.values() for right in rights}
    return concepts_above(material.book, named) & main


def rewrite_asked(rule: Rule) -> str:
    """Return the question of "put it right" about a text that breaks a rule."""
    if rule.severity == "error":
        return "This cannot be so. Rewrite it so that it can."
    return "A careful editor would change this. Rewrite it."


def mend(material: Material, rule: Rule, number: int) -> Exercise | None:
    """Return "put it right" about an unsound example of a rule; None where no sound version of one is at hand."""
    for text in ordered(rule.flagged, "mend", rule.id, number):
        if not material.breaks(text, rule.id):
            continue
        draft = Exercise(
            id=f"mend/{rule.id}/{number}",
            form="mend",
            topic=material.topics[rule.id],
            level=2,
            rules=(rule.id,),
            question=rewrite_asked(rule),
            text=text,
            options=(),
            answer=(),
            model="",
            near=material.near(rule, text),
            reasons=(material.reason(rule, text),),
            sources=material.sources([rule]),
        )
        for version, level in _versions(material, rule, text, number):
            if material.sound(version) and judge(material, draft, version).right:
                return _with(draft, version, level)
    return None


def _with(draft: Exercise, model: str, level: int) -> Exercise:
    near = "" if draft.near == model else draft.near
    return Exercise(
        draft.id, draft.form, draft.topic, level, draft.rules, draft.question, draft.text, (), (), model, near,
        draft.reasons, draft.sources,
    )  # fmt: skip


def _versions(material: Material, rule: Rule, text: str, number: int) -> Iterator[tuple[str, int]]:
    """Yield what may be a sound version of a text, with its level: another body, the right figure, a fine text."""
    for version in _other_body(material, rule, text, number):
        if material.fits(version, rule.id):
            yield version, 1
    for version in _right_figure(rule, text):
        yield version, 2
    likest = sorted(rule.fine, key=lambda fine: (alike(fine, text), fine), reverse=True)
    yield from ((version, 3) for version in likest if alike(version, text) >= _VERSION)


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
    for gap in gaps(material.book, text):
        usual = [body for body in named_in(material, " ".join(rule.fine)) if body in holders and is_one(bodies[body])]
        for body in ordered((body for body in usual if body not in named), "right", rule.id, number)[:_NEW_HOLDERS]:
            if gap.body not in holders:
                yield gap.filled(text, name_of(bodies[body]))


def _right_figure(rule: Rule, text: str) -> Iterator[str]:
    """Yield the text with the figure of the rule in place of a wrong one, where the rule has but one figure."""
    told = {tuple(when.amount.is_) for when in rule.when if when.amount}
    figure = next(iter(told))[0] if len(told) == 1 and len(next(iter(told))) == 1 else ""
    right = amounts(figure)
    for amount in amounts(text) if len(right) == 1 else ():
        if right[0].dimension == amount.dimension and right[0].value != amount.value:
            words = _in_words(figure)
            yield text[: amount.span.start] + (words if amount.span.start else capital(words)) + text[amount.span.end :]


def _in_words(figure: str) -> str:
    """Return a figure as prose has it: small numbers in words, and "per cent"."""
    number, _, unit = figure.replace("%", " per cent").partition(" ")
    return f"{_SMALL[int(number)]} {unit}" if unit and number.isdigit() and int(number) < len(_SMALL) else figure
