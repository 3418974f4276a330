"""`make gains`: what a change gains and loses, over the project's own texts and the labelled and real ones beside it.

Findings are held against the accepted state in tests/corpus, or against those of another revision. A finding that is
lost, unless it was a false alarm, and a false alarm that is new are for the worse: each is marked with `!`, and
wants its reason in tests/corpus/reasons.yaml:

  - text: power-injunction/flagged/0a1b2c3d    as told here
    lost: power-injunction                     or `alarm:`
    reason: ...

Exit status: 0 nothing is worse, or all of it has its reason; 1 something has not; 2 it could not be compared.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.gains import state
from benchmarks.gains.compare import Difference, Way, differences
from benchmarks.gains.run import Found, findings
from benchmarks.gains.texts import ROOT, Text, of_documents, of_rules, of_sets

SETS = ("claims", "drafts", "law", "real-open")
AROUND = 90  # code points shown on either side of a finding


def main() -> int:
    """Compare, print, and say whether anything is worse."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.gains", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--against", metavar="REV", help="compare with this revision, not with the accepted state")
    parser.add_argument("--accept", action="store_true", help="make what is found now the accepted state")
    parser.add_argument("--texts", metavar="JSONL", type=Path, action="append", help="these texts only. Repeatable.")
    parser.add_argument("--state", metavar="DIR", type=Path, default=ROOT / "tests" / "corpus", help="another state")
    parser.add_argument(
        "--evaluation", metavar="DIR", type=Path, default=ROOT.parent / "shared" / "evaluation",
        help="where sets that are not the project's own lie (default: ../shared/evaluation)",
    )  # fmt: skip
    parser.add_argument("--as-of", metavar="DATE", help="judge by the law of this day (default: that of the state)")
    parser.add_argument("--quiet", action="store_true", help="tell only what is worse")
    given = parser.parse_args()
    try:
        return _run(given)
    except (RuntimeError, ValueError, OSError) as why:
        print(f"gains: {why}", file=sys.stderr)
        return 2


def _texts(given: argparse.Namespace) -> dict[str, list[Text]]:
    """Return the texts by the name of the state that they belong to."""
    if given.texts:
        return {"texts": list(of_sets(given.texts, own=True))}
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415  --help must be quick

    own = [*of_rules(load_rulebook(cache=True)), *of_documents()]
    files = [given.evaluation / f"{name}.jsonl" for name in SETS]
    others = list(of_sets(file for file in files if file.exists()))
    if not others:
        print(f"{given.evaluation} is not there: the project's own texts only", file=sys.stderr)
    return {"own": own} | ({"evaluation": others} if others else {})


def _run(given: argparse.Namespace) -> int:
    texts = _texts(given)
    files = {name: given.state / f"{name}.jsonl" for name in texts}
    accepted = {name: state.read(file) for name, file in files.items()}
    kept = [found for found in accepted.values() if found is not None]
    as_of = given.as_of or (kept[0].as_of if kept else _latest_review())
    every = [text for some in texts.values() for text in some]
    after = findings(ROOT, every, as_of)
    reasons = state.reasons(given.state / "reasons.yaml")
    if given.against:
        with _checkout(given.against) as tree:
            before = findings(tree, every, as_of)
    else:
        before = {key: found for one in kept for key, found in one.found.items()}
    found = list(differences(every, before, after))
    unexplained = [d for d in found if d.worse and not any(r.explains(d) for r in reasons)]
    for difference in unexplained if given.quiet else found:
        _tell(difference, "!" if difference in unexplained else " ")
    ours = {text.key for text in every}
    outdated = [r for r in reasons if r.outdated(after) and (r.key in ours or "evaluation" in texts)]
    for reason in outdated:
        print(f"reasons.yaml: nothing is {reason.way} of {reason.rule} on {reason.key} any more: take the entry out")
    _sum_up(given.against or "the accepted state", every, before, found, unexplained)
    if given.accept and not unexplained:
        for name, some in texts.items():
            state.write(files[name], as_of, some, after)
        print(f"accepted: {', '.join(map(str, files.values()))}")
    elif given.accept:
        print("not accepted: what is marked with ! wants its reason first", file=sys.stderr)
    return 1 if unexplained or outdated else 0


def _latest_review() -> str:
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415

    return max(rule.reviewed for rule in load_rulebook(cache=True).rules.values()).isoformat()


@contextmanager
def _checkout(revision: str) -> Iterator[Path]:
    """Give a checkout of a revision, which is gone afterwards.

    Raises:
        RuntimeError: if git has no such revision.
    """
    with tempfile.TemporaryDirectory() as name:
        tree = Path(name, "tree")
        _git("worktree", "add", "--detach", str(tree), revision)
        try:
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def _git(*words: str) -> None:
    done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise RuntimeError(f"git {words[0]} {words[1]}: {last[0]}")


def _tell(difference: Difference, mark: str) -> None:
    found, old = difference.found, difference.before
    was = ""
    if difference.way is Way.CHANGED and old is not None:
        was = f", was {old.rule} {old.severity}" if old[:2] != found[:2] else f", was at {old.start}-{old.end}"
    print(f"{mark} {difference.way:7} {difference.label:10} {difference.text.key}: {found.rule} {found.severity}{was}")
    print(f"      {_shown(difference.text, found)}")


def _shown(text: Text, found: Found) -> str:
    """Return the words around a finding, those that it is on in brackets."""
    if text.file:
        return f"[{' '.join(found.words.split())}]"
    before = text.text[max(0, found.start - AROUND) : found.start]
    after = text.text[found.end : found.end + AROUND]
    return " ".join(f"{before}[{text.text[found.start : found.end]}]{after}".split())


def _sum_up(
    against: str,
    texts: Sequence[Text],
    before: dict[str, list[Found]],
    found: Sequence[Difference],
    unexplained: Sequence[Difference],
) -> None:
    told = []
    for way in (Way.GAINED, Way.LOST, Way.CHANGED):
        labels = Counter(d.label for d in found if d.way is way)
        parts = ", ".join(f"{number} {label}" for label, number in sorted(labels.items()))
        told.append(f"{labels.total()} {way}" + (f" ({parts})" if parts else ""))
    new = sum(text.key not in before for text in texts)
    gone = len(before.keys() - {text.key for text in texts})
    print(f"{len(texts)} texts against {against}: {', '.join(told)}; {new} texts new, {gone} gone or not here")
    if unexplained:
        print(f"{len(unexplained)} for the worse without a reason")


if __name__ == "__main__":
    sys.exit(main())
