"""A session of exercises at the keyboard: what is asked, what is answered, and why it is right or wrong."""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic

from checker.cli.sheet import Entry
from checker.cli.terminal import Terminal, TimeUp, within
from checker.errors import ViresError
from checker.reports.excerpt import one_line
from checker.training.exercise import Exercise, Source
from checker.training.progress import Progress, sound
from checker.training.rewrite import Judged
from checker.training.session import Chooser, Outcome, answered, judged, rewritten
from checker.training.store import Answer, Session, Store

_LOOKED_BACK = 20  # exercises of a session that goes on, whose texts are not put again
_DIGITS = 4  # of a number that names a choice
_KEYS = {
    "spot": "Answer with the number of the sentence that cannot be so.",
    "who": "Answer with the number of your choice.",
    "fine": "Answer 1 if it can be so, 2 if it cannot.",
    "route": "Answer with the numbers of the steps in their order, as 3 1 2.",
    "exam": "Answer with the numbers of all sentences that cannot be so, as 2 5, or 0 if there are none.",
    "mend": "Answer with the whole text, put right, in one line; in a terminal the line holds it already.",
}
_PROMPT = {
    "spot": "Which sentence?",
    "who": "Which?",
    "fine": "1 or 2?",
    "route": "In which order?",
    "exam": "Which sentences?",
    "mend": "Put right:",
}
_SEVERAL, _MARKED = ("route", "exam"), ("spot", "exam")
_QUIT, _UNKNOWN, _HELP = "q", "s", "?"
_HELP_LINES = (
    "s shows the answer, which counts as not right; q leaves, and so do Ctrl-C and Ctrl-D.",
    "All that was answered is kept: `vires train` goes on where you left.",
)
_BAR = "  | "
_MOST_CITED, _MOST_CITED_IN_EXAM = 4, 2


class Left(Exception):  # noqa: N818  no error
    """The trainee leaves."""


@dataclass(frozen=True, slots=True)
class Teacher:
    """What a session asks of those who know.

    Attributes:
        chooser: gives the next exercise.
        make: makes an exercise again by its id.
        judge: judges a text that was to be put right.
        cite: gives the authorities that a rule has for a sentence of a text.
    """

    chooser: Chooser
    make: Callable[[str], Exercise]
    judge: Callable[[Exercise, str], Judged]
    cite: Callable[[str, str, str], Sequence[Source]]


class Play:
    """A session, played.

    Args:
        store: where answers are kept.
        session: what is begun or continued.
        teacher: what gives exercises and judges them.
        titles: of the topics.
        terminal: where it is played.
    """

    def __init__(
        self, store: Store, session: Session, teacher: Teacher, titles: Mapping[str, str], terminal: Terminal
    ) -> None:
        self._store, self._session, self._teacher = store, session, teacher
        self._titles, self._terminal = titles, terminal
        self._progress = Progress(store.answers())
        minutes = session.settings.minutes
        self._ends = session.began + timedelta(minutes=minutes) if minutes else None

    def run(self, greeting: str = "") -> None:
        """Ask until all is done, the time is up, or the trainee leaves; the greeting stands before the first exercise.

        Raises:
            Left: if the trainee leaves before the end.
            EOFError, KeyboardInterrupt: likewise.
            StoreError: if an answer cannot be kept.
        """
        done = self._session.answered
        for answer in self._store.answers(self._session.id)[-_LOOKED_BACK:] if done else ():
            with contextlib.suppress(ViresError):  # the rules have changed since
                self._teacher.chooser.seen(self._teacher.make(answer.exercise))
        last: tuple[str, ...] = ()
        late: Exercise | None = None
        try:
            while done < self._session.settings.count:
                late = exercise = self._next(done, last)
                if greeting:
                    self._terminal.hint(greeting)
                    greeting = ""
                answer, outcome, why = self._asked(exercise, done)
                level = self._progress.level(exercise.topic)
                done, last = self._store.record(self._session.id, answer), exercise.rules or (sound(exercise.topic),)
                self._progress.add(answer)
                late = None
                if self._ends is None:
                    self._explain(exercise, outcome, why)
                    self._rise(exercise.topic, level)
                    if done < self._session.settings.count:
                        self._pause()
        except TimeUp:
            self._terminal.say()
            self._terminal.say("Time is up.", "bold")
        self._store.end(self._session.id, datetime.now(UTC))
        self._close(late)

    def _next(self, done: int, last: tuple[str, ...]) -> Exercise:
        """Return the exercise that waits for an answer, or else the next, which is kept as waiting."""
        if done == self._session.answered and self._session.asked:
            with contextlib.suppress(ViresError):  # unless the rules have changed since
                return self._teacher.make(self._session.asked)
        exercise = self._teacher.chooser.next(done, self._progress, datetime.now(UTC), last)
        if self._ends is not None and not done:  # the clock runs from the first draft, not while it is being made
            self._ends = datetime.now(UTC) + timedelta(minutes=self._session.settings.minutes)
            self._store.start(self._session.id, datetime.now(UTC))
        self._store.ask(self._session.id, exercise.id)
        return exercise

    def _asked(self, exercise: Exercise, done: int) -> tuple[Answer, Outcome, str]:
        """Ask, and return the answer to keep, how right it is, and, of a rewriting, what is said of it."""
        self._show(exercise, done)
        begun = monotonic()
        while True:
            line = self._line(exercise)
            try:
                outcome, why = self._judged(exercise, line)
            except ValueError as wrong:
                self._terminal.hint(f"{wrong}; {_HELP} shows how to answer.")
                continue
            return answered(exercise, outcome, line, datetime.now(UTC), monotonic() - begun), outcome, why

    def _line(self, exercise: Exercise) -> str:
        """Return the line that is answered, once it is neither empty nor a wish for help."""
        while True:
            left = (self._ends - datetime.now(UTC)).total_seconds() if self._ends else None
            with within(left):
                clock = f"[{_clock(left)}] " if left is not None else ""
                given = one_line(exercise.text) if exercise.form == "mend" else ""
                line = _wish(self._terminal.ask(f"{clock}{_PROMPT[exercise.form]} ", given), given)
            if line.casefold() == _QUIT:
                raise Left
            if line == _HELP:
                for part in (_KEYS[exercise.form], *_HELP_LINES):
                    self._terminal.hint(part)
            elif line:
                return line

    def _judged(self, exercise: Exercise, line: str) -> tuple[Outcome, str]:
        """Return how right an answer is.

        Raises:
            ValueError: if it is none.
        """
        if line.casefold() == _UNKNOWN:
            return Outcome(0.0, exercise.rules, (), exercise.answer), ""
        if exercise.form == "mend":
            judgement = self._teacher.judge(exercise, line)
            return rewritten(exercise, judgement.verdict), "" if judgement.right else judgement.why
        return judged(exercise, chosen(exercise, line)), ""

    def _show(self, exercise: Exercise, done: int) -> None:
        say = self._terminal.say
        count = self._session.settings.count
        about = f"Draft {done + 1} of {count}" if self._ends else f"{done + 1} of {count}"
        where = "" if self._ends else f" · {self._titles.get(exercise.topic, exercise.topic)} · level {exercise.level}"
        say()
        say(about + where, "dim")
        say(exercise.question, "bold")
        say()
        numbered = _numbered(exercise)
        if numbered or exercise.text:
            say(numbered or exercise.text, lead=_BAR, then=_BAR)
        if not numbered and exercise.options:
            if exercise.text:
                say()
            for number, option in enumerate(exercise.options, 1):
                say(one_line(option), lead=f"{number:>3}  ")
        say()

    def _explain(self, exercise: Exercise, outcome: Outcome, why: str = "") -> None:
        """Write whether an answer was right, why, on which authority, and what looks like the mistake and is sound."""
        if self._terminal.live:
            self._terminal.say()
        title, style = ("Right.", "bold green") if outcome.right else ("Not right.", "bold red")
        if 0 < outcome.share < 1:
            title, style = "Neither right nor wrong." if exercise.form == "mend" else "In part.", "bold yellow"
        entries: list[Entry] = [(title, "", None), ("your text" if outcome.share else "still wrong", why, None)]
        if not outcome.right:
            entries += _solution(exercise)
        if exercise.form == "exam":
            entries += self._sentence_by_sentence(exercise, outcome)
        else:
            entries += [("can be so", exercise.options[i], None) for i in outcome.wrong if exercise.form == "spot"]
            entries += [("why", reason, None) for reason in dict.fromkeys(exercise.reasons) if reason != why]
            entries += [*_authorities(exercise.sources, _MOST_CITED), *map(_near, exercise.near)]
        entries.append(("more", ", ".join(f"vires explain {rule}" for rule in exercise.rules), None))
        entries.append(("comes back", self._again(exercise), None))
        self._terminal.table(entries, style)

    def _sentence_by_sentence(self, exercise: Exercise, outcome: Outcome) -> list[Entry]:
        """Return what was found, overlooked and wrongly marked, in the order of the text, each mistake with its reason
        and authority; an exam has them in the order of its answer.
        """  # fmt: skip
        entries: list[Entry] = []
        told = zip(exercise.reasons, exercise.rules, exercise.near, strict=False)
        mistakes = dict(zip(exercise.answer, told, strict=False))
        for i in sorted({*outcome.found, *outcome.overlooked, *outcome.wrong}):
            label = "can be so" if i in outcome.wrong else "found" if i in outcome.found else "overlooked"
            entries.append((label, f"{i + 1}: {exercise.options[i]}", None))
            if i in mistakes:
                reason, rule, near = mistakes[i]
                entries += [
                    ("why", reason, None),
                    *_authorities(self._teacher.cite(rule, exercise.options[i], exercise.text), _MOST_CITED_IN_EXAM),
                ]
                entries.append(_near(near))
        return entries

    def _again(self, exercise: Exercise) -> str:
        due = [self._progress.due(rule) for rule in exercise.rules or (sound(exercise.topic),)]
        return _soon(min(when for when in due if when) - datetime.now(UTC)) if all(due) else ""

    def _rise(self, topic: str, before: int) -> None:
        level = self._progress.level(topic)
        if level != before:
            way = "harder" if level > before else "easier"
            self._terminal.say()
            self._terminal.say(f"{self._titles.get(topic, topic)} goes on at level {level}, which is {way}.", "bold")

    def _pause(self) -> None:
        """Let the trainee read, where one sits at the keyboard."""
        if self._terminal.live and self._terminal.ask("\nEnter goes on, q leaves. ").casefold() == _QUIT:
            raise Left

    def _close(self, late: Exercise | None) -> None:
        """Write how the session went; of an exam, each draft with what was found and overlooked, and that which was not
        answered in time; that counts for nothing.
        """  # fmt: skip
        answers = self._store.answers(self._session.id)
        if self._ends is not None:
            for number, answer in enumerate(answers, 1):
                with contextlib.suppress(ViresError):  # the rules have changed since
                    exercise = self._teacher.make(answer.exercise)
                    self._terminal.say()
                    self._terminal.say(f"Draft {number}", "bold")
                    self._explain(exercise, *self._judged(exercise, answer.given))
        if late is not None:
            self._terminal.say()
            self._terminal.say(f"Draft {len(answers) + 1}, not answered in time", "bold")
            self._explain(late, Outcome(0.0, (), (), late.answer))
        count = self._session.settings.count
        self._terminal.say()
        right = sum(answer.share == 1 for answer in answers)
        entries: list[Entry] = [(f"{right} of {count} right.", "", None)]
        by_topic: dict[str, list[Answer]] = defaultdict(list)
        for answer in answers:
            by_topic[answer.topic].append(answer)
        for topic, given in by_topic.items():
            told = f"{sum(answer.share == 1 for answer in given)} of {len(given)}, level {self._progress.level(topic)}"
            entries.append((self._titles.get(topic, topic), told, None))
        self._terminal.table(entries)
        self._terminal.hint("vires train goes on with more; vires train stats shows how far you are.")


def _wish(line: str, given: str) -> str:
    """Return a line, or the key alone that was struck behind the text that stood in it to begin with."""
    key = line.removeprefix(given).strip() if given and line.startswith(given) else ""
    return key if key.casefold() in (_QUIT, _HELP, _UNKNOWN) else line


def chosen(exercise: Exercise, line: str) -> tuple[int, ...]:
    """Return the indices of the options that a line names by their numbers.

    Raises:
        ValueError: if it names none, another than there are, or more than may be chosen.
    """
    words = re.split(r"[\s,;>.-]+", line.strip(" \t,;>.-"))
    if exercise.form == "exam" and [word.casefold() for word in words] in (["0"], ["none"]):
        return ()
    most = len(exercise.options)
    if not all(len(word) <= _DIGITS and word.isascii() and word.isdigit() and 1 <= int(word) <= most for word in words):
        raise ValueError(f"Answer with numbers from 1 to {most}")
    found = tuple(dict.fromkeys(int(word) - 1 for word in words))
    if exercise.form not in _SEVERAL and len(found) > 1:
        raise ValueError("Choose one")
    if exercise.form == "route" and len(found) != len(exercise.answer):
        raise ValueError(f"Put {len(exercise.answer)} steps in order")
    return found


def _numbered(exercise: Exercise) -> str:
    """Return the text with a number before each sentence that can be chosen; "" where these are not all in it."""
    if exercise.form not in _MARKED:
        return ""
    parts, at = [], 0
    for number, option in enumerate(exercise.options, 1):
        start = exercise.text.find(option, at)
        if start < 0:
            return ""
        parts += [exercise.text[at:start], f"[{number}] {option}"]
        at = start + len(option)
    return "".join(parts) + exercise.text[at:]


def _authorities(sources: Sequence[Source], most: int) -> list[Entry]:
    entries: list[Entry] = [
        ("" if number else "authority", source.cited, source.url or None)
        for number, source in enumerate(sources[:most])
    ]
    if (more := len(sources) - most) > 0:
        entries.append(("", f"and {more} more", None))
    return entries


def _near(text: str) -> Entry:
    return "near miss", f"“{one_line(text)}” This can be so.", None


def _solution(exercise: Exercise) -> list[Entry]:
    """Return the right answer of an exercise."""
    if exercise.form == "mend":
        return [("answer", f"for one, “{one_line(exercise.model)}”" if exercise.model else "", None)]
    numbers = " ".join(str(i + 1) for i in exercise.answer)
    if exercise.form == "exam":
        return [("answer", f"{numbers} cannot be so" if numbers else "all of it can be so", None)]
    options = [exercise.options[i] for i in exercise.answer]
    if exercise.form == "route":
        return [("answer", numbers, None), *(("", option, None) for option in options)]
    return [("answer", f"{numbers}: {'; '.join(options)}", None)]


def _clock(seconds: float) -> str:
    return f"{int(max(seconds, 0)) // 60}:{int(max(seconds, 0)) % 60:02}"


def _soon(left: timedelta) -> str:
    """Return how long it is until something, in words: "in 10 minutes"."""
    for unit, seconds in (("day", 86400), ("hour", 3600), ("minute", 60)):
        number = round(left.total_seconds() / seconds)
        if number >= 1:
            return f"in {number} {unit}{'s' if number > 1 else ''}"
    return "in a moment"
