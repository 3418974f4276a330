"""Pronouns and descriptions stand for the body that they refer back to, and for none where there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Flagged = Callable[[str], list[str]]


@pytest.mark.parametrize(
    "text",
    [
        "The Night Watch arrested the owner. It then decided the dispute.",
        "The Night Watch arrested the owner. The patrol then decided the dispute.",
        "The Harbour Registry wrote to the owner. The office then decided the dispute.",
        "The Night Watch asked whether boats were taken, and said that it would decide the dispute.",
        "The Night Watch found that the boats were gone. It then decided the dispute.",
        "The Harbour Registry wrote to the owner.\n\nA year passed. The office then decided the dispute.",
        "“We decided the dispute,” the Night Watch said.",
        'The Night Watch said: "We will decide the dispute."',
        "An officer of the Night Watch decided the dispute.",
        "Hats off to the Night Watch! It has decided the dispute.",
        "Mrs Hale took her boat to the Night Watch, and within a week it decided the dispute.",
        "Dr Osei wrote to the Night Watch, and it decided the dispute.",
    ],
)
def test_a_reference_is_resolved(flagged: Flagged, text: str) -> None:
    """To the subject before it, or to the last body that has such a description."""
    assert "only-courts-decide" in flagged(text)


@pytest.mark.parametrize(
    "text",
    [
        "The office decided the dispute.",
        "The owner sued. It decided the dispute.",
        "The Night Watch arrested the owner. He decided the dispute.",
        "The Tide Court heard the owner. It then decided the dispute.",
        "The Night Watch arrested the owner. The court then decided the dispute.",
        "“We decided the dispute,” the Tide Court said to the Night Watch.",
        "We decided the dispute, and the Night Watch said nothing.",
        "A former officer of the Night Watch, now a judge, decided the dispute.",
        "A retired Night Watch officer decided the dispute.",
        "News of the Night Watch and the Tide Court. It decided the dispute.",
        "Mrs Hale took her boat to the Tide Court, and within a week it decided the dispute.",
        "The firm wrote to the Night Watch, and it decided the dispute.",
    ],
)
def test_no_body_is_made_up(flagged: Flagged, text: str) -> None:
    """A reference without an antecedent names nobody; one to a court names a court."""
    assert flagged(text) == []
