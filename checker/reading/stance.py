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
    rejecting: frozenset[str]
    conditions: frozenset[str]
    speech: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """Stance of a word, and the tokens (indices) that negate it."""

    stance: Stance
    negators: frozenset[int]


_CUT = {"relcl", "advcl", "parataxis", "acl", "appos"}


class StanceReader:
    """Reads the stance of tokens of one Doc."""

    def __init__(self, cues: Cues, doc: Doc) -> None:
        self._cues, self._doc = cues, doc
        self._asked = doc.text.rstrip().rstrip("\"'”’)").endswith("?")
        self._memo: dict[int, Reading] = {}

    def of(self, token: Token) -> Reading:
        """Return the stance of `token`, with its negators."""
        if token.i not in self._memo:
            self._memo[token.i] = self._read(token)
        return self._memo[token.i]

    def _own(self, token: Token) -> set[int]:
        """Return the negators that stand at a token itself: not, no, nobody as subject, without, lacking."""
        found: set[int] = set()
        words = self._cues.negative_words
        for child in token.children:
            if child.dep_ == "neg" or (
                child.lower_ in words and child.dep_ in ("det", "advmod", "preconj", "cc", "predet")
            ):
                found.add(child.i)
            elif child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "expl", "pobj") and token.pos_ in ("VERB", "AUX"):
                if child.lower_ in words:
                    found.add(child.i)
                found |= {
                    g.i
                    for g in child.children
                    if g.lower_ in words and g.dep_ in ("det", "neg", "preconj", "advmod", "amod")
                }
            elif child.dep_ in ("aux", "auxpass") and child.lower_ == "cannot" or (
                child.dep_ == "prep"
                and child.lower_ in ("at", "in", "under")
                and any(g.lower_ == "no" for p in child.children for g in p.children)
            ):
                found.add(child.i)
        if token.i and self._doc[token.i - 1].lower_ in words and self._doc[token.i - 1].head.i == token.i:
            found.add(token.i - 1)
        for child in token.children:  # "can not", "cannot" split by the tokenizer
            if child.lower_ in ("not", "n't"):
                found.add(child.i)
        if found and any(c.lower_ in ("until", "till") for c in token.children if c.i > token.i):
            return set()  # "does not lapse until 2059" says when it lapses
        return {i for i in found if not self._additive(i)}

    def _additive(self, i: int) -> bool:
        """Return whether the negator at `i` is the "not" of "not just ... but"."""
        return (
            self._doc[i].lower_ in ("not", "n't")
            and i + 1 < len(self._doc)
            and self._doc[i + 1].lower_ in ("just", "only", "merely", "simply")
        )

    def _read(self, token: Token) -> Reading:
        stance = Stance.ASKED if self._asked else Stance.ASSERTED
        negators: set[int] = set()
        counting, node, cues = True, token, self._cues
        while True:
            if counting:
                negators |= self._own(node)
            if stance is Stance.ASSERTED or stance is Stance.ATTRIBUTED:
                stance = self._conditional(node) or stance
                if node.pos_ in ("VERB", "AUX"):
                    if any(
                        c.dep_ == "aux" and c.lower_ in ("should", "ought") for c in node.children
                    ) and not self._inverted(node):
                        stance = Stance.PROPOSED
                    elif self._counterfactual(node):
                        stance = Stance.HYPOTHETICAL
            head = node.head
            if head.i == node.i:
                break
            lemma = head.lemma_.lower()
            if node.dep_ in ("ccomp", "xcomp", "acl", "dobj", "pobj", "pcomp", "prep", "nsubjpass", "attr"):
                if lemma in cues.negative_verbs and head.pos_ in ("VERB", "ADJ", "AUX") or lemma in cues.negative_nouns:
                    if counting and (node.dep_ != "nsubjpass" or head.pos_ == "VERB"):
                        negators.add(head.i)
                if node.dep_ in ("ccomp", "acl", "xcomp", "dobj") and lemma in cues.rejecting:
                    stance = Stance.REJECTED
                if node.dep_ in ("ccomp", "xcomp", "dobj", "acl") and lemma in cues.proposal_verbs:
                    stance = Stance.PROPOSED
                if node.dep_ == "ccomp" and lemma in cues.speech and stance is Stance.ASSERTED:
                    stance = Stance.ATTRIBUTED
            if node.dep_ in ("pobj", "pcomp") and head.lower_ in ("without", "rather", "instead", "than") and counting:
                negators.add(head.i)
            if node.dep_ == "prep" and node.lower_ in ("without",) and counting:
                negators.add(node.i)
            if node.dep_ in _CUT and not (node.dep_ == "acl" and any(c.lower_ == "to" for c in node.children)):
                counting = False
            elif node.dep_ == "conj" and node.pos_ in ("VERB", "AUX"):
                own = any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for c in node.children)
                but = any(c.dep_ == "cc" and c.lower_ in ("but", "yet") for c in head.children)
                if own or but:
                    counting = False
            elif node.dep_ == "conj" and any(c.dep_ == "cc" and c.lower_ == "but" for c in head.children):
                counting = False
            node = head
        return Reading(stance, frozenset(negators))

    @staticmethod
    def _inverted(verb: Token) -> bool:
        subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
        fronted = [c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.lower_ in ("should", "had", "were")]
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
