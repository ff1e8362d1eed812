"""A review sheet that came back: rows may be sorted, columns moved, words in any of the three languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import LANGUAGES, translator
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.domain.clean_text import clean_text
from incubator_gui.domain.folding import fold
from incubator_gui.domain.form_names import ABSTAIN, FormCriterion, FormToken
from incubator_gui.domain.review_form import Given, ReviewForm, form_of
from incubator_gui.domain.review_package import Odd, ReturnContent, ReturnedReview, mark_of
from incubator_gui.domain.review_words import CONFIDENCES, STANCES
from incubator_gui.exchange.review_sheet import ABSTAIN_WORD, HIDDEN_SHEET, YES_WORD
from incubator_gui.exchange.sheets import Cell, Sheet, column_letter
from incubator_gui.exchange.workbook_reader import open_workbook, read_workbook

T = TypeVar("T")

MOST_STRANGERS = 20
"""Rows from elsewhere that are named one by one."""
_FINISHED = frozenset({"x", "true", "1", "wahr", "ok"})


def read_sheet(path: Path, *, stop: Callable[[], bool] | None = None) -> ReturnContent:
    """Read a sheet; raises Refused with one sentence where it is none of ours or damaged."""
    infos, _first = _of_workbook(path, lambda: open_workbook(path, None, stop))
    if HIDDEN_SHEET not in {info.name for info in infos}:
        raise Refused(msg("“{name}” is a workbook, but no review sheet of ours: the hidden sheet that says whose it is"
                          " is missing. Ask for the sheet itself, not for a copy of its cells.", name=path.name))
    token = _token(path, _of_workbook(path, lambda: read_workbook(path, HIDDEN_SHEET, stop)))
    for info in infos:
        if info.name != HIDDEN_SHEET:
            sheet = _of_workbook(path, partial(read_workbook, path, info.name, stop))
            keys = _keys(sheet)
            if keys is not None:
                return _Table(path, token, sheet, keys).content()
    raise Refused(msg("In “{name}” the first row, which names the columns, is missing. Ask for the sheet once more.",
                      name=path.name))


def _of_workbook(path: Path, read: Callable[[], T]) -> T:
    """What a workbook holds; its reader speaks to people with tables of applicants, whom other things help."""
    try:
        return read()
    except Refused as error:
        if path.name not in str(error) or "password" not in error.message.key:
            raise Refused(msg("“{name}” cannot be read as a review sheet: it is damaged or holds far too much. Ask for"
                              " the sheet itself once more.", name=path.name)) from error
        raise


def _token(path: Path, sheet: Sheet) -> FormToken:
    text = "".join(row[0].text for row in sheet.rows if row)
    try:
        return FormToken.from_text(text)
    except LookupError as error:
        if not isinstance(error, KeyError):
            raise Refused(msg("“{name}” was written by a newer version of the program. Install the newer version and"
                              " read it there.", name=path.name)) from error
        raise _broken(path) from error
    except (TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise _broken(path) from error


def _broken(path: Path) -> Refused:
    return Refused(msg("“{name}” no longer says which package it belongs to. Ask for the sheet once more.",
                       name=path.name))


def _keys(sheet: Sheet) -> dict[str, int] | None:
    """The columns by their keys, from the row that names them."""
    for row in sheet.rows[:5]:
        found = {cell.text.strip(): at for at, cell in reversed(list(enumerate(row))) if cell.text.strip()}
        if "id" in found and any(key.startswith("mark.") for key in found):
            return found
    return None


class _Table:
    """The rows of the sheet, understood through the token."""

    def __init__(self, path: Path, token: FormToken, sheet: Sheet, keys: Mapping[str, int]) -> None:
        self._path, self._token, self._sheet, self._columns = path, token, sheet, keys
        self._versions = {id: version for id, _number, version in token.applications}
        self._numbers = {number: id for id, number, _version in token.applications}

    def content(self) -> ReturnContent:
        """What was filled in."""
        token, odd = self._token, list[Odd]()
        found: dict[UUID, ReturnedReview] = {}
        strangers = 0
        for row, number in zip(self._sheet.rows, self._sheet.numbers, strict=True):
            if self._cell(row, "id").text.strip() == "id" or not any(cell.text.strip() for cell in row):
                continue
            id = self._id(row)
            if id is None:
                strangers += number > 2
                if number > 2 and strangers <= MOST_STRANGERS:
                    odd.append(Odd(f"{self._sheet.name}!{number}", msg(
                        "This row belongs to no application of the package; it was left out.")))
                continue
            review = self._review(row, number, id)
            if id in found and review.form != found[id].form:
                odd.append(Odd(f"{self._sheet.name}!{number}", msg(
                    "This application stands in the sheet twice with different answers; the first row counts.")))
            found.setdefault(id, review)
        if strangers > MOST_STRANGERS:
            odd.append(Odd(self._sheet.name, nmsg(
                "{n} more row belongs to no application of the package; it was left out.",
                "{n} more rows belong to no application of the package; they were left out.",
                strangers - MOST_STRANGERS)))
        missing = [key for key in (f"mark.{one.key}" for one in token.criteria) if key not in self._columns]
        if missing:
            odd.append(Odd(self._sheet.name, msg("Columns of the sheet are missing ({columns}); nothing was read for"
                                                 " them.", columns=", ".join(missing)[:200])))
        return ReturnContent(token.package, "sheet", token.reviewer, token.reviewer_name, token.rubric_version, None,
                             tuple(found.values()), tuple(odd))

    def _id(self, row: tuple[Cell, ...]) -> UUID | None:
        try:
            id = UUID(self._cell(row, "id").text.strip())
        except ValueError:
            number = mark_of(self._cell(row, "number").text)
            return self._numbers.get(int(number)) if number is not None else None
        return id if id in self._versions else None

    def _review(self, row: tuple[Cell, ...], number: int, id: UUID) -> ReturnedReview:
        odd: list[Odd] = []
        places = tuple((key, self._place(key, number)) for key in self._columns)
        given = [(one.key, self._given(row, number, one, odd)) for one in self._token.criteria]
        texts = {key: clean_text(self._cell(row, key).text) for key in ("comment", "private_comment", "reason")}
        form: ReviewForm = form_of(
            given, **texts, confidence=self._choice(row, number, "confidence", _confidences(), odd),
            stance=self._choice(row, number, "stance", _stances(), odd) or "reviewed",
            finished=fold(self._cell(row, "finished").text) in _yes())
        return ReturnedReview(id, self._versions[id], form, places, tuple(odd), unread=self._unread(row, form))

    def _unread(self, row: tuple[Cell, ...], form: ReviewForm) -> tuple[str, ...]:
        """What has no column any more, or a value that says nothing: not the same as left blank."""
        names = [f"{head}.{one.key}" for one in self._token.criteria for head in ("mark", "remark")]
        names += ["comment", "private_comment", "reason", "confidence", "stance", "finished"]
        found = form.fields()
        return tuple(key for key in names if key not in found and (
            key not in self._columns or ((key.startswith("mark.") or key in ("confidence", "stance"))
            and self._cell(row, key).text.strip() and not self._is_reviewed(row, key))))

    def _is_reviewed(self, row: tuple[Cell, ...], key: str) -> bool:
        return key == "stance" and _stances().get(fold(self._cell(row, key).text.strip())) == "reviewed"

    def _given(self, row: tuple[Cell, ...], number: int, criterion: FormCriterion, odd: list[Odd]) -> Given:
        key = f"mark.{criterion.key}"
        text, remark = self._cell(row, key).text.strip(), clean_text(self._cell(row, f"remark.{criterion.key}").text)
        if not text:
            return Given(remark=remark)
        if fold(text) in _abstain():
            return Given(None, True, remark)
        mark = mark_of(text)
        if mark is not None and mark in criterion.points:
            return Given(next(point for point in criterion.points if point == mark), False, remark)
        odd.append(Odd(self._place(key, number), msg("“{value}” is no mark of this scale; it was left out.",
                                                     value=text[:60])))
        return Given(remark=remark)

    def _choice(self, row: tuple[Cell, ...], number: int, key: str, words: Mapping[str, object],
                odd: list[Odd]) -> object:
        text = self._cell(row, key).text.strip()
        if not text:
            return None
        found = words.get(fold(text))
        if found is None:
            odd.append(Odd(self._place(key, number), msg("“{value}” is none of the choices; it was left out.",
                                                         value=text[:60])))
        return found

    def _cell(self, row: tuple[Cell, ...], key: str) -> Cell:
        at = self._columns.get(key)
        return row[at] if at is not None and at < len(row) else Cell()

    def _place(self, key: str, number: int) -> str:
        at = self._columns.get(key)
        return f"{self._sheet.name}!{column_letter(at)}{number}" if at is not None else f"{self._sheet.name}!{number}"


def _said(message: Message) -> frozenset[str]:
    """The word in every language, folded."""
    return frozenset(fold(translator(language).text(message)) for language in LANGUAGES)


@lru_cache(maxsize=1)
def _abstain() -> frozenset[str]:
    return _said(ABSTAIN_WORD) | {ABSTAIN, "a"}


@lru_cache(maxsize=1)
def _yes() -> frozenset[str]:
    return _said(YES_WORD) | _FINISHED


@lru_cache(maxsize=1)
def _confidences() -> Mapping[str, object]:
    return {word: key for key, message in CONFIDENCES.items() for word in (*_said(message), str(key))}


@lru_cache(maxsize=1)
def _stances() -> Mapping[str, object]:
    return {word: key for key, message in STANCES.items() for word in (*_said(message), key)}
