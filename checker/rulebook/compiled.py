"""The rulebook as the gate and the judging meet it: plain tuples and ints, quick to load from a cache.

Every body, kind, jurisdiction, concept, act and loose phrase of the rules is an *atom*, a number. A *mask* is a set of
atoms. A mention of an atom carries the atom's closure: the atom and all that it is a case of. A group of alternatives
is a mask too, and is met by a mention whose closure shares an atom with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from checker.english import with_article
from checker.rulebook.shelf import Names, Shelf

Mask = frozenset[int]
NONE: Mask = frozenset()
COLUMNS = 4  # groups of a pattern that are held against a sentence for all patterns at once; few have more
_PUBLIC = "body"  # the root of the kinds of public body


class Form(NamedTuple):
    """One meaning of a surface form.

    Attributes:
        atom: index of the atom mentioned.
        pos: "V", "N" or "" (any): the part of speech that the parser must confirm.
        opaque: a proper name, which swallows the shorter forms inside it.
        exact: the spelling whose letter case must be met, or "".
        unit: index of the frame that the form opens, or -1.
        gap: the surface forms one of which must follow within a few words, or ().
        near: the gap holds only what can stand before a noun ("the country's one").
        unless: mask of atoms that show the name to be another thing.
        demonym: the word of a place sets a scene only before a noun of law.
        negator: the form only negates ("not", "no"): it excuses what it stands near, not a whole sentence.
    """

    atom: int
    pos: str = ""
    opaque: bool = False
    exact: str = ""
    unit: int = -1
    gap: tuple[str, ...] = ()
    near: bool = False
    unless: Mask = NONE
    demonym: bool = False
    negator: bool = False


class Surface(NamedTuple):
    """What a surface form may mean.

    Attributes:
        forms: its meanings whatever the letter case and the words that follow.
        atoms: theirs.
        closure: the union of their closures.
        opaque: some of them is a proper name.
        parts: where there are other meanings too, all of them in order: each alone, what lies between together.
        ungapped: the numbers of the parts without a gap.
        plain: these parts.
        follow: for a word with which what ends a gap may begin, the numbers of the parts that have such a gap.
    """

    forms: tuple[Form, ...]
    atoms: Mask
    closure: Mask
    opaque: bool
    parts: tuple[tuple[Form, ...], ...] = ()
    ungapped: tuple[int, ...] = ()
    plain: tuple[tuple[Form, ...], ...] = ()
    follow: Mapping[str, tuple[int, ...]] = {}


class Head(NamedTuple):
    """The surface forms that begin with one word.

    Attributes:
        alone: (1,) if the word is one itself, else ().
        lengths: for the second word, how many words such forms have, the longest first, `alone` included.
        surfaces: what each may mean.
    """

    alone: tuple[int, ...]
    lengths: dict[str, tuple[int, ...]]
    surfaces: dict[str, Surface]


class Unit(NamedTuple):
    """A frame of an act: how the word's places map to the claim's roles.

    Attributes:
        atom: the act (or loose phrase).
        shape: "verb", "noun", "be" (a phrase that follows a form of be), "passive" (a verb behind what is acted on).
        body: where the body stands: "agent", "object", or prepositions set apart by `|`.
        thing: where the thing stands: "object", "agent" or "".
        matter: mask that the thing must meet; empty for no condition.
        stated: the sentence itself must say what is acted on.
        lead: of a passive, how many words what is acted on has.
    """

    atom: int
    shape: str
    body: str
    thing: str
    matter: Mask
    stated: bool = False
    lead: int = 0


class AmountTest(NamedTuple):
    """The dimension spoken of, and the amounts (dimension, value) that are right, or bounds, or wrong ones.

    Values are in pounds, days, percent or plain numbers.
    """

    dimension: str
    right: tuple[tuple[str, float], ...]
    at_most: float | None
    at_least: float | None
    wrong: tuple[tuple[str, float], ...]


class Grounds(NamedTuple):
    """What claims rest on: by whom, over what matter, with which amounts, by which authorities (label and link)."""

    who: Mask
    matter: tuple[Mask, ...]
    amounts: tuple[tuple[str, float], ...]
    authorities: tuple[tuple[str, str | None], ...]


class Pattern(NamedTuple):
    """A claim that does not fit, in masks. Each mask of a tuple must be met; see `model.When` for the fields.

    `carry` holds the groups of topics (bodies, rights): one of them may be met by the sentences before, where the
    sentence itself names no other topic of that sort. `around` is met by the sentences just before and after. `gate`
    holds what the sentence itself must name, the rarest first. `word` is met by the word at fault, which alone is
    marked; by none, where that is the whole claim. `granted` are those of the `holders` to whom the rule gives the
    power: the others it only does not speak of. `grounds` say what claims that are right rest on; none where that is
    all that the rule cites.
    """

    rule: int
    check: str
    act: Mask = NONE
    agent: tuple[Mask, ...] = ()
    theme: tuple[Mask, ...] = ()
    at: tuple[Mask, ...] = ()
    to: tuple[Mask, ...] = ()
    source: tuple[Mask, ...] = ()
    has: tuple[Mask, ...] = ()
    context: tuple[Mask, ...] = ()
    around: tuple[Mask, ...] = ()
    unless: Mask = NONE
    polarity: str = "affirmed"
    amount: AmountTest | None = None
    before: int = 0
    since: int = 0
    foreign: bool = False
    holders: Mask = NONE
    among: Mask = NONE
    gate: tuple[Mask, ...] = ()
    bodies: Mask = NONE
    carry: tuple[Mask, ...] = ()
    word: Mask = NONE
    granted: Mask = NONE
    grounds: tuple[Grounds, ...] = ()

    @property
    def deniable(self) -> bool:
        """Whether who denies the claim says what the rule says: it is wrong where it is affirmed, in all its words."""
        return self.check == "claim" and self.polarity == "affirmed" and self.amount is None


class RuleCard(NamedTuple):
    """What judging and reports need of a rule; the rest stays in the rule files.

    `rights`: the rights that its title and statement name, and what lies above and below these; none where they name
    none.
    """

    id: str
    kind: str
    severity: str
    statement: str
    message: str
    suggestion: str
    authorities: tuple[tuple[str, str | None], ...]
    jurisdictions: tuple[str, ...]
    since: int
    before: int
    rights: Mask = NONE


class CodeCard(NamedTuple):
    """A code of neutral citations; see `model.NeutralCode`. Years are 0 where open; divisions come with theirs."""

    code: str
    closed: bool = False
    reports: tuple[str, ...] = ()
    since: int = 0
    until: int = 0
    numbered: int = 0
    parts: tuple[str, ...] = ()
    divisions: tuple[tuple[str, int, int], ...] = ()
    needed: bool = False
    url: str = ""
    held: int = 0


class BodyCard(NamedTuple):
    """A body or kind as the judging sees it. `since` and `before` are ordinals of days; 0 where open.

    `shared` are those of its names, folded, that bodies of other countries bear too.
    """

    id: str
    name: str
    is_kind: bool
    jurisdiction: str
    since: int
    before: int
    predecessor: str
    successor: str
    authorities: tuple[tuple[str, str | None], ...]
    also: tuple[str, ...] = ()
    article: bool = True
    plural: bool = False
    shared: frozenset[str] = frozenset()

    @property
    def called(self) -> str:
        """The name as it stands in a sentence: "the High Court", "a regulator", "police", "Ofcom"."""
        if self.is_kind and self.plural:
            return self.name
        if self.is_kind:
            return with_article(self.name)
        return f"the {self.name}" if self.article and " " in self.name else self.name


@dataclass
class Compiled:
    """The whole, ready for use.

    Attributes:
        atoms: their names, by number.
        closures: the closures of those that lie below others; `closure` gives any.
        heads: the surface forms, by their first words.
        weighed: those first words that are articles or possessives, which elsewhere weigh nothing.
        patterns: by number.
        seats: for the name of a place, the body that it may stand for.
        body_words: words of rules' own that name bodies.
        home_mask, abroad_mask: the places, and the bodies that sit somewhere, here and abroad.
        turns: the last day before each change that words can name.
        by_atom: for an atom, the groups of patterns that it meets: number of the pattern + column x number of patterns.
            Column 0 is for the rarest group of a pattern; the next `COLUMNS` - 1 for those that follow in its `gate`.
        spare: as bits, the places of columns that patterns have no group for.
        by_body: for a body, the numbers of the patterns that ask for it, among others.
        by_subject: for an atom, the numbers of the patterns whose first group of agents it meets.
        bodiless, subjectless: as bits, the patterns that ask for no body, and for no agent.
        codes: the codes of neutral citations.
        faults: for each fault that a citation can have, the number of the rule about it.
    """

    atoms: Sequence[str] = field(default_factory=list)
    closures: dict[int, Mask] = field(default_factory=dict)
    heads: Mapping[str, Head] = field(default_factory=dict)
    weighed: frozenset[str] = frozenset()
    units: Mapping[int, Unit] = field(default_factory=dict)
    patterns: Mapping[int, Pattern] = field(default_factory=dict)
    rules: list[RuleCard] = field(default_factory=list)
    bodies: dict[int, BodyCard] = field(default_factory=dict)
    refer: dict[int, Mask] = field(default_factory=dict)
    seats: dict[int, int] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)
    foreign: frozenset[str] = frozenset()
    neutral: frozenset[str] = frozenset()
    above: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cues: dict[int, str] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    turns: dict[str, int] = field(default_factory=dict)
    body_mask: Mask = NONE
    body_words: Mask = NONE
    topic_mask: Mask = NONE
    home_mask: Mask = NONE
    abroad_mask: Mask = NONE
    by_atom: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    spare: int = 0
    by_body: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    by_subject: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    bodiless: int = 0
    subjectless: int = 0
    codes: tuple[CodeCard, ...] = ()
    faults: dict[str, int] = field(default_factory=dict)

    def closure(self, atom: int) -> Mask:
        """Return an atom and all that lies above it."""
        return self.closures.get(atom) or frozenset((atom,))

    def below(self, atom: int) -> Mask:
        """Return the bodies and kinds at or below a kind; a body is all that it names."""
        card = self.bodies.get(atom)
        if card is None or not card.is_kind:
            return frozenset((atom,))
        return frozenset(at for at in self.bodies if atom in self.closure(at))

    @cached_property
    def placed(self) -> Mask:
        """The places, and the bodies that sit in one."""
        return frozenset(self.places) | frozenset(at for at, card in self.bodies.items() if not card.is_kind)

    @cached_property
    def borne(self) -> frozenset[tuple[str, str | None]]:
        """The authorities that are those of bodies: what each of them is, and may do."""
        return frozenset(authority for card in self.bodies.values() for authority in card.authorities)

    @property
    def public(self) -> Mask:
        """The bodies, and kinds of body, that the public set up: those below the kind that is called so."""
        root = frozenset(at for at, card in self.bodies.items() if card.is_kind and card.id == _PUBLIC)
        return frozenset(at for at in self.bodies if self.closure(at) & root)

    @property
    def index(self) -> dict[str, int]:
        """Atom ids to numbers."""
        return {name: i for i, name in enumerate(self.atoms)}

    # A draft meets few of the words and patterns: the cache gives each of these when it is asked for.

    def __getstate__(self) -> dict[str, Any]:
        return vars(self) | {
            "atoms": Names.joined(self.atoms),
            "heads": Shelf(self.heads),
            "units": Shelf(self.units),
            "patterns": Shelf(self.patterns),
            "by_atom": Shelf(self.by_atom),
            "by_body": Shelf(self.by_body),
            "by_subject": Shelf(self.by_subject),
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state, atoms=Names(state["atoms"]))
