"""Which styles of a Word file are those of headings."""

from __future__ import annotations

import re

from checker.drafts.wordml import level_of

_NAME = re.compile(r"heading ([1-9])", re.IGNORECASE)  # as Word calls them in files, whatever the language it shows


class Styles:
    """Takes the XML of a Word file's styles."""

    def __init__(self) -> None:
        self._levels: dict[str, int] = {}
        self._based: dict[str, str] = {}
        self._id = ""

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        """Take the start of an element."""
        local = name.rpartition("}")[2]
        told = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        if local == "style":
            self._id = told.get("styleId", "")
        elif local == "name" and (found := _NAME.fullmatch(told.get("val", ""))):
            self._levels[self._id] = int(found[1])
        elif local == "outlineLvl" and (level := level_of(told.get("val", ""))):
            self._levels.setdefault(self._id, level)
        elif local == "basedOn":
            self._based[self._id] = told.get("val", "")

    def end(self, name: str, at: int, after: int) -> None:
        """Do nothing: attributes tell all."""

    def text(self, text: str, at: int) -> None:
        """Do nothing: attributes tell all."""

    def headings(self) -> dict[str, int]:
        """Return the level of each style that is one of headings, or based on one, by its id."""
        return {style: level for style in {*self._levels, *self._based} if (level := self._level(style))}

    def _level(self, style: str) -> int:
        seen = set()
        while style not in self._levels and style in self._based and style not in seen:
            seen.add(style)
            style = self._based[style]
        return self._levels.get(style, 0)
