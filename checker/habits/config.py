"""`vires.toml`, or `[tool.vires]` in pyproject.toml: what a desk or project settles once for all its drafts."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from checker.errors import ViresError

OWN, SHARED = "vires.toml", "pyproject.toml"
BASELINE = "vires-baseline.json"  # where nothing else is said
PRESETS = {"desk": "warning", "all": "note"}  # the least severity that is shown
FAIL_ON = ("error", "warning", "note", "never")
SEVERITIES = ("error", "warning", "note", "off")
LARGEST_MB, MOST_PARSED = 10, 10_000
_KEYS = (
    "rules", "preset", "fail-on", "jurisdiction", "as-of", "exclude", "baseline", "severity", "largest-mb",
    "most-parsed",
)  # fmt: skip
_TABLE = re.compile(rb"^\s*\[\s*tool\s*\.\s*vires\b", re.MULTILINE)


class ConfigError(ViresError):
    """A configuration that cannot be read, or that says what is unknown."""


@dataclass(frozen=True)
class Settings:
    """What a configuration says; what it leaves open is None or empty.

    Attributes:
        file: where it stands; None where there is none.
        rules: folders of rules.
        preset: "desk" shows errors and warnings, "all" notes too.
        fail_on: the least severity that gives exit status 1.
        jurisdiction: id of the place that a draft is about which names none.
        as_of: the day whose law is applied where a draft names none.
        exclude: paths that are passed over in folders and globs, as in .gitignore, seen from the file's folder.
        baseline: the file of what is known already.
        severity: of rules, by their ids; "off" leaves a rule out.
        largest_mb: how many megabytes of text of one draft are read.
        most_parsed: how many sentences of one draft are parsed.
    """

    file: Path | None = None
    rules: tuple[Path, ...] = ()
    preset: str | None = None
    fail_on: str | None = None
    jurisdiction: str | None = None
    as_of: date | None = None
    exclude: tuple[str, ...] = ()
    baseline: Path | None = None
    severity: Mapping[str, str] = field(default_factory=dict)
    largest_mb: int = LARGEST_MB
    most_parsed: int = MOST_PARSED

    def excludes(self, path: Path) -> bool:
        """Return whether a path, or a folder that it lies in, is excluded."""
        if not self.exclude or self.file is None:
            return False
        parts = os.path.relpath(path, self.file.parent).replace(os.sep, "/").split("/")
        above = ["/".join(parts[: n + 1]) for n in range(len(parts))]
        return any(
            (pattern.fullmatch(part) if anywhere else pattern.fullmatch(whole))
            for pattern, anywhere in map(_pattern, self.exclude)
            for part, whole in zip(parts, above, strict=True)
        )


def find(start: Path) -> Path | None:
    """Return the configuration that holds in a folder: its own, or that of the nearest folder above that has one."""
    for folder in (start, *start.parents):
        if (own := folder / OWN).is_file():
            return own
        shared = folder / SHARED
        try:
            if shared.is_file() and _TABLE.search(shared.read_bytes()):
                return shared
        except OSError:
            continue
    return None


def read(file: Path) -> Settings:
    """Return what a configuration says.

    Args:
        file: a TOML file; of one called pyproject.toml, its table `tool.vires`.

    Raises:
        ConfigError: if it cannot be read, is no TOML, or holds an unknown key or a wrong value.
    """
    import tomllib  # noqa: PLC0415  most runs have no configuration

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as why:
        reason = getattr(why, "strerror", None) or "it is not UTF-8"
        raise ConfigError(
            f"cannot be read: {reason}", file=near(file), cure="see that it is there and is text"
        ) from why
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        raise ConfigError(
            f"is no TOML: {why}", file=near(file), cure="mend it; `vires init` writes one to go by"
        ) from why
    table = data.get("tool", {}).get("vires", {}) if file.name == SHARED else data
    return _Reader(file, text).settings(table)


class _Reader:
    def __init__(self, file: Path, text: str) -> None:
        self._file, self._text = file, text

    def settings(self, table: Mapping[str, Any]) -> Settings:
        for key in table:
            if key not in _KEYS:
                import difflib  # noqa: PLC0415  only a mistake needs it

                like = difflib.get_close_matches(key.replace("_", "-"), _KEYS, 1)
                known = f"there are {', '.join(_KEYS)}"
                raise self._error(key, "is no setting", f"did you mean {like[0]}?" if like else known)
        folder = self._file.parent
        baseline = self._string(table, "baseline")
        return Settings(
            self._file,
            tuple(folder / name for name in self._strings(table, "rules")),
            self._choice(table, "preset", tuple(PRESETS)),
            self._choice(table, "fail-on", FAIL_ON),
            self._string(table, "jurisdiction"),
            self._day(table),
            self._strings(table, "exclude"),
            folder / baseline if baseline else None,
            self._severities(table),
            self._number(table, "largest-mb", LARGEST_MB),
            self._number(table, "most-parsed", MOST_PARSED),
        )

    def _string(self, table: Mapping[str, Any], key: str) -> str | None:
        value = table.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self._error(key, "is no text", f'write it as {key} = "..."')
        return value

    def _strings(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(part, str) and part.strip() for part in value):
            raise self._error(key, "is no list of texts", f'write it as {key} = ["..."]')
        return tuple(value)

    def _choice(self, table: Mapping[str, Any], key: str, known: tuple[str, ...]) -> str | None:
        value = table.get(key)
        if value is not None and value not in known:
            raise self._error(key, f"cannot be {value!r}", f"choose {', '.join(known[:-1])} or {known[-1]}")
        return value

    def _number(self, table: Mapping[str, Any], key: str, usual: int) -> int:
        value = table.get(key, usual)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self._error(key, f"cannot be {value!r}", f"write a whole number, as {key} = {usual}")
        return value

    def _day(self, table: Mapping[str, Any]) -> date | None:
        value = table.get("as-of")
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self._error("as-of", f"{value!r} is not a date", "write it as 2024-03-31") from None

    def _severities(self, table: Mapping[str, Any]) -> dict[str, str]:
        value = table.get("severity", {})
        if not isinstance(value, dict):
            raise self._error("severity", "is no table", "write [severity], and below it a line a rule")
        for rule, severity in value.items():
            if severity not in SEVERITIES:
                cure = f"choose {', '.join(SEVERITIES[:-1])} or {SEVERITIES[-1]}"
                raise self._error(f"severity.{rule}", f"cannot be {severity!r}", cure)
        return dict(value)

    def _error(self, key: str, what: str, cure: str) -> ConfigError:
        return ConfigError(what, file=near(self._file), line=line_of(self._text, key), field=key, cure=cure)


def near(file: Path) -> Path:
    """Return a path as it is seen from the working folder, where it lies below."""
    return file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file


def wrong(settings: Settings, key: str, what: str, cure: str) -> ConfigError:
    """Return the error that a value is wrong which only the rules can tell."""
    file = settings.file
    line = line_of(file.read_text(encoding="utf-8"), key) if file else None
    return ConfigError(what, file=near(file) if file else None, line=line, field=key, cure=cure)


def line_of(text: str, key: str) -> int | None:
    """Return the line on which a configuration sets a key, as far as its words tell."""
    name = re.escape(key.rpartition(".")[2])
    found = re.search(
        rf"^[ \t]*(?:[\w.-]+\.)?[\"']?{name}[\"']?[ \t]*=|^[ \t]*\[[\w. -]*\b{name}\]", text, re.MULTILINE
    )
    return text.count("\n", 0, found.start()) + 1 if found else None


def _pattern(text: str) -> tuple[re.Pattern[str], bool]:
    """Return a pattern of paths, and whether it is one of names, which fits at any depth."""
    bare = text.strip().removeprefix("./").rstrip("/")
    anywhere = "/" not in bare
    made = ""
    for part in re.split(r"(\*\*/|\*\*|\*|\?)", bare.removeprefix("/")):
        made += {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part))
    return re.compile(made), anywhere
