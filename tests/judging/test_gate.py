"""The gate loses nothing: with it and without it the same findings come out."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

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


SHUFFLED = st.sampled_from(["swap", "drop", "double", "capitals", "small", "ask", "it", "its", "nothing"])


def mutated(text: str, way: str, at: int) -> str:
    """Return a text with one of its words moved, left out, said twice, in other letters, or put for a pronoun."""
    words = text.split(" ")
    at %= len(words)
    if way == "swap":
        words[at - 1], words[at] = words[at], words[at - 1]
    elif way == "drop":
        del words[at]
    elif way == "double":
        words.insert(at, words[at])
    elif way == "capitals":
        return text.upper()
    elif way == "small":
        return text.lower()
    elif way == "ask":
        return text.rstrip(".") + "?"
    elif way in ("it", "its"):
        words[at] = way
    return " ".join(words)


@given(data=st.data())
@settings(max_examples=60)
def test_mutated_examples(small: Rulebook, data: st.DataObject) -> None:
    """Texts that nobody would write: where the parse goes wrong, the gate must not have known better."""
    parts = data.draw(
        st.lists(
            st.tuples(st.sampled_from(examples(small)), SHUFFLED, st.integers(0, 30), GLUE), min_size=1, max_size=5
        )
    )
    text = "".join(mutated(text, way, at) + glue for text, way, at, glue in parts)
    ((gated, ungated),) = both(small, [text])
    assert gated == ungated


@pytest.mark.parametrize("seed", [1, 2])
def test_mutated_examples_of_the_projects_own(own: Rulebook, seed: int) -> None:
    """A few dozen sentences of all rules, each with a word moved, left out or put for a pronoun, in short drafts."""
    draw = random.Random(seed)
    ways = ["swap", "drop", "it", "its", "small", "ask", "double"]
    texts = [mutated(text, draw.choice(ways), draw.randrange(30)) for text in draw.sample(examples(own), 24)]
    drafts = [" ".join(texts[i : i + 4]) for i in range(0, len(texts), 4)]
    for (gated, ungated), text in zip(both(own, drafts), drafts, strict=True):
        assert gated == ungated, text


EVALUATION = Path(__file__).parents[3] / "shared" / "evaluation"


@pytest.mark.skipif(not EVALUATION.is_dir(), reason="labelled and real texts do not lie beside the project")
@pytest.mark.parametrize("name", ["claims", "law", "real-open"])
def test_labelled_and_real_texts(own: Rulebook, name: str) -> None:
    """A draw of them, of the real ones a stretch from somewhere in the middle."""
    draw = random.Random(7)
    lines = (EVALUATION / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in draw.sample(lines, 4 if name == "real-open" else 10)]
    texts = [text[at : at + 900] for text in texts for at in [draw.randrange(max(1, len(text) - 900))]]
    for (gated, ungated), text in zip(both(own, texts), texts, strict=True):
        assert gated == ungated, text


def test_a_pronoun_two_sentences_on_stands_for_the_body(small: Rulebook) -> None:
    """What stands between has no subject, so that the pronoun's body is that of the sentence before it."""
    named = "The Night Watch met in May. A long week. It decided the dispute over the berth."
    asked = "The Night Watch met in May. A long week. Its officers decided the dispute over the berth."
    far = "The Night Watch met in May. A long week. A short one. It decided the dispute over the berth."
    (found, ungated), (owned, ungated_owned), (none, ungated_none) = both(small, [named, asked, far])
    assert [f.rule for f in found] == ["only-courts-decide"]
    assert (found, owned, none) == (ungated, ungated_owned, ungated_none)


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
