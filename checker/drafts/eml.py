"""E-mail to prose: the subject and the message as it was written now, without quotations, signature or attachments."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from email.errors import InvalidBase64CharactersDefect, InvalidBase64LengthDefect, MessageError
from email.header import decode_header, make_header
from email.message import Message
from itertools import islice

from checker.drafts.draft import Draft, Slice
from checker.drafts.html import encoding_of, prose_of_page
from checker.drafts.prose import Prose, seen
from checker.drafts.text import decode
from checker.drafts.transfer import placed, through
from checker.drafts.where import Where
from checker.errors import DraftError
from checker.spans import Span

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_QUOTED = re.compile(r"[ \t]{0,3}>")
_SIGNATURE = re.compile(r"-- ?\r?\n?")
_REPLY = re.compile(r"(?:On .{4,200} wrote:|-{3,} ?(?:Original Message|Forwarded message).{0,40})\s*")
_SUBJECT = re.compile(r"^subject:[ \t]*(?P<value>.*(?:\n[ \t]+.*)*)", re.IGNORECASE | re.MULTILINE)
_IN_HEADER = re.compile(
    r"(?P<coded>=\?[^?\s]+\?[bq]\?[^?\s]*\?=)|(?P<space>\s+)|(?P<plain>(?:(?!=\?)\S)+|=\?)", re.IGNORECASE
)
_Q_WORD = re.compile(r"=\?(?P<charset>[^?*\s]+)(?:\*[^?\s]*)?\?q\?(?P<letters>[^?\s]*)\?=", re.IGNORECASE)
_Q_LETTER = re.compile(r"=(?P<code>[0-9A-Fa-f]{2})|(?P<plain>.)")
_QUOTED_PRINTABLE = "quoted-printable"
_NOT_BASE64 = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect)
_AS_IT_IS = frozenset({"", "7bit", "8bit", "binary"})
_MOST_PARTS, _MOST_LINES = 100, 2_000_000  # the time that they take is their product
_LONGEST_SUBJECT = 2000


def read(name: str, data: bytes) -> Draft:
    """Return the draft that an e-mail holds.

    Its source is the file, so that places have its lines; where the message stands in it in base64, the subject, a
    blank line, and the message as decoded.

    Raises:
        DraftError: if it is no e-mail, or holds no message that can be read.
    """
    if data.count(b"\n") + data.count(b"\r") > _MOST_LINES or data.count(b"boundary=") > _MOST_PARTS:
        raise DraftError("has more lines or parts than any e-mail", file=name, cure="save the message's text as .txt")
    try:
        mail = email.message_from_bytes(data, policy=email.policy.compat32)
        subject = _subject(mail)
        body, told, raw = _body(name, mail)
        text = decode(body, name, told=told)
        is_html = raw.get_content_type() == "text/html"
        quoted = _encoding(raw) == _QUOTED_PRINTABLE
        written = _raw(raw, body, quoted=quoted)
        whole = None if written is None else placed(name, data, written, text, told=told, quoted=quoted)
    except (RecursionError, MessageError, LookupError, ValueError, TypeError, AttributeError) as why:
        raise DraftError("is a damaged e-mail", file=name, cure="save the message's text as .txt") from why
    said, places = prose_of_page(name, text) if is_html else _written(text)
    made = None if whole is None else _whole(whole, subject, said, places)
    return _apart(name, subject, text, said, places) if made is None else made


def _whole(file: Draft, subject: str, said: str, places: tuple[Slice, ...]) -> Draft | None:
    """Return the draft whose source is the file; None where its subject is not found there."""
    text, slices, wheres = "", tuple[Slice, ...](), tuple[Where, ...]()
    if subject:
        found = _SUBJECT.search(file.source)
        if found is None:
            return None
        text, slices, blurred = _of_header(found["value"].rstrip(), found.start("value"), subject)
        wheres = tuple(w for each in blurred for w in (Where(each.start, "subject"), Where(each.end, "")))
    text += "\n\n" if text and said else ""
    slices += tuple(Slice(s.text + len(text), s.source, s.length, s.covers) for s in through(places, file))
    return Draft(file.name, file.source, text + said, slices, wheres=wheres)


def _of_header(value: str, start: int, subject: str) -> tuple[str, tuple[Slice, ...], list[Span]]:
    """Return a subject, its slices, and where in the file it is written so that no letter has a place: in base64."""
    prose = Prose()
    coded = False
    blurred: list[Span] = []
    for match in _IN_HEADER.finditer(value):
        kind, at = match.lastgroup, start + match.start()
        if kind == "coded":
            told = _told(match.group())
            letters = _q_letters(match.group(), told)
            for letter, offset, length in letters or [(seen(told), 0, len(match.group()))]:
                prose.stand_for(seen(letter), at + offset, length)
            if letters is None:
                blurred.append(Span(at, at + len(match.group())))
        elif kind == "space" and coded and value.startswith("=?", match.end()):
            pass  # nothing stands between two that are coded
        elif kind == "plain" or match.group() == " ":
            prose.add_seen(match.group(), at)
        else:
            prose.stand_for(" ", at, len(match.group()))
        coded = kind == "coded"
    text, slices = prose.done()
    if text != seen(subject):
        text = seen(subject)
        slices, blurred = (Slice(0, start, len(text), len(value)),), [Span(start, start + len(value))]
    return text, slices, blurred


def _told(word: str) -> str:
    """Return what an encoded word reads; nothing where it is none by itself, as where a letter is cut in two."""
    try:
        return str(make_header(decode_header(word)))
    except (MessageError, LookupError, ValueError):
        return ""


def _q_letters(word: str, told: str) -> list[tuple[str, int, int]] | None:
    """Return the letters of a word in the Q encoding, each with where and how long it is written; None if it is none.

    Args:
        word: as the header has it.
        told: what it reads.
    """
    whole = _Q_WORD.fullmatch(word)
    if whole is None or not told:
        return None
    decoder = codecs.getincrementaldecoder(whole["charset"])()
    found: list[tuple[str, int, int]] = []
    begun = whole.start("letters")
    for letter in _Q_LETTER.finditer(word, begun, whole.end("letters")):
        code, plain = letter["code"], letter["plain"]
        byte = bytes.fromhex(code) if code else b" " if plain == "_" else plain.encode()
        if text := decoder.decode(byte):
            found.append((text, begun, letter.end() - begun))
            begun = letter.end()
    return found if "".join(text for text, *_ in found) == told else None


def _apart(name: str, subject: str, body: str, said: str, places: tuple[Slice, ...]) -> Draft:
    """Return the draft whose source is what was decoded."""
    source = f"{subject}\n\n{body}" if subject else body
    start = len(source) - len(body)
    prose = Prose()
    prose.add_seen(subject, 0)
    text, slices = prose.done()
    gap = "\n\n" if text and said else ""
    into = len(text) + len(gap)
    slices += tuple(Slice(s.text + into, s.source + start, s.length, s.covers) for s in places)
    wheres = ([Where(0, "subject")] if subject else []) + [Where(start, "message")]
    return Draft(name, source, text + gap + said, slices, wheres=tuple(wheres))


def _subject(mail: Message) -> str:
    given = str(mail.get("Subject", ""))[:_LONGEST_SUBJECT]
    try:
        told = str(make_header(decode_header(given)))
    except UnicodeDecodeError:  # a word by itself is no text: what can be read of it is read
        told = "".join(
            part if isinstance(part, str) else part.decode(charset or "ascii", "replace")
            for part, charset in decode_header(given)
        )
    return " ".join(told.split())


def _body(name: str, mail: Message) -> tuple[bytes, str, Message]:
    """Return the message's bytes, the encoding that it names, and its part.

    That is the first text that is no attachment, plain rather than HTML.
    """
    if not mail.keys():
        raise DraftError("is no e-mail: it has no headers", file=name, cure="save the message's text as .txt")
    found: dict[str, Message] = {}
    for part in islice(mail.walk(), _MOST_PARTS * 10):
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            found.setdefault(kind, part)
    chosen = found.get("text/plain") or found.get("text/html")
    if chosen is None:
        what = "has no message in text or HTML (it may be encrypted)"
        raise DraftError(what, file=name, cure="save the message's text as .txt")
    content = chosen.get_payload(decode=True)
    if any(isinstance(each, _NOT_BASE64) for each in chosen.defects):
        what = "is a damaged e-mail: its message is not the base64 that it says"
        raise DraftError(what, file=name, cure="save the message's text as .txt")
    data = content if isinstance(content, bytes) else b""
    named = encoding_of(data) if chosen.get_content_type() == "text/html" else ""
    return data, (chosen.get_content_charset() or named).lower(), chosen


def _encoding(part: Message) -> str:
    return str(part.get("Content-Transfer-Encoding", "")).strip().lower()


def _raw(part: Message, body: bytes, *, quoted: bool) -> bytes | None:
    """Return the bytes that write a part in the file; None where they do not write it letter by letter."""
    if not quoted:
        return body if _encoding(part) in _AS_IT_IS else None
    written = part.get_payload()
    return written.encode() if isinstance(written, str) and written.isascii() else None


def _written(body: str) -> tuple[str, tuple[Slice, ...]]:
    """Return what was written now: an answer's quotations and what is below a signature's mark are left out."""
    prose = Prose()
    for line in _LINE.finditer(body):
        if _SIGNATURE.fullmatch(line.group()):
            break
        if _QUOTED.match(line.group()) or _REPLY.fullmatch(line.group()):
            prose.break_off()
        else:
            prose.add_seen(line.group(), line.start())
    return prose.done()
