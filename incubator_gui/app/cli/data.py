"""Commands that bring data in: demo, import, import-house, merge."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from incubator_gui.app.cli import house_data
from incubator_gui.app.cli.house import opened
from incubator_gui.app.cli.out import Out
from incubator_gui.app.cli.parser import Commands
from incubator_gui.core.errors import Environment, NotFound, Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, nmsg, text, tr

if TYPE_CHECKING:
    from incubator_gui.services.imports.plan import PlanRow
    from incubator_gui.services.imports.source import Source


def declare(commands: Commands) -> None:
    """The commands of this module."""
    demo = commands.add("demo", tr("fill an empty database with the sample incubator"), run_demo)
    demo.add_argument("--large", action="store_true", help=tr("with 10,000 further applications"))
    bring = commands.add("import", tr("bring applicants in from a CSV or XLSX file"), run_import)
    bring.add_argument("file", metavar=tr("FILE"), help=tr("the file with one applicant in each row"))
    bring.add_argument("--call", required=True, metavar=tr("NAME"),
                       help=tr("the call that they applied to; it is created if it is new"))
    bring.add_argument("--sheet", metavar=tr("NAME"), help=tr("the sheet of a workbook; else its first one"))
    bring.add_argument("--mapping", metavar=tr("FILE"),
                       help=tr("a JSON file that says which column is which field"))
    bring.add_argument("--dry-run", action="store_true", help=tr("say what would happen, and change nothing"))
    bring.add_argument("--asked", choices=("new",), help=tr("take doubtful rows as new companies"))
    house_data.declare(commands)
    merge = commands.add("merge", tr("merge two records of one company; undo parts them again"), run_merge)
    merge.add_argument("keep", metavar=tr("COMPANY"), help=tr("the company that stays: its number or name"))
    merge.add_argument("other", metavar=tr("OTHER"), help=tr("the company that goes into it"))


def run_demo(arguments: Namespace, out: Out) -> int:
    """Load the sample into an empty database."""
    from incubator_gui.services.sample import load_sample

    with opened(arguments, create=True) as house:
        if not arguments.demo:
            load_sample(house.database, current().language, large=arguments.large)
        companies, applications = len(house.companies.rows()), len(house.applications.rows())
    out.line(msg("The sample incubator is loaded: {companies} companies, {applications} applications.",
                 companies=companies, applications=applications))
    out.value({"companies": companies, "applications": applications})
    return 0


def run_import(arguments: Namespace, out: Out) -> int:
    """Plan or do the import of a file."""
    path = Path(arguments.file)
    if path.is_dir():
        raise Refused(msg("{file} is a folder. Name a CSV or XLSX file.", file=str(path)))
    if not path.is_file():
        raise NotFound(msg("There is no file {file}.", file=str(path)))
    with opened(arguments, create=not arguments.dry_run, trial=bool(arguments.dry_run)) as house:
        source = house.imports.open(path, arguments.sheet)
        if arguments.mapping:
            source = source.with_mapping(read_mapping(Path(arguments.mapping), source))
        _importable(source)
        asked = arguments.asked or ""
        change_set = None
        if arguments.dry_run:
            plan = house.imports.plan(source, arguments.call, asked=asked)
            counts = dict(plan.counts)
            rows = plan.file_rows
            doubtful = [row for row in plan.rows if row.verdict == "ask"]
            refused = [row for row in plan.rows if row.verdict == "refuse"]
        else:
            result = house.imports.apply(source, arguments.call, asked=asked)
            counts = {"create": result.created, "update": result.updated, "same": result.same}
            rows, doubtful, refused = result.rows, list(result.asked), list(result.refused)
            change_set = result.changes.change_set
    done = (counts["create"], counts["update"], counts["same"])
    out.value({
        "rows": rows, "applications": sum(done) + len(doubtful) + len(refused), "created": done[0],
        "updated": done[1], "same": done[2],
        "asked": [{"row": row.prepared.row, "reason": _reason(row)} for row in doubtful],
        "refused": [{"row": row.prepared.row, "column": _column(row, source), "reason": _reason(row)}
                    for row in refused],
        "change_set": change_set, "dry_run": bool(arguments.dry_run)})
    out.line(nmsg("{n} row", "{n} rows", rows))
    out.line(msg("{created} created, {updated} updated, {same} unchanged, {asked} to be asked about,"
                 " {refused} refused", created=done[0], updated=done[1], same=done[2], asked=len(doubtful),
                 refused=len(refused)))
    for row in (*doubtful, *refused):
        column = _column(row, source)
        out.line(msg("Row {row}, {column}: {reason}", row=str(row.prepared.row), column=column, reason=_reason(row))
                 if column else msg("Row {row}: {reason}", row=str(row.prepared.row), reason=_reason(row)))
    if arguments.dry_run:
        out.line(msg("Nothing was changed."))
    return 0


def _importable(source: Source) -> None:
    """One sentence for a file in which there is no applicant at all."""
    if not source.has_rows:
        raise Refused(msg("There are no rows below the titles."))
    if not source.names_companies:
        raise Refused(msg("No column holds the company's name. Say with --mapping which one does."))


def run_merge(arguments: Namespace, out: Out) -> int:
    """Merge two companies; where both say something the suggested value stays."""
    with opened(arguments) as house:
        keep, other = house.dossiers.find(arguments.keep), house.dossiers.find(arguments.other)
        changes = house.merging.merge(keep, other)
    out.line(msg("The two records are one. “undo” parts them again."))
    out.value({"kept": keep, "merged": other, "change_set": changes.change_set})
    return 0


def read_mapping(path: Path, source: Source) -> Any:
    """A mapping from JSON: {"columns": {column or its title: field}}, or that inner object alone.

    A field is one of the import's fields, "question" or "skip". Raises Refused for what does not fit.
    """
    from incubator_gui.domain.applicant_fields import FIELDS
    from incubator_gui.exchange.mapping import Mapping

    try:
        given = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise Environment(msg("The file {file} cannot be read: {reason}.", file=str(path),
                              reason=error.strerror or str(error))) from error
    except ValueError as error:
        raise Refused(msg("{file} is not JSON: {reason}.", file=path.name, reason=str(error))) from error
    if not isinstance(given, dict):
        raise Refused(msg("{file} must hold an object: a field for each column.", file=path.name))
    columns = given.get("columns", given)
    if not isinstance(columns, dict):
        raise Refused(msg("{file} must hold an object: a field for each column.", file=path.name))
    places = {column.title.casefold(): column.index for column in source.header.columns}
    chosen = dict(source.mapping.columns)
    for title, field in columns.items():
        place = places.get(str(title).casefold())
        if place is None and str(title).isdecimal() and int(title) in places.values():
            place = int(title)
        if place is None:
            raise Refused(msg("The table has no column “{name}”.", name=str(title)))
        if field not in FIELDS and field not in ("question", "skip"):
            raise Refused(msg("“{name}” is not a field. Choose one of: {fields}.", name=str(field),
                              fields=", ".join((*FIELDS, "question", "skip"))))
        chosen = dict(replace(source.mapping, columns=chosen).with_column(place, field).columns)
    given = given if "columns" in given else {}
    return Mapping.from_json({"columns": chosen, "words": {**source.mapping.words, **given.get("words", {})},
                              "orders": {**source.mapping.orders, **given.get("orders", {})}})


def _reason(row: PlanRow) -> str:
    return current().clauses(text(reason) for reason in row.reasons)


def _column(row: PlanRow, source: Source) -> str | None:
    """The title of the column that keeps a row out, if one does."""
    places = [p.column for p in row.prepared.problems if p.severity == "refuse" and p.column is not None]
    names = {column.index: text(column.name()) for column in source.header.columns}
    return names.get(places[0]) if places else None
