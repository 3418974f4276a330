"""Events of a case description meet the rules without a parse, each finding at the fields that it is about."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.drafts.casefile import read_case
from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.judging.finding import Finding
from checker.reading.parse import is_loaded
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load_rulebook
from checker.spans import Span

ROOT = Path(__file__).parents[2]
DAY = date(2026, 1, 1)
PARTIES = [{"name": "Alder Ltd", "role": "owner"}, {"name": "Night Watch Hire Ltd", "role": "claimant"}]
Found = Callable[..., list[str]]


def _case(*events: dict[str, Any], **case: Any) -> Draft:
    held = {"title": "Alder v Birch", "parties": PARTIES, **case, "events": list(events)}
    return read_case("case.json", json.dumps(held, indent=1), is_json=True)


@pytest.fixture(scope="module")
def checker(small: Rulebook) -> Checker:
    return Checker(small, DAY)


@pytest.fixture(scope="module")
def found(checker: Checker) -> Found:
    """Return the rules found on events."""
    return lambda *events, **case: [f.rule for f in checker.check(_case(*events, **case))]


WATCH = {"body": "Night Watch", "act": "rule on", "object": "the berth dispute"}
REGISTRY_DECIDES = {"date": "2019-02-01", "body": "Harbour Registry", "act": "grant", "object": "berth right"}
TIDE_DECIDES = {"date": "2019-05-01", "body": "Tide Court", "act": "rule on", "object": "berth dispute"}


@pytest.mark.parametrize(
    "event",
    [
        WATCH,
        {"body": "the Night Watch", "act": "ruled on", "object": "the dispute over the berth"},
        {"body": "officers of the Night Watch", "act": "determine", "right": "berth right"},
        {"body": "Night Watch", "act": "give", "object": "a ruling on the berth"},
        {"body": "Alder Ltd", "act": "obtain", "object": "a ruling", "forum": "Night Watch"},
        {"act": "decide", "object": "the claim", "forum": "the Night Watch"},
        {"act": "be decided by the Night Watch", "object": "the claim"},
        {"body": "Tide Court", "act": "hand over", "object": "the dispute", "forum": "Night Watch"},
        {"body": "Tide Court", "act": "hand over to the Night Watch", "object": "the dispute"},
        {"act": "sit with", "object": "the case", "forum": "Night Watch"},
        {"act": "is before", "object": "the case", "forum": "Night Watch"},
        {
            "body": "Alder Ltd",
            "act": "claim",
            "object": "a berth",
            "forum": "Night Watch",
            "outcome": "dispute resolved",
        },
        {"body": "Alder Ltd", "act": "sue", "object": "a dispute", "outcome": "decided by the Night Watch"},
    ],
    ids=lambda e: " ".join(e.values()),
)
def test_who_does_what_is_read_from_the_fields(found: Found, event: dict[str, Any]) -> None:
    assert found(event) == ["only-courts-decide"]


@pytest.mark.parametrize(
    "event",
    [
        {"body": "Tide Court", "act": "rule on", "object": "the berth dispute"},
        {"body": "Estuary Division", "act": "rule on", "object": "the berth dispute"},
        {"body": "Night Watch", "act": "not rule on", "object": "the berth dispute"},
        {"body": "Night Watch", "act": "refuse to rule on", "object": "the berth dispute"},
        {"body": "Night Watch", "act": "propose to rule on", "object": "the berth dispute"},
        {"body": "Night Watch", "act": "advise", "object": "both sides of the berth dispute"},
        {"body": "Night Watch", "act": "decide on", "object": "its budget"},
        {"body": "Night Watch", "act": "await", "object": "the ruling of the Tide Court"},
        {"body": "Alder Ltd", "act": "ask", "object": "the Night Watch for a ruling", "outcome": "no ruling given"},
        {"body": "Night Watch Hire Ltd", "act": "settle", "object": "the dispute"},
        {"body": "Alder Ltd", "act": "bring", "object": "the dispute", "forum": "Tide Court", "outcome": "decided"},
        {"body": "Tribunal of Calais", "act": "rule on", "object": "the berth dispute"},
    ],
    ids=lambda e: " ".join(e.values()),
)
def test_what_fits_or_is_not_said_is_clean(found: Found, event: dict[str, Any]) -> None:
    assert found(event) == []


def test_a_finding_stands_at_the_fields_that_it_is_about(checker: Checker) -> None:
    draft = _case(
        TIDE_DECIDES, {"date": 2020, "body": "Night Watch", "act": "rule on", "object": "a claim", "outcome": "lost"}
    )
    (finding,) = checker.check(draft)
    assert finding.span == Span(0, 0)
    assert finding.source_span is not None
    said = finding.source_span.of(draft.source)
    assert said.startswith('"Night Watch"')
    assert said.endswith('"rule on"')


def test_the_office_is_the_one_named_before(checker: Checker) -> None:
    draft = _case(REGISTRY_DECIDES, {"body": "the office", "act": "fine", "object": "Alder Ltd"})
    (finding,) = checker.check(draft)
    assert finding.rule == "registry-fines-nobody"
    assert finding.source_span is not None
    assert finding.source_span.of(draft.source).startswith('"the office"')


@pytest.mark.parametrize(
    ("event", "rules"),
    [
        ({"act": "charge", "object": "a levy on the berth", "amount": "£900"}, ["levy-is-500-pounds"]),
        ({"act": "charge", "object": "a levy on the berth", "amount": 900}, ["levy-is-500-pounds"]),
        ({"act": "charge", "object": "a levy on the berth", "amount": "£500"}, []),
        ({"act": "charge", "object": "a levy on the berth", "amount": 500}, []),
        ({"act": "charge", "object": "a levy of £900 on the berth"}, ["levy-is-500-pounds"]),
        ({"act": "charge", "object": "a levy", "right": "berth right", "amount": "£50"}, ["levy-is-500-pounds"]),
        ({"act": "charge", "object": "a levy on the berth", "date": 2019}, []),
        ({"act": "last", "object": "the berth right", "period": "20 years"}, ["berth-right-lasts-12-years"]),
        ({"act": "last", "body": "berth right", "period": "12 years"}, []),
        ({"act": "not last", "right": "berth right", "period": "20 years"}, []),
    ],
)
def test_amounts_and_periods(found: Found, event: dict[str, Any], rules: list[str]) -> None:
    assert found(event) == rules


@pytest.mark.parametrize(
    ("event", "case_date", "rules"),
    [
        ({"date": "1995-04-01", "body": "Tide Court"}, None, ["life-tide-court"]),
        ({"date": "2005-04-01", "body": "Tide Court"}, None, []),
        ({"date": 2005, "forum": "Court of Tides"}, None, ["life-old-tide-court"]),
        ({"date": 2000, "forum": "Court of Tides"}, None, []),
        ({"date": "1995-04", "body": "Alder Ltd", "forum": "Tide Court"}, None, ["life-tide-court"]),
        ({"body": "Tide Court"}, 1995, ["life-tide-court"]),
        ({"body": "Tide Court", "date": 2002}, 1995, []),
        ({"body": "Tide Court"}, None, []),
        ({"body": "Tide Court", "date": 1995, "act": "refuse"}, None, ["life-tide-court"]),
    ],
)
def test_bodies_act_within_their_lives(
    found: Found, event: dict[str, Any], case_date: int | None, rules: list[str]
) -> None:
    case = {"date": case_date} if case_date else {}
    assert found({"act": "hear", "object": "the claim", **event}, **case) == rules


@pytest.mark.parametrize(
    ("event", "case", "rules"),
    [
        ({"date": 1965}, {}, []),
        ({"date": 1999}, {}, ["no-barge-jury"]),
        ({}, {}, ["no-barge-jury"]),
        ({}, {"date": 1965}, []),
        ({"date": 1999}, {"date": 1965}, ["no-barge-jury"]),
        ({"jurisdiction": "France"}, {}, []),
        ({"jurisdiction": "Scotland"}, {"jurisdiction": "France"}, ["no-barge-jury"]),
        ({}, {"jurisdiction": "France"}, []),
        ({"forum": "Tribunal of Calais"}, {}, []),
    ],
)
def test_date_and_place_decide_which_law_applies(
    found: Found, event: dict[str, Any], case: dict[str, Any], rules: list[str]
) -> None:
    assert found({"act": "be tried", "object": "the claim by a barge jury", **event}, **case) == rules


def test_a_finding_says_by_which_law(checker: Checker) -> None:
    def scope(event: dict[str, Any], **case: Any) -> str:
        (finding,) = checker.check(_case({"act": "be tried", "object": "the claim by a barge jury", **event}, **case))
        return finding.scope

    assert scope({"date": "2019-05"}, jurisdiction="Scotland") == "scotland (from the text), law of 2019-05"
    assert scope({}, date=2020) == "england and wales (assumed), law of 2020"
    assert scope({}) == "england and wales (assumed), law of today"


@pytest.mark.parametrize(
    ("event", "rights", "rules"),
    [
        ({"act": "decide", "body": "Night Watch"}, ["berth right"], ["only-courts-decide"]),
        ({"act": "decide", "body": "Night Watch"}, [], []),
        (
            {"act": "grant", "body": "Night Watch", "object": "the application"},
            ["berth right"],
            ["registry-grants-berths"],
        ),
        ({"act": "grant", "body": "Night Watch", "object": "leave to Alder Ltd"}, ["berth right"], []),
    ],
)
def test_the_right_in_dispute_is_what_a_bare_event_is_about(
    found: Found, event: dict[str, Any], rights: list[str], rules: list[str]
) -> None:
    assert found(event, rights=rights) == rules


APPEAL = {"body": "Alder Ltd", "act": "appeal"}
ROUTE = ["appeals-go-to-the-tide-court"]


@pytest.mark.parametrize(
    ("events", "rules"),
    [
        ([REGISTRY_DECIDES, {**APPEAL, "forum": "Night Watch"}], ROUTE),
        ([REGISTRY_DECIDES, {**APPEAL, "forum": "Tide Court"}], []),
        ([REGISTRY_DECIDES, {**APPEAL, "forum": "Estuary Division"}], []),
        ([REGISTRY_DECIDES, APPEAL], []),
        (
            [REGISTRY_DECIDES, {"body": "Alder Ltd", "act": "lodge", "object": "an appeal", "forum": "Night Watch"}],
            ROUTE,
        ),
        ([REGISTRY_DECIDES, {"body": "Alder Ltd", "act": "appeal to the Night Watch"}], ROUTE),
        ([REGISTRY_DECIDES, {"body": "Alder Ltd", "act": "not appeal", "forum": "Night Watch"}], []),
        ([REGISTRY_DECIDES, {"body": "Night Watch", "act": "allow", "object": "the appeal"}], ROUTE),
        ([{**APPEAL, "object": "the decision of the Harbour Registry", "forum": "Night Watch"}], ROUTE),
        ([TIDE_DECIDES, {**APPEAL, "object": "the registry's refusal", "forum": "Night Watch"}], []),
        ([{**APPEAL, "forum": "Night Watch"}], []),
        # what an appeal goes on from is the last decision, or one before it that allows the appeal
        ([TIDE_DECIDES, {**APPEAL, "forum": "Night Watch"}], []),
        ([REGISTRY_DECIDES, TIDE_DECIDES, {**APPEAL, "forum": "Night Watch"}], []),
        ([REGISTRY_DECIDES, {**APPEAL, "forum": "Tide Court"}, {**APPEAL, "forum": "Night Watch"}], []),
        (
            [
                TIDE_DECIDES,
                {**APPEAL, "forum": "Estuary Division"},
                REGISTRY_DECIDES,
                {**APPEAL, "forum": "Night Watch"},
            ],
            [],
        ),
        # dates go before the order of the list
        ([{**APPEAL, "date": 2018, "forum": "Night Watch"}, REGISTRY_DECIDES], []),
        ([{**APPEAL, "date": 2020, "forum": "Night Watch"}, REGISTRY_DECIDES], ROUTE),
        ([REGISTRY_DECIDES, {**APPEAL, "date": 2018, "forum": "Night Watch"}], []),
    ],
)
def test_an_appeal_goes_on_from_the_decision_before_it(
    found: Found, events: list[dict[str, Any]], rules: list[str]
) -> None:
    assert found(*events) == rules


STEP = """\
rules:
  - id: claim-after-grant
    statement: A claim on a berth right is brought once the right has been granted.
    authorities: ["Harbours Act 1980 s.1"]
    reviewed: 2026-01-01
    explanation: The law of harbours is made up, and so is this rule.
    suggestion: Say what the law of harbours says.
    order: {first: ["@grant-berth", "@berth-right"], then: ["@berth-right", "sue"], unless: "neighbour"}
"""


@pytest.fixture(scope="module")
def ordered(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    """The small rulebook with a rule on the order of steps."""
    folder = tmp_path_factory.mktemp("more") / "status"
    folder.mkdir()
    (folder / "steps.yaml").write_text(STEP, encoding="utf-8")
    return Checker(load_rulebook([ROOT / "rules" / "language", folder.parent], own=ROOT / "tests" / "small"), DAY)


SUE = {"body": "Alder Ltd", "act": "sue", "object": "Birch Ltd over the berth"}


@pytest.mark.parametrize(
    ("events", "rules"),
    [
        ([{**SUE, "date": 2018}, REGISTRY_DECIDES], ["claim-after-grant"]),
        ([REGISTRY_DECIDES, {**SUE, "date": 2018}], ["claim-after-grant"]),
        ([SUE, {**REGISTRY_DECIDES, "date": None}], ["claim-after-grant"]),
        ([REGISTRY_DECIDES, {**SUE, "date": 2020}], []),
        ([REGISTRY_DECIDES, {**SUE, "date": "2018"}, {**REGISTRY_DECIDES, "date": 2010}], []),
        ([{**SUE, "date": 2018}], []),
        ([{**SUE, "date": 2018, "act": "not sue"}, REGISTRY_DECIDES], []),
        ([{**SUE, "date": 2018}, {**REGISTRY_DECIDES, "act": "refuse to grant"}], []),
        ([{**SUE, "date": 2018, "object": "a neighbour over the berth"}, REGISTRY_DECIDES], []),
    ],
)
def test_a_step_does_not_come_before_the_one_that_it_needs(
    ordered: Checker, events: list[dict[str, Any]], rules: list[str]
) -> None:
    given = [{name: value for name, value in event.items() if value is not None} for event in events]
    assert [f.rule for f in ordered.check(_case(*given))] == rules


def test_the_order_of_steps_is_no_matter_of_prose(ordered: Checker) -> None:
    assert (
        ordered.check(Draft.plain("x", "He sued over the berth in 2018. The Harbour Registry granted it in 2019."))
        == []
    )


_WORDS = st.sampled_from(
    ["Night Watch", "the Tide Court", "office", "rule on", "berth", "dispute", "decision of the", "appeal", "to", "by",
     "no", "fined", "£900", "20 years", "France", "is before", "hand over", "Alder Ltd", "'s", "İ", ".", "\n", "“"]
)  # fmt: skip
_FIELDS = st.sampled_from(["body", "object", "right", "forum", "amount", "period", "outcome"])
_VALUE = st.lists(_WORDS, min_size=1, max_size=6).map(" ".join).filter(str.strip)
_PLACES = st.sampled_from([{}, {"jurisdiction": "France"}, {"jurisdiction": "scotland"}])
_EVENT = st.builds(
    lambda act, more, place: {**more, **place, "act": act}, _VALUE, st.dictionaries(_FIELDS, _VALUE), _PLACES
)
_RIGHTS = st.lists(st.sampled_from(["berth right", "berth dispute"]), max_size=2)


@given(events=st.lists(_EVENT, max_size=4), rights=_RIGHTS)
def test_whatever_an_event_says_findings_stand_within_one(
    checker: Checker, events: list[dict[str, Any]], rights: list[str]
) -> None:
    draft = _case(*events, rights=rights)
    assert draft.case is not None
    for finding in checker.check(draft):
        at = finding.source_span
        assert at is not None
        assert any(event.span.contains(at) for event in draft.case.events)


def test_a_case_without_prose_needs_no_parser(checker: Checker) -> None:
    before = is_loaded()
    assert checker.check(_case(WATCH))
    assert is_loaded() == before


def test_the_narrative_is_read_under_the_law_of_the_case(checker: Checker) -> None:
    def scopes(narrative: str, **case: Any) -> list[tuple[str, str]]:
        found: list[Finding] = checker.check(_case(narrative=narrative, **case))
        assert all(f.source_span is None for f in found)
        return [(f.rule, f.scope) for f in found]

    said = "A barge jury heard the claim."
    assert scopes(said) == [("no-barge-jury", "england and wales (assumed), law of today")]
    assert scopes(said, jurisdiction="Scotland", date=1999) == [
        ("no-barge-jury", "scotland (from the text), law of 1999")
    ]
    assert scopes(said, date=1965) == []
    assert scopes(said, jurisdiction="France") == []
    assert scopes("In London a barge jury heard the claim.", jurisdiction="France") != []


def test_findings_come_in_the_order_of_the_file_events_after_prose(checker: Checker) -> None:
    draft = _case(
        WATCH, {**WATCH, "body": "Harbour Registry"}, narrative="The Night Watch fined nobody. A barge jury sat."
    )
    assert [f.rule for f in checker.check(draft)] == ["no-barge-jury", "only-courts-decide", "only-courts-decide"]
