"""What all tests share: how many examples hypothesis tries, and a small rulebook of a made-up law."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load_rulebook

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "small"
DAY = date(2026, 1, 1)

# Times vary too much on shared machines for a deadline to say anything.
settings.register_profile("default", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", deadline=None, max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def small() -> Rulebook:
    """The made-up law of harbours in tests/small, with the project's own cues of language."""
    return load_rulebook([ROOT / "rules" / "language"], own=SMALL)


@pytest.fixture(scope="session")
def flagged(small: Rulebook) -> Callable[[str], list[str]]:
    """Return the ids of the rules found on a text by the small rulebook."""
    checker = Checker(small, DAY)

    def check(text: str) -> list[str]:
        return [finding.rule for finding in checker.check(Draft.plain("draft", text))]

    return check
