"""Why sound sentences that a trainee marked are sound: the rule that they come near."""

from __future__ import annotations

from datetime import date

import pytest

from checker.engine import Checker
from checker.rulebook.load import load_rulebook
from checker.training.markdownmarked import read
from checker.training.marking import judge
from checker.training.material import Material
from checker.training.nearly import near_rules

_BOOK, _DAY = load_rulebook(cache=True), date(2026, 11, 26)
_MATERIAL = Material(_BOOK, _DAY)


@pytest.mark.parametrize(
    ("sentence", "rule", "why"),
    [
        ("A Texas jury found for the firm in a patent case last month.", "term-jury", "another country's law"),
        ("In 1985 the House of Lords ruled on the patent.", "supreme-court-since-october-2009", "In 1985 the law"),
        ("Copyright lasts for 70 years after the author's death.", "copyright-term-misstated", "“70 years” can be"),
        ("The High Court granted an injunction.", "power-injunction", "The High Court is one that can"),
        ("GCHQ does not decide patent cases.", "security-body-adjudicates", "not so"),
    ],
)
def test_a_sound_sentence_is_told_the_rule_that_it_comes_near(sentence: str, rule: str, why: str) -> None:
    found = {near.rule: near for near in near_rules(_MATERIAL, sentence)}
    assert why in found[rule].why
    assert found[rule].statement == " ".join(_BOOK.rules[rule].statement.split())
    assert found[rule].authorities
    assert found[rule].span.of(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The chairman of the brewery, who died in 1950, spoke to our reporter in 2024.",
        "MI5 warned the firm about the intrusion.",
        "It rained in Texas.",
    ],
)
def test_of_other_sentences_nothing_is_told(sentence: str) -> None:
    assert list(near_rules(_MATERIAL, sentence)) == []


def test_a_mark_on_what_a_rule_comes_near_is_wrong_and_one_on_other_words_is_not_judged() -> None:
    checker = Checker(_BOOK, _DAY)
    told = []
    for text in (
        "==A Texas jury== found for the firm, and the weather was fine.",
        "A Texas jury found for the firm, and the ==weather== was fine.",
    ):
        marking = judge(read("a.md", text.encode()), checker, near=lambda sentence: near_rules(_MATERIAL, sentence))
        told.append([near.rule for one in marking.wrongly for near in one.near])
        assert len(marking.wrongly) + len(marking.unjudged) == 1
    assert "term-jury" in told[0]
    assert told[1] == []
