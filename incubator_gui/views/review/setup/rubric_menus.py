"""What can be done with rubrics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from incubator_gui.core.messages import tr

if TYPE_CHECKING:
    from incubator_gui.views.review.setup.rubric_page import RubricPage


def new_menu(page: RubricPage) -> QMenu:
    """Ways to a new rubric."""
    menu = _menu(page)
    _fill_new(menu, page)
    return menu


def fill_rubric_menu(page: RubricPage) -> QMenu:
    """What can be done with the one in front, and ways to a new one."""
    menu, icon = _menu(page), page.context.theme.icon
    row = page.stock.row if page.stock is not None else None
    if row is not None:
        menu.addAction(icon("copy"), tr("Copy from…"), page.ask_copy)
        menu.addAction(icon("download"), tr("Export…"), page.ask_export)
        menu.addSeparator()
        menu.addAction(icon("archive" if row.is_active else "archive-restore"),
                       tr("Archive") if row.is_active else tr("Take into use again"), page.archive)
        menu.addAction(icon("trash-2"), tr("Remove"), page.remove)
        menu.addSeparator()
    _fill_new(menu, page)
    return menu


def _fill_new(menu: QMenu, page: RubricPage) -> None:
    icon = page.context.theme.icon
    menu.addAction(icon("list-checks"), tr("New standard rubric"), page.add_standard)
    menu.addAction(icon("plus"), tr("New empty rubric…"), page.ask_empty)
    if page.stock is not None and page.stock.row is not None:
        menu.addAction(icon("copy"), tr("New rubric as a copy…"), page.ask_copy)
    menu.addAction(icon("upload"), tr("Import from a file…"), page.files.ask_import)


def _menu(page: RubricPage) -> QMenu:
    menu = QMenu(page)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
