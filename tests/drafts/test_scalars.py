"""Strings of YAML and JSON files, joined to the place where they are written."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.drafts.marked import read_json, read_yaml
from checker.drafts.scalars import slices_of

TEXT = st.text(st.sampled_from("abc  \n\"'\\:#|>-é😋\t£.")) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n")
)


def check(source: str, is_json: bool) -> str:
    marked = (read_json if is_json else read_yaml)(source, "case")
    value = marked.data["narrative"]
    span = marked.values["narrative",]
    slices = slices_of(source, span, marked.styles["narrative",], value)
    at = 0
    for part in slices:
        assert not value[at : part.text].strip()
        at = part.text + part.length
        if part.covers:
            assert span.start <= part.source < part.source + part.covers <= span.end
        else:
            assert value[part.text : at] == source[part.source : part.source + part.length]
    assert not value[at:].strip()
    return str(value)


@settings(max_examples=200, deadline=None)
@given(text=TEXT, style=st.sampled_from(["|", ">", "'", '"', None]), width=st.sampled_from([5, 40, 1000]))
def test_yaml_in_every_style(text: str, style: str | None, width: int) -> None:
    data = {"title": "x", "narrative": text}
    source = yaml.dump(data, default_style=style, width=width, allow_unicode=True, sort_keys=False)  # type: ignore[call-overload]
    assert check(source, is_json=False) == text


@settings(max_examples=200, deadline=None)
@given(text=TEXT, ascii_only=st.booleans())
def test_json(text: str, ascii_only: bool) -> None:
    assert check(json.dumps({"narrative": text}, ensure_ascii=ascii_only), is_json=True) == text


@pytest.mark.parametrize(
    "source",
    [
        "narrative: |\r\n  The court\r\n    ruled.\r\n\r\n  Again.\r\n",
        "narrative: >-\n  The court\n  ruled.\n\n  Again.",
        "narrative: the court\n  ruled\n\n  again\n",
        'narrative: "the \\\n  court\n  ruled \\u00a3 \\x41\\n"\n',
        "narrative: 'the court''s\n\n  ruling'",
        "narrative: | # a note\n  The court ruled.\n# another\n",
    ],
)
def test_folds_escapes_and_line_ends(source: str) -> None:
    assert "court" in check(source, is_json=False)


def test_words_of_a_folded_narrative_have_their_own_places() -> None:
    source = "narrative: >\n  The court\n  ruled.\n"
    marked = read_yaml(source, "case")
    slices = slices_of(source, marked.values["narrative",], ">", marked.data["narrative"])
    assert [source[s.source : s.source + s.length] for s in slices if s.length > 1] == ["The court", "ruled."]
