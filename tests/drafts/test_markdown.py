"""Markdown to prose: what is left out, what is set apart, and that every word keeps its place."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.drafts.draft import Draft
from checker.drafts.markdown import TooDeepError, prose_of
from checker.spans import Span


@pytest.mark.parametrize(
    ("source", "prose"),
    [
        ("The *High* **Court** __ruled__.", "The High Court ruled."),
        ("# Title #\nBody", "Title\n\nBody"),
        ("Two\nlines\n===\nBody", "Two\nlines\n\nBody"),
        ("- one\n- two\n  lines\n\n1. three", "one\n\ntwo\nlines\n\nthree"),
        ("> quoted\n> words\nlazy", "quoted\nwords\nlazy"),
        ("| a | b \\| c |\n|---|---|\n| a | |\n| d \\\\| e | a |", "a\n\nb | c\n\na\n\nd | e\n\na"),
        ("[the *link*](http://a.example 'title') and [another][r].\n\n[r]: /x", "the link and another."),
        ("![picture](a.png)See <https://a.example>.", "See ."),
        ("a `code` b\n\n    block\n\n```\nfence\n```\nc", "a  b\n\nc"),
        ("a <!-- note --> b\n\n<!-- more\n\nlines -->\n\nc", "a  b\n\nc"),
        ("---\ntitle: x\n---\nbody", "body"),
        ("---\n\nbody\n\n---\n", "body"),
        ("5 \\* 3 &pound;2 &#163;2 \\d AT&T &bogus;", "5 * 3 £2 £2 \\d AT&T &bogus;"),
        ("a  \nb\\\nc<br>d", "a  \nb\nc\nd"),
        ("gone ~~struck *out*~~ here", "gone  here"),
        ("<div>\n<p>one &amp; two</p><p>three <b>four</b></p>\n<script>x</script></div>", "one & two\n\nthree four"),
        ("line\r\nend\r\n\r\nnext\r\n", "line\nend\n\nnext"),
        ("a\rb", "a\nb"),
        ("2 * 3 * 4 _ snake_case_name **", "2 * 3 * 4 _ snake_case_name **"),
        ("[not a link] `not code", "[not a link] `not code"),
        ("ruled[^1] and[^n]: fined.\n\n[^1]: The note\n    goes on.", "ruled and: fined.\n\nThe note\ngoes on."),
        ("a \\[^1] and [^1](/x)", "a [^1] and ^1"),
        ("", ""),
        ("\n\n", ""),
    ],
)
def test_prose(source: str, prose: str) -> None:
    text, slices = prose_of(source)
    assert text == prose
    check(source, text, slices)


def check(source: str, text: str, slices: tuple) -> None:  # type: ignore[type-arg]
    """Unchanged slices are the source's words; slices keep their order, and all but white space has a place."""
    at, there = 0, 0
    for part in slices:
        assert part.text >= at
        assert part.source >= there
        assert not text[at : part.text].strip()
        assert part.length > 0
        at, there = part.text + part.length, part.source + (part.covers or part.length)
        assert there <= len(source)
        if not part.covers:
            assert text[part.text : at] == source[part.source : there]
    assert not text[at:].strip()


WORD = st.sampled_from(["court", "Büro", "😋", "x", "NCSC", "a|b", "1.", "©"])
INLINE = st.recursive(
    WORD,
    lambda inner: st.one_of(
        inner.map("*{}*".format), inner.map("**{}**".format), inner.map("_{}_".format), inner.map("~~{}~~".format),
        inner.map("[{}](u 't')".format), inner.map("`{}`".format), inner.map("<b>{}</b>".format), inner.map("\\*{}".format),
        inner.map("{} &amp; &pound;".format), inner.map("<!-- {} -->".format), st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=2).map("\n".join), inner.map("![{}](u)".format),
    ),
    max_leaves=6,
)  # fmt: skip
WRAP = st.sampled_from(
    [
        "{}", "# {}", "- {}", "> {}", "> - {}", "1. {}", "| {} | b |\n|---|---|\n| c\\|d | {} |", "    {}", "```\n{}\n```",
        "<p>{}</p>", "{}\n---", "-\t{}", ">\t> {}", "<div>\n{}\n</div>", "[r]: {}", "   {}   ", "* * *\n{}",
    ]
)  # fmt: skip
BLOCK = st.builds(lambda wrap, words: wrap.replace("{}", words), WRAP, INLINE)
DOCUMENT = st.builds(
    lambda blocks, between, end: between.join(blocks).replace("\n", end),
    st.lists(BLOCK, max_size=5),
    st.sampled_from(["\n\n", "\n"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)


@settings(max_examples=300, deadline=None)
@given(DOCUMENT)
def test_generated_markdown_keeps_every_place(source: str) -> None:
    text, slices = prose_of(source)
    check(source, text, slices)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from('ab \n\r\t*_~`[]()<>!&;#|-:\\"\u00a0\u2028😋1.')))
def test_any_text_keeps_every_place(source: str) -> None:
    text, slices = prose_of(source)
    check(source, text, slices)


@settings(max_examples=100, deadline=None)
@given(DOCUMENT, st.data())
def test_a_word_of_the_prose_is_found_in_the_source(source: str, data: st.DataObject) -> None:
    text, slices = prose_of(source)
    draft = Draft("d", source, text, slices)
    at = text.find("court")
    if at >= 0:
        assert draft.to_source(Span(at, at + 5)).of(source) == "court"
        assert draft.place(Span(at, at + 5)).span.of(source) == "court"


@pytest.mark.parametrize(
    "unit",
    [
        "The court *ruled* on [it](x).\n\n",
        "[",
        "*a ",
        "`a",
        "<",
        "![",
        "&",
        "[a](",
        "<!--",
        "<!a ",
        "| a ",
        "> ",
        "- x\n",
    ],
)
def test_reading_takes_linear_time(unit: str) -> None:
    """Eight times the text must not take the square of eight times as long."""

    def seconds(length: int) -> float:
        source = unit * (length // len(unit))
        began = time.process_time()
        with suppress(TooDeepError):
            prose_of(source)
        return time.process_time() - began

    seconds(1_000)
    small = max(seconds(8_000), 0.005)
    assert min(seconds(64_000) for _ in range(3)) < small * 40
