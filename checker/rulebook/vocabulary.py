"""The vocabulary of the rule files as atoms, masks and surface forms: half of what `compiled` holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from checker.rulebook.book import Rulebook
from checker.rulebook.compiled import NONE, BodyCard, Compiled, Form, Mask, Unit
from checker.rulebook.model import Act, Body, Jurisdiction
from checker.rulebook.words import CONTRACTED, PartOfSpeech, exact_case, fold, participles, surfaces

Fault = tuple[str, tuple[str | int, ...], str, str]
_POS: dict[PartOfSpeech, str] = {"verb": "V", "noun": "N", "any": ""}
_BE = re.compile(r"^X be (?P<words>.+?) B$")
_EDGE = "\"'.,;:!?()[]"  # a surface form begins and ends with a letter or digit, as the words of texts do
_NOUNS = re.compile(r"[\w-]+(?: [\w-]+)*")
_NEGATORS = frozenset("not no never nor neither nobody none nothing cannot".split()) | frozenset(CONTRACTED.values())
_PREPOSITIONS = frozenset("to with before in at by from of on into for against over under upon through as".split())


def ordinal(day: date | None) -> int:
    """Return a day as an ordinal, 0 for an open end."""
    return day.toordinal() if day else 0


LOOSE = "w:"  # begins the name of the atom of words that a rule has without a concept


class Vocabulary:
    """Makes atoms and forms of a rulebook's words. Atoms of loose words are made as rules ask for them.

    Attributes:
        out: the compiled form, filled as it goes.
        faults: what only compiling shows: (id, field, what, cure).
    """

    def __init__(self, book: Rulebook) -> None:
        self._atoms: list[str] = []
        self.out = Compiled(atoms=self._atoms)
        self.faults: list[Fault] = []
        self.forms: dict[str, list[Form]] = {}
        self.units: list[Unit] = []
        self._book = book
        self._bit: dict[str, int] = {}
        self._particles = {word for cue in book.words if cue.category == "particle" for word in cue.words}
        self._names = {fold(n.removeprefix("=")): body.names for body in book.bodies.values() for n in body.names}
        named = [*book.kinds, *book.bodies, *book.concepts, *book.acts, *(f"in:{j}" for j in book.jurisdictions)]
        for name in named:
            self.atom(name)
        for name in named:
            if len(above := self._closure(name)) > 1:
                self.out.closures[self._bit[name]] = above
        self._kinds()
        for body in book.bodies.values():
            self._body(body)
        for place in book.jurisdictions.values():
            self._place(place)
        self.out.foreign = frozenset(p.id for p in book.jurisdictions.values() if p.foreign)
        self.out.neutral = frozenset(p.id for p in book.jurisdictions.values() if p.neutral)
        self._seats()
        self._concepts()
        for act in book.acts.values():
            self._act(act)
        self._cues()

    # -- atoms and forms

    def atom(self, name: str) -> int:
        """Return the atom of an id, or of a loose word's name; made where there is none."""
        if name not in self._bit:
            self._bit[name] = len(self._bit)
            self._atoms.append(name)
        return self._bit[name]

    def closure(self, name: str) -> Mask:
        """Return the mask of an id and all above it."""
        return self.out.closure(self._bit[name])

    def _form(self, entry: str, form: Form, pos: PartOfSpeech = "any") -> None:
        form = form._replace(exact=(exact_case(entry) or "").strip(_EDGE), near="~" in entry)
        self._put(surfaces(entry, pos), form, pos)

    def _put(self, parts: list[list[str]], form: Form, pos: PartOfSpeech) -> None:
        """Note a form under the surfaces of its first part; the second is what ends its gap."""
        form = form._replace(pos=_POS[pos], gap=tuple(parts[1]) if len(parts) > 1 else ())
        for surface in {s.strip(_EDGE) or s for s in parts[0]} if parts else ():
            forms = self.forms.setdefault(surface, [])
            found = form._replace(negator=surface in _NEGATORS)
            if found not in forms:
                forms.append(found)

    def _loose(self, phrase: str, pos: PartOfSpeech = "any") -> int:
        """Return the atom of a phrase that a rule names without a concept."""
        name = f"{LOOSE}{phrase}" if pos == "any" else f"{pos}:{phrase}"
        if name not in self._bit:
            at = self.atom(name)
            for entry in (phrase, *self._longer_names(phrase)):
                self._form(entry, Form(at), pos)
        return self._bit[name]

    def _longer_names(self, phrase: str) -> Iterator[str]:
        """Yield the names of a body that hold `phrase`, itself a name of it: they swallow it, and mean the same."""
        bare = phrase.removeprefix("=")
        for name in self._names.get(fold(bare), ()):
            if name != bare and f" {fold(bare)} " in f" {fold(name)} ":
                yield name

    def mask(self, *groups: str) -> Mask:
        """Return the mask of the alternatives of groups: it is met where any of them is."""
        return self._alternatives(groups, self._loose)

    def masks(self, groups: Iterable[str]) -> tuple[Mask, ...]:
        """Return a mask for each group."""
        return tuple(m for g in groups if (m := self.mask(g)))

    def acts(self, *groups: str) -> Mask:
        """Return the mask of acts: `@act`, or verbs taken as acts whose agent is the subject."""
        return self._alternatives(groups, self._verb)

    def _alternatives(self, groups: Iterable[str], loose: Callable[[str], int]) -> Mask:
        words = (part.strip() for group in groups for part in group.split("|"))
        return frozenset(self.atom(word[1:]) if word.startswith("@") else loose(word) for word in words if word)

    def _verb(self, word: str) -> int:
        name = f"verb:{word}"
        if name not in self._bit:
            at = self.atom(name)
            unit = self._unit(Unit(at, "verb", "agent", "object", NONE))
            for entry in (word, *self._parted(word)):
                self._form(entry, Form(at, unit=unit), "verb")
        return self._bit[name]

    def _parted(self, verb: str) -> list[str]:
        """Return a verb and its particle with room between them: "strike ... out" for "strike out"."""
        words = verb.split()
        return [" ... ".join(words)] if len(words) == 2 and words[1] in self._particles and verb[0] != "=" else []

    def _unit(self, unit: Unit) -> int:
        self.units.append(unit)
        return len(self.units) - 1

    # -- the sections

    def _described(self, kind: str | None) -> Iterator[str]:
        """Yield the words that may stand for a body of a kind."""
        while kind:
            yield from self._book.kinds[kind].refer
            kind = self._book.kinds[kind].parent

    def _kinds(self) -> None:
        for kind in self._book.kinds.values():
            at = self._bit[kind.id]
            self.out.body_mask |= {at}
            self.out.bodies[at] = BodyCard(kind.id, kind.name, True, "", 0, 0, "", "", (), plural=kind.plural)
            for noun in kind.nouns:
                self._form(noun, Form(at), "noun")

    def _body(self, body: Body) -> None:
        at = self._bit[body.id]
        self.out.body_mask |= {at}
        self.out.bodies[at] = BodyCard(
            body.id, body.name, False, body.jurisdiction, ordinal(body.from_), ordinal(body.to), body.predecessor or "",
            body.successor or "", tuple((c.label, c.url) for c in self._book.cite(body)),
            tuple(body.also),
            body.article,
            body.plural,
            frozenset(map(fold, body.shared)),
        )  # fmt: skip
        unless = self.mask(*body.unless)
        for name in [*body.names, *body.people]:
            self._form(name, Form(at, opaque=any(c.isupper() for c in name), unless=unless), "noun")
        for word in dict.fromkeys((*body.refer, *body.seats, *self._described(body.kind))):
            loose = self._loose(word, "noun")
            self.out.refer[loose] = self.out.refer.get(loose, NONE) | {at}
        self.out.seats |= {self._loose(word, "noun"): at for word in body.seats}

    def _seats(self) -> None:
        """Tell the places and bodies here from those abroad."""
        out = self.out
        seats = out.places | {at: card.jurisdiction for at, card in out.bodies.items() if not card.is_kind}
        out.abroad_mask = frozenset(at for at, place in seats.items() if place in out.foreign)
        out.home_mask = frozenset(seats) - out.abroad_mask - {at for at, place in seats.items() if place in out.neutral}

    def _place(self, place: Jurisdiction) -> None:
        at = self._bit[f"in:{place.id}"]
        self.out.places[at] = place.id
        self.out.above[place.id] = tuple(self._above(place.id))
        for words, demonym in ((place.words, False), (place.demonyms, True)):
            for word in words:
                written = f"={word.removeprefix('=')}" if word != word.lower() else word
                self._form(written, Form(at, demonym=demonym))

    def _concepts(self) -> None:
        concepts = self._book.concepts
        for concept in concepts.values():
            for word in concept.words:
                for entry in (word, *self._longer_names(word)):
                    self._form(entry, Form(self._bit[concept.id]))
        topics = {self._bit[c.id] for c in concepts.values() if c.topic}
        self.out.topic_mask = frozenset(self._bit[c] for c in concepts if self.closure(c) & topics)

    def _cues(self) -> None:
        for cue in self._book.words:
            self.out.words[cue.category] = self.out.words.get(cue.category, ()) + tuple(fold(w) for w in cue.words)
            if cue.until is not None:
                self.out.turns |= {fold(word): cue.until.toordinal() for word in cue.words}
            if cue.category.startswith("sentence-"):
                for word in cue.words:
                    self.out.cues[self._loose(word)] = cue.category.removeprefix("sentence-")

    # -- what lies above what

    def _above(self, place: str) -> Iterator[str]:
        at: str | None = place
        seen: set[str] = set()
        while at is not None and at not in seen:
            seen.add(at)
            yield at
            at = self._book.jurisdictions[at].parent

    def _closure(self, name: str, seen: frozenset[str] = frozenset()) -> Mask:
        if name in seen:
            return NONE
        total = frozenset({self._bit[name]})
        for up in self._parents(name):
            if up in self._bit:
                total |= self._closure(up, seen | {name})
        return total

    def _parents(self, name: str) -> list[str]:
        book = self._book
        if name in book.kinds:
            return [book.kinds[name].parent or ""]
        if name in book.bodies:
            body = book.bodies[name]
            related = body.parent and self._family(book.bodies[body.parent].kind) == self._family(body.kind)
            return [body.kind, body.parent] if related and body.parent else [body.kind]
        if name in book.concepts:
            return book.concepts[name].isa
        if name in book.acts:
            return book.acts[name].isa
        return [f"in:{book.jurisdictions[name.removeprefix('in:')].parent}"]

    def _family(self, kind: str) -> str:
        """Return the widest kind that text has words for, below the root: court, registry, police ..."""
        kinds, chain = self._book.kinds, [kind]
        while parent := kinds[chain[-1]].parent:
            chain.append(parent)
        return next((k for k in reversed(chain[:-1]) if kinds[k].nouns or kinds[k].refer), kind)

    # -- acts and their frames

    def _act(self, act: Act) -> None:
        at, matter = self._bit[act.id], self.mask(act.matter)
        strong = set(act.strong)
        groups: list[tuple[list[str], PartOfSpeech]] = [
            (act.verbs, "verb"), (act.nouns, "noun"),
            ([w for w in act.strong if w not in act.verbs and w not in act.nouns], "verb"),
        ]  # fmt: skip
        for words, pos in groups:
            for word in dict.fromkeys(words):
                unit = Unit(at, pos, "agent", "object", NONE if word in strong else matter, word in act.stated)
                for entry in (word, *(self._parted(word) if pos == "verb" else ())):
                    self._form(entry, Form(at, unit=self._unit(unit)), pos)
                if pos == "verb" and (parts := _passive(word)):
                    done, count = parts, len(parts[0][0].split())
                    self._put(done, Form(at, unit=self._unit(unit._replace(shape="passive", lead=count))), "verb")
        for frame in act.frames:
            self._frame(at, frame, NONE if frame in strong else matter, frame in act.stated)

    def _frame(self, at: int, frame: str, matter: Mask, stated: bool) -> None:
        if match := _BE.match(frame):
            unit = self._unit(Unit(at, "be", "", "agent", matter, stated))
            *lead, last = match["words"].split()
            for preposition in last.split("|"):
                self._form("=" + " ".join([*lead, preposition]), Form(at, unit=unit))
            return
        verb, places = _places(frame)
        if "B" not in places or not verb:
            cure = "write it as `X sit with B`"
            self.faults.append((self.out.atoms[at], ("frames",), f"{frame!r} names no B or no verb", cure))
            return
        unit = self._unit(Unit(at, "verb", places["B"], places.get("X", ""), matter, stated))
        self._form(" ".join(verb), Form(at, unit=unit), "verb")


def _passive(entry: str) -> list[list[str]]:
    """Return the surfaces of "a fine ... imposed" for "impose ... fine"; none where no noun follows the gap."""
    verb, gap, thing = (part.strip() for part in entry.partition(" ... "))
    if not gap or not _NOUNS.fullmatch(thing) or not _PREPOSITIONS.isdisjoint(thing.split()):
        return []
    return [surfaces(thing, "noun")[0], participles(verb)]


def _places(frame: str) -> tuple[list[str], dict[str, str]]:
    """Return the words of the verb, and where X and B stand: "agent", "object", or prepositions set apart by `|`.

    Words behind the first place end a gap: "ask B for relief" is "ask ... for relief". Only a preposition right before
    a place brings it: "land on the desk of B" has B behind "of".
    """
    parts = frame.split()
    subject = parts[0] if parts[0] in "XB" else ""
    verb: list[str] = []
    tail: list[str] = []
    places: dict[str, str] = {subject: "agent"} if subject else {}
    preposition: list[str] = []
    for part in parts[1:] if subject else parts:
        if part in ("X", "B", "_"):
            places[part] = preposition[0] if preposition else "object"
            preposition = []
            continue
        words = tail if places.keys() - {subject} else verb
        words += preposition
        leads = bool(verb) and ("|" in part or part in _PREPOSITIONS)
        preposition = [part] if leads else []
        words += [] if leads else [part]
    return [*verb, "...", *tail] if tail else verb, places
