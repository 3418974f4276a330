"""The cheap pass: sentences and mentions, each where the text has it."""

from __future__ import annotations

import gc
import textwrap
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.reading.scan import Scanner, sentence_spans
from checker.rulebook.book import Rulebook


@pytest.fixture(scope="module")
def scanner(small: Rulebook) -> Scanner:
    return Scanner(small.compiled)


def mentioned(book: Rulebook, scanner: Scanner, text: str) -> set[tuple[str, str]]:
    """Return (atom, words) of each mention, without the loose phrases of rules."""
    return {
        (book.compiled.atoms[m.atom], m.span.of(text))
        for s in scanner.scan(text)
        for m in s.mentions
        if not book.compiled.atoms[m.atom].startswith(("w:", "verb:", "noun:"))
    }


@pytest.mark.parametrize(
    ("text", "atom", "words"),
    [
        ("The Tide Court sat.", "tide-court", "Tide Court"),
        ("the tide-court sat", "tide-court", "tide-court"),
        ("HREG wrote.", "harbour-registry", "HREG"),
        ("They were deciding it.", "decide", "deciding"),
        ("They ruled on it.", "decide", "ruled on"),
        ("They handed the dispute over to him.", "decide", "handed"),
        ("Berth rights are dear.", "berth-right", "Berth rights"),
        ("Two berth disputes.", "berth-dispute", "berth disputes"),
        ("It is in Edinburgh.", "in:scotland", "Edinburgh"),
    ],
)
def test_a_mention_is_found(small: Rulebook, scanner: Scanner, text: str, atom: str, words: str) -> None:
    """By name, by inflection, over hyphens; the span is that of the words."""
    assert any(a == atom and w.startswith(words) for a, w in mentioned(small, scanner, text))


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("The watch is a court.", True),
        ("The watch was Britain's only real court for berths.", True),
        ("The watch is in court.", False),
        ("The watch is party to the court's case.", False),
        ("The watch is no court.", False),
        ("The watch is the court's friend.", False),
        ("The watch is a patrol, and the court sits.", False),
    ],
)
def test_a_gap_before_a_noun_holds_what_belongs_to_it(small: Rulebook, scanner: Scanner, text: str, met: bool) -> None:
    """`be ~ court` in the made-up law: adjectives and owners may stand between, prepositions may not."""
    assert ("be-court" in {atom for atom, _ in mentioned(small, scanner, text)}) == met


@pytest.mark.parametrize(
    ("text", "atom"),
    [
        ("The hreg wrote.", "harbour-registry"),
        ("The Tide Courtesy Act", "tide-court"),
        ("redetermine", "decide"),
        ("Estuaries divide.", "estuary-division"),
    ],
)
def test_no_mention_where_there_is_none(small: Rulebook, scanner: Scanner, text: str, atom: str) -> None:
    """Not within words, not an acronym in lower case."""
    assert atom not in {a for a, _ in mentioned(small, scanner, text)}


def test_a_name_swallows_the_words_in_it(small: Rulebook, scanner: Scanner) -> None:
    """ "Tide Court" is no mention of some court."""
    assert "court" not in {a for a, _ in mentioned(small, scanner, "The Tide Court sat.")}


def test_what_is_below_counts_as_what_is_above(small: Rulebook, scanner: Scanner) -> None:
    """A mention's closure holds its kind, its parent and what is above these."""
    (sentence,) = scanner.scan("The Estuary Division sat.")
    index = small.compiled.index
    for above in ("estuary-division", "tide-court", "court", "body"):
        assert index[above] in sentence.closure
    assert index["registry"] not in sentence.closure


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One sat. Two stood.", ["One sat.", "Two stood."]),
        ("See Smith v. Jones, s. 3(1). It ended.", ["See Smith v. Jones, s. 3(1).", "It ended."]),
        ("Title\n\nText here.", ["Title", "Text here."]),
        ("- one\n- two", ["- one", "- two"]),
        ("A line\nthat goes on.", ["A line\nthat goes on."]),
        (
            "The quarrel over the harbour cranes went at last to the Tide\nCourt in Harwich.",
            ["The quarrel over the harbour cranes went at last to the Tide\nCourt in Harwich."],
        ),
        (
            "Harbour cranes in court\nThe quarrel over the harbour cranes went at last to court.",
            ["Harbour cranes in court", "The quarrel over the harbour cranes went at last to court."],
        ),
        ("", []),
        (" \n\t\n ", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    """Full stops end them where they are none of an abbreviation; blank lines and list lines do so always."""
    assert [text[a:b] for a, b, _ in sentence_spans(text)] == sentences


@given(st.text(alphabet=st.sampled_from("aB .!?\n-\u2019\u00e9\U0001f600\r\t"), max_size=200))
def test_sentences_lie_in_order_and_lose_no_letter(text: str) -> None:
    spans = [(a, b) for a, b, _ in sentence_spans(text)]
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert sum(c.isalpha() for a, b in spans for c in text[a:b]) == sum(c.isalpha() for c in text)


@given(st.lists(st.sampled_from(["Tide Court", "decided", "the berth", "HREG", "\u0130", ".", "\n\n", "\u2019s", "-"])))
def test_mentions_lie_in_their_sentence(small: Rulebook, words: list[str]) -> None:
    text = " ".join(words)
    for sentence in Scanner(small.compiled).scan(text):
        for mention in sentence.mentions:
            assert sentence.span.start <= mention.span.start < mention.span.end <= sentence.span.end


@pytest.mark.parametrize("unit", ["Tide Court ", "a", "The court sat. ", "hand ", "(", "\n", "a.b"])
def test_scanning_takes_linear_time(scanner: Scanner, unit: str) -> None:
    """Four times the text takes about four times as long, not sixteen."""

    def seconds(n: int) -> float:
        text = unit * (n // len(unit))
        gc.collect()
        gc.disable()  # its cost is that of what other tests keep alive
        start = time.process_time()
        scanner.scan(text)
        gc.enable()
        return time.process_time() - start

    few = min(seconds(40_000) for _ in range(3))
    many = min(seconds(160_000) for _ in range(3))
    assert many < max(9 * few, 0.3)


def test_a_line_that_ends_in_the_midst_of_a_sentence_ends_none() -> None:
    """Hard-wrapped text is read like any other."""
    text = "It was decided by the\nPatents Court in May.\nA second line stands alone"
    assert [text[a:b] for a, b, _ in sentence_spans(text)] == [
        "It was decided by the\nPatents Court in May.",
        "A second line stands alone",
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The quarrel went to the Tide\nCourt.\nIt sat.", 2),
        ("The Harbour\nRegistry ruled.\nIt sat.", 2),
        ("Last week the Harbour\r\n    Registry ruled.\r\nIt sat.", 2),
        ("It was fined by the Night\nWatch in Great\nBritain.", 2),  # no name that is known, and none is made
        ("Topics\nHarbour\nRegistry Management", 3),  # lines of a list
        ("They spoke of the harbour\nRegistry hours are nine to five.", 2),  # no name: one word has no capital
        ("We heard of Harbour\n- Registry hours", 2),
        ("The court gave judgment on 31\nJanuary.", 1),
        ("She went to\nthe court and told\nHarwich of it.", 1),  # one line goes on in small letters: it is prose
    ],
)
def test_a_line_that_ends_within_a_name_ends_no_sentence(scanner: Scanner, text: str, sentences: int) -> None:
    assert len(scanner.scan(text)) == sentences


def test_a_name_over_the_end_of_a_line_keeps_its_place(small: Rulebook, scanner: Scanner) -> None:
    text = "Last week the Harbour\r\n    Registry ruled."
    assert ("harbour-registry", "Harbour\r\n    Registry") in mentioned(small, scanner, text)


@given(st.integers(18, 46), st.permutations(["the Tide Court", "the Harbour Registry", "the Court of Tides"]))
def test_hard_wrapping_changes_no_mention(small: Rulebook, width: int, names: list[str]) -> None:
    """However short the lines, the sentences are the same, and what they name."""
    flowing = "In May {} ruled on the claim of Ada Smith, and {} was told of it. Then {} ruled in Harwich.".format(
        *names
    )
    wrapped = textwrap.fill(flowing, width, break_on_hyphens=False)
    scanner = Scanner(small.compiled)
    assert [s.span for s in scanner.scan(wrapped)] == [s.span for s in scanner.scan(flowing)]
    assert [s.primary for s in scanner.scan(wrapped)] == [s.primary for s in scanner.scan(flowing)]
