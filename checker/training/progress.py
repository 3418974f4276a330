"""What a trainee knows, worked out from what was answered: when each rule is due again, the level, and mastery."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from datetime import datetime, timedelta

from fsrs import Card, Rating, Scheduler

from checker.training.store import Answer

LEVELS = 3
_LOOKED_AT = 6  # answers at a level before it changes
_RISES, _FALLS = 0.8, 0.4
_SHOWN = {Rating.Again: 0.0, Rating.Hard: 0.5, Rating.Good: 1.0}


def sound(topic: str) -> str:
    """Return the name under which the sound texts of a topic are scheduled, as a rule is under its id."""
    return f"sound/{topic}"


class Progress:
    """Where a trainee stands.

    Each rule has a card in the scheduler: what was answered wrongly is due after a minute, what was right after ten,
    then after days, weeks and months; a rewrite that is neither right nor wrong comes back between. Sound texts break
    no rule; those of a topic share a card.
    """

    def __init__(self, answers: Iterable[Answer] = ()) -> None:
        self._scheduler = Scheduler(enable_fuzzing=False)  # the same answers give the same days
        self._cards: dict[str, Card] = {}
        self._last: dict[str, Rating] = {}
        self._levels: dict[str, int] = {}
        self._lately: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_LOOKED_AT))
        for answer in answers:
            self.add(answer)

    def add(self, answer: Answer) -> None:
        """Take an answer into account; answers come in order of time."""
        for rule in answer.rules or (sound(answer.topic),):
            rating = _rating(answer, rule)
            card = self._cards.get(rule) or Card(len(self._cards), due=answer.at)
            self._cards[rule], _ = self._scheduler.review_card(card, rating, answer.at)
            self._last[rule] = rating
        lately = self._lately[answer.topic]
        lately.append(answer.share)
        if len(lately) == _LOOKED_AT:
            share, level = sum(lately) / _LOOKED_AT, self.level(answer.topic)
            change = (share >= _RISES) - (share <= _FALLS)
            if 1 <= level + change <= LEVELS and change:
                self._levels[answer.topic] = level + change
                lately.clear()

    def level(self, topic: str) -> int:
        """Return the level reached in a topic, from 1 to 3."""
        return self._levels.get(topic, 1)

    def met(self, rule: str) -> bool:
        """Return whether an exercise on a rule was done."""
        return rule in self._cards

    def due(self, rule: str) -> datetime | None:
        """Return when a rule should be asked again; None where it never was."""
        card = self._cards.get(rule)
        return card.due if card else None

    def mastery(self, rule: str, now: datetime) -> float:
        """Return how likely a rule is to be known, from 0 to 1.

        That is 0 after a wrong answer, 1 after a right one, and then less from day to day, the slower the more often it
        was right. What was last neither right nor wrong counts half.
        """
        card = self._cards.get(rule)
        if card is None:
            return 0.0
        return _SHOWN[self._last[rule]] * self._scheduler.get_card_retrievability(card, now)

    def mastered(self, rule: str) -> bool:
        """Return whether a rule was right often enough to be asked again only after days."""
        card = self._cards.get(rule)
        return card is not None and card.last_review is not None and card.due - card.last_review >= timedelta(days=1)


def _rating(answer: Answer, rule: str) -> Rating:
    """Return how well a rule was known: a rewrite that is neither right nor wrong shows it with doubt."""
    if rule in answer.missed or (not answer.rules and answer.share < 1):
        return Rating.Again
    return Rating.Hard if answer.form == "mend" and answer.share < 1 else Rating.Good
