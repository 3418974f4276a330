"""OpenDocument texts to prose: what a reader of the page sees, and the paragraph or note of each word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.drafts.odt import read, read_flat
from checker.errors import DraftError
from checker.spans import Span

DOCUMENTS = Path(__file__).parent / "documents"
STYLES = (
    '<style:style style:name="S"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="B"><style:text-properties style:text-line-through-style="none"/></style:style>'
)
NOTE = '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation><text:note-body><text:p>{}</text:p></text:note-body></text:note>'


@pytest.mark.parametrize(
    ("body", "prose"),
    [
        ("<text:h>Head</text:h><text:p>The <text:span>High</text:span> Court</text:p><text:p/>", "Head\n\nThe High Court"),
        ("<text:p> a \n b<text:s/><text:s text:c='2'/>c<text:tab/>d<text:line-break/>e </text:p>", "a b   c\td\ne "),
        ("<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list><text:p>b</text:p>", "a\n\nb"),
        ("<table:table><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table>", "a\n\nb"),
        ("<text:tracked-changes><text:deletion><text:p>old</text:p></text:deletion></text:tracked-changes><text:p>n<text:change/>ew</text:p>", "new"),
        ("<text:tracked-changes><text:changed-region text:id='d'><text:deletion/></text:changed-region><text:changed-region text:id='i'><text:insertion/></text:changed-region></text:tracked-changes><text:p>a <text:change-start text:change-id='d'/>old<text:tab/><text:change-end text:change-id='d'/><text:change-start text:change-id='i'/>new<text:change-end text:change-id='i'/> b</text:p>", "a new b"),
        ("<office:master-styles><style:header><text:p>running head</text:p></style:header></office:master-styles><text:p>a</text:p>", "a"),
        ("<text:p>a<office:annotation><text:p>comment</text:p></office:annotation> b</text:p>", "a b"),
        (f"<text:p>One{NOTE.format('footnote', 'note')} two</text:p><text:p>Three</text:p>", "One two\n\nThree\n\nnote"),
        (f"<text:p>1{NOTE.format('endnote', 'end')}2{NOTE.format('footnote', 'foot')}</text:p>", "12\n\nfoot\n\nend"),
        ("<text:p><draw:frame><svg:desc>picture</svg:desc><draw:text-box><text:p>in</text:p></draw:text-box></draw:frame>out</text:p>", "out\n\nin"),
        ("<text:p>a<text:span text:style-name='S'>b<text:span>c</text:span></text:span><text:span text:style-name='H'>d</text:span><text:span text:style-name='B'>e</text:span></text:p>", "ae"),
        ("<text:table-of-content><text:index-body><text:p>Head 1</text:p></text:index-body></text:table-of-content><text:p>a</text:p>", "a"),
        ("<text:p>co\u00adurt &amp; &#8364;</text:p>", "court & €"),
        ("", ""),
    ],
)  # fmt: skip
def test_prose(odt: Callable[..., bytes], body: str, prose: str) -> None:
    draft = read("a.odt", odt(body, STYLES))
    assert draft.text == prose
    for part in draft.slices:
        assert draft.text[part.text : part.text + part.length] == draft.source[part.source : part.source + part.length]


@pytest.mark.parametrize("name", ["libreoffice.odt", "pandoc.odt"])
def test_files_of_other_programs(name: str) -> None:
    draft = read(name, (DOCUMENTS / name).read_bytes())
    said = "The dispute now sits with the National Cyber Security Centre, which will rule on whether Tessaly infringed the patent."
    assert f"Tessaly v Fennick\n\n{'' if 'libre' in name else 'Where it stands' + chr(10) * 2}{said}" in draft.text
    at = draft.text.index("A jury in the High Court heard the first claim.")
    assert str(draft.place(Span(at, at + 6)).where) == "footnote 1"
    for left_out in ("comptroller", "Is this so", "Hidden words", "Struck words"):
        assert left_out not in draft.text


def test_a_flat_file() -> None:
    spaces = " ".join(f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in ("office", "text"))
    flat = f"<office:document {spaces}><office:body><text:p>Wörds</text:p></office:body></office:document>"
    assert read_flat("a.fodt", flat.encode()).text == "Wörds"
    with pytest.raises(DraftError, match=r"a\.fodt:1:9: is damaged: it is no XML there"):
        read_flat("a.fodt", b"<a><b></a>")


WORDS = st.text(st.sampled_from("court é😋 \n"), max_size=8)
INLINE = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        inner.map("<text:span>{}</text:span>".format), inner.map("<text:span text:style-name='S'>{}</text:span>".format),
        inner.map("<text:a>{}</text:a><text:line-break/>".format), inner.map(lambda words: NOTE.format("footnote", words)),
        inner.map("<draw:text-box><text:p>{}</text:p></draw:text-box>".format), st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=5,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(paragraphs=st.lists(INLINE, max_size=4))
def test_every_word_of_a_generated_text_has_its_place(odt: Callable[..., bytes], paragraphs: list[str]) -> None:
    draft = read("a.odt", odt("".join(f"<text:p>{words}</text:p>" for words in paragraphs), STYLES))
    at = draft.text.find("court")
    while at >= 0:
        place = draft.place(Span(at, at + 5))
        assert place.span.of(draft.source) == "court"
        assert draft.source.split("\n")[place.line - 1][place.column - 1 :].startswith("court")
        assert place.where is not None
        at = draft.text.find("court", at + 5)
