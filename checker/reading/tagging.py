"""What the parser's attribute ruler gives a word, kept: its patterns are the same for the same word, tag and label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_RULER = "attribute_ruler"
_NAME = "vires_kept_attributes"
_MOST = 50_000  # words kept, with their tags and labels
_FIELDS: list[int | str] = ["LOWER", "TAG", "DEP"]
_SET: list[int | str] = ["POS", "MORPH", "LEMMA"]


class KeptAttributes:
    """Does what the attribute ruler of a pipeline does, several times as fast.

    Nearly all its patterns look at one word, its tag and its label. What they give is kept for each that was met. A
    sentence that a pattern of several words meets, or in which a word is given more than `_SET`, is left to the ruler.

    Args:
        nlp: the pipeline; its ruler is asked, never changed.
    """

    def __init__(self, nlp: Language) -> None:
        from spacy.matcher import Matcher  # noqa: PLC0415  it is there, where a pipeline is

        ruler: Any = nlp.get_pipe(_RULER)
        self._ruler = ruler
        self._several = Matcher(nlp.vocab)
        for number, entry in enumerate(ruler.patterns):
            longer = [pattern for pattern in entry["patterns"] if len(pattern) > 1]
            if longer:
                self._several.add(str(number), longer)
        self._kept: dict[tuple[int, ...], tuple[int, ...] | None] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech, morphology and, where a pattern says so, lemma of each word."""
        keys = [tuple(row) for row in doc.to_array(_FIELDS).tolist()]
        if len(self._kept) > _MOST:
            self._kept.clear()
        if self._several(doc) or any(key in self._kept and self._kept[key] is None for key in keys):
            ruled: Doc = self._ruler(doc)
            return ruled
        new = {key: i for i, key in enumerate(keys) if key not in self._kept}
        if new:
            return self._asked(doc, new)
        import numpy as np  # noqa: PLC0415  loaded with the parser

        given: Any = np.array([self._kept[key] for key in keys], dtype="uint64")
        doc.from_array(_SET, given)
        return doc

    def _asked(self, doc: Doc, new: dict[tuple[int, ...], int]) -> Doc:
        """Ask the ruler, and keep what it gives to the words that are new."""
        before = doc.to_array(_FIELDS).tolist()
        ruled: Doc = self._ruler(doc)
        after, given = ruled.to_array(_FIELDS).tolist(), ruled.to_array(_SET).tolist()
        for key, i in new.items():
            self._kept[key] = tuple(given[i]) if before[i] == after[i] else None
        return ruled


def with_kept_attributes(nlp: Language) -> Language:
    """Have a pipeline keep what its attribute ruler gives; one that has none is left as it is."""
    from spacy.language import Language as Pipelines  # noqa: PLC0415

    if _RULER not in nlp.pipe_names:
        return nlp
    if not Pipelines.has_factory(_NAME):
        Pipelines.component(_NAME, func=KeptAttributes(nlp))
    nlp.add_pipe(_NAME, before=_RULER)
    nlp.disable_pipe(_RULER)
    return nlp
