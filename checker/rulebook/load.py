"""rules/ read, validated and joined into a Rulebook; all faults are collected and told at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from checker.errors import RuleFileError
from checker.rulebook import cache as caching
from checker.rulebook.authorities import Source, Sources
from checker.rulebook.book import Rulebook
from checker.rulebook.entries import Entries
from checker.rulebook.files import RuleFile, digest_of, own_rules, rule_files
from checker.rulebook.model import (
    Act,
    Appeal,
    Body,
    BodyKind,
    ClaimSort,
    Concept,
    Course,
    Jurisdiction,
    Lesson,
    NeutralCode,
    Rule,
    SoundDraft,
    Uncovered,
)
from checker.rulebook.neutral import Codes, card_of
from checker.rulebook.references import circles, unknown_names

_Entry = TypeVar("_Entry", bound=BaseModel)


class RuleFileErrors(RuleFileError):  # noqa: N818  it is several
    """Several faults in rule files; `errors` holds each."""

    def __init__(self, errors: Sequence[RuleFileError]) -> None:
        super().__init__("\n".join(str(e) for e in errors))
        self.errors = list(errors)


def load_rulebook(extra: Sequence[Path] = (), *, own: Path | None = None, cache: bool = False) -> Rulebook:
    """Read the program's own rules and those of the user's directories, which extend or override them by id.

    Args:
        extra: further directories; an entry in a later one replaces one of the same id.
        own: another directory in place of the program's own.
        cache: take the rulebook from the cache where the files are unchanged, and put it there where they are not.

    Raises:
        RuleFileErrors: all faults found, each with file, line, field and cure.
    """
    files = rule_files([own or own_rules(), *extra])
    key = digest_of(files)
    if cache and (found := caching.read(Rulebook, key)) is not None:
        return found
    book = read_files(files, key)
    if cache:
        caching.write(key, book)
    return book


def read_files(files: Sequence[RuleFile], digest: str) -> Rulebook:
    """Return the rulebook that the files hold.

    Raises:
        RuleFileErrors: all faults found.
    """
    read = Entries()
    for file in files:
        read.add(file)
    sources = _sources(read)
    if not read.errors:
        for fault in (*unknown_names(read.by_section, sources), *circles(read.by_section)):
            read.fault(*fault)
    if read.errors:
        raise RuleFileErrors(read.errors)
    from checker.rulebook.compile import compile_rulebook  # noqa: PLC0415  pulls in the inflector, only needed here

    book = Rulebook(
        rules=_typed(read, "rules", Rule),
        bodies=_typed(read, "bodies", Body),
        kinds=_typed(read, "kinds", BodyKind),
        acts=_typed(read, "acts", Act),
        concepts=_typed(read, "concepts", Concept),
        jurisdictions=_typed(read, "jurisdictions", Jurisdiction),
        sources=sources,
        paths=_typed(read, "paths", Course),
        appeals=_typed(read, "appeals", Appeal),
        uncovered=_typed(read, "uncovered", Uncovered),
        codes=_typed(read, "citations", NeutralCode),
        lessons=_typed(read, "lessons", Lesson),
        drafts=_typed(read, "drafts", SoundDraft),
        claims=_typed(read, "claims", ClaimSort),
        words=tuple(read.words),
        digest=digest,
    )
    compiled, faults = compile_rulebook(book)
    for key, path, what, cure in dict.fromkeys(faults):
        read.fault("rules" if key in book.rules else "acts", key, path, what, cure)
    if read.errors:
        raise RuleFileErrors(read.errors)
    object.__setattr__(book, "compiled", compiled)
    return book


def _typed(read: Entries, section: str, model: type[_Entry]) -> dict[str, _Entry]:
    return {key: entry for key, entry in read.by_section[section].items() if isinstance(entry, model)}


def _addressed(source: Source, codes: Codes) -> Source:
    """Return a case with the address that its neutral citation leads to, where the file gives none."""
    if source.kind != "case" or source.url is not None:
        return source
    address = next((found for text in source.citations if (found := codes.address(text))), None)
    return source.model_copy(update={"url": address})


def _sources(read: Entries) -> Sources:
    codes = Codes(card_of(code) for code in _typed(read, "citations", NeutralCode).values())
    found = {key: _addressed(source, codes) for key, source in _typed(read, "sources", Source).items()}
    try:
        return Sources.of(list(found.values()))
    except RuleFileError as why:
        if why.field in found:
            read.fault("sources", why.field, (), why.what, why.cure or "correct it")
        else:
            read.errors.append(why)
        return Sources.of([])
