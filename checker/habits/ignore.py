"""What a draft asks to be let stand, with its reason: found, held against the findings, and told of where it is wrong.

`[vires: ignore RULE because REASON]` in the text is one in every format; `<!-- vires: ignore RULE because REASON -->`
in Markdown and HTML, `# vires: ignore RULE because REASON` in a case in YAML, and a comment beside the text of a Word
or OpenDocument file are others. One counts for the paragraph (heading, list item, cell) that it stands in, or, on a
line of its own, for the next; in a case for the entry that it stands in or before. It lets stand the findings by the
rules that it names, and what others say of the same words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice
from pathlib import PurePath
from typing import Generic, TypeVar

from checker.drafts.draft import Draft
from checker.errors import DraftError
from checker.judging.finding import ON_COMMENTS, Finding, Severity
from checker.reports.report import same_words
from checker.spans import Span

_Item = TypeVar("_Item")
UNUSED, UNKNOWN, UNREASONED = "vires-ignore-unused", "vires-ignore-unknown-rule", "vires-ignore-without-reason"
LIKE = 0.75  # how like an unknown id a rule's must be to be what was meant: less is no guess
_MOST = 5_000  # comments in a draft, more than anybody writes
_CUE = "vires"
_IGNORE = r"vires\s*:?\s*ignore\b"
_MARKED = re.compile(rf"<!--\s*{_IGNORE}(?P<said>.*?)-->", re.IGNORECASE | re.DOTALL)
_PLAIN = re.compile(rf"\[\s*{_IGNORE}(?P<said>(?:[^\[\]\n]|\n(?!\s*\n)){{0,400}})\]", re.IGNORECASE)
_REMARK = re.compile(rf"\W*{_IGNORE}(?P<said>.*?)\]?\s*", re.IGNORECASE | re.DOTALL)
_CASE = re.compile(rf"(?:^|(?<=\s))#\s*{_IGNORE}(?P<said>[^\n]*)", re.IGNORECASE)
_SAID = re.compile(r"\s*(?P<rules>.*?)\s*(?:\bbecause\b\s*(?P<reason>.*?)\s*)?", re.IGNORECASE | re.DOTALL)
_MARKDOWN = frozenset({".md", ".markdown"})
_WITH_TAGS = _MARKDOWN | {".html", ".htm", ".xhtml"}
_CODE = re.compile(r"`<!--[^`]*-->`")
_APART = re.compile(
    r"\n|</?(?:p|div|li|td|th|h[1-6]|blockquote|section|article|aside|main|dd|dt|figcaption|ul|ol|dl|table|tr)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ignored:
    """A comment that asks for findings to be let stand.

    Attributes:
        at: the comment in the source.
        rules: the ids that it names.
        reason: why; empty where it says none.
        over: the part of the source that it counts for.
    """

    at: Span
    rules: tuple[str, ...]
    reason: str
    over: Span


def without_comments(draft: Draft) -> Draft:
    """Return a draft without the marks in its text that `comments` tells: they are no prose."""
    marks = [Span(*match.span()) for match in _in_text(draft)]
    ends = [0, *(mark.end for mark in marks)]
    starts = [*(mark.start for mark in marks), len(draft.text)]
    cuts = []
    for number, mark in enumerate(marks):
        before, after = draft.text[ends[number] : mark.start], draft.text[mark.end : starts[number + 1]]
        left, right = before[before.rfind("\n") + 1 :], after[: after.find("\n") + 1] or after
        begins = len(left) < len(before) or not number
        if begins and (right.endswith("\n") or number + 1 == len(marks)) and not (left + right).strip():
            mark = Span(mark.start - len(left), mark.end + len(right))
        cuts.append(mark)
    return draft.without(cuts)


def comments(draft: Draft) -> list[Ignored]:
    """Return what a draft, as it was read, asks to be let stand, in the order of the source.

    Raises:
        DraftError: if it has more comments than anybody writes.
    """
    found = list(islice(chain(_of_text(draft), _of_source(draft), _of_remarks(draft)), _MOST + 1))
    if len(found) > _MOST:
        raise DraftError(f"has more than {_MOST:,} comments to vires", file=draft.name, cure="take most of them out")
    return sorted(found, key=lambda comment: comment.at)


def sift(
    draft: Draft, findings: Iterable[Finding], ignored: Collection[Ignored], known: Collection[str]
) -> tuple[list[Finding], list[tuple[Finding, str]]]:
    """Hold findings against what the draft asks to be let stand.

    Args:
        draft: the draft.
        findings: what was found in it.
        ignored: its comments.
        known: the ids of all rules.

    Returns:
        The findings that count, those on faulty comments among them, and those let stand, each with the reason.
    """
    ignored, ids = _by_their_ids(ignored, known), frozenset(known)
    used: set[tuple[Span, str]] = set()
    asked = _Near((comment.over, comment) for comment in ignored if comment.reason)
    placed = [(finding, finding.source_span or draft.to_source(finding.span)) for finding in findings]
    named: list[tuple[Span, str]] = []
    for finding, place in placed:
        for over, comment in asked.around(place):
            if finding.rule in comment.rules and _touch(over, place):
                used.add((comment.at, finding.rule))
                named.append((place, comment.reason))
    spared = _Near(named)
    kept, let_stand = [], []
    for finding, place in placed:
        near = spared.around(place)
        reason = next((reason for other, reason in near if other == place or same_words(other, place)), "")
        if reason:
            let_stand.append((finding, reason))
        else:
            kept.append(finding)
    for comment in ignored:
        kept += _faults(comment, ids, used)
    return kept, let_stand


class _Near(Generic[_Item]):
    """Things with spans, to be found by a span that may touch theirs."""

    def __init__(self, items: Iterable[tuple[Span, _Item]]) -> None:
        self._items = sorted(items, key=lambda item: item[0])
        self._starts = [span.start for span, _ in self._items]
        self._longest = max((span.end - span.start for span, _ in self._items), default=0)

    def around(self, span: Span) -> list[tuple[Span, _Item]]:
        """Return those that may touch a span, in order."""
        first = bisect_left(self._starts, span.start - self._longest)
        return self._items[first : bisect_right(self._starts, span.end)]


def _in_text(draft: Draft) -> list[re.Match[str]]:
    return list(_PLAIN.finditer(draft.text)) if _CUE in draft.text.lower() else []


def _of_text(draft: Draft) -> Iterator[Ignored]:
    """Yield the marks in the prose."""
    matches = _in_text(draft)
    paragraphs = list(_paragraphs(draft.text)) if matches else []
    starts = [paragraph.start for paragraph in paragraphs]
    for match, (alone, follows) in zip(matches, _stand(draft.text, matches), strict=True):
        mark = Span(*match.span())
        over = paragraphs[bisect_right(starts, mark.start) - 1]
        if alone and follows >= over.end:
            over = paragraphs[bisect_right(starts, follows) - 1] if follows < len(draft.text) else mark
        yield Ignored(draft.to_source(mark), *_said(match["said"]), draft.to_source(over))


def _stand(text: str, matches: Sequence[re.Match[str]]) -> list[tuple[bool, int]]:
    """Return for each mark whether its line has no words but marks, and where the next words stand.

    Each stretch between two marks is looked at once, so that many marks take no longer than they are.
    """
    ends, starts = [0, *(m.end() for m in matches)], [*(m.start() for m in matches), len(text)]
    begins: list[bool] = []
    fresh = True
    for between in (text[end:start] for end, start in zip(ends, starts, strict=True)):
        words = between.rstrip()
        fresh = "\n" in between[len(words) :] or (fresh and not words)
        begins.append(fresh)
    found: list[tuple[bool, int]] = []
    finishes, follows = True, len(text)
    for number in range(len(matches), 0, -1):
        between = text[ends[number] : starts[number]]
        words = between.lstrip()
        finishes = "\n" in between[: len(between) - len(words)] or (finishes and not words)
        follows = starts[number] - len(words) if words else follows
        found.append((begins[number - 1] and finishes, follows))
    return found[::-1]


def _of_source(draft: Draft) -> Iterator[Ignored]:
    """Yield the comments that the format itself has, and the marks in the events of a case."""
    if _CUE not in draft.source.lower():
        return
    suffix = PurePath(draft.name).suffix.lower()
    if draft.case is not None:
        for event in draft.case.events:
            for match in _PLAIN.finditer(draft.source, event.span.start, event.span.end):
                yield Ignored(Span(*match.span()), *_said(match["said"]), event.span)
        for match in () if suffix == ".json" else _CASE.finditer(draft.source):
            at = Span(*match.span())
            yield Ignored(at, *_said(match["said"]), _entry(draft.source, at))
    elif suffix in _WITH_TAGS:
        paragraphs = [draft.to_source(paragraph) for paragraph in _paragraphs(draft.text)]
        code = _code(draft.source) if suffix in _MARKDOWN else []
        for match in _MARKED.finditer(draft.source):
            at = Span(*match.span())
            if any(block.contains(at) for block in code):
                continue
            yield Ignored(at, *_said(match["said"]), _paragraph(draft.source, paragraphs, at))


def _code(source: str) -> list[Span]:
    """Return the code of a Markdown source, in which a comment is an example of one."""
    if not _MARKED.search(source):
        return []
    from checker.drafts.markdown import code_of  # noqa: PLC0415  few drafts have comments

    return [*code_of(source), *(Span(*match.span()) for match in _CODE.finditer(source))]


def _of_remarks(draft: Draft) -> Iterator[Ignored]:
    """Yield the comments beside the text; they count for the paragraphs that their words stand in."""
    found = [(remark.source, match) for remark in draft.remarks if (match := _REMARK.fullmatch(remark.text))]
    paragraphs = [draft.to_source(paragraph) for paragraph in _paragraphs(draft.text)] if found else []
    for at, match in found:
        touched = [each for each in paragraphs if each.start <= at.end and at.start <= each.end]
        over = touched[0].hull(touched[-1]) if touched else at
        yield Ignored(at, *_said(match["said"]), over)


def _said(text: str) -> tuple[tuple[str, ...], str]:
    match = _SAID.fullmatch(text)
    if match is None:
        return (), ""
    rules = re.sub(r"(?<=\w)-\s+(?=\w)", "-", match["rules"])  # an id may be broken at the end of a line
    return tuple(name.lower() for name in re.split(r"[\s,]+", rules) if name), match["reason"] or ""


def _by_their_ids(ignored: Iterable[Ignored], known: Collection[str]) -> list[Ignored]:
    """Return comments with the ids of their rules as they are: a PDF that breaks one at a hyphen leaves that out."""
    joined = {rule.replace("-", ""): rule for rule in known}
    return [
        replace(
            comment,
            rules=tuple(rule if rule in known else joined.get(rule.replace("-", ""), rule) for rule in comment.rules),
        )
        for comment in ignored
    ]


def _paragraphs(text: str) -> Iterator[Span]:
    at = 0
    for match in re.finditer(r"\n[^\S\n]*\n\s*|\Z", text):
        if text[at : match.start()].strip():
            yield Span(at, match.start())
        at = match.end()


def _paragraph(source: str, paragraphs: list[Span], at: Span) -> Span:
    """Return the paragraph that a comment stands in or behind, or the next."""
    number = bisect_left(paragraphs, at.end, key=lambda span: span.start)
    if number:
        before = paragraphs[number - 1]
        if at.start < before.end or not _APART.search(source, before.end, at.start):
            return before
    return paragraphs[number] if number < len(paragraphs) else at


def _entry(source: str, at: Span) -> Span:
    """Return the line that a comment stands on, or, where it stands alone, the next entry with what belongs to it."""
    begin, end = source.rfind("\n", 0, at.start) + 1, at.end
    if source[begin : at.start].strip():
        return Span(begin, end)
    depth = -1
    start = end = min(at.end + 1, len(source))
    for line in source[end:].splitlines(keepends=True):
        if line.strip() and not line.lstrip().startswith("#"):
            indent = len(line) - len(line.lstrip(" \t"))
            if depth < 0:
                depth = indent
            elif indent <= depth:
                break
        elif depth < 0:
            start += len(line)
        end += len(line)
    return Span(start, max(start, end))


def _touch(over: Span, place: Span) -> bool:
    return over.overlaps(place) or (place.start == place.end and over.contains(place))


def _faults(comment: Ignored, known: frozenset[str], used: Collection[tuple[Span, str]]) -> Iterator[Finding]:
    if not comment.rules:
        yield _fault(comment, UNKNOWN, "This comment names no rule to ignore.", "Name the rule by its id.")
    elif not comment.reason:
        cure = f"Write: ignore {', '.join(comment.rules)} because ..."
        yield _fault(comment, UNREASONED, "This comment gives no reason, so that nothing is ignored.", cure)
    for rule in comment.rules:
        if rule not in known:
            near = _nearest(rule, known)
            cure = f"Write {near}." if near else "Take the id from the report of a finding."
            yield _fault(comment, UNKNOWN, f"No rule is called {rule}.", cure)
        elif comment.reason and (comment.at, rule) not in used:
            what = f"There is no finding by {rule} here to ignore."
            yield _fault(comment, UNUSED, what, "Take the comment out, or put it before the paragraph that it is for.")


@lru_cache(maxsize=1000)
def _nearest(rule: str, known: frozenset[str]) -> str:
    """Return the id that an unknown one is most like; "" where it is like none."""
    import difflib  # noqa: PLC0415  only a mistake needs it

    return next(iter(difflib.get_close_matches(rule, known, 1, LIKE)), "")


def _fault(comment: Ignored, rule: str, what: str, cure: str) -> Finding:
    return Finding(rule, ON_COMMENTS, Severity.WARNING, Span(0, 0), what, cure, (), "", comment.at)
