from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.errors import ViresError
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load_rulebook
from checker.training.lessons import lesson_by_rule, lessons
from checker.training.make import Maker

_DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook(cache=True)


@pytest.fixture(scope="module")
def maker(book: Rulebook) -> Maker:
    return Maker(book, _DAY)


def test_every_rule_belongs_to_one_lesson(book: Rulebook) -> None:
    taught = lesson_by_rule(book)
    assert set(taught) == set(book.rules)
    assert len(lessons(book)) == 6
    assert set(taught.values()) == {lesson.id for lesson in lessons(book)}
    named = Counter(rule for lesson in lessons(book) for rule in lesson.takes.rules)
    assert [rule for rule, times in named.items() if times > 1] == []


def test_every_file_that_a_lesson_names_is_there(book: Rulebook) -> None:
    taught = lesson_by_rule(book)
    for lesson in lessons(book):
        for pattern in lesson.takes.files:
            here = [r for r in book.rules.values() if Path(r.file).with_suffix("").match(pattern)]
            assert any(taught[rule.id] == lesson.id for rule in here), f"{lesson.id}: {pattern} takes nothing"


def test_the_topics_share_all_rules_in_force(book: Rulebook, maker: Maker) -> None:
    by_topic = [rule for lesson in lessons(book) for rule in maker.rules(lesson.id)]
    assert sorted(by_topic) == sorted(maker.rules()) == sorted(book.as_of(_DAY).rules)


def test_the_same_arguments_give_the_same_exercise_in_any_process(maker: Maker) -> None:
    wanted = [(3, {}), (7, {"form": "spot"}), (11, {"topic": "words"}), (5, {"rule": "term-jury"})]
    code = (
        "from datetime import date\n"
        "from checker.rulebook.load import load_rulebook\n"
        "from checker.training.make import Maker\n"
        f"maker = Maker(load_rulebook(cache=True), date({_DAY.year}, {_DAY.month}, {_DAY.day}))\n"
        f"print([maker.draw(seed, **wish) for seed, wish in {wanted}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "77"},
    )
    assert done.stdout.strip() == str([maker.draw(seed, **wish) for seed, wish in wanted])


def test_an_exercise_comes_back_from_its_id(maker: Maker) -> None:
    for seed in range(6):
        exercise = maker.draw(seed)
        assert maker.make(exercise.id) == exercise


@pytest.mark.parametrize(
    "id_", ["", "fine", "fine/term-jury", "fine/term-jury/x", "fine/no-such-rule/1", "jest/term-jury/1"]
)
def test_an_unknown_id_is_told(maker: Maker, id_: str) -> None:
    with pytest.raises(ViresError, match="is no exercise"):
        maker.make(id_)


def test_unknown_wishes_are_told(maker: Maker) -> None:
    with pytest.raises(ViresError, match=r"'wrods' is no lesson - did you mean words\?"):
        maker.draw(1, topic="wrods")
    with pytest.raises(ViresError, match=r"'spto' is no form of exercise - did you mean spot\?"):
        maker.draw(1, form="spto")
    with pytest.raises(ViresError, match="'term-jury' is no rule that can be trained in limits-and-time"):
        maker.draw(1, topic="limits-and-time", rule="term-jury")


def test_about_half_of_what_may_be_fine_is(maker: Maker) -> None:
    sound = sum(maker.draw(seed, form="fine").answer == (0,) for seed in range(60))
    assert 20 <= sound <= 40


def test_statements_are_what_the_checker_says(book: Rulebook, maker: Maker) -> None:
    checker = Checker(book, _DAY)
    for seed in range(25):
        exercise = maker.draw(seed, form="spot")
        for i, option in enumerate(exercise.options):
            found = {finding.rule for finding in checker.check(Draft.plain("-", option))}
            assert (exercise.rules[0] in found) if i in exercise.answer else not found, exercise.id
        assert exercise.text == "\n\n".join(exercise.options)
        assert exercise.sources
