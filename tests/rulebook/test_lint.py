"""What loads but should not be published."""

from __future__ import annotations

import shutil
from pathlib import Path

from checker.rulebook.lint import lint
from checker.rulebook.load import load_rulebook

TESTS = Path(__file__).parents[1]
RULE = """rules:
  - id: hangs
    statement: The court grants no warrant in a civil claim.
    severity: error
    authorities: ["Harbours Act 1980 s.1"]
    reviewed: 2026-01-01
    explanation: Warrants are granted in criminal cases alone.
    suggestion: Say which order the court made.
    when:
      - {has: ["warrant", "without|without a"], unless: "search warrant"}
"""


def test_a_phrase_that_meets_no_text_is_told(tmp_path: Path) -> None:
    """With its file, rule and field; those that text can meet are not."""
    shutil.copytree(TESTS / "small", tmp_path / "law")
    (tmp_path / "law" / "terms" / "hangs.yaml").write_text(RULE, encoding="utf-8")
    told = [str(e) for e in lint(load_rulebook(own=tmp_path / "law")) if "meets no text" in str(e)]
    assert len(told) == 1, told
    assert "hangs.yaml:2" in told[0]
    assert "hangs: when[0].has: 'without a' meets no text: it ends on 'a'" in told[0]
    assert told[0].endswith(" - finish the phrase, or end it on the word before")
