"""The rulebook: every rule file, typed and cross-referenced, and the law of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from checker.rulebook.authorities import Sources
from checker.rulebook.citation import Citation
from checker.rulebook.compiled import Compiled
from checker.rulebook.model import (
    Act,
    Appeal,
    Body,
    BodyKind,
    ClaimSort,
    Concept,
    Course,
    Jurisdiction,
    Lesson,
    NeutralCode,
    Rule,
    SoundDraft,
    Uncovered,
    Word,
)  # fmt: skip


@dataclass(frozen=True)
class Rulebook:
    """All that the rule files say.

    Attributes:
        rules, bodies, kinds, acts, concepts, jurisdictions: by id.
        sources: the instruments that authorities name.
        paths, appeals: the ways that claims go, and what can follow.
        uncovered: entries of a dossier that no rule should carry, with the reason.
        codes: the codes of neutral citations.
        lessons: the lessons of the training, in their order.
        drafts: sound drafts, which the training rewrites.
        claims: what the claims are called that paths speak of.
        words: cues of language (negation, reporting, light verbs ...).
        compiled: the same as masks, for reading and judging.
        digest: a hash of the files' names and bytes.
    """

    rules: Mapping[str, Rule]
    bodies: Mapping[str, Body]
    kinds: Mapping[str, BodyKind]
    acts: Mapping[str, Act]
    concepts: Mapping[str, Concept]
    jurisdictions: Mapping[str, Jurisdiction]
    sources: Sources
    paths: Mapping[str, Course] = field(default_factory=dict)
    appeals: Mapping[str, Appeal] = field(default_factory=dict)
    uncovered: Mapping[str, Uncovered] = field(default_factory=dict)
    codes: Mapping[str, NeutralCode] = field(default_factory=dict)
    lessons: Mapping[str, Lesson] = field(default_factory=dict)
    drafts: Mapping[str, SoundDraft] = field(default_factory=dict)
    claims: Mapping[str, ClaimSort] = field(default_factory=dict)
    words: tuple[Word, ...] = ()
    compiled: Compiled = field(default_factory=Compiled)
    digest: str = ""

    def cite(self, rule: Rule | Body | Course | Appeal) -> tuple[Citation, ...]:
        """Return the authorities of a rule, body, path or appeal, each with its label and link."""
        return tuple(self.sources.cite(text) for text in rule.authorities)

    def as_of(self, day: date) -> Rulebook:
        """Return the law of a day: the rules and paths in force and the bodies in being then.

        The compiled form keeps every date, because a claim is judged by the law of its own date.
        """
        return replace(
            self,
            rules={i: r for i, r in self.rules.items() if in_force(r.applies.from_, r.applies.to, day)},
            paths={i: p for i, p in self.paths.items() if in_force(p.from_, p.to, day)},
            bodies={i: b for i, b in self.bodies.items() if in_force(b.from_, b.to, day)},
        )


def in_force(since: date | None, until: date | None, day: date) -> bool:
    """Return whether `day` lies between the two dates, both inclusive; None is open."""
    return (since is None or since <= day) and (until is None or day <= until)
