"""The formats that a report can take, in one place. A new format is a module with `render` and a line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TextIO, cast

from checker.errors import OutputError

if TYPE_CHECKING:
    from checker.reports.report import Report


class Render(Protocol):
    """The face of every format's module."""

    def __call__(self, report: Report, out: TextIO, *, colour: bool | None = None, width: int | None = None) -> None:
        """Write a report.

        Args:
            report: what one run found.
            out: where to.
            colour: whether to colour; None lets the format decide by `out` and the environment.
            width: columns to fill; None lets the format decide.
        """


class RenderBytes(Protocol):
    """The face of the module of a format that is no text."""

    def __call__(self, report: Report, out: BinaryIO) -> None:
        """Write a report."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module that renders it, the suffixes of its files, what it is for, and what it needs.

    Attributes:
        also: suffixes that it may be written under where it is asked for by name.
        whole: it shows the drafts in full, so that each `Checked` must hold its draft.
        binary: it is no text: its module has a `RenderBytes`.
    """

    module: str
    suffixes: tuple[str, ...]
    about: str
    also: tuple[str, ...] = (".txt",)
    whole: bool = False
    binary: bool = False


FORMATS: dict[str, Format] = {
    "text": Format("checker.reports.text", (".txt",), "for reading in a terminal"),
    "html": Format("checker.reports.html", (".html", ".htm"), "a page: the draft with marks and reasons", whole=True),
    "lines": Format("checker.reports.lines", (), "a line a finding, for editors"),
    "docx": Format(
        "checker.reports.docx", (".docx", ".docm"), "a Word file given back with comments", (), whole=True, binary=True
    ),
    "json": Format("checker.reports.json", (".json",), "for programs; rules/schema/report.schema.json describes it"),
    "github": Format("checker.reports.github", (), "annotations on a GitHub pull request"),
    "sarif": Format("checker.reports.sarif", (".sarif",), "SARIF 2.1.0, for code scanning and editors", (".json",)),
    "junit": Format("checker.reports.junit", (".xml",), "JUnit XML, for build servers"),
    "csv": Format("checker.reports.csv", (".csv",), "a row a finding, for a spreadsheet"),
    "markdown": Format("checker.reports.markdown", (".md", ".markdown"), "to paste into an issue or a message"),
}


def renderer(name: str) -> Render:
    """Return the `render` of a format, importing its module only now.

    Raises:
        KeyError: if there is no such format.
    """
    return cast(Render, import_module(FORMATS[name].module).render)


def renderer_of_bytes(name: str) -> RenderBytes:
    """Return the `render` of a format that is no text, importing its module only now.

    Raises:
        KeyError: if there is no such format.
    """
    return cast(RenderBytes, import_module(FORMATS[name].module).render)


def format_for(target: str | None, asked: str | None = None) -> str:
    """Return the format of a report.

    Args:
        target: the file that it goes to, whose suffix asks for a format; text where it has none.
        asked: the format that was asked for by name.

    Raises:
        OutputError: if the suffix is no format's, or is that of another than was asked for.
    """
    suffix = Path(target).suffix.lower() if target else ""
    by_suffix = next((name for name, form in FORMATS.items() if suffix in form.suffixes), None)
    if asked is None:
        if by_suffix is None and suffix:
            known = ", ".join(suffix for form in FORMATS.values() for suffix in form.suffixes)
            cure = f"name the format with --format, or take one of {known}"
            raise OutputError(f"the suffix {suffix} asks for no format of report", file=target, cure=cure)
        return by_suffix or "text"
    if by_suffix not in (None, asked) and suffix not in FORMATS[asked].also:
        cure = "leave out --format, or name another file"
        raise OutputError(f"its suffix asks for {by_suffix}, and --format for {asked}", file=target, cure=cure)
    return asked
