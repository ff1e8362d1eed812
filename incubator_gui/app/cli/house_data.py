"""The command that brings today's house in from tables: import-house."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from incubator_gui.app.cli.house import opened
from incubator_gui.app.cli.out import Out
from incubator_gui.app.cli.parser import Commands
from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, nmsg, text, tr

if TYPE_CHECKING:
    from incubator_gui.services.house import House
    from incubator_gui.services.house_import import HouseSource
    from incubator_gui.services.house_import_plan import HousePlanRow


def declare(commands: Commands) -> None:
    """The command of this module."""
    bring = commands.add("import-house", tr("bring rooms, residents, contracts, people and services in from tables"),
                         run_import_house)
    bring.add_argument("files", metavar=tr("FILE"), nargs="+",
                       help=tr("CSV or XLSX files; of a workbook every sheet, one after the other"))
    bring.add_argument("--since", type=_day, metavar=tr("DAY"),
                       help=tr("the first day of stays and places whose row names none, such as 2026-03-01"))
    bring.add_argument("--sheet", metavar=tr("NAME"), help=tr("only this sheet of each workbook"))
    bring.add_argument("--dry-run", action="store_true",
                       help=tr("say what would happen, and change nothing; each table is judged by itself"))
    bring.add_argument("--asked", choices=("new",), help=tr("take doubtful rows as new companies"))


def run_import_house(arguments: Namespace, out: Out) -> int:
    """Plan or do the import of every table, in the order in which they are named."""
    paths = [Path(file) for file in arguments.files]
    for path in paths:
        if path.is_dir():
            raise Refused(msg("{file} is a folder. Name a CSV or XLSX file.", file=str(path)))
        if not path.is_file():
            raise NotFound(msg("There is no file {file}.", file=str(path)))
    dry = bool(arguments.dry_run)
    tables = []
    with opened(arguments, create=not dry, trial=dry) as house:
        sources = [source for path in paths for source in _sources(house, path, arguments.sheet or "", out)]
        for source in sources:
            tables.append(_run(house, source.with_since(arguments.since), arguments.asked or "", dry, out))
    out.value({"tables": tables, "dry_run": dry})
    if dry:
        out.line(msg("Nothing was changed."))
    return 0


def _sources(house: House, path: Path, sheet: str, out: Out) -> Iterator[HouseSource]:
    """The tables of a file that speak of the house; raises Refused where there is none."""
    first = house.house_import.open(path, sheet or None)
    visible = [info.name for info in first.info.sheets if not info.hidden and info.rows > 1]
    names = visible if not sheet and len(visible) > 1 else [first.sheet.name]
    found = False
    for name in names:
        source = first if name == first.sheet.name else house.house_import.open(path, name)
        why = _why_not(source)
        if why is None:
            found = True
            yield source
        elif len(names) == 1:
            raise Refused(why)
        else:
            out.line(msg("{file}, sheet {sheet} is left out: {reason}", file=path.name, sheet=name, reason=why))
    if not found:
        raise Refused(msg("No sheet of {file} has a column with a company, a room or a floor.", file=path.name))


def _why_not(source: HouseSource) -> Message | None:
    if not source.has_rows:
        return msg("There are no rows below the titles.")
    if not source.names_companies:
        return msg("No column holds a company, a room or a floor.")
    return None


def _run(house: House, source: HouseSource, asked: str, dry: bool, out: Out) -> dict[str, Any]:
    from incubator_gui.services.house_import_facts import told

    change_set = None
    if dry:
        plan = house.house_import.plan(source, asked=asked)
        rows, counts, facts = len(plan.rows), dict(plan.counts), told(plan)
        doubtful = [row for row in plan.rows if row.verdict == "ask"]
        refused = [row for row in plan.rows if row.verdict == "refuse"]
    else:
        result = house.house_import.apply(source, asked=asked)
        rows, facts, change_set = result.rows, result.facts, result.changes.change_set
        counts = {"create": result.created, "update": result.updated, "same": result.same}
        doubtful, refused = list(result.asked), list(result.refused)
    name = source.path.name if len(source.info.sheets) < 2 else tr(
        "{file}, sheet {sheet}", file=source.path.name, sheet=source.sheet.name)
    out.line(nmsg("{file}: {n} row", "{file}: {n} rows", rows, file=name))
    out.line(msg("{created} created, {updated} updated, {same} unchanged, {asked} to be asked about,"
                 " {refused} refused", created=counts["create"], updated=counts["update"], same=counts["same"],
                 asked=len(doubtful), refused=len(refused)))
    if facts:
        out.line(current().clauses(text(fact) for fact in facts))
    for row in (*doubtful, *refused):
        column = _column(row, source)
        out.line(msg("Row {row}, {column}: {reason}", row=str(row.prepared.row), column=column, reason=_reason(row))
                 if column else msg("Row {row}: {reason}", row=str(row.prepared.row), reason=_reason(row)))
    return {
        "file": str(source.path), "sheet": source.sheet.name, "rows": rows, "created": counts["create"],
        "updated": counts["update"], "same": counts["same"], "facts": [text(fact) for fact in facts],
        "asked": [{"row": row.prepared.row, "reason": _reason(row)} for row in doubtful],
        "refused": [{"row": row.prepared.row, "column": _column(row, source), "reason": _reason(row)}
                    for row in refused],
        "change_set": change_set}


def _reason(row: HousePlanRow) -> str:
    return current().clauses(text(reason) for reason in row.reasons)


def _column(row: HousePlanRow, source: HouseSource) -> str | None:
    """The title of the column that keeps a row out, if one does."""
    places = [problem.column for problem in row.prepared.problems if problem.column is not None]
    names = {column.index: text(column.name()) for column in source.header.columns}
    return names.get(places[0]) if places and row.verdict == "refuse" else None


def _day(word: str) -> date:
    """A day, for argparse."""
    try:
        return date.fromisoformat(word.strip())
    except ValueError:
        raise ArgumentTypeError(tr("“{value}” is not a day; write it like 2026-03-01", value=word)) from None
