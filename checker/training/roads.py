"""Who hears a claim, and the order of its appeals: exercises from the paths of claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from checker.english import with_article
from checker.law.holders import near
from checker.law.names import kinds_above
from checker.law.paths import Step, Way, ways
from checker.rulebook.model import Appeal, Course, Rule
from checker.training.bodies import capital, name_of, others, related, up
from checker.training.exercise import Exercise, Source
from checker.training.material import YEAR, Material, alike, ordered
from checker.training.who import named_in

NOBODY = "Nobody: there is no such claim"
_WORTH = (6_000, 40_000, 300_000, 900_000)  # pounds
_WRONG = 3
_LEAST = 3  # steps to put in order
_BOTH = 2  # of those on a road, how many a near miss names at least
_COURT = "court"  # the kind
_KINDS = ("forum", "route", "power")  # of rules that say who hears what, before others


def rules_of(material: Material, entry: Course | Appeal) -> list[str]:
    """Return the rules that can be trained and cover the same as a path or an appeal, the likest first."""
    entries, topics = set(entry.covers), material.topics
    said = " ".join([entry.why if isinstance(entry, Course) else "", *entry.conditions])
    asking = {topics[name] for name, rule in material.law.rules.items() if name in topics and rule.kind == _KINDS[0]}
    found = [rule for name, rule in material.law.rules.items() if name in topics and entries & set(rule.covers)]

    def place(rule: Rule) -> tuple[int, bool, float]:
        kind = _KINDS.index(rule.kind) if rule.kind in _KINDS else len(_KINDS)
        return kind, topics[rule.id] not in asking, -alike(rule.statement, said)

    return [rule.id for rule in sorted(found, key=place)]


def trained_by_forum(material: Material) -> dict[str, tuple[str, ...]]:
    """Return the paths that "who can hear it?" can be asked of, each with the rule that it trains."""
    found = {name: rules_of(material, path)[:1] for name, path in material.law.paths.items()}
    return {name: tuple(rules) for name, rules in found.items() if rules}


def trained_by_route(material: Material) -> dict[str, tuple[str, ...]]:
    """Return the paths from which an appeal goes, each with the rules on routes that its appeals carry."""
    found = {}
    for name, path in material.law.paths.items():
        ahead = [(path.forum or "", appeal) for appeal in path.appeals]
        pairs = dict[tuple[str, str], Appeal]()
        while ahead:
            lower, key = ahead.pop(0)
            if (lower, key) not in pairs:
                appeal = pairs[lower, key] = material.law.appeals[key]
                ahead += [(appeal.to or "", after) for after in appeal.then]
        if rules := tuple(_on_routes(material, [(lower, appeal) for (lower, _), appeal in pairs.items()])):
            found[name] = rules
    return found


def _on_routes(material: Material, appeals: Iterable[tuple[str, Appeal]]) -> list[str]:
    """Return, for each appeal from a body, the rule on routes that covers it and names most of who has part in it."""
    found: dict[str, None] = {}
    for lower, appeal in appeals:
        parties = {*up(material.book, lower), *up(material.book, appeal.to or "")}
        rules = [r for r in rules_of(material, appeal) if material.book.rules[r].kind == "route"]
        named = {rule: len(parties & set(named_in(material, material.book.rules[rule].statement))) for rule in rules}
        best = max(rules, key=lambda rule: (named[rule], material.book.rules[rule].severity == "error"), default="")
        if best and named[best]:
            found[best] = None
    return list(found)


def forum(material: Material, course: Course, number: int) -> Exercise | None:
    """Return "who can hear it?" about a claim that goes a path; None if no rule can be trained by it."""
    trained = rules_of(material, course)
    asked = _asked(material, course, number)
    if not trained or asked is None:
        return None
    right, act, place, worth, found = asked
    way = next(way for way in found if way.path == course.id)
    level = 1 + number % 3
    wrong = _not_hearing(material, course, (right, act, place), found, level, number)
    answer = _named(material, way.forum) if way.forum else NOBODY
    if level > 1 and way.forum:
        wrong = [*wrong[: _WRONG - 1], NOBODY]
    if len(wrong) < _WRONG:
        return None
    options = tuple(ordered([answer, *wrong[:_WRONG]], "place", course.id, number))
    limited = any(each.limit for each in found)
    return Exercise(
        id=f"who/{course.id}/{number}",
        form="who",
        topic=material.topics[trained[0]],
        level=level,
        rules=(trained[0],),
        question="Which of these can hear this claim?",
        text=facts(material, right, act, place, worth if limited else None),
        options=options,
        answer=(options.index(answer),),
        model="",
        near=_heard_elsewhere(material, way, right, found)
        or material.near(material.book.rules[trained[0]], _as_claim(material, way.forum, right, act)),
        reasons=(" ".join(course.why.split()),),
        sources=_sources(material, right, course),
    )


def _heard_elsewhere(material: Material, asked: Way, right: str, found: list[Way]) -> tuple[str, ...]:
    """Return, as a near miss, that another forum may have the claim too; none where the checker does not let it be."""
    about = with_article(material.book.concepts[right].words[0])
    for way in found:
        if way.forum and way.fits == "yes" and not related(material.book, way.forum, asked.forum):
            told = f"{_named(material, way.forum)} can hear such a claim too."
            if material.sound(told, f"{_named(material, way.forum)} heard a claim about {about}."):
                return (told,)
    return ()


def _as_claim(material: Material, forum: str, right: str, act: str) -> str:
    """Return a claim in words, for what looks like it."""
    about = f"{material.claim(act)} {material.book.concepts[right].words[0]}"
    return f"{capital(name_of(material.law.bodies[forum]))} heard the claim {about}." if forum else about


def facts(material: Material, right: str, act: str, place: str, worth: int | None) -> str:
    """Return what a claim is about, a line each."""
    said = [
        ("Right", material.book.concepts[right].words[0]),
        ("Claim", material.claim(act)),
        ("Worth", f"£{worth:,}" if worth is not None else ""),
        ("Place", material.book.jurisdictions[place].name),
    ]
    return "\n".join(f"{label}: {words}" for label, words in said if words)


def _asked(material: Material, course: Course, number: int) -> tuple[str, str, str, int, list[Way]] | None:
    """Return a right, an act, a place and a worth with which a claim goes the path for sure, and all its ways."""
    for right in ordered(course.rights, "right", course.id, number):
        for act in ordered(course.acts, "act", course.id, number):
            for worth in ordered(_WORTH, "worth", course.id, number):
                place = ordered(course.jurisdictions, "where", course.id, number)[0]
                found = ways(material.law, right, act, place, worth)
                wanted = "yes" if course.forum else "no such claim"
                mine = [way for way in found if way.path == course.id and way.fits == wanted]
                if mine and (course.forum or all(way.fits == wanted for way in found)):
                    return right, act, place, worth, found
    return None


def _not_hearing(
    material: Material, course: Course, asked: tuple[str, str, str], found: list[Way], level: int, number: int
) -> list[str]:
    """Return bodies that do not hear the claim; on the highest level first those that a limit keeps from it."""
    right, act, place = asked
    hearing = {way.forum for way in found if way.fits in ("yes", "on a condition")}
    kept_out = [way.forum for way in found if way.fits == "no" and way.forum not in hearing]
    forums = [path.forum for path in material.law.paths.values() if path.forum in material.law.bodies]
    same, far = others(material.law, course.forum or forums[0] or "", material.suspects, place)
    doubted = _in_doubt if course.forum else _hears_of
    closed = {
        b
        for b in (*same, *far)
        if not any(related(material.book, b, heard) for heard in hearing) and not doubted(material, b, right, act)
    }
    first, then = (same, far) if level == 3 else (far, same)
    courts = [
        b for b in (*ordered(first, "not", course.id, number), *ordered(then, "not", course.id, number)) if b in closed
    ]
    return [_named(material, body) for body in dict.fromkeys([*(kept_out if level == 3 else ()), *courts])][:_WRONG]


def _in_doubt(material: Material, body: str, right: str, act: str) -> bool:
    """Return whether a body hears other claims about a right and, if it is no court, such claims about others."""
    own = [path for path in material.law.paths.values() if path.forum == body]
    court = _COURT in kinds_above(material.law, material.law.bodies[body].kind)
    return any(right in path.rights for path in own) and (court or any(act in path.acts for path in own))


def _hears_of(material: Material, body: str, right: str, act: str) -> bool:
    """Return whether a body hears anything about a right, or such claims about others: where nobody hears a claim, the
    right may yet be put in question before those.
    """  # fmt: skip
    heard = [p for p in material.law.paths.values() if p.forum and (right in p.rights or act in p.acts)]
    return any(related(material.book, body, path.forum) for path in heard if path.forum)


def _named(material: Material, body: str) -> str:
    return capital(name_of(material.law.bodies[body]))


def _sources(material: Material, right: str, *entries: Course | Appeal) -> tuple[Source, ...]:
    told = (authority for entry in entries for authority in material.of_rights(entry.authorities, frozenset({right})))
    cited = dict.fromkeys(map(material.book.sources.cite, told))
    return tuple(Source(citation.label, citation.url or "") for citation in cited)


def route(material: Material, course: Course, number: int) -> Exercise | None:
    """Return "put the steps in order" for one road of appeal from a path; None if it has too few steps."""
    asked = _asked(material, course, number)
    if asked is None or course.forum is None:
        return None
    right, act, place, _, found = asked
    if (part := ordered(_parts(material, place), "part", course.id, number)[0]) != place:
        place, found = part, ways(material.law, right, act, part)
    way = next((way for way in found if way.path == course.id), None)
    chains = [chain for chain in (_chains(way.appeals) if way else ()) if all(step.body for step in chain)]
    for chain in ordered(chains, "road", course.id, number):
        steps = list(_told(material, course.forum, chain))
        appeals = [material.book.appeals[step.id] for step in chain]
        lowers = [course.forum, *(step.body for step in chain)]
        trained = _on_routes(material, zip(lowers, appeals, strict=False))
        if len(steps) < _LEAST or len(set(steps)) < len(steps) or not trained:
            continue
        claims = _claimed(material, course.forum, chain)
        if not material.sound(*claims):
            continue
        options = tuple(ordered(steps, "mixed", course.id, number))
        if list(options) == steps:
            options = (*options[1:], options[0])
        rules = tuple(trained)
        return Exercise(
            id=f"route/{course.id}/{number}",
            form="route",
            topic=material.topics[rules[0]],
            level=1 if len(steps) < 4 else 2 if len(steps) < 5 else 3,
            rules=rules,
            question="Put the steps of this case in order.",
            text=facts(material, right, act, place, None) + _by_name(material, chain[0]),
            options=options,
            answer=tuple(options.index(step) for step in steps),
            model="",
            near=_near(material, course, right, place, chain, claims, number),
            reasons=(" ".join(course.why.split()), *map(_why, claims, appeals)),
            sources=_sources(material, right, course, *appeals),
        )
    return None


def _parts(material: Material, place: str) -> Iterator[str]:
    """Yield the parts of a place that have a law of their own: those that have no parts; itself where it has none."""
    parts = [name for name, other in material.book.jurisdictions.items() if other.parent == place]
    if not parts:
        yield place
    for part in parts:
        yield from _parts(material, part)


def _chains(steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    """Yield every road from here to where no appeal follows."""
    for step in steps:
        if not step.then:
            yield (step,)
        for rest in _chains(step.then):
            yield (step, *rest)


def _told(material: Material, first: str, chain: tuple[Step, ...]) -> Iterator[str]:
    yield f"{_named(material, first)} decides the case."
    for step in chain:
        name = f"the {step.name}" if step.name[:1].islower() else name_of(material.law.bodies[step.body])
        if step.permission and not step.permission.startswith("none"):
            yield f"Permission to appeal to {name} is given."
        yield f"{capital(name)} decides the appeal."


def _claimed(material: Material, first: str, chain: tuple[Step, ...]) -> list[str]:
    """Return each appeal of a road as a claim that the checker can read."""
    bodies = [first, *(step.body for step in chain)]
    names = [name_of(material.law.bodies[body]) for body in bodies]
    return [f"An appeal from {lower} goes to {higher}." for lower, higher in pairwise(names)]


def _near(
    material: Material, course: Course, right: str, place: str, chain: tuple[Step, ...], claims: list[str], number: int
) -> tuple[str, ...]:
    """Return a sound text that looks like a wrong step of a road: it names most of who is on it, and no step of it.

    It is a sound example of a rule on routes; where none names two of those on the road, it is another appeal from one
    of them, or to one.
    """
    bodies = [course.forum or "", *(step.body for step in chain)]
    family = {body: frozenset(up(material.book, body)) for body in bodies}

    def named(text: str) -> int:
        found = frozenset(named_in(material, text))
        return sum(bool(family[body] & found) for body in bodies)

    def fitting(text: str) -> bool:
        rights = material.named_rights(text)
        near = not material.apart(text, material.book.jurisdictions[place].name)
        return near and (not rights or right in rights) and not YEAR.search(text)

    steps = set(pairwise(bodies))

    def step(text: str) -> bool:
        order = [next((body for body in bodies if gap in family[body]), "") for gap in _in_order(material, text)]
        return any(pair in steps for pair in pairwise(filter(None, order)))

    examples = [text for rule in material.law.rules.values() if rule.kind == "route" for text in rule.fine]
    found = [(named(text), text) for text in examples if fitting(text) and not step(text)]
    most = max((count for count, _ in found), default=0)
    texts = [text for count, text in found if count == most >= _BOTH]
    for text in (*ordered(texts, "near", course.id, number), *_other_appeals(material, place, bodies)):
        if max(alike(text, claim) for claim in claims) < 1 and material.sound(text):
            return (text,)
    return ()


def _in_order(material: Material, text: str) -> list[str]:
    """Return the bodies that a text names, in the order in which it does."""
    atoms, bodies = material.book.compiled.atoms, material.book.bodies
    found = {m.span.start: atoms[m.atom] for s in material.scanned(text) for m in s.mentions if atoms[m.atom] in bodies}
    return [found[start] for start in sorted(found)]


def _other_appeals(material: Material, place: str, bodies: list[str]) -> Iterator[str]:
    """Yield, as claims, the appeals near a place from or to bodies of a road that are none of its own.

    One that has a name of its own comes last, and where another goes from the same body not at all: it is an exception,
    such as a leapfrog, and would be told too shortly.
    """
    own = set(pairwise(bodies))
    paths = sorted(material.law.paths.values(), key=lambda path: place not in path.jurisdictions)
    ahead = [(path.forum or "", material.law.appeals[key]) for path in paths for key in path.appeals]
    met: dict[tuple[str, str], Appeal] = {}
    while ahead:
        lower, appeal = ahead.pop(0)
        pair = lower, appeal.to or ""
        if all(pair) and pair not in met:
            met[pair] = appeal
            ahead += [(pair[1], material.law.appeals[key]) for key in appeal.then]
    for pair, appeal in sorted(met.items(), key=lambda one: bool(one[1].name)):
        here = near(material.law, material.law.bodies[pair[0]], place)
        if not here or pair in own or set(pair).isdisjoint(bodies):
            continue
        lower, higher = (name_of(material.law.bodies[body]) for body in pair)
        if not appeal.name:
            yield f"An appeal from {lower} goes to {higher}."
        elif sum(one == pair[0] for one, _ in met) == 1:
            yield f"An appeal from {lower} goes to the {appeal.name}."


def _why(claim: str, appeal: Appeal) -> str:
    """Return what the law says of one appeal of a road: to whom it goes, with whose permission, by when, and so on."""
    said = [
        f"Permission: {appeal.permission}." if appeal.permission else "",
        f"Time: {appeal.time}." if appeal.time else "",
        *appeal.conditions,
    ]
    return " ".join([claim, *filter(None, said)])


def _by_name(material: Material, step: Step) -> str:
    """Return a line that says what the first appeal is called, where the body alone does not say it."""
    return f"\nAppeal: {step.name}" if step.name != material.law.bodies[step.body].name else ""
