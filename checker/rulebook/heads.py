"""Surface forms put up by their first words and, below these, by their second: how a scan looks them up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

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
    parts = tuple(
        part
        for special, group in groupby(forms, lambda form: bool(form.exact or form.gap))
        for part in ([(form,) for form in group] if special else [tuple(group)])
    )
    free = tuple(form for form in forms if not (form.exact or form.gap))
    ungapped = tuple(number for number, part in enumerate(parts) if not part[0].gap)
    follow: dict[str, dict[int, None]] = {}
    for number, part in enumerate(parts):
        for words in map(WORD.findall, part[0].gap):
            follow.setdefault(words[0], {})[number] = None
    return Surface(
        free,
        frozenset(form.atom for form in free),
        frozenset().union(*(compiled.closure(form.atom) for form in free)),
        any(form.opaque for form in free),
        parts if len(free) < len(forms) else (),
        ungapped,
        tuple(parts[number] for number in ungapped),
        {word: tuple(numbers) for word, numbers in follow.items()},
    )
