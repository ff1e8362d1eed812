"""From what was chosen to a pack: in a worker."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from incubator_gui.core.messages import tr
from incubator_gui.jobs.progress import Progress
from incubator_gui.reports.pack_values import PackOptions
from incubator_gui.reports.values import PaperOptions
from incubator_gui.services.paper_child import MadePaper
from incubator_gui.services.paper_files import pack_name
from incubator_gui.views.roadshows.pack_options import PackWish


def options_of(house: Any, wish: PackWish, *, bare: bool = False) -> PackOptions:
    """The options of the service; `bare` asks nothing of the database."""
    paper: dict[str, Any] = {
        "recipient": wish.recipient, "copy": wish.copy, "version": wish.version, "watermark": wish.watermark,
        "confidentiality": wish.confidentiality}
    options: PackOptions = (PackOptions(PaperOptions(wish.language, **paper), wish.profile) if bare
                            else house.packs.options(wish.roadshow, wish.language, wish.profile, **paper))
    return replace(options, parts=wish.parts, expires_on=wish.expires, note_pages=wish.note_pages,
                   slides_per_page=wish.slides, passwords=wish.passwords, full=wish.full, contacts=wish.contacts,
                   floors=wish.floors)


def make_pack(house: Any, wish: PackWish, progress: Progress) -> MadePaper:
    """The pack in memory."""
    made: MadePaper = house.packs.make(wish.roadshow, options_of(house, wish), on_step=progress.report,
                                       stop=progress.cancelled)
    return made


def file_name(wish: PackWish) -> str:
    """What the file is called, unless somebody chooses another name."""
    return pack_name(wish.name, wish.recipient, wish.language)

def pack_title(wish: PackWish) -> str:
    """What a pack is called where it is printed."""
    name = " ".join(wish.name.split())
    if wish.recipient:
        return tr("Pack: {name}, for {recipient}", name=name, recipient=" ".join(wish.recipient.split()))
    return tr("Pack: {name}", name=name)
