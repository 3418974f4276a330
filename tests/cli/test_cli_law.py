"""The commands that answer about the law: `vires rules coverage`, `matrix`, ..., `vires who` and `vires route`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from checker.rulebook.book import Rulebook

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_coverage_prints_its_tables(vires: Run, book: Rulebook) -> None:
    """Plain columns where there is no terminal, and the same as JSON."""
    done = vires("rules", "coverage")
    assert done.returncode == 0
    for title in ("By file", "By kind", "By right", "By body", "By jurisdiction"):
        assert title in done.stdout
    data = json.loads(vires("rules", "coverage", "--format", "json").stdout)
    assert sum(row["rules"] for row in data["kind"]) == len(book.rules)
    assert {row["body"] for row in data["body"]} == set(book.bodies)
    assert list(json.loads(vires("rules", "coverage", "--by", "kind", "--format", "json").stdout)) == ["kind"]


def test_coverage_against_a_dossier(vires: Run, book: Rulebook, tmp_path: Path) -> None:
    """Exit status 1 for an entry that nothing accounts for, 2 for a file that is no dossier."""
    entry = next(entry for rule in book.rules.values() for entry in rule.covers)
    file = tmp_path / "dossier.yaml"
    file.write_text(f"- id: {entry}\n", encoding="utf-8")
    done = vires("rules", "coverage", "--against", file)
    assert done.returncode == 0
    assert entry in done.stdout
    file.write_text(f"- id: {entry}\n- id: nobody-knows\n", encoding="utf-8")
    done = vires("rules", "coverage", "--against", file)
    assert done.returncode == 1
    assert "nobody-knows" in done.stdout
    file.write_text("nothing\n", encoding="utf-8")
    done = vires("rules", "coverage", "--against", file)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
