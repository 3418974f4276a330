"""A long draft about something else is held against the rules only where it speaks of their subject."""

from __future__ import annotations

from datetime import date

import pytest

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.rulebook.ready import load_compiled

OTHER = "The river rose again that spring, and the ferry did not run. "
CLAIM = "MI5 officers arrested an engineer at his home at dawn. "
CITED = "The tribunal relied on [2019] UKUT 189 (TC). "
SUBJECT = "The patent was about to expire. "


@pytest.fixture(scope="module")
def checker() -> Checker:
    """A checker with the project's own rules."""
    return Checker(load_compiled(()), date(2026, 11, 27))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (OTHER * 60 + CLAIM + OTHER * 60, False),
        (OTHER * 60 + CITED + OTHER * 60, True),  # a citation that cannot be is none, whatever the draft is about
        (OTHER * 60 + SUBJECT + OTHER * 5 + CLAIM + OTHER * 60, True),
        (OTHER * 60 + SUBJECT + CITED + OTHER * 60, True),
        (SUBJECT + OTHER * 100 + CLAIM, False),
        (OTHER * 5 + CLAIM + OTHER * 5, True),  # a short draft was handed in for what it says
        ((OTHER * 9 + SUBJECT) * 7 + OTHER * 30 + CLAIM, True),  # all of the draft is about the subject
    ],
)
def test_what_lies_far_from_the_subject_is_let_be(checker: Checker, text: str, *, found: bool) -> None:
    """The claim is told near a word of the subject, in a short draft, and in one that is about it."""
    assert bool(checker.check(Draft.plain("draft", text))) is found
