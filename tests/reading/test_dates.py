"""Dates as text has them; years of statutes and citations are none."""

from datetime import date

import pytest

from checker.reading.dates import moments


@pytest.mark.parametrize(
    ("text", "first", "last", "relation"),
    [
        ("In 2011 it sued", date(2011, 1, 1), date(2011, 12, 31), "in"),
        ("on 12 March 2019 it sued", date(2019, 3, 12), date(2019, 3, 12), "in"),
        ("March 2019", date(2019, 3, 1), date(2019, 3, 31), "in"),
        ("since October 2014", date(2014, 10, 1), date(2014, 10, 31), "since"),
        ("until the end of 2020", date(2020, 1, 1), date(2020, 12, 31), "until"),
        ("in the 1990s", date(1990, 1, 1), date(1999, 12, 31), "in"),
        ("on March 3, 2009", date(2009, 3, 3), date(2009, 3, 3), "in"),
    ],
)
def test_date_is_read(text: str, first: date, last: date, relation: str) -> None:
    assert [(date.fromordinal(m.first), date.fromordinal(m.last), m.relation) for m in moments(text)] == [
        (first, last, relation)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "the Patents Act 1977",
        "[2019] UKSC 45",
        "the 1988 Act",
        "SI 2013/1974",
        "£2000",
        "Trade Marks Act 1994 s.92",
        "[2019] EWCA Civ 1599",
        "[2014] EWHC 2010",
        "[1990] 1 WLR 1947",
    ],
)
def test_statutes_and_citations_are_no_dates(text: str) -> None:
    assert moments(text) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Until October 2009 it sat", date(2009, 9, 30), date(2009, 9, 30)),
        ("before 2012 it sat", date(2011, 12, 31), date(2011, 12, 31)),
        ("until the end of 2020 it sat", date(2020, 1, 1), date(2020, 12, 31)),
        ("until late 2020 it sat", date(2020, 1, 1), date(2020, 12, 31)),
        ("since October 2009 it sits", date(2009, 10, 1), date(2009, 10, 31)),
    ],
)
def test_what_was_over_at_a_date_is_judged_by_the_day_before(text: str, first: date, last: date) -> None:
    assert [tuple(map(date.fromordinal, m.days)) for m in moments(text)] == [(first, last)]
