"""Where the text of an e-mail's part stands in the file: as it is, or in quoted-printable; base64 has no places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.drafts.draft import Draft, Slice
from checker.spans import Span

_QUOTED = re.compile(rb"(?P<coded>(?:=[0-9A-Fa-f]{2}|=\r?\n)+)|(?P<plain>[^=]+)")
_CODED = re.compile(rb"=(?:(?P<code>[0-9A-Fa-f]{2})|\r?\n)")
_MOST = 200_000  # escapes, each with a place of its own: more than in any letter
_UTF_8 = frozenset({"", "utf-8", "utf8", "unicode-1-1-utf-8"})


def placed(name: str, data: bytes, raw: bytes, text: str, *, told: str, quoted: bool) -> Draft | None:
    """Return a draft whose source is the whole file, and whose prose is the text of a part; None where there is none.

    Args:
        name: the file.
        data: all of it.
        raw: the bytes that write the part.
        text: what they read.
        told: the encoding of its letters, in lower case, as the part names it.
        quoted: whether the bytes are quoted-printable; else they are the letters.
    """
    start = _start(data, raw)
    if start < 0:
        return None
    head, tail = data[:start].decode("utf-8", "replace"), data[start + len(raw) :].decode("utf-8", "replace")
    if not quoted:
        return Draft(name, head + text + tail, text, (Slice(0, len(head), len(text)),))
    slices = _slices(raw, text, len(head), wide=told in _UTF_8) if raw.isascii() and raw.count(b"=") <= _MOST else None
    return None if slices is None else Draft(name, head + raw.decode("ascii") + tail, text, tuple(slices))


def through(slices: Iterable[Slice], draft: Draft) -> Iterator[Slice]:
    """Yield the slices that join to the source of `draft` what `slices` join to its prose."""
    inner, number = draft.slices, 0
    for outer in slices:
        end = outer.source + (outer.covers or outer.length)
        while number < len(inner) and inner[number].text + inner[number].length <= outer.source:
            number += 1
        if outer.covers:
            span = draft.to_source(Span(outer.source, end))
            yield Slice(outer.text, span.start, outer.length, span.end - span.start)
            continue
        at = number
        while at < len(inner) and inner[at].text < end:
            each = inner[at]
            first, last = max(each.text, outer.source), min(each.text + each.length, end)
            source = each.source if each.covers else each.source + first - each.text
            yield Slice(outer.text + first - outer.source, source, last - first, each.covers)
            at += 1


def _start(data: bytes, raw: bytes) -> int:
    """Return where a part's bytes stand: behind the blank line that ends its headers; -1 where they are not found."""
    at = data.find(raw) if raw else -1
    while at >= 0 and not data[max(at - 3, 0) : at].endswith((b"\n\n", b"\n\r\n")):
        at = data.find(raw, at + 1)
    return at


def _slices(raw: bytes, text: str, base: int, *, wide: bool) -> list[Slice] | None:
    """Return the slices that join a text to its quoted-printable form; None where the two do not fit."""
    found: list[Slice] = []
    done = at = 0
    for match in _QUOTED.finditer(raw):
        if match.start() != at:
            return None
        at = match.end()
        if plain := match["plain"]:
            if not text.startswith(plain.decode("ascii"), done):
                return None
            found.append(Slice(done, base + match.start(), len(plain)))
            done += len(plain)
            continue
        codes = [code for code in _CODED.finditer(raw, *match.span()) if code["code"]]
        number = 0
        while number < len(codes):
            if done == len(text):
                return None
            size = len(text[done].encode()) if wide else 1
            first, last = codes[number], codes[min(number + size, len(codes)) - 1]
            found.append(Slice(done, base + first.start(), 1, last.end() - first.start()))
            done, number = done + 1, number + size
    return found if at == len(raw) and done == len(text) else None
