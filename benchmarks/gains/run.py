"""Findings on texts by one version of the program: what its own command line answers, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.gains.texts import ROOT, Text


class Found(NamedTuple):
    """A finding: `words` are those that it is on, `start` and `end` their place in the text's prose."""

    rule: str
    severity: str
    start: int
    end: int
    words: str


def findings(tree: Path, texts: Sequence[Text], as_of: str) -> dict[str, list[Found]]:
    """Return the findings of the version that stands in `tree`, by the keys of the texts.

    Args:
        tree: a checkout of the project.
        texts: the texts; documents are those of the checkout that this runs in, whichever version reads them.
        as_of: the day that counts as today.

    Raises:
        RuntimeError: if the program fails, or cannot read one of the texts.
    """
    rows = {text.key: text.text for text in texts if not text.file}
    files = {text.file: text.key for text in texts if text.file}
    out: dict[str, list[Found]] = {}
    with tempfile.TemporaryDirectory() as name:
        if rows:
            given, answers = Path(name, "in.jsonl"), Path(name, "out.jsonl")
            lines = (json.dumps({"id": key, "text": text}) for key, text in rows.items())
            given.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            _vires(tree, "batch", str(given), "-o", str(answers), "--as-of", as_of)
            for line in answers.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                out[row["id"]] = [_found(f, rows[row["id"]][f["start"] : f["end"]]) for f in row["findings"]]
        if files:
            report = Path(name, "report.json")
            _vires(tree, "check", *files, "--as-of", as_of, "--format", "json", "-o", str(report))
            for draft in json.loads(report.read_text(encoding="utf-8"))["drafts"]:
                out[files[draft["name"]]] = [_found(_placed(f), f["text"]) for f in draft["findings"]]
    if missing := [text.key for text in texts if text.key not in out]:
        raise RuntimeError(f"no answer on {missing[0]}")
    return out


def _placed(finding: dict[str, Any]) -> dict[str, Any]:
    """Return a finding of a report; one on an event of a case, which has no place in the prose, at that in the file."""
    if finding["end"]:
        return finding
    return finding | {"start": finding["source_start"], "end": finding["source_end"]}


def _found(finding: dict[str, Any], words: str) -> Found:
    return Found(finding["rule"], finding["severity"], finding["start"], finding["end"], words)


def _vires(tree: Path, *words: str) -> None:
    command = [sys.executable, "-m", "checker.cli", *words]
    environment = os.environ | {"PYTHONPATH": str(tree)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise RuntimeError(f"{words[0]} of {tree} gave exit status {done.returncode}: {last[0]}")
