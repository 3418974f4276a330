"""The formats that drafts come in, in one place. A new one is a module with a function and a line here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Protocol, cast

from checker.drafts.draft import Draft


class Read(Protocol):
    """The face of every format's reader."""

    def __call__(self, name: str, data: bytes) -> Draft:
        """Return the draft that a file holds.

        Args:
            name: the file, as reports and errors name it.
            data: the whole file.

        Raises:
            DraftError: if it is not what it should be, or cannot be read within the bounds of time and memory.
        """


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the suffixes of its files, and the function that reads it, in a module that is loaded only then.

    Attributes:
        without: what of a file is not read.
        plain: the whole of a file is text, so that its size tells how much there is to read.
    """

    suffixes: tuple[str, ...]
    module: str
    function: str = "read"
    without: str = ""
    plain: bool = False


TEXT = "text"
_HIDDEN = "deletions, comments, codes of fields, tables of contents, page heads and feet, what is hidden or struck out"
_BESIDE = "all but events and narrative"
FORMATS: dict[str, Format] = {
    TEXT: Format((".txt", ".text"), "checker.drafts.text", plain=True),
    "Markdown": Format(
        (".md", ".markdown"), "checker.drafts.markdown",
        without="front matter, code, addresses of links, what is struck out", plain=True,
    ),
    "HTML": Format(
        (".html", ".htm", ".xhtml"), "checker.drafts.html",
        without="menus, page heads and feet, forms, scripts, code, what is hidden or struck out",
    ),
    "Word": Format((".docx", ".docm", ".dotx", ".dotm"), "checker.drafts.docx", without=_HIDDEN),
    "OpenDocument": Format((".odt", ".ott"), "checker.drafts.odt", without=_HIDDEN),
    "flat OpenDocument": Format((".fodt",), "checker.drafts.odt", "read_flat", without=_HIDDEN),
    "PDF": Format(
        (".pdf",), "checker.drafts.pdf", without="running heads and page numbers where they are clear, pictures"
    ),
    "e-mail": Format((".eml",), "checker.drafts.eml", without="quotations, signature, attachments"),
    "cases in YAML": Format((".yaml", ".yml"), "checker.drafts.casefile", "read_yaml", without=_BESIDE, plain=True),
    "cases in JSON": Format((".json",), "checker.drafts.casefile", "read_json", without=_BESIDE, plain=True),
}  # fmt: skip
_BY_SUFFIX = {suffix: name for name, form in FORMATS.items() for suffix in form.suffixes}
SUFFIXES = frozenset(_BY_SUFFIX)
_HEAD = 1024
_BEGINNINGS = (
    ("PDF", re.compile(rb"%PDF-")),
    ("OpenDocument", re.compile(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.text", re.DOTALL)),
    ("Word", re.compile(rb"PK\x03\x04|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),  # the second: locked, or an old one
    (
        "HTML",
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])",
            re.I | re.DOTALL,
        ),
    ),
)
# What is known and not read, and what to save it as.
NOT_READ = {
    ".doc": ("Word before 2007", ".docx"),
    ".rtf": ("RTF", ".docx"),
    ".pages": ("Pages", ".docx"),
    ".wpd": ("WordPerfect", ".docx"),
    ".epub": ("EPUB", ".html"),
}


def of_path(path: PurePath) -> Format:
    """Return the format of a file by its suffix; what has none, or another, is text.

    Raises:
        KeyError: if files of that suffix are not read; `NOT_READ` says what they are.
    """
    suffix = path.suffix.lower()
    if suffix in NOT_READ:
        raise KeyError(suffix)
    return of_name(path.name)[1]


def of_name(name: str) -> tuple[str, Format]:
    """Return the format, and what it is called, that a file has by its name's suffix; text where it has no other."""
    called = _BY_SUFFIX.get(PurePath(name).suffix.lower(), TEXT)
    return called, FORMATS[called]


def of_data(data: bytes) -> Format:
    """Return the format of what has no name, by how it begins; what begins like nothing else is text."""
    head = data[:_HEAD]
    return FORMATS[next((name for name, begins in _BEGINNINGS if begins.match(head)), TEXT)]


def reader(form: Format) -> Read:
    """Return the function that reads files of a format, importing its module only now."""
    return cast(Read, getattr(import_module(form.module), form.function))
