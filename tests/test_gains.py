"""What a change gains and loses: told against an accepted state, and held to reasons where it is for the worse."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load_rulebook

ROOT = Path(__file__).parents[1]
CLEAN = "The two companies met in March."
Gains = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook(cache=True)


@pytest.fixture(scope="module")
def wrong(book: Rulebook) -> tuple[str, str]:
    """A text with one error in it, and the rule that it breaks: of citations, which are found without the parser."""
    checker = Checker(book, max(rule.reviewed for rule in book.rules.values()))
    for rule in book.rules.values():
        for text in rule.flagged if rule.citation else ():
            if [f.rule for f in checker.check(Draft.plain("", text)) if f.severity != "note"] == [rule.id]:
                return text, rule.id
    raise AssertionError("no rule about citations has an example that is found")


@pytest.fixture
def gains(tmp_path: Path, wrong: tuple[str, str]) -> Gains:
    """Run the comparison over two texts: one with something wrong in it, one with nothing."""
    bad = f"{wrong[0]} {CLEAN}"
    rows = [{"id": "bad", "text": bad, "expect": [{"quote": bad}]}, {"id": "good", "text": CLEAN, "expect": []}]
    texts = tmp_path / "set.jsonl"
    texts.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        words = ["--texts", str(texts), "--state", str(tmp_path / "state"), *arguments]
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.gains", *words], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)},
            capture_output=True, encoding="utf-8", timeout=300, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


@pytest.fixture
def accepted(gains: Gains, tmp_path: Path) -> Path:
    """The state of the two texts, as it was accepted."""
    assert gains("--accept").returncode == 0
    return tmp_path / "state" / "texts.jsonl"


def change(state: Path, id_: str, found: list[object]) -> str:
    """Have something else be accepted on a text; return the text's key."""
    lines = state.read_text(encoding="utf-8").splitlines()
    (number,) = (i for i, line in enumerate(lines) if f"/{id_}/" in line)
    key: str = json.loads(lines[number])[0]
    lines[number] = json.dumps([key, *found])
    state.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return key


def explain(state: Path, **entry: str) -> None:
    state.with_name("reasons.yaml").write_text(yaml.safe_dump([entry]), encoding="utf-8")


def test_what_is_accepted_is_found_again(gains: Gains, accepted: Path, wrong: tuple[str, str]) -> None:
    """A line a text, with what is found on it in words; and no difference then."""
    header, bad, good = map(json.loads, accepted.read_text(encoding="utf-8").splitlines())
    assert set(header) == {"as_of"}
    assert [f[0] for f in bad[1:]].count(wrong[1]) == 1
    assert all(f[4] == wrong[0][f[2] : f[3]] for f in bad[1:])
    assert len(good) == 1
    done = gains()
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 texts" in done.stdout
    assert "0 gained, 0 lost, 0 changed" in done.stdout


def test_a_loss_fails_until_its_reason_is_given(gains: Gains, accepted: Path, wrong: tuple[str, str]) -> None:
    """One of two findings on a text that is labelled wrong."""
    held = json.loads(accepted.read_text(encoding="utf-8").splitlines()[1])[1:]
    key = change(accepted, "bad", [*held, ["no-such-rule", "error", len(wrong[0]) + 2, len(wrong[0]) + 5, ""]])
    before = accepted.read_bytes()
    done = gains("--accept")
    assert done.returncode == 1
    assert f"{key}: no-such-rule error" in done.stdout
    assert "! lost" in done.stdout
    assert accepted.read_bytes() == before
    explain(accepted, text=key, lost="no-such-rule", reason="It was never a rule.")
    assert gains().returncode == 0
    assert gains("--accept").returncode == 0
    assert "no-such-rule" not in accepted.read_text(encoding="utf-8")
    assert gains().returncode == 0  # the reason stays: it says why the state is as it is


def test_a_gain_is_told_and_fails_nothing(gains: Gains, accepted: Path, wrong: tuple[str, str]) -> None:
    change(accepted, "bad", [])
    done = gains()
    assert done.returncode == 0
    assert f"gained  right      set/bad/{done.stdout.split('set/bad/')[1][:8]}: {wrong[1]}" in done.stdout
    assert CLEAN in done.stdout


def test_a_lost_alarm_is_no_loss(gains: Gains, accepted: Path) -> None:
    """Nothing is wrong in the text: what was found there is well lost."""
    change(accepted, "good", [["no-such-rule", "error", 0, 5, "The t"]])
    done = gains()
    assert done.returncode == 0
    assert "lost    alarm" in done.stdout


def test_one_rule_for_another_is_a_change(gains: Gains, accepted: Path, wrong: tuple[str, str]) -> None:
    """The place is still flagged."""
    change(accepted, "bad", [["no-such-rule", "error", 0, len(wrong[0]), wrong[0]]])
    done = gains()
    assert done.returncode == 0
    assert "was no-such-rule" in done.stdout
    assert "0 lost" in done.stdout


def test_a_new_alarm_fails(gains: Gains, tmp_path: Path, wrong: tuple[str, str]) -> None:
    """What is found on a text that was clean, and in which nothing is wrong."""
    rows = [{"id": "fine", "text": wrong[0]}]
    file = tmp_path / "real.jsonl"
    file.write_text(json.dumps(rows[0]) + "\n", encoding="utf-8")
    assert gains("--texts", str(file), "--accept").returncode == 0
    change(tmp_path / "state" / "texts.jsonl", "fine", [])
    done = gains("--texts", str(file))
    assert done.returncode == 1
    assert "! gained  alarm" in done.stdout


def test_a_reason_for_nothing_is_told(gains: Gains, accepted: Path, wrong: tuple[str, str]) -> None:
    """An entry on a finding that is there."""
    key = change(accepted, "bad", [])
    explain(accepted, text=key, lost=wrong[1], reason="It is long gone.")
    done = gains()
    assert done.returncode == 1
    assert "take the entry out" in done.stdout


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("texts.jsonl", "not json\n", "texts.jsonl:1: is damaged"),
        ("reasons.yaml", "- text: a\n  reason: b\n", "reasons.yaml: entry 1: write text, reason"),
        ("../set.jsonl", '{"id": "a"}\n', "set.jsonl:1: no row of"),
    ],
)
def test_a_damaged_file_is_told_in_one_line(gains: Gains, accepted: Path, name: str, content: str, told: str) -> None:
    (accepted.parent / name).write_text(content, encoding="utf-8")
    done = gains()
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="no checkout of git")
def test_against_a_revision(gains: Gains) -> None:
    """What the last commit found is found; its checkout is gone afterwards; and there is none of any name."""
    done = gains("--against", "HEAD")
    assert done.returncode in (0, 1), done.stderr
    assert "2 texts against HEAD" in done.stdout
    trees = subprocess.run(["git", "worktree", "list"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert "detached" not in trees.stdout
    none = gains("--against", "no-such-revision")
    assert none.returncode == 2
    assert "no-such-revision" in none.stderr
