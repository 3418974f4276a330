"""What a rewrite must be to be right: nothing in it that nothing confirms, and a sentence."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from checker.rulebook.load import load_rulebook
from checker.training.exercise import Exercise
from checker.training.make import Maker
from checker.training.onerule import on_rule

_MAKER = Maker(load_rulebook(cache=True), date(2026, 11, 26))


def exercise(rule: str, text: str, model: str) -> Exercise:
    material = _MAKER._material
    return on_rule(
        material, material.book.rules[rule], f"mend/{rule}/1", text, asks=("", ""), level=1, reason="", model=model
    )


INJUNCTION = exercise(
    "power-injunction",
    "The Intellectual Property Office granted an injunction against the importer.",
    "The Patents Court granted an injunction against the importer.",
)
SENTENCE = exercise(
    "computer-misuse-act-scope",
    "Unauthorised access under section 1 of the Computer Misuse Act 1990 carries up to 15 years in prison.",
    "Section 1 of the Computer Misuse Act 1990 carries up to two years in prison.",
)
DESIGN = exercise(
    "supplementary-design-misstated",
    "Supplementary unregistered design lasts 15 years in the UK.",
    "Supplementary unregistered design lasts three years in the UK.",
)
APPEAL = exercise(
    "route-small-claims-appeal-enterprise-judge",
    "There is no appeal from a decision in the IPEC small claims track.",
    "With permission, a decision in the IPEC small claims track can be appealed to an enterprise judge.",
)
COSTS = exercise(
    "costs-follow-the-event",
    "The loser in an English patent case pays no costs.",
    "The loser in an English patent case pays costs as the court assesses them.",
)
WRIT = exercise(
    "term-plaintiff-complaint",
    "In 2001 the plaintiff had its writ sealed in the Chancery Division in London.",
    "In 2001 the claimant issued a claim form in the Chancery Division in London.",
)


_TABLE = yaml.safe_load(Path(__file__).with_name("rewrites.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", _TABLE, ids=lambda row: row["model"][:40])
def test_rewrites_by_hand(row: dict[str, Any]) -> None:
    """No bad one is told right; of the good ones, most are, and none is told wrong."""
    about = exercise(row["rule"], row["text"], row["model"])
    told = {kind: [_MAKER.judge(about, answer).verdict for answer in row.get(kind, ())] for kind in row}
    assert _MAKER.judge(about, about.text).verdict == "wrong"
    assert _MAKER.judge(about, about.model).right
    assert set(told.get("right", ())) <= {"right"}
    assert set(told.get("open", ())) <= {"open"}
    assert "right" not in told.get("never", ())


def test_the_table_is_large() -> None:
    count = {kind: sum(len(row.get(kind, ())) for row in _TABLE) for kind in ("right", "open", "never")}
    assert count["never"] >= 60
    assert count["right"] >= 30
    assert count["open"] <= count["right"] / 3


@pytest.mark.parametrize(
    ("about", "answer"),
    [
        (INJUNCTION, "The High Court granted an injunction against the importer."),
        (INJUNCTION, "An injunction was granted against the importer by a judge of the Patents Court."),
        (SENTENCE, "Unauthorised access under section 1 of the Computer Misuse Act 1990 carries no more than 2 years in jail."),
        (DESIGN, "Supplementary unregistered design lasts for 3 years in the UK."),
        (DESIGN, "In the UK a supplementary unregistered design is protected for three years."),
        (APPEAL, "A decision in the IPEC small claims track can be appealed, with permission, to an enterprise judge."),
        (COSTS, "In an English patent case the loser pays costs as the court assesses them."),
        (WRIT, "In 2001 the claimant had its claim form sealed in the Chancery Division in London."),
    ],
)  # fmt: skip
def test_a_good_rewrite_in_other_words_is_right(about: Exercise, answer: str) -> None:
    judged = _MAKER.judge(about, answer)
    assert judged.verdict == "right", judged.why


BLOCKING = exercise(
    "website-blocking-only-by-a-court",
    "Blocking orders against British internet providers come from Ofcom.",
    "Blocking orders against British internet providers come from the High Court.",
)
TRIBUNAL = exercise(
    "tribunal-hears-ip-claims",
    "In May the firm issued a claim for infringement of copyright in the Investigatory Powers Tribunal.",
    "In May the firm issued a claim for infringement of copyright in the High Court.",
)
LIMITATION = exercise(
    "limitation-of-ip-claims",
    "A copyright owner in England must sue within two years of the infringement.",
    "A copyright owner in England must sue within six years of the infringement.",
)
GRANT = exercise(
    "power-grant-patent",
    "The Ministry of Defence, which had granted the patent in 2016, took no part.",
    "The Intellectual Property Office, which had granted the patent in 2016, took no part.",
)
CASE = exercise(
    "ministers-command-no-court",
    "The Business Secretary took the patent case away from the court, lawyers say.",
    "The Business Secretary has no say in the patent case, lawyers say.",
)


@pytest.mark.parametrize(
    ("about", "answer"),
    [
        (BLOCKING, "Blocking orders against British internet providers come from the High Court on the orders of Ofcom."),
        (TRIBUNAL, "In May the firm issued a claim for infringement of copyright in the Patents Court."),
        (TRIBUNAL, "In May the firm issued a claim for infringement of copyright in the Court of Appeal."),
        (SENTENCE, "Unauthorised access under section 1 of the Computer Misuse Act 1990 carries at least two years in prison."),
        (LIMITATION, "A copyright owner in England must wait six years before suing for the infringement."),
        (GRANT, "The Intellectual Property Office, which had halted the trial in 2016, took no part."),
        (CASE, "The court took the patent case away from the Business Secretary, lawyers say."),
    ],
)  # fmt: skip
def test_what_nothing_confirms_is_not_right(about: Exercise, answer: str) -> None:
    assert _MAKER.judge(about, about.model).right
    assert not _MAKER.judge(about, answer).right


@pytest.mark.parametrize(
    ("about", "answer", "why"),
    [
        (DESIGN, "Supplementary unregistered design lasts three years in the UK from the day on which her son died.", "son"),
        (APPEAL, "A decision in the IPEC small claims track can be appealed to an enterprise judge within three years.",
         "three years"),
        (SENTENCE, SENTENCE.model[:-1] + ", imposed by the Intellectual Property Office.", "Intellectual Property Office"),
        (WRIT, "In 2001 the claimant had its claim form sealed by MI5 in the Chancery Division in London.", "MI5"),
        (COSTS, "The shareholder in an English patent case pays the winner's costs.", "shareholder"),
        (INJUNCTION, "The village postman granted an injunction against the importer.", "postman"),
        (INJUNCTION, "Injunction the importer High Court against granted an.", ""),
        (COSTS, "The loser in an English patent case usually pays the winner's costs.", "winner"),
    ],
)  # fmt: skip
def test_words_that_nothing_confirms_leave_it_open(about: Exercise, answer: str, why: str) -> None:
    """Be they another mistake or another way to say what is so. And it is told which words these are."""
    judged = _MAKER.judge(about, answer)
    assert judged.verdict == "open"
    assert why in judged.why


def test_the_words_of_the_model_without_their_order_are_hardly_ever_an_answer() -> None:
    """Where at most one pair of words still stands together: of sixty heaps of words three at most are taken for sense."""
    taken, chance = 0, Random(6)
    for about in (INJUNCTION, SENTENCE, DESIGN, APPEAL, COSTS, WRIT):
        words, heaps = about.model.rstrip(".").split(), 0
        while heaps < 10:
            mixed = chance.sample(words, len(words))
            if len(set(pairwise(words)) & set(pairwise(mixed))) <= 1:
                heaps += 1
                taken += _MAKER.judge(about, " ".join(mixed).capitalize() + ".").right
    assert taken <= 3
