"""Who does what: a sentence with a gap for a body, of which one fits and the others break a rule."""

from __future__ import annotations

from checker.law.names import ANY_RIGHT
from checker.rulebook.model import Rule
from checker.training.bodies import Gap, capital, is_one, name_of, others, related, takes_alike, up
from checker.training.exercise import Exercise
from checker.training.material import Material, denies, ordered
from checker.training.onerule import on_rule

_ASKED_FOR = "Who belongs in the gap? Only one of these can be so."
_BLANK = "______"
_WRONG = 3
_TOLD_RIGHTS = 2
_NO_DOING = ("status", "term", "existence")  # kinds of rules that are on what there is, not on who does what
_ASKED = 10  # bodies at a time, and twice at most, of which the wrong ones are taken


def who(material: Material, rule: Rule, number: int) -> Exercise | None:
    """Return "who can it have been?" about a fine example of a rule; None if in none of them a body can be asked for.

    The right body is the one of the example; with each wrong one the rule is found on the sentence.
    """
    level = 1 + number % 3
    if rule.kind in _NO_DOING or not mistaken(material, rule):
        return None
    for text in ordered((fine for fine in rule.fine if not denies(fine)), "who", rule.id, number):
        for gap in ordered(_places(material, text), "gap", rule.id, number):
            right = name_of(material.law.bodies[gap.body])
            if not material.sound(text, gap.filled(text, right)) or not _explained(material, rule, gap.body, text):
                continue
            wrong = _wrong(material, rule, text, gap, level, number)
            if len(wrong) < _WRONG:
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


def _explained(material: Material, rule: Rule, body: str, text: str) -> bool:
    """Return whether a rule, which is told as the reason, speaks of the right body: by name, by kind, or as fitting.

    A body that a rule on powers only spares has a law of its own.
    """
    return material.speaks_of(rule, body) or (rule.power is None and material.fits(text, rule.id))


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
    return f" The case is about {' or '.join(f'{_article(word)} {word}' for word in words)}."


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


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
    atoms, bodies = material.book.compiled.atoms, material.book.bodies
    return sorted({atoms[at] for sentence in material.scanned(text) for at in sentence.primary if atoms[at] in bodies})
