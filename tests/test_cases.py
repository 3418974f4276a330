"""The worked cases under cases/: each gives what it expects, and nothing more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from checker.drafts.draft import Draft
from checker.drafts.read import read_drafts
from checker.engine import Checker
from checker.errors import DraftError
from checker.judging.expected import differences
from checker.rulebook.load import load_rulebook

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "cases").glob("*.yaml"))
DAY = date(2026, 11, 24)


def _read(file: Path) -> Draft:
    (draft,) = read_drafts([str(file)])
    assert not isinstance(draft, DraftError), str(draft)
    return draft


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(load_rulebook(), DAY)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_case_gives_what_it_expects(checker: Checker, file: Path) -> None:
    draft = _read(file)
    assert draft.case is not None
    assert draft.case.expect is not None, "state what it must give; [] if nothing"
    assert differences(draft, checker.check(draft)) == []


def test_there_are_sound_and_unsound_cases_in_every_part_of_the_kingdom() -> None:
    cases = [case for file in FILES if (case := _read(file).case) is not None]
    assert len(cases) >= 24
    assert sum(not case.expect for case in cases) >= 8
    assert sum(bool(case.expect) for case in cases) >= 8
    assert {case.jurisdiction for case in cases} >= {"England and Wales", "Scotland", "Northern Ireland"}


SAID = "narrative: The Intellectual Property Office fined the importer.\n"


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ("[{rule: power-fine, at: fined the importer}, {severity: error, at: 1}]", []),
        ("[{severity: error, at: fined}, {rule: power-arrest, at: 1}]", []),
        ("[{rule: power-arrest, at: fined}, {rule: power-arrest, at: 1}]", ["missing: power-arrest at “fined”"]),
        ("[{severity: error, at: fined}]", ["not expected: error power-arrest at event 1"]),
        ("[{rule: power-arrest, at: 1}]", ["not expected: error power-fine at line 5"]),
    ],
)
def test_differences_are_told(checker: Checker, tmp_path: Path, expect: str, said: list[str]) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(f"title: x\nevents:\n  - body: MI5\n    act: arrest\n{SAID}expect: {expect}\n", encoding="utf-8")
    draft = _read(file)
    found = differences(draft, [f for f in checker.check(draft) if f.rule in ("power-fine", "power-arrest")])
    assert found == said


def test_the_command_line_reports_events_at_their_lines(tmp_path: Path) -> None:
    file = ROOT / "cases" / "design-in-scotland.yaml"
    environment = os.environ | {"PYTHONPATH": str(ROOT), "VIRES_CACHE_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "checker.cli", "check", str(file), "--format", "json"],
        capture_output=True, encoding="utf-8", env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    lines = file.read_text(encoding="utf-8").splitlines()
    at = {f["rule"]: lines[f["line"] - 1] for draft in json.loads(done.stdout)["drafts"] for f in draft["findings"]}
    assert "2012-05-15" in at["life-police-scotland"]
    assert "Intellectual Property Office" in at["power-injunction"]
