"""The maker of exercises: a seed, and what is wished for, give an exercise that knows its answer and was verified."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checker.errors import ViresError
from checker.rulebook.book import Rulebook
from checker.rulebook.model import Course, Rule, SoundDraft
from checker.training import passages, roads, statements
from checker.training.exercise import Exercise, Source
from checker.training.lessons import lessons
from checker.training.material import Material, ordered
from checker.training.mend import mend
from checker.training.rewrite import Judged, judge
from checker.training.who import who

_TRIED = 40  # subjects, then numbers of one, before a wish counts as one that cannot be met
_TRIED_ELSE = 6
_AGAIN = 12


_Trained = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Sort:
    """What exercises of a form can be about, and how one is made.

    Attributes:
        subjects: gives their ids, each with the rules that one about it may train.
        made: makes the one about a subject with a number, if there is one.
    """

    subjects: Callable[[Material], _Trained]
    made: Callable[[Material, str, int], Exercise | None]


def _of_rules(makes: Callable[[Material, Rule, int], Exercise | None]) -> _Sort:
    return _Sort(
        lambda m: {rule: (rule,) for rule in m.topics}, lambda m, rule, number: makes(m, m.book.rules[rule], number)
    )


def _of_paths(
    trained: Callable[[Material], _Trained], makes: Callable[[Material, Course, int], Exercise | None]
) -> _Sort:
    return _Sort(trained, lambda m, path, number: makes(m, m.law.paths[path], number))


def _of_drafts(makes: Callable[[Material, SoundDraft, int], Exercise | None]) -> _Sort:
    """Drafts train rules that are not known before they are told otherwise."""
    return _Sort(
        lambda m: dict.fromkeys(m.book.drafts, ()), lambda m, draft, number: makes(m, m.book.drafts[draft], number)
    )


_FORMS: Mapping[str, tuple[_Sort, ...]] = {  # sorts are drawn alike: what stands twice is drawn more often
    "fine": (_of_rules(statements.fine),),
    "spot": (_of_rules(statements.spot), _of_drafts(passages.spot)),
    "who": (_of_rules(who), _of_rules(who), _of_paths(roads.trained_by_forum, roads.forum)),
    "mend": (_of_rules(mend), _of_rules(mend), _of_drafts(passages.mend)),
    "route": (_of_paths(roads.trained_by_route, roads.route),),
    "exam": (_of_drafts(passages.exam),),
}


class Maker:
    """Makes exercises from the rules, as the law stands on a day.

    Args:
        book: the rules.
        as_of: the day that counts as today.
    """

    def __init__(self, book: Rulebook, as_of: date) -> None:
        self._material = Material(book, as_of)
        self._known_subjects: dict[tuple[str, int], _Trained] = {}

    def rules(self, topic: str = "") -> tuple[str, ...]:
        """Return the ids of the rules that can be trained, those of one lesson where a topic is given.

        Raises:
            ViresError: if there is no such lesson.
        """
        self._known(topic, [lesson.id for lesson in lessons(self._material.book)], "lesson")
        return tuple(rule for rule, lesson in self._material.topics.items() if topic in ("", lesson))

    def knows(self, topic: str = "", rule: str = "") -> None:
        """See that there are a lesson and, in it, a rule that can be trained; "" is any.

        Raises:
            ViresError: if there are not.
        """
        self._known(rule, self.rules(topic), "rule that can be trained" + (f" in {topic}" if topic else ""))

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
        self.knows(topic, rule)
        for kind in [form] if form else ordered(_FORMS, "form", seed):
            for place in ordered(range(len(_FORMS[kind])), "sort", kind, seed):
                sort = _FORMS[kind][place]
                subjects = [
                    subject
                    for subject, trained in self._subjects(kind, place).items()
                    if (not rule or rule in trained) and topic in ("", *self._topics(subject, trained))
                ]
                for subject, number in self._tries(ordered(subjects, "subject", kind, seed), abs(seed), bool(form)):
                    made = sort.made(self._material, subject, number)
                    if made is None or (rule and rule != subject and rule not in made.rules):
                        continue
                    if topic in ("", made.topic):
                        return made
        wished = ", ".join(filter(None, (form, topic, rule)))
        raise ViresError(f"no exercise can be made for {wished}", cure="leave out the form, or name another rule")

    @staticmethod
    def _tries(subjects: list[str], number: int, insist: bool) -> Iterator[tuple[str, int]]:
        """Yield subjects and numbers in the order in which they are tried: every subject once, then the first again.

        Where no form was asked for, a form that few subjects serve gives way soon to another.
        """
        yield from ((subject, number) for subject in subjects[: _TRIED if insist else _TRIED_ELSE])
        if insist or len(subjects) == 1:
            yield from ((subject, number + more) for more in range(1, _AGAIN) for subject in subjects[:3])

    def _subjects(self, form: str, place: int) -> _Trained:
        if (form, place) not in self._known_subjects:
            self._known_subjects[form, place] = _FORMS[form][place].subjects(self._material)
        return self._known_subjects[form, place]

    def _topics(self, subject: str, trained: tuple[str, ...]) -> set[str]:
        """Return the lessons that an exercise about a subject may belong to."""
        draft = self._material.book.drafts.get(subject) if not trained else None
        return {draft.lesson} if draft else {self._material.topics[rule] for rule in trained}

    def make(self, id: str) -> Exercise:  # noqa: A002  it is what an exercise calls it
        """Return the exercise of an id.

        Raises:
            ViresError: if there is none.
        """
        form, _, rest = id.partition("/")
        subject, _, number = rest.rpartition("/")
        if number.isascii() and number.isdigit():
            for place, sort in enumerate(_FORMS.get(form, ())):
                if subject in self._subjects(form, place):
                    made = sort.made(self._material, subject, int(number))
                    if made is not None:
                        return made
        raise ViresError(f"{id!r} is no exercise", cure="take an id as exercises show it, such as fine/term-jury/1")

    def judge(self, exercise: Exercise, answer: str) -> Judged:
        """Judge the rewrite of a text that was to be put right."""
        return judge(self._material, exercise, answer)

    def cite(self, rule: str, *texts: str) -> tuple[Source, ...]:
        """Return the authorities that a rule has for a sentence, and for what it stands in."""
        return self._material.sources(self._material.book.rules[rule], *texts)

    @staticmethod
    def _known(name: str, known: Iterable[str], what: str) -> None:
        among = list(known)
        if name and name not in among:
            near = difflib.get_close_matches(name, among, 1)
            cure = f"did you mean {near[0]}?" if near else f"there are {', '.join(among[:10])}"
            raise ViresError(f"{name!r} is no {what}", cure=cure)
