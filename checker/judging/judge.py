"""Claims against patterns: each check is a small function with one face, chosen by the pattern's name for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from checker.judging.finding import Finding, Severity
from checker.quantities import Amount, same
from checker.reading.claim import Claims, Filler, Predicate
from checker.reading.scan import Mention
from checker.reading.stance import Reading, Stance
from checker.rulebook.authorities import Citation
from checker.rulebook.compiled import AmountTest, Compiled, Pattern, RuleCard
from checker.spans import Span

_LIVE = (Stance.ASSERTED, Stance.ATTRIBUTED)


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern met: where, by which mentions, and who or what is wrong about it."""

    span: Span
    mentions: tuple[Mention, ...]
    subject: str = ""
    amount: str = ""
    authorities: tuple[tuple[str, str | None], ...] = ()


def _fits(reading: Reading, polarity: str) -> bool:
    if reading.stance not in _LIVE:
        return False
    return polarity == "any" or bool(reading.negators) == (polarity == "denied")


def _pick(mentions: Iterable[Mention], mask: int, near: Span, taken: Iterable[Mention] = ()) -> Mention | None:
    """Return the mention nearest to `near` that meets the mask, preferring one that is not taken yet."""
    used = {id(m) for m in taken}
    found = [m for m in mentions if m.closure & mask]
    if not found:
        return None
    return min(found, key=lambda m: (id(m) in used, max(m.span.start - near.end, near.start - m.span.end, 0)))


def _collect(claims: Claims, pattern: Pattern, compiled: Compiled, near: Span, sets: Iterable[tuple[tuple[int, ...], list[Mention]]]) -> list[Mention] | None:
    """Return one mention for each mask of the pattern's groups, or None where one is not met."""
    taken: list[Mention] = []
    carried = False
    for masks, among in sets:
        for mask in masks:
            mention = _pick(among, mask, near, taken)
            if mention is not None:
                taken.append(mention)
            elif carried or mask not in pattern.carry or not _about(claims, mask, compiled):
                return None
            else:
                carried = True
    return taken


def _about(claims: Claims, mask: int, compiled: Compiled) -> bool:
    """Return whether the sentences before are about what `mask` names, and this one about nothing else of the sort."""
    sort = compiled.body_mask if mask & compiled.body_mask else compiled.topic_mask
    return bool(claims.window & mask) and not any((1 << m.atom) & sort for m in claims.mentions)


def _hull(mentions: Iterable[Mention], *spans: Span) -> Span:
    found = [*(m.span for m in mentions), *spans]
    total = found[0]
    for span in found[1:]:
        total = total.hull(span)
    return total


def _context_met(claims: Claims, pattern: Pattern) -> bool:
    return all(mask & claims.window for mask in pattern.context)


def _excused(claims: Claims, pattern: Pattern) -> bool:
    return any(m.closure & pattern.unless for m in claims.mentions) if pattern.unless else False


def _matter_met(claims: Claims, predicate: Predicate, masks: Iterable[int]) -> bool:
    closure = 0
    for mention in predicate.thing:
        closure |= mention.closure
    for mask in masks:
        if mask and not closure & mask and not (predicate.anaphoric and claims.window & mask):
            return False
    return True


def wrong_amount(test: AmountTest, found: list[Amount], near: Span) -> Amount | None:
    """Return the amount nearest to `near` that the test refuses, or None where one is right or none is there."""
    of_kind = [a for a in found if a.dimension == test.dimension or {a.dimension, test.dimension} == {"duration", "workdays"}]
    if any(same(a, test.dimension, v) for a in of_kind for v in test.right):
        return None
    refused = []
    for amount in of_kind:
        high = test.at_most is not None and amount.value > test.at_most * 1.001
        low = test.at_least is not None and amount.value < test.at_least * 0.999
        listed = any(same(amount, test.dimension, v) for v in test.wrong)
        open_ = test.right and test.at_most is None and test.at_least is None and not test.wrong
        bare = not test.right and test.at_most is None and test.at_least is None and not test.wrong
        if high or low or listed or open_ or bare:
            refused.append(amount)
    return min(refused, key=lambda a: max(a.span.start - near.end, near.start - a.span.end, 0)) if refused else None


def _dated(claims: Claims, pattern: Pattern, near: Span) -> bool:
    if not pattern.before and not pattern.since:
        return True
    moment = claims.when(near)
    first, last = (moment.first, moment.last) if moment else (claims.day, claims.day)
    return not (pattern.before and last >= pattern.before) and not (pattern.since and first < pattern.since)


def _claim(claims: Claims, pattern: Pattern, compiled: Compiled) -> Match | None:
    if not pattern.act:
        base = claims.mentions
        taken = _collect(claims, pattern, compiled, _first(base, pattern.has), [(pattern.has, base)])
        if taken is None or not taken:
            return None
        reading = claims.read(taken)
        return _finish(claims, pattern, reading, taken)
    for predicate in claims.predicates:
        if not predicate.mention.closure & pattern.act:
            continue
        near = predicate.mention.span
        agents = predicate.agent if predicate.unit.shape != "noun" else [*predicate.agent, *predicate.source]
        resolved = [m for f in predicate.bodies for m in f.mentions]
        taken = _collect(
            claims, pattern, compiled, near,
            [(pattern.agent, [*agents, *resolved]), (pattern.theme, predicate.thing), (pattern.at, [*predicate.at, *(resolved if predicate.unit.body != "agent" else [])]),
             (pattern.to, predicate.to), (pattern.source, predicate.source), (pattern.has, claims.mentions)],
        )  # fmt: skip
        if taken is None or (predicate.unit.matter and not _matter_met(claims, predicate, (predicate.unit.matter,))):
            continue
        covered = {i for i in claims.read(taken).negators} - {i for i in claims.read([predicate.mention]).negators}
        del covered
        if found := _finish(claims, pattern, predicate.reading, [predicate.mention, *taken]):
            return found
    return None


def _first(mentions: list[Mention], masks: tuple[int, ...]) -> Span:
    rare = min(masks, key=lambda k: sum(1 for m in mentions if m.closure & k), default=0)
    for mention in mentions:
        if mention.closure & rare:
            return mention.span
    return Span(0, 0)


def _finish(claims: Claims, pattern: Pattern, reading: Reading, taken: list[Mention]) -> Match | None:
    if not _fits(reading, pattern.polarity) or not _dated(claims, pattern, taken[0].span):
        return None
    span = _hull(taken)
    if pattern.amount is not None:
        amount = wrong_amount(pattern.amount, claims.amounts, span)
        if amount is None:
            return None
        return Match(span.hull(amount.span), tuple(taken), amount=amount.span.shifted(-claims.span.start).of(claims.text))
    return Match(span, tuple(taken))


def _acting(claims: Claims, pattern: Pattern) -> Iterable[tuple[Predicate, list[Filler]]]:
    for predicate in claims.predicates:
        if not predicate.mention.closure & pattern.act or not predicate.bodies:
            continue
        masks = (*pattern.theme, *((predicate.unit.matter,) if predicate.unit.matter else ()))
        if _matter_met(claims, predicate, masks) and all(any(m.closure & k for m in claims.mentions) for k in pattern.has):
            yield predicate, predicate.bodies


def _power(claims: Claims, pattern: Pattern, compiled: Compiled) -> Match | None:
    for predicate, fillers in _acting(claims, pattern):
        if not _fits(predicate.reading, "affirmed"):
            continue
        for filler in fillers:
            if any((1 << m.atom) & pattern.holders for m in filler.mentions):
                continue
            wrong = [m for m in filler.mentions if (1 << m.atom) & pattern.among]
            if wrong:
                name = compiled.bodies[wrong[0].atom].name
                within = claims.span.contains(wrong[0].span) and not filler.resolved
                taken = (predicate.mention, wrong[0])
                span = _hull([predicate.mention, *(wrong if within else [])], *([] if within or not claims.span.contains(filler.span) else [filler.span]))
                return Match(span, taken, name, authorities=compiled.bodies[wrong[0].atom].authorities)
    return None


def _only(claims: Claims, pattern: Pattern, compiled: Compiled) -> Match | None:
    for predicate, fillers in _acting(claims, pattern):
        holding = [f for f in fillers if any((1 << m.atom) & pattern.holders for m in f.mentions)]
        if len(holding) == 1 and len(fillers) == 1 and holding[0].restricted and _fits(predicate.reading, "affirmed"):
            mention = holding[0].mentions[0]
            return Match(_hull([predicate.mention], holding[0].span), (predicate.mention, mention), subject=f"only {compiled.bodies[mention.atom].name}")
    return None


def _denied(claims: Claims, pattern: Pattern, compiled: Compiled) -> Match | None:
    for predicate, fillers in _acting(claims, pattern):
        if predicate.modal and _fits(predicate.reading, "denied"):
            for filler in fillers:
                if any((1 << m.atom) & pattern.holders for m in filler.mentions) and not filler.restricted:
                    mention = filler.mentions[0]
                    return Match(_hull([predicate.mention], filler.span), (predicate.mention, mention), subject=compiled.bodies[mention.atom].name)
    return None


def _route(claims: Claims, pattern: Pattern, compiled: Compiled) -> Match | None:
    acts = [p for p in claims.predicates if p.mention.closure & pattern.act and _fits(p.reading, "affirmed")]
    bare = [m for m in claims.mentions if m.closure & pattern.act]
    if not acts and not bare:
        return None
    anchor = acts[0].mention if acts else bare[0]
    if not acts and not _fits(claims.read([anchor]), "affirmed"):
        return None
    sources: list[Mention] = []
    for mask in pattern.source:
        mention = _pick(claims.mentions, mask, anchor.span)
        if mention is None:
            if not claims.window & mask:
                return None
        else:
            sources.append(mention)
    if not all(any(m.closure & k for m in claims.mentions) for k in pattern.has):
        return None
    for mention in claims.directed:
        if mention in sources or any(m.span.overlaps(mention.span) for m in sources) or any(mention.closure & k for k in pattern.source):
            continue
        bit = 1 << mention.atom
        if bit & pattern.bodies and not any((1 << m.atom) & pattern.holders for m in claims.directed if m is not mention and m not in sources):
            if not _fits(claims.read([mention]), "affirmed"):
                continue
            return Match(_hull([anchor, mention, *sources]), (anchor, mention, *sources), subject=compiled.bodies[mention.atom].name)
    return None


CHECKS: dict[str, Callable[[Claims, Pattern, Compiled], Match | None]] = {
    "claim": _claim, "power": _power, "only": _only, "denied": _denied, "route": _route,
}  # fmt: skip


class Judge:
    """Holds claims against the compiled rules, as the law stands on `day` (an ordinal)."""

    def __init__(self, compiled: Compiled, day: int) -> None:
        self._compiled, self._day = compiled, day

    def judge(self, claims: Claims, patterns: Iterable[int]) -> list[Finding]:
        """Return the findings of the given patterns on one sentence, at most one a rule."""
        found: dict[str, Finding] = {}
        if claims.told:
            return []
        claims.day = self._day
        for number in patterns:
            pattern = self._compiled.patterns[number]
            card = self._compiled.rules[pattern.rule]
            if card.id in found or _excused(claims, pattern) or not _context_met(claims, pattern):
                continue
            match = CHECKS[pattern.check](claims, pattern, self._compiled)
            if match is None:
                continue
            scope = self._scope(claims, pattern, card, match)
            if scope is not None:
                found[card.id] = self._finding(card, match, scope, claims)
        return list(found.values())

    def _scope(self, claims: Claims, pattern: Pattern, card: RuleCard, match: Match) -> str | None:
        """Return under which law the claim was judged, or None where the rule does not speak to it."""
        place, foreign, assumed = claims.scene(match.mentions)
        above = self._compiled.above.get(place, (place,))
        if foreign and not pattern.foreign:
            return None
        if not foreign and not any(j in above or (place in self._compiled.above.get(j, ()) and place in ("uk", "great-britain")) for j in card.jurisdictions):
            return None
        moment = claims.when(match.span)
        first, last = (moment.first, moment.last) if moment else (self._day, self._day)
        if moment and moment.relation == "since":
            last = max(last, self._day)
        if card.since and last < card.since or card.before and first > card.before:
            return None
        where = place.replace("-", " ")
        when = f"law of {moment.span.shifted(-claims.span.start).of(claims.text).strip()}" if moment else "law of today"
        return f"{where} ({'assumed' if assumed else 'from the text'}), {when}"

    @staticmethod
    def _finding(card: RuleCard, match: Match, scope: str, claims: Claims) -> Finding:
        said = " ".join(match.span.shifted(-claims.span.start).of(claims.text).split()) if claims.span.contains(match.span) else ""
        lead = card.message.format(body=match.subject, amount=match.amount, text=said) if card.message else ""
        if not lead:
            who = f"This has {match.subject} do what it has no power to do" if card.kind == "power" and match.subject and not match.subject.startswith("only ") else ""
            lead = f"{who}. " if who else f"“{match.amount}” is not the figure. " if match.amount else ""
            message = f"{lead}{card.statement}"
        else:
            message = f"{lead} {card.statement}"
        return Finding(
            card.id, card.kind, Severity(card.severity), match.span, message, card.suggestion,
            tuple(Citation(label, url) for label, url in dict.fromkeys((*card.authorities, *match.authorities))), scope,
        )  # fmt: skip
