"""The maker of exercises: a seed, and what is wished for, give an exercise that knows its answer and was verified."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain

from checker.errors import ViresError
from checker.rulebook.book import Rulebook
from checker.rulebook.model import Rule
from checker.training import statements
from checker.training.exercise import Exercise
from checker.training.lessons import lessons
from checker.training.material import Material, ordered

_TRIED = 40  # subjects, then numbers of one, before a wish counts as one that cannot be met
_FORMS: dict[str, Callable[[Material, Rule, int], Exercise | None]] = {
    "fine": statements.fine,
    "spot": statements.spot,
}


class Maker:
    """Makes exercises from the rules, as the law stands on a day.

    Args:
        book: the rules.
        as_of: the day that counts as today.
    """

    def __init__(self, book: Rulebook, as_of: date) -> None:
        self._material = Material(book, as_of)

    def rules(self, topic: str = "") -> tuple[str, ...]:
        """Return the ids of the rules that can be trained, those of one lesson where a topic is given.

        Raises:
            ViresError: if there is no such lesson.
        """
        self._known(topic, [lesson.id for lesson in lessons(self._material.book)], "lesson")
        return tuple(rule for rule, lesson in self._material.topics.items() if topic in ("", lesson))

    def draw(self, seed: int, *, topic: str = "", form: str = "", rule: str = "") -> Exercise:
        """Return an exercise: the same one for the same arguments, under the same rules and day.

        Args:
            seed: any number.
            topic: id of the lesson that it must belong to; any where empty.
            form: its form; any where empty.
            rule: id of the rule that it must train; any where empty.

        Raises:
            ViresError: if there is no such lesson, form or rule, or none that can be had together.
        """
        self._known(form, _FORMS, "form of exercise")
        rules = self.rules(topic)
        self._known(rule, rules, "rule that can be trained" + (f" in {topic}" if topic else ""))
        forms = [form] if form else ordered(_FORMS, "form", seed)
        for kind in forms:
            subjects = ordered([rule] if rule else rules, "subject", kind, seed)
            for subject, number in self._tries(subjects, seed):
                made = self._made(kind, subject, number)
                if made is not None:
                    return made
        wished = ", ".join(filter(None, (form, topic, rule)))
        raise ViresError(f"no exercise can be made for {wished}", cure="leave out the form, or name another rule")

    @staticmethod
    def _tries(subjects: list[str], seed: int) -> Iterator[tuple[str, int]]:
        first = ((subject, abs(seed)) for subject in subjects[:_TRIED])
        return chain(first, ((subjects[0], abs(seed) + more) for more in range(1, _TRIED)) if subjects else ())

    def make(self, id: str) -> Exercise:  # noqa: A002  it is what an exercise calls it
        """Return the exercise of an id.

        Raises:
            ViresError: if there is none.
        """
        form, _, rest = id.partition("/")
        subject, _, number = rest.rpartition("/")
        made = None
        if form in _FORMS and number.isascii() and number.isdigit() and subject in self._material.topics:
            made = self._made(form, subject, int(number))
        if made is None:
            raise ViresError(f"{id!r} is no exercise", cure="take its id from `vires train list`, or leave it out")
        return made

    def _made(self, form: str, subject: str, number: int) -> Exercise | None:
        return _FORMS[form](self._material, self._material.book.rules[subject], number)

    @staticmethod
    def _known(name: str, known: Iterable[str], what: str) -> None:
        among = list(known)
        if name and name not in among:
            near = difflib.get_close_matches(name, among, 1)
            cure = f"did you mean {near[0]}?" if near else f"there are {', '.join(among[:10])}"
            raise ViresError(f"{name!r} is no {what}", cure=cure)
