"""Inputs to drafts, of real files: each kind by its suffix, errors as values, size and time within bounds."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from checker.drafts import read
from checker.drafts.draft import Draft
from checker.drafts.read import read_drafts
from checker.errors import DraftError

DOCUMENTS = Path(__file__).parent / "documents"


def one(path: Path | str, stdin: bytes = b"") -> Draft:
    [found] = read_drafts([path], io.BytesIO(stdin))
    assert isinstance(found, Draft)
    return found


def test_a_text_is_its_own_prose(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf# not a heading\r\n*x*\r\n")
    draft = one(path)
    assert (draft.name, draft.text) == (str(path), "# not a heading\r\n*x*\r\n")
    assert draft.source == draft.text


def test_markdown_is_read_as_markdown(tmp_path: Path) -> None:
    path = tmp_path / "a.MD"
    path.write_text("# Title\n*x*", encoding="utf-16")
    assert one(path).text == "Title\n\nx"


@pytest.mark.parametrize(
    ("name", "text"), [("a.yml", "title: t\nnarrative: n\n"), ("a.json", '{"title": "t", "narrative": "n"}')]
)
def test_a_case_is_read_as_a_case(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    draft = one(path)
    assert draft.text == "n"
    assert draft.case is not None
    assert draft.case.title == "t"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.yaml", "a.json", "a"])
def test_an_empty_file_is_an_empty_draft(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    assert one(path).text == ""


def test_standard_input_is_text() -> None:
    draft = one("-", "The court – *ruled*.".encode())
    assert (draft.name, draft.text) == ("<stdin>", "The court – *ruled*.")


@pytest.mark.parametrize(
    "name", ["pandoc.docx", "pandoc.odt", "libreoffice.docx", "libreoffice.odt", "pandoc.html", "pages.pdf"]
)
def test_standard_input_is_what_its_first_bytes_say(name: str) -> None:
    draft = one("-", (DOCUMENTS / name).read_bytes())
    assert "The dispute now sits with the National Cyber Security Centre, which will rule on whether" in draft.text
    assert draft.name == "<stdin>"


def test_what_cannot_be_read_is_an_error_and_the_others_follow(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    (tmp_path / "b.json").write_text('{"events": ')
    (tmp_path / "c.txt").write_text("fine")
    (tmp_path / "d.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "e.doc").write_bytes(b"")
    found = list(read_drafts([tmp_path / "missing.txt", tmp_path, tmp_path / "e.doc"]))
    assert [type(f) for f in found] == [DraftError, DraftError, DraftError, Draft, DraftError, DraftError]
    errors = [str(f).removeprefix(f"{tmp_path}/") for f in found if isinstance(f, DraftError)]
    assert errors[1:] == [
        "a.txt:1: byte 0xe9 at offset 3 is not UTF-8 - save the file as UTF-8",
        "b.json:1:12: is not JSON: a value is missing - check brackets, commas and quotes there",
        "d.docx: is damaged or cut off: it is no whole zip - open it where it was written, and save it again",
        "e.doc: Word before 2007 is not read - save it as .docx",
    ]


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "LIMIT", 1 << 20)
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * ((1 << 20) + 1))
    [found] = read_drafts([path])
    assert str(found) == f"{path}: is larger than 1 MB - split it, or hand over the texts as rows to `vires batch`"


def test_drafts_are_read_one_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "b.txt").write_text("b")
    drafts = read_drafts([tmp_path])
    next(drafts)
    (tmp_path / "b.txt").write_text("later")
    second = next(drafts)
    assert isinstance(second, Draft)
    assert second.text == "later"


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_one_long_line_takes_linear_time(tmp_path: Path, suffix: str) -> None:
    def seconds(count: int) -> float:
        path = tmp_path / f"a{suffix}"
        path.write_text("The High Court ruled on the *patent*. " * count)
        began = time.process_time()
        assert one(path).text.count("patent") == count
        return time.process_time() - began

    seconds(100)
    small = max(seconds(2_000), 0.005)
    assert min(seconds(16_000) for _ in range(3)) < small * 40
