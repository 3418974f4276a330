"""What a paragraph of a draft is to who reads it: a heading, a cell of a table; where the format tells."""

from __future__ import annotations

from typing import NamedTuple


class Shape(NamedTuple):
    """What a paragraph is, by where its words start in the prose.

    Attributes:
        text: where it starts.
        level: of a heading, 1 being the highest; 0 where it is none.
        table, row, column: of a cell, each counted from 1; 0 where it is none.
        head: whether the cell heads a column or row.
    """

    text: int = 0
    level: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    head: bool = False


class Tables:
    """The tables that are open, for readers that meet their rows and cells one after the other."""

    def __init__(self) -> None:
        self._count = 0
        self._open: list[tuple[Shape, bool]] = []  # the last cell of each, and whether it is open

    @property
    def cell(self) -> Shape | None:
        """The innermost cell that is open, or None."""
        return next((cell for cell, inside in reversed(self._open) if inside), None)

    def begin(self) -> None:
        """Take the start of a table."""
        self._count += 1
        self._open.append((Shape(table=self._count), False))

    def row(self) -> None:
        """Take the start of a row."""
        if self._open:
            last, _ = self._open[-1]
            self._open[-1] = Shape(table=last.table, row=last.row + 1), False

    def enter(self, *, head: bool = False) -> None:
        """Take the start of a cell."""
        if self._open:
            last, _ = self._open[-1]
            self._open[-1] = last._replace(row=max(last.row, 1), column=last.column + 1, head=head), True

    def leave(self) -> None:
        """Take the end of a cell."""
        if self._open:
            self._open[-1] = self._open[-1][0], False

    def end(self) -> None:
        """Take the end of a table."""
        if self._open:
            self._open.pop()
