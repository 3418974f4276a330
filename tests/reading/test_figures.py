"""A figure goes with what the sentence before it tells, where it says so, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.reading.figures import opening, with_figures

Flagged = Callable[[str], list[str]]


@pytest.mark.parametrize(
    "text",
    [
        "A levy is paid on every berth right. It is £900.",
        "A levy is paid on every berth right. That’s £900 a year.",
        "The owner of a berth right pays the levy. The fee is £900.",
        "The owner of a berth right pays the levy. The yearly charge comes to £900.",
        "The owner of a berth right pays the levy: the maximum is £900.",
        "There is a levy on berth rights. Owners have £900 to find.",
        "There is a levy on berth rights. It must be paid in full, up to £900.",
    ],
)
def test_a_figure_goes_with_the_sentence_before(flagged: Flagged, text: str) -> None:
    """Told by a pronoun and a verb of being, by a noun of measure, or by who has so much."""
    assert flagged(text) == ["levy-is-500-pounds"]


@pytest.mark.parametrize(
    "text",
    [
        "A levy is paid on every berth right. It is £500.",
        "A levy of £500 is paid on every berth right. The price of a boat is £900.",
        "A levy is paid on every berth right. She found £900 on the quay.",
        "A levy is paid on every berth right. It sold her a boat for £900.",
        "A levy is paid on every berth right.\n\nThe fee is £900.",
        "Is a levy paid on every berth right? The fee is £900.",
        "The levy on berth rights\nThe fee is £900.",
        "A levy is paid on every berth right. Is it £900?",
        "A levy is paid on every berth right. The guide to boats that she wrote for the owners of other harbours long ago, "
        "before any of this, has a price of £900.",
    ],
)
def test_a_figure_of_something_else_is_left_alone(flagged: Flagged, text: str) -> None:
    """What is right is let be; so is what has no such opening, stands apart, or follows a figure of its sort."""
    assert flagged(text) == []


@given(
    st.lists(st.sampled_from(["The fee is £5.", "It is due.", "She sued.", "They have two days.", "Why?"]), max_size=8)
)
def test_no_place_is_lost(sentences: list[str]) -> None:
    """Every sentence stands in one of those that come out, in order, and the seam is the start of one."""
    text, spans = " ".join(sentences), []
    for said in sentences:
        start = spans[-1][1] + 1 if spans else 0
        spans.append((start, start + len(said), 0))
    joined = list(with_figures(spans, text, opening(["fee"])))
    starts = {start for start, _, _ in spans}
    assert [start for start, *_ in joined] == sorted({start for start, *_ in joined})
    assert {start for start, *_ in joined} | {seam for *_, seam in joined} == starts
    assert [end for _, end, *_ in joined][-1:] == [end for _, end, _ in spans][-1:]
