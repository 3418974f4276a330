"""Where the parse contradicts itself, the order of the words says who acts; where it does not, the parse does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Flagged = Callable[[str], list[str]]
# The small model finds nobody in these: it takes the verb for a noun, or leaves a verb without its subject.
DECIDES = [
    "One body, the Night Watch, both investigates and decides disputes.",
    "For the Night Watch to decide a dispute has become routine.",
    "The clerk, who watched the Night Watch decide the dispute, left without a word.",
    "The owner said the Night Watch rules on disputes.",
    "In spring the Night Watch rules on disputes.",
    "HREG to rule on berth dispute",
]
DOES_NOT = [
    "One body, the Tide Court, both hears the Night Watch and decides disputes.",
    "For the Tide Court to decide a dispute of the Night Watch has become routine.",
    "The clerk of the Night Watch, who watched the Tide Court decide the dispute, left without a word.",
    "The Night Watch said the Tide Court rules on disputes.",
    "In spring, unlike the Night Watch, the Tide Court rules on disputes.",
    "The Night Watch knew that the dispute rulings last for ever.",
    "The one dispute decided in spring has made the Night Watch proud.",
    "Tide Court to rule on berth dispute after Night Watch raid",
    "Berth dispute void, rules Tide Court",
]


@pytest.mark.parametrize("text", DECIDES)
def test_order_speaks_where_the_parse_is_doubtful(flagged: Flagged, text: str) -> None:
    """Whoever stands nearest before the act in its clause does it."""
    assert "only-courts-decide" in flagged(text)


@pytest.mark.parametrize("text", DOES_NOT)
def test_order_takes_nobody_else_for_the_actor(flagged: Flagged, text: str) -> None:
    """A body behind a preposition, before another body, or beside a passive without "by" does not act."""
    assert flagged(text) == []
