"""The gate loses nothing: with it and without it the same findings come out."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.judging.finding import Finding
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load_rulebook

DAY = date(2026, 1, 1)
GLUE = st.sampled_from([" ", "\n\n", "\n", " Then: ", " It did so. ", " The court left. "])


@pytest.fixture(scope="module")
def own() -> Rulebook:
    """The project's own rules."""
    return load_rulebook(cache=True)


def both(book: Rulebook, texts: list[str]) -> list[tuple[list[Finding], list[Finding]]]:
    """Return what is found on each text with the gate, and without it."""
    drafts = [Draft.plain(str(i), text) for i, text in enumerate(texts)]
    gated = Checker(book, DAY).check_many(drafts)
    ungated = Checker(book, DAY, gate=False).check_many(drafts)
    return list(zip(gated, ungated, strict=True))


def examples(book: Rulebook) -> list[str]:
    return [text for rule in book.rules.values() for text in (*rule.flagged, *rule.fine)]


def test_examples_one_by_one(small: Rulebook) -> None:
    """Every example of the small rulebook."""
    for gated, ungated in both(small, examples(small)):
        assert gated == ungated


@given(data=st.data())
@settings(max_examples=40)
def test_mixtures_of_examples(small: Rulebook, data: st.DataObject) -> None:
    """Texts made of examples in any order, with what may lie between them."""
    texts = st.sampled_from(examples(small))
    parts = data.draw(st.lists(st.tuples(texts, GLUE), min_size=1, max_size=6))
    ((gated, ungated),) = both(small, ["".join(text + glue for text, glue in parts)])
    assert gated == ungated


@pytest.mark.parametrize("seed", range(3))
def test_mixtures_of_the_projects_own_examples(own: Rulebook, seed: int) -> None:
    """A few dozen sentences of all rules, shuffled into drafts: their words and bodies meet in ways nobody foresaw."""
    draw = random.Random(seed)
    texts = draw.sample(examples(own), 36)
    drafts = [" ".join(texts[i : i + 6]) if i % 12 else "\n\n".join(texts[i : i + 6]) for i in range(0, len(texts), 6)]
    for (gated, ungated), text in zip(both(own, drafts), drafts, strict=True):
        assert gated == ungated, text
