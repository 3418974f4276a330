"""A baseline: the findings that are known and left for another day, by fingerprints, so that only new ones are told."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from checker.errors import ViresError
from checker.reports.excerpt import one_line
from checker.reports.fingerprint import fingerprints
from checker.reports.json import dumps
from checker.reports.report import Checked

_VERSION = 1


class BaselineError(ViresError):
    """A baseline that cannot be read."""


@dataclass
class Baseline:
    """What is known, by draft.

    Attributes:
        folder: what the names of drafts are seen from.
        known: for each draft, the fingerprints.
        used: those that were met in this run.
    """

    folder: Path
    known: Mapping[str, frozenset[str]]
    used: set[tuple[str, str]] = field(default_factory=set)

    def holds(self, draft: Checked) -> list[bool]:
        """Return for each finding of a draft whether it is known."""
        name = _name(draft.name, self.folder)
        known = self.known.get(name, frozenset())
        made = fingerprints(draft.findings)
        self.used |= {(name, made) for made in made if made in known}
        return [fingerprint in known for fingerprint in made]

    def gone(self, drafts: Iterable[str]) -> int:
        """Return how many that are known of these drafts were not met any more."""
        names = {_name(draft, self.folder) for draft in drafts}
        return sum(1 for name in names for made in self.known.get(name, ()) if (name, made) not in self.used)


def read(file: Path) -> Baseline:
    """Return a baseline.

    Raises:
        BaselineError: if it is not there, or is none.
    """
    cure = "write it with --write-baseline"
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["version"] != _VERSION:
            raise BaselineError(f"is a baseline of version {data['version']}", file=file, cure=f"{cure} anew")
        known = {name: frozenset(f["fingerprint"] for f in found) for name, found in data["drafts"].items()}
    except FileNotFoundError:
        raise BaselineError("is not there", file=file, cure=cure) from None
    except OSError as why:
        raise BaselineError(
            f"cannot be read: {why.strerror or why}", file=file, cure="see that you may read it"
        ) from why
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as why:
        raise BaselineError("is no baseline", file=file, cure=f"{cure} anew") from why
    return Baseline(Path(os.path.abspath(file)).parent, known)


def text(drafts: Iterable[Checked], file: Path) -> str:
    """Return the baseline that holds all findings of `drafts`, to be written to `file`."""
    folder = Path(os.path.abspath(file)).parent
    listed = {
        _name(draft.name, folder): [
            {"fingerprint": made, "rule": shown.finding.rule, "text": one_line(shown.text).strip()}
            for made, shown in zip(fingerprints(draft.findings), draft.findings, strict=True)
        ]
        for draft in drafts
        if draft.findings
    }
    return dumps({"version": _VERSION, "drafts": dict(sorted(listed.items()))}, indent=1) + "\n"


def _name(draft: str, folder: Path) -> str:
    """Return what a draft is called in a baseline: its path seen from there, the same on every system."""
    return os.path.relpath(draft, folder).replace(os.sep, "/")
