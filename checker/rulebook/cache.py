"""Loaded rules kept between runs. A stale, damaged or unwritable cache is done without, silently."""

from __future__ import annotations

import gc
import os
import pickle
import struct
import sys
import tempfile
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from checker import __version__

_Kept = TypeVar("_Kept")
_FORMAT = f"11{sys.byteorder[0]}{array('I').itemsize}"  # a folder may be shared by machines of other make
_NUMBER = struct.Struct("<I")
_KEPT = 12  # versions of the rules in use side by side: own directories, several checkouts


def folder() -> Path:
    """Return the cache folder: `VIRES_CACHE_DIR`, or the platform's."""
    if named := os.environ.get("VIRES_CACHE_DIR"):
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("vires")


def _path(kind: type, key: str) -> Path:
    return folder() / f"{kind.__name__.lower()}-{__version__}-{_FORMAT}-{key}.bin"


def read(kind: type[_Kept], key: str) -> _Kept | None:
    """Return what is stored as a `kind` under `key`, or None where there is none that is whole."""
    collecting = gc.isenabled()
    gc.disable()  # it would look, again and again, through thousands of new objects, all of which stay
    try:
        data = memoryview(_path(kind, key).read_bytes())  # not mapped: a file cut short meanwhile would end the process
        if zlib.crc32(data[_NUMBER.size :]) != _NUMBER.unpack_from(data)[0]:
            return None
        body, *buffers = _parts(data[_NUMBER.size :])
        found = pickle.loads(body, buffers=buffers)  # noqa: S301  our own file, whole by its sum, in the user's folder
    except Exception:  # noqa: BLE001  whatever is wrong with a cache, the answer is to do without it
        return None
    finally:
        if collecting:
            gc.enable()
    return found if isinstance(found, kind) else None


def _parts(data: memoryview) -> Iterator[memoryview]:
    """Yield the parts that a file is made of, each of which stands behind its length."""
    while data:
        end = _NUMBER.size + _NUMBER.unpack_from(data)[0]
        yield data[_NUMBER.size : end]
        data = data[end:]


def write(key: str, kept: object) -> None:
    """Store `kept` under its type and `key`, beside and then renamed; older ones of the type are removed."""
    try:
        target = _path(type(kept), key)
        target.parent.mkdir(parents=True, exist_ok=True)
        buffers: list[pickle.PickleBuffer] = []
        body = pickle.dumps(kept, protocol=5, buffer_callback=buffers.append)
        parts = [memoryview(body), *(buffer.raw() for buffer in buffers)]
        data = b"".join(piece for part in parts for piece in (_NUMBER.pack(part.nbytes), part))
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".rules-", delete=False) as beside:
            try:
                beside.write(_NUMBER.pack(zlib.crc32(data)) + data)
                beside.flush()
                os.replace(beside.name, target)
            except OSError:
                os.unlink(beside.name)
                raise
        kept_before = target.parent.glob(f"{target.name.split('-', 1)[0]}-*.bin")
        for old in sorted(kept_before, key=lambda p: p.stat().st_mtime)[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return
