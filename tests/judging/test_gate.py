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


FILLER = "Nothing of note went on that week by the water. "
BLOCK = 50_000  # about what is scanned in one go


@pytest.mark.parametrize("seed", [2, 5])
def test_where_a_block_ends_makes_no_difference(own: Rulebook, seed: int) -> None:
    """Text before the examples moves the findings, and changes none, though blocks then end anywhere among them.

    The examples are those of several sentences, which look back and ahead.
    """
    draw = random.Random(seed)
    several = [text for text in examples(own) if ". " in text or "\n" in text]
    text = "\n\n".join(draw.sample(several, 30))
    checker = Checker(own, DAY)
    near = FILLER * 15 + "\n\n"  # farther than anything looks back
    alone = checker.check(Draft.plain("short", near + text))
    assert len(alone) > 5
    for size in draw.sample(range(BLOCK - len(text), BLOCK), 5):
        long = FILLER * (size // len(FILLER)) + "\n\n"
        shifted = checker.check(Draft.plain("long", long + text))
        by = len(long) - len(near)
        assert [(f.rule, f.span.start + by, f.span.end + by) for f in alone] == [
            (f.rule, f.span.start, f.span.end) for f in shifted
        ], size


def test_what_stands_before_a_blocks_end_is_seen_from_behind_it(small: Rulebook) -> None:
    """The place that one of the last sentences of a block names is that of the first ones of the next."""
    checker = Checker(small, DAY)
    told = f"The owner sued in Paris. {FILLER * 2}A barge jury heard the case."
    for size in range(BLOCK - 2 * len(told), BLOCK + len(FILLER), 5):
        before = FILLER * (size // len(FILLER)) + "So" + " it went" * (size % len(FILLER) // 8) + ". "
        assert checker.check(Draft.plain("long", before + told)) == [], size
    assert [f.rule for f in checker.check(Draft.plain("long", FILLER * 1100 + told[25:]))] == ["no-barge-jury"]


def test_a_passage_longer_than_a_block_is_read_as_parts_of_it_are(small: Rulebook) -> None:
    """Three blocks of examples: each example gives what it gives in a draft of its own, at its place."""
    lone = [text for text in examples(small) if text.count(". ") == 0]
    whole, places = "", []
    while len(whole) < 3 * BLOCK:
        for text in lone:
            whole += (FILLER * 12 + "\n\n") + text + "\n\n"
            places.append((len(whole) - len(text) - 2, text))
    checker = Checker(small, DAY)
    found = [(f.rule, f.span.start) for f in checker.check(Draft.plain("whole", whole))]
    before = FILLER * 12 + "\n\n"
    wanted = {
        text: [(f.rule, f.span.start - len(before)) for f in checker.check(Draft.plain("", before + text))]
        for text in lone
    }
    assert found == [(rule, at + start) for at, text in places for rule, start in wanted[text]]
