"""The closed world, cell by cell, on the made-up law of harbours."""

from __future__ import annotations

import pytest

from checker.law.matrix import Ground, Matrix, answer_of
from checker.rulebook.book import Rulebook


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


def ground(holds: bool, only: tuple[str, ...] = (), condition: str = "") -> Ground:
    return Ground("r", holds, only, condition, ())


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


def test_the_matrix_says_what_judging_finds(small: Rulebook, flagged) -> None:  # type: ignore[no-untyped-def]
    """A body whose kind does not hold the power is flagged for it; one whose kind is not covered is not."""
    cells = {(c.act, c.kind): c.answer for c in Matrix(small).cells()}
    assert cells["fine", "registry"] == "does not hold"
    assert flagged("The Harbour Registry fined the owner.") == ["registry-fines-nobody"]
    assert cells["fine", "police"] == "not covered"
    assert flagged("The Night Watch fined the owner.") == []
