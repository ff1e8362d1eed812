"""The menus of the screen: of the chosen rows, and what the head has no room for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from incubator_gui.core.messages import ntr, tr
from incubator_gui.views.applications import commands
from incubator_gui.views.applications.known import look
from incubator_gui.widgets import table_edit

if TYPE_CHECKING:
    from incubator_gui.views.applications.screen import ApplicationsScreen


def more(screen: ApplicationsScreen) -> QMenu:
    """Calls, stages, export, edit, save the view."""
    menu = _menu(screen)
    for action in (commands.CALLS, commands.STAGES, commands.EXPORT, commands.EDIT, commands.SAVE_VIEW):
        menu.addAction(screen.context.actions.qaction(action.id))
    button = screen.header.more
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))
    return menu


def of_rows(screen: ApplicationsScreen, ids: list[UUID], place: QPoint) -> QMenu | None:
    """What can be done with the chosen applications; None when they are gone."""
    rows = screen.work.rows(ids)
    if not rows:
        return None
    menu = _menu(screen)
    inner = QMenu(tr("Move to"), menu)
    for stage in screen.known.stages.values():
        icon = screen.context.theme.icon(*look(stage))
        inner.addAction(icon, screen.known.stage_name(stage.id).replace("&", "&&"),
                        partial(screen.move_to, ids, stage.id))
    menu.addMenu(inner)
    menu.addAction(ntr("Edit {n} application…", "Edit {n} applications…", len(rows)),
                   partial(screen.edit_many, ids))
    menu.addAction(tr("Add a tag…"), partial(screen.edit_many, ids, "tag"))
    menu.addAction(tr("Copy with headings"), partial(table_edit.copy, screen.table, headings=True))
    menu.addSeparator()
    menu.addAction(tr("Open the company"),
                   partial(screen.context.shell.open_record, "company", rows[0].company_id))
    menu.popup(place)
    return menu


def _menu(screen: ApplicationsScreen) -> QMenu:
    menu = QMenu(screen)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
