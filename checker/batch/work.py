"""What one worker does: its own checker, made once, and chunks of rows whose faults come back as values."""

from __future__ import annotations

import gc
import os
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from checker.batch.rows import Done, Row, finding_row
from checker.drafts.draft import Draft
from checker.errors import DraftError
from checker.judging.finding import Finding

if TYPE_CHECKING:
    from checker.engine import Checker
    from checker.rulebook.compiled import Compiled


_RARELY = 50_000  # new objects, before the collector of circles looks through them


class Checks(Protocol):
    """What a worker needs of a checker."""

    def check(self, draft: Draft) -> list[Finding]:
        """Return the findings on a draft."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How a worker makes its checker: the user's rule directories, the day, and the place that a draft is about.

    It is sent to other processes.
    """

    rules: tuple[Path, ...]
    as_of: date
    gate: bool = True
    place: str = ""

    def __call__(self) -> Checker:
        """Return a checker.

        Raises:
            RuleFileError: if the rules cannot be loaded.
        """
        from checker.engine import Checker  # noqa: PLC0415  `vires --help` must not load the engine

        return Checker(self.compiled(), self.as_of, gate=self.gate, place=self.place)

    def compiled(self) -> Compiled:
        """Return the rules, kept out of the collector's way.

        Raises:
            RuleFileError: if they cannot be loaded.
        """
        from checker.rulebook.ready import load_compiled  # noqa: PLC0415

        compiled = load_compiled(self.rules)
        # The rules are a great many objects, which all stay: to look through them again and again doubles the time.
        gc.freeze()
        gc.set_threshold(_RARELY)
        return compiled


MakeChecker = Callable[[], Checks]


def check_rows(checker: Checks, rows: Sequence[Row]) -> list[Done]:
    """Return the answers to `rows`, in order: one stream for all, or one by one where something in it fails."""
    many = getattr(checker, "check_many", None)
    if many is not None and len(rows) > 1:
        try:
            found = list(many([row.draft for row in rows]))
        except Exception:  # noqa: BLE001  told row by row below
            if os.environ.get("VIRES_DEBUG"):
                traceback.print_exc()
        else:
            return [_done(row, findings) for row, findings in zip(rows, found, strict=True)]
    return [check_row(checker, row) for row in rows]


def check_row(checker: Checks, row: Row) -> Done:
    """Return the answer to one row; whatever goes wrong in checking it is the answer."""
    try:
        return _done(row, checker.check(row.draft))
    except DraftError as why:
        return Done(row.id, error=str(why), at=row.at)
    except Exception as why:  # noqa: BLE001  one draft must not stop the others
        if os.environ.get("VIRES_DEBUG"):
            traceback.print_exc()
        return row.failed(f"the checker failed ({type(why).__name__}: {why}) - please report it with this draft")


def _done(row: Row, findings: Sequence[Finding]) -> Done:
    return Done(row.id, tuple(finding_row(row.draft, f) for f in findings), at=row.at)
