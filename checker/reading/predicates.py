"""Acts in a sentence, each with who and what stands in its places."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from checker.reading.claim import Filler, Predicate
from checker.reading.order import Order
from checker.reading.parsed import VERBAL, ParsedSentence
from checker.reading.reference import PRONOUNS, References
from checker.reading.roles import Places, RoleReader
from checker.reading.scan import Mention
from checker.reading.stance import Reading, StanceReader
from checker.rulebook.compiled import Compiled, Unit

if TYPE_CHECKING:
    from spacy.tokens import Token

_AT = ("in", "at", "before", "with", "by", "inside", "within", "under")
_TO = ("to", "into", "against", "for", "onto", "unto")
_FROM = ("from", "of", "by")
_MODALS = frozenset({"can", "could", "may", "might", "cannot"})
_POWER = frozenset(
    {"power", "authority", "jurisdiction", "right", "ability", "able", "entitle", "empower", "allow", "permit"}
)
_STATES = frozenset({"be", "remain", "rest", "stay", "lie", "pend", "sit", "now"})
_BARE = frozenset({"case", "matter", "dispute", "claim", "appeal", "lawsuit", "suit", "proceedings"})
_POLICY = frozenset({"should", "must", "may", "ought", "shall"})
_OVER = ("in", "on", "over", "about", "concerning")
_BESIDE = ("while", "whereas", "although", "though", "because")
_REACH = 5  # tokens after an infinitive that the parser took for a noun


class PredicateReader:
    """Reads the predicates of one sentence."""

    def __init__(
        self,
        compiled: Compiled,
        parsed: ParsedSentence,
        roles: RoleReader,
        stance: StanceReader,
        references: References,
    ) -> None:
        self._units, self._parsed, self._roles = compiled.units, parsed, roles
        self._stance, self._references = stance, references

    def read(self, mention: Mention) -> Predicate | None:
        """Return the predicate that a mention of an act opens, or None where it is none here."""
        parsed = self._parsed
        if not parsed.meant(mention):
            return None
        unit, tokens = self._units[mention.form.unit], parsed.tokens(mention)
        if unit.shape == "be":
            return self._be(mention, unit, tokens)
        if unit.shape == "noun":
            head = parsed.head(mention)
            return self._build(mention, unit, head, self._roles.places(head, noun=True)) if head is not None else None
        if unit.shape == "passive":
            return self._passive(mention, unit, tokens)
        return self._verb(mention, unit, tokens)

    def _verb(self, mention: Mention, unit: Unit, tokens: list[Token]) -> Predicate | None:
        parsed, token = self._parsed, tokens[0]
        if mention.form.gap and any(t.dep_ == "agent" for t in tokens[1:-1]):
            return None  # "handed down by B in the patent case": no patent was handed
        if not parsed.verbal([token]):
            token = next((t for t in tokens if t.pos_ in VERBAL), token)
        if token.dep_ in ("aux", "auxpass"):
            if len(tokens) == 1 and token.lemma_ in ("be", "have", "do"):
                return None  # an auxiliary is no act
            token = token.head
        if token.dep_ == "amod" and token.tag_ == "VBN":
            return None
        if self._stance.refuses(token):
            return None  # who refuses to do a thing refuses nobody anything
        misread = not any(t.pos_ in VERBAL for t in tokens)
        if misread and (parsed.headline or parsed.after_body(tokens[0])):
            return self._build(mention, unit, token, self._roles.by_order(token))
        places = self._roles.places(token, noun=False)
        for extra in tokens:
            if extra.i != token.i and extra.dep_ in ("prep", "agent", "prt", "advmod", "dobj"):
                _add_phrase(extra, places)
        return self._build(mention, unit, token, places)

    def _passive(self, mention: Mention, unit: Unit, tokens: list[Token]) -> Predicate | None:
        """Read "a fine was imposed by B", "a fine imposed by B", "the fine that B imposed"."""
        verb = next((t for t in reversed(tokens[unit.lead :]) if t.pos_ in VERBAL), None)
        if verb is None or self._stance.refuses(verb):
            return None
        places = self._roles.places(verb, noun=False)
        if not any(h.i in {t.i for t in tokens[: unit.lead]} for h in places.object):
            return None
        return self._build(mention, unit, verb, places)

    def _be(self, mention: Mention, unit: Unit, tokens: list[Token]) -> Predicate | None:
        """Read "X is before B", "X remains with B", "X is for B to say"."""
        own = {t.i for t in tokens}
        if tokens[0].i and tokens[0].nbor(-1).lower_ == ",":
            return None  # "a letter is enough, for B may order it"
        complements = [c for t in tokens for c in t.children if c.dep_ in ("pobj", "pcomp") and c.i not in own]
        above = tokens[0]
        if len(tokens) == 1 and above.lower_ == "for" and above.head.dep_ in ("nsubj", "nsubjpass"):
            return None  # "her bid for a share stays with B": the phrase is the noun's
        if above.dep_ == "mark":
            if above.lower_ != "for" or above.head.head.pos_ not in VERBAL:
                return None  # "it must be effective before B can order it", "there are calls for B to decide"
            complements, above = [c for c in above.head.children if c.dep_ == "nsubj"], above.head.head
        while above.head.i != above.i and (above.pos_ not in VERBAL or above.i in own):
            above = above.head
        if not complements or above.pos_ not in VERBAL or above.lemma_ not in _STATES:
            return None
        places = self._roles.places(above, noun=False)
        places.object, places.agent = places.agent, complements
        return self._build(mention, unit._replace(body="agent", thing="object"), above, places)

    def _of_headline(self, verb: Token) -> list[Filler]:
        """Return who acts in a headline without a subject: "B to rule on patent", "patent bad, rules B"."""
        doc, parsed = self._parsed.doc, self._parsed
        if verb.dep_ not in ("ROOT", "acl") or not verb.i:
            return []
        before = doc[verb.i - 1].lower_
        at = verb.i - 2 if before == "to" else verb.i + 1 if before == "," and verb.i + 2 >= len(doc) else -1
        named = [m for m in parsed.at(doc[at]) if parsed.is_body(m)] if 0 <= at < len(doc) else []
        return [Filler([m], m.span) for m in named[:1]]

    def _build(self, mention: Mention, unit: Unit, token: Token, places: Places) -> Predicate | None:
        parsed, prepositions = self._parsed, places.prepositions
        heads = _body_heads(unit, places)
        bodies = [f for h in dict.fromkeys(heads) if (f := self._references.filler(h)) is not None]
        if not bodies and unit.body not in ("agent", "object"):
            bodies = self._elsewhere(token, unit.body.split("|"))
        elif not bodies and unit.shape == "noun" and unit.matter:  # "a ruling of B", where the act is over some matter
            bodies = [f for h in prepositions.get("of", []) if (f := self._references.filler(h)) is not None]
        if unit.body != "agent" and not heads and not bodies:
            return None
        if not bodies and unit.shape != "passive" and parsed.doubtful(mention, verb=unit.shape == "verb"):
            bodies = [Filler([m], m.span) for m in self._order.agents(mention.span, unit)]
        if not bodies and unit.shape == "verb" and unit.body == "agent" and parsed.headline:
            bodies = self._of_headline(token)
        agent = self._agent(token, places)
        thing = self._thing(mention, unit, token, places, heads, agent)
        own, reading = parsed.literal(mention), self._stance.of(token)
        return Predicate(
            mention, unit, bodies, parsed.within(agent), parsed.within(thing),
            self._complements(prepositions, _AT), self._complements(prepositions, _TO),
            self._complements(prepositions, _FROM), _anaphoric(unit, token, places, parsed),
            Reading(reading.stance, reading.negators - own), _modal(token),
        )  # fmt: skip

    @cached_property
    def _order(self) -> Order:
        parsed = self._parsed
        bodies = [m for m in parsed.sentence.mentions if parsed.is_body(m)]
        return Order(parsed.doc.text, bodies, parsed.sentence.span.start)

    def _elsewhere(self, token: Token, prepositions: list[str]) -> list[Filler]:
        """Return the body of a phrase that the parser hung on a noun of the clause: "sued over its patent in B"."""
        clause = _clause(token)
        for word in reversed([t for t in self._parsed.doc[token.i :] if t.i in clause]):
            if word.dep_ in ("prep", "agent") and word.lower_ in prepositions:
                found = [f for c in word.children if c.dep_ == "pobj" and (f := self._references.filler(c)) is not None]
                if found:
                    return found
        return []

    def _agent(self, token: Token, places: Places) -> set[int]:
        own = self._parsed.below([token])
        found = {t.i for h in places.agent for t in h.subtree if not _crosses(h, t) and (h.i in own or t.i not in own)}
        behind = [c for h in places.agent if h.i > token.i for c in h.children if c.dep_ == "prep"]
        return found - self._parsed.below(c for c in behind if c.lower_ in _OVER)  # "a ruling by B in the dispute"

    def _thing(
        self, mention: Mention, unit: Unit, token: Token, places: Places, heads: list[Token], agent: set[int]
    ) -> set[int]:
        """Return the tokens of what is acted on: the clause without who acts."""
        parsed, by_agent = self._parsed, unit.body == "agent"
        own = self._act_itself(mention, unit)
        region = _clause(token)
        region |= parsed.below([*places.object, *(t for hs in places.prepositions.values() for t in hs)])
        if unit.shape == "verb" and token.dep_ == "pobj":
            region |= {t.i for t in parsed.doc[token.i + 1 : token.i + _REACH]}
        if unit.matter and unit.shape in ("verb", "be", "passive"):
            verbs = [token] if unit.shape == "verb" else [token, *(c for c in token.children if c.pos_ in VERBAL)]
            region -= parsed.below(c for v in verbs for c in _resolved_on(v))
        if unit.shape == "be" or not by_agent:
            region -= parsed.below(_said_besides(token))
        region -= (agent if by_agent else parsed.below(heads)) | own
        if not by_agent:
            region |= agent
            region -= parsed.below(t for t in (*places.object, *places.agent) if self._roles.carries(t))
        region -= self._excluded(region)
        if unit.shape == "noun":
            region -= agent - {c.i for c in token.children if c.dep_ in ("compound", "nmod", "amod")}
        return region - agent if by_agent else region

    def _act_itself(self, mention: Mention, unit: Unit) -> set[int]:
        """Return the tokens that say what is done, and not to what: without the patent of "award ... patent"."""
        own, head = self._parsed.literal(mention), self._parsed.head(mention)
        if unit.shape == "noun":
            return {head.i} if head is not None else own
        if unit.shape == "passive":
            return own - {t.i for t in self._parsed.tokens(mention)[: unit.lead]}
        if mention.form.gap:
            return {i for i in own if self._parsed.doc[i].dep_ != "dobj" or self._parsed.doc[i].head.i not in own}
        return own

    def _excluded(self, region: set[int]) -> set[int]:
        """Return the tokens of what "not" sets against what is said, and of what it only waits for.

        "About surveillance and not about patents", "settle the terms, but not whether it was infringed"; "stopped the
        sales pending the trial".
        """
        doc = self._parsed.doc
        against = [doc[i] for i in region if doc[i].dep_ in ("conj", "appos", "prep", "pobj", "dobj")]
        set_apart = (t for t in against if "not" in (t.left_edge.lower_, t.left_edge.i and t.left_edge.nbor(-1).lower_))
        return self._parsed.below([*set_apart, *(t for t in against if t.lower_ == "pending")])

    def _complements(self, prepositions: dict[str, list[Token]], names: tuple[str, ...]) -> list[Mention]:
        return self._parsed.within(self._parsed.below(h for name in names for h in prepositions.get(name, [])))


def _body_heads(unit: Unit, places: Places) -> list[Token]:
    if unit.body == "agent":
        return places.agent
    if unit.body == "object":
        return places.object
    return [t for p in unit.body.split("|") for t in places.prepositions.get(p, [])]


def _add_phrase(extra: Token, places: Places) -> None:
    """Add the complements of a verb's own particle: "rule on X", "take charge of X"."""
    for child in extra.children:
        if child.dep_ in ("pobj", "pcomp"):
            places.object.append(child)
        elif child.dep_ == "prep":
            found = [c for c in child.children if c.dep_ == "pobj"]
            places.prepositions.setdefault(child.lower_, []).extend(found)


def _clause(token: Token) -> set[int]:
    """Return the tokens below a word, without what is said by clauses joined to it.

    Such a clause has a subject of its own, or, where the word has its object already, another object: "registers marks
    but does not register copyright", but not "seized and copied the files".
    """
    found: set[int] = {token.i}
    todo = list(token.children)
    own_places = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass") or (c.dep_ == "prep" and c.i > token.i)]
    whole = any(c.lower_ not in PRONOUNS for c in own_places)
    while todo:
        child = todo.pop()
        joined = child.dep_ in ("conj", "parataxis") and child.pos_ in VERBAL
        own = any(c.dep_ in ("nsubj", "nsubjpass") and c.pos_ != "PRON" for c in child.children)
        own = own or any(c.dep_ == "neg" for c in child.children)  # "grants patents but does not decide infringement"
        last = max((c.i for c in own_places), default=child.i)
        apart = whole and child.head.i == token.i and last < child.i and any(c.dep_ == "dobj" for c in child.children)
        beside = (
            whole and child.dep_ == "advcl" and any(c.lower_ in _BESIDE for c in child.children if c.dep_ == "mark")
        )
        # "having advised the firm, B closed the file"
        ahead = child.dep_ == "advcl" and child.i < token.i and any(c.dep_ == "dobj" for c in child.children)
        if not (beside or ahead or (joined and (own or apart))):
            found.add(child.i)
            todo += child.children
    return found


def _said_besides(verb: Token) -> list[Token]:
    """Return the infinitives that say what falls to somebody, beside a noun: "the task falls to B to warn"."""
    if not any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ not in PRONOUNS for c in verb.children):
        return []
    return [c for c in verb.children if c.dep_ in ("advcl", "xcomp") and _to(c)]


def _resolved_on(verb: Token) -> list[Token]:
    """Return the clauses that say what somebody means to do, or to allow, and no matter that is judged.

    "Decided to charge the copier", "will decide whether to consult", "decided that designs should be protected".
    """
    if any(c.dep_ == "dobj" for c in verb.children):
        return []
    found = []
    for clause in (c for c in verb.children if c.dep_ == "csubj" or (c.dep_ in ("xcomp", "ccomp") and c.i > verb.i)):
        if _to(clause) or any(c.dep_ == "aux" and c.lower_ in _POLICY for c in clause.children):
            found.append(clause)
    return found


def _crosses(head: Token, token: Token) -> bool:
    """Return whether a clause boundary lies between a noun and a word below it."""
    while token.i != head.i:
        if token.dep_ in ("relcl", "advcl"):
            return True
        token = token.head
    return False


def _anaphoric(unit: Unit, token: Token, places: Places, parsed: ParsedSentence) -> bool:
    """Return whether the thing acted on is left to the sentences before: a pronoun, a bare noun, or nothing."""
    for clause in filter(
        _left_to, (token, *token.children)
    ):  # "that is for B to say", "it is for B to say whether ..."
        named = [c for c in clause.head.children if c.dep_ in ("nsubj", "csubj") and c.lower_ not in PRONOUNS]
        return not named and not any(c.dep_ in ("ccomp", "xcomp", "dobj") for c in clause.children)
    infinitive = any(c.dep_ in ("xcomp", "ccomp", "advcl") and _to(c) for c in token.children)
    if unit.body != "agent" and infinitive and any(t.lower_ == "it" for t in places.agent):
        return False  # "it falls to B to warn": what falls to B is said
    things = places.object if unit.body == "agent" else [*places.agent, *places.object]
    if not things:
        return not places.prepositions or token.dep_ == "pobj"
    return any(
        t.lower_ in PRONOUNS or (t.lower_ in _BARE and not _of_its_own(t, parsed) and not _told(t)) for t in things
    )


def _of_its_own(noun: Token, parsed: ParsedSentence) -> bool:
    """Return whether a word before a bare noun is no more than a word to the rules: "her whistleblowing claim"."""
    said = (c for c in noun.children if c.dep_ == "compound" and c.pos_ == "NOUN")
    return any(all(len(m.closure) == 1 for m in parsed.at(c)) for c in said)


def _told(noun: Token) -> bool:
    """Return whether the sentence says what a bare noun is: "who owned it first is a matter that B may settle"."""
    return noun.dep_ == "attr" and any(c.dep_ == "csubj" for c in noun.head.children)


def _to(clause: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)


def _left_to(clause: Token) -> bool:
    """Return whether a clause is the infinitive of "for B to say"."""
    return any(c.dep_ == "mark" and c.lower_ == "for" for c in clause.children)


def _modal(token: Token) -> bool:
    """Return whether an auxiliary of possibility, or a noun or verb of power a little above, goes with a verb."""
    node = token
    for _ in range(4):
        if any(c.dep_ in ("aux", "neg") and c.lower_ in _MODALS or c.lower_ == "ca" for c in node.children):
            return True
        if node.head.i == node.i:
            return False
        node = node.head
        if node.lemma_.lower() in _POWER:
            return True
    return False
