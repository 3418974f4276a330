"""Two versions' findings held against each other: what was gained, lost and changed, and what of it is worse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.gains.run import Found
from benchmarks.gains.texts import Text


class Way(StrEnum):
    """How the findings on a text differ."""

    LOST = "lost"
    GAINED = "gained"
    CHANGED = "changed"


class Label(StrEnum):
    """What is known of a finding: it is on something wrong, on what is right, or nothing is known."""

    RIGHT = "right"
    ALARM = "alarm"
    UNKNOWN = "unlabelled"


@dataclass(frozen=True)
class Difference:
    """One finding that only one version has, or that they have in two ways: the one before, the one after."""

    text: Text
    way: Way
    label: Label
    before: Found | None
    after: Found | None

    @property
    def found(self) -> Found:
        """The finding, as it is now where it still is."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def worse(self) -> bool:
        """Whether it wants a reason: an error or warning is lost that was no false alarm, or one is new that is."""
        was, now = _counts(self.before), _counts(self.after)
        return now and not was if self.label is Label.ALARM else was and not now


def _counts(found: Found | None) -> bool:
    """Return whether there is a finding that is more than a note: a note is no alarm, and no catch."""
    return found is not None and found.severity != "note"


def differences(
    texts: Sequence[Text], before: Mapping[str, Sequence[Found]], after: Mapping[str, Sequence[Found]]
) -> Iterator[Difference]:
    """Yield the differences on the texts that both versions have answered, in the order of the texts."""
    for text in texts:
        if text.key in before and text.key in after:
            yield from _of_text(text, list(before[text.key]), list(after[text.key]))


def _of_text(text: Text, before: list[Found], after: list[Found]) -> Iterator[Difference]:
    pairs = [(a, b) for a in before for b in after if a[:4] == b[:4]]
    # First what the same rule found elsewhere or holds graver, then what another rule finds at the place.
    for same in (True, False):
        for old in before:
            for new in after:
                free = old not in (a for a, _ in pairs) and new not in (b for _, b in pairs)
                if free and (not same or old.rule == new.rule) and _overlap(old, new):
                    pairs.append((old, new))
                    yield Difference(text, Way.CHANGED, _label(text, new), old, new)
    for old in before:
        if old not in (a for a, _ in pairs):
            # Of two findings on one place, one is left: the place is still flagged.
            left = next((new for new in after if _counts(new) and _overlap(old, new)), None)
            yield Difference(text, Way.CHANGED if left else Way.LOST, _label(text, left or old), old, left)
    for new in after:
        if new not in (b for _, b in pairs):
            yield Difference(text, Way.GAINED, _label(text, new), None, new)


def _overlap(a: Found, b: Found) -> bool:
    return a.start < b.end and b.start < a.end


def _label(text: Text, found: Found) -> Label:
    if text.wrong is None:
        return Label.UNKNOWN
    return Label.RIGHT if any(found.start < end and start < found.end for start, end in text.wrong) else Label.ALARM
