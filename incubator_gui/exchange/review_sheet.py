"""The review sheet: a workbook with a row for each application and lists to choose marks from.

Row 1 is hidden and names the columns for the program, column A is hidden and names the application, so
that rows may be sorted and columns moved. What belongs to which package stands in a hidden sheet.
`review_sheet_reader.py` reads it back.
"""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path
from typing import Any

from incubator_gui.core.errors import Environment
from incubator_gui.core.languages import Translator, translator
from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.domain.form_names import token_of
from incubator_gui.domain.review_form import Given, plain
from incubator_gui.domain.review_package import PackageContent
from incubator_gui.domain.review_words import CONFIDENCES, STANCES
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.exchange.write_table import CELL_LIMIT, cell_text

HIDDEN_SHEET = "_package"
CHUNK = 30_000
"""Characters of the token in one cell; a cell holds 32,767."""
KEYS_ROW, HEAD_ROW = 1, 2
ABSTAIN_WORD = msg("Abstain")
YES_WORD = pmsg("answer", "yes")
_GROUND, _EDGE, _OPEN = "FFEEF1F6", "FFC5CAD3", "FFFFFFFF"
_MOST_IN_LIST = 200
"""Characters of a list that stands in the rule itself; a workbook allows 255."""

CLOSING: tuple[tuple[str, Message, int], ...] = (
    ("comment", msg("Comment for the committee"), 44), ("private_comment", msg("Only for those who run the programme"),
                                                        34),
    ("confidence", msg("How sure are you?"), 18), ("stance", msg("In the end"), 16),
    ("reason", msg("Why you abstain, or what the conflict is"), 30), ("finished", msg("My review is finished"), 14))


def write_sheet(path: Path, content: PackageContent) -> None:
    """Write the workbook; the target is replaced only when the new file is whole. Raises Environment."""
    from openpyxl import Workbook

    words = translator(content.head.language)
    book = Workbook()
    _reviews(book.active, content, words)
    _criteria(book.create_sheet(_name(words, msg("Criteria"))), content, words)
    _applications(book.create_sheet(_name(words, msg("To read"))), content, words)
    hidden = book.create_sheet(HIDDEN_SHEET)
    hidden.sheet_state = "veryHidden"
    text = token_of(content).to_text()
    for at in range(0, len(text), CHUNK):
        _put(hidden, at // CHUNK + 1, 1, text[at:at + CHUNK])
    whole = io.BytesIO()
    book.save(whole)
    scratch = path.with_name(f".{content.head.package.hex}.part")
    try:
        scratch.write_bytes(whole.getbuffer())
        os.replace(scratch, path)
    except OSError as error:
        raise Environment(msg("The file {file} could not be written: {reason}", file=str(path),
                              reason=error.strerror or str(error))) from error
    finally:
        with contextlib.suppress(OSError):
            scratch.unlink(missing_ok=True)


def _reviews(sheet: Any, content: PackageContent, words: Translator) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    language = words.language
    sheet.title = _name(words, msg("Reviews"))
    columns: list[tuple[str, str, int]] = [
        ("id", "id", 3), ("number", words.text(msg("No.")), 7), ("title", words.text(msg("Application")), 30),
        ("focus", words.text(msg("Focus area")), 18)]
    for criterion in content.rubric.criteria:
        name = criterion.name.of(language)
        columns += [(f"mark.{criterion.key}", name, max(11, min(len(name) + 2, 18))),
                    (f"remark.{criterion.key}", words.text(msg("{criterion}: remark", criterion=name)), 32)]
    columns += [(key, words.text(title), wide) for key, title, wide in CLOSING]
    ground, open_ = PatternFill("solid", fgColor=_GROUND), PatternFill("solid", fgColor=_OPEN)
    edge = Border(*[Side("thin", color=_EDGE)] * 4)
    for at, (key, title, width) in enumerate(columns, 1):
        _put(sheet, KEYS_ROW, at, key)
        head = _put(sheet, HEAD_ROW, at, title)
        head.font, head.fill, head.border = Font(bold=True), ground, edge
        head.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[head.column_letter].width = width
    for row, one in enumerate(content.applications, HEAD_ROW + 1):
        focus = FOCUS_AREAS.get(one.focus_area or "")
        name = one.title or words.text(msg("Application {number}", number=f"{one.number:04d}"))
        fixed = (str(one.application), one.number, name, words.text(focus) if focus else "")
        base = one.base.fields()
        for at, (key, _title, _width) in enumerate(columns, 1):
            value: Any = fixed[at - 1] if at <= len(fixed) else _shown(key, base.get(key, ""), one.base.of(
                key.partition(".")[2]), words)
            cell = _put(sheet, row, at, value)
            cell.border, cell.fill = edge, ground if at <= len(fixed) else open_
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[KEYS_ROW].hidden = True
    sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 4)
    _rules(sheet, content, [key for key, _title, _width in columns], words)


def _rules(sheet: Any, content: PackageContent, keys: list[str], words: Translator) -> None:
    """Lists to choose from; whatever else is typed is refused by the spreadsheet program."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    last = HEAD_ROW + max(len(content.applications), 1)
    lists = {"confidence": [words.text(one) for one in CONFIDENCES.values()],
             "stance": [words.text(one) for one in STANCES.values()], "finished": [words.text(YES_WORD)]}
    for criterion in content.rubric.criteria:
        lists[f"mark.{criterion.key}"] = [*(plain(point) for point in criterion.scale.points),
                                          words.text(ABSTAIN_WORD)]
    for at, key in enumerate(keys, 1):
        choices = lists.get(key)
        if choices is None:
            continue
        joined = ",".join(choices)
        if len(joined) > _MOST_IN_LIST:
            continue
        rule = DataValidation(type="list", formula1=f'"{joined}"', allow_blank=True, showErrorMessage=True,
                              errorTitle=words.text(msg("Not in the list"))[:32],
                              error=words.text(msg("Choose one of: {choices}", choices=", ".join(choices)))[:250])
        sheet.add_data_validation(rule)
        rule.add(f"{get_column_letter(at)}{HEAD_ROW + 1}:{get_column_letter(at)}{last}")


def _criteria(sheet: Any, content: PackageContent, words: Translator) -> None:
    from openpyxl.styles import Alignment, Font

    row = 1
    for criterion in content.rubric.criteria:
        share = float(criterion.weight) / content.rubric.weight if criterion.counted else None
        _put(sheet, row, 1, criterion.name.of(words.language)).font = Font(bold=True)
        _put(sheet, row, 2, words.percent(share) if share is not None
             else words.text(msg("informative, not counted")))
        row += 1
        for text in (criterion.hint.of(words.language), *(
                f"{plain(mark)}: {anchor.of(words.language)}" for mark, anchor in criterion.anchors)):
            if text:
                _put(sheet, row, 1, text).alignment = Alignment(wrap_text=True, vertical="top")
                row += 1
        row += 1
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 80, 22


def _applications(sheet: Any, content: PackageContent, words: Translator) -> None:
    from openpyxl.styles import Alignment, Font

    row = 1
    for one in content.applications:
        name = words.text(msg("Application {number}", number=f"{one.number:04d}"))
        _put(sheet, row, 1, name).font = Font(bold=True, size=13)
        _put(sheet, row, 2, one.title).font = Font(bold=True, size=13)
        row += 1
        for label, text in (*one.fields, *one.answers):
            for at in range(0, max(len(text), 1), CELL_LIMIT):
                _put(sheet, row, 1, label if at == 0 else "").alignment = Alignment(wrap_text=True, vertical="top")
                _put(sheet, row, 2, text[at:at + CELL_LIMIT]).alignment = Alignment(wrap_text=True, vertical="top")
                row += 1
        row += 1
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 110


def _shown(key: str, value: str, given: Given, words: Translator) -> Any:
    """A value of the form as it stands in a cell."""
    if key.startswith("mark."):
        return words.text(ABSTAIN_WORD) if given.abstained else given.mark
    if key == "confidence":
        return words.text(CONFIDENCES[int(value)]) if value else ""
    if key == "stance":
        return words.text(STANCES[value]) if value else ""
    if key == "finished":
        return words.text(YES_WORD) if value else ""
    return value


def _put(sheet: Any, row: int, column: int, value: Any) -> Any:
    """A cell; text stays text, whatever it begins with."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = ""
        if value:
            cell.value = cell_text(value)
            cell.data_type = "s"
        else:
            cell.value = None
    else:
        cell.value = value
    return cell


def _name(words: Translator, message: Message) -> str:
    return words.text(message)[:31]
