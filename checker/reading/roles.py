"""Who does what: the places of a predicate read off the dependency tree.

Labels are those of the English models (ClearNLP style): nsubj, nsubjpass, dobj, agent, relcl, acl, xcomp, advcl, pcomp.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = {"nsubj", "csubj", "expl"}
_PASSIVE_SUBJECTS = {"nsubjpass", "csubjpass"}
_ATTACHED = frozenset({"conj", "advcl", "acomp", "attr", "dep", "parataxis", "oprd"})
_ON_THE_WORD = ("on", "by", "at", "under")
_HAVE = ("have", "having")  # the second is what the parser makes of "having fined"
_DEEPEST = 8
_STRESS = 4  # words before a pronoun that only stresses a noun in which the noun stands
_HELD_BY = ("to", "with", "on", "upon", "in", "for")
_BELONGING = ("of", "at", "from", "in", "within", "for")
_OF_OTHERS = ("under", "without", "despite", "against")


@dataclass(slots=True)
class Language:
    """Word lists of the rule files that reading needs, as sets of lemmas."""

    light: frozenset[str] = frozenset()
    getting: frozenset[str] = frozenset()
    powers: frozenset[str] = frozenset()
    object_control: frozenset[str] = frozenset()
    part_nouns: frozenset[str] = frozenset()
    belonging: frozenset[str] = frozenset()
    origin: frozenset[str] = frozenset()
    decisions: frozenset[str] = frozenset()
    receiving: frozenset[str] = frozenset()
    burdening: frozenset[str] = frozenset()
    doings: frozenset[str] = frozenset()
    commanding: frozenset[str] = frozenset()
    behests: frozenset[str] = frozenset()
    carriers: frozenset[str] = frozenset()
    vesting: frozenset[str] = frozenset()
    leaving: frozenset[str] = frozenset()


@dataclass(slots=True)
class Places:
    """The heads that stand in a predicate's places; `prepositions` maps a preposition to its complements."""

    agent: list[Token] = field(default_factory=list)
    object: list[Token] = field(default_factory=list)
    prepositions: dict[str, list[Token]] = field(default_factory=dict)
    passive: bool = False


def _children(token: Token, *labels: str) -> list[Token]:
    return [c for c in token.children if c.dep_ in labels]


def _conjuncts(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ in ("conj", "appos") and not _contrasted(child):
            yield from _conjuncts(child)


def _contrasted(token: Token) -> bool:
    """Return whether a noun is what another is set against: "falls to A, not B"."""
    before = token.left_edge.i - 1
    return any(c.dep_ == "neg" for c in token.children) or (before >= 0 and token.doc[before].lower_ == "not")


def _meant_by(preposition: Token) -> Iterator[Token]:
    """Yield the prepositions that hold: of "by A, not by B" the first, of "not by A but by B" the last."""
    if not _contrasted(preposition):
        yield preposition
    yield from (c for c in _children(preposition, "conj") if c.lower_ == preposition.lower_ and not _contrasted(c))


def _emphasised(subject: Token) -> Token:
    """Return the noun that a pronoun only stresses: of "the office may itself order" the office."""
    if not subject.lower_.endswith(("self", "selves")) or subject.i == 0:
        return subject
    before = [t for t in subject.doc[max(0, subject.i - _STRESS) : subject.i] if t.pos_ in ("NOUN", "PROPN", "PRON")]
    return before[-1] if before else subject


def _is_passive(verb: Token) -> bool:
    if any(c.dep_ in ("auxpass", "nsubjpass", "csubjpass") for c in verb.children):
        return True
    if verb.tag_ != "VBN" or any(c.dep_ == "aux" and c.lemma_ in _HAVE for c in verb.children):
        return False
    if verb.dep_ in ("acl", "advcl", "amod"):
        return True
    if verb.dep_ == "ROOT":
        return not any(c.dep_ in ("dobj", "aux") for c in verb.children)  # a headline: "Patent revoked by comptroller"
    return verb.dep_ == "conj" and verb.head.tag_ == "VBN" and _is_passive(verb.head)


def _by(verb: Token) -> list[Token]:
    return [t for agent in _children(verb, "agent") for p in _meant_by(agent) for t in _children(p, "pobj")]


def _instrument(preposition: Token) -> bool:
    """Return whether a phrase tells by what somebody does a thing: "froze the accounts by an injunction"."""
    verb = preposition.head
    return preposition.lower_ in ("by", "through") and verb.pos_ == "VERB" and not _is_passive(verb)


def _by_joined(verb: Token) -> list[Token]:
    """Return who does it where "by B" stands with the last of joined verbs: "are granted and refused by B"."""
    return [
        t
        for joined in _children(verb, "conj")
        if joined.tag_ == "VBN" and not _own_subject(joined)
        for t in _by(joined)
    ]


def _same_as(noun: Token) -> list[Token]:
    """Return what a noun is said to be, or to be among.

    "The body that decides is B", "B is one of those that decide".
    """
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        return _children(noun.head, "attr")
    among = noun.head if noun.dep_ == "pobj" and noun.head.lower_ in ("among", "of") else None
    verb = among.head if among is not None else noun
    if among is not None and among.lower_ == "of":  # "one of the bodies that decide"
        verb = verb.head if verb.lower_ == "one" and verb.dep_ == "attr" else noun
    if verb.lemma_ != "be":
        return []
    return [c for c in verb.children if c.dep_ == "nsubj" or (c.dep_ == "attr" and c.i > noun.i)]


def _own_subject(verb: Token) -> bool:
    return bool(_children(verb, *_SUBJECTS, *_PASSIVE_SUBJECTS))


def _by_below(verb: Token) -> list[Token]:
    """Return who does it where "by B" hangs on the infinitive after it: "was found to have copied by B".

    The infinitive is active and has its own subject above, so that B can only be who found.
    """
    found = []
    for clause in _children(verb, "xcomp", "ccomp"):
        if clause.tag_ in ("VB", "VBN") and not _is_passive(clause) and any(c.lower_ == "to" for c in clause.children):
            phrases = [
                c
                for c in clause.children
                if c.dep_ in ("agent", "prep") and c.lower_ == "by" and c.i > clause.i and not _contrasted(c)
            ]
            found += [t for p in phrases for t in _children(p, "pobj")]
    return found


class RoleReader:
    """Reads places off one sentence's tree."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def places(self, token: Token, *, noun: bool) -> Places:
        """Return the places of a predicate at `token`, a verb or (with `noun`) a nominalisation."""
        places = self._noun(token) if noun else self._verb(token)
        for name in ("agent", "object"):
            heads = [t for h in getattr(places, name) for t in _conjuncts(h)]
            setattr(places, name, list(dict.fromkeys(heads)))
        places.prepositions = {
            p: list(dict.fromkeys(t for h in hs for t in _conjuncts(h))) for p, hs in places.prepositions.items()
        }
        return places

    def _verb(self, verb: Token) -> Places:
        places = Places(passive=_is_passive(verb))
        subjects, objects = self._subjects(verb, 0), _children(verb, "dobj", "attr", "oprd")
        for preposition in (p for o in objects for p in _children(o, "prep")):
            self._preposition(preposition, places)
        if verb.dep_ == "relcl":
            objects = self._relative_objects(verb, subjects, objects, places)
        if places.passive:
            places.object += subjects
            places.prepositions.setdefault("dobj", []).extend(objects)
        else:
            places.agent += [*subjects, *(t for s in subjects for t in self._decided_by(s))]
            places.object += objects
        for child in verb.children:
            if child.dep_ == "agent":
                places.agent += [t for p in _meant_by(child) for t in _children(p, "pobj", "pcomp")]
            elif child.dep_ in ("prep", "dative"):
                self._preposition(child, places)
            elif child.dep_ in ("ccomp", "xcomp"):
                places.prepositions.setdefault("clause", []).append(child)
            elif child.dep_ == "prt":
                for preposition in _children(child, "prep"):
                    self._preposition(preposition, places)
        if places.passive and not places.agent:
            places.agent += self._by_behind(verb) or _by_below(verb) or _by_joined(verb) or self._ordered_by(verb)
        if not places.object:  # "seized and copied the files": the object stands with the last verb
            joined = _children(verb, "conj")
            places.object += _children(joined[0], "dobj") if joined and joined[0].pos_ == "VERB" else []
        return places

    def _by_behind(self, verb: Token) -> list[Token]:
        """Return who does it where "by B" hangs on a noun before it: "was led off in handcuffs by B"."""
        nouns = [t for p in _children(verb, "prep") for t in _children(p, "pobj")]
        inert = [t for t in nouns if t.pos_ in ("NOUN", "PROPN") and self._inert(t)]
        inert += _children(verb, "oprd", "acomp")  # "was found liable for it by B"
        phrases = [p for t in inert for p in t.children if p.lower_ == "by" and not _contrasted(p)]
        return [b for p in phrases for b in _children(p, "pobj")]

    def _ordered_by(self, verb: Token) -> list[Token]:
        """Return on whose word a thing is done: "was seized on the orders of B", "B ordered that it be seized"."""
        head = verb.head
        if verb.dep_ in ("ccomp", "xcomp") and head.lemma_ in self._language.commanding and not _is_passive(head):
            return self._subjects(head, 0)
        phrases = [c for c in verb.children if c.dep_ in ("prep", "agent") and c.lower_ in _ON_THE_WORD]
        words = [t for p in phrases for t in _children(p, "pobj") if t.lemma_.lower() in self._language.behests]
        found = [t for w in words for t in _children(w, "poss")]
        return found + [
            t for w in words for p in _children(w, "prep") if p.lower_ in ("of", "from") for t in _children(p, "pobj")
        ]

    def _relative_objects(
        self, verb: Token, subjects: list[Token], objects: list[Token], places: Places
    ) -> list[Token]:
        """Return the objects of a relative clause's verb: where "which" or nothing stands, the noun before it."""
        objects = [verb.head if self._relative(o) else o for o in objects]
        subject_relative = any(self._relative(s) for s in _children(verb, *_SUBJECTS))
        if not objects and not subject_relative and not places.passive and subjects and subjects != [verb.head]:
            return [verb.head]
        return objects

    @staticmethod
    def _relative(token: Token) -> bool:
        return token.tag_ in ("WDT", "WP", "WP$")

    def _preposition(self, preposition: Token, places: Places) -> None:
        name = preposition.lower_
        if preposition.dep_ == "dative" and preposition.pos_ != "ADP":
            places.prepositions.setdefault("to", []).append(preposition)
            return
        if _contrasted(preposition):
            for meant in _meant_by(preposition):
                self._preposition(meant, places)
            return
        heads = _children(preposition, "pobj", "pcomp")
        heads = [preposition.head.head if self._relative(h) and preposition.head.dep_ == "relcl" else h for h in heads]
        places.prepositions.setdefault(name, []).extend(heads)
        for inner in _children(preposition, "prep"):
            self._preposition(inner, places)
        for joined in _children(preposition, "conj"):  # "in A or at B"
            if joined.dep_ == "conj" and joined.pos_ == "ADP" and joined.lower_ != name and not _contrasted(joined):
                self._preposition(joined, places)

    def _subjects(self, verb: Token, depth: int) -> list[Token]:
        """Return the heads of the subject, through control, coordination, participles and relative clauses."""
        if depth > _DEEPEST:
            return []
        own = [s for s in _children(verb, *_SUBJECTS, *_PASSIVE_SUBJECTS) if s.dep_ != "expl" and s.tag_ != "EX"]
        own = own or self._left_to(verb)
        if own:
            return [_emphasised(s) for s in self._meant(verb, own, depth)]
        if verb.dep_ in ("relcl", "acl", "amod"):
            return self._modified(verb, depth)
        head = verb.head
        if verb.dep_ == "csubj":
            return self._fallen_to(head)
        if verb.dep_ in ("xcomp", "ccomp", "advcl"):
            controlled = self._controlled(verb)
            if controlled or verb.dep_ != "advcl":
                return controlled or self._subjects(head, depth + 1)
        if verb.dep_ in _ATTACHED and head.pos_ in ("NOUN", "PROPN") and verb.dep_ in ("advcl", "conj"):
            return [head] if verb.dep_ == "advcl" else []
        if verb.dep_ in _ATTACHED and head.pos_ != "ADP":
            return self._subjects(head, depth + 1)
        # "the decision to fast-track" may have its infinitive read as a noun
        infinitive = verb.dep_ == "pobj" and head.lower_ == "to"
        return self._prepositional(head, depth) if infinitive or verb.dep_ in ("pcomp", *_ATTACHED) else []

    def _left_to(self, verb: Token) -> list[Token]:
        """Return whose an infinitive is: "it is for B to decide", "it falls to B to decide"."""
        marked = [t for m in _children(verb, "mark") if m.lower_ == "for" for t in _children(m, "pobj")]
        it = verb.dep_ in ("xcomp", "advcl") and any(s.lower_ == "it" for s in _children(verb.head, "nsubj", "expl"))
        if it and verb.head.lemma_ == "take":  # "it took B two days to decide"
            return _children(verb.head, "dobj", "dative")[:1]
        return marked or (self._fallen_to(verb.head) if it else [])

    def _meant(self, verb: Token, own: list[Token], depth: int) -> list[Token]:
        """Return who the subject of a verb is, where it stands behind a relative pronoun, a cleft or "what B did"."""
        relative = any(self._relative(s) or s.lower_ == "that" for s in own)
        if verb.dep_ == "relcl" and relative:
            noun = verb.head  # "the body that decides is B"
            return [*_same_as(noun), noun]
        cleft = verb.dep_ in ("ccomp", "advcl") and relative and verb.head.lemma_ == "be"  # "it is B that decides"
        if cleft and (found := [a for a in _children(verb.head, "attr") if a.i < verb.i]):
            return found
        if own[0].dep_ == "csubj" and own[0].lemma_ == "do":  # "what B did was decide"
            return self._subjects(own[0], depth + 1)
        return own

    def _controlled(self, clause: Token) -> list[Token]:
        """Return who does what a clause names by what the verb above it has: "told B to fine", "gave B power to"."""
        head = clause.head
        if clause.dep_ == "xcomp" and head.pos_ in ("NOUN", "PROPN"):
            return [head]  # a headline: "B to decide in May"
        objects = _children(head, "dobj", "dative")
        beside = any(o.right_edge.i + 1 == clause.left_edge.i for o in objects)  # it hangs there as if it said why
        if (clause.dep_ != "advcl" or beside) and head.lemma_ in self._language.object_control:
            whom = head.dep_ == "relcl" and head.left_edge.lower_ == "whom"
            return objects or ([head.head] if whom else [])
        return self._vested(head) if clause.dep_ != "ccomp" else []

    def _vested(self, verb: Token) -> list[Token]:
        """Return to whom a verb gives a power: "the Act confers power on B to ...", "the power is vested in B"."""
        given = [c for c in _children(verb, "dobj", "nsubjpass") if c.lemma_.lower() in self._language.powers]
        if not given or verb.lemma_ not in self._language.vesting:
            return []
        found = [c for c in _children(verb, "dative") if c.pos_ != "ADP"]
        for phrase in (c for c in verb.children if c.dep_ in ("prep", "dative") and c.lower_ in _HELD_BY):
            held = [t for p in _meant_by(phrase) for t in _children(p, "pobj")]
            found += [verb.head if self._relative(t) and verb.dep_ == "relcl" else t for t in held]
        return found

    def _fallen_to(self, verb: Token) -> list[Token]:
        """Return whose what the subject of a verb names is: "the decision rests with B", "the order came from B"."""
        held: tuple[str, ...] = _HELD_BY if verb.lemma_ in self._language.belonging else ()
        held = ("from",) if verb.lemma_ in self._language.origin else held
        found = [p for c in _children(verb, "prep") if c.lower_ in held for p in _meant_by(c)]
        open_to = [a for a in _children(verb, "acomp") if a.lower_ in self._language.leaving]
        found += [p for a in open_to for c in _children(a, "prep") if c.lower_ == "to" for p in _meant_by(c)]
        return [t for p in found for t in _children(p, "pobj")]

    def _decided_by(self, subject: Token) -> list[Token]:
        """Return whose decision does a thing: "a ruling from B revoked the patent" says that B revoked it."""
        if subject.lemma_.lower() not in self._language.decisions:
            return []
        origin = [t for p in _children(subject, "prep") if p.lower_ == "from" for t in _children(p, "pobj")]
        return [*self._noun_agents(subject, 0), *origin]

    def _modified(self, verb: Token, depth: int) -> list[Token]:
        """Return the subject of a verb that modifies a noun: the noun, or whose act the noun is."""
        noun = verb.head
        if verb.dep_ == "amod":
            return [noun] if verb.tag_ == "VBG" else []
        if verb.dep_ == "acl":
            if verb.tag_ == "VBG":  # "B signed an order halting the claim": the order does it, and so does B
                return [noun, *self._noun_agents(noun, depth + 1)]
            return [noun] if verb.tag_ == "VBN" else self._noun_agents(noun, depth + 1)
        return [noun] if verb.tag_ != "VB" or noun.dep_ == "ROOT" else self._noun_agents(noun, depth + 1)

    def _prepositional(self, preposition: Token, depth: int) -> list[Token]:
        above = preposition.head
        if preposition.lower_ == "from" and (kept := _children(above, "dobj")):
            return kept  # "nothing stops B from deciding"
        if above.pos_ in ("VERB", "AUX", "ADJ"):
            return self._subjects(above, depth + 1)
        return self._noun_agents(above, depth + 1)

    def _noun_agents(self, noun: Token, depth: int) -> list[Token]:
        """Return who the noun's act is by: possessor, `by` phrase, or the subject of the light verb it depends on."""
        if depth > _DEEPEST:
            return []
        language, head = self._language, noun.head
        light = language.light | language.getting if noun.lemma_.lower() in language.powers else language.light
        if noun.lemma_.lower() in language.powers and noun.dep_ in ("dobj", "nsubjpass") and (to := self._vested(head)):
            return to
        found = [self._owner(p) for p in _children(noun, "poss")]
        of = [t for p in _children(noun, "prep") if p.lower_ == "of" for t in _children(p, "pobj")]
        if not found or all(self._inert(o) for o in of):  # "the court's finding of infringement by B": B infringed
            found += [t for p in _children(noun, "prep", "agent") if p.lower_ == "by" for t in _children(p, "pobj")]
        if noun.dep_ == "nsubj":
            found += self._fallen_to(head)
        if noun.dep_ == "nsubjpass" and head.lemma_ in light:
            found += _by(head)
        elif noun.dep_ in ("dobj", "attr") and head.lemma_ in light:
            given = _is_passive(head) and noun.dep_ == "dobj"  # "A was granted an injunction by B"
            found += _by(head) if given else self._subjects(head, depth + 1)
        elif noun.dep_ == "pobj" and head.lower_ == "with" and noun.lemma_.lower() in language.powers:
            # "armed B with the power to rule", "armed with the power to rule, B ..."
            found += _children(head.head, "dobj") or self._subjects(head.head, depth + 1)
        elif noun.dep_ == "pobj" and head.dep_ == "prep" and self._burdens(head):
            found += _by(head.head) if _is_passive(head.head) else self._subjects(head.head, depth + 1)
        elif noun.dep_ == "pobj" and head.dep_ == "prep" and head.lower_ in _OF_OTHERS:
            pass  # "made the search under a warrant": whoever acts under one did not give it
        elif noun.dep_ == "pobj" and head.dep_ == "prep" and (head.head.lemma_ in light or _instrument(head)):
            found += self._subjects(head.head, depth + 1)
        elif noun.dep_ == "conj":
            found += self._noun_agents(head, depth + 1)
        found = found or [
            t for o in of if self._inert(o) for p in o.children if p.lower_ == "by" for t in _children(p, "pobj")
        ]
        for child in (
            c for n in (noun, *of) for c in n.children
        ):  # "the grant of the order made by B" has "made" hang on "order"
            if child.dep_ in ("acl", "relcl") and child.lemma_ in light:
                active = child.dep_ == "relcl" and not _is_passive(child)
                found += [s for s in _children(child, "nsubj") if not self._relative(s)] if active else _by(child)
        return found

    @staticmethod
    def _owner(possessor: Token) -> Token:
        """Return whom a possessor names: of "B, whose ruling ..." B."""
        if possessor.tag_ != "WP$":
            return possessor
        clause = next((t for t in possessor.ancestors if t.dep_ == "relcl"), None)
        return possessor if clause is None else clause.head

    def _noun(self, noun: Token) -> Places:
        places = Places()
        places.agent = self._noun_agents(noun, 0)
        places.agent += [
            c for c in noun.children if c.dep_ in ("compound", "nmod", "amod") and c.pos_ in ("PROPN", "NOUN")
        ]
        for child in noun.children:
            if child.dep_ == "prep":
                self._preposition(child, places)
            elif child.dep_ in ("acl", "relcl"):
                for preposition in _children(child, "prep", "agent"):
                    self._preposition(preposition, places)
        places.agent += places.prepositions.get("from", []) + self._given_by(noun)
        if noun.dep_ == "pobj" and noun.head.lower_ in ("by", "on", "at", "under"):  # "by order of B"
            places.agent += places.prepositions.get("of", [])
        places.object += places.prepositions.get("of", []) + places.prepositions.get("on", [])
        if noun.dep_ in ("dobj", "attr", "nsubj", "nsubjpass"):
            for child in noun.head.children:
                if child.dep_ in ("prep", "dative"):
                    self._preposition(child, places)
        return places

    def _burdens(self, preposition: Token) -> bool:
        """Return whether "with" brings what a verb lays on somebody: "hit the firm with a fine"."""
        return preposition.lower_ == "with" and preposition.head.lemma_ in self._language.burdening

    def _inert(self, noun: Token) -> bool:
        """Return whether a noun names nothing done, so that "by B" behind it goes with the noun before "of".

        "The revocation of the patent by B" is B's, "a finding of infringement by B" is not.
        """
        lemma = noun.lemma_.lower()
        return lemma not in self._language.doings and lemma not in self._language.decisions

    def _given_by(self, noun: Token) -> list[Token]:
        """Return from whom somebody has what a noun names: "won an order from B", "was left with a fine from B"."""
        brought = noun.dep_ == "pobj" and noun.head.lower_ == "with"
        verb = noun.head.head if brought else noun.head
        if verb.lemma_ not in self._language.receiving or not (brought or noun.dep_ in ("dobj", "nsubjpass")):
            return []
        phrases = [p for c in _children(verb, "prep") if c.lower_ == "from" for p in _meant_by(c)]
        return [t for p in phrases for t in _children(p, "pobj")]

    @staticmethod
    def by_order(token: Token) -> Places:
        """Return places by word order alone, for headlines, which the parser was not made for."""
        places = Places()
        nouns = [t for t in token.doc if t.pos_ in ("NOUN", "PROPN", "PRON")]
        before = [t for t in nouns if t.i < token.i]
        after = [t for t in nouns if t.i > token.i]
        following = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
        if following == "by" and token.lower_.endswith("ed"):
            places.passive = True
            places.object, places.agent = before[-1:], [t for t in after if t.i > token.i + 1][:1]
        else:
            places.agent, places.object = before[-1:], after
        return places

    def is_part(self, token: Token) -> bool:
        """Return whether a noun stands for the body that it belongs to: officers, a panel, lawyers."""
        return token.lemma_.lower() in self._language.part_nouns

    def carries(self, token: Token) -> bool:
        """Return whether a noun only carries word of a thing: a report, a letter, a copy."""
        return token.lemma_.lower() in self._language.carriers

    def heads_of_group(self, token: Token) -> Iterator[Token]:
        """Yield the tokens that say which body a noun phrase is: "officers of B", "a panel of B", "B's lawyers"."""
        yield token
        for child in token.children:
            if child.dep_ in ("compound", "nmod", "amod", "appos"):
                if child.dep_ == "appos" and _contrasted(child):
                    continue  # "a judge, not the office"
                yield child
                yield from (c for c in child.children if c.dep_ in ("compound", "appos", "amod", "poss"))
            elif child.dep_ == "poss" and self.is_part(token):
                yield child
                yield from (c for c in child.children if c.dep_ in ("compound", "appos", "amod"))
            elif child.dep_ == "prep" and child.lower_ in _BELONGING and self.is_part(token):
                for complement in _children(child, "pobj"):
                    yield from self.heads_of_group(complement)
