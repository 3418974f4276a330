"""More sentences to learn from, out of the rules' own examples; written once to `hard/derived.txt`, in the same form.

A flagged example of a rule about who does what says that the body acts. A fine one says that the act with a body that
does not hold it is no claim: the body does not act, or the act is denied, supposed, asked. Which of the two it is, the
tree says; where the tree says neither (the body acts and the claim is live, and yet it is fine, for the date or for a
word that excuses), the example teaches nothing and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hard import HERE
from pairs import Read, Texts
from ways import tree_roles, tree_stance

from checker.judging.judge import CHECKS
from checker.judging.match import Match
from checker.reading.scan import Mention, Scanner
from checker.rulebook.book import Rulebook
from checker.rulebook.compiled import Compiled, Pattern
from checker.spans import Span

_MOST = 4  # of each sort from one rule: some have eighty
_STANCES = {"negated": "negated", "suspended": "hypothetical", "denied": "denied"}


def write(rulebook: Rulebook) -> Path:
    """Write the sentences; return where."""
    path = HERE / "hard" / "derived.txt"
    lines = list(dict.fromkeys(_lines(rulebook)))
    path.write_text("\n".join(["# from the rules' examples", *lines]) + "\n", encoding="utf-8")
    return path


def _lines(rulebook: Rulebook) -> Iterator[str]:
    compiled = rulebook.compiled
    texts, scanner = Texts(compiled), Scanner(compiled)
    patterns: dict[str, list[Pattern]] = {}
    for pattern in compiled.patterns.values():
        if pattern.check == "power" or (pattern.act and pattern.agent):
            patterns.setdefault(compiled.rules[pattern.rule].id, []).append(pattern)
    for rule in rulebook.rules.values():
        own = patterns.get(rule.id, [])
        for told, make in ((rule.flagged, _flagged), (rule.fine, _fine)):
            found = (line for text in told if own for line in make(text, own, compiled, texts, scanner) if line)
            yield from (line for _, line in zip(range(_MOST), found, strict=False))


def _acts(text: str, act: frozenset[int], texts: Texts, scanner: Scanner) -> Iterator[Read]:
    mentions = [m for s in scanner.scan(text) for m in s.mentions if m.form.unit >= 0 and m.closure & act]
    yield from texts.acts(text, dict.fromkeys(m.span for m in mentions))


def _spoken_of(body: Mention, pattern: Pattern, compiled: Compiled) -> bool:
    """Return whether a pattern speaks of what the body may do."""
    if pattern.check == "power":
        return body.atom in pattern.among and body.atom not in pattern.holders
    return bool(body.closure & compiled.body_mask) and any(body.closure & mask for mask in pattern.agent)


def _flagged(text: str, own: list[Pattern], compiled: Compiled, texts: Texts, scanner: Scanner) -> Iterator[str]:
    for pattern in own:
        for read in _acts(text, pattern.act, texts, scanner):
            match = CHECKS[pattern.check](read.claims, pattern, compiled)
            if not isinstance(match, Match) or match.mentions[0].span != read.act:
                continue
            bodies = [m.span for m in match.mentions[1:] if _spoken_of(m, pattern, compiled)]
            if bodies and read.parsed.sentence.span.contains(bodies[0]):
                yield _marked(text, "asserted", read.act, bodies[0], "+")
                return


def _fine(text: str, own: list[Pattern], compiled: Compiled, texts: Texts, scanner: Scanner) -> Iterator[str]:
    for pattern in own:
        for read in _acts(text, pattern.act, texts, scanner):
            stance = tree_stance(read)
            for body in read.bodies:
                if not _spoken_of(body, pattern, compiled) or not read.parsed.sentence.span.contains(body.span):
                    continue
                acts = tree_roles(read, body.span)
                if acts != (stance == "live"):
                    yield _marked(text, _STANCES.get(stance, "asserted"), read.act, body.span, "+" if acts else "-")
                    return


def _marked(text: str, stance: str, act: Span, body: Span, sign: str) -> str:
    """Return the line for an act with a body; nothing where they overlap."""
    if act.overlaps(body) or set("[]{}\n") & set(text):
        return ""
    marks = sorted([(act, "{", "}"), (body, f"[{sign}", "]")], key=lambda m: -m[0].start)
    for span, opening, closing in marks:
        text = text[: span.start] + opening + span.of(text) + closing + text[span.end :]
    return f"{stance:<12} {text}"
