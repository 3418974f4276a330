"""Phrases in dictionary form, and the forms under which text holds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.rulebook.words import exact_case, fold, hanging, surfaces


@pytest.mark.parametrize(
    ("entry", "pos", "form"),
    [
        ("hand down", "verb", "handed down"),
        ("fast-track", "verb", "fast tracking"),
        ("appeal court", "noun", "appeal courts"),
        ("standard of proof", "noun", "standards of proof"),
        ("be binding on", "any", "was binding on"),
        ("take over", "verb", "took over"),
        ("Boards of Appeal", "any", "boards of appeal"),
    ],
)
def test_phrase_is_inflected(entry: str, pos: str, form: str) -> None:
    assert form in surfaces(entry, pos)[0]  # type: ignore[arg-type]


def test_equals_sign_keeps_the_form() -> None:
    assert surfaces("=rule") == [["rule"]]
    assert exact_case("=US") == "US"
    assert exact_case("IPO") == "IPO"
    assert exact_case("High Court") is None


def test_gap_splits_the_phrase() -> None:
    first, second = surfaces("hand ... over", "verb")
    assert "handed" in first
    assert second == ["over"]
    assert "court" in surfaces("be ~ court", "verb")[1]


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("entry", ["without an", "=Court of the", "hand ... to its", "Patents Court, an"])
def test_a_phrase_that_ends_on_an_article_hangs(entry: str) -> None:
    """Text is read without articles, so that nothing meets it."""
    assert hanging(entry)


@pytest.mark.parametrize("entry", ["without", "in favour of", "a fine on a", "found against her", "the", "@court"])
def test_a_phrase_that_text_can_meet_does_not_hang(entry: str) -> None:
    assert hanging(entry) == ""
