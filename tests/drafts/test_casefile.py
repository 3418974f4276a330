"""Case files: what they hold, where each event stands, and an error for each fault."""

from __future__ import annotations

import json
import pickle
import warnings
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from checker.drafts import schema
from checker.drafts.case import Case, When
from checker.drafts.casefile import read_case
from checker.drafts.marked import read_yaml
from checker.errors import DraftError

CASE = """\
title: Alder v Birch
jurisdiction: England and Wales
rights: [patent]
parties:
  - {name: Alder Ltd, role: claimant}
date: 2021-06
events:
  - date: 2021-03-01
    body: High Court
    act: rule on
    object: infringement claim
    amount: 500000

  # the second
  - {date: 2020, act: appeal, period: 28 days}
narrative: |
  The court ruled.
  "Quite so."
expect:
  - {severity: error, at: 2}
  - rule: some-rule
    at: court ruled. "Quite
"""


def test_a_case_is_read_with_all_its_fields() -> None:
    draft = read_case("a.yaml", CASE, is_json=False)
    case = draft.case
    assert case is not None
    assert (case.title, case.jurisdiction, case.rights) == ("Alder v Birch", "England and Wales", ("patent",))
    assert (case.parties[0].name, case.parties[0].role) == ("Alder Ltd", "claimant")
    assert case.date == When(date(2021, 6, 1), date(2021, 6, 30))
    first, second = case.events
    assert (first.body, first.act, first.object, first.amount) == (
        "High Court",
        "rule on",
        "infringement claim",
        "500000",
    )
    assert first.date == When(date(2021, 3, 1), date(2021, 3, 1))
    assert second.date == When(date(2020, 1, 1), date(2020, 12, 31))
    assert second.period == "28 days"
    assert case.expect is not None
    assert [(e.rule, e.severity, e.at) for e in case.expect] == [
        (None, "error", 2),
        ("some-rule", None, 'court ruled. "Quite'),
    ]
    assert draft.text == 'The court ruled.\n"Quite so."\n'


def test_dates_are_written_as_the_file_has_them() -> None:
    case = read_case("a.yaml", CASE, is_json=False).case
    assert case is not None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = case.model_dump(mode="json", exclude_none=True)
    assert data["date"] == "2021-06"
    assert [event["date"] for event in data["events"]] == ["2021-03-01", "2020"]
    assert Case.model_validate(data).model_dump() == case.model_dump()


def test_events_and_their_fields_know_where_they_stand() -> None:
    draft = read_case("a.yaml", CASE, is_json=False)
    assert draft.case is not None
    first, second = draft.case.events
    assert first.span.of(CASE).startswith("date: 2021-03-01\n")
    assert first.span.of(CASE).endswith("amount: 500000")
    assert second.span.of(CASE) == "{date: 2020, act: appeal, period: 28 days}"
    assert first.span_of("body").of(CASE) == "High Court"
    assert first.span_of("forum") == first.span


def test_a_case_goes_through_a_pool_with_its_places() -> None:
    draft = read_case("a.yaml", CASE, is_json=False)
    again = pickle.loads(pickle.dumps(draft))
    assert again == draft
    assert again.case.events[0].span == draft.case.events[0].span  # type: ignore[union-attr]


def test_json_says_the_same_as_yaml() -> None:
    draft = read_case("a.json", json.dumps(read_yaml(CASE, "a").data), is_json=True)
    same = read_case("a.yaml", CASE, is_json=False).case
    assert draft.case is not None
    assert same is not None
    assert draft.case.model_dump() == same.model_dump()
    assert json.loads(draft.case.events[1].span.of(draft.source))["act"] == "appeal"


def test_without_a_narrative_there_is_no_prose() -> None:
    draft = read_case("a.yaml", "title: x\nevents: []\n", is_json=False)
    assert (draft.text, draft.slices) == ("", ())


@pytest.mark.parametrize("source", ["", " \n", "# nothing yet\n"])
def test_an_empty_file_is_an_empty_draft(source: str) -> None:
    draft = read_case("a.yaml", source, is_json=False)
    assert (draft.text, draft.case) == ("", None)


HEAD = "title: x\n"
FAULTS = [
    (
        "a: [1\n",
        "a.yaml:2:1: is not YAML: did not find expected ',' or ']' - check indentation, quotes and colons there",
    ),
    ("title: \x07", "a.yaml:1: is not YAML: it holds a control character - remove the character"),
    ("a: &x [1]\nb: *x\n", "a.yaml:1:4: an alias (*) is not read here - write the value out"),
    (
        "events: []\nevents: []\n",
        "a.yaml:2:1: the field 'events' stands here twice - keep one of the two, or join them",
    ),
    ("? [a]\n: b\n", "a.yaml:1:3: a field's name must be a word - write `name: value`"),
    (
        "- a\n",
        "a.yaml:1: is not a case description - give it `events` or a `narrative` (rules/schema/case.schema.json), "
        "or save prose as .txt or .md",
    ),
    ("events: []\n", "a.yaml:1:1: the field 'title' is missing - add it"),
    ("title: ' '\nevents: []\n", "a.yaml:1:1: title: is empty - fill it in or leave it out"),
    (HEAD + "events: 3\n", "a.yaml:2:1: events: is not a list - put `- ` before each entry"),
    (HEAD + "events: [3]\n", "a.yaml:2:10: events[1]: is not a group of fields - write `name: value` lines"),
    (HEAD + "events:\n  - body: y\n", "a.yaml:3:5: events[1]: the field 'act' is missing - add it"),
    (
        HEAD + "events:\n  - bdy: y\n    act: z\n",
        "a.yaml:3:5: events[1].bdy: is no field of a case - did you mean body?",
    ),
    (
        HEAD + "events:\n  - act: yes\n",
        "a.yaml:3:5: events[1].act: is not words - write words, in quotes if they look like a number, a list, yes or no",
    ),
    (
        HEAD + "events:\n  - act: a\n    date: 2021-02-30\n",
        "a.yaml:4:5: events[1].date: is not a date: that month has 28 days - write 2021-03-05, 2021-03 or 2021",
    ),
    (
        HEAD + "events:\n  - act: a\n    date: soon\n    body: [b]\n",
        "a.yaml:4:5: events[1].date: is not a date - write 2021-03-05, 2021-03 or 2021 (1 more of its fields at fault)",
    ),
    (
        HEAD + "narrative: a\nexpect: [{at: 2, rule: r}]\n",
        "a.yaml:3:11: expect[1].at: there is no event 2 - quote the narrative",
    ),
    (
        HEAD + "narrative: a\nexpect: [{at: b, rule: r}]\n",
        "a.yaml:3:11: expect[1].at: these words are not in the narrative - quote it word by word",
    ),
    (
        HEAD + "narrative: a\nexpect: [{at: a}]\n",
        "a.yaml:3:10: expect[1]: neither rule nor severity is given - give `rule` or `severity`",
    ),
    (
        HEAD + "narrative: a\nexpect: [{at: a, severity: grave}]\n",
        "a.yaml:3:18: expect[1].severity: is not one of the words allowed - use 'error', 'warning' or 'note'",
    ),
    (
        HEAD + "events: []\nexpect: [{at: 0, rule: r}]\n",
        "a.yaml:3:11: expect[1].at: counts from 1 - the first event is 1",
    ),
    ("[" * 900 + "]" * 900, "a.yaml: is nested too deeply - write it as the schema of cases shows"),
]


@pytest.mark.parametrize(("source", "said"), FAULTS, ids=[said.split(": ", 1)[1][:60] for _, said in FAULTS])
def test_each_fault_is_named_by_line_field_and_cure(source: str, said: str) -> None:
    with pytest.raises(DraftError) as why:
        read_case("a.yaml", source, is_json=False)
    assert str(why.value) == said


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('{"a": 1,}', "a.json:1:9: is not JSON: a field's name in double quotes is missing"),
        ('{"a" 1}', "a.json:1:6: is not JSON: a colon is missing"),
        ('{"a": 1\n "b": 2}', "a.json:2:2: is not JSON: a comma or } is missing"),
        ('{"a": [1 2]}', "a.json:1:10: is not JSON: a comma or ] is missing"),
        ('{"a": }', "a.json:1:7: is not JSON: a value is missing"),
        ('{"a": "x', "a.json:1:7: is not JSON: unterminated string starting"),
        ('{"a": "x\ny"}', "a.json:1:9: is not JSON: invalid control character"),
        ('{"a": "\\ud800"}', "a.json:1:7: is not JSON: \\ud800 is half a character"),
        ("{} x", "a.json:1:4: is not JSON: something follows after the end"),
        ('{"a": ' + "9" * 5000 + "}", "a.json:1:7: is not JSON: the number is too long"),
        ('{"a": 1, "a": 2}', "a.json:1:10: the field 'a' stands here twice"),
        ("[" * 100_000, "a.json: is nested too deeply"),
        ('{"name": "a-package"}', "a.json:1: is not a case description"),
    ],
)
def test_faults_of_json(source: str, said: str) -> None:
    with pytest.raises(DraftError) as why:
        read_case("a.json", source, is_json=True)
    assert str(why.value).startswith(said + " - ")


def test_the_published_schema_is_that_of_the_models() -> None:
    published = Path(__file__).parents[2] / "rules" / "schema" / schema.FILE
    assert published.read_text(encoding="utf-8") == schema.text(), "run python -m checker.drafts.schema"


def _meets_schema(data: object) -> bool:
    try:
        Draft202012Validator.check_schema(schema.schema())
    except SchemaError as why:
        raise AssertionError(why) from why
    return bool(Draft202012Validator(schema.schema()).is_valid(data))


def test_schema_and_reader_accept_the_same() -> None:
    assert _meets_schema(read_yaml(CASE, "a").data)


BEYOND_A_SCHEMA = ("is not YAML", "alias", "twice", "a word -", "deeply", "that month", "no event", "these words")


@pytest.mark.parametrize("source", [s for s, said in FAULTS if not any(words in said for words in BEYOND_A_SCHEMA)])
def test_the_schema_refuses_what_the_reader_refuses(source: str) -> None:
    assert not _meets_schema(read_yaml(source, "a").data)
