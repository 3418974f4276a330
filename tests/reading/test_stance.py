"""Who is taken at their word: claims asserted or attributed are judged; denied, asked, imagined and proposed ones are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Flagged = Callable[[str], list[str]]
RULE = "only-courts-decide"

CLAIMED = [
    "The Night Watch found no boat and decided the dispute.",
    "The Night Watch decided the dispute.",
    "The Night Watch will decide the dispute.",
    "Lawyers say that the Night Watch will decide the dispute.",
    "According to the owner, the Night Watch has decided the dispute.",
    "The Night Watch has power to decide the dispute.",
    "What the Night Watch did was decide the dispute.",
    "The Night Watch not only arrested the owner but decided the dispute.",
    "The owner did not appear, and the Night Watch decided the dispute.",
    "The Night Watch, which had never met the owner, decided the dispute.",
    "The Night Watch decided the dispute, so a letter to the owner did no harm.",
    "The Night Watch never failed to decide a dispute.",
    "So hard is the case that the Night Watch will decide the dispute itself.",
    "The Night Watch decided the dispute, and no more was heard of the owner.",
    "The Night Watch did not hesitate to decide the dispute.",
    "Nothing stops the Night Watch from deciding the dispute.",
    "It would be open to the Night Watch to decide the dispute.",
    "It has never been easier for the Night Watch to decide disputes.",
    "The owner submitted that the Night Watch had decided the dispute. That submission was accepted.",
    "The Night Watch decided the dispute. I reject that approach.",
    "The Night Watch lost no time in deciding the dispute.",
    "The Night Watch had no choice but to decide the dispute.",
    "The Night Watch did not wait for the owner before deciding the dispute.",
    "The decision of the Night Watch to decide the dispute was not a surprise.",
    "The Night Watch plans to decide the dispute.",
    "It falls to the Night Watch to decide the dispute.",
    "Note that the Night Watch decided the dispute.",
    "Readers should note that the Night Watch decided the dispute.",
    "Everybody should be aware that the Night Watch decides disputes.",
    "Who decides disputes? The Night Watch.",
    "The Night Watch, not the mayor, decided the dispute.",
    "Rather than the Tide Court, the Night Watch decided the dispute.",
    "Q: Which body decided the dispute? A: The Night Watch, after a long debate.",
    "The Night Watch weighs and decides the dispute, and no owner minds.",
    "The dispute was no longer before the baker, for it had gone to the Night Watch, which has power to decide disputes.",
]
NOT_CLAIMED = [
    "The Night Watch neither finds boats nor decides disputes.",
    "The Night Watch can't decide the dispute.",
    "The Night Watch doesn’t decide disputes.",
    "The Night Watch can no more decide the dispute than a gull can.",
    "The Night Watch and the mayor hear, weigh and decide no dispute.",
    "The Night Watch does not decide disputes.",
    "The Night Watch never decided the dispute.",
    "The Night Watch cannot decide the dispute.",
    "What the Night Watch cannot do is decide the dispute.",
    "The Night Watch lacks the power to decide the dispute.",
    "The Night Watch refused to decide the dispute.",
    "Nobody expects the Night Watch to decide the dispute.",
    "Neither the Night Watch nor the mayor decided the dispute.",
    "If the Night Watch decided the dispute, the owner would leave.",
    "Had the Night Watch decided the dispute, the owner would have left.",
    "Did the Night Watch decide the dispute?",
    "Did the Night Watch decide the dispute? Never.",
    "Who decides disputes? Not the Night Watch.",
    "Who decides disputes? The Tide Court.",
    "Who said that the Night Watch decided the dispute? The baker.",
    "Who decides disputes? The Night Watch said nothing.",
    "Letting the Night Watch decide the dispute would be absurd.",
    "To do nothing would let the Night Watch decide the dispute.",
    "It would be odd for the Night Watch to decide the dispute.",
    "The story is at https://example.org/night-watch-decided-the-dispute today.",
    "It is unjust for the Night Watch to decide the dispute.",
    "The mayor thought it absurd for the Night Watch to decide the dispute.",
    "The owner submitted that the Night Watch had decided the dispute. That submission cannot be accepted.",
    "The owner argues that the Night Watch decides disputes.\n\nI reject that argument.",
    "Everybody should understand why the mayor wants the Night Watch to decide disputes.",
    "The Night Watch should decide the dispute.",
    "The minister denied that the Night Watch had decided the dispute.",
    "The newspaper wrongly said that the Night Watch had decided the dispute.",
    "In the novel, the Night Watch decides the dispute.",
    "The Night Watch decided to leave.",
    "The Night Watch decided to take the dispute to the Tide Court.",
    "The Night Watch will decide whether to report the dispute.",
    "The Night Watch decided that such disputes should be rarer.",
    "The Tide Court, not the Night Watch, decided the dispute.",
    "The claim that the Night Watch decided the dispute is false.",
    "The notion that the Night Watch decides disputes appeals to some.",
    "The idea of the Night Watch deciding the dispute amused the town.",
    "Suppose the Night Watch decided the dispute.",
    "The owners pressed the mayor for a power for the Night Watch to decide disputes.",
    "The owners lobbied for the Night Watch to decide the dispute.",
    "There are fears that the Night Watch will decide the dispute.",
    "The mayor is in favour of the Night Watch deciding disputes.",
    "“The Night Watch decided the dispute” is a tell. There's no such thing.",
    "Were the Night Watch to decide the dispute, the owner would leave.",
    "The bill would let the Night Watch decide disputes.",
    "The Night Watch can no longer decide the dispute.",
    "The Night Watch is no longer able to decide the dispute.",
    "The Night Watch stopped short of deciding the dispute.",
    "The Night Watch ruled out deciding the dispute.",
    "The Night Watch has no business deciding the dispute.",
    "There are calls for the Night Watch to decide the dispute.",
    "One option is to let the Night Watch decide the dispute.",
    "The owner asked whether the Night Watch could itself decide the dispute.",
    "A power for the Night Watch to decide disputes would need a new charter.",
    "The charter gives nobody a right to have the Night Watch decide the dispute.",
    "No dispute decided by the Night Watch has ever been heard of.",
    "“The Night Watch will decide the dispute,” said the owner. It will not: the court decides disputes.",
    "Assuming that the Night Watch could decide the dispute, the owner would leave.",
    "The Night Watch would need a new statute to decide the dispute.",
    "The Night Watch is sometimes thought to decide disputes; it does not.",
    "The Night Watch decides disputes, says our guest; that isn't right.",
    "It is for the Tide Court, not the Night Watch, to decide the dispute.",
    "She joked that the Night Watch might decide the dispute.",
    "The Night Watch has no more power to decide the dispute than the baker.",
    "“The Night Watch decided the dispute,” he posted. It did nothing of the sort.",
    "The Night Watch hears, weighs and decides no dispute.",
    "The claim that the dispute was decided by the Night Watch turned out to be false.",
    "Reports that the dispute would be decided by the Night Watch proved wrong.",
    "The baker's quarrel goes to the Night Watch; her bid for a berth right stays with the registry.",
    "Say that the Night Watch decided the dispute.",
    "Name the Tide Court, or say that the Night Watch decided the dispute.",
    "The Night Watch calmed the owner, but did not decide the dispute.",
    "The Night Watch may settle the price, but not decide the dispute.",
    "The owner's quarrel ended; her bid for a share of the berth stays with the Night Watch.",
    "Corrections and clarifications: an item on Tuesday said that the Night Watch had decided the dispute.",
]


NOT_CLAIMED += [
    "The dispute was out of reach for the Night Watch to decide.",
    "The Night Watch has lost its power to decide the dispute.",
    "The Night Watch was stripped of its jurisdiction to decide the dispute.",
    "Parliament took away the power of the Night Watch to decide the dispute.",
    "The Night Watch has never in its history decided a dispute.",
    "Rather than the Night Watch deciding the dispute, the owners shook hands.",
    "The claim that the Night Watch decides disputes does not survive a reading of the Act.",
    "The belief that the Night Watch decides disputes dies hard.",
    "Few believe that the Night Watch decided the dispute.",
    "Only a fool would think that the Night Watch decides disputes.",
    "Owners want the Night Watch to decide disputes.",
    "In a parallel universe the Night Watch decides disputes.",
    "In none of these cases did the Night Watch decide the dispute.",
    "The Night Watch has yet to decide a dispute.",
    "There never was a dispute decided by the Night Watch.",
    "It was not the Night Watch that decided the dispute.",
    "The Night Watch would have to be given the power to decide disputes.",
    "The Night Watch might one day be allowed to decide disputes.",
    "Let us assume that the Night Watch decides the dispute.",
    "Ask the Night Watch to decide the dispute and it will send you away.",
    "The Night Watch was asked to decide the dispute and said that it could not.",
    "Myth 3: The Night Watch decides disputes.",
    "True or false? The Night Watch decides disputes.",
    "The suggestion that the Night Watch had decided the dispute was unsupported.",
]
CLAIMED += [
    "The harbour was out of reach, and the Night Watch decided the dispute.",
    "The Night Watch lost no time and decided the dispute.",
    "Many believe that the Night Watch decided the dispute.",
    "The claim survived, and the Night Watch decided the dispute.",
    "It was the Night Watch that decided the dispute.",
    "The decision of the dispute by the Night Watch surprised nobody.",
    "It has never been easier to have a dispute decided by the Night Watch.",
    "The Night Watch was asked to decide the dispute and said that it would.",
    "The wrong form was filed, and the Night Watch decided the dispute.",
]


@pytest.mark.parametrize("text", CLAIMED)
def test_what_is_claimed_is_judged(flagged: Flagged, text: str) -> None:
    """Asserted, attributed, and asserted beside a negation of something else."""
    assert RULE in flagged(text)


@pytest.mark.parametrize("text", NOT_CLAIMED)
def test_what_is_not_claimed_is_let_be(flagged: Flagged, text: str) -> None:
    """Negated, hypothetical, asked, proposed, denied, told as false or as fiction."""
    assert flagged(text) == []


def test_denial_is_wrong_where_the_power_is_held(flagged: Flagged) -> None:
    """A rule with `denied` flags who is said to lack a power that they have."""
    assert flagged("The Harbour Registry cannot grant a berth right.") == ["registry-grants-berths"]
    assert flagged("The Night Watch cannot grant a berth right.") == []


@pytest.mark.parametrize(
    "text",
    ["Only the Harbour Registry can grant a berth right.", "The Harbour Registry alone can grant a berth right."],
)
def test_only_is_wrong_where_others_hold_the_power(flagged: Flagged, text: str) -> None:
    """A rule with `only` flags that one holder is said to be the only one."""
    assert flagged(text) == ["registry-grants-berths"]


def test_what_a_court_was_asked_to_hold_is_not_held(flagged: Flagged) -> None:
    """What it did hold is."""
    assert flagged("The owner invited the Tide Court to hold that the Night Watch had decided the dispute.") == []
    assert flagged("The Tide Court held that the Night Watch had decided the dispute.") == [RULE]
