"""`vires route`: where a claim goes, and who hears the appeals."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import answer, options
from checker.errors import EXIT_CLEAN

if TYPE_CHECKING:
    from checker.cli.sheet import Entry
    from checker.law.paths import Step, Way
    from checker.rulebook.citation import Citation

_EPILOG = """\b
Examples:
  vires route --right patent --act infringement --value 300000 --in england-and-wales
  vires route --right "trade mark" --act opposition --format json
  vires route --right copyright --act infringement --value 9000 --in scotland --format mermaid

\b
Exit status: 0, or 2 where the rules know no such right, act or jurisdiction.
"""
_PLACE = "--in"


@click.command("route", epilog=_EPILOG, short_help="Say who can hear a claim, and who hears the appeal.")
@click.option("--right", required=True, metavar="RIGHT", help="What the claim is about: patent, copyright, ...")
@click.option(
    "--act", required=True, metavar="ACT",
    help="What is claimed: infringement, revocation, invalidity, opposition, entitlement, threats or declaration.",
)  # fmt: skip
@click.option("--value", metavar="POUNDS", help="What the claim is worth: 300000 or £300,000.")
@click.option(_PLACE, "place", metavar="JURISDICTION", help="Where. [default: the whole country]")
@answer.form("text", "json", "mermaid")
@options.as_of
@options.rules
def command(
    right: str, act: str, value: str | None, place: str | None, form: str, as_of: date, rules: tuple[Path, ...]
) -> int:
    """Say which courts and offices can hear a claim, why, within which limits and at what cost; who hears the appeal,
    with whose permission and in what time; each with its authorities.
    """  # fmt: skip
    from checker.law import paths  # noqa: PLC0415  --help must be quick
    from checker.law.names import place_of  # noqa: PLC0415
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415

    book = load_rulebook(rules, cache=True).as_of(as_of)
    where, what = place_of(book, place), paths.right_of(book, right)
    claimed, worth = paths.act_of(book, act), paths.money(value) if value is not None else None
    found = paths.ways(book, what, claimed, where, worth)
    title = f"{what.replace('-', ' ')}: {claimed.replace('-', ' ')}"
    about = ", ".join(
        filter(None, (f"worth £{worth:,.0f}" if worth is not None else "", book.jurisdictions[where].name))
    )
    if form == "json":
        asked = {"right": what, "act": claimed, "value": worth, "place": where, "as_of": as_of}
        answer.emit_json({"asked": asked, "ways": found})
    elif form == "mermaid":
        click.echo("\n".join(_diagram(f"{title}, {about}", found)))
    else:
        from checker.cli.sheet import show  # noqa: PLC0415

        show([(title, f"{about}, law of {as_of.isoformat()}", None)], sys.stdout)
        if not found:
            click.echo("no path in the rules speaks of such a claim there")
        heard: dict[tuple[Step, ...], str] = {}
        for way in found:
            click.echo()
            show(_told(way, heard.get(way.appeals, "")), sys.stdout)
            heard.setdefault(way.appeals, way.name)
    return EXIT_CLEAN


def _told(way: Way, like: str) -> Iterator[Entry]:
    """Yield what there is to say of a way; `like` names an earlier one that has the same appeals."""
    fits = {"yes": "can hear it", "on a condition": f"only if {way.only_if}", "no": "cannot hear it"}
    yield way.name or "nobody", fits.get(way.fits, way.fits), None
    yield "for", ", ".join(way.rights), None
    yield "why", way.why, None
    yield "value", way.limit, None
    for condition in way.conditions:
        yield "mind", condition, None
    yield "costs", way.costs, None
    yield "says", _cited(way.authorities), None
    if way.appeals and like:
        yield "appeal", f"as from the {like}", None
    elif way.fits != "no":
        yield from _steps(way.appeals, "appeal")


def _steps(steps: Iterable[Step], name: str) -> Iterator[Entry]:
    for step in steps:
        told = (f"permission: {step.permission}" if step.permission else "", step.time and f"time: {step.time}")
        yield name, "; ".join((f"to the {step.name}", *filter(None, told))), None
        for more in (
            step.choice and f"{step.choice[0].upper()}{step.choice[1:]}.",
            *step.conditions,
            _cited(step.authorities),
        ):
            yield "", f"- {more}" if more else "", None
        yield from _steps(step.then, f"{name}, then" if name == "appeal" else name)


def _cited(citations: Iterable[Citation]) -> str:
    return "; ".join(cited.label for cited in citations)


def _diagram(title: str, ways: Iterable[Way]) -> Iterator[str]:
    """Yield a flowchart in Mermaid: the claim, the forums, and the appeals with their permission and time."""
    yield "flowchart TD"
    yield f"  claim[{_quoted(title)}]"
    drawn: dict[str, None] = {}
    for number, way in enumerate(ways, 1):
        node = f"way{number}"
        shape = _quoted("\n".join(filter(None, (way.name or "no such claim", way.limit))))
        drawn[f"  {node}[{shape}]"] = None
        dotted = way.fits in ("no", "no such claim")
        said = f"only if {way.only_if}" if way.only_if else way.fits
        label = "" if way.fits == "yes" else f"|{_quoted(said)}|"
        drawn[f"  claim {'-.->' if dotted else '-->'}{label} {node}"] = None
        if not dotted:
            _draw(node, way.appeals, drawn)
    yield from drawn


def _draw(above: str, steps: Iterable[Step], drawn: dict[str, None]) -> None:
    for step in steps:
        node = f"step_{step.id.replace('-', '_')}"
        drawn[f"  {node}[{_quoted(step.name)}]"] = None
        told = "; ".join(filter(None, (step.permission and f"permission {step.permission}", step.time)))
        drawn[f"  {above} -->{f'|{_quoted(told)}|' if told else ''} {node}"] = None
        _draw(node, step.then, drawn)


def _quoted(text: str) -> str:
    return '"' + text.replace("&", "&amp;").replace('"', "&quot;").replace("\n", "<br>") + '"'
