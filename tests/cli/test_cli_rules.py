"""`vires explain` and `vires rules`."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import yaml

from checker.rulebook.book import Rulebook

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_explain_a_rule(vires: Run, book: Rulebook, wrong: tuple[str, str]) -> None:
    """Statement, authorities with links, explanation, suggestion and examples, on one screen."""
    rule = book.rules[wrong[1]]
    done = vires("explain", rule.id, env={"COLUMNS": "100"})
    assert done.returncode == 0
    for part in (
        rule.statement,
        rule.explanation,
        rule.suggestion,
        rule.flagged[0],
        *(c.label for c in book.cite(rule)),
    ):
        assert squeezed(part) in squeezed(done.stdout)
    assert all(c.url in done.stdout for c in book.cite(rule) if c.url)
    assert len(done.stdout.splitlines()) <= 45


def test_explain_a_body_by_id_and_name(vires: Run, book: Rulebook) -> None:
    """The same screen, whatever it is called."""
    body = max(book.bodies.values(), key=lambda b: len(b.does))
    done = vires("explain", body.id)
    assert done.returncode == 0
    assert squeezed(body.does) in squeezed(done.stdout)
    assert body.name in done.stdout.splitlines()[0]
    assert vires("explain", *body.name.upper().split()).stdout == done.stdout


def test_explain_names_the_nearest(vires: Run, book: Rulebook) -> None:
    """A slip of the pen is met with the right name; exit status 2."""
    rule = next(iter(book.rules))
    done = vires("explain", rule[:-1] + "#")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert rule in done.stderr
    assert "did you mean" in done.stderr


def test_everything_can_be_explained_on_one_screen(book: Rulebook) -> None:
    """No rule, body, kind, act or source lacks what the screen shows; none but a long rule needs more than one."""
    from checker.cli.sheet import show
    from checker.law.about import about

    for sort, ids in (
        ("rule", book.rules), ("body", book.bodies), ("kind", book.kinds), ("act", book.acts),
        ("source", book.sources.by_id),
    ):  # fmt: skip
        every = max(1, len(ids) // 12)
        for wanted in list(ids)[::every]:
            found = about(book, wanted)
            assert found is not None
            assert sort != "rule" or found.sort == "rule"
            out = io.StringIO()
            show([(found.id, found.name, None), *found.entries], out)
            assert found.id in out.getvalue()
            assert sort == "rule" or len(out.getvalue().splitlines()) <= 60, wanted


def test_explain_kinds_acts_and_sources(vires: Run, book: Rulebook) -> None:
    """By id or name, in text and as JSON: what it does and does not, and the rules that speak of it."""
    data = json.loads(vires("explain", "police", "--format", "json").stdout)
    assert data["sort"] == "kind"
    assert {"bodies", "does not", "rules"} <= set(data["fields"])
    data = json.loads(vires("explain", "grant-injunction", "--format", "json").stdout)
    assert (data["sort"], data["id"]) == ("act", "grant-injunction")
    assert "court" in data["fields"]["held by"][0]["text"]
    source = next(s for s in book.sources if s.kind == "act" and s.url)
    data = json.loads(vires("explain", *source.title.split(), "--format", "json").stdout)
    assert (data["sort"], data["id"]) == ("source", source.id)
    assert data["fields"]["at"][0]["text"] == source.url
    assert source.id in vires("explain", source.id).stdout


def test_list_filters(vires: Run, book: Rulebook) -> None:
    """One line a rule; --kind, --right and --body narrow it."""
    lines = vires("rules", "list").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == list(book.rules)
    assert all(len(line.split("\t")) == 4 for line in lines)
    kind = next(iter(book.rules.values())).kind
    assert {line.split("\t")[1] for line in vires("rules", "list", "--kind", kind).stdout.splitlines()} == {kind}
    for option in ("--kind", "--right", "--body"):
        done = vires("rules", "list", option, "nonsense")
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
        assert kind in done.stderr or option != "--kind"


def test_show_is_yaml_that_a_rule_file_takes(vires: Run, wrong: tuple[str, str]) -> None:
    """The rule's file and line, and its fields under the names that rule files use."""
    done = vires("rules", "show", wrong[1])
    (rule,) = yaml.safe_load(done.stdout)
    assert rule["id"] == wrong[1]
    assert wrong[0] in rule["flagged"]
    assert re.match(r"# \S+\.yaml:\d+\n", done.stdout)
    assert not {"file", "line", "from_", "is_"} & set(rule)
    assert vires("rules", "show", "nonsense").returncode == 2


def test_test_runs_examples(vires: Run, tmp_path: Path, wrong: tuple[str, str]) -> None:
    """Exit status 0 and a count; a false example in a user's own rule is named by its place, exit status 1."""
    done = vires("rules", "test", wrong[1])
    assert done.returncode in (0, 1)
    assert re.search(r"^\d+ examples of 1 rule, ", done.stdout, re.MULTILINE)
    (tmp_path / "mine").mkdir()
    (rule,) = yaml.safe_load(vires("rules", "show", wrong[1]).stdout)
    folder = tmp_path / "mine" / "powers"
    folder.mkdir()
    changed = rule | {"flagged": ["The weather was fine."], "fine": ["It rained."]}
    (folder / "one.yaml").write_text(yaml.safe_dump({"rules": [changed]}), encoding="utf-8")
    done = vires("rules", "test", wrong[1], "--rules", "mine")
    assert done.returncode == 1
    assert "must be flagged, found nothing: The weather was fine." in done.stdout
    assert done.stdout.splitlines()[-1] == "2 examples of 1 rule, 1 failed."


def test_lint_names_faults(vires: Run, tmp_path: Path) -> None:
    """A user's broken rule file is named by file, line and cure; exit status 1, and 2 where a check needs it."""
    (tmp_path / "mine" / "terms").mkdir(parents=True)
    (tmp_path / "mine" / "terms" / "t.yaml").write_text("rules:\n  - id: x\n    statment: y\n", encoding="utf-8")
    done = vires("rules", "lint", "--rules", "mine")
    assert done.returncode == 1
    assert re.search(r"t\.yaml:[23]:", done.stdout)
    assert "statement" in done.stdout
    done = vires("check", "-", "--rules", "mine", stdin="Fine.")
    assert done.returncode == 2
    assert "t.yaml" in done.stderr


def test_the_map_is_drawn(vires: Run, tmp_path: Path) -> None:
    """One SVG in a file, or on standard output."""
    assert vires("rules", "map", "-o", "map.svg", "--as-of", "2026-01-01").returncode == 0
    text = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert text.startswith("<svg ")
    assert "the law of 1 January 2026" in text
    assert vires("rules", "map", "--as-of", "2026-01-01").stdout == text
    assert vires("rules", "map", "--as-of", "2026-01-01", "-o", "map.json").returncode == 0
    data = json.loads((tmp_path / "map.json").read_text(encoding="utf-8"))
    assert data == json.loads(vires("rules", "map", "--as-of", "2026-01-01", "--format", "json").stdout)
    assert {"nodes", "edges", "powers", "kinds"} < data.keys()
    (tmp_path / "draft.md").write_text("mine", encoding="utf-8")
    for name in ("map.png", "draft.md"):
        done = vires("rules", "map", "-o", name)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "there are .json, .svg" in done.stderr
    assert (tmp_path / "draft.md").read_text(encoding="utf-8") == "mine"
