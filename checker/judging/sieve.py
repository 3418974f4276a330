"""Which patterns have all their groups met, told for all of them at once: a bit for each pattern and group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set

from checker.rulebook.compiled import Compiled


class Sieve:
    """Holds the atoms of a sentence against the first groups of every pattern.

    For each atom there is one number, with a bit for each group that it meets. Those of a sentence's atoms, laid over
    one another, have every bit of a pattern whose groups are all met: no pattern is looked at alone.
    """

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._width = len(compiled.patterns)
        self._all = (1 << self._width) - 1
        self._groups, self._bodies = _Bits(compiled.by_atom), _Bits(compiled.by_body)
        self._subjects = _Bits(compiled.by_subject)

    def named(self, closure: Set[int]) -> int:
        """Return the patterns, as bits, whose rarest group a sentence meets whose atoms, and all above, are given."""
        return self._groups.over(closure) & self._all

    def met(self, closure: Set[int]) -> int:
        """Return the patterns, as bits, all of whose groups that the sieve knows are met."""
        columns = self._groups.over(closure) | self._compiled.spare
        found = columns & self._all
        while found and (columns := columns >> self._width):
            found &= columns
        return found

    def with_bodies(self, found: int, bodies: Callable[[], Set[int]]) -> int:
        """Return those of some patterns that ask for no body, or for one of `bodies`."""
        return _asked(found, self._compiled.bodiless, self._bodies, bodies)

    def with_subjects(self, found: int, reach: Callable[[], Set[int]]) -> int:
        """Return those of some patterns that ask for nobody as a subject, or first for one that `reach` meets."""
        return _asked(found, self._compiled.subjectless, self._subjects, reach)


def _asked(found: int, careless: int, bits: _Bits, atoms: Callable[[], Set[int]]) -> int:
    """Return those of some patterns that care for no atom of a sort, or are met by one of `atoms`, asked for last."""
    free = found & careless
    return free if free == found else free | found & bits.over(atoms())


class _Bits:
    """Numbers of bits, made when they are first asked for: a text names few of the atoms, but these often."""

    def __init__(self, places: Mapping[int, tuple[int, ...]]) -> None:
        self._places = places
        self._known: dict[int, int] = {}
        self._idle: set[int] = set()  # atoms that meet nothing: most of those of a text

    def over(self, atoms: Set[int]) -> int:
        """Return the bits of some atoms, laid over one another."""
        found, known = 0, self._known
        for atom in atoms - self._idle:
            if (bits := known.get(atom)) is None:
                bits = sum(1 << at for at in self._places.get(atom) or ())
                if not bits:
                    self._idle.add(atom)
                    continue
                known[atom] = bits
            found |= bits
        return found


def numbers(bits: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
