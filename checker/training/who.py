"""Who does what: a sentence with a gap for a body, of which one fits and the others break a rule."""

from __future__ import annotations

from collections.abc import Iterator

from checker.english import with_article
from checker.law.names import ANY_RIGHT, kinds_above
from checker.rulebook.model import Rule
from checker.spans import Span
from checker.training.bodies import Gap, capital, is_one, name_of, others, related, takes_alike, up
from checker.training.exercise import Exercise
from checker.training.known import at_home
from checker.training.material import YEAR, Material, denies, ordered
from checker.training.onerule import on_rule

_ASKED_FOR = "Who belongs in the gap? Only one of these can be so."
_BLANK = "______"
_WRONG, _LEAST_WRONG = 3, 2
_HELD = 4  # examples in which others are put, and as many others in each
_TOLD_RIGHTS = 2
_NO_DOING = ("status", "term", "existence")  # kinds of rules that are on what there is, not on who does what
_ASKED = 10  # bodies at a time, and twice at most, of which the wrong ones are taken


def who(material: Material, rule: Rule, number: int) -> Exercise | None:
    """Return "who can it have been?" about an example of a rule; None if in none of them a body can be asked for.

    The right body is the one of a fine example, or one that holds the power in place of the one in a flagged example;
    with each wrong one the rule is found on the sentence. What was so in another year is not asked: the rule's
    statement, which is told as the reason, is today's law.
    """
    level = 1 + number % 3
    if rule.kind in _NO_DOING or not mistaken(material, rule):
        return None
    texts = [text for text in (*rule.fine, *_held(material, rule)) if not denies(text) and not YEAR.search(text)]
    for text in ordered(dict.fromkeys(texts), "who", rule.id, number):
        for gap in ordered(_places(material, text), "gap", rule.id, number):
            right = name_of(material.law.bodies[gap.body])
            if not _explained(material, rule, gap.body) or not material.sound(text, gap.filled(text, right)):
                continue
            if not at_home(material, gap.body, text, Span(gap.start, gap.end)):
                continue
            wrong = _wrong(material, rule, text, gap, level, number)
            if len(wrong) < _LEAST_WRONG:
                continue
            names = [right, *(name_of(material.law.bodies[body]) for body in wrong)]
            options = tuple(capital(name) for name in ordered(names, "place", rule.id, number))
            asked = _ASKED_FOR + _about(material, rule, text, wrong)
            return on_rule(
                material, rule, f"who/{rule.id}/{number}", text[: gap.start] + _BLANK + text[gap.end :],
                asks=(asked, asked),
                level=level,
                reason=material.reason(rule),
                cited=(text,),
                options=options,
                answer=capital(right),
                near=material.near(rule, gap.filled(text, name_of(material.law.bodies[wrong[0]])), text),
            )  # fmt: skip
    return None


def _held(material: Material, rule: Rule) -> Iterator[str]:
    """Yield flagged examples of a rule on a power with a body that holds it in place of the one that does not."""
    if rule.power is None:
        return
    bodies = material.law.bodies
    usual = [b for b in named_in(material, " ".join(rule.fine)) if holds(material, rule, b) and is_one(bodies[b])]
    for text in ordered((t for t in rule.flagged if not denies(t)), "held", rule.id)[:_HELD]:
        for gap in material.gaps(text):
            if gap.body in bodies and not holds(material, rule, gap.body):
                versions = (gap.filled(text, name_of(bodies[body])) for body in usual[:_HELD])
                yield from (one for one in versions if material.fits(one, rule.id))


def holds(material: Material, rule: Rule, body: str) -> bool:
    """Return whether a body in being holds the power that a rule is on, by its id or kind, and is not only spared."""
    if rule.power is None or body not in material.law.bodies:
        return False
    above = {body, *kinds_above(material.law, material.law.bodies[body].kind)}
    return bool(above & set(rule.power.holders)) and above.isdisjoint(rule.power.spared)


def _explained(material: Material, rule: Rule, body: str) -> bool:
    """Return whether a rule's statement, which is told as the reason, speaks of the right body by name or by kind.

    A body that a rule on powers only spares has a law of its own.
    """
    return material.speaks_of(rule, body) and (rule.power is None or holds(material, rule, body))


def _about(material: Material, rule: Rule, text: str, wrong: list[str]) -> str:
    """Return what the question adds where a wrong body hears such things about other rights than the rule's.

    The text then must say which right it is about; where it names none, the question does.
    """
    own = set(material.rights[rule.id]) - {ANY_RIGHT}
    if not 0 < len(own) <= _TOLD_RIGHTS or material.named_rights(text):
        return ""
    hearing = {path.forum for path in material.law.paths.values() if not own & set(path.rights)}
    hearing |= {appeal.to for appeal in material.law.appeals.values()}
    if hearing.isdisjoint(body for each in wrong for body in up(material.book, each)):
        return ""
    words = [material.book.concepts[right].words[0] for right in sorted(own)]
    return f" The case is about {' or '.join(with_article(word) for word in words)}."


def _places(material: Material, text: str) -> list[Gap]:
    """Return the gaps of a text for bodies that are named once in it and in being today."""
    found = material.gaps(text)
    named = [gap.body for gap in found]
    bodies = material.law.bodies
    return [g for g in found if named.count(g.body) == 1 and g.body in bodies and is_one(bodies[g.body])]


def _wrong(material: Material, rule: Rule, text: str, gap: Gap, level: int, number: int) -> list[str]:
    """Return bodies with which the rule is found on the sentence: those that are taken for the right one, or others."""
    same, far = (
        ordered(found, "wrong", rule.id, number)
        for found in others(material.law, gap.body, material.suspects | set(mistaken(material, rule)))
    )
    if takes_alike(text, gap.start):
        far = []
    taken = [body for body in mistaken(material, rule) if body in {*same, *far}]
    named = named_in(material, text)
    asked = dict.fromkeys([*taken[: level + 1], *(same + far if level == 3 else far + same)])
    left = [body for body in asked if body not in named and tempting(material, rule, body, text)]
    found: list[str] = []
    for batch in (left[:_ASKED], left[_ASKED : 2 * _ASKED]):
        filled = [gap.filled(text, name_of(material.law.bodies[body])) for body in batch]
        for body, findings in zip(batch, material.findings(*filled), strict=True):
            if any(related(material.book, body, other) for other in (gap.body, *found)):
                continue
            if any(f.rule == rule.id and f.severity.rank > 1 for f in findings):
                found.append(body)
        if not found or len(found) >= _WRONG:
            break
    return found[:_WRONG]


def tempting(material: Material, rule: Rule, body: str, text: str = "") -> bool:
    """Return whether a body is of a sort that people take for who does what a rule is on, as its examples show.

    Args:
        material: what to ask.
        rule: the rule.
        body: id of the body.
        text: what the body would do; then only examples that speak of the same act count.
    """
    bodies = material.law.bodies
    acts = {act for act, _ in material.stances(text)} if text else frozenset()
    examples = [one for one in rule.flagged if not text or acts & {act for act, _ in material.stances(one)}]
    named = {other for one in examples for other in named_in(material, one)}
    return body in bodies and bodies[body].kind in {bodies[other].kind for other in named if other in bodies}


def mistaken(material: Material, rule: Rule) -> list[str]:
    """Return the bodies in being today that the rule's unsound examples name."""
    return [
        body
        for body in dict.fromkeys(b for t in rule.flagged for b in named_in(material, t))
        if body in material.law.bodies
    ]


def named_in(material: Material, text: str) -> list[str]:
    """Return the bodies that a text names."""
    return sorted(frozenset[str]().union(*map(material.bodies_in, material.scanned(text))))
