"""The law over time, on the made-up law of harbours."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.law.changes import changes, due, months_before
from checker.rulebook.book import Rulebook


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 12, date(2025, 1, 15)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
    ],
)
def test_months_before(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before


@given(st.dates(date(1800, 1, 1)), st.integers(0, 600))
def test_months_before_is_that_many_months(day: date, months: int) -> None:
    before = months_before(day, months)
    assert (day.year * 12 + day.month) - (before.year * 12 + before.month) == months
    assert before.day <= day.day


def test_due_from_the_day_of_review(small: Rulebook) -> None:
    reviewed = max(rule.reviewed for rule in small.rules.values())
    assert len(due(small, reviewed)) == len(small.rules)
    assert due(small, reviewed - timedelta(days=1)) == []
    assert {d.days for d in due(small, reviewed + timedelta(days=3))} == {3}


def test_one_body_takes_the_place_of_another(small: Rulebook) -> None:
    """The old court's last day is 31 December 2000: on 1 January 2001 it has ended and the new one has begun."""
    found = changes(small, date(2000, 12, 31), date(2001, 1, 1))
    assert [(c.id, c.event) for c in found] == [
        ("old-tide-court", "came to an end"), ("tide-court", "came into being"),
    ]  # fmt: skip
    assert "Court of Tides" in found[1].law
    assert changes(small, date(2001, 1, 1), date(2025, 1, 1)) == []
    assert changes(small, date(1999, 1, 1), date(2000, 12, 31)) == []
