"""A sentence with its parse: where its mentions stand in the tree, and which of them are meant."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from checker.reading.scan import Mention, Sentence
from checker.rulebook.compiled import Mask
from checker.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

VERBAL = frozenset({"VERB", "AUX"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_RELATIVES = ("that", "which", "who")
_OPENERS = ("that", "because", "while", "whereas", "although", "though", "where", "when", "but")  # a clause begins
_HEADLINE = 18  # tokens


def _orphan(verb: Token) -> bool:
    """Return whether a finite verb has no subject, nor shares one as in "seized and copied"."""
    joined = verb.dep_ == "conj" and verb.head.pos_ in VERBAL
    return not joined and not any(c.dep_ in _SUBJECTS for c in verb.children)


class ParsedSentence:
    """A sentence's tokens and mentions, aligned.

    Args:
        sentence: the sentence with its mentions.
        doc: its parse.
        bodies: the atoms of bodies.
        abroad: the mentions (`id`) that name another body, of another country for instance, by the name of one here.
        lent: mentions of what its pronouns stand for.

    Attributes:
        sentence: the sentence with its mentions.
        doc: its parse; token offsets count from the sentence's start.
        mentions: its own, and what its pronouns stand for.
        lent: the latter.
        headline: it is short and without articles and auxiliaries, so that its order says more than its parse.
    """

    def __init__(
        self, sentence: Sentence, doc: Doc, bodies: Mask, abroad: frozenset[int], lent: Iterable[Mention] = ()
    ) -> None:
        self.sentence, self.doc, self._abroad = sentence, doc, abroad
        self.lent = list(lent)
        self.mentions = [*sentence.mentions, *self.lent]
        self.headline = len(doc) <= _HEADLINE and not any(
            t.pos_ == "DET" or t.dep_ in ("aux", "auxpass") for t in doc if t.lower_ != "to"
        )
        self._bodies = bodies
        self._at: dict[int, list[Mention]] = {}
        self._tokens: dict[int, list[Token]] = {}
        self._heads: dict[int, Token | None] = {}
        self._align()

    def _align(self) -> None:
        base, tokens = self.sentence.span.start, list(self.doc)
        covering = {offset: i for i, t in enumerate(tokens) for offset in range(t.idx, t.idx + len(t))}
        for mention in self.mentions:
            first, last = covering.get(mention.span.start - base), covering.get(mention.span.end - 1 - base)
            if first is not None and last is not None:
                self._tokens[id(mention)] = tokens[first : last + 1]
                for i in range(first, last + 1):
                    self._at.setdefault(i, []).append(mention)

    # -- mentions and tokens

    def at(self, token: Token) -> list[Mention]:
        """Return the mentions that cover a token."""
        return self._at.get(token.i, [])

    def tokens(self, mention: Mention) -> list[Token]:
        """Return the tokens of a mention; none where it could not be aligned."""
        return self._tokens.get(id(mention), [])

    def literal(self, mention: Mention) -> set[int]:
        """Return the indices of a mention's own words: of a phrase with a gap the first and last, not what fills it."""
        inside = [t.i for t in self.tokens(mention)]
        return {inside[0], inside[-1]} if mention.form.gap and inside else set(inside)

    def head(self, mention: Mention) -> Token | None:
        """Return the token of a mention that depends on one outside it."""
        if (key := id(mention)) not in self._heads:
            self._heads[key] = self._head(mention)
        return self._heads[key]

    def _head(self, mention: Mention) -> Token | None:
        inside = self.tokens(mention)
        if len(inside) == 1:
            return inside[0]
        numbers = {t.i for t in inside}
        return next((t for t in inside if t.head.i not in numbers or t.head.i == t.i), inside[0] if inside else None)

    def within(self, tokens: set[int]) -> list[Mention]:
        """Return the mentions whose heads are among the tokens (indices), in order, without namesakes of bodies."""
        found: dict[int, Mention] = {}
        for i in sorted(tokens):
            for mention in self._at.get(i, ()):
                head = self.head(mention)
                if head is not None and head.i in tokens and not self._namesake(mention):
                    found[id(mention)] = mention
        return list(found.values())

    def below(self, heads: Iterable[Token]) -> set[int]:
        """Return the indices of all tokens below the heads, these included."""
        return {t.i for h in heads for t in h.subtree}

    def span(self, head: Token) -> Span:
        """Return the place in the draft's prose of a phrase, by its head."""
        base, last = self.sentence.span.start, head.right_edge
        return Span(base + head.left_edge.idx, base + last.idx + len(last))

    def offset(self, token: Token) -> int:
        """Return where a token starts in the draft's prose."""
        return self.sentence.span.start + token.idx

    # -- what is meant

    def is_body(self, mention: Mention) -> bool:
        """Return whether a mention is of a body and not of what else its name can stand for."""
        named = bool(mention.closure & self._bodies) and id(mention) not in self._abroad
        return named and not mention.form.unless & self.sentence.primary

    def _namesake(self, mention: Mention) -> bool:
        return bool(mention.closure & self._bodies) and not self.is_body(mention)

    def meant(self, mention: Mention) -> bool:
        """Return whether the parse agrees with the part of speech that the form needs, and a body is no namesake."""
        pos, tokens = mention.form.pos, [] if id(mention) in self._abroad else self.tokens(mention)
        if tokens and tokens[0].i and tokens[0].lower_ == "only" and tokens[0].nbor(-1).lower_ == "not":
            return False  # "not only" keeps nothing to anybody
        if mention.form.near and tokens and (tokens[0].dep_ in ("aux", "auxpass") or tokens[-1].dep_ == "compound"):
            return False  # "is asking the court", "is a court order"
        if mention.closure & self._bodies:
            return bool(tokens) and self.is_body(mention)
        if pos == "V" and tokens and (tokens[0].tag_ == "POS" or self._compounded(mention, tokens[-1])):
            return False  # "B's director told the court", "fine-tuned"
        if not pos:
            return bool(tokens)
        if pos == "V":
            return bool(tokens) and (
                self.verbal(tokens) or self.headline or self._verbal_place(tokens[0]) or self.after_body(tokens[0])
            )
        if tokens and tokens[0].i > 1 and tokens[0].nbor(-1).tag_ == "PRP" and tokens[0].nbor(-2).lower_ == "of":
            return False  # "none of them fines copiers": a verb, whatever the tagger says
        head = self.head(mention)
        return head is not None and (any(t.pos_ in _NOMINAL for t in tokens) or head.tag_ == "VBG")

    def _compounded(self, mention: Mention, last: Token) -> bool:
        """Return whether a mention is only the first part of a hyphenated word."""
        end = mention.span.end - self.sentence.span.start
        return last.idx + len(last) > end and self.doc.text[end : end + 1] == "-"

    def doubtful(self, mention: Mention, *, verb: bool) -> bool:
        """Return whether the parse is not to be trusted on who does an act: it contradicts itself or the vocabulary.

        Args:
            mention: the act.
            verb: the vocabulary knows it as a verb.
        """
        tokens = self.tokens(mention)
        misread = verb and bool(tokens) and not self.verbal(tokens) and self._like_a_verb(tokens[0])
        return misread or self._contradictory

    def _like_a_verb(self, token: Token) -> bool:
        """Return whether a word has the ending or the place of a verb: "orders", but not "hearing", "a judge"."""
        return token.lower_.endswith(("s", "ed")) or self._verbal_place(token)

    @cached_property
    def _contradictory(self) -> bool:
        """Whether there is a verb in the present or past without a subject, or with such a verb none on top."""
        finite = [t for t in self.doc if t.tag_ in FINITE]
        if finite and any(t.dep_ == "ROOT" and t.pos_ not in VERBAL for t in self.doc):
            return True
        return any(_orphan(t.head if t.dep_ in ("aux", "auxpass") else t) for t in finite)

    @staticmethod
    def verbal(tokens: Iterable[Token]) -> bool:
        """Return whether the tagger takes any of the tokens for a verb."""
        return any(t.pos_ in VERBAL or t.tag_.startswith("V") for t in tokens)

    @staticmethod
    def _verbal_place(token: Token) -> bool:
        """Return whether a word that the tagger missed stands where a verb must: after `to` or a modal."""
        before = token.nbor(-1) if token.i else None
        return before is not None and (
            before.tag_ == "MD" or (before.lower_ == "to" and token.tag_ not in ("NNS", "NNP"))
        )

    def after_body(self, token: Token) -> bool:
        """Return whether a word stands right after a body's name where its clause's verb must be: none is before it.

        There the tagger's word for it ("MI5 fines counterfeiters": a compound noun) is not to be trusted.
        """
        before = token.nbor(-1) if token.i else None
        if before is None or not token.lower_.endswith(("s", "ed")):
            return False
        relative = before.lower_ in _RELATIVES and before.i > 0  # "it is MI5 that fines counterfeiters"
        before = before.nbor(-1) if relative else before
        named = any(m.form.opaque and m.closure & self._bodies for m in self._at.get(before.i, ()))
        opened = max((t.i for t in self.doc[: before.i] if t.lower_ in _OPENERS), default=0)
        if not named or not (relative or all(t.tag_ not in FINITE for t in self.doc[opened : before.i])):
            return False
        following = self.doc[token.i + 1] if token.i + 1 < len(self.doc) else None
        return following is not None and following.tag_ not in FINITE and not following.is_punct
