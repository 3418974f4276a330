"""YAML and JSON read with the place of every field, so that an error or a finding can point to it.

Unlike rule files a case may come from anybody: aliases, which can stand for endless data, are refused, and values that
look like dates stay words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from json import decoder
from typing import Any

import yaml

from checker.drafts.text import HALF
from checker.errors import DraftError
from checker.spans import Span, line_column

FieldPath = tuple[str | int, ...]
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TIMESTAMP = "tag:yaml.org,2002:timestamp"
_scanstring: Callable[[str, int, bool], tuple[str, int]] = vars(decoder)["scanstring"]  # which typeshed leaves out
_JSON_SPACE = re.compile(r"[ \t\r\n]*")
_JSON_WORD = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")


@dataclass
class Marked:
    """Structured data and where it stands.

    Attributes:
        data: dicts, lists, strings, numbers, truth values and None.
        values: where the value at a path stands in the source, from its first code point to its last.
        keys: where the key of the field at a path stands.
        styles: how the string at a path is written: YAML's `|`, `>`, `'`, `"` or, plain, the empty string.
    """

    data: Any = None
    values: dict[FieldPath, Span] = field(default_factory=dict)
    keys: dict[FieldPath, Span] = field(default_factory=dict)
    styles: dict[FieldPath, str] = field(default_factory=dict)

    def near(self, path: FieldPath) -> Span:
        """Return where the field at `path` starts, or the nearest one above it that is there."""
        while path and path not in self.values:
            path = path[:-1]
        return self.keys.get(path) or self.values.get(path) or Span(0, 0)


def dotted(path: FieldPath) -> str:
    """Return a path as people count: `events[1].body` is the first event's."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read_yaml(source: str, name: str) -> Marked:
    """Read YAML.

    Raises:
        DraftError: if it is not YAML, holds a key twice, or uses aliases; with line and column.
    """
    try:
        loader = _LOADER(source)
        try:
            node = loader.get_single_node()
            marked = Marked()
            if node is not None:
                marked.data = _Yaml(loader, source, name, marked).build(node, ())
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as why:
        mark = why.problem_mark or why.context_mark
        raise DraftError(
            f"is not YAML: {why.problem or why.context}",
            file=name,
            line=mark.line + 1 if mark else None,
            column=mark.column + 1 if mark else None,
            cure="check indentation, quotes and colons there",
        ) from why
    except yaml.YAMLError as why:
        at = getattr(why, "position", None)
        raise DraftError(
            "is not YAML: it holds a control character", file=name, line=line_column(source, at)[0] if at else None,
            cure="remove the character",
        ) from why  # fmt: skip
    except RecursionError as why:
        raise DraftError("is nested too deeply", file=name, cure="write it as the schema of cases shows") from why
    return marked


def read_json(source: str, name: str) -> Marked:
    """Read JSON.

    Raises:
        DraftError: if it is not JSON or holds a key twice; with line and column.
    """
    marked = Marked()
    try:
        reader = _Json(source, name, marked)
        marked.data, at = reader.value(reader.skip(0), ())
        if (at := reader.skip(at)) < len(source):
            raise reader.fault("something follows after the end", at)
    except RecursionError as why:
        raise DraftError("is nested too deeply", file=name, cure="write it as the schema of cases shows") from why
    return marked


class _Yaml:
    def __init__(self, loader: Any, source: str, name: str, marked: Marked) -> None:
        self._loader, self._source, self._name, self._marked = loader, source, name, marked
        self._seen: set[int] = set()

    def build(self, node: Any, path: FieldPath) -> Any:
        if id(node) in self._seen:
            raise self._fault("an alias (*) is not read here", node.start_mark, "write the value out")
        self._seen.add(id(node))
        start = node.start_mark.index
        if isinstance(node, yaml.ScalarNode):
            self._marked.styles[path] = node.style or ""
            data, end = self._scalar(node), self._end(node)
        else:
            data, end = self._collection(node, path)
            end = max(end, start) if node.flow_style is False else node.end_mark.index
        self._marked.values[path] = Span(start, max(start, end))
        return data

    def _collection(self, node: Any, path: FieldPath) -> tuple[Any, int]:
        end = 0
        if isinstance(node, yaml.SequenceNode):
            items = []
            for i, item in enumerate(node.value):
                items.append(self.build(item, (*path, i)))
                end = self._marked.values[*path, i].end
            return items, end
        data: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self._fault("a field's name must be a word", key.start_mark, "write `name: value`")
            inner = (*path, key.value)
            if key.value in data:
                what = f"the field {key.value!r} stands here twice"
                raise self._fault(what, key.start_mark, "keep one of the two, or join them", path)
            data[key.value] = self.build(value, inner)
            self._marked.keys[inner] = Span(key.start_mark.index, key.end_mark.index)
            end = max(self._marked.values[inner].end, key.end_mark.index)
        return data, end

    def _scalar(self, node: Any) -> Any:
        if node.tag == _TIMESTAMP:
            return node.value
        try:
            return self._loader.construct_object(node)
        except ValueError:
            return node.value

    def _end(self, node: Any) -> int:
        end: int = node.end_mark.index
        if node.style in ("|", ">"):  # runs on to the next field
            end = node.start_mark.index + len(self._source[node.start_mark.index : end].rstrip())
        return end

    def _fault(self, what: str, mark: Any, cure: str, path: FieldPath = ()) -> DraftError:
        where = dotted(path) or None
        return DraftError(what, file=self._name, line=mark.line + 1, column=mark.column + 1, field=where, cure=cure)


class _Json:
    """A reader that goes once over the text; the standard one keeps no places."""

    def __init__(self, source: str, name: str, marked: Marked) -> None:
        self._source, self._name, self._marked = source, name, marked

    def skip(self, at: int) -> int:
        match = _JSON_SPACE.match(self._source, at)
        return match.end() if match else at

    def value(self, at: int, path: FieldPath) -> tuple[Any, int]:
        data: Any
        match self._source[at : at + 1]:
            case "{":
                data, end = self._object(at, path)
            case "[":
                data, end = self._array(at, path)
            case '"':
                data, end = self._string(at)
                self._marked.styles[path] = '"'
            case _:
                word = _JSON_WORD.match(self._source, at)
                if not word:
                    raise self.fault("a value is missing", at)
                end = word.end()
                try:
                    data = json.loads(word.group())
                except ValueError as why:
                    raise self.fault("the number is too long", at) from why
        self._marked.values[path] = Span(at, end)
        return data, end

    def fault(self, what: str, at: int, cure: str = "check brackets, commas and quotes there") -> DraftError:
        line, column = line_column(self._source, at)
        return DraftError(f"is not JSON: {what}", file=self._name, line=line, column=column, cure=cure)

    def _object(self, at: int, path: FieldPath) -> tuple[dict[str, Any], int]:
        data: dict[str, Any] = {}
        for start in self._items(at, "}"):
            if self._source[start : start + 1] != '"':
                raise self.fault("a field's name in double quotes is missing", start)
            key, end = self._string(start)
            if key in data:
                line, column = line_column(self._source, start)
                raise DraftError(
                    f"the field {key!r} stands here twice", file=self._name, line=line, column=column,
                    field=dotted(path) or None, cure="keep one of the two, or join them",
                )  # fmt: skip
            self._marked.keys[*path, key] = Span(start, end)
            end = self.skip(end)
            if self._source[end : end + 1] != ":":
                raise self.fault("a colon is missing", end)
            data[key], self._at = self.value(self.skip(end + 1), (*path, key))
        return data, self._at

    def _array(self, at: int, path: FieldPath) -> tuple[list[Any], int]:
        data: list[Any] = []
        for start in self._items(at, "]"):
            item, self._at = self.value(start, (*path, len(data)))
            data.append(item)
        return data, self._at

    def _items(self, at: int, close: str) -> Iterator[int]:
        """Yield where each item starts; the caller leaves its end in `_at`, which is that of the whole at last."""
        at = self.skip(at + 1)
        if self._source[at : at + 1] == close:
            self._at = at + 1
            return
        while True:
            yield at
            at = self.skip(self._at)
            mark = self._source[at : at + 1]
            if mark == close:
                self._at = at + 1
                return
            if mark != ",":
                raise self.fault(f"a comma or {close} is missing", at)
            at = self.skip(at + 1)

    def _string(self, at: int) -> tuple[str, int]:
        try:
            text, end = _scanstring(self._source, at + 1, True)
        except json.JSONDecodeError as why:
            raise self.fault(why.msg[:1].lower() + why.msg[1:].rstrip(" at"), why.pos) from why
        if half := HALF.search(text):
            raise self.fault(f"\\u{ord(half.group()):04x} is half a character", at, "write the character itself")
        return text, end
