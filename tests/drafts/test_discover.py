"""Paths to inputs: files, folders, globs, standard input, and errors as values."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.drafts.discover import PassedOver, discover
from checker.drafts.formats import SUFFIXES


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [
        "b.txt",
        "a.md",
        "c.YAML",
        "sub/d.json",
        "sub/.hidden.txt",
        ".git/e.txt",
        "node_modules/f.txt",
        "notes.docx",
        "~$notes.docx",
        "old.doc",
    ]:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (tmp_path / "bare").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*paths: str) -> list[str]:
    return [
        str(found) if isinstance(found, Exception) else found.name
        for found in discover(paths)
        if not isinstance(found, PassedOver)
    ]


def test_a_folder_gives_its_drafts_by_name_and_passes_over_what_is_hidden() -> None:
    assert names("in") == ["in/a.md", "in/b.txt", "in/c.YAML", "in/notes.docx", "in/sub/d.json"]


def test_a_folder_tells_of_what_may_be_a_draft_and_is_not_read() -> None:
    assert [found for found in discover(["in"]) if isinstance(found, PassedOver)] == [
        PassedOver("in/old.doc", "of a format that is not read (Word before 2007: save it as .docx)")
    ]


def test_reports_of_the_program_are_no_drafts_of_a_folder(tmp_path: Path) -> None:
    """Known by how they begin; one that is named is read."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "r.html").write_text('<!DOCTYPE html>\n<meta name="generator" content="vires 1.0">', encoding="utf-8")
    (out / "r.md").write_text("# Procedure check\n\nNo findings.\n", encoding="utf-8")
    (out / "a.md").write_text("# Procedure checks fail\n", encoding="utf-8")
    (out / "a.html").write_text("<!DOCTYPE html>\n<p>vires", encoding="utf-8")
    assert names("out") == names("out/*") == ["out/a.html", "out/a.md"]
    assert names("out/r.md") == ["out/r.md"]


def test_a_file_is_taken_whatever_its_suffix_and_each_input_once() -> None:
    assert names("in/old.doc", "in/b.txt", "./in/b.txt", "-", "-") == ["in/old.doc", "in/b.txt", "<stdin>"]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("in/*.txt", ["in/b.txt"]),
        ("in/s*", ["in/sub/d.json"]),
        ("in/**/*.json", ["in/sub/d.json"]),
        ("**/b.txt", ["in/b.txt"]),
        ("**/sub/**", ["in/sub/d.json"]),
        ("./in/**/**/b.*", ["./in/b.txt"]),
        ("in/**/b.txt/x", ["in/**/b.txt/x: fits no file - check the pattern, or name a folder"]),
        ("in/*.csv", ["in/*.csv: fits no file - check the pattern, or name a folder"]),
    ],
)
def test_globs(pattern: str, found: list[str]) -> None:
    assert names(pattern) == found


def test_a_file_whose_name_looks_like_a_glob_is_that_file(folder: Path) -> None:
    (folder / "draft[1].txt").write_text("x")
    assert names("draft[1].txt") == ["draft[1].txt"]


def test_errors_do_not_stop_the_others() -> None:
    said = names("in/bb.txt", "bare", "nowhere.txt", "in/b.txt")
    assert said == [
        "in/bb.txt: is not there - did you mean in/b.txt?",
        f"bare: holds no drafts - put drafts in it ({', '.join(sorted(SUFFIXES))}), or name a file",
        "nowhere.txt: is not there - check the path",
        "in/b.txt",
    ]


def test_a_circle_of_links_ends(folder: Path) -> None:
    (folder / "in" / "sub" / "again").symlink_to(folder / "in")
    assert names("in") == ["in/a.md", "in/b.txt", "in/c.YAML", "in/notes.docx", "in/sub/d.json"]
