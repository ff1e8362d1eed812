"""How the fields of a fillable form are called, for whoever writes one and whoever reads it back.

A field is `a<application>.<what>`, both by their place in the form, so that no word of a person becomes
a name: `a1-mark-2`, `a1-remark-2`, `a1-comment`. The hidden field `package` says what belongs to which place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from incubator_gui.domain.review_package import PackageContent

FORMAT = 1
MOST_CRITERIA = 200
"""No rubric asks more."""
TOKEN = "package"
ABSTAIN = "abstain"
CHOICES_MOST = 11
"""Scales with more points than this are a list to choose from, not buttons."""


@dataclass(frozen=True, slots=True)
class FormCriterion:
    """A criterion as the form asks it: its key and its points, lowest first."""

    key: str
    points: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class FormToken:
    """What a form says of itself."""

    package: UUID
    house: str
    reviewer: UUID
    reviewer_name: str
    rubric_version: int
    criteria: tuple[FormCriterion, ...]
    applications: tuple[tuple[UUID, int, int], ...]
    """Id, number and version of each application, in the order of their places."""

    def to_text(self) -> str:
        """One line of JSON in ASCII, which every program keeps as it is."""
        return json.dumps({
            "format": FORMAT, "package": str(self.package), "house": self.house, "reviewer": str(self.reviewer),
            "reviewer_name": self.reviewer_name, "rubric_version": self.rubric_version,
            "criteria": [[one.key, [str(point) for point in one.points]] for one in self.criteria],
            "applications": [[str(id), number, version] for id, number, version in self.applications]},
            separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> FormToken:
        """The inverse; raises KeyError, TypeError, ValueError, ArithmeticError or LookupError on other text.

        LookupError carries the format where it is a newer one.
        """
        data: Any = json.loads(text)
        if not isinstance(data, Mapping):
            raise TypeError("no form")
        if type(data["format"]) is not int or data["format"] < 1:
            raise ValueError("no format")
        if data["format"] > FORMAT:
            raise LookupError(data["format"])
        criteria = tuple(FormCriterion(str(key), tuple(_point(point) for point in points))
                         for key, points in data["criteria"])
        applications = tuple((_id(id), _count(number), _count(version))
                             for id, number, version in data["applications"])
        if len(criteria) > MOST_CRITERIA or len({id for id, _n, _v in applications}) != len(applications):
            raise ValueError("no form of a package")
        return cls(_id(data["package"]), str(data["house"]), _id(data["reviewer"]), str(data["reviewer_name"]),
                   _count(data["rubric_version"]), criteria, applications)


def token_of(content: PackageContent) -> FormToken:
    """The token of a package's form."""
    head = content.head
    return FormToken(head.package, head.house, head.reviewer, head.reviewer_name, content.rubric.version,
                     tuple(FormCriterion(one.key, one.scale.points) for one in content.rubric.criteria),
                     tuple((one.application, one.number, one.version) for one in content.applications))


def mark_field(application: int, criterion: int) -> str:
    """The choice of a mark; places count from 1."""
    return f"a{application}-mark-{criterion}"


def remark_field(application: int, criterion: int) -> str:
    """The remark on a criterion."""
    return f"a{application}-remark-{criterion}"


def text_field(application: int, name: str) -> str:
    """`comment`, `private_comment`, `reason`, `confidence`, `stance` or `finished` of an application."""
    return f"a{application}-{name.replace('_', '-')}"


def mark_state(place: int) -> str:
    """The value of a button for the mark at this place of the scale, from 0."""
    return f"m{place}"


def _point(text: Any) -> Decimal:
    if len(str(text)) > 12:
        raise ValueError("no mark")
    number = Decimal(str(text))
    if not number.is_finite() or abs(number.adjusted()) > 12:  # one sign more and its digits fill the memory
        raise ValueError("no mark")
    return number


def _id(text: Any) -> UUID:
    if not isinstance(text, str):
        raise TypeError("no id")
    return UUID(text)


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1 << 31:
        raise ValueError("no count")
    return value
