"""Which rules a sentence of the rulebook's own keeps: one of a sound example, or of a sound draft."""

from __future__ import annotations

from collections.abc import Iterator

from checker.rulebook.model import Rule, SoundDraft
from checker.spans import Span
from checker.training.material import Material
from checker.training.nearly import Near, near_rules
from checker.training.stories import Story, sentences
from checker.training.why import contrast, own_reason

_TRIED = 3  # other words of a fact that are tried
_TYPED = str.maketrans("“”‘’–—", "\"\"''--")  # what a word processor puts in place of what was typed


class Kept:
    """Knows why a sound sentence breaks no rule.

    Args:
        material: what to ask.
    """

    def __init__(self, material: Material) -> None:
        self._material = material
        self._examples: dict[str, dict[str, str]] = {}
        self._drafts: dict[str, tuple[SoundDraft, int]] = {}
        for rule in material.law.rules.values():
            for text in rule.fine:
                for span in sentences(text):
                    self._examples.setdefault(_key(span.of(text)), {})[rule.id] = text
        for draft in material.book.drafts.values():
            text = Story(draft).told()
            self._drafts |= {_key(span.of(text)): (draft, n) for n, span in enumerate(sentences(text))}

    def rules(self, sentence: str) -> Iterator[Near]:
        """Yield the rules that a sound sentence comes near and does not break, each once.

        Those that it would break if one thing in it were otherwise; that of which it is a sound example; and, in a
        sound draft, those that other words of its facts break.
        """
        known = set[str]()
        for near in (*near_rules(self._material, sentence), *self._exemplified(sentence), *self._told(sentence)):
            if near.rule not in known:
                known.add(near.rule)
                yield near

    def _exemplified(self, sentence: str) -> Iterator[Near]:
        for name, text in self._examples.get(_key(sentence), {}).items():
            rule = self._material.book.rules[name]
            why = own_reason(self._material, rule, text) or contrast(rule, text) or "The rule has nothing against it."
            yield self._near(rule, why, Span(0, len(sentence)))

    def _told(self, sentence: str) -> Iterator[Near]:
        draft, number = self._drafts.get(_key(sentence), (None, 0))
        if draft is None:
            return
        story = Story(draft)
        for fact, (_, words) in enumerate(story.facts):
            if story.place(fact) != number:
                continue
            for other in words[1 : _TRIED + 1]:
                told = {fact: other}
                text = story.told(told)
                home = sentences(text)[story.place(fact, told)]
                found = [f for f in self._material.findings(text)[0] if f.span.overlaps(home) and f.severity.rank > 1]
                at = sentence.find(words[0])
                place = Span(at, at + len(words[0])) if at >= 0 else Span(0, len(sentence))
                for name in dict.fromkeys(f.rule for f in found if f.rule in self._material.book.rules):
                    why = f"“{words[0]}” can be so; “{other}” could not."
                    yield self._near(self._material.book.rules[name], why, place)

    def _near(self, rule: Rule, why: str, span: Span) -> Near:
        cited = tuple(map(self._material.book.sources.cite, rule.authorities))
        return Near(rule.id, " ".join(rule.statement.split()), why, span, cited)


def _key(sentence: str) -> str:
    return " ".join(sentence.translate(_TYPED).split())
