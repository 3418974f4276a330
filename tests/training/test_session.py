"""What a session asks next, with a maker of plain exercises; and how answers are judged."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import ViresError
from checker.training.exercise import Exercise, Form
from checker.training.progress import Progress
from checker.training.session import Chooser, answered, judged
from checker.training.store import Settings

NOW = datetime(2026, 1, 1, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TOPICS = {"words": ("term-a", "term-b", "term-c"), "time": ("limit-a", "limit-b")}


def exercise(
    form: Form = "spot", rules: tuple[str, ...] = ("term-a",), answer: tuple[int, ...] = (1,), **other: object
) -> Exercise:
    about: dict[str, object] = {
        "id": f"{form}/{rules[0] if rules else 'sound'}/1", "topic": "words", "level": 1, "question": "Which?",
        "text": "", "options": ("one", "two", "three", "four"), "model": "", "near": (), "reasons": (), "sources": (),
    }  # fmt: skip
    return Exercise(form=form, rules=rules, answer=answer, **(about | other))  # type: ignore[arg-type]


class Plain:
    """Makes an exercise of any rule but one, in three levels by the seed; a `fine` one without a rule is sound."""

    def __init__(self, broken: str = "") -> None:
        self.broken = broken

    def rules(self, topic: str = "") -> tuple[str, ...]:
        return TOPICS[topic] if topic else sum(TOPICS.values(), ())

    def draw(self, seed: int, *, topic: str = "", form: str = "", rule: str = "") -> Exercise:
        names = [rule] if rule else self.rules(topic)
        name = names[seed % len(names)]
        if name == self.broken:
            raise ViresError("nothing can be made of it")
        its = next(topic for topic, rules in TOPICS.items() if name in rules)
        sound = form == "fine" and not rule
        made: Form = form or ("who", "spot", "mend")[seed % 3]  # type: ignore[assignment]
        return exercise(made, () if sound else (name,), (0,), id=f"{made}/{name}/{seed}", topic=its, level=1 + seed % 3)


def chooser(**settings: object) -> Chooser:
    return Chooser(Plain(), list(TOPICS), Settings(**settings), 5)  # type: ignore[arg-type]


def done(made: Exercise, right: bool, at: datetime) -> Progress:
    progress = Progress()
    progress.add(answered(made, judged(made, made.answer if right else (3,)), "4", at, 2.0))
    return progress


def test_what_was_answered_wrongly_comes_first_once_it_is_due() -> None:
    """After a minute it is asked again; before that, something else is."""
    made = exercise("who", ("term-b",))
    progress = done(made, right=False, at=NOW)
    form = "who"  # of one form, so that no sound text comes between
    assert all("term-b" in chooser(form=form).next(n, progress, NOW + 2 * MINUTE).rules for n in range(20))
    assert all("term-b" not in chooser(form=form).next(n, progress, NOW + MINUTE / 2).rules for n in range(20))
    progress = done(made, right=True, at=NOW)
    assert all("term-b" not in chooser(form=form).next(n, progress, NOW + 2 * MINUTE).rules for n in range(20))


def test_a_rule_is_not_asked_twice_running_where_there_are_others() -> None:
    """Though it is the one that is due."""
    progress = done(exercise("who", ("term-b",)), right=False, at=NOW)
    for number in range(20):
        assert "term-b" not in chooser(form="who").next(number, progress, NOW + 2 * MINUTE, ("term-b",)).rules
    assert chooser(rule="term-b").next(0, progress, NOW, ("term-b",)).rules == ("term-b",)


def test_the_topic_that_lags_comes_next() -> None:
    """What was never asked is asked of the topic of which least is known."""
    progress = done(exercise("who", ("term-b",)), right=True, at=NOW)
    assert {chooser(form="who").next(n, progress, NOW).topic for n in range(20)} == {"time"}


def test_a_session_teaches_all_rules_and_sound_texts_between() -> None:
    """Answered rightly, each rule comes once before any comes again."""
    progress, asked, last = Progress(), [], ()
    taken = chooser()
    for number in range(200):
        made = taken.next(number, progress, NOW + number * MINUTE / 100, last)
        progress.add(answered(made, judged(made, made.answer), "1", NOW + number * MINUTE / 100, 1.0))
        last = made.rules
        asked.append(made)
    rules = [made.rules[0] for made in asked if made.rules]
    assert set(rules[:5]) == {rule for rules in TOPICS.values() for rule in rules}
    assert 0.1 < sum(not made.rules for made in asked) / len(asked) < 0.4
    assert {made.form for made in asked if not made.rules} == {"fine"}


def test_is_this_one_fine_asks_sound_texts_and_others_by_turns() -> None:
    """Whoever answers always the same is not right always."""
    progress, last, sound = Progress(), (), []
    choose = chooser(form="fine")
    for number in range(30):
        made = choose.next(number, progress, NOW, last)
        sound.append(not made.rules)
        progress.add(answered(made, judged(made, made.answer), "1", NOW, 1.0))
        last = made.rules
    assert 5 < sum(sound) < 25


def test_a_seed_gives_the_same_session_to_everybody() -> None:
    """Whatever they have done before; another seed gives another."""
    one = [chooser(seed=3).next(n, Progress(), NOW).id for n in range(20)]
    progress = done(exercise("who", ("term-b",)), right=False, at=NOW)
    assert [chooser(seed=3).next(n, progress, NOW + 9 * MINUTE, ("limit-a",)).id for n in range(20)] == one
    assert [chooser(seed=4).next(n, Progress(), NOW).id for n in range(20)] != one


def test_levels_follow_the_trainee_or_the_wish() -> None:
    """The draws are taken nearest to the level reached, or to the one that was named."""
    plain = Counter(chooser(form="who").next(n, Progress(), NOW).level for n in range(60))
    assert plain[1] > 50
    hard = Counter(chooser(form="who", level=3).next(n, Progress(), NOW).level for n in range(60))
    assert hard[3] > 50
    progress = Progress()
    for number in range(12):
        made = exercise("who", ("limit-a",), topic="time")
        progress.add(answered(made, judged(made, made.answer), "2", NOW + number * MINUTE, 1.0))
    better = Counter(chooser(form="who", topic="time").next(n, progress, NOW).level for n in range(60))
    assert better[3] > 50


def test_filters_hold() -> None:
    """Topic, form and rule, alone and together."""
    for number in range(20):
        assert chooser(topic="time").next(number, Progress(), NOW).topic == "time"
        assert chooser(form="mend").next(number, Progress(), NOW).form == "mend"
        made = chooser(rule="term-c", form="who").next(number, Progress(), NOW)
        assert (made.rules, made.form) == (("term-c",), "who")


def test_a_rule_of_which_nothing_can_be_made_is_passed_over() -> None:
    """The others are asked; where there are none, the maker's words are told."""
    taken = Chooser(Plain("limit-a"), ["time"], Settings(form="who"), 5)
    assert {taken.next(n, Progress(), NOW).rules for n in range(20)} == {("limit-b",)}
    with pytest.raises(ViresError, match="nothing can be made"):
        Chooser(Plain("limit-a"), ["time"], Settings(rule="limit-a"), 5).next(0, Progress(), NOW)


@pytest.mark.parametrize(
    ("form", "answer", "chosen", "share", "missed"),
    [
        ("who", (1,), (1,), 1, ()),
        ("who", (1,), (0,), 0, ("a", "b")),
        ("route", (2, 0, 1), (2, 0, 1), 1, ()),
        ("route", (2, 0, 1), (0, 1, 2), 0, ("a", "b")),
        ("exam", (0, 2), (2, 0), 1, ()),
        ("exam", (0, 2), (0,), 1 / 2, ("b",)),
        ("exam", (0, 2), (0, 1, 2), 2 / 3, ()),
        ("exam", (), (), 1, ()),
        ("exam", (), (1,), 0, ()),
    ],
)
def test_judging(
    form: Form, answer: tuple[int, ...], chosen: tuple[int, ...], share: float, missed: tuple[str, ...]
) -> None:
    """What is overlooked and what is wrongly marked cost; of an exam only the rules that were overlooked are missed."""
    rules = ("a", "b") if answer else ()
    outcome = judged(exercise(form, rules, answer), chosen)
    assert outcome.share == pytest.approx(share)
    assert outcome.missed == missed
    assert outcome.right == (share == 1)


@given(st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)))
def test_only_what_is_right_in_full_is_right(answer: set[int], chosen: set[int]) -> None:
    """The share is 1 for the answer alone, and 0 where nothing was found; each choice is told once."""
    outcome = judged(exercise("exam", tuple("abcdef"[: len(answer)]), tuple(answer)), tuple(chosen))
    assert (outcome.share == 1) == (answer == chosen)
    if answer - chosen or chosen - answer:
        assert (outcome.share == 0) == (not answer & chosen)
    assert Counter([*outcome.found, *outcome.overlooked, *outcome.wrong]) == Counter(answer | chosen)


def test_a_session_that_follows_the_schedule_asks_no_text_twice() -> None:
    """Even where a rule comes back, and where the session goes on after it was broken off."""

    class Two(Plain):
        def draw(self, seed: int, *, topic: str = "", form: str = "", rule: str = "") -> Exercise:
            made = super().draw(seed, form=form, rule=rule)
            return replace(made, form="who", text=f"Text {seed % 5} on {made.rules}.")

    taken, progress, asked = Chooser(Two(), list(TOPICS), Settings(topic="time"), 5), Progress(), list[Exercise]()
    for number in range(8):
        made = taken.next(number, progress, NOW + number * MINUTE, asked[-1].rules if asked else ())
        progress.add(answered(made, judged(made, (3,)), "4", NOW + number * MINUTE, 2.0))
        asked.append(made)
    assert len({made.rules for made in asked}) < len({made.text for made in asked}) == 8
    again = Chooser(Two(), list(TOPICS), Settings(topic="time"), 5)
    for made in asked:
        again.seen(made)
    assert again.next(8, progress, NOW + 8 * MINUTE).text not in {made.text for made in asked}


def test_what_is_trained_alone_is_not_asked_twice_in_a_session() -> None:
    """As far as there is something else to be asked; and likewise where the session was broken off."""

    class Few(Plain):
        def draw(self, seed: int, *, topic: str = "", form: str = "", rule: str = "") -> Exercise:
            return replace(
                super().draw(seed, form=form, rule=rule), text=f"Text {seed % 3}.", question=f"Draft {seed % 3}",
                options=(f"Text {seed % 3}.",),
            )  # fmt: skip

    for settings in (
        Settings(rule="term-b"), Settings(form="exam"), Settings(form="exam", seed=4), Settings(seed=4),
        Settings(form="spot", seed=4),
    ):  # fmt: skip
        taken = Chooser(Few(), list(TOPICS), settings, 5)
        asked = [taken.next(n, Progress(), NOW) for n in range(4)]
        assert len({made.question for made in asked[:3]}) == 3
        again = Chooser(Few(), list(TOPICS), settings, 5)
        assert [again.next(n, Progress(), NOW).question for n in (2, 3)] == [made.question for made in asked[2:]]
