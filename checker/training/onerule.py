"""An exercise on one rule: what is the same for all of them."""

from __future__ import annotations

from typing import cast

from checker.rulebook.model import Rule
from checker.training.exercise import Exercise, Form
from checker.training.material import Material

TODAY = "Today it is this."  # in a reason that tells itself of which day the law is


def on_rule(  # noqa: PLR0913  what an exercise is made of
    material: Material, rule: Rule, id: str, text: str, *, asks: tuple[str, str], level: int, reason: str,  # noqa: A002
    cited: tuple[str, ...] = (), options: tuple[str, ...] = (), answer: str = "", model: str = "",
    near: tuple[str, ...] = (),
) -> Exercise:  # fmt: skip
    """Return an exercise that trains one rule, of the lesson that the rule belongs to.

    Args:
        material: what to ask.
        rule: the rule.
        id: that of the exercise; it starts with the form.
        text: what is to be read.
        asks: the question where the rule tells errors, and where it tells what a careful editor would change.
        level: how hard it is.
        reason: why the answer is right.
        cited: the sentence, and what it stands in, whose rights say which authorities are told; the text where empty.
        options: what is chosen from.
        answer: which of them is right; "" where nothing is chosen.
        model: a sound text, where one is to be written.
        near: near misses.
    """
    dated = material.dated(rule, (cited or (text,))[0])
    return Exercise(
        id=id,
        form=cast("Form", id.partition("/")[0]),
        topic=material.topics[rule.id],
        level=level,
        rules=(rule.id,),
        question=asks[rule.severity != "error"],
        text=text,
        options=options,
        answer=(options.index(answer),) if answer else (),
        model=model,
        near=near,
        reasons=(reason if not dated or TODAY in reason else f"{reason} {dated}",),
        sources=material.sources(rule, *(cited or (text,))),
    )
