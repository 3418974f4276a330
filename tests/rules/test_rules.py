"""The rules themselves: every example of every rule, and what must hold of all."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest

from checker.drafts.draft import Draft
from checker.engine import Checker, run_examples
from checker.rulebook.book import Rulebook
from checker.rulebook.lint import lint
from checker.rulebook.load import load_rulebook
from checker.rulebook.model import KIND_OF_FOLDER, Rule

BOOK = load_rulebook(cache=True)
PROSE_ALARMS = 0.07  # of their number; to be lowered, never raised
DAY = max(rule.reviewed for rule in BOOK.rules.values())


@pytest.mark.parametrize("rule", BOOK.rules)
def test_examples_hold(rule: str) -> None:
    """Each flagged text gives the rule; each fine one gives no error or warning at all."""
    results = list(run_examples(BOOK, [rule]))
    wrong = [
        f"{'must be flagged' if r.must_flag else 'must not be flagged'}, found {[f.rule for f in r.found]}: {r.text}"
        for r in results
        if not r.ok
    ]
    assert wrong == []
    assert {r.must_flag for r in results} == {True, False}


@pytest.mark.parametrize("rule", BOOK.rules.values(), ids=lambda rule: rule.id)
def test_rule_is_complete(rule: Rule) -> None:
    """Authorities that resolve; both kinds of example; a kind that its folder says."""
    cited = BOOK.cite(rule)
    assert cited
    assert all(urlsplit(c.url).scheme == "https" for c in cited if c.url)
    assert len(set(rule.flagged)) >= 3
    assert len(set(rule.fine)) >= 3
    assert KIND_OF_FOLDER[rule.file.split("/")[1]] == rule.kind
    assert rule.message.count("{") == rule.message.count("}")
    assert rule.message.format(body="b", amount="a", text="t") is not None


def test_the_rules_are_fit_to_publish() -> None:
    """Every lint is content."""
    assert [str(fault) for fault in lint(BOOK)] == []


def test_every_kind_of_check_has_rules() -> None:
    """Each folder that the design names is in use."""
    assert set(KIND_OF_FOLDER.values()) - {rule.kind for rule in BOOK.rules.values()} == set()
    assert len(BOOK.rules) >= 100


def test_authorities_can_be_looked_up() -> None:
    """A link stands at every rule but those on practice directions, announcements and island laws without addresses."""
    without = [rule.id for rule in BOOK.rules.values() if not any(c.url for c in BOOK.cite(rule))]
    assert len(without) <= 6, without


def test_every_body_is_in_order() -> None:
    """Dates run forwards, successors follow, and what the authorities say resolves."""
    for body in BOOK.bodies.values():
        assert not (body.from_ and body.to) or body.from_ < body.to, body.id
        if body.successor and body.to and (since := BOOK.bodies[body.successor].from_):
            assert since.toordinal() - body.to.toordinal() in range(-366, 367 * 2), body.id
        assert body.names, body.id
        assert all(c.label for c in BOOK.cite(body))


def flagged_prose(book: Rulebook, fields: tuple[str, ...]) -> list[str]:
    """Return what is found in the rules' own prose, which says what the law is."""
    texts = [(rule.id, field, getattr(rule, field)) for rule in book.rules.values() for field in fields]
    found = Checker(book, date.fromordinal(DAY.toordinal())).check_many(Draft.plain("", text) for *_, text in texts)
    return [
        f"{id_}: {field}: {finding.rule}: {finding.span.of(text)}"
        for (id_, field, text), findings in zip(texts, found, strict=True)
        for finding in findings
        if finding.severity.rank > 1
    ]


def test_what_the_rules_say_of_the_law_is_not_flagged() -> None:
    """Statements, explanations and suggestions are true, and none was written with the checker in mind."""
    fields = ("statement", "explanation", "suggestion")
    alarms = flagged_prose(BOOK, fields)
    flagged = {tuple(alarm.split(": ")[:2]) for alarm in alarms}  # by the text, as drafts are counted: rules overlap
    assert len(flagged) <= len(BOOK.rules) * len(fields) * PROSE_ALARMS, alarms
