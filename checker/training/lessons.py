"""The lessons of the training, and which rule belongs to which."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import PurePath

from checker.rulebook.book import Rulebook
from checker.rulebook.model import Lesson, Rule

__all__ = ["Lesson", "lesson_by_rule", "lessons", "topic_of"]


def lessons(book: Rulebook) -> tuple[Lesson, ...]:
    """Return the lessons in their order."""
    return tuple(book.lessons.values())


def topic_of(book: Rulebook, words: str) -> str:
    """Return the id of the lesson of a number, counted from 1; other words are given back, as an id."""
    known = lessons(book)
    return known[int(words) - 1].id if words.isdecimal() and 0 < int(words) <= len(known) else words


def lesson_by_rule(book: Rulebook) -> Mapping[str, str]:
    """Return the id of the lesson that each rule belongs to; a rule that no lesson takes is left out."""
    named = {rule: lesson.id for lesson in book.lessons.values() for rule in reversed(lesson.takes.rules)}
    found = {}
    for rule in book.rules.values():
        lesson = named.get(rule.id) or _by_file(book, rule) or _by_kind(book, rule)
        if lesson is not None:
            found[rule.id] = lesson
    return found


def _by_file(book: Rulebook, rule: Rule) -> str | None:
    file = "/".join(PurePath(rule.file).with_suffix("").parts[-2:])
    fitting = [
        (len(pattern), lesson.id)
        for lesson in book.lessons.values()
        for pattern in lesson.takes.files
        if fnmatchcase(file, pattern)
    ]
    return max(fitting)[1] if fitting else None


def _by_kind(book: Rulebook, rule: Rule) -> str | None:
    return next((lesson.id for lesson in book.lessons.values() if rule.kind in lesson.takes.kinds), None)
