"""Whether two texts say the same: their words in order, or the same words with the same said of the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from checker.quantities import amounts
from checker.reading.parse import parser
from checker.spans import Span
from checker.training.material import Material

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_STAND_INS = "Mary John Peter Anna Simon Laura Thomas Helen".split()  # first names, which the parser takes for names
_LIMIT = re.compile(r"\bat (?:most|least)\b", re.IGNORECASE)
_ROUGH = 10.0  # days: 24 months are two years
_SLACK = 31  # days below which durations are told apart to the day
AS_SUCH = "assuch"  # "no crime as such" may be one for another reason
_PENALTY = r"(?:up to|at most|(?:no|not) (?:more|longer) than|a maximum of)"
_TERM = r"[\w-]+ (?:years?|months?)\b"
_ALIKE = tuple(  # ways to say the same, each pair in this order
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (r"\b(?:as such|(?:in|of|by) itself|per se)\b", AS_SUCH),
        (r"\bbr(?:ought|ings?) charges against\b", "charged"),
        (
            r"\b(?:br(?:ought|ings?|inging)|start(?:s|ed)?|issue[sd]?|launch(?:es|ed)?|filed?) "
            r"(?:an?|its|his|her|their|the) (?:claim|action|case|suit|lawsuit|proceedings)\b(?! form)",
            "sued",
        ),
        (r"\b(?:is|are|was|were) an? (?:criminal )?(?:offence|crime) (?:that|which) (carries|carried)\b", r"\1"),
        (r", an? (?:criminal )?(?:offence|crime) (?:that|which) (carries|carried)\b", r", which \1"),
        (
            r",? for which (?:the )?(?:longest|highest|maximum|heaviest) "
            r"(?:sentence|term|penalty|punishment) (?:is|was)\b",
            ", which carries at most in prison",
        ),
        (r"\b(?:is|are|was|were|(?:can|may|could) be) (?:punished|punishable) (?:with|by)\b", "carries"),
        (rf"\b(?:expires?|ends?|lapses?|runs? out) (?:after (?={_TERM})|(?={_TERM} (?:after|from)\b))", "lasts "),
        (r"\b(?:can|may|could|might) (?:go|be sent) to (?:prison|jail|gaol) for\b", "carries in prison"),
        (
            r"\b(?:can|may|could|might) be (?:jailed|imprisoned|locked up|put away|put behind bars) for\b",
            "carries in prison",
        ),
        (
            rf"\b(?:risks?|faces?|(?:can|may|could) (?:get|face|expect))\b(?= (?:{_PENALTY} )?{_TERM})",
            "carries",
        ),
        (
            r"^(?:(?:any|some|every) ?(?:one|body)|whoever|a person|people|those)(?: who)? "
            rf"(?=.*\bcarries (?:in prison )?(?:{_PENALTY} )?{_TERM})",
            "",
        ),
        (
            r"\b(?:can|may) (\w+) ([^,.;]{1,40}?) without (?:an?|any) (\w+)\b",
            r"need no \3 to \1 \2",
        ),
        (r"\bis (not )?binding (?:up)?on\b", r"does \1bind"),
        (r"\bare (not )?binding (?:up)?on\b", r"do \1bind"),
        (r"\b(any|every|no)(?: |-)?one\b", r"\1body"),
        (r"\bcan(?: ?not|['’]t)\b", "may not"),
        (r"\b(do|does|did)(?: not|n['’]t) (?:have|need) to\b", "need not"),
        (r"\bneedn['’]t\b", "need not"),
        (r"n['’]t\b", " not"),
        (r"\bno longer\b(?! than)", "not"),
        (r"\b(?:as a (?:general )?rule|in general|ordinarily|usually|generally)\b", "normally"),
        (r"\bwho (?:want|wish)(?:es)? to\b", "to"),
        (r"\bneither\b", "not either"),
        (r"\b(?:has|have|had) no power to\b", "may not"),
        (
            r"\b(?:(?:has|have|had) (?:the )?power to|"
            r"(?:is|are|was|were) (?:able|free|entitled|allowed|permitted) to|can)\b",
            "may",
        ),
        (r"\b(?:(?:has|have|had) to|(?:is|are|was|were) (?:required|obliged) to)\b", "must"),
        (r"\b(?:up to|(?:no|not) (?:more|longer|higher|later) than|a maximum of|at the most)\b", "at most"),
        (r"\b(?:(?:no|not) (?:less|fewer) than|a minimum of)\b", "at least"),
        (r"(?:['’]| of|\b in)? (?:imprisonment|jail)\b", " in prison"),
        (r"\bevery single\b|\beach\b", "every"),
        (r"\b(?:annually|yearly|once a year)\b", "every year"),
    )
)
# "It is for the court, and not for the office, to decide": "the court decides".
_CLEFT = re.compile(
    r"^It (?:is|was|will be) (?:for )?(?P<who>(?:[Tt]he )?\w+(?: or \w+)?)"
    r"(?P<but>,? (?:and )?not [^,]+,)?(?P<that>,? (?:that|who|to)) "
)
# "The maximum for piracy is ten years": "piracy is at most ten years".
_MOST = re.compile(
    r"\b(?P<most>(?:the )?(?:(?:longest|highest|maximum)(?: \w+)?|most (?:that )?(?:you|one|any ?body|they) may get)"
    r" (?:for|under|of)) "
    r".{3,80}?\b(?:is|are|was|were|remains)(?P<here>) ",
    re.IGNORECASE,
)
_OF_BODY = re.compile(r"\b(?:(?:an? |the )?judges? (?:of|in|at) )?(?:the )?$", re.I)  # a judge's deed is the court's
_NAME_BEFORE = re.compile(r"\s(?:[A-Z][\w’-]*|\d+) $")  # "In Scotland GCHQ ..."
_MEMBER = re.compile(r"\s+judges?\b")
_LIGHT = frozenset("a an the that also even now still yet then today there itself themselves".split())
PASSIVE = "<passive>"
_LENGTH = "#duration"
_GRAVE = frozenset(
    "not no nor never nobody none nothing neither only alone sole may must need should would could might shall will "
    "all any every always some most least other both before after within until since from by without except unless "
    "first last and or if".split()
)
_SUBJECTS, _PASSED = ("nsubj", "csubj"), ("nsubjpass", "csubjpass")
_OBJECTS = ("dobj", "oprd", "dative", "acomp", "xcomp", "ccomp")
_MODIFIERS = ("amod", "compound", "nummod", "advmod", "nmod", "quantmod", "neg", "det", "predet", "npadvmod", "prt")
_EQUAL = ("attr", "acomp")
_BE = "be"
_CLAIMING = ("ROOT", "ccomp")
_DENYING = frozenset("not n't no never nobody none nothing neither nor cannot".split())
_VERBS = ("VERB", "AUX")

_ENDINGS, _STEM = ("ing", "ed"), 3  # of forms of verbs, and letters that must be left
_Relation = tuple[str | frozenset[str], ...]


class Term(NamedTuple):
    """A word of a text that counts, a body or an amount.

    Attributes:
        key: what it has in common with the same term of another text.
        span: where it stands, in the text as it was given.
        grave: whether it makes another statement of it: a body, a figure, a denial, a limit, who may or must.
    """

    key: str
    span: Span
    grave: bool


@dataclass
class _Letters:
    """A text in work.

    Attributes:
        text: as it is by now.
        at: where each letter stood at first.
        keys: of each letter, the key of the body or amount that it belongs to; "" of none.
        of: of each letter, the number of the body or amount; -1 of none.
    """

    text: str
    at: list[int]
    keys: list[str]
    of: list[int]
    _count: int = 0

    @classmethod
    def of_text(cls, text: str) -> _Letters:
        """Return a text that is still as it was given."""
        return cls(text, list(range(len(text))), [""] * len(text), [-1] * len(text))

    def copy(self) -> _Letters:
        """Return the same, to be worked on apart."""
        return _Letters(self.text, [*self.at], [*self.keys], [*self.of], self._count)

    def put(self, start: int, end: int, words: str, key: str = "") -> None:
        """Put other words in a place."""
        first = self.at[start] if start < len(self.at) else 0
        last = self.at[end - 1] if end > start else first
        self.text = self.text[:start] + words + self.text[end:]
        self.at[start:end] = [first] * (len(words) - 1) + [last] if words else []
        self.keys[start:end] = [""] * len(words)
        self.of[start:end] = [-1] * len(words)
        if key:
            self.mark(Span(start, start + len(words)), key)

    def mark(self, span: Span, key: str) -> None:
        """Say of which body or amount the letters of a place are."""
        self._count += 1
        for i in range(span.start, span.end):
            self.keys[i], self.of[i] = key, self._count


@dataclass
class Saying:
    """What a text says, so that it can be held against another.

    Attributes:
        material: what to ask.
        text: the text.
        named: whether it counts by which of its names a body is called.
    """

    material: Material
    text: str
    named: bool = False

    def same(self, other: Saying) -> bool:
        """Return whether the other text says the same, by the words and by who does what to whom.

        Where the words stand in the same order, that is enough. Otherwise the same must be said of the same: who does
        what, to whom, of what, and on which side of which preposition.
        """
        if self.keys == other.keys:
            return True
        if any(count > 1 and key in self._described for key, count in self._bag.items()):
            return False  # which of the two is described so does not show
        figures = [[key for key in one.keys if key.startswith("#")] for one in (self, other)]
        return figures[0] == figures[1] and self._bag == other._bag and self.relations == other.relations

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the terms, in order."""
        return tuple(term.key for term in self.terms)

    def piece(self, start: int, end: int) -> str:
        """Return the text of some terms, up to the next one."""
        if start >= end:
            return ""
        first = self.terms[start].span.start if start else 0
        last = self.terms[end].span.start if end < len(self.terms) else len(self.text)
        words = self.text[first:last]
        return words if words[-1:].isspace() else f"{words} "

    def denials(self) -> Iterator[Token]:
        """Yield the words "not", "no" and "never" of the text, as it is parsed."""
        known = [token for token in self._doc if token.lower_ in ("not", "no", "never")]
        yield from (token for token in known if token.dep_ in ("neg", "det") or token.tag_ == "RB")

    @property
    def denies_its_claim(self) -> bool:
        """Whether what is denied is what a clause of its own says, and not what only describes something in it."""
        found = [token for token in self._doc if token.lower_ in _DENYING]
        return any(claim_of(token) is not None for token in found)

    @cached_property
    def denied(self) -> tuple[str, ...]:
        """The keys of the verbs that something denies, or of whose subject or object it does, in order."""
        found = []
        for token in self._doc:
            if token.lower_ in _DENYING:
                at = token
                while at.pos_ not in _VERBS and at.head.i != at.i:
                    at = at.head
                found.append(self._key(at))
        return tuple(found)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The words of the text in dictionary form."""
        return frozenset(token.lemma_.lower() for token in self._doc)

    def but(self, token: Token, *, need: bool) -> Saying:
        """Return the text without one of its denials; then what need not be must be."""
        letters = self._eased.copy()
        letters.put(token.idx, token.idx + len(token.text_with_ws), "")
        if need:
            before = token.doc[token.i - 1]
            letters.put(before.idx, before.idx + len(before), "must")
        made = Saying(self.material, self.text, self.named)
        made._eased = letters
        return made

    @property
    def _bag(self) -> Counter[str]:
        return Counter(key for key in self.keys if key != PASSIVE)

    @cached_property
    def _eased(self) -> _Letters:
        """The text with a first name for each body and one way to say what can be said in several."""
        atoms, bodies = self.material.book.compiled.atoms, self.material.book.bodies
        mentions = [m for sentence in self.material.scanned(self.text) for m in sentence.mentions]
        named = {m.span: atoms[m.atom] for m in mentions if atoms[m.atom] in bodies}
        longest = sorted(s for s in named if not any(o != s and o.contains(s) for o in named))
        letters, free = _Letters.of_text(self.text), len(self.text)
        for span in reversed(longest):
            before = _OF_BODY.search(self.text[: span.start])
            behind = _MEMBER.match(self.text, span.end)
            start, end = before.start() if before else span.start, behind.end() if behind else span.end
            if end > free:
                continue  # two names share a word, and the later one has it
            free = start
            called = span.of(self.text).lower() if self.named else named[span]
            letters.put(start, end, _stand_in(named[span]), f"@{called}")
            if _NAME_BEFORE.search(self.text[:start]):
                letters.put(start - 1, start, ", ")
        for pattern, words in _ALIKE:
            for found in reversed(list(pattern.finditer(letters.text))):
                letters.put(*found.span(), found.expand(words))
        if cleft := _CLEFT.match(letters.text):
            for start, end in (cleft.span("that"), cleft.span("but"), (0, cleft.start("who"))):
                if end > start:
                    letters.put(start, end, "")
        if (most := _MOST.search(letters.text)) and not _LIMIT.search(letters.text):
            letters.put(most.end("here"), most.end("here"), " at most")
            letters.put(*most.span("most"), "")
        for amount in amounts(letters.text):
            if amount.dimension != "number" or amount.value > 1:
                long = amount.dimension == "duration" and amount.value > _SLACK
                value = round(amount.value / _ROUGH) if long else amount.value
                letters.mark(amount.span, f"#{amount.dimension} {value:g}")
        for limit in _LIMIT.finditer(letters.text):
            letters.mark(Span(*limit.span()), f"#{limit[0].lower()}")
        return letters

    @cached_property
    def _doc(self) -> Doc:
        return parser()(self._eased.text)

    def _key(self, token: Token) -> str:
        """Return the key of a token: that of the body or amount that it belongs to, or its own."""
        if known := self._eased.keys[token.idx]:
            return known
        if _is_passive(token):
            return PASSIVE
        low = token.lower_
        if not any(letter.isalnum() for letter in low) and low != "'s":
            return ""
        if low in _LIGHT or token.tag_ == "TO" or (low == "for" and self._is_before_length(token)):
            return ""
        if token.dep_ == "aux" and token.lemma_.lower() in ("be", "have", "do"):
            return ""
        if token.dep_ == "agent":
            return ""
        return "not" if low in ("not", "no") else "'s" if low == "'s" else _root(token)

    def _is_before_length(self, token: Token) -> bool:
        """Return whether a word stands right before a length of time: "lasts for ten years" is "lasts ten years"."""
        at = token.idx + len(token.text_with_ws)
        return at < len(self._eased.keys) and self._eased.keys[at].startswith(_LENGTH)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms, in order."""
        found, at, last = list[Term](), self._eased.at, -1
        for token in self._doc:
            key, of = self._key(token), self._eased.of[token.idx]
            if key and (of < 0 or of != last):
                span = Span(at[token.idx], at[token.idx + len(token) - 1] + 1)
                found.append(Term(key, span, key[:1] in "@#" or key in _GRAVE))
            elif key:
                end = at[token.idx + len(token) - 1] + 1
                found[-1] = found[-1]._replace(span=Span(found[-1].span.start, end))
            last = of
        return tuple(found)

    @property
    def _described(self) -> frozenset[str | frozenset[str]]:
        """The words that others describe."""
        return frozenset(relation[1] for relation in self.relations if relation[0] in ("of", "mod"))

    @cached_property
    def relations(self) -> frozenset[_Relation]:
        """Who does what, to whom, of what, and where: pairs of words with what binds them."""
        return frozenset(self._related())

    def _related(self) -> Iterator[_Relation]:
        for token in self._doc:
            if token.pos_ in _VERBS:
                yield from self._of_verb(token)
            key = self._key(token)
            if not key or key == PASSIVE:
                continue
            first = _first(token)
            dep, head = first.dep_, first.head
            if self._eased.of[token.idx] >= 0 and self._eased.of[token.idx] == self._eased.of[head.idx]:
                continue  # within an amount
            if dep == "pobj" and head.dep_ != "agent":
                word = head.lower_
                yield ("of", self._key(_first(head.head)), key) if word == "of" else ("at", word, key)
            elif dep == "poss":
                yield "of", self._key(head), key
            elif dep in _MODIFIERS and not key.startswith("#"):
                yield "mod", self._key(head), key

    def _of_verb(self, verb: Token) -> Iterator[_Relation]:
        """Yield what is related by a verb: who does it, and to what; of "is" and its like, what is what."""
        deed = self._key(verb)
        passive = any(_is_passive(child) for child in _first(verb).children)
        did = [self._meant(t) for t in _subjects(verb) if (t.dep_ in _SUBJECTS) and not passive]
        had = [self._meant(t) for t in _subjects(verb) if t.dep_ in _PASSED or (t.dep_ in _SUBJECTS and passive)]
        for child in verb.children:
            if child.dep_ == "agent":
                did += [self._meant(t) for by in child.children if by.dep_ == "pobj" for t in (by, *by.conjuncts)]
            elif child.dep_ in _OBJECTS and verb.lemma_ != _BE:
                had += [self._meant(t) for t in (child, *child.conjuncts)]
        if verb.lemma_ == _BE:
            told = [child for child in verb.children if child.dep_ in _EQUAL]
            same = [self._meant(t) for child in told for t in (child, *child.conjuncts)]
            for one in did:
                yield from (("is", frozenset((one, other))) for other in same)
            return
        if deed:
            yield from (("does", deed, one) for one in did)
            yield from (("done", deed, one) for one in had if not one.startswith("#"))

    def _meant(self, token: Token) -> str:
        """Return the key of what a word stands for: of "which", what is told of."""
        if token.lower_ in ("which", "who", "that") and token.head.dep_ == "relcl":
            return self._key(token.head.head)
        return self._key(token)


def claim_of(token: Token) -> Token | None:
    """Return the verb of the claim that a "not", "no" or "nobody" denies; None where it denies something else."""
    at = token
    while at.pos_ not in _VERBS and at.head.i != at.i:
        at = at.head
    return at if at.pos_ in _VERBS and _first(at).dep_ in _CLAIMING else None


def _stand_in(body: str) -> str:
    return _STAND_INS[sum(map(ord, body)) % len(_STAND_INS)]


def _is_passive(token: Token) -> bool:
    return token.dep_ == "auxpass"


def _first(token: Token) -> Token:
    """Return the first of the words that are joined with a word by "and" or "or"."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    return token


def _subjects(verb: Token) -> list[Token]:
    """Return the subjects of a verb, or those of the verb that it is joined with."""
    while True:
        found = [t for t in verb.children if t.dep_ in (*_SUBJECTS, *_PASSED)]
        if found or verb.dep_ != "conj":
            return [t for one in found for t in (one, *one.conjuncts)]
        verb = verb.head


def _root(token: Token) -> str:
    return root_of(token.lemma_.lower() if token.pos_ in (*_VERBS, "NOUN") else token.lower_)


def root_of(word: str) -> str:
    """Return what the forms of a word have in common, whatever the parser takes them for."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            word = word.removesuffix(ending)
            break
    return word.removesuffix("e") if len(word) > _STEM and word not in _GRAVE else word
