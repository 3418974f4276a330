"""`vires batch`, from rows to rows."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., "subprocess.CompletedProcess[str]"]
CLEAN = "The weather was fine on Monday."


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def jsonl(*given: object) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in given)


def test_rows_in_rows_out(vires: Run, tmp_path: Path, wrong: tuple[str, str]) -> None:
    """One row a draft in the input's order, offsets in the text handed in, and exit status 0 whatever is found."""
    text = f"日 {CLEAN}\r\n\r\n{wrong[0]}"
    (tmp_path / "in.jsonl").write_text(jsonl({"id": "b", "text": text}, {"id": 1, "text": ""}), encoding="utf-8")
    done = vires("batch", "in.jsonl", "-o", "out.jsonl")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    first, second = rows(tmp_path / "out.jsonl")
    assert second == {"id": 1, "findings": []}
    assert first["id"] == "b"
    found = first["findings"][0]
    assert set(found) == {"rule", "severity", "start", "end", "message", "suggestion", "authorities"}
    assert found["rule"] == wrong[1]
    assert found["severity"] == "error"
    assert text[found["start"] : found["end"]].strip() in wrong[0]
    assert found["authorities"]
    assert all(isinstance(label, str) for label in found["authorities"])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_a_batch_heeds_no_marks(vires: Run, wrong: tuple[str, str]) -> None:
    """What is measured must not say itself what is found in it."""
    text, rule = wrong
    marked = f"{text} [vires: ignore {rule} because it is quoted]"
    done = vires("batch", "-", "-o", "-", stdin=jsonl({"id": 1, "text": marked}))
    assert [found["rule"] for found in json.loads(done.stdout)["findings"]][:1] == [rule]


def test_a_bad_row_is_told_and_the_others_are_done(vires: Run, wrong: tuple[str, str]) -> None:
    """An error row in its place, a line on standard error, exit status 2; `-` reads and writes the streams."""
    done = vires(
        "batch", "-", "-o", "-", stdin=jsonl({"id": 1, "text": wrong[0]}, "{bad", {"id": 3}, {"id": 4, "text": CLEAN})
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["id"] for a in answers] == [1, None, 3, 4]
    assert [sorted(a)[0] for a in answers] == ["findings", "error", "error", "findings"]
    assert done.returncode == 2
    assert [line.split(" - ")[0] for line in done.stderr.splitlines()] == [
        "vires: <stdin>:2:2: not JSON: Expecting property name enclosed in double quotes",
        "vires: <stdin>:3: text: is missing",
    ]


def test_a_folder_in(vires: Run, tmp_path: Path, wrong: tuple[str, str]) -> None:
    """A row a draft, named by its path, with offsets in the file; an unreadable one is an error row."""
    (tmp_path / "d" / "e").mkdir(parents=True)
    source = f"# *Title*\n\n- {wrong[0]}\n"
    (tmp_path / "d" / "a.md").write_text(source, encoding="utf-8")
    (tmp_path / "d" / "bad.txt").write_bytes(b"\xff\xfe\xfa")
    (tmp_path / "d" / "e" / "c.txt").write_text(CLEAN, encoding="utf-8")
    done = vires("batch", "d", "-o", "out.jsonl")
    answers = {row["id"]: row for row in rows(tmp_path / "out.jsonl")}
    assert sorted(answers) == ["d/a.md", "d/bad.txt", "d/e/c.txt"]
    found = answers["d/a.md"]["findings"][0]
    assert source[found["start"] : found["end"]] in wrong[0]
    assert "error" in answers["d/bad.txt"]
    assert done.returncode == 2
    assert answers["d/e/c.txt"] == {"id": "d/e/c.txt", "findings": []}


def test_a_case_under_an_unknown_law_is_an_error_row(vires: Run, tmp_path: Path) -> None:
    """Told as `check` tells it, with its line and cure: it is no fault of the program."""
    (tmp_path / "d").mkdir()
    event = "events: [{body: Court of Session, act: hear, object: the claim}]"
    (tmp_path / "d" / "a.yaml").write_text(f"title: A case\njurisdiction: Scottland\n{event}\n", encoding="utf-8")
    (tmp_path / "d" / "b.txt").write_text(CLEAN, encoding="utf-8")
    done = vires("batch", "d", "-o", "out.jsonl")
    bad, good = rows(tmp_path / "out.jsonl")
    assert bad["error"].startswith("d/a.yaml:2:15: jurisdiction: no place is called 'Scottland' - write one of ")
    assert done.stderr == f"vires: {bad['error']}\n"
    assert (done.returncode, good) == (2, {"id": "d/b.txt", "findings": []})


def test_many_processes_give_what_one_gives(vires: Run, tmp_path: Path, wrong: tuple[str, str]) -> None:
    """The output is the same to the byte."""
    given = [{"id": i, "text": wrong[0] if i % 50 == 0 else f"{CLEAN} " * 30} for i in range(400)]
    (tmp_path / "in.jsonl").write_text(jsonl(*given), encoding="utf-8")
    for jobs in (1, 2):
        assert vires("batch", "in.jsonl", "-o", f"{jobs}.jsonl", "--jobs", jobs).returncode == 0
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_bad_files(vires: Run, tmp_path: Path) -> None:
    """A missing input, and an output that is the input: one line, exit status 2, nothing written."""
    (tmp_path / "in.jsonl").write_text(jsonl({"id": 1, "text": CLEAN}), encoding="utf-8")
    for arguments, words in (
        (("gone.jsonl", "-o", "out"), "gone.jsonl: is not there"),
        (("in.jsonl", "-o", "in.jsonl"), "is one of the inputs"),
    ):
        done = vires("batch", *arguments)
        assert done.returncode == 2
        assert words in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["in.jsonl"]


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found


def test_ctrl_c_stops_the_workers(tmp_path: Path, environment: dict[str, str], program: list[str]) -> None:
    """Exit status 130, no traceback, no half-written output, no process left behind."""
    process = subprocess.Popen(
        [*program, "batch", "-", "-o", "out.jsonl", "--jobs", "2"], cwd=tmp_path, env=environment, text=True,
        stdin=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(jsonl(*({"id": i, "text": f"{CLEAN} " * 40} for i in range(400))))
    process.stdin.flush()  # and left open: the batch waits for more
    children: list[int] = []
    deadline = time.monotonic() + 30
    while len(children) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
        children = _children(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    status = process.wait(20)
    assert process.stderr is not None
    assert (status, process.stderr.read()) == (130, "")
    assert not list(tmp_path.iterdir())
    for child in children:
        for _ in range(100):
            if not Path(f"/proc/{child}").exists():
                break
            time.sleep(0.05)
        assert not Path(f"/proc/{child}").exists()
    process.stdin.close()
    process.stderr.close()
