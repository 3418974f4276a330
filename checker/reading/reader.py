"""Sentences that passed the gate, parsed and read into claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from checker.quantities import amounts
from checker.reading.claim import Claims, Filler, Predicate
from checker.reading.dates import between, moments
from checker.reading.roles import Language, Places, RoleReader
from checker.reading.scan import Mention, Sentence
from checker.reading.scene import Scenes
from checker.reading.stance import Cues, Reading, Stance, StanceReader
from checker.rulebook.compiled import Compiled, Unit
from checker.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_VERBAL = {"VERB", "AUX"}
_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_NOMINAL = {"NOUN", "PROPN"}
_AT = ("in", "at", "before", "with", "by", "inside", "within", "under")
_TO = ("to", "into", "against", "for", "onto", "unto")
_FROM = ("from", "of", "by")
_PRONOUNS = {"it", "they", "them", "he", "she", "this", "that", "these", "those", "which", "who"}
_ANTECEDENT = {"it", "they", "he", "she"}
_MODALS = {"can", "could", "may", "might", "cannot"}
_TAKEN_BACK = re.compile(
    r"[\"'“‘(]?(?:That|This|It|They|He|She|Not so|Wrong|False|Untrue|No|Neither|None|Nothing of the (?:sort|kind)|In (?:fact|truth|reality))\b",
    re.IGNORECASE,
)
_SHORT_DENIAL = re.compile(
    r"(?:(?:That|This|It|They|He|She) (?:is|was|were|are|does|do|did|can|could|has|had|will|would|may)\s?(?:not|n['’]t|cannot)?\b[^.]{0,12}[.!]?$|It cannot\b|Not so\b|Wrong\b|False\b|Untrue\b|Nothing of the)",
    re.IGNORECASE,
)
_POWER_NOUNS = {
    "power",
    "authority",
    "jurisdiction",
    "right",
    "ability",
    "able",
    "entitle",
    "empower",
    "allow",
    "permit",
}


class Reader:
    """Reads the sentences of one draft. `docs` holds the parsed ones by number."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        words = compiled.words
        self._roles = RoleReader(
            Language(
                frozenset(words.get("light-verb", ())),
                frozenset(words.get("object-control", ())),
                frozenset(words.get("part-noun", ())),
            )
        )
        self._cues = Cues(
            *(
                frozenset(words.get(name, ()))
                for name in (
                    "negative-word",
                    "negative-verb",
                    "negative-noun",
                    "proposal-verb",
                    "rejecting-verb",
                    "condition",
                    "speech-verb",
                )
            )
        )
        self._bodies = compiled.body_mask

    def read(
        self, sentences: list[Sentence], docs: dict[int, Doc], wanted: Iterable[int], text: str
    ) -> Iterator[tuple[int, Claims]]:
        """Yield (number, claims) of each wanted sentence."""
        scenes = Scenes(self._compiled, sentences, text)
        for number in wanted:
            yield number, _SentenceReader(self, sentences, docs, number, text, scenes).claims()


class _SentenceReader:
    def __init__(
        self, reader: Reader, sentences: list[Sentence], docs: dict[int, Doc], number: int, text: str, scenes: Scenes
    ) -> None:
        self._reader, self._sentences, self._docs = reader, sentences, docs
        self._compiled, self._roles, self._bodies = reader._compiled, reader._roles, reader._bodies  # noqa: SLF001
        self._sentence, self._doc, self._text, self._scenes = sentences[number], docs[number], text, scenes
        self._stance = StanceReader(reader._cues, self._doc)  # noqa: SLF001
        self._headline = len(self._doc) <= 18 and not any(
            t.pos_ == "DET" or t.dep_ in ("aux", "auxpass") for t in self._doc if t.lower_ != "to"
        )
        self._at: dict[int, list[Mention]] = {}
        self._head: dict[int, Token] = {}
        self._place_mentions()

    def _place_mentions(self) -> None:
        """Align mentions with tokens; a mention's head is the token of its span that depends on one outside."""
        base = self._sentence.span.start
        begins = {t.idx: t.i for t in self._doc}
        covering: dict[int, int] = {}
        for token in self._doc:
            for offset in range(token.idx, token.idx + len(token)):
                covering[offset] = token.i
        for mention in self._sentence.mentions:
            first = begins.get(mention.span.start - base, covering.get(mention.span.start - base))
            last = covering.get(mention.span.end - 1 - base)
            if first is None or last is None:
                continue
            inside = range(first, last + 1)
            for i in inside:
                self._at.setdefault(i, []).append(mention)
            heads = [i for i in inside if self._doc[i].head.i not in inside or self._doc[i].head.i == i]
            self._head[id(mention)] = self._doc[heads[0] if heads else first]

    # -- the whole sentence

    def claims(self) -> Claims:
        sentence = self._sentence
        text = sentence.span.of(self._text)
        base = sentence.span.start
        predicates = [p for m in sentence.mentions if m.form.unit >= 0 and (p := self._predicate(m)) is not None]
        dates = moments(text)
        shifted = [a._replace(span=a.span.shifted(base)) for a in (*amounts(text), *between(dates))]
        return Claims(
            sentence.span, text, [m for m in sentence.mentions if id(m) in self._head and self._meant(m)], predicates, shifted,
            [m._replace(span=m.span.shifted(base)) for m in dates],
            self._window(), self._read_mentions, self._distance, self._scene,
            told=self._told(), present=self._present(),
            directed=[m for m in sentence.mentions if m.closure & self._bodies and self._directed(m)],
        )  # fmt: skip

    def _present(self) -> bool:
        """Return whether the sentence speaks of the law as it is: its main verb stands in the present or future."""
        roots = [t for t in self._doc if t.dep_ == "ROOT"]
        if not roots:
            return False
        verbs = [roots[0], *(c for c in roots[0].children if c.dep_ in ("aux", "auxpass"))]
        if any(v.tag_ == "VBD" for v in verbs) or any(v.lemma_ == "have" and v.dep_ == "aux" for v in verbs):
            return False
        return any(v.tag_ in ("VBZ", "VBP", "MD") for v in verbs)

    def _told(self) -> str:
        """Return "fiction" or "falsity" where the text tells the sentence as such or takes it back, else ""."""
        cues = self._compiled.cues
        for other in self._sentences[max(0, self._sentence.number - 3) : self._sentence.number + 1]:
            if other.paragraph == self._sentence.paragraph and any(
                cues.get(m.atom) == "fiction" for m in other.mentions
            ):
                return "fiction"
        if any(cues.get(m.atom) == "falsity" for m in self._sentence.mentions) or self._said_falsely():
            return "falsity"
        following = self._sentences[self._sentence.number + 1 : self._sentence.number + 2]
        if following and following[0].paragraph == self._sentence.paragraph:
            text = following[0].span.of(self._text)
            if _TAKEN_BACK.match(text) and (
                any(cues.get(m.atom) == "falsity" for m in following[0].mentions) or _SHORT_DENIAL.match(text)
            ):
                return "falsity"
        return ""

    def _said_falsely(self) -> bool:
        adverbs, speech = self._compiled.words.get("falsity-adverb", ()), self._compiled.words.get("speech-verb", ())
        return any(t.lower_ in adverbs and t.head.lemma_.lower() in speech for t in self._doc)

    def _window(self) -> int:
        total = self._sentence.closure
        for other in self._sentences[max(0, self._sentence.number - 4) : self._sentence.number]:
            total |= other.closure
        return total

    def _meant(self, mention: Mention) -> bool:
        """Return whether the parse agrees with the part of speech that the form needs."""
        pos = mention.form.pos
        if not pos or mention.closure & self._bodies:
            return True
        head = self._head[id(mention)]
        tokens = [t for t in self._doc if self._covers(mention, t)]
        if pos == "V":
            verbal = any(t.pos_ in _VERBAL or t.tag_.startswith("V") for t in tokens)
            return verbal or self._headline or self._verbal_place(tokens[0]) or self._after_body(tokens[0])
        return head.pos_ in _NOMINAL or any(t.pos_ in _NOMINAL for t in tokens) or head.tag_ == "VBG"

    @staticmethod
    def _verbal_place(token: Token) -> bool:
        """Return whether a word that the tagger missed stands where a verb must: after `to` or a modal."""
        before = token.nbor(-1) if token.i else None
        return before is not None and (
            before.tag_ == "MD" or (before.lower_ == "to" and token.tag_ not in ("NNS", "NNP"))
        )

    def _after_body(self, token: Token) -> bool:
        """Return whether a word stands right after a body's name where the sentence's verb must be: none is before it.

        There the tagger's word for it ("MI5 fines counterfeiters": a compound noun) is not to be trusted.
        """
        if not token.i or not token.lower_.endswith(("s", "ed")):
            return False
        named = any(m.form.opaque and m.closure & self._bodies for m in self._at.get(token.i - 1, ()))
        if not named or any(t.tag_ in _FINITE for t in self._doc[: token.i]):
            return False
        following = self._doc[token.i + 1] if token.i + 1 < len(self._doc) else None
        return following is not None and following.tag_ not in _FINITE and not following.is_punct

    def _covers(self, mention: Mention, token: Token) -> bool:
        at = self._sentence.span.start + token.idx
        return at < mention.span.end and at + len(token) > mention.span.start

    def _distance(self, a: Span, b: Span) -> int:
        gap = max(a.start - b.end, b.start - a.end, 0)
        between = self._text[min(a.end, b.end) : max(a.start, b.start)]
        return gap + 40 * sum(between.count(c) for c in ";:") + 12 * between.count(",")

    def _read_mentions(self, mentions: Iterable[Mention]) -> Reading:
        negators: set[int] = set()
        stances: set[Stance] = set()
        covered: set[int] = set()
        for mention in mentions:
            if id(mention) not in self._head:
                continue
            reading = self._stance.of(self._head[id(mention)])
            negators |= reading.negators
            stances.add(reading.stance)
            covered |= {t.i for t in self._doc if self._covers(mention, t)}
        dead = stances - {Stance.ASSERTED, Stance.ATTRIBUTED}
        if dead == {Stance.HYPOTHETICAL} and len(stances) > 1:
            dead = set()  # "infringed only if he knew": the condition is part of what is asserted
        return Reading(min(dead) if dead else Stance.ASSERTED, frozenset(negators - covered))

    def _scene(self, mentions: Iterable[Mention]) -> tuple[str, bool, bool]:
        return self._scenes.of(self._sentence, list(mentions))

    def _directed(self, mention: Mention) -> bool:
        """Return whether a body stands where something is brought to it, or hears it."""
        head = self._head.get(id(mention))
        if head is None:
            return False
        while head.dep_ in ("compound", "conj", "appos", "nmod"):
            head = head.head
        if head.dep_ == "pobj":
            return head.head.lower_ in ("to", "before", "in", "at", "into", "with", "by", "for")
        return head.dep_ in ("nsubj", "dobj", "dative", "poss", "nsubjpass")

    # -- predicates

    def _predicate(self, mention: Mention) -> Predicate | None:
        if id(mention) not in self._head or not self._meant(mention):
            return None
        unit = self._compiled.units[mention.form.unit]
        tokens = [t for t in self._doc if self._covers(mention, t)]
        token = tokens[0] if unit.shape == "verb" else self._head[id(mention)]
        if unit.shape == "verb":
            if token.pos_ not in _VERBAL and not token.tag_.startswith("V"):
                verbal = [t for t in tokens if t.pos_ in _VERBAL]
                token = verbal[0] if verbal else token
            if token.dep_ in ("aux", "auxpass"):
                token = token.head
            if token.dep_ == "amod" and token.tag_ == "VBN":
                return None
        if unit.shape == "be":
            return self._be_predicate(mention, unit, tokens[0])
        misread = unit.shape == "verb" and not any(t.pos_ in _VERBAL for t in tokens)
        if misread and (self._headline or self._after_body(tokens[0])):
            return self._build(mention, unit, token, self._roles.by_order(token))
        places = self._roles.places(token, noun=unit.shape == "noun")
        if unit.shape == "verb":
            for extra in tokens:
                if extra.i != token.i and extra.dep_ in ("prep", "agent", "prt", "advmod", "dobj"):
                    for child in extra.children:
                        if child.dep_ in ("pobj", "pcomp"):
                            places.object.append(child)
                        elif child.dep_ == "prep":
                            places.prepositions.setdefault(child.lower_, []).extend(
                                c for c in child.children if c.dep_ == "pobj"
                            )
        return self._build(mention, unit, token, places)

    def _be_predicate(self, mention: Mention, unit: Unit, token: Token) -> Predicate | None:
        complements = [
            c
            for t in self._doc
            if self._covers(mention, t)
            for c in t.children
            if c.dep_ in ("pobj", "pcomp") and not self._covers(mention, c)
        ]
        above = token
        while above.head.i != above.i and (above.pos_ not in _VERBAL or self._covers(mention, above)):
            above = above.head
        if not complements or above.pos_ not in _VERBAL:
            return None
        if above.lemma_ not in ("be", "remain", "rest", "stay", "lie", "pend", "sit", "now"):
            return None
        places = self._roles.places(above, noun=False)
        places.object, places.agent = places.agent, complements
        return self._build(mention, unit._replace(body="agent", thing="object"), above, places)

    def _build(self, mention: Mention, unit: Unit, token: Token, places: Places) -> Predicate | None:
        prepositions = places.prepositions
        if unit.body == "agent":
            heads = places.agent
        elif unit.body == "object":
            heads = places.object
        else:
            heads = [t for p in unit.body.split("|") for t in prepositions.get(p, [])]
        if unit.body != "agent" and not heads:
            return None
        bodies = [f for h in dict.fromkeys(heads) if (f := self._filler(h)) is not None]
        own = {t.i for t in token.subtree}
        agent_tokens = {
            t.i for h in places.agent for t in h.subtree if not self._crosses(h, t) and (h.i in own or t.i not in own)
        }
        body_tokens = {t.i for h in heads for t in h.subtree} if unit.body != "agent" else agent_tokens
        region: set[int] = self._clause(token)
        for head in [*places.object, *(t for hs in prepositions.values() for t in hs)]:
            region |= {t.i for t in head.subtree}
        if unit.shape == "verb" and token.dep_ == "pobj":
            region |= {t.i for t in self._doc[token.i + 1 : token.i + 5]}
        region -= body_tokens | {t.i for t in self._doc if self._covers(mention, t)}
        if unit.body != "agent":
            region |= agent_tokens
        if unit.shape == "noun":
            region -= agent_tokens - {c.i for c in token.children if c.dep_ in ("compound", "nmod", "amod")}
        things = places.object if unit.body == "agent" else [*places.agent, *places.object]
        anaphoric = (
            not things
            and (not prepositions or token.dep_ == "pobj")
            or any(t.lower_ in _PRONOUNS or t.lower_ in ("case", "matter", "dispute", "claim") for t in things)
        )
        reading = self._stance.of(token)
        covered = {t.i for t in self._doc if self._covers(mention, t)}
        if covered & reading.negators:
            reading = Reading(reading.stance, reading.negators - covered)
        return Predicate(
            mention, unit, bodies, self._mentions_in(agent_tokens), self._mentions_in(region - agent_tokens if unit.body == "agent" else region),
            self._complements(prepositions, _AT), self._complements(prepositions, _TO), self._complements(prepositions, _FROM),
            anaphoric, reading, self._modal(token),
        )  # fmt: skip

    @staticmethod
    def _clause(token: Token) -> set[int]:
        """Return the tokens below a word, without clauses joined to it that have subjects of their own."""
        found: set[int] = {token.i}
        todo = list(token.children)
        while todo:
            child = todo.pop()
            joined = child.dep_ in ("conj", "parataxis") and child.pos_ in _VERBAL
            if joined and any(c.dep_ in ("nsubj", "nsubjpass") and c.pos_ != "PRON" for c in child.children):
                continue
            found.add(child.i)
            todo += child.children
        return found

    @staticmethod
    def _crosses(head: Token, token: Token) -> bool:
        """Return whether a clause boundary lies between a noun and a word below it."""
        while token.i != head.i:
            if token.dep_ in ("relcl", "advcl"):
                return True
            token = token.head
        return False

    def _complements(self, prepositions: dict[str, list[Token]], names: tuple[str, ...]) -> list[Mention]:
        return self._mentions_in({t.i for name in names for h in prepositions.get(name, []) for t in h.subtree})

    def _mentions_in(self, tokens: set[int]) -> list[Mention]:
        found: dict[int, Mention] = {}
        for i in sorted(tokens):
            for mention in self._at.get(i, ()):
                if self._head[id(mention)].i in tokens:
                    found[id(mention)] = mention
        return list(found.values())

    def _modal(self, token: Token) -> bool:
        node = token
        for _ in range(4):
            if any(c.dep_ in ("aux", "neg") and c.lower_ in _MODALS or c.lower_ == "ca" for c in node.children):
                return True
            if node.head.i == node.i:
                return False
            node = node.head
            if node.lemma_.lower() in _POWER_NOUNS:
                return True
        return False

    # -- who

    def _filler(self, head: Token) -> Filler | None:
        """Return the bodies that a noun phrase names, or that its pronoun or description stands for."""
        base = self._sentence.span.start
        span = Span(base + head.left_edge.idx, base + head.right_edge.idx + len(head.right_edge))
        own: list[Mention] = []
        for token in self._roles.heads_of_group(head):
            for mention in self._at.get(token.i, ()):
                if mention.closure & self._bodies and mention not in own and self._name_fits(mention):
                    own.append(mention)
        named = [m for m in own if not self._compiled.bodies[m.atom].is_kind]
        if not named and (owner := self._owner(head)) is not None and (antecedent := self._last_named(owner)):
            return Filler(antecedent, span, resolved=True)
        if not named and (referred := self._refer(head)):
            return Filler(referred, span, resolved=True)
        chosen = named or own
        if chosen:
            return Filler(chosen, span, restricted=self._restricted(head))
        if head.lower_ in _ANTECEDENT and head.pos_ == "PRON" and (antecedent := self._antecedent(head)):
            return Filler(antecedent, span, resolved=True)
        return None

    def _owner(self, head: Token) -> Token | None:
        """Return the possessive pronoun of "its officers", "their lawyers": who acts is the body that it stands for."""
        if not self._roles.is_part(head):
            return None
        return next((c for c in head.children if c.dep_ == "poss" and c.lower_ in ("its", "their")), None)

    def _name_fits(self, mention: Mention) -> bool:
        return not (mention.form.unless & self._sentence.primary)

    def _restricted(self, head: Token) -> bool:
        first = head.left_edge
        near = [first, *([first.nbor(-1)] if first.i else [])]
        return any(t.lower_ in ("only", "solely", "exclusively") for t in near) or any(
            c.lower_ in ("only", "alone", "sole") for c in head.children
        )

    def _refer(self, head: Token) -> list[Mention]:
        """Resolve a description ("the office") to the last body before it that it may stand for."""
        mask = 0
        for mention in self._at.get(head.i, ()):
            mask |= self._compiled.refer.get(mention.atom, 0)
        if not mask:
            return []
        determiner = any(c.lower_ in ("the", "that", "this") for c in head.children)
        if not determiner and head.pos_ != "PROPN":
            return []
        before = self._sentence.span.start + head.idx
        for sentence in reversed(self._sentences[max(0, self._sentence.number - 6) : self._sentence.number + 1]):
            for mention in reversed(sentence.mentions):
                if mention.span.end <= before and (1 << mention.atom) & mask:
                    return [mention]
        return []

    def _last_named(self, head: Token) -> list[Mention]:
        """Return the body named last before a word, in its sentence or the one before."""
        before = self._sentence.span.start + head.idx
        for sentence in reversed(self._sentences[max(0, self._sentence.number - 1) : self._sentence.number + 1]):
            for mention in reversed(sentence.mentions):
                if mention.span.end <= before and mention.form.opaque and mention.closure & self._bodies:
                    return [mention]
        return []

    def _antecedent(self, head: Token) -> list[Mention]:
        """Resolve a pronoun to the body that was the last subject: in this sentence, or the one before."""
        personal = head.lower_ in ("he", "she")
        for token in reversed(list(self._doc[: head.i])):
            if token.dep_ in ("nsubj", "nsubjpass") and token.lower_ not in _PRONOUNS:
                found = self._bodies_at(token)
                return [] if personal and not found else found
        for other in reversed(self._sentences[max(0, self._sentence.number - 2) : self._sentence.number]):
            doc = self._docs.get(other.number)
            if doc is None:
                return []
            earlier = _SentenceReader(self._reader, self._sentences, self._docs, other.number, self._text, self._scenes)
            subjects = [t for t in doc if t.dep_ in ("nsubj", "nsubjpass") and t.lower_ not in _PRONOUNS]
            if subjects:
                main = [t for t in subjects if t.head.dep_ == "ROOT"] or subjects[:1]
                return [] if personal else earlier._bodies_at(main[0])  # noqa: SLF001
        return []

    def _bodies_at(self, token: Token) -> list[Mention]:
        found = [
            m
            for t in self._roles.heads_of_group(token)
            for m in self._at.get(t.i, ())
            if m.closure & self._bodies and self._name_fits(m)
        ]
        return [m for m in found if not self._compiled.bodies[m.atom].is_kind] or found
