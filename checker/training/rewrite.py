"""The judging of a rewrite: what was to be put right is right, wrong, or neither as far as the rules tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise, product

from checker.judging.finding import Finding
from checker.reading.stance import Stance
from checker.rulebook.model import Rule
from checker.spans import Span
from checker.training.exercise import Exercise
from checker.training.material import YEAR, Material, content, denies, said
from checker.training.sameness import Saying, Term, claim_of

_STATED = (Stance.ASSERTED, Stance.ATTRIBUTED, Stance.REJECTED)
_SAID = 3  # words that say something, at least
_LITTLE_OF = 0.25  # of words, as a share, that an answer which only denies may lack of the text
_NO_NEWS = frozenset("case longer part power role say true wrong false".split())  # said in denying, beside "not"
_BODY = "body"  # what stands before the id of a body in place of its name
_STEM = 3  # letters by which two forms of a word are told to be the same
_CONTRAST = re.compile(r",\s+(?:and )?not\s[^,;.]+,")  # "the court, not the office, ..."
_ONLY = re.compile(r"\bonly ", re.IGNORECASE)  # what is so of one alone is so of it
_EITHER = re.compile(r"\s+or (?:the )?")
_JUDGE_OF = re.compile(r"\b(?:an?|the) judge (?:of|in|at) (?=the\b)", re.IGNORECASE)
_CLAUSES = re.compile(r"[;.]\s+|[;.]$")
_FREE = 3  # places in which an answer may have the words of the text or of the model
_TOLD = 2  # passages that nothing confirms
_WORD = 3  # words that a term at fault has at most
_UPON = frozenset("all every any only some always".split())  # before a "not", these make it another denial


class Verdict(StrEnum):
    """What a rewrite is: right, wrong, or neither as far as the rules tell."""

    RIGHT = "right"
    WRONG = "wrong"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What a text says: its words that say something, as a set, and whether it denies."""

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

    It is wrong where something is found on it, where it states nothing or nothing of what the text speaks of, and where
    it only denies what the text says, unless the model does so too.

    It is right where it says the same as a text that is known to be so: the model; the text with one who holds the
    power in place of one who does not; the text without its mistake, where the model says no more than that it is
    none; the text with the model's words in place of the terms at fault; a sound example or the statement of the rule.
    Two texts say the same where the words that count are the same, and either stand in the same order or have the same
    said of the same: who does what, to whom, of what, behind which preposition. Articles, tenses, other names of a
    body, other spellings of an amount and the like do not count.

    Else it is open: that nothing speaks against it makes nothing true.
    """
    answer = " ".join(answer.split())
    if (fault := fault_of(material, exercise, answer)) is not None:
        return fault
    mine = Saying(material, answer)
    known = list(dict.fromkeys(_known(material, exercise, answer)))
    if answer in known:
        return Judged(Verdict.RIGHT, "It can be so, and it still speaks of the same matter.")
    others = [Saying(material, text) for text in known]
    if (
        any(mine.same(other) for other in others)
        or _undone(material, exercise, mine)
        or _in_other_terms(material, exercise, mine)
    ):
        if material.fluency.reads(answer, (exercise.text, *known)):
            return Judged(Verdict.RIGHT, "It can be so, and it still speaks of the same matter.")
        return Judged(Verdict.OPEN, "Nothing in it is against the rules, but it does not read as a sentence.")
    strange = _strange(mine, [Saying(material, exercise.text), *others])
    if strange:
        return Judged(Verdict.OPEN, f"Nothing in it is against the rules, but none confirms {strange}.")
    return Judged(Verdict.OPEN, "Nothing in it is against the rules, but nothing confirms it either.")


def fault_of(material: Material, exercise: Exercise, answer: str) -> Judged | None:
    """Return why a rewrite is wrong; None where nothing speaks against it."""
    if len(content(answer)) < _SAID:
        return Judged(Verdict.WRONG, "This says too little: rewrite the whole text.")
    found = material.findings(answer)[0]
    left = tuple(f for f in found if f.severity.rank > 1 or f.rule in exercise.rules)
    if left:
        return Judged(Verdict.WRONG, " ".join(left[0].message.split()), left)
    if not _states(material, exercise.text, answer):
        return Judged(Verdict.WRONG, "This asks or supposes and states nothing: say what is so.")
    if content(answer).isdisjoint(content(exercise.text)):
        why = "This no longer says what the text was about: keep its matter and mend what cannot be."
        return Judged(Verdict.WRONG, why)
    if _only_denies(material, exercise, answer):
        return Judged(Verdict.WRONG, "This only says that it is not so: say what is so instead.")
    return None


def _known(material: Material, exercise: Exercise, answer: str) -> Iterator[str]:
    """Yield texts that are known to be so and that an answer may put in its own form."""
    models = list(_models(material, exercise))
    yield from models
    yield from _held(material, exercise, answer, models)
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


def _marked(material: Material, exercise: Exercise) -> list[Span]:
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
    before, after = Saying(material, exercise.text), Saying(material, exercise.model)
    marked = _marked(material, exercise)
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
    rules = {*exercise.rules, *(f.rule for f in material.findings(exercise.text)[0])}
    powers = {rule.id: rule.power for rule in material.book.rules.values() if rule.power}
    acts = {act for name in rules & set(powers) for act in powers[name].act}
    fits = [s.span for s in material.fitting(answer) if s.rule in powers and acts & set(powers[s.rule].act)]
    marked = _marked(material, exercise)
    hearing = material.hearing(answer)
    for span, name in material.doers(answer):
        if not any(fit.contains(span) for fit in fits):
            continue
        if hearing is not None and name in material.forums - hearing:
            continue  # it hears no claim about the right that is named
        for text in (exercise.text, *models[:1]):
            for place, other in material.doers(text):
                if other != name and (text != exercise.text or any(m.overlaps(place) for m in marked)):
                    yield text[: place.start] + span.of(answer) + text[place.end :]


def _undone(material: Material, exercise: Exercise, mine: Saying) -> bool:
    """Return whether an answer is the text without its mistake: it denies what cannot be, or no longer what is so.

    That it is not so is told only where the model tells no more either.
    """
    found = [f for f in material.findings(exercise.text)[0] if f.rule in exercise.rules]
    if not found or any(f.severity != "error" for f in found):
        return False
    text = Saying(material, exercise.text)
    if denies(exercise.model) and not denies(exercise.text):
        return _denies_all_of(mine, text, [f.span for f in found])
    return denies(exercise.text) and _denies_all_of(text, mine, [])


def _denies_all_of(one: Saying, other: Saying, marked: list[Span]) -> bool:
    """Return whether a text is another with a "not" to what it claims, in the passage that is marked."""
    for token in one.denials():
        if (verb := claim_of(token)) is None or _UPON & {t.lower_ for t in token.doc[: token.i]}:
            continue
        if marked and not any(verb.lemma_.lower() in Saying(one.material, s.of(other.text)).lemmas for s in marked):
            continue
        before = token.doc[token.i - 1].lower_ if token.i else ""
        if before == "must":
            continue  # "must not" denies no "must"
        if one.but(token, need=before == "need").same(other):
            return True
    return False


def _in_other_terms(material: Material, exercise: Exercise, mine: Saying) -> bool:
    """Return whether an answer is the text with words of the model in place of terms that are no terms here."""
    found = material.findings(exercise.text)[0]
    if not exercise.model or any(material.book.rules[name].kind != "term" for name in exercise.rules):
        return False
    text, model = Saying(material, exercise.text), Saying(material, exercise.model).keys
    if any(len(Saying(material, f.span.of(exercise.text)).keys) > _WORD for f in found):
        return False
    at, mended = 0, False
    for kind, i, i_end, j, j_end in SequenceMatcher(None, text.keys, mine.keys, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        put = mine.keys[j:j_end]
        inside = all(any(f.span.overlaps(term.span) for f in found) for term in text.terms[i:i_end])
        gone = not any(term.grave or term.key in model for term in text.terms[i:i_end])
        places = [n for n in range(at, len(model)) if model[n : n + len(put)] == put]
        if kind != "replace" or not (inside or gone) or not places:
            return False
        at, mended = places[0] + len(put), mended or inside
    return mended


def _strange(mine: Saying, known: list[Saying]) -> str:
    """Return the words of an answer that make it another statement than the text that is likest to it."""
    likest = max(known, key=lambda other: SequenceMatcher(None, mine.keys, other.keys, autojunk=False).ratio())
    met = {*likest.keys, *known[0].keys, *known[min(1, len(known) - 1)].keys}
    runs: list[list[Term]] = [[]]
    for term in mine.terms:
        if term.key in met:
            runs.append([])
        elif any(map(str.isalnum, term.key)):
            runs[-1].append(term)

    def tells(run: list[Term]) -> tuple[bool, bool, int]:
        keys = [term.key[:1] for term in run]
        return "@" in keys, "#" in keys, sum(not term.grave for term in run)

    worst = sorted(filter(None, runs), key=tells, reverse=True)[:_TOLD]
    places = sorted((run[0].span.start, run[-1].span.end) for run in worst)
    return " or ".join(f"“{mine.text[start:end].strip()}”" for start, end in places)


def _only_denies(material: Material, exercise: Exercise, answer: str) -> bool:
    """Return whether an answer is the text with a "not" in it, or the like, where the model is more than that."""
    mine, wrong = _spoken(material, answer), _spoken(material, exercise.text)
    if denies(exercise.model) or wrong.denies or not mine.denies:
        return False
    gone, new = wrong.words - mine.words, mine.words - wrong.words - _NO_NEWS
    if any(word.startswith(_BODY) for word in gone | new) or len(gone) > max(1, _LITTLE_OF * len(wrong.words)):
        return False
    return all(any(word[:_STEM] == other[:_STEM] for other in gone) for word in new)  # "hear" for "heard"


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
    return _Spoken(frozenset(said("".join([*told, text[at:]]))) - {"only"}, denies(text))


def _states(material: Material, text: str, answer: str) -> bool:
    """Return whether an answer states something: of the acts of which the text does, where there are any."""
    if answer.rstrip("\"'”’)").endswith("?"):
        return False
    read = material.stances(answer)
    before = {act for act, stance in material.stances(text) if stance in _STATED}
    stances = [stance for act, stance in read if act in before]
    return not stances or any(stance in _STATED for stance in stances)
