"""A name for a finding that lasts while other parts of the draft change: it knows the words, never the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from checker.reports.excerpt import one_line
from checker.reports.report import Shown

_DIGITS = 20


def fingerprints(findings: Iterable[Shown]) -> list[str]:
    """Return a fingerprint for each finding of one draft, in order.

    It is made of the rule, the claim and the sentence around it, white space apart; findings that share all three are
    told apart by their number in the draft.
    """
    seen: Counter[str] = Counter()
    made = []
    for shown in findings:
        words = (shown.finding.rule, one_line(shown.text).strip(), one_line(shown.excerpt.text).strip())
        digest = sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
        seen[digest] += 1
        made.append(f"{digest}:{seen[digest]}")
    return made
