"""Each format, from the same report."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from checker.drafts.draft import Draft
from checker.errors import DraftError, OutputError
from checker.judging.finding import Finding, Severity
from checker.reports.account import account
from checker.reports.formats import FORMATS, format_for, renderer
from checker.reports.layout import cells
from checker.reports.report import Report, checked, summary

SCHEMA = json.loads((Path(__file__).parents[2] / "rules/schema/report.schema.json").read_text(encoding="utf-8"))
Make = Callable[..., Finding]
DAY = date(2026, 11, 24)
ANSI = re.compile(r"\x1b(\[[0-9;]*m|\]8;[^\x1b]*\x1b\\)")


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


def shown(report: Report, name: str = "text") -> str:
    out = io.StringIO()
    renderer(name)(report, out)
    return out.getvalue()


def test_every_format_renders(report: Report) -> None:
    """Each of the registry's formats names the rule, the message, the authority and its link; that of a line has no room."""
    for name in (name for name, form in FORMATS.items() if not form.binary):
        text = re.sub(r"[\\\s]+", " ", shown(report, name)) if name != "json" else shown(report, name)
        authority = () if name == "lines" else ("Statute 1 s 1", "https://example.org/statute/1/section/1")
        for part in ("power-adjudicate", "harbour board", *authority):
            assert part in text, (name, part)


def test_plain_text(report: Report) -> None:
    """Place, severity, rule; the sentence with carets; message, authorities with links, suggestion, scope; summary."""
    assert shown(report).splitlines()[:13] == [
        "drafts/a.md:3:36: error power-adjudicate",
        "  | On Monday the harbour board ruled on the patent.",
        "  |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "  The text has the harbour board rule on a patent; only a court or tribunal can.",
        "  authority  Statute 1 s 1 https://example.org/statute/1/section/1",
        "             Rules r 2",
        "  instead    Name the court that ruled.",
        "  judged by  England and Wales, 24 November 2026 (assumed)",
        "",
        "cases/b.yaml:2:5: warning power-adjudicate",
        "  | - date: 2021-03-01",
        "  |   ^^^^^^^^^^^^^^^^",
        "  |   body: harbour-board",
    ]
    assert shown(report).splitlines()[-2:] == [
        "1 error, 1 warning in 2 of 3 drafts (law as of 24 November 2026); 1 input could",
        "not be checked.",
    ]


@pytest.mark.parametrize("width", [24, 40, 61, 200])
def test_lines_keep_to_the_width(report: Report, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider than COLUMNS but one with a single long word, and no word is lost."""
    monkeypatch.setenv("COLUMNS", str(width))
    text = shown(report)
    for line in text.splitlines():
        if re.match(r"\S+:\d+:\d+: ", line):  # a place stays in one piece, to be clicked on
            continue
        assert cells(line) <= width or len(line.split()[-1]) > width // 2, line
    squeezed = re.sub(r"[\s|^]+", "", text)
    assert "Thetexthastheharbourboardruleonapatent;onlyacourtortribunalcan." in squeezed


def test_colour_when_forced(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """FORCE_COLOR colours without a terminal; the claim is underlined, and no carets stand below it."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    text = shown(report)
    assert "\x1b[1;4;31mthe harbour board ruled on the patent" in text
    assert "^^" not in text
    assert "On Monday the harbour board ruled on the patent." in ANSI.sub("", text)


def test_no_color_wins(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR set there is no escape at all, and carets mark the claim."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    text = shown(report)
    assert "\x1b" not in text
    assert "^^^" in text


def test_a_draft_cannot_steer_the_terminal(monkeypatch: pytest.MonkeyPatch, finding: Make) -> None:
    """Escapes in the draft, in its name and in the message reach no format that is shown."""
    text = "The board\x1b[2J ruled."
    draft = Draft.plain("a\x1b[2J.txt", text)
    bad = checked(draft, [finding(text, "board\x1b[2J ruled", message="The \x1b[2Jboard")])
    report = Report(DAY, (bad,))
    for name in ("text", "markdown"):
        assert "\x1b" not in shown(report, name)


def test_json_fits_its_schema(report: Report) -> None:
    """The published schema takes the report, with and without findings, and refuses a wrong one."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    data = json.loads(shown(report, "json"))
    jsonschema.validate(data, SCHEMA, format_checker=jsonschema.FormatChecker())
    jsonschema.validate(json.loads(shown(Report(report.as_of, ()), "json")), SCHEMA)
    data["drafts"][0]["findings"][0]["severity"] = "grave"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, SCHEMA)


def test_json_holds_the_places(report: Report) -> None:
    """Offsets in the prose and in the source, line and column, the claim as written, null where nothing is known."""
    data = json.loads(shown(report, "json"))
    found = data["drafts"][0]["findings"][0]
    assert found["text"] == "the\nharbour board ruled on the patent"
    assert (found["line"], found["column"]) == (3, 36)
    assert found["end"] - found["start"] == found["source_end"] - found["source_start"] == len(found["text"])
    assert found["authorities"][1] == {"label": "Rules r 2", "url": None}
    event = data["drafts"][2]["findings"][0]
    assert (event["start"], event["end"], event["line"], event["column"]) == (0, 0, 2, 5)
    assert event["text"].startswith("date: 2021-03-01")
    assert data["errors"] == [
        {
            "file": "gone.md",
            "line": None,
            "column": None,
            "field": None,
            "what": "is not there",
            "cure": "name another file",
        }
    ]
    assert data["summary"] == {
        "drafts": 3, "flagged": 2, "errors": 1, "findings": {"error": 1, "warning": 1, "note": 0},
        "single_findings": 2, "left_out": {"comment": 0, "baseline": 0}, "sentences": 0, "read_closely": 0, "events": 0, "jurisdiction": None,
        "rules": {}, "switched_off": [], "passed_over": [],
        "not_told": {"comment": 0, "baseline": 0, "severity": 0, "unchanged": 0, "off": 0},
    }  # fmt: skip


def test_json_survives_half_a_surrogate_pair(finding: Make) -> None:
    """What UTF-8 cannot hold is escaped, and read back the same."""
    text = "The board \ud83d ruled \u2028 here."
    report = Report(DAY, (checked(Draft.plain("a", text), [finding(text, "board \ud83d ruled \u2028")]),))
    written = shown(report, "json")
    written.encode()
    assert "\u2028" not in written
    assert json.loads(written)["drafts"][0]["findings"][0]["text"] == "board \ud83d ruled \u2028"


def test_github_escapes_its_commands(finding: Make) -> None:
    """Line ends, percent signs, commas and colons do not break a command."""
    report = Report(
        DAY,
        (
            checked(
                Draft.plain("a,b:c.md", "It ruled."),
                [finding("It ruled.", "ruled", message="50% of\nit", severity=Severity.NOTE)],
            ),
        ),
        (DraftError("is not there", file="gone.md", line=3),),
    )
    first, second, *_, last = shown(report, "github").splitlines()
    assert first.startswith("::notice file=a%2Cb%3Ac.md,line=1,col=4,title=vires power-adjudicate::50%25 of%0Ait%0A")
    assert second == "::error file=gone.md,line=3,title=vires::is not there"
    assert last == summary(report)


def test_markdown_escapes_what_the_draft_says(finding: Make) -> None:
    """Mark-up in the draft is shown, not obeyed."""
    text = "The <b>board</b> [ruled](x) *here*."
    report = Report(DAY, (checked(Draft.plain("a_b.md", text), [finding(text, "board</b> [ruled](x)")]),))
    written = shown(report, "markdown")
    assert r"> The \<b\>**board\</b\> \[ruled\](x)** \*here\*." in written
    assert r"## a\_b.md" in written


def test_markdown_keeps_events_as_code(report: Report) -> None:
    """The lines of a case stand in a code block."""
    assert "```\n- date: 2021-03-01\n  body: harbour-board\n  act: adjudicate\n```" in shown(report, "markdown")


def test_a_clean_report() -> None:
    """It says what was read, and last that nothing was found."""
    report = Report(DAY, (replace(checked(Draft.plain("a", "Well."), []), sentences=1),))
    assert shown(report).splitlines() == [
        "checked      1 draft: 1 sentence",
        "not asked    which other claims fit, and which no rule covers (--show all)",
        "No findings in 1 draft (law as of 24 November 2026).",
    ]
    assert shown(Report(DAY, ())) == "No drafts checked (law as of 24 November 2026).\n"


WHOLE = {
    "checked": "3 drafts: 12 sentences (5 of them parsed; of the others it is plain that they break no rule) and 2 events of case descriptions",
    "held against": "9 rules (power 7 and term 2); switched off: term-buoy; the law of 24 November 2026 and of port of alder, where a draft names no other",
    "claims": "1 fits, 5 not, 1 covered by no rule",
    "not read": "1 input at fault and 1 file of a format that is not read (RTF: save it as .docx)",
    "left out": "of Markdown front matter, code, addresses of links, what is struck out; of cases in YAML all but events and narrative",
    "counted": "findings on the same words are one, told by the gravest: 5; 7 by all the rules that speak of them",
    "not told": "4 findings: 1 let stand by a comment, 2 below the preset and 1 by a rule that is switched off",
}


def test_what_was_and_was_not_checked_closes_each_report(fixed: Report) -> None:
    """In the words of one place, wherever the format has room; the formats for one line a finding have none."""
    lines = account(fixed)
    assert dict(lines) == WHOLE
    for name in ("text", "html", "github", "junit", "csv", "markdown"):
        written = re.sub(r"\\(?=\W)", "", html.unescape(shown(fixed, name)))
        for said in WHOLE.values():
            assert said in " ".join(written.split()), (name, said)
    for told in (
        json.loads(shown(fixed, "json"))["summary"],
        json.loads(shown(fixed, "sarif"))["runs"][0]["properties"]["account"],
    ):
        assert (told["sentences"], told["read_closely"], told["events"]) == (12, 5, 2)
        assert told["passed_over"] == [
            {"name": "old/log.rtf", "why": "of a format that is not read (RTF: save it as .docx)"}
        ]
        assert told["claims"] == {"fits": 1, "not covered": 1}
        assert (told["rules"], told["not_told"]["severity"]) == ({"power": 7, "term": 2}, 2)


def test_each_report_counts_the_same(fixed: Report) -> None:
    """What stands on the same words is one finding in the summary of each, as it is among what they list."""
    told = sum(fixed.counts.values())
    assert 0 < told < fixed.single
    written = {name: shown(fixed, name) for name, form in FORMATS.items() if not form.binary}
    kinds = ("error", "warning", "note")
    listed = {
        "text": len(re.findall(r"^\S.*: (?:error|warning|note) ", written["text"], re.MULTILINE)),
        "lines": len([line for line in written["lines"].splitlines() if not line.endswith("[unread]")]),
        "github": len(re.findall(r"^::\w+ .*title=vires (?!::)", written["github"], re.MULTILINE)),
        "markdown": len(re.findall(r"^### (?:Error|Warning|Note)", written["markdown"], re.MULTILINE)),
        "html": len(re.findall(r'<article class="card (?:error|warning|note)', written["html"])),
        "junit": len(re.findall(r" at (?:\d+:\d+|\w+ \d+)\"", written["junit"])),
        "csv": sum(1 for row in csv.DictReader(io.StringIO(written["csv"])) if row["leads"]),
        "json": sum(f["leads"] for draft in json.loads(written["json"])["drafts"] for f in draft["findings"]),
        "sarif": sum(r["properties"].get("leads", False) for r in json.loads(written["sarif"])["runs"][0]["results"]),
    }
    assert listed == dict.fromkeys(written, told)
    for name in ("text", "github", "markdown", "html"):
        (summary,) = set(re.findall(r"(\d+) errors, (\d+) warnings, (\d+) note", written[name]))
        assert sum(map(int, summary)) == told
    data = json.loads(written["json"])["summary"]
    assert sum(data["findings"][kind] for kind in kinds) == told
    assert data["single_findings"] == fixed.single


def test_each_checklist_lists_the_same_claims(fixed: Report) -> None:
    """Those that are no findings, in each format that lists them."""
    told = sum((fixed.stood or {}).values())
    assert told
    written = {name: shown(fixed, name) for name in ("text", "html", "json", "markdown", "csv")}
    rows = list(csv.DictReader(io.StringIO(written["csv"])))
    assert {
        "text": len(re.findall(r"^\S.*: (?:fits |not covered$)", written["text"], re.MULTILINE)),
        "html": len(re.findall(r'<article class="card (?:fits|open)', written["html"])),
        "json": sum(len(draft.get("claims", ())) for draft in json.loads(written["json"])["drafts"]),
        "markdown": len(re.findall(r"^- \*\*(?:Fits|Not covered)\*\*", written["markdown"], re.MULTILINE)),
        "csv": sum(1 for row in rows if row["severity"] in ("fits", "not covered")),
    } == dict.fromkeys(written, told)
    assert len(re.findall(r'<a class="mark (?:fits|open)', written["html"])) == told  # and marked in the draft


def test_the_suffix_chooses_the_format() -> None:
    """Text where there is none."""
    assert [format_for(name) for name in ("r.json", "R.MD", "r.txt", "r", None, "/dev/stdout")] == [
        "json", "markdown", "text", "text", "text", "text",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("target", "asked", "told"),
    [
        ("r.xyz", None, r"r\.xyz: the suffix \.xyz asks for no format of report - name the format with --format"),
        ("r.json", "csv", r"r\.json: its suffix asks for json, and --format for csv - leave out --format"),
        ("r.txt", "docx", "its suffix asks for text"),
        ("r.html", "lines", "its suffix asks for html"),
    ],
)
def test_a_suffix_of_no_format_or_another_is_refused(target: str, asked: str | None, told: str) -> None:
    """In a line, before anything is checked."""
    with pytest.raises(OutputError) as why:
        format_for(target, asked)
    assert re.search(told, str(why.value))


@pytest.mark.parametrize(
    ("target", "asked"),
    [("r.log", "text"), ("r.txt", "github"), ("r.json", "sarif"), ("r", "html"), (None, "csv"), ("r.md", "markdown")],
)
def test_a_format_asked_for_by_name_goes_where_its_like_is(target: str | None, asked: str) -> None:
    """To any file whose suffix says nothing else."""
    assert format_for(target, asked) == asked


def test_severities_count_from_their_own_up(finding: Make) -> None:
    """A warning fails a run that fails on notes, not one that fails on errors."""
    report = Report(
        DAY, (checked(Draft.plain("a", "It ruled."), [finding("It ruled.", "ruled", severity=Severity.WARNING)]),)
    )
    assert [report.any_from(severity) for severity in Severity] == [False, True, True]
