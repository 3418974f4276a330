"""Why a sound example of a rule can be so: what keeps it from breaking the rule, and what would not be so."""

from __future__ import annotations

import re

from checker.rulebook.model import Rule
from checker.training.material import YEAR, Material, alike, denies
from checker.training.sameness import Saying

_MEASURED = re.compile(
    r"\b(?:no|not) (?:only|(?:more|less|fewer|later|longer|higher|earlier) than)\b", re.I
)  # denies nothing
TODAY = "Today it is this."
_ANOTHER_TIME = "another time"  # in what a pattern answers of a claim that lies outside its days
_CONTRAST = 0.35  # how much an unsound example must be like the text to show by what it differs
_BARE = 0.5  # likewise where nothing else tells why the text can be so


def why_sound(material: Material, rule: Rule, text: str) -> str:
    """Return why a sound example of a rule can be so, or "" where nothing tells it.

    First what is particular to it: its time, its place, that it denies, its figure, or that it fits the rule. Then the
    rule, and an unsound example that is like it.
    """
    likeness, other = max(((alike(text, flagged), flagged) for flagged in rule.flagged), default=(0.0, ""))
    own = _own(material, rule, text)
    if not own and likeness < _BARE:
        return ""
    contrast = f"It would be otherwise with: “{' '.join(other.split())}”" if likeness >= _CONTRAST else ""
    return " ".join(filter(None, (own, material.reason(rule), contrast)))


def _own(material: Material, rule: Rule, text: str) -> str:
    """Return what is particular to a text."""
    places = material.named_places(text)
    if places and all(material.book.jurisdictions[place].foreign for place in places) and material.foreign_to(rule):
        return "It is not about the law of the United Kingdom; what holds here is this."
    if (year := YEAR.search(text)) and any(_ANOTHER_TIME in answer for answer in material.answers(rule, text)):
        return f"In {year[1]} the law was another. {TODAY}"
    if year:
        return ""  # that what was so then is so today need not be
    if denies(_MEASURED.sub("", text)) and Saying(material, text).denies_its_claim:
        return "It says that something is not so, and the rule agrees."
    fit = next((standing for standing in material.fitting(text) if standing.rule == rule.id), None)
    return f"“{fit.span.of(text)}” is what the rule says." if fit else ""
