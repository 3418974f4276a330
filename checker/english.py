"""Small rules of English that more than one part needs."""

from __future__ import annotations

import re

_AN = re.compile(  # before a vowel that is heard: "an EU right", "an MP", but "a UK right", "a unit", "a European"
    r"(?!(?:one|eu|uni|us[ei]|uti)[a-z])[aeiou](?=[a-z-])|(?!Eu|Uni|Us[ei]|Uti)[AEIOU](?=[a-z-])|[AEFHILMNORSX](?=[A-Z])"
)


def with_article(words: str) -> str:
    """Return words with "a" or "an" before them."""
    return f"{'an' if _AN.match(words) else 'a'} {words}"
