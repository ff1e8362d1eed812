"""A picture to look at, as large as its place or as it likes."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.theme import Theme

KINDS = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"})
_MOST_POINTS = 120_000_000
_LARGEST = 4000


def read_image(content: bytes) -> QImage | None:
    """The picture in a file, no larger than a screen needs; None where it cannot be read. Call it in a worker."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()).decode("ascii", "replace") not in ("png", "jpeg", "jpg", "gif", "webp", "bmp"):
        return None
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_POINTS:
        return None
    if max(size.width(), size.height()) > _LARGEST:
        reader.setScaledSize(size.scaled(_LARGEST, _LARGEST, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


class ImagePage(QScrollArea):
    """One picture; fits into its place until somebody makes it larger."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self.factor = 0.0
        self._label = PlainLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_image(self, image: QImage, name: str) -> None:
        """Another picture."""
        self._image, self.factor = image, 0.0
        self._label.setAccessibleName(name)
        self.setAccessibleName(name)
        self._draw()

    def zoom(self, factor: float) -> None:
        """Larger or smaller."""
        self.factor = max(0.1, min(8.0, self.shown() * factor))
        self._draw()

    def shown(self) -> float:
        """How large it stands there; 1 is point for point."""
        if self.factor:
            return self.factor
        room = self.viewport().size() - QSize(self._theme.px(32), self._theme.px(32))
        if self._image.isNull():
            return 1.0
        return max(0.02, min(1.0, room.width() / self._image.width(), room.height() / self._image.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """It goes on fitting."""
        super().resizeEvent(event)
        if not self.factor:
            self._draw()

    def _draw(self) -> None:
        if self._image.isNull():
            return
        size = self._image.size() * self.shown()
        self._label.setPixmap(QPixmap.fromImage(self._image.scaled(
            size.expandedTo(QSize(1, 1)), Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation)))
