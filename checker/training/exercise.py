"""What an exercise is: a task with its answer, the reason and the authority, made from one rule or more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Form = Literal["spot", "who", "mend", "route", "fine", "exam"]
FORMS: tuple[Form, ...] = get_args(Form)


@dataclass(frozen=True, slots=True)
class Source:
    """An authority as a lawyer cites it, and its public address where there is one."""

    cited: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Exercise:
    """A task that knows its answer.

    Attributes:
        id: stable for the same rules, form and seed: "who/power-injunction/17".
        form: `spot` marks the sentence that cannot be; `who` chooses a body or forum; `mend` rewrites an unsound text;
            `route` puts the steps of an appeal in order; `fine` says whether a text can be so; `exam` marks every
            sentence of a draft that cannot be.
        topic: id of the lesson that it belongs to.
        level: 1 (plain) to 3 (tempting).
        rules: ids of the rules that it trains; empty for a sound text.
        question: what is asked, in a sentence.
        text: what is to be read before answering; "" where the question says it all.
        options: what is chosen from: sentences of `text`, bodies, steps, or "It can be so." and "It cannot be so.".
            Empty for `mend`.
        answer: indices into `options` of what is right; in the right order for `route`; empty for `mend`, and for an
            exam of a sound draft.
        model: for `mend`, a text that is sound; "" otherwise.
        near: near misses, texts that look like the mistake and are sound: one, or in an exam one for each rule; none
            for a sound text, which is one itself.
        reasons: one for each rule, or in a route one for each decision: why, in words; for a sound text, the law that
            it keeps.
        sources: the authorities that say so.
    """

    id: str
    form: Form
    topic: str
    level: int
    rules: tuple[str, ...]
    question: str
    text: str
    options: tuple[str, ...]
    answer: tuple[int, ...]
    model: str
    near: tuple[str, ...]
    reasons: tuple[str, ...]
    sources: tuple[Source, ...]
