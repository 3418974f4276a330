"""Case descriptions: what happened in a dispute, as structured events and, where there is one, a narrative."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    PrivateAttr,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from checker.spans import Span

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_WORDS = r"\S"


@dataclass(frozen=True, slots=True)
class When:
    """A day, a month or a year: `first` to `last`, inclusive."""

    first: date
    last: date

    def __str__(self) -> str:
        """Write it as case files do: 2021-03-05, 2021-03 or 2021."""
        if self.first == self.last:
            return self.first.isoformat()
        return self.first.strftime("%Y-%m" if self.first.month == self.last.month else "%Y")


def _when(value: Any) -> When:
    match = _DATE.fullmatch(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None
    if not match:
        raise ValueError("is not a date")
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        raise ValueError("is not a date")
    if month is None:
        return When(date(year, 1, 1), date(year, 12, 31))
    days = monthrange(year, month)[1]
    if day is None:
        return When(date(year, month, 1), date(year, month, days))
    if not 1 <= day <= days:
        raise ValueError(f"is not a date: that month has {days} days")
    return When(date(year, month, day), date(year, month, day))


def _as_words(value: Any) -> Any:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Words = Annotated[str, StringConstraints(pattern=_WORDS)]
Day = Annotated[
    When,
    PlainValidator(_when),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(
        {
            "description": "A day, a month or a year.",
            "examples": ["2021-03-05", "2021-03", 2021],
            "anyOf": [
                {"type": "string", "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ],
        }
    ),
]
Quantity = Annotated[
    str,
    BeforeValidator(_as_words),
    StringConstraints(pattern=_WORDS),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": _WORDS}, {"type": "number"}]}),
]
SeverityName = Literal["error", "warning", "note"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Placed(_Part):
    _span: Span = PrivateAttr(default=Span(0, 0))
    _spans: Mapping[str, Span] = PrivateAttr(default_factory=dict)

    def stands(self, span: Span, spans: Mapping[str, Span]) -> None:
        """Keep where it stands in the file, and where its fields do ("body", "rights[1]"); for the file's reader."""
        self._span, self._spans = span, spans

    @property
    def span(self) -> Span:
        """Where it stands in `Draft.source`."""
        return self._span

    def span_of(self, name: str) -> Span:
        """Return where the value of a field stands in `Draft.source`; the whole's place where it is not there."""
        return self._spans.get(name, self._span)


class Party(_Part):
    """Somebody in the dispute."""

    name: Words = Field(description="The name as drafts give it.")
    role: Words | None = Field(None, description="Claimant, defendant, applicant, opponent, proprietor ...")
    jurisdiction: Words | None = Field(None, description="Where the party is at home.")


class Event(_Placed):
    """Something that happened, is happening or is to happen: who did what, to what, where, with what outcome."""

    date: Day | None = Field(None, description="When; the law of that time applies.")
    body: Words | None = Field(None, description="Who acts: a body, an office or a role, by any of its names.")
    act: Words = Field(description="What is done, as a verb says it: rule on, grant, appeal, fine, seize ...")
    object: Words | None = Field(None, description="To what: a claim, a right, a decision, a thing.")
    right: Words | None = Field(None, description="The right that it is about: patent, copyright, trade mark ...")
    forum: Words | None = Field(None, description="Where: the court, tribunal or office before which it is done.")
    amount: Quantity | None = Field(None, description="How much: £50,000, 25% ...; a bare number is in pounds.")
    period: Quantity | None = Field(None, description="How long, or within what time: 20 years, 28 days ...")
    jurisdiction: Words | None = Field(None, description="Under which law, where not the case's own.")
    outcome: Words | None = Field(None, description="What came of it: granted, refused, binding on all courts ...")
    text: Words | None = Field(None, description="The event as a sentence of prose, for people; it is not judged.")


class Expected(_Part):
    """A finding that the case must give: by its rule, or at least by its severity, and where."""

    rule: Words | None = Field(None, description="Id of the rule.")
    severity: SeverityName | None = Field(None, description="error, warning or note.")
    at: Annotated[int, Field(ge=1)] | Words = Field(
        description="The event's number, the first being 1; or words of the narrative, each as it stands there."
    )

    @model_validator(mode="after")
    def _says_what(self) -> Expected:
        if self.rule is None and self.severity is None:
            raise ValueError("neither rule nor severity is given")
        return self


class Case(_Placed):
    """A dispute in structured form.

    Attributes:
        date: the day from which the description looks: undated events and the narrative are judged by its law.
        expect: the findings that it must give, all of them; empty for a sound case, None where none are stated.
    """

    title: Words = Field(description="What the case is about, in a line.")
    jurisdiction: Words | None = Field(None, description="Under which law, where nothing else is said.")
    rights: tuple[Words, ...] = Field((), description="The rights in dispute.", strict=False)
    parties: tuple[Party, ...] = Field((), description="Who is in dispute.", strict=False)
    date: Day | None = Field(None, description="The day, month or year from which the description looks.")
    events: tuple[Event, ...] = Field((), description="What happened, in order.", strict=False)
    narrative: Words | None = Field(None, description="The case as prose; it is read like any draft.")
    expect: tuple[Expected, ...] | None = Field(None, description="The findings that it must give.", strict=False)
