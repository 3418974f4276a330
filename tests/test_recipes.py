"""The recipes of docs/desk.md, the action and the hook, run or read as they are written."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from checker.habits import config

ROOT = Path(__file__).parents[1]
DESK = (ROOT / "docs/desk.md").read_text(encoding="utf-8")
WRONG = "GCHQ decided the patent dispute between the two companies.\n"


def block(language: str, words: str) -> str:
    """Return the block of code in the page that holds some words."""
    return next(found for found in re.findall(rf"```{language}\n(.*?)```", DESK, re.DOTALL) if words in found)


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """An environment in which `vires` is a program, away from any configuration."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/vires").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m checker.cli "$@"\n', encoding="utf-8")
    (tmp_path / "bin/vires").chmod(0o755)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/a b.md").write_text(WRONG, encoding="utf-8")
    (tmp_path / "clean.md").write_text("All is well.\n", encoding="utf-8")
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {"PATH": path, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}


def test_the_table_names_every_setting() -> None:
    """And no other."""
    assert set(re.findall(r"^\| `\[?([a-z-]+)\]?` \|", DESK, re.MULTILINE)) == set(config._KEYS)


def test_the_action_does_what_it_says(tmp_path: Path, surroundings: dict[str, str]) -> None:
    """Annotations and a SARIF file, the status of the check; names with spaces, and nothing that a name says is run."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    script = action["runs"]["steps"][-1]["run"]
    given = {name: str(value["default"]) for name, value in action["inputs"].items()}
    assert {f"${{{{ inputs.{name} }}}}" for name in given} == set(action["runs"]["steps"][-1]["env"].values())
    env = surroundings | {"PATHS": "drafts/a b.md\n\n$(touch ran)", "FAIL_ON": "error", "DIFF": "", "SARIF": "r.sarif"}

    def run(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
        line = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]  # as runners do
        return subprocess.run(line, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)

    assert run(env).returncode == 2
    assert not (tmp_path / "ran").exists()
    done = run(env | {"PATHS": "drafts"})
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=drafts/a b.md,line=1,")
    assert json.loads((tmp_path / "r.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert run(env | {"PATHS": "clean.md"}).returncode == 0


@pytest.mark.parametrize(
    ("number", "names"),
    [
        (0, {"a.md": True, "d/b.txt": True, "m.docm": True, "c.py": False, "d.yaml": False, "cases/a.yaml": False}),
        (
            1,
            {
                "cases/a.yaml": True,
                "d/cases/b.json": True,
                "cases/c.yml": True,
                "config.yaml": False,
                "cases/a.md": False,
            },
        ),
    ],
)
def test_the_hooks_take_drafts(number: int, names: dict[str, bool]) -> None:
    """By their names; each is a command that there is. What is in YAML or JSON and no case is not theirs."""
    hook = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))[number]
    assert hook["entry"] == "vires check"
    assert f"- id: {hook['id']}" in block("yaml", "hooks:")
    for name, taken in names.items():
        assert bool(re.search(hook["files"], name)) is taken, name


def test_the_problem_matcher_matches(tmp_path: Path, surroundings: dict[str, str]) -> None:
    """Every line of the form that it is for, and its parts; a draft that is not there and a faulty rule have lines too."""
    (task,) = json.loads(block("json", "problemMatcher"))["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    arguments = [word.replace("${relativeFile}", "drafts/a b.md") for word in task["args"]]
    done = subprocess.run(
        [task["command"], *arguments], cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.stdout
    for line in done.stdout.splitlines():
        found = re.fullmatch(pattern["regexp"], line)
        assert found
        assert (found[pattern["file"]], found[pattern["line"]], found[pattern["severity"]]) == (
            "drafts/a b.md", "1", "error",
        )  # fmt: skip
    (tmp_path / "rules/powers").mkdir(parents=True)
    (tmp_path / "rules/powers/a.yaml").write_text("rules:\n  - id: Bad\n", encoding="utf-8")
    for words, file, line in (
        (["gone.md"], "gone.md", "1"),
        (["clean.md", "--rules", "rules"], "rules/powers/a.yaml", "2"),
    ):
        done = subprocess.run(
            [task["command"], *task["args"][:-1], *words], cwd=tmp_path, env=surroundings, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 2
        places = [re.fullmatch(pattern["regexp"], told) for told in done.stdout.splitlines()]
        assert {(p[pattern["file"]], p[pattern["line"]]) for p in places if p} == {(file, line)}


@pytest.mark.skipif(not shutil.which("vim"), reason="no vim")
def test_vim_finds_the_place(tmp_path: Path, surroundings: dict[str, str]) -> None:
    """With the lines of the recipe, `:make` fills the list of errors."""
    (tmp_path / "vimrc").write_text("set nocompatible\n" + block("vim", "makeprg"), encoding="utf-8")
    line = [
        "vim", "-Nes", "-u", "vimrc", "-c", "set ft=markdown | silent make | redir! > list | silent clist | redir END | qa!",
        "drafts/a b.md",
    ]  # fmt: skip
    subprocess.run(
        line, cwd=tmp_path, env=surroundings, check=False, stdin=subprocess.DEVNULL, capture_output=True, timeout=120
    )
    assert re.search(r"drafts/a b\.md:1 col \d+ error: GCHQ", (tmp_path / "list").read_text(encoding="utf-8"))


@pytest.mark.skipif(not shutil.which("emacs"), reason="no emacs")
def test_emacs_finds_the_place(tmp_path: Path, surroundings: dict[str, str]) -> None:
    """`M-x compile` makes a terminal for the program; `next-error` goes to the words all the same."""
    command = re.search(r"`M-x compile`, with `(vires [^`]*)article\.md`", DESK)
    assert command
    line = command[1] + "clean.md 'drafts/a b.md'"
    (tmp_path / "e.el").write_text(
        f"""(require 'compile)
        (let ((done nil))
          (add-hook 'compilation-finish-functions (lambda (buffer status) (setq done t)))
          (compile {json.dumps(line)})
          (while (not done) (accept-process-output nil 0.1))
          (set-buffer "*compilation*")
          (next-error)
          (with-current-buffer (window-buffer)
            (princ (format "%s:%d:%s" (buffer-name) (line-number-at-pos) (char-after)))))""",
        encoding="utf-8",
    )
    done = subprocess.run(
        ["emacs", "--batch", "-Q", "-l", "e.el"], cwd=tmp_path, env=surroundings | {"TERM": "xterm"}, check=False,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.stdout == f"a b.md:1:{ord('G')}", done.stderr
