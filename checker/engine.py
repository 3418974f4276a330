"""Draft to findings: scan, gate, parse what is left, read it into claims, judge them."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain, groupby, tee
from typing import TYPE_CHECKING

from checker.drafts.draft import Draft
from checker.judging.citations import Citations
from checker.judging.finding import Finding
from checker.judging.gate import Gate
from checker.judging.judge import Judge
from checker.judging.life import Life
from checker.judging.staging import Staged, Staging
from checker.judging.standing import Standing, places
from checker.judging.survey import Survey
from checker.reading.claim import Claims
from checker.reading.passage import Passage
from checker.reading.reader import Reader
from checker.reading.scan import Sentence
from checker.reading.scene import DEFAULT, Places
from checker.rulebook.compiled import Compiled

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from checker.judging.events import CaseJudge
    from checker.rulebook.book import Rulebook


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of a draft.

    Attributes:
        findings: in order of place.
        sentences: how many its prose has.
        read: how many of them were parsed and judged; of the others it was plain that they break no rule.
        standings: its claims that are no findings; None where they were not asked for.
        cut: where in its prose reading stopped, because as much of it was read as may be; None where all of it was.
    """

    findings: list[Finding]
    sentences: int
    read: int
    standings: tuple[Standing, ...] | None = None
    cut: int | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """How one sentence was read, and what each pattern asked of it answered: a finding, or why there is none."""

    text: str
    claims: Claims
    answers: list[tuple[str, int, Finding | str]]


class Checker:
    """Checks drafts against a rulebook, as the law stands on a day.

    Args:
        rules: the rulebook, or its compiled form.
        as_of: the day that counts as today.
        place: id of the jurisdiction that a draft is about which names none; the rules' own default where empty.
        gate: False parses every sentence that has a mention, for comparison.

    Attributes:
        place: id of the jurisdiction that a draft is about which names none.
    """

    def __init__(self, rules: Rulebook | Compiled, as_of: date, *, gate: bool = True, place: str = "") -> None:
        self._compiled = rules if isinstance(rules, Compiled) else rules.compiled
        self._day = as_of.toordinal()
        self._gate = Gate(self._compiled)
        self._life = Life(self._compiled, self._day)
        self._citations = Citations(self._compiled, self._day)
        self._judge = Judge(self._compiled, self._day)
        self._gated = gate
        self.place = place or DEFAULT
        self._reader = Reader(self._compiled)
        self._staging = Staging(self._compiled, self._candidates, self._life, self.place)

    def check(self, draft: Draft) -> list[Finding]:
        """Return the findings on a draft, in order of place.

        Raises:
            DraftError: if it is a case under a jurisdiction, or about a right, that the rules do not know.
        """
        return next(self.check_many([draft]))

    def check_many(self, drafts: Iterable[Draft]) -> Iterator[list[Finding]]:
        """Yield each draft's findings; what needs the parser is parsed in one stream over all of them."""
        begun: deque[Staged] = deque()

        def needed() -> Iterator[tuple[Sentence, tuple[Staged, int]]]:
            for draft in drafts:
                stage = Staged(self._staging, draft)
                begun.append(stage)
                for number, sentence in stage.needed():
                    yield sentence, (stage, number)

        parsed = groupby(self._parsed(needed()), key=lambda found: found[0])
        for stage, docs in parsed:
            while begun[0] is not stage:
                yield self._findings(begun.popleft(), ())
            begun.popleft()
            yield self._findings(stage, ((number, doc) for _, number, doc in docs))
        while begun:
            yield self._findings(begun.popleft(), ())

    @staticmethod
    def _parsed(needed: Iterator[tuple[Sentence, tuple[Staged, int]]]) -> Iterator[tuple[Staged, int, Doc]]:
        """Yield the parses of the needed sentences; a clean draft must not pay for the parser."""
        first = next(needed, None)
        if first is None:
            return
        from checker.reading.parse import parse  # noqa: PLC0415

        sentences, of = tee(chain([first], needed))
        docs = parse((sentence, stage.draft.text) for sentence, (stage, _) in sentences)
        for doc, (_, (stage, number)) in zip(docs, of, strict=True):
            yield stage, number, doc

    def _findings(
        self,
        stage: Staged,
        docs: Iterable[tuple[int, Doc]],
        standings: list[Standing] | None = None,
        gated: dict[int, list[int]] | None = None,
    ) -> list[Finding]:
        """Return the findings on a draft, in order of place; `standings` is given its claims that are none.

        `gated`: the patterns that sentences could break, by their numbers, where they are asked others too.
        """
        found: list[Finding] = self._citations.judge(stage.draft.text)
        cited = [finding.span for finding in found]
        case, judge = self._case(stage.draft)
        for number, claims in self._reader.read(stage.passage, docs, stage.candidates):
            if case is not None:
                case.frame(claims)
            breakable = stage.candidates[number] if gated is None else gated.pop(number)
            here = [*judge.judge(claims, breakable), *self._life.judge(claims)]
            if standings is not None:
                asked = [(claims, stage.candidates[number])]
                told = [place for finding in here for place in places(finding, claims)]
                standings += self._survey.standings(judge, asked, [*cited, *told], stage.draft.text)
            found += here
            stage.read(number)
        if case is not None:
            found += case.findings(self._gate, judge, self._life)
            if standings is not None:
                standings += case.standings(self._gate, judge, self._survey, found)
        return sorted(_distinct(found), key=lambda f: (f.source_span or f.span, -f.severity.rank, f.rule))

    def examine(self, draft: Draft, *, survey: bool = False, most: int = 0) -> Examined:
        """Return the findings on a draft, how much of it was read, and, where asked for, what else it claims.

        Args:
            draft: the draft.
            survey: say what fits, and what no rule covers: every sentence that has a reserved act or an amount is read,
                whether or not it could break a rule.
            most: how many sentences are parsed and judged, so that time and memory stay bounded; 0 for all.

        Raises:
            DraftError: if it is a case under a jurisdiction, or about a right, that the rules do not know.
        """
        gated: dict[int, list[int]] = {}

        def ask(sentences: list[Sentence], number: int, text: str) -> list[int]:
            own = self._survey.patterns(sentences[number], sentences[number].span.of(text))
            gated[number] = self._candidates(sentences, number, text)
            return sorted(own.union(gated[number]))

        wants = self._survey.wants if survey else None
        staging = Staging(self._compiled, ask, self._life, self.place, wants) if wants else self._staging
        stage = Staged(staging, draft, most)
        needed = ((sentence, (stage, number)) for number, sentence in stage.needed())
        docs = ((number, doc) for _, number, doc in self._parsed(needed))
        standings: list[Standing] | None = [] if survey else None
        findings = self._findings(stage, docs, standings, gated if survey else None)
        told = None if standings is None else tuple(standings)
        return Examined(findings, stage.count, stage.done, told, stage.cut)

    @cached_property
    def _survey(self) -> Survey:
        return Survey(self._compiled)

    @property
    def compiled(self) -> Compiled:
        """The rules, as they are held."""
        return self._compiled

    def trace(self, draft: Draft, only: str | None = None) -> Iterator[Trace]:
        """Yield how each sentence is read and judged, gate or no gate.

        Args:
            draft: the draft.
            only: id of a rule; its patterns alone are asked, whether or not the gate would.
        """
        from checker.reading.parse import parse  # noqa: PLC0415

        sentences = self._staging.scanner.scan(draft.text)
        docs = enumerate(parse((s, draft.text) for s in sentences))
        frame = Places(self._compiled, draft.text).framed(sentences)
        passage = Passage(self._compiled, sentences, draft.text, frame)
        wanted = [i for i, p in self._compiled.patterns.items() if self._compiled.rules[p.rule].id == only]
        for number, claims in self._reader.read(passage, docs, range(len(sentences))):
            asked = wanted if only else self._gate.candidates(sentences, number, draft.text)
            yield Trace(draft.text, claims, self._judge.answers(claims, sorted(asked)))

    def _case(self, draft: Draft) -> tuple[CaseJudge | None, Judge]:
        """Return what judges the draft's case, where it has one, and the judge under the law of its day."""
        if draft.case is None:
            return None, self._judge
        from checker.judging.events import CaseJudge  # noqa: PLC0415  few drafts have a case

        day = draft.case.date
        judge = Judge(self._compiled, day.last.toordinal(), str(day)) if day else self._judge
        case = CaseJudge(draft.case, self._compiled, self._staging.scanner)
        case.see_known(draft)
        return case, judge

    def _candidates(self, sentences: list[Sentence], number: int, text: str) -> list[int]:
        if self._gated:
            return self._gate.candidates(sentences, number, text)
        return list(self._compiled.patterns)


def _distinct(found: Iterable[Finding]) -> list[Finding]:
    kept: dict[tuple[str, int, int, object], Finding] = {}
    for finding in found:
        kept.setdefault((finding.rule, finding.span.start, finding.span.end, finding.source_span), finding)
    return list(kept.values())


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """One example of one rule, run: `ok` where the rule was found on it, or not, as it must be."""

    rule: str
    text: str
    must_flag: bool
    ok: bool
    found: list[Finding]


def run_examples(
    rulebook: Rulebook, only: Collection[str] | None = None, as_of: date | None = None
) -> Iterator[ExampleResult]:
    """Run the examples of rules: a flagged one must give its own rule, a fine one neither it nor an error or warning.

    Args:
        rulebook: the rules.
        only: ids of the rules to run, or None for all.
        as_of: the day that counts as today; the rule's review date where None.
    """
    rows = [
        (rule, text, must)
        for rule in rulebook.rules.values()
        if only is None or rule.id in only
        for must, texts in ((True, rule.flagged), (False, rule.fine))
        for text in texts
    ]
    day = as_of or max((r.reviewed for r in rulebook.rules.values()), default=date(2000, 1, 1))
    checker = Checker(rulebook, day)
    results = checker.check_many([Draft.plain(rule.id, text) for rule, text, _ in rows])
    for (rule, text, must), found in zip(rows, results, strict=True):
        hit = any(f.rule == rule.id for f in found)
        ok = hit if must else not hit and not any(f.severity.rank > 1 for f in found)
        yield ExampleResult(rule.id, text, must, ok, found)
