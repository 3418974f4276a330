"""What the rules cover, on the made-up law of harbours."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.errors import ViresError
from checker.law import coverage
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load_rulebook

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "small"


def test_tallies_count_each_rule_once_a_way(small: Rulebook) -> None:
    tallies = coverage.tallies(small)
    for way in ("file", "kind"):
        assert sum(tally.rules for tally in tallies[way]) == len(small.rules)
    powers = next(t for t in tallies["kind"] if t.name == "power")
    assert (powers.rules, powers.errors, powers.examples) == (3, 3, 18)
    assert [t.name for t in tallies["right"]] == ["any"]


def test_a_body_is_reached_by_name_or_by_its_kind(small: Rulebook) -> None:
    reached = {r.body: r for r in coverage.reaches(small)}
    assert set(reached) == set(small.bodies)
    assert reached["harbour-registry"].by_kind >= 1


def test_entries_are_covered_or_explained_or_open(tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "terms"
    folder.mkdir(parents=True)
    first = load_rulebook([ROOT / "rules" / "language"], own=SMALL)
    rule = next(iter(first.rules.values()))
    data = rule.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"file", "line", "kind"})
    import yaml

    (folder / "t.yaml").write_text(yaml.safe_dump({"rules": [data | {"covers": ["one", "stray"]}]}), encoding="utf-8")
    (tmp_path / "mine" / "uncovered.yaml").write_text(
        "uncovered:\n  - {id: two, reason: It is no law.}\n", encoding="utf-8"
    )
    dossier = tmp_path / "dossier.yaml"
    dossier.write_text("- id: one\n- id: two\n- id: three\n", encoding="utf-8")
    book = load_rulebook([ROOT / "rules" / "language", tmp_path / "mine"], own=SMALL)
    held = coverage.held_against(book, [dossier])
    assert [(e.id, e.rules, e.reason) for e in held] == [
        ("one", (rule.id,), ""), ("two", (), "It is no law."), ("three", (), ""),
    ]  # fmt: skip
    assert [e.id for e in held if e.open] == ["three"]
    assert coverage.strays(book, held) == [("stray", rule.id)]


@pytest.mark.parametrize("text", ["a: b\n", "- a\n", "- {name: x}\n", "- [\n"])
def test_what_is_no_dossier_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "d.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ViresError):
        coverage.entries_of(file)
    with pytest.raises(ViresError):
        coverage.entries_of(tmp_path / "none.yaml")
