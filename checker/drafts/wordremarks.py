"""The comments of a Word file: what each says, and on which words of the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from checker.drafts.where import Remark, Run
from checker.spans import Span


class Comments:
    """Takes the XML of the list of comments, and keeps the author and the words of each, by its id."""

    def __init__(self) -> None:
        self.said: dict[str, tuple[str, str]] = {}
        self._id = ""
        self._within = False

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        """Take the start of a comment, or of words or a paragraph in it."""
        kind = name.rpartition("}")[2]
        if kind == "comment":
            self._id = _value(attributes, "id")
            self.said[self._id] = _value(attributes, "author"), ""
        self._within = kind == "t"
        if kind in ("p", "br", "tab"):
            self._add(" ")

    def end(self, name: str, at: int, after: int) -> None:
        """Take the end of words."""
        self._within = False

    def text(self, text: str, at: int) -> None:
        """Take words."""
        if self._within:
            self._add(text)

    def _add(self, words: str) -> None:
        if self._id in self.said:
            author, before = self.said[self._id]
            self.said[self._id] = author, before + words


def remarks(said: Comments, commented: dict[str, dict[str, int]], runs: Sequence[Run]) -> Iterator[Remark]:
    """Yield the comments on one part of the file.

    Args:
        said: the list of comments.
        commented: of `Part`.
        runs: those of the part.
    """
    runs = sorted(runs, key=lambda run: run.written.start)
    starts = [run.written.start for run in runs]
    for key, places in commented.items():
        if key not in said.said:
            continue
        author, words = said.said[key]
        point = places.get("commentReference", -1)
        end = places.get("commentRangeEnd", point)
        first, last = bisect_left(starts, places.get("commentRangeStart", end)), bisect_left(starts, end)
        if first < last:
            within = runs[first:last]
            span = Span(min(run.source.start for run in within), max(run.source.end for run in within))
        elif number := bisect_left(starts, max(end, point)):
            span = Span(runs[number - 1].source.end, runs[number - 1].source.end)
        else:
            continue
        yield Remark(span, " ".join(words.split()), author)


def _value(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == name), "")
