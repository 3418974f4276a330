"""`vires score`: figures, lists, and faults of the files told in a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., "CompletedProcess[str]"]
ROWS = [
    {
        "id": "a", "text": "GCHQ ruled on the patent. All wept.",
        "expect": [{"quote": "GCHQ ruled", "topic": "power", "authority": ["Patents Act 1977 s.61"], "why": "no power"}],
    },
    {"id": "b", "text": "All was well at the port."},
    {"id": 3, "text": "MI5 fined him.", "expect": [{"quote": "MI5 fined him", "topic": "power"}]},
]  # fmt: skip


def rows(path: Path, *data: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in data), encoding="utf-8")
    return path


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return rows(tmp_path / "texts.jsonl", *ROWS)


def test_a_persons_marks(vires: Run, tmp_path: Path, texts: Path) -> None:
    """By quotes; a text without a row is named, and found nothing in."""
    found = rows(
        tmp_path / "found.jsonl",
        {"id": "a", "findings": [{"quote": "ruled on", "authorities": ["PA 1977 s.1"]}, {"quote": "wept"}]},
        {"id": "b", "findings": [{"quote": "port"}]},
        {"id": "z", "findings": []},
    )
    done = vires("score", texts, found, "--format", "json", "--show", "all")
    assert done.returncode == 0, done.stderr
    assert "has no row for 3" in done.stderr
    assert "z in it and not in" in done.stderr
    told = json.loads(done.stdout)
    assert {name: told[name] for name in ("items", "claims", "findings", "recall", "precision", "alarmed", "reason")} == {
        "items": 3, "claims": 2, "findings": 3, "recall": 0.5, "precision": 0.3333, "alarmed": 1.0, "reason": 1.0,
    }  # fmt: skip
    assert told["topics"] == {"power": {"claims": 2, "caught": 1, "recall": 0.5, "reason": 1.0}}
    assert [alarm["words"] for alarm in told["alarms"]] == ["wept", "port"]
    assert [miss["id"] for miss in told["misses"]] == ["3"]
    text = vires("score", texts, found).stdout
    assert "recall     0.500  1 of 2 claims caught" in text
    assert "Missed" not in text


def test_what_batch_writes_is_scored(vires: Run, tmp_path: Path, texts: Path) -> None:
    assert vires("batch", texts, "-o", "found.jsonl", "--jobs", "1").returncode == 0
    told = json.loads(vires("score", texts, "found.jsonl", "--format", "json").stdout)
    assert (told["recall"], told["precision"], told["alarmed"], told["reason"]) == (1.0, 1.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('{"id": "a"}\n{"id": "a"}\n', "found.jsonl:2: the id 'a' stands twice"),
        ('{"id": "a", "findings": [{"start": 3}]}', "found.jsonl:1: findings.0: a finding has a start and an end"),
        ('{"id": "a", "findings": [{"quote": "MI6"}]}', "found.jsonl: row 'a': its text has not the quote 'MI6'"),
        ('{"id": "a", "findings": [{"start": 3, "end": 99}]}', "has not a place from 3 to 99"),
        ('{"id": "a", "findings": [{"quote": "All", "severity": "bad"}]}', "found.jsonl:1: findings.0.severity: "),
        ("[]\n", "found.jsonl:1: input should be a valid dictionary"),
        ("{\n", "found.jsonl:1: not JSON"),
        ("\xff", "is not UTF-8"),
        (None, "found.jsonl: cannot be read"),
    ],
)
def test_faults(vires: Run, tmp_path: Path, texts: Path, written: str | None, said: str) -> None:
    if written is not None:
        (tmp_path / "found.jsonl").write_bytes(written.encode("latin-1"))
    done = vires("score", texts, "found.jsonl")
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not done.stdout


def test_a_quote_that_is_not_there(vires: Run, tmp_path: Path) -> None:
    texts = rows(tmp_path / "texts.jsonl", {"id": "a", "text": "x", "expect": [{"quote": "y"}]})
    done = vires("score", texts, texts)
    assert (done.returncode, "its text does not hold the quote 'y'" in done.stderr) == (2, True)
