"""Exercises put together for a class: variants, and what a worksheet and an answer sheet say of each exercise."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from checker.errors import ViresError
from checker.training.exercise import Exercise, Form
from checker.training.session import about

MOST_VARIANTS = 200
_BEYOND = 1 << 32
_BETWEEN = 26  # numbers of variants for which a seed has exercises of its own
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_TRIES = 20  # draws for each exercise at most
_BARREN = 40  # draws in a row that bring nothing new, before there are too few different exercises
_STALE = 100  # draws in a row that bring but other exercises on texts that are there, before these must do
_ASKED: dict[Form, str] = {
    "spot": "Tick one.",
    "who": "Tick one.",
    "mend": "Change as little as you can.",
    "route": "Number the steps from 1.",
    "fine": "Tick one.",
    "exam": "Tick every sentence that cannot be so; there may be none.",
}
_WRITING_LINES = 5
_PARAGRAPH = re.compile(r"\n\s*\n")
_FACTS = re.compile(r"(?:[A-Z]\w*: [^\n]+(?:\n|\Z))+")  # "Place: Scotland": each stands on a line of its own


@dataclass(frozen=True, slots=True)
class Item:
    """An exercise as a worksheet sets it.

    Attributes:
        exercise: the exercise.
        number: counted through the sheet, from 1.
        asked: how it is to be answered.
        paragraphs: what is to be read first; nothing where the choices are the sentences of the text.
        choices: what is chosen from, each with its letter.
        lines: how many lines there are to write on.
    """

    exercise: Exercise
    number: int
    asked: str
    paragraphs: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    lines: int

    @property
    def ordered(self) -> bool:
        """Whether the choices are to be numbered, not ticked."""
        return self.exercise.form == "route"

    @property
    def right(self) -> tuple[tuple[str, str], ...]:
        """The right choices with their letters, in the right order where there is one."""
        return tuple(self.choices[at] for at in self.exercise.answer)

    @property
    def said(self) -> str:
        """What the answer is, in a few words: the letters; or that nothing is wrong."""
        if self.exercise.form == "mend":
            return "one way to put it right"
        if not self.exercise.answer:
            return "none: all of it can be so"
        return (", then " if self.ordered else ", ").join(letter for letter, _ in self.right)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A variant: its letter ("" where there is only one), and its exercises."""

    title: str
    letter: str
    items: tuple[Item, ...]

    @property
    def heading(self) -> str:
        """The title, and which variant it is."""
        return f"{self.title} - variant {self.letter.upper()}" if self.letter else self.title


def draw(
    make: Callable[[int], Exercise], count: int, seed: int, variants: int, told: Callable[[], None] = lambda: None
) -> list[tuple[Exercise, ...]]:
    """Return the exercises of each variant: different ones within a variant, and from one to the next where possible.

    Within a variant no two are about the same text or draft, as long as there are others.

    Args:
        make: gives the exercise of a seed.
        count: how many exercises a variant has.
        seed: the same one gives the same variants; more variants leave the first ones as they were.
        variants: how many there are.
        told: called for each that was found.

    Raises:
        ViresError: if there are fewer different exercises than asked for; and what `make` raises.
    """
    made: list[tuple[Exercise, ...]] = []
    used: set[str] = set()
    for number in range(variants):
        first = _first(seed, number) * count * _TRIES
        own: dict[str, Exercise] = {}
        spare: dict[str, Exercise] = {}
        again: dict[str, Exercise] = {}  # on a text that is there
        texts: dict[str, set[str]] = {"own": set(), "spare": set()}
        barren = stale = 0
        for at in range(count * _TRIES):
            exercise = make(first + at)
            asks, on = _asks(exercise), about(exercise)
            if asks in own or asks in spare or asks in again:
                barren, stale = barren + 1, stale + 1
            elif asks in used:
                barren, stale = 0, stale + 1
                (spare if on.isdisjoint(texts["spare"]) else again)[asks] = exercise
                texts["spare"] |= on
            elif on.isdisjoint(texts["own"]):
                barren = stale = 0
                own[asks] = exercise
                texts["own"] |= on
                told()
            else:
                barren, stale = 0, stale + 1
                again[asks] = exercise
            if len(own) == count or barren == _BARREN or stale == _STALE:
                break
        fresh = {asks: exercise for asks, exercise in spare.items() if about(exercise).isdisjoint(texts["own"])}
        chosen = list((own | fresh | again | spare).items())[:count]
        if len(chosen) < count:
            what = f"there are only {len(chosen)} different exercises of this kind"
            raise ViresError(what, cure="ask for fewer with --count, or leave out --form, --rule or --topic")
        used |= {key for key, _ in chosen}
        made.append(tuple(exercise for _, exercise in chosen))
    return made


def sheets(title: str, variants: list[tuple[Exercise, ...]]) -> list[Sheet]:
    """Return a sheet a variant.

    Args:
        title: of all of them.
        variants: the exercises of each.
    """
    return [
        Sheet(
            title,
            lettered(place) if len(variants) > 1 else "",
            tuple(item(exercise, number) for number, exercise in enumerate(exercises, 1)),
        )
        for place, exercises in enumerate(variants)
    ]


def lettered(place: int) -> str:
    """Return the letters of a place, from 0: a to z, then aa, ab and so on."""
    more, last = divmod(place, len(LETTERS))
    return (lettered(more - 1) if more else "") + LETTERS[last]


def item(exercise: Exercise, number: int) -> Item:
    """Return an exercise as a worksheet sets it."""
    sentences = all(option in exercise.text for option in exercise.options) and exercise.form in ("spot", "exam")
    text = "" if sentences else exercise.text
    parts = text.split("\n") if _FACTS.fullmatch(text) else _PARAGRAPH.split(text)
    return Item(
        exercise,
        number,
        _ASKED[exercise.form],
        tuple(" ".join(part.split()) for part in parts if part.strip()),
        tuple((lettered(at), option) for at, option in enumerate(exercise.options)),
        _WRITING_LINES if exercise.form == "mend" else 0,
    )


def _first(seed: int, number: int) -> int:
    """Return the place of a variant's first draw: the first 26 of a seed stand together, the others far beyond."""
    more, last = divmod(number, _BETWEEN)
    return more * _BEYOND + seed * _BETWEEN + last


def _asks(exercise: Exercise) -> str:
    """Return what makes two exercises the same to a learner."""
    return "\n".join((exercise.form, exercise.question, exercise.text, *sorted(exercise.options)))
