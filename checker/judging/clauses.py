"""The clauses of a sentence, told apart by its marks and conjunctions: the checklist looks at them one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.spans import Span

_RELATIVE = "|which|who|whose"
_PARTING = (
    r"[;:]|(?<=[.!?])\s+(?=[A-Z\"“(])|,?\s+(?:but|while|whereas|although|though|because{relative})\b"
    r"|,\s+(?:and|so|then)\b"
)
_MAIN = re.compile(_PARTING.format(relative=""))
_EACH = re.compile(_PARTING.format(relative=_RELATIVE))
_ENDED = re.compile(r"[.!;:…][\"'”’)\]]*\s*\Z")


def clauses(text: str, *, relative: bool) -> Iterator[Span]:
    """Yield the clauses of a sentence, with the space around them; offsets are those of its text.

    Args:
        text: its words.
        relative: a relative clause is one of its own; else it is a part of the clause that it stands in.
    """
    start = 0
    for found in (_EACH if relative else _MAIN).finditer(text):
        yield Span(start, found.start())
        start = found.end()
    yield Span(start, len(text))


def is_ended(text: str) -> bool:
    """Return whether words end as a sentence does; what does not is a heading, a cell or a line of a list."""
    return _ENDED.search(text) is not None
