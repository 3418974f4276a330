"""The real rules: drop a holder, shift a date, change an amount, and an example fails, or the reason why not is listed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from checker.law.mutants import scores
from checker.rulebook.load import load_rulebook

LIST = Path(__file__).with_name("mutants-kept.yaml")
WAYS = ("holder", "date", "amount")


@pytest.fixture(scope="module")
def survivors() -> dict[tuple[str, str, str], str]:
    """Return what survives, as (rule, way, change), with the rule's file as `powers/a.yaml`."""
    return {
        (score.rule, left.way.split()[0], left.change): "/".join(Path(score.file).parts[-2:])
        for score in scores(load_rulebook(cache=True), ways=WAYS)
        for left in score.survivors
    }


@pytest.fixture(scope="module")
def listed() -> dict[str, list[dict[str, str | list[str]]]]:
    """Return the list: `kept`, what no example can hold, and `open`, the files that are not gone through yet."""
    found: dict[str, list[dict[str, str | list[str]]]] = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    return found


def kept(listed: dict[str, list[dict[str, str | list[str]]]]) -> Iterator[tuple[str, str, str]]:
    for entry in listed["kept"]:
        changes = entry["change"]
        for change in [changes] if isinstance(changes, str) else changes:
            yield str(entry["rule"]), str(entry["way"]), change


def test_what_survives_is_listed(
    survivors: dict[tuple[str, str, str], str], listed: dict[str, list[dict[str, str | list[str]]]]
) -> None:
    known = set(kept(listed))
    missing = [f"{file}: {found}" for found, file in survivors.items() if found not in known]
    still_open = tuple(str(name) for name in listed["open"])
    assert not [line for line in missing if not line.startswith(still_open)]


def test_what_is_listed_survives_and_says_why(
    survivors: dict[tuple[str, str, str], str], listed: dict[str, list[dict[str, str | list[str]]]]
) -> None:
    found = list(kept(listed))
    assert len(found) == len(set(found))
    assert not [entry for entry in found if entry not in survivors]
    assert all(len(str(entry["reason"])) > 20 for entry in listed["kept"])
    unlisted = {file for mutant, file in survivors.items() if mutant not in found}
    assert not [name for name in listed["open"] if name not in unlisted]
