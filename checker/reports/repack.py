"""A zip with some files changed or added; every other one is copied as it is packed, and never unpacked."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_END, _LISTED, _FILE = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_END_FORM, _LISTED_FORM, _FILE_FORM = "<4s4H2LH", "<4s6H3L5H2L", "<4s5H3L2H"
_END_SIZE, _LISTED_SIZE, _FILE_SIZE = map(struct.calcsize, (_END_FORM, _LISTED_FORM, _FILE_FORM))
_TOO_LARGE, _MANY = 0xFFFFFFFF, 0xFFFF
_FOLLOWS = 8  # the flag that sizes stand behind the data
_UTF8 = 0x800
_DEFLATED = 8


class UnusualZipError(ValueError):
    """A zip that is not one plain archive: in parts, larger than the plain form can say, or damaged."""


@dataclass(slots=True)
class _Entry:
    """A file in a zip: its line in the list, and where its header is."""

    listed: bytes
    name: str
    at: int
    packed: int


def repack(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return the zip `data` with the contents of some files changed, those that it does not have added at the end.

    Raises:
        UnusualZipError: if it is not one plain archive.
    """
    out, lines = bytearray(), []
    left = dict(changed)
    try:
        entries = list(_entries(data))
        for entry in entries:
            content = left.pop(entry.name, None)
            lines.append(_copied(data, entry, out) if content is None else _put(entry.name, content, entry.listed, out))
        for name, content in left.items():
            lines.append(_put(name, content, entries[-1].listed, out))
    except (struct.error, IndexError, UnicodeDecodeError) as why:
        raise UnusualZipError(str(why)) from why
    start = len(out)
    out += b"".join(lines)
    count = len(lines)
    if start > _TOO_LARGE or count >= _MANY:
        raise UnusualZipError("it is too large")
    return bytes(out) + struct.pack(_END_FORM, _END, 0, 0, count, count, len(out) - start, start, 0)


def _entries(data: bytes) -> Iterator[_Entry]:
    at = data.rfind(_END)
    if at < 0:
        raise UnusualZipError("it has no list of its files")
    _, disk, first, _, count, _, start, _ = struct.unpack_from(_END_FORM, data, at)
    if disk or first or count == _MANY or start == _TOO_LARGE:
        raise UnusualZipError("it is in parts, or larger than plain zips")
    at = start
    for _ in range(count):
        line = struct.unpack_from(_LISTED_FORM, data, at)
        size = _LISTED_SIZE + line[10] + line[11] + line[12]
        if line[0] != _LISTED or _TOO_LARGE in (line[8], line[9], line[16]):
            raise UnusualZipError("it is damaged, or larger than plain zips")
        name = data[at + _LISTED_SIZE : at + _LISTED_SIZE + line[10]]
        yield _Entry(data[at : at + size], name.decode("utf-8" if line[3] & _UTF8 else "cp437"), line[16], line[8])
        at += size


def _copied(data: bytes, entry: _Entry, out: bytearray) -> bytes:
    """Copy a file as it is packed; return its line in the list."""
    head = list(struct.unpack_from(_FILE_FORM, data, entry.at))
    line = list(struct.unpack_from(_LISTED_FORM, entry.listed))
    if head[0] != _FILE:
        raise UnusualZipError("it is damaged")
    named = entry.at + _FILE_SIZE
    start = named + head[9] + head[10]
    packed = data[start : start + entry.packed]
    if len(packed) != entry.packed:
        raise UnusualZipError("it is cut off")
    head[2] &= ~_FOLLOWS  # the sizes stand in front now
    line[3] &= ~_FOLLOWS
    head[6:9] = line[7:10]
    line[16] = len(out)
    out += struct.pack(_FILE_FORM, *head) + data[named:start] + packed
    return struct.pack(_LISTED_FORM, *line) + entry.listed[_LISTED_SIZE:]


def _put(name: str, content: bytes, like: bytes, out: bytearray) -> bytes:
    """Pack a file, with the date and rights of another; return its line in the list."""
    line = list(struct.unpack_from(_LISTED_FORM, like))
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    raw = name.encode("utf-8")
    flags = 0 if raw.isascii() else _UTF8
    line[2:5] = 20, flags, _DEFLATED
    line[7:10] = zlib.crc32(content), len(packed), len(content)
    line[10:13] = len(raw), 0, 0
    line[16] = len(out)
    out += struct.pack(_FILE_FORM, _FILE, 20, flags, *line[4:10], len(raw), 0) + raw + packed
    return struct.pack(_LISTED_FORM, *line) + raw
