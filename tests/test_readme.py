"""The README says what is so: the report that it shows, the commands, the files that it names."""

from __future__ import annotations

import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from checker.cli.app import vires
from checker.drafts.draft import Draft
from checker.drafts.read import read_drafts
from checker.engine import Checker
from checker.reports import text
from checker.reports.report import Report, checked
from checker.rulebook.ready import load_compiled

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEXTS = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "CONTRIBUTING.md", "docs/rules.md", "docs/desk.md", "docs/training.md")
}


def test_the_report_shown_is_real(monkeypatch: pytest.MonkeyPatch) -> None:
    """Line by line as the program gives it, up to the dots."""
    monkeypatch.chdir(ROOT)
    (draft,) = read_drafts(["docs/demo/article.md"])
    assert isinstance(draft, Draft)
    findings = Checker(load_compiled(), date(2026, 11, 25)).check(draft)
    out = StringIO()
    text.render(Report(date(2026, 11, 25), (checked(draft, findings),)), out, colour=False, width=96)
    block = re.search(r"```\n\$ vires check docs/demo/article.md\n(.*?)```", README, re.DOTALL)
    assert block
    shown = [part.strip("\n").removesuffix("\n  ...") for part in block[1].split("\n\n")]
    assert [part for part in shown if part not in out.getvalue()] == []
    assert {"error", "warning"} >= {f.severity.value for f in findings if f.severity.value != "note"}
    assert len(findings) >= 6


@pytest.mark.parametrize("name", TEXTS)
def test_what_it_names_is_there(name: str) -> None:
    """Commands, targets of make, linked files."""
    for words in re.findall(r"^(?:cat \S+ \| )?vires ([a-z]+)", TEXTS[name], re.MULTILINE):
        assert words in vires.list_commands(None), words  # type: ignore[arg-type]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make ([a-z]+)", TEXTS[name], re.MULTILINE):
        assert f"\n{target}:" in makefile, target
    for link in re.findall(r"\]\((?!http)([^)#]+)\)", TEXTS[name]):
        assert (ROOT / name).parent.joinpath(link).exists(), link
