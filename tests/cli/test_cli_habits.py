"""What a desk settles once, as its members meet it: configuration, comments, baselines, changes, watching."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
DOCUMENTS = Path(__file__).parents[1] / "habits" / "documents"
CLEAN = "The weather was fine on Monday."


@pytest.fixture
def draft(tmp_path: Path, wrong: tuple[str, str]) -> Path:
    """A draft with one finding."""
    (tmp_path / "a.md").write_text(f"{CLEAN}\n\n{wrong[0]}\n", encoding="utf-8")
    return tmp_path / "a.md"


def test_init_writes_a_configuration_that_holds(vires: Run, tmp_path: Path, draft: Path) -> None:
    """It changes nothing as it stands, nor is it ever overwritten; each of its lines works once uncommented."""
    done = vires("init")
    assert (done.returncode, done.stdout) == (0, "")
    assert vires("check", "a.md").returncode == 1
    text = (tmp_path / "vires.toml").read_text(encoding="utf-8")
    again = vires("init")
    assert again.returncode == 2
    assert "is there already" in again.stderr
    (tmp_path / "house-rules").mkdir()
    lines = [line.removeprefix("# ") if " = " in line or "[sev" in line else line for line in text.splitlines()]
    (tmp_path / "vires.toml").write_text("\n".join(lines), encoding="utf-8")
    assert vires("check", "a.md", "--write-baseline").returncode == 0
    assert vires("check", "a.md").returncode == 0


def test_settings_hold_and_options_go_before(vires: Run, tmp_path: Path, draft: Path, wrong: tuple[str, str]) -> None:
    """fail-on, severity, preset; --no-config and --config."""
    (tmp_path / "vires.toml").write_text('fail-on = "never"\n', encoding="utf-8")
    assert vires("check", "a.md").returncode == 0
    assert vires("check", "a.md", "--fail-on", "error").returncode == 1
    assert vires("check", "a.md", "--no-config").returncode == 1
    (tmp_path / "other.toml").write_text(f'preset = "desk"\n[severity]\n{wrong[1]} = "note"\n', encoding="utf-8")
    done = vires("check", "a.md", "--config", "other.toml")
    assert (done.returncode, done.stdout.splitlines()[-1][:11]) == (0, "No findings")
    assert "not told     1 finding: 1 below the preset" in done.stdout
    assert "a.md:3:" in vires("check", "a.md", "--config", "other.toml", "--preset", "all").stdout
    (tmp_path / "vires.toml").write_text(f'[severity]\n{wrong[1]} = "off"\n', encoding="utf-8")
    done = vires("check", "a.md")
    assert done.returncode == 0
    assert f"switched off: {wrong[1]}" in " ".join(done.stdout.split())
    assert "not told     1 finding: 1 by a rule that is switched off" in done.stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("presets = 1", ["vires.toml:1: presets: is no setting", "preset?"]),
        ("jurisdiction = 'atlantis'", ["vires.toml:1: jurisdiction: no place is called 'atlantis'", "scotland"]),
        ("[severity]\nno-such-rule-at-all = 'off'", ["vires.toml:2: severity.no-such-rule-at-all", "vires rules list"]),
        ("rules = ['gone']", ["gone"]),
        ("baseline = 'gone.json'", ["gone.json: is not there"]),
    ],
)
def test_a_wrong_setting_is_told_in_a_line(
    vires: Run, tmp_path: Path, draft: Path, text: str, words: list[str]
) -> None:
    """Exit status 2, nothing on standard output."""
    (tmp_path / "vires.toml").write_text(text, encoding="utf-8")
    done = vires("check", "a.md")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert all(word in done.stderr for word in words), done.stderr


def test_excluded_drafts_are_passed_over(vires: Run, tmp_path: Path, draft: Path, wrong: tuple[str, str]) -> None:
    """In folders; one that is named is checked all the same."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "b.md").write_text(wrong[0], encoding="utf-8")
    (tmp_path / "vires.toml").write_text("exclude = ['old/']", encoding="utf-8")
    done = vires("check", ".")
    assert "old/b.md" not in done.stdout
    assert "not read     1 file excluded by the settings" in done.stdout
    (told,) = json.loads(vires("check", ".", "--format", "json").stdout)["summary"]["passed_over"]
    assert told == {"name": "./old/b.md", "why": "excluded by the settings"}
    assert "old/b.md:1:" in vires("check", "old/b.md").stdout


def test_a_comment_lets_a_finding_stand(vires: Run, tmp_path: Path, wrong: tuple[str, str]) -> None:
    """In JSON and SARIF with its reason; in text it is counted."""
    text, rule = wrong
    (tmp_path / "a.md").write_text(f"<!-- vires: ignore {rule} because it is fiction -->\n\n{text}\n", encoding="utf-8")
    done = vires("check", "a.md")
    assert done.returncode == 0
    assert "not told     1 finding: 1 let stand by a comment" in done.stdout
    (left,) = json.loads(vires("check", "a.md", "--format", "json").stdout)["drafts"][0]["left_out"]
    assert (left["rule"], left["by"], left["reason"]) == (rule, "comment", "it is fiction")
    (result,) = json.loads(vires("check", "a.md", "--format", "sarif").stdout)["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "inSource", "justification": "it is fiction"}]


def test_a_finding_is_let_stand_alike_in_every_format(vires: Run) -> None:
    """By a mark in the text, or a comment beside it, in files of other programs; faulty ones are told at their place."""
    done = vires("check", DOCUMENTS, "--format", "json")
    assert done.stderr == ""
    marked, commented = set(), set()
    for draft in json.loads(done.stdout)["drafts"]:
        kept = tuple(found["rule"] for found in draft["findings"])
        told = (kept, tuple(out["reason"] for out in draft["left_out"]))
        if Path(draft["name"]).stem == "comments":
            commented.add((*told, tuple(found["where"] for found in draft["findings"])))
        else:
            marked.add(told)
            assert [" ".join(found["text"].split()) for found in draft["findings"]][1:] == [
                "[vires: ignore term-jury]",
                "[vires: ignore term-jury because there was one in the first draft]",
            ]
    reasons = ("a witness says so", "the paper printed it")
    assert marked == {(("term-jury", "vires-ignore-without-reason", "vires-ignore-unused"), reasons)}
    assert commented == {(("term-jury", "vires-ignore-unused"), reasons[:1], ("paragraph 3", "paragraph 4"))}


def test_what_is_told_of_a_comment_stands_by_itself(vires: Run, tmp_path: Path) -> None:
    """Beside a finding on the same words, of which it says nothing."""
    (tmp_path / "a.yaml").write_text(
        "title: A\nevents:\n  - body: GCHQ  # vires: ignore power-injunction\n    act: grant\n    object: an injunction\n",
        encoding="utf-8",
    )
    lines = vires("check", "a.yaml", "--format", "lines").stdout.splitlines()
    assert [line.rpartition(" ")[2] for line in lines] == ["[power-injunction]", "[vires-ignore-without-reason]"]


def test_nothing_but_lines_goes_to_an_editor(program: list[str], environment: dict[str, str]) -> None:
    """Not even where it makes a terminal for its programs, on which long work would show how far it is."""
    for form, term in (("lines", "xterm"), ("text", "dumb")):
        child = pexpect.spawn(
            program[0], [*program[1:], "check", str(DOCUMENTS), "--format", form], env=environment | {"TERM": term},
            encoding="utf-8", timeout=120,
        )  # fmt: skip
        child.expect(pexpect.EOF)
        assert child.before is not None
        assert "term-jury" in child.before
        assert "\x1b" not in child.before


def test_a_mark_whose_ids_are_broken_over_the_lines_of_a_pdf_is_heeded(vires: Run) -> None:
    """Each at a hyphen of its own, in a narrow column that a browser has printed."""
    done = vires("check", DOCUMENTS.parent / "broken-mark.pdf", "--format", "json")
    [draft] = json.loads(done.stdout)["drafts"]
    assert (done.returncode, draft["findings"]) == (0, [])
    assert {out["reason"] for out in draft["left_out"]} == {"the film is a farce"}


def test_a_faulty_mark_is_a_comment_in_a_word_file_given_back(vires: Run, tmp_path: Path) -> None:
    """On its words, as other findings are."""
    assert vires("check", DOCUMENTS / "let-stand.docx", "-o", "b.docx").returncode == 1
    with zipfile.ZipFile(tmp_path / "b.docx") as written:
        assert b"so that nothing is ignored" in written.read("word/comments.xml")


def test_a_baseline_leaves_only_what_is_new(vires: Run, tmp_path: Path, draft: Path, wrong: tuple[str, str]) -> None:
    """Written, honoured, and told of where it lists what has gone."""
    done = vires("check", ".", "--write-baseline", "--baseline", "known.json")
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 finding listed" in done.stderr
    assert vires("check", ".").stderr == ""  # it is no case, whatever its name
    (tmp_path / "vires-baseline.json").write_text("[]", encoding="utf-8")
    done = vires("check", ".", "--baseline", "known.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "not read     1 file in YAML or JSON that is no case description" in done.stdout
    assert "not told     1 finding: 1 in the baseline" in done.stdout
    draft.write_text(f"{CLEAN}\n\nAt last: {wrong[0][0].lower()}{wrong[0][1:]}\n", encoding="utf-8")
    done = vires("check", ".", "--baseline", "known.json")
    assert done.returncode == 1
    assert "known.json: 1 of the listed findings no longer found" in done.stderr


def test_a_diff_leaves_only_changed_lines(vires: Run, tmp_path: Path, draft: Path, wrong: tuple[str, str]) -> None:
    """An untouched draft is not read; in a changed one, old findings are not told."""
    who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
    for words in (["init", "-q"], ["add", "a.md"], ["commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True, env=os.environ | who)
    done = vires("check", "a.md", "--diff", "HEAD")
    assert (done.returncode, done.stdout[:33]) == (0, "not read     1 file without a change"[:33])
    draft.write_text(draft.read_text(encoding="utf-8") + f"\n{wrong[0]}\n", encoding="utf-8")
    done = vires("check", "a.md", "--diff", "HEAD", "--format", "lines")
    assert [line.split(":")[:2] for line in done.stdout.splitlines()] == [["a.md", "5"]]
    assert "1 on lines that have not changed" in vires("check", "a.md", "--diff", "HEAD").stdout
    assert vires("check", "a.md", "--diff", "nosuch").returncode == 2


def test_a_diff_outside_of_git_is_told_with_a_cure(vires: Run, tmp_path: Path, draft: Path) -> None:
    """The revision is not at fault."""
    done = vires("check", "a.md", "--diff", "HEAD", env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    assert done.returncode == 2
    assert done.stderr == (
        "vires: a.md: lies in no git checkout, which --diff needs - leave out --diff, or name drafts that git keeps\n"
    )


def test_what_is_no_case_is_passed_over_in_a_folder(vires: Run, tmp_path: Path, draft: Path) -> None:
    """Configurations, data, reports; named, or a case at fault, they are told."""
    (tmp_path / "package.json").write_text('{"name": "x"}', encoding="utf-8")
    (tmp_path / "pipe.yml").write_text("steps:\n  - !reference [a, b]\n", encoding="utf-8")
    assert vires("check", ".", "-o", "report.html").returncode == 1
    assert vires("check", ".", "-o", "report.md").returncode == 1
    done = vires("check", ".", "-o", "report.json")
    assert (done.returncode, done.stderr) == (1, "")
    done = vires("check", ".", "--format", "json")
    assert [out["name"] for out in json.loads(done.stdout)["summary"]["passed_over"]] == [
        "./package.json", "./pipe.yml", "./report.html", "./report.json", "./report.md",
    ]  # fmt: skip
    assert "is not a case description" in vires("check", "package.json").stderr
    (tmp_path / "case.yaml").write_text("events:\n  - [\n", encoding="utf-8")
    assert "case.yaml:" in vires("check", ".").stderr


def test_overwrite_lets_a_report_take_the_place_of_an_input(vires: Run, tmp_path: Path, draft: Path) -> None:
    """Only when told so."""
    assert vires("check", "a.md", "-o", "a.md").returncode == 2
    assert vires("check", "a.md", "-o", "a.md", "--overwrite").returncode == 1
    assert draft.read_text(encoding="utf-8").startswith("# Procedure check")


def test_watching_checks_again_after_a_change(
    tmp_path: Path, draft: Path, environment: dict[str, str], program: list[str]
) -> None:
    """A report for each change, until Ctrl-C."""
    with (tmp_path / "out.log").open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [*program, "check", "a.md", "--watch"], cwd=tmp_path, env=environment, stdout=out, stderr=out
        )
        try:
            _wait(lambda: "1 error in 1 draft" in (tmp_path / "out.log").read_text(encoding="utf-8"))
            draft.write_text(CLEAN, encoding="utf-8")
            _wait(lambda: "No findings" in (tmp_path / "out.log").read_text(encoding="utf-8"))
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130


def test_standard_input_cannot_be_watched(vires: Run) -> None:
    """Told at once."""
    done = vires("check", "-", "--watch", stdin=CLEAN)
    assert done.returncode == 2
    assert "cannot be watched" in done.stderr


def _wait(for_what: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not for_what():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_a_word_file_is_given_back_with_comments(vires: Run, tmp_path: Path, wrong: tuple[str, str]) -> None:
    """By the suffix of -o; never over the input unless told so; other drafts are refused in a line."""
    made = Path(__file__).parents[1] / "drafts/documents/pandoc.docx"
    (tmp_path / "a.docx").write_bytes(made.read_bytes())
    moment = {"SOURCE_DATE_EPOCH": "1000000000"}
    done = vires("check", "a.docx", "-o", "b.docx", env=moment)
    assert (done.returncode, done.stdout) == (1, "")
    assert "vires: left out: of Word deletions, comments, " in done.stderr
    assert re.search(r" in 1 draft \(law as of .*\)\.$", done.stderr.splitlines()[-1])
    with zipfile.ZipFile(tmp_path / "b.docx") as archive:
        remarks = archive.read("word/comments.xml")
        assert b"National Cyber Security Centre has no power" in remarks
        assert b'w:date="2001-09-09T01:46:40Z"' in remarks
    assert vires("check", "a.docx", "-o", "a.docx").returncode == 2
    assert vires("check", "a.docx", "-o", "a.docx", "--overwrite", env=moment).returncode == 1
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    (tmp_path / "c.md").write_text(wrong[0], encoding="utf-8")
    for arguments in (["c.md"], ["a.docx", "b.docx"], ["gone.docx"]):
        done = vires("check", *arguments, "-o", "d.docx")
        assert done.returncode == 2
        assert " - " in done.stderr.splitlines()[-1]
        assert not (tmp_path / "d.docx").exists()


def test_a_draft_that_is_too_long_is_refused_in_one_line(vires: Run, tmp_path: Path, draft: Path) -> None:
    """Before it is read, where it is text; the others are checked, and the settings may say otherwise."""
    (tmp_path / "b.txt").write_text(f"{CLEAN}\n\n" * 40_000, encoding="utf-8")
    (tmp_path / "vires.toml").write_text("largest-mb = 1\n", encoding="utf-8")
    done = vires("check", "a.md", "b.txt")
    assert done.returncode == 2
    assert done.stderr == (
        "vires: b.txt: is 2 MB of text; vires reads up to 1 MB of a draft - split it, or set largest-mb in vires.toml\n"
    )
    assert "a.md:3:" in done.stdout
    (tmp_path / "vires.toml").write_text("largest-mb = 2\n", encoding="utf-8")
    assert vires("check", "b.txt").returncode == 0


def test_a_draft_that_needs_too_much_is_read_as_far_as_it_may_be(
    vires: Run, tmp_path: Path, wrong: tuple[str, str]
) -> None:
    """What is found so far is told, and where reading stopped."""
    (tmp_path / "a.txt").write_text(f"{CLEAN}\n\n{wrong[0]}\n\n" * 5, encoding="utf-8")
    (tmp_path / "vires.toml").write_text("most-parsed = 3\n", encoding="utf-8")
    done = vires("check", "a.txt", "--format", "json")
    assert done.returncode == 2
    told = "is read as far as line 15: more than 3 of its sentences need the parser"
    assert done.stderr == f"vires: a.txt: {told} - split it, or set most-parsed in vires.toml\n"
    report = json.loads(done.stdout)
    [checked] = report["drafts"]
    assert {finding["line"] for finding in checked["findings"]} == {3, 7, 11}
    assert [error["what"] for error in report["errors"]] == [told]
    (tmp_path / "vires.toml").write_text("most-parsed = 5\n", encoding="utf-8")
    assert vires("check", "a.txt").returncode == 1
