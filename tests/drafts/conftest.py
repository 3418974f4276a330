"""Documents made for a test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip of some parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(body: str, footnotes: str = "") -> dict[str, str | bytes]:
    """Return the parts of a Word file."""
    relations = '<?xml version="1.0"?><Relationships xmlns="{}">{}</Relationships>'
    relation = '<Relationship Id="r{0}" Type="{1}/{0}" Target="{2}"/>'
    return {
        "_rels/.rels": relations.format(_PACKAGE, relation.format("officeDocument", _KIND, "word/document.xml")),
        "word/_rels/document.xml.rels": relations.format(
            _PACKAGE, relation.format("footnotes", _KIND, "footnotes.xml")
        ),
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>',
        "word/footnotes.xml": f"<w:footnotes {_NAMESPACES}>{footnotes}</w:footnotes>",
    }


def open_document(body: str, styles: str = "") -> dict[str, str | bytes]:
    """Return the parts of an OpenDocument text."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for name, long in {
            "office": "office",
            "text": "text",
            "table": "table",
            "draw": "drawing",
            "style": "style",
        }.items()
    )
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<?xml version="1.0"?><office:document-content {spaces} xmlns:svg="s"><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>",
    }


@pytest.fixture(scope="session")
def docx() -> Callable[..., bytes]:
    """Return what makes a Word file of a body and footnotes."""
    return lambda body, footnotes="": zipped(word(body, footnotes))


@pytest.fixture(scope="session")
def odt() -> Callable[..., bytes]:
    """Return what makes an OpenDocument text of a body and styles."""
    return lambda body, styles="": zipped(open_document(body, styles))


@pytest.fixture(scope="session")
def pack() -> Callable[[dict[str, str | bytes]], bytes]:
    """Return what makes a zip of parts."""
    return zipped
