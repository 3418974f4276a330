"""The words around a finding, found close to it, so that a report of a huge draft costs what its findings cost.

The bounds of a sentence are found by its marks alone: this is for showing, never for judging.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.spans import Span

_REACH = 600
_LONGEST = 1200
_MOST_LINES = 8
_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s)|\n[^\S\n]*\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[“\"'])(?:[A-Za-z]|v|vs|mrs?|ms|dr|prof|hon|nos?|ss|arts?|rr?|paras?|ltd|plc|co|inc|st|cf|al|e\.g|i\.e)\.$",
    re.IGNORECASE,
)
_UNSHOWABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a draft fit to be shown.

    Attributes:
        text: the piece; one line, save where it is the lines of a structured file.
        mark: the claim in `text`.
        literal: whether `text` is the lines of a structured file, whose layout matters.
    """

    text: str
    mark: Span
    literal: bool = False

    @property
    def parts(self) -> tuple[str, str, str]:
        """What stands before the mark, the mark, and what follows it."""
        return self.text[: self.mark.start], self.mark.of(self.text), self.text[self.mark.end :]


def visible(text: str) -> str:
    """Return `text` with each control character, by which a draft could steer a terminal, replaced by a mark."""
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """Return `text` made visible, with each run of white space as one space."""
    return _SPACE.sub(" ", visible(text))


def sentence_around(text: str, span: Span) -> Excerpt:
    """Return the sentence that holds `span`, or, where it has no end in reach, whole words with an ellipsis."""
    before = _before(text, span.start)
    after = _after(text, span)
    claim = span.of(text)
    if len(claim) > _LONGEST:
        claim = f"{claim[: _LONGEST // 2].rpartition(' ')[0]} … {claim[-_LONGEST // 3 :].partition(' ')[2]}"
    head, body, tail = one_line(before).lstrip(), one_line(claim).strip(), one_line(after).rstrip()
    return Excerpt(head + body + tail, Span(len(head), len(head) + len(body)))


def lines_around(source: str, span: Span) -> Excerpt:
    """Return the lines of a structured file that `span` touches, at most eight, with their common indent taken off.

    Of a line without end, what stands near it.
    """
    start = source.rfind("\n", 0, span.start) + 1
    end = source.find("\n", max(span.end - 1, span.start))
    end = len(source) if end < 0 else end
    begin, finish = max(start, span.start - _REACH), min(end, min(span.end, span.start + _LONGEST) + _REACH)
    lead, tail = "… " if begin > start else "", " …" if finish < end else ""
    lines = visible(f"{lead}{source[begin:finish]}{tail}").replace("\t", " ").split("\n")
    first = span.start - begin + len(lead)
    last = first + len(span.of(source).rstrip())
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    shown, at, mark_start, mark_end, size = [], 0, 0, 0, 0
    for line in lines[:_MOST_LINES]:
        kept = line[indent:].rstrip()
        if at <= first <= at + len(line):
            mark_start = size + min(max(first - at - indent, 0), len(kept))
        mark_end = size + min(max(last - at - indent, 0), len(kept))
        shown.append(kept)
        size += len(kept) + 1
        at += len(line) + 1
    if len(lines) > _MOST_LINES:
        shown.append("…")
    return Excerpt("\n".join(shown), Span(mark_start, max(mark_start, mark_end)), literal=True)


def _before(text: str, end: int) -> str:
    start = max(0, end - _REACH)
    window = text[start:end]
    cut = 0
    for match in _END.finditer(window):
        if not _abbreviated(window, match):
            cut = match.end()
    if cut or not start:
        return window[cut:]
    return "… " + window.partition(" ")[2]


def _after(text: str, span: Span) -> str:
    start = max(span.start, span.end - 1)
    lead = text[max(0, start - 12) : start]
    window = lead + text[start : span.end + _REACH]
    for match in _END.finditer(window, len(lead)):
        if not _abbreviated(window, match):
            return text[span.end : max(span.end, start + match.end() - len(lead))]
    if span.end + _REACH >= len(text):
        return text[span.end :]
    return text[span.end : span.end + _REACH].rpartition(" ")[0] + " …"


def _abbreviated(window: str, match: re.Match[str]) -> bool:
    stop = match.start() + 1
    return match[0][0] == "." and bool(_ABBREVIATION.search(window[max(0, stop - 12) : stop]))
