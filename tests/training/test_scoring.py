"""What is counted: by sentences, without notes, with reasons by the instrument."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rulebook.authorities import Sources
from checker.rulebook.load import load_rulebook
from checker.training.labelled import Found, Labelled
from checker.training.scoring import Score, instrument, score

TEXT = "The port was shut. GCHQ ruled on the patent, and fined the owner. Nobody appealed.\n\nA note of MI5 came late."
FIRST, SECOND, THIRD = 0, TEXT.index("GCHQ"), TEXT.index("Nobody")


@pytest.fixture(scope="module")
def sources() -> Sources:
    return load_rulebook(cache=True).sources


def run(sources: Sources, expect: list[dict[str, Any]], *findings: dict[str, Any]) -> Score:
    labelled = {"a": Labelled.model_validate({"id": "a", "text": TEXT, "expect": expect})}
    return score(labelled, {"a": Found.model_validate({"id": "a", "findings": findings})}, sources)


RULED = {"quote": "GCHQ ruled", "topic": "power", "authority": ["Patents Act 1977 ss.60, 61"]}
FINED = {"quote": "fined the owner", "topic": "remedy", "severity": "warning"}
NOTE = {"quote": "A note of MI5", "severity": "note"}


def test_a_sentence_is_what_counts(sources: Sources) -> None:
    """Two claims in it are caught by one finding, which is right once."""
    done = run(sources, [RULED, FINED], {"start": SECOND + 20, "end": SECOND + 24})
    assert (done.whole.caught, done.whole.claims, done.right, done.findings) == (2, 2, 1, 1)
    assert done.whole.recall == done.precision == done.f1 == 1
    assert (done.clean, done.alarm_rate) == (0, None)


def test_what_lies_elsewhere_is_an_alarm(sources: Sources) -> None:
    done = run(sources, [RULED], {"start": FIRST, "end": 8}, {"start": THIRD, "end": THIRD + 6, "rule": "r"})
    assert (done.whole.recall, done.precision) == (0, 0)
    assert [alarm.words for alarm in done.alarms] == [TEXT[:8], "Nobody"]
    assert [miss.claim.quote for miss in done.misses] == ["GCHQ ruled"]


def test_notes_are_free(sources: Sources) -> None:
    """Found or expected; a text with an expected note alone is sound."""
    done = run(sources, [NOTE], {"quote": "late"}, {"quote": "shut", "severity": "note"})
    assert (done.findings, done.clean, done.alarmed, done.whole.claims) == (0, 1, 0, 0)
    assert run(sources, [NOTE], {"quote": "shut"}).alarm_rate == 1


@pytest.mark.parametrize(
    ("cited", "reason"),
    [
        (["PA 1977 s.36"], 1.0),
        (["Trade Marks Act 1994 s.1", "Patents Act 1977"], 1.0),
        (["Trade Marks Act 1994 s.1"], 0.0),
        ([], 0.0),
    ],
)
def test_a_reason_is_an_instrument_that_the_label_names(sources: Sources, cited: list[str], reason: float) -> None:
    done = run(sources, [RULED, FINED], {"quote": "ruled on", "authorities": cited})
    assert done.whole.reason == done.topics["power"].reason == reason
    assert done.topics["remedy"].reason is None
    assert len(done.unreasoned) == 1 - reason


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("CPR 63.17A", "Practice Direction 63 para 16.1", True),
        ("CPR 63.17A", "CPR 52.3", False),
        ("CPR 57A", "Practice Direction 57AD", True),
        ("CDPA 1988 s.96", "Copyright, Designs and Patents Act 1988 ss.97, 98", True),
        ("EPC art 99", "European Patent Convention art 138", True),
        ("Willers v Joyce (No 2) [2016] UKSC 44", "Willers v Joyce [2016] UKSC 44 at [21]", True),
        ("Willers v Joyce [2016] UKSC 44", "Magmatic v PMS [2016] UKSC 12", False),
        ("The Book of Ports, ch 3", "The Book of Ports, ch 9", True),
        ("The Book of Ports, ch 3", "The Book of Docks, ch 3", False),
    ],
)
def test_instruments(sources: Sources, one: str, other: str, same: bool) -> None:
    assert (instrument(one, sources) == instrument(other, sources)) is same


places = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12)).map(
    lambda at: {"start": at[0], "end": min(at[0] + at[1], len(TEXT))}
)


@given(st.lists(places, max_size=6))
def test_counts_hold_together(marks: list[dict[str, Any]]) -> None:
    """Every finding is right or an alarm, every claim caught or missed, whatever was found."""
    done = run(Sources.of([]), [RULED, {**FINED, "quote": "Nobody"}, NOTE], *marks)
    assert done.right + len(done.alarms) == done.findings <= len(marks)
    assert done.whole.caught + len(done.misses) == done.whole.claims == 2
    again = run(Sources.of([]), [RULED, {**FINED, "quote": "Nobody"}, NOTE], *reversed(marks))
    assert (again.whole, again.precision) == (done.whole, done.precision)
