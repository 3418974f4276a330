"""What is imported when: a clean draft never loads the parser, and every module can be imported first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "checker").rglob("*.py")
    if path.name != "__main__.py"
)
HEAVY = ("spacy", "thinc", "numpy", "lemminflect", "pydantic", "yaml", "markdown_it", "jinja2", "pypdfium2", "pyexpat")
CLEAN = "The High Court heard the patent claim on Monday. Judgment was given for the claimant.\n" * 20
CHECK = """
import sys
from checker.cli import main
try:
    main(["check", sys.argv[1]])
except SystemExit as why:
    status = why.code
print(status, *sorted(set(sys.argv[2].split()) & set(sys.modules)))
"""


def run(code: str, *arguments: str, cache: Path) -> str:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "VIRES_CACHE_DIR": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_clean_draft_loads_no_parser_and_no_models(tmp_path: Path) -> None:
    """With the rules cached, a clean draft about procedure needs none of the heavy libraries; a wrong one the parser."""
    (tmp_path / "clean.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "wrong.txt").write_text("GCHQ decided the patent dispute.", encoding="utf-8")
    run(CHECK, str(tmp_path / "clean.txt"), "", cache=tmp_path)
    clean = run(CHECK, str(tmp_path / "clean.txt"), " ".join(HEAVY), cache=tmp_path)
    assert clean.splitlines()[-1] == "0"
    wrong = run(CHECK, str(tmp_path / "wrong.txt"), "spacy", cache=tmp_path)
    assert wrong.splitlines()[-1] == "1 spacy"


def test_no_module_hangs_on_another_being_imported_first(tmp_path: Path) -> None:
    """Each module is imported before all others, in a process forked for it."""
    code = (
        "import importlib, os, sys\n"
        "failed = []\n"
        "for name in sys.argv[1:]:\n"
        "    child = os.fork()\n"
        "    if not child:\n"
        "        try:\n"
        "            importlib.import_module(name)\n"
        "        except BaseException as why:\n"
        "            print(name, repr(why), flush=True)\n"
        "        os._exit(0)\n"
        "    os.waitpid(child, 0)\n"
    )
    assert run(code, *MODULES, cache=tmp_path) == ""


@pytest.mark.parametrize("module", ["socket", "urllib.request", "http.client"])
def test_nothing_opens_the_network(module: str) -> None:
    """No module of the program imports what talks to the network."""
    users = [
        path.name
        for path in (ROOT / "checker").rglob("*.py")
        if f"import {module}" in (text := path.read_text(encoding="utf-8")) or f"from {module}" in text
    ]
    assert users == []
