"""`vires rules matrix`: who holds which reserved act, every cell of it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import answer, options
from checker.cli.explain import nearest
from checker.errors import EXIT_CLEAN, ViresError

if TYPE_CHECKING:
    from checker.cli.sheet import Entry
    from checker.law.matrix import Answer, Cell, Ground
    from checker.rulebook.book import Rulebook

    _Decided = tuple[str, tuple[Ground, ...]]

_EPILOG = """\b
Examples:
  vires rules matrix --act grant-injunction
  vires rules matrix --kind regulator --right patent
  vires rules matrix --format csv > matrix.csv
"""
_ORDER: tuple[Answer, ...] = ("holds", "conditional", "does not hold", "not covered")
_SHOWN = 3
_COLUMNS = ("act", "right", "kind", "answer", "rules", "condition", "authorities")


@click.command("matrix", epilog=_EPILOG, short_help="Show who holds which power, cell by cell.")
@click.option("--act", "acts", multiple=True, metavar="ACT", help="Only this act, by its id. Repeatable.")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only this kind of body, by its id. Repeatable.")
@click.option("--right", metavar="RIGHT", help="For this right.")
@answer.form("text", "json", "csv", "markdown")
@options.as_of
@options.rules
def command(
    acts: tuple[str, ...], kinds: tuple[str, ...], right: str | None, form: str, as_of: date, rules: tuple[Path, ...]
) -> int:
    """Show, for every kind of body and every act that the law reserves, whether the rules give the power: it holds,
    does not hold, holds on a condition, or is not covered; with the rule and its authorities.

    Text puts kinds of one answer together, and leaves out a kind that lies below one shown; it ends with the number of
    cells that contradict each other: one rule gives the power, another denies it. The other formats have a row for
    each cell.
    """  # fmt: skip
    from checker.law.matrix import Matrix  # noqa: PLC0415  --help must be quick
    from checker.law.names import rights  # noqa: PLC0415
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415

    book = load_rulebook(rules, cache=True).as_of(as_of)
    matrix = Matrix(book)
    _known("reserved act", acts, matrix.acts)
    _known("kind of body", kinds, matrix.kinds)
    _known("right", [right] if right else [], rights(book))
    cells = list(matrix.cells(acts or None, kinds or None, right))
    if form == "text":
        _show(book, cells)
        click.echo(f"\n{_counted(cells)}")
    else:
        from checker.reports.table import Table  # noqa: PLC0415

        data = [
            {"act": c.act, "right": c.right, "kind": c.kind, "answer": c.answer, "contradicted": c.contradicted,
             "grounds": c.grounds}
            for c in cells
        ] if form == "json" else None  # fmt: skip
        answer.emit(form, data, [Table("", _COLUMNS, [_row(cell) for cell in cells])])
    return EXIT_CLEAN


def _counted(cells: list[Cell]) -> str:
    """Return how many cells have each answer, how many are contradicted, and which these are."""
    answers = Counter(cell.answer for cell in cells)
    excepted = sum(cell.excepted for cell in cells)
    wrong = [cell for cell in cells if cell.contradicted]
    lines = [
        f"{len(cells)} cells: " + ", ".join(f"{answers[answer]} {answer}" for answer in _ORDER),
        f"{excepted} where a rule about one right takes away what a general rule gives",
        f"{len(wrong)} contradicted" + (":" if wrong else ""),
        *(f"  {c.act}, {c.right}, {c.kind}: {'; '.join(g.rule for g in c.grounds if g.plain)}" for c in wrong),
    ]
    return "\n".join(lines)


def _known(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    known = list(known)
    for name in names:
        if name not in known:
            raise ViresError(f"there is no {what} {name!r}", cure=nearest(name, known))


def _row(cell: Cell) -> tuple[str, ...]:
    return (
        cell.act, cell.right, cell.kind, cell.answer, "; ".join(g.rule for g in cell.grounds),
        "; ".join(dict.fromkeys(filter(None, (_condition(g) for g in cell.grounds)))),
        "; ".join(dict.fromkeys(a for g in cell.grounds for a in g.authorities)),
    )  # fmt: skip


def _condition(ground: Ground) -> str:
    only = f"{'only' if ground.holds else 'not'} {', '.join(ground.only)}" if ground.only else ""
    return "; ".join(filter(None, (only, ground.condition)))


def _show(book: Rulebook, cells: list[Cell]) -> None:
    """Write the acts one by one; rights for which the answers are the same stand together, differences alone."""
    from checker.cli.sheet import show  # noqa: PLC0415
    from checker.law.names import ANY_RIGHT  # noqa: PLC0415

    plain = {(c.act, c.kind): _decided(c) for c in cells if c.right == ANY_RIGHT}
    blocks: dict[tuple[str, tuple[tuple[str, _Decided], ...]], list[str]] = {}
    for (act, right), group in groupby(cells, key=lambda c: (c.act, c.right)):
        told = ((c.kind, _decided(c)) for c in group)
        news = tuple(one for one in told if right == ANY_RIGHT or plain.get((act, one[0])) != one[1])
        if news:
            blocks.setdefault((act, news), []).append(right)
    for number, ((act, news), rights) in enumerate(blocks.items()):
        if number:
            click.echo()
        about = "any right" if rights == [ANY_RIGHT] else f"{'what differs ' if plain else ''}for {', '.join(rights)}"
        show([(act, f"{book.acts[act].name or act}: {about}", None), *_told(news, book)], sys.stdout)


def _decided(cell: Cell) -> _Decided:
    """Return a cell's answer with the grounds that decide it: one is enough, save where it hangs on a condition."""
    deciding = tuple(g for g in cell.grounds if not g.holds) if cell.answer == "does not hold" else cell.grounds
    return cell.answer, deciding[: 1 if cell.answer != "conditional" else None]


def _told(news: Iterable[tuple[str, _Decided]], book: Rulebook) -> Iterator[Entry]:
    alike: dict[_Decided, list[str]] = {}
    for kind, decided in news:
        alike.setdefault(decided, []).append(kind)
    for (said, grounds), kinds in sorted(alike.items(), key=lambda item: _ORDER.index(item[0][0])):
        tops = [k for k in kinds if book.kinds[k].parent not in kinds]
        yield said, ", ".join(book.kinds[k].name for k in tops), None
        for ground in grounds:
            how = f" ({_short(condition, ' or ')})" if (condition := _condition(ground)) else ""
            verb = "" if said != "conditional" else "gives it: " if ground.holds else "denies it: "
            yield "", f"- {verb}{ground.rule}{how}: {_short('; '.join(ground.authorities), '; ')}", None


def _short(text: str, mark: str) -> str:
    parts = text.split(mark)
    return mark.join(parts[:_SHOWN]) + (f"{mark}{len(parts) - _SHOWN} more" if len(parts) > _SHOWN else "")
