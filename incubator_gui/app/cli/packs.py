"""The command that makes a roadshow pack."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from incubator_gui.app.cli.house import opened
from incubator_gui.app.cli.out import Out
from incubator_gui.app.cli.parser import Commands, day_of
from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import LANGUAGES
from incubator_gui.core.messages import msg, nmsg, text, tr
from incubator_gui.domain.service_words import AUDIENCES


def declare(commands: Commands) -> None:
    """The command of this module."""
    pack = commands.add("pack", tr("write the pack of a roadshow as a PDF"), run_pack, own_language=True)
    pack.add_argument("roadshow", metavar=tr("ROADSHOW"), help=tr("its name or a part of its name"))
    pack.add_argument("--out", required=True, metavar=tr("FILE"), help=tr("the PDF file"))
    pack.add_argument("--language", dest="paper_language", choices=LANGUAGES, help=tr("the language of the paper"))
    pack.add_argument("--profile", choices=tuple(AUDIENCES), metavar=tr("AUDIENCE"),
                      help=tr("for whom it is made out: {lists}", lists=", ".join(AUDIENCES)))
    pack.add_argument("--recipient", default="", metavar=tr("NAME"),
                      help=tr("who gets it; the log of packs then notes it"))
    pack.add_argument("--copy", default="", metavar=tr("NUMBER"), help=tr("the number of the copy, such as 07 / 24"))
    pack.add_argument("--edition", default="", metavar=tr("NUMBER"), help=tr("the version of the pack"))
    pack.add_argument("--country", default="", metavar=tr("CODE"), help=tr("the recipient's country, such as CN"))
    pack.add_argument("--watermark", default="", metavar=tr("WORDS"), help=tr("words across each page"))
    pack.add_argument("--valid-until", type=day_of, metavar=tr("DAY"), help=tr("the day after which it expires"))
    pack.add_argument("--dossiers", action="store_true", help=tr("the dossier of each company, not its one-pager"))
    pack.add_argument("--no-decks", action="store_true", help=tr("leave the decks of the companies out"))
    pack.add_argument("--no-contacts", action="store_true", help=tr("leave phone numbers and addresses out"))
    pack.add_argument("--floor", action="append", default=[], metavar=tr("NAME"),
                      help=tr("add the plan of this floor; may be given several times"))
    pack.add_argument("--password", action="append", default=[], metavar=tr("WORDS"),
                      help=tr("a password for locked decks; may be given several times"))


def run_pack(arguments: Namespace, out: Out) -> int:
    """Write a pack, note it where it has a recipient, and say what is not in it."""
    from incubator_gui.services.packs_log import country_of, recipient_of

    path = Path(arguments.out)
    if path.suffix.lower() != ".pdf":
        raise Refused(msg("“{name}” must end in .pdf.", name=path.name))
    if not path.absolute().parent.is_dir():
        raise NotFound(msg("There is no folder {folder}.", folder=str(path.absolute().parent)))
    with opened(arguments) as house:
        show = house.roadshows.find(arguments.roadshow)
        floors = {floor.name.casefold(): floor.id for floor in house.space.plan().floors}
        for name in arguments.floor:
            if name.casefold() not in floors:
                raise NotFound(msg("There is no floor “{name}”.", name=name))
        options = house.packs.options(show, arguments.paper_language or "", arguments.profile or "",
                                      recipient=arguments.recipient, copy=arguments.copy, version=arguments.edition,
                                      watermark=arguments.watermark)
        options = replace(
            options, expires_on=arguments.valid_until, full=arguments.dossiers, contacts=not arguments.no_contacts,
            parts=tuple(part for part in options.parts if part != "decks" or not arguments.no_decks),
            floors=tuple(floors[name.casefold()].hex for name in arguments.floor),
            passwords=tuple(arguments.password))
        if arguments.recipient:  # before anything is written
            recipient_of(options)
        country = country_of(arguments.country)
        result = house.packs.write(show, path, options)
        if arguments.recipient:
            house.packs.issue(show, options, path.read_bytes(), result.pages, file_name=path.name,
                              country=country)
    out.line(nmsg("{n} page written to {file}", "{n} pages written to {file}", result.pages, file=str(path)))
    for warning in result.warnings:
        out.line(warning)
    out.value({"file": str(path), "pages": result.pages, "roadshow": show, "recipient": arguments.recipient or None,
               "warnings": [text(warning) for warning in result.warnings]})
    return 0
