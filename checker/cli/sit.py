"""A session begun or continued: which one, with which exercises, and how it is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from checker.cli import INTERRUPTED
from checker.cli.play import Left, Play, Teacher
from checker.cli.terminal import Terminal
from checker.errors import EXIT_CLEAN, StoreError, ViresError
from checker.rulebook.load import load_rulebook
from checker.training.lessons import lessons, topic_of
from checker.training.make import Maker
from checker.training.session import Chooser
from checker.training.store import Session, Settings, Store

_KEPT = "What was answered is kept; `vires train` goes on here."
_NEXT_LINE = "\n"  # after a prompt that was not answered


@dataclass(frozen=True, slots=True)
class Wish:
    """What session is wished for.

    Attributes:
        settings: what it trains.
        any_open: whether one that is open may be continued whatever it trains.
        any_day: likewise, whatever day its law is of.
        new: whether none is to be continued.
    """

    settings: Settings
    any_open: bool
    any_day: bool
    new: bool

    def fits(self, session: Session) -> bool:
        """Return whether a session that is open is one to be continued."""
        if self.new:
            return False
        day = session.settings.as_of if self.any_day else self.settings.as_of
        wished = session.settings if self.any_open else self.settings
        return replace(wished, as_of=day) == session.settings


def sit(store: Store, wish: Wish, rules: tuple[Path, ...]) -> int:
    """Play the session that is wished for, and return the exit status.

    Raises:
        ViresError: if there are no such exercises; StoreError, if answers cannot be kept.
    """
    book = load_rulebook(rules, cache=True)
    wish = replace(wish, settings=replace(wish.settings, topic=topic_of(book, wish.settings.topic)))
    titles = {lesson.id: lesson.title for lesson in lessons(book)}
    terminal = Terminal()
    with store:
        session = next(filter(wish.fits, store.open_sessions()), None)
        if session is None:
            Maker(book, date.fromisoformat(wish.settings.as_of)).knows(wish.settings.topic, wish.settings.rule)
            session = store.begin(wish.settings, datetime.now(UTC))
            greeting = "? helps, q leaves; what was answered is kept."
        else:
            greeting = f"The session that is open goes on: {session.answered} of {session.settings.count} are done."
        kept = f"{_KEPT} The clock of the exam runs on." if session.settings.minutes else _KEPT
        try:
            maker = Maker(book, date.fromisoformat(session.settings.as_of))
            chooser = Chooser(maker, list(titles), session.settings, session.seed)
            teacher = Teacher(chooser, maker.make, maker.judge, maker.cite)
            Play(store, session, teacher, titles, terminal).run(greeting)
        except StoreError:
            raise
        except ViresError:
            store.end(session.id, datetime.now(UTC))  # it could not go on the next time either
            store.drop(session.id)
            raise
        except Left:
            terminal.hint(kept)
        except EOFError:
            terminal.hint(_NEXT_LINE + kept if terminal.live else kept)
        except KeyboardInterrupt:
            terminal.hint(_NEXT_LINE + kept)
            return INTERRUPTED
    return EXIT_CLEAN
