"""Logistic regression, small enough to be read: full batches and fixed steps, so that training can be repeated.

Weights are JSON, by the names of the features; nothing else is needed to answer.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

Features = Mapping[str, float]
Weights = dict[str, float]
BIAS = ""  # the weight that every case has
_STEPS, _RATE = 400, 0.5


def train(
    cases: Sequence[Features], gold: Sequence[bool], weight: Sequence[float], *, least: int, penalty: float
) -> Weights:
    """Return weights by which the cases are told apart.

    Args:
        cases: the features of each.
        gold: what each is.
        weight: how much each counts.
        least: in how many cases a feature must occur to be used.
        penalty: of the squares of the weights, so that rare features stay small.
    """
    counts = Counter(name for case in cases for name in case)
    names = {name: i for i, name in enumerate(sorted(n for n, count in counts.items() if count >= least))}
    rows = [(i, names[n], v) for i, case in enumerate(cases) for n, v in case.items() if n in names]
    at, column, value = (np.array(x) for x in zip(*rows, strict=True))
    target, mass = np.array(gold, dtype=float), np.array(weight, dtype=float) / sum(weight)
    found, bias, speed = np.zeros(len(names)), 0.0, np.full(len(names), 1e-8)
    bias_speed = 1e-8
    for _ in range(_STEPS):
        score = np.bincount(at, weights=found[column] * value, minlength=len(cases)) + bias
        error = (1 / (1 + np.exp(-score)) - target) * mass
        slope = np.bincount(column, weights=error[at] * value, minlength=len(names)) + penalty * found
        speed += slope**2
        found -= _RATE * slope / np.sqrt(speed)
        bias_speed += error.sum() ** 2
        bias -= _RATE * error.sum() / math.sqrt(bias_speed)
    kept = {name: round(float(found[i]), 3) for name, i in names.items() if abs(found[i]) >= 0.005}
    return {BIAS: round(float(bias), 3), **kept}


def score(weights: Weights, case: Features) -> float:
    """Return how likely a case is what was trained for, from 0 to 1."""
    total = weights[BIAS] + sum(weights.get(name, 0.0) * value for name, value in case.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def write(weights: Mapping[str, Weights], path: Path) -> None:
    """Write sets of weights as JSON."""
    path.write_text(json.dumps(weights, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def load(path: Path) -> dict[str, Weights]:
    """Return what `write` wrote."""
    found: dict[str, Weights] = json.loads(path.read_text(encoding="utf-8"))
    return found
