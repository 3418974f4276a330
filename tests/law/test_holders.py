"""Who holds what, on the made-up law of harbours."""

from __future__ import annotations

import pytest

from checker.law.holders import asked, holding
from checker.rulebook.book import Rulebook


@pytest.mark.parametrize(
    ("words", "acts"),
    [
        ("decide", ("decide",)),
        ("decide a dispute", ("decide",)),
        ("rule on the berth dispute", ("decide",)),
        ("grant a berth", ("grant-berth",)),
        ("grant-berth", ("grant-berth",)),
        ("award berthage to whoever paid the fine", ("grant-berth",)),  # a word of its name, before what needs none
        ("sleep", ()),
    ],
)
def test_words_name_acts(small: Rulebook, words: str, acts: tuple[str, ...]) -> None:
    assert asked(small, words).acts == acts


def test_who_is_said_to_hold_it_and_does_not(small: Rulebook) -> None:
    found = holding(small, "decide")
    assert found.rules == ("only-courts-decide",)
    assert set(found.mistaken) == {"Night Watch", "Harbour Registry"}
    assert found.mistaken[0] == "Night Watch"


def test_an_act_that_no_power_speaks_of(small: Rulebook) -> None:
    found = holding(small, "appeal")
    assert (found.holders, found.rules) == ((), ())
