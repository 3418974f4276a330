"""Compiled rules kept between runs. A stale, damaged or unwritable cache is done without, silently."""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from pathlib import Path

from checker import __version__
from checker.rulebook.compiled import Compiled

_FORMAT = "1"
_KEPT = 12  # versions of the rules in use side by side: own directories, several checkouts


def folder() -> Path:
    """Return the cache folder: `VIRES_CACHE_DIR`, or the platform's."""
    if named := os.environ.get("VIRES_CACHE_DIR"):
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("vires")


def _path(key: str) -> Path:
    return folder() / f"rules-{__version__}-{_FORMAT}-{key}.bin"


def read(key: str) -> Compiled | None:
    """Return the compiled rules stored under `key`, or None where there are none that are whole."""
    try:
        data = _path(key).read_bytes()
        if hashlib.blake2b(data[32:], digest_size=32).digest() != data[:32]:
            return None
        found = pickle.loads(data[32:])  # noqa: S301  our own file, whole by its digest, in the user's own cache folder
    except Exception:  # noqa: BLE001  whatever is wrong with a cache, the answer is to do without it
        return None
    return found if isinstance(found, Compiled) else None


def write(key: str, compiled: Compiled) -> None:
    """Store the compiled rules under `key`, beside and then renamed; older ones are removed."""
    try:
        target = _path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        body = pickle.dumps(compiled, protocol=5)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".rules-", delete=False) as beside:
            beside.write(hashlib.blake2b(body, digest_size=32).digest() + body)
        os.replace(beside.name, target)
        for old in sorted(target.parent.glob("rules-*.bin"), key=lambda p: p.stat().st_mtime)[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return
