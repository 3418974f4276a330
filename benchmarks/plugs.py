"""The ways plugged into the checker, so that whole drafts can be checked by each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from features import role_features
from hard import Hard
from learn import Weights, score
from pairs import Read

from checker.reading.claim import Filler, Predicate
from checker.reading.order import Order
from checker.reading.parsed import ParsedSentence
from checker.reading.predicates import PredicateReader
from checker.reading.scan import Mention
from checker.reading.stance import Reading, Stance
from checker.rulebook.compiled import Unit
from checker.spans import Span

Plug = Callable[[PredicateReader, Mention, Predicate | None], Predicate | None]
_DOUBTFUL = ParsedSentence.doubtful
_KEPT, _ADDED = 0.2, 0.9  # how likely a body must be to be kept, and to be added where the tree finds none


@contextmanager
def tree_alone() -> Iterator[None]:
    """Keep reading from falling back on order where the parse is doubtful, for as long as the context lasts."""
    ParsedSentence.doubtful = lambda *_, **__: False  # type: ignore[method-assign]
    try:
        yield
    finally:
        ParsedSentence.doubtful = _DOUBTFUL  # type: ignore[method-assign]


@contextmanager
def plugged(plug: Plug) -> Iterator[None]:
    """Let a way have the last word on who does an act, for as long as the context lasts."""
    own = PredicateReader.read

    def read(self: PredicateReader, mention: Mention) -> Predicate | None:
        return plug(self, mention, own(self, mention))

    PredicateReader.read = read  # type: ignore[method-assign]
    try:
        yield
    finally:
        PredicateReader.read = own  # type: ignore[method-assign]


def _bodies(reader: PredicateReader) -> list[Mention]:
    parsed = reader._parsed
    return [m for m in parsed.sentence.mentions if parsed.is_body(m)]


def _by_order(reader: PredicateReader, found: Predicate) -> list[Filler]:
    parsed = reader._parsed
    order = Order(parsed.doc.text, _bodies(reader), parsed.sentence.span.start)
    return [Filler([m], m.span) for m in order.agents(found.mention.span, found.unit)]


def doubtful(parsed: ParsedSentence, mention: Mention, unit: Unit) -> bool:
    """Return whether reading doubts the parse, also while it is kept from acting on it."""
    return _DOUBTFUL(parsed, mention, verb=unit.shape == "verb")


def _in_doubt(reader: PredicateReader, found: Predicate) -> bool:
    return doubtful(reader._parsed, found.mention, found.unit)


def tree(_: PredicateReader, __: Mention, found: Predicate | None) -> Predicate | None:
    """The tree alone."""
    return found


def order(reader: PredicateReader, _: Mention, found: Predicate | None) -> Predicate | None:
    """Order and distance alone."""
    return found and replace(found, bodies=_by_order(reader, found))


def order_for_nobody(reader: PredicateReader, _: Mention, found: Predicate | None) -> Predicate | None:
    """The tree; where it finds nobody, order."""
    return found if found is None or found.bodies else order(reader, _, found)


def order_for_nobody_in_doubt(reader: PredicateReader, _: Mention, found: Predicate | None) -> Predicate | None:
    """The tree; where it finds nobody and is doubtful, order."""
    return order_for_nobody(reader, _, found) if found and _in_doubt(reader, found) else found


def order_in_doubt(reader: PredicateReader, _: Mention, found: Predicate | None) -> Predicate | None:
    """The tree; where it is doubtful, order."""
    return order(reader, _, found) if found and _in_doubt(reader, found) else found


def nothing_in_doubt(reader: PredicateReader, _: Mention, found: Predicate | None) -> Predicate | None:
    """The tree; where it is doubtful, nobody."""
    return replace(found, bodies=[]) if found and _in_doubt(reader, found) else found


def gold(hard: Iterable[Hard]) -> Plug:
    """Return the plug that answers as the marks of hard sentences have it: on who acts, and on how it is put."""
    known = {one.text: one for one in hard}

    def plug(reader: PredicateReader, mention: Mention, found: Predicate | None) -> Predicate | None:
        one = known[reader._references._passage.text]
        if found is None or not mention.span.overlaps(Span(*one.act)):
            return found
        every = [m for s in reader._references._passage.sentences for m in s.mentions]
        acting = [Span(start, end) for start, end, acts in one.bodies if acts]
        bodies = [Filler([m], m.span) for m in every if m.atom in reader._references._bodies
                  and any(m.span.overlaps(a) for a in acting)]  # fmt: skip
        stance = Stance.ASSERTED if one.label == "live" else Stance.HYPOTHETICAL
        return replace(found, bodies=bodies, reading=Reading(stance, frozenset()))

    return plug


class Learnt:
    """The small model: alone, as a veto on what the tree finds, as what speaks where the tree finds nobody."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def _likely(self, reader: PredicateReader, found: Predicate, body: Mention) -> float:
        parsed = reader._parsed
        text = " " * parsed.sentence.span.start + parsed.doc.text
        bodies = [Mention(b.atom, b.closure, b.span, b.form) for b in _bodies(reader)]
        read = Read(text, parsed, None, found.mention.span, bodies, [found], [found.unit])  # type: ignore[arg-type]
        return score(self._weights, role_features(read, body.span, stacked=False))

    def alone(self, reader: PredicateReader, _: Mention, found: Predicate | None) -> Predicate | None:
        """The model alone."""
        if found is None:
            return None
        likely = [b for b in _bodies(reader) if self._likely(reader, found, b) > 0.5]
        return replace(found, bodies=[Filler([b], b.span) for b in likely])

    def veto(self, reader: PredicateReader, _: Mention, found: Predicate | None) -> Predicate | None:
        """The tree, and the model may say no."""
        if found is None:
            return None
        inside = reader._parsed.sentence.span
        kept = [
            f for f in found.bodies
            if f.resolved
            or any(not inside.contains(m.span) or self._likely(reader, found, m) > _KEPT for m in f.mentions)
        ]  # fmt: skip
        return replace(found, bodies=kept)

    def added(self, reader: PredicateReader, _: Mention, found: Predicate | None) -> Predicate | None:
        """The tree; where it finds nobody, whom the model is nearly sure of."""
        if found is None or found.bodies:
            return found
        sure = [b for b in _bodies(reader) if self._likely(reader, found, b) > _ADDED]
        return replace(found, bodies=[Filler([b], b.span) for b in sure])
