"""`vires train list` and `vires train show`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest

from checker.rulebook.book import Rulebook

Run = Callable[..., "CompletedProcess[str]"]
AS_OF = ("--as-of", "2026-11-24")


def test_lessons_and_their_rules(vires: Run, book: Rulebook) -> None:
    """The rules of a lesson are as many as its line says; a number is a lesson too."""
    lessons = json.loads(vires("train", "list", *AS_OF, "--format", "json").stdout)
    assert [row["lesson"] for row in lessons] == list(book.lessons)
    rules = json.loads(vires("train", "list", "4", *AS_OF, "--format", "json").stdout)
    assert len(rules) == lessons[3]["rules"]
    assert {"rule": "term-jury", "kind": "term", "title": book.rules["term-jury"].title} in rules
    assert "term-jury" in vires("train", "list", "words", *AS_OF).stdout


def test_an_exercise_in_the_terminal_has_no_marks_of_markdown(vires: Run) -> None:
    done = vires("train", "show", "exam/garden-pump/3", *AS_OF)
    assert done.returncode == 0
    task, _, answer = done.stdout.partition("\nAnswer  ")
    assert task.startswith("“Court backs inventor of garden pump”: mark every sentence")
    assert "\na)  Delmar Flow has infringed Harrow's patent" in task
    assert "\nnear miss  “" in answer
    assert re.search(r"\nauthority  Patents Act 1977 s\.61\(1\)\(a\)", answer)
    assert re.search(r"\n +Senior Courts Act 1981 s\.37", answer)
    assert not re.search(r"[*\\`>#]", done.stdout)
    assert answer.rstrip().endswith("exam/garden-pump/3")


def test_an_exercise_with_its_answer(vires: Run) -> None:
    done = vires("train", "show", "fine/term-jury/1", *AS_OF, "--format", "markdown")
    assert done.returncode == 0
    task, _, answer = done.stdout.partition("answers\n")
    assert "It can be so" in task
    assert "**Authority:**" in answer
    assert "**Authority:**" not in task
    assert done.stdout.rstrip().endswith("`fine/term-jury/1`")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["list", "wrods"], "'wrods' is no lesson - did you mean words?"),
        (["show", "jest/1"], "'jest/1' is no exercise - take an id as exercises show it"),
    ],
)
def test_what_is_not_there_is_told(vires: Run, arguments: list[str], words: str) -> None:
    done = vires("train", *arguments, *AS_OF)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
