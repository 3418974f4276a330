"""Surface forms put up by their first words and, below these, by their second: how a scan looks them up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.rulebook.compiled import Compiled, Form, Head, Surface
from checker.rulebook.words import WORD


def heads(surfaces: Mapping[str, Sequence[Form]], compiled: Compiled) -> dict[str, Head]:
    """Return the heads of surface forms, by first word; equal parts are shared, so that they are kept once."""
    meanings: dict[tuple[Form, ...], Surface] = {}
    lengths: dict[tuple[int, ...], tuple[int, ...]] = {}
    by_first: dict[str, dict[str, Surface]] = {}
    counts: dict[str, dict[str, set[int]]] = {}
    for surface, forms in surfaces.items():
        words = WORD.findall(surface) or [surface]
        meaning = tuple(forms)
        if meaning not in meanings:
            meanings[meaning] = _surface(meaning, compiled)
        by_first.setdefault(words[0], {})[surface] = meanings[meaning]
        second = words[1] if len(words) > 1 else ""
        counts.setdefault(words[0], {}).setdefault(second, set()).add(len(words))
    found: dict[str, Head] = {}
    for first, of_first in by_first.items():
        alone = tuple(counts[first].pop("", ()))
        longest = {second: tuple(sorted({*known, *alone}, reverse=True)) for second, known in counts[first].items()}
        found[first] = Head(alone, {s: lengths.setdefault(ls, ls) for s, ls in longest.items()}, of_first)
    return found


def _surface(forms: tuple[Form, ...], compiled: Compiled) -> Surface:
    return Surface(
        forms,
        frozenset(form.atom for form in forms),
        frozenset().union(*(compiled.closure(form.atom) for form in forms)),
        not any(form.exact or form.gap for form in forms),
        any(form.opaque for form in forms),
    )
