"""Sheets and quizzes: golden files of fixed exercises, read again by programs that are not ours; variants of a class."""

from __future__ import annotations

import io
import re
from importlib import import_module
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moodle_xml_parser.parser import parse_bytes
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from checker.drafts.docx import read
from checker.errors import ViresError
from checker.training.exercise import Exercise, Source
from checker.training.export.moodle import quiz
from checker.training.export.sheets import Sheet, draw, sheets

SOURCES = (Source("Harbours Act 1847 s.2", "https://example.org/?a=1&b=2"), Source("Pilot v Port [1901] 2 Ch 1"))


def exercise(form: str, options: tuple[str, ...], answer: tuple[int, ...], **more: object) -> Exercise:
    given: dict[str, object] = {
        "id": f"{form}/harbour-rule/1", "form": form, "topic": "harbours", "level": 1, "rules": ("harbour-rule",),
        "question": "Which one cannot be so?", "text": "", "options": options, "answer": answer, "model": "", "near": (),
        "reasons": ("A harbour <master> moors ships & fines nobody.",), "sources": SOURCES,
    }  # fmt: skip
    return Exercise(**(given | more))  # type: ignore[arg-type]


TEXT = "The master *fined* the ship.\n\nThe pilot came aboard."
ALL = (
    exercise("spot", ("The master *fined* the ship.", "The pilot came aboard."), (0,), text=TEXT, near=("The court fined it.",)),
    exercise("who", ("The pilot", "The court", "The harbour master"), (1,), question="Who fined the ship?", text=TEXT),
    exercise("mend", (), (), question="Put this right.", text=TEXT, model="The court fined the ship."),
    exercise("route", ("The House", "The port court", "The county"), (1, 2, 0), question="In which order?", text="Right: mooring\nPlace: the quay"),
    exercise("fine", ("It can be so.", "It cannot be so."), (0,), question="Is this one fine?", text="The pilot came.", rules=()),
    exercise("exam", ("The master *fined* the ship.", "The pilot came aboard."), (0,), text=TEXT),
    exercise("exam", ("The pilot came aboard.", "The ship left."), (), text="The pilot came aboard. The ship left.", rules=(), id="exam/sound/2"),
)  # fmt: skip
(SHEET,) = sheets("Who does what", [ALL])


def written(form: str, part: str, sheet: Sheet = SHEET) -> bytes:
    out = io.BytesIO()
    getattr(import_module(f"checker.training.export.{form}"), part)(sheet, out)
    return out.getvalue()


def quizzed(*variants: tuple[Exercise, ...]) -> bytes:
    out = io.BytesIO()
    quiz(sheets("Who / what", list(variants)), out)
    return out.getvalue()


def golden(suffix: str) -> type[SingleFileSnapshotExtension]:
    class Golden(SingleFileSnapshotExtension):
        _write_mode = WriteMode.TEXT
        file_extension = suffix

    return Golden


@pytest.mark.parametrize("part", ["worksheet", "answers"])
@pytest.mark.parametrize(("form", "suffix"), [("markdown", "md"), ("html", "html")])
def test_sheets_are_as_they_were(form: str, suffix: str, part: str, snapshot: SnapshotAssertion) -> None:
    assert written(form, part).decode() == snapshot(extension_class=golden(suffix))


def test_the_quiz_is_as_it_was(snapshot: SnapshotAssertion) -> None:
    assert quizzed(ALL).decode() == snapshot(extension_class=golden("xml"))


@pytest.mark.parametrize("part", ["worksheet", "answers"])
def test_word_says_what_markdown_says(part: str) -> None:
    """The same words in the same order, as our own reader of Word files has them."""
    word = read("a.docx", written("word", part)).text
    plain = re.sub(r"(?m)^(?:#+|>|-)\s+|\]\(http[^)]*\)|`", "", written("markdown", part).decode())
    plain = re.sub(r"\*\*|(?<!\\)\*|(?<!\\)\[|\\", "", plain)
    squeeze = lambda text: re.sub(r"[\s_]+", "", text)
    assert squeeze(word) == squeeze(plain)


def test_a_worksheet_keeps_the_answers_to_itself() -> None:
    for form in ("markdown", "html", "word"):
        data = written(form, "worksheet")
        text = read("a.docx", data).text if form == "word" else data.decode()
        assert "moors ships" not in text
        assert "harbour-rule" not in text
        assert "The court fined the ship" not in text


def test_another_reader_of_moodle_quizzes() -> None:
    """Each choice gives what it should; several right ones share the mark, and a false alarm costs."""
    found = parse_bytes(quizzed(ALL, ALL))["multichoice"]
    assert len(found) == 10
    spot, who, fine, exam, sound = found[:5]
    assert (spot.single, who.single, fine.single, exam.single) == (True, True, True, False)
    assert [(o.answer, o.score_fraction) for o in spot.options] == [
        ("The master *fined* the ship.", 100),
        ("The pilot came aboard.", 0),
    ]
    assert [o.score_fraction for o in who.options] == [0, 100, 0]
    assert [o.score_fraction for o in exam.options] == [100, -100, -100]
    assert [o.score_fraction for o in sound.options] == [-100, -100, 100]
    assert "A harbour <master> moors ships & fines nobody." in spot.general_feedback
    assert fine.text_pre_parse.endswith("<blockquote>The pilot came.</blockquote>")


def test_steps_and_essays_for_moodle() -> None:
    root = ET.fromstring(quizzed(ALL))
    kinds = [question.get("type") for question in root]
    assert kinds == [
        "category",
        "multichoice",
        "multichoice",
        "essay",
        "matching",
        "multichoice",
        "multichoice",
        "multichoice",
    ]
    assert root.findtext("question/category/text") == "$course$/top/Who // what"
    matching = root.find("question[@type='matching']")
    assert matching is not None
    assert [step.text for step in matching.findall("subquestion/answer/text")] == [
        "The port court",
        "The county",
        "The House",
    ]
    assert "The court fined the ship." in (root.findtext("question[@type='essay']/graderinfo/text") or "")


@given(st.integers(1, 6), st.integers(0, 50), st.integers(1, 5))
def test_variants(count: int, seed: int, variants: int) -> None:
    """Enough different exercises on each; the first sheets stay as they are when more are asked for."""

    def make(number: int) -> Exercise:
        return exercise("fine", ("yes", "no"), (0,), text=f"Text {number % 13}")

    drawn = draw(make, count, seed, variants)
    assert [len({e.text for e in one}) for one in drawn] == [count] * variants
    assert draw(make, count, seed, variants + 1)[:variants] == drawn
    if count * variants <= 6:
        assert len({e.text for one in drawn for e in one}) == count * variants


def test_a_class_of_thirty_has_letters_for_all() -> None:
    letters = [sheet.letter for sheet in sheets("Title", [()] * 30)]
    assert letters[:2] == ["a", "b"]
    assert letters[25:] == ["z", "aa", "ab", "ac", "ad"]


def test_too_few_different_ones() -> None:
    with pytest.raises(ViresError, match="there are only 3 different exercises"):
        draw(lambda n: exercise("fine", ("yes", "no"), (0,), text=str(n % 3)), 4, 1, 1)


def test_a_draft_comes_once_on_a_sheet_while_there_are_others() -> None:
    """Then again in another version; from one variant to the next, versions that were there come last."""

    def made(number: int) -> Exercise:
        draft, version = number * 7 % 5, number * 3 % 4
        return exercise("exam", ("a", "b"), (0,), question=f"“Draft {draft}”: mark.", text=f"a b {version}")

    for seed in range(5):
        sheet, second = draw(made, 5, seed, 2)
        assert len({e.question for e in sheet}) == len({e.question for e in second}) == 5
        assert not {(e.question, e.text) for e in sheet} & {(e.question, e.text) for e in second}
        (more,) = draw(made, 8, seed, 1)
        assert len({e.question for e in more[:5]}) == 5
        assert len({(e.question, e.text) for e in more}) == 8
