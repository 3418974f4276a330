"""The hard sentences of the benchmark: their file can be read, and reading does on them what its page says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HARD = ROOT / "benchmarks" / "hard"


def sentences(part: str) -> set[str]:
    lines = (HARD / f"{part}.txt").read_text(encoding="utf-8").splitlines()
    return {re.sub(r"[\[\]{}+-]", "", line.partition(" ")[2]).strip() for line in lines if line and line[0] != "#"}


def test_no_sentence_stands_in_two_parts() -> None:
    """What is tested on has not been learnt from."""
    train, dev, test = map(sentences, ("train", "dev", "test"))
    assert len(train) > 150
    assert len(test) > 200
    assert not (train | sentences("derived")) & (dev | test)
    assert not dev & test


def test_the_comparison_runs_and_order_beats_a_doubtful_parse() -> None:
    """The figures of docs/reading-compared.md: reading takes order where the parse is doubtful, for it is better there."""
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "roles.py"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    rows = {
        line[:34].strip(): [float(n) for n in line[34:].split()]
        for line in done.stdout.splitlines()
        if re.match(r"[1-3i]", line) and re.search(r"\d$", line)
    }
    accuracy = {name: figures[0] for name, figures in rows.items() if name.startswith("1")}
    assert accuracy["1, 2 where nobody, in doubt"] > 0.89
    _, tree, order, nobody = rows["in doubt"]
    assert order > tree > nobody
