"""A sentence and the figure that the next one puts to it claim something together: "The cap is low. It is £50,000."."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from checker.quantities import amounts

_LONGEST, _LONGEST_BEFORE = 100, 180  # code points of the sentence with the figure, and of the one that it goes on from
_MEASURED = frozenset({"money", "duration", "workdays", "percent"})
_ENDED = re.compile(r"\w[\"'”’)]*[.:;][\"'”’)]*$")
_BEING = (
    r"(?:(?: (?:can|may|must|will|would|could|should|cannot))?"
    r" (?:is|was|are|were|be|lasts?|lasted|runs?|ran|stands?|stood|comes?|came|goes?|ends?|ended|expires?|expired|"
    r"costs?|amounts?|falls?|starts?|begins?|stops?|takes?|took|carry|carries|carried)\b|['’](?:s|re|ll)\b)"
)
_THING = r"(?:it|this|that|they|these|those)"
_SOMEBODY = r"(?:the|its|their|an?|any|each|every) [\w-]+(?: [\w-]+)?"
_HAVING = r"(?:has|have|had|gets?|got|(?:is|are) (?:given|allowed))"
_FIGURE = (
    r"(?:(?:only|just|up to|at most|about|then) )?"
    r"(?:an? |\d|£|[a-z]+ (?:clear |more |full )?(?:days?|weeks?|months?|years?)\b)"
)
_MODAL = r"(?:must|may|can|should|has to|have to|had to|needs? to)"
_WITHIN = r"(?:within|inside|(?:no|not) later than|in|after|for|by|up to|at most)"


def opening(measures: Iterable[str]) -> re.Pattern[str]:
    """Return what a sentence begins with that may give a figure for what the one before it tells.

    That is a pronoun and a verb of being or lasting; a noun of measure ("the yearly fee"); who has or gets something
    counted; what must or may be done within something. Where the figure stands behind that is not looked at.

    Args:
        measures: nouns of what is measured: "limit", "fee", "deadline".
    """
    nouns = "|".join(sorted(map(re.escape, measures), key=len, reverse=True)) or r"(?!)"
    ways = (
        rf"{_THING}{_BEING}",
        rf"(?:(?:the|its|their|this|that|an?) )?(?:[\w-]+ ){{0,2}}(?:{nouns})\b",
        rf"(?:{_THING}|you|one|{_SOMEBODY}) {_MODAL} [^.;]*?\b{_WITHIN}\b",
        rf"(?:\w+ ){{1,4}}?{_HAVING} (?={_FIGURE})",
    )
    return re.compile(rf"[\"'“‘(]*(?:(?:and|but|so|yet) )?(?:{'|'.join(ways)})", re.IGNORECASE)


def with_figures(
    spans: Iterable[tuple[int, int, int]], text: str, opens: re.Pattern[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the sentences (start, end, paragraph, seam); one and the figure for it, in the same paragraph, are one.

    The seam is where the sentence with the figure starts; of other sentences it is their own start.

    Args:
        spans: the sentences.
        text: the prose.
        opens: see `opening`.
    """
    held: tuple[int, int, int] | None = None
    for span in spans:
        if held is None:
            held = span
            continue
        if held[2] == span[2] and _goes_on(text, held, span, opens):
            yield held[0], span[1], span[2], span[0]
            held = None
            continue
        yield *held, held[0]
        held = span
    if held is not None:
        yield *held, held[0]


def _goes_on(text: str, before: tuple[int, int, int], span: tuple[int, int, int], opens: re.Pattern[str]) -> bool:
    """Return whether a sentence gives a figure for the one before, which has none of that sort itself."""
    start, end = span[:2]
    if end - start > _LONGEST or before[1] - before[0] > _LONGEST_BEFORE or not opens.match(text, start, end):
        return False
    if not _ENDED.search(text, max(before[0], before[1] - 8), before[1]) or text[end - 1] == "?":
        return False
    given = {a.dimension for a in amounts(text[start:end])} & _MEASURED
    return bool(given) and given.isdisjoint(a.dimension for a in amounts(text[before[0] : before[1]]))
