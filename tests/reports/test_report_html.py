"""The page: the draft is whole in it, every mark leads to what is said of it, and nothing in a draft is obeyed."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.drafts import markdown
from checker.drafts.draft import Draft
from checker.judging.finding import Finding
from checker.reports import html
from checker.reports.excerpt import visible
from checker.reports.marked import blocks
from checker.reports.report import Report, checked
from checker.spans import Span

Make = Callable[..., Finding]
DAY = date(2026, 11, 24)
VOID = {"meta", "link", "input", "rect", "line", "path"}


class Page(HTMLParser):
    """Reads a page: its elements, the texts of its marks and cards, and whether its elements are closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str]] = []
        self.texts: dict[str, str] = {}
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.elements.append((tag, known))
        if tag not in VOID:
            self.open.append((tag, known.get("id") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, name in self.open:
            if name:
                self.texts[name] = self.texts.get(name, "") + data

    def ids(self) -> list[str]:
        return [known["id"] or "" for _, known in self.elements if known.get("id")]


def page_of(report: Report) -> str:
    out = io.StringIO()
    html.render(report, out)
    return out.getvalue()


def whole(name: str, text: str, *found: Finding) -> Report:
    return Report(DAY, (checked(Draft.plain(name, text), found, whole=True),))


def test_every_link_leads_somewhere(fixed: Report) -> None:
    """Each mark leads to a card, each card back to its mark, each name to a draft; no id stands twice."""
    page = Page(page_of(fixed))
    ids = page.ids()
    assert len(ids) == len(set(ids))
    links = [known["href"] or "" for tag, known in page.elements if tag == "a"]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert page.texts["m-1"] + page.texts["m-2"] == "the harbour board ruled on the patent"  # two say something of it
    assert "The text has the harbour board rule on a patent" in page.texts["f-1"]


def test_nothing_is_asked_for_from_elsewhere(fixed: Report) -> None:
    """No script, style, picture or font is loaded; only links that a reader follows go out."""
    text = page_of(fixed)
    for tag, known in Page(text).elements:
        assert "src" not in known, tag
        if tag == "link":
            assert known["href"] == "data:,"
        if tag == "a" and not (known["href"] or "").startswith("#"):
            assert known["rel"] == "noreferrer"
    assert "default-src 'none'" in text
    assert not re.search(r"@import|url\(|fetch\(|XMLHttp|WebSocket", text)


def test_what_a_draft_says_is_never_obeyed(finding: Make) -> None:
    """Mark-up, scripts and controls in the name, text, message and rule are shown as words."""
    bad = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\x1b\u202e{{ 7 * 7 }}"
    found = finding(bad, bad, rule=bad, message=bad, suggestion=bad, scope=bad)
    text = page_of(whole(bad, bad, found))
    page = Page(text)
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert "img" not in [tag for tag, _ in page.elements]
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert page.texts["m-1"] == visible(bad)


def test_findings_on_the_same_words_share_a_card(finding: Make) -> None:
    """One mark, one card, which tells of the others too."""
    text = "The board ruled on it."
    report = whole("a.txt", text, finding(text, "board ruled"), finding(text, "ruled", rule="forum-board"))
    page = Page(page_of(report))
    assert "f-2" not in page.ids()
    assert "forum-board" in page.texts["f-1"]
    assert "power-adjudicate" in page.texts["f-1"]


def test_overlapping_marks_each_have_a_place(finding: Make) -> None:
    """Where marks only touch, the shared words belong to the graver; each has an anchor of its own."""
    text = "The old board of the harbour ruled on the patent of the firm."
    first, second = finding(text, "board of the harbour ruled on"), finding(text, "ruled on the patent of the firm")
    page = Page(page_of(whole("a.txt", text, first, second)))
    assert {"m-1", "m-2"} <= set(page.ids())


def test_a_draft_that_was_let_go_is_shown_by_its_excerpts(report: Report) -> None:
    """The page is still whole."""
    page = Page(page_of(report))
    assert page.texts["m-1"] == "the harbour board ruled on the patent"


@pytest.mark.parametrize("literal", [False, True])
@given(text=st.text(alphabet="ab.\n -", max_size=60), data=st.data())
def test_no_word_is_lost_or_moved(literal: bool, text: str, data: st.DataObject) -> None:
    """The pieces of all paragraphs are the text; those of a mark are its words."""
    ends = st.integers(0, len(text))
    spans = [Span(*sorted(data.draw(st.tuples(ends, ends)))) for _ in range(data.draw(st.integers(0, 4)))]
    made = list(blocks(text, [(n, "error", span) for n, span in enumerate(spans)], literal=literal))
    shown = "".join(piece.text for block in made for piece in block.pieces)
    if literal:
        assert shown == text
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)
    for number, span in enumerate(spans):
        words = "".join(piece.text for block in made for piece in block.pieces if number in piece.numbers)
        assert re.sub(r"\s", "", words) == re.sub(r"\s", "", span.of(text))


def test_lists_in_plain_text_keep_their_lines() -> None:
    """A line end is a space, save before an item of a list; a short line without a full stop is a heading."""
    first, second = blocks("On the board\n\nIt has\ntwo powers:\n- to rule\n(b) to fine", [])
    assert (first.level, second.level) == (1, 0)
    assert [piece.text for piece in second.pieces] == ["It has two powers:\n- to rule\n(b) to fine"]


def test_headings_and_tables_are_what_they_are_in_the_draft(finding: Make) -> None:
    """Headings go down by single steps, below that of the draft; a table has its rows, and its cells their marks."""
    source = "# Who hears it?\n\n#### Deep\n\n| Body | Does |\n|--|--|\n| MI5 | MI5 ruled |\n\nEnd.\n"
    draft = markdown.read("a.md", source.encode())
    text = page_of(Report(DAY, (checked(draft, [finding(draft.text, "MI5 ruled")], whole=True),)))
    assert "<h3>Who hears it?</h3>" in text
    assert "<h4>Deep</h4>" in text
    assert '<tr><th scope="col">Body</th><th scope="col">Does</th></tr>' in text
    assert re.search(r"<tr><td>MI5</td><td><a class=\"mark error\"[^>]*>MI5 ruled</a>", text)
    assert re.search(r"<p>End\.</p>", text)


def test_a_short_paragraph_of_a_document_is_no_heading(finding: Make) -> None:
    """Where the format tells what headings are, nothing else is taken for one."""
    draft = markdown.read("a.md", b"A short line\n\nThe board ruled.\n")
    text = page_of(Report(DAY, (checked(draft, [finding(draft.text, "board ruled")], whole=True),)))
    assert "<p>A short line</p>" in text


def test_many_findings_take_linear_time(finding: Make) -> None:
    """Eight times the findings take about eight times as long, not sixty-four."""

    def seconds(count: int) -> float:
        text = "The board ruled. " * count
        one = finding(text, "board ruled")
        found = [replace(one, span=one.span.shifted(17 * number)) for number in range(count)]
        report = whole("a.txt", text, *found)
        start = time.process_time()
        page_of(report)
        return time.process_time() - start

    seconds(10)
    few = min(seconds(1_000) for _ in range(3))
    assert min(seconds(8_000) for _ in range(3)) < max(28 * few, 0.5)


def test_what_is_no_prose_has_a_place_too(finding: Make) -> None:
    """A finding on a comment, which is left out of the text: its card leads to where that stood."""
    source = "One.\n\n<!-- vires: ignore x -->\n\nTwo.\n"
    draft = markdown.read("a.md", source.encode())
    start = source.index("<!--")
    found = replace(finding("One.", "One."), span=Span(0, 0), source_span=Span(start, start + 24))
    text = page_of(Report(DAY, (checked(draft, [found], whole=True),)))
    page = Page(text)
    assert page.texts["m-1"] == "¶"
    assert re.search(r"<p><a [^>]*>¶</a><sup[^>]*>1</sup>Two\.</p>", text)
