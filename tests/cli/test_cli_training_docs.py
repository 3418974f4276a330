"""docs/training.md says what is so: its commands run as written, its lessons and cases are there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from checker.rulebook.load import load_rulebook
from checker.training.lessons import lessons

Run = Callable[..., "CompletedProcess[str]"]
ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/training.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
FINDS = {"check", "mark"}  # whose status 1 says that something was found


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: " ".join(block.split()[1:3]))
def test_commands_run_as_written(vires: Run, tmp_path: Path, block: str) -> None:
    """In a copy of the folders that they name; what asks is told to stop."""
    for folder in ("cases", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for line in block.splitlines():
        words = shlex.split(line, comments=True)
        assert words[0] == "vires"
        done = vires(*words[1:], stdin="q\n", env={"VIRES_STORE": str(tmp_path / "answers")})
        allowed = {0, 1} if FINDS & set(words[1:3]) else {0}
        assert done.returncode in allowed, f"{line}\n{done.stderr}"
        assert done.stdout or "-o" in words, line
        if "-o" in words:
            assert os.path.exists(tmp_path / words[words.index("-o") + 1]) or "--variants" in words, line


def test_the_lessons_are_those_of_the_rules() -> None:
    known = lessons(load_rulebook(cache=True))
    assert re.findall(r"^## \d\. (.*)$", PAGE, re.MULTILINE) == [lesson.title for lesson in known]
    assert re.findall(r"^vires train --topic (\S+)$", PAGE, re.MULTILINE) == [lesson.id for lesson in known]


def test_the_cases_are_there_and_all_lessons_have_some() -> None:
    named = [
        re.findall(r"`([\w-]+)`", line) for line in re.findall(r"^Cases: (.*?)\n\n", PAGE, re.DOTALL | re.MULTILINE)
    ]
    assert len(named) == 6
    assert all(len(names) >= 4 for names in named)
    assert {name for names in named for name in names} <= {path.stem for path in (ROOT / "cases").glob("*.yaml")}


def test_homework_is_the_article_with_marks(vires: Run, tmp_path: Path) -> None:
    """Some is found, some missed, some marked for what is right in it, one sound sentence is marked, and one that no rule
    speaks of: each is shown."""
    done = vires("train", "mark", ROOT / "docs/demo/homework.md", "--draft", ROOT / "docs/demo/article.md")
    verdicts = {line.split("  ")[0] for line in done.stdout.splitlines()}
    assert {"Found", "Missed", "Marked for another reason", "Marked wrongly", "Marked, not judged"} <= verdicts
    said = r"\d of \d found, 2 marked for another reason, \d missed, 1 marked wrongly, 1 marked of which no rule speaks: \d+% right$"
    assert re.search(said, done.stdout.splitlines()[0])
    assert "“A Texas jury found for Larkfield" in done.stdout
