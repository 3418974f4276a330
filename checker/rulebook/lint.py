"""Lints of the rules: what loads but should not be published. Each lint is a function over the whole rulebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from checker.errors import RuleFileError
from checker.rulebook.book import Rulebook
from checker.rulebook.model import Rule
from checker.rulebook.words import hanging

LEAST_EXAMPLES = 3
_SENTENCE_END = (".", ")", "'", '"', "”")


def _fault(rule: Rule, field: str, what: str, cure: str) -> RuleFileError:
    return RuleFileError(what, file=rule.file, line=rule.line, field=f"{rule.id}: {field}", cure=cure)


def _examples(book: Rulebook) -> Iterator[RuleFileError]:
    for rule in book.rules.values():
        for field in ("flagged", "fine"):
            texts = getattr(rule, field)
            if len(set(texts)) < LEAST_EXAMPLES:
                yield _fault(
                    rule,
                    field,
                    f"has {len(set(texts))} examples",
                    f"give at least {LEAST_EXAMPLES}, in different words",
                )
        for text in set(rule.flagged) & set(rule.fine):
            yield _fault(rule, "fine", f"{text!r} stands under both", "keep it under one")


def _checks(book: Rulebook) -> Iterator[RuleFileError]:
    for rule in book.rules.values():
        if not (rule.when or rule.power or rule.route or rule.order or rule.citation):
            yield _fault(rule, "when", "finds nothing", "add power, route or when")


def _prose(book: Rulebook) -> Iterator[RuleFileError]:
    for rule in book.rules.values():
        for field in ("statement", "suggestion", "explanation"):
            text = getattr(rule, field).strip()
            if len(text) < 20 or not text.endswith(_SENTENCE_END):
                yield _fault(rule, field, "is no whole sentence", "write one, with a full stop")


def _dates(book: Rulebook) -> Iterator[RuleFileError]:
    for rule in book.rules.values():
        since, until = rule.applies.from_, rule.applies.to
        if since and until and since > until:
            yield _fault(rule, "applies", f"ends ({until}) before it starts ({since})", "swap or correct the dates")


def _unused(book: Rulebook) -> Iterator[RuleFileError]:
    words: Counter[str] = Counter()
    for act in book.acts.values():
        if not (act.verbs or act.nouns or act.frames or act.strong):
            words[act.id] += 1
    for key in words:
        yield RuleFileError("has no verbs, nouns or frames", field=f"acts: {key}", cure="add one or remove the act")


def _groups(rule: Rule) -> Iterator[tuple[str, list[str]]]:
    """Yield the groups of words of a rule, by the field they stand in."""
    slots = ("act", "agent", "theme", "at", "to", "source", "has", "matter", "context", "around", "first", "then")
    parts = {f"{name}[{i}]": c for name in ("when", "fits") for i, c in enumerate(getattr(rule, name))}
    for part, held in (parts | {"power": rule.power, "route": rule.route, "order": rule.order}).items():
        for slot in (*slots, "unless"):
            found = getattr(held, slot, None) or []
            yield f"{part}.{slot}", [found] if isinstance(found, str) else found


def _told(phrase: str, last: str) -> str:
    return f"{phrase!r} meets no text: it ends on {last!r}, which is read over"


def _hanging(book: Rulebook) -> Iterator[RuleFileError]:
    cure = "finish the phrase, or end it on the word before"
    for rule in book.rules.values():
        for field, groups in _groups(rule):
            for phrase in (part.strip() for group in groups for part in group.split("|")):
                if last := hanging(phrase):
                    yield _fault(rule, field, _told(phrase, last), cure)
    for concept in book.concepts.values():
        for phrase in concept.words:
            if last := hanging(phrase):
                yield RuleFileError(_told(phrase, last), field=f"concepts: {concept.id}", cure=cure)


LINTS: tuple[Callable[[Rulebook], Iterator[RuleFileError]], ...] = (
    _examples,
    _checks,
    _prose,
    _dates,
    _unused,
    _hanging,
)


def lint(book: Rulebook) -> list[RuleFileError]:
    """Return what every lint has to say of the rulebook, by file and line."""
    found = [error for check in LINTS for error in check(book)]
    return sorted(found, key=lambda e: (str(e.file), e.line or 0, e.field or ""))
