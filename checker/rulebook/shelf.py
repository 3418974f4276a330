"""Values kept packed, each opened when it is first asked for: a cache is loaded at once, whatever its size."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from typing import TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Shelf(Mapping[_Key, _Value]):
    """A mapping that is pickled value by value, and unpickled as far as it is used."""

    __slots__ = ("_open", "_packed")

    def __init__(self, values: Mapping[_Key, _Value], packed: Mapping[_Key, bytes] | None = None) -> None:
        """Hold values, as they are or packed by `pickle`; the packed ones must come from a source that is trusted."""
        self._open = dict(values)
        self._packed = dict.fromkeys(values, b"") | dict(packed or {})

    def __getitem__(self, key: _Key) -> _Value:
        found = self._open.get(key)
        if found is None:
            found = self._open[key] = pickle.loads(self._packed[key])  # noqa: S301  our own, see `cache`
        return found

    def get(self, key: _Key, default: object = None) -> _Value | None:  # type: ignore[override]
        """Return the value of a key, or None; quick where there is none, as for most words of a text."""
        return self[key] if key in self._packed else None

    def __contains__(self, key: object) -> bool:
        return key in self._packed

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def __reduce__(self) -> tuple[type[Shelf[_Key, _Value]], tuple[dict[_Key, _Value], dict[_Key, bytes]]]:
        return Shelf, ({}, {key: pickle.dumps(self[key], protocol=5) for key in self})
