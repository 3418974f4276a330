"""Whether a text says what another says in words of its own: what is so of the one is so of the other.

Words that carry no weight may come and go, others may stand in for their like, and what is added must be licensed by
the caller. What makes another statement of it, a body, a figure, a denial, a limit, must be the same in both, and
nothing may have another doer, owner, place or time than in the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from checker.training.sameness import AS_SUCH, PASSIVE, Saying, root_of

# Words without a weight of their own: they bind others, point back, or only carry the noun behind them.
_NEUTRAL = frozenset(
    "be is am are was were been being have has had having get gets got gotten give gives gave given make makes "
    "made take takes took taken last lasts lasted occupy occupies continue continues do does did done come "
    "comes came bring carry carries there it its they them their he his she her this these that you your one "
    "which who whom whose as so such case also and but then in of on in at for with by to 's will shall than "
    "within length period time date indeed however therefore under course".split()
)
_LIKE = tuple(  # words that may stand for each other in what is said of the law
    tuple(root_of(word) for word in words.split())
    for words in (
        "about around roughly approximately some circa",
        "anybody everybody whoever",
        "begin start commence",
        "both either",
        "choose elect pick",
        "company firm business",
        "criminal crime offence",
        "decide determine hold rule judgment judgement",
        "expire lapse end",
        "file lodge",
        "if when where once",
        "jail prison imprisonment",
        "cost fee price",
        "normally usually generally ordinarily",
        "only solely exclusively",
        "own belong",
        "party side",
        "permit allow",
    )
)
_FIRST = {word: group[0] for group in _LIKE for word in group}
LIGHT = frozenset(map(root_of, _NEUTRAL))
_TURNS = frozenset("before after until since without against except unless".split())  # each turns what is said
_BACK = {"to": "from", "from": "to", "into": "from"}  # prepositions, and what is the other way round
_TOWARDS = frozenset("to into from against".split())  # behind these stands another than who does it
_FROM = frozenset("from after of".split())  # the same behind a length of time
_WEIGHTS = frozenset(
    "not never nobody none nothing neither nor only alone sole may must need should would could might all any every "
    "always some most least other both or if first".split()
) | {AS_SUCH}
_ON = frozenset(map(root_of, "about over concerning regarding".split()))  # a claim about a mark, over it
_CARRY, _JAIL = root_of("carry"), "jail"
_DENIALS = frozenset("not never nobody none nothing neither nor".split())
_NOUNS = ("ation", "ement", "ment", "ance", "ion", "ly")  # endings of what is done, beside the word for doing it
_LEAST = 5  # letters that such a word has without them
_GIVEN = frozenset("hav get giv".split())  # "has four weeks to" is "must within four weeks"
_AT_MOST, _LENGTH = "#at most", "#duration"


class Licence(NamedTuple):
    """What a text may say otherwise than another.

    Attributes:
        words: the keys of words that it may add.
        doers: those of whom it may leave out, where it says that something is done and not by whom.
        confirmed: whether the law confirms it, so that a figure of it may be told as the most that it is, and a
            condition may be put.
    """

    words: Collection[str] = ()
    doers: Collection[str] = ()
    confirmed: bool = False


_NONE = Licence()


@dataclass
class _Roles:
    """Who does what, to whom, of what, where, and what is denied, under keys that words of one meaning share."""

    saying: Saying
    does: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    done: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    of: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    at: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    told: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for kind, *pair in self.saying.relations:
            if kind == "is":
                continue
            one, other = (_same(str(key)) for key in pair)
            if kind == "mod" and (other in _DENIALS or other.isdigit()):
                continue  # what is denied is told apart from this; the parser hangs numbers on any word
            place = {"does": self.does, "done": self.done, "of": self.of, "mod": self.told}.get(str(kind))
            if place is not None:
                place[one].add(other)
            else:
                self.at[other].add(str(pair[0]))
        if root_of("belong") in self.saying.keys:  # what belongs to somebody, he owns
            owned = _same(root_of("own"))
            self.done[owned] |= self.does.pop(owned, set())
            self.does[owned] |= {key for key, words in self.at.items() if "to" in words}

    @cached_property
    def bag(self) -> Counter[str]:
        """The keys of the terms, with how often each stands."""
        keys = self.saying.keys
        of_figures = {key for key, behind in pairwise([*keys, ""]) if behind.startswith("#")}  # "over two years"
        light = LIGHT | (_ON - of_figures)
        return Counter(_same(key) for key in keys if key != PASSIVE and key not in light)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Those of all words."""
        return frozenset(map(_same, self.saying.keys))

    @cached_property
    def weights(self) -> Counter[str]:
        """Those that make another statement of it."""
        return Counter({key: n for key, n in self.bag.items() if key[:1] in "@#" or key in _WEIGHTS})

    @cached_property
    def turns(self) -> Counter[str]:
        """The prepositions that turn what is said; those that reckon a length of time from something are one."""
        keys = self.saying.keys
        told = Counter[str]()
        for at, key in enumerate(keys):
            if at and key in _FROM and keys[at - 1].startswith(_LENGTH):
                told["from"] += 1
            elif key in _TURNS:
                told[key] += 1
        return told

    @property
    def timed(self) -> bool:
        """Whether it tells a length of time."""
        return any(key.startswith(_LENGTH) for key in self.saying.keys)

    @cached_property
    def given(self) -> bool:
        """Whether it says that somebody has so much time."""
        return self.timed and not _GIVEN.isdisjoint(self.saying.keys)


def says(mine: Saying, other: Saying, licence: Licence = _NONE) -> bool:
    """Return whether a text says what another says, and beyond that only what is licensed."""
    one, two = _Roles(mine), _Roles(other)
    licensed = {_same(key) for key in licence.words}
    unnamed = {_same(key) for key in licence.doers} if PASSIVE in mine.keys else set[str]()
    unnamed &= {doer for doers in two.does.values() for doer in doers}
    light = _WEIGHTS | _TURNS | _FROM
    more = {key for key in one.bag.keys() - two.bag.keys() - licensed - light if key[:1] not in ("@", "#")}
    less = {key for key in two.bag.keys() - one.bag.keys() - unnamed - light if key[:1] not in ("@", "#")}
    if _CARRY in one.keys & two.keys and one.timed and two.timed:  # a sentence of years is one in prison
        more, less = more - {_JAIL}, less - {_JAIL}
    if more or less or not _weighs_the_same(one, two, licence, unnamed) or one.turns != two.turns:
        return False
    if [_same(key) for key in mine.denied] != [_same(key) for key in other.denied]:
        return False
    return not any(_conflicts(one, two))


def _same(key: str) -> str:
    if key in _FIRST:
        return _FIRST[key]
    bare = next((key.removesuffix(e) for e in _NOUNS if key.endswith(e) and len(key) - len(e) >= _LEAST), key)
    return _FIRST.get(bare, bare)


def _weighs_the_same(one: _Roles, two: _Roles, licence: Licence, unnamed: Collection[str]) -> bool:
    """Return whether two texts name the same bodies and figures, and deny and limit the same."""
    more, less = one.weights - two.weights, two.weights - one.weights
    if licence.confirmed:
        if _AT_MOST in more:  # "may last four days" is "lasts at most four days"
            less.pop("may", None)
        more.pop(_AT_MOST, None)
        more.pop("if", None)
    if one.given or two.given:  # "has four weeks to" is "must within four weeks", or "may"
        for word in ("must", "may"):
            more.pop(word, None)
            less.pop(word, None)
    return not more and all(key in unnamed for key in less)


def _conflicts(one: _Roles, two: _Roles) -> Iterator[tuple[str, ...]]:
    """Yield what has another doer, owner or place in the one text than in the other, or is described in it alone."""
    shared = one.keys & two.keys
    behind_by = {key for key, words in (*one.at.items(), *two.at.items()) if "by" in words}
    penalty = {_CARRY} if one.timed and two.timed else set()  # what carries it is a deed or who does it
    for deed in sorted(shared - penalty):
        for here, there, back in ((one.does, two.does, two.done), (one.done, two.done, two.does)):
            mine, theirs = here[deed] & shared, there[deed] & shared
            turned = mine & back[deed] - theirs
            strange = mine - behind_by if theirs and mine.isdisjoint(theirs) else set()
            yield from ((deed, other) for other in turned | strange)
        for mine, theirs in ((one.of[deed] & shared, two.of[deed] & shared), (one.told[deed], two.told[deed])):
            yield from ((deed, *mine) for _ in "1" if mine and theirs and mine.isdisjoint(theirs))
        yield from ((deed, "of", key) for key in one.of[deed] if deed in two.of[key])
        yield from ((word, deed) for word in one.at[deed] if _BACK.get(word) in two.at[deed])
        for this, that in ((one, two), (two, one)):
            doing = "by" in that.at[deed] or any(deed in doers for doers in that.does.values())
            if deed.startswith("@") and doing and this.at[deed] & _TOWARDS - that.at[deed]:
                yield deed, "done to"
        for mine, theirs in ((one.at[deed], two.at[deed]), (two.at[deed], one.at[deed])):
            lost = (word for word in mine & _TURNS - theirs if not (word in _FROM and theirs & _FROM))
            yield from ((word, deed) for word in lost)
    for key in sorted(shared):  # what describes one thing there must not describe another here
        for word in one.told[key]:
            homes = {home for home in shared if word in two.told[home]}
            if homes and key not in homes:
                yield word, key
