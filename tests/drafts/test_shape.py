"""What the formats tell of their paragraphs: headings and cells, each where its words start."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.drafts import html, markdown
from checker.drafts.draft import Draft
from checker.drafts.read import read_drafts
from checker.spans import Span

DOCUMENTS = Path(__file__).parent / "documents"
MARKDOWN = "# Who *hears* it?\n\nText.\n\n### Below\n\n| Body | Does |\n|--|--|\n| MI5 | |\n| | rules |\n\nEnd.\n"
HTML = (
    "<h1>Who <i>hears</i> it?</h1><p>Text.<h3>Below</h3><table><thead><tr><th>Body<th>Does</thead>"
    "<tr><td>MI5<td></tr><tr><td></td><td><p>rules</p></td></tr></table><p>End."
)
SAID = [
    (1, 0, 0, 0, "Who hears it?"), (3, 0, 0, 0, "Below"), (0, 1, 1, 1, "Body"), (0, 1, 1, 2, "Does"), (0, 1, 2, 1, "MI5"),
    (0, 1, 3, 2, "rules"),
]  # fmt: skip


def said(draft: Draft) -> list[tuple[int, int, int, int, str]]:
    """Return each shape with the words of its paragraph."""
    assert draft.shapes is not None
    return [(s.level, s.table, s.row, s.column, draft.text[s.text :].partition("\n")[0]) for s in draft.shapes]


@pytest.mark.parametrize("draft", [markdown.read("a.md", MARKDOWN.encode()), html.read("a.html", HTML.encode())])
def test_headings_and_cells_are_known(draft: Draft) -> None:
    assert said(draft) == SAID
    assert [shape.head for shape in draft.shapes or ()] == [False, False, True, True, False, False]


@pytest.mark.parametrize("name", ["pandoc.docx", "pandoc.odt", "pandoc.html"])
def test_those_of_other_programs_are(name: str) -> None:
    """By the styles of Word, the outline of OpenDocument, the tags of a page."""
    [draft] = read_drafts([DOCUMENTS / name])
    assert isinstance(draft, Draft)
    assert said(draft)[-5:] == [
        (1, 0, 0, 0, "Where it stands"),
        (0, 1, 1, 1, "Court"), (0, 1, 1, 2, "Limit"), (0, 1, 2, 1, "IPEC"), (0, 1, 2, 2, "£500,000"),
    ]  # fmt: skip


def test_large_letters_head_a_part_of_a_pdf() -> None:
    [draft] = read_drafts([DOCUMENTS / "pages.pdf"])
    assert isinstance(draft, Draft)
    assert said(draft) == [(1, 0, 0, 0, "Where the claim stands")]


@given(st.sets(st.integers(0, 40)))
def test_shapes_keep_their_words_when_others_are_taken_out(cut: set[int]) -> None:
    draft = markdown.read("a.md", MARKDOWN.encode())
    spans = [Span(at, at + 1) for at in sorted(cut) if at < len(draft.text) and draft.text[at].isalpha()]
    left = draft.without(spans)
    kept = [at for at in range(len(draft.text)) if Span(at, at + 1) not in spans]
    for before, after in zip(draft.shapes or (), left.shapes or (), strict=True):
        assert after.text == sum(1 for at in kept if at < before.text)
