"""Line icons, painted in a colour. The files ship with the program; none comes from outside."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from incubator_gui.core.resources import resource


@lru_cache(maxsize=256)
def source(name: str) -> str:
    """The drawing of an icon; `FileNotFoundError` for a name that is not shipped."""
    return resource("icons", f"{name}.svg").read_text("utf-8")


def drawing(name: str, colour: QColor, size: int) -> bytes:
    """The drawing in a colour; the line is thinner where the icon is larger."""
    stroke = "1.75" if size >= 20 else "2"
    text = source(name).replace("currentColor", colour.name())
    return text.replace('stroke-width="2"', f'stroke-width="{stroke}"').encode()


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0, gap: int = 0) -> QPixmap:
    """The icon at a size in device-independent px, with room at its right, or left if `gap` is negative."""
    side = round(size * ratio)
    out = QPixmap(side + round(abs(gap) * ratio), side)
    out.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(drawing(name, colour, size)))
    painter = QPainter(out)
    renderer.render(painter, QRectF(out.width() - side if gap < 0 else 0, 0, side, side))
    painter.end()
    out.setDevicePixelRatio(ratio)
    return out


def icon(name: str, colour: QColor, disabled: QColor, size: int, gap: int = 0, selected: QColor | None = None) -> QIcon:
    """The icon for buttons, menus and lists, sharp on dense screens; on a selected row it is `selected`.

    Left to itself Qt tints it with the colour of the selection, on which it can hardly be seen.
    """
    out = QIcon()
    for ratio in (1.0, 2.0):
        out.addPixmap(pixmap(name, colour, size, ratio, gap), QIcon.Mode.Normal)
        out.addPixmap(pixmap(name, disabled, size, ratio, gap), QIcon.Mode.Disabled)
        out.addPixmap(pixmap(name, selected or colour, size, ratio, gap), QIcon.Mode.Selected)
    return out
