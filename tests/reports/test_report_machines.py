"""The formats for programs: SARIF, JUnit XML and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.drafts.draft import Draft, Slice
from checker.drafts.where import Where
from checker.errors import DraftError
from checker.judging.finding import Finding, Severity
from checker.reports.account import TITLE, account
from checker.reports.csv import COLUMNS
from checker.reports.fingerprint import fingerprints
from checker.reports.formats import renderer
from checker.reports.report import Report, checked
from checker.reports.sarif import uri
from checker.rulebook.citation import Citation
from checker.spans import Span

Make = Callable[..., Finding]
DAY = date(2026, 11, 24)
SARIF = json.loads((Path(__file__).parent / "fixtures/sarif-schema-2.1.0.json").read_text(encoding="utf-8"))


def written(report: Report, name: str) -> str:
    out = io.StringIO()
    renderer(name)(report, out)
    return out.getvalue()


def one(text: str, *found: Finding, name: str = "a.txt") -> Report:
    return Report(DAY, (checked(Draft.plain(name, text), found),))


def test_sarif_fits_the_official_schema(report: Report) -> None:
    """With findings and without; a log with a wrong level does not."""
    jsonschema.Draft4Validator.check_schema(SARIF)
    data = json.loads(written(report, "sarif"))
    jsonschema.validate(data, SARIF, format_checker=jsonschema.FormatChecker())
    jsonschema.validate(json.loads(written(Report(DAY, ()), "sarif")), SARIF)
    data["runs"][0]["results"][0]["level"] = "grave"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, SARIF)


def test_sarif_holds_rules_places_and_what_was_not_read(report: Report) -> None:
    """Each rule once, with help and link; regions with both ends; an unread input as a notification."""
    (run,) = json.loads(written(report, "sarif"))["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["id"] == "power-adjudicate"
    assert rule["helpUri"] == "https://example.org/statute/1/section/1"
    assert "- [Statute 1 s 1](https://example.org/statute/1/section/1)" in rule["help"]["markdown"]
    first, second = run["results"]
    assert (first["level"], second["level"]) == ("error", "warning")
    region = first["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (3, 36, 4, 34)
    assert region["snippet"]["text"] == "the\nharbour board ruled on the patent"
    place = second["locations"][0]["physicalLocation"]
    assert run["artifacts"][place["artifactLocation"]["index"]]["location"]["uri"] == "cases/b.yaml"
    assert (place["region"]["endLine"], place["region"]["endColumn"]) == (4, 20)
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "gone.md" in told["message"]["text"]
    assert run["invocations"][0]["executionSuccessful"] is False


def test_sarif_says_what_the_rule_says_where_it_is_known(report: Report) -> None:
    """The rule's own statement, rather than the message of one finding."""
    known = Report(DAY, report.drafts, statements={"power-adjudicate": "Courts decide."})
    (rule,) = json.loads(written(known, "sarif"))["runs"][0]["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "Courts decide."


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("drafts/a b.md", "drafts/a%20b.md"),
        ("/srv/é#1.txt", "file:///srv/%C3%A9%231.txt"),
        ("<stdin>", "%3Cstdin%3E"),
        ("a:b.txt", "a%3Ab.txt"),
    ],
)
def test_names_become_addresses(name: str, address: str) -> None:
    """Relative ones stay relative; what has a meaning in an address is escaped."""
    assert uri(name) == address


def test_a_fingerprint_survives_edits_elsewhere(finding: Make) -> None:
    """Lines put in before, other paragraphs and other line breaks change nothing; other words do."""

    def of(text: str, claim: str = "The board ruled") -> list[str]:
        found = finding(text, claim)
        return fingerprints(checked(Draft.plain("a", text), [found]).findings)

    before = of("Well. The board ruled on it. Then it rained.")
    assert of("Quite another start.\n\nWell. The board\nruled on it. And more.", "The board\nruled") == before
    assert of("Well. The board ruled on her. Then it rained.") != before


def test_the_same_words_twice_have_two_fingerprints(finding: Make) -> None:
    """They are numbered in the order of the draft."""
    text = "It ruled. It ruled."
    found = [finding(text, "ruled"), finding(text, "ruled", span=Span(13, 18))]
    first, second = fingerprints(checked(Draft.plain("a", text), found).findings)
    assert first.endswith(":1")
    assert second == first[:-1] + "2"


def test_junit_counts_add_up(report: Report) -> None:
    """A suite a draft or unread input; failures for errors and warnings; clean drafts pass."""
    root = ET.fromstring(written(report, "junit"))
    assert [suite.get("name") for suite in root] == [
        "drafts/a.md", "clean.txt", "cases/b.yaml", "gone.md", TITLE,
    ]  # fmt: skip
    assert {key: root.get(key) for key in ("tests", "failures", "errors")} == {
        "tests": "4", "failures": "2", "errors": "1",
    }  # fmt: skip
    for kind, count in (("testcase", 4), ("failure", 2), ("error", 1)):
        assert len(root.findall(f".//{kind}")) == count
    failure = root.find(".//failure")
    assert failure is not None
    assert "https://example.org/statute/1/section/1" in (failure.text or "")


def test_a_note_is_no_failure_to_a_build_server(finding: Make) -> None:
    """It is said in a case that passes."""
    root = ET.fromstring(written(one("It ruled.", finding("It ruled.", "ruled", severity=Severity.NOTE)), "junit"))
    assert root.get("failures") == "0"
    assert root.find(".//system-out") is not None


@given(st.text(max_size=40))
def test_junit_is_xml_whatever_the_draft_says(text: str) -> None:
    """Controls, surrogates and mark-up in text and name are shown, and never break the file."""
    found = Finding("r", "power", Severity.ERROR, Span(0, len(text)), text, text, (Citation(text, None),), text)
    report = Report(DAY, (checked(Draft.plain(text, text), [found]),), (DraftError(text, file=text),))
    ET.fromstring(written(report, "junit"))


def test_csv_has_a_row_a_finding(report: Report) -> None:
    """Read back by their columns; what was not read has a row of its own."""
    rows = list(csv.DictReader(io.StringIO(written(report, "csv"))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["severity"] for row in rows] == ["error", "warning", "unread", *["summary"] * len(account(report))]
    assert (rows[0]["line"], rows[0]["text"]) == ("3", "the harbour board ruled on the patent")
    assert rows[0]["links"] == "https://example.org/statute/1/section/1"
    assert rows[2]["file"] == "gone.md"


def test_csv_hides_no_formula(finding: Make) -> None:
    """What a spreadsheet would reckon is put in as text."""
    text = "=1+1 ruled."
    row, *_ = csv.DictReader(io.StringIO(written(one(text, finding(text, "=1+1 ruled")), "csv")))
    assert row["text"] == "'=1+1 ruled"


def test_a_document_without_lines_has_a_place_by_its_own_count(finding: Make) -> None:
    """A page, where the draft has pages: no region in SARIF, no line in CSV and JUnit."""
    text = "It sat.\n\nIt ruled."
    draft = Draft("a.pdf", text, text, (Slice(0, 0, len(text)),), wheres=(Where(0, "page", 1), Where(9, "page", 2)))
    report = Report(DAY, (checked(draft, [finding(text, "ruled")]),))
    data = json.loads(written(report, "sarif"))
    jsonschema.validate(data, SARIF)
    (location,) = data["runs"][0]["results"][0]["locations"]
    assert "region" not in location["physicalLocation"]
    assert location["logicalLocations"] == [{"name": "page 2"}]
    assert data["runs"][0]["results"][0]["message"]["text"].startswith("Page 2, “ruled”: The text has the harbour")
    row, *_ = csv.DictReader(io.StringIO(written(report, "csv")))
    assert (row["place"], row["line"]) == ("page 2", "")
    assert 'name="power-adjudicate at page 2"' in written(report, "junit")
    assert written(report, "lines").startswith("a.pdf:1:1: error: page 2, “ruled”: The text has the harbour")


def test_one_mistake_is_told_once_or_its_findings_belong_together(finding: Make) -> None:
    """Formats for people fold findings on the same words; those for programs keep each, with the number of its group."""
    text = "The board ruled on it. A jury sat."
    found = [
        finding(text, "board ruled", rule="power-b", severity=Severity.WARNING),
        finding(text, "The board ruled on it", rule="power-a"),
        finding(text, "jury sat", rule="term-jury"),
    ]
    report = one(text, *found)
    assert [line.rpartition("[")[2] for line in written(report, "lines").splitlines()] == ["power-a]", "term-jury]"]
    assert "(also power-b) [power-a]" in written(report, "lines")
    assert written(report, "github").count("::error ") == 2
    assert "%0AAlso power-b: " in written(report, "github")
    assert written(report, "markdown").count("\n### ") == 2
    assert "- **Also power-b:** " in written(report, "markdown")
    assert ET.fromstring(written(report, "junit")).attrib["failures"] == "2"
    rows = [row for row in csv.DictReader(io.StringIO(written(report, "csv"))) if row["rule"]]
    assert [(row["rule"], row["group"], row["leads"]) for row in rows] == [
        ("power-a", "1", "yes"), ("power-b", "1", ""), ("term-jury", "2", "yes"),
    ]  # fmt: skip
    data = json.loads(written(report, "json"))["drafts"][0]["findings"]
    results = json.loads(written(report, "sarif"))["runs"][0]["results"]
    told = [
        [(each["group"], each["leads"]) for each in (f.get("properties", f) for f in form)] for form in (data, results)
    ]
    assert told == [[(1, True), (1, False), (2, True)]] * 2
