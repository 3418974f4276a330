"""Neutral citations of made-up courts: what can be is let pass, what cannot is told with its reason."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.judging.citations import Citations
from checker.rulebook.compiled import CodeCard, Compiled, RuleCard
from checker.rulebook.neutral import Codes

CARDS = (
    CodeCard("XX", closed=True, reports=("XXLR",)),
    CodeCard("XXSC", since=2009, url="https://example.org/sc/{year}/{number}"),
    CodeCard("XXHL", until=2009, numbered=2001),
    CodeCard("XXCA", parts=("Civ", "Crim"), numbered=2001, url="https://example.org/ca/{part}/{year}/{number}"),
    CodeCard(
        "XXHC", divisions=(("Pat", 0, 0), ("New", 2013, 0), ("Old", 0, 2022)), needed=True, held=2003,
        url="https://example.org/hc/{division}/{year}/{number}",
    ),
    CodeCard("YYCS"),
)  # fmt: skip
FAULTS = ("code", "before", "after", "ahead", "division", "later", "bare")
DAY = date(2026, 6, 1).toordinal()


def rule(fault: str) -> RuleCard:
    return RuleCard(fault, "existence", "error", "So it is.", "", "Look it up.", (("Act s.1", None),), ("uk",), 0, 0)


COMPILED = Compiled(
    rules=[rule(fault) for fault in FAULTS],
    codes=CARDS,
    faults={fault: i for i, fault in enumerate(FAULTS)},
    words={"false-citation": ("invented", "no such")},
)


def found(text: str) -> list[str]:
    return [finding.rule for finding in Citations(COMPILED, DAY).judge(text)]


@pytest.mark.parametrize(
    "text",
    [
        "[2009] XXSC 1", "[2026] XXSC 48", "[2009] XXHL 3", "[2001] XXCA Civ 1", "[2024] XXCA Crim 420",
        "[2002] XXHC 12 (Pat)", "[2013] XXHC 4 (New)", "[2022] XXHC 9 (Old)", "[2001] XXHC Pat 45",
        "[2019] XXHC (Pat) 45", "[2019] XXHC 123 and 124 (Pat)", "[2019] XXHC 123, 124 and 126 (Pat)", "[1999] XXLR 270",
        "[1999] RPC 12", "[2001] 1 WLR 1", "[1972] AC 1", "[2010] IEHC 3", "[2003] FCA 12", "[2019] SGHC 5",
        "ECLI:EU:C:2019:5", "C-123/19", "[2019] XXSC 5 (20 March 2019)", "[2019] XXCA Civ 5 (CA)", "[2019] YYCS 3",
        "the XXSC in 2005", "no. [5] XXSC", "There is no such thing as [2006] XXSC 14.", "[2006] XXSC 14 was invented.",
    ],
)  # fmt: skip
def test_what_can_be_passes(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("In [2006] XXSC 14 it was settled.", "before"),
        ("[2008] XXSC", "before"),
        ("[2010] XXHL 3", "after"),
        ("[2027] XXSC 1", "ahead"),
        ("[2019] XXSC 12 (Pat)", "division"),
        ("[2019] XXSC (Pat)", "division"),
        ("[2019] XXCA Civ 12 (Pat)", "division"),
        ("[2019] XXCA Pat 12", "division"),
        ("[2019] YYCS 12 (Civ)", "division"),
        ("[2012] XXHC 12 (New)", "before"),
        ("[2023] XXHC 12 (Old)", "after"),
        ("[2019] XXCH 12 (Pat)", "code"),
        ("[1999] XXCA Civ 12", "later"),
        ("[1999] XXCA Civ", "later"),
        ("[2019] XXHC 12.", "bare"),
        ("[2019] XXHC 123, [2019] RPC 5", "bare"),
        ("[2019] XXCA 12", "bare"),
        ("[2019]\u00a0XXSC\n12 (Pat)", "division"),
    ],
)
def test_what_cannot_be_is_told(text: str, fault: str) -> None:
    assert found(text) == [fault]


def test_the_finding_says_what_and_where() -> None:
    text = "See [2006] XXSC 14, and [2019] XXSC 3."
    finding = Citations(COMPILED, DAY).judge(text)[0]
    assert finding.span.of(text) == "[2006] XXSC 14"
    assert finding.message == "[2006] XXSC 14: there was no XXSC before 2009. So it is."
    assert finding.authorities[0].label == "Act s.1"


@given(st.text(alphabet="[]()0129 XYSCHLApatCiv/-.\n", max_size=80))
def test_any_text_is_read(text: str) -> None:
    for finding in Citations(COMPILED, DAY).judge(text):
        assert text[finding.span.start] == "["


@pytest.mark.parametrize(
    ("citation", "address"),
    [
        ("[2019] XXSC 3", "https://example.org/sc/2019/3"),
        ("[2013] XXCA Civ 517", "https://example.org/ca/civ/2013/517"),
        ("[2019] XXHC 123 (Pat)", "https://example.org/hc/pat/2019/123"),
        ("[2002] XXHC 123 (Pat)", None),
        ("[2019] XXHC 123", None),
        ("[2019] XXCA 5", None),
        ("[1999] RPC 12", None),
    ],
)
def test_a_citation_leads_to_the_judgment(citation: str, address: str | None) -> None:
    assert Codes(CARDS).address(citation) == address
