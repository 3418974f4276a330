"""Who does what to what, in whatever voice, clause or noun the sentence puts it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Flagged = Callable[[str], list[str]]
DECIDES = [
    "The Night Watch decided the dispute.",
    "The dispute was decided by the Night Watch.",
    "The dispute, which the Night Watch decided, was long.",
    "It was the Night Watch that decided the dispute.",
    "The Night Watch investigated the theft and decided the dispute.",
    "The mayor and the Night Watch decided the dispute together.",
    "The Night Watch was asked to decide the dispute.",
    "The parties asked the Night Watch to decide the dispute.",
    "The Night Watch's ruling surprised the town.",
    "A ruling by the Night Watch is expected in May.",
    "The Night Watch issued its decision in the dispute on Monday.",
    "The dispute now sits with the Night Watch.",
    "The dispute was handed over to the Night Watch.",
    "A dispute is before the Night Watch.",
    "NIGHT WATCH DECIDES DISPUTE",
    "It is the Night Watch that decides the dispute.",
    "What the Night Watch did was decide the dispute.",
    "The body that decides the dispute is the Night Watch.",
    "Deciding the dispute falls to the Night Watch.",
    "The dispute was decided by the Night Watch, not by the Tide Court.",
    "The dispute was decided not by the Tide Court but by the Night Watch.",
    "The ruling in the dispute came from the Night Watch.",
    "The Night Watch signed an order deciding the dispute.",
    "The dispute was decided at dawn by the Night Watch.",
    "A ruling from the Night Watch decided the dispute.",
    "The dispute is now for the Night Watch to judge.",
    "Who owns the boat in dispute is for the Night Watch to say.",
]
DOES_NOT = [
    "The dispute is for the Tide Court to judge, with the Night Watch looking on.",
    "Whether the law on disputes should change is for the Night Watch to say.",
    "The Tide Court decided the dispute with the Night Watch.",
    "The Tide Court decided the dispute over the Night Watch's boat.",
    "The Night Watch told the Tide Court, which decided the dispute.",
    "The Night Watch arrested the owner after the Tide Court had decided the dispute.",
    "The Tide Court's ruling surprised the Night Watch.",
    "The Estuary Division decided the dispute.",
    "The owner decided the dispute was over.",
    "It is the Tide Court that decides the dispute with the Night Watch.",
    "Deciding the dispute falls to the Tide Court, not the Night Watch.",
    "What the Tide Court did for the Night Watch was decide the dispute.",
    "The dispute was decided by the Tide Court, not by the Night Watch.",
    "The dispute was decided not by the Night Watch but by the Tide Court.",
    "The ruling in the dispute came from the Tide Court, not from the Night Watch.",
    "The dispute was decided by the Tide Court after a complaint by the Night Watch.",
]


@pytest.mark.parametrize("text", DECIDES)
def test_the_actor_is_found(flagged: Flagged, text: str) -> None:
    """Active, passive, relative, cleft, coordinated, controlled, possessed, nominal, in a frame, in a headline."""
    assert "only-courts-decide" in flagged(text)


@pytest.mark.parametrize("text", DOES_NOT)
def test_another_is_not_taken_for_the_actor(flagged: Flagged, text: str) -> None:
    """A body beside the act, or in another clause, does not do it."""
    assert flagged(text) == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("The Night Watch fined the owner, and the Tide Court decided the dispute.", []),
        ("The Tide Court fined the owner, and the Night Watch decided the dispute.", ["only-courts-decide"]),
        ("The Harbour Registry fined the owner, and the Tide Court decided the dispute.", ["registry-fines-nobody"]),
    ],
)
def test_coordinated_clauses_keep_their_own_subjects(flagged: Flagged, text: str, rules: list[str]) -> None:
    """Each verb has the subject of its own clause."""
    assert flagged(text) == rules


@pytest.mark.xfail(
    reason="without a comma the parser joins the object of one clause and the next subject", strict=False
)
def test_a_missing_comma_does_not_join_clauses(flagged: Flagged) -> None:
    """Where the object of one clause stands right before the subject of the next."""
    assert flagged("The Night Watch fined the owner and the Tide Court decided the dispute.") == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("An appeal from the Harbour Registry lies to the Night Watch.", ["appeals-go-to-the-tide-court"]),
        ("An appeal from the Harbour Registry lies to the Tide Court.", []),
        ("No appeal from the Harbour Registry lies to the Night Watch.", []),
        ("An appeal from the Tide Court lies to the Night Watch.", []),
    ],
)
def test_an_appeal_has_a_source_and_an_end(flagged: Flagged, text: str, rules: list[str]) -> None:
    """A route is judged by whose decision it is from and to whom it goes."""
    assert flagged(text) == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("The levy on a berth is £900.", ["levy-is-500-pounds"]),
        ("The levy on a berth is £500.", []),
        ("The levy on a berth is five hundred pounds.", []),
        ("The levy on a berth is not £900.", []),
        ("The levy on a berth is £500, and a ship costs £900.", []),
        ("A berth right lasts for twenty years.", ["berth-right-lasts-12-years"]),
        ("A berth right lasts for 144 months.", []),
    ],
)
def test_amounts_are_held_against_the_right_one(flagged: Flagged, text: str, rules: list[str]) -> None:
    """In digits or words, of the same dimension; a sentence that also states the right one is let be."""
    assert flagged(text) == rules
