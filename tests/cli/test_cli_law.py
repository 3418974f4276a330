"""The commands that answer about the law: `vires rules coverage`, `matrix`, ..., `vires who` and `vires route`."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from checker.rulebook.book import Rulebook

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_coverage_prints_its_tables(vires: Run, book: Rulebook) -> None:
    """Plain columns where there is no terminal, and the same as JSON."""
    done = vires("rules", "coverage")
    assert done.returncode == 0
    for title in ("By file", "By kind", "By right", "By body", "By jurisdiction"):
        assert title in done.stdout
    data = json.loads(vires("rules", "coverage", "--format", "json").stdout)
    assert sum(row["rules"] for row in data["kind"]) == len(book.rules)
    assert {row["body"] for row in data["body"]} == set(book.bodies)
    assert list(json.loads(vires("rules", "coverage", "--by", "kind", "--format", "json").stdout)) == ["kind"]


def test_coverage_against_a_dossier(vires: Run, book: Rulebook, tmp_path: Path) -> None:
    """Exit status 1 for an entry that nothing accounts for, 2 for a file that is no dossier."""
    entry = next(entry for rule in book.rules.values() for entry in rule.covers)
    file = tmp_path / "dossier.yaml"
    file.write_text(f"- id: {entry}\n", encoding="utf-8")
    done = vires("rules", "coverage", "--against", file)
    assert done.returncode == 0
    assert entry in done.stdout
    file.write_text(f"- id: {entry}\n- id: nobody-knows\n", encoding="utf-8")
    done = vires("rules", "coverage", "--against", file)
    assert done.returncode == 1
    assert "nobody-knows" in done.stdout
    file.write_text("nothing\n", encoding="utf-8")
    done = vires("rules", "coverage", "--against", file)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_matrix_in_every_format(vires: Run, book: Rulebook) -> None:
    """The same cells as text, JSON, CSV and Markdown; filters narrow them, unknown names are met with the nearest."""
    act = next(rule.power.act[0] for rule in book.rules.values() if rule.power and rule.id == "power-injunction")
    data = json.loads(vires("rules", "matrix", "--act", act, "--format", "json").stdout)
    answers = {(row["kind"], row["right"]): row["answer"] for row in data}
    assert answers["court", "any"] == "holds"
    assert answers["police", "any"] == "does not hold"
    rows = list(csv.DictReader(io.StringIO(vires("rules", "matrix", "--act", act, "--format", "csv").stdout)))
    assert {(row["kind"], row["right"]): row["answer"] for row in rows} == answers
    text = vires("rules", "matrix", "--act", act, "--kind", "police").stdout
    assert "does not hold" in text
    assert "power-injunction" in text
    assert "| police |" in vires("rules", "matrix", "--act", act, "--format", "markdown").stdout
    done = vires("rules", "matrix", "--act", act[:-1])
    assert (done.returncode, done.stdout) == (2, "")
    assert act in done.stderr


def test_stale_counts_from_a_day(vires: Run, book: Rulebook) -> None:
    """Nothing is due on the day of the first review; all is, years after the last. Exit status 1 says so."""
    first = min(rule.reviewed for rule in book.rules.values())
    assert vires("rules", "stale", "--as-of", first).returncode == 0
    done = vires("rules", "stale", "--as-of", "2099-01-01", "--format", "json")
    assert done.returncode == 1
    assert len(json.loads(done.stdout)) == len(book.rules)
    assert vires("rules", "stale", "--as-of", first, "--older-than", "0d").returncode == 1
    done = vires("rules", "stale", "--older-than", "long")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_diff_names_what_began_and_ended(vires: Run, book: Rulebook) -> None:
    """Between two days, with authorities; the days must be in order."""
    body = next(b for b in book.bodies.values() if b.from_)
    assert body.from_ is not None
    eve = body.from_ - timedelta(days=1)
    data = json.loads(vires("rules", "diff", eve, body.from_, "--format", "json").stdout)
    assert body.id in {row["id"] for row in data}
    assert body.id in vires("rules", "diff", eve, body.from_).stdout
    assert json.loads(vires("rules", "diff", eve, eve, "--format", "json").stdout) == []
    assert vires("rules", "diff", body.from_, eve).returncode == 2


def test_who_holds_a_power(vires: Run, book: Rulebook) -> None:
    """In words as in a draft: holders with their authority, those who are wrongly said to hold it, and where."""
    done = vires("who", "grant an injunction", "--format", "json")
    assert done.returncode == 0
    data = json.loads(done.stdout)
    (act,) = data["acts"]
    holders = {holder["id"]: holder for holder in act["holders"]}
    assert "court" in holders
    assert holders["court"]["authorities"]
    assert act["mistaken"]
    text = vires("who", "grant", "an", "injunction").stdout
    assert "power-injunction" in text
    assert "said to, does not" in text
    there = json.loads(vires("who", "grant an injunction", "--in", "Edinburgh", "--format", "json").stdout)
    assert there["place"] == "scotland"
    courts = next(h for h in there["acts"][0]["holders"] if h["id"] == "court")["bodies"]
    assert courts
    assert set(courts) < set(holders["court"]["bodies"])
    for words in (["who", "eat cake"], ["who", "prosecute", "--in", "Atlantis"]):
        done = vires(*words)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_mutate_reports_a_share(vires: Run, book: Rulebook) -> None:
    """A sample of the real rules: the same one for the same seed, by rule and by way, and a bound that fails."""
    done = vires("rules", "mutate", "--sample", 12, "--seed", 3, "--format", "json")
    assert done.returncode == 0
    data = json.loads(done.stdout)
    assert len(data["rules"]) == 12
    assert data["mutants"] == sum(n for row in data["rules"] for n in row["tried"].values())
    assert 0 <= data["share"] < 90
    assert vires("rules", "mutate", "--sample", 12, "--seed", 3, "--format", "json").stdout == done.stdout
    rule = next(iter(book.rules))
    assert vires("rules", "mutate", rule, "--way", "holder", "--at-most", 100).returncode == 0
    assert vires("rules", "mutate", rule, "--at-most", 0).returncode in (0, 1)
    done = vires("rules", "mutate", rule[:-1])
    assert (done.returncode, done.stdout) == (2, "")


def test_route_in_every_format(vires: Run) -> None:
    """Who can hear it, the limits, and the appeals with permission and time; a diagram; faults in a line."""
    words = ["route", "--right", "patent", "--act", "infringement", "--value", "300000", "--in", "england-and-wales"]
    done = vires(*words, "--as-of", "2026-11-26")
    assert done.returncode == 0
    for said in ("Patents Court", "£500,000", "£60,000", "21 days", "permission", "CPR 63.17A", "Court of Appeal"):
        assert said in done.stdout
    data = json.loads(vires(*words, "--format", "json").stdout)
    assert data["asked"]["value"] == 300000
    assert data["ways"][0]["appeals"][0]["authorities"][0]["url"].startswith("https://")
    chart = vires(*words, "--format", "mermaid").stdout.splitlines()
    assert chart[0] == "flowchart TD"
    assert all(line.startswith("  ") for line in chart[1:])
    for bad in (["--right", "cheese", "--act", "infringement"], ["--right", "patent", "--act", "theft"],
                ["--right", "patent", "--act", "infringement", "--value", "much"]):  # fmt: skip
        done = vires("route", *bad)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_every_command_teaches(vires: Run) -> None:
    """--help has an example for each."""
    for words in (["rules", "coverage"], ["rules", "matrix"], ["rules", "stale"], ["rules", "diff"],
                  ["rules", "mutate"], ["who"], ["route"], ["explain"]):  # fmt: skip
        done = vires(*words, "--help")
        assert done.returncode == 0
        assert f"vires {' '.join(words)} " in done.stdout.split("Example")[1]
