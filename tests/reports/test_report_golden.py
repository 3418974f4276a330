"""Each format on a fixed report, as files to read; `pytest --snapshot-update tests/reports` writes them anew."""

from __future__ import annotations

import io

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from checker.reports.formats import FORMATS, renderer
from checker.reports.report import Report


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if not form.binary])
def test_the_report_is_as_it_was(fixed: Report, snapshot: SnapshotAssertion, name: str) -> None:
    """Byte for byte."""
    suffix = next(iter(FORMATS[name].suffixes), ".txt").removeprefix(".")

    class Golden(SingleFileSnapshotExtension):
        _write_mode = WriteMode.TEXT
        file_extension = suffix

    out = io.StringIO()
    renderer(name)(fixed, out, colour=False, width=90)
    assert out.getvalue() == snapshot(extension_class=Golden)
