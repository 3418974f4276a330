"""Which law a claim is under: from its bodies, the places in its sentence or before, the draft's own, or by default."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from checker.reading.namesake import beside_a_place, shared
from checker.reading.scan import Mention, Scanner, Sentence
from checker.rulebook.compiled import Compiled

DEFAULT = "england-and-wales"
_FRAME_CUES, _FRAME_SHARE = 3, 3  # sentences that name a place; how many more of them abroad than at home
_BACK = 8  # sentences before, for where a body sits whose name is borne in several places
_SEATED = re.compile(r",? (?:in|at|of)(?: the)? \Z")
_LONGEST = 12  # code points that `_SEATED` may take
_WORD = re.compile(r"[a-z]+")


def place_called(words: str, compiled: Compiled) -> str:
    """Return the jurisdiction that some words are the id or a name of: "england-and-wales", "Scotland"; "" for none."""
    if (slug := "-".join(words.lower().split())) in compiled.above:
        return slug
    for spelt in (words, words.title(), words.upper()):  # "scotland", "uk" are no slips
        named = {
            place for s in Scanner(compiled).scan(spelt) for m in s.mentions if (place := compiled.places.get(m.atom))
        }
        if len(named) == 1:
            return named.pop()
    return ""


class Places:
    """What the bodies and places that one draft names say of where it is."""

    def __init__(self, compiled: Compiled, text: str) -> None:
        self._compiled, self._text = compiled, text
        self._law = frozenset(compiled.words.get("law-noun", ()))
        self._parties = frozenset(compiled.words.get("party-noun", ()))
        self._placed = compiled.placed

    def framed(self, sentences: Iterable[Sentence], default: str = DEFAULT) -> str:
        """Return the place that the whole draft is about: `default`, or the foreign one that most of it names."""
        compiled = self._compiled
        abroad: Counter[str] = Counter()
        home = 0
        for sentence in sentences:
            if not compiled.abroad_mask.isdisjoint(sentence.primary):
                named = {place for _, place in self.cues(sentence)}
                abroad.update(named & compiled.foreign)
                home += not named <= compiled.foreign
            elif not compiled.home_mask.isdisjoint(sentence.primary):
                home += not all(shared(m, self._text, compiled) for m in sentence.naming(compiled.home_mask))
        total = abroad.total()
        return abroad.most_common(1)[0][0] if total >= _FRAME_CUES and total > _FRAME_SHARE * home else default

    def cues(self, sentence: Sentence) -> list[tuple[int, str]]:
        """Return where a sentence names a place, or a body that has one, and which."""
        return [(m.span.start, place) for m in sentence.naming(self._placed) if (place := self.place(m, sentence))]

    def place(self, mention: Mention, sentence: Sentence) -> str:
        """Return the jurisdiction that a mention names, or that its body sits in; "" where that says nothing."""
        compiled = self._compiled
        if mention.form.unless & sentence.primary:
            return ""  # another of the same name: "the Irish High Court"
        if mention.atom in compiled.places:
            if (mention.form.demonym and not self._of_law(mention)) or self._of_a_seat(mention, sentence):
                return ""
            place = compiled.places[mention.atom]
            if place not in compiled.foreign and self._of_a_party(mention):
                return ""
        else:
            body = compiled.bodies.get(mention.atom)
            elsewhere = mention.atom in compiled.home_mask and beside_a_place(mention, sentence, self._text, compiled)
            place = body.jurisdiction if body and not body.is_kind and not elsewhere else ""
        return "" if place in compiled.neutral else place

    def _of_a_seat(self, mention: Mention, sentence: Sentence) -> bool:
        """Return whether a place only says where a body of no country sits: "the International Court in The Hague"."""
        before = _SEATED.search(self._text, max(sentence.span.start, mention.span.start - _LONGEST), mention.span.start)
        if before is None:
            return False
        known = self._compiled
        bodies = (known.bodies.get(m.atom) for m in sentence.naming(known.body_mask) if m.span.end == before.start())
        return any(body is not None and body.jurisdiction in known.neutral for body in bodies)

    def _of_a_party(self, mention: Mention) -> bool:
        """Return whether a place only says where a party is from: "a Texas jury awarded the Leeds firm ..."."""
        words = self._behind(mention)[:2]  # "start-up" is two
        return not self._parties.isdisjoint((*words, " ".join(words)))

    def _of_law(self, mention: Mention) -> bool:
        """Return whether a noun of law stands within three words after a demonym."""
        return not self._law.isdisjoint(self._behind(mention)[:3])

    def _behind(self, mention: Mention) -> list[str]:
        """Return the words just behind a mention, in small letters."""
        end = mention.span.end
        return _WORD.findall(self._text[end : end + 40].lower())


class Scenes:
    """Scenes of one draft's sentences.

    Args:
        compiled: the rules.
        sentences: all of it; only those just before a claim are looked at.
        text: its prose.
        frame: the place that the whole of it is about.
    """

    def __init__(self, compiled: Compiled, sentences: Sequence[Sentence], text: str, frame: str) -> None:
        self._compiled, self._sentences, self._text, self._frame = compiled, sentences, text, frame
        self._places = Places(compiled, text)

    def _seat(self, mention: Mention, sentence: Sentence) -> str:
        """Return the place of a body or place; where bodies elsewhere bear its name, that of the passage before."""
        if self.of_abroad(mention, sentence):
            return self._frame
        body = self._compiled.bodies.get(mention.atom)
        if body is not None and body.also:
            near = self._sentences[max(0, sentence.number - _BACK) : sentence.number + 1]
            for place in reversed(
                [place for s in near for at, place in self._places.cues(s) if at != mention.span.start]
            ):
                if place in body.also:
                    return place
        return self._places.place(mention, sentence)

    def of_abroad(self, mention: Mention, sentence: Sentence) -> bool:
        """Return whether a name that many countries' bodies bear is one of the country that the draft is about."""
        if self._frame not in self._compiled.foreign or not shared(mention, self._text, self._compiled):
            return False
        here = self._sentences[max(0, sentence.number - 1) : sentence.number + 1]
        return not any(
            self._compiled.places[place.atom] not in self._compiled.foreign
            for s in here
            for place in s.naming(self._compiled.places.keys())
        )

    def _nearest(self, cues: list[tuple[int, str]], at: int) -> str:
        """Return the place of the cue nearest to a claim; a home one is not outdone by a later foreign one."""
        foreign = self._compiled.foreign
        near = min(cues, key=lambda c: (abs(c[0] - at), c[0]))
        homes = [c for c in cues if c[1] not in foreign]
        later = all(c[0] >= at for c in cues) and "," in self._text[at : near[0]]
        if near[1] in foreign and later and len(homes) * 2 >= len(cues):
            near = min(homes, key=lambda c: abs(c[0] - at))
        return near[1]

    def of(self, sentence: Sentence, mentions: list[Mention]) -> tuple[str, bool, bool]:
        """Return (jurisdiction, foreign, assumed) for a claim made of these mentions."""
        foreign = self._compiled.foreign
        matched = {id(m) for m in mentions}
        home = [place for m in mentions if (place := self._seat(m, sentence)) and place not in foreign]
        if home:
            return max(home, key=lambda p: len(self._compiled.above.get(p, ()))), False, False
        at = min((m.span.start for m in mentions), default=sentence.span.start)
        cues = [
            (m.span.start, place)
            for m in sentence.mentions
            if id(m) not in matched and (place := self._seat(m, sentence))
        ]
        if cues:
            place = self._nearest(cues, at)
            return place, place in foreign, False
        back = 0 if self._frame in foreign else 3  # a draft about another country only glances at ours
        for earlier in reversed(self._sentences[max(0, sentence.number - back) : sentence.number]):
            if earlier.paragraph != sentence.paragraph:
                break
            if found := self._places.cues(earlier):
                place = found[-1][1]
                return place, place in foreign, False
        return self._frame, self._frame in foreign, True
