"""Values kept packed, each opened when it is first asked for: a cache is loaded at once, whatever its size."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, count
from typing import SupportsIndex, TypeVar, overload

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_APART = "\0"
_OUT_OF_BAND = 5  # the protocol of `pickle` that knows buffers


class Shelf(Mapping[_Key, _Value]):
    """A mapping that is pickled value by value into one buffer, and unpickled as far as it is used."""

    __slots__ = ("_at", "_ends", "_open", "_packed")

    def __init__(
        self,
        values: Mapping[_Key, _Value],
        keys: Iterable[_Key] | range = (),
        ends: bytes = b"",
        packed: bytes | memoryview = b"",
    ) -> None:
        """Hold values as they are, or others packed by `pickle`, from a source that is trusted.

        Args:
            values: those that are held as they are; there are no others then.
            keys: the keys of the packed ones, in order; numbers from 0 on say themselves where their values lie.
            ends: up to where in `packed` each of them lies, behind the one before: unsigned integers of the machine.
            packed: they, one after the other.
        """
        self._open = dict(values)
        self._at = keys if isinstance(keys, range) else dict(zip(values or keys, count()))
        self._ends, self._packed = array("I", ends), memoryview(packed)

    def __getitem__(self, key: _Key) -> _Value:
        found = self._open.get(key)
        if found is None:
            if key not in self._at:
                raise KeyError(key)
            at: int = self._at[key]  # type: ignore[call-overload]  # a range has numbers for keys
            packed = self._packed[self._ends[at - 1] if at else 0 : self._ends[at]]
            found = self._open[key] = pickle.loads(packed)  # noqa: S301  our own, see `cache`
        return found

    def get(self, key: _Key, default: object = None) -> _Value | None:  # type: ignore[override]
        """Return the value of a key, or None; quick where there is none, as for most words of a text."""
        return self[key] if key in self._at else None

    def __contains__(self, key: object) -> bool:
        return key in self._at

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._at)  # type: ignore[arg-type]  # as above

    def __len__(self) -> int:
        return len(self._at)

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[type[Shelf[_Key, _Value]], tuple[object, ...]]:
        packed = [pickle.dumps(self[key], protocol=5) for key in self]
        ends = array("I", accumulate(map(len, packed))).tobytes()
        keys, numbers = list(self), range(len(self))
        whole = b"".join(packed)
        # Out of band where the pickler takes buffers: what is read back need not be copied.
        buffer = pickle.PickleBuffer(whole) if protocol.__index__() >= _OUT_OF_BAND else whole
        return Shelf, ({}, numbers if keys == list(numbers) else keys, ends, buffer)


class Names(Sequence[str]):
    """Names in a row, told apart when one is first asked for: checking needs their numbers only."""

    __slots__ = ("_joined", "_names")

    def __init__(self, joined: str) -> None:
        """Hold names as `joined` gives them."""
        self._joined = joined
        self._names: list[str] | None = None

    @staticmethod
    def joined(names: Iterable[str]) -> str:
        """Return names as one text: each ends with a character that no name has."""
        return "".join(name + _APART for name in names)

    def _all(self) -> list[str]:
        if self._names is None:
            self._names = self._joined.split(_APART)[:-1]
        return self._names

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        return self._all()[at]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as that of a list
