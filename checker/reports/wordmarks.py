"""Ranges of comments set into the XML of a Word file, on the very words: runs are split where a range starts or ends.

All else stays as it is written, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from checker.drafts.where import Run, RunElement
from checker.spans import Span

_TAG = re.compile(
    rb"<!--.*?-->|<(?P<close>/?)(?:[\w.-]+:)?r(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?P<empty>/?)>", re.DOTALL
)
_START = re.compile(rb"<(?P<prefix>[\w.-]+:)?[\w.-]+(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_SPACE = re.compile(rb"\sxml:space\s*=\s*(?:\"(?P<a>\w*)\"|'(?P<b>\w*)')")
_BLANK = b" \t\r\n"


@dataclass(slots=True)
class _Cut:
    """What is set in at one place: ends of ranges, then starts, between what closes a run and what opens it again."""

    before: bytes = b""
    after: bytes = b""
    ends: list[bytes] = field(default_factory=list)
    starts: list[bytes] = field(default_factory=list)

    @property
    def text(self) -> bytes:
        return self.before + b"".join(self.ends) + b"".join(self.starts) + self.after


class Marks:
    """Collects ranges on one part, and writes them.

    Args:
        data: the part, in UTF-8.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._cuts: dict[int, _Cut] = {}
        self._changed: dict[Span, bytes] = {}
        found = _runs(data)
        self._all = [span for span, _ in found]
        self._outer = [span for span, holds in found if holds]

    def put(self, number: int, runs: Sequence[Run]) -> None:
        """Set the range of comment `number` round what `runs` write, which are at least one."""
        first, last = min(runs, key=lambda run: run.written), max(runs, key=lambda run: run.written)
        self._range(
            number, self._cut(first, first.written.start, end=False), self._cut(last, last.written.end, end=True)
        )

    def put_round(self, number: int, place: int) -> bool:
        """Set the range of comment `number` round the run that holds a place; False where none does."""
        outer = next((span for span in self._all if span.start <= place < span.end), None)
        if outer is None:
            return False
        self._range(number, outer.start, outer.end)
        return True

    def written(self) -> bytes:
        """Return the part with its ranges."""
        edits = [(Span(at, at), cut.text) for at, cut in self._cuts.items()] + list(self._changed.items())
        out, at = [], 0
        for span, text in sorted(edits, key=lambda edit: edit[0]):
            out += [self._data[at : span.start], text]
            at = span.end
        return b"".join([*out, self._data[at:]])

    def _range(self, number: int, start: int, end: int) -> None:
        name = self._prefix(start if self._data.startswith(b"<", start) else self._data.rfind(b"<", 0, start))
        told = b'<%bcommentRange%b %bid="%d"/>'
        mark = b'<%br><%bcommentReference %bid="%d"/></%br>' % (name, name, name, number, name)
        self._cuts.setdefault(start, _Cut()).starts.append(told % (name, b"Start", name, number))
        self._cuts.setdefault(end, _Cut()).ends.append(told % (name, b"End", name, number) + mark)

    def _cut(self, run: Run, at: int, *, end: bool) -> int:
        """Return where a range starts or ends that is asked for at `at`; the run is cut there where it must be."""
        element, whole = run.element, run.run.span
        outer = next((span for span in self._outer if span.start <= at < span.end and span != whole), None)
        if outer is not None and outer.contains(whole):  # a text box, or the like, hangs on a run
            return outer.end if end else outer.start
        if element != run.written and not self._at_edge(element, at, end=end):
            self._split(run.run, element, at)
            return at
        place = element.end if end else element.start
        if end and self._closes(place, whole):
            return whole.end
        if not end and not self._data[self._inside(run.run) : place].strip():
            return whole.start
        cut = self._cuts.setdefault(place, _Cut())
        cut.before, cut.after = self._close_run(run.run), self._open_run(run.run)
        return place

    def _at_edge(self, element: Span, at: int, *, end: bool) -> bool:
        """Return whether only white space lies between a place in a text and the text's end, or start."""
        text = self._text_of(element)
        rest = self._data[at : text.end] if end else self._data[text.start : at]
        return not rest or (not self._keeps_space(element) and not rest.strip(_BLANK))

    def _split(self, run: RunElement, element: Span, at: int) -> None:
        name = self._prefix(element.start)
        cut = self._cuts.setdefault(at, _Cut())
        cut.before = b"</%bt>" % name + self._close_run(run)
        cut.after = self._open_run(run) + b'<%bt xml:space="preserve">' % name
        if self._keeps_space(element):
            return
        text = self._text_of(element)
        raw = self._data[text.start : text.end]
        self._changed[Span(element.start, text.start)] = b'<%bt xml:space="preserve">' % name
        if lead := len(raw) - len(raw.lstrip(_BLANK)):  # it meant nothing so far
            self._changed[Span(text.start, text.start + lead)] = b""
        if tail := len(raw) - len(raw.rstrip(_BLANK)):
            self._changed[Span(text.end - tail, text.end)] = b""

    def _text_of(self, element: Span) -> Span:
        start = _START.match(self._data, element.start)
        assert start is not None
        return Span(start.end(), self._data.rfind(b"</", element.start, element.end))

    def _keeps_space(self, element: Span) -> bool:
        start = _START.match(self._data, element.start)
        found = _SPACE.search(start[0]) if start else None
        return found is not None and b"preserve" in (found["a"], found["b"])

    def _inside(self, run: RunElement) -> int:
        """Return where the content of a run starts, behind its properties."""
        start = _START.match(self._data, run.span.start)
        assert start is not None
        return max(start.end(), run.properties.end)

    def _closes(self, place: int, run: Span) -> bool:
        return self._data[place : run.end].strip() == b"</%br>" % self._prefix(run.start)

    def _open_run(self, run: RunElement) -> bytes:
        return b"<%br>" % self._prefix(run.span.start) + self._data[run.properties.start : run.properties.end]

    def _close_run(self, run: RunElement) -> bytes:
        return b"</%br>" % self._prefix(run.span.start)

    def _prefix(self, at: int) -> bytes:
        start = _START.match(self._data, at) or _START.search(self._data, at)
        return (start["prefix"] or b"") if start else b"w:"


def _runs(data: bytes) -> list[tuple[Span, bool]]:
    """Return the runs that are in no other, in order, and whether each holds others."""
    found: list[tuple[Span, bool]] = []
    open_at: list[tuple[int, bool]] = []
    for match in _TAG.finditer(data):
        if match[0].startswith(b"<!--") or match["empty"]:
            continue
        if not match["close"]:
            if open_at:
                open_at[0] = open_at[0][0], True
            open_at.append((match.start(), False))
        elif open_at:
            start, holds = open_at.pop()
            if not open_at:
                found.append((Span(start, match.end()), holds))
    return found
