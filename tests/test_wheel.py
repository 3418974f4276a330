"""The wheel, in an environment that holds nothing else: `vires` works there, with the rules inside it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from checker import __version__

pytestmark = pytest.mark.wheel
ROOT = Path(__file__).parents[1]
WRONG = "GCHQ decided the patent dispute between the two companies.\n"


def run(*arguments: object, cwd: Path, ok: tuple[int, ...] = (0,)) -> str:
    """Run a command with nothing of this environment's Python in it; return its output."""
    dropped = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    done = subprocess.run(
        [str(a) for a in arguments], cwd=cwd, env=environment | {"VIRES_CACHE_DIR": str(cwd / "cache")},
        capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert done.returncode in ok, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a download."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an empty environment into which pip has installed the wheel and what it says it needs.

    The versions are those of the lock; where from is pip's own affair.
    """
    folder = tmp_path_factory.mktemp("wheel")
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([A-Za-z0-9._-]+==[^\\\n]+?)\s*\\?$", lock, re.MULTILINE)
    (folder / "pins.txt").write_text("\n".join(pins) + "\n", encoding="utf-8")
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / "bin"
    pip = [programs / "python", "-m", "pip", "--disable-pip-version-check", "--quiet"]
    run(*pip, "install", "--only-binary", ":all:", "--constraint", folder / "pins.txt", wheel, cwd=folder)
    run(*pip, "check", cwd=folder)
    return programs


def checks_a_draft(installed: Path, tmp_path: Path) -> None:
    """A wrong draft is flagged, with the parser, away from the source tree."""
    (tmp_path / "a.txt").write_text(WRONG, encoding="utf-8")
    report = run(installed / "vires", "check", "a.txt", cwd=tmp_path, ok=(1,))
    assert report.startswith("a.txt:1:")
    assert re.search(r"\d errors? in 1 draft", " ".join(report.split()))
    (tmp_path / "a.txt").write_text("The High Court decided the patent dispute.\n", encoding="utf-8")
    assert run(installed / "vires", "check", "a.txt", cwd=tmp_path).splitlines()[-1].startswith("No findings")


def has_the_rules_and_schemas_inside(installed: Path, tmp_path: Path) -> None:
    """As many rules as in the source, sound, and the schemas for those who write their own."""
    assert run(installed / "vires", "--version", cwd=tmp_path) == f"vires {__version__}\n"
    ours = sum(
        text.count("\n  - id: ")
        for path in (ROOT / "rules").rglob("*.yaml")
        if (text := path.read_text(encoding="utf-8")).startswith("rules:") or "\nrules:" in text
    )
    lint = run(installed / "vires", "rules", "lint", cwd=tmp_path, ok=(0, 1))
    number = re.search(r"^(\d+) rules", lint, re.MULTILINE)
    assert number
    assert int(number[1]) == ours
    where = run(
        installed / "python", "-c", "from checker.rulebook.files import own_rules as r; print(r())", cwd=tmp_path
    )
    rules = Path(where.strip())
    assert rules.name == "_rules"
    assert (rules / "schema" / "report.schema.json").is_file()


def needs_nothing_for_development(installed: Path, tmp_path: Path) -> None:
    """What only tests and lint use is not installed."""
    listed = run(installed / "python", "-m", "pip", "list", "--format", "freeze", cwd=tmp_path).lower()
    assert "spacy==" in listed
    for name in ("pytest", "hypothesis", "jsonschema", "mypy", "ruff", "syrupy"):
        assert f"\n{name}==" not in listed


def test_the_wheel_works(installed: Path, tmp_path: Path) -> None:
    """One test, so that processes that share the tests out build and install it once."""
    checks_a_draft(installed, tmp_path)
    has_the_rules_and_schemas_inside(installed, tmp_path)
    needs_nothing_for_development(installed, tmp_path)
