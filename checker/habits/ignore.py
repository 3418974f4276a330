"""What a draft asks to be let stand, with its reason: found, held against the findings, and told of where it is wrong.

The forms are `<!-- vires: ignore RULE because REASON -->` in Markdown and HTML, `[vires: ignore RULE because REASON]`
in plain text, and `# vires: ignore RULE because REASON` in a case in YAML. In prose one counts for the paragraph
(heading, list item, cell) that it stands in, or, on a line of its own, for the next; in a case for the entry that it
stands in or before. It lets stand the findings by the rules that it names, and what others say of the same words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from checker.drafts.draft import Draft, Slice
from checker.judging.finding import Finding, Severity
from checker.reports.report import same_words
from checker.spans import Span

UNUSED, UNKNOWN, UNREASONED = "vires-ignore-unused", "vires-ignore-unknown-rule", "vires-ignore-without-reason"
_CUE = "vires:"
_MARKED = re.compile(r"<!--\s*vires:\s*ignore\b(?P<said>.*?)-->", re.IGNORECASE | re.DOTALL)
_PLAIN = re.compile(r"\[vires:\s*ignore\b(?P<said>[^\]]{0,400})\]", re.IGNORECASE)
_CASE = re.compile(r"(?:^|(?<=\s))#\s*vires:\s*ignore\b(?P<said>[^\n]*)", re.IGNORECASE)
_SAID = re.compile(r"\s*(?P<rules>.*?)\s*(?:\bbecause\b\s*(?P<reason>.*?)\s*)?", re.IGNORECASE | re.DOTALL)
_WITH_TAGS = frozenset({".md", ".markdown", ".html", ".htm", ".xhtml"})
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
    """Return a draft of plain text without its comments to the program, which are not prose; others as they are."""
    if _form(draft) is not _PLAIN or _CUE not in draft.source.lower() or len(draft.slices) != 1:
        return draft
    slices, text, at = [], "", 0
    for match in _PLAIN.finditer(draft.source):
        start, end = match.span()
        line = draft.source.rfind("\n", 0, start) + 1
        after = draft.source[end:].partition("\n")[0]
        if not draft.source[line:start].strip() and not after.strip():  # a line of its own goes whole
            start, end = line, min(end + len(after) + 1, len(draft.source))
        if start > at:
            slices.append(Slice(len(text), at, start - at))
            text += draft.source[at:start]
        at = end
    if at < len(draft.source):
        slices.append(Slice(len(text), at, len(draft.source) - at))
        text += draft.source[at:]
    return replace(draft, text=text, slices=tuple(slices)) if at else draft


def comments(draft: Draft) -> list[Ignored]:
    """Return what a draft asks to be let stand, in order."""
    form = _form(draft)
    if form is None or _CUE not in draft.source.lower():
        return []
    found = [(Span(*match.span()), *_said(match["said"])) for match in form.finditer(draft.source)]
    if form is _CASE:
        return [Ignored(at, rules, reason, _entry(draft.source, at)) for at, rules, reason in found]
    paragraphs = list(_paragraphs(draft)) if found else []
    return [Ignored(at, rules, reason, _paragraph(draft.source, paragraphs, at)) for at, rules, reason in found]


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
    used: set[tuple[Span, str]] = set()
    named: list[tuple[Span, str]] = []
    placed = [(finding, finding.source_span or draft.to_source(finding.span)) for finding in findings]
    for finding, place in placed:
        for comment in ignored:
            if comment.reason and finding.rule in comment.rules and _touch(comment.over, place):
                used.add((comment.at, finding.rule))
                named.append((place, comment.reason))
    kept, let_stand = [], []
    for finding, place in placed:
        reason = next((reason for other, reason in named if other == place or same_words(other, place)), "")
        if reason:
            let_stand.append((finding, reason))
        else:
            kept.append(finding)
    for comment in ignored:
        kept += _faults(comment, known, used)
    return kept, let_stand


def _form(draft: Draft) -> re.Pattern[str] | None:
    suffix = PurePath(draft.name).suffix.lower()
    if draft.case is not None:
        return None if suffix == ".json" else _CASE
    if suffix in _WITH_TAGS:
        return _MARKED
    return None if draft.wheres else _PLAIN


def _said(text: str) -> tuple[tuple[str, ...], str]:
    match = _SAID.fullmatch(text)
    if match is None:
        return (), ""
    return tuple(name.lower() for name in re.split(r"[\s,]+", match["rules"]) if name), match["reason"] or ""


def _paragraphs(draft: Draft) -> Iterator[Span]:
    at = 0
    for match in re.finditer(r"\n[^\S\n]*\n\s*|\Z", draft.text):
        if draft.text[at : match.start()].strip():
            yield draft.to_source(Span(at, match.start()))
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


def _faults(comment: Ignored, known: Collection[str], used: Collection[tuple[Span, str]]) -> Iterator[Finding]:
    if not comment.rules:
        yield _fault(comment, UNKNOWN, "This comment names no rule to ignore.", "Name the rule by its id.")
    elif not comment.reason:
        cure = f"Write: ignore {', '.join(comment.rules)} because ..."
        yield _fault(comment, UNREASONED, "This comment gives no reason, so that nothing is ignored.", cure)
    for rule in comment.rules:
        if rule not in known:
            import difflib  # noqa: PLC0415  only a mistake needs it

            near = difflib.get_close_matches(rule, known, 1)
            cure = f"Write {near[0]}." if near else "Take the id from the report of a finding."
            yield _fault(comment, UNKNOWN, f"No rule is called {rule}.", cure)
        elif comment.reason and (comment.at, rule) not in used:
            what = f"There is no finding by {rule} here to ignore."
            yield _fault(comment, UNUSED, what, "Take the comment out, or put it before the paragraph that it is for.")


def _fault(comment: Ignored, rule: str, what: str, cure: str) -> Finding:
    return Finding(rule, "ignore", Severity.WARNING, Span(0, 0), what, cure, (), "", comment.at)
