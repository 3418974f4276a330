"""A sheet as a page that stands by itself and prints well."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import jinja2

from checker.training.export.sheets import Sheet

_HERE = Path(__file__).parent


def worksheet(sheet: Sheet, out: BinaryIO) -> None:
    """Write what a learner gets."""
    _write(sheet, out, solved=False)


def answers(sheet: Sheet, out: BinaryIO) -> None:
    """Write the answers, with reasons and authorities."""
    _write(sheet, out, solved=True)


def _write(sheet: Sheet, out: BinaryIO, *, solved: bool) -> None:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    page = environment.get_template("sheet.html.j2")
    out.write(page.render(sheet=sheet, solved=solved).encode())
