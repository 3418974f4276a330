"""The authorities: instruments and cases from rules/sources, and plain citations resolved to a label and a link.

A rule cites as a lawyer writes ("Patents Act 1977 ss.60, 61(1)", "CPR 63.17A", "Actavis v Eli Lilly [2017] UKSC 48").
`Sources.cite` finds the instrument, reads the pinpoint and makes the link. Which instruments there are is data.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from checker.errors import RuleFileError
from checker.rulebook.citation import Citation

SourceKind = Literal[
    "act", "si", "assimilated", "eu", "treaty", "rules-of-court", "practice-direction", "case", "scots-rules",
    "foreign", "policy", "guidance",
]  # fmt: skip

Words = tuple[str, ...]


class UnknownSourceError(ValueError):
    """A citation whose instrument stands in no source file, or whose pinpoint cannot be read.

    Args:
        text: the citation.
        why: what is wrong with it.
        nearest: titles that were perhaps meant.
    """

    def __init__(self, text: str, why: str, nearest: Sequence[str] = ()) -> None:
        meant = f"; did you mean {' or '.join(repr(n) for n in nearest)}?" if nearest else ""
        super().__init__(f"{text!r}: {why}{meant}")
        self.text, self.nearest = text, tuple(nearest)


class Source(BaseModel):
    """An instrument or case that rules may cite.

    Attributes:
        id: unique, in kebab case.
        title: the name as a lawyer cites it; for a case the parties.
        aliases: other names that stand for the same.
        kind: what it is, which also decides the pinpoints that it can have.
        url: where it can be read; None where no address is known.
        citation: for a case its neutral citation or report, for a statutory instrument its number; several with `;`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Annotated[str, Field(min_length=1)]
    aliases: list[str] = []
    kind: SourceKind
    url: Annotated[str, Field(pattern=r"^https://[^\s/]+\.[^\s/]+(/\S*)?$")] | None = None
    citation: str | None = None

    @property
    def names(self) -> list[str]:
        """Return the title and the aliases."""
        return [self.title, *self.aliases]

    @property
    def citations(self) -> list[str]:
        """Return the citations, one by one."""
        return [c.strip() for c in (self.citation or "").split(";") if c.strip()]


# --- words of a citation ----------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NOT_WORD = re.compile(r"[\W_]+$")
_REMARK = re.compile(r"non-statutory:\s*", re.IGNORECASE)
_FILLERS = frozenset({"the", "no", "nos", "part", "parts", "r", "rr", "rule"})
_LONG_FORMS: Mapping[Words, str] = {("practice", "direction"): "pd", ("versus",): "v"}


@dataclass(frozen=True)
class _Word:
    text: str
    start: int
    end: int


def _fold(text: str) -> str:
    """Return the text in lower case without accents, as long as it was."""
    folded = []
    for char in text:
        base = unicodedata.normalize("NFKD", char)[:1].lower()
        folded.append(base if len(base) == 1 else char)
    return "".join(folded)


def _split(text: str) -> list[_Word]:
    """Return the words that tell names apart: fillers left out, long forms shortened, each with its place."""
    found: list[_Word] = []
    for match in _WORD.finditer(_fold(text)):
        found.append(_Word(match.group().replace("'", "").replace("’", ""), match.start(), match.end()))
    words: list[_Word] = []
    i = 0
    while i < len(found):
        for long, short in _LONG_FORMS.items():
            if tuple(w.text for w in found[i : i + len(long)]) == long:
                words.append(_Word(short, found[i].start, found[i + len(long) - 1].end))
                i += len(long)
                break
        else:
            if found[i].text not in _FILLERS:
                words.append(found[i])
            i += 1
    return words


def _words(text: str) -> Words:
    return tuple(w.text for w in _split(text))


def _abbreviates(short: Words, full: Words) -> bool:
    """Return whether `short` is `full` with words left out ("Actavis v Lilly": "Actavis UK Ltd v Eli Lilly & Co")."""
    rest = iter(full)
    return all(word in rest for word in short)


# --- pinpoints --------------------------------------------------------------------------------------------------------

_UNITS: Mapping[str, str] = {
    r"s|ss|section|sections": "section",
    r"r|rr|rule|rules": "rule",
    r"reg|regs|regulation|regulations": "regulation",
    r"art|arts|article|articles": "article",
    r"sch|schs|schedule|schedules": "schedule",
    r"para|paras|paragraph|paragraphs": "paragraph",
    r"part|parts|pt|pts": "part",
    r"ch|chs|chapter|chapters": "chapter",
    r"ord|order|orders": "order",
    r"annex|annexes": "annex",
    r"appendix|appendices": "appendix",
    r"title|titles": "title",
    r"protocol|protocols": "protocol",
    r"recital|recitals": "recital",
    r"principle|principles": "principle",
    r"page|pages|p|pp": "page",
}
_UNIT = re.compile(
    r"(?P<unit>" + "|".join(sorted("|".join(_UNITS).split("|"), key=len, reverse=True)) + r")(?![A-Za-z])\.?\s*",
    re.IGNORECASE,
)
_NAME_OF_UNIT = {word: name for words, name in _UNITS.items() for word in words.split("|")}
_SUBS = r"(?:\s?\((?:\d+[A-Z]{0,3}|[a-z]{1,4}|[A-Z]{1,4}|[ivx]+)\))*"
_NUMBER = re.compile(
    r"(?P<number>[A-Z]{0,2}\d+[A-Z]{0,3}(?:bis|ter)?(?:\.\d+[A-Z]{0,2})?[a-z]?)(?P<subs>" + _SUBS + ")"
)
_WORDED = re.compile(r"(?:[IVXL]+|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|[A-Z]{2,6}|[A-Z]\d*)(?![A-Za-z])")
_OWN_TITLE = re.compile(r"on\s[A-Za-z' ]+")
_ONLY_SUBS = re.compile(r"(?:\((?:\d+[A-Z]{0,3}|[a-z]{1,4}|[A-Z]{1,4})\))+")
_RANGE = re.compile(r"\s?[-–]\s?|\sto\s")
_JOIN = re.compile(r"\s*(?:[,;]\s*(?:and\s+|&\s*)?|\band\s+|&\s*|\bread with\s+|\bor\s+)|\s+", re.IGNORECASE)
_NUMBERED_SERIES = re.compile(r"\.(\d+[A-Z]{0,2})")
_ENDS_WITH_NUMBER = re.compile(r"\d[A-Z]{0,2}$")
_AT_PARAGRAPH = re.compile(r"at\s+(?=\[)|\[\d+\](?:\s?[-–]\s?\[?\d+\]?)?|at\s+\d+(?=$|[\s,;)])")
_REGISTER_NUMBER = re.compile(r"^\(?\s*[A-Z]{2,4}\s+\d{4}/\d+")

_ALLOWED: Mapping[SourceKind, frozenset[str]] = {
    "act": frozenset({"section", "schedule", "paragraph", "part", "chapter", "article", "title"}),
    "si": frozenset({"regulation", "rule", "article", "schedule", "paragraph", "part", "chapter", "order", "section"}),
    "rules-of-court": frozenset({"rule", "part", "paragraph", "schedule", "section", "chapter", "order"}),
    "practice-direction": frozenset({"paragraph", "section", "annex", "appendix", "part"}),
    "case": frozenset({"paragraph", "page"}),
    "scots-rules": frozenset({"rule", "chapter", "part", "paragraph", "annex"}),
}
_ANY = frozenset(_UNITS.values())
_LEGISLATION = re.compile(r"^https://(?:www\.)?legislation\.gov\.uk/[^?#]*?[^/?#]$")
_LINKED = frozenset({"section", "regulation", "rule", "article", "schedule", "part"})


@dataclass(frozen=True)
class _Pin:
    unit: str
    number: str


class _UnreadError(ValueError):
    """The rest of a citation has a form that no pinpoint has."""


class _Pinpoints:
    """Reads what follows the name of an instrument: pinpoints, notes in brackets, further citations."""

    def __init__(self, sources: Sources, source: Source, name: str, text: str, at: int) -> None:
        self.sources, self.source, self.name, self.text, self.at = sources, source, name, text, at
        self.first: _Pin | None = None
        self.unit: str | None = None
        self.schedule_of: str | None = None

    def _keep(self, unit: str, number: str) -> None:
        if self.first is None:
            self.first = _Pin(unit, number)

    def read(self) -> _Pin | None:
        """Return the first pinpoint, or None where the instrument as a whole is cited."""
        self._series()
        while self.at < len(self.text):
            if self._note():
                continue
            joined = _JOIN.match(self.text, self.at)
            if joined is None and self.at and not self._adjoins():
                raise _UnreadError
            if joined:
                self.at = joined.end()
                if self.at == len(self.text):
                    raise _UnreadError
            if self._item() or self._note() or (joined is not None and self._another()):
                continue
            raise _UnreadError
        return self.first

    def _adjoins(self) -> bool:
        """Return whether a pinpoint may follow here without a space: after a closing bracket, or before a `[12]`."""
        return self.text[self.at - 1] in ")]" or self.text[self.at] == "["

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def _note(self) -> bool:
        """Read a note in round brackets, which may hold others; a register number must be the instrument's own."""
        start = self.at
        while start < len(self.text) and self.text[start] == " ":
            start += 1
        if not self.text.startswith("(", start):
            return False
        depth = 0
        for i in range(start, len(self.text)):
            depth += {"(": 1, ")": -1}.get(self.text[i], 0)
            if depth == 0:
                note = self.text[start + 1 : i]
                own = [_words(c) for c in self.source.citations]
                if _REGISTER_NUMBER.match(note) and own and not any(_words(note)[: len(c)] == c for c in own):
                    raise UnknownSourceError(self.text, f"{self.source.title} is {self.source.citation}, not {note}")
                self.at = i + 1
                return True
        raise _UnreadError

    def _series(self) -> None:
        """Read the rule number that goes on from a numbered part: `63` + `.17A(1)`."""
        if self.source.kind != "rules-of-court" or not _ENDS_WITH_NUMBER.search(self.name):
            return
        if self._match(_NUMBERED_SERIES):
            self._match(re.compile(_SUBS))
        self.unit = "series"
        self._ranges()

    def _ranges(self) -> None:
        while found := _RANGE.match(self.text, self.at):
            number = _NUMBER.match(self.text, found.end())
            if number and self.unit == "series":
                self.sources.part_of_series(self.text, self.name, number["number"])
            end = number or _ONLY_SUBS.match(self.text, found.end())
            end = end or _WORDED.match(self.text, found.end())
            if end is None:
                return
            self.at = end.end()

    def _numbers(self, unit: str) -> bool:
        found = self._match(_NUMBER)
        if found is None:
            return False
        number = found["number"]
        if unit == "series" or (unit == "rule" and self.source.kind == "rules-of-court" and "." in number):
            self.sources.part_of_series(self.text, self.name, number)
        self._keep(unit, number)
        self._ranges()
        return True

    def _item(self) -> bool:
        found = _UNIT.match(self.text, self.at)
        if found is None:
            return self._continued()
        unit = _NAME_OF_UNIT[found["unit"].lower()]
        if unit not in _ALLOWED.get(self.source.kind, _ANY):
            raise UnknownSourceError(self.text, f"{self.source.title} has no {unit}s ({found.group().strip()})")
        before, self.at = self.at, found.end()
        numbered = self._numbers(unit) or self._match(_WORDED) is not None
        if numbered:
            self._keep(unit, "")
            self._ranges()
        elif unit == "protocol":
            self._match(_OWN_TITLE)
        elif not (unit == "schedule" and self.at == len(self.text)):
            self.at = before
            return False
        self._keep(unit, "")
        self.unit = unit
        return True

    def _continued(self) -> bool:
        """Read what leans on the unit before (`, 61(1)`, `and (3)`), a paragraph of a judgment, or a bare number."""
        if self.source.kind == "case":
            return self._match(_AT_PARAGRAPH) is not None
        if self.unit is not None and self._match(_ONLY_SUBS):
            self._ranges()
            return True
        unit = self.unit
        if unit is None and self.source.kind == "foreign":
            unit = "section"
        if unit is None and self.source.kind == "rules-of-court":
            unit = "series"
        if unit is not None and self._numbers(unit):
            self.unit = unit
            return True
        return False

    def _another(self) -> bool:
        """Read a further citation, to the end of the text."""
        if self.sources.find(self.text[self.at :]) is None:
            return False
        self.sources.cite(self.text[self.at :])
        self.at = len(self.text)
        return True


def _link(source: Source, pin: _Pin | None) -> str | None:
    """Return the address of the place cited, or of the whole instrument where the site has none for the place."""
    if source.url is None or pin is None or not pin.number or pin.unit not in _LINKED:
        return source.url
    if not _LEGISLATION.match(source.url):
        return source.url
    return f"{source.url}/{pin.unit}/{pin.number}"


# --- the sources ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Found:
    source: Source
    name: str
    end: int


class Sources:
    """All sources, found by the names at the head of a citation."""

    def __init__(self, by_id: Mapping[str, Source], names: Mapping[Words, tuple[Source, str]]) -> None:
        self.by_id = by_id
        self._names = names
        self._longest = max((len(words) for words in names), default=0)

    @classmethod
    def of(cls, sources: Sequence[Source]) -> Sources:
        """Index sources by their names.

        Raises:
            RuleFileError: if two sources share an id or a name.
        """
        by_id: dict[str, Source] = {}
        names: dict[Words, tuple[Source, str]] = {}
        loose: dict[Words, list[tuple[Source, str]]] = {}
        for source in sources:
            if source.id in by_id:
                raise RuleFileError(f"two sources have the id {source.id!r}", cure="choose another id")
            by_id[source.id] = source
            for name, is_loose in _names_of(source):
                words = _words(name)
                if not words:
                    raise RuleFileError(
                        f"{name!r} has no word to find it by", field=source.id, cure="give a name in words"
                    )
                if is_loose:
                    loose.setdefault(words, []).append((source, name))
                    continue
                other = names.setdefault(words, (source, name))[0]
                if other is not source:
                    what = f"{name!r} names both {other.id} and {source.id}"
                    raise RuleFileError(what, field=source.id, cure="give one of them another name")
        for words, named in loose.items():
            if len({s.id for s, _ in named}) == 1:
                names.setdefault(words, named[0])
        return cls(by_id, names)

    def __iter__(self) -> Iterator[Source]:
        return iter(self.by_id.values())

    def __len__(self) -> int:
        return len(self.by_id)

    @cached_property
    def _case_citations(self) -> dict[Words, Source]:
        return {_words(c): s for s in self if s.kind == "case" for c in s.citations}

    def find(self, text: str) -> Source | None:
        """Return the source that the text begins with, or None."""
        found = self._find(text)
        return found.source if found else None

    def _find(self, text: str) -> _Found | None:
        words = _split(text)
        texts = tuple(w.text for w in words)
        for length in range(min(self._longest, len(words)), 0, -1):
            named = self._names.get(texts[:length])
            if named is not None:
                return _Found(*named, _past_tail(named[1], text, words[length - 1].end))
        return self._find_case(words, texts)

    def _find_case(self, words: Sequence[_Word], texts: Words) -> _Found | None:
        """Find a case by its citation where the parties' names are shortened."""
        for i in range(1, len(words)):
            for length in range(min(8, len(words) - i), 1, -1):
                case = self._case_citations.get(texts[i : i + length])
                if case is not None and any(_abbreviates(texts[:i], _words(name)) for name in case.names):
                    return _Found(case, case.title, words[i + length - 1].end)
        return None

    def cite(self, text: str) -> Citation:
        """Resolve a citation: an instrument, its pinpoints, notes in brackets, and perhaps further citations after it.

        The label is the text as written; the link goes to the first place cited.

        Raises:
            UnknownSourceError: if no source has the name, or what follows it is no pinpoint.
        """
        label = text.strip()
        remark = _REMARK.match(label)
        text = label[remark.end() :] if remark else label
        found = self._find(text)
        if found is None:
            raise UnknownSourceError(text, "no source has this name", self._nearest(text))
        source = found.source
        at = self._past_citations(source, text, found.end)
        try:
            pin = _Pinpoints(self, source, found.name, text, at).read()
        except _UnreadError:
            rest = text[at:].strip()
            why = f"cannot read the pinpoint {rest!r} of {source.title}"
            nearest = [n for n in self._nearest(text) if n != source.title]
            raise UnknownSourceError(text, why, nearest if len(rest) > len("ss.00-00, 000") else ()) from None
        return Citation(label, _link(source, pin))

    def part_of_series(self, text: str, name: str, number: str) -> None:
        """Check that the part of a numbered rule ("52.3" after "CPR 31.22 and") is a source as well.

        Raises:
            UnknownSourceError: if it is not.
        """
        words = _words(name)
        part = number.split(".", maxsplit=1)[0].lower()
        if (*words[:-1], part) not in self._names:
            raise UnknownSourceError(
                text, f"no source has the part {part} that {number} stands in", self._nearest(name)
            )

    def _past_citations(self, source: Source, text: str, at: int) -> int:
        """Return the place behind the source's own citations, which may follow its name, and brackets around them."""
        own = sorted((_words(c) for c in source.citations), key=len, reverse=True)
        while True:
            words = _split(text[at:])
            texts = tuple(w.text for w in words)
            length = next((len(c) for c in own if texts[: len(c)] == c), 0)
            if not length:
                return _past_bracket(text, at)
            if not re.fullmatch(r"[\s,;(\[]*", text[at : at + words[0].start]):
                return at
            at = _past_bracket(text, at + words[length - 1].end)

    def _nearest(self, text: str) -> list[str]:
        folded = _fold(text)
        names = {_fold(name): name for source in self for name in source.names}
        heads = difflib.get_close_matches(folded, names, 3, 0.5)
        if not heads:
            near = {_fold(n)[: len(folded)]: n for n in names.values()}
            return [near[n] for n in difflib.get_close_matches(folded, near, 3, 0.5)]
        return [names[n] for n in heads]


def _past_tail(name: str, text: str, at: int) -> int:
    """Return the place behind the signs that the name ends with ("U.S.C."), where the text has them."""
    tail = _NOT_WORD.search(name)
    return at + len(tail.group()) if tail and text.startswith(tail.group(), at) else at


def _past_bracket(text: str, at: int) -> int:
    """Return the place behind brackets that close one opened before it, as a name's own words may end within one."""
    while text.startswith(")", at) and text.count("(", 0, at) > text.count(")", 0, at):
        at += 1
    return at


def _names_of(source: Source) -> Iterator[tuple[str, bool]]:
    """Yield what a source is found by, and whether others may have the same name (parties of several cases)."""
    case = source.kind == "case"
    for name in source.names:
        yield name, case
        if case:
            for citation in source.citations:
                yield f"{name} {citation}", False
    for citation in source.citations:
        yield citation, False
