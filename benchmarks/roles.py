"""Ways to tell who does an act and how a text puts it, compared: `python benchmarks/roles.py`.

On the hard sentences of `benchmarks/hard` (the test part, which nothing is tuned on), by each way and by combinations.
`--whole` also checks whole texts by each way: the hard sentences (held against what is found where the marks say who
acts), the rules' own examples as they stand and as a hurried hand would write them, and, with `--labelled FILE`,
rows of {"id", "text", "expect": [{"quote"}]}. `--train` makes the weights anew, `--derive` first the sentences that
come from the rules' examples. docs/reading-compared.md has the figures, and what was made of them.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import derive
import learn
import plugs
from features import role_features, stance_features
from hard import HERE, PARTS, Hard, read
from pairs import Read, Texts
from ways import CueStance, Roles, order_roles, tree_roles, tree_stance

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load_rulebook
from checker.spans import Span

WEIGHTS = HERE / "hard" / "weights.json"
DAY = date(2026, 1, 1)
LABELS = ("live", "negated", "suspended", "denied")
DERIVED_COUNTS, LEAST, PENALTY = 0.3, 2, 0.001  # chosen on the dev part
Pairs = Sequence[tuple[Hard, Read]]


class Tally(NamedTuple):
    """Yes-or-no answers held against gold."""

    right: int
    said: int
    true: int
    hit: int
    total: int

    def __str__(self) -> str:
        precision, recall = self.hit / max(1, self.said), self.hit / max(1, self.true)
        return (
            f"{self.right / self.total:9.3f}{precision:10.3f}{recall:8.3f}{2 * self.hit / (self.said + self.true):8.3f}"
        )


def tally(answers: Iterable[tuple[bool, bool]]) -> Tally:
    """Return the tally of (answer, gold)."""
    pairs = list(answers)
    return Tally(
        sum(a == g for a, g in pairs), sum(a for a, _ in pairs), sum(g for _, g in pairs),
        sum(a and g for a, g in pairs), len(pairs),
    )  # fmt: skip


# -- the model


def train(texts: Texts, cues: CueStance) -> dict[str, learn.Weights]:
    """Return the weights learnt from the train part and the derived sentences."""
    own, derived = [list(texts.read(read(part))) for part in ("train", "derived")]
    count = [1.0] * len(own) + [DERIVED_COUNTS] * len(derived)
    out: dict[str, learn.Weights] = {}
    for name, stacked in (("roles", False), ("roles, stacked", True)):
        cases = [(role_features(r, Span(*b[:2]), stacked=stacked), b[2], n)
                 for (h, r), n in zip([*own, *derived], count, strict=True) for b in h.bodies]  # fmt: skip
        out[name] = learn.train(*zip(*cases, strict=True), least=LEAST, penalty=PENALTY)
    for name, stacked in (("stance", False), ("stance, stacked", True)):
        features = [stance_of(r, cues, stacked=stacked) for _, r in (*own, *derived)]
        for label in LABELS:
            gold = [h.label == label for h, _ in (*own, *derived)]
            out[f"{name}: {label}"] = learn.train(features, gold, count, least=LEAST, penalty=PENALTY)
    return out


def stance_of(one: Read, cues: CueStance, *, stacked: bool) -> dict[str, float]:
    """Return the features of an act's stance."""
    return stance_features(one, (tree_stance(one), cues(one)) if stacked else ())


# -- on the hard sentences


def role_ways(weights: dict[str, learn.Weights]) -> dict[str, Roles]:
    """Return the ways to tell whether a body does an act, by name."""

    def likely(one: Read, body: Span) -> float:
        return learn.score(weights["roles"], role_features(one, body, stacked=False))

    def nobody(one: Read) -> bool:
        return not any(p.bodies for p in one.predicates)

    return {
        "1 tree": tree_roles,
        "2 order": order_roles,
        "3 model": lambda r, b: likely(r, b) > 0.5,
        "1 and 2 (both say yes)": lambda r, b: tree_roles(r, b) and order_roles(r, b),
        "1 or 2 (one says yes)": lambda r, b: tree_roles(r, b) or order_roles(r, b),
        "1, model as veto": lambda r, b: tree_roles(r, b) and likely(r, b) > plugs._KEPT,
        "1, model where nobody": lambda r, b: likely(r, b) > plugs._ADDED if nobody(r) else tree_roles(r, b),
        "3 over 1 and 2 (stacked)": lambda r, b: learn.score(
            weights["roles, stacked"], role_features(r, b, stacked=True)) > 0.5,
        "1, 2 where nobody": lambda r, b: (order_roles if nobody(r) else tree_roles)(r, b),
        "1, 2 where nobody, in doubt": lambda r, b: (order_roles if nobody(r) and doubtful(r) else tree_roles)(r, b),
        "1, 2 in doubt": lambda r, b: (order_roles if doubtful(r) else tree_roles)(r, b),
        "1, nobody in doubt": lambda r, b: tree_roles(r, b) and not doubtful(r),
    }  # fmt: skip


def doubtful(one: Read) -> bool:
    """Return whether the parse is doubtful for the act."""
    mention, unit = one.mention, one.unit
    return mention is not None and unit is not None and plugs.doubtful(one.parsed, mention, unit)


def stance_ways(weights: dict[str, learn.Weights], cues: CueStance) -> dict[str, Callable[[Read], str]]:
    """Return the ways to tell the stance of an act, by name."""

    def learnt(name: str, *, stacked: bool) -> Callable[[Read], str]:
        def of(one: Read) -> str:
            case = stance_of(one, cues, stacked=stacked)
            return max(LABELS, key=lambda label: learn.score(weights[f"{name}: {label}"], case))

        return of

    def either(one: Read) -> str:
        found = tree_stance(one)
        return cues(one) if found == "live" else found

    return {
        "1 tree": tree_stance, "2 cues by distance": cues, "3 model": learnt("stance", stacked=False),
        "1, cues as veto": either, "3 over 1 and 2 (stacked)": learnt("stance, stacked", stacked=True),
    }  # fmt: skip


def hard_tables(pairs: Pairs, weights: dict[str, learn.Weights], cues: CueStance) -> None:
    """Print how each way does on the hard sentences."""
    bodies = [(h, r, Span(*b[:2]), b[2]) for h, r in pairs for b in h.bodies]
    print(f"\n{len(bodies)} bodies in {len(pairs)} sentences\n\n{'who does it':34} accuracy precision  recall      F1")
    ways = role_ways(weights)
    for name, way in ways.items():
        print(f"{name:34}{tally((way(r, b), gold) for _, r, b, gold in bodies)}")
    print(f"\n{'where the parse is':34}   bodies    tree   order  nobody")
    for name, among in (
        ("in doubt", [x for x in bodies if doubtful(x[1])]), ("sound", [x for x in bodies if not doubtful(x[1])]),
    ):  # fmt: skip
        right = [
            sum(way(r, b) == gold for _, r, b, gold in among) for way in (tree_roles, order_roles, lambda *_: False)
        ]
        print(f"{name:34}{len(among):9}" + "".join(f"{n / max(1, len(among)):8.3f}" for n in right))
    print(f"\n{'how it is put':34} four classes   live or not: accuracy  precision  recall  F1")
    for name, stance in stance_ways(weights, cues).items():
        answers = [(stance(r), h.label) for h, r in pairs]
        live = tally((a == "live", g == "live") for a, g in answers)
        print(f"{name:34}{sum(a == g for a, g in answers) / len(answers):13.3f}{'':16}{live}")
    print(f"\n{'wrong answers on who, by kind':34}   bodies    tree   order   model")
    for kind in dict.fromkeys(h.kind for h, _ in pairs):
        own = [x for x in bodies if x[0].kind == kind]
        wrong = [sum(ways[w](r, b) != gold for _, r, b, gold in own) for w in ("1 tree", "2 order", "3 model")]
        print(f"{kind:34}{len(own):9}" + "".join(f"{n:8}" for n in wrong))


# -- through the checker


def whole(
    rulebook: Rulebook, labelled: Sequence[Path], hard: Sequence[Hard], learnt: plugs.Learnt, only: list[str] | None
) -> None:
    """Print what becomes of findings when each way (or `only` some) has the last word on who does an act."""
    ways: dict[str, plugs.Plug] = {
        "1 tree": plugs.tree, "2 order": plugs.order, "3 model": learnt.alone, "1, model as veto": learnt.veto,
        "1, model where nobody": learnt.added, "1, 2 where nobody": plugs.order_for_nobody,
        "1, 2 where nobody, in doubt": plugs.order_for_nobody_in_doubt, "1, 2 in doubt": plugs.order_in_doubt,
        "1, nobody in doubt": plugs.nothing_in_doubt,
    }  # fmt: skip
    sets = {path.stem: [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines() if row.strip()]
            for path in labelled}  # fmt: skip
    checker = Checker(rulebook, DAY)
    with plugs.plugged(plugs.gold(hard)):
        wanted = found_rules(checker, [h.text for h in hard])
    print("\nthrough the checker: found / expected, + findings that nobody expects")
    for name, plug in ways.items():
        if only and name not in only:
            continue
        began, cells = time.monotonic(), []
        with plugs.plugged(plug):
            got = found_rules(checker, [h.text for h in hard])
            met = sum(bool(w & g) for w, g in zip(wanted, got, strict=True))
            beyond = sum(bool(g and not w) for w, g in zip(wanted, got, strict=True))
            cells.append(f"hard {met}/{sum(map(bool, wanted))} +{beyond}")
            for stem, rows in sets.items():
                found, expected, alarms = labelled_score(checker, rows)
                cells.append(f"{stem} {found}/{expected} +{alarms}")
            for title, change in (("examples", str), ("hurried", hurried)):
                cells.append(f"{title} {examples_score(checker, rulebook, change)}")
        print(f"{name:28}" + "  ".join(cells) + f"  ({time.monotonic() - began:.0f} s)", flush=True)


def hurried(text: str) -> str:
    """Return a text as somebody in a hurry writes it, without articles and commas: the parser errs more."""
    return re.sub(r"\b(?:the|a|an) ", "", text, flags=re.IGNORECASE).replace(",", "")


def found_rules(checker: Checker, texts: Sequence[str]) -> list[set[str]]:
    """Return the rules of the errors and warnings on each text."""
    drafts = (Draft.plain(str(n), text) for n, text in enumerate(texts))
    return [{f.rule for f in found if f.severity.rank > 1} for found in checker.check_many(drafts)]


def examples_score(checker: Checker, rulebook: Rulebook, change: Callable[[str], str]) -> str:
    """Return how many flagged examples of rules are still found, and how many fine ones give an error or warning."""
    flagged = [change(text) for rule in rulebook.rules.values() for text in rule.flagged]
    fine = [change(text) for rule in rulebook.rules.values() for text in rule.fine]
    found = sum(map(bool, found_rules(checker, flagged)))
    return f"{found}/{len(flagged)} +{sum(map(bool, found_rules(checker, fine)))} of {len(fine)}"


def labelled_score(checker: Checker, rows: Sequence[dict]) -> tuple[int, int, int]:  # type: ignore[type-arg]
    """Return how many expected findings were found, how many are expected, and how many findings nobody expects."""
    found = expected = alarms = 0
    drafts = (Draft.plain(row["id"], row["text"]) for row in rows)
    for row, findings in zip(rows, checker.check_many(drafts), strict=True):
        counted = [f for f in findings if f.severity.rank > 1]
        places = [
            Span(at, at + len(e["quote"])) for e in row.get("expect", ()) if (at := row["text"].find(e["quote"])) >= 0
        ]
        expected += len(places)
        found += sum(any(f.span.overlaps(place) for f in counted) for place in places)
        alarms += sum(not any(f.span.overlaps(place) for place in places) for f in counted)
    return found, expected, alarms


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, default="test")
    parser.add_argument("--derive", action="store_true")
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--way", action="append", help="with --whole, only this row")
    parser.add_argument("--labelled", type=Path, action="append", default=[])
    asked = parser.parse_args()
    rulebook = load_rulebook(cache=True)
    if asked.derive:
        with plugs.tree_alone():
            print(f"wrote {derive.write(rulebook)}")
    texts = Texts(rulebook.compiled)
    cues = CueStance(rulebook.compiled.words, rulebook.compiled.cues)
    with plugs.tree_alone():
        if asked.train:
            learn.write(train(texts, cues), WEIGHTS)
            print(f"wrote {WEIGHTS}")
        weights = learn.load(WEIGHTS)
        hard = read(asked.part)
        hard_tables(list(texts.read(hard)), weights, cues)
        if asked.whole:
            whole(rulebook, asked.labelled, hard, plugs.Learnt(weights["roles"]), asked.way)


if __name__ == "__main__":
    main()
