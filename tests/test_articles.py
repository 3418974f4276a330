"""Two articles in other voices with the kinds of error that the first one had: what must be flagged in them, and what not."""

from datetime import date
from pathlib import Path

import pytest

from checker.drafts.draft import Draft
from checker.drafts.read import read_drafts
from checker.engine import Checker
from checker.rulebook.ready import load_compiled

ARTICLES = Path(__file__).parent / "articles"
WRONG = {
    "tabloid.md": [
        "rushed the dispute through under its national security procedure",
        "declared a patent battle between two private firms a matter of national security",
        "finds Osterby guilty of patent infringement",
        "they will step in and take over the case",
        "the Intellectual Property Office slapped an injunction",
    ],
    "newsletter.md": [
        "has been transferred to the National Cyber Security Centre for determination",
        "The Centre's ruling on ownership of the weights",
        "the UKIPO has opened an intelligence investigation",
        "The government's decision to expedite the proceedings",
        "the Information Commissioner issued an injunction",
        "on its granted patent for the training method and on the trade secret",
        "the safety certification that UK law requires of every AI model before launch",
        "its verdict",
    ],
}
RIGHT = [
    "is the row that has set Silicon Fen buzzing",
    "Osterby denies everything",
    "Quillon wants blood",
    "Three developments in the dispute",
    "issued in the High Court in September",
]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(load_compiled(), date(2026, 11, 25))


@pytest.mark.parametrize("name", WRONG)
def test_other_voices(checker: Checker, name: str) -> None:
    """Each wrong claim is flagged, and no sentence that claims nothing of the sort."""
    (draft,) = read_drafts([str(ARTICLES / name)])
    assert isinstance(draft, Draft)
    found = [f.span for f in checker.check(draft) if f.severity.rank > 1]
    for words in WRONG[name]:
        at = draft.text.index(words)
        assert any(f.start < at + len(words) and at < f.end for f in found), words
    for words in RIGHT:
        at = draft.text.find(words)
        assert at < 0 or not any(f.start < at + len(words) and at < f.end for f in found), words
