"""Mutants of the made-up law of harbours: what its examples hold, and what they do not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checker.law.mutants import Score, scores
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load_rulebook

ROOT = Path(__file__).parents[2]
HEAD = {
    "statement": "A levy is at most ten pounds.", "authorities": ["Harbours Act 1980 s.1"], "reviewed": "2026-01-01",
    "explanation": "The law of harbours is made up.", "suggestion": "Say what the law of harbours says.",
}  # fmt: skip


def scored(tmp_path: Path, folder: str, **fields: object) -> Score:
    """Return the score of one rule beside the small law."""
    place = tmp_path / "mine" / folder
    place.mkdir(parents=True)
    (place / "one.yaml").write_text(yaml.safe_dump({"rules": [HEAD | {"id": "mine"} | fields]}), encoding="utf-8")
    book = load_rulebook([ROOT / "rules" / "language", tmp_path / "mine"], own=ROOT / "tests" / "small")
    (score,) = scores(book, ["mine"])
    return score


def left(score: Score) -> list[str]:
    return [survivor.change for survivor in score.survivors]


def test_a_rule_whose_examples_hold_it_leaves_no_mutant(tmp_path: Path) -> None:
    score = scored(
        tmp_path, "limits",
        when=[{"has": ["levy", "harbour"], "amount": {"is": "£10"}, "unless": "tax"}],
        flagged=["The levy of the harbour is £20."],
        fine=["The levy of the harbour is £10.", "The levy is £30.", "The harbour got £40.", "The tax is no levy of the harbour: £50."],
    )  # fmt: skip
    assert left(score) == ["without unless"] or left(score) == []
    assert score.tried == {"pattern never met": 1, "group let go": 2, "excuse let go": 1, "amount changed": 1}


def test_what_no_example_needs_survives(tmp_path: Path) -> None:
    score = scored(
        tmp_path, "limits", when=[{"has": ["levy", "harbour"], "amount": {"is": "£10"}}, {"has": ["quay", "rent"]}],
        flagged=["The levy of the harbour is £30."], fine=["It rained."],
    )  # fmt: skip
    assert left(score) == [
        "without has[0]", "without has[1]", "10 money doubled", "never met", "without has[0]", "without has[1]",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fine", "survive"),
    [
        (["The Tide Court decided the dispute.", "The Harbour Registry decided the dispute."], []),
        (["The Tide Court decided the dispute."], ["without holder registry"]),
    ],
)
def test_a_holder_dropped(tmp_path: Path, fine: list[str], survive: list[str]) -> None:
    score = scored(
        tmp_path, "powers", power={"act": "decide", "holders": ["court", "registry"]},
        flagged=["The Night Watch decided the dispute."], fine=fine,
    )  # fmt: skip
    assert left(score) == survive
    assert score.tried["holder dropped"] == 2


def test_a_date_shifted(tmp_path: Path) -> None:
    score = scored(
        tmp_path, "limits", applies={"from": "2010-01-01"}, when=[{"has": ["levy", "harbour"]}],
        flagged=["In 2011 the harbour asked for a levy."], fine=["In 2009 the harbour asked for a levy."],
    )  # fmt: skip
    assert score.tried["date shifted"] == 2
    assert not [change for change in left(score) if change.startswith("law")]


def test_only_the_ways_asked_for(small: Rulebook) -> None:
    """They are tried as among all, and a rule that has no such change is left out."""
    every = {s.rule: s for s in scores(small)}
    some = {s.rule: s for s in scores(small, ways=("holder", "amount"))}
    assert {rule for rule, s in every.items() if {"holder dropped", "amount changed"} & set(s.tried)} == set(some)
    for rule, score in some.items():
        assert score.tried == {w: n for w, n in every[rule].tried.items() if w in ("holder dropped", "amount changed")}
        assert set(score.survivors) == {v for v in every[rule].survivors if v.way in score.tried}


def test_the_rules_stay_as_they_were(small: Rulebook) -> None:
    before = dict(small.compiled.patterns), list(small.compiled.rules)
    found = list(scores(small))
    assert [score.rule for score in found] == list(small.rules)
    assert (small.compiled.patterns, small.compiled.rules) == before
    assert all(score.mutants for score in found)


def test_a_fault_of_citations_that_no_example_shows_survives(tmp_path: Path) -> None:
    place = tmp_path / "mine" / "citations"
    place.mkdir(parents=True)
    code = {"id": "tc", "code": "TIDC", "from": 2001}
    (place / "codes.yaml").write_text(yaml.safe_dump({"citations": [code]}), encoding="utf-8")
    score = scored(
        tmp_path, "existence",
        citation={"faults": ["before", "ahead"]},
        flagged=["The Tide Court decided it in [1999] TIDC 4."],
        fine=["The Tide Court decided it in [2005] TIDC 4."],
    )  # fmt: skip
    assert score.tried == {"fault let go": 2}
    assert left(score) == ["without fault ahead"]
