"""The screen and, beside it, the panel that it brings."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from incubator_gui.core.settings import WINDOW, Settings
from incubator_gui.widgets.room import Room
from incubator_gui.widgets.theme import Theme


class SideSplitter(QSplitter):
    """Every panel has the width that was chosen last, at first 340 px; one key takes it away on all screens."""

    needs_changed = Signal()
    """Screen or panel ask for another width."""

    def __init__(self, theme: Theme, settings: Settings, screens: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme, self._settings = theme, settings
        self._panel: QWidget | None = None
        self._on = True
        kept = settings.part(WINDOW, "side")
        self._width = kept if isinstance(kept, int) and 200 <= kept <= 800 else 0
        self.room = Room(screens)
        self.setChildrenCollapsible(False)
        self.addWidget(self.room)
        self.setStretchFactor(0, 1)
        self.splitterMoved.connect(self._moved)
        self.room.needs_changed.connect(self.needs_changed)
        theme.changed.connect(self.needs_changed)

    def bring(self, panel: QWidget | None, home: QWidget) -> None:
        """Show this panel, or none; the one before goes back to `home`."""
        if panel is not self._panel:
            if self._panel is not None:
                self._panel.hide()
                self._panel.setParent(home)
            self._panel = panel
            if panel is not None:
                self.addWidget(panel)
                self.setStretchFactor(1, 0)
        self._show()

    def toggle(self) -> None:
        """Panel on or off."""
        self._on = not self._on
        self._show()

    def needed(self) -> int:
        """The width under which something would be cut."""
        panel = self._shown()
        beside = panel.minimumSizeHint().width() + self.handleWidth() if panel is not None else 0
        return self.room.needs().width() + beside

    def settle(self) -> None:
        """The panel gives way where the screen has too little."""
        sizes = self.sizes()
        if self._shown() is not None and sizes and sizes[0] < self.room.needs().width():
            self._give_width()

    def scale(self, factor: float) -> None:
        """The text became larger or smaller."""
        self._width = round(self._width * factor)
        if self._panel is not None:
            self._give_width()

    def save(self) -> None:
        """Remember the width for the next start."""
        self._settings.set_part(WINDOW, "side", self._width or None)

    def _shown(self) -> QWidget | None:
        return self._panel if self._on else None

    def _show(self) -> None:
        if self._panel is not None:
            self._panel.setVisible(self._on)
            if self._on:
                self._give_width()
        self.needs_changed.emit()

    def _give_width(self) -> None:
        whole = self.width() - self.handleWidth()
        least = self._panel.minimumSizeHint().width() if self._panel is not None else 0
        width = min(self._width or self._theme.px(340), max(least, whole - self.room.needs().width()))
        self.setSizes([max(200, whole - width), width])

    def _moved(self) -> None:
        if self._panel is not None:
            self._width = self._panel.width()
