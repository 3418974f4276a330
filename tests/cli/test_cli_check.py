"""`vires check`: reports, exit statuses, and what is said of bad input."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
CLEAN = "The weather was fine on Monday."


def test_a_finding_is_reported_with_its_place(vires: Run, tmp_path: Path, wrong: tuple[str, str]) -> None:
    """The sentence, carets below the claim, and exit status 1."""
    text, rule = wrong
    (tmp_path / "a.txt").write_text(f"{CLEAN}\n\n{text}\n", encoding="utf-8")
    done = vires("check", "a.txt")
    assert done.returncode == 1
    assert done.stdout.startswith("a.txt:3:")
    assert rule in done.stdout.splitlines()[0]
    assert "^^^" in done.stdout
    assert "\x1b" not in done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 error in 1 draft (law as of ")
    assert done.stderr == ""


def test_clean_and_empty_drafts_are_clean(vires: Run, tmp_path: Path) -> None:
    """Exit status 0; the last line says so, and those before it what was checked."""
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    done = vires("check", "a.txt", "empty.txt", "--as-of", "2020-02-29")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("checked      2 drafts: 1 sentence\n")
    assert done.stdout.endswith("\nNo findings in 2 drafts (law as of 29 February 2020).\n")


def test_a_clean_draft_never_loads_the_parser(environment: dict[str, str]) -> None:
    """What a clean draft imports once the rules are cached: neither spaCy nor numpy."""
    script = (
        "import sys\nfrom checker.cli import main\n"
        "try: main(['check', '-'])\nexcept SystemExit as why: assert why.code == 0, why.code\n"
        "print(sorted({'spacy', 'numpy', 'thinc'} & set(sys.modules)))"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", script], input=CLEAN, capture_output=True, text=True, env=environment, check=True
        )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("fail_on", "status"), [("error", 1), ("warning", 1), ("note", 1), ("never", 0)]
)  # fmt: skip
def test_fail_on(vires: Run, wrong: tuple[str, str], fail_on: str, status: int) -> None:
    """An error is at or above each severity; never is never."""
    assert vires("check", "-", "--fail-on", fail_on, stdin=wrong[0]).returncode == status


def test_json_to_a_file(vires: Run, tmp_path: Path, wrong: tuple[str, str]) -> None:
    """-o report.json writes JSON that fits the published schema, and nothing else stands beside it."""
    done = vires("check", "-", "-o", "report.json", stdin=wrong[0])
    assert (done.returncode, done.stdout) == (1, "")
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    schema = Path(__file__).parents[2] / "rules/schema/report.schema.json"
    jsonschema.validate(report, json.loads(schema.read_text(encoding="utf-8")))
    found = report["drafts"][0]["findings"][0]
    assert found["rule"] == wrong[1]
    assert wrong[0][found["start"] : found["end"]] == found["text"]
    assert [p.name for p in tmp_path.iterdir()] == ["report.json"]


def test_colour_and_width(vires: Run, wrong: tuple[str, str]) -> None:
    """FORCE_COLOR colours, NO_COLOR wins over it, COLUMNS is kept to."""
    assert "\x1b[" in vires("check", "-", stdin=wrong[0], env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b" not in vires("check", "-", stdin=wrong[0], env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    narrow = vires("check", "-", stdin=wrong[0], env={"COLUMNS": "50"}).stdout
    assert (
        max(len(line) for line in narrow.splitlines() if "http" not in line and not re.match(r"\S+:\d+:\d+: ", line))
        <= 50
    )


BAD = {
    "missing file": ("gone.md", None, ["gone.md"]),
    "folder without drafts": ("void", "folder", ["void"]),
    "empty path": ("", None, ["a path is empty"]),
    "link to nowhere": ("link.txt", "link", ["link.txt", "gone.txt"]),
    "binary file": ("a.txt", b"\x7fELF\0\0\1\2" * 40, ["a.txt"]),
    "undecodable bytes": ("a.txt", b"It was \xff so.\n", ["a.txt", "7"]),
    "malformed JSON case": ("a.json", b'{"events": [', ["a.json:1"]),
    "malformed YAML case": ("a.yaml", b"events: [\n  - {", ["a.yaml:"]),
    "case that fails its schema": ("a.yaml", b"id: x\nevents: 7\n", ["a.yaml:"]),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_the_others_are_checked(
    vires: Run, tmp_path: Path, wrong: tuple[str, str], name: str
) -> None:
    """Each line names the program, the file, the place and a cure; exit status 2; the good draft is reported."""
    path, data, words = BAD[name]
    if data == "folder":
        (tmp_path / path).mkdir()
    elif data == "link":
        (tmp_path / path).symlink_to("gone.txt")
    elif isinstance(data, bytes):
        (tmp_path / path).write_bytes(data)
    (tmp_path / "good.txt").write_text(wrong[0], encoding="utf-8")
    done = vires("check", path, "good.txt")
    assert done.returncode == 2
    assert "good.txt:1:" in done.stdout
    assert "1 input could not be checked" in " ".join(done.stdout.split())
    lines = done.stderr.splitlines()
    assert lines
    assert all(line.startswith("vires: ") and " - " in line for line in lines)
    assert all(word in done.stderr for word in words)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_are_read(vires: Run, tmp_path: Path, wrong: tuple[str, str], encoding: str) -> None:
    """UTF-8 with a BOM and UTF-16 are drafts like any other."""
    (tmp_path / "a.txt").write_text(wrong[0], encoding=encoding)
    done = vires("check", "a.txt")
    assert done.returncode == 1
    assert wrong[1] in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check"], ["PATH"]),
        (["check", "a.txt", "--format", "pdf"], ["'pdf'", "text", "json"]),
        (["check", "a.txt", "--frmt", "json"], ["--frmt", "--format"]),
        (["check", "a.txt", "--fail-on", "never ever"], ["never ever"]),
        (["check", "a.txt", "--as-of", "yesterday"], ["'yesterday' is not a date", "2024-03-31"]),
        (["check", "a.txt", "--rules", "no-rules"], ["no-rules"]),
        (["chekc", "a.txt"], ["chekc"]),
        (["batch", "a.txt", "-o", "b", "--jobs", "0"], ["--jobs"]),
    ],
)
def test_bad_use_is_told_in_one_line(vires: Run, tmp_path: Path, arguments: list[str], words: list[str]) -> None:
    """One line on standard error that names what is wrong and where to read on; exit status 2."""
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    done = vires(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("vires: ")
    assert all(word in done.stderr for word in words)


def test_an_input_is_never_overwritten(vires: Run, tmp_path: Path) -> None:
    """Neither a path given, nor a draft found in a folder."""
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a.md").write_text(CLEAN, encoding="utf-8")
    for source in ("d/a.md", "d"):
        done = vires("check", source, "-o", "d/../d/a.md")
        assert done.returncode == 2
        assert "is one of the inputs" in done.stderr
    assert (tmp_path / "d" / "a.md").read_text(encoding="utf-8") == CLEAN


@pytest.mark.parametrize(
    ("target", "words"),
    [("no/such/r.txt", "its folder is not there"), (".", "is a folder"), ("/dev/full", "cannot be written")],
)
def test_unwritable_output(vires: Run, target: str, words: str) -> None:
    """One line with the cure, exit status 2."""
    done = vires("check", "-", "-o", target, stdin=CLEAN)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert words in done.stderr
    assert " - " in done.stderr


def test_output_replaces_the_file_and_keeps_its_mode(vires: Run, tmp_path: Path) -> None:
    """A report written over an older one keeps who may read it; a link stays a link."""
    (tmp_path / "r.txt").write_text("old", encoding="utf-8")
    (tmp_path / "r.txt").chmod(0o640)
    (tmp_path / "link.txt").symlink_to("r.txt")
    assert vires("check", "-", "-o", "link.txt", stdin=CLEAN).returncode == 0
    assert (tmp_path / "r.txt").read_text(encoding="utf-8").splitlines()[-1].startswith("No findings")
    assert (tmp_path / "r.txt").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link.txt").is_symlink()


def test_a_fault_of_our_own_is_told_in_one_line(vires: Run, tmp_path: Path) -> None:
    """No traceback, but a line that asks for a report; VIRES_DEBUG=1 shows where."""
    broken = tmp_path / "broken"
    (broken / "checker_breaks").mkdir(parents=True)
    (broken / "sitecustomize.py").write_text(
        "import checker.batch.work as w\ndef bad(self): raise LookupError('oh\\nno')\nw.Setup.compiled = bad\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(broken), str(Path(__file__).parents[2])])
    done = vires("check", "-", stdin=CLEAN, env={"PYTHONPATH": path})
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "LookupError: oh no" in done.stderr
    assert "report" in done.stderr


def test_all_claims_are_shown_when_asked_for(vires: Run, tmp_path: Path, wrong: tuple[str, str]) -> None:
    """What fits stands beside what does not, with its authority; JSON says the same, as its schema has it."""
    text, rule = wrong
    (tmp_path / "a.txt").write_text(f"The comptroller may revoke the patent. {text}\n", encoding="utf-8")
    done = vires("check", "a.txt", "--show", "all")
    assert done.returncode == 1
    assert "a.txt:1:5: fits patent-revocation-two-roads" in done.stdout
    assert "\nclaims       1 fits, 1 not, 0 covered by no rule\n" in done.stdout
    (draft,) = json.loads(vires("check", "a.txt", "--show", "all", "--format", "json").stdout)["drafts"]
    assert [claim["verdict"] for claim in draft["claims"]] == ["fits"]
    assert rule in [finding["rule"] for finding in draft["findings"]]
    done = vires("check", "a.txt", "--show", "all", "-o", "a.html")
    assert "patent-revocation-two-roads" in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "claims" not in json.loads(vires("check", "a.txt", "--format", "json").stdout)["drafts"][0]


@pytest.mark.parametrize(
    ("field", "line", "what"),
    [
        ("jurisdiction: Scottland", 2, "jurisdiction: no place is called 'Scottland' - write one of england-and-wales"),
        ("rights: [patent, patnt]", 2, "rights[2]: no right is called 'patnt' - write patent"),
    ],
)
def test_a_case_under_an_unknown_law_is_not_judged_by_another(
    vires: Run, tmp_path: Path, field: str, line: int, what: str
) -> None:
    """A slip in a case's jurisdiction or rights is told with its line, and the other inputs are checked."""
    event = "events: [{body: Court of Session, act: hear, object: the claim}]"
    (tmp_path / "a.yaml").write_text(f"title: A case\n{field}\n{event}\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(CLEAN, encoding="utf-8")
    done = vires("check", "a.yaml", "b.txt")
    assert done.returncode == 2
    assert done.stderr.startswith(f"vires: a.yaml:{line}:")
    assert what in done.stderr
    assert "No findings in 1 draft" in done.stdout


@pytest.mark.parametrize(
    "place", ["England and Wales", "england", "England & Wales", "UK", "united kingdom", "Scotland"]
)
def test_places_are_called_as_people_call_them(vires: Run, tmp_path: Path, place: str) -> None:
    """On the command line and in the settings; of one that is not known the others are named."""
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    assert vires("check", "a.txt", "--in", place).returncode == 0
    (tmp_path / "vires.toml").write_text(f'jurisdiction = "{place}"\n', encoding="utf-8")
    assert vires("check", "a.txt").returncode == 0
    (tmp_path / "vires.toml").write_text('\njurisdiction = "Atlantis"\n', encoding="utf-8")
    told = vires("check", "a.txt").stderr
    assert told.startswith(
        "vires: vires.toml:2: jurisdiction: no place is called 'Atlantis' - there are england-and-wales,"
    )


@pytest.mark.parametrize(
    ("short", "form"), [("md", "markdown"), ("txt", "text"), ("htm", "html"), (".md", "markdown"), ("xml", "junit")]
)
def test_formats_are_called_by_their_suffixes_too(vires: Run, tmp_path: Path, short: str, form: str) -> None:
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    done = vires("check", "a.txt", "--format", short)
    assert (done.returncode, done.stdout) == (0, vires("check", "a.txt", "--format", form).stdout)


@pytest.mark.parametrize("target", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_standard_output_may_be_named(
    program: list[str], environment: dict[str, str], tmp_path: Path, target: str
) -> None:
    """Though it is a pipe, which has no name that a file could take."""
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    told = [
        subprocess.run(
            [*program, "check", "a.txt", *more], cwd=tmp_path, env=environment, capture_output=True, check=False
        )
        for more in ((), ("-o", target))
    ]
    assert told[1].returncode == 0
    assert told[1].stdout == told[0].stdout != b""


def test_a_pipe_with_a_name_is_written_to(program: list[str], environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    command = [*program, "check", "a.txt", "--format", "json", "-o", "pipe"]
    with subprocess.Popen(command, cwd=tmp_path, env=environment) as running:
        said = (tmp_path / "pipe").read_text(encoding="utf-8")
        assert running.wait(60) == 0
    assert json.loads(said)["summary"]["drafts"] == 1
