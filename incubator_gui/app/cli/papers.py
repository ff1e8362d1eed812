"""Commands that make papers: dossier."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from incubator_gui.app.cli.house import opened
from incubator_gui.app.cli.out import Out
from incubator_gui.app.cli.parser import Commands
from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import LANGUAGES, current
from incubator_gui.core.messages import msg, nmsg, text, tr


def declare(commands: Commands) -> None:
    """The commands of this module."""
    dossier = commands.add("dossier", tr("write a company's dossier as a PDF"), run_dossier, own_language=True)
    dossier.add_argument("company", metavar=tr("COMPANY"), help=tr("its number, its name, or a part of its name"))
    dossier.add_argument("--out", required=True, metavar=tr("FILE"), help=tr("the PDF file"))
    dossier.add_argument("--language", dest="paper_language", choices=LANGUAGES, help=tr("the language of the paper"))
    dossier.add_argument("--one-pager", action="store_true", help=tr("one page instead of the dossier"))


def run_dossier(arguments: Namespace, out: Out) -> int:
    """Write a dossier or one-pager."""
    path = Path(arguments.out)
    if path.suffix.lower() != ".pdf":
        raise Refused(msg("“{name}” must end in .pdf.", name=path.name))
    if not path.absolute().parent.is_dir():
        raise NotFound(msg("There is no folder {folder}.", folder=str(path.absolute().parent)))
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
