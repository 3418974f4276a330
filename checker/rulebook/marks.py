"""YAML read with the place of every field, duplicate keys refused."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from checker.errors import RuleFileError

Place = tuple[int, int]
FieldPath = tuple[str | int, ...]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Marked:
    """Data of one YAML file, and where each field stands (1-based line and column)."""

    def __init__(self, data: Any, places: dict[FieldPath, Place]) -> None:
        self.data = data
        self.places = places

    def place(self, path: FieldPath) -> Place:
        """Return the place of the field at `path`, or of the nearest one above it that has a place."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


def read_marked(file: Path, name: str) -> Marked:
    """Read a YAML file.

    Raises:
        RuleFileError: if the file cannot be read, is not YAML, or holds a key twice.
    """
    text = _text(file, name)
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            places: dict[FieldPath, Place] = {}
            data = None if node is None else _build(loader, node, (), places, name)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as why:
        mark = why.problem_mark or why.context_mark
        raise RuleFileError(
            f"is not YAML: {why.problem or why}",
            file=name,
            line=mark.line + 1 if mark else None,
            column=mark.column + 1 if mark else None,
            cure="check indentation, quotes and colons there",
        ) from why
    except yaml.reader.ReaderError as why:
        before = text[: why.position]
        raise RuleFileError(
            f"is not YAML: a character that may not stand in it (U+{_code(why.character):04X})",
            file=name,
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
            cure="remove control characters",
        ) from why
    return Marked(data, places)


def _text(file: Path, name: str) -> str:
    try:
        data = file.read_bytes()
    except OSError as why:
        cure = "see that it is a file and that you may read it"
        raise RuleFileError(f"cannot be read: {why.strerror or why}", file=name, cure=cure) from why
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as why:
        what = f"byte 0x{data[why.start]:02x} at offset {why.start} is not UTF-8"
        line = data.count(b"\n", 0, why.start) + 1
        raise RuleFileError(what, file=name, line=line, cure="save the file as UTF-8") from why


def _code(character: str | int) -> int:
    return character if isinstance(character, int) else ord(character)


def _build(loader: Any, node: Any, path: FieldPath, places: dict[FieldPath, Place], name: str) -> Any:
    places[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        data: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            key = loader.construct_object(key_node)
            if key in data:
                raise RuleFileError(
                    f"the key {key!r} stands here twice",
                    file=name,
                    line=key_node.start_mark.line + 1,
                    column=key_node.start_mark.column + 1,
                    field=dotted(path),
                    cure="keep one of the two, or join them",
                )
            data[key] = _build(loader, value_node, (*path, str(key)), places, name)
            places[(*path, str(key))] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        return data
    if isinstance(node, yaml.SequenceNode):
        return [_build(loader, item, (*path, i), places, name) for i, item in enumerate(node.value)]
    return loader.construct_object(node)


def dotted(path: FieldPath) -> str:
    """Return a path as people write it: `rules[3].power.holders[0]`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
