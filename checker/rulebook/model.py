"""What the rule files hold, as types. The JSON Schemas in rules/schema/ are made from these models.

Words in rules. A *group* is one string: alternatives set apart by `|`. An alternative is a phrase in dictionary form
(it stands for its inflections), `=Phrase` taken as written, or `@id`: any mention of that body, kind, act, concept or
jurisdiction, or of what lies below it. Where a field takes a list of groups, each group must be met.
"""

from __future__ import annotations

import re
from datetime import date
from string import Formatter
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from checker.quantities import amounts

Kind = Literal[
    "power", "forum", "route", "limit", "period", "effect", "offence", "matter", "status", "existence", "term"
]
KIND_OF_FOLDER: dict[str, Kind] = {
    "powers": "power", "fora": "forum", "routes": "route", "limits": "limit", "periods": "period", "effects": "effect",
    "offences": "offence", "matters": "matter", "status": "status", "existence": "existence", "terms": "term",
}  # fmt: skip


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Groups = Annotated[list[str], BeforeValidator(_listed, json_schema_input_type=str | list[str])]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Ids = Annotated[list[Id], BeforeValidator(_listed, json_schema_input_type=Id | list[Id])]


class Strict(BaseModel):
    """Base: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=True)


class BodyKind(Strict):
    """A kind of body, with the generic nouns that mention some body of the kind.

    `refer`: what may stand for a body of the kind, or below it, once it has been named ("the agency"). `plural`: its
    name is one of many ("police"), so that it takes no article, and its verb is "have".
    """

    id: Id
    parent: Id | None = None
    name: str
    plural: bool = False
    nouns: list[str] = []
    refer: list[str] = []


class Body(Strict):
    """A body or office: who it is, when it was, how text names it, and what it does.

    `article`: False for a name of several words that takes no article ("Companies House"). `plural`: its verb is "have"
    ("the Scottish Ministers"). `also`: other jurisdictions in which a body of the same name sits; in a passage set
    there the name means that one. `shared`: its names that bodies of many countries bear; in a draft about one of
    these, they mean that one's. `seats`: places whose names stand for it where a passage about rights says that they
    act, or are gone to ("Newport granted the patent").
    """

    id: Id
    name: str
    kind: Id
    parent: Id | None = None
    jurisdiction: Id
    also: list[Id] = []
    shared: list[str] = []
    article: bool = True
    plural: bool = False
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    names: list[str]
    people: list[str] = []
    refer: list[str] = []
    seats: list[str] = []
    unless: list[str] = []
    predecessor: Id | None = None
    successor: Id | None = None
    authorities: list[str] = []
    does: str = ""
    does_not: str = ""
    mistakes: str = ""


class Jurisdiction(Strict):
    """A place of law: the words that set a scene there, and whether it is foreign seen from the United Kingdom.

    A neutral one (an international organisation's) sets no scene: what its bodies do is judged where the text is.
    `demonyms` set a scene only before a noun of law ("a Texan jury", not "a Texan firm").
    """

    id: Id
    name: str
    parent: Id | None = None
    words: list[str] = []
    demonyms: list[str] = []
    foreign: bool = False
    neutral: bool = False


class Concept(Strict):
    """A thing of the law (a right, a proceeding, a document, a remedy ...): its words, and the concepts above it.

    `topic`: what lies at or below it can be what a passage is about, so that a later sentence need not name it again.
    """

    id: Id
    isa: Ids = []
    words: list[str] = []
    topic: bool = False
    note: str = ""


class Act(Strict):
    """An act of procedure and the frames in which English says it.

    `verbs`: the actor is the subject, the thing acted on the object ("decide", "rule on", "hand down").
    `nouns`: the act as a noun ("ruling"); its actor is a possessor, a modifier, or who takes, makes or issues it.
    `frames`: templates with B for the body and X for the thing ("X sit with B", "hand X to B", "X be before B").
    `matter`: what the thing must be for the words to mean this act; met by any of the groups' alternatives in the
    thing, in what follows the verb, or, where the thing is a pronoun or left out, in the sentences before.
    `strong`: verbs or nouns that mean the act whatever the thing is.
    `stated`: words too common to mean the act where what is acted on is left to the sentences before ("its decision").
    """

    id: Id
    isa: Ids = []
    name: str = ""
    verbs: list[str] = []
    nouns: list[str] = []
    frames: list[str] = []
    strong: list[str] = []
    stated: list[str] = []
    matter: str = ""


class Amount(Strict):
    """Which amounts are wrong. Amounts are written as text has them: "£500,000", "20 years", "10 working days".

    `measure: between` takes the time between two dates of the sentence ("granted in 2019 ... until 2039") in place of
    an amount that it states.
    """

    measure: Literal["stated", "between"] = "stated"

    is_: Groups = Field(default=[], alias="is")
    at_most: str | None = None
    at_least: str | None = None
    wrong: Groups = []
    any: Literal["money", "duration", "percent", "number"] | None = None


class Ground(Strict):
    """On what a claim rests that is as the rule has it. Of several the first that is met holds.

    Attributes:
        who: bodies or kinds that hold a power, or to which the rule denies it: then `authorities` say that it is not
            theirs; none where it may be any holder.
        matter: groups that what is acted on (of a power) or the sentence (of a claim) meets; none where it may be any.
        amount: the amounts of a claim, as in `amount: {is: ...}`; none where it may be any that is right.
        authorities: of the rule's own, those that say so; none where the rule does not speak of such a claim.
    """

    who: list[Id] = []
    matter: Groups = []
    amount: Groups = []
    authorities: list[str]


class When(Strict):
    """A claim that does not fit: everything named here must be met in one sentence.

    Attributes:
        act: words or `@act` of the predicate; without it the sentence is taken as a whole.
        agent: who acts; also the subject of the active verb.
        theme: what is acted on: the object, the subject of the passive, a clause or phrase that belongs to the verb.
        at: who or what the act is done before, in or at ("heard in", "filed at", "sits with", "before").
        to: the complement of to, into, against or for. source: the complement of from, of or by.
        has: further words anywhere in the sentence.
        context: words in the sentence or the ten before it.
        around: words in the sentence, the ten before it or the two after, as where a headline says more than its story.
        unless: words of which any, in the sentence, makes the claim right or another claim; "not", "no" and their like
            only where they stand near the claim.
        polarity: whether the claim must be affirmed (default), denied, or either.
        amount: an amount in the sentence that must be wrong.
        dated: the claim's date must lie in this time ("before: 2013-10-01", "since: ...").
        foreign: also where the scene is foreign (default: such sentences are another law's affair).
        word: the slot whose first group is the word at fault: that alone is marked, not all that the claim is made of.
        grounds: on what a claim with the right amount rests, where not on all the authorities of the rule.
    """

    act: str = ""
    agent: Groups = []
    theme: Groups = []
    at: Groups = []
    to: Groups = []
    source: Groups = []
    has: Groups = []
    context: Groups = []
    around: Groups = []
    unless: Groups = []
    polarity: Literal["affirmed", "denied", "any"] = "affirmed"
    amount: Amount | None = None
    dated: Dated | None = None
    foreign: bool = False
    word: Literal["act", "agent", "theme", "at", "to", "source", "has"] | None = None
    grounds: list[Ground] = []

    @model_validator(mode="after")
    def _word_is_there(self) -> When:
        if self.word and not getattr(self, self.word):
            raise ValueError(f"`word: {self.word}` names a slot that the claim does not have")
        return self


class Dated(Strict):
    """A stretch of time that a claim's date lies in."""

    before: date | None = None
    since: date | None = None


class Fit(When):
    """A claim that is as the rule has it, in the fields of one that is not: `--show all` tells that it fits.

    It makes no finding, so that a rule which has it flags its opposite by other fields.

    Attributes:
        authorities: of the rule's own, those that say so; none where all of them do.
    """

    authorities: list[str] = []


class Power(Strict):
    """A reserved act and who holds it: closed world, so that any other body of `among` that does it is flagged.

    Attributes:
        act: ids of acts.
        matter: groups that must be met in the thing acted on (or the sentence), on top of the act's own matter.
        holders: bodies or kinds that hold the power; empty where nobody does.
        among: kinds whose bodies are held against the list (default: every public body).
        spared: bodies and kinds of which the rule says nothing, though they are below a holder or one of `among`:
            they hold it by other law, or text says loosely that they do; who is named beside one is let go too.
        has, context, unless: as in a claim.
        only: also flag the claim that one holder alone has the power where others hold it too.
        denied: also flag the claim that a holder cannot do the act.
        grounds: by which authorities which holders have it; where there are any, the rule confirms these alone.
    """

    act: Groups
    matter: Groups = []
    holders: list[Id] = []
    among: list[Id] = ["body"]
    spared: list[Id] = []
    has: Groups = []
    context: Groups = []
    unless: Groups = []
    only: bool = False
    denied: bool = False
    grounds: list[Ground] = []


class Route(Strict):
    """Where an appeal or review goes. `from`: whose decision (groups); `to`: bodies or kinds that hear it."""

    act: Groups = ["@appeal"]
    source: Groups = Field(alias="from")
    to: list[Id] = []
    has: Groups = []
    unless: Groups = []


class Order(Strict):
    """A step that comes before another: a case description that has them the other way round is flagged.

    Attributes:
        first, then: groups to be met in the one event and in the other.
        unless: words of which any, in the later step's event, makes it another step.
    """

    first: Groups
    then: Groups
    unless: Groups = []


Fault = Literal["code", "before", "after", "ahead", "division", "later", "bare"]


class Cited(Strict):
    """What is wrong with a neutral citation: a text that has one so is flagged.

    Attributes:
        faults: `code`: no court uses the code; `before`, `after`: the year is outside those in which it was used;
            `ahead`: the year has not come; `division`: a division that the court has not; `later`: a number that the
            court did not give itself; `bare`: the division that should follow the number is left out.
    """

    faults: list[Fault] = Field(min_length=1)


class Applies(Strict):
    """Where, over which rights and when a rule holds."""

    jurisdictions: list[Id] = ["uk"]
    rights: list[Id] = []
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None


def _placeholders(text: str) -> str:
    try:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as why:
        raise ValueError(f"has a brace that closes or opens nothing ({why}): write {{{{ and }}}}") from why
    if unknown := names - set(PLACEHOLDERS):
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise ValueError(f"knows no {{{min(unknown)}}}: write {known}")
    return text


PLACEHOLDERS = ("body", "amount", "text")  # what a message can say of the claim
Message = Annotated[str, AfterValidator(_placeholders)]


class Rule(Strict):
    """One rule of law with the claims that break it, its authorities and its examples.

    `grounds`: on which of the authorities a claim with a right amount rests, for each `when` with an amount that has no
    grounds of its own.
    """

    id: Id
    title: str = ""
    statement: str
    severity: Literal["error", "warning", "note"] = "error"
    applies: Applies = Applies()
    authorities: list[str] = Field(min_length=1)
    reviewed: date
    explanation: str
    suggestion: str
    message: Message = ""
    covers: list[str] = []
    power: Power | None = None
    route: Route | None = None
    order: Order | None = None
    citation: Cited | None = None
    when: list[When] = []
    fits: list[Fit] = []
    grounds: list[Ground] = []
    flagged: list[str] = []
    fine: list[str] = []
    kind: Kind = "term"
    file: str = ""
    line: int = 0

    @model_validator(mode="after")
    def _grounds_are_cited(self) -> Rule:
        of_claims = (g for claim in (*self.when, *self.fits) for g in claim.grounds)
        grounds = (*self.grounds, *(self.power.grounds if self.power else ()), *of_claims)
        named = [("grounds", ground.authorities) for ground in grounds]
        for field, authorities in (*named, *(("fits", fit.authorities) for fit in self.fits)):
            for cited in authorities:
                if cited not in self.authorities:
                    raise ValueError(f"`{field}` rests on {cited!r}: write it among the rule's authorities too")
        return self


def _sum_of_money(text: str) -> str:
    found = amounts(text)
    if len(found) != 1 or found[0].dimension != "money":
        raise ValueError('is not one sum of money: write it as "£500,000"')
    return text


Money = Annotated[str, AfterValidator(_sum_of_money)]


class Value(Strict):
    """How much a claim may be worth at a forum: above `over`, at most `at_most`; `unless` says what lifts the limit."""

    over: Money | None = None
    at_most: Money | None = None
    unless: str = ""


class Appeal(Strict):
    """An appeal, which paths share: to whom, with whose permission, in what time, and what comes after it.

    Attributes:
        to: the body that hears it; name: what it is called there, where the body alone does not say it.
        choice: appeals of one path that share a word here are alternatives.
        permission, time, conditions: in words; empty where there is none, or none is known.
        then: ids of the appeals that may follow.
    """

    id: Id
    to: Id | None = None
    name: str = ""
    choice: str = ""
    permission: str = ""
    time: str = ""
    conditions: list[str] = []
    then: Ids = []
    authorities: list[str] = Field(min_length=1)
    covers: list[str] = []
    reviewed: date


class Course(Strict):
    """A way that a claim can go: which forum hears it, why, within which limits, and who hears the appeal.

    Attributes:
        rights, acts, jurisdictions: what the claim is about, and where.
        forum: the body that hears it; None where there is no such claim, and `why` says so.
        only_if: what must be so for the forum to hear it at all, in words.
        value: limits on what the claim is worth.
        costs: what the loser pays at most towards the other side's costs, in words.
        appeals: ids of the appeals from the forum.
    """

    id: Id
    rights: Ids = Field(min_length=1)
    acts: Ids = Field(min_length=1)
    jurisdictions: Ids = Field(min_length=1)
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None
    forum: Id | None = None
    only_if: str = ""
    value: Value | None = None
    why: str
    conditions: list[str] = []
    costs: str = ""
    appeals: Ids = []
    authorities: list[str] = Field(min_length=1)
    covers: list[str] = []
    reviewed: date


class Division(Strict):
    """A division of a court, as the word in brackets behind the number names it, and the years in which it can."""

    word: str
    from_: int | None = Field(default=None, alias="from")
    to: int | None = None


class NeutralCode(Strict):
    """The code of a court in neutral citations, and what can stand with it.

    Attributes:
        code: as written: "UKSC". closed: every code that begins with it stands in some entry, or is one of `reports`,
            a series of law reports.
        court: the body.
        from_, to: the first and the last year that a citation can bear.
        numbered: the year from which the court gave the numbers itself.
        parts: words of which one stands between the code and the number: "Civ".
        divisions: words of which one can stand in brackets behind the number; `needed` where one must.
        url: where a judgment is to be read, with {year}, {number}, {part} and {division}; `held`: from which year on.
    """

    id: Id
    code: str
    closed: bool = False
    reports: list[str] = []
    court: Id | None = None
    from_: int | None = Field(default=None, alias="from")
    to: int | None = None
    numbered: int | None = None
    parts: list[str] = []
    divisions: list[Division] = []
    needed: bool = False
    url: str = ""
    held: int | None = None


class Uncovered(Strict):
    """An entry of a dossier that no rule carries, and the reason why none should."""

    id: str
    reason: str = Field(min_length=1)


class Takes(Strict):
    """Which rules a lesson teaches.

    Attributes:
        rules: by id; this goes before all else.
        files: by the file that they stand in, as `powers/core` or `powers/*`; the longest that fits goes first.
        kinds: by kind, what no lesson takes otherwise.
    """

    rules: Ids = []
    files: list[str] = []
    kinds: list[Kind] = []


class Lesson(Strict):
    """A lesson of the training: its title, what it is about in a sentence, and the rules that it teaches."""

    id: Id
    title: str = Field(min_length=1)
    about: str = Field(min_length=1)
    takes: Takes = Takes()


class ClaimSort(Strict):
    """What a claim is called that paths speak of by this id, in words that go after "Claim:"."""

    id: Id
    said: str = Field(min_length=1)


FACTS = ("body", "forum", "amount", "date", "effect", "term")
FACT = re.compile(r"\[(\w+):\s([^\[\]]*)\]")


def _facts(text: str) -> str:
    """Return the text if each fact in it is of a known sort and says in other words what could stand there."""
    found = list(FACT.finditer(text))
    if text.count("[") != len(found) or text.count("]") != len(found):
        raise ValueError("has a bracket that opens or closes no fact: write [amount: £500,000 | £1 million]")
    if not found:
        raise ValueError("names no fact: write [forum: the Patents Court | the Copyright Tribunal]")
    for fact in found:
        said = [words.strip() for words in fact[2].split("|")]
        if fact[1] not in FACTS:
            raise ValueError(f"knows no fact of the sort {fact[1]!r}: write {', '.join(FACTS)}")
        if len(said) < 2 or not all(said):
            raise ValueError(f"has a fact that could be nothing else ({fact[0]}): set other words apart by |")
    return text


class SoundDraft(Strict):
    """A sound draft for the training, with the facts in it that could be told wrongly.

    Attributes:
        lesson: the lesson that it belongs to.
        title: its headline, which is not part of the text.
        text: the paragraphs, with facts in brackets: `[sort: as it can be | other words | ...]`.
    """

    id: Id
    lesson: Id
    title: str = Field(min_length=1)
    text: Annotated[str, AfterValidator(_facts)]


class Word(Strict):
    """A cue of language: category and words; for words that name a change, the last day before it."""

    category: str
    words: list[str]
    until: date | None = None


When.model_rebuild()
Fit.model_rebuild()
