"""Words of the rule files turned into the surface forms under which text may hold them.

A word entry is a phrase in dictionary form. `judge alone` stands for itself and for its inflections; `=US` is taken
as written, letter case included; `hand ... over` leaves a gap of a few words, and `be ~ court` one for what stands
before a noun ("is the country's only court", but not "is in court"). Inflection is lemminflect's. Articles and
possessive determiners count for nothing: `file a claim` meets "filed its claim", and "filing claims" too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, product
from typing import Literal

PartOfSpeech = Literal["verb", "noun", "any"]

# One code point for one code point, so that offsets stay those of the source.
_FOLD = dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'")
_FOLD |= dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"')
_FOLD |= dict.fromkeys("-\u2010\u2011\u00a0\u202f\u2009\n\r\t_*", " ")
WORD = re.compile(r"[^\W_]+|[®™©℠§&%]")  # a symbol is a word of its own
SHORT = frozenset(  # words of grammar, which do not inflect
    "a an the of to in on at by for with from as and or not no its his her their our your it they them he she we "
    "you up down out over off before after into under than that this these those there here about above across "
    "against along although among another anyone anything because below beside between beyond both but during each "
    "either else every everyone everything except however if instead more most much neither never nobody none nor "
    "nothing once onto other per since so some someone something such then though through throughout till too "
    "toward towards unless unlike until upon when whenever where wherever whether which whichever while who whoever "
    "whom whose why within without what whatever how yet again already just rather same ever even also".split()
)
_BE = ("be", "is", "are", "was", "were", "been", "being", "'s", "am")
_WITH_NOT = "do does did is are was were has have had would could should need must".split()
CONTRACTED = {  # what "not" runs together with, and how that is written
    **{f"{verb} not": f"{verb}n't" for verb in _WITH_NOT},
    "can not": "can't", "cannot": "can't", "will not": "won't",
}  # fmt: skip
_UNCONTRACTED = re.compile(rf"\b(?:{'|'.join(CONTRACTED)})\b")
_MODAL = {"can", "could", "may", "might", "must", "shall", "should", "will", "would", "only", "any", "every", "all"}


def fold(text: str) -> str:
    """Return `text` lower-cased, with quotes straight and hyphens as spaces, of the same length in code points."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for written, read in _FOLD.items():  # much quicker than `translate` where a text is not all ASCII
        low = low.replace(written, read)
    return low


_WEIGHTLESS = re.compile(r"(?<![^ ])(?:an?|the|its|his|her|their|our|your|whose) +|(?<= ) +", re.IGNORECASE)


class Squeezed:
    """A text without articles, possessive determiners and doubled spaces, with the way back.

    Args:
        text: the text as it is.
        start: where it starts in a longer one, whose offsets are meant.
        whole: leave nothing out.
        folded: the text folded, where that is at hand.

    Attributes:
        text: what is left of it, folded: the same code points, fewer.
        raw: the same, letter case kept.
    """

    def __init__(self, text: str, start: int = 0, *, whole: bool = False, folded: str = "") -> None:
        folded = folded or fold(text)
        cuts = [] if whole else [m.span() for m in _WEIGHTLESS.finditer(folded)]
        edges = [0, *(at for cut in cuts for at in cut), len(folded)]
        kept = list(zip(edges[::2], edges[1::2], strict=True))
        self.text = "".join(folded[a:b] for a, b in kept)
        self.raw = "".join(text[a:b] for a, b in kept)
        self._starts = [0, *accumulate(b - a for a, b in kept)][:-1]
        self._origins = [start + a for a, _ in kept]

    def origin(self, at: int) -> int:
        """Return where the code point at `at` of the squeezed text stands in the text as it is."""
        number = bisect_right(self._starts, at) - 1
        return self._origins[number] + at - self._starts[number]

    def at(self, origin: int) -> int:
        """Return where what stands at `origin` in the text as it is, or next after it, stands in the squeezed one."""
        number = max(bisect_right(self._origins, origin) - 1, 0)
        after = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
        return min(self._starts[number] + origin - self._origins[number], after)


@cache
def _inflections(word: str, pos: PartOfSpeech) -> tuple[str, ...]:
    if word in SHORT or word in _MODAL or not re.fullmatch(r"[a-z]+(?:'[a-z]+)?", word):
        return (word,)
    if word == "be":
        return _BE
    if word == "have":
        return ("have", "has", "had", "having")
    # It loads numpy: only needed when rules are compiled.
    from lemminflect import getAllInflections, getAllInflectionsOOV, getAllLemmas  # noqa: PLC0415

    forms = {word}
    for upos in ("VERB", "NOUN") if pos == "any" else (pos.upper(),):
        for tag, found in getAllInflections(word, upos=upos).items():
            if tag != "JJ":
                forms.update(found)
    known = len(forms) > 1 or getAllLemmas(word) or getAllInflections(word)
    if not known and len(word) > 3 and not word.endswith(("s", "ly", "ing", "ed")):
        for found in getAllInflectionsOOV(word, upos="VERB" if pos == "verb" else "NOUN").values():
            forms.update(found)  # a word of the law that the inflector does not know: infringer, patentee
    return tuple(sorted(f.lower() for f in forms if f))


def _expand(words: list[str], pos: PartOfSpeech) -> Iterator[str]:
    if pos == "noun":
        head = words.index("of") - 1 if "of" in words[1:] else len(words) - 1
        inflected = {head}
    elif pos == "verb":
        inflected = {0}
    else:
        inflected = {0, len(words) - 1} | ({words.index("of") - 1} if "of" in words[1:] else set())
    choices = [_inflections_of_compound(w, pos) if i in inflected else (w,) for i, w in enumerate(words)]
    for combination in product(*choices):
        yield _squeeze(fold(" ".join(combination)).replace(" 's", "'s"))


def _squeeze(phrase: str) -> str:
    """Drop the weightless words of a phrase, unless it opens with one ("his verdict"): there they are what is meant."""
    return phrase if weighed(phrase) else _WEIGHTLESS.sub("", phrase).strip()


def weighed(phrase: str) -> bool:
    """Return whether a phrase opens with an article or possessive, and so is to be met in the text as it is."""
    return _WEIGHTLESS.match(phrase + " ") is not None


def _inflections_of_compound(word: str, pos: PartOfSpeech) -> tuple[str, ...]:
    """Inflect `fast-track` at its end."""
    head, hyphen, last = word.rpartition("-")
    return tuple(head + hyphen + form for form in _inflections(last, pos))


def surfaces(entry: str, pos: PartOfSpeech = "any") -> list[list[str]]:
    """Return, for each part of `entry` between gaps, the folded surface forms that it may take.

    Args:
        entry: a phrase in dictionary form; `=` in front keeps it as written, ` ... ` and ` ~ ` leave a gap.
        pos: what the phrase is headed by, which decides where it inflects.
    """
    if entry.startswith("="):
        return [[_squeeze(re.sub(r"\s+", " ", fold(entry[1:])).strip())]]
    parts = [re.sub(r"\s+", " ", part.lower().replace("\u2019", "'")).strip() for part in re.split(r"\.\.\.|~", entry)]
    return [sorted(set(_contracted(_expand(part.split(" "), pos)))) for part in parts if part]


def _contracted(forms: Iterable[str]) -> Iterator[str]:
    """Yield surface forms, and those with "not" also as speech has them: "don't", "can't"; "not" alone in all ways."""
    for form in forms:
        yield form
        if form == "not":
            yield from CONTRACTED.values()
        elif "not" in form:
            yield _UNCONTRACTED.sub(lambda found: CONTRACTED[found[0]], form)


def hanging(entry: str) -> str:
    """Return the article or possessive on which a part of an entry ends, so that no text can meet it; "" for none.

    Text is read without these words, but for a phrase that opens with one ("a fine on a"), which is met in the text as
    it is. "her" and "his" may also be whole themselves: "found against her."
    """
    parts = [re.sub(r"\s+", " ", fold(part)).strip() for part in re.split(r"\.\.\.|~", entry.removeprefix("="))]
    if not parts or weighed(parts[0]):
        return ""
    lasts = (part.rpartition(" ")[2] for part in parts)
    return next((last for last in lasts if weighed(last) and last not in ("her", "his")), "")


def participles(verb: str) -> list[str]:
    """Return the folded past participles of a verb in dictionary form: `hand down` gives "handed down"."""
    from lemminflect import getInflection  # noqa: PLC0415  It loads numpy: only needed when rules are compiled.

    first, *rest = fold(verb).split()
    head, hyphen, last = first.rpartition("-")
    return [_squeeze(" ".join([head + hyphen + form, *rest])) for form in getInflection(last, "VBN")]


def exact_case(entry: str) -> str | None:
    """Return the form whose letter case must be met, or None: entries with `=`, and acronyms, are taken as written."""
    bare = entry.removeprefix("=")
    letters = [c for c in bare if c.isalpha()]
    acronym = len(letters) >= 2 and all(c.isupper() for c in letters) and " " not in bare
    return _squeeze(bare) if entry.startswith("=") and bare != bare.lower() or acronym else None
