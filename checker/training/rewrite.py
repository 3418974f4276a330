"""The judging of a rewrite: what was to be put right is right, wrong, or neither as far as the rules tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from checker.judging.finding import Finding
from checker.quantities import amounts
from checker.reading.stance import Stance
from checker.spans import Span
from checker.training.exercise import Exercise
from checker.training.known import known_texts, marked_in, saying_of, with_shorter, without_contrast
from checker.training.material import Material, content, denies, said
from checker.training.paraphrase import LIGHT, Licence, says
from checker.training.sameness import PASSIVE, Saying, Term, claim_of

_STATED = (Stance.ASSERTED, Stance.ATTRIBUTED, Stance.REJECTED)
_SAID = 3  # words that say something, at least
_LITTLE_OF = 0.25  # of words, as a share, that an answer which only denies may lack of the text
_NO_NEWS = frozenset("case longer part power role say true wrong false".split())  # said in denying, beside "not"
_BODY = "body"  # what stands before the id of a body in place of its name
_STEM = 3  # letters by which two forms of a word are told to be the same
_TOLD = 2  # passages that nothing confirms
_WORD = 3  # words that a term at fault has at most
_ASKING = ("power", "forum", "route", "term", "limit", "period")  # kinds of rules on who, what word, how much
_UNIVERSAL = re.compile(r"\b(?:all|every|each|any|always|automatically|invariably) ?", re.IGNORECASE)
_HEDGE = re.compile(
    r"(?<=\bnot )(?:all|every|always|automatically|necessarily|as such|(?:in|of|by) itself|per se) ", re.I
)
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
    bare = without_contrast(material, exercise, answer)
    if (fault := fault_of(material, exercise, bare)) is not None:
        return fault
    mine = saying_of(material, exercise, answer)
    known = list(dict.fromkeys(known_texts(material, exercise, answer)))
    if answer in known:
        return Judged(Verdict.RIGHT, "It can be so, and it still speaks of the same matter.")
    others = [saying_of(material, exercise, text) for text in with_shorter(known)]
    said = dict.fromkeys([answer, bare])
    if any(_confirmed(material, exercise, saying_of(material, exercise, text), others) for text in said):
        if any(material.fluency.reads(text, (exercise.text, *known)) for text in said):
            return Judged(Verdict.RIGHT, "It can be so, and it still speaks of the same matter.")
        return Judged(Verdict.OPEN, "Nothing in it is against the rules, but it does not read as a sentence.")
    strange = _strange(mine, [saying_of(material, exercise, exercise.text), *others])
    if strange:
        return Judged(Verdict.OPEN, f"Nothing in it is against the rules, but none confirms {strange}.")
    return Judged(Verdict.OPEN, "Nothing in it is against the rules, but nothing confirms it either.")


def _confirmed(material: Material, exercise: Exercise, mine: Saying, others: list[Saying]) -> bool:
    return (
        any(mine.same(other) for other in others)
        or _undone(material, exercise, mine)
        or _in_other_terms(material, exercise, mine)
        or _in_own_words(material, exercise, mine, others)
    )


def _in_own_words(material: Material, exercise: Exercise, mine: Saying, others: list[Saying]) -> bool:
    """Return whether an answer says what a text that is known to be so says, with words of its own.

    It may add what the text that was to be mended says outside the mistake, what the model says, and, where the rule
    itself confirms a claim of the answer, what the rule says.
    """
    text = saying_of(material, exercise, exercise.text)
    marked = marked_in(material, exercise)
    words = {term.key for term in text.terms if not any(span.overlaps(term.span) for span in marked)}
    model = saying_of(material, exercise, exercise.model)
    words.update(model.keys)
    confirmed = any(standing.rule in exercise.rules for standing in material.fitting(mine.text))
    if confirmed:
        for rule in (material.book.rules[name] for name in exercise.rules):
            words.update(saying_of(material, exercise, " ".join([rule.statement, rule.suggestion])).keys)
    doers = set(text.keys) & set(model.keys)  # who is at fault is named in one of them alone
    licence = Licence(frozenset(words), frozenset(doers), confirmed)
    return any(says(mine, other, licence) for other in others)


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


def _undone(material: Material, exercise: Exercise, mine: Saying) -> bool:
    """Return whether an answer is the text without its mistake: it denies what cannot be, or no longer what is so.

    That it is not so is told only where the model tells no more either.
    """
    found = [f for f in material.findings(exercise.text)[0] if f.rule in exercise.rules]
    if not found or any(f.severity != "error" for f in found):
        return False
    text = saying_of(material, exercise, exercise.text)
    if not denies(exercise.text) and (denies(exercise.model) or _confirmed_denial(material, exercise, mine.text)):
        if _denies_all_of(mine, text, [f.span for f in found]):
            return True
        part, whole = _HEDGE.sub("", mine.text), _UNIVERSAL.sub("", exercise.text)  # that not all is so, and no more
        if part == mine.text or whole == exercise.text:
            return False
        return _denies_all_of(saying_of(material, exercise, part), saying_of(material, exercise, whole), [])
    return denies(exercise.text) and _denies_all_of(text, mine, [])


def _confirmed_denial(material: Material, exercise: Exercise, answer: str) -> bool:
    """Return whether the law confirms that something is not so, where no other body, word or figure is asked for."""
    rules = [material.book.rules[name] for name in exercise.rules]
    asked = any(rule.kind in _ASKING for rule in rules) or amounts(exercise.text)
    return not asked and denies(answer) and bool(material.fitting(answer))


def _denies_all_of(one: Saying, other: Saying, marked: list[Span]) -> bool:
    """Return whether a text is another with a "not" to what it claims, in the passage that is marked."""
    for token in one.denials():
        if (verb := claim_of(token)) is None or _UPON & {t.lower_ for t in token.doc[: token.i]}:
            continue
        if token.lower_ == "never":
            continue  # what is not so need not never be so
        if marked and not any(verb.lemma_.lower() in Saying(one.material, s.of(other.text)).lemmas for s in marked):
            continue
        before = token.doc[token.i - 1].lower_ if token.i else ""
        if before == "must":
            continue  # "must not" denies no "must"
        undone = one.but(token, need=before == "need")
        if undone.same(other) or says(undone, other):
            return True
    return False


def _in_other_terms(material: Material, exercise: Exercise, mine: Saying) -> bool:
    """Return whether an answer is the text with words of the model in place of terms that are no terms here."""
    found = material.findings(exercise.text)[0]
    if not exercise.model or any(material.book.rules[name].kind != "term" for name in exercise.rules):
        return False
    text, model = saying_of(material, exercise, exercise.text), saying_of(material, exercise, exercise.model).keys
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
        elif term.key != PASSIVE and any(map(str.isalnum, term.key)):
            runs[-1].append(term)

    def tells(run: list[Term]) -> tuple[bool, bool, int]:
        keys = [term.key[:1] for term in run]
        return "@" in keys, "#" in keys, sum(not term.grave for term in run)

    telling = [run for run in runs if any(term.key not in LIGHT for term in run)]
    worst = sorted(telling, key=tells, reverse=True)[:_TOLD]
    places = sorted((run[0].span.start, run[-1].span.end) for run in worst)
    return " or ".join(f"“{mine.text[start:end].strip()}”" for start, end in places)


def _only_denies(material: Material, exercise: Exercise, answer: str) -> bool:
    """Return whether an answer is the text with a "not" in it, or the like, where the model is more than that."""
    mine, wrong = _spoken(material, answer), _spoken(material, exercise.text)
    if denies(exercise.model) or wrong.denies or not mine.denies or _confirmed_denial(material, exercise, answer):
        return False
    if content(exercise.model) <= content(exercise.text):
        return False  # the model only leaves something out: that it is not so says as much
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
    if material.fitting(answer):
        return True
    stances = [stance for act, stance in read if act in before]
    return not stances or any(stance in _STATED for stance in stances)
