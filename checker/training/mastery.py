"""Mastery by topic over time, worked out from what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from checker.training.progress import Progress, sound
from checker.training.store import Answer

_MOST_DAYS = 180  # that a curve is drawn through; of a longer time, evenly many are taken


@dataclass(frozen=True, slots=True)
class Mastery:
    """How well a topic is known.

    Attributes:
        topic, title: its id and title.
        rules: how many rules can be trained.
        met, held: how many were asked; how many were right often enough to come back only after days.
        level: the level reached.
        answered, right: how many exercises, and how many of them were answered rightly.
        sound, alarms: how many were about a sound text, and how many of these were taken for a mistake.
        curve: days, each with the mastery at its end, from 0 to 1: the mean over all that was met by then of how likely
            it was to be known.
    """

    topic: str
    title: str
    rules: int
    met: int
    held: int
    level: int
    answered: int
    right: int
    sound: int
    alarms: int
    curve: tuple[tuple[date, float], ...]

    @property
    def now(self) -> float | None:
        """The mastery today; None where nothing was asked."""
        return self.curve[-1][1] if self.curve else None


def mastery(
    answers: Sequence[Answer], topics: Mapping[str, tuple[str, Sequence[str]]], now: datetime, zone: tzinfo = UTC
) -> list[Mastery]:
    """Return how well each topic is known.

    Args:
        answers: what was answered, in order of time.
        topics: the title and the rules of each topic.
        now: the present.
        zone: by which the days are counted.
    """
    curves: dict[str, list[tuple[date, float]]] = {topic: [] for topic in topics}
    progress, taken = Progress(), 0
    topic_of = {rule: topic for topic, (_, rules) in topics.items() for rule in rules}
    asked: dict[str, dict[str, None]] = {topic: {} for topic in topics}  # rules that were asked, in their order
    for day in _days(answers, now, zone):
        end = min(datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC), now)
        while taken < len(answers) and answers[taken].at <= end:
            answer = answers[taken]
            progress.add(answer)
            for rule in answer.rules or (sound(answer.topic),):  # an exam has rules of several topics
                asked.setdefault(topic_of.get(rule, answer.topic), {})[rule] = None
            taken += 1
        for topic, curve in curves.items():
            if met := asked[topic]:
                curve.append((day, sum(progress.mastery(rule, end) for rule in met) / len(met)))
    return [
        _one(topic, title, rules, answers, progress, tuple(curves[topic])) for topic, (title, rules) in topics.items()
    ]


def _days(answers: Sequence[Answer], now: datetime, zone: tzinfo) -> Iterator[date]:
    """Yield the days of the curve, the last of which is today."""
    if not answers:
        return
    today = now.astimezone(zone).date()
    first = min(answers[0].at.astimezone(zone).date(), today)
    length = (today - first).days + 1
    step = -(-length // _MOST_DAYS)
    for back in range((length - 1) // step, -1, -1):
        yield today - timedelta(days=back * step)


def _one(
    topic: str, title: str, rules: Sequence[str], answers: Iterable[Answer], progress: Progress,
    curve: tuple[tuple[date, float], ...],
) -> Mastery:  # fmt: skip
    given = [answer for answer in answers if answer.topic == topic]
    tempting = [answer for answer in given if not answer.rules]
    return Mastery(
        topic, title, len(rules), sum(map(progress.met, rules)), sum(map(progress.mastered, rules)),
        progress.level(topic), len(given), sum(answer.share == 1 for answer in given), len(tempting),
        sum(answer.share < 1 for answer in tempting), curve,
    )  # fmt: skip
