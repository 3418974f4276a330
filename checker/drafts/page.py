"""What a reader of an HTML page meets, in order: words and blocks, but not what is hidden or surrounds the article."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from enum import Enum, auto
from typing import NamedTuple

from checker.drafts.elements import Element, Open, Zone, is_inline
from checker.drafts.tags import VOID, Token, What, is_xhtml, tokens

MOST = 300_000
DEEPEST = 10_000
_LEFT_OUT = frozenset(
    "area audio button canvas code datalist del dialog embed head iframe input link map math meta meter nav noembed"
    " noframes noscript object option output progress rp rt s script select strike style svg template textarea title"
    " video xmp".split()
)
_LEFT_OUT_ROLES = frozenset(
    "navigation banner contentinfo search menu menubar toolbar dialog alertdialog doc-backlink doc-noteref"
    " doc-toc".split()
)
# Words of class and id by which pages name what is not the article, or is seen by no reader.
_LEFT_OUT_NAMES = frozenset(
    "sr-only visually-hidden screen-reader-text noprint mw-editsection headerlink footnote-back footnote-ref"
    " sdfootnotesym sdendnotesym toc nav navbar navigation menu breadcrumb breadcrumbs pagination pager skip-link"
    " footer site-footer page-footer cookie-banner cookie-notice cookie-consent related-links related-articles"
    " share-buttons social-share".split()
)
_NEVER_LEFT_OUT = frozenset("html body main article".split())
_UNSEEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-(?:list\s*:\s*ignore|hide\s*:\s*all))"
)
_HOLDING = frozenset({"form", "header"})
_HEADINGS = frozenset({"h1", "h2"})
# What a form that wraps the whole page holds, and what tells forms and headers apart.
WRAPPED = _HEADINGS | {"main", "article"}
_MENUS = frozenset({"nav", "ul", "ol", "menu", "form"})
TELLING = WRAPPED | _MENUS


class TooManyTagsError(Exception):
    """More tags than are read, or deeper ones; the message says which."""


class Seen(Enum):
    """What a reader of the page meets."""

    WORDS = auto()
    BLOCK = auto()  # the start or the end of one
    LINE = auto()
    QUOTE = auto()


class Event(NamedTuple):
    """What is met, the token that it is, and where: `zone`, `holder` and `set` as in `Element`."""

    seen: Seen
    token: Token
    zone: Zone
    holder: int
    set: bool = False


def walk(source: str, held: Mapping[int, Collection[str]] | None) -> Iterator[Event]:
    """Yield what a reader of the page meets, in order.

    Forms and headers are met only where what they hold says that they are more than that; with None, all are.

    Args:
        source: the page.
        held: the names of `TELLING` elements in each form and header, by its number.

    Raises:
        TooManyTagsError: if it has more than `MOST`, or more than `DEEPEST` open at once.
    """
    open_ = Open()
    xhtml = is_xhtml(source)
    holders = tags = 0
    for token in tokens(source):
        if token.what in (What.TEXT, What.ENTITY):
            here = open_.here
            if not here.left_out:
                yield Event(Seen.WORDS, token, here.zone, here.holder, here.set)
            continue
        tags += 1
        if tags > MOST:
            raise TooManyTagsError(f"has more than {MOST:,} tags")
        before, name = open_.here, token.text
        if token.what is What.CLOSE:
            open_.close(name)
        else:
            open_.make_room(name)
            before = open_.here
            holders += name in _HOLDING
            element = _element(token, before, holders, held)
            if name not in VOID and not (token.empty and xhtml):
                open_.push(element)
                if len(open_) > DEEPEST:
                    raise TooManyTagsError(f"nests elements more than {DEEPEST:,} deep, as no page does")
            if name == "br" or is_inline(name):
                before = element
        if before.left_out:
            continue
        if name == "br":
            yield Event(Seen.LINE, token, before.zone, before.holder)
        elif name == "q":
            yield Event(Seen.QUOTE, token, before.zone, before.holder)
        elif not is_inline(name) and name not in ("img", "wbr", "input"):
            yield Event(Seen.BLOCK, token, max(before.zone, open_.here.zone), open_.here.holder)


def _element(token: Token, outer: Element, holders: int, held: Mapping[int, Collection[str]] | None) -> Element:
    name, has = token.text, token.attributes
    role, names = has.get("role", ""), f"{has.get('class', '')} {has.get('id', '')}" if has else ""
    zone, holder = outer.zone, holders if name in _HOLDING else outer.holder
    if name == "main" or role == "main":
        zone = Zone.MAIN
    elif name == "article" or role == "article" or has.get("itemprop") == "articlebody":
        zone = max(zone, Zone.ARTICLE)
    note = name == "sup" or (name == "a" and has.get("href", "").startswith("#"))
    left_out = (
        outer.left_out
        or name in _LEFT_OUT
        or ("hidden" in has and has["hidden"] != "until-found")
        or has.get("aria-hidden") == "true"
        or role in _LEFT_OUT_ROLES
        or name == "footer"
        or (name == "div" and has.get("title") in ("header", "footer"))  # those of the pages of a LibreOffice text
        or (name == "aside" and zone is Zone.PAGE)
        or (note and outer.note)
        or (name in _HOLDING and held is not None and not _is_article(name, zone, held.get(holder, ())))
        or (bool(names) and name not in _NEVER_LEFT_OUT and not _LEFT_OUT_NAMES.isdisjoint(names.split()))
        or bool(_UNSEEN.search(has.get("style", "")))
    )
    return Element(name, left_out, zone, holder, note or (outer.note and is_inline(name)), name == "pre" or outer.set)


def _is_article(name: str, zone: Zone, held: Collection[str]) -> bool:
    """Return whether a form or header holds what is to be read."""
    if name == "form":
        return not WRAPPED.isdisjoint(held)
    return zone is not Zone.PAGE or (not _HEADINGS.isdisjoint(held) and _MENUS.isdisjoint(held))
