"""Amounts in a sentence against the amounts that a rule allows."""

from __future__ import annotations

from checker.judging.match import gap
from checker.quantities import Amount, same
from checker.rulebook.compiled import AmountTest
from checker.spans import Span


def right_amount(test: AmountTest, found: list[Amount], near: Span) -> Amount | None:
    """Return the amount nearest to `near` that the test names as right, or as the most or the least; or None."""
    named = [*test.right, *((test.dimension, bound) for bound in (test.at_most, test.at_least) if bound is not None)]
    right = [a for a in found if any(same(a, dimension, value) for dimension, value in named)]
    return min(right, key=lambda a: gap(a.span, near)) if right else None


def wrong_amount(test: AmountTest, found: list[Amount], near: Span) -> Amount | None:
    """Return the amount nearest to `near` that the test refuses, or None where one is right or none is there."""
    alike = {"duration", "workdays"}
    of_kind = [a for a in found if a.dimension == test.dimension or {a.dimension, test.dimension} == alike]
    if any(same(a, dimension, value) for a in of_kind for dimension, value in test.right):
        return None
    bounded = test.at_most is not None or test.at_least is not None
    refused = []
    for amount in of_kind:
        high = test.at_most is not None and amount.value > test.at_most * 1.001
        low = test.at_least is not None and amount.value < test.at_least * 0.999
        listed = any(same(amount, dimension, value) for dimension, value in test.wrong)
        if high or low or listed or not (bounded or test.wrong):
            refused.append(amount)
    return min(refused, key=lambda a: gap(a.span, near)) if refused else None
