"""The page in a real browser: its script runs, the keys work, and axe finds no fault, at two widths, dark and light.

Skipped where there is no Chromium; axe-core is looked for at $AXE_CORE (the path of its axe.min.js).
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from checker.reports.html import render
from checker.reports.report import Report

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = os.environ.get("AXE_CORE", "")
KEYS = """
const press = (key) => (document.activeElement || document.body).dispatchEvent(
  new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const at = () => document.activeElement.id;
const told = [];
for (const key of ["j", "j", "ArrowDown", "k", "Enter"]) { press(key); told.push(at()); }
document.activeElement.click(); told.push(at());
press("3"); told.push(document.querySelector("#told").textContent); press("3");
press("/"); told.push(at());
document.querySelector("#find").value = "jury";
document.querySelector("#filters").dispatchEvent(new Event("input"));
told.push([...document.querySelectorAll(".card")].filter((card) => !card.hidden).map((card) => card.id).join());
press("Escape"); press("?"); told.push(String(document.querySelector("#help").open));
answer(told);
"""
FAULTS = """
axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then((found) =>
  answer({ wide: document.documentElement.scrollWidth - document.documentElement.clientWidth, dark: matchMedia("(prefers-color-scheme: dark)").matches,
    faults: found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(" ")}`) }));
"""

HIDDEN = """
const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
press("j");
const mark = document.querySelector(".mark.on"), look = () => getComputedStyle(mark).outlineStyle, told = [look()];
press("1"); press("2"); press("3"); told.push(mark.classList.contains("off"), look());
answer(told);
"""

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no Chromium")


def asked(report: Report, folder: Path, script: str, *, width: int = 1300, dark: bool = False) -> Any:
    """Return what a script answers that runs in the page of a report."""
    with (folder / "report.html").open("w", encoding="utf-8") as out:
        render(report, out)
    page = (folder / "report.html").read_text(encoding="utf-8")
    answer = (
        'const answer = (said) => { document.body.innerHTML = ""; '
        'document.body.append(Object.assign(document.createElement("pre"), { id: "answer", textContent: JSON.stringify(said) })); };'
    )
    page = page.replace("</body>", f"<script>{answer}{script}</script></body>")
    (folder / "report.html").write_text(page, encoding="utf-8")
    done = subprocess.run(
        [
            str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--force-prefers-reduced-motion",
            f"--window-size={width},900", f"--blink-settings=preferredColorScheme={0 if dark else 1}",
            f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=20000", "--dump-dom",
            (folder / "report.html").as_uri(),
        ],
        capture_output=True, encoding="utf-8", timeout=120, check=True,
    )  # fmt: skip
    found = re.search(r'<pre id="answer">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stdout[-2000:] + done.stderr[-2000:]
    return json.loads(html.unescape(found[1]))


def test_the_keys_work(fixed: Report, tmp_path: Path) -> None:
    """j, k, arrows, Enter there and back, 3, / and ?."""
    assert asked(fixed, tmp_path, KEYS) == [
        "f-1", "f-2", "f-3", "f-2", "m-2", "f-2", "Showing 6 of 7", "find", "f-4", "true",
    ]  # fmt: skip


def test_nothing_is_seen_of_a_mark_that_is_hidden(fixed: Report, tmp_path: Path) -> None:
    """Not even that it is the one that the reader is at."""
    assert asked(fixed, tmp_path, HIDDEN) == ["solid", True, "none"]


@pytest.mark.skipif(not AXE, reason="AXE_CORE is not set")
@pytest.mark.parametrize("width", [1300, 500])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_no_fault(fixed: Report, tmp_path: Path, width: int, dark: bool) -> None:
    """And nothing is wider than the window."""
    script = f"{Path(AXE).read_text(encoding='utf-8')};{FAULTS}"
    assert asked(fixed, tmp_path, script, width=width, dark=dark) == {"wide": 0, "dark": dark, "faults": []}
