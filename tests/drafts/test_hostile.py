"""Documents made to do harm, or harmed: one line each, within bounds of time and memory, the others read all the same."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.drafts import docx as docx_reader
from checker.drafts import html, odt
from checker.drafts.draft import Draft
from checker.drafts.read import read_drafts
from checker.errors import DraftError

DOCUMENTS = Path(__file__).parent / "documents"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OPEN = f"<w:document xmlns:w='{W}'><w:body><w:p><w:r><w:t>"
SHUT = "</w:t></w:r></w:p></w:body></w:document>"
LAUGHS = (
    "<!DOCTYPE d [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = "<!DOCTYPE d [<!ENTITY i SYSTEM 'file:///etc/passwd'>]>"
FETCHED = "<!DOCTYPE d SYSTEM 'http://127.0.0.1:9/x.dtd'>"
Pack = Callable[[dict[str, str | bytes]], bytes]
AGAIN = "open it where it was written, and save it again"


def body(text: str, before: str = "") -> dict[str, str | bytes]:
    return {"word/document.xml": before + OPEN + text + SHUT}


def told(name: str, data: bytes, tmp_path: Path) -> str:
    """Return the one line that is told of a file, within ten seconds."""
    path = tmp_path / name
    path.write_bytes(data)
    began = time.process_time()
    [found] = read_drafts([path])
    assert time.process_time() - began < 10
    assert isinstance(found, DraftError), found.text[:100]
    said = str(found)
    assert "\n" not in said
    return said.removeprefix(f"{path}")


@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE, FETCHED])
@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_no_document_type_is_taken(pack: Pack, tmp_path: Path, name: str, declared: str) -> None:
    part = "word/document.xml" if name == "a.docx" else "content.xml"
    said = told(name, pack({part: f"{declared}{OPEN}&i;{SHUT}"}), tmp_path)
    assert said == f":1: names a document type, as no such document does, and is not read ({part}) - {AGAIN}"


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_a_bomb_is_let_off_nowhere(pack: Pack, tmp_path: Path, name: str) -> None:
    part = "word/document.xml" if name == "a.docx" else "content.xml"
    said = told(name, pack({part: OPEN.encode() + b" " * (100 << 20)}), tmp_path)
    assert said == f": unpacks to more than 96 MB of text ({part}) - split it, or save its text as .txt"


def test_more_files_than_any_document_has(pack: Pack, tmp_path: Path) -> None:
    said = told("a.docx", pack({f"{i}": b"" for i in range(25_000)}), tmp_path)
    cure = "take out what is embedded in it, or save its text as .txt"
    assert said == f": holds more than 20,000 files, as no document does - {cure}"


def test_deep_nesting(pack: Pack, tmp_path: Path) -> None:
    deep = "<w:x>" * 100_000
    said = told("a.docx", pack({"word/document.xml": OPEN + deep}), tmp_path)
    assert said == f":1: nests elements more than 2,000 deep, as no document does (word/document.xml) - {AGAIN}"
    for tag in (b"<div>", b"<b>", b"<ul><li>", b"<table><tr><td>"):  # as flat as it is deep, and in linear time
        assert html.read("a.html", tag * (9_000 // tag.count(b"<")) + b"x").text == "x"
        said = told("a.html", tag * 200_000 + b"x", tmp_path)
        assert said == ": nests elements more than 10,000 deep, as no page does - split it, or save its text as .txt"
    assert html.read("a.html", b"<p><b>x</b>" * 50_000).text.count("x") == 50_000  # many tags are not deep ones
    mail = (
        b"From: a\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(1_500))
        + b"\nx"
    )
    assert (
        told("a.eml", mail, tmp_path) == ": has more lines or parts than any e-mail - save the message's text as .txt"
    )


@pytest.mark.parametrize(
    ("marks", "line"), [(">" * 20_000, 4), ("> " * 101, 4), ("\n".join("  " * n + "- a" for n in range(1_500)), 53)]
)
def test_deep_quotations_and_lists_are_not_passed_over(tmp_path: Path, marks: str, line: int) -> None:
    """The parser leaves out what is deeper than it goes: that must be told."""
    said = told("a.md", f"---\na: b\n---\n{marks} The words.\n".encode(), tmp_path)
    assert said == f":{line}: nests quotations and lists deeper than any draft does - take some of the marks away"


@pytest.mark.parametrize("marks", [">" * 60, "\n".join("  " * n + "- a" for n in range(40))])
def test_quotations_and_lists_of_lists_are_read(tmp_path: Path, marks: str) -> None:
    (tmp_path / "a.md").write_text(f"{marks} The words.\n", encoding="utf-8")
    [draft] = read_drafts([tmp_path / "a.md"])
    assert isinstance(draft, Draft)
    assert draft.text.endswith("The words.")


@pytest.mark.parametrize("body", ["!!!@@@###$$$%%%^^^" * 40, "This is no base64 at all. A jury hears the claim."])
def test_a_message_that_is_not_the_base64_that_it_says(tmp_path: Path, body: str) -> None:
    mail = f"From: a@b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{body}\n"
    said = told("a.eml", mail.encode(), tmp_path)
    cure = "save the message's text as .txt"
    assert said == f": is a damaged e-mail: its message is not the base64 that it says - {cure}"


def test_links_that_lead_round_in_circles(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text("The words.", encoding="utf-8")
    for name in ("one", "two", "three"):
        (tmp_path / "sub" / name).symlink_to("..")
    for pattern in ("", "/**", "/**/*.txt", "/**/**/*.txt"):
        began = time.process_time()
        assert [d.name for d in read_drafts([f"{tmp_path}{pattern}"]) if isinstance(d, Draft)] == [
            f"{tmp_path}/a.txt"
        ], pattern
        assert time.process_time() - began < 5


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.pdf", "a.html", "a.eml", "a.txt"])
def test_a_hundred_megabytes(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(100 << 20)
    [found] = read_drafts([tmp_path / name])
    assert f"{name}: is larger than 64 MB - split it" in str(found)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", b"", f": is empty, not a Word file - {AGAIN}"),
        ("a.docx", b"hello", ": is not a Word file - give its name the suffix of what it is, or save it again"),
        ("a.docx", b"PK\x03\x04", f": is damaged or cut off: it is no whole zip - {AGAIN}"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99 + "EncryptedPackage".encode("utf-16-le"), ": is locked by a password - save a copy of it without the password"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, ": is an old Office file, not a Word file - open it and save it as .docx"),
        ("a.odt", b"", f": is empty, not an OpenDocument text - {AGAIN}"),
    ],
)  # fmt: skip
def test_what_is_no_document(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    assert told(name, data, tmp_path) == said


def test_parts_that_are_missing_or_damaged(pack: Pack, tmp_path: Path) -> None:
    assert (
        told("a.docx", pack({"x": b""}), tmp_path) == f": is not a Word file: it holds no word/document.xml - {AGAIN}"
    )
    assert (
        told("a.odt", pack({"META-INF/manifest.xml": b"<m:encryption-data/>"}), tmp_path)
        == ": is locked by a password - save a copy of it without the password"
    )
    said = told("a.docx", pack({"word/document.xml": OPEN + "&nbsp;" + SHUT}), tmp_path)
    assert said == f":1:107: is damaged: word/document.xml is no XML there (undefined entity) - {AGAIN}"
    out = "<Relationships><Relationship Type='x/officeDocument' Target='../../../etc/passwd'/></Relationships>"
    assert "it holds no ../../../etc/passwd" in told("a.docx", pack({"_rels/.rels": out}), tmp_path)


def test_a_locked_or_oddly_packed_part(pack: Pack, tmp_path: Path) -> None:
    data = bytearray(pack(body("x")))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    data[6] |= 1
    assert told("a.docx", bytes(data), tmp_path) == ": is locked by a password - save a copy of it without the password"
    with zipfile.ZipFile(tmp_path / "b.docx", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", OPEN + SHUT)
    assert "word/document.xml is packed in an unknown way" in told(
        "b.docx", (tmp_path / "b.docx").read_bytes(), tmp_path
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
@pytest.mark.parametrize("name", ["pipe.txt", "pipe.html", "pipe.docx"])
def test_a_pipe_is_not_waited_for(tmp_path: Path, name: str) -> None:
    """Named, or met by a glob; what else is there is read."""
    os.mkfifo(tmp_path / name)
    (tmp_path / "a.md").write_text("The words.", encoding="utf-8")
    found = list(read_drafts([tmp_path / name, str(tmp_path / "*.*"), tmp_path / "a.md"]))
    assert [str(f).removeprefix(f"{tmp_path}/") for f in found if isinstance(f, DraftError)] == [
        f"{name}: is a pipe, not a file - hand it over as `vires check -` reads it"
    ]
    assert [d.text.strip() for d in found if isinstance(d, Draft)] == ["The words."]


def test_macros_are_only_not_read(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "a.docm").write_bytes(pack(body("The words.") | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
    [draft] = read_drafts([tmp_path / "a.docm"])
    assert isinstance(draft, Draft)
    assert draft.text == "The words."


def test_an_outside_body_is_not_fetched(pack: Pack) -> None:
    out = "<Relationships><Relationship Type='x/officeDocument' TargetMode='External' Target='http://127.0.0.1:9/'/></Relationships>"
    assert docx_reader.read("a.docx", pack(body("x") | {"_rels/.rels": out})).text == "x"


@pytest.mark.parametrize("name", ["libreoffice.docx", "pandoc.docx", "libreoffice.odt", "pandoc.odt"])
def test_files_cut_off_anywhere_are_errors(name: str) -> None:
    whole = (DOCUMENTS / name).read_bytes()
    read = docx_reader.read if name.endswith("docx") else odt.read
    for size in range(1, len(whole), len(whole) // 25):
        with pytest.raises(DraftError):
            read(name, whole[:size])


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(["libreoffice.docx", "libreoffice.odt", "libreoffice.html"]),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_changed_bytes_are_a_draft_or_an_error(name: str, changes: list[tuple[float, int]]) -> None:
    data = bytearray((DOCUMENTS / name).read_bytes())
    for at, byte in changes:
        data[int(at * len(data))] = byte
    read = {"docx": docx_reader.read, "odt": odt.read, "html": html.read}[name.rpartition(".")[2]]
    with suppress(DraftError):
        read(name, bytes(data))


@settings(max_examples=150, deadline=None)
@given(xml=st.text(st.sampled_from("<>/&;wprt: ='\"x!-[]?"), max_size=80))
def test_any_xml_is_a_draft_or_an_error(pack: Pack, xml: str) -> None:
    for content in (xml, OPEN + xml + SHUT, OPEN + "</w:t></w:r></w:p>" + xml + "<w:p><w:r><w:t>" + SHUT):
        with suppress(DraftError):
            docx_reader.read("a.docx", pack({"word/document.xml": content}))
        with suppress(DraftError):
            odt.read("a.odt", pack({"content.xml": content}))


@pytest.mark.parametrize(
    "element", ["ins", "del", "p", "r", "t", "tbl", "fldChar w:fldCharType='begin'", "txbxContent", "footnoteReference"]
)
def test_elements_in_the_wrong_place_harm_nothing(pack: Pack, element: str) -> None:
    name = element.split(maxsplit=1)[0]
    for xml in (f"<w:{element}>" * 500 + "x" + f"</w:{name}>" * 500, f"<w:{element}/>" * 500):
        docx_reader.read(
            "a.docx", pack({"word/document.xml": f"<w:document xmlns:w='{W}'><w:body>{xml}</w:body></w:document>"})
        )


def test_reading_takes_linear_time_and_little_memory(pack: Pack) -> None:
    def seconds(count: int) -> float:
        data = pack(
            body(
                "</w:t></w:r></w:p><w:p><w:r><w:t>The court ruled.</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/><w:t>"
                * count
            )
        )
        began = time.process_time()
        docx_reader.read("a.docx", data)
        return time.process_time() - began

    seconds(100)
    small = max(seconds(1_000), 0.005)
    assert min(seconds(8_000) for _ in range(3)) < small * 40


def test_a_folder_of_everything_is_read_within_bounds_but_for_what_is_bad(pack: Pack, tmp_path: Path) -> None:
    """In a process that may not take more than a gigabyte, though it keeps what it is told of each."""
    for path in DOCUMENTS.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "bomb.docx").write_bytes(pack({"word/document.xml": OPEN.encode() + b" " * (120 << 20)}))
    (tmp_path / "laughs.odt").write_bytes(pack({"content.xml": LAUGHS + OPEN + SHUT}))
    (tmp_path / "tags.html").write_bytes(b"<p>x" * 400_000)
    (tmp_path / "~$open.docx").write_bytes(b"x")
    (tmp_path / "a.txt").write_text("words")
    for number in range(14):
        with (tmp_path / f"big{number}.txt").open("wb") as file:
            file.truncate(65 << 20)
    code = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        "from checker.drafts.read import read_drafts\n"
        "for found in list(read_drafts(sys.argv[1:])): print(found if isinstance(found, Exception) else found.name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=120, check=True
    )
    lines = [line.removeprefix(f"{tmp_path}/") for line in done.stdout.splitlines()]
    bad = [line for line in lines if " - " in line and not line.startswith("big")]
    lines = [line for line in lines if not line.startswith("big")]
    assert [line.partition(":")[0] for line in bad] == ["bomb.docx", "laughs.odt", "locked.pdf", "tags.html"]
    assert sorted(set(lines) - set(bad)) == sorted({"a.txt", *(p.name for p in DOCUMENTS.iterdir())} - {"locked.pdf"})
