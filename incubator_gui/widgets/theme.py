"""The named colours, sizes, fonts and icons of the window; one object, handed around."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from incubator_gui.core.resources import resource
from incubator_gui.widgets import icons
from incubator_gui.widgets.stylesheet import palette, stylesheet

FAMILIES = ["Inter", "Noto Sans SC"]
"""In this order in every language, so that Han shapes are the Chinese ones."""

SIZES = {"key": (24, 600), "title": (18, 600), "panel": (14, 600), "body": (13, 400), "strong": (13, 600),
         "label": (12, 400), "header": (12, 600), "axis": (11, 400)}
"""Roles of type: size in px at 100 %, and weight."""


class Theme(QObject):
    """Light, dark or high contrast, at a text size; tells when it changed.

    `by_window`: each window wears the style sheet, not the application. A part that is built has no sheet then until
    it is put into its window; else Qt would go through all of it again at each step of building.
    """

    changed = Signal()

    def __init__(self, choice: str = "system", percent: int = 100, parent: QObject | None = None, *,
                 by_window: bool = False) -> None:
        super().__init__(parent)
        self._windows: list[QWidget] | None = [] if by_window else None
        data = json.loads(resource("themes", "colours.json").read_text("utf-8"))
        self._themes: dict[str, dict[str, str]] = data["themes"]
        self._categories: list[dict[str, str]] = data["categories"]
        self.ink = QColor(data["ink"])
        self._choice, self._percent = choice, percent
        self._cache: dict[tuple[Any, ...], QPixmap | QIcon] = {}
        self._name = self._resolved()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def name(self) -> str:
        """`light`, `dark` or `contrast`: what is shown, also when the choice is the system's."""
        return self._name

    @property
    def choice(self) -> str:
        """What was chosen: a name or `system`."""
        return self._choice

    @property
    def percent(self) -> int:
        """Text size in per cent."""
        return self._percent

    @property
    def is_dark(self) -> bool:
        """Whether text is lighter than its ground."""
        return self._name != "light"

    @property
    def contrast(self) -> bool:
        """Whether grounds vanish and edges carry the state."""
        return self._name == "contrast"

    def choose(self, choice: str | None = None, percent: int | None = None) -> None:
        """Another theme or text size, at once, for the whole window."""
        self._choice = choice or self._choice
        self._percent = percent or self._percent
        self.apply()

    def dress(self, window: QWidget) -> None:
        """Give a window that has no parent its style sheet; dialogs and popups have it from their parents."""
        if self._windows is not None:
            self._windows.append(window)
            window.setStyleSheet(self._sheet())

    def colour(self, name: str) -> QColor:
        """A colour by its name; `KeyError` for a name that is not in the table."""
        return QColor(self._names[name])

    def on_paper(self, name: str) -> QColor:
        """The colour of that name on a printed page, which is white in every theme."""
        return QColor(self._themes["light"][name])

    def on_selection(self, name: str) -> QColor:
        """The colour of that name where it stands on a selected row."""
        return self.colour("selection-text" if self.contrast else name)

    def category(self, index: int) -> tuple[QColor, bool]:
        """Fill of the n-th category (from 0), and whether it is hatched."""
        count = len(self._categories)
        return QColor(self._categories[index % count]["fill"]), (index // count) % 2 == 1

    def category_line(self, index: int) -> QColor:
        """Colour of a thin line or point of the n-th category."""
        return QColor(self._categories[index % len(self._categories)]["fill" if self.is_dark else "line"])

    def px(self, value: float) -> int:
        """A length at 100 % in the present text size."""
        return max(1, round(value * self._percent / 100))

    def font(self, role: str = "body", *, tabular: bool = False) -> QFont:
        """The font of a role of type; `tabular` gives all figures one width, for tables."""
        size, weight = SIZES[role]
        font = QFont()
        font.setFamilies(FAMILIES)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def icon(self, name: str, role: str = "text", size: int = 16, gap: int = 0) -> QIcon:
        """A line icon in a named colour; `size` at 100 %, `gap` is room at its right (or left, if negative)."""
        key = ("icon", self._name, name, role, size, gap, self._percent)
        if key not in self._cache:
            self._cache[key] = icons.icon(name, self.colour(role), self.colour("disabled"), self.px(size), gap,
                                          self.colour("selection-text") if self.contrast else None)
        return self._cache[key]  # type: ignore[return-value]

    def pixmap(self, name: str, colour: QColor | str = "text", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """The icon as a pixmap, for painting in delegates."""
        shade = self.colour(colour) if isinstance(colour, str) else colour
        key = ("pixmap", name, shade.rgba(), size, self._percent, ratio)
        if key not in self._cache:
            self._cache[key] = icons.pixmap(name, shade, self.px(size), ratio)
        return self._cache[key]  # type: ignore[return-value]

    def apply(self) -> None:
        """Dress the application: style, palette, font, style sheet."""
        self._name = self._resolved()
        self.__dict__.pop("_names", None)
        self._cache.clear()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            load_fonts()
            if app.style().objectName().lower() != "fusion" and not app.styleSheet():
                app.setStyle(QStyleFactory.create("Fusion"))
            app.setFont(self.font())
            app.setPalette(palette(self.colour))
            self._put_on(app)
        self.changed.emit()

    def _put_on(self, app: QApplication) -> None:
        if self._windows is None:
            app.setStyleSheet(self._sheet())
            return
        if app.styleSheet():
            app.setStyleSheet("")
        self._windows = [window for window in self._windows if shiboken6.isValid(window)]
        for window in self._windows:
            window.setStyleSheet(self._sheet())

    def _sheet(self) -> str:
        return stylesheet(self._name, self._names, self._percent)

    @cached_property
    def _names(self) -> dict[str, str]:
        names = dict(self._themes[self._name])
        high = self._name == "contrast"
        for state in ("error", "warning", "success"):
            names[f"{state}-edge"] = names[state if high else f"{state}-ground"]
        names["info"], names["info-ground"] = names["accent"], names["selection"]
        names["info-edge"] = names["accent"] if high else names["selection"]
        names["selection-accent"] = names["selection-text"] if high else names["accent"]
        names["neutral-edge"] = names["border"] if high else names["hover"]
        if high:
            names["info-ground"] = names["surface"]
        return names

    def _resolved(self) -> str:
        if self._choice in self._themes:
            return self._choice
        hints = QGuiApplication.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    def _system_changed(self) -> None:
        if self._choice == "system" and self._resolved() != self._name:
            self.apply()


_loaded: list[bool] = []


def load_fonts() -> None:
    """Make the shipped fonts known to Qt, once for the process."""
    if not _loaded:
        _loaded.append(True)
        for file in sorted(resource("fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
