"""The files inside a Word or OpenDocument file, unpacked within bounds."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from checker.errors import DraftError

MOST_UNPACKED = 96 * 1024 * 1024  # of all parts that are read
_MOST_FILES = 20_000
_LISTED = b"PK\x01\x02"
_ZIP, _OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1024 * 1024
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
)


class Archive:
    """A zip whose files are read one by one.

    Args:
        name: the document, as errors name it.
        data: the whole of it.
        kind: what it should be, with its article: "a Word file".

    Raises:
        DraftError: if it is no zip, is damaged, or lists more files than any document has.
    """

    def __init__(self, name: str, data: bytes, kind: str) -> None:
        self._name, self._kind, self._left = name, kind, MOST_UNPACKED
        if not data.startswith(_ZIP):
            raise self._no_zip(data)
        if data.count(_LISTED) > _MOST_FILES:  # seen before the list is taken in
            cure = "take out what is embedded in it, or save its text as .txt"
            raise DraftError(f"holds more than {_MOST_FILES:,} files, as no document does", file=name, cure=cure)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS as why:
            raise self.damaged() from why
        self._names = {info.filename.lstrip("/").lower(): info for info in self._zip.infolist()}

    def __contains__(self, part: str) -> bool:
        """Return whether there is a file of that name; letter case counts for nothing."""
        return part.lstrip("/").lower() in self._names

    def stored(self, part: str) -> str:
        """Return the name of a file that there is as the zip spells it."""
        return self._names[part.lstrip("/").lower()].filename

    def read(self, part: str) -> bytes:
        """Return a file's content.

        Raises:
            DraftError: if it is missing, damaged, locked by a password, or larger than is read of one document.
        """
        info = self._names.get(part.lstrip("/").lower())
        if info is None:
            raise DraftError(f"is not {self._kind}: it holds no {part}", file=self._name, cure=self._again)
        if info.flag_bits & 1:
            raise self.locked()
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.damaged(f"{part} is packed in an unknown way")
        chunks = []
        try:
            with self._zip.open(info) as file:
                while chunk := file.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        what = f"unpacks to more than {MOST_UNPACKED >> 20} MB of text ({part})"
                        raise DraftError(what, file=self._name, cure="split it, or save its text as .txt")
                    chunks.append(chunk)
        except _FAULTS as why:
            raise self.damaged(f"{part} cannot be unpacked") from why
        return b"".join(chunks)

    def damaged(self, where: str = "it is no whole zip") -> DraftError:
        """Return the error for a document that is damaged; `where` says at which part of it."""
        return DraftError(f"is damaged or cut off: {where}", file=self._name, cure=self._again)

    @property
    def _again(self) -> str:
        return "open it where it was written, and save it again"

    def _no_zip(self, data: bytes) -> DraftError:
        if not data:
            return DraftError(f"is empty, not {self._kind}", file=self._name, cure=self._again)
        if data.startswith(_OLD_OFFICE):
            if _LOCKED in data:
                return self.locked()
            what = f"is an old Office file, not {self._kind}"
            return DraftError(what, file=self._name, cure="open it and save it as .docx")
        what = f"is not {self._kind}"
        return DraftError(what, file=self._name, cure="give its name the suffix of what it is, or save it again")

    def locked(self) -> DraftError:
        """Return the error for a document that is locked."""
        return DraftError("is locked by a password", file=self._name, cure="save a copy of it without the password")
