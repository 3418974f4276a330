"""Who does what to what, in whatever voice, clause or noun the sentence puts it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Flagged = Callable[[str], list[str]]
DECIDES = [
    "The charter gives the Night Watch the power to decide disputes.",
    "The charter confers on the Night Watch the power to decide disputes.",
    "The charter confers power on the Night Watch to decide disputes.",
    "The power to decide disputes is vested in the Night Watch.",
    "The charter empowers the Night Watch to decide disputes.",
    "The Night Watch, in whom the charter vests the power to decide disputes, met on Monday.",
    "Armed with the power to decide disputes, the Night Watch met on Monday.",
    "It is open to the Night Watch to decide the dispute.",
    "Thanks to the Night Watch, whose ruling on the dispute is out, the owner may sail.",
    "By ruling of the Night Watch on the dispute, the owner may no longer sail.",
    "The Night Watch decided the dispute.",
    "The Night Watch threw the old dispute over the berth out.",
    "The Night Watch threw out the dispute.",
    "Write to the Night Watch, which decides disputes.",
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
    "The owner won a ruling from the Night Watch.",
    "The owner walked away with a ruling from the Night Watch.",
    "A ruling was obtained from the Night Watch.",
    "The Night Watch slapped a ruling on the owner.",
    "The owner was hit with a ruling by the Night Watch.",
    "The Night Watch saddled the owner with a ruling.",
    "The dispute was decided for the owner by the Night Watch.",
    "The dispute was found to have been decided by the Night Watch.",
    "Disputes are decided and settled by the Night Watch.",
    "The Night Watch ordered that the dispute be decided.",
    "The dispute was decided on the orders of the Night Watch.",
    "The Night Watch may itself decide the dispute.",
    "The dispute landed on the desk of the Night Watch.",
    "The Night Watch, having decided the dispute, closed its doors.",
    "It took the Night Watch two days to decide the dispute.",
    "The Night Watch is one of the bodies that can decide disputes.",
    "Among the bodies that can decide disputes is the Night Watch.",
    "The dispute will go to the Tide Court or before the Night Watch.",
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
    "The Night Watch won a ruling in the dispute from the Tide Court.",
    "The Night Watch was hit with a ruling by the Tide Court.",
    "The Tide Court's ruling on a use of the berth by the Night Watch was long.",
    "The dispute was decided on the orders of the Tide Court, not of the Night Watch.",
    "The dispute was decided for the owner, and not by the Night Watch.",
    "A report on the dispute was handed to the Night Watch.",
    "Letters about the berth dispute went to the Night Watch.",
    "The letter is enough, for the Night Watch may read of the dispute.",
    "The Night Watch, having arrested the owner, closed the dispute's file.",
    "The Night Watch was handed a ruling on the dispute.",
    "It took the Tide Court two days to decide the dispute with the Night Watch.",
    "The Tide Court is one of the bodies that can decide disputes over the Night Watch.",
    "The task falls to the Night Watch to write of the dispute.",
    "The next step is for the Night Watch to write of the dispute.",
]
PASSIVE = [
    "A berth was handed to the owner by the Night Watch.",
    "A berth handed by the Night Watch was sold.",
    "The berth that the Night Watch has handed to the owner was sold.",
]
NO_PASSIVE = [
    "The berth was sold after the Night Watch had been handed a prize.",
    "A berth was handed to the Night Watch.",
    "The berth dispute in which the Night Watch handed out no prize was long.",
]


@pytest.mark.parametrize("text", DECIDES)
def test_the_actor_is_found(flagged: Flagged, text: str) -> None:
    """Active, passive, relative, cleft, coordinated, controlled, possessed, nominal, in a frame, in a headline."""
    assert "only-courts-decide" in flagged(text)


@pytest.mark.parametrize("text", PASSIVE)
def test_what_an_act_gives_may_stand_before_it(flagged: Flagged, text: str) -> None:
    """An act of a verb and its object is met with the object as subject, or as what a clause is about."""
    assert "registry-grants-berths" in flagged(text)


@pytest.mark.parametrize("text", NO_PASSIVE)
def test_what_only_stands_before_a_verb_is_not_its_object(flagged: Flagged, text: str) -> None:
    """The object must be the verb's own."""
    assert "registry-grants-berths" not in flagged(text)


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
