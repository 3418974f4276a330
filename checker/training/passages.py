"""Exercises from sound drafts with facts told wrongly: an exam, one sentence to spot, one to put right."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from checker.judging.standing import Standing
from checker.rulebook.model import SoundDraft
from checker.training.exercise import Exercise, Source
from checker.training.material import Material, alike
from checker.training.mend import to_mend
from checker.training.onerule import on_rule
from checker.training.rewrite import judge
from checker.training.stories import Break, Story, breaks, chief, sentences

_SOUND_ONCE_IN = 12  # exams, one of which has nothing to find
_MOST = 4  # wrong sentences in an exam, at least two
_ONE = "One sentence of this draft"
_TOLD = 3  # reasons for a sound draft
_READ = 3  # sentences of a passage to spot one in, at least


def exam(material: Material, draft: SoundDraft, number: int) -> Exercise | None:
    """Return a whole draft with two to four sentences that cannot be so, now and then none; None if too few break."""
    story = Story(draft)
    if not material.sound(story.told()):
        return None
    wanted = 0 if number % _SOUND_ONCE_IN == _SOUND_ONCE_IN - 1 else 2 + number % (_MOST - 1)
    chosen = _together(material, story, wanted, number)
    if chosen is None:
        return None
    text = story.told({b.fact: b.words for b in chosen})
    spans = sentences(text)
    options = tuple(span.of(text) for span in spans)
    rules = [material.book.rules[b.rule] for b in chosen]
    answer = tuple(story.place(b.fact, {c.fact: c.words for c in chosen}) for b in chosen)
    fits = () if chosen else _fits(material, text)
    return Exercise(
        id=f"exam/{draft.id}/{number}",
        form="exam",
        topic=draft.lesson,
        level=max(1, wanted - 1) if wanted else 3,
        rules=tuple(rule.id for rule in rules),
        question=f"“{draft.title}”: mark every sentence that cannot be so, or that a careful editor would change.",
        text=text,
        options=options,
        answer=answer,
        model="",
        near=tuple(_sound_sentence(story, b) for b in chosen),
        reasons=tuple(
            " ".join(filter(None, (material.reason(rule, text), material.dated(rule, options[i]))))
            for i, rule in zip(answer, rules, strict=True)
        )
        or tuple(f"“{sentence}” can be so. {' '.join(s.statement.split())}" for sentence, s in fits)
        or ("No sentence of it breaks a rule.",),
        sources=tuple(
            dict.fromkeys(
                s for i, rule in zip(answer, rules, strict=True) for s in material.sources(rule, options[i], text)
            )
            or (Source(c.label, c.url or "") for _, s in fits for c in s.authorities)
        ),
    )


def _fits(material: Material, text: str) -> tuple[tuple[str, Standing], ...]:
    """Return what makes a whole draft sound: sentences of it, each with the rule that says most of the same."""
    told: dict[str, tuple[float, str, Standing]] = {}
    for standing in material.fitting(text):
        sentence = next(span.of(text) for span in sentences(text) if span.overlaps(standing.span))
        same = alike(standing.statement, sentence)
        if standing.rule not in told or same > told[standing.rule][0]:
            told[standing.rule] = same, sentence, standing
    likest = sorted(told.values(), key=lambda one: -one[0])
    first = {sentence: standing for _, sentence, standing in reversed(likest)}
    return tuple((sentence, s) for _, sentence, s in likest if first[sentence] is s)[:_TOLD]


def _together(material: Material, story: Story, wanted: int, number: int) -> list[Break] | None:
    """Return facts told otherwise in sentences of their own, each breaking a rule of its own, in the text's order.

    Together they are found where they stand, each by its rule, and nothing else is.
    """
    chosen: list[Break] = []
    for found in breaks(material, story, number) if wanted else ():
        alone = {story.place(b.fact) for b in chosen} | {b.rule for b in chosen}
        if not alone & {story.place(found.fact), found.rule} and _holds(material, story, [*chosen, found]):
            chosen.append(found)
        if len(chosen) == wanted:
            break
    return sorted(chosen, key=lambda b: b.fact) if len(chosen) == wanted else None


def _holds(material: Material, story: Story, chosen: list[Break]) -> bool:
    told = {b.fact: b.words for b in chosen}
    text = story.told(told)
    findings = material.findings(text)[0]
    homes = {story.place(b.fact, told): b.rule for b in chosen}
    spans = sentences(text)
    found = [(i, f.rule) for f in findings for i, span in enumerate(spans) if span.contains(f.span)]
    return (
        len(spans) == story.count
        and len(found) == len(findings) == sum(f.severity.rank > 1 for f in findings)
        and {i for i, _ in found} == set(homes)
        and all((i, rule) in found for i, rule in homes.items())
    )


def spot(material: Material, draft: SoundDraft, number: int) -> Exercise | None:
    """Return a paragraph of a draft with one sentence that cannot be so; None if no paragraph serves."""
    story = Story(draft)
    for broken in islice(breaks(material, story, number), 4):
        told = {broken.fact: broken.words}
        text = story.told(told)
        home = sentences(text)[story.place(broken.fact, told)]
        wrong = home.of(text)
        paragraph = next(part for part in text.split("\n\n") if wrong in part)
        options = tuple(span.of(paragraph) for span in sentences(paragraph))
        findings = material.findings(paragraph)[0]
        if len(options) < _READ or options.count(wrong) != 1 or not findings:
            continue
        start = paragraph.index(wrong)
        if any(f.span.start < start or f.span.end > start + len(wrong) for f in findings):
            continue
        rule = chief(material, findings, wrong, _sound_sentence(story, broken))
        if rule is None:
            continue
        return on_rule(
            material, rule, f"spot/{draft.id}/{number}", paragraph,
            asks=(f"{_ONE} cannot be so. Which?", f"{_ONE} would be changed by a careful editor. Which?"),
            level=2 if len(options) == _READ else 3,
            reason=material.reason(rule, paragraph),
            cited=(wrong, text),
            options=options,
            answer=wrong,
            near=(_sound_sentence(story, broken),),
        )  # fmt: skip
    return None


def _sound_sentence(story: Story, broken: Break) -> str:
    text = story.told()
    return sentences(text)[story.place(broken.fact)].of(text)


def mend(material: Material, draft: SoundDraft, number: int) -> Exercise | None:
    """Return one sentence of a draft that cannot be so, to be put right; its model is the sentence as it was."""
    story = Story(draft)
    for broken in islice(breaks(material, story, number), 4):
        told = {broken.fact: broken.words}
        text = story.told(told)
        wrong = sentences(text)[story.place(broken.fact, told)].of(text)
        model = _sound_sentence(story, broken)
        rule = chief(material, material.findings(wrong)[0], wrong, model)
        if rule is None or not material.sound(model):
            continue
        made = to_mend(material, rule, f"mend/{draft.id}/{number}", wrong, text)
        made = replace(made, level=1, model=model, near=material.near(rule, wrong, model))
        if judge(material, made, model).right:
            return made
    return None
