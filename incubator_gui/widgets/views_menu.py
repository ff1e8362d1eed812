"""Saved views: what a screen shows and how, under a name that the whole house sees."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.services.keeping import ViewRow
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import NameDialog
from incubator_gui.widgets.styling import IconButton


class ViewsButton(IconButton):
    """A button with the menu of the saved views of a screen."""

    def __init__(self, context: Context, screen: str, content: Callable[[], dict[str, Any]],
                 take: Callable[[dict[str, Any]], object], parent: QWidget | None = None) -> None:
        super().__init__(context.theme, "bookmark", parent=parent)
        self._context, self._screen, self._content, self._take = context, screen, content, take
        self.views: tuple[ViewRow, ...] = ()
        self.dialog: NameDialog | None = None
        self.clicked.connect(self.open_menu)
        self.retranslate()

    def read(self) -> None:
        """Look for the views."""
        house, screen = self._context.house, self._screen
        self._context.jobs.read(lambda: house.keeping.views(screen), self._show, owner=self, key="views")

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.set_name(tr("Saved views"))

    def open_menu(self) -> QMenu:
        """Take a view, save this one, remove one."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for view in self.views:
            menu.addAction(view.name.replace("&", "&&"), partial(self._take, view.content))
        if self.views:
            menu.addSeparator()
        menu.addAction(tr("Save this view…"), self.save)
        if self.views:
            inner = QMenu(tr("Remove a view"), menu)
            for view in self.views:
                inner.addAction(view.name.replace("&", "&&"), partial(self.remove, view))
            menu.addMenu(inner)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))
        return menu

    def save(self) -> None:
        """Ask for a name and save; the same name is replaced."""
        dialog = NameDialog(self._context.theme, tr("Save this view"), tr("Name"), tr("Save view"), self.window())
        content, house, screen = self._content(), self._context.house, self._screen

        def send() -> None:
            name = dialog.name
            dialog.busy()
            self._context.jobs.write(lambda: house.keeping.save_view(screen, name, content),
                                     lambda _outcome: dialog.accept(), failed=dialog.refused, owner=dialog)

        dialog.submitted.connect(send)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def remove(self, view: ViewRow) -> None:
        """Forget a view."""
        house = self._context.house
        self._context.jobs.write(lambda: house.keeping.remove_view(view.id), owner=self)

    def _closed(self) -> None:
        self.dialog = None

    def _show(self, views: tuple[ViewRow, ...]) -> None:
        self.views = views
