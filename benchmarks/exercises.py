"""Draw exercises at random, over all forms and topics, and hold each against the rules.

`python benchmarks/exercises.py 500` prints the figures of each form, and every exercise that fails; with `--show N` the
first N as a learner meets them, to be read. `--rules` first asks of every rule whether an unsound and a sound text
of it can be put before a learner, and whether one can be spotted among others.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from datetime import date

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.errors import ViresError
from checker.rulebook.load import load_rulebook
from checker.training.exercise import Exercise
from checker.training.lessons import lessons
from checker.training.make import Maker
from checker.training.roads import NOBODY

_BLANK = "______"


class Inspector:
    """Holds exercises against the rules, by a checker of its own."""

    def __init__(self, maker: Maker, checker: Checker) -> None:
        self._maker, self._checker = maker, checker

    def faults(self, made: Exercise) -> list[str]:
        """Return what is wrong with an exercise, in words."""
        found = list(getattr(self, f"_{made.form}")(made))
        if made.form != "exam" and made.form not in ("mend", "route") and len(made.answer) != 1:
            found.append(f"{len(made.answer)} right answers")
        if len(set(made.options)) < len(made.options):
            found.append("an option stands twice")
        wanted = (
            len([step for step in made.options if " decides " in step]) if made.form == "route" else len(made.rules)
        )
        if made.rules and not (made.sources and all(made.reasons) and len(made.reasons) == wanted):
            found.append("a reason or an authority is missing")
        if any(self._rules(near) for near in made.near):
            found.append("its near miss is found")
        if made.rules and len(made.near) < (len(made.rules) if made.form == "exam" else 1):
            found.append("it has no near miss")
        if self._maker.make(made.id) != made:
            found.append("its id gives another")
        return found

    def _rules(self, text: str) -> set[str]:
        return {f.rule for f in self._checker.check(Draft.plain("-", text))}

    def _fine(self, made: Exercise) -> list[str]:
        found = self._rules(made.text)
        if made.answer == (0,):
            return [f"a sound text is found: {found}"] if found else []
        return [] if made.rules[0] in found else ["an unsound text is not found"]

    def _spot(self, made: Exercise) -> list[str]:
        return self._sentences(made)

    def _exam(self, made: Exercise) -> list[str]:
        return self._sentences(made)

    def _sentences(self, made: Exercise) -> list[str]:
        found = self._checker.check(Draft.plain("-", made.text))
        at, faults = 0, []
        for i, option in enumerate(made.options):
            start = made.text.index(option, at)
            at = start + len(option)
            here = {f.rule for f in found if start <= f.span.start and f.span.end <= at}
            if i in made.answer:
                if made.rules[made.answer.index(i)] not in here:
                    faults.append(f"not found: {option}")
            elif here:
                faults.append(f"found: {option}")
        return faults

    def _who(self, made: Exercise) -> list[str]:
        if _BLANK not in made.text:
            return [] if made.answer and (NOBODY in made.options or len(made.options) > 3) else ["too few bodies"]
        faults = []
        for i, option in enumerate(made.options):
            first = made.text.startswith(_BLANK) or f". {_BLANK}" in made.text
            words = option if first or not option.startswith("The ") else f"the {option[4:]}"
            found = self._rules(made.text.replace(_BLANK, words))
            if bool(found) is (i in made.answer):
                faults.append(f"{option}: {found}")
        return faults

    def _mend(self, made: Exercise) -> list[str]:
        faults = [] if made.rules[0] in self._rules(made.text) else ["the text is not found"]
        if self._rules(made.model) or not self._maker.judge(made, made.model).right:
            faults.append("the model is not sound")
        if self._maker.judge(made, made.text).right:
            faults.append("the text itself counts as mended")
        return faults

    def _route(self, made: Exercise) -> list[str]:
        return [] if sorted(made.answer) == list(range(len(made.options))) else ["the order leaves a step out"]


def shown(made: Exercise) -> str:
    """Return an exercise as it is read, with its answer."""
    lines = [f"## {made.id}  level {made.level}  {made.topic}", made.question]
    if made.form not in ("spot", "exam"):
        lines.append(made.text)
    lines += [f"  {'*' if i in made.answer else ' '} {option}" for i, option in enumerate(made.options)]
    lines += [f"  model: {made.model}"] if made.model else []
    return "\n".join(
        [*lines, *(f"  near: {near}" for near in made.near), *(f"  why: {reason}" for reason in made.reasons)]
    )


def trained(maker: Maker, rule: str) -> bool:
    """Return whether there are an unsound and a sound text of a rule to be judged, and one to be spotted."""
    try:
        answers = {maker.draw(number, form="fine", rule=rule).answer for number in range(24)}
        return len(answers) == 2 and rule in maker.draw(1, form="spot", rule=rule).rules
    except ViresError:
        return False


def main() -> None:
    """Draw, inspect, count."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("count", type=int, nargs="?", default=500)
    options.add_argument("--from", dest="first", type=int, default=0)
    options.add_argument("--show", type=int, default=0)
    options.add_argument("--rules", action="store_true")
    given = options.parse_args()
    book, day = load_rulebook(cache=True), date.today()
    maker = Maker(book, day)
    if given.rules:
        untrained = [rule for rule in maker.rules() if not trained(maker, rule)]
        print(f"{len(maker.rules())} rules, {len(untrained)} cannot be trained: {', '.join(untrained) or 'none'}")
    inspector = Inspector(maker, Checker(book, day))
    topics = [lesson.id for lesson in lessons(book)]
    faulty, times, forms = Counter[str](), defaultdict[str, list[float]](list), Counter[str]()
    told = set()
    for seed in range(given.first, given.first + given.count):
        start = time.perf_counter()
        made = maker.draw(seed, topic=topics[seed % len(topics)]) if seed % 2 else maker.draw(seed)
        times[made.form].append(time.perf_counter() - start)
        forms[made.form] += 1
        told.add((made.question, made.text, made.options))
        if seed - given.first < given.show:
            print(shown(made), end="\n\n")
        if faults := inspector.faults(made):
            faulty[made.form] += 1
            print(f"FAULT {made.id}: {'; '.join(faults)}")
    print(f"{'form':6} {'drawn':>6} {'faulty':>6} {'median s':>9} {'longest s':>9}")
    for form, number in sorted(forms.items()):
        spent = sorted(times[form])
        print(f"{form:6} {number:6} {faulty[form]:6} {spent[len(spent) // 2]:9.2f} {spent[-1]:9.2f}")
    print(f"{sum(forms.values())} exercises, {len(told)} different, {sum(faulty.values())} faulty")


if __name__ == "__main__":
    main()
