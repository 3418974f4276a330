"""The configuration: which one holds, what it may say, and what is said of one that is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checker.habits.config import ConfigError, Settings, find, read

WHOLE = """
preset = "desk"
fail-on = "error"
rules = ["house"]
jurisdiction = "scotland"
as-of = 2024-03-31
exclude = ["archive/", "*.old.md", "notes/**/draft-?.md", "/top.md"]
baseline = "known.json"
[severity]
term-jury = "note"
"""


def test_all_settings_are_read(tmp_path: Path) -> None:
    """Paths are seen from the file's folder."""
    (tmp_path / "vires.toml").write_text(WHOLE, encoding="utf-8")
    found = read(tmp_path / "vires.toml")
    assert (found.preset, found.fail_on, found.jurisdiction) == ("desk", "error", "scotland")
    assert (found.rules, found.baseline) == ((tmp_path / "house",), tmp_path / "known.json")
    assert found.as_of == date(2024, 3, 31)
    assert found.severity == {"term-jury": "note"}


def test_the_table_in_pyproject_is_read(tmp_path: Path) -> None:
    """And the rest of that file is another's affair."""
    file = tmp_path / "pyproject.toml"
    file.write_text('[project]\nname = "x"\n[tool.vires]\npreset = "all"\n[tool.vires.severity]\na = "off"\n', "utf-8")
    assert read(file).preset == "all"
    assert read(file).severity == {"a": "off"}


def test_the_nearest_configuration_holds(tmp_path: Path) -> None:
    """vires.toml before pyproject.toml, a folder before the one above; a pyproject.toml without the table is none."""
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "vires.toml").touch()
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")
    assert find(below) == tmp_path / "vires.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.vires]\n", encoding="utf-8")
    assert find(below) == tmp_path / "a" / "pyproject.toml"
    (tmp_path / "a" / "vires.toml").touch()
    assert find(below) == tmp_path / "a" / "vires.toml"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("preste = 'all'", ["vires.toml:1", "preste: is no setting", "did you mean preset?"]),
        ("fail_on = 'error'", ["fail_on", "did you mean fail-on?"]),
        ("colour = 1", ["is no setting", "there are rules, preset"]),
        ("\npreset = 'some'", ["vires.toml:2", "'some'", "desk or all"]),
        ("rules = 'x'", ["is no list", 'rules = ["..."]']),
        ("rules = [1]", ["is no list"]),
        ("jurisdiction = ''", ["is no text"]),
        ("as-of = 'yesterday'", ["'yesterday' is not a date", "2024-03-31"]),
        ("severity = 'off'", ["is no table"]),
        ("[severity]\nterm-jury = 'grave'", ["vires.toml:2", "severity.term-jury", "error, warning, note or off"]),
        ("preset = ", ["is no TOML"]),
    ],
)
def test_a_wrong_setting_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: list[str]
) -> None:
    """It names the file, the line, the key and the cure."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vires.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as told:
        read(tmp_path / "vires.toml")
    said = str(told.value)
    assert said.startswith("vires.toml:")
    assert " - " in said
    assert all(word in said for word in words), said


def test_a_configuration_that_is_not_there(tmp_path: Path) -> None:
    """Named by --config, it must be."""
    with pytest.raises(ConfigError, match="cannot be read"):
        read(tmp_path / "gone.toml")


@pytest.mark.parametrize(
    ("path", "excluded"),
    [
        ("archive/a.md", True),
        ("deep/archive/b/a.md", True),
        ("archives/a.md", False),
        ("a.old.md", True),
        ("deep/a.old.md", True),
        ("notes/draft-1.md", True),
        ("notes/x/y/draft-1.md", True),
        ("notes/draft-12.md", False),
        ("top.md", True),
        ("a.md", False),
        ("../archive.md", False),
    ],
)
def test_paths_are_excluded_as_in_gitignore(tmp_path: Path, path: str, excluded: bool) -> None:
    """Names at any depth, paths from the file's folder, folders with all below them."""
    settings = Settings(tmp_path / "vires.toml", exclude=("archive/", "*.old.md", "notes/**/draft-?.md", "/top.md"))
    assert settings.excludes(tmp_path / path) is excluded


@pytest.mark.parametrize("value", ["0", "-1", "true", '"ten"', "1.5"])
@pytest.mark.parametrize("key", ["largest-mb", "most-parsed"])
def test_how_much_is_read_is_a_whole_number(tmp_path: Path, key: str, value: str) -> None:
    (tmp_path / "vires.toml").write_text(f"\n{key} = {value}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"vires\.toml:2: {key}: cannot be .* - write a whole number, as {key} = "):
        read(tmp_path / "vires.toml")
