"""The pool, with a checker that can be told to fail, to die or to be slow."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker.batch import pool
from checker.batch.rows import BadRow, Done, Row
from checker.drafts.draft import Draft
from checker.errors import DraftError, RuleFileError
from checker.judging.finding import Finding, Severity
from checker.rulebook.citation import Citation
from checker.spans import Span


class Obedient:
    """Finds the word "wrong"; raises at "fail", is killed at "die"."""

    def check(self, draft: Draft) -> list[Finding]:
        """Do as the text says."""
        if "fail" in draft.text:
            raise ValueError("told to")
        if "die" in draft.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "slow" in draft.text:
            time.sleep(0.2)
        cited = (Citation("Statute 1 s 1", None),)
        return [
            Finding("rule", "term", Severity.NOTE, Span(*m.span()), "m", "s", cited, "sc")
            for m in re.finditer("wrong", draft.text)
        ]


@dataclass(frozen=True)
class Make:
    """Makes an obedient checker, or fails to."""

    how: str = ""

    def __call__(self) -> Obedient:
        """Make it."""
        if self.how == "fail":
            raise RuleFileError("is broken", file="r.yaml")
        if self.how == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        return Obedient()


def row(key: int, text: str) -> Row:
    return Row(key, Draft.plain(str(key), text), f"in:{key}")


def run(items: list[Row | BadRow], *, jobs: int = 2, make: Make | None = None) -> list[Done]:
    return list(pool.check_all(items, make or Make(), jobs))


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Start processes for the smallest input, with few rows in a chunk; none may be left at the end."""
    monkeypatch.syspath_prepend(Path(__file__).parents[2])  # the workers import this module by its name
    monkeypatch.setattr(pool, "SMALL", 1)
    monkeypatch.setattr(pool, "_CHUNK_ROWS", 3)
    yield
    assert not multiprocessing.active_children()


MIXED: list[Row | BadRow] = [
    *(row(i, "slow" if i == 0 else "all wrong") for i in range(7)),
    BadRow(None, DraftError("is not JSON", file="in", line=8)),
    row(8, "fail"),
    *(row(i, "fine") for i in range(9, 12)),
]


@pytest.mark.usefixtures("eager")
def test_processes_answer_as_one_would() -> None:
    """The same rows, in the same order, whatever the number of processes; faults are values in their place."""
    alone = run(MIXED, jobs=1)
    assert alone == run(MIXED, jobs=2)
    assert [done.id for done in alone] == [0, 1, 2, 3, 4, 5, 6, None, 8, 9, 10, 11]
    assert alone[7].error == "in:8: is not JSON"
    assert alone[8].error is not None
    assert "in:8: the checker failed (ValueError: told to)" in alone[8].error
    assert alone[1].findings == (
        {"rule": "rule", "severity": "note", "start": 4, "end": 9, "message": "m", "suggestion": "s",
         "authorities": ["Statute 1 s 1"]},
    )  # fmt: skip


@pytest.mark.usefixtures("eager")
def test_a_killed_worker_costs_only_the_row_that_kills_it() -> None:
    """Its neighbours in the chunk are tried again, and nothing hangs."""
    answers = run([row(i, "die" if i in (4, 11) else "wrong") for i in range(20)])
    assert [done.id for done in answers] == list(range(20))
    assert [done.id for done in answers if done.error] == [4, 11]
    assert "was killed" in str(answers[4].error)
    assert all(len(done.findings) == 1 for done in answers if not done.error)


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize(("how", "words"), [("die", "was killed"), ("fail", "r.yaml: is broken")])
def test_workers_that_cannot_start_end_the_run(how: str, words: str) -> None:
    """Every row is answered with the reason, after a bounded number of tries."""
    answers = run([row(i, "wrong") for i in range(40)], make=Make(how))
    assert [done.id for done in answers] == list(range(40))
    assert all(words in str(done.error) for done in answers)


@pytest.mark.usefixtures("eager")
def test_rows_are_read_only_a_little_ahead() -> None:
    """A reader that stops after the first answer has not had the whole input read."""
    taken = 0

    def rows() -> Iterator[Row]:
        nonlocal taken
        for i in range(10_000):
            taken += 1
            yield row(i, "wrong")

    with contextlib.closing(pool.check_all(rows(), Make(), 2)) as answers:
        assert next(answers).id == 0
    assert taken < 100


def test_a_small_input_starts_no_process() -> None:
    """The checker at hand is used, in this process."""
    made = Obedient()
    answers = list(pool.check_all([row(1, "wrong")], Make("fail"), 8, made))
    assert len(answers[0].findings) == 1


def test_nothing_in_nothing_out() -> None:
    """An empty input is a sound one."""
    assert run([]) == []
