"""What holds for every command: help, version, completion, quiet ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from checker import __version__

Run = Callable[..., "subprocess.CompletedProcess[str]"]
COMMANDS = [
    [],
    ["check"],
    ["batch"],
    ["explain"],
    ["parse"],
    ["train"],
    ["train", "export"],
    ["train", "stats"],
    ["train", "reset"],
    ["train", "mark"],
    ["score"],
    ["rules"],
    ["rules", "list"],
    ["rules", "show"],
    ["rules", "test"],
    ["rules", "lint"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_teaches_with_an_example(vires: Run, command: list[str]) -> None:
    """Every command's help says what it does and shows a command line that uses it."""
    done = vires(*command, "--help")
    assert done.returncode == 0
    assert "Example" in done.stdout
    assert f"  vires {' '.join(command)}" in done.stdout


def test_help_tells_of_completion_and_exit_status(vires: Run) -> None:
    """What a newcomer's shell needs stands in the first help."""
    done = vires("--help")
    assert "_VIRES_COMPLETE=bash_source" in done.stdout
    assert "Exit status: 0" in done.stdout


@pytest.mark.parametrize("command", [[], ["rules"]], ids=" ".join)
def test_a_group_called_alone_teaches(vires: Run, command: list[str]) -> None:
    """Its help, on standard error, as bad use."""
    done = vires(*command)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Usage: vires {' '.join(command)}".rstrip())
    assert "Example" in done.stderr


def test_version(vires: Run) -> None:
    """The program's name and version."""
    assert vires("--version").stdout == f"vires {__version__}\n"


def test_completion_works(environment: dict[str, str], program: list[str]) -> None:
    """What the documented line evaluates completes the commands."""
    done = subprocess.run(
        program, capture_output=True, text=True, check=False,
        env=environment | {"_VIRES_COMPLETE": "bash_complete", "COMP_WORDS": "vires ch", "COMP_CWORD": "1"},
    )  # fmt: skip
    assert done.stdout == "plain,check\n"


def test_help_loads_nothing_heavy(environment: dict[str, str]) -> None:
    """`vires --help` imports neither the engine nor its libraries."""
    script = (
        "import sys\nfrom checker.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'spacy', 'numpy', 'pydantic', 'rich', 'yaml'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False)
    assert done.stderr == "[]\n"


def test_a_closed_pipe_is_quiet(environment: dict[str, str], program: list[str]) -> None:
    """A reader that goes away ends the command without a word, with the status of a closed pipe."""
    script = f"{' '.join(program)} rules list | true; echo ${{PIPESTATUS[0]}}"
    for _ in range(2):
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, env=environment, check=False)
        assert (done.stdout, done.stderr) == ("141\n", "")


def test_a_full_disk_is_told(environment: dict[str, str], program: list[str], tmp_path: Path) -> None:
    """Standard output that takes nothing is an error with exit status 2."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*program, "check", "-"],
            input="Fine.",
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("vires: No space left on device")
    assert len(done.stderr.splitlines()) == 1


def test_ctrl_c_is_quiet(environment: dict[str, str], program: list[str]) -> None:
    """Exit status 130, no traceback."""
    process = subprocess.Popen(
        [*program, "check", "-"],
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(2)
    os.kill(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=20)
    assert (process.returncode, output, errors) == (130, "", "")


def test_a_lesson_nobody_reads_is_bad_use_still(environment: dict[str, str], program: list[str]) -> None:
    """A group called alone teaches on standard error; where that takes nothing, the status stays that of bad use."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*program, "rules"], stderr=full, stdout=full, env=environment, check=False)
    assert done.returncode == 2


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_fault(
    environment: dict[str, str], program: list[str], tmp_path: Path, closed: str
) -> None:
    """Whichever standard streams the caller closed, a file is checked."""
    (tmp_path / "a.txt").write_text("Fine.", encoding="utf-8")
    script = f"{' '.join(program)} check a.txt {closed}"
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, cwd=tmp_path, env=environment, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
