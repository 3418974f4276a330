"""Sound drafts with facts that can be told otherwise, and what breaks a rule when one of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from checker.judging.finding import Finding
from checker.reading.scan import sentence_spans
from checker.rulebook.model import FACT, Rule, SoundDraft
from checker.spans import Span
from checker.training.bodies import name_of, others, takes_alike
from checker.training.material import Material, alike, content, ordered
from checker.training.who import named_in, tempting

_BODIES = ("body", "forum")  # facts for which other bodies of the rulebook can stand
_SAME = 0.04  # how much a rule must speak of the same as a sentence, to tell what is wrong with it
_ON_WHERE = ("forum", "route", "offence")  # kinds of rules that are on where a case goes
_ON_WHO, _ON_RIGHT = 0.3, 0.2  # what it counts that a rule is on who may do what is done, and names the right
_TURNS = 3  # other words of a fact that are tried
_MORE = 3  # of these, beside what the draft says itself


@dataclass(frozen=True)
class Break:
    """A fact told otherwise: which fact, in which words, and the rule that it breaks."""

    fact: int
    words: str
    rule: str


class Story:
    """A sound draft, its facts, and the text with some of them told otherwise."""

    def __init__(self, draft: SoundDraft) -> None:
        self.draft = draft
        paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", draft.text.strip())]
        text = "\n\n".join(paragraphs)
        self._pieces: list[str] = []
        self.facts: list[tuple[str, tuple[str, ...]]] = []
        at = 0
        for fact in FACT.finditer(text):
            self._pieces.append(text[at : fact.start()])
            self.facts.append((fact[1], tuple(words.strip() for words in fact[2].split("|"))))
            at = fact.end()
        self._pieces.append(text[at:])

    def told(self, otherwise: Mapping[int, str] | None = None) -> str:
        """Return the text, with the facts of these numbers in other words."""
        other = otherwise or {}
        said = [self._pieces[0]]
        for number, (_, words) in enumerate(self.facts):
            said += [other.get(number, words[0]), self._pieces[number + 1]]
        return "".join(said)

    def before(self, fact: int) -> str:
        """Return the words between a fact and the one before it."""
        return self._pieces[fact]

    def place(self, fact: int, otherwise: Mapping[int, str] | None = None) -> int:
        """Return the number of the sentence that a fact stands in."""
        other = otherwise or {}
        at = sum(len(piece) for piece in self._pieces[: fact + 1])
        at += sum(len(other.get(number, words[0])) for number, (_, words) in enumerate(self.facts[:fact]))
        spans = sentences(self.told(other))
        return next(i for i, span in enumerate(spans) if span.start <= at < span.end)

    @cached_property
    def count(self) -> int:
        """How many sentences it has."""
        return len(sentences(self.told()))


def sentences(text: str) -> list[Span]:
    """Return where the sentences of a text are."""
    return [Span(start, end) for start, end, _ in sentence_spans(text)]


def chief(material: Material, findings: tuple[Finding, ...], text: str, sound: str) -> Rule | None:
    """Return the rule that tells best what is wrong with a text: of the gravest, that which speaks most of the same.

    That the rule speaks of what is done counts first, then what makes the text differ from the sound one, that the rule
    names who has part in it, and that it is on who may do it. A rule on another right comes last, before it one on a
    right where none is named; one on another place, one on where a case goes that has no word of the body that would be
    right, or one that speaks of something else altogether, tells nothing; but one on who may do what does, for its
    finding names the body.

    Args:
        material: what to ask.
        findings: those on the text.
        text: the sentence.
        sound: the sentence as it can be.
    """
    found = {f.rule: f.severity.rank for f in findings if f.severity.rank > 1 and f.rule in material.topics}
    rights, differs = material.named_rights(text), content(text) ^ content(sound)
    other = set(named_in(material, sound)) - set(named_in(material, text))
    instead = differs - content(text) if other else frozenset[str]()

    def words(rule: Rule) -> frozenset[str]:
        return content(f"{rule.title} {rule.statement}")

    def same(rule: Rule) -> float:
        return alike(f"{rule.title} {rule.statement}", f"{text} {sound}")

    def tells(rule: Rule) -> bool:
        elsewhere = material.apart(text, rule.statement)
        silent = rule.kind in _ON_WHERE and bool(instead) and instead.isdisjoint(words(rule))
        silent |= rule.kind in _ON_WHERE and bool(other) and not any(material.speaks_of(rule, body) for body in other)
        return rule.kind == "power" or (same(rule) >= _SAME and not elsewhere and not silent)

    acts = {act for act, _ in material.stances(text)}
    right = content(sound)
    ours, theirs = set(named_in(material, text)), set(named_in(material, sound))
    parties = ours | theirs if ours != theirs else set()

    def place(rule: Rule) -> tuple[int, int, bool, float]:
        own = material.named_rights(rule.statement)
        told = _ON_RIGHT if own & rights else 0
        own |= rights & set(material.rights[rule.id]) if own else own
        hit = sum(1 + (word in right) for word in words(rule) & differs) / max(len(differs), 1)
        spoken = frozenset[int]().union(*(sentence.primary for sentence in material.scanned(rule.statement)))
        deeds = len(acts & spoken) / max(len(acts), 1)
        mine = 2 if not own or rights & own else 0 if rights else 1
        who = len(parties & set(named_in(material, rule.statement))) / max(len(parties), 1)
        holds = _ON_WHO if deeds > 0 and rule.power is not None else 0
        return found[rule.id], mine, deeds > 0, deeds + hit + who + holds + told + same(rule)

    rules = [material.book.rules[name] for name in sorted(found)]
    return max(filter(tells, rules), key=place, default=None)


def otherwise(material: Material, story: Story, fact: int, *seed: object) -> list[str]:
    """Return other words for a fact: those of the draft, and for a body some others of the rulebook."""
    sort, words = story.facts[fact]
    own = list(words[1:])
    found = named_in(material, words[0]) if sort in _BODIES else []
    if (
        len(found) == 1
        and found[0] in material.law.bodies
        and words[0].lower().endswith(material.law.bodies[found[0]].name.lower())
    ):
        same, far = others(material.law, found[0], material.suspects)
        far = [] if takes_alike(story.before(fact), len(story.before(fact))) else far
        names = [name_of(material.law.bodies[body]) for body in ordered([*same, *far], "body", *seed)[:_MORE]]
        own += [name[:1].upper() + name[1:] if words[0][:1].isupper() else name for name in names]
    return ordered(dict.fromkeys(own), "words", story.draft.id, fact, *seed)


def breaks(material: Material, story: Story, *seed: object) -> Iterator[Break]:
    """Yield facts told otherwise that break a rule in their own sentence and nothing elsewhere, each in its turn."""
    asked = {fact: otherwise(material, story, fact, *seed) for fact in range(len(story.facts))}
    facts = ordered(asked, "fact", story.draft.id, *seed)
    for turn in range(_TURNS):
        tried = [(fact, asked[fact][turn]) for fact in facts if len(asked[fact]) > turn]
        texts = [story.told({fact: words}) for fact, words in tried]
        for (fact, words), text, findings in zip(tried, texts, material.findings(*texts), strict=True):
            home = sentences(text)[story.place(fact, {fact: words})]
            rule = chief(material, findings, home.of(text), sentences(story.told())[story.place(fact)].of(story.told()))
            if rule is None or not _tempts(material, story, fact, words, rule):
                continue
            if not material.cannot_be(home.of(text), rule.id) and material.breaks(home.of(text), rule.id):
                continue
            if all(f.severity.rank > 1 and home.contains(f.span) for f in findings):
                yield Break(fact, words, rule.id)


def _tempts(material: Material, story: Story, fact: int, words: str, rule: Rule) -> bool:
    """Return whether other words for a fact are the draft's own, or name a body that could be believed to do it."""
    if words in story.facts[fact][1]:
        return True
    return any(tempting(material, rule, body) for body in named_in(material, words))
