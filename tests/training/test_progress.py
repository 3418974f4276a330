"""What is worked out from answers: when a rule is due, the level, mastery."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from checker.training.mastery import mastery
from checker.training.progress import Progress, sound
from checker.training.store import Answer

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def answer(
    at: datetime,
    right: bool = True,
    rules: tuple[str, ...] = ("rule",),
    missed: tuple[str, ...] | None = None,
    topic: str = "words",
) -> Answer:
    missed = (() if right else rules) if missed is None else missed
    return Answer(at, "who/rule/1", "who", topic, 1, rules, missed, 1.0 if right else 0.0, "1", 3.0)


histories = st.lists(st.tuples(st.integers(0, 60 * 24 * 90), st.booleans()), max_size=12).map(
    lambda steps: [
        answer(START + sum(gap for gap, _ in steps[: i + 1]) * MINUTE, right) for i, (_, right) in enumerate(steps)
    ]
)


@given(histories, st.integers(0, 60 * 24 * 90))
def test_what_was_wrong_comes_back_sooner(history: list[Answer], later: int) -> None:
    """Whatever was answered before: within minutes, and before what would have been right."""
    at = (history[-1].at if history else START) + later * MINUTE
    due = {}
    for right in (True, False):
        progress = Progress([*history, answer(at, right)])
        when = progress.due("rule")
        assert when is not None
        due[right] = when - at
    assert timedelta(0) < due[False] <= 10 * MINUTE <= due[True]


def test_what_is_right_again_comes_back_later_and_later() -> None:
    """Answered whenever it is due: after minutes, then days, then months."""
    progress, at, waits = Progress(), START, []
    for _ in range(6):
        progress.add(answer(at))
        due = progress.due("rule")
        assert due is not None
        waits.append(due - at)
        at = due
    assert waits == sorted(waits)
    assert waits[0] < DAY < waits[1]
    assert waits[-1] > 60 * DAY
    assert progress.mastered("rule")
    progress.add(answer(at, right=False))
    assert not progress.mastered("rule")


def test_a_rule_that_was_never_asked_is_not_due() -> None:
    """It is neither met nor known."""
    progress = Progress([answer(START)])
    assert (progress.due("other"), progress.met("other"), progress.mastery("other", START)) == (None, False, 0.0)


def test_of_an_exam_only_what_was_overlooked_counts_as_wrong() -> None:
    """The rules that were seen come back later than those that were not."""
    progress = Progress([answer(START, right=False, rules=("seen", "unseen"), missed=("unseen",))])
    assert progress.due("unseen") < progress.due("seen")  # type: ignore[operator]
    assert (progress.mastery("seen", START), progress.mastery("unseen", START)) == (1.0, 0.0)


def test_a_false_alarm_brings_back_the_sound_texts_of_the_topic() -> None:
    """They are scheduled like a rule, apart for each topic."""
    progress = Progress([answer(START, right=False, rules=()), answer(START, rules=(), topic="time")])
    assert progress.due(sound("words")) < progress.due(sound("time"))  # type: ignore[operator]


def test_levels_rise_and_fall() -> None:
    """With six good answers, not above the third; with six bad ones, not below the first; each topic by itself."""
    progress, levels = Progress(), []
    for number in range(40):
        progress.add(answer(START + number * MINUTE, right=number < 20))
        levels.append(progress.level("words"))
    assert levels[4:6] == [1, 2]
    assert max(levels) == levels[19] == 3
    assert levels[-1] == 1
    assert progress.level("time") == 1


def test_mastery_sinks_by_forgetting_and_wrong_answers() -> None:
    """Full after a right answer, less day by day, nothing after a wrong one."""
    progress = Progress([answer(START), answer(START + 11 * MINUTE)])
    after = [progress.mastery("rule", START + days * DAY) for days in (0, 10, 100)]
    assert 1 == after[0] > after[1] > after[2] > 0
    progress.add(answer(START + 100 * DAY, right=False))
    assert progress.mastery("rule", START + 100 * DAY) == 0


def test_the_curve_of_a_topic() -> None:
    """From its first answer to today, a value a day at most, by the days of the trainee's own clock."""
    zone = timezone(timedelta(hours=10))
    given = [
        answer(START, right=False), answer(START + DAY, rules=("other",)), answer(START + DAY, rules=(), right=False),
        answer(START + 3 * DAY, rules=("limit",), topic="time"),
        answer(START + 3 * DAY, rules=("third",), topic="time"),
    ]  # fmt: skip
    now = START + 4 * DAY
    words, time, none = mastery(
        given,
        {"words": ("Words", ["rule", "other", "third"]), "time": ("Time", ["limit"]), "no": ("No", [])},
        now,
        zone,
    )
    assert [day for day, _ in words.curve] == [date(2026, 1, day) for day in range(1, 6)]
    assert [round(share, 2) for _, share in words.curve[:2]] == [0, 0.33]  # the rule, the other, sound texts
    assert words.curve[1][1] > words.curve[2][1] > 0.3  # forgotten a little
    assert words.curve[3][1] > 0.45  # a rule of its own asked elsewhere
    assert (words.answered, words.right, words.sound, words.alarms) == (3, 1, 1, 1)
    assert (words.rules, words.met, words.held, words.level) == (3, 3, 0, 1)
    assert [day for day, _ in time.curve] == [date(2026, 1, 4), date(2026, 1, 5)]
    assert (none.curve, none.now) == ((), None)


@given(histories, st.integers(0, 3000))
def test_curves_are_short_and_end_today(history: list[Answer], days: int) -> None:
    """However long the history is; all values are shares."""
    now = (history[-1].at if history else START) + days * DAY
    (topic,) = mastery(history, {"words": ("Words", ["rule"])}, now)
    assert len(topic.curve) <= 180
    assert all(0 <= share <= 1 for _, share in topic.curve)
    if history:
        assert topic.curve[-1][0] == now.date()
    assert [day for day, _ in topic.curve] == sorted({day for day, _ in topic.curve})
