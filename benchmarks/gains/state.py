"""The accepted state, and the reasons for what is worse than it once was: files that are kept in git."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.gains.compare import Difference, Way
from benchmarks.gains.run import Found
from benchmarks.gains.texts import Text


@dataclass(frozen=True)
class State:
    """What was found when it was accepted, by the keys of the texts, and the day by whose law it was."""

    as_of: str
    found: dict[str, list[Found]]


def read(file: Path) -> State | None:
    """Return the state in a file; None where there is none.

    Raises:
        ValueError: if the file is damaged, with its line.
    """
    if not file.exists():
        return None
    as_of, found = "", {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            if number == 1:
                as_of = str(row["as_of"])
            else:
                key, *rest = row
                found[key] = [Found(*(f if len(f) == 5 else (*f, ""))) for f in rest]
        except (ValueError, TypeError, KeyError) as why:
            raise ValueError(f"{file}:{number}: is damaged ({why}): take it from git") from why
    return State(as_of, found)


def write(file: Path, as_of: str, texts: Iterable[Text], found: Mapping[str, Sequence[Found]]) -> None:
    """Write a state, one text a line, in the order of their keys; of others' texts no words are kept."""
    lines = [json.dumps({"as_of": as_of})]
    for text in sorted(texts, key=lambda text: text.key):
        row = [text.key, *([*f] if text.own else [*f[:4]] for f in found[text.key])]
        lines.append(json.dumps(row, ensure_ascii=True))
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".part")
    beside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    os.replace(beside, file)


@dataclass(frozen=True)
class Reason:
    """Why a finding may be lost, or a false alarm gained: on which text, in which way, of which rule."""

    key: str
    way: Way
    rule: str
    why: str

    def explains(self, difference: Difference) -> bool:
        """Return whether this is the reason for a difference."""
        return (self.key, self.way, self.rule) == (difference.text.key, difference.way, difference.found.rule)

    def outdated(self, found: Mapping[str, Sequence[Found]]) -> bool:
        """Return whether there is nothing left to explain: the text is gone, or the finding is as it once was."""
        if self.key not in found:
            return True
        there = any(f.rule == self.rule for f in found[self.key])
        return there if self.way is Way.LOST else not there


def reasons(file: Path) -> list[Reason]:
    """Return the reasons in a file; none where there is no file.

    Raises:
        ValueError: if an entry is not {text, lost or alarm: rule, reason}.
    """
    entries = (yaml.safe_load(file.read_text(encoding="utf-8")) or []) if file.exists() else []
    found = []
    for number, entry in enumerate(entries, 1):
        kinds = {"lost": Way.LOST, "alarm": Way.GAINED}
        told = [name for name in kinds if isinstance(entry, dict) and name in entry]
        if len(told) != 1 or set(entry) != {"text", told[0], "reason"} or not str(entry["reason"]).strip():
            raise ValueError(f"{file}: entry {number}: write text, reason, and the rule as lost: or alarm:")
        found.append(Reason(str(entry["text"]), kinds[told[0]], str(entry[told[0]]), str(entry["reason"])))
    return found
