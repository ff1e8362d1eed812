"""A reviewer at a desk of their own: fills in a package, a form and a sheet, without any database.

Run as a program with a job in JSON; the files that are sent back lie beside those that came.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from uuid import UUID


def fill_package(path: Path, data: Path, entries: dict[str, Any]) -> None:
    """In the review mode of the program."""
    from incubator_gui.domain.review_form import ReviewForm
    from incubator_gui.exchange.package_desk import open_desk

    with open_desk(path, data=data, cache=data / "cache") as desk:
        for row in desk.sheet().rows:
            entry = entries[str(row.application)]
            seen = desk.paper(row.application).form
            half = ReviewForm.of_fields(dict(list(entry.items())[:2]))
            desk.save(row.application, half, seen)
            desk.save(row.application, ReviewForm.of_fields(entry | {"finished": "yes"}), half)
        desk.send_back(path.with_name("back-" + path.name))


def fill_form(path: Path, entries: dict[str, Any]) -> None:
    """With pypdf, as another program would."""
    from pypdf import PdfReader, PdfWriter

    from incubator_gui.domain.form_names import (
        ABSTAIN,
        TOKEN,
        FormToken,
        mark_field,
        mark_state,
        remark_field,
        text_field,
    )

    fields = PdfReader(path).get_fields() or {}
    token = FormToken.from_text(str(fields[TOKEN]["/V"]))
    values: dict[str, str] = {}
    for place, (id, _number, _version) in enumerate(token.applications, 1):
        entry = entries[str(id)]
        for number, criterion in enumerate(token.criteria, 1):
            mark = entry.get(f"mark.{criterion.key}")
            if mark is not None:
                state = ABSTAIN if mark == "abstain" else mark_state([str(p) for p in criterion.points].index(mark))
                values[mark_field(place, number)] = "/" + state
            if remark := entry.get(f"remark.{criterion.key}"):
                values[remark_field(place, number)] = remark
        values[text_field(place, "comment")] = entry["comment"]
        values[text_field(place, "finished")] = "/yes"
    writer = PdfWriter(clone_from=path)
    writer.update_page_form_field_values(None, values, auto_regenerate=False)
    with path.with_name("back-" + path.name).open("wb") as stream:
        writer.write(stream)


def fill_sheet(path: Path, entries: dict[str, Any]) -> None:
    """With openpyxl, cell by cell, rows in another order."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    table = book.worksheets[0]
    keys_row = next(row for row in range(1, 6) if any(
        str(cell.value or "").startswith("mark.") for cell in table[row]))
    at = {str(cell.value): cell.column for cell in table[keys_row] if cell.value}
    for row in range(keys_row + 1, table.max_row + 1):
        entry = entries.get(str(table.cell(row, at["id"]).value or ""))
        for key, value in (entry or {}).items():
            number = key.startswith("mark.") and value != "abstain"
            table.cell(row, at[key]).value = float(value) if number else value
        if entry is not None:
            table.cell(row, at["finished"]).value = "yes"
    book.save(path.with_name("back-" + path.name))


def main(job: Path) -> None:
    """All three files of one reviewer."""
    given = json.loads(job.read_text("utf-8"))
    assert all(UUID(id) for id in given["entries"])
    fill_package(Path(given["package"]), Path(given["data"]), given["entries"])
    fill_form(Path(given["form"]), given["entries"])
    fill_sheet(Path(given["sheet"]), given["entries"])
    assert "sqlalchemy" not in sys.modules, "no database is needed away from the house"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
