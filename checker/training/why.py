"""Why a sound example of a rule can be so: what keeps it from breaking the rule, and what would not be so."""

from __future__ import annotations

import re

from checker.quantities import amounts
from checker.rulebook.model import Rule
from checker.training.material import YEAR, Material, alike, denies
from checker.training.nearly import near_rules, undenied
from checker.training.onerule import TODAY
from checker.training.sameness import Saying

_MEASURED = re.compile(
    r"\b(?:no|not) (?:only|(?:more|less|fewer|later|longer|higher|earlier) than)\b", re.I
)  # denies nothing
_ANOTHER_TIME = "another time"  # in what a pattern answers of a claim that lies outside its days
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_CONTRAST = 0.35  # how much an unsound example must be like the text to show by what it differs
_BARE = 0.5  # likewise where nothing else tells why the text can be so


def why_sound(material: Material, rule: Rule, text: str) -> str:
    """Return why a sound example of a rule can be so, or "" where nothing tells it.

    First what is particular to it: its time, its place, that it denies, its figure, or that it fits the rule. Then the
    rule, and an unsound example that is like it.
    """
    own = own_reason(material, rule, text)
    if not own and _likest(rule, text)[0] < _BARE:
        return ""
    return " ".join(filter(None, (own, material.reason(rule), contrast(rule, text))))


def contrast(rule: Rule, text: str) -> str:
    """Return which unsound example of a rule shows by what a text differs from it; "" where none is like it."""
    likeness, other = _likest(rule, text)
    return f"It would be otherwise with: “{' '.join(other.split())}”" if likeness >= _CONTRAST else ""


def _likest(rule: Rule, text: str) -> tuple[float, str]:
    """Return the unsound example that is most like a text, and how much it is."""
    return max(((alike(text, flagged), flagged) for flagged in rule.flagged), default=(0.0, ""))


def own_reason(material: Material, rule: Rule, text: str) -> str:
    """Return what is particular to a text: its time, its place, that it denies, its figure, or that it fits a rule."""
    places = material.named_places(text)
    if places and all(material.book.jurisdictions[place].foreign for place in places) and material.foreign_to(rule):
        return "It is not about the law of the United Kingdom; what holds here is this."
    if (year := YEAR.search(text)) and any(_ANOTHER_TIME in answer for answer in material.answers(rule, text)):
        later = any(int(told) > int(year[1]) for told in _YEAR.findall(rule.statement))
        then = f"In {year[1]} the law was another. {TODAY}"
        return f"The year counts: in {year[1]} it could be so." if later else then
    if year:
        return ""  # that what was so then is so today need not be
    fit = next((standing for standing in material.fitting(text) if standing.rule == rule.id), None)
    if (
        denies(_MEASURED.sub("", text))
        and Saying(material, text).denies_its_claim
        and _denies_a_break(material, rule, text)
    ):
        return "It says that something is not so, and the rule agrees."
    if fit is None:
        return next((near.why for near in near_rules(material, text) if near.rule == rule.id), "")
    told = {amount[:2] for amount in amounts(f"{rule.statement} {rule.explanation}")}
    if any(amount[:2] not in told for amount in amounts(fit.span.of(text)) if amount.dimension != "number"):
        return ""
    said = next(sentence.span for sentence in material.scanned(text) if sentence.span.overlaps(fit.span))
    return f"{f'“{said.of(text)}”' if said.of(text) != text else 'It'} is what the rule says."


def _denies_a_break(material: Material, rule: Rule, text: str) -> bool:
    """Return whether a text would break a rule without a denial in it, or the rule confirms one."""
    if any(denies(s.span.of(text)) for s in material.fitting(text) if s.rule == rule.id):
        return True
    return any(material.breaks(turned, rule.id) for turned in undenied(text))
