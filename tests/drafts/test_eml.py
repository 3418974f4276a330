"""E-mail to prose: subject and message, in their places."""

from __future__ import annotations

from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.drafts.eml import read
from checker.errors import DraftError
from checker.spans import Span

SAID = "The court ruled – for now – on it.\nSo they say.\n"


def mail(text: str = "", html: str = "", subject: str = "", cte: str | None = None) -> bytes:
    made = EmailMessage()
    made["From"] = "a@example.org"
    if subject:
        made["Subject"] = subject
    if text:
        made.set_content(text, cte=cte)
    if html:
        (made.add_alternative if text else made.set_content)(html, subtype="html", cte=cte)
    return bytes(made)


@pytest.mark.parametrize("cte", ["8bit", "quoted-printable", "base64"])
def test_a_message_in_any_transfer_encoding(cte: str) -> None:
    """Places are the file's own lines; in words, where the message has none there."""
    data = mail(SAID, "<p>no</p>", "Tessaly – a note", cte)
    draft = read("a.eml", data)
    assert draft.text == f"Tessaly – a note\n\n{SAID}"
    for words, where in {"Tessaly": "subject", "they say": "message"}.items():
        at = draft.text.index(words)
        place = draft.place(Span(at, at + len(words)))
        assert place.span.of(draft.source) == words
        if cte == "base64":
            assert str(place.where) == where
        else:
            assert place.where is None
            assert data.decode().splitlines()[place.line - 1][place.column - 1 :].startswith(words)


def test_a_message_in_quoted_printable_has_its_place_though_its_lines_are_cut() -> None:
    """A word goes on behind a line cut short; a letter is the bytes that write it, in any encoding of letters."""
    for charset, dash in (("utf-8", "=E2=80=\n=93"), ("windows-1252", "=96")):
        head = f"From: a\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: quoted-printable"
        draft = read("a.eml", f"{head}\n\nIt ad=\njudicates {dash} now =3D here.\n".encode())
        assert draft.text == "It adjudicates – now = here.\n"
        for words, written in {"adjudicates": "ad=\njudicates", "–": dash, "= here": "=3D here"}.items():
            at = draft.text.index(words)
            assert draft.place(Span(at, at + len(words))).span.of(draft.source) == written


def test_a_subject_in_the_q_encoding_has_its_place_letter_by_letter() -> None:
    """Through words that are coded one after the other, and letters of several bytes."""
    head = "From: a\nSubject: The =?utf-8?q?caf=C3=A9=E2=80=99s_claim?= =?windows-1252?Q?_=96_now?=\n at MI5\n\nIt goes on.\n"
    draft = read("a.eml", head.encode())
    assert draft.text == "The café’s claim – now at MI5\n\nIt goes on.\n"
    for words, written in {
        "café": "caf=C3=A9",
        "claim": "claim",
        "–": "=96",
        "now at": "now?=\n at",
        "goes": "goes",
    }.items():
        at = draft.text.index(words)
        place = draft.place(Span(at, at + len(words)))
        assert place.where is None
        assert place.span.of(draft.source) == written


@pytest.mark.parametrize("word", ["=?utf-8?b?VGhlIGNhZsOpIGNsYWlt?=", "=?utf-8?q?The_caf=C3?= =?utf-8?q?=A9_claim?="])
def test_a_subject_without_places_is_called_so(word: str) -> None:
    """In base64, or with a letter that is cut in two, it is the subject; the message has its lines all the same."""
    draft = read("a.eml", f"From: a\nSubject: {word}\nTo: b\n\nIt goes on.\n".encode())
    assert str(draft.place(Span(0, 3)).where) == "subject"
    at = draft.text.index("goes")
    place = draft.place(Span(at, at + 4))
    assert (place.where, place.line, place.column, draft.has_lines) == (None, 5, 4, True)


def test_a_page_in_quoted_printable_has_its_place() -> None:
    """Through what is written in the page, and how that is written in the file."""
    head = (
        "From: a\nSubject: On\n it\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable"
    )
    draft = read("a.eml", f'{head}\n\n<p class=3D"x">The caf=C3=A9 &amp;=\n the <b>court</b>\n'.encode())
    assert draft.text == "On it\n\nThe café & the court"
    for words, written in {
        "On it": "On\n it",
        "café": "caf=C3=A9",
        "&": "&amp;",
        "& the": "&amp;=\n the",
        "court": "court",
    }.items():
        at = draft.text.index(words)
        assert draft.place(Span(at, at + len(words))).span.of(draft.source) == written


def test_a_page_is_read_where_there_is_no_text() -> None:
    draft = read("a.eml", mail(html="<html><style>p{}</style><p>The <b>court</b> &amp; all", subject="Now"))
    assert draft.text == "Now\n\nThe court & all"
    at = draft.text.index("& all")
    assert draft.place(Span(at, at + 5)).span.of(draft.source) == "&amp; all"


def test_what_is_quoted_signed_or_attached_is_left_out() -> None:
    made = EmailMessage()
    made["From"] = "a@example.org"
    made.set_content("New words.\n\nOn 3 March 2025, B wrote:\n> old words\n >> older\n\nMore.\n-- \nA Person\n")
    made.add_attachment("attached", filename="a.txt")
    assert read("a.eml", bytes(made)).text.split() == ["New", "words.", "More."]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"no headers here", "a.eml: is no e-mail: it has no headers - save the message's text as .txt"),
        (b"", "a.eml: is no e-mail: it has no headers - save the message's text as .txt"),
        (b"From: a\nContent-Type: application/pkcs7-mime\n\nx", "a.eml: has no message in text or HTML (it may be encrypted) - save the message's text as .txt"),
        (b"From: a\nContent-Type: text/plain; charset=x-none\n\nx", "a.eml: names an encoding that is not read: x-none - save the file as UTF-8"),
    ],
)  # fmt: skip
def test_what_is_no_message_is_an_error(data: bytes, error: str) -> None:
    with pytest.raises(DraftError) as caught:
        read("a.eml", data)
    assert str(caught.value) == error


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("court é–😋>\n-"), max_size=60), st.sampled_from(["8bit", "quoted-printable", "base64"]))
def test_every_word_of_a_generated_message_has_its_place(text: str, cte: str) -> None:
    draft = read("a.eml", mail(f"x {text}", subject="court now", cte=cte))
    at = draft.text.find("court")
    while at >= 0:
        assert draft.place(Span(at, at + 5)).span.of(draft.source).replace("=\n", "") == "court"
        at = draft.text.find("court", at + 1)


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(st.sampled_from("From: \nContent-Type: multipart/mixed; boundary=b--=?utf-8?q?_?="), max_size=300).map(
        str.encode
    )
)
def test_any_bytes_are_a_draft_or_an_error(data: bytes) -> None:
    with suppress(DraftError):
        read("a.eml", b"From: a\n" + data)
