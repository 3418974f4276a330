"""The judging of a rewrite: what was to be put right is right, wrong, or neither as far as the rules tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations

from checker.judging.finding import Finding
from checker.reading.stance import Stance
from checker.rulebook.model import Rule
from checker.spans import Span
from checker.training.bodies import related, up
from checker.training.content import Part, Sort, keys, parts
from checker.training.exercise import Exercise
from checker.training.material import Material, content, denied, denies, said

_KEPT = 0.35  # of the words that say something, how many the rewrite must share with the text
_STATED = (Stance.ASSERTED, Stance.ATTRIBUTED, Stance.REJECTED)
_ON_BODIES = ("power", "forum", "route")
_OF_BODIES = ("body", "doer", "deed")
_SAID = 3  # words that say something, at least
_LITTLE_OF, _LITTLE_ELSE = 0.25, 0.2  # of words, as shares, that an answer may lack of a sound text, or have beside it
_FEW = 2
_OWN = 0.25  # of the words that say something, how many the trainee's own must stay below
_NO_NEWS = frozenset("case longer part power role say true wrong false".split())  # said in denying, beside "not"
_BODY = "body"  # what stands before the id of a body in place of its name
_STEM = 3  # letters by which two forms of a word are told to be the same
_WORDS = re.compile(r"[\w£%]+(?:[.,'’-]\w+)*")


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
    denies what the text says, unless the model does so too.

    It is right where three things hold. Something speaks for it: a rule says of what was changed that it can be so, or
    it says what the model or a sound example of the rule says, or it is the text put right in the rule's own words.
    Nothing in it is news: bodies, figures and which way they are limits, who does what, and what a time runs from or to
    are those of the text, of the rule with its sound examples, or of what a rule says that it can be so; of other words
    less than a quarter may be the trainee's own. No body in it is the wrong one of the text, hears no such claims, or
    stands beside one that it has nothing to do with. And it reads as a sentence.

    Else it is open: that nothing speaks against it makes nothing true.
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
    if not _same_words(material, exercise.text, answer) or not (same_right or _right_is_wrong(material, exercise)):
        why = "This no longer says what the text was about: keep its matter and mend what cannot be."
        return Judged(Verdict.WRONG, why)
    if _only_denies(material, exercise, answer):
        return Judged(Verdict.WRONG, "This only says that it is not so: say what is so instead.")
    return _confirmed(material, exercise, answer, same_right=same_right)


def _confirmed(material: Material, exercise: Exercise, answer: str, *, same_right: bool) -> Judged:
    """Return that an answer on which nothing is found is right, or what of it nothing confirms."""
    law = _Law.of(material, exercise)
    said = parts(material, answer)
    news = [] if answer in law.texts else list(_news(material, law, said, answer))
    strange = next((part for part in news if part.sort != "word"), None) or (
        None if answer in law.texts else _misplaced(material, exercise, law, answer)
    )
    own = [part for part in news if part.sort == "word"]
    strange = strange or next((part for part in own if part.verb), None)  # another verb makes it another statement
    if strange:
        return Judged(
            Verdict.OPEN, f"Nothing in it is against the rules, but none confirms “{strange.span.of(answer)}”."
        )
    if (own and len(own) >= _OWN * len(keys(said, "word"))) or not (
        (same_right and _fits(material, exercise, answer))
        or _as_sound(material, exercise, answer)
        or _in_its_words(material, exercise, law, said, answer)
    ):
        return Judged(Verdict.OPEN, "Nothing in it is against the rules, but nothing confirms it either.")
    if answer not in law.texts and not material.fluency.reads(answer, law.texts):
        return Judged(Verdict.OPEN, "Nothing in it is against the rules, but it does not read as a sentence.")
    return Judged(Verdict.RIGHT, "It can be so, and it still speaks of the same matter.")


@dataclass(frozen=True, slots=True)
class _Law:
    """What an exercise and its rules say is so, text by text and in parts.

    Of the rules, what stands in a clause that denies is left out: it names bodies, words and figures that are wrong.

    Attributes:
        texts: all of them.
        parts: those of all of them.
        together: the bodies that each sentence of them names.
        wrong: bodies that the text says something wrong of, and that its model does not name.
        kinds: atoms of the kinds of bodies that its advice names: "Name the court."
        rules: ids of the rules that speak of the exercise's text or its model.
    """

    texts: tuple[str, ...]
    parts: frozenset[tuple[Sort, str]]
    together: tuple[frozenset[str], ...]
    wrong: frozenset[str]
    kinds: frozenset[int]
    rules: frozenset[str]

    @classmethod
    def of(cls, material: Material, exercise: Exercise) -> _Law:
        """Return what speaks of an exercise."""
        own, texts = [exercise.text, exercise.model], list[str]()
        advice = [material.book.rules[name].suggestion for name in exercise.rules]
        for rule in (material.book.rules[name] for name in exercise.rules):
            texts += [rule.statement, *_sound(material, rule, exercise.text)]
        known = {(p.sort, p.key) for text in own for p in parts(material, text)}
        known |= {(p.sort, p.key) for text in (*advice, *texts) for p in _affirmed(material, text)}
        known |= {("doer", p.key) for text in _doing(material, exercise, advice) for p in _affirmed(material, text)}
        kinds = frozenset[int]().union(*(material.advised(material.book.rules[name]) for name in exercise.rules))
        rules = {*exercise.rules, *(f.rule for f in material.findings(exercise.text)[0])}
        rules |= {standing.rule for standing in material.fitting(exercise.model)}
        told = tuple(filter(None, dict.fromkeys([*own, *advice, *texts])))
        together = tuple(group for text in told for group in _bodies_together(material, text))
        return cls(told, frozenset(known), together, _wrong_bodies(material, exercise), kinds, frozenset(rules))


def _bodies_together(material: Material, text: str) -> Iterator[frozenset[str]]:
    """Yield the bodies that each sentence of a text names, with what they are parts of."""
    for sentence in material.scanned(text):
        named = material.bodies_in(sentence)
        yield named.union(*(up(material.book, body) for body in named))


def _wrong_bodies(material: Material, exercise: Exercise) -> frozenset[str]:
    """Return the bodies of which a text says what cannot be, where its model says it of others."""
    spans = [f.span for f in material.findings(exercise.text)[0] if f.rule in exercise.rules]
    named = keys((p for p in parts(material, exercise.text) if any(s.overlaps(p.span) for s in spans)), "body")
    right = keys(_affirmed(material, exercise.model), "body")
    return named - right if right or not _right_is_wrong(material, exercise) else frozenset()


def _doing(material: Material, exercise: Exercise, advice: list[str]) -> list[str]:
    """Return the texts of which all that is named may do something: advice, and a text in which no doer is read."""
    read = any(part.sort == "doer" for part in parts(material, exercise.text))
    return advice if read else [*advice, exercise.text]


def _sound(material: Material, rule: Rule, text: str) -> list[str]:
    """Return the sound examples of a rule that are not set under another country's law than a text."""
    return [fine for fine in rule.fine if material.sound(fine) and not material.abroad(fine, text)]


def _affirmed(material: Material, text: str) -> Iterator[Part]:
    """Yield the parts of a text that stand in no clause that denies."""
    clauses = denied(text)
    return (part for part in parts(material, text) if not any(span.contains(part.span) for span in clauses))


def _news(material: Material, law: _Law, said: tuple[Part, ...], answer: str) -> Iterator[Part]:
    """Yield the parts of an answer that neither the text, nor the rule, nor a claim that can be so has.

    A rule on something else says that a body of some sort can do such things, not that this one does this.
    """
    fitting = material.fitting(answer)
    mentions = [mention for sentence in material.scanned(answer) for mention in sentence.mentions]
    advised = [m.span for m in mentions if m.closure & law.kinds]
    for part in said:
        if part.sort in _OF_BODIES and any(span.overlaps(part.span) for span in advised):
            continue
        speaking = [s for s in fitting if part.sort not in ("body", "doer") or s.rule in law.rules]
        if part.sort == "limit":
            speaking = []  # a rule that has the figure does not say which way it limits
        if part.verb:  # nor what is done for so long; one on a power does
            speaking = [s for s in speaking if material.book.rules[s.rule].power]
        if (part.sort, part.key) not in law.parts and not any(s.span.contains(part.span) for s in speaking):
            yield part


def _misplaced(material: Material, exercise: Exercise, law: _Law, answer: str) -> Part | None:
    """Return a body of an answer that stands where nothing confirms it; None if there is none.

    It is one of which the text says what cannot be; one that hears no claim about the right that is named; or one that
    is named beside a body with which neither the text nor the rule has it.
    """
    told = [part for part in _affirmed(material, answer) if part.sort == "body"]
    spans = [s.span for s in material.fitting(answer) if s.rule in law.rules]
    own = [group for text in (exercise.text, exercise.model) for group in _bodies_together(material, text)]
    known = frozenset[str]().union(*own) - law.wrong
    hearing = material.hearing(answer)
    for part in told:
        if part.key in law.wrong and not any(span.contains(part.span) for span in spans):
            return part
        if part.key not in known and hearing is not None and part.key in material.forums - hearing:
            return part
    for sentence in material.scanned(answer):
        here = [part for part in told if sentence.span.contains(part.span)]
        for one, other in combinations(here, 2):
            if related(material.book, one.key, other.key) or {one.key, other.key} <= known:
                continue
            if any(span.contains(one.span) and span.contains(other.span) for span in spans):
                continue
            if not any({one.key, other.key} <= group for group in law.together):
                return other if other.key not in known else one
    return None


def _in_its_words(material: Material, exercise: Exercise, law: _Law, said: tuple[Part, ...], answer: str) -> bool:
    """Return whether an answer is the text with what is wrong in it put in the rule's own words."""
    if denies(answer) and not denies(exercise.text) and not denies(exercise.model):
        return False
    wrong = [f.span.of(exercise.text) for f in material.findings(exercise.text)[0] if f.rule in exercise.rules]
    gone = (denies(exercise.text) and not denies(answer)) or any(content(words) - content(answer) for words in wrong)
    before = {(part.sort, part.key) for part in parts(material, exercise.text)}
    put = {(part.sort, part.key) for part in said} - before
    own = put - law.parts
    return gone and len(put) > len(own) and len(own) <= _LITTLE_OF * len(put)


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
    """Return whether a rule says that what was changed can be so."""
    fitting = [standing.span for standing in material.fitting(answer)]
    return any(span.overlaps(place) for span in _changed(exercise.text, answer) for place in fitting)


def _as_sound(material: Material, exercise: Exercise, answer: str) -> bool:
    """Return whether an answer says what the model says, or a sound example of the rule."""
    fine = [t for rule in exercise.rules for t in _sound(material, material.book.rules[rule], exercise.text)]
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


def _same_words(material: Material, text: str, answer: str) -> bool:
    """Return whether an answer keeps enough of a text's words, with or without the names of bodies."""
    before, after = content(text), content(answer)
    own = keys(parts(material, text), "word")
    kept = own & keys(parts(material, answer), "word")
    return len(before & after) >= _KEPT * len(before) or len(kept) >= max(_FEW, _KEPT * len(own))


def _same_right(material: Material, text: str, answer: str) -> bool:
    rights = material.named_rights(text)
    return not rights or bool(rights & material.named_rights(answer))


def _right_is_wrong(material: Material, exercise: Exercise) -> bool:
    """Return whether the mistake may lie in the right that is named, and not in who does something to it."""
    return not any(material.book.rules[rule].kind in _ON_BODIES for rule in exercise.rules)
