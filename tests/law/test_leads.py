"""Of several rules that speak of the same words that leads which is about the very place and the very act."""

from __future__ import annotations

from datetime import date

import pytest

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.reports.report import checked
from checker.rulebook.ready import load_compiled


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(load_compiled(()), date(2026, 11, 26))


def leads(checker: Checker, text: str) -> list[str]:
    """Return the rule of each finding that is told in full."""
    draft = Draft.plain("draft", text)
    return [group[0].finding.rule for group in checked(draft, checker.check(draft)).groups]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("A sheriff court in Aberdeen will hear the patent infringement claim.", "sheriff-court-hears-no-patents"),
        ("Sheriffs in Glasgow will decide whether the patent was infringed.", "sheriff-court-hears-no-patents"),
        ("The Sheriff Court in Dundee revoked the patent.", "sheriff-court-hears-no-patents"),
        ("The county court in Belfast heard the patent claim.", "northern-ireland-high-court-for-ip"),
        ("The County Court in Leeds heard the patent claim.", "forum-patents-designs-only-patents-court-or-ipec"),
        ("The magistrates' court in Belfast heard the patent claim.", "criminal-ip-offences-in-criminal-courts"),
    ],
)
def test_the_law_of_the_place_leads(checker: Checker, text: str, rule: str) -> None:
    assert leads(checker, text) == [rule]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "The hauliers' injunction, handed down by the Health and Safety Executive, stops the lorries.",
            "power-injunction",
        ),
        (
            "The injunction was handed down by the Health and Safety Executive in the patent dispute.",
            "power-injunction",
        ),
        (
            "The patent injunction that the Health and Safety Executive handed down binds the rival.",
            "power-injunction",
        ),
        ("GCHQ handed down an injunction in the copyright case.", "power-injunction"),
        (
            "Ofcom's decision to award damages in the copyright dispute was welcomed.",
            "told-to-pay-damages-by-who-awards-none",
        ),
        ("GCHQ handed down its decision in the copyright case.", "security-body-adjudicates"),
    ],
)
def test_the_rule_about_the_very_act_leads(checker: Checker, text: str, rule: str) -> None:
    """Not the one about deciding, of which the act is a kind."""
    assert leads(checker, text) == [rule]
