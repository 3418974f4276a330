"""HTML to prose: the article and no more of the page, and that every word keeps its place."""

from __future__ import annotations

import time
from contextlib import suppress
from html import escape
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checker.drafts import page
from checker.drafts.draft import Draft
from checker.drafts.html import prose_of, read
from checker.drafts.page import TooManyTagsError
from checker.errors import DraftError
from checker.spans import Span

DOCUMENTS = Path(__file__).parent / "documents"


@pytest.mark.parametrize(
    ("source", "prose"),
    [
        ("The <b>High</b> <i>Court</i>\n  ruled.", "The High Court ruled."),
        ("<p>One<p>two<div>three</div>four", "One\n\ntwo\n\nthree\n\nfour"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "a\n\nb\n\nc"),
        ("<table><tr><td>a<td>b<tr><th>c</table>", "a\n\nb\n\nc"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("&pound;5 &amp; &#163;5 &#xA3;5 &pound5 &bogus; AT&T a&b; &", "£5 & £5 £5 £5 &bogus; AT&T a&b; &"),
        ("gov&shy;ern\u00adment High&nbsp;Court", "government High Court"),
        ("1 < 2 <3 a<b", "1 < 2 <3 a"),
        ("<!-- x > --><!DOCTYPE html><?x?></ x><!-->a<!--->b<!---->c", "abc"),
        ("<b title='a > b' a=\"'\">x</b>", "x"),
        ("<script>if (a<b) '<p>'</script><style>p{}</style><title>t</title><textarea><p>t</textarea>x", "x"),
        ("<del>old</del><ins>new</ins> <s>gone</s><code>x</code>", "new"),
        ("<q>so</q> he said", "“so” he said"),
        ("<pre>line\r\n  two\n</pre>", "line\n  two\n"),
        ("ruled<sup><a href='#n'>1</a></sup> on<a href='#n'><sup>2</sup></a> the 20<sup>th</sup>", "ruled on the 20th"),
        ("<svg><title/><text>t</text></svg><p>x", "x"),
        ("<?xml version='1.0'?><html><script src='x'/><p>one</p></html>", "one"),
        (
            "<p hidden>a</p><p aria-hidden=true>b</p><p style='color:red;display: none'>c</p><p class='x sr-only'>d</p>e",
            "e",
        ),
        (
            "<h1>Head<a class=headerlink href='#h'>¶</a></h1><div id=footer>f</div><ul class='big breadcrumbs'><li>Home</ul><body class=menu>x",
            "Head\n\nx",
        ),
        (
            "<p class=MsoList><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>One<o:p></o:p> point</p>",
            "One point",
        ),
        ("", ""),
        ("<p>x</p><p a='", "x"),
    ],
)
def test_prose(source: str, prose: str) -> None:
    text, slices = prose_of(source)
    assert text == prose
    check(source, text, slices)


PAGE = """<html><head><title>T</title></head><body><div role=banner>b</div><header><h1>Site</h1><nav><a href=/>Home</a></nav></header>
<nav><ul><li>Menu</ul></nav>{}<aside>More</aside><form><h3>Write to us</h3><input value=x><label>Name</label></form><footer>Foot</footer></body>"""


@pytest.mark.parametrize(
    ("body", "prose"),
    [
        ("<p>One</p>", "One"),
        ("<main><header><h1>Head</h1></header><p>One</p><aside>Box</aside><footer>Share</footer></main><p>Two", "Head\n\nOne\n\nBox"),
        ("<article><p>The long article</p></article><p>Two", "The long article"),
        ("<article>Short</article><p>The words are all without", "Short\n\nThe words are all without"),
        ("<div role=main><p>One</p></div>Two", "One"),
        ('<div title="header"><p>Running head</p></div><p title="header">One</p><div title="footer">Foot</div>', "One"),
    ],
)  # fmt: skip
def test_what_surrounds_the_article_is_left_out(body: str, prose: str) -> None:
    assert prose_of(PAGE.format(body))[0].strip() == prose


def test_a_form_around_the_whole_page_is_read() -> None:
    assert prose_of("<form><h1>T</h1><p>b</p><select><option>1</select></form><form><p>mail</form>")[0] == "T\n\nb"


def test_a_header_with_a_title_and_no_menu_is_read() -> None:
    assert prose_of("<header><h1>T</h1><p>by A</p></header><p>b")[0] == "T\n\nby A\n\nb"


@pytest.mark.parametrize(
    ("data", "prose"),
    [
        (b"<meta charset='windows-1252'>caf\xe9 \x93x\x94", "café “x”"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>caf\xe9", "café"),
        (b"<?xml version='1.0' encoding='ISO-8859-15'?><p>\xa4</p>", "€"),
        (b"<meta charset=utf-16>caf\xc3\xa9", "café"),
        ("\ufeff<meta charset=latin1>café".encode(), "café"),
    ],
)
def test_the_page_names_its_encoding(data: bytes, prose: str) -> None:
    assert read("a.html", data).text == prose


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<meta charset=utf-7>x", "a.html: names an encoding that is not read: utf-7 - save the file as UTF-8"),
        (b"<p>caf\xe9", "a.html:1: byte 0xe9 at offset 6 is not UTF-8 - save the file as UTF-8"),
        (b"<p>a\0b", "a.html: is a binary file, or text in an unmarked encoding (a zero byte at offset 4) - save it as text in UTF-8"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_an_error(data: bytes, error: str) -> None:
    with pytest.raises(DraftError) as caught:
        read("a.html", data)
    assert str(caught.value) == error


def test_more_tags_than_any_page_has_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MOST", 100)
    assert read("a.html", b"<i></i>" * 50).text == ""
    with pytest.raises(DraftError, match=r"a\.html: has more than 100 tags - split it"):
        read("a.html", b"<i>" * 101)


@pytest.mark.parametrize("name", ["libreoffice.html", "pandoc.html"])
def test_pages_of_other_programs(name: str) -> None:
    draft = read(name, (DOCUMENTS / name).read_bytes())
    check(draft.source, draft.text, draft.slices)
    assert "The dispute now sits with the National Cyber Security Centre" in draft.text
    assert "\n\nIPEC\n\n£500,000\n\n" in draft.text
    assert "\n\nA jury in the High Court heard the first claim." in draft.text
    assert "font-size" not in draft.text


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


WORD = st.sampled_from(
    ["court", "Büro", "😋", "x", "NCSC", "&pound;5", "a &lt; b", "&#8220;so&#x201d;", "co&shy;urt", "two\n lines"]
)
INLINE = st.recursive(
    WORD,
    lambda inner: st.one_of(
        inner.map("<b>{}</b>".format), inner.map("<a href='x>y'>{}</a>".format), inner.map("<del>{}</del>".format),
        inner.map("{}<!-- <p> -->".format), inner.map("{}<br>".format), inner.map("<q>{}</q>".format), inner.map("<i>{}".format),
        st.lists(inner, min_size=2, max_size=3).map(" ".join), inner.map("<span hidden>{}</span>".format),
    ),
    max_leaves=6,
)  # fmt: skip
WRAP = st.sampled_from(
    ["<p>{}</p>", "<p>{}", "<div>{}</div>", "<li>{}", "<table><tr><td>{}</table>", "<nav>{}</nav>", "<main>{}</main>", "{}", "<pre>{}</pre>",
     "<article><h1>{}</h1></article>", "<form>{}</form>", "<script>{}</script>", "<header>{}</header>", "<td>{}", "</p>{}</div>", "<svg>{}</svg>"]
)  # fmt: skip
PAGES = st.lists(st.builds(lambda wrap, words: wrap.replace("{}", words), WRAP, INLINE), max_size=6).map("\n".join)


@settings(max_examples=300, deadline=None)
@given(PAGES, st.sampled_from(["\n", "\r\n"]))
def test_generated_pages_keep_every_place(source: str, end: str) -> None:
    source = source.replace("\n", end)
    text, slices = prose_of(source)
    check(source, text, slices)
    draft = Draft("d", source, text, slices)
    at = text.find("court")
    while at >= 0:
        found = draft.place(Span(at, at + 5))
        assert found.span.of(source).replace("&shy;", "") == "court"
        assert source.split("\n")[found.line - 1][found.column - 1 :].startswith("co")
        at = text.find("court", at + 5)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab \n\r\t<>/!-?&;#xp='\"\u00a0\u00ad😋1")))
@example("<p/a='>")
def test_any_text_keeps_every_place(source: str) -> None:
    text, slices = prose_of(source)
    check(source, text, slices)


@settings(max_examples=100, deadline=None)
@given(st.text(min_size=1))
def test_what_is_escaped_is_read_as_it_was(words: str) -> None:
    words = words.replace("\u00ad", "").replace("\u200b", "").replace("\u2060", "").replace("\ufeff", "")
    text, _ = prose_of(f"<p>{escape(words)}</p>")
    assert text.split() == words.split()


@pytest.mark.parametrize(
    "unit",
    [
        "<p>The <b>court</b> ruled &amp; left.</p>\n", "<div>", "<b>", "</b>", "<table><td>", "<a b='", "<a b=\"<a b='", "<!--", "<",
        "&", "&a", "<script>", "</x", "<p>", "<svg>", "<a ", "<x y=z", "\u00ad", "</td>", "<td></tr></table>", "<ul><li>", "<section></p>",
    ],
)  # fmt: skip
def test_reading_takes_linear_time(unit: str) -> None:
    """Eight times the text must not take the square of eight times as long."""

    def seconds(length: int) -> float:
        source = unit * (length // len(unit))
        began = time.process_time()
        with suppress(TooManyTagsError):
            prose_of(source)
        return time.process_time() - began

    seconds(1_000)
    small = max(seconds(8_000), 0.005)
    assert min(seconds(64_000) for _ in range(3)) < small * 40
