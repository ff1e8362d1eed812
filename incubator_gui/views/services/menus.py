"""The menus of the screen: of the chosen engagements, and what the head has no room for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES
from incubator_gui.views.services import commands
from incubator_gui.views.services.stock import LOOKS
from incubator_gui.widgets import table_edit

if TYPE_CHECKING:
    from incubator_gui.views.services.work_part import WorkPart


def more(part: WorkPart, button_place: QPoint) -> QMenu:
    """Catalogue, what has ended, export, edit, save the view."""
    menu = QMenu(part)
    menu.aboutToHide.connect(menu.deleteLater)
    for action in (commands.CATALOGUE, commands.ENDED, commands.EXPORT, commands.EXPORT_LEDGER, commands.EDIT,
                   commands.SAVE_VIEW):
        menu.addAction(part.context.actions.qaction(action.id))
    menu.popup(button_place)
    return menu


def of_rows(part: WorkPart, ids: list[UUID], place: QPoint) -> QMenu | None:
    """What can be done with the chosen engagements; None when they are gone."""
    lines = part.lines(ids)
    trainings = [part.board.trainings[id] for id in ids if id in part.board.trainings]
    if not lines and not trainings:
        return None
    theme, menu = part.context.theme, QMenu(part)
    menu.aboutToHide.connect(menu.deleteLater)
    inner = QMenu(tr("Move to"), menu)
    for status, words in ENGAGEMENT_STATUSES.items():
        inner.addAction(theme.icon(*LOOKS[status]), text(words), partial(part.move_to, ids, status))
    menu.addMenu(inner)
    if not lines:
        menu.addAction(tr("Open the training"), partial(part.training_opened.emit, trainings[0].id))
        menu.popup(place)
        return menu
    menu.addAction(tr("Book hours"), partial(part.book_on, lines[0]))
    menu.addAction(ntr("Edit {n} engagement…", "Edit {n} engagements…", len(lines)), partial(part.edit_many, ids))
    menu.addAction(tr("Copy with headings"), partial(table_edit.copy, part.table, headings=True))
    menu.addSeparator()
    menu.addAction(tr("Open the company"), partial(part.context.shell.open_record, "company", lines[0].company_id))
    menu.addAction(tr("Hours of {company}", company=lines[0].company).replace("&", "&&"),
                   partial(part.ledger.show_company, lines[0].company_id))
    menu.addSeparator()
    menu.addAction(ntr("Remove {n} engagement", "Remove {n} engagements", len(lines)), partial(part.remove, ids))
    menu.popup(place)
    return menu
