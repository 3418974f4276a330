"""Put it right: an unsound text to rewrite, with a sound version, and the judging of a rewrite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from checker.judging.finding import Finding
from checker.law.names import kinds_above
from checker.quantities import amounts
from checker.reading.stance import Stance
from checker.rulebook.model import Rule
from checker.spans import Span
from checker.training.bodies import capital, is_one, name_of
from checker.training.exercise import Exercise
from checker.training.material import Material, alike, content, denies, ordered, said
from checker.training.who import named_in

_KEPT = 0.35  # of the words that say something, how many the rewrite must share with the text
_STATED = (Stance.ASSERTED, Stance.ATTRIBUTED, Stance.REJECTED)
_ON_BODIES = ("power", "forum", "route")
_SAID = 3  # words that say something, at least
_LITTLE_OF, _LITTLE_ELSE = 0.25, 0.2  # of words, as shares, that an answer may lack of a sound text, or have beside it
_NO_NEWS = frozenset("case longer part power role say true wrong false".split())  # said in denying, beside "not"
_BODY = "body"  # what stands before the id of a body in place of its name
_STEM = 3  # letters by which two forms of a word are told to be the same
_WORDS = re.compile(r"[\w£%]+(?:[.,'’-]\w+)*")
_NEW_HOLDERS = 4
_SMALL = "no one two three four five six seven eight nine ten".split()
_VERSION = 0.5  # how much an example must be like the text to be a version of it
_ALONE = re.compile(r"\b(?:only|alone|must|always|every|never|sole|solely|exclusively)\b", re.IGNORECASE)


class Verdict(StrEnum):
    """What a rewrite is: right, wrong, or neither as far as the rules tell."""

    RIGHT = "right"
    WRONG = "wrong"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What a text says: its words that say something, in order and as a set, and whether it denies."""

    said: tuple[str, ...]
    words: frozenset[str]
    denies: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """How a rewrite was judged, why, and what is still found on it."""

    verdict: Verdict
    why: str
    findings: tuple[Finding, ...] = ()

    @property
    def right(self) -> bool:
        """Whether it is right."""
        return self.verdict is Verdict.RIGHT


def judge(material: Material, exercise: Exercise, answer: str) -> Judged:
    """Judge a rewrite.

    It is wrong where something is found on it, where it states nothing, where it leaves the matter of the text (a third
    of the words that say something is kept, and the right that is named, or one above or below it), and where it only
    denies what the text says, unless the model does so too. It is right where a rule says of what was changed that it
    can be so, or where it says what the model says, or a sound example of the rule. Else it is open: that nothing
    speaks against it makes nothing true.
    """
    answer = " ".join(answer.split())
    if len(content(answer)) < _SAID:
        return Judged(Verdict.WRONG, "This says too little: rewrite the whole text.")
    found = material.findings(answer)[0]
    left = tuple(f for f in found if f.severity.rank > 1 or f.rule in exercise.rules)
    if left:
        return Judged(Verdict.WRONG, " ".join(left[0].message.split()), left)
    if not _states(material, exercise.text, answer):
        return Judged(Verdict.WRONG, "This asks or supposes and states nothing: say what is so.")
    same_right = _same_right(material, exercise.text, answer)
    if not _same_words(exercise.text, answer) or not (same_right or _right_is_wrong(material, exercise)):
        why = "This no longer says what the text was about: keep its matter and mend what cannot be."
        return Judged(Verdict.WRONG, why)
    if _only_denies(material, exercise, answer):
        return Judged(Verdict.WRONG, "This only says that it is not so: say what is so instead.")
    if (same_right and _fits(material, exercise, answer)) or _as_sound(material, exercise, answer):
        return Judged(Verdict.RIGHT, "It can be so, and it still speaks of the same matter.")
    return Judged(Verdict.OPEN, "Nothing in it is against the rules, but nothing confirms it either.")


def _only_denies(material: Material, exercise: Exercise, answer: str) -> bool:
    """Return whether an answer is the text with a "not" in it, or the like, where the model is more than that."""
    mine, wrong = _spoken(material, answer), _spoken(material, exercise.text)
    if denies(exercise.model) or wrong.denies or not mine.denies:
        return False
    gone, new = wrong.words - mine.words, mine.words - wrong.words - _NO_NEWS
    if any(word.startswith(_BODY) for word in gone | new) or len(gone) > max(1, _LITTLE_OF * len(wrong.words)):
        return False
    return all(any(word[:_STEM] == other[:_STEM] for other in gone) for word in new)  # "hear" for "heard"


def _fits(material: Material, exercise: Exercise, answer: str) -> bool:
    """Return whether a rule that speaks of the text, or of its model, says that what was changed can be so."""
    speaking = {*exercise.rules, *(f.rule for f in material.findings(exercise.text)[0])}
    speaking |= {standing.rule for standing in material.fitting(exercise.model)}
    fitting = [standing.span for standing in material.fitting(answer) if standing.rule in speaking]
    return any(span.overlaps(place) for span in _changed(exercise.text, answer) for place in fitting)


def _as_sound(material: Material, exercise: Exercise, answer: str) -> bool:
    """Return whether an answer says what the model says, or a sound example of the rule."""
    fine = [text for rule in exercise.rules for text in material.book.rules[rule].fine if material.sound(text)]
    wrong, mine = _spoken(material, exercise.text), _spoken(material, answer)
    return any(_says_as(mine, _spoken(material, sound), wrong) for sound in (exercise.model, *fine) if sound)


def _spoken(material: Material, text: str) -> _Spoken:
    """Return what a text says, each body under its id, by whatever name."""
    told, at = [], 0
    for start, end, body in sorted(
        (mention.span.start, -mention.span.end, material.book.compiled.atoms[mention.atom])
        for sentence in material.scanned(text)
        for mention in sentence.mentions
        if material.book.compiled.atoms[mention.atom] in material.book.bodies
    ):
        if start >= at:
            told += [text[at:start], f" {_BODY}{body.replace('-', '')} "]
            at = -end
    words = tuple(said("".join([*told, text[at:]])))
    return _Spoken(words, frozenset(words) - {"only"}, denies(text))


def _changed(text: str, answer: str) -> list[Span]:
    """Return where an answer differs from the text; where words were taken out, those on both sides."""
    words = [m.span() for m in _WORDS.finditer(answer)]
    before, after = _WORDS.findall(text.lower()), [answer[start:end].lower() for start, end in words]
    found = []
    for kind, _, _, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "delete":
            start, end = max(start - 1, 0), min(end + 1, len(words))
        if kind != "equal" and start < end:
            found.append(Span(words[start][0], words[end - 1][1]))
    return found


def _says_as(mine: _Spoken, sound: _Spoken, wrong: _Spoken) -> bool:
    """Return whether an answer says what a sound text says.

    It has most of what the sound text has and the unsound one has not, little that neither has, and denies where the
    sound one denies. Where the sound text only leaves something out, or denies what the unsound one says, so does it.
    """
    put, taken = sound.words - wrong.words, wrong.words - sound.words
    if mine.denies != sound.denies or len(mine.words - sound.words - wrong.words) > _LITTLE_ELSE * len(mine.words):
        return False
    if put:
        much = len(mine.words & sound.words) >= _KEPT * len(mine.words | sound.words)
        return much and len(put - mine.words) <= _LITTLE_OF * len(put)
    if sound.denies and not wrong.denies:
        return len(sound.words - mine.words) <= _LITTLE_OF * len(sound.words)
    if taken:
        return len(taken & mine.words) <= _LITTLE_OF * len(taken)
    return mine.said == sound.said  # the order makes the difference


def _states(material: Material, text: str, answer: str) -> bool:
    """Return whether the answer states something: of the acts that the text speaks of, where it speaks of them."""
    if answer.rstrip("\"'”’)").endswith("?"):
        return False
    read, before = material.stances(answer), {act for act, _ in material.stances(text)}
    stances = [stance for act, stance in read if act in before] or [stance for _, stance in read]
    return not stances or any(stance in _STATED for stance in stances)


def _same_words(text: str, answer: str) -> bool:
    before, after = content(text), content(answer)
    return len(before & after) >= _KEPT * len(before)


def _same_right(material: Material, text: str, answer: str) -> bool:
    rights = material.named_rights(text)
    return not rights or bool(rights & material.named_rights(answer))


def _right_is_wrong(material: Material, exercise: Exercise) -> bool:
    """Return whether the mistake may lie in the right that is named, and not in who does something to it."""
    return not any(material.book.rules[rule].kind in _ON_BODIES for rule in exercise.rules)


def rewrite_asked(rule: Rule) -> str:
    """Return the question of "put it right" about a text that breaks a rule."""
    if rule.severity == "error":
        return "This cannot be so. Rewrite it so that it can."
    return "A careful editor would change this. Rewrite it."


def mending(material: Material, rule: Rule, text: str) -> str:
    """Return why a text cannot be so, and how it could be put right."""
    return " ".join([material.reason(rule, text), *rule.suggestion.split()])


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
            near=(),
            reasons=(mending(material, rule, text),),
            sources=material.sources(rule, text),
        )
        for version, level in _versions(material, rule, text, number):
            if material.sound(version) and judge(material, draft, version).right:
                return _with(draft, version, level, material.near(rule, text, version))
    return None


def _with(draft: Exercise, model: str, level: int, near: tuple[str, ...]) -> Exercise:
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
    close = [
        fine
        for fine in rule.fine
        if min(alike(fine, text), _in_order(fine, text)) >= _VERSION and not _abroad(material, fine, text)
    ]
    close.sort(
        key=lambda fine: (denies(fine) and not denies(text), -alike(fine, text), fine)
    )  # what is so, before what is not
    yield from ((version, 3) for version in close)


def _abroad(material: Material, version: str, text: str) -> bool:
    """Return whether a version puts the matter under the law of another country than the text does."""
    moved = material.named_places(version) - material.named_places(text)
    return any(material.book.jurisdictions[place].foreign for place in moved)


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
