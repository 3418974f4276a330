"""The texts that versions are compared over: the project's own, and labelled and real sets that lie beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.rulebook.book import Rulebook

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (
    "README.md", "docs/*.md", "docs/demo/*.md", "cases/*.yaml", "tests/articles/*.md",
    "tests/drafts/documents/libreoffice.*", "tests/drafts/documents/pandoc.*", "tests/drafts/documents/c*.pdf",
)  # fmt: skip


@dataclass(frozen=True)
class Text:
    """A text with what is known of it.

    Attributes:
        key: its name, with a sum of its words: a text that is changed is another text.
        text: the words; empty for a document, which is read from its file.
        wrong: the places of which something is to be found; None where nothing is known of the text.
        own: it is the project's own, so that its words may be repeated in the accepted state.
        file: the document, from the project's folder.
    """

    key: str
    text: str = ""
    wrong: tuple[tuple[int, int], ...] | None = None
    own: bool = True
    file: str = ""


def _key(name: str, content: bytes) -> str:
    return f"{name}/{hashlib.sha256(content).hexdigest()[:8]}"


def of_rules(book: Rulebook) -> Iterator[Text]:
    """Yield the rules' examples, and their prose, which says what the law is and in which nothing is to be found."""
    for rule in book.rules.values():
        for text in dict.fromkeys(rule.flagged):
            yield Text(_key(f"{rule.id}/flagged", text.encode()), text, ((0, len(text)),))
        for text in dict.fromkeys(rule.fine):
            yield Text(_key(f"{rule.id}/fine", text.encode()), text, ())
        for field in ("statement", "explanation", "suggestion"):
            text = getattr(rule, field)
            yield Text(_key(f"{rule.id}/{field}", text.encode()), text, ())


def of_documents() -> Iterator[Text]:
    """Yield the documents of the project; of what is wrong in them nothing is known."""
    for pattern in DOCUMENTS:
        for file in sorted(ROOT.glob(pattern)):
            name = file.relative_to(ROOT).as_posix()
            yield Text(_key(name, file.read_bytes()), file=name)


def of_sets(files: Iterable[Path], *, own: bool = False) -> Iterator[Text]:
    """Yield the texts of labelled sets: rows of {"id", "text"}, with "expect": [{"quote"}] where something is wrong.

    A row without "expect" is a real text, correct by assumption.

    Raises:
        ValueError: if a row is not as said, with its file and line.
    """
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
            if line.strip():
                try:
                    row = json.loads(line)
                    text, wrong = row["text"], tuple(_places(row))
                    yield Text(_key(f"{file.stem}/{row['id']}", text.encode()), text, wrong, own)
                except (KeyError, TypeError, AttributeError, ValueError) as why:
                    raise ValueError(f'{file}:{number}: no row of {{"id", "text", "expect"}}: {why}') from why


def _places(row: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Yield the sentences, roughly, in which something is wrong: from stop to stop around each quote."""
    text = row["text"]
    for claim in row.get("expect", ()):
        start = text.index(claim["quote"])
        end = start + len(claim["quote"])
        stops = (text.find(stop, end) for stop in (". ", "? ", "! ", "\n"))
        yield (
            max(text.rfind(stop, 0, start) for stop in (". ", "? ", "! ", "\n")) + 1,
            min((at for at in stops if at >= 0), default=len(text)),
        )
