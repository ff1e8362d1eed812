"""A fillable form that came back: which package it is, and what was filled in, application by application."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg
from incubator_gui.core.process import ChildDied, run_child
from incubator_gui.domain.clean_text import clean_text
from incubator_gui.domain.form_names import (
    ABSTAIN,
    TOKEN,
    FormCriterion,
    FormToken,
    mark_field,
    mark_state,
    remark_field,
    text_field,
)
from incubator_gui.domain.review_form import STANCE_KEYS, Given, ReviewForm, form_of
from incubator_gui.domain.review_package import Odd, ReturnContent, ReturnedReview
from incubator_gui.domain.review_words import CONFIDENCES

MOST_BYTES = 300_000_000
_MEMORY_MB, _SECONDS = 1024, 60.0
_OURS = re.compile(rf"(?:.*\.)?(a\d+-[a-z0-9-]+|{TOKEN})(?:\+\d+)?", re.DOTALL)
"""A name of ours, and what programs that join files make of it."""


def read_form(path: Path, *, stop: Callable[[], bool] | None = None) -> ReturnContent:
    """Read a form; raises Refused with one sentence where it is none of ours, damaged or locked.

    Whether package and reviewer are known is for the house to say.
    """
    if path.stat().st_size > MOST_BYTES:
        raise Refused(msg("“{name}” is larger than 300 MB. A filled review form is not; it was not read.",
                          name=path.name))
    try:
        answer = run_child("incubator_gui.exchange.form_child:read", {"path": str(path)}, memory_mb=_MEMORY_MB,
                           seconds=_SECONDS, cancelled=stop)
    except ChildDied as error:
        raise Refused(msg("“{name}” is damaged or asks for far too much memory or time. Ask for it once more.",
                          name=path.name)) from error
    answer = _alone(path, answer)
    token = _token(path, answer)
    book = _Book(answer["fields"], answer["places"], frozenset(answer["long"]))
    reviews, odd = list[ReturnedReview](), list[Odd]()
    for place, (id, _number, version) in enumerate(token.applications, 1):
        form, places, strange = book.review(place, token.criteria)
        reviews.append(ReturnedReview(id, version, form, places, strange,
                                      unread=book.unread(place, token.criteria, form)))
    return ReturnContent(token.package, "form", token.reviewer, token.reviewer_name, token.rubric_version, None,
                         tuple(reviews), tuple(odd))


def _alone(path: Path, answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """The answer of one form, under its own names: programs that join papers put something before or behind them."""
    fields, places, twice = dict[str, str](), dict[str, int](), set(answer["twice"])
    joined = False
    for name, value in answer["fields"].items():
        ours = _OURS.fullmatch(name)
        own = ours[1] if ours is not None else name
        if own == TOKEN and name != TOKEN and not value.startswith("{"):
            continue  # another paper calls something so
        joined |= ours is not None and (name in twice or fields.get(own, value) != value)
        fields[own], places[own] = value, answer["places"][name]
    if joined:
        raise Refused(msg("“{name}” holds several review forms joined into one file, and their answers cannot be told"
                          " apart. Ask for each form as a file of its own.", name=path.name))
    long = [ours[1] for name in answer["long"] if (ours := _OURS.fullmatch(name)) is not None]
    return {**answer, "fields": fields, "places": places, "long": long}


def _token(path: Path, answer: Mapping[str, Any]) -> FormToken:
    fields = answer["fields"]
    if TOKEN not in fields:
        if any(map(_OURS.fullmatch, fields)):
            raise _broken(path)
        if not answer["has_form"] or not fields:
            raise Refused(msg("“{name}” has no form fields. It was printed or is another paper: ask for the saved form"
                              " itself, or type the answers in.", name=path.name))
        raise Refused(msg("“{name}” is a form, but not one of ours. Nothing was read.", name=path.name))
    try:
        return FormToken.from_text(fields[TOKEN])
    except LookupError as error:
        if isinstance(error, KeyError):
            raise _broken(path) from error
        raise Refused(msg("“{name}” was written by a newer version of the program. Install the newer version and read"
                          " it there.", name=path.name)) from error
    except (TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise _broken(path) from error


def _broken(path: Path) -> Refused:
    return Refused(msg("“{name}” no longer says which package it belongs to. Ask for the form once more.",
                       name=path.name))


@dataclass(frozen=True, slots=True)
class _Book:
    """The fields of a form, by name."""

    fields: Mapping[str, str]
    places: Mapping[str, int]
    long: frozenset[str]

    def review(self, place: int, criteria: tuple[FormCriterion, ...]
               ) -> tuple[ReviewForm, tuple[tuple[str, str], ...], tuple[Odd, ...]]:
        """One application: the form, where each field stood, and what could not be taken."""
        odd, places, given = list[Odd](), list[tuple[str, str]](), list[tuple[str, Given]]()
        for number, criterion in enumerate(criteria, 1):
            name, remark = mark_field(place, number), remark_field(place, number)
            mark, abstained = self._mark(name, criterion, odd)
            given.append((criterion.key, Given(mark, abstained, self._text(remark, odd))))
            places += [(f"mark.{criterion.key}", self._where(name)), (f"remark.{criterion.key}", self._where(remark))]
        texts = {}
        for name in ("comment", "private_comment", "reason"):
            key = text_field(place, name)
            texts[name] = self._text(key, odd)
            places.append((name, self._where(key)))
        stance = self.fields.get(text_field(place, "stance"), "").strip() or "reviewed"
        if stance not in STANCE_KEYS:
            odd.append(Odd(self._where(text_field(place, "stance")), msg("“{value}” is no answer to “In the end”; it"
                                                                         " was left out.", value=stance[:60])))
            stance = "reviewed"
        form = form_of(given, **texts, confidence=self._confidence(place, odd), stance=stance,
                       finished=self.fields.get(text_field(place, "finished"), "") not in ("", "Off"))
        return form, tuple(places), tuple(odd)

    def unread(self, place: int, criteria: tuple[FormCriterion, ...], form: ReviewForm) -> tuple[str, ...]:
        """What has no field any more, or one with a value that says nothing: not the same as left blank."""
        names = {name: text_field(place, name) for name in ("comment", "private_comment", "reason", "confidence",
                                                            "stance", "finished")}
        for number, criterion in enumerate(criteria, 1):
            names[f"mark.{criterion.key}"] = mark_field(place, number)
            names[f"remark.{criterion.key}"] = remark_field(place, number)
        found = form.fields()
        return tuple(key for key, name in names.items() if key not in found and (
            name not in self.fields or ((key.startswith("mark.") or key in ("confidence", "stance"))
            and self.fields[name].strip() not in ("", "Off", "reviewed"))))

    def _mark(self, name: str, criterion: FormCriterion, odd: list[Odd]) -> tuple[Decimal | None, bool]:
        value = self.fields.get(name, "").strip()
        if value in ("", "Off"):
            return None, False
        if value == ABSTAIN:
            return None, True
        for at, point in enumerate(criterion.points):
            if value == mark_state(at):
                return point, False
        odd.append(Odd(self._where(name), _no_mark(value)))
        return None, False

    def _confidence(self, place: int, odd: list[Odd]) -> int | None:
        name = text_field(place, "confidence")
        value = self.fields.get(name, "").strip()
        if value in ("", "Off"):
            return None
        if value.isascii() and value.isdigit() and int(value[:4]) in CONFIDENCES:
            return int(value)
        odd.append(Odd(self._where(name), msg("“{value}” does not say how sure somebody is; it was left out.",
                                              value=value[:60])))
        return None

    def _text(self, name: str, odd: list[Odd]) -> str:
        if name in self.long:
            odd.append(Odd(self._where(name), msg("The text is longer than 100,000 characters; the rest was left"
                                                  " out.")))
        return clean_text(self.fields.get(name, "")) or ""

    def _where(self, name: str) -> str:
        page = self.places.get(name, 0)
        return f"p. {page}" if page else ""


def _no_mark(value: str) -> Message:
    return msg("“{value}” is no mark of this scale; it was left out.", value=value[:60])
