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


@pytest.mark.parametrize(
    "text",
    [
        "Gullport has decided the berth dispute.",
        "The berth dispute is now before Gullport.",
        "Gullport decided the dispute over her berth.",
    ],
)
def test_a_place_stands_for_the_body_that_sits_there(flagged: Flagged, text: str) -> None:
    """Where it acts, or is gone to, and rights are spoken of."""
    assert "only-courts-decide" in flagged(text)


@pytest.mark.parametrize(
    "text",
    [
        "The berth dispute was decided in Gullport.",
        "The owner of the berth lives in Gullport, and the Tide Court decided the dispute.",
        "The owner lost her berth. Gullport decided the dispute.",
        "Gullport decided the dispute over its own berth.",
        "The Gullport jury decided the berth dispute.",
    ],
)
def test_a_place_that_is_only_a_place_stands_for_nobody(flagged: Flagged, text: str) -> None:
    """Behind "in", before another noun, and where no right is spoken of."""
    assert flagged(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "She holds a berth right. It lasts for twenty years.",
        "He was granted a berth right in May. By law it runs for 30 years.",
        "Two owners hold berth rights. They last for twenty years.",
        "She holds a berth right for her boat, and paid in May. The levy on it is £900.",
    ],
)
def test_a_pronoun_stands_for_a_right(flagged: Flagged, text: str) -> None:
    """The right that the sentences before name, where this one names none."""
    assert flagged(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "She holds a berth right. It lasts for twelve years.",
        "She holds a berth right. The boat is new, and it lasts for twenty years.",
        "She holds a berth right. The harbour closes at night. The season is over. It lasts for twenty weeks.",
        "She has a boat. It lasts for twenty years.",
        "She put her money in a berth right. It lasts for twenty years.",
        "She holds a berth right. Guarantees were given. It lasts for twenty years.",
        "Her berth right\n\nIt lasts for twenty years.",
    ],
)
def test_a_pronoun_stands_for_no_right_that_is_not_meant(flagged: Flagged, text: str) -> None:
    """What is true of it is let be, and so is a pronoun with a subject of its own sentence before it."""
    assert flagged(text) == []
