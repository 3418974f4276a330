"""The JSON Schema of case descriptions, made from the models: `python -m checker.drafts.schema` writes it anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from checker.drafts.case import Case

FILE = "case.schema.json"


def schema() -> dict[str, Any]:
    """Return the schema."""
    made = Case.model_json_schema()
    made |= {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Case description",
        "anyOf": [{"required": ["events"]}, {"required": ["narrative"]}],
    }
    made["$defs"]["Expected"]["anyOf"] = [{"required": ["rule"]}, {"required": ["severity"]}]
    return made


def text() -> str:
    """Return the schema as it stands in rules/schema/."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    (Path(__file__).resolve().parents[2] / "rules" / "schema" / FILE).write_text(text(), encoding="utf-8")
