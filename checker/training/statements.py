"""Exercises from the rules' own examples: is this one fine, and which of these statements cannot be."""

from __future__ import annotations

import re
from dataclasses import replace

from checker.rulebook.model import Rule
from checker.training.exercise import Exercise
from checker.training.material import Material, alike, denies, ordered
from checker.training.onerule import on_rule
from checker.training.why import why_sound

SOUND, UNSOUND = "It can be so.", "It cannot be so."
_FROM = "These statements come from different drafts."
_MOST_LIKE = 0.6  # two statements that are more alike say the same thing
_TRIED = 12


def fine(material: Material, rule: Rule, number: int) -> Exercise | None:
    """Return "is this one fine?" about an example of a rule, as often sound as not; None if none serves."""
    sound = bool(int(ordered("01", "sound", rule.id, number)[0]))
    for text in ordered(rule.fine if sound else rule.flagged, "fine", rule.id, number):
        found = material.findings(text)[0]
        why = why_sound(material, rule, text) if sound and not found else ""
        if sound and not (why and material.upheld(rule, text)):
            continue
        if not sound:
            if not material.cannot_be(text, rule.id):
                continue
            why = material.reason(rule, text)
        made = on_rule(
            material, rule, f"fine/{rule.id}/{number}", text,
            asks=("Is this one fine?", "Is this one fine, words and all?"),
            level=_level(max((alike(text, other) for other in (rule.flagged if sound else rule.fine)), default=0)),
            reason=why,
            options=(SOUND, UNSOUND),
            answer=SOUND if sound else UNSOUND,
            near=() if sound else material.near(rule, text),
        )  # fmt: skip
        return replace(made, rules=()) if sound else made
    return None


def _level(likeness: float) -> int:
    return 1 if likeness < 0.2 else 2 if likeness < 0.4 else 3


def spot(material: Material, rule: Rule, number: int) -> Exercise | None:
    """Return "which of these cannot be so?" with one unsound example of a rule among sound ones; None if none serves.

    The sound ones are about the same right and from the same lesson; on higher levels one is a near miss. Each stands
    for itself, as from drafts of different people.
    """
    level = 1 + number % 3
    plain = ordered(_plain(rule.flagged), "spot", rule.id, number)
    for text in dict.fromkeys([*plain, *ordered(rule.flagged, "spot", rule.id, number)]):
        if not material.cannot_be(text, rule.id):
            continue
        others = _companions(material, rule, text, level, number)
        if len(others) < level + 1:
            continue
        options = tuple(ordered([text, *others], "place", rule.id, number))
        whole = "\n\n".join(options)
        start = whole.index(text)
        spans = [found.span for found in material.findings(whole)[0]]
        if not spans or any(span.start < start or span.end > start + len(text) for span in spans):
            continue
        return on_rule(
            material, rule, f"spot/{rule.id}/{number}", whole,
            asks=(f"{_FROM} Which one cannot be so?", f"{_FROM} Which one would a careful editor change?"),
            level=level,
            reason=material.reason(rule, text),
            cited=(text,),
            options=options,
            answer=text,
            near=material.near(rule, text, *options),
        )  # fmt: skip
    return None


def _plain(texts: list[str]) -> list[str]:
    """Return the texts of one sentence, or all where there are none."""
    return [text for text in texts if not re.search(r"[.!?]\s+[A-Z]", text)] or texts


def _companions(material: Material, rule: Rule, text: str, level: int, number: int) -> list[str]:
    """Return sound statements to stand beside an unsound one: on higher levels a near miss, then of the same field."""
    same = [other for other in _plain(rule.fine) if not denies(other)]
    near = (
        sorted(same, key=lambda other: alike(other, text), reverse=True)[: 2 if level == 3 else 1] if level > 1 else []
    )
    topic, rights = material.topics[rule.id], set(material.rights[rule.id])
    close: list[tuple[Rule, str]] = []
    far: list[tuple[Rule, str]] = []
    for name, lesson in material.topics.items():
        if lesson == topic and name != rule.id:
            (close if rights & set(material.rights[name]) else far).extend(
                (material.book.rules[name], other)
                for other in _plain(material.book.rules[name].fine)
                if not denies(other)
            )
    field = [
        other
        for group in (close, far)
        for other in sorted(
            ordered(group, "field", rule.id, number)[: _TRIED * 4], key=lambda pair: -material.shared(pair[1], text)
        )[: _TRIED * 2]
    ]
    found: list[str] = []
    for of, other in (*((rule, other) for other in near), *field):
        if len(found) > level:
            break
        new = all(alike(other, known) < _MOST_LIKE for known in (text, *found))
        if new and material.sound(other) and material.upheld(of, other):
            found.append(other)
    return found
