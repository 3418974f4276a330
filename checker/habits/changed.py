"""The lines that have changed in git since a revision. Git is asked; nothing that a repository configures is run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from checker.errors import ViresError

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
_PLAIN = ("--no-color", "--no-ext-diff", "--no-textconv")


class DiffError(ViresError):
    """Git does not know the revision or the file, or is not there."""


class Changes:
    """What has changed since a revision.

    Args:
        revision: whatever git takes for one: HEAD, main, v1.2 ...
    """

    def __init__(self, revision: str) -> None:
        self._revision = revision
        self._files = cache(self._files_of)  # one question a repository
        self._known: dict[str, list[range] | None] = {}

    def lines(self, file: str) -> list[range] | None:
        """Return the lines of a file that are new or changed; None for all of them.

        Raises:
            DiffError: if git cannot tell.
        """
        if file not in self._known:
            self._known[file] = self._lines_of(file)
        return self._known[file]

    def _lines_of(self, file: str) -> list[range] | None:
        path = Path(os.path.abspath(file))
        top = self._top(file, path.parent)
        changed, untracked = self._files(top)
        name = os.path.relpath(os.path.realpath(path), os.path.realpath(top)).replace(os.sep, "/")
        if name in untracked:
            return None
        if name not in changed:
            return []
        told = self._git(top, "diff", *_PLAIN, "--unified=0", self._revision, "--", name)
        if "\nBinary files " in f"\n{told}":
            return None
        return [range(int(h[1]), int(h[1]) + int(h[2] or 1)) for h in _HUNK.finditer(told)]

    def _files_of(self, top: Path) -> tuple[frozenset[str], frozenset[str]]:
        changed = self._git(top, "diff", *_PLAIN, "--name-only", "-z", self._revision, "--")
        untracked = self._git(top, "ls-files", "--others", "-z")
        return frozenset(changed.split("\0")), frozenset(untracked.split("\0"))

    def _top(self, file: str, folder: Path) -> Path:
        """Return the folder of the checkout that a file lies in."""
        done = self._ask(folder, "rev-parse", "--show-toplevel")
        if not done.returncode:
            return Path(done.stdout.decode("utf-8", "surrogateescape").rstrip("\n"))
        told = _first_line(done)
        if "not a git repository" in told:
            what, cure = (
                "lies in no git checkout, which --diff needs",
                "leave out --diff, or name drafts that git keeps",
            )
        elif "dubious ownership" in told:
            what = "lies in a git checkout of somebody else, which git does not read"
            cure = "allow it: git config --global --add safe.directory FOLDER"
        else:
            what, cure = f"git cannot tell which checkout it lies in: {told}", "leave out --diff"
        raise DiffError(what, file=file, cure=cure)

    def _git(self, folder: Path, *words: str) -> str:
        done = self._ask(folder, *words)
        if done.returncode:
            raise DiffError(
                f"git cannot tell what has changed since {self._revision}: {_first_line(done)}",
                cure="name a branch, a tag or a commit that is there; in a shallow clone, fetch it first",
            )
        return done.stdout.decode("utf-8", "surrogateescape")

    def _ask(self, folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
        program = shutil.which("git")
        if program is None:
            raise DiffError("--diff needs git, which is not there", cure="install git, or leave out --diff")
        if self._revision.startswith("-"):
            raise DiffError(f"{self._revision!r} is no revision", cure="name a branch, a tag or a commit")
        environment = os.environ | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
        line = [program, *_QUIET, *words]
        return subprocess.run(line, cwd=folder, env=environment, capture_output=True, check=False)  # noqa: S603  git


def _first_line(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return what git says of its failure."""
    told = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return told[0] if told else f"status {done.returncode}"
