"""E-mail to prose: the subject and the message as it was written now, without quotations, signature or attachments."""

from __future__ import annotations

import email
import email.policy
import re
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from itertools import islice

from checker.drafts.draft import Draft, Slice
from checker.drafts.html import encoding_of, prose_of_page
from checker.drafts.prose import Prose
from checker.drafts.text import decode
from checker.drafts.where import Where
from checker.errors import DraftError

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_QUOTED = re.compile(r"[ \t]{0,3}>")
_SIGNATURE = re.compile(r"-- ?\r?\n?")
_REPLY = re.compile(r"(?:On .{4,200} wrote:|-{3,} ?(?:Original Message|Forwarded message).{0,40})\s*")
_MOST_PARTS, _MOST_LINES = 100, 2_000_000  # the time that they take is their product
_LONGEST_SUBJECT = 2000


def read(name: str, data: bytes) -> Draft:
    """Return the draft that an e-mail holds. Its source is the subject, a blank line, and the message as decoded.

    Raises:
        DraftError: if it is no e-mail, or holds no message that can be read.
    """
    if data.count(b"\n") + data.count(b"\r") > _MOST_LINES or data.count(b"boundary=") > _MOST_PARTS:
        raise DraftError("has more lines or parts than any e-mail", file=name, cure="save the message's text as .txt")
    try:
        mail = email.message_from_bytes(data, policy=email.policy.compat32)
        subject = _subject(mail)
        body, is_html = _body(name, mail)
    except (RecursionError, MessageError, LookupError, ValueError, TypeError, AttributeError) as why:
        raise DraftError("is a damaged e-mail", file=name, cure="save the message's text as .txt") from why
    source = f"{subject}\n\n{body}" if subject else body
    start = len(source) - len(body)
    prose = Prose()
    prose.add_seen(subject, 0)
    text, slices = prose.done()
    said, places = prose_of_page(name, body) if is_html else _written(body)
    gap = "\n\n" if text and said else ""
    into = len(text) + len(gap)
    slices += tuple(Slice(s.text + into, s.source + start, s.length, s.covers) for s in places)
    wheres = ([Where(0, "subject")] if subject else []) + [Where(start, "message")]
    return Draft(name, source, text + gap + said, slices, wheres=tuple(wheres))


def _subject(mail: Message) -> str:
    given = str(mail.get("Subject", ""))[:_LONGEST_SUBJECT]
    return " ".join(str(make_header(decode_header(given))).split())


def _body(name: str, mail: Message) -> tuple[str, bool]:
    """Return the message, and whether it is HTML: the first text that is no attachment, plain rather than HTML."""
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
    is_html = chosen.get_content_type() == "text/html"
    content = chosen.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    told = (chosen.get_content_charset() or (encoding_of(data) if is_html else "")).lower()
    return decode(data, name, told=told), is_html


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
