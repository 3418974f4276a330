"""Marks of trainees map back to the exact words: in Markdown, and in Word files of several writers."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.text.run import Run
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import DraftError
from checker.training.markdownmarked import read, unmarked
from checker.training.marks import Marked, read_marked
from checker.training.wordmarked import read as read_word


def words(marked: Marked) -> list[tuple[str, str]]:
    return [(mark.span.of(marked.draft.source), mark.why) for mark in marked.marks]


@pytest.mark.parametrize(
    ("written", "source", "marks"),
    [
        ("a ==b c== d", "a b c d", [("b c", "")]),
        ("a =={b}== d", "a {b} d", [("{b}", "")]),
        ("a {==b==} d", "a b d", [("b", "")]),
        ("a {==b==}{>> no\n such <<} d", "a b\n d", [("b", "no such")]),
        ("a ==b==<!-- mark: no such --> d", "a b d", [("b", "no such")]),
        ("a {--b--} d", "a b d", [("b", "")]),
        ("a {~~b~>c~~}{>>why<<} d", "a b d", [("b", "why (instead: c)")]),
        ("a {++b++}d", "a d", []),
        ("a b. {>>why<<}", "a b. ", [("", "why")]),
        ("a b.\n<!-- mark: why -->\n\nc", "a b.\n\n\nc", [("", "why")]),
        ("`a ==b== c` d", "`a ==b== c` d", []),
        ("```\n==b==\n```\n==c==", "```\n==b==\n```\nc", [("c", "")]),
        ("a == b == c, x==y", "a == b == c, x==y", []),
        ("==a\n\nb==", "==a\n\nb==", []),
        ("Title\n=====\n\n==b==", "Title\n=====\n\nb", [("b", "")]),
        ("<!-- a remark --> b", "<!-- a remark --> b", []),
        ("{==\n\na==}", "{==\n\na==}", []),
        ("a `b ==c== d", "a `b c d", [("c", "")]),
    ],
)
def test_markdown(written: str, source: str, marks: list[tuple[str, str]]) -> None:
    clean, found = unmarked(written)
    assert clean == source
    assert [(mark.span.of(clean), mark.why) for mark in found] == marks


def test_lines_keep_their_numbers() -> None:
    marked = read("a.md", b"{==One==}{>>a\nb<<}.\n\nTwo ==three==.\n")
    assert marked.draft.source[: marked.marks[1].span.start].count("\n") == 3


@pytest.mark.parametrize(
    "opener", ["{==x ", "==x ", "{--x ", "{~~x ", "{~~x~> ", "{++x ", "{>>x ", "<!-- mark ", "`x "]
)
def test_marks_that_are_not_closed_take_no_longer_than_others(opener: str) -> None:
    """The time grows with the length; a search to the end from each would take minutes."""
    begun = time.process_time()
    text = opener * (300_000 // len(opener))
    assert unmarked(f"{text}\n\n==y==")[1][-1].why == ""
    assert time.process_time() - begun < 10


CHUNKS = st.lists(st.text("aé x.,😀-", min_size=1, max_size=6).filter(str.strip), min_size=1, max_size=8)


@given(CHUNKS, st.data())
def test_what_is_marked_is_what_was_marked(chunks: list[str], data: st.DataObject) -> None:
    """Whatever words are marked, the draft is as it was, and each mark is on its words."""
    out, marked = "", []
    for chunk in chunks:
        way = data.draw(
            st.sampled_from(["", "{==%s==}", "{--%s--}", "{==%s==}{>>why<<}", "{==%s==}<!-- mark: why -->"])
        )
        out += way % chunk if way else chunk
        if way:
            marked.append((chunk.strip(), "why" if "why" in way else ""))
    source, marks = unmarked(out)
    assert source == "".join(chunks)
    assert [(mark.span.of(source), mark.why) for mark in marks] == marked


@given(CHUNKS, st.data())
def test_the_same_in_word(chunks: list[str], data: st.DataObject) -> None:
    """Comments and highlights on runs, as another writer of Word files sets them."""
    document = Document()
    paragraph = document.add_paragraph()
    expected = []
    for number, chunk in enumerate(chunks):
        run = paragraph.add_run(chunk)
        way = data.draw(st.sampled_from(["", "comment", "light"]))
        if way == "comment":
            document.add_comment([run], text=f"why {number}", author="A. Trainee", initials="AT")
            expected.append((chunk.strip(), f"why {number}"))
        elif way == "light":
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
            expected.append((chunk.strip(), ""))
        paragraph.add_run("|")
    marked = read_word("a.docx", saved(document))
    assert marked.draft.source.rstrip("\n").count("|") == len(chunks)
    assert words(marked) == expected


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def sentence(document: object, *texts: str) -> list[Run]:
    paragraph = document.add_paragraph()  # type: ignore[attr-defined]
    return [paragraph.add_run(text) for text in texts]


def test_word_joins_and_leaves_out() -> None:
    """Runs highlighted side by side are one mark; what stands within a comment, is ours or is no highlight is none."""
    document = Document()
    first = sentence(document, "GCHQ ", "ruled ", "on it", ".")
    for run in first[:2]:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    second = sentence(document, "MI5 ", "fined ", "him.")
    second[1].font.highlight_color = WD_COLOR_INDEX.TURQUOISE
    document.add_comment(second, text="No power.\nNone.", author="A. Trainee")
    (third,) = sentence(document, "The Office wept.")
    document.add_comment(third, text="Error.", author="vires")
    (fourth,) = sentence(document, "All was well.")
    fourth.font.highlight_color = WD_COLOR_INDEX.AUTO
    marked = read_word("a.docx", saved(document))
    assert words(marked)[:2] == [("GCHQ ruled", ""), ("MI5 fined him.", "No power. None.")]


def test_other_files(tmp_path: Path) -> None:
    for name, said in (
        ("a.txt", "neither Word nor Markdown"),
        ("b.md", "cannot be read"),
        ("c.docx", "not a Word file"),
    ):
        if name != "b.md":
            (tmp_path / name).write_text("words", encoding="utf-8")
        with pytest.raises(DraftError, match=said):
            read_marked(tmp_path / name)
