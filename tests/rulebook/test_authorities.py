"""Authorities: what is cited is found, pinpoints are read, links are right; and the sources themselves are in order."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from checker.errors import RuleFileError
from checker.rulebook.authorities import Source, Sources, UnknownSourceError
from checker.rulebook.citation import Citation

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FILES = sorted((ROOT / "rules" / "sources").glob("*.yaml"))


def _read(path: Path) -> list[Source]:
    return [Source.model_validate(entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["sources"]]


ALL = [source for path in FILES for source in _read(path)]


@pytest.fixture(scope="module")
def own() -> Sources:
    """The sources of the project."""
    return Sources.of(ALL)


@pytest.fixture(scope="module")
def few() -> Sources:
    """A handful of made-up sources."""
    leg = "https://www.legislation.gov.uk"
    return Sources.of(
        [
            Source(id="kettles-act", title="Kettles Act 1901", aliases=["KA 1901"], kind="act", url=f"{leg}/ukpga/Edw7/1/9"),
            Source(
                id="kettles-order", title="Kettles Act 1901 (Commencement) Order 1902", kind="si",
                url=f"{leg}/uksi/1902/3", citation="SI 1902/3",
            ),
            Source(id="rules-7", title="RKP Part 7", kind="rules-of-court", url="https://kettles.example/part07"),
            Source(id="rules-8", title="RKP Part 8", kind="rules-of-court", url="https://kettles.example/part08"),
            Source(id="pd-7a", title="Practice Direction 7A", aliases=["PD 7A"], kind="practice-direction"),
            Source(id="spout-1", title="Spout & Sons Ltd v Lid plc", kind="case", citation="[1999] UKHL 1; [1999] 1 AC 2"),
            Source(id="spout-2", title="Spout & Sons Ltd v Lid plc", kind="case", citation="[1998] EWCA Civ 77"),
            Source(id="re-k", title="Re K (A Kettle) (No 2)", kind="case", citation="[2001] EWHC 5 (Ch)"),
            Source(id="code-9", title="9 K.C.", aliases=["9 KC"], kind="foreign"),
            Source(id="convention", title="Kettle Convention", kind="treaty", url="https://kettles.example/c"),
        ]
    )  # fmt: skip


ACT = "https://www.legislation.gov.uk/ukpga/Edw7/1/9"
ORDER = "https://www.legislation.gov.uk/uksi/1902/3"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Kettles Act 1901", ACT),
        ("KA 1901 s.2A(1)", f"{ACT}/section/2A"),
        ("the kettles act 1901, section 12", f"{ACT}/section/12"),
        ("Kettles Act 1901 ss.3-5, 7(1)(a)-(b) and (3), 9", f"{ACT}/section/3"),
        ("Kettles Act 1901 s.4 and Sch.2A para 3", f"{ACT}/section/4"),
        ("Kettles Act 1901 Schs 1A-1B", f"{ACT}/schedule/1A"),
        ("Kettles Act 1901 Sch.5 Pt II s.C4", f"{ACT}/schedule/5"),
        ("Kettles Act 1901 Part 2", f"{ACT}/part/2"),
        ("Kettles Act 1901 s.4 (as enacted (in part))", f"{ACT}/section/4"),
        ("Kettles Act 1901 (Commencement) Order 1902 art 2", f"{ORDER}/article/2"),
        ("Kettles Act 1901 (Commencement) Order 1902 (SI 1902/3) art.2(1)", f"{ORDER}/article/2"),
        ("SI 1902/3 art.2", f"{ORDER}/article/2"),
        ("RKP 7.1", "https://kettles.example/part07"),
        ("RKP r.7.17A(1)(b) and (2), 8.3-8.5", "https://kettles.example/part07"),
        ("RKP Parts 7 and 8", "https://kettles.example/part07"),
        ("RKP 8.1; Kettles Act 1901 s.2 and PD 7A para 1.1", "https://kettles.example/part08"),
        ("Practice Direction 7A paras 1.1, 2.3", None),
        ("Spout & Sons Ltd v Lid plc [1999] UKHL 1", None),
        ("Spout v Lid [1998] EWCA Civ 77 at [12]-[14]", None),
        ("Spout & Sons Ltd v Lid plc [1999] UKHL 1, [1999] 1 AC 2 (HL)", None),
        ("[1998] EWCA Civ 77", None),
        ("Re K (A Kettle) (No 2) [2001] EWHC 5 (Ch) (form of order)", None),
        ("9 K.C. s.102", None),
        ("9 KC 102(b), 104-106", None),
        ("Kettle Convention art 9 and Protocol on its Interpretation", "https://kettles.example/c"),
        ("Kettle Convention Part Three Title V", "https://kettles.example/c"),
        ("non-statutory: Kettle Convention (draft)", "https://kettles.example/c"),
    ],
)
def test_cite(few: Sources, text: str, url: str | None) -> None:
    assert few.cite(text) == Citation(text, url)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kettels Act 1901 s.2", "Kettles Act 1901"),
        ("Kettles Act 1902", "Kettles Act 1901"),
        ("Kettles Act 1901 of the seas", "pinpoint"),
        ("Kettles Act 1901 s.", "pinpoint"),
        ("Kettles Act 1901 2", "pinpoint"),
        ("Kettles Act 1901 s.2,", "pinpoint"),
        ("Kettles Act 1901 s.2 (a", "pinpoint"),
        ("Kettles Act 1901 s.2 and Saucers Act 1900", "pinpoint"),
        ("Kettles Act 1901 r.2", "no rules"),
        ("Kettles Act 1901 (Commencement) Order 1902 (SI 1902/4) art 2", "SI 1902/3"),
        ("RKP 9.1", "RKP"),
        ("RKP 7.1 and 9.2", "9"),
        ("RKP 7.1-9.2", "9"),
        ("Spout & Sons Ltd v Lid plc", "name"),
        ("Spout & Sons Ltd v Lid plc [2000] UKHL 1", "name"),
        ("Cup v Lid [1998] EWCA Civ 77", "name"),
        ("", "name"),
    ],
)
def test_refuses(few: Sources, text: str, word: str) -> None:
    with pytest.raises(UnknownSourceError, match=re.escape(word)):
        few.cite(text)


def test_unknown_source_is_a_value_error_with_titles(few: Sources) -> None:
    with pytest.raises(ValueError, match="did you mean") as caught:
        few.cite("Kettle Act 1901")
    assert isinstance(caught.value, UnknownSourceError)
    assert "Kettles Act 1901" in caught.value.nearest


def test_no_two_of_a_name() -> None:
    one = Source(id="one", title="Kettles Act 1901", kind="act")
    with pytest.raises(RuleFileError, match="names both"):
        Sources.of([one, Source(id="two", title="The Kettles Act, 1901", kind="act")])
    with pytest.raises(RuleFileError, match="id"):
        Sources.of([one, Source(id="one", title="Saucers Act 1901", kind="act")])
    with pytest.raises(RuleFileError, match="no word"):
        Sources.of([Source(id="two", title="...", kind="act")])


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "Not Kebab"},
        {"kind": "law"},
        {"url": "http://a.example/"},
        {"url": "https://a.example/a b"},
        {"year": 1901},
    ],
)
def test_source_is_strict(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Source.model_validate({"id": "a", "title": "A", "kind": "act"} | wrong)


NUMBER = st.from_regex(r"[1-9][0-9]{0,2}[A-D]?(\([1-9]\))?(\([a-c]\))?", fullmatch=True)
UNIT = st.sampled_from(["s.", "ss.", "s. ", "section ", "Sch ", "Sch.", "Part ", "art ", "paras "])
PINPOINT = st.builds(
    lambda unit, numbers, joins: unit + "".join(a + b for a, b in zip(numbers, [*joins[: len(numbers) - 1], ""], strict=True)),
    UNIT, st.lists(NUMBER, min_size=1, max_size=4), st.just([", ", " and ", ", "]),
)  # fmt: skip


@given(
    source=st.sampled_from([s for s in ALL if s.kind == "act"]), pinpoint=PINPOINT, comma=st.sampled_from([" ", ", "])
)
@settings(max_examples=60, deadline=None)
def test_labels_stay_as_written(own: Sources, source: Source, pinpoint: str, comma: str) -> None:
    text = f"{source.title}{comma}{pinpoint}"
    cited = own.cite(text)
    assert cited.label == text
    assert (cited.url is None) == (source.url is None)
    assert cited.url is None or (source.url and cited.url.startswith(source.url))


@given(st.text(max_size=40))
@settings(max_examples=80, deadline=None)
def test_any_text_is_cited_or_refused(own: Sources, text: str) -> None:
    try:
        label = own.cite(f"Patents Act 1977 {text}").label
    except UnknownSourceError as why:
        label = str(why).strip()
        assert label
    else:
        assert label == f"Patents Act 1977 {text}".strip()


# --- the project's own data -------------------------------------------------------------------------------------------


def test_names_and_ids_are_not_shared() -> None:
    ids = Counter(source.id for source in ALL)
    assert [i for i, n in ids.items() if n > 1] == []
    names = Counter(name.casefold() for s in ALL if s.kind != "case" for name in s.names)
    assert [name for name, n in names.items() if n > 1] == []
    citations = Counter(c for s in ALL for c in s.citations)
    assert [c for c, n in citations.items() if n > 1] == []


@pytest.mark.parametrize("source", ALL, ids=lambda s: s.id)
def test_source_is_in_order(own: Sources, source: Source) -> None:
    for name in source.names:
        text = f"{name} {source.citations[0]}" if source.kind == "case" else name
        assert own.find(text) is source, name
        assert own.cite(text) == Citation(text, source.url)
        assert name == name.strip()
        assert not name.startswith("The ")
    for citation in source.citations:
        assert own.find(citation) is source
    if source.kind == "case":
        assert source.citation
    if source.url:
        parts = urlsplit(source.url)
        assert parts.scheme == "https"
        assert not source.url.endswith(".")


_LEGISLATION = re.compile(
    r"https://www\.legislation\.gov\.uk/((ukpga|asp|apni|uksi|nisi|nisr|ssi|eur|apgb|aep|eut)/.+[^/])"
)
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")


@pytest.mark.parametrize("source", [s for s in ALL if s.url and "legislation.gov.uk" in s.url], ids=lambda s: s.id)
def test_legislation_links_agree_with_titles(source: Source) -> None:
    assert source.url
    path = _LEGISLATION.fullmatch(source.url)
    assert path, source.url
    kind, *rest = path[1].split("/")
    if kind in ("ukpga", "asp", "apni", "uksi", "nisi", "nisr") and len(rest) == 2:
        years = _YEAR.findall(source.title)
        assert rest[0] == years[-1], (source.title, source.url)
    if source.citation:
        assert source.citations[-1].endswith("/".join(rest[-2:])), (source.citation, source.url)
    if kind == "eur":
        assert source.kind == "assimilated"


@pytest.mark.parametrize("source", [s for s in ALL if s.kind == "case" and s.url], ids=lambda s: s.id)
def test_case_links_agree_with_citations(source: Source) -> None:
    """The numbers of the neutral citation stand in the link."""
    assert source.url
    found = re.search(r"\[(\d{4})\] (?:UKSC|UKHL|EWCA \w+|EWHC) (\d+)", source.citation or "")
    if found and "curia" not in source.url:
        assert found[1] in source.url
        assert found[2] in source.url


def _strings_of_rules() -> list[str]:
    found: list[str] = []
    for path in sorted((ROOT / "rules").rglob("*.yaml")):
        if "schema" not in path.parts and "sources" not in path.parts:
            for section in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).values():
                for entry in section or []:
                    found += entry.get("authorities", []) if isinstance(entry, dict) else []
    return found


def test_rules_cite_what_is_there(own: Sources) -> None:
    assert _refused(own, _strings_of_rules()) == []


def _refused(own: Sources, texts: list[str]) -> list[str]:
    refused = []
    for text in dict.fromkeys(texts):
        try:
            assert own.cite(text).label == text
        except UnknownSourceError as why:
            refused.append(str(why))
    return refused


@pytest.mark.skipif(not (SHARED / "law").is_dir(), reason="the dossier is not here")
@pytest.mark.parametrize("path", sorted((SHARED / "law").glob("*.yaml")), ids=lambda p: p.stem)
def test_dossier_is_citable(own: Sources, path: Path) -> None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    assert _refused(own, [text for entry in entries for text in entry.get("sources") or []]) == []


@pytest.mark.skipif(not (SHARED / "evaluation").is_dir(), reason="the evaluation set is not here")
@pytest.mark.parametrize("name", ["claims", "drafts", "law"])
def test_evaluation_is_citable(own: Sources, name: str) -> None:
    texts: list[str] = []
    for line in (SHARED / "evaluation" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        for finding in json.loads(line).get("expect") or []:
            texts += finding.get("authority") or []
    assert texts
    assert _refused(own, texts) == []
