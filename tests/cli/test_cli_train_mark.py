"""`vires train mark`: homework in Markdown and Word, a class of it, and faults."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from docx import Document

Run = Callable[..., "CompletedProcess[str]"]
DRAFT = "GCHQ ruled on the patent dispute. The High Court granted an injunction.\n\nMI5 fined the maker of the pump.\n"


@pytest.fixture
def homework(tmp_path: Path) -> Path:
    file = tmp_path / "ann.md"
    marked = DRAFT.replace("GCHQ ruled", "==GCHQ ruled==<!-- mark: no court -->").replace("granted", "==granted==")
    file.write_text(marked, encoding="utf-8")
    return file


def test_found_missed_and_marked_wrongly(vires: Run, homework: Path) -> None:
    done = vires("train", "mark", homework)
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].endswith("ann.md  1 of 2 found, 1 missed, 1 marked wrongly: 33% right")
    assert [line.split()[0] for line in lines if line[:6] in ("Found ", "Missed", "Marked")] == [
        "Found",
        "Missed",
        "Marked",
    ]
    assert "you said   no court" in lines
    assert "MI5" in done.stdout
    assert "authority" in done.stdout


def test_a_class_in_word(vires: Run, tmp_path: Path, homework: Path) -> None:
    """Against the draft that was handed out; a file that is no copy of it is named, and the others are marked."""
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    document = Document()
    first, second = document.add_paragraph(), document.add_paragraph()
    run = first.add_run("GCHQ ruled")
    first.add_run(" on the patent dispute. The High Court granted an injunction.")
    document.add_comment([run], text="Not a court", author="Ben")
    second.add_run("MI5 criticised the maker of the pump.")
    document.save(str(tmp_path / "ben.docx"))
    (tmp_path / "cat.md").write_text("Another text.", encoding="utf-8")
    done = vires("train", "mark", homework, "ben.docx", "cat.md", "--draft", "draft.md", "--format", "json")
    assert done.returncode == 2
    assert "cat.md: is no marked copy of draft.md" in done.stderr
    ann, ben = json.loads(done.stdout)["marked"]
    assert [len(ann[part]) for part in ("found", "missed", "marked_wrongly")] == [1, 1, 1]
    assert [len(ben[part]) for part in ("found", "missed", "marked_wrongly")] == [2, 0, 0]
    assert ben["found"][0]["said"] == ["Not a court"]
    assert ben["found"][1]["place"] == "line 3"
    assert vires("train", "mark", "ben.docx", "--draft", "draft.md").returncode == 0
    table = vires("train", "mark", homework, "ben.docx", "--draft", "draft.md").stdout.splitlines()[-3:]
    assert (
        table[0].split() == "file right found marked for another reason missed wrongly marked no rule speaks of".split()
    )
    assert table[2].split() == ["ben.docx", "100%", "2", "0", "0", "0", "0"]


def test_what_no_rule_speaks_of_is_told_apart(vires: Run, tmp_path: Path) -> None:
    """It is no fault: the teacher is to say, and the exit status is that of a perfect homework. Who marks all fails."""
    (tmp_path / "dee.md").write_text(
        "==GCHQ ruled on the patent dispute.== ==The chairman, dead since 1950, spoke to us in 2024.==\n",
        encoding="utf-8",
    )
    done = vires("train", "mark", "dee.md")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].endswith(
        "1 of 1 found, none missed, nothing marked wrongly, 1 marked of which no rule speaks: 100% right"
    )
    assert "Marked, not judged  line 1" in lines
    assert "why   vires has no rule that speaks of this: ask your teacher." in lines
    (one,) = json.loads(vires("train", "mark", "dee.md", "--format", "json").stdout)["marked"]
    assert (one["marked_wrongly"], one["not_judged"][0]["text"][:12]) == ([], "The chairman")
    more = " ".join(f"==The brewery opened its {number} pub in May.==" for number in ("first", "second", "third"))
    (tmp_path / "eve.md").write_text(f"==GCHQ ruled on the patent dispute.== {more}\n", encoding="utf-8")
    done = vires("train", "mark", "eve.md")
    assert done.returncode == 1
    assert done.stdout.splitlines()[0].endswith("3 marked of which no rule speaks, 2 of these too many: 33% right")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.md"], "none.md: cannot be read"),
        (["notes.txt"], "is neither Word nor Markdown"),
        (["ann.md", "--draft", "gone.md"], "gone.md: cannot be read"),
    ],
)
def test_faults(vires: Run, tmp_path: Path, homework: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "notes.txt").write_text("Notes.", encoding="utf-8")
    done = vires("train", "mark", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
