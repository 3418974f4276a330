"""Where and when a claim is made decides by which law it is judged."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.rulebook.book import Rulebook

Flagged = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("A barge jury heard the case.", ["no-barge-jury"]),
        ("In Scotland, a barge jury heard the case.", ["no-barge-jury"]),
        ("In France, a barge jury heard the case.", []),
        ("In France, a barge jury heard the London firm.", []),
        ("A barge jury heard the London firm.", ["no-barge-jury"]),
        ("The owner sued in Paris. A barge jury heard the case.", []),
        ("The owner sued in Paris.\n\nA barge jury heard the case.", ["no-barge-jury"]),
        ("In France, the Night Watch decided the dispute.", ["only-courts-decide"]),
        ("The Tribunal of Calais decided the dispute.", []),
        ("The Night Watch of Paris decided the dispute.", []),
        ("The Night Watch in France arrested the owner. A year later the Night Watch decided the dispute.", []),
        (
            "The Night Watch of Paris arrested the owner.\n\nThe Harbour Registry decided the dispute.",
            ["only-courts-decide"],
        ),
    ],
)
def test_a_foreign_scene_is_another_law(flagged: Flagged, text: str, rules: list[str]) -> None:
    """A place abroad takes the sentence out of these rules, unless a body from here is named in the claim itself.

    A body of a place abroad is none from here, whatever its name.
    """
    assert flagged(text) == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("The Harbour Registry (HREG) decided the dispute.", ["only-courts-decide"]),
        ("The Hull Regatta Event Group (HREG) rowed. HREG decided the dispute.", []),
        ("The Hull regatta (HREG) was rowed. HREG decided the dispute.", ["only-courts-decide"]),  # not its initials
    ],
)
def test_initials_are_what_the_draft_gives_them_to(flagged: Flagged, text: str, rules: list[str]) -> None:
    """Initials of a body here stand for something else where the draft says so."""
    assert flagged(text) == rules


ABROAD = "The harbours of France are old. Paris rules them. In France the sea is warm. "


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (f"{ABROAD}The Harbour Registry decided the dispute.", []),
        (f"{ABROAD}The Harbour Registry in London decided the dispute.", ["only-courts-decide"]),
        (f"{ABROAD}The Night Watch decided the dispute.", ["only-courts-decide"]),
    ],
)
def test_a_name_of_many_countries_is_that_of_the_draft(flagged: Flagged, text: str, rules: list[str]) -> None:
    """In a draft about a country abroad, a name that its bodies bear too is theirs; one of its own is not."""
    assert flagged(text) == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("A barge jury heard the case in 1965.", []),
        ("In 1965 a barge jury could hear the case.", []),
        ("In 1999 a barge jury could hear the case.", ["no-barge-jury"]),
        ("A barge jury heard the case in 1999.", ["no-barge-jury"]),
        ("The Tide Court decided the dispute in 1995.", ["life-tide-court"]),
        ("The Tide Court decided the dispute in 2005.", []),
        ("The Tide Court of Hamburg decided the dispute in 1995.", []),  # another court of that name
        ("The Court of Tides decided the dispute in 2010.", ["life-old-tide-court"]),
        ("The Court of Tides decided the dispute in 1995.", []),
        ("The Court of Tides (in 2010) decided the dispute.", ["life-old-tide-court"]),
        ("The Court of Tides decided the dispute; the levy has been so since 2010.", []),
        ("The harbour office (opened in 2010) keeps the papers of the Court of Tides.", []),
        ("Claims in the Tide Court have been capped since 1995.", []),  # then they were in the court before it
        ("The Tide Court, which did not exist in 1995, decided the dispute in 2005.", []),
    ],
)
def test_a_dated_claim_is_judged_by_the_law_of_its_date(flagged: Flagged, text: str, rules: list[str]) -> None:
    """Rules and bodies have dates."""
    assert flagged(text) == rules


def test_the_scope_is_told(small: Rulebook) -> None:
    """A finding says which law was applied, and whether the text says so or it was assumed."""
    from datetime import date

    checker = Checker(small, date(2026, 1, 1))
    for text, words in (
        ("A barge jury heard the case.", ("england and wales (assumed)", "law of today")),
        ("In Scotland, a barge jury heard the case in 1999.", ("scotland (from the text)", "law of 1999")),
    ):
        (finding,) = checker.check(Draft.plain("draft", text))
        assert all(word in finding.scope for word in words), finding.scope


def test_today_is_the_day_given(small: Rulebook) -> None:
    """An undated claim is judged by the law of the day that counts as today."""
    from datetime import date

    text = Draft.plain("draft", "A barge jury heard the case.")
    assert [f.rule for f in Checker(small, date(1990, 1, 1)).check(text)] == ["no-barge-jury"]
    assert Checker(small, date(1989, 12, 31)).check(text) == []
