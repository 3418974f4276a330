"""Word files to prose: what a reader of the page sees, and the very bytes that write each word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.drafts.docx import read
from checker.drafts.draft import Draft
from checker.spans import Span

DOCUMENTS = Path(__file__).parent / "documents"
Make = Callable[..., bytes]


def t(words: str) -> str:
    return f'<w:t xml:space="preserve">{escape(words)}</w:t>'


def r(words: str, looks: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{t(words)}</w:r>"


def field(instruction: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return mark.format("begin") + code + mark.format("separate") + result + mark.format("end")


BOX = "<w:txbxContent><w:p>{}</w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("body", "prose"),
    [
        (f"<w:p>{r('The ')}{r('High', '<w:b/>')}{r(' Court')}</w:p><w:p/><w:p>{r('ruled')}</w:p>", "The High Court\n\nruled"),
        (f"<w:tbl><w:tr><w:tc><w:p>{r('a')}</w:p></w:tc><w:tc><w:p>{r('b')}</w:p></w:tc></w:tr></w:tbl>", "a\n\nb"),
        (f"<w:p><w:ins>{r('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>", "new"),
        (f"<w:p><w:moveFrom>{r('was')}</w:moveFrom>x <w:moveTo>{r('is')}</w:moveTo></w:p>", "is"),
        (f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('one ')}</w:p><w:p>{r('two')}</w:p><w:p>{r('three')}</w:p>", "one two\n\nthree"),
        (f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{r('a')}</w:p></w:tc></w:tr></w:tbl><w:p>{r('b')}</w:p>", "b"),
        (f"<w:p><w:hyperlink>{r('link')}</w:hyperlink><w:smartTag>{r(' tag')}</w:smartTag></w:p>", "link tag"),
        (f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{r('kept')}</w:sdtContent></w:sdt></w:p>", "kept"),
        (f"<w:p>{r('a')}<w:r><w:tab/>{t('b')}<w:br/>{t('c')}<w:noBreakHyphen/><w:softHyphen/>{t('d')}</w:r></w:p>", "a\tb\nc-d"),
        (f"<w:p>{r('see ')}{field('REF _1 ', r('section 2'))}{r(' on')}</w:p>", "see section 2 on"),
        (f"<w:p>{field('TOC', r('Heading 3'))}</w:p><w:p>{r('x')}</w:p>", "x"),
        (f"<w:p>{field('IF ' + field('PAGE', r('1')), r('shown'))}</w:p>", "shown"),
        (f"<w:p>{r('hidden', '<w:vanish/>')}{r('seen', '<w:vanish w:val=&quot;0&quot;/>'.replace('&quot;', chr(34)))}</w:p>", "seen"),
        (f"<w:p>{r('struck', '<w:strike/>')}{r('was', '<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>')}</w:p>", "was"),
        ("<w:p><w:r><w:t> a </w:t><w:t xml:space='preserve'> b</w:t></w:r></w:p>", "a b"),
        (f"<w:p>{r('AT&T <x>')}</w:p>", "AT&T <x>"),
        ("<w:p><w:r><w:t>co\u00adurt &#x20ac;&#53;</w:t></w:r></w:p>", "court €5"),
        (f"<w:p>{r('out')}<w:r><w:pict><v:textbox>{BOX.format(r('in'))}</v:textbox></w:pict></w:r>{r('side')}</w:p>", "outside\n\nin"),
        (f"<w:p><w:r><mc:AlternateContent><mc:Choice>{BOX.format(r('new'))}</mc:Choice><mc:Fallback>{BOX.format(r('old'))}</mc:Fallback></mc:AlternateContent></w:r></w:p>", "new"),
        (f"<w:p><w:commentRangeStart/>{r('said')}<w:r><w:commentReference/></w:r></w:p>", "said"),
        ("", ""),
    ],
)  # fmt: skip
def test_prose(docx: Make, body: str, prose: str) -> None:
    draft = read("a.docx", docx(body))
    assert draft.text == prose
    check(draft, docx(body))


def test_notes_come_last_by_their_numbers(docx: Make) -> None:
    ref = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    note = '<w:footnote w:id="{}"{}><w:p>{}</w:p></w:footnote>'
    data = docx(
        f"<w:p>{r('One')}{ref.format(7)}{r(' two')}{ref.format(3)}</w:p><w:p>{r('Three')}</w:p>",
        note.format(0, ' w:type="separator"', r("line"))
        + note.format(3, "", r("note b"))
        + note.format(7, "", r(" note a")),
    )
    draft = read("a.docx", data)
    assert draft.text == "One two\n\nThree\n\nnote a\n\nnote b"
    assert [str(where) for where in draft.wheres] == ["paragraph 1", "paragraph 2", "footnote 1", "footnote 2"]
    assert [where.part for where in draft.wheres][1:3] == ["word/document.xml", "word/footnotes.xml"]
    check(draft, data)


def test_a_place_is_a_paragraph_or_text_box(docx: Make) -> None:
    draft = read("a.docx", docx(f"<w:p>{r('One')}<w:r>{BOX.format(r('box'))}</w:r></w:p><w:p/><w:p>{r('Two')}</w:p>"))
    places = {
        word: str(draft.place(Span(at, at + 3)).where)
        for word in ("One", "box", "Two")
        if (at := draft.text.index(word)) >= 0
    }
    assert places == {"One": "paragraph 1", "box": "text box 1", "Two": "paragraph 2"}


def test_the_transitional_names_are_not_the_only_ones(docx: Make, pack: Callable[..., bytes]) -> None:
    strict = "<d:document xmlns:d='http://purl.oclc.org/ooxml/wordprocessingml/main'><d:body><d:p><d:r><d:t>x</d:t></d:r></d:p></d:body></d:document>"
    assert read("a.docx", pack({"word/document.xml": strict})).text == "x"


def test_a_part_in_another_encoding_is_read_without_runs(pack: Callable[..., bytes]) -> None:
    xml = "<?xml version='1.0' encoding='utf-16'?><w:document xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'><w:body><w:p><w:r><w:t>café</w:t></w:r></w:p></w:body></w:document>"
    draft = read("a.docx", pack({"word/document.xml": xml.encode("utf-16")}))
    assert (draft.text, draft.runs) == ("café", ())


@pytest.mark.parametrize("name", ["libreoffice.docx", "pandoc.docx"])
def test_files_of_other_programs(name: str) -> None:
    data = (DOCUMENTS / name).read_bytes()
    draft = read(name, data)
    check(draft, data)
    assert draft.text.startswith("Tessaly v Fennick\n\n")
    said = "The dispute now sits with the National Cyber Security Centre, which will rule on whether Tessaly infringed the patent."
    assert f"\n\n{said}" in draft.text
    assert "\n\nIPEC\n\n£500,000\n\n" in draft.text
    at = draft.text.index("A jury in the High Court heard the first claim.")
    assert str(draft.place(Span(at, at + 6)).where) == "footnote 1"
    at = draft.text.index("National Cyber Security Centre")
    assert len(draft.runs_of(Span(at, at + 30))) == (3 if "libre" in name else 1)
    for left_out in ("comptroller", "Is this so", "Hidden words"):
        assert left_out not in draft.text


def check(draft: Draft, data: bytes) -> None:
    """Every word of the prose is the source's, and is written by the bytes that its runs name."""
    for part in draft.slices:
        assert draft.text[part.text : part.text + part.length] == draft.source[part.source : part.source + part.length]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for start in range(0, len(draft.text), 3):
        for end in range(start + 1, min(start + 20, len(draft.text)), 4):
            words(draft, Span(start, end), parts)


def words(draft: Draft, span: Span, parts: dict[str, bytes]) -> None:
    found = draft.to_source(span)
    at = found.start
    for run in draft.runs_of(span):
        raw = parts[run.run.part]
        assert run.source.start - at <= 1  # a line end, which no run writes
        at = run.source.end
        written = raw[run.written.start : run.written.end]
        if run.plain:
            assert written.decode() == run.source.of(draft.source)
        else:
            assert written[:1] in b"&<"
            assert len(run.source.of(draft.source)) == 1
            assert written[-1:] in b";>"
            assert written.count(b"<") <= 1 or written.startswith((b"<w:tab>", b"<w:br>"))
        assert run.run.span.contains(run.element)
        assert run.element.contains(run.written)
        assert raw[run.element.start : run.element.end].startswith(b"<w:")
        element = raw[run.run.span.start : run.run.span.end]
        assert element.startswith(b"<w:r>")
        assert element.endswith(b"</w:r>")
        looks = raw[run.run.properties.start : run.run.properties.end]
        assert not looks or (looks.startswith(b"<w:rPr>") and looks.endswith(b"</w:rPr>"))
    assert found.end - at <= 1


TEXT = st.text(st.sampled_from("ab court😋é&<>\u00ad\u00a0\t"), max_size=8)
RUN = st.one_of(
    st.builds(r, TEXT, st.sampled_from(["", "<w:b/>", "<w:strike/>", "<w:i/><w:vanish/>"])),
    TEXT.map(lambda words: f"<w:del><w:r><w:delText>{escape(words)}</w:delText></w:r></w:del>"),
    TEXT.map(lambda words: f'<w:ins w:id="1">{r(words)}</w:ins>'),
    TEXT.map(lambda words: f"<w:r><w:t>{escape(words)}</w:t><w:br/>{t(words)}<w:tab></w:tab></w:r>"),
    TEXT.map(lambda words: f"<w:r>{BOX.format(r(words))}</w:r>"),
    TEXT.map(lambda words: field("REF x", r(words))),
    st.just("<w:r><w:t>&#x20AC;&quot;</w:t></w:r>"),
)
PARAGRAPHS = st.lists(st.lists(RUN, max_size=4).map(lambda runs: f"<w:p>{''.join(runs)}</w:p>"), max_size=4).map(
    "".join
)


@settings(max_examples=200, deadline=None)
@given(body=PARAGRAPHS)
def test_every_word_of_a_generated_document_is_written_by_its_runs(docx: Make, body: str) -> None:
    data = docx(body)
    check(read("a.docx", data), data)


def test_a_tab_and_an_entity_are_the_bytes_that_write_them(docx: Make) -> None:
    """Whatever follows them."""
    data = docx(
        "<w:p><w:r><w:t>a &amp;</w:t><w:tab/><w:t>b</w:t><w:br/></w:r><w:r><w:tab></w:tab><w:t>c</w:t></w:r></w:p>"
    )
    draft = read("a.docx", data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        raw = archive.read("word/document.xml")
    written = [raw[run.written.start : run.written.end] for run in draft.runs]
    assert written == [b"a ", b"&amp;", b"<w:tab/>", b"b", b"<w:br/>", b"<w:tab></w:tab>", b"c"]
