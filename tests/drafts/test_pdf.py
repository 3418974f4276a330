"""PDFs to prose: lines put together into paragraphs, and the page of each word."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.drafts import pdf
from checker.drafts.draft import Draft
from checker.drafts.pdf import draft_of, read
from checker.drafts.pdfium import Line, Page
from checker.errors import DraftError
from checker.spans import Span

DOCUMENTS = Path(__file__).parent / "documents"


def document(name: str) -> Draft:
    draft = read(name, (DOCUMENTS / name).read_bytes())
    check(draft)
    return draft


def check(draft: Draft) -> None:
    """Unchanged slices are the source's words, and all but white space has a place."""
    at = 0
    for part in draft.slices:
        assert not draft.text[at : part.text].strip()
        at = part.text + part.length
        if not part.covers:
            assert draft.text[part.text : at] == draft.source[part.source : part.source + part.length]
    assert not draft.text[at:].strip()


@pytest.mark.parametrize("name", ["pages.pdf", "columns.pdf"])
def test_pages_and_columns_become_paragraphs(name: str) -> None:
    text = document(name).text
    assert (
        "Where the claim stands\n\nThe dispute now sits with the National Cyber Security Centre, which will rule on whether"
        in text
    )
    assert (
        "\n\nNeither company would say how much is at stake. Their accounts suggest that the braking system brings in"
        in text
    )
    assert (
        "\n\nThe well-known engineer who designed the system left Tessaly in 2021. He has told friends that the idea"
        in text
    )
    assert text.endswith("serving its customers.\n\n1 The comptroller was not asked.")
    assert "Page 1" not in text
    assert "\u00ad" not in text


def test_a_place_is_a_page() -> None:
    draft = document("pages.pdf")
    at = {word: draft.text.index(word) for word in ("Where", "A jury", "Analysts", "customers")}
    assert {word: str(draft.place(Span(i, i + 1)).where) for word, i in at.items()} == {
        "Where": "page 1", "A jury": "page 1", "Analysts": "page 2", "customers": "page 2",
    }  # fmt: skip


def test_words_cut_at_a_line_end_have_the_place_of_both_halves() -> None:
    draft = document("columns.pdf")
    words = [word for word in draft.text.replace("\n", " ").split() if len(word) > 6]
    cut = [
        word
        for word in words
        if (at := draft.text.index(word)) >= 0 and "-\n" in draft.to_source(Span(at, at + len(word))).of(draft.source)
    ]
    assert cut
    for word in cut:
        at = draft.text.index(word)
        assert draft.to_source(Span(at, at + len(word))).of(draft.source).replace("-\n", "") == word


def test_tables_lists_and_notes() -> None:
    text = document("libreoffice.pdf").text
    assert "\n\nCourt\n\nLimit\n\nIPEC\n\n£500,000" in text
    assert "\n\nFirst point\n\nSecond point\n\n1 A jury in the High Court heard the first claim." in text
    assert "infringed the patent. Costs & fees follow.\n\nSee the guidance first." in text


def test_a_page_printed_by_a_browser() -> None:
    text = document("chromium.pdf").text
    assert text.startswith(
        "Tessaly v Fennick\n\nWhere it stands\n\nThe dispute now sits with the National Cyber Security Centre, which"
    )
    assert (
        "whether Tessaly infringed the patent.\n\nCourt\n\nLimit\n\nIPEC £500,000\n\none point\n\nanother\n\nSee"
        in text
    )


LEFT, RIGHT, SIZE = 50.0, 250.0, 10.0


def drawn(*texts: str, top: float = 700.0, **more: float) -> list[Line]:
    """Return lines one below the other, as wide as their letters."""
    given = {"left": LEFT, "size": SIZE, **more}
    return [
        Line(t, given["left"], given["left"] + len(t) * 5, top - i * 12, given["size"]) for i, t in enumerate(texts)
    ]


def prose(*pages: list[Line]) -> str:
    draft = draft_of("d", [Page(800, lines) for lines in pages])
    check(draft)
    return draft.text


FULL = "These words fill a line to its very end,"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (drawn(FULL, "and more follow."), f"{FULL} and more follow."),
        (drawn("It is short.", "And so is this one, but for some words."), "It is short.\n\nAnd so is this one, but for some words."),
        (drawn("These words fill it to the end and govern-", "ment is cut in two by it."), "These words fill it to the end and government is cut in two by it."),
        (drawn("He is well-known, she says. He is so well-", "known that all know it, they say, indeed."), "He is well-known, she says. He is so well-known that all know it, they say, indeed."),
        (drawn("The oﬃce ﬁled it."), "The office filed it."),
        (drawn("• First", "• Second thing"), "First\n\nSecond thing"),
        (drawn("Head", size=16) + drawn(FULL, top=684), f"Head\n\n{FULL}"),
        (drawn(FULL, FULL) + drawn(FULL, top=640), f"{FULL} {FULL}\n\n{FULL}"),
        (drawn(FULL, FULL) + drawn(FULL, top=676, left=60), f"{FULL} {FULL}\n\n{FULL}"),
        (drawn("IPO\tThe office") + drawn("has fined", "nobody.", top=688, left=90) + drawn("A\tNew", top=664), "IPO\n\nThe office has fined nobody.\n\nA\n\nNew"),
        (drawn("IPO\tThe office.") + drawn("So", top=688, left=90), "IPO\n\nThe office.\n\nSo"),
        (drawn("IPO\tThe office") + drawn("So", top=688), "IPO\n\nThe office\n\nSo"),
        (drawn("A cell\tAnother\tA third, much longer one"), "A cell\n\nAnother\n\nA third, much longer one"),
    ],
)  # fmt: skip
def test_lines_become_paragraphs(lines: list[Line], text: str) -> None:
    assert prose(lines) == text


def test_what_a_browser_prints_around_the_page_is_left_out() -> None:
    assert prose(drawn(FULL) + drawn("https://example.org/a\t1/1", top=20)) == FULL


def test_a_paragraph_goes_on_past_the_page_its_head_and_its_notes() -> None:
    head = drawn("A note on patents", top=780)
    pages = [
        head + drawn(FULL, FULL) + drawn("1 A note.", top=80, size=8) + drawn("- 1 -", top=20),
        head + drawn("and on it goes here.") + drawn("- 2 -", top=20),
        head + drawn("A new one.") + drawn("- 3 -", top=20),
    ]
    assert prose(*pages) == f"{FULL} {FULL} and on it goes here.\n\n1 A note.\n\nA new one."


WORDS = st.lists(
    st.sampled_from(["court", "a", "government", "well-known", "ﬁled", "ruled.", "The", "NCSC,", "12", "é"]),
    min_size=1,
    max_size=30,
)


def set_in_lines(words: list[str], top: float) -> list[Line]:
    """Set words as a program does that cuts long ones at the end of a line."""
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) + 1 <= 40:
            lines[-1] = f"{lines[-1]} {word}".strip()
        elif word == "government":
            lines[-1] += " govern-"
            lines.append("ment")
        else:
            lines.append(word)
    return drawn(*lines, top=top)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_every_word_of_generated_pages_has_its_place(texts: list[list[str]]) -> None:
    pages = [Page(800, set_in_lines(words, 700)) for words in texts]
    draft = draft_of("d", pages)
    check(draft)
    for word in ("court", "government", "filed"):
        at = draft.text.find(word)
        while at >= 0:
            place = draft.place(Span(at, at + len(word)))
            assert place.span.of(draft.source).replace("-\n", "").replace("ﬁ", "fi") == word
            assert place.where is not None
            page = pages[place.where.number - 1]
            assert any(place.span.of(draft.source).split("\n")[0] in line.text for line in page.lines)
            at = draft.text.find(word, at + 1)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", "a.pdf: is not a PDF - give its name the suffix of what it is, or print it anew"),
        (
            b"%PDF-1.7 and no more",
            "a.pdf: is damaged or cut off: PDFium cannot open it - open it and print it to a new PDF",
        ),
        (
            (DOCUMENTS / "locked.pdf").read_bytes(),
            "a.pdf: is locked by a password - save a copy of it without the password",
        ),
    ],
)
def test_what_cannot_be_read_is_told_in_a_line(data: bytes, error: str) -> None:
    with pytest.raises(DraftError) as caught:
        read("a.pdf", data)
    assert str(caught.value) == error


def test_a_cut_off_file_is_an_error_or_what_is_left_of_it() -> None:
    whole = (DOCUMENTS / "pages.pdf").read_bytes()
    for size in (100, len(whole) // 2, len(whole) - 200):
        with suppress(DraftError):
            check(read("a.pdf", whole[:size]))


def test_pictures_alone_are_an_error() -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    data = (
        b"%PDF-1.4\n"
        + b"".join(b"%d 0 obj%b endobj\n" % (i, o) for i, o in enumerate(objects, 1))
        + b"trailer<</Root 1 0 R>>"
    )
    with pytest.raises(DraftError, match="has no text, only pictures - run text recognition"):
        read("a.pdf", data)


def test_time_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.001)
    with pytest.raises(DraftError, match=r"takes more than 0\.001 seconds to read"):
        document("pages.pdf")


def test_a_module_in_the_folder_where_it_is_started_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json.py", "ctypes.py", "pypdfium2.py"):
        (tmp_path / name).write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert document("pages.pdf").text


def test_without_the_library_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    with pytest.raises(DraftError) as caught:
        document("pages.pdf")
    assert str(caught.value) == "pages.pdf: PDF is read by pypdfium2, which is not installed - pip install pypdfium2"
