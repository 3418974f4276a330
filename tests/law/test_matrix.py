"""The closed world, cell by cell, on the made-up law of harbours."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.law.matrix import Cell, Ground, Matrix, answer_of, answer_over_rights
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load_rulebook

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "small"
DAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    """The project's own rules."""
    return load_rulebook(cache=True)


def test_every_cell_is_answered(small: Rulebook) -> None:
    matrix = Matrix(small)
    cells = {(c.act, c.kind): c for c in matrix.cells()}
    assert {act for act, _ in cells} == {"decide", "fine", "grant-berth"} == set(matrix.acts)
    assert {kind for _, kind in cells} == {"court", "registry", "police"}
    assert cells["decide", "police"].answer == "does not hold"
    assert cells["decide", "police"].grounds[0].rule == "only-courts-decide"
    assert cells["decide", "police"].grounds[0].authorities == ("Harbours Act 1980 s.1",)
    assert cells["fine", "registry"].answer == "does not hold"
    assert cells["fine", "police"].answer == "not covered"


def test_filters(small: Rulebook) -> None:
    cells = list(Matrix(small).cells(["fine"], ["registry"], None))
    assert [(c.act, c.kind, c.right) for c in cells] == [("fine", "registry", "any")]


def ground(holds: bool, only: tuple[str, ...] = (), condition: str = "", rights: tuple[str, ...] = ()) -> Ground:
    return Ground("r", holds, only, condition, (), rights)


@pytest.mark.parametrize(
    ("grounds", "answer"),
    [
        ([], "not covered"),
        ([ground(True)], "holds"),
        ([ground(False)], "does not hold"),
        ([ground(True), ground(False)], "does not hold"),
        ([ground(True), ground(True, condition="x")], "holds"),
        ([ground(True), ground(False, condition="x")], "conditional"),
        ([ground(True, only=("a",))], "conditional"),
        ([ground(False, condition="x")], "conditional"),
    ],
)
def test_one_plain_denial_is_enough(grounds: list[Ground], answer: str) -> None:
    assert answer_of(grounds) == answer


def test_where_no_right_is_asked_for_a_denial_about_one_is_a_condition() -> None:
    """Whoever holds a power in general and not over berths holds it, on a condition; a plain denial still counts."""
    given, over_berths, denied = ground(holds=True), ground(holds=False, rights=("berth",)), ground(holds=False)
    assert answer_over_rights([given, over_berths]) == "conditional"
    assert answer_over_rights([given, denied]) == "does not hold"
    assert answer_over_rights([over_berths]) == "does not hold"
    assert answer_over_rights([given]) == "holds"


@pytest.mark.parametrize(
    ("grounds", "contradicted", "excepted"),
    [
        ([ground(True), ground(False)], True, False),
        ([ground(True), ground(False, rights=("berth",))], False, True),
        ([ground(True, rights=("berth",)), ground(False)], True, False),
        ([ground(True, rights=("berth",)), ground(False, rights=("berth",))], True, False),
        ([ground(True), ground(False, condition="x")], False, False),
        ([ground(True, only=("a",)), ground(False)], False, False),
        ([ground(True)], False, False),
    ],
)
def test_special_law_goes_before_general(grounds: list[Ground], contradicted: bool, excepted: bool) -> None:
    cell = Cell("a", "berth", "k", answer_of(grounds), tuple(grounds))
    assert (cell.contradicted, cell.excepted) == (contradicted, excepted)


def test_no_rule_gives_what_another_denies(book: Rulebook) -> None:
    """The law of the real rules: a cell that two rules answer differently is told with the rules, to be mended."""
    matrix = Matrix(book)
    wrong = {(c.act, c.right, c.kind, g.rule) for c in matrix.cells() if c.contradicted for g in c.grounds if g.plain}
    assert wrong == set()


def test_who_is_spared_is_not_covered_and_not_flagged(tmp_path: Path) -> None:
    """A rule that spares a body below one of those held against its list says nothing of it."""
    text = (SMALL / "powers" / "harbour.yaml").read_text(encoding="utf-8")
    own = tmp_path / "small"
    shutil.copytree(SMALL, own)
    changed = text.replace("holders: [court], among: [body]}", "holders: [court], spared: [police], among: [body]}")
    (own / "powers" / "harbour.yaml").write_text(changed, encoding="utf-8")
    book = load_rulebook([ROOT / "rules" / "language"], own=own)
    cells = {c.kind: c.answer for c in Matrix(book).cells(["decide"])}
    assert cells == {"court": "holds", "registry": "does not hold", "police": "not covered"}
    checker = Checker(book, DAY)
    assert [f.rule for f in checker.check(Draft.plain("d", "The Harbour Registry decided the dispute over the berth."))]
    assert not checker.check(Draft.plain("d", "The Night Watch decided the dispute over the berth."))


def test_the_matrix_says_what_judging_finds(small: Rulebook, flagged) -> None:  # type: ignore[no-untyped-def]
    """A body whose kind does not hold the power is flagged for it; one whose kind is not covered is not."""
    cells = {(c.act, c.kind): c.answer for c in Matrix(small).cells()}
    assert cells["fine", "registry"] == "does not hold"
    assert flagged("The Harbour Registry fined the owner.") == ["registry-fines-nobody"]
    assert cells["fine", "police"] == "not covered"
    assert flagged("The Night Watch fined the owner.") == []
