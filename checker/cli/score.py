"""`vires score`: how well a tool or a person finds what is wrong in labelled texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import answer, options
from checker.cli.app import tell
from checker.errors import EXIT_CLEAN

if TYPE_CHECKING:
    from checker.reports.table import Table
    from checker.training.scoring import Missed, Score, Topic

_EPILOG = """\b
A row of LABELLED:  {"id": "a1", "text": "The NCSC ruled on the patent.", "expect": [{"quote": "The NCSC ruled",
                     "topic": "competence", "severity": "error", "authority": ["Patents Act 1977 s.61"]}]}
A row of FOUND:     {"id": "a1", "findings": [{"start": 0, "end": 14, "severity": "error",
                     "authorities": ["Patents Act 1977 s.61(1)"]}]}
An expectation needs its quote alone, a finding its place alone: start and end, or a "quote".

\b
Examples:
  vires batch texts.jsonl -o found.jsonl
  vires score texts.jsonl found.jsonl
  vires score texts.jsonl student.jsonl --show all --format json

\b
Exit status: 0, or 2 where a file cannot be read or a row is at fault.
"""
_KINDS = ("misses", "alarms", "reasons")
_NAMED = 10


@click.command("score", epilog=_EPILOG, short_help="Score what a tool or a person found in labelled texts.")
@click.argument("labelled", type=click.Path(path_type=Path))
@click.argument("found", type=click.Path(path_type=Path))
@click.option("--show", type=click.Choice([*_KINDS, "all"]), help="List these beside the figures.")
@answer.form("text", "json", "csv", "markdown")
@options.rules
def command(labelled: Path, found: Path, show: str | None, form: str, rules: tuple[Path, ...]) -> int:
    """Score what a tool or a person found in labelled texts: recall, precision, alarms and reasons.

    Errors and warnings count, notes do not. A claim is caught where a finding shares a sentence with it; a finding that
    shares a sentence with no such claim is a false alarm. Alarmed is the share of the texts with nothing wrong in which
    something was found; reason the share of the caught claims for which an authority was cited that the label names,
    whatever the pinpoint.
    """
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415  --help must be quick
    from checker.training.labelled import read_found, read_labelled  # noqa: PLC0415
    from checker.training.scoring import score  # noqa: PLC0415

    texts = read_labelled(labelled)
    marks = read_found(found, texts)
    result = score(texts, marks, load_rulebook(rules, cache=True).sources)
    if result.missing:
        tell(f"{found}: has no row for {_some(result.missing)} - nothing was found there")
    if strange := [key for key in marks if key not in texts]:
        tell(f"{found}: {_some(strange)} in it and not in {labelled} - left out")
    shown = _KINDS if show == "all" else (show,) if show else ()
    answer.emit(form, _data(result, shown), list(_tables(result, shown)))
    return EXIT_CLEAN


def _some(ids: list[str]) -> str:
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return ", ".join(ids[:_NAMED]) + more


def _data(result: Score, shown: tuple[str, ...]) -> dict[str, object]:
    whole = result.whole
    data: dict[str, object] = {
        "items": result.items, "claims": whole.claims, "findings": result.findings,
        "recall": _round(whole.recall), "precision": _round(result.precision), "f1": _round(result.f1),
        "alarmed": _round(result.alarm_rate), "clean_items": result.clean, "reason": _round(whole.reason),
        "missing": len(result.missing),
        "topics": {name: _topic(topic) for name, topic in sorted(result.topics.items())},
    }  # fmt: skip
    if "misses" in shown:
        data["misses"] = [_missed(miss) for miss in result.misses]
    if "alarms" in shown:
        alarms = result.alarms
        data["alarms"] = [
            {"id": a.id, "rule": a.mark.rule, "severity": a.mark.severity, "words": a.words} for a in alarms
        ]
    if "reasons" in shown:
        data["reasons"] = [{**_missed(miss), "cited": miss.cited} for miss in result.unreasoned]
    return data


def _topic(topic: Topic) -> dict[str, object]:
    return {
        "claims": topic.claims, "caught": topic.caught, "recall": _round(topic.recall), "reason": _round(topic.reason),
    }  # fmt: skip


def _missed(miss: Missed) -> dict[str, object]:
    claim = miss.claim
    return {
        "id": miss.id, "topic": claim.topic, "quote": claim.quote, "why": claim.why, "authority": claim.authority,
    }  # fmt: skip


def _tables(result: Score, shown: tuple[str, ...]) -> Iterator[Table]:
    from checker.reports.table import Table  # noqa: PLC0415  --help must be quick

    whole = result.whole
    yield Table("In all", ("figure", "value", "of"), [
        ("recall", _figure(whole.recall), f"{whole.caught} of {whole.claims} claims caught"),
        ("precision", _figure(result.precision), f"{result.right} of {result.findings} findings right"),
        ("f1", _figure(result.f1), "recall and precision together"),
        ("alarmed", _figure(result.alarm_rate), f"{result.alarmed} of {result.clean} sound texts"),
        ("reason", _figure(whole.reason), f"{whole.reasons} of {whole.reasoned} caught claims with an authority"),
    ])  # fmt: skip
    rows = [
        (name, t.claims, t.caught, _figure(t.recall), _figure(t.reason)) for name, t in sorted(result.topics.items())
    ]
    yield Table("By topic", ("topic", "claims", "caught", "recall", "reason"), rows)
    if "misses" in shown:
        missed = [(m.id, m.claim.topic, m.claim.quote, m.claim.why) for m in result.misses]
        yield Table("Missed", ("text", "topic", "claim", "why"), missed)
    if "alarms" in shown:
        alarms = [(a.id, a.mark.rule, a.words) for a in result.alarms]
        yield Table("False alarms", ("text", "rule", "words"), alarms)
    if "reasons" in shown:
        found = [
            (m.id, m.claim.quote, "; ".join(m.cited) or "-", "; ".join(m.claim.authority)) for m in result.unreasoned
        ]
        yield Table("Caught without the reason", ("text", "claim", "cited", "authority"), found)


def _round(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)


def _figure(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.3f}"
