"""The JSON Schemas in rules/schema/, made from the models: `python -m checker.rulebook.schema` writes them anew."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from checker.rulebook.entries import FILLED_IN, SECTIONS
from checker.rulebook.files import own_rules
from checker.rulebook.model import KIND_OF_FOLDER, Rule

_DRAFT = "https://json-schema.org/draft/2020-12/schema"

_WAYS = [{"required": [name]} for name in ("power", "route", "order", "citation", "when")]


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of rule file, by file name: one a folder of rules, one a section else."""
    found = {}
    for section, model in SECTIONS.items():
        if section == "rules":
            continue
        entry = model.model_json_schema(by_alias=True)
        found[f"{section}.schema.json"] = _file(section, entry, f"{section} of the rulebook")
    for folder, kind in KIND_OF_FOLDER.items():
        entry = Rule.model_json_schema(by_alias=True)
        for name in FILLED_IN:
            entry["properties"].pop(name)
        entry["anyOf"] = _WAYS
        found[f"{folder}.schema.json"] = _file("rules", entry, f"rules of the kind {kind}")
    return found


def _file(section: str, entry: dict[str, Any], title: str) -> dict[str, Any]:
    defs = entry.pop("$defs", {})
    return {
        "$schema": _DRAFT, "title": title, "type": "object", "required": [section], "additionalProperties": False,
        "properties": {section: {"type": "array", "items": entry}}, "$defs": defs,
    }  # fmt: skip


def write(folder: Path) -> list[Path]:
    """Write every schema into `folder`, beside and then renamed; return the paths."""
    written = []
    for name, schema in schemas().items():
        target = folder / name
        beside = folder / f".{name}.new"
        beside.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        os.replace(beside, target)
        written.append(target)
    return written


if __name__ == "__main__":
    write(own_rules() / "schema")
