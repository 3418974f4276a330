"""Who is meant: bodies named, described ("the office") or referred back to ("it", "its officers")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.reading.answers import answered
from checker.reading.claim import Filler
from checker.reading.parsed import ParsedSentence
from checker.reading.passage import Passage
from checker.reading.roles import RoleReader
from checker.reading.scan import Mention
from checker.rulebook.compiled import NONE

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS = frozenset({"it", "they", "them", "he", "she", "this", "that", "these", "those", "which", "who"})
_ANTECEDENT = frozenset({"it", "they", "he", "she"})
_SUBJECTS = ("nsubj", "nsubjpass")
DESCRIBED, NAMED, SUBJECT = 6, 1, 2  # sentences before that a description, an owner and a pronoun look back over
_GONE_TO = ("to", "with", "before", "by")  # and not "in": there the place is meant
_SPEAKERS = ("we", "i")
_ASKING = ("who", "whom", "which", "what")
_OWNERS = ("its", "their", "whose")
# With what may be run together with a pronoun and is a token of its own: "they'll", "itd".
_PRONOUN = re.compile(r"(?<![^\W_])(?:it(?:ll|d)?|they(?:ll|d|ve|re)?|s?he(?:s|d|ll)?)(?![^\W_])", re.IGNORECASE)
_OWNER = re.compile(rf"(?<![^\W_])(?:{'|'.join(_OWNERS)})(?![^\W_])", re.IGNORECASE)


def has_pronoun(text: str) -> bool:
    """Return whether a sentence has a pronoun that may stand for a body which one of the `SUBJECT` before it names."""
    return _PRONOUN.search(text) is not None


def has_owner(text: str) -> bool:
    """Return whether a sentence has a possessive that may stand for a body which the `NAMED` before it names."""
    return _OWNER.search(text) is not None


class References:
    """Resolves the noun phrases of one sentence to bodies."""

    def __init__(self, passage: Passage, parsed: ParsedSentence, roles: RoleReader) -> None:
        self._passage, self._parsed, self._roles = passage, parsed, roles
        self._bodies = passage.compiled.bodies
        self._people = frozenset(passage.compiled.words.get("person-noun", ()))
        self._speech = frozenset(passage.compiled.words.get("speech-verb", ()))
        self._titles = frozenset(passage.compiled.words.get("courtesy-title", ()))
        self._past = frozenset(passage.compiled.words.get("former-adjective", ()))
        self._number = parsed.sentence.number

    def filler(self, head: Token) -> Filler | None:
        """Return the bodies that a noun phrase names, or that its pronoun or description stands for."""
        span, own = self._parsed.span(head), [] if self._is_past(head) else self._at(self._parsed, head)
        named = [m for m in own if not self._bodies[m.atom].is_kind]
        if not named and (referred := self._owned(head) or self._described(head)):
            return Filler(referred, span, resolved=True)
        if own:
            return Filler(named or own, span, restricted=_restricted(head))
        if _asks_who(head) and (answer := self._answer()):
            return Filler(answer, span, resolved=True)
        if head.lower_ in _SPEAKERS and (speaker := self._speaker(head)) is not None:
            return self.filler(speaker)
        if head.lower_ in _ANTECEDENT and head.pos_ == "PRON" and (antecedent := self._antecedent(head)):
            return Filler(antecedent, span, resolved=True)
        return None

    def _is_past(self, head: Token) -> bool:
        """Return whether somebody is of a body no longer: "a former officer of B", "an ex-B lawyer"."""
        words = [c.lower_ for c in head.children if c.dep_ in ("amod", "compound", "nmod", "advmod")]
        return self._roles.is_part(head) and any(w in self._past or w.startswith("ex-") for w in words)

    def _at(self, parsed: ParsedSentence, head: Token) -> list[Mention]:
        found: dict[int, Mention] = {}
        for token in self._roles.heads_of_group(head):
            found |= {id(m): m for m in parsed.at(token) if parsed.is_body(m)}
        return list(found.values())

    def _owned(self, head: Token) -> list[Mention]:
        """Resolve "its officers", "their lawyers" to the body named last before."""
        owner = next((c for c in head.children if c.dep_ == "poss" and c.lower_ in _OWNERS), None)
        if owner is None or not self._roles.is_part(head):
            return []
        for mention in self._passage.backwards(self._number, self._parsed.offset(owner), NAMED):
            if mention.form.opaque and mention.atom in self._bodies:
                return [mention]
        return []

    def _described(self, head: Token) -> list[Mention]:
        """Resolve a description ("the office") to the last body before it that it may stand for."""
        mask: set[int] = set()
        for mention in self._parsed.at(head):
            mask |= self._passage.compiled.refer.get(mention.atom, NONE)
        definite = head.pos_ == "PROPN" or any(c.lower_ in ("the", "that", "this") for c in head.children)
        if mask and definite:
            for mention in self._passage.backwards(self._number, self._parsed.offset(head), DESCRIBED):
                if mention.atom in mask:
                    return [mention]
            return self._seated(head)
        return []

    def _seated(self, head: Token) -> list[Mention]:
        """Resolve the name of a place to the body that sits there: in a sentence about rights, none of them its own."""
        compiled = self._passage.compiled
        topics = [m for m in self._parsed.mentions if m.atom in compiled.topic_mask]
        of_rights = topics and not any(t.lower_ in _OWNERS for t in self._parsed.doc[head.i :])
        placed = head.dep_ in _SUBJECTS or (head.dep_ == "pobj" and head.head.lower_ in _GONE_TO)
        if not of_rights or not placed or any(c.dep_ in ("compound", "appos", "amod") for c in head.children):
            return []
        return [
            Mention(at, compiled.closure(at), mention.span, mention.form._replace(atom=at, opaque=True, unit=-1))
            for mention in self._parsed.at(head)
            if (at := compiled.seats.get(mention.atom)) is not None
        ]

    def _speaker(self, head: Token) -> Token | None:
        """Return who says what stands in quotes: "'We decided the claim,' B said"."""
        clauses = [t for t in head.ancestors if t.dep_ == "ccomp" and t.head.lemma_.lower() in self._speech]
        quoted = clauses and any(t.is_quote for t in self._parsed.doc[: head.i])
        subjects = [c for c in clauses[-1].head.children if c.dep_ in _SUBJECTS] if quoted else []
        return next((s for s in subjects if s.lower_ not in _SPEAKERS), None)

    def _answer(self) -> list[Mention]:
        """Return the bodies that answer the sentence's question: "Who hears the claim? The High Court."."""
        base, at = self._parsed.sentence.span.start, answered(self._parsed.doc.text)
        named = [m for m in self._parsed.sentence.mentions if self._parsed.is_body(m)] if at else []
        return [m for m in named if m.span.start >= base + at]

    def _antecedent(self, head: Token) -> list[Mention]:
        """Resolve a pronoun to the body that was the last subject: in this sentence, or in one just before."""
        personal = head.lower_ in ("he", "she")
        before = [t for t in reversed(list(self._parsed.doc[: head.i])) if _stands_for(t, head)]
        before = [t for t in before if not _acts_on(t.head, head)]
        if head.lower_ == "it" and before and all(self._is_somebody(t) for t in before):
            return self._only(self._parsed, self._parsed.offset(head))
        above = {head.i, *(t.i for t in head.ancestors)}
        for token in [*(t for t in before if t.head.i in above), *before]:  # first those whose clause holds the pronoun
            return self._person(self._parsed, token) if personal else self._subject(self._parsed, token)
        for other in reversed(self._passage.before(self._number, SUBJECT)):
            parsed = self._passage.parsed(other.number)
            if parsed is None:
                return []
            subjects = [t for t in parsed.doc if _stands_for(t, head)]
            if subjects:
                main = next((t for t in subjects if t.head.dep_ == "ROOT"), subjects[0])
                return self._person(parsed, main) if personal else self._subject(parsed, main)
            if not personal and (told := self._only(parsed, parsed.sentence.span.end)):
                return told
        return []

    def _is_somebody(self, subject: Token) -> bool:
        """Return whether a subject is a person, and so not meant by "it": "Mrs Hale took the claim to B, and it"."""
        titled = any(c.dep_ == "compound" and c.lower_.rstrip(".") in self._titles for c in subject.children)
        clause = (t for c in subject.head.children if c.i > subject.i for t in (c, *c.children))
        return titled or any(t.dep_ == "poss" and t.lower_ in ("her", "his") for t in clause)

    def _only(self, parsed: ParsedSentence, end: int) -> list[Mention]:
        """Return the one body that stands before an offset in a sentence that has no subject for a pronoun.

        "Hats off to B! It decided the claim."
        """
        named = [m for m in parsed.sentence.mentions if m.span.end <= end and parsed.is_body(m)]
        certain = [m for m in named if not self._bodies[m.atom].is_kind] or named
        return certain[-1:] if len({m.atom for m in certain}) == 1 else []

    def _person(self, parsed: ParsedSentence, token: Token) -> list[Mention]:
        """Return the body that an officer acts for ("the hearing officer"), for "he" and "she"."""
        return self._subject(parsed, token) if token.lemma_.lower() in self._people else []

    def _subject(self, parsed: ParsedSentence, token: Token) -> list[Mention]:
        found = self._at(parsed, token)
        return [m for m in found if not self._bodies[m.atom].is_kind] or found


def _asks_who(head: Token) -> bool:
    """Return whether a noun phrase asks for a body: "who", "which court", "what body"."""
    return head.lower_ in _ASKING or any(c.dep_ == "det" and c.lower_ in _ASKING for c in head.children)


def _stands_for(token: Token, pronoun: Token) -> bool:
    """Return whether a word is a subject that a pronoun may refer to: no pronoun itself, and of its number."""
    if token.dep_ not in _SUBJECTS or token.lower_ in PRONOUNS:
        return False
    return pronoun.lower_ == "they" or token.tag_ not in ("NNS", "NNPS")


def _restricted(head: Token) -> bool:
    """Return whether "only", "alone" or the like keeps what is said to this one."""
    first = head.left_edge
    near = [first, *([first.nbor(-1)] if first.i else [])]
    return any(t.lower_ in ("only", "solely", "exclusively") for t in near) or any(
        c.lower_ in ("only", "alone", "sole") for c in head.children
    )


def _acts_on(verb: Token, pronoun: Token) -> bool:
    """Return whether a pronoun is what a verb acts on, and so not its subject: "helped it", "helped it to decide"."""
    if pronoun.head.i == verb.i:
        return pronoun.dep_ not in ("nsubj", "nsubjpass")
    inner = pronoun.head
    return inner.head.i == verb.i and inner.dep_ in ("ccomp", "xcomp") and any(c.lower_ == "to" for c in inner.children)
