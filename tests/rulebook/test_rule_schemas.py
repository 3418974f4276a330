"""The JSON Schemas in rules/schema/: fresh, sound, and what the rule files are held against."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from checker.rulebook import schema
from checker.rulebook.entries import SECTIONS
from checker.rulebook.files import own_rules, rule_files
from checker.rulebook.model import KIND_OF_FOLDER

FOLDER = own_rules() / "schema"
MADE = schema.schemas()
RULE = {
    "id": "a", "statement": "s", "authorities": ["A s.1"], "reviewed": "2026-01-01", "explanation": "e",
    "suggestion": "s", "when": [{"has": "quay"}],
}  # fmt: skip


def faults(name: str, data: dict[str, Any]) -> list[str]:
    validator = Draft202012Validator(MADE[name], format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


def test_there_is_a_schema_for_each_kind_of_file() -> None:
    """One a folder of rules, and one for each other section."""
    sections = {f"{section}.schema.json" for section in SECTIONS if section != "rules"}
    assert set(MADE) == {f"{folder}.schema.json" for folder in KIND_OF_FOLDER} | sections


@pytest.mark.parametrize("name", MADE)
def test_schema_is_fresh_and_sound(name: str) -> None:
    """What stands in rules/schema/ is what the models say: `python -m checker.rulebook.schema` writes it anew."""
    Draft202012Validator.check_schema(MADE[name])
    assert json.loads((FOLDER / name).read_text(encoding="utf-8")) == MADE[name]


def test_write_writes_what_stands_there(tmp_path: Path) -> None:
    """The command gives the files byte by byte."""
    written = schema.write(tmp_path)
    assert {p.name for p in written} == set(MADE)
    assert all(p.read_bytes() == (FOLDER / p.name).read_bytes() for p in written)


@pytest.mark.parametrize("file", rule_files([own_rules()]), ids=lambda file: file.name)
def test_rule_file_fits_its_schema(file: Any) -> None:
    """Each section of each file, against the schema that an editor would use for it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = json.loads(json.dumps(yaml.load(file.path.read_text(encoding="utf-8"), loader), default=str))
    for section, entries in data.items():
        name = file.folders[0] if section == "rules" else section
        assert faults(f"{name}.schema.json", {section: entries}) == []


def test_a_sound_rule_passes() -> None:
    """Strings may stand for lists of one; `file`, `line` and `kind` are the loader's."""
    assert faults("terms.schema.json", {"rules": [RULE]}) == []
    assert faults("terms.schema.json", {"rules": [RULE | {"when": [{"has": ["quay", "levy"]}]}]}) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"statment": "s"}, "statment"),
        ({"id": "A b"}, "A b"),
        ({"severity": "fatal"}, "fatal"),
        ({"authorities": []}, "authorities"),
        ({"reviewed": "last week"}, "last week"),
        ({"when": [{"hass": "quay"}]}, "hass"),
        ({"when": [{"has": "quay", "polarity": "maybe"}]}, "maybe"),
        ({"file": "x"}, "file"),
        ({"route": {"to": []}}, "route"),
    ],
)
def test_a_faulty_rule_is_refused(change: dict[str, Any], words: str) -> None:
    """Unknown fields, wrong values, what is missing."""
    (fault,) = faults("terms.schema.json", {"rules": [RULE | change]})
    assert words in fault


def test_a_rule_that_finds_nothing_is_refused() -> None:
    """A power, a route or a claim must stand in it."""
    assert faults("terms.schema.json", {"rules": [{k: v for k, v in RULE.items() if k != "when"}]})
