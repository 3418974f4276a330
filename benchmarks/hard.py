"""Hard sentences with their gold: who does the act, and how the sentence puts it.

A line of `hard/*.txt` is a stance and a text in which one act and some bodies are marked: `{rule on}` is the act,
`[+The NCSC]` a body that does it (or has it before it, where the frame says so: "sits with B"), `[-the High Court]`
one that does not. A line that begins with # names the kind of the sentences below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = ("train", "dev", "test")
STANCES = ("asserted", "attributed", "negated", "hypothetical", "asked", "proposed", "denied", "foreign")
# What judging makes of them. A foreign claim is live: the place is read without a parse, by all ways alike.
CLASSES = {
    "asserted": "live", "attributed": "live", "foreign": "live", "negated": "negated", "hypothetical": "suspended",
    "asked": "suspended", "proposed": "suspended", "denied": "denied",
}  # fmt: skip
_MARK = re.compile(r"\[([+-])([^\]]+)\]|\{([^}]+)\}")


@dataclass(frozen=True)
class Hard:
    """A hard sentence.

    Attributes:
        kind: of what sort it is.
        text: without marks.
        stance: one of STANCES.
        act: where the act is, as (start, end).
        bodies: (start, end, whether it does the act) of each marked body.
        place: file and line.
    """

    kind: str
    text: str
    stance: str
    act: tuple[int, int]
    bodies: tuple[tuple[int, int, bool], ...]
    place: str

    @property
    def label(self) -> str:
        """Live, negated, suspended or denied."""
        return CLASSES[self.stance]


def read(part: str) -> list[Hard]:
    """Return the sentences of a part.

    Raises:
        ValueError: if a line cannot be read; it names the file and the line.
    """
    return list(_lines(HERE / "hard" / f"{part}.txt"))


def _lines(path: Path) -> Iterator[Hard]:
    kind = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        place = f"{path.name}:{number}"
        if line.startswith("#"):
            kind = line[1:].strip()
        elif line.strip():
            stance, _, marked = line.partition(" ")
            if stance not in STANCES:
                raise ValueError(f"{place}: {stance!r} is no stance; one of {', '.join(STANCES)}")
            yield _sentence(kind, stance, marked.strip(), place)


def _sentence(kind: str, stance: str, marked: str, place: str) -> Hard:
    text, at, acts, bodies = "", 0, [], []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        said = mark[2] or mark[3]
        if mark[3]:
            acts.append((len(text), len(text) + len(said)))
        else:
            bodies.append((len(text), len(text) + len(said), mark[1] == "+"))
        text += said
        at = mark.end()
    if len(acts) != 1 or not bodies:
        raise ValueError(f"{place}: one act in {{}} and at least one body in [+ ] or [- ] are needed")
    return Hard(kind, text + marked[at:], stance, acts[0], tuple(bodies), place)
