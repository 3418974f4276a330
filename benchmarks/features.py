"""What the small model sees of an act and a body: order, distance, the words around, the way through the tree.

No name of a body and no word of an act is among the features: what is learnt is English, not law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pairs import Read
from ways import order_roles, tree_roles

from checker.reading.parsed import ParsedSentence
from checker.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST_WAY = 6  # labels; a longer way through the tree is no evidence of anything
_NEAR = 8  # words before an act
_FUNCTION = frozenset({"ADP", "AUX", "CCONJ", "SCONJ", "DET", "PART", "PRON", "PUNCT", "ADV"})


def token_at(parsed: ParsedSentence, span: Span) -> Token | None:
    """Return the head of a stretch of a sentence: the token in it that depends on one outside it."""
    start, end = span.start - parsed.sentence.span.start, span.end - parsed.sentence.span.start
    inside = [t for t in parsed.doc if t.idx < end and t.idx + len(t) > start]
    numbers = {t.i for t in inside}
    return next((t for t in inside if t.head.i not in numbers or t.head.i == t.i), None)


def _said(token: Token) -> str:
    """Return a word as a feature: itself where it is grammar, else its part of speech."""
    return token.lower_ if token.pos_ in _FUNCTION else token.tag_


def role_features(read: Read, body: Span, *, stacked: bool) -> dict[str, float]:
    """Return the features of a body with an act; with `stacked` also what the other two ways answer."""
    out = dict.fromkeys(_role(read, body), 1.0)
    if stacked:
        tree, order = tree_roles(read, body), order_roles(read, body)
        out |= {f"tree={tree}": 1.0, f"order={order}": 1.0, f"both={tree},{order}": 1.0}
    return out


def _role(read: Read, body: Span) -> Iterator[str]:
    parsed, unit = read.parsed, read.unit
    shape = unit.shape if unit else "none"
    place = "agent" if unit is None or unit.body == "agent" else "frame"
    yield f"shape={shape},{place}"
    act, head = token_at(parsed, read.act), token_at(parsed, body)
    if act is None or head is None:
        yield "elsewhere"
        return
    side = "before" if body.start < read.act.start else "after"
    passive = any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in act.children)
    frame = f"{shape},{place},{side},{'passive' if passive else 'active'}"
    yield f"frame={frame}"
    yield f"act={shape},{act.tag_},{act.dep_}"
    first, last = sorted((act.i, head.i))
    between = list(parsed.doc[first + 1 : last])
    yield f"{frame},far={min(len(between) // 3, 6)}"
    others = [b for b in read.bodies if not b.span.overlaps(body) and _lies_between(b.span, body, read.act)]
    yield f"{frame},others={min(len(others), 2)}"
    for sign in (",", ";", ":"):
        if any(t.text == sign for t in between):
            yield f"{side},has{sign}"
    for token in between:
        if token.pos_ in _FUNCTION and token.pos_ != "PUNCT":
            yield f"{side},between={token.lower_}"
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            yield f"{side},verb between"
    edge = head.left_edge.i - 1
    yield f"{side},led={_said(parsed.doc[edge]) if edge >= 0 else '^'}"
    following = head.i + 1
    yield f"{side},followed={_said(parsed.doc[following]) if following < len(parsed.doc) else '$'}"
    yield f"{side},act led={_said(parsed.doc[act.i - 1]) if act.i else '^'}"
    yield f"{side},act followed={_said(parsed.doc[act.i + 1]) if act.i + 1 < len(parsed.doc) else '$'}"
    yield f"{shape},dep={head.dep_},{'same' if head.head.i == act.i else 'other'}"
    yield f"way={shape},{_way(head, act)}"


def _lies_between(other: Span, body: Span, act: Span) -> bool:
    return min(body.end, act.end) <= other.start and other.end <= max(body.start, act.start)


def _way(head: Token, act: Token) -> str:
    """Return the labels from the body up to what holds both and down to the act."""
    above = [act, *act.ancestors]
    numbers = {t.i: n for n, t in enumerate(above)}
    up, node = [], head
    while node.i not in numbers and node.head.i != node.i:
        up.append(node.dep_)
        node = node.head
    down = [t.dep_ for t in above[: numbers.get(node.i, 0)]]
    way = [*(f"<{d}" for d in up), *(f">{d}" for d in reversed(down))]
    return "".join(way) if len(way) <= _LONGEST_WAY else "long"


def stance_features(read: Read, answers: tuple[str, ...] = ()) -> dict[str, float]:
    """Return the features of how an act is put; with `answers` also what the other ways answer."""
    out = dict.fromkeys(_stance(read), 1.0)
    return out | {f"{n}={answer}": 1.0 for n, answer in enumerate(answers)}


def _stance(read: Read) -> Iterator[str]:
    parsed = read.parsed
    act = token_at(parsed, read.act)
    yield f"end={read.parsed.sentence.span.of(read.text).rstrip()[-1:]}"
    if act is None:
        return
    for token in parsed.doc[: act.i]:
        if token.pos_ != "PROPN":
            yield f"before={token.lemma_.lower()}"
            if token.i >= act.i - _NEAR:
                yield f"near={token.lemma_.lower()}"
    for token in parsed.doc[act.i + 1 : act.i + 6]:
        yield f"after={_said(token)}"
    node = act
    for _ in range(5):
        word = "." if node.i == act.i or node.pos_ == "PROPN" else node.lemma_.lower()
        yield f"above={word},{node.dep_}"
        for child in node.children:
            if child.pos_ in _FUNCTION or child.dep_ in ("neg", "mark", "aux"):
                yield f"child={child.lower_},{child.dep_}"
                yield f"child={child.lower_}"
        if node.head.i == node.i:
            break
        node = node.head
    following = read.text[parsed.sentence.span.end :].strip()
    if following:
        yield f"next={re.split(r'[^A-Za-z]+', following)[0]}"
