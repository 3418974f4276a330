"""Negation: the words that negate another, at it or above it in the tree, and where they leave it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reading.cues import Cues

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CUT = frozenset({"relcl", "advcl", "parataxis", "acl", "appos"})
_NEGATING = frozenset({"det", "advmod", "preconj", "cc", "predet"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "attr", "expl", "pobj"})
_INNER = frozenset({"det", "neg", "preconj", "advmod", "amod", "poss"})
_BESIDE = ("appos", "conj")
_FINITE = ("VBD", "VBZ")
_GOVERNED = frozenset({"ccomp", "xcomp", "acl", "dobj", "pobj", "pcomp", "prep", "nsubjpass", "attr"})
_NOBODY = ("nobody", "none", "no-one")
_OUTSIDE, _NEAR = ("out", "beyond"), 3  # tokens to the noun: "out of reach", "beyond the reach"
_NAUGHT = ("at", "in", "under", "to", "into", "of", "on", "as")  # "at no stage", "is as such no crime"
_BY = ("by", "under", "through", "after", "following")
_TIMING = ("before", "after", "since", "until")


class Negation:
    """Finds the negators (token indices) of words of one Doc."""

    def __init__(self, cues: Cues, doc: Doc) -> None:
        self._cues, self._doc = cues, doc

    def own(self, token: Token) -> set[int]:
        """Return the negators that stand at a token itself: not, no, nobody as subject, no longer, without."""
        words = self._cues.negative_words
        found: set[int] = set()
        for child in (*token.children, *_shared(token)):
            plain = child.dep_ == "neg" or child.lower_ in ("not", "n't")  # the tokenizer splits "cannot"
            if plain or (child.lower_ in words and child.dep_ in _NEGATING):
                found.add(child.i)
            elif child.dep_ == "advmod" and child.lower_ in self._cues.negative_adverbs and _leads(child, token):
                found |= {g.i for g in child.children if g.lower_ in words}
            elif child.dep_ == "acomp" and child.lower_ in self._cues.negative_adjectives:
                found.add(child.i)
            elif child.dep_ in _ARGUMENTS and token.pos_ in ("VERB", "AUX"):
                more = [c for c in child.children if c.lower_ == "more"]  # "no more power than"
                around = (child, *child.children, *(g for c in more for g in c.children))
                near = {t.i for t in around if t.lower_ in words and (t.i == child.i or t.dep_ in _INNER)}
                found |= near - {c.left_edge.i - 1 for c in child.children if c.dep_ in _BESIDE}  # "A, not B, decided"
            elif child.dep_ == "prep" and child.lower_ in _OUTSIDE and self._beyond(child):
                found.add(child.i)
            elif child.dep_ == "prep" and child.lower_ in _NAUGHT:
                found |= {child.i for complement in child.children for g in complement.children if g.lower_ == "no"}
            if child.dep_ == "prep" and any(c.lower_ in _NOBODY for c in child.children):
                found.add(child.i)  # "in none of these cases"
            if child.dep_ == "prep" and child.i < token.i:  # "has never in its history fined anybody"
                found |= {g.i for g in child.children if g.dep_ == "neg"}
        before = self._doc[token.i - 1] if token.i else None
        if before is not None and before.lower_ in words:
            beside = before.dep_ == "neg" and token.dep_ in _BESIDE and before.head.i == token.head.i
            if before.head.i == token.i or beside:  # "decisions, not verdicts"
                found.add(before.i)
        after = self._doc[token.i + 1] if token.i + 1 < len(self._doc) else None
        if after is not None and after.lower_ == "no" and after.dep_ == "det" and after.head.head.i == token.i:
            found.add(after.i)  # "awards no damages", whatever the parser takes it for
        if found and any(c.lower_ in ("until", "till") for c in token.children if c.i > token.i):
            return set()  # "does not lapse until 2059" says when it lapses
        if token.lemma_ == "be" and any(_compares(c) for c in token.children):
            found -= {i for i in found if self._doc[i].lower_ == "never"}  # "has never been easier for B to fine"
        return {i for i in found if not self._additive(i) and not self._idle(self._doc[i]) and self._of(token, i)}

    def above(self, node: Token) -> set[int]:
        """Return the negators that a word's head is or has: refuses to, a lack of, without, rather than."""
        head, found = node.head, set()
        if (at := self._denying(node)) is not None:
            found.add(at)
        if node.dep_ in ("pobj", "pcomp") and head.lower_ in ("without", "rather", "instead", "than"):
            found.add(head.i)
        if node.dep_ == "acl" and head.dep_ == "pobj" and head.head.lower_ in ("than", "instead"):
            found.add(head.head.i)  # "rather than B fining the firm"
        found |= {lost for power in _powers(node) if (lost := self._losing(power)) is not None}
        if node.dep_ == "prep" and node.lower_ == "without":
            found.add(node.i)
        if node.dep_ in ("xcomp", "prep") and head.lemma_ == "have":
            found |= {c.i for c in head.children if c.lower_ == "yet" and c.i > head.i}  # "has yet to fine anybody"
        if (be := _cleft(node)) is not None:
            found |= {c.i for c in be.children if c.dep_ == "neg"}
        if node.dep_ in ("acl", "relcl") and (head.lower_ in ("nothing", *_NOBODY) or self._none(head)):
            found.add(head.i)  # "nothing granted by B has effect abroad": nothing of it was said to be so
        if head.lemma_ == "be" and head.i < node.i and node.dep_ in _GOVERNED:
            found |= {i for doing in _doing(head) for i in self.own(doing)}
        return found

    def undone(self, node: Token) -> set[int]:
        """Return the negators that undo one another: "never fails to", "nothing prevents B from", "cannot avoid"."""
        at = self._denying(node)
        if at is None:
            return set()
        verb = self._doc[at]
        own = self.own(verb)
        return {at, *own} if own and verb.pos_ in ("VERB", "AUX") else set()

    def ends(self, node: Token) -> bool:
        """Return whether what negates above a word leaves it alone: another clause, or what follows "but"."""
        if node.dep_ == "ccomp" and _fronted(node):
            return True
        ahead = node.dep_ == "prep" and node.lower_ in _BY and any(node.i < s.i for s in subjects(node.head))
        if ahead or (node.dep_ == "pcomp" and node.head.lower_ in _TIMING):
            return True  # "by order of B the firm may not sell", "did not wait before fining"
        if node.dep_ in ("nsubj", "nsubjpass") and node.lemma_.lower() in self._cues.decisions:
            return True  # "the decision to fine was no surprise": it was taken
        if node.dep_ == "advcl" and node.tag_ == "VBG" and node.i < node.head.i and not subjects(node.head):
            return False  # "threatening to sue gives rise to no claim": it is the subject, whatever the parser says
        if node.dep_ in _CUT:
            infinitive = node.dep_ in ("acl", "advcl", "relcl") and any(c.tag_ == "TO" for c in node.children)
            # "no power to block", "cannot order a provider to block", "no business granting licences"
            able = node.dep_ == "acl" and node.head.lemma_.lower() in self._cues.powers
            return not (infinitive or able)
        if node.dep_ != "conj":
            return False
        joined = {c.lower_ for c in node.head.children if c.dep_ == "cc"}
        if node.pos_ not in ("VERB", "AUX"):
            return "but" in joined
        own = any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") and c.lower_ != "to" for c in node.children)
        # "heard nothing and revoked the patent": what the first verb acts on is not the second's
        apart = node.tag_ in _FINITE and min(self.own(node.head), default=0) > node.head.i and "nor" not in joined
        return own or apart or bool(joined & {"but", "yet"})

    def _denying(self, node: Token) -> int | None:
        """Return the verb or noun above a word that says it is not so; a preposition's governs what follows it."""
        head, cues = node.head, self._cues
        bare = node.dep_ == "advcl" and node.tag_ == "VBG" and any(c.dep_ == "prt" for c in head.children)
        if node.dep_ not in _GOVERNED and not bare:  # "ruled out deciding"
            return None
        verb = head.pos_ in ("VERB", "ADJ", "AUX") and not cues.negative_verbs.isdisjoint(cues.called(head))
        noun = head.lemma_.lower() in cues.negative_nouns and (node.dep_ != "prep" or node.lower_ in ("of", "in"))
        if (verb or noun) and (node.dep_ != "nsubjpass" or head.pos_ == "VERB"):
            return head.i
        return None

    def _losing(self, power: Token) -> int | None:
        """Return the verb by which somebody has a power no more: "has lost its power to fine"."""
        if power.lemma_.lower() not in self._cues.powers or power.dep_ not in ("dobj", "nsubjpass", "pobj"):
            return None
        verb = power.head.head if power.dep_ == "pobj" and power.head.lower_ == "of" else power.head
        lost = verb.pos_ == "VERB" and not self._cues.losing.isdisjoint(self._cues.called(verb))
        return verb.i if lost else None

    def _beyond(self, preposition: Token) -> bool:
        """Return whether a phrase says that a thing cannot be had: "out of reach", "beyond the bounds"."""
        return any(t.lower_ in self._cues.bounds for t in preposition.subtree if t.i - preposition.i <= _NEAR)

    def _none(self, noun: Token) -> bool:
        """Return whether there is none of what a noun names."""
        return any(c.dep_ == "det" and c.lower_ == "no" and not self._idle(c) for c in noun.children)

    def _of(self, token: Token, i: int) -> bool:
        """Return whether the negator at `i` is not that of what is set beside a noun: "decisions, not verdicts"."""
        following = self._doc[i + 1] if token.pos_ == "NOUN" and token.i < i < len(self._doc) - 1 else None
        return following is None or following.dep_ not in _BESIDE or following.head.i != token.i

    def _additive(self, i: int) -> bool:
        """Return whether the negator at `i` is the "not" of "not just ... but"."""
        if self._doc[i].lower_ not in ("not", "n't") or i + 1 == len(self._doc):
            return False
        return self._doc[i + 1].lower_ in ("just", "only", "merely", "simply")

    def _idle(self, negator: Token) -> bool:
        """Return whether a "no" denies nothing: "had no choice but to", "lost no time in"."""
        noun = negator.head
        names = {noun.lemma_.lower(), f"{noun.head.lemma_.lower()} {noun.lemma_.lower()}"}
        return negator.dep_ == "det" and not self._cues.idle.isdisjoint(names)


def _cleft(node: Token) -> Token | None:
    """Return the "be" of "it was not B that fined" and of "there never was a fine imposed by B", for what is done."""
    if node.dep_ not in ("relcl", "acl", "ccomp", "advcl"):
        return None
    be = node.head.head if node.head.dep_ in ("attr", "nsubj") else node.head
    first = next((c for c in be.children if c.dep_ in ("nsubj", "expl")), None) if be.lemma_ == "be" else None
    named = first is not None and (first.lower_ == "it" or first.dep_ == "expl") and not _judges(be)
    return be if named and be.i < node.i else None


def _judges(be: Token) -> bool:
    """Return whether a "be" says how a thing is: "it has never been easier for B to fine"."""
    return any(c.dep_ == "acomp" for c in be.children)


def _powers(node: Token) -> list[Token]:
    """Return what may be the power to do what a word names: itself, its head, what its verb acts on."""
    head = node.head
    if node.dep_ in ("acl", "prep"):
        return [node, head]
    if node.dep_ not in ("advcl", "xcomp"):
        return [node]
    of = [g for c in head.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children]
    return [*of, *(c for c in head.children if c.dep_ in ("dobj", "nsubjpass"))]


def _compares(complement: Token) -> bool:
    """Return whether a complement says how much more: "greater", "more useful"."""
    more = complement.tag_ == "JJR" or any(c.tag_ == "RBR" for c in complement.children)
    return complement.dep_ in ("acomp", "attr") and more


def subjects(verb: Token) -> list[Token]:
    """Return the subjects of a verb."""
    return [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]


def _shared(verb: Token) -> list[Token]:
    """Return the object that a verb shares with one joined to it: "hear, supervise and decide no claim"."""
    if verb.pos_ != "VERB" or any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in verb.children):
        return []
    joined = next((c for c in verb.children if c.dep_ == "conj" and _alike(c, verb) and not subjects(c)), None)
    if joined is None or any(c.dep_ == "prep" and c.i < joined.i for c in verb.children):
        return []
    return [c for c in joined.children if c.dep_ == "dobj"] or _shared(joined)


def _leads(adverb: Token, word: Token) -> bool:
    """Return whether an adverb bears on the whole of what a verb says: "can no longer", not "pays it, no more"."""
    return word.pos_ in ("VERB", "AUX") and (adverb.i < word.i or word.lemma_ == "be")


def _alike(one: Token, other: Token) -> bool:
    """Return whether two verbs have one form; the bare one is at times tagged as its present ("hear")."""
    return one.tag_ == other.tag_ or {one.tag_, other.tag_} == {"VB", "VBP"}


def _doing(be: Token) -> list[Token]:
    """Return the "do" of "what B cannot do is ..." and of "the one thing that B cannot do is ..."."""
    before = [c for c in be.children if c.i < be.i]
    clauses = [c for c in before if c.dep_ == "csubj"]
    clauses += [r for c in before if c.dep_ == "nsubj" for r in c.children if r.dep_ == "relcl"]
    return [c for c in clauses if c.lemma_ == "do"]


def _fronted(node: Token) -> bool:
    """Return whether a clause only stands before the one that the parser hung it on: "it is a crime, so a word ..."."""
    own = any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in node.children)
    marked = any(c.dep_ == "mark" for c in node.children)
    between = node.doc[node.right_edge.i + 1 : node.head.i]
    return own and not marked and node.i < node.head.i and any(t.lower_ in ("so", "and", "but", ";") for t in between)
