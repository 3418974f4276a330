"""Stance: negated, hypothetical, asked, proposed, denied or told as fiction; read upwards from a word to its root."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Stance(StrEnum):
    """How a claim stands in the text. Only asserted and attributed claims can be wrong."""

    ASSERTED = "asserted"
    ATTRIBUTED = "attributed"
    HYPOTHETICAL = "hypothetical"
    ASKED = "asked"
    PROPOSED = "proposed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Cues:
    """Lemmas and words by category, from the language files."""

    negative_words: frozenset[str]
    negative_verbs: frozenset[str]
    negative_nouns: frozenset[str]
    proposal_verbs: frozenset[str]
    pondering: frozenset[str]
    rejecting: frozenset[str]
    conditions: frozenset[str]
    speech: frozenset[str]
    asking: frozenset[str]
    thoughts: frozenset[str]
    refusals: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """Stance of a word, and the tokens (indices) that negate it.

    `inner`: the stance is that of a relative clause that the word stands in, not of what the clause is about.
    """

    stance: Stance
    negators: frozenset[int]
    inner: bool = False


_LIVE = (Stance.ASSERTED, Stance.ATTRIBUTED)
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "advcl", "pcomp", "acl", "prep"})
_CUT = frozenset({"relcl", "advcl", "parataxis", "acl", "appos"})
_NEGATING = frozenset({"det", "advmod", "preconj", "cc", "predet"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "expl", "pobj"})
_INNER = frozenset({"det", "neg", "preconj", "advmod", "amod"})
_GOVERNED = frozenset({"ccomp", "xcomp", "acl", "dobj", "pobj", "pcomp", "prep", "nsubjpass", "attr"})


def asks(text: str) -> bool:
    """Return whether a sentence is a question, so that nothing in it is claimed."""
    return text.rstrip().rstrip("\"'”’)").endswith("?")


class StanceReader:
    """Reads the stance of tokens of one Doc."""

    def __init__(self, cues: Cues, doc: Doc) -> None:
        self._cues, self._doc = cues, doc
        self._asked = asks(doc.text)
        self._memo: dict[int, Reading] = {}

    def of(self, token: Token) -> Reading:
        """Return the stance of `token`, with its negators."""
        if token.i not in self._memo:
            self._memo[token.i] = self._read(token)
        return self._memo[token.i]

    def refuses(self, verb: Token) -> bool:
        """Return whether a verb only says that its subject does not do what follows: "refused to decide"."""
        to = any(c.dep_ == "xcomp" and any(g.lower_ == "to" for g in c.children) for c in verb.children)
        return to and verb.lemma_.lower() in self._cues.refusals

    def _own(self, token: Token) -> set[int]:
        """Return the negators that stand at a token itself: not, no, nobody as subject, without, lacking."""
        words = self._cues.negative_words
        found: set[int] = set()
        for child in token.children:
            plain = child.dep_ == "neg" or child.lower_ in ("not", "n't")  # the tokenizer splits "cannot"
            if plain or (child.lower_ in words and child.dep_ in _NEGATING):
                found.add(child.i)
            elif child.dep_ in _ARGUMENTS and token.pos_ in ("VERB", "AUX"):
                more = [c for c in child.children if c.lower_ == "more"]  # "no more power than"
                around = (child, *child.children, *(g for c in more for g in c.children))
                found |= {t.i for t in around if t.lower_ in words and (t.i == child.i or t.dep_ in _INNER)}
            elif child.dep_ == "prep" and child.lower_ in ("at", "in", "under"):  # "at no stage", "in no case"
                found |= {child.i for complement in child.children for g in complement.children if g.lower_ == "no"}
        before = self._doc[token.i - 1] if token.i else None
        if before is not None and before.lower_ in words and before.head.i == token.i:
            found.add(before.i)
        if found and any(c.lower_ in ("until", "till") for c in token.children if c.i > token.i):
            return set()  # "does not lapse until 2059" says when it lapses
        return {i for i in found if not self._additive(i)}

    def _additive(self, i: int) -> bool:
        """Return whether the negator at `i` is the "not" of "not just ... but"."""
        if self._doc[i].lower_ not in ("not", "n't") or i + 1 == len(self._doc):
            return False
        return self._doc[i + 1].lower_ in ("just", "only", "merely", "simply")

    def _read(self, token: Token) -> Reading:
        """Read upwards from a token to the root: each word above may negate, suspend or reject what is below it."""
        stance = Stance.ASKED if self._asked else Stance.ASSERTED
        negators: set[int] = set()
        counting, inner, presupposed, contained, node = True, False, False, False, token
        while True:
            if counting:
                negators |= self._own(node)
            if stance in _LIVE:
                found = self._suspended(node)
                # "the decision to expedite should be welcomed": what should be is the welcome, the decision is there
                stance = found if found and not (presupposed and found is Stance.PROPOSED) else stance
            if node.head.i == node.i:
                return Reading(stance, frozenset(negators), inner)
            if counting:
                negators |= self._above(node)
            stance = self._governed(node, stance) or stance
            if stance in _LIVE and self._thought(node):
                stance = Stance.HYPOTHETICAL
            if contained and stance in _LIVE and node.dep_ in _COMPLEMENTS and self._asking(node.head):
                stance = Stance.HYPOTHETICAL  # "invited the court to hold that ...": what it might have held
            contained = contained or (node.dep_ == "ccomp" and node.i > node.head.i)
            inner = inner or (node.dep_ == "relcl" and stance not in _LIVE)
            counting = counting and not _ends_negation(node)
            presupposed = presupposed or (node.dep_ in ("nsubj", "nsubjpass") and node.pos_ in ("NOUN", "PROPN"))
            node = node.head

    def _thought(self, node: Token) -> bool:
        """Return whether a word is what a noun of thought holds: "the notion that B rules", "the idea of B ruling"."""
        of = node.dep_ in ("pobj", "pcomp") and node.head.lower_ == "of"
        noun = node.head.head if of else node.head
        return (of or node.dep_ in ("acl", "ccomp")) and noun.lemma_.lower() in self._cues.thoughts

    def _asking(self, verb: Token) -> bool:
        return verb.lemma_.lower() in self._cues.asking

    def _suspended(self, node: Token) -> Stance | None:
        """Return the stance that a word's own clause gives: a condition, a proposal, what might have been."""
        if found := self._conditional(node):
            return found
        if node.pos_ not in ("VERB", "AUX"):
            return None
        modals = {c.lower_ for c in node.children if c.dep_ == "aux"}
        if modals & {"should", "ought"} and not self._inverted(node):
            return Stance.PROPOSED
        if "would" in modals and any(s.lemma_.lower() in self._cues.proposal_verbs for s in _subjects(node)):
            return Stance.PROPOSED  # "the bill would let B fine"
        if "would" in modals and any(c.dep_ == "advcl" and self._inverted(c) for c in node.children):
            return Stance.HYPOTHETICAL  # "were B to rule, a jury would have to sit"
        return Stance.HYPOTHETICAL if self._counterfactual(node) else None

    def _above(self, node: Token) -> set[int]:
        """Return the negators that a word's head is or has: refuses to, a lack of, without, rather than."""
        head, cues = node.head, self._cues
        lemma, found = head.lemma_.lower(), set()
        if node.dep_ in _GOVERNED:
            verb = lemma in cues.negative_verbs and head.pos_ in ("VERB", "ADJ", "AUX")
            noun = lemma in cues.negative_nouns and (node.dep_ != "prep" or node.lower_ in ("of", "in"))
            if (verb or noun) and (node.dep_ != "nsubjpass" or head.pos_ == "VERB"):
                found.add(head.i)
        if node.dep_ in ("pobj", "pcomp") and head.lower_ in ("without", "rather", "instead", "than"):
            found.add(head.i)
        if node.dep_ == "prep" and node.lower_ == "without":
            found.add(node.i)
        if head.lemma_ == "be" and head.i < node.i and node.dep_ in _GOVERNED:
            found |= {i for doing in _doing(head) for i in self._own(doing)}
        return found

    def _governed(self, node: Token, stance: Stance) -> Stance | None:
        """Return the stance that a verb of rejecting, proposing or saying above gives."""
        lemma, cues = node.head.lemma_.lower(), self._cues
        if node.dep_ in ("ccomp", "xcomp", "dobj", "acl") and not _described(node):
            if lemma in cues.proposal_verbs or (lemma in cues.pondering and node.dep_ != "dobj"):
                return Stance.PROPOSED
            if lemma in cues.rejecting:
                return Stance.REJECTED
        said = node.dep_ == "ccomp" and lemma in cues.speech and stance is Stance.ASSERTED
        return Stance.ATTRIBUTED if said else None

    @staticmethod
    def _inverted(verb: Token) -> bool:
        subjects = _subjects(verb)
        fronted = [c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.lower_ in ("should", "had", "were")]
        fronted += [verb] if verb.lower_ == "were" else []  # "were B to register marks"
        return bool(subjects and fronted and fronted[0].i < subjects[0].i)

    def _conditional(self, node: Token) -> Stance | None:
        if node.pos_ not in ("VERB", "AUX", "ADJ", "NOUN", "PROPN"):
            return None
        for child in node.children:
            if child.dep_ in ("mark", "advmod") and child.lower_ in self._cues.conditions and child.i < node.i:
                if child.lower_ == "whether" and child.i + 1 < len(self._doc) and self._doc[child.i + 1].lower_ == "to":
                    continue  # "will decide whether to revoke" claims the power to revoke
                return Stance.HYPOTHETICAL
        if node.dep_ in ("advcl", "ccomp", "conj") and self._inverted(node):
            return Stance.HYPOTHETICAL
        return None

    @staticmethod
    def _counterfactual(verb: Token) -> bool:
        aux = [c.lower_ for c in verb.children if c.dep_ == "aux"]
        return "have" in aux and any(a in ("would", "could", "might", "'d") for a in aux)


def _subjects(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]


def _doing(be: Token) -> list[Token]:
    """Return the "do" of "what B cannot do is ..." and of "the one thing that B cannot do is ..."."""
    before = [c for c in be.children if c.i < be.i]
    clauses = [c for c in before if c.dep_ == "csubj"]
    clauses += [r for c in before if c.dep_ == "nsubj" for r in c.children if r.dep_ == "relcl"]
    return [c for c in clauses if c.lemma_ == "do"]


def _ends_negation(node: Token) -> bool:
    """Return whether what negates above a word leaves it alone: another clause, or what follows "but"."""
    if node.dep_ == "ccomp" and _fronted(node):
        return True
    if node.dep_ in _CUT:
        infinitive = node.dep_ in ("acl", "advcl") and any(c.lower_ == "to" for c in node.children)
        return not infinitive  # "no power to block", "cannot order a provider to block"
    if node.dep_ != "conj":
        return False
    joined = {c.lower_ for c in node.head.children if c.dep_ == "cc"}
    if node.pos_ not in ("VERB", "AUX"):
        return "but" in joined
    own = any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") and c.lower_ != "to" for c in node.children)
    return own or bool(joined & {"but", "yet"})


def _fronted(node: Token) -> bool:
    """Return whether a clause only stands before the one that the parser hung it on: "it is a crime, so a word ..."."""
    own = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in node.children)
    marked = any(c.dep_ == "mark" for c in node.children)
    between = node.doc[node.right_edge.i + 1 : node.head.i]
    return own and not marked and node.i < node.head.i and any(t.lower_ in ("so", "and", "but", ";") for t in between)


def _described(node: Token) -> bool:
    """Return whether a clause only describes a noun ("the costs bill a loser pays") and is not what it proposes."""
    return (
        node.dep_ == "acl" and node.head.pos_ == "NOUN" and not any(c.lower_ in ("to", "that") for c in node.children)
    )
