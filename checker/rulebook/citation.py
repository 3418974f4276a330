"""An authority as reports show it. Apart from `authorities`, so that checking with cached rules loads no models."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Citation:
    """An authority as a lawyer reads it, with a link to the place cited where there is one."""

    label: str
    url: str | None


def citations(pairs: Iterable[tuple[str, str | None]]) -> tuple[Citation, ...]:
    """Return authorities as the compiled rules hold them, label and link, each once."""
    return _cited(tuple(dict.fromkeys(pairs)))


@cache  # the same few sets again and again: a draft full of findings holds each once
def _cited(pairs: tuple[tuple[str, str | None], ...]) -> tuple[Citation, ...]:
    return tuple(Citation(label, url) for label, url in pairs)
