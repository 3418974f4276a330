"""`vires train export`: which files are written, the same for the same seed, and faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from xml.etree import ElementTree as ET

import pytest

from checker.drafts.docx import read

Run = Callable[..., "CompletedProcess[str]"]
FINE = ("train", "export", "--form", "fine", "--as-of", "2026-11-24")


def test_a_folder_of_variants(vires: Run, tmp_path: Path) -> None:
    done = vires(*FINE, "--topic", "security-bodies", "--count", "3", "--variants", "2", "--seed", "7", "-o", "sheets/")
    assert done.returncode == 0, done.stderr
    names = ["worksheet-a.md", "answers-a.md", "worksheet-b.md", "answers-b.md"]
    assert done.stderr.splitlines() == [f"vires: sheets/{name}" for name in names]
    assert not done.stdout
    texts = {name: (tmp_path / "sheets" / name).read_text(encoding="utf-8") for name in names}
    assert texts["worksheet-a.md"].startswith("# Security bodies and ministers - variant A\n")
    assert texts["worksheet-a.md"].count("\n## ") == texts["answers-b.md"].count("\n## ") == 3
    assert set(texts["worksheet-a.md"].splitlines()[5:]) != set(texts["worksheet-b.md"].splitlines()[5:])
    assert "**Authority:**" in texts["answers-a.md"]
    again = vires(*FINE, "--topic", "3", "--count", "3", "--variants", "1", "--seed", "7", "-o", "one.md")
    assert again.returncode == 0, again.stderr
    without_letter = (tmp_path / "one.md").read_text(encoding="utf-8").replace("ministers", "ministers - variant A", 1)
    assert without_letter == texts["worksheet-a.md"]


def test_files(vires: Run, tmp_path: Path) -> None:
    assert vires(*FINE, "--count", "2", "--title", "Term one", "-o", "exam.docx").returncode == 0
    for name in ("exam.docx", "exam-answers.docx"):
        assert read(name, (tmp_path / name).read_bytes()).text.startswith("Term one")
    assert vires(*FINE, "--count", "2", "--variants", "2", "-o", "quiz.xml").returncode == 0
    kinds = [q.get("type") for q in ET.parse(tmp_path / "quiz.xml").getroot()]
    assert kinds == ["category", "multichoice", "multichoice"] * 2
    assert vires(*FINE, "--count", "2", "--format", "html", "-o", "pages").returncode == 0
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["answers.html", "worksheet.html"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--topic", "secrets", "-o", "a.md"], "'secrets' is no lesson"),
        (["--rule", "term-jury", "--count", "150", "-o", "a.md"], "different exercises of this kind - ask for fewer"),
        (["-o", "none/a.md"], "its folder is not there"),
        (["-o", "a.pdf"], "a.pdf: .pdf is nothing that is written here - there are .docx, .html, .md, .xml"),
        (["--format", "html", "-o", "a.docx"], "a.docx: is no html file by its name - name a .html file"),
        (["--format", "md", "-o", "a.b"], "a.b: is no md file by its name - name a .md file, or a folder with /"),
        (["-o", "file/sheets"], "cannot be made a folder"),
        ([], "Missing option '-o'"),
    ],
)
def test_faults(vires: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    done = vires(*FINE, "--count", "2", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file"]
