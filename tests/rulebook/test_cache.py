"""The cache of rules: used while the files are unchanged, and done without, silently, where anything is wrong with it."""

from __future__ import annotations

import copy
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.rulebook import cache
from checker.rulebook.compiled import Compiled
from checker.rulebook.files import digest_of, rule_files

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "small"
LOAD = (
    "import sys\nfrom pathlib import Path\nfrom checker.rulebook import files, ready\n"
    "files.own_rules.__globals__['own_rules'] = ready.own_rules = lambda: Path(sys.argv[1])\n"
    "compiled = ready.load_compiled()\n"
    "print(len(compiled.rules), 'lemminflect' in sys.modules, 'pydantic' in sys.modules)"
)
Load = Callable[[], tuple[int, bool]]


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """A directory of rules that a test may change."""
    shutil.copytree(SMALL, tmp_path / "law")
    return tmp_path / "law"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def load(law: Path, folder: Path) -> Load:
    """Load the rules in a process of its own; return their number, and whether they had to be compiled."""

    def run() -> tuple[int, bool]:
        environment = os.environ | {"VIRES_CACHE_DIR": str(folder), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", LOAD, str(law)], env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        number, inflected, models = done.stdout.split()
        assert inflected == models
        return int(number), inflected == "True"

    return run


def test_it_is_made_once_and_followed(load: Load, law: Path, folder: Path) -> None:
    """Compiled at first and after a change; taken from the cache else, without the models; nothing is left beside it."""
    assert load() == (8, True)
    assert load() == (8, False)
    (law / "terms" / "harbour.yaml").unlink()
    assert load() == (7, True)
    assert load() == (7, False)
    assert sorted(p.name.split("-")[0] for p in folder.iterdir()) == ["compiled", "compiled"]


def test_a_damaged_one_is_made_anew(load: Load, folder: Path) -> None:
    """The rules are read from their files, and kept again."""
    load()
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:-9])
    assert load() == (8, True)
    assert load() == (8, False)


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "text", "folder", "other class"])
def test_damage_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    """Whatever stands there, it is as if nothing did."""
    monkeypatch.setenv("VIRES_CACHE_DIR", str(folder))
    cache.write("key", Compiled(atoms=["a"] * 99))
    assert cache.read(Compiled, "key") is not None
    (file,) = folder.iterdir()
    data = file.read_bytes()
    if damage == "folder":
        file.unlink()
        file.mkdir()
    elif damage == "other class":
        cache.write("key", "text")
        (folder / file.name.replace("compiled", "str", 1)).replace(file)
    else:
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        file.write_bytes({"cut": data[:-9], "flipped": flipped, "empty": b"", "text": b"hello"}[damage])
    assert cache.read(Compiled, "key") is None


def test_an_unwritable_one_is_done_without(load: Load, folder: Path) -> None:
    """A file where its folder should be: the rules are compiled each time, and nothing is said."""
    folder.write_text("in the way", encoding="utf-8")
    assert load() == (8, True)
    assert load() == (8, True)
    assert folder.read_text(encoding="utf-8") == "in the way"


def test_what_is_kept_is_what_was_made(small: object, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every field comes back, and in the same order where order counts."""
    monkeypatch.setenv("VIRES_CACHE_DIR", str(folder))
    compiled = small.compiled  # type: ignore[attr-defined]
    cache.write("key", compiled)
    again = cache.read(Compiled, "key")
    assert again == compiled
    assert list(again.heads.items()) == list(compiled.heads.items())
    assert cache.read(Compiled, "other") is None
    assert cache.read(str, "key") is None


def test_old_ones_are_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dozen are kept, of each type; other files in the folder are let be."""
    monkeypatch.setenv("VIRES_CACHE_DIR", str(folder))
    folder.mkdir()
    (folder / "notes.txt").touch()
    for i in range(20):
        cache.write(f"{i:02}", i)
        cache.write(f"{i:02}", str(i))
    names = [p.name.split("-")[0] for p in folder.iterdir()]
    assert sorted(names) == ["int"] * 12 + ["notes.txt"] + ["str"] * 12
    assert cache.read(int, "19") == 19


def test_the_digest_follows_names_bytes_and_order(law: Path, tmp_path: Path) -> None:
    """A renamed file, a changed byte, another directory or another order of directories is another state."""
    states = [digest_of(rule_files([law]))]
    file = law / "terms" / "harbour.yaml"
    file.write_bytes(file.read_bytes() + b"\n")
    states.append(digest_of(rule_files([law])))
    file.rename(file.with_name("port.yaml"))
    states.append(digest_of(rule_files([law])))
    mine = tmp_path / "mine"
    shutil.copytree(law / "terms", mine)
    states += [digest_of(rule_files([law, mine])), digest_of(rule_files([mine, law]))]
    assert len(set(states)) == 5
    assert digest_of(rule_files([mine, law])) == states[-1]


def test_what_was_read_can_be_copied_and_pickled_again(
    small: object, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By protocols that know no buffers, too."""
    monkeypatch.setenv("VIRES_CACHE_DIR", str(folder))
    cache.write("key", small.compiled)  # type: ignore[attr-defined]
    again = cache.read(Compiled, "key")
    assert copy.deepcopy(again) == again
    assert pickle.loads(pickle.dumps(again, protocol=4)) == again
