"""Whose form it is, and whether what stands on it is stored."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import text, tr
from incubator_gui.domain.review_desk import DeskRow
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.views.review.desk.saver import Keeping
from incubator_gui.views.review.desk.words import number_of
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme

_ICONS = {"stored": ("check", "muted"), "typed": ("pencil", "muted"), "saving": ("loader", "muted"),
          "failed": ("cloud-off", "error"), "stale": ("git-compare", "warning")}


class FormHead(QWidget):
    """40 px: number, company where names are shown, focus area; at the right how it is kept."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row: DeskRow | None = None
        self._keeping: Keeping = "stored"
        self._at: datetime | None = None
        self._offline = self._anything = False
        row = QHBoxLayout(self)
        tight(row, 8, 16, 0, 16, 0)
        self.title = PlainLabel("", "strong")
        self.about = ElidedLabel("", "muted")
        self._mark = PlainLabel()
        self.kept = PlainLabel("", "label")
        row.addWidget(self.title)
        row.addWidget(self.about, 1)
        row.addWidget(self._mark)
        row.addWidget(self.kept)
        self.setFixedHeight(theme.px(39))
        theme.changed.connect(self.retranslate)

    def show_row(self, row: DeskRow | None) -> None:
        """Another application."""
        self._row = row
        self.retranslate()

    def show_keeping(self, keeping: Keeping, at: datetime | None, *, offline: bool, anything: bool) -> None:
        """Stored and when, or not yet; `anything` says whether there is something that was stored."""
        self._keeping, self._at, self._offline, self._anything = keeping, at, offline, anything
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setFixedHeight(self._theme.px(39))
        row = self._row
        self.title.setText(number_of(row) if row is not None else "")
        area = FOCUS_AREAS.get(row.focus_area or "") if row is not None else None
        about = text(area) if area is not None else (row.focus_area or "" if row is not None else "")
        self.about.setText(current().joined((row.title, about)) if row is not None else "")
        icon, tone = _ICONS[self._keeping]
        words = ""
        if self._keeping == "stored" and self._at is not None and self._anything:
            hour = self._at.astimezone().strftime("%H:%M")
            words = tr("saved {time}, offline copy", time=hour) if self._offline else tr("saved {time}", time=hour)
        elif self._keeping == "typed":
            words = tr("typing…")
        elif self._keeping == "saving":
            words = tr("saving…")
        elif self._keeping == "failed":
            words = tr("not saved")
        elif self._keeping == "stale":
            words = tr("to be decided")
        self.kept.setText(words)
        self.kept.set_tone(tone if tone != "muted" else "")
        self._mark.setVisible(bool(words))
        self._mark.setPixmap(self._theme.pixmap(icon, tone, 14, self.devicePixelRatioF()))
