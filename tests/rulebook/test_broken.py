"""Faulty rule files, one a fault: each is told with its file, line, column and field, what is wrong, and the cure."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from checker.rulebook.load import RuleFileErrors, load_rulebook

TESTS = Path(__file__).parents[1]
BROKEN = sorted((TESTS / "broken").glob("*.yaml"))


def header(file: Path) -> dict[str, list[str]]:
    """Return what the comments at the head of a faulty file say: its folder, the place of its fault, words of it."""
    found: dict[str, list[str]] = {"folder": [], "place": [], "says": []}
    for line in file.read_bytes().decode("utf-8", "replace").splitlines():
        if match := re.match(r"# (folder|place|says): ?(.*)", line):
            found[match[1]].append(match[2])
    return found


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_a_fault_is_told(tmp_path: Path, file: Path) -> None:
    """One error, at the place that the file's head names, with the words that it names."""
    wanted = header(file)
    shutil.copytree(TESTS / "small", tmp_path / "law")
    folder = tmp_path / "law" / wanted["folder"][0]
    folder.mkdir(exist_ok=True)
    shutil.copy(file, folder)
    with pytest.raises(RuleFileErrors) as caught:
        load_rulebook(own=tmp_path / "law")
    errors = [str(e) for e in caught.value.errors]
    told = [e for e in errors if file.name in e]
    assert told, errors
    place = wanted["place"][0]
    assert told[0].startswith(f"{folder / file.name}{':' * bool(place)}{place}: "), told
    assert [words for words in wanted["says"] if words not in told[0]] == [], told
    assert " - " in told[0]
    assert all(file.name in e for e in errors), "the sound files are blamed too"
    assert len(told) == 1 or "circle" in file.name, told


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Faults in several files, and several in one, are one report."""
    shutil.copytree(TESTS / "small", tmp_path / "law")
    for name in ("unknown-severity", "missing-field", "not-yaml"):
        shutil.copy(TESTS / "broken" / f"{name}.yaml", tmp_path / "law" / "terms")
    with pytest.raises(RuleFileErrors) as caught:
        load_rulebook(own=tmp_path / "law")
    assert len(caught.value.errors) == 3
    assert len(str(caught.value).splitlines()) == 3
