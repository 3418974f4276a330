"""`make bench`: times from shell to shell, peak memory and throughput, each beside a peer measured in the same run.

Machines differ and are shared, so an absolute figure says little a week later; the ratio to a peer that was measured a
moment ago says more. Peers: an empty Python, `python -c "import spacy"`, and Python's own scan of the same text with a
regular expression of the same names. Exit status 1 where a limit of the project is not kept.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DAY = "2026-01-01"
CLEAN = (
    "The two companies met in London in March and agreed on little. The claim form had been served a week "
    "earlier, and the defence followed in April. The High Court is expected to list the trial for next spring. "
    "Both sides have hired experts on the source code, and a first exchange of documents is due before the "
    "summer. The inventor, an engineer from Leeds, says that she showed the machine at a fair in Birmingham two "
    "years ago. Her former employer remembers it otherwise. A notice on the website of the Intellectual Property "
    "Office gives the date. Neither company would say what the dispute has cost so far. Shares in both closed "
    "higher on Friday. "
)
LAW = (
    "The claimant issued its claim form in the High Court in March. The Patents Court will hear the case next "
    "year. The judge may order an inquiry as to damages or an account of profits. The examiner at the "
    "Intellectual Property Office raised two objections, and the applicant answered both of them in writing. The "
    "comptroller may revoke the patent. "
)
WRONG = "Officials at GCHQ have granted an injunction against the company. "
UNPARSED = """
import sys
from checker.cli import main
try:
    main(["check", sys.argv[1]])
finally:
    assert "spacy" not in sys.modules
"""
LOAD = """
import time
from checker.rulebook.ready import load_compiled
load_compiled()
began = time.process_time()
load_compiled()
print(time.process_time() - began)
"""
REAL = """
import gc, json, sys, time
from datetime import date
from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.reading import parse
from checker.rulebook.ready import load_compiled
checker = Checker(load_compiled(), date.fromisoformat(sys.argv[2]))
gc.freeze()
gc.set_threshold(50_000)
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
parsed, whole = 0, parse.parse
def counted(sentences):
    global parsed
    for doc in whole(sentences):
        parsed += 1
        yield doc
parse.parse = counted
best = 9e9
for _ in range(4):  # the first is the start: the parser, and what is made when it is first asked for
    parsed, began = 0, time.process_time()
    found = list(checker.check_many(Draft.plain(str(i), text) for i, text in enumerate(texts)))
    best = min(best, time.process_time() - began)
from checker.reading.scan import sentence_spans
sentences = sum(1 for text in texts for _ in sentence_spans(text))
print(json.dumps([sum(len(text.encode()) for text in texts) / best, parsed / sentences, sentences]))
"""
RUN = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, done.returncode]))
"""


@dataclass(frozen=True)
class Run:
    """A command from shell to shell: seconds on the clock and of the processor, peak memory in MB, exit status."""

    clock: float
    cpu: float
    memory: float
    status: int


def command(*words: str, times: int = 1) -> Run:
    """Run a command, in a process that measures it alone; give back the quickest of several."""
    runs = []
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for _ in range(times):
        told = subprocess.run(
            [sys.executable, "-c", RUN, *words], capture_output=True, text=True, check=True, env=environment
        )
        clock, cpu, memory, status = json.loads(told.stdout)
        runs.append(Run(clock, cpu, memory / (1024 if sys.platform != "darwin" else 1024 * 1024), status))
    return min(runs, key=lambda run: run.clock)


def vires(*words: str, times: int = 1) -> Run:
    """Run a command line of the program."""
    return command(sys.executable, "-m", "checker.cli", *words, times=times)


class Table:
    """Prints the figures, and keeps which limits were not kept."""

    def __init__(self) -> None:
        self.rows: list[dict[str, object]] = []
        self.broken: list[str] = []
        print(f"{'':46}{'seconds':>9}{'cpu':>8}{'MB':>7}   against a peer")

    def row(self, name: str, run: Run, against: str = "", *, under: float | None = None, memory: float = 500) -> None:
        """Print a figure; `under` and `memory` are the limits in seconds and MB."""
        kept = (under is None or run.clock < under) and run.memory < memory and run.status in (0, 1)
        limit = f"  (limit {under:g} s)" if under else ""
        print(
            f"{name:46}{run.clock:9.2f}{run.cpu:8.2f}{run.memory:7.0f}   {against}{limit}"
            f"{'' if kept else '  NOT KEPT'}",
            flush=True,
        )
        self.rows.append({"name": name, "against": against, **asdict(run)})
        if not kept:
            self.broken.append(name)

    def loading(self, times: int) -> None:
        """Print the processor's time for the compiled rules, once Python and its modules are there."""
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        runs = [
            float(
                subprocess.run(
                    [sys.executable, "-c", LOAD], capture_output=True, text=True, check=True, env=environment
                ).stdout
            )
            for _ in range(times)
        ]
        kept = min(runs) < 0.05
        print(
            f"{'compiled rules loaded':46}{'':9}{min(runs):8.3f}{'':10}(limit 0.05 s){'' if kept else '  NOT KEPT'}",
            flush=True,
        )
        self.rows.append({"name": "compiled rules loaded", "cpu": min(runs)})
        if not kept:
            self.broken.append("compiled rules loaded")

    def real(self, texts: Path) -> None:
        """Print the throughput on real texts once all is loaded, on one core, and the share of sentences parsed."""
        done = subprocess.run(
            [sys.executable, "-c", REAL, str(texts), DAY], capture_output=True, text=True, check=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        speed, share, sentences = json.loads(done.stdout)
        print(
            f"{'real texts, one core, after start':46}{'':24}   "
            f"{speed / 1e3:.0f} KB/s of cpu, {share:.1%} of {sentences:,} sentences parsed",
            flush=True,
        )
        self.rows.append({"name": "real texts", "bytes_per_second": speed, "parsed": share, "sentences": sentences})

    def ratio(self, name: str, ratio: float, most: float) -> None:
        """Print how the time grows where the input doubles."""
        kept = ratio < most
        print(f"{name:46}{'':24}   {ratio:.2f} x the time of half the size{'' if kept else '  NOT KEPT'}", flush=True)
        self.rows.append({"name": name, "ratio": ratio})
        if not kept:
            self.broken.append(name)


def words(text: str, n: int) -> str:
    """Return about `n` words of a text, over and over, in whole sentences."""
    found = text.split()
    return " ".join(found[i % len(found)] for i in range(n)).rpartition(". ")[0] + "."


def filled(text: str, size: int) -> str:
    """Return a text of paragraphs, `size` characters long, no two paragraphs quite the same."""
    parts, length = [], 0
    while length < size:
        parts.append(f"{len(parts)}. {text}")
        length += len(parts[-1]) + 2
    return "\n\n".join(parts)[:size]


def startup(table: Table, folder: Path, times: int) -> None:
    """A clean draft, and one that needs the parser, with the rules cached; and the first run of all."""
    empty = command(sys.executable, "-c", "pass", times=times)
    table.row("python -c pass", empty)
    spacy = command(sys.executable, "-c", "import spacy", times=times)
    table.row("python -c 'import spacy'", spacy, f"{spacy.clock / empty.clock:.1f} x an empty Python")
    clean, wrong = folder / "clean.txt", folder / "wrong.txt"
    clean.write_text(words(CLEAN, 500), encoding="utf-8")
    wrong.write_text(words(CLEAN, 480) + "\n\n" + WRONG, encoding="utf-8")
    first = vires("check", str(clean), "--as-of", DAY)
    table.row("first run: rules compiled", first, f"{first.clock / spacy.clock:.2f} x import spacy")
    warm = vires("check", str(clean), "--as-of", DAY, times=times)
    table.row("clean draft of 500 words", warm, f"{warm.clock / spacy.clock:.2f} x import spacy", under=0.6)
    if warm.status:
        table.broken.append("the clean draft is not clean")
    table.loading(times)
    if command(sys.executable, "-c", UNPARSED, str(clean)).status:
        table.broken.append("the parser was loaded for a clean draft")
    law = folder / "law.txt"
    law.write_text(words(LAW, 500), encoding="utf-8")
    table.row("the same, all of it about procedure", vires("check", str(law), "--as-of", DAY, times=times), under=3)
    parsed = vires("check", str(wrong), "--as-of", DAY, times=times)
    table.row("draft that needs the parser", parsed, f"{parsed.clock / spacy.clock:.2f} x import spacy", under=3)
    if parsed.status != 1:
        table.broken.append("nothing was found in the wrong draft")


def regex_scan(names: list[str]) -> Callable[[str], float]:
    """Return a function that gives the seconds in which Python's own regular expressions find the names in a text."""
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\b", re.IGNORECASE)

    def seconds(text: str) -> float:
        began = time.perf_counter()
        for _ in pattern.finditer(text):
            pass
        return time.perf_counter() - began

    return seconds


def throughput(table: Table, folder: Path, name: str) -> None:
    """Clean prose by the megabyte, beside a plain scan for the bodies' names; and how time grows with size."""
    sys.path.insert(0, str(ROOT))
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415  after its folder is known

    scan = regex_scan([n.removeprefix("=") for body in load_rulebook(cache=True).bodies.values() for n in body.names])
    shapes = {
        "5 MB of clean paragraphs": (filled(CLEAN, 2_500_000), filled(CLEAN, 5_000_000)),
        "10 MB draft": (filled(CLEAN, 5_000_000), filled(CLEAN, 10_000_000)),
        "one line of 1 MB": (CLEAN * (500_000 // len(CLEAN)), CLEAN * (1_000_000 // len(CLEAN))),
        "100,000 copies of a body's name": (f"{name} " * 50_000, f"{name} " * 100_000),
        "100,000 copies, without a space": ("NCSC," * 50_000, "NCSC," * 100_000),
    }
    for shape, (half, whole) in shapes.items():
        runs = []
        for text in (half, whole):
            file = folder / "long.txt"
            file.write_text(text, encoding="utf-8")
            runs.append(vires("check", str(file), "--as-of", DAY))
        speed, plain = len(whole) / runs[1].clock / 1e6, scan(whole)
        against = f"{speed:.2f} MB/s, {runs[1].clock / plain:.1f} x a regular expression of the names ({plain:.1f} s)"
        table.row(shape, runs[1], against)
        base = vires("check", str(folder / "clean.txt"), "--as-of", DAY).cpu
        table.ratio("", (runs[1].cpu - base) / max(runs[0].cpu - base, 0.05), 2.6)


def many(table: Table, folder: Path) -> None:
    """Batch: a thousand short drafts, one in ten of which needs the parser."""
    rows = [json.dumps({"id": i, "text": words(CLEAN, 150) + ("" if i % 10 else f"\n\n{WRONG}")}) for i in range(1000)]
    (folder / "in.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    for jobs in (1, os.cpu_count() or 1):
        run = vires("batch", str(folder / "in.jsonl"), "-o", str(folder / "out.jsonl"), "--jobs", str(jobs))
        table.row(f"batch of 1,000 drafts, {jobs} at a time", run, f"{1000 / run.clock:.0f} drafts/s", memory=900)


def pages(table: Table, folder: Path) -> None:
    """A Word file of 300 pages: mostly clean prose, a quarter of it about procedure, one paragraph in twenty wrong."""
    body = "".join(
        f"<w:p><w:r><w:t>{number}. {CLEAN if number % 4 else LAW}{'' if number % 20 else WRONG}</w:t></w:r></w:p>"
        for number in range(1, 1401)
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(folder / "pages.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    run = vires("check", str(folder / "pages.docx"), "--as-of", DAY)
    table.row("Word file of 300 pages", run, f"{300 / run.clock:.0f} pages/s", under=20, memory=600)


def main() -> int:
    """Measure, print, and say whether the limits were kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="start-up times only")
    parser.add_argument("--times", type=int, default=5, help="runs of which the quickest counts (default: 5)")
    parser.add_argument("--name", default="National Cyber Security Centre", help="the name to repeat")
    parser.add_argument(
        "--real", metavar="JSONL", type=Path, default=ROOT.parent / "shared" / "evaluation" / "real-open.jsonl",
        help='real texts, rows of {"text"} (default: ../shared/evaluation/real-open.jsonl, where it is there)',
    )  # fmt: skip
    parser.add_argument("-o", "--output", type=Path, help="write the figures here, as JSON")
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f}" + (" - others are at work: the ratios count" if load > 1 else ""))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["VIRES_CACHE_DIR"] = str(folder / "cache")
        table = Table()
        startup(table, folder, arguments.times)
        if not arguments.quick:
            throughput(table, folder, arguments.name)
            pages(table, folder)
            if arguments.real.exists():
                table.real(arguments.real)
            many(table, folder)
    if arguments.output:
        arguments.output.write_text(
            json.dumps({"load": load, "rows": table.rows, "broken": table.broken}, indent=2) + "\n"
        )
    for broken in table.broken:
        print(f"not kept: {broken}", file=sys.stderr)
    return 1 if table.broken else 0


if __name__ == "__main__":
    sys.exit(main())
