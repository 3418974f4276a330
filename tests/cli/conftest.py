"""`vires` as its users meet it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load_rulebook

Run = Callable[..., "subprocess.CompletedProcess[str]"]
DAY = date(2026, 1, 1)


@pytest.fixture(scope="session")
def program() -> list[str]:
    """The words that start `vires` from the source tree."""
    return [sys.executable, "-m", "checker.cli"]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the processes: no terminal's settings, the source tree, a cache of their own."""
    dropped = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "VIRES_DEBUG"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join([root, *filter(None, [kept.get("PYTHONPATH")])])
    return kept | {"VIRES_CACHE_DIR": str(tmp_path_factory.mktemp("cache")), "PYTHONPATH": path}


@pytest.fixture
def vires(tmp_path: Path, environment: dict[str, str], program: list[str]) -> Run:
    """Run `vires` with arguments in a temporary folder; `stdin` is text, `env` adds to the environment."""

    def run(*arguments: object, stdin: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [*program, *map(str, arguments)], input=stdin, capture_output=True, encoding="utf-8", cwd=tmp_path,
            env=environment | (env or {}), timeout=120, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """The program's own rules."""
    return load_rulebook()


@pytest.fixture(scope="session")
def wrong(book: Rulebook) -> tuple[str, str]:
    """A text with an error in it, and the rule that it breaks: whichever of the rules' own examples is found first."""
    checker = Checker(book, DAY)
    for rule in book.rules.values():
        for text in rule.flagged:
            if "\n" not in text and [f.rule for f in checker.check(Draft.plain("", text)) if f.severity == "error"] == [
                rule.id
            ]:
                return text, rule.id
    raise AssertionError("no rule has an example of an error that is found")
