"""Dates as text has them; years of statutes and citations are none."""

from datetime import date

import pytest

from checker.reading.dates import Calendar, moments


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
        ("until the Act of 1977 it was so", date(1977, 1, 1), date(1977, 12, 31), "until"),
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
        "under the Act of 1977",
        "was set up by the Act of 1977",
        "[2019] UKSC 45",
        "the 1988 Act",
        "SI 2013/1974",
        "£2000",
        "Trade Marks Act 1994 s.92",
        "[2019] EWCA Civ 1599",
        "[2014] EWHC 2010",
        "[1990] 1 WLR 1947",
        "section 20 TMA 1970",
        "s 36 FA 2008",
        "under PACE 1984",
        "SI 1976 No 1223",
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


def test_days_that_have_names_tell_what_lies_before_and_after_them() -> None:
    """A change that the rules name is a date where a word says on which side of it something lies."""
    last = date(2020, 12, 31).toordinal()
    calendar = Calendar({"the great reform": last})
    before, after = calendar.moments("Before the Great Reform it sat in Newport; since the great  reform it has not.")
    assert (before.last, before.relation) == (last, "until")
    assert (after.first, after.relation) == (last + 1, "since")
    assert calendar.moments("The Great Reform pleased nobody.") == []
    assert Calendar({}).moments("Before the Great Reform.") == []


def test_the_following_day_is_the_one_after_the_date_before() -> None:
    """It is a date of its own, so that what began then did not begin too early."""
    found = moments("The old court closed on 30 September 2013 and the new one opened the following day.")
    assert [date.fromordinal(m.first) for m in found] == [date(2013, 9, 30), date(2013, 10, 1)]
    assert moments("It opened the following day.") == []
