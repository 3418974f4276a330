"""PDFs with text to prose: paragraphs put together from the lines drawn, each word with its page.

PDFium takes the file in, in a process of its own, whose time and memory have bounds.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from checker.drafts import pdfium
from checker.drafts.draft import Draft
from checker.drafts.flow import headings_of, joint, paragraphs, words_of
from checker.drafts.pdfium import Line, Page
from checker.drafts.prose import Prose
from checker.drafts.shape import Shape
from checker.drafts.where import Where
from checker.errors import DraftError

SECONDS = 120
_MARK = b"%PDF-"
# The folders of modules are handed over, and not the one where the program was started: nothing in it is run.
_RUN = "import sys; sys.path.extend(sys.argv[1:]); from checker.drafts.pdfium import main; main()"
_AGAIN = "open it and print it to a new PDF"
_TOLD = {
    pdfium.NO_PDF: ("is damaged or cut off: PDFium cannot open it", _AGAIN),
    pdfium.LOCKED: ("is locked by a password", "save a copy of it without the password"),
    pdfium.TOO_LONG: (f"holds more than {pdfium.MOST_LETTERS:,} letters or {pdfium.MOST_LINES:,} lines", "split it"),
    pdfium.NO_MEMORY: (f"takes more than {pdfium.MEMORY >> 30} GB of memory to read", _AGAIN),
}
_LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))


def read(name: str, data: bytes) -> Draft:
    """Return the draft that a PDF holds. Its source is the text as it was read: a line a line, without running heads.

    Raises:
        DraftError: if it is damaged, locked by a password, has no text, or takes too long; or PDFium is not installed.
    """
    if find_spec("pypdfium2") is None:
        raise DraftError("PDF is read by pypdfium2, which is not installed", file=name, cure="pip install pypdfium2")
    if _MARK not in data[:1024]:
        raise DraftError("is not a PDF", file=name, cure="give its name the suffix of what it is, or print it anew")
    pages = _pages(name, data)
    if not any(line.text for page in pages for line in page.lines):
        raise DraftError("has no text, only pictures", file=name, cure="run text recognition (OCR) on it first")
    return draft_of(name, pages)


def _pages(name: str, data: bytes) -> list[Page]:
    command = [sys.executable, "-I", "-c", _RUN, *(folder for folder in sys.path if folder)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603  ours
    except subprocess.TimeoutExpired:
        raise DraftError(f"takes more than {SECONDS} seconds to read", file=name, cure=_AGAIN) from None
    except OSError as why:
        what = f"cannot be read: no process can be started for it ({why.strerror or why})"
        raise DraftError(what, file=name, cure="save its text as .txt") from why
    if done.returncode:
        what, cure = _TOLD.get(done.returncode, ("makes PDFium fail", _AGAIN))
        raise DraftError(what, file=name, cure=cure)
    return [Page(height, [Line(*line) for line in lines]) for height, lines in json.loads(done.stdout)]


def draft_of(name: str, pages: Sequence[Page]) -> Draft:
    """Return the draft that the lines of some pages are."""
    prose, source, wheres = Prose(), list[str](), list[Where]()
    words = words_of(pages)
    length = 0
    sizes = headings_of(pages)
    for paragraph in paragraphs(pages):
        level = sizes.get(paragraph[0].line.size, 0)
        prose.break_off(Shape(level=level) if level and not paragraph[0].cell else None)
        for i, placed in enumerate(paragraph):
            if length:
                source.append("\n")
                length += 1
            if not wheres or wheres[-1].number != placed.page:
                wheres.append(Where(length, "page", placed.page))
            taken, between = 0, ""
            if i + 1 < len(paragraph):
                taken, between = joint(placed.text, paragraph[i + 1].text, words)
            text = placed.line.text
            _put(prose, text[placed.start : len(text) - taken], length + placed.start)
            source.append(text)
            length += len(text)
            if between:
                prose.stand_for(between, length, 1)
    text, slices = prose.done()
    return Draft(name, "".join(source), text, slices, wheres=tuple(wheres), shapes=tuple(prose.shapes))


def _put(prose: Prose, text: str, source: int) -> None:
    """Add words; letters drawn as one stand for each of theirs."""
    done = 0
    for at, letter in enumerate(text):
        if letter in _LIGATURES or letter == "\t":
            prose.add_seen(text[done:at], source + done)
            prose.stand_for(_LIGATURES.get(letter, " "), source + at, 1)
            done = at + 1
    prose.add_seen(text[done:], source + done)
