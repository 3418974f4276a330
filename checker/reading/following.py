"""What is said to follow from a condition that may be met: "if nothing is done, the goods are released"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

CONDITIONS = frozenset({"if", "unless", "where", "when", "once"})
_REMOTE = frozenset({"would", "could", "might", "had", "'d", "should"})


def follows(token: Token) -> bool:
    """Return whether a word is said under a condition that may be met, and is no part of the condition."""
    chain = [token, *token.ancestors]
    beside = [c for t in chain for c in t.children]
    if any(c.dep_ in ("aux", "auxpass") and c.lower_ in _REMOTE for c in beside):
        return False
    if any(c.lower_ in CONDITIONS for c in chain[-1].children):
        # Without a comma the condition is taken for the sentence, and what follows for a part of it.
        return any(
            t.dep_ in ("relcl", "ccomp") and not any(c.dep_ == "mark" or c.tag_.startswith("W") for c in t.children)
            for t in chain[:-1]
        )
    if any(t.dep_ == "advcl" or any(c.dep_ == "mark" for c in t.children) for t in chain):
        return False
    return any(c.dep_ == "advcl" and any(m.lower_ in CONDITIONS for m in c.children) for c in beside)
