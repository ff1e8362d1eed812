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


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon at a size in device-independent px."""
    out = QPixmap(round(size * ratio), round(size * ratio))
    out.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(drawing(name, colour, size)))
    painter = QPainter(out)
    renderer.render(painter, QRectF(0, 0, out.width(), out.height()))
    painter.end()
    out.setDevicePixelRatio(ratio)
    return out


def icon(name: str, colour: QColor, disabled: QColor, size: int) -> QIcon:
    """The icon for buttons and menus, sharp on dense screens."""
    out = QIcon()
    for ratio in (1.0, 2.0):
        out.addPixmap(pixmap(name, colour, size, ratio), QIcon.Mode.Normal)
        out.addPixmap(pixmap(name, disabled, size, ratio), QIcon.Mode.Disabled)
    return out
