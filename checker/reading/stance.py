"""Stance: negated, hypothetical, asked, proposed, denied or told as fiction; read upwards from a word to its root."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from checker.reading.answers import answered
from checker.reading.cues import Cues
from checker.reading.negation import Negation, subjects

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
class Reading:
    """Stance of a word, and the tokens (indices) that negate it.

    `inner`: the stance is that of a relative clause that the word stands in, not of what the clause is about.
    """

    stance: Stance
    negators: frozenset[int]
    inner: bool = False


_LIVE = (Stance.ASSERTED, Stance.ATTRIBUTED)
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "advcl", "pcomp", "acl", "prep"})
_FRAMED = frozenset({"ccomp", "xcomp", "dobj", "acl"})
_REMOTE = frozenset({"would", "might", "could", "'d"})
_PLAIN = frozenset({"not", "n't", "never", "nor", "neither"})
_DENYING = _PLAIN | {"no", "none", "nobody", "no-one", "nothing"}
_DUTIES = frozenset({"must", "shall", "need", "should", "ought"})  # "must not fine" is not that B does not fine
_CLAUSAL = frozenset({"csubj", "csubjpass"})
_ASIDE = frozenset({"pobj", "prep", "agent", "npadvmod", "appos"})
_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "advcl", "acl", "relcl", "parataxis", "pcomp"})


def asks(text: str) -> bool:
    """Return whether a sentence is a question, so that nothing in it is claimed."""
    return text.rstrip().rstrip("\"'”’)").endswith("?")


class StanceReader:
    """Reads the stance of tokens of one Doc."""

    def __init__(self, cues: Cues, doc: Doc) -> None:
        self._cues, self._doc = cues, doc
        self._negation = Negation(cues, doc)
        marks = [t.i for t in doc if t.text == "?"]  # one in the midst ends what is quoted: "'Will B rule?' he asked"
        # "Who says that B fines? A blogger."
        said = any(t.lemma_.lower() in cues.speech for t in doc if t.dep_ == "ROOT")
        stated = answered(doc.text) and not said
        self._asked = len(doc) if asks(doc.text) else 0 if stated else max(marks, default=0)
        self._imagined = _imagined(doc)
        self._memo: dict[int, Reading] = {}

    def of(self, token: Token) -> Reading:
        """Return the stance of `token`, with its negators."""
        if token.i not in self._memo:
            self._memo[token.i] = self._read(token)
        return self._memo[token.i]

    def refuses(self, verb: Token) -> bool:
        """Return whether a verb only says that its subject does not do what follows: "refused to", "ruled out"."""
        lemma, *with_particle = self._cues.called(verb)
        if not self._cues.negative_verbs.isdisjoint(with_particle):
            return True
        to = any(c.dep_ == "xcomp" and any(g.lower_ == "to" for g in c.children) for c in verb.children)
        return to and lemma in self._cues.refusals

    def denied_beside(self, token: Token, act: Token) -> frozenset[int]:
        """Return the negators of a word that deny it and not an act beside it.

        "Begun in the High Court, never in B", "may order a search, but cannot punish contempt".
        """
        node = token
        while not (own := {i for i in self._negation.own(node) if self._doc[i].lower_ in _PLAIN}):
            if node.pos_ in ("VERB", "AUX") or node.head.i == node.i:
                return frozenset()
            node = node.head
        above = node
        while node.pos_ in ("VERB", "AUX") and above.i != act.i:
            if above.dep_ != "conj":
                return frozenset()
            above = above.head
        return frozenset() if node.i == act.i else frozenset(own)

    def denies(self, words: Sequence[Token], spare: Set[int] = frozenset()) -> bool:
        """Return whether one plain "not" or "no" denies a claim made of several words, and no more than that claim.

        It stands at the verb that they share, or above it where only an ability lies between ("has no power to fine").
        What denies one of them alone, or what is thought or said of the claim ("does not mean that"), does not.

        Args:
            words: of the claim.
            spare: the tokens that are its own words, which deny nothing.
        """
        chains = [[word, *word.ancestors] for word in words]
        node = next((n for n in chains[0] if all(n in chain for chain in chains)), None) if chains else None
        shared = frozenset.intersection(*(self.of(word).negators for word in words)) - spare if words else frozenset()
        whole = node is not None and node.pos_ in ("VERB", "AUX")
        while node is not None:
            if any(self._doc[i].lower_ in _DENYING for i in self._negation.own(node) & shared):
                # "does not revert automatically" denies no grant, though the claim has no other word for what is done
                said = node.i in spare or self._says_little(node)
                return said and _DUTIES.isdisjoint(_auxiliaries(node))
            able = node.dep_ in ("xcomp", "acl") and node.head.lemma_.lower() in self._cues.abilities
            if node.head.i == node.i or (node.dep_ in _CLAUSES and not able) or self._negation.ends(node):
                return False
            if not whole and node.dep_ in _ASIDE:
                return False  # "did not treat the expert as a jury in the patent trial"
            node = node.head
        return False

    def _says_little(self, node: Token) -> bool:
        lemma = node.lemma_.lower()
        return node.pos_ not in ("VERB", "AUX") or lemma in self._cues.weak or lemma in self._cues.light

    def _read(self, token: Token) -> Reading:
        """Read upwards from a token to the root: each word above may negate, suspend or reject what is below it."""
        stance = Stance.ASKED if token.i < self._asked else Stance.ASSERTED
        if token.i < self._imagined:
            stance = Stance.HYPOTHETICAL
        negators: set[int] = set()
        undone: set[int] = set()
        counting, inner, presupposed, noted, contained, node = True, False, False, False, False, token
        told_of = False
        while True:
            if counting:
                negators |= self._negation.own(node) - (self._around(node) if told_of else set())
            if stance in _LIVE:
                found = self._suspended(node)
                # "the decision to expedite should be welcomed": what should be is the welcome, the decision is there
                stance = found if found and not ((presupposed or noted) and found is Stance.PROPOSED) else stance
            if node.head.i == node.i:
                return Reading(stance, frozenset(negators - undone), inner)
            if counting:
                negators |= self._negation.above(node)
                undone |= self._negation.undone(node)
            found = self._governed(node, stance)
            stance = found if found and not (noted and found is Stance.PROPOSED) else stance
            if stance in _LIVE and self._thought(node):
                stance = Stance.HYPOTHETICAL
            if contained and stance in _LIVE and node.dep_ in _COMPLEMENTS and self._asking(node.head):
                stance = Stance.HYPOTHETICAL  # "invited the court to hold that ...": what it might have held
            if contained and stance in _LIVE and self._mistaken(node):
                stance = Stance.REJECTED
            contained = contained or (node.dep_ == "ccomp" and node.i > node.head.i) or _that(node)
            inner = inner or (node.dep_ == "relcl" and stance not in _LIVE)
            counting = counting and not self._negation.ends(node)
            presupposed = presupposed or (node.dep_ in ("nsubj", "nsubjpass") and node.pos_ in ("NOUN", "PROPN"))
            noted = noted or self._noted(node)
            told_of = node.dep_ == "nsubj" and node.pos_ == "NOUN" and not self._says_little(node.head)
            node = node.head

    @staticmethod
    def _around(verb: Token) -> set[int]:
        """Return the words of a verb's objects: "the revocation by B surprised nobody" says that there was one."""
        return {t.i for c in verb.children if c.dep_ in ("dobj", "dative") for t in c.subtree}

    def _noted(self, node: Token) -> bool:
        """Return whether a clause is what somebody takes for true: "readers should note that B fines"."""
        stated = node.dep_ == "ccomp" and node.head.lemma_.lower() in self._cues.noting
        return stated and not any(
            c.tag_ in ("WRB", "WP", "WDT") or c.lower_ in ("if", "whether") for c in node.children
        )

    def _thought(self, node: Token) -> bool:
        """Return whether a word is what a noun of thought holds: "the notion that B rules", "the idea of B ruling"."""
        of = node.dep_ in ("pobj", "pcomp") and node.head.lower_ == "of"
        noun = node.head.head if of else node.head
        if _that(node) and noun.dep_ == "ROOT":
            # "The claim that B fined the firm was wrong": the parser may say so of the firm.
            told = (t for t in self._doc[node.i :] if t.dep_ in ("acomp", "attr"))
            if any(t.lemma_.lower() in self._cues.rejecting for t in told):
                return True
        return (of or node.dep_ in ("acl", "ccomp")) and noun.lemma_.lower() in self._cues.thoughts

    def _asking(self, verb: Token) -> bool:
        return verb.lemma_.lower() in self._cues.asking

    def _suspended(self, node: Token) -> Stance | None:
        """Return the stance that a word's own clause gives: a condition, a proposal, what might have been."""
        if found := self._conditional(node):
            return found
        if node.pos_ not in ("VERB", "AUX"):
            return None
        if self._worded(node):
            return Stance.PROPOSED
        modals = _auxiliaries(node)
        if modals & {"should", "ought"} and not self._inverted(node):
            return Stance.PROPOSED
        if "would" in modals and any(s.lemma_.lower() in self._cues.proposal_verbs for s in subjects(node)):
            return Stance.PROPOSED  # "the bill would let B fine"
        if "would" in modals and any(self._inverted(c) if c.dep_ == "advcl" else _doing(c) for c in node.children):
            return Stance.HYPOTHETICAL  # "were B to rule, a jury would have to sit"; "to do nothing would let B fine"
        if node.lemma_ == "be" and (judged := next(filter(None, map(self._judged, node.children)), None)):
            return judged  # "it would be odd for B to fine"
        return Stance.HYPOTHETICAL if self._counterfactual(node) or self._only_thought_of(node) else None

    def _worded(self, verb: Token) -> bool:
        """Return whether a verb tells the reader how to put a thing: "say that ...", "or name the court".

        Who is told to write to somebody is to send a letter.
        """
        while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            verb = verb.head
        imperative = verb.dep_ == "ROOT" and verb.tag_ == "VB" and not any(c.dep_ == "aux" for c in verb.children)
        letter = any(c.dep_ in ("prep", "dative") and c.lower_ == "to" for c in verb.children)
        return imperative and verb.lemma_.lower() in self._cues.wording and not subjects(verb) and not letter

    def _governed(self, node: Token, stance: Stance) -> Stance | None:
        """Return the stance that a verb of rejecting, proposing or saying above gives."""
        lemma, cues = node.head.lemma_.lower(), self._cues
        if node.dep_ == "ccomp" and node.head.lower_ in cues.conditions and not subjects(node.head):
            return Stance.HYPOTHETICAL  # "assuming that B could fine"
        if node.dep_ in ("advcl", "xcomp", "ccomp", "relcl", "acl") and self._wanting(node.head):
            return Stance.HYPOTHETICAL  # "B would need a new Act to fine"
        giving = node.dep_ in _CLAUSAL and node.tag_ == "VBG" and _REMOTE & _auxiliaries(node.head)
        if (judged := Stance.HYPOTHETICAL if giving or self._supposed(node) else self._judged(node)) is not None:
            return judged  # "giving B power to fine would help"
        if node.dep_ == "nsubj" and node.lemma_.lower() in cues.powers and self._wanting(node.head):
            return Stance.HYPOTHETICAL  # "a power to fine would need a new Act"
        if node.dep_ in _FRAMED and not _described(node):
            intended = node.dep_ == "xcomp" and lemma in cues.intentions  # "B plans to fine": what B will do
            if (lemma in cues.proposal_verbs and not intended) or (lemma in cues.pondering and node.dep_ != "dobj"):
                return Stance.PROPOSED
            if lemma in cues.rejecting or (lemma in cues.speech and self._falsely(node.head)):
                return Stance.REJECTED
        if self._called_for(node) or self._campaigned_for(node) or self._wished(node):
            return Stance.PROPOSED
        said = node.dep_ == "ccomp" and lemma in cues.speech and stance is Stance.ASSERTED
        return Stance.ATTRIBUTED if said else None

    def _only_thought_of(self, verb: Token) -> bool:
        """Return whether a verb speaks of what might be: "would have to be given", "might one day be allowed to"."""
        modals = _auxiliaries(verb)
        if verb.lemma_ == "have" and modals & {"would", "'d"}:
            return any(c.dep_ == "xcomp" for c in verb.children)
        allowed = verb.lemma_.lower() in self._cues.allowing and verb.tag_ == "VBN"
        return allowed and bool(modals & {"might", "may", "could"})

    def _supposed(self, node: Token) -> bool:
        """Return whether the reader is told to suppose a thing, or to try it: "let us assume that", "ask B to"."""
        verb = node.head
        if verb.tag_ != "VB" or verb.pos_ not in ("VERB", "AUX") or _auxiliaries(verb):
            return False
        lemma, told = verb.lemma_.lower(), [s for s in subjects(verb) if s.lower_ != "us"]
        if node.dep_ == "ccomp" and lemma in self._cues.supposing and not told:
            return True
        return node.dep_ in ("xcomp", "ccomp") and not verb.i and verb.dep_ == "ROOT" and lemma in self._cues.asking

    def _judged(self, node: Token) -> Stance | None:
        """Return the stance of an infinitive that is judged: "it is unjust to fine B", "it would be odd for B to"."""
        if node.tag_ != "VB" or not any(c.tag_ == "TO" for c in node.children):
            return None
        verb = node.head
        while verb.dep_ in ("attr", "acomp", "oprd", "pobj", "prep", "ccomp") and verb.pos_ not in ("VERB", "AUX"):
            verb = verb.head
        words = {c.lemma_.lower() for c in verb.children if c.dep_ in ("acomp", "oprd", "attr", "ccomp")}
        if not any(s.lower_ == "it" for s in subjects(verb)) and verb.lemma_ == "be":
            return None
        if words & self._cues.unfit and (verb.lemma_ != "be" or verb.tag_ != "VBD"):
            return Stance.REJECTED
        remote = verb.lemma_ == "be" and bool(_REMOTE & _auxiliaries(verb))
        return Stance.HYPOTHETICAL if remote and words and not words & self._cues.open else None

    def _wished(self, node: Token) -> bool:
        """Return whether "to" says what somebody should do, where the parser finds no verb behind it.

        "They want B to fine importers", "are pressing for B to fine importers".
        """
        verb = node.head
        if node.dep_ != "prep" or node.lower_ != "to":
            return False
        lemma, children = verb.lemma_.lower(), list(verb.children)
        wanted = lemma in self._cues.proposal_verbs and any(c.dep_ == "dobj" for c in children)
        return wanted or (lemma in self._cues.campaigning and any(c.lower_ == "for" for c in children))

    def _hardly(self, subject: Token, verb: Token) -> bool:
        """Return whether next to nobody holds a thing: "few believe that", "only a fool would think that"."""
        words = {subject.lower_, *(c.lower_ for c in subject.children)}
        return not words.isdisjoint(self._cues.few) or ("would" in _auxiliaries(verb) and _alone(subject))

    def _falsely(self, verb: Token) -> bool:
        """Return whether what somebody says or thinks is told to be wrong, or next to nobody does."""
        falsely = any(c.dep_ == "advmod" and c.lower_ in self._cues.falsely for c in verb.children)
        return falsely or any(self._hardly(subject, verb) for subject in subjects(verb))

    def _called_for(self, node: Token) -> bool:
        """Return whether a noun of proposing wants it: "calls for B to fine", "one option is to let B fine"."""
        nouns, above = self._cues.proposal_nouns, node.head
        if node.dep_ in ("acl", "advcl", "relcl") and above.pos_ == "NOUN" and above.lemma_.lower() in nouns:
            return any(c.tag_ == "TO" for c in node.children)
        if node.dep_ in ("pcomp", "pobj") and above.lower_ in ("for", "to") and node.pos_ == "VERB":
            return above.head.pos_ == "NOUN" and above.head.lemma_.lower() in nouns
        return (
            above.lemma_ == "be"
            and node.dep_ in ("xcomp", "ccomp", "advcl", "attr")
            and not any(g.lower_ == "so" for c in above.children for g in c.children)  # "so heavy is the case that ..."
            and any(s.lemma_.lower() in nouns for s in subjects(above))
        )

    def _campaigned_for(self, node: Token) -> bool:
        """Return whether a verb of asking wants what "for" names: "pressed ministers for the introduction of fines"."""
        if (
            node.tag_ == "VB"
            and node.dep_ in ("advcl", "ccomp", "xcomp")
            and any(c.dep_ == "mark" and c.lower_ == "for" for c in node.children)
        ):
            return node.head.lemma_.lower() in self._cues.campaigning  # "lobbied for B to fine"
        wanted = node.dep_ in ("pobj", "pcomp") and node.head.lower_ == "for"
        verb = node.head.head
        while wanted and verb.dep_ in ("dobj", "pobj", "prep") and verb.pos_ != "VERB":
            verb = verb.head
        return wanted and verb.pos_ == "VERB" and verb.lemma_.lower() in self._cues.campaigning

    def _wanting(self, verb: Token) -> bool:
        """Return whether a verb says what would have to be there first: "it would take an Act to ..."."""
        modals = _auxiliaries(verb)
        if "could" in modals and any(_alone(s) for s in subjects(verb)):
            return True  # "only an Act could let B fine"
        return bool(modals & {"would", "'d"}) and verb.lemma_.lower() in self._cues.requirements

    def _mistaken(self, node: Token) -> bool:
        """Return whether who holds a thing is said to be wrong: "readers who think that ... are mistaken"."""
        verb = node.head
        denied = any(self._doc[i].lower_ in _PLAIN for i in self._negation.own(verb))
        if node.dep_ == "nsubj" and denied and not self._cues.holding.isdisjoint(self._cues.called(verb)):
            return True  # "the claim that B fines does not survive"
        # "turned out to be false"
        found_out = [c for x in verb.children if x.dep_ == "xcomp" for c in (x, *x.children)]
        return node.dep_ in ("nsubj", "csubj") and any(
            c.dep_ in ("acomp", "attr", "prep", "oprd", "xcomp") and c.lemma_.lower() in self._cues.rejecting
            for c in (*verb.children, verb, *found_out)
        )

    @staticmethod
    def _inverted(verb: Token) -> bool:
        told = subjects(verb)
        fronted = [c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.lower_ in ("should", "had", "were")]
        fronted += [verb] if verb.lower_ == "were" else []  # "were B to register marks"
        return bool(told and fronted and fronted[0].i < told[0].i)

    def _conditional(self, node: Token) -> Stance | None:
        if node.pos_ not in ("VERB", "AUX", "ADJ", "NOUN", "PROPN"):
            return None
        below = [g for c in node.children if c.dep_ == "aux" for g in c.children]  # "whether it could itself issue"
        for child in (*node.children, *below):
            if child.dep_ in ("mark", "advmod") and child.lower_ in self._cues.conditions and child.i < node.i:
                if child.lower_ == "whether" and child.i + 1 < len(self._doc) and self._doc[child.i + 1].lower_ == "to":
                    continue  # "will decide whether to revoke" claims the power to revoke
                return Stance.HYPOTHETICAL
        if node.dep_ in ("advcl", "ccomp", "conj") and self._inverted(node):
            return Stance.HYPOTHETICAL
        return None

    @staticmethod
    def _counterfactual(verb: Token) -> bool:
        aux = _auxiliaries(verb)
        return "have" in aux and bool(_REMOTE & aux)


def _imagined(doc: Doc) -> int:
    """Return how many words at the start only imagine a thing, whatever the parser makes of them.

    "Letting B decide the dispute would be absurd."
    """
    if not len(doc) or doc[0].tag_ != "VBG":
        return 0
    end = next((t.i for t in doc if t.tag_ == "MD" or t.is_punct), 0)
    return end if doc[end].lower_ in _REMOTE else 0


def _auxiliaries(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ == "aux"}


def _alone(subject: Token) -> bool:
    """Return whether "only" stands before a subject, or with it."""
    first = subject.left_edge
    return "only" in (first.lower_, first.nbor(-1).lower_ if first.i else "", *(c.lower_ for c in subject.children))


def _that(node: Token) -> bool:
    """Return whether a clause says what a noun holds: "the claim that B fined the copier"."""
    return node.dep_ == "acl" and any(c.dep_ == "mark" and c.lower_ == "that" for c in node.children)


def _described(node: Token) -> bool:
    """Return whether a clause only describes a noun ("the costs bill a loser pays") and is not what it proposes."""
    return (
        node.dep_ == "acl" and node.head.pos_ == "NOUN" and not any(c.lower_ in ("to", "that") for c in node.children)
    )


def _doing(clause: Token) -> bool:
    """Return whether a clause is a subject that names a deed: "to do nothing would", "letting B fine would"."""
    return clause.dep_ in _CLAUSAL and clause.tag_ in ("VB", "VBG")
