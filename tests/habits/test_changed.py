"""What git says has changed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from checker.habits.changed import Changes, DiffError


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a commit of two files, whose names git would quote."""
    for name, value in {"NAME": "a", "EMAIL": "a@example.org"}.items():
        monkeypatch.setenv(f"GIT_AUTHOR_{name}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{name}", value)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    (tmp_path / "d").mkdir()
    for name in ("a é.md", "d/b.md"):
        (tmp_path / name).write_text("one\ntwo\nthree\nfour\n", encoding="utf-8")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    return tmp_path


def test_changed_lines_are_found(repository: Path) -> None:
    """Changed and new ones; deleted ones leave nothing; a new file is new throughout."""
    (repository / "a é.md").write_text("one\nTWO\nthree\nfour\nfive\nsix\n", encoding="utf-8")
    (repository / "d/b.md").write_text("one\nfour\n", encoding="utf-8")
    (repository / "new.md").write_text("new\n", encoding="utf-8")
    changes = Changes("HEAD")
    assert changes.lines(str(repository / "a é.md")) == [range(2, 3), range(5, 7)]
    assert [line for part in changes.lines(str(repository / "d/b.md")) or [] for line in part] == []
    assert changes.lines(str(repository / "new.md")) is None


def test_an_untouched_file_has_no_changed_line(repository: Path) -> None:
    """So that it need not be read at all."""
    assert Changes("HEAD").lines(str(repository / "d/b.md")) == []


@pytest.mark.parametrize("revision", ["nosuch", "--output=x", "-p"])
def test_a_revision_that_is_none_is_told(repository: Path, revision: str) -> None:
    """One that looks like an option is never handed to git."""
    with pytest.raises(DiffError, match="revision"):
        Changes(revision).lines(str(repository / "d/b.md"))
    assert not (repository / "x").exists()


def test_a_file_outside_of_git_is_told(tmp_path: Path) -> None:
    """By its name, with a cure."""
    (tmp_path / "a.md").touch()
    with pytest.raises(DiffError, match="lies in no git checkout, which --diff needs"):
        Changes("HEAD").lines(str(tmp_path / "a.md"))


def test_nothing_that_a_repository_configures_is_run(repository: Path) -> None:
    """Neither a program that shows differences, nor a converter of files."""
    (repository / "d/b.md").write_text("other\n", encoding="utf-8")
    (repository / ".gitattributes").write_text("*.md diff=own\n", encoding="utf-8")
    for key in ("diff.external", "diff.own.textconv", "diff.own.command", "core.fsmonitor"):
        subprocess.run(["git", "config", key, f"touch {repository / 'ran'}; cat"], cwd=repository, check=True)
    assert Changes("HEAD").lines(str(repository / "d/b.md")) == [range(1, 2)]
    assert not (repository / "ran").exists()
