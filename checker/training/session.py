"""What a session asks next, and how an answer is taken into account."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Protocol

from checker.errors import ViresError
from checker.training.exercise import Exercise
from checker.training.progress import Progress, sound
from checker.training.rewrite import Verdict
from checker.training.store import Answer, Settings

_SEEDS = 1_000_000
_TRIED, _MOST_TRIED = 6, 24  # draws among which the one nearest to the level is taken; until one serves
# How many of the exercises that follow the schedule have a sound text, by form ("" for all).
_SHARES = {"": 0.2, "fine": 0.5}


class Maker(Protocol):
    """What makes exercises."""

    def draw(self, seed: int, *, topic: str = "", form: str = "", rule: str = "") -> Exercise:
        """Return an exercise of a topic, a form and a rule, each "" for any; the same for the same seed."""
        ...

    def rules(self, topic: str = "") -> Sequence[str]:
        """Return the rules of a topic that can be trained."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an exercise was answered.

    Attributes:
        share: how much was right, from 0 to 1.
        missed: the rules that count as not known.
        found, overlooked, wrong: indices of options that were rightly chosen, not chosen, wrongly chosen.
    """

    share: float
    missed: tuple[str, ...]
    found: tuple[int, ...] = ()
    overlooked: tuple[int, ...] = ()
    wrong: tuple[int, ...] = ()

    @property
    def right(self) -> bool:
        """Whether it was answered rightly in full."""
        return self.share == 1


def judged(exercise: Exercise, chosen: Sequence[int]) -> Outcome:
    """Return how options that were chosen answer an exercise; the order counts where it is a route.

    What is overlooked and what is chosen wrongly each cost as much as what is found gains.
    """
    found = tuple(i for i in exercise.answer if i in chosen)
    overlooked = tuple(i for i in exercise.answer if i not in chosen)
    wrong = tuple(i for i in chosen if i not in exercise.answer)
    if exercise.form == "route":
        share = float(tuple(chosen) == exercise.answer)
    elif found or overlooked or wrong:
        share = len(found) / (len(found) + len(overlooked) + len(wrong))
    else:
        share = 1.0
    return Outcome(share, _missed(exercise, share, overlooked), found, overlooked, wrong)


def rewritten(exercise: Exercise, verdict: Verdict) -> Outcome:
    """Return how a rewrite answers an exercise.

    Where the rules tell neither that it is right nor that it is wrong, it counts half, and no rule as missed.
    """
    share = {Verdict.RIGHT: 1.0, Verdict.OPEN: 0.5, Verdict.WRONG: 0.0}[verdict]
    return Outcome(share, exercise.rules if verdict is Verdict.WRONG else ())


def _missed(exercise: Exercise, share: float, overlooked: Sequence[int]) -> tuple[str, ...]:
    if share == 1:
        return ()
    if exercise.form == "exam" and len(exercise.rules) == len(exercise.answer):  # a rule for each sentence
        return tuple(exercise.rules[exercise.answer.index(i)] for i in overlooked)
    return exercise.rules


def answered(exercise: Exercise, outcome: Outcome, given: str, now: datetime, seconds: float) -> Answer:
    """Return an answer as it is kept."""
    return Answer(
        now, exercise.id, exercise.form, exercise.topic, exercise.level, exercise.rules, outcome.missed, outcome.share,
        given, round(seconds, 1),
    )  # fmt: skip


class Chooser:
    """What is asked next.

    With a seed of its own, a session is the same for everybody. Otherwise it follows what is due: first what should be
    repeated by now, the longest due first; then what was never asked, of the topic that lags most; then what is due
    soonest.

    Args:
        maker: what makes the exercises.
        topics: the ids of all topics.
        settings: what the session trains.
        seed: what the draws follow from where the settings name no seed.

    Raises:
        ViresError: if there is nothing of the kind that the settings wish for; so does `next`.
    """

    def __init__(self, maker: Maker, topics: Sequence[str], settings: Settings, seed: int) -> None:
        self._maker, self._settings = maker, settings
        self._seed = seed if settings.seed is None else settings.seed
        self._same = settings.seed is not None
        self._fixed = self._same or bool(settings.rule) or settings.form == "exam"
        wanted = [settings.topic] if settings.topic else topics
        self._rules = {topic: tuple(maker.rules(topic)) for topic in wanted}
        self._barred: set[str] = set()  # of which nothing can be made
        self._drawn: list[frozenset[str]] = []  # what was asked about

    def seen(self, asked: Exercise) -> None:
        """Take into account what a session that goes on has asked before; one with a seed knows it."""
        if not self._fixed:
            self._drawn.append(about(asked))

    def next(self, number: int, progress: Progress, now: datetime, last: tuple[str, ...] = ()) -> Exercise:
        """Return the exercise of a number (from 0), other than on the rules asked last where there are others."""
        settings = self._settings
        chance = Random(f"{self._seed}/{number}")  # noqa: S311  no secret
        while not self._fixed and (wanted := self._wanted(chance, progress, now, last)):
            topic, rule = wanted
            if chance.random() < _SHARES.get(settings.form, 0.0) and sound(topic) not in self._barred:
                rule = sound(topic)
            try:
                if rule == sound(topic):
                    return self._unlike(chance, progress, ("fine", topic, ""), lambda made: not made.rules)
                return self._unlike(chance, progress, (settings.form, topic, rule), _trains(rule))
            except ViresError:
                self._barred.add(rule)
        wish = (settings.form, settings.topic, settings.rule)
        for earlier in range(len(self._drawn), number if self._fixed else 0):  # of a session that was broken off
            self._unlike(Random(f"{self._seed}/{earlier}"), progress, wish)  # noqa: S311
        return self._unlike(chance, progress, wish)

    def _unlike(
        self,
        chance: Random,
        progress: Progress,
        wish: tuple[str, str, str],
        serves: Callable[[Exercise], bool] = lambda made: True,
    ) -> Exercise:
        """Return an exercise that serves, if there is one about something that none before in the session was about."""
        known = frozenset[str]().union(*self._drawn)
        made = self._best(chance, progress, wish, lambda made: serves(made) and known.isdisjoint(about(made)))
        self._drawn.append(about(made))
        return made

    def _wanted(
        self, chance: Random, progress: Progress, now: datetime, last: tuple[str, ...]
    ) -> tuple[str, str] | None:
        """Return the topic and rule that are to be asked; None where nothing is left."""
        pairs = [(topic, rule) for topic, rules in self._rules.items() for rule in rules]
        if self._settings.form in _SHARES:
            pairs += [(topic, sound(topic)) for topic, rules in self._rules.items() if rules]
        pairs = [pair for pair in pairs if pair[1] not in self._barred]
        pairs = [pair for pair in pairs if pair[1] not in last] or pairs
        waiting = sorted((when, topic, rule) for topic, rule in pairs if (when := progress.due(rule)) is not None)
        if waiting and waiting[0][0] <= now:
            return waiting[0][1:]
        unmet: dict[str, list[str]] = {}
        for topic, rule in pairs:
            if not progress.met(rule) and rule != sound(topic):
                unmet.setdefault(topic, []).append(rule)
        if unmet:
            lag = {topic: (sum(map(progress.met, self._rules[topic])), chance.random()) for topic in unmet}
            topic = min(unmet, key=lag.__getitem__)
            return topic, chance.choice(unmet[topic])
        return waiting[0][1:] if waiting else None

    def _best(
        self, chance: Random, progress: Progress, wish: tuple[str, str, str], serves: Callable[[Exercise], bool]
    ) -> Exercise:
        """Return, of some draws, one that serves, of the level wanted; or else the one that comes nearest to that."""
        form, topic, rule = wish
        best: tuple[bool, int, Exercise] | None = None
        for tried in range(1, _MOST_TRIED + 1):
            made = self._maker.draw(chance.randrange(_SEEDS), topic=topic, form=form, rule=rule)
            level = self._settings.level or (made.level if self._same else progress.level(made.topic))
            found = not serves(made), abs(made.level - level), made
            if best is None or found[:2] < best[:2]:
                best = found
            if best[:2] == (False, 0) or tried >= _TRIED and not best[0]:
                break
        assert best is not None
        return best[2]


def about(made: Exercise) -> frozenset[str]:
    """Return what an exercise is about, so that a text is met once, whatever is asked of it.

    An exam's question names its draft, which can be made in many ways; of what is chosen from, each is a text.
    """
    if made.form == "exam":
        return frozenset([made.question])
    return frozenset(made.options if made.form == "spot" else [made.text])


def _trains(rule: str) -> Callable[[Exercise], bool]:
    return lambda made: rule in made.rules
