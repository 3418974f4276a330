"""The compiled rules, at once where the cache has them: then neither models nor the reader of YAML are loaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker.rulebook import cache as caching
from checker.rulebook.compiled import Compiled
from checker.rulebook.files import digest_of, own_rules, rule_files


def load_compiled(extra: Sequence[Path] = (), *, cache: bool = True) -> Compiled:
    """Return the compiled rules of the program and of the user's directories: all that checking needs.

    Raises:
        RuleFileErrors: all faults found in the files.
    """
    files = rule_files([own_rules(), *extra])
    key = digest_of(files)
    if cache and (found := caching.read(Compiled, key)) is not None:
        return found
    from checker.rulebook.load import read_files  # noqa: PLC0415  pydantic and PyYAML, only needed here

    compiled = read_files(files, key).compiled
    if cache:
        caching.write(key, compiled)
    return compiled
