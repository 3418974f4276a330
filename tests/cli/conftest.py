"""`vires` as its users meet it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from checker.cli import main
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
    return kept | {"VIRES_CACHE_DIR": str(tmp_path_factory.getbasetemp().parent / "vires-cache"), "PYTHONPATH": path}


@pytest.fixture
def vires(tmp_path: Path, environment: dict[str, str], program: list[str]) -> Run:
    """Run `vires` with arguments in a temporary folder; `stdin` is text, `env` adds to the environment.

    The process is a copy of this one, with the libraries and the parser already loaded; where a test changes what is
    imported, or the command starts processes of its own, a new one.
    """

    def run(*arguments: object, stdin: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        words = [str(a) for a in arguments]
        surroundings = environment | (env or {})
        if "PYTHONPATH" in (env or {}) or words[:1] == ["batch"]:
            done = subprocess.run(
                [*program, *words], input=stdin, capture_output=True, encoding="utf-8", cwd=tmp_path,
                env=surroundings, timeout=300, check=False,
            )  # fmt: skip
        else:
            done = _copied(words, stdin, tmp_path, surroundings)
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


def _copied(words: list[str], stdin: str, folder: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `vires` in a fork of this process, its standard streams files, as a shell would have them."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        given.write(stdin.encode("utf-8"))
        given.seek(0)
        child = os.fork()
        if not child:
            status = 70
            try:
                for number, stream in enumerate((given, out, errors)):
                    os.dup2(stream.fileno(), number)
                sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  the streams of a process
                sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
                sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
                os.chdir(folder)
                os.environ.clear()
                os.environ.update(env)
                main(words)
            except SystemExit as why:
                status = int(why.code or 0)
            except BaseException:  # noqa: BLE001  told as a process would tell it
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(status)
        _, ended = os.waitpid(child, 0)
        texts = []
        for stream in (out, errors):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8"))
        return subprocess.CompletedProcess(words, os.waitstatus_to_exitcode(ended), *texts)


@pytest.fixture(scope="session")
def book() -> Rulebook:
    """The program's own rules."""
    return load_rulebook(cache=True)


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
