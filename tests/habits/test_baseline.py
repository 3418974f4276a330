"""Baselines: what is listed is known, wherever in the draft it moves; what is new is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.drafts.draft import Draft
from checker.habits import baseline
from checker.judging.finding import Finding, Severity
from checker.reports.report import Checked, checked
from checker.spans import Span


def found(name: str, text: str, *words: str) -> Checked:
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in words]
    return checked(Draft.plain(name, text), [Finding("r", "k", Severity.ERROR, s, "m", "", (), "") for s in spans])


def test_what_is_listed_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After edits elsewhere too; a new finding is not, and one that has gone is counted."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "known.json"
    old = found("d/a.md", "It ruled. She fined him.", "ruled", "fined")
    file.write_text(baseline.text([old, found("d/b.md", "Well.")], file), encoding="utf-8")
    known = baseline.read(file)
    new = found(str(tmp_path / "d/a.md"), "At last.\n\nIt ruled. He appealed.", "ruled", "appealed")
    assert known.holds(new) == [True, False]
    assert known.gone(["d/a.md", "d/other.md"]) == 1
    assert known.holds(found("d/other.md", "It ruled.", "ruled")) == [False]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"version": 1, "drafts": {"a": [{}]}}', '{"version": 2}', "[" * 9999]
)
def test_what_is_no_baseline_is_told(tmp_path: Path, text: str) -> None:
    """In a line, with the cure."""
    (tmp_path / "known.json").write_text(text, encoding="utf-8")
    with pytest.raises(baseline.BaselineError, match="baseline") as told:
        baseline.read(tmp_path / "known.json")
    assert "--write-baseline" in str(told.value)


def test_a_baseline_that_is_not_there(tmp_path: Path) -> None:
    """It is to be written first."""
    with pytest.raises(baseline.BaselineError, match="is not there"):
        baseline.read(tmp_path / "known.json")
