"""Steps of procedure that no rule speaks of, on the made-up law of harbours."""

from __future__ import annotations

from datetime import date

import pytest

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.rulebook.book import Rulebook


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("The owner filed a counterclaim within ten days.", ["counterclaim"]),
        ("Witness statements were exchanged in May.", ["Witness statements"]),
        ("The owner paid the court fee, and the trial began in May.", ["paid the court fee", "trial began"]),
        ("The Tide Court decided the dispute, and the owner served a claim form.", ["served a claim form"]),
        (
            "The owner met the firm, served a claim form and asked for costs.",
            ["served a claim form", "asked for costs"],
        ),
        ("The owner sued the firm, sold the boat and paid the costs.", ["sued the firm", "paid the costs"]),
        ("The claim, made by the owner, failed at the trial.", ["claim, made by the owner, failed at the trial"]),
        ("The Tide Court decided the dispute at the trial.", []),
        ("Would the owner file a counterclaim?", []),
        ("Costs and damages", []),  # a heading
        ("The owner sold the boat.", []),
    ],
)
def test_steps_are_listed(small: Rulebook, text: str, steps: list[str]) -> None:
    """The words where the rules know no verb of the clause; none where
    something else is told of it already."""
    done = Checker(small, date(2026, 1, 1)).examine(Draft.plain("draft", text), survey=True)
    found = [s.span.of(text) for s in done.standings or () if s.verdict.value == "not covered"]
    assert found == steps
