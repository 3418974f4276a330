"""The group of commands, and what holds for all: one line an error, quiet ends, and the exit status."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module

import click

from checker import __version__
from checker.cli import INTERRUPTED, PIPE_CLOSED
from checker.errors import EXIT_BAD, EXIT_CLEAN, OutputError, ViresError

_COMMANDS = {
    "check": "checker.cli.check",
    "batch": "checker.cli.batch",
    "init": "checker.cli.init",
    "explain": "checker.cli.explain",
    "who": "checker.cli.who",
    "route": "checker.cli.route",
    "parse": "checker.cli.parse",
    "train": "checker.cli.train",
    "score": "checker.cli.score",
    "rules": "checker.cli.rules",
}
_MOST_TOLD = 20
_EPILOG = """\b
Exit status: 0 nothing flagged, 1 something flagged, 2 bad use or unreadable input.

\b
Shell completion, once in your shell's start-up file:
  bash  eval "$(_VIRES_COMPLETE=bash_source vires)"
  zsh   eval "$(_VIRES_COMPLETE=zsh_source vires)"
  fish  _VIRES_COMPLETE=fish_source vires | source

\b
Example:
  vires check article.md
"""


class _Lazy(click.Group):
    """A group that imports a command's module when the command is called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name]).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        # Before click's own handling, which gives a closed pipe the status of a finding.
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except OSError as why:
            raise click.exceptions.Exit(_output_failed(why)) from None
        except KeyboardInterrupt:
            raise click.exceptions.Exit(INTERRUPTED) from None
        return result


@click.group(
    cls=_Lazy, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, message="vires %(version)s")
def vires() -> None:
    """Flag claims about procedure that cannot be so, in drafts about UK intellectual-property disputes.

    The wrong court, a power that nobody has, an impossible limit, date or route, a foreign term: each finding says what
    the law is, which authority says so, and how the sentence could be put right. vires judges what is possible,
    never who is right. Nothing leaves your machine.

    Start with `vires check DRAFT`; ask `vires explain RULE` about what it finds.
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit status; every error is told on standard error in a line."""
    _see_streams()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that lacks a letter shows "?"
    try:
        status = vires.main(None if arguments is None else list(arguments), prog_name="vires", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as why:
        return _taught(why.format_message())
    except click.UsageError as why:
        return _told(_usage(why), EXIT_BAD)
    except click.ClickException as why:
        return _told(why.format_message(), EXIT_BAD)
    except click.Abort:
        return INTERRUPTED
    except ViresError as why:
        errors: list[ViresError] = getattr(why, "errors", None) or [why]
        for error in errors[:_MOST_TOLD]:
            tell(str(error))
        if len(errors) > _MOST_TOLD:
            tell(f"and {len(errors) - _MOST_TOLD} more - `vires rules lint` shows all")
        return why.exit_status
    except OSError as why:
        return _output_failed(why)
    except Exception as why:  # noqa: BLE001  a fault of ours, told without a traceback
        return _told(unexpected(why), EXIT_BAD)
    return status if isinstance(status, int) else EXIT_CLEAN


def _taught(text: str) -> int:
    """Print what a group called alone teaches, in full; whoever reads it may have gone."""
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr, flush=True)
    return EXIT_BAD


def _see_streams() -> None:
    """Put an empty stream where the caller closed a standard one, so that no command need ask if it is there."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  open for the whole run


def unexpected(why: Exception) -> str:
    """Return the one line that tells of a fault of the program; with VIRES_DEBUG set, its traceback is shown too."""
    if os.environ.get("VIRES_DEBUG"):
        traceback.print_exception(why)
    return (
        f"a fault of vires itself: {type(why).__name__}: {why} - "
        "please report this line with the draft or command; VIRES_DEBUG=1 shows where"
    ).replace("\n", " ")


def tell(line: str) -> None:
    """Write an error as a line on standard error."""
    from checker.reports.excerpt import one_line  # noqa: PLC0415

    with contextlib.suppress(OSError):
        print(f"vires: {one_line(line)}", file=sys.stderr)


def _told(line: str, status: int) -> int:
    tell(line)
    return status


def _usage(why: click.UsageError) -> str:
    path = why.ctx.command_path if why.ctx else "vires"
    text = " ".join(why.format_message().split())
    return f"{text.rstrip('.')} - `{path} --help` shows how it is used"


def _output_failed(why: OSError) -> int:
    """Tell that standard output failed, save where its reader has merely gone; keep Python's own last flush quiet."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if why.errno == errno.EPIPE:
        return PIPE_CLOSED
    error = OutputError(
        f"{why.strerror or why}", file=why.filename, cure="see that there is room and that you may use it"
    )
    return _told(str(error), EXIT_BAD)
