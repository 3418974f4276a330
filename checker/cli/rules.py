"""`vires rules`: what the rulebook holds, and whether it is sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import changes, coverage, matrix, mutate, options, picture
from checker.cli.explain import nearest
from checker.errors import EXIT_CLEAN, EXIT_FINDINGS, RuleFileError, ViresError

if TYPE_CHECKING:
    from checker.rulebook.book import Rulebook
    from checker.rulebook.model import Rule

_EPILOG = """\b
Example:
  vires rules list --kind limit
"""


@click.group("rules", epilog=_EPILOG)
def command() -> None:
    """List, show, test, lint and measure the rules."""


for part in (coverage.command, matrix.command, picture.command, changes.stale, changes.diff, mutate.command):
    command.add_command(part)


@command.command(
    "list",
    short_help="List the rules, one a line.",
    epilog="\b\nExample:\n  vires rules list --kind power --body ukipo\n",
)
@click.option("--kind", metavar="KIND", help="Only rules of this kind: power, forum, route, limit, ...")
@click.option("--right", metavar="RIGHT", help="Only rules about this right, as in their scope.")
@click.option(
    "--body", metavar="BODY", help="Only rules that name this body, by its id or name, or whose words hold it."
)
@options.rules
def list_(kind: str | None, right: str | None, body: str | None, rules: tuple[Path, ...]) -> int:
    """List the rules, one a line: id, kind, severity and statement, set apart by tabs."""
    book = _load(rules)
    kinds: set[str] = {rule.kind for rule in book.rules.values()}
    rights = {name for rule in book.rules.values() for name in rule.applies.rights}
    for name, value, known in (("kind", kind, kinds), ("right", right, rights)):
        if value is not None and value not in known:
            raise ViresError(
                f"no rule has the {name} {value!r}", cure=f"there are {', '.join(sorted(known)) or 'none'}"
            )
    if body is not None and not any(_names(book, rule, body) for rule in book.rules.values()):
        names = (name for known in book.bodies.values() for name in (known.id, known.name))
        raise ViresError(f"no rule names {body!r}", cure=nearest(body, names))
    for rule in book.rules.values():
        right_fits = right is None or right in rule.applies.rights
        if (kind is None or rule.kind == kind) and right_fits and (body is None or _names(book, rule, body)):
            click.echo("\t".join((rule.id, rule.kind, rule.severity, " ".join(rule.statement.split()))))
    return EXIT_CLEAN


@command.command(
    "show", short_help="Show rules as data, in YAML.", epilog="\b\nExample:\n  vires rules show RULE > rule.yaml\n"
)
@click.argument("ids", nargs=-1, required=True, metavar="RULE...")
@options.rules
def show(ids: tuple[str, ...], rules: tuple[Path, ...]) -> int:
    """Show rules as data, in YAML as in a rule file; `vires explain` shows one in prose."""
    import yaml  # noqa: PLC0415

    book = _load(rules)
    for rule in _chosen(book, ids):
        if rule.file:
            click.echo(f"# {rule.file}:{rule.line}")
        data = rule.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"file", "line", "kind"})
        click.echo(yaml.safe_dump([data], sort_keys=False, allow_unicode=True, width=110), nl=False)
    return EXIT_CLEAN


@command.command(
    "test",
    short_help="Run the rules' own examples.",
    epilog="\b\nExamples:\n  vires rules test\n  vires rules test RULE --rules my-rules/\n",
)
@click.argument("ids", nargs=-1, metavar="[RULE]...")
@options.rules
def test(ids: tuple[str, ...], rules: tuple[Path, ...]) -> int:
    """Run the rules' own examples: texts that must be flagged, and texts that must not. Exit status 1 if any fails."""
    from checker.engine import run_examples  # noqa: PLC0415  --help must be quick
    from checker.reports.report import counted  # noqa: PLC0415

    book = _load(rules)
    only = [rule.id for rule in _chosen(book, ids)] if ids else None
    total = failed = 0
    for result in run_examples(book, only):
        total += 1
        if result.ok:
            continue
        failed += 1
        others = ", ".join(sorted({f"{f.rule} ({f.severity})" for f in result.found})) or "nothing"
        wanted = "must be flagged" if result.must_flag else "must not be flagged"
        rule = book.rules[result.rule]
        click.echo(f"{rule.file}:{rule.line}: {result.rule}: {wanted}, found {others}: {' '.join(result.text.split())}")
    rules_run = len(book.rules) if only is None else len(only)
    click.echo(f"{counted(total, 'example')} of {counted(rules_run, 'rule')}, {failed or 'none'} failed.")
    return EXIT_FINDINGS if failed else EXIT_CLEAN


@command.command(
    "lint",
    short_help="See that the rule files are sound.",
    epilog="\b\nExample:\n  vires rules lint --rules my-rules/\n",
)
@options.rules
def lint(rules: tuple[Path, ...]) -> int:
    """See that the rule files load and are fit to publish. Exit status 1 if any has a fault."""
    from checker.rulebook import lint as lints  # noqa: PLC0415

    try:
        book = _load(rules)
        faults = lints.lint(book)
    except RuleFileError as why:
        faults = list(getattr(why, "errors", None) or [why])
        book = None
    for fault in faults:
        click.echo(str(fault))
    count = f"{len(book.rules)} rules" if book else "The rules do not load"
    click.echo(f"{count}, {len(faults) or 'no'} {'fault' if len(faults) == 1 else 'faults'}.")
    return EXIT_FINDINGS if faults else EXIT_CLEAN


def _load(rules: tuple[Path, ...]) -> Rulebook:
    from checker.rulebook.load import load_rulebook  # noqa: PLC0415

    return load_rulebook(rules, cache=True)


def _chosen(book: Rulebook, ids: tuple[str, ...]) -> list[Rule]:
    for name in ids:
        if name not in book.rules:
            raise ViresError(f"no rule is called {name!r}", cure=nearest(name, book.rules))
    return [book.rules[name] for name in dict.fromkeys(ids)]


def _names(book: Rulebook, rule: Rule, wanted: str) -> bool:
    from checker.law.about import find_body  # noqa: PLC0415  --help must be quick
    from checker.law.names import named  # noqa: PLC0415

    body, names = find_body(book, wanted), named(rule)
    if body is not None and body.id in names:
        return True
    low = wanted.casefold()
    words = (rule.id, rule.statement, *(group for when in rule.when for group in (*when.agent, *when.at, *when.source)))
    return any(low in text.casefold() for text in words) or low in names
