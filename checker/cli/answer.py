"""How commands that answer about the law write what they found: text, CSV or Markdown tables, or data as JSON."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO

import click

from checker.cli.options import Command, Form

if TYPE_CHECKING:
    from checker.reports.table import Table


def form(*names: str) -> Callable[[Command], Command]:
    """Add --format, as `form`: one of the names, the first by default."""
    return click.option("--format", "form", type=Form(names), default=names[0], show_default=True)


def emit(form: str, data: object, tables: Sequence[Table]) -> None:
    """Write an answer to standard output.

    Args:
        form: json, text, csv or markdown.
        data: the answer as data, for JSON.
        tables: the same as tables, for the others.
    """
    if form == "json":
        emit_json(data)
        return
    from checker.reports import table  # noqa: PLC0415  --help must be quick

    {"text": table.write_text, "csv": table.write_csv, "markdown": table.write_markdown}[form](tables, sys.stdout)


def emit_json(data: object) -> None:
    """Write data to standard output as JSON."""
    write_json(data, sys.stdout)


def write_json(data: object, out: TextIO) -> None:
    """Write data as JSON."""
    out.write(json.dumps(data, indent=2, ensure_ascii=False, default=_plain) + "\n")


def _plain(value: Any) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
