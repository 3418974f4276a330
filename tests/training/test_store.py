"""The store of progress: real files, real processes, killed and at once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checker.errors import StoreError
from checker.training import store as module
from checker.training.store import Answer, Settings, Store

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 1, 1, 9, 30, tzinfo=UTC)
WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from checker.training.store import Answer, Settings, Store
path, name, count, size = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
with Store(path) as store:
    session = store.begin(Settings(), datetime.now(UTC))
    for number in range(count):
        at = datetime.now(UTC)
        store.record(session.id, Answer(at, f"{name}/{number}", "who", "t", 1, ("r",), (), 1.0, "x" * size, 2.5))
        print(number, flush=True)
"""


def answer(number: int, **other: object) -> Answer:
    about = {
        "at": NOW + timedelta(minutes=number), "exercise": f"who/rule/{number}", "form": "who", "topic": "bodies",
        "level": 1, "rules": ("rule",), "missed": (), "share": 1.0, "given": "2", "seconds": 4.0,
    }  # fmt: skip
    return Answer(**(about | other))  # type: ignore[arg-type]


def writer(path: Path, name: str, count: int, size: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count), str(size)],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_what_is_kept_is_given_back(tmp_path: Path) -> None:
    """Sessions and answers, in a folder that was not there, after the file was closed; answers in order of time."""
    path = tmp_path / "a" / "b" / "training.sqlite3"
    settings = Settings(topic="words", seed=7, count=3, as_of="2024-03-31", minutes=2.5)
    with Store(path) as store:
        session = store.begin(settings, NOW)
        late, early = answer(2, missed=("rule", "ü"), share=0.25), answer(1, rules=(), given="“no”\n")
        assert [store.record(session.id, late), store.record(session.id, early)] == [1, 2]
        other = store.begin(Settings(), NOW)
        store.record(other.id, answer(3))
        store.ask(session.id, "spot/rule/9")
    with Store(path) as store:
        assert store.answers() == [early, late, answer(3)]
        assert store.answers(session.id) == [early, late]
        latest, first = store.open_sessions()
        assert (latest.id, latest.answered, latest.asked) == (other.id, 1, "")
        assert (first.settings, first.began, first.asked, first.answered) == (settings, NOW, "spot/rule/9", 2)
        store.end(first.id, NOW)
        assert [s.id for s in store.open_sessions()] == [other.id]
        assert store.forget() == 3
        assert (store.answers(), store.open_sessions()) == ([], [])


def test_an_answer_takes_the_place_of_what_was_asked(tmp_path: Path) -> None:
    """In one transaction: what is answered does not wait any more."""
    with Store(tmp_path / "s") as store:
        session = store.begin(Settings(), NOW)
        store.ask(session.id, "who/rule/1")
        store.record(session.id, answer(1))
        assert store.open_sessions()[0].asked == ""


def test_times_of_any_zone_are_put_in_order(tmp_path: Path) -> None:
    """What is earlier comes first, however its time was written."""
    with Store(tmp_path / "s") as store:
        session = store.begin(Settings(), NOW)
        for at in ("2026-01-01T10:00:00+02:00", "2026-01-01T08:30:00.5+00:00", "2026-01-01T08:30:00+00:00"):
            store.record(session.id, answer(0, at=datetime.fromisoformat(at), exercise=at))
        assert [a.exercise[11:19] for a in store.answers()] == ["10:00:00", "08:30:00", "08:30:00"]
        assert [a.at.microsecond for a in store.answers()] == [0, 0, 500_000]


def test_killed_while_writing_nothing_answered_is_lost(tmp_path: Path) -> None:
    """Again and again, with answers that take many pages; what the process was told to be kept is there, and whole."""
    path, kept, cut = tmp_path / "training.sqlite3", set(), 0
    for turn in range(1, 60):
        process = writer(path, str(turn), 10_000, 150_000)
        assert process.stdout
        for _ in range(1 + turn % 2):
            kept.add(f"{turn}/{process.stdout.readline().strip()}")
        time.sleep(turn % 10 / 2000)
        process.send_signal(signal.SIGKILL)
        kept |= {f"{turn}/{line.strip()}" for line in process.stdout}
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()
        cut += path.with_name(f"{path.name}-journal").exists()
        with Store(path) as store:
            found = store.answers()
        assert kept <= {a.exercise for a in found}
        assert len(found) <= len(kept) + turn  # of each process, one that was kept but not yet told
        assert {len(a.given) for a in found} == {150_000}
        if cut == 3:
            break
    else:
        pytest.fail("too few processes were killed in the middle of a write")
    with sqlite3.connect(path) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    base.close()


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    """Both begin with a file that is not there, and write as fast as they can."""
    path = tmp_path / "training.sqlite3"
    both = [writer(path, name, 80, 10) for name in "ab"]
    for process in both:
        process.communicate(timeout=120)
        assert process.returncode == 0
    with Store(path) as store:
        assert sorted(a.exercise for a in store.answers()) == sorted(f"{n}/{i}" for n in "ab" for i in range(80))
        assert len({s.id for s in store.open_sessions()}) == 2


def text(path: Path) -> None:
    path.write_text("These are my notes, which nobody may touch.\n" * 50)


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE bookmarks (address TEXT)")
    base.close()


def newer(path: Path) -> None:
    with Store(path):
        pass
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA user_version = 99")
    base.close()


def cut(path: Path) -> None:
    with Store(path) as store:
        session = store.begin(Settings(), NOW)
        for number in range(200):
            store.record(session.id, answer(number))
    path.write_bytes(path.read_bytes()[:9000])


def edited(path: Path) -> None:
    with Store(path) as store:
        store.record(store.begin(Settings(), NOW).id, answer(1))
    with sqlite3.connect(path) as base:
        base.execute("UPDATE answers SET at = 'yesterday'")
    base.close()


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (text, "no store of progress"),
        (foreign, "another program"),
        (newer, "newer version"),
        (cut, "damaged"),
        (edited, "damaged"),
        (folder, "cannot be used"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_file_that_is_no_store_is_told_and_left_alone(tmp_path: Path, spoil, words: str) -> None:  # type: ignore[no-untyped-def]
    """In a line with the file and the cure."""
    path = tmp_path / "training.sqlite3"
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError, match=words) as told, Store(path) as store:
        store.answers()
    assert str(told.value).startswith(f"{path}: ")
    assert told.value.cure
    assert not path.is_file() or path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Where a file stands in the way."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        Store(tmp_path / "file" / "training.sqlite3")


def test_an_older_file_is_brought_up_with_what_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version to come that adds a field opens today's file, keeps its answers, and is newer to today's program."""
    path = tmp_path / "training.sqlite3"
    with Store(path) as store:
        session = store.begin(Settings(topic="words"), NOW)
        store.record(session.id, answer(1))
    to_come = ("ALTER TABLE answers ADD COLUMN sure INTEGER NOT NULL DEFAULT 1", "CREATE TABLE classes (name TEXT)")
    with monkeypatch.context() as patched:
        patched.setattr(module, "_STEPS", (*module._STEPS, to_come))
        for _ in range(2):
            with Store(path) as store:
                assert store.answers() == [answer(1)]
                assert store.record(session.id, answer(2)) == 2
                store.forget()
                session = store.begin(Settings(), NOW)
                store.record(session.id, answer(1))
    with sqlite3.connect(path) as base:
        assert base.execute("SELECT sure FROM answers").fetchall() == [(1,)]
    base.close()
    with pytest.raises(StoreError, match="newer version"):
        Store(path)


def test_a_version_that_fails_half_way_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All steps or none: today's program still opens the file."""
    path = tmp_path / "training.sqlite3"
    with Store(path) as store:
        store.record(store.begin(Settings(), NOW).id, answer(1))
    with monkeypatch.context() as patched:
        patched.setattr(module, "_STEPS", (*module._STEPS, ("DROP TABLE answers", "DROP TABLE nothing")))
        with pytest.raises(StoreError):
            Store(path)
    with Store(path) as store:
        assert store.answers() == [answer(1)]
