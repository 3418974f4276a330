"""`vires train` as its users meet it: lines from a pipe, and a keyboard in a real terminal."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pexpect
import pytest

from checker.rulebook.book import Rulebook
from checker.training.exercise import Exercise
from checker.training.make import Maker
from checker.training.store import Answer, Store

Run = Callable[..., "subprocess.CompletedProcess[str]"]
AS_OF = ("--as-of", "2026-01-01")
OPEN = "The session that is open"
PROMPT = re.compile(r"(Which sentence|1 or 2|Which|In which order|Put right)[?:] ")


@pytest.fixture(scope="module")
def maker(book: Rulebook) -> Maker:
    """Makes the program's exercises again; the parser that it loads is there in every copy of this process."""
    made = Maker(book, date(2026, 1, 1))
    made.draw(1, form="spot")
    return made


@pytest.fixture
def train(vires: Run, maker: Maker, tmp_path: Path) -> Run:
    """Run `vires train` with a store of the test's own."""

    def run(*arguments: object, **more: object) -> subprocess.CompletedProcess[str]:
        return vires("train", "--store", tmp_path / "store", *AS_OF, *arguments, **more)

    return run


@pytest.fixture
def answers(tmp_path: Path) -> Callable[[], list[Answer]]:
    """Return what the store holds."""

    def read() -> list[Answer]:
        with Store(tmp_path / "store") as store:
            return store.answers()

    return read


def solution(exercise: Exercise) -> str:
    return exercise.model or " ".join(str(i + 1) for i in exercise.answer)


def test_a_session_from_a_pipe(train: Run, answers: Callable[[], list[Answer]], maker: Maker, tmp_path: Path) -> None:
    """Each answer is met with why, on which authority; the same seed asks the same, and is answered rightly at last."""
    done = train("--seed", "3", "--count", "4", "--form", "spot", stdin="s\n" * 4)
    assert done.returncode == 0
    assert done.stdout.count("Not right.") == 4
    assert "0 of 4 right." in done.stdout
    given = answers()
    exercises = [maker.make(answer.exercise) for answer in given]
    assert [a.share for a in given] == [0] * 4
    for exercise in exercises:
        flat = " ".join(done.stdout.split())
        assert " ".join(exercise.question.split()) in flat
        assert " ".join(exercise.reasons[0].split())[:60] in flat
        assert exercise.sources[0].url in flat
        assert all(" ".join(near.split())[:40] in flat for near in exercise.near)
        assert all(f"vires explain {rule}" in flat for rule in exercise.rules)
    assert "Which sentence?" not in done.stdout + done.stderr  # nobody is prompted
    (tmp_path / "store").unlink()
    lines = "".join(f"{solution(exercise)}\n" for exercise in exercises)
    done = train("--seed", "3", "--count", "4", "--form", "spot", stdin=lines)
    assert [a.exercise for a in answers()] == [e.id for e in exercises]
    assert done.stdout.count("Right.") == 4
    assert "4 of 4 right." in done.stdout
    assert exercises[0].sources[0].url in done.stdout


def test_what_is_no_answer_is_asked_again(train: Run, answers: Callable[[], list[Answer]]) -> None:
    """Help, emptiness and numbers that are not there are met on standard error, and count for nothing."""
    done = train("--form", "fine", "--count", "1", stdin="?\n\n9\nyes\n1 2\n1\n")
    assert done.returncode == 0
    assert len(answers()) == 1
    assert len(re.findall(r"^Answer with numbers from 1 to 2", done.stderr, re.MULTILINE)) == 2
    assert "Choose one" in done.stderr
    assert "q leaves" in done.stderr
    assert "Choose one" not in done.stdout


@pytest.mark.parametrize("end", ["", "Q\n"])
def test_a_session_goes_on_where_it_was_left(train: Run, answers: Callable[[], list[Answer]], end: str) -> None:
    """At the end of input or by q; with the exercise that waited, though the seed was not named."""
    first = train("--form", "spot", "--count", "3", stdin=f"1\n{end}")
    assert first.returncode == 0
    assert len(answers()) == 1
    waiting = first.stdout.partition("2 of 3")[2].strip()
    second = train(stdin="1\n1\n")
    assert "1 of 3 are done" in second.stderr
    assert waiting in second.stdout
    assert len(answers()) == 3
    assert re.search(r"^\d of 3 right\.", second.stdout, re.MULTILINE)
    third = train("--count", "1", "--form", "fine", stdin="s\n")
    assert OPEN not in third.stderr


def test_options_choose_the_session_that_goes_on(train: Run, answers: Callable[[], list[Answer]]) -> None:
    """The same options go on with theirs, others begin another, --new begins anew; a lesson has a number too."""
    train("--topic", "4", "--count", "2", "--form", "fine", stdin="1\n")
    assert OPEN not in train("--topic", "limits-and-time", "--count", "2", "--form", "fine", stdin="1\n").stderr
    assert "1 of 2 are done" in train("--topic", "words", "--count", "2", "--form", "fine", stdin="").stderr
    assert OPEN not in train("--topic", "words", "--count", "2", "--form", "fine", "--new", stdin="").stderr
    assert [answer.topic for answer in answers()] == ["words", "limits-and-time"]


def test_one_rule_is_trained(train: Run, answers: Callable[[], list[Answer]], book: Rulebook) -> None:
    """All exercises are about it."""
    train("--rule", "term-jury", "--form", "spot", "--count", "3", stdin="s\ns\ns\n")
    assert len(answers()) == 3
    assert {answer.exercise.split("/")[1] for answer in answers()} == {"term-jury"}


def test_a_text_is_put_right(train: Run, answers: Callable[[], list[Answer]], maker: Maker) -> None:
    """The checker judges it: what is still wrong with it is told, and what the program itself would write is right."""
    done = train("--form", "mend", "--seed", "5", "--count", "1", stdin="A jury of MI5 fined the patent.\n")
    assert "Not right." in done.stdout
    assert "still wrong" in done.stdout
    exercise = maker.make(answers()[0].exercise)
    assert " ".join(exercise.model.split()) in " ".join(done.stdout.split())
    done = train("--form", "mend", "--seed", "5", "--count", "1", stdin=f"{exercise.model}\n")
    assert "Right." in done.stdout
    assert [answer.share for answer in answers()] == [0, 1]


def test_steps_are_put_in_order(train: Run, answers: Callable[[], list[Answer]], maker: Maker) -> None:
    """All of them, in the order that the answer has."""
    train("--form", "route", "--seed", "5", "--count", "1", stdin="s\n")
    exercise = maker.make(answers()[0].exercise)
    backwards = solution(exercise)[::-1]
    done = train("--form", "route", "--seed", "5", "--count", "2", stdin=f"1 2\n{backwards}\n")
    assert f"Put {len(exercise.answer)} steps in order" in done.stderr
    assert f"answer      {solution(exercise)}" in done.stdout
    train("--form", "route", "--seed", "5", "--count", "1", stdin=solution(exercise).replace(" ", ", "))
    assert [answer.share for answer in answers()] == [0, 0, 1]


def test_an_exam(train: Run, answers: Callable[[], list[Answer]], maker: Maker) -> None:
    """Nothing is told before the end; then, of each draft, what was found, overlooked and wrongly marked, and why."""
    exam = ("--exam", "--seed", "8", "--count", "2")
    train(*exam, stdin="s\ns\n")
    first, second = (maker.make(answer.exercise) for answer in answers())
    assert first.answer
    assert second.answer
    sound = next(i for i in range(len(first.options)) if i not in first.answer)
    done = train(*exam, stdin=f"{first.answer[0] + 1}, {sound + 1}\n{solution(second)}\n")
    asked, _, told = done.stdout.partition("\nDraft 1\n")
    assert first.question != second.question
    assert "authority" not in asked + done.stderr
    assert "overlooked" not in asked + done.stderr
    flat = " ".join(told.split())
    assert f"found {first.answer[0] + 1}: " in flat
    assert f"can be so {sound + 1}: " in flat
    assert all(f"overlooked {i + 1}: " in flat for i in first.answer[1:])
    assert all(" ".join(reason.split()) in flat for reason in (*first.reasons, *second.reasons))
    assert "1 of 2 right." in told
    given = answers()[2:]
    assert given[0].missed == first.rules[1:]
    assert given[1].share == 1


def test_an_exam_ends_when_its_time_is_up(program: list[str], environment: dict[str, str], tmp_path: Path) -> None:
    """In the middle of a line too; what was right is told, counts for nothing, and the exam does not go on."""
    words = ("train", "--store", tmp_path / "store", *AS_OF, "--exam", "--minutes", "0.05")
    with keyboard(program, environment, *words) as child:
        child.expect(r"\[0:0[0-3]\] Which sentences\? ")
        child.send("1 2")
        child.expect("Time is up")
        child.expect("not answered in time")
        child.expect("cannot be so|all of it can be so")
        child.expect("0 of 3 right")
        child.expect(pexpect.EOF)
    with Store(tmp_path / "store") as store:
        assert (store.answers(), store.open_sessions()) == ([], [])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--topic", "nonsense"], "nonsense"),
        (["--rule", "term-jurie"], "term-jury"),
        (["--rule", "term-jury", "--form", "route"], "no exercise can be made for route, term-jury"),
        (["--minutes", "5"], "--exam"),
        (["--exam", "--minutes", "nan"], "is no time"),
        (["--exam", "--form", "spot"], "--form"),
        (["--count", "0"], "--count"),
    ],
    ids=["topic", "rule", "no such exercise", "minutes", "no minutes", "form", "count"],
)
def test_bad_use_is_told_in_a_line(train: Run, arguments: list[str], words: str, tmp_path: Path) -> None:
    """With exit status 2; nothing is left open by it."""
    done = train(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert words in done.stderr
    with Store(tmp_path / "store") as store:
        assert store.open_sessions() == []
    with sqlite3.connect(tmp_path / "store") as base:
        assert base.execute("SELECT count(*) FROM sessions").fetchone() == (0,)
    base.close()


@pytest.mark.parametrize("command", [["train"], ["train", "stats"], ["train", "reset", "--yes"]], ids=" ".join)
def test_a_store_that_is_none_is_told(vires: Run, tmp_path: Path, command: list[str]) -> None:
    """By its name, in a line, and left as it is; the environment may name it too."""
    notes = tmp_path / "notes.txt"
    notes.write_text("My notes.\n" * 100)
    for done in (vires(*command, "--store", notes), vires(*command, env={"VIRES_STORE": str(notes)})):
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"vires: {notes}: ")
        assert len(done.stderr.splitlines()) == 1
    assert notes.read_text() == "My notes.\n" * 100


def test_stats_in_every_form(train: Run, vires: Run, tmp_path: Path, book: Rulebook) -> None:
    """The same figures as text, JSON, SVG and a page; nothing is made where nothing was answered."""
    store = ("--store", tmp_path / "store")
    none = json.loads(vires("train", "stats", *store, "--format", "json").stdout)
    assert [topic["topic"] for topic in none] == list(book.lessons)
    assert all(topic["mastery"] is None and topic["rules"] > 0 for topic in none)
    assert not (tmp_path / "store").exists()
    train("--form", "spot", "--count", "2", "--topic", "words", stdin="s\ns\n")
    words = next(
        t for t in json.loads(vires("train", "stats", *store, "--format", "json").stdout) if t["topic"] == "words"
    )
    assert (words["answered"], words["right"], words["met"], words["mastery"]) == (2, 0, 2, 0)
    assert len(words["curve"]) in (1, 2)  # days: midnight may have passed
    text = vires("train", "stats", *store).stdout
    assert "0 of 2 answers right" in text
    assert "┤" in text
    for suffix in ("svg", "html", "json", "txt"):
        done = vires("train", "stats", *store, "-o", f"out.{suffix}")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert ET.parse(tmp_path / "out.svg").getroot().tag.endswith("svg")
    assert "0 of 2 answers right" in (tmp_path / "out.svg").read_text()
    assert "<table>" in (tmp_path / "out.html").read_text()
    assert json.loads((tmp_path / "out.json").read_text())[0]["topic"] in book.lessons
    assert (tmp_path / "out.txt").read_text() == text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "s.png"], "s.png: .png is nothing that is written here - there are"),
        (["-o", "s.svg", "--format", "html"], "s.svg: is no html file by its name - name a .html file"),
    ],
)
def test_stats_are_not_written_under_another_s_name(
    vires: Run, tmp_path: Path, arguments: list[str], words: str
) -> None:
    """A suffix that asks for nothing, or for something else than was named, is refused."""
    done = vires("train", "stats", "--store", tmp_path / "store", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_rewrite_that_nothing_confirms_counts_half(
    train: Run, answers: Callable[[], list[Answer]], maker: Maker
) -> None:
    """It is told so, with what is right; the rule does not count as missed."""
    mend = ("--form", "mend", "--rule", "power-grant-patent", "--seed", "1", "--count", "1")
    train(*mend, stdin="s\n")
    text = maker.make(answers()[0].exercise).text
    subject = re.compile(
        r"(?:the )?(?:High Court|NCSC|WIPO|Nominet|National Cyber Security Centre)|a judge", re.IGNORECASE
    )
    done = train(*mend, stdin=subject.sub("the baker of Leeds", text) + "\n")
    assert subject.search(text)
    assert "Neither right nor wrong." in done.stdout
    assert "none confirms “baker of Leeds”" in " ".join(done.stdout.split())
    assert "for one, “" in done.stdout
    assert "0 of 1 right." in done.stdout
    assert (answers()[-1].share, answers()[-1].missed) == (0.5, ())


def test_an_open_exam_of_an_older_version_without_a_clock_goes_on(
    train: Run, vires: Run, answers: Callable[[], list[Answer]], tmp_path: Path
) -> None:
    """Its minutes may be no number."""
    train("--exam", "--seed", "8", "--count", "1", stdin="")
    with sqlite3.connect(tmp_path / "store") as base:
        base.execute("UPDATE sessions SET settings = replace(settings, '\"minutes\": 15.0', '\"minutes\": NaN')")
        assert base.execute("SELECT settings LIKE '%NaN%' FROM sessions").fetchone() == (1,)
    base.close()
    done = train(stdin="0\n")
    assert (done.returncode, len(answers())) == (0, 1)
    assert "0 of 1 are done" in done.stderr


def test_reset_asks_first(train: Run, vires: Run, answers: Callable[[], list[Answer]], tmp_path: Path) -> None:
    """Without a terminal only --yes forgets."""
    train("--form", "fine", "--count", "2", stdin="1\n1\n")
    done = vires("train", "reset", "--store", tmp_path / "store")
    assert (done.returncode, len(answers())) == (2, 2)
    assert "--yes" in done.stderr
    done = vires("train", "reset", "--store", tmp_path / "store", "--yes")
    assert (done.returncode, done.stdout, answers()) == (0, "Forgot 2 answers.\n", [])


@contextmanager
def keyboard(program: list[str], environment: dict[str, str], *arguments: object) -> Iterator[pexpect.spawn[str]]:
    """Give the program in a terminal of its own."""
    child = pexpect.spawn(
        program[0], [*program[1:], *map(str, arguments)], env=environment | {"TERM": "xterm-256color"},
        encoding="utf-8", dimensions=(50, 100), timeout=60,
    )  # fmt: skip
    try:
        yield child
    finally:
        child.close(force=True)


def test_a_session_at_the_keyboard(program: list[str], environment: dict[str, str], tmp_path: Path) -> None:
    """Prompts, help, colours, a pause to read, Ctrl-C, Ctrl-D, and the end; all that was answered is kept."""
    words = ("train", "--store", tmp_path / "store", *AS_OF)
    with keyboard(program, environment, *words, "--form", "fine", "--count", "3") as child:
        child.expect(PROMPT)
        assert "1 of 3" in child.before
        child.sendline("?")
        child.expect("q leaves")
        child.expect(PROMPT)
        child.sendline("s")
        child.expect("Not right.")
        assert "\x1b[" in child.before
        child.expect("why .*authority .*Enter goes on")
        child.sendline("")
        child.expect("2 of 3")
        child.expect(PROMPT)
        child.sendintr()
        child.expect("goes on here")
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 130
    with keyboard(program, environment, *words) as child:
        child.expect("1 of 3 are done")
        child.expect(PROMPT)
        child.sendeof()
        child.expect("goes on here")
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
    with keyboard(program, environment, *words) as child:
        for _ in range(2):
            child.expect(PROMPT)
            child.sendline("s")
            child.expect("authority")
            if child.expect(["Enter goes on", "0 of 3 right"]) == 0:
                child.sendline("")
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
    with Store(tmp_path / "store") as store:
        assert len(store.answers()) == 3
        assert store.open_sessions() == []


def test_keys_behind_the_text_to_be_put_right(program: list[str], environment: dict[str, str], tmp_path: Path) -> None:
    """The text stands in the line to be edited: a key struck behind it is a key, and no rewriting."""
    words = ("train", "--store", tmp_path / "store", *AS_OF, "--form", "mend", "--rule", "power-grant-patent")
    with keyboard(program, environment, *words, "--count", "1") as child:
        child.expect("1 of 1")
        child.expect(PROMPT)
        child.sendline("?")
        child.expect("q leaves")
        child.sendline("q")
        child.expect("goes on here")
        child.expect(pexpect.EOF)
    with Store(tmp_path / "store") as store:
        assert store.answers() == []


def test_killed_at_the_keyboard(program: list[str], environment: dict[str, str], tmp_path: Path) -> None:
    """What was answered is there, and the exercise that waited waits still."""
    words = ("train", "--store", tmp_path / "store", *AS_OF, "--form", "spot", "--count", "5")
    with keyboard(program, environment, *words) as child:
        child.expect(PROMPT)
        child.sendline("1")
        child.expect("Enter goes on")
        child.sendline("")
        child.expect(r"2 of 5(?s:.*?)\[1\] (?s:(.*?))\r\n")
        waiting = child.match[1]
        child.kill(signal.SIGKILL)
        child.expect(pexpect.EOF)
    with keyboard(program, environment, *words) as child:
        child.expect("1 of 5 are done")
        child.expect_exact(waiting)
        child.expect(PROMPT)
        child.sendline("q")
        child.expect(pexpect.EOF)
    with Store(tmp_path / "store") as store:
        assert len(store.answers()) == 1
