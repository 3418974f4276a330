"""What was answered, kept in one SQLite file: sessions, and an answer for each exercise done.

Answers are only ever added, each in a transaction of its own, and all else (what is due, the level, mastery) is worked
out from them. So a process that is killed loses at most the answer that it had not yet taken, and two at once lose
none.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from checker.errors import StoreError

_ID = 0x76697265  # "vire": tells our files from those of other programs
_PATIENCE = 30.0  # seconds that a write waits for another process
_MOST_MINUTES = 1440.0  # of an exam
# A step for each version of the file; a file made before is brought up by the steps that it lacks. Never change a step.
_STEPS = (
    (
        "CREATE TABLE sessions (id INTEGER PRIMARY KEY, began TEXT NOT NULL, ended TEXT, settings TEXT NOT NULL, "
        "asked TEXT NOT NULL DEFAULT '')",
        "CREATE TABLE answers (id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES sessions (id), "
        "at TEXT NOT NULL, exercise TEXT NOT NULL, form TEXT NOT NULL, topic TEXT NOT NULL, level INTEGER NOT NULL, "
        "rules TEXT NOT NULL, missed TEXT NOT NULL, share REAL NOT NULL, given TEXT NOT NULL, seconds REAL NOT NULL)",
        "CREATE INDEX answers_by_session ON answers (session)",
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a session trains.

    Attributes:
        topic, form, rule: only exercises of these; "" for any.
        seed: what the draws follow from; None for a session that follows the schedule.
        count: how many exercises.
        level: 1 to 3; 0 for the level that was reached.
        minutes: how long an exam lasts; 0 where it is none.
        as_of: the day whose law holds, as 2024-03-31.
    """

    topic: str = ""
    form: str = ""
    rule: str = ""
    seed: int | None = None
    count: int = 10
    level: int = 0
    minutes: float = 0
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A session: what it trains, when it began, the exercise that waits for an answer or "", how many are done."""

    id: int
    began: datetime
    settings: Settings
    asked: str
    answered: int

    @property
    def seed(self) -> int:
        """What its draws follow from where its settings name no seed."""
        return int(self.began.timestamp() * 1000) + self.id


@dataclass(frozen=True, slots=True)
class Answer:
    """An exercise done.

    Attributes:
        at: when, with its zone.
        exercise, form, topic, level, rules: those of the exercise.
        missed: those of its rules that were not seen, or all where it was answered wrongly.
        share: how much of it was right, from 0 to 1.
        given: what was answered.
        seconds: how long it took.
    """

    at: datetime
    exercise: str
    form: str
    topic: str
    level: int
    rules: tuple[str, ...]
    missed: tuple[str, ...]
    share: float
    given: str
    seconds: float


def default_path() -> Path:
    """Return where progress is kept: `VIRES_STORE`, or a file in the platform's folder for data of users."""
    if named := os.environ.get("VIRES_STORE"):
        return Path(named)
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("vires") / "training.sqlite3"


class Store:
    """The file, opened; made where it is not there.

    Args:
        path: where it is.

    Raises:
        StoreError: if it cannot be opened, is no such file, or is of a newer version of the program; so does each
            method where the file cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            with self._told():
                self._base.execute("PRAGMA synchronous = FULL")
                self._update()
        except BaseException:
            self._base.close()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None) -> None:
        self._base.close()

    def begin(self, settings: Settings, now: datetime) -> Session:
        """Begin a session."""
        with self._writing():
            told = json.dumps(asdict(settings))
            row = self._base.execute("INSERT INTO sessions (began, settings) VALUES (?, ?)", (_time(now), told))
        return Session(row.lastrowid or 0, now, settings, "", 0)

    def open_sessions(self) -> list[Session]:
        """Return the sessions that have not ended, the latest first."""
        with self._told():
            rows = self._base.execute(
                "SELECT id, began, settings, asked, (SELECT count(*) FROM answers WHERE session = sessions.id) "
                "FROM sessions WHERE ended IS NULL ORDER BY id DESC"
            ).fetchall()
            return [
                Session(number, datetime.fromisoformat(began), _settings(settings), asked, answered)
                for number, began, settings, asked, answered in rows
            ]

    def start(self, session: int, now: datetime) -> None:
        """Let the time of a session run from now."""
        with self._writing():
            self._base.execute("UPDATE sessions SET began = ? WHERE id = ?", (_time(now), session))

    def ask(self, session: int, exercise: str) -> None:
        """Keep which exercise waits for an answer, so that it is asked again after a break."""
        with self._writing():
            self._base.execute("UPDATE sessions SET asked = ? WHERE id = ?", (exercise, session))

    def record(self, session: int, answer: Answer) -> int:
        """Keep an answer, and return how many the session has; when this returns, the answer is on the disk."""
        row = (
            session, _time(answer.at), answer.exercise, answer.form, answer.topic, answer.level,
            json.dumps(answer.rules), json.dumps(answer.missed), answer.share, answer.given, answer.seconds,
        )  # fmt: skip
        with self._writing():
            self._base.execute(
                "INSERT INTO answers (session, at, exercise, form, topic, level, rules, missed, share, given, seconds) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            self._base.execute("UPDATE sessions SET asked = '' WHERE id = ?", (session,))
            counted = self._base.execute("SELECT count(*) FROM answers WHERE session = ?", (session,)).fetchone()
        return int(counted[0])

    def end(self, session: int, now: datetime) -> None:
        """End a session: it is not continued."""
        with self._writing():
            self._base.execute("UPDATE sessions SET ended = ?, asked = '' WHERE id = ?", (_time(now), session))

    def drop(self, session: int) -> None:
        """Delete a session in which nothing was answered; another is left as it is."""
        with self._writing():
            self._base.execute(
                "DELETE FROM sessions WHERE id = ? AND NOT EXISTS (SELECT 1 FROM answers WHERE session = ?)",
                (session, session),
            )

    def answers(self, session: int | None = None) -> list[Answer]:
        """Return what was answered, in order of time: all, or in one session."""
        where, values = ("", ()) if session is None else (" WHERE session = ?", (session,))
        with self._told():
            rows = self._base.execute(
                "SELECT at, exercise, form, topic, level, rules, missed, share, given, seconds "  # noqa: S608  no input
                f"FROM answers{where} ORDER BY at, id",
                values,
            ).fetchall()
            return [_answer(row) for row in rows]

    def forget(self) -> int:
        """Delete all sessions and answers, and return how many answers there were."""
        with self._writing():
            gone = self._base.execute("DELETE FROM answers").rowcount
            self._base.execute("DELETE FROM sessions")
        return gone

    def _update(self) -> None:
        """Bring the file to this version."""
        if self._version() == len(_STEPS):
            return
        with self._writing():  # another process may have done so while this one waited
            found = self._version()
            for version, step in enumerate(_STEPS[found:], found + 1):
                for statement in step:
                    self._base.execute(statement)
                self._base.execute(f"PRAGMA user_version = {version}")
            self._base.execute(f"PRAGMA application_id = {_ID}")

    def _version(self) -> int:
        """Return the version of the file, 0 for an empty one.

        Raises:
            StoreError: if the file is another program's, or of a version that is not known here.
        """
        ours = self._base.execute("PRAGMA application_id").fetchone()[0] == _ID
        version = int(self._base.execute("PRAGMA user_version").fetchone()[0])
        if not ours and (version or self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]):
            raise StoreError("is a database of another program", file=self.path, cure="name another file with --store")
        if version > len(_STEPS):
            cure = "update vires, or name another file with --store"
            raise StoreError("was written by a newer version of vires", file=self.path, cure=cure)
        return version

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Give a transaction that no other process can write in between of."""
        with self._told():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what fails in the file as an error for users."""
        try:
            yield
        except sqlite3.OperationalError as why:
            busy = getattr(why, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            cure = "end the process that holds it" if busy else "see that the folder is there, has room, and is yours"
            raise StoreError(f"cannot be used: {why}", file=self.path, cure=cure) from why
        except (sqlite3.Error, ValueError, TypeError) as why:
            cure = "move the file away to begin anew, or name another with --store"
            raise StoreError(f"is no store of progress, or is damaged: {why}", file=self.path, cure=cure) from why
        except OSError as why:
            cure = "name a file in a folder of yours with --store"
            raise StoreError(f"cannot be made: {why.strerror or why}", file=self.path, cure=cure) from why


def _time(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds")  # of one form, so that texts sort as times do


def _settings(text: str) -> Settings:
    known = {field.name for field in fields(Settings)}
    found = Settings(**{name: value for name, value in json.loads(text).items() if name in known})
    if 0 <= found.minutes <= _MOST_MINUTES:
        return found
    return replace(found, minutes=0)  # an earlier version took any number, "nan" among them: there is no such clock


def _answer(row: tuple[Any, ...]) -> Answer:
    at, exercise, form, topic, level, rules, missed, share, given, seconds = row
    when = datetime.fromisoformat(at).astimezone(UTC)
    return Answer(when, exercise, form, topic, level, _ids(rules), _ids(missed), share, given, seconds)


def _ids(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
