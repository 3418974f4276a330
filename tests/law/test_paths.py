"""Where claims go: the mechanism on a made-up law, and the real law's figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checker.errors import RuleFileError, ViresError
from checker.law.paths import act_of, acts, money, right_of, ways
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load_rulebook

ROOT = Path(__file__).parents[2]
REAL = date(2026, 11, 26)
COURSES = """
paths:
  - id: small-berths
    rights: berth-right
    acts: [trespass]
    jurisdictions: england-and-wales
    forum: estuary-division
    value: {at_most: "£500"}
    why: Small cases go there.
    appeals: [to-tide]
    authorities: ["Harbours Act 1980 s.1"]
    reviewed: 2026-01-01
  - id: any-berth
    rights: berth-right
    acts: [trespass]
    jurisdictions: uk
    from: 2001-01-01
    forum: tide-court
    value: {at_most: "£5,000", unless: both agree}
    why: The rest goes there.
    authorities: ["Harbours Act 1980 s.1"]
    reviewed: 2026-01-01
  - id: no-ransom
    rights: berth-right
    acts: [ransom]
    jurisdictions: uk
    why: Nobody holds a berth to ransom.
    authorities: ["Harbours Act 1980 s.1"]
    reviewed: 2026-01-01
appeals:
  - id: to-tide
    to: tide-court
    permission: needed
    time: 7 days
    authorities: ["Harbours Act 1980 s.2"]
    reviewed: 2026-01-01
"""


def made(tmp_path: Path, text: str = COURSES) -> Rulebook:
    (tmp_path / "mine").mkdir(exist_ok=True)
    (tmp_path / "mine" / "paths.yaml").write_text(text, encoding="utf-8")
    return load_rulebook([ROOT / "rules" / "language", tmp_path / "mine"], own=ROOT / "tests" / "small")


@pytest.fixture(scope="module")
def real() -> Rulebook:
    return load_rulebook(cache=True).as_of(REAL)


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        (None, [("small-berths", "yes"), ("any-berth", "yes")]),
        (500, [("small-berths", "yes"), ("any-berth", "yes")]),
        (501, [("any-berth", "yes"), ("small-berths", "no")]),
        (5001, [("any-berth", "on a condition"), ("small-berths", "no")]),
    ],
)
def test_value_decides(tmp_path: Path, value: float | None, fits: list[tuple[str, str]]) -> None:
    found = ways(made(tmp_path), "berth-right", "trespass", "england-and-wales", value)
    assert [(way.path, way.fits) for way in found] == fits


def test_place_and_day_decide(tmp_path: Path) -> None:
    book = made(tmp_path)
    assert [way.path for way in ways(book, "berth-right", "trespass", "scotland")] == ["any-berth"]
    old = book.as_of(date(2000, 1, 1))
    assert [way.path for way in ways(old, "berth-right", "trespass", "england-and-wales")] == ["small-berths"]


def test_appeals_and_what_there_is_not(tmp_path: Path) -> None:
    book = made(tmp_path)
    (step,) = ways(book, "berth-right", "trespass", "england-and-wales", 1)[0].appeals
    assert (step.name, step.permission, step.time) == ("Tide Court", "needed", "7 days")
    assert step.authorities[0].label == "Harbours Act 1980 s.2"
    (none,) = ways(book, "berth-right", "ransom", "uk")
    assert (none.fits, none.forum) == ("no such claim", "")
    assert acts(book) == ["trespass", "ransom"]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("forum: tide-court", "forum: tide-cort", "forum"),
        ("rights: berth-right", "rights: bert-right", "rights"),
        ("appeals: [to-tide]", "appeals: [to-tied]", "appeals"),
        ('at_most: "£500"', 'at_most: "five"', "value"),
        ("jurisdictions: uk", "jurisdictions: atlantis", "jurisdictions"),
        ("Harbours Act 1980 s.2", "Harbour Act 1981 s.2", "authorities"),
    ],
)
def test_a_faulty_path_is_told_by_its_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    with pytest.raises(RuleFileError) as caught:
        made(tmp_path, COURSES.replace(old, new, 1))
    assert field in str(caught.value)


@pytest.mark.parametrize(
    ("text", "pounds"), [("300000", 3e5), ("£300,000", 3e5), ("0.3m", 3e5), ("£1.5 million", 1.5e6)]
)
def test_money(text: str, pounds: float) -> None:
    assert money(text) == pounds


def test_what_is_no_money_right_or_act(real: Rulebook) -> None:
    with pytest.raises(ViresError):
        money("a lot")
    with pytest.raises(ViresError):
        right_of(real, "cheese")
    with pytest.raises(ViresError):
        act_of(real, "theft")


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("trade mark", "trade-mark"),
        ("patents", "patent"),
        ("passing off", "passing-off"),
        ("registered-design", "registered-design"),
    ],
)
def test_rights_in_words(real: Rulebook, words: str, right: str) -> None:
    assert right_of(real, words) == right


@pytest.mark.parametrize(
    ("right", "act", "place", "value", "forums"),
    [
        ("patent", "infringement", "england-and-wales", 3e5, {"patents-court": "yes", "ipec": "yes", "comptroller": "on a condition"}),
        ("patent", "infringement", "england-and-wales", 6e5, {"patents-court": "yes", "ipec": "on a condition", "comptroller": "on a condition"}),
        ("copyright", "infringement", "england-and-wales", 9e3, {"chancery-division": "yes", "ipec": "yes", "ipec-small-claims": "yes", "county-court": "yes"}),
        ("copyright", "infringement", "england-and-wales", 11e3, {"chancery-division": "yes", "ipec": "yes", "ipec-small-claims": "no", "county-court": "yes"}),
        ("registered-design", "infringement", "england-and-wales", 5e3, {"patents-court": "yes", "ipec": "yes"}),
        ("trade-mark", "opposition", "uk", None, {"ipo": "yes"}),
        ("trade-mark", "infringement", "scotland", None, {"court-of-session": "yes"}),
        ("patent", "infringement", "northern-ireland", None, {"high-court-ni": "yes", "comptroller": "on a condition"}),
        ("copyright", "threats", "uk", None, {"": "no such claim"}),
        ("uk-patent", "opposition", "uk", None, {"": "no such claim"}),
        ("european-patent", "opposition", "uk", None, {"epo": "yes"}),
    ],
)  # fmt: skip
def test_the_real_law(
    real: Rulebook, right: str, act: str, place: str, value: float | None, forums: dict[str, str]
) -> None:
    assert {way.forum: way.fits for way in ways(real, right, act, place, value)} == forums


def test_every_right_and_act_has_an_answer_everywhere(real: Rulebook) -> None:
    """No pair of the rights of the brief, an act and a part of the country is passed in silence."""
    silent = [
        (right, act, place)
        for right in ("patent", "trade-mark", "registered-design", "unregistered-design", "copyright", "passing-off", "trade-secret")
        for act in acts(real)
        for place in ("england-and-wales", "scotland", "northern-ireland")
        if not ways(real, right, act, place)
    ]  # fmt: skip
    assert silent == []
