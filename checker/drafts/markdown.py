"""Markdown to prose: what a reader of the page reads, each word with its place in the source.

Left out are front matter, code, link targets, images, HTML comments and tags, the marks of footnotes and struck-out
text. Headings, paragraphs, list items and table cells are set apart by a blank line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt, rules_inline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from checker.drafts.draft import Draft, Slice
from checker.drafts.hypertext import Kind, parts
from checker.drafts.prose import Prose
from checker.drafts.shape import Shape, Tables
from checker.drafts.text import decode
from checker.errors import DraftError
from checker.spans import Span

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?![ \t]*\r?\n)(?:.*\r?\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_LINE_END = re.compile(r"\r\n|\n|\r")
_NOTE = re.compile(r"(?P<mark>\[\^[^\]\s\[]+\])(?::[ \t]+)?")
_AT = "at"
_DEEPEST = 100
_NESTING = frozenset({"blockquote_open", "list_item_open"})
_Rule = Callable[[StateInline, bool], bool]


class TooDeepError(Exception):
    """What stands in too many others, at a line: the parser passes it over."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


class _Line(NamedTuple):
    """A line of the source: where its words start and end, and where its line end ends."""

    start: int
    end: int
    after: int


class _Run(NamedTuple):
    """`length` code points of a block's content from `content` on stand in the source from `source` on."""

    content: int
    source: int
    length: int


def read(name: str, data: bytes) -> Draft:
    """Return the draft that a Markdown file holds.

    Raises:
        DraftError: if the bytes are no text, or quotations and lists stand in one another deeper than in any draft.
    """
    text = decode(data, name)
    try:
        prose = _prose(text)
    except TooDeepError as why:
        what = "nests quotations and lists deeper than any draft does"
        raise DraftError(what, file=name, line=why.line, cure="take some of the marks away") from why
    return Draft(name, text, *prose.done(), shapes=tuple(prose.shapes))


def prose_of(source: str) -> tuple[str, tuple[Slice, ...]]:
    """Return the prose of a Markdown source, and the slices that say where it stood.

    Raises:
        TooDeepError: if quotations and lists stand in one another deeper than in any draft.
    """
    return _prose(source).done()


def _prose(source: str) -> Prose:
    front = _FRONT_MATTER.match(source)
    begin = front.end() if front else 0
    lines = _lines(source, begin)
    prose = Prose()
    env: EnvType = {}
    markdown = _parser()
    row, cursor = -1, 0
    tables, shape = Tables(), None
    for token in markdown.parse(source[begin:], env):
        if token.level >= _DEEPEST - 1 and token.type in _NESTING and token.map:
            raise TooDeepError(source.count("\n", 0, begin) + token.map[0] + 1)
        shape = _shape(token, tables, shape)
        if token.map is None or not token.content or token.type not in ("inline", "html_block"):
            continue
        first = token.map[0]
        if first != row:
            row, cursor = first, lines[first].start
        content = _Content(source, lines, (first, token.map[1]), token.content, cursor)
        cursor = content.end  # the cells of a table's row follow one another in its line
        prose.break_off(shape)
        if token.type == "inline":
            children: list[Token] = []
            markdown.inline.parse(token.content, markdown, env, children)
            _inline(prose, content, children)
        else:
            _html(prose, content)
    return prose


def _shape(token: Token, tables: Tables, shape: Shape | None) -> Shape | None:
    """Return the shape of what stands behind a token, given that of what stands before it."""
    match token.type:
        case "heading_open":
            return Shape(level=int(token.tag[1:]))
        case "heading_close" | "td_close" | "th_close":
            return None
        case "table_open":
            tables.begin()
        case "tr_open":
            tables.row()
        case "table_close":
            tables.end()
        case "td_open" | "th_open":
            tables.enter(head=token.tag == "th")
            return tables.cell
    return shape


def code_of(source: str) -> list[Span]:
    """Return where the blocks of code stand in a Markdown source."""
    front = _FRONT_MATTER.match(source)
    begin = front.end() if front else 0
    lines = _lines(source, begin)
    blocks = (t.map for t in _parser().parse(source[begin:]) if t.map and t.type in ("fence", "code_block"))
    return [Span(lines[first].start, lines[last - 1].after) for first, last in blocks]


@cache
def _parser() -> MarkdownIt:
    """Return a parser of blocks whose inline tokens know where in their block's content they start."""
    markdown = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    markdown.core.ruler.enableOnly(["normalize", "block"])
    markdown.inline.ruler2.disable(["fragments_join"])  # it joins texts that may stand apart
    rules: dict[str, _Rule] = {
        "text": rules_inline.text,
        "newline": rules_inline.newline,
        "escape": rules_inline.escape,
        "backticks": rules_inline.backtick,
        "strikethrough": rules_inline.strikethrough.tokenize,
        "emphasis": rules_inline.emphasis.tokenize,
        "link": rules_inline.link,
        "image": rules_inline.image,
        "autolink": rules_inline.autolink,
        "html_inline": rules_inline.html_inline,
        "entity": rules_inline.entity,
    }
    for name, rule in rules.items():
        markdown.inline.ruler.at(name, _marking(rule))
    markdown.inline.ruler.before("link", "note", _marking(_note_mark))
    markdown.inline.ruler.push("literal", _marking(_literal))
    return markdown


def _marking(rule: _Rule) -> _Rule:
    """Return the rule, marking each token that it makes with the place in the content where it starts."""

    def marked(state: StateInline, silent: bool) -> bool:
        at, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            if state.pending:
                state.pushPending()
            for token in state.tokens[count:]:
                if _AT not in token.meta:
                    token.meta[_AT] = at
                    if token.type == "text":  # of several, each is part of one run of markers
                        at += len(token.content)
        return True

    return marked


def _note_mark(state: StateInline, silent: bool) -> bool:
    """Pass over the mark of a footnote, where it is called and where it stands: "[^1]", "[^1]: "."""
    found = _NOTE.match(state.src, state.pos)
    if found is None or state.src.startswith("(", found.end()):  # a link
        return False
    begins = state.pos == 0 or state.src[state.pos - 1] == "\n"
    state.pos = found.end() if begins else found.end("mark")
    return True


def _literal(state: StateInline, silent: bool) -> bool:
    """Take one character that no other rule wants."""
    if not silent:
        state.append_pending(state.src[state.pos])
    state.pos += 1
    return True


def _lines(source: str, begin: int) -> list[_Line]:
    lines = []
    for match in _LINE_END.finditer(source, begin):
        lines.append(_Line(begin, match.start(), match.end()))
        begin = match.end()
    lines.append(_Line(begin, len(source), len(source)))
    return lines


class _Content:
    """The content of a block, which is its lines without what marks them as a list, a quotation, a heading or a cell.

    Attributes:
        text: the content.
        end: where it ends in the source.
    """

    def __init__(self, source: str, lines: list[_Line], numbers: tuple[int, int], text: str, cursor: int) -> None:
        first, end = numbers
        self.text, self._source = text, source
        self._runs: list[_Run] = []
        at, self.end = 0, cursor
        split = text.split("\n")
        # The parser strips more from the ends than Markdown's white space, so that lines may be missing there.
        while first + len(split) < end and split[0] not in source[lines[first].start : lines[first].end]:
            first += 1
        for number, part in enumerate(split, first):
            line = lines[min(number, len(lines) - 1)]
            self._find(part, at, line, max(cursor, line.start))
            at += len(part)
            self._runs.append(_Run(at, line.end, 0))  # the line end
            at += 1
        self._starts = [run.content for run in self._runs]

    def _find(self, part: str, at: int, line: _Line, cursor: int) -> None:
        whole = self._source
        core = part
        if not whole.startswith(part, max(line.end - len(part), cursor)):
            core = part.lstrip(" \t")  # tabs may have been taken apart
        lead = at + len(part) - len(core)
        if not core:
            return
        tail = line.end - len(core)
        found = tail if tail >= cursor and whole.startswith(core, tail) else whole.find(core, cursor, line.end)
        if found >= 0:
            self._runs.append(_Run(lead, found, len(core)))
            self.end = found + len(core)
            return
        self._find_escaped(core, lead, line, cursor)

    def _find_escaped(self, core: str, lead: int, line: _Line, cursor: int) -> None:
        """Find a table's cell, in which a bar stands for a bar with a backslash."""
        pattern = re.escape(core).replace(r"\|", r"\\?\|")
        match = re.compile(pattern).search(self._source, cursor, line.end)
        at = match.start() if match else cursor
        for piece in re.split(r"(?=\|)", core):
            if match and piece.startswith("|") and self._source.startswith("\\|", at):
                at += 1
            size = min(len(piece), line.end - at)
            self._runs.append(_Run(lead, at, max(size, 0)))
            lead += len(piece)
            at += size
        self.end = at

    def put(self, prose: Prose, start: int, end: int) -> None:
        """Add the content from `start` to `end` to the prose."""
        while start < end:
            number = max(bisect_right(self._starts, start) - 1, 0)
            run = self._runs[number]
            into = start - run.content
            if 0 <= into < run.length:
                stop = min(end, run.content + run.length)
                prose.add(self.text[start:stop], run.source + into)
            else:
                stop = min(end, self._starts[number + 1] if number + 1 < len(self._starts) else end)
                words = self.text[start:stop]
                if words.isspace():
                    prose.set_in(words)
                else:
                    self.stand_for(prose, words, start, stop)
            start = max(stop, start + 1)

    def put_line_end(self, prose: Prose, at: int) -> None:
        """Add the line end that stands in the content at `at`."""
        place = self.source(at)
        if self._source.startswith("\r\n", place):
            place += 1
        if self._source.startswith("\n", place):
            prose.add("\n", place)
        elif self._source.startswith("\r", place):
            prose.stand_for("\n", place, 1)
        else:
            prose.set_in("\n")

    def stand_for(self, prose: Prose, text: str, start: int, end: int) -> None:
        """Add `text` in place of the content from `start` to `end`."""
        begin = self.source(start)
        prose.stand_for(text, begin, max(self.source(end - 1) + 1 - begin, 1))

    def source(self, at: int) -> int:
        """Return where in the source the content's code point at `at` stands."""
        run = self._runs[max(bisect_right(self._starts, at) - 1, 0)]
        return run.source + max(min(at - run.content, run.length), 0)


def _inline(prose: Prose, content: _Content, tokens: list[Token]) -> None:
    struck = 0
    address = False
    after = 0
    for token in tokens:
        at = token.meta.get(_AT, -1)
        if token.type == "text" and at < 0:
            at = max(content.text.find(token.content, after), after)
        match token.type:
            case "s_open" | "s_close":
                struck += token.nesting
            case "link_open" | "link_close":
                address = token.nesting > 0 and token.info == "auto"
        if not (struck or address):
            _token(prose, content, token, at)
        if token.content and at >= 0:
            after = at + len(token.content)


def _token(prose: Prose, content: _Content, token: Token, at: int) -> None:
    match token.type:
        case "text":
            content.put(prose, at, at + len(token.content))
        case "text_special":
            size = len(token.markup)
            if token.info == "escape":
                content.put(prose, at + size - len(token.content), at + size)
            else:
                content.stand_for(prose, token.content, at, at + size)
        case "softbreak" | "hardbreak":
            content.put_line_end(prose, content.text.index("\n", at))
        case "html_inline" if token.content[:3].lower() == "<br":
            content.stand_for(prose, "\n", at, at + len(token.content))


def _html(prose: Prose, content: _Content) -> None:
    fresh = True
    for part in parts(content.text):
        match part.kind:
            case Kind.BREAK:
                prose.break_off()
            case Kind.ENTITY:
                content.stand_for(prose, part.text, part.start, part.end)
            case Kind.TEXT:
                text = part.text.lstrip() if fresh else part.text
                begin = start = part.end - len(text)
                for line in text.split("\n"):
                    if start > begin:
                        content.put_line_end(prose, start - 1)
                    content.put(prose, start, start + len(line))
                    start += len(line) + 1
        fresh = part.kind is Kind.BREAK
