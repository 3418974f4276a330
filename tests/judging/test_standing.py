"""What fits a rule, and what no rule covers, is told beside the findings when it is asked for."""

from __future__ import annotations

from datetime import date

import pytest

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.rulebook.book import Rulebook


@pytest.fixture(scope="module")
def checker(small: Rulebook) -> Checker:
    return Checker(small, date(2026, 1, 1))


def told(checker: Checker, text: str) -> list[tuple[str, str, str]]:
    """Return (verdict, rule, words) of each claim that is no finding."""
    return [(s.verdict.value, s.rule, s.span.of(text)) for s in checker.survey(Draft.plain("draft", text))[1]]


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("The Tide Court decided the dispute.", ["fits"]),
        ("The dispute was decided by the Tide Court.", ["fits"]),
        ("The Night Watch decided the dispute.", []),
        ("The Tide Court never decided the dispute.", []),
        ("If the Tide Court decided the dispute, the owner would leave.", []),
        ("The owner went home.", []),
    ],
)
def test_who_holds_a_power_fits(checker: Checker, text: str, verdicts: list[str]) -> None:
    """A holder's act fits; a finding is none; what is denied or imagined claims nothing."""
    assert [verdict for verdict, *_ in told(checker, text)] == verdicts


def test_a_fitting_claim_names_its_rule_and_authority(checker: Checker) -> None:
    """So that an editor can cite it."""
    _, (standing,) = checker.survey(Draft.plain("draft", "The Tide Court decided the dispute."))
    assert standing.rule == "only-courts-decide"
    assert standing.statement
    assert standing.authorities


def test_a_survey_finds_what_a_check_finds(small: Rulebook, checker: Checker) -> None:
    """The findings are the same, and no other claim overlaps one of them."""
    for rule in small.rules.values():
        for text in (*rule.flagged, *rule.fine):
            draft = Draft.plain("draft", text)
            findings, standings = checker.survey(draft)
            assert findings == checker.check(draft)
            assert not [s for s in standings for f in findings if s.span.overlaps(f.span)]
