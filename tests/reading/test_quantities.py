"""Amounts as text has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.quantities import amounts, number, same
from checker.spans import Span

YEAR = 365.25


@pytest.mark.parametrize(
    ("text", "dimension", "value"),
    [
        ("capped at £500,000 in all", "money", 500_000),
        ("half a million pounds", "money", 500_000),
        ("£0.5m", "money", 500_000),
        ("a £1.2 million award", "money", 1_200_000),
        ("fifty thousand pounds", "money", 50_000),
        ("forty-five thousand in costs", "money", 45_000),
        ("twenty-five grand", "money", 25_000),
        ("up to a tenth of its turnover", "percent", 10),
        ("at most 50k", "money", 50_000),
        ("a quarter of a million.", "money", 250_000),
        ("a twenty-year monopoly", "duration", 20 * YEAR),
        ("up to a decade in prison", "duration", 10 * YEAR),
        ("within two months of grant", "duration", 2 * 30.4375),
        ("five and a half years", "duration", 5.5 * YEAR),
        ("a fortnight later", "duration", 14),
        ("a quarter of a century old", "duration", 25 * YEAR),
        ("three quarters of a century", "duration", 75 * YEAR),
        ("a quarter of a million pounds", "money", 250_000),
        ("a hundred years on", "duration", 100 * YEAR),
        ("a hundred and fifty years", "duration", 150 * YEAR),
        ("a year and a half", "duration", 1.5 * YEAR),
        ("a hundred and fifty thousand pounds", "money", 150_000),
        ("a hundred thousand pounds", "money", 100_000),
        ("one and a half million pounds", "money", 1_500_000),
        ("ten working days", "workdays", 10),
        ("twenty-eight days", "duration", 28),
        ("10 per cent of turnover", "percent", 10),
        ("a tenth; 4% of revenue", "percent", 4),
        ("five justices sat", "number", 5),
    ],
)
def test_amount_is_read(text: str, dimension: str, value: float) -> None:
    found = [a for a in amounts(text) if a.dimension == dimension]
    assert [a.value for a in found] == [pytest.approx(value)]
    assert found[0].span.of(text).strip() == found[0].span.of(text)


@pytest.mark.parametrize(
    "text",
    [
        "section 61",
        "in 1998",
        "[2019] UKSC 4",
        "the Patents Act 1977",
        "no figure here",
        "two thousand and four people",
        "a thousand sheep",
    ],
)
def test_no_money_or_time_where_there_is_none(text: str) -> None:
    assert not [a for a in amounts(text) if a.dimension in ("money", "duration", "workdays", "percent")]


@given(st.integers(1, 10_000_000))
def test_money_round_trip(pounds: int) -> None:
    found = amounts(f"It paid £{pounds:,} in March.")
    assert [(a.dimension, a.value) for a in found] == [("money", float(pounds))]


@given(st.text(max_size=300))
def test_spans_lie_in_the_text(text: str) -> None:
    for amount in amounts(text):
        assert 0 <= amount.span.start < amount.span.end <= len(text)


def test_working_days_and_calendar_days_are_told_apart() -> None:
    ten = amounts("ten working days")[0]
    assert same(ten, "workdays", 10)
    assert same(ten, "duration", 14)
    assert not same(ten, "duration", 70)


def test_numbers_in_words() -> None:
    assert number("two hundred and fifty") == 250
    assert number("one thousand") == 1000
    assert number("several") is None


def test_years_are_told_exactly_and_months_in_days() -> None:
    """A term of years is of that many; three months may be told as ninety days."""
    (years,), (days,) = amounts("sixty-nine years"), amounts("90 days")
    assert not same(years, "duration", amounts("70 years")[0].value)
    assert same(days, "duration", amounts("three months")[0].value)


def test_an_amount_goes_on_over_the_end_of_a_line() -> None:
    """Text that is broken into lines says the same."""
    assert [a._replace(span=Span(0, 0)) for a in amounts("£0.5\nmillion and 30\nyears")] == [
        a._replace(span=Span(0, 0)) for a in amounts("£0.5 million and 30 years")
    ]


@pytest.mark.parametrize("text", ["under s. 5(1) and s. 5(2)", "rule 7, regs 12", "article 3", "paras 4(2)"])
def test_the_numbers_of_provisions_count_nothing(text: str) -> None:
    """A section is no amount of anything."""
    assert [a.value for a in amounts(text)] == []


def test_a_number_beside_a_provision_counts() -> None:
    """What is counted is still read."""
    assert [a.value for a in amounts("three marks under section 5")] == [3.0]
