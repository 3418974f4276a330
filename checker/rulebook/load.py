"""rules/ read, validated and joined into a Rulebook; all faults are collected and told at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from checker.errors import RuleFileError
from checker.rulebook import cache as caching
from checker.rulebook.authorities import Source, Sources
from checker.rulebook.book import Rulebook
from checker.rulebook.compiled import Compiled
from checker.rulebook.entries import Entries, RuleFile
from checker.rulebook.model import Act, Body, BodyKind, Concept, Jurisdiction, Rule
from checker.rulebook.references import circles, unknown_names

_Entry = TypeVar("_Entry", bound=BaseModel)
_SUFFIXES = (".yaml", ".yml")
# The code that turns rule files into the compiled form: another version of it makes another form of the same files.
_MAKERS = ("compile.py", "vocabulary.py", "compiled.py", "model.py", "words.py", "authorities.py", "../quantities.py")


class RuleFileErrors(RuleFileError):  # noqa: N818  it is several
    """Several faults in rule files; `errors` holds each."""

    def __init__(self, errors: Sequence[RuleFileError]) -> None:
        super().__init__("\n".join(str(e) for e in errors))
        self.errors = list(errors)


def own_rules() -> Path:
    """Return the directory of the rules that come with the program: inside the wheel, or beside the package."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def rule_files(directories: Sequence[Path]) -> list[RuleFile]:
    """Return the rule files below the directories, in a fixed order.

    Raises:
        RuleFileError: if a directory is not there.
    """
    files: list[RuleFile] = []
    own = own_rules()
    for number, directory in enumerate(directories):
        if not directory.is_dir():
            raise RuleFileError("is not a directory of rules", file=directory, cure="give the folder that holds them")
        shown = Path("rules") if directory == own else directory
        for path in sorted(p for p in directory.rglob("*") if p.suffix in _SUFFIXES):
            inside = path.relative_to(directory)
            if "schema" not in inside.parts:
                files.append(RuleFile(path, str(shown / inside), number, inside.parts[:-1]))
    return files


def digest_of(files: Sequence[RuleFile]) -> str:
    """Return a hash over names and bytes of the files; an unreadable file counts as empty here and fails in reading."""
    total = hashlib.blake2b(digest_size=20)
    for part in _MAKERS:
        total.update((Path(__file__).parent / part).read_bytes())
    for file in files:
        total.update(f"{file.directory}:{file.name}".encode() + b"\0")
        try:
            data = file.path.read_bytes()
        except OSError:
            data = b""
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


def load_rulebook(extra: Sequence[Path] = (), *, own: Path | None = None) -> Rulebook:
    """Read the program's own rules and those of the user's directories, which extend or override them by id.

    Args:
        extra: further directories; an entry in a later one replaces one of the same id.
        own: another directory in place of the program's own.

    Raises:
        RuleFileErrors: all faults found, each with file, line, field and cure.
    """
    files = rule_files([own or own_rules(), *extra])
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
        words=tuple(read.words),
        digest=digest_of(files),
    )
    compiled, faults = compile_rulebook(book)
    for key, path, what, cure in faults:
        read.fault("rules" if key in book.rules else "acts", key, path, what, cure)
    if read.errors:
        raise RuleFileErrors(read.errors)
    object.__setattr__(book, "compiled", compiled)
    return book


def _typed(read: Entries, section: str, model: type[_Entry]) -> dict[str, _Entry]:
    return {key: entry for key, entry in read.by_section[section].items() if isinstance(entry, model)}


def _sources(read: Entries) -> Sources:
    found = _typed(read, "sources", Source)
    try:
        return Sources.of(list(found.values()))
    except RuleFileError as why:
        if why.field in found:
            read.fault("sources", why.field, (), why.what, why.cure or "correct it")
        else:
            read.errors.append(why)
        return Sources.of([])


def load_compiled(
    extra: Sequence[Path] = (), *, cache: bool = True, full: Callable[..., Rulebook] = load_rulebook
) -> Compiled:
    """Return the compiled rules, from the cache where the files are unchanged, else from `full` (and cache them).

    Raises:
        RuleFileErrors: as `load_rulebook`.
    """
    files = rule_files([own_rules(), *extra])
    key = digest_of(files)
    if cache and (found := caching.read(key)) is not None:
        return found
    compiled = full(extra).compiled
    if cache:
        caching.write(key, compiled)
    return compiled
