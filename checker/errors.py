"""Errors that a user may meet: each names the file, the place and the cure, and carries the exit status."""

from __future__ import annotations

from pathlib import Path
from typing import Self

EXIT_CLEAN, EXIT_FINDINGS, EXIT_BAD = 0, 1, 2


class ViresError(Exception):
    """Base of all errors shown to users, as one line without a traceback.

    Args:
        what: what is wrong, in plain words.
        file: the file it is wrong in, or None.
        line: 1-based line in the file, or None.
        column: 1-based column in the line, or None.
        field: dotted path of the field in a structured file, or None.
        cure: how to mend it, or None.
    """

    exit_status = EXIT_BAD

    def __init__(
        self,
        what: str,
        *,
        file: str | Path | None = None,
        line: int | None = None,
        column: int | None = None,
        field: str | None = None,
        cure: str | None = None,
    ) -> None:
        super().__init__(what)
        self.what, self.file, self.line, self.column, self.field, self.cure = what, file, line, column, field, cure

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        text = f"{place}: " if place else ""
        text += f"{self.field}: " if self.field else ""
        text += self.what
        return f"{text} - {self.cure}" if self.cure else text

    def bare(self) -> Self:
        """Let go the calls that it was raised in, which may hold a whole file; return it, fit to be kept."""
        self.__traceback__ = self.__cause__ = self.__context__ = None
        return self


class RuleFileError(ViresError):
    """A rule file that cannot be read, does not fit its schema, or refers to something that is not there."""


class DraftError(ViresError):
    """An input that cannot be read as a draft or case description."""


class NoCaseError(DraftError):
    """A YAML or JSON file that is no case description at all: one of the many other things in these formats."""


class OutputError(ViresError):
    """A report that cannot be written."""


class StoreError(ViresError):
    """A store of progress that cannot be read or written."""
