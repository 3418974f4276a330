"""A folder of drafts as people keep them, made by other programs: one report, each finding at its place."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., "subprocess.CompletedProcess[str]"]
DOCUMENTS = Path(__file__).parents[1] / "drafts" / "documents"


def test_every_format_in_one_folder(vires: Run, tmp_path: Path) -> None:
    done = vires("check", DOCUMENTS, "--format", "json")
    assert done.returncode == 2
    assert (
        done.stderr
        == f"vires: {DOCUMENTS}/locked.pdf: is locked by a password - save a copy of it without the password\n"
    )
    report = json.loads(done.stdout)
    places = {
        Path(draft["name"]).name: {
            (f["where"] or f["line"], f["text"]) for f in draft["findings"] if f["rule"] == "power-adjudicate"
        }
        for draft in report["drafts"]
    }
    who = "the National Cyber Security Centre"
    assert {name: {where for where, text in found if who.lower()[4:] in text.lower()} for name, found in places.items()} == {
        "chromium.pdf": {"page 1"}, "columns.pdf": {"page 1"}, "libreoffice.docx": {"paragraph 2"}, "libreoffice.html": set(), "libreoffice.odt": {"paragraph 2"},
        "libreoffice.pdf": set(), "pages.pdf": {"page 1"}, "pandoc.docx": {"paragraph 3"}, "pandoc.html": {163}, "pandoc.odt": {"paragraph 3"},
    }  # fmt: skip


def test_a_finding_in_a_word_file_is_told_by_its_paragraph(vires: Run) -> None:
    done = vires("check", DOCUMENTS / "pandoc.docx")
    assert done.returncode == 1
    assert done.stdout.startswith(f"{DOCUMENTS}/pandoc.docx, paragraph 3: error ")
    assert ", footnote 1: " in done.stdout


def test_a_locked_word_file_is_one_line_whatever_is_asked_for(vires: Run, tmp_path: Path) -> None:
    """Also where it could have been given back with comments, and where its name tells nothing of it."""
    (tmp_path / "a.docx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")
    )
    told = "is locked by a password - save a copy of it without the password\n"
    done = vires("check", "a.docx", "-o", "b.docx")
    assert (done.returncode, done.stderr) == (2, f"vires: a.docx: {told}")
    assert not (tmp_path / "b.docx").exists()
    done = vires("check", "a.docx", DOCUMENTS / "locked.pdf", DOCUMENTS / "pandoc.docx")
    assert (done.returncode, done.stderr) == (2, f"vires: a.docx: {told}vires: {DOCUMENTS}/locked.pdf: {told}")
    assert f"{DOCUMENTS}/pandoc.docx, paragraph 3: error " in done.stdout


def test_a_word_file_that_is_not_read_to_its_end_is_given_back(vires: Run, tmp_path: Path) -> None:
    """With what was found so far."""
    (tmp_path / "vires.toml").write_text("most-parsed = 1\n", encoding="utf-8")
    done = vires("check", DOCUMENTS / "pandoc.docx", "-o", "b.docx")
    assert done.returncode == 2
    assert "of its sentences need the parser" in done.stderr
    assert "is the report of one Word file" not in done.stderr
    assert (tmp_path / "b.docx").stat().st_size > 0
