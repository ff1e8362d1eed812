"""Commands that make papers: dossier, floor."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from incubator_gui.app.cli.house import opened
from incubator_gui.app.cli.out import Out
from incubator_gui.app.cli.parser import Commands, day_of
from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import LANGUAGES, current
from incubator_gui.core.messages import msg, nmsg, text, tr
from incubator_gui.domain.plan_colours import BY_COMPANY, MODES

if TYPE_CHECKING:
    from incubator_gui.services.space import FloorRow

SHEETS = ("a4", "a4_across", "a4_upright", "a3", "a3_across", "a3_upright")
"""Keys of sheets for floors."""


def declare(commands: Commands) -> None:
    """The commands of this module."""
    dossier = commands.add("dossier", tr("write a company's dossier as a PDF"), run_dossier, own_language=True)
    dossier.add_argument("company", metavar=tr("COMPANY"), help=tr("its number, its name, or a part of its name"))
    dossier.add_argument("--out", required=True, metavar=tr("FILE"), help=tr("the PDF file"))
    dossier.add_argument("--language", dest="paper_language", choices=LANGUAGES, help=tr("the language of the paper"))
    dossier.add_argument("--one-pager", action="store_true", help=tr("one page instead of the dossier"))
    floor = commands.add("floor", tr("write floors to scale as a PDF"), run_floor, own_language=True)
    floor.add_argument("action", choices=("export",), metavar=tr("ACTION"), help=tr("one of: {lists}", lists="export"))
    floor.add_argument("--out", required=True, metavar=tr("FILE"), help=tr("the PDF file"))
    floor.add_argument("--floor", action="append", default=[], metavar=tr("NAME"),
                       help=tr("only this floor; may be given several times"))
    floor.add_argument("--day", type=day_of, metavar=tr("DAY"), help=tr("the day, such as 2027-05-12; else today"))
    floor.add_argument("--language", dest="paper_language", choices=LANGUAGES, help=tr("the language of the paper"))
    floor.add_argument("--colours", choices=tuple(MODES), default=BY_COMPANY, metavar=tr("WHAT"),
                       help=tr("what colours tell: {lists}", lists=", ".join(MODES)))
    floor.add_argument("--paper", choices=SHEETS, default="a4", metavar=tr("SHEET"),
                       help=tr("one of: {lists}", lists=", ".join(SHEETS)))
    floor.add_argument("--no-names", action="store_true", help=tr("leave the names of companies out"))


def run_floor(arguments: Namespace, out: Out) -> int:
    """Write floors."""
    path = _target(arguments.out)
    with opened(arguments) as house:
        rows = house.space.floors()
        floors = [_floor(rows, name) for name in arguments.floor]
        result = house.plan_papers.write(
            path, floors, arguments.day, arguments.colours, arguments.paper_language or current().language,
            arguments.paper, names=not arguments.no_names)
    out.line(nmsg("{n} page written to {file}", "{n} pages written to {file}", result.pages, file=str(path)))
    for warning in result.warnings:
        out.line(warning)
    out.value({"file": str(path), "pages": result.pages, "warnings": [text(warning) for warning in result.warnings]})
    return 0


def _floor(rows: Sequence[FloorRow], name: str) -> UUID:
    for row in rows:
        if row.name.casefold() == name.strip().casefold():
            return row.id
    raise NotFound(msg("There is no floor “{name}”. Choose one of: {lists}.", name=name,
                       lists=", ".join(row.name for row in rows) or "–"))


def _target(name: str) -> Path:
    path = Path(name)
    if path.suffix.lower() != ".pdf":
        raise Refused(msg("“{name}” must end in .pdf.", name=path.name))
    if not path.absolute().parent.is_dir():
        raise NotFound(msg("There is no folder {folder}.", folder=str(path.absolute().parent)))
    return path


def run_dossier(arguments: Namespace, out: Out) -> int:
    """Write a dossier or one-pager."""
    path = _target(arguments.out)
    with opened(arguments) as house:
        company = house.dossiers.find(arguments.company)
        options = house.dossiers.options(arguments.paper_language or current().language)
        result = house.dossiers.write(company, path, options, one_pager=arguments.one_pager)
    out.line(nmsg("{n} page written to {file}", "{n} pages written to {file}", result.pages, file=str(path)))
    for warning in result.warnings:
        out.line(warning)
    out.value({"file": str(path), "pages": result.pages, "company": company,
               "warnings": [text(warning) for warning in result.warnings]})
    return 0
