"""Loading: directories that extend and override, the law of a day, names and places."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.errors import RuleFileError
from checker.rulebook.book import Rulebook
from checker.rulebook.load import RuleFileErrors, load_rulebook
from checker.rulebook.model import KIND_OF_FOLDER

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "small"
DAY = date(2026, 1, 1)
MINE = """
rules:
  - id: {id}
    statement: {statement}
    authorities: ["Harbours Act 1980 s.2"]
    reviewed: 2026-01-01
    explanation: A rule of the user's own.
    suggestion: Say it otherwise.
    applies: {{from: {since}, to: {until}}}
    when: [{{has: ["{words}"]}}]
    flagged: [The {words} was seen.]
    fine: [It was not seen.]
"""


def write(
    folder: Path, id_: str, words: str, *, statement: str = "Mine.", since: str = "null", until: str = "null"
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    text = MINE.format(id=id_, words=words, statement=statement, since=since, until=until)
    (folder / f"{id_}.yaml").write_text(text, encoding="utf-8")
    return folder


def found(book: Rulebook, text: str) -> list[str]:
    return [f.rule for f in Checker(book, DAY).check(Draft.plain("", text))]


def test_own_directory_extends(tmp_path: Path) -> None:
    """What the user's directory holds is added, with its kind by the folder, its file and line."""
    mine = write(tmp_path / "mine" / "terms", "my-term", "sea serpent").parent
    book = load_rulebook([mine], own=SMALL)
    rule = book.rules["my-term"]
    assert (rule.kind, rule.file, rule.line) == ("term", str(mine / "terms" / "my-term.yaml"), 3)
    assert set(load_rulebook(own=SMALL).rules) == set(book.rules) - {"my-term"}
    assert found(book, "A sea serpent was seen.") == ["my-term"]


@pytest.mark.parametrize("name", ["mine", "rules", "small"])
def test_own_directory_overrides(tmp_path: Path, name: str) -> None:
    """An entry of the same id stands for the one before it, whatever the directory is called."""
    mine = write(tmp_path / name / "terms", "no-barge-jury", "sea serpent").parent
    book = load_rulebook([mine], own=SMALL)
    assert book.rules["no-barge-jury"].statement == "Mine."
    assert found(book, "A barge jury heard the case.") == []
    assert found(book, "A sea serpent was seen.") == ["no-barge-jury"]


def test_the_last_directory_wins(tmp_path: Path) -> None:
    """Directories stand over each other in the order given."""
    first = write(tmp_path / "a" / "terms", "my-term", "sea serpent", statement="First.").parent
    second = write(tmp_path / "b" / "terms", "my-term", "sea serpent", statement="Second.").parent
    assert load_rulebook([first, second], own=SMALL).rules["my-term"].statement == "Second."
    assert load_rulebook([second, first], own=SMALL).rules["my-term"].statement == "First."


def test_a_missing_directory_is_told(tmp_path: Path) -> None:
    """With its path and the cure."""
    with pytest.raises(RuleFileError, match=r"nowhere: is not a directory of rules - give the folder"):
        load_rulebook([tmp_path / "nowhere"], own=SMALL)


def test_a_rule_may_use_words_of_the_other_directory(tmp_path: Path) -> None:
    """References resolve over all directories; one that resolves nowhere is told."""
    mine = write(tmp_path / "mine" / "terms", "my-term", "@berth-right").parent
    assert found(load_rulebook([mine], own=SMALL), "The berth is dear.") == ["my-term"]
    with pytest.raises(RuleFileErrors, match=r"'berth-right' is not known"):
        load_rulebook(own=mine)


def test_the_folder_says_the_kind(tmp_path: Path) -> None:
    """Also from further up; and the nearest counts."""
    for folder, kind in KIND_OF_FOLDER.items():
        write(tmp_path / "mine" / folder, f"my-{kind}", f"{kind} serpent")
    write(tmp_path / "mine" / "terms" / "of-the-sea", "deep", "kraken")
    write(tmp_path / "mine" / "terms" / "periods", "deeper", "kraken")
    rules = load_rulebook([tmp_path / "mine"], own=SMALL).rules
    assert all(rules[f"my-{kind}"].kind == kind for kind in KIND_OF_FOLDER.values())
    assert (rules["deep"].kind, rules["deeper"].kind) == ("term", "period")


def test_as_of_gives_the_law_of_a_day(tmp_path: Path) -> None:
    """Rules in force and bodies in being that day, both ends inclusive."""
    mine = write(tmp_path / "mine" / "terms", "old", "kraken", since="1990-01-01", until="1999-12-31").parent
    book = load_rulebook([mine], own=SMALL)
    assert [day for day in ("1989-12-31", "1990-01-01", "1999-12-31", "2000-01-01")
            if "old" in book.as_of(date.fromisoformat(day)).rules] == ["1990-01-01", "1999-12-31"]  # fmt: skip
    assert {"tide-court", "old-tide-court"} & set(book.as_of(date(2000, 12, 31)).bodies) == {"old-tide-court"}
    assert {"tide-court", "old-tide-court"} & set(book.as_of(date(2001, 1, 1)).bodies) == {"tide-court"}
    assert "old" in book.rules


def test_a_rule_holds_only_while_it_was_law(tmp_path: Path) -> None:
    """A claim is judged by the law of its own date."""
    mine = write(tmp_path / "mine" / "terms", "old", "kraken", since="1990-01-01", until="1999-12-31").parent
    book = load_rulebook([mine], own=SMALL)
    assert found(book, "The kraken was seen in 1995.") == ["old"]
    assert found(book, "The kraken was seen in 2005.") == []
    assert found(book, "The kraken was seen.") == []


def test_what_is_hidden_or_no_yaml_is_passed_over(tmp_path: Path) -> None:
    """Schemas and notes beside the rules are not read as rules."""
    mine = write(tmp_path / "mine" / "terms", "my-term", "sea serpent").parent
    (mine / "schema").mkdir()
    (mine / "schema" / "x.yaml").write_text("{", encoding="utf-8")
    (mine / "README.md").write_text("{", encoding="utf-8")
    assert "my-term" in load_rulebook([mine], own=SMALL).rules


def test_an_empty_directory_adds_nothing(tmp_path: Path) -> None:
    """An author may start with an empty folder."""
    assert set(load_rulebook([tmp_path], own=SMALL).rules) == set(load_rulebook(own=SMALL).rules)


def test_rules_survive_a_round_trip(small: Rulebook, tmp_path: Path) -> None:
    """What `vires rules show` prints is a rule file that gives the same rules."""
    for rule in small.rules.values():
        folder = next(name for name, kind in KIND_OF_FOLDER.items() if kind == rule.kind)
        (tmp_path / folder).mkdir(exist_ok=True)
        data = rule.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"file", "line", "kind"})
        (tmp_path / folder / f"{rule.id}.yaml").write_text(yaml.safe_dump({"rules": [data]}), encoding="utf-8")
    again = load_rulebook([tmp_path], own=SMALL).rules
    for rule in small.rules.values():
        same = {"file": "", "line": 0}
        assert again[rule.id].model_copy(update=same) == rule.model_copy(update=same)
