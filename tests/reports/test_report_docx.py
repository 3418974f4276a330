"""Word files given back with comments: on the very words, all else as it was; LibreOffice, where it is there, opens them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.drafts.docx import read
from checker.errors import OutputError, ViresError
from checker.judging.finding import Finding, Severity
from checker.reports.docx import render
from checker.reports.repack import UnusualZipError, repack
from checker.reports.report import Report, checked
from checker.rulebook.citation import Citation
from checker.spans import Span

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DAY = date(2026, 11, 24)
DOCUMENTS = Path(__file__).parents[1] / "drafts/documents"


def word(body: str, **more: str) -> bytes:
    """Return a Word file; `footnotes` and `comments` are the contents of these parts."""
    out = io.BytesIO()
    links = "".join(f'<Relationship Id="{n}" Type="{KINDS}/{n}" Target="{n}.xml"/>' for n in more)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{KINDS}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{RELATIONS}">{links}</Relationships>')
        for name, content in more.items():
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{W}">{content}</w:{name}>')
        archive.writestr(zipfile.ZipInfo("word/media/image.png"), bytes(range(256)) * 9)
    return out.getvalue()


def commented(folder: Path, data: bytes, *claims: str | Span) -> bytes:
    """Return a Word file with a comment on the first place of each of some words."""
    (folder / "a.docx").write_bytes(data)
    draft = read(str(folder / "a.docx"), data)
    spans = [c if isinstance(c, Span) else Span(at := draft.text.index(c), at + len(c)) for c in claims]
    cited = (Citation("Act 1 s.1", "https://example.org/?a=1&b=2"),)
    found = [
        Finding(f"r-{n}", "power", Severity.ERROR, s, "No <power>.", "Say so.", cited, "uk")
        for n, s in enumerate(spans)
    ]
    out = io.BytesIO()
    render(Report(DAY, (checked(draft, found, whole=True),)), out)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def marked(data: bytes) -> dict[str, str]:
    """Return for each comment the words in its range, by its id."""
    found: dict[str, str] = {}
    opened: set[str] = set()
    for element in ET.fromstring(parts(data)["word/document.xml"]).iter():
        name, number = element.tag.removeprefix(f"{{{W}}}"), element.get(f"{{{W}}}id", "")
        if name == "commentRangeStart":
            opened.add(number)
            found[number] = ""
        elif name == "commentRangeEnd":
            opened.remove(number)
        elif name in ("t", "tab"):
            for each in opened:
                found[each] += element.text or "" if name == "t" else "\t"
    assert not opened
    return found


T = '<w:t xml:space="preserve">{}</w:t>'


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:t>Today the board ruled on it.</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Today the board ruled</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>",
        f"<w:p><w:r>{T.format('Today the bo')}</w:r><w:r w:rsidR='1'><w:rPr><w:i/></w:rPr>{T.format('ard ruled on it')}</w:r></w:p>",
        f"<w:p><w:ins w:id='3' w:author='a'><w:r>{T.format('Today the')}</w:r></w:ins><w:r>{T.format(' board ruled')}</w:r></w:p>",
        f"<w:p><w:hyperlink><w:r>{T.format('Today the board ru')}</w:r></w:hyperlink><w:r>{T.format('led')}<w:tab/></w:r></w:p>",
        "<w:p><w:r><w:t> Today the board ruled </w:t><w:br/><w:t>x</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>Today &amp; the board ruled &#8212; so</w:t></w:r></w:p>",
        f"<w:p><w:r><w:lastRenderedPageBreak/>{T.format('the board ruled')}</w:r></w:p>",
    ],
)
def test_the_words_are_marked_and_the_rest_stays(tmp_path: Path, body: str) -> None:
    """The range holds the claim; the text reads as before; no other part changes."""
    data = word(body)
    done = commented(tmp_path, data, "the board ruled")
    assert list(marked(done).values()) == ["the board ruled"]
    before, after = read("a.docx", data), read("a.docx", done)
    assert (after.text, after.source) == (before.text, before.source)
    old, new = parts(data), parts(done)
    changed = {name for name in new if old.get(name) != new[name]}
    assert changed == {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert list(new)[: len(old)] == list(old)


def test_what_the_comment_says(tmp_path: Path) -> None:
    """Severity, message, suggestion, authority with its address, rule and scope, in a part that all name."""
    done = parts(commented(tmp_path, word("<w:p><w:r><w:t>It ruled.</w:t></w:r></w:p>"), "ruled"))
    (comment,) = ET.fromstring(done["word/comments.xml"])
    assert comment.get(f"{{{W}}}author") == "vires"
    made = datetime.fromisoformat(comment.get(f"{{{W}}}date") or "")
    assert abs(datetime.now(UTC) - made).total_seconds() < 600
    said = ["".join(p.itertext()) for p in comment]
    assert said == [
        "Error. No <power>.", "Instead: Say so.", "Authority: Act 1 s.1 https://example.org/?a=1&b=2",
        "Rule r-0; judged by uk",
    ]  # fmt: skip
    (link,) = ET.fromstring(done["word/_rels/document.xml.rels"])
    assert (link.get("Type"), link.get("Target")) == (f"{KINDS}/comments", "comments.xml")
    assert ET.fromstring(done["[Content_Types].xml"])[0].get("PartName") == "/word/comments.xml"


def test_what_was_said_is_not_said_again(tmp_path: Path) -> None:
    """A file that was given back with comments, checked again, stays as it is; a new finding alone is added."""
    note = "<w:p><w:r>{}<w:footnoteReference w:id='2'/></w:r></w:p>".format(T.format("It ruled &amp; fined."))
    data = word(
        note, footnotes=f"<w:footnote w:id='2'><w:p><w:r>{T.format('Then it jailed.')}</w:r></w:p></w:footnote>"
    )
    once = commented(tmp_path, data, "ruled & fined", "jailed")
    assert len(ET.fromstring(parts(once)["word/comments.xml"])) == 2
    assert commented(tmp_path, once, "ruled & fined", "jailed") == once
    more = commented(tmp_path, once, "ruled & fined", "jailed", "Then")
    assert len(ET.fromstring(parts(more)["word/comments.xml"])) == 3
    other = commented(tmp_path, once, "It")  # the same text on other words
    assert len(ET.fromstring(parts(other)["word/comments.xml"])) == 3


def test_comments_that_are_there_stay(tmp_path: Path) -> None:
    """New ones have ids of their own, and nothing else changes."""
    old = '<w:comment w:id="7" w:author="Ann"><w:p><w:r><w:t>Is this so?</w:t></w:r></w:p></w:comment>'
    data = word("<w:p><w:r><w:t>It ruled.</w:t></w:r></w:p>", comments=old)
    done = commented(tmp_path, data, "ruled")
    assert marked(done) == {"8": "ruled"}
    assert old.encode() in parts(done)["word/comments.xml"]
    assert {n for n, part in parts(done).items() if parts(data)[n] != part} == {
        "word/document.xml",
        "word/comments.xml",
    }


def test_marks_that_touch_and_overlap(tmp_path: Path) -> None:
    """Each has its own words."""
    data = word("<w:p><w:r><w:t>The old board ruled on the new patent of the firm.</w:t></w:r></w:p>")
    done = commented(tmp_path, data, "The old board", " ruled on", "on the new patent of the firm")
    assert sorted(marked(done).values()) == [" ruled on", "The old board", "on the new patent of the firm"]
    assert read("a.docx", done).text == read("a.docx", data).text


def test_findings_on_the_same_words_are_one_comment(tmp_path: Path) -> None:
    """Which tells of all of them."""
    data = word("<w:p><w:r><w:t>The board ruled.</w:t></w:r></w:p>")
    done = commented(tmp_path, data, "board ruled", "ruled")
    assert len(marked(done)) == 1
    assert b"Also, error" in parts(done)["word/comments.xml"]


def test_a_finding_in_a_note_is_marked_at_its_number(tmp_path: Path) -> None:
    """The notes themselves stay as they are."""
    note = '<w:footnote w:id="{}"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
    body = '<w:p><w:r><w:t>It sat.</w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r><w:r><w:footnoteReference w:id="4"/></w:r></w:p>'
    data = word(body, footnotes=note.format(4, "It ruled.") + note.format(5, "Well."))
    done = commented(tmp_path, data, "ruled")
    text = parts(done)["word/document.xml"].decode()
    assert re.search(r'RangeStart w:id="0"/><w:r><w:footnoteReference w:id="4"/></w:r><w:commentRangeEnd', text)
    assert parts(done)["word/footnotes.xml"] == parts(data)["word/footnotes.xml"]


def test_a_finding_in_a_text_box_is_marked_at_the_box(tmp_path: Path) -> None:
    """Word has no comments inside of boxes."""
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>It ruled.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    done = commented(tmp_path, word(f"<w:p><w:r><w:t>Well.</w:t></w:r>{box}</w:p>"), "ruled")
    assert (
        f'<w:commentRangeStart w:id="0"/>{box}<w:commentRangeEnd w:id="0"/>'
        in parts(done)["word/document.xml"].decode()
    )


_TEXTS = st.text(alphabet="ab &<é\u2014", min_size=0, max_size=8)
_PIECES = st.one_of(
    _TEXTS.map(lambda words: T.format(escape(words))),
    _TEXTS.map(lambda words: f"<w:t>{escape(words)}</w:t>"),
    st.sampled_from(["<w:tab/>", "<w:t>&#97;</w:t>", "<w:lastRenderedPageBreak/>"]),
)
_RUNS = st.tuples(st.sampled_from(["", "<w:rPr><w:b/></w:rPr>"]), st.lists(_PIECES, max_size=3)).map(
    lambda made: f"<w:r>{made[0]}{''.join(made[1])}</w:r>"
)
_BODIES = st.lists(st.lists(_RUNS, max_size=4).map(lambda runs: f"<w:p>{''.join(runs)}</w:p>"), min_size=1, max_size=3)


@given(_BODIES.map("".join), st.data())
def test_any_words_of_any_runs_are_marked(
    tmp_path_factory: pytest.TempPathFactory, body: str, data: st.DataObject
) -> None:
    """Whatever the runs, the words in the range are those asked for, and the text reads as before."""
    file = word(body)
    draft = read("a.docx", file)
    ends = st.tuples(st.integers(0, len(draft.text)), st.integers(0, len(draft.text)))
    spans = [Span(*sorted(data.draw(ends))) for _ in range(data.draw(st.integers(1, 3)))]
    spans = [span for span in spans if span.start < span.end and draft.runs_of(span)]
    done = commented(tmp_path_factory.getbasetemp(), file, *spans)
    assert read("a.docx", done).text == draft.text
    said = {re.sub(r"[\s\t]", "", words) for words in marked(done).values()} if spans else set()
    assert said <= {re.sub(r"\s", "", span.of(draft.text)) for span in spans}
    assert bool(said) is bool(spans)


@pytest.mark.parametrize("name", ["libreoffice.docx", "pandoc.docx"])
def test_files_of_other_programs(tmp_path: Path, name: str) -> None:
    """Written back with all else as it was."""
    data = (DOCUMENTS / name).read_bytes()
    done = commented(tmp_path, data, "National Cyber Security Centre", "Tessaly infringed")
    assert {"National Cyber Security Centre", "Tessaly infringed"} <= set(marked(done).values())
    assert read("a.docx", done).text == read("a.docx", data).text
    same = {n for n, part in parts(data).items() if parts(done)[n] == part}
    assert parts(data).keys() - same <= {
        "word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml",
    }  # fmt: skip


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice")
def test_libreoffice_shows_the_comments(tmp_path: Path) -> None:
    """At the right words, after it has opened and saved the file anew."""
    data = (DOCUMENTS / "pandoc.docx").read_bytes()
    (tmp_path / "b.docx").write_bytes(commented(tmp_path, data, "National Cyber Security Centre", "Tessaly infringed"))
    line = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "odt"]
    subprocess.run([*line, "b.docx"], cwd=tmp_path, check=True, capture_output=True, timeout=180)
    text = parts((tmp_path / "b.odt").read_bytes())["content.xml"].decode()
    found = re.findall(
        r'<office:annotation [^>]*office:name="([^"]*)".*?</office:annotation>(.*?)<office:annotation-end office:name="\1"/>',
        text, re.DOTALL,
    )  # fmt: skip
    assert {re.sub(r"<[^>]*>", "", words) for _, words in found} == {
        "National Cyber Security Centre",
        "Tessaly infringed",
    }
    assert text.count("No &lt;power&gt;.") == 2


def test_without_findings_the_file_is_the_same(tmp_path: Path) -> None:
    """Byte for byte."""
    data = (DOCUMENTS / "libreoffice.docx").read_bytes()
    assert commented(tmp_path, data) == data


def test_only_one_word_file_is_given_back(tmp_path: Path, report: Report) -> None:
    """Anything else is told in a line; so is a file that has changed meanwhile."""
    with pytest.raises(OutputError, match="one Word file"):
        render(report, io.BytesIO())
    with pytest.raises(OutputError, match="no Word file"):
        render(Report(DAY, report.drafts[:1]), io.BytesIO())
    data = word("<w:p><w:r><w:t>It ruled.</w:t></w:r></w:p>")
    draft = read(str(tmp_path / "a.docx"), data)
    found = Finding("r", "k", Severity.ERROR, Span(3, 8), "m", "", (), "")
    made = Report(DAY, (checked(draft, [found], whole=True),))
    for other in (word("<w:p><w:r><w:t>It slept.</w:t></w:r></w:p>"), b"PK", b""):
        (tmp_path / "a.docx").write_bytes(other)
        with pytest.raises(ViresError):
            render(made, io.BytesIO())


@given(
    st.dictionaries(st.text(alphabet="abé/", min_size=1, max_size=5), st.binary(max_size=50), min_size=1, max_size=4),
    st.data(),
)
def test_a_zip_is_repacked(files: dict[str, bytes], data: st.DataObject) -> None:
    """Changed files are changed, new ones are there, and all others are copied as they are packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 6))
            info.compress_type = data.draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
            archive.writestr(info, content)
    changed = data.draw(st.dictionaries(st.sampled_from([*files, "new"]), st.binary(max_size=50)))
    done = repack(out.getvalue(), changed)
    assert parts(done) == files | changed
    with zipfile.ZipFile(io.BytesIO(done)) as after, zipfile.ZipFile(out) as before:
        for info in after.infolist():
            if info.filename in files and info.filename not in changed:
                old = before.getinfo(info.filename)
                assert (info.date_time, info.compress_type, info.compress_size) == (
                    old.date_time, old.compress_type, old.compress_size,
                )  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06", b"PK\x05\x06" + b"\xff" * 30, b"PK\x03\x04" * 40])
def test_what_is_no_zip_is_told(data: bytes) -> None:
    """Never half a file."""
    with pytest.raises(UnusualZipError):
        repack(data, {"a": b""})


def test_a_bomb_is_never_unpacked() -> None:
    """A large file in a small zip is copied as it is packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("bomb", "w") as file:
        for _ in range(64):
            file.write(bytes(1 << 20))
    assert len(repack(out.getvalue(), {"a": b"x"})) < 200_000
