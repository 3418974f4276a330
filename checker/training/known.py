"""The texts that are known to be so, against which a rewrite is held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise, product

from checker.law.names import kinds_above, places_above
from checker.quantities import Amount, amounts
from checker.rulebook.model import Rule
from checker.spans import Span
from checker.training.bodies import up
from checker.training.exercise import Exercise
from checker.training.material import YEAR, Material, content
from checker.training.sameness import Saying

_CONTRAST = re.compile(r",\s+(?:and )?not\s[^,;.]+,")  # "the court, not the office, ..."
_ONLY = re.compile(r"\bonly ", re.IGNORECASE)  # what is so of one alone is so of it
_EITHER = re.compile(r"\s+or (?:the )?")
_JUDGE_OF = re.compile(r"\b(?:an?|the) judge (?:of|in|at) (?=the\b)", re.IGNORECASE)
_CLAUSES = re.compile(r"[;.]\s+|[;.]$")
_ASIDE = re.compile(r",\s+(?:which|who)\s[^,;]+?(?:,|(?=[.;]\s*$))")
_INSTEAD = re.compile(r"\b(?:the|an?) ([a-z]+), not (?:the|an?) ([a-z]+)\b")
_NAME = r"(?:the |an? )?[A-Z][\w’'-]*(?: (?:of|for|and|the|in)(?= [A-Z])| [A-Z][\w’'-]*)*"
_LIST = re.compile(rf"{_NAME}(?:, {_NAME})*,? (?:and|or) {_NAME}")
_BUT_NOT = re.compile(
    r"(?:,? (?:and|but) not|,? not|,? rather than|,? instead of)(?: (?:by|to|in|from|for|with|before|at|of))?"
    r"(?: (?:the|an?))? $"
)
_ENDS = re.compile(r"\s*(?:[,.;]|$)")
_FREE = 3  # places in which an answer may have the words of the text or of the model
_COURT = "court"  # the kind


def known_texts(material: Material, exercise: Exercise, answer: str) -> Iterator[str]:
    """Yield texts that are known to be so and that an answer may put in its own form."""
    models = list(_models(material, exercise))
    yield from models
    yield from _held(material, exercise, answer, models)
    yield from _figured(material, exercise, answer)
    yield from _swapped(material, exercise, answer)
    for rule in (material.book.rules[name] for name in exercise.rules):
        yield from _sound(material, rule, exercise.text)
        yield from (clause for clause in _CLAUSES.split(" ".join(rule.statement.split())) if clause)


def _sound(material: Material, rule: Rule, text: str) -> list[str]:
    """Return the sound examples of a rule that speak of the place, time and right of a text."""
    return [
        fine
        for fine in rule.fine
        if set(YEAR.findall(fine)) == set(YEAR.findall(text))
        and not (material.abroad(fine, text) or material.apart(fine, text) or material.rights_apart(fine, text))
        and material.sound(fine)
    ]


def with_shorter(texts: list[str]) -> list[str]:
    """Return texts, and each without a clause that only says more of what the rest says: ", which ...,"."""
    return list(dict.fromkeys([*texts, *(_ASIDE.sub("", text, count=1) for text in texts)]))


def without_contrast(material: Material, exercise: Exercise, answer: str) -> str:
    """Return an answer without a clause that only says who at fault it is not: ", and not by MI5"."""
    marked = marked_in(material, exercise)
    wrong = {name for span, name in material.doers(exercise.text) if any(m.overlaps(span) for m in marked)}
    wrong -= {name for _, name in material.doers(exercise.model)}
    for span, name in reversed(material.doers(answer)):
        before, behind = _BUT_NOT.search(answer[: span.start]), answer[span.end :]
        if name in wrong and before and _ENDS.match(behind):
            return answer[: before.start()] + behind.removeprefix(",")
    return answer


def saying_of(material: Material, exercise: Exercise, text: str) -> Saying:
    """Return what a text says; where words are what the exercise is on, by the names that it gives to bodies."""
    worded = any(material.book.rules[name].kind == "term" for name in exercise.rules)
    return material.sayings.setdefault((text, worded), Saying(material, text, worded))


def marked_in(material: Material, exercise: Exercise) -> list[Span]:
    """Return where in a text the rules of its exercise are broken, or any where these are not."""
    found = material.findings(exercise.text)[0]
    return [f.span for f in found if f.rule in exercise.rules] or [f.span for f in found]


def _models(material: Material, exercise: Exercise) -> Iterator[str]:
    """Yield the model, alone and with words of the text in it where these are no part of the mistake.

    Outside the passage that breaks the rule, what the model says in other words may stand as it was. Where the model
    puts a body or a figure right, what it leaves out of the text may stay, unless it denies, limits or the like.
    """
    if not exercise.model:
        return
    yield exercise.model
    yield from (pattern.sub("", exercise.model, count=1) for pattern in (_CONTRAST, _ONLY))
    named = material.doers(exercise.model)
    for (one, _), (other, _) in pairwise(named):
        if _EITHER.fullmatch(exercise.model[one.end : other.start]):
            yield exercise.model[: one.end] + exercise.model[other.end :]
            yield exercise.model[: one.start] + exercise.model[other.start :]
    before, after = saying_of(material, exercise, exercise.text), saying_of(material, exercise, exercise.model)
    marked = marked_in(material, exercise)
    steps = SequenceMatcher(None, before.keys, after.keys, autojunk=False).get_opcodes()
    whole = any(
        kind == "replace" and any(term.key[:1] in "@#" for term in after.terms[start:end])
        for kind, _, _, start, end in steps
    )
    pieces: list[tuple[str, ...]] = []
    for kind, i, i_end, j, j_end in steps:
        old, new = before.piece(i, i_end), after.piece(j, j_end)
        light = not any(term.grave for term in (*before.terms[i:i_end], *after.terms[j:j_end]))
        outside = not any(span.overlaps(term.span) for span in marked for term in before.terms[i:i_end])
        free = light and ((kind == "replace" and outside) or (kind == "delete" and (outside or whole)))
        pieces.append((new, old) if free and sum(len(p) > 1 for p in pieces) < _FREE else (new,))
    yield from ("".join(chosen) for chosen in product(*pieces))


def _held(material: Material, exercise: Exercise, answer: str, models: list[str]) -> Iterator[str]:
    """Yield the text and its models with who holds the power in an answer, in place of a body that does not."""
    answer = _JUDGE_OF.sub("", answer)
    marked = marked_in(material, exercise)
    named = material.doers(answer)
    pairs = [
        (Span(one.start, other.end), (first, second))
        for (one, first), (other, second) in pairwise(named)
        if _EITHER.fullmatch(answer[one.end : other.start]) and first != second
    ]
    for either, names in pairs:
        for place, other in material.doers(exercise.text):
            wrong = other not in names and any(m.overlaps(place) for m in marked)
            if wrong and all(
                _holds(material, exercise, answer, span, name) and at_home(material, name, exercise.text, place)
                for span, name in named
                if either.contains(span)
            ):
                yield exercise.text[: place.start] + either.of(answer) + exercise.text[place.end :]
    for span, name in named:
        for text in (exercise.text, *models[:1]):
            for place, other in material.doers(text):
                if other == name or (text == exercise.text and not any(m.overlaps(place) for m in marked)):
                    continue
                kind = text != exercise.text and name in _kinds(material, other)
                if kind or (_holds(material, exercise, answer, span, name) and at_home(material, name, text, place)):
                    yield text[: place.start] + span.of(answer) + text[place.end :]


def _holds(material: Material, exercise: Exercise, answer: str, span: Span, name: str) -> bool:
    """Return whether a body in an answer holds the power that the exercise is on: the rule names it, or confirms it."""
    rules = {*exercise.rules, *(f.rule for f in material.findings(exercise.text)[0])}
    powers = {rule.id: rule.power for rule in material.book.rules.values() if rule.power}
    acts = {act for name in rules & set(powers) for act in powers[name].act}
    fits = [s.span for s in material.fitting(answer) if s.rule in powers and acts & set(powers[s.rule].act)]
    body = material.law.bodies.get(name)
    own = {name, body.kind} if body else {name}
    if any(s.span.contains(span) for s in material.fitting(answer)) and any(
        name == other for rule in exercise.rules for _, other in material.doers(material.book.rules[rule].suggestion)
    ):
        return True
    if not any(fit.contains(span) for fit in fits) and not any(
        (own & set(powers[rule].holders) or _has_part(material, name, powers[rule].holders))
        and not own & set(powers[rule].spared)
        and _named_for(material, material.book.rules[rule], name)
        for rule in rules & set(powers)
    ):
        return False
    hearing = material.hearing(answer)  # a court hears no claim about each right
    return not hearing or name not in material.forums - hearing or _COURT not in _kinds(material, name)


def _has_part(material: Material, name: str, holders: list[str]) -> bool:
    """Return whether a part of a body is among those who hold a power."""
    return any(name in up(material.book, holder) for holder in holders)


def _named_for(material: Material, rule: Rule, name: str) -> bool:
    """Return whether what a rule says is so names a body, or its kind more closely than as a court."""
    if name not in material.law.bodies or not material.speaks_of(rule, name):
        return False
    kinds = _kinds(material, name)
    told = {other for _, other in material.doers(rule.statement)}
    return bool(told & (kinds - {_COURT} | {name})) or _COURT not in kinds


def _kinds(material: Material, body: str) -> frozenset[str]:
    """Return the kinds that a body is of, save those that any is."""
    if body not in material.law.bodies:
        return frozenset()
    return frozenset(
        k for k in kinds_above(material.law, material.law.bodies[body].kind) if material.law.kinds[k].parent
    )


def at_home(material: Material, name: str, text: str, gap: Span) -> bool:
    """Return whether a body sits where the rest of a text is set, and where the other bodies in it do."""
    book = material.book
    if name not in book.bodies:
        return True
    body = book.bodies[name]
    rest = text[: gap.start] + text[gap.end :]
    homes = material.named_places(rest)
    homes |= {book.bodies[other].jurisdiction for _, other in material.doers(rest) if other in book.bodies}
    return all(
        any(
            one in places_above(book, other) or other in places_above(book, one)
            for one in (body.jurisdiction, *body.also)
        )
        for other in homes
    )


def _figured(material: Material, exercise: Exercise, answer: str) -> Iterator[str]:
    """Yield the text with a figure of an answer in place of one at fault, where the rule is sure to confirm it."""
    marked = marked_in(material, exercise)
    for wrong in amounts(exercise.text):
        if not any(span.overlaps(wrong.span) for span in marked):
            continue
        for right in amounts(answer):
            if right.dimension == wrong.dimension and right.value != wrong.value:
                text = exercise.text[: wrong.span.start] + right.span.of(answer) + exercise.text[wrong.span.end :]
                if any(gives(material, material.book.rules[rule], text, right) for rule in exercise.rules):
                    yield text


def _swapped(material: Material, exercise: Exercise, answer: str) -> Iterator[str]:
    """Yield the text with a word at fault put right: by the model's "the one, not the other", or, in the text and in
    the model, by another of the list that the rule says so of.
    """  # fmt: skip
    for right, wrong in _INSTEAD.findall(exercise.model):
        if len(re.findall(rf"\b{re.escape(wrong)}\b", exercise.text)) == 1:
            yield re.sub(rf"\b{re.escape(wrong)}\b", right, exercise.text)
    for items in (items for name in exercise.rules for items in _lists(material.book.rules[name].statement)):
        told = [item for item in items if item in exercise.model and not any(item in o != item for o in items)]
        told = told or [item for item in items if item in exercise.model][:1]
        for item in items:
            if len(told) == 1 and item not in exercise.model and item in answer:
                yield exercise.model.replace(told[0], item)


def _lists(statement: str) -> Iterator[list[str]]:
    """Yield the names that a statement lists side by side: "the Supreme Court, the Court of Appeal and the House"."""
    for found in _LIST.finditer(" ".join(statement.split())):
        items = re.split(r",\s+(?:and |or )?|\s+(?:and|or)\s+", found[0])
        yield [re.sub(r"^(?:the|an?) ", "", item) for item in items if item]


def figures(rule: Rule) -> list[str]:
    """Return the figures that a rule has for right, and then its limits, each once."""
    tests = [when.amount for when in rule.when if when.amount]
    limits = [limit for test in tests for limit in (test.at_most, test.at_least) if limit]
    return list(dict.fromkeys([*(figure for test in tests for figure in test.is_), *limits]))


def gives(material: Material, rule: Rule, text: str, right: Amount) -> bool:
    """Return whether a rule is sure to confirm an amount of a text.

    It confirms something in the text, and has no other right amount of the sort, or a sound example that has all the
    text's words has this one.
    """
    if not material.fits(text, rule.id):
        return False
    told = {a[:2] for figure in figures(rule) for a in amounts(figure)}
    mine = right[:2]
    if {one for one in told if one[0] == mine[0]} == {mine}:
        return True
    words = content(_without(text, amounts(text)))
    return any(
        mine in {a[:2] for a in amounts(fine)} and words <= content(fine) for fine in _sound(material, rule, text)
    )


def _without(text: str, told: list[Amount]) -> str:
    """Return a text without its amounts."""
    for amount in sorted(told, key=lambda one: -one.span.start):
        text = text[: amount.span.start] + text[amount.span.end :]
    return text
