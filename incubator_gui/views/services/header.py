"""The head of the screen: which part, whose, the lists that staff live by, new engagement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, msg, ntr, tr
from incubator_gui.services.service_board import Attention
from incubator_gui.views.services.stock import LISTS
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip

PARTS: tuple[tuple[str, Message, str], ...] = (
    ("board", msg("Board"), "kanban"), ("table", msg("Table"), "table-2"), ("calendar", msg("Calendar"), "calendar"),
    ("entitlements", msg("Entitlements"), "list-checks"), ("trainings", msg("Trainings"), "graduation-cap"),
    ("mentors", msg("Mentors"), "users"))


class Header(QFrame):
    """One line where there is room for it, else two."""

    part_chosen = Signal(str)
    whose_chosen = Signal(str)
    list_asked = Signal(str)
    new_asked = Signal()
    more_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts: dict[str, int] = {}
        column = QVBoxLayout(self)
        tight(column)
        self._first = QHBoxLayout()
        tight(self._first, 8, 16, 8, 16, 8)
        self.title = PlainLabel("", "title")
        self.parts = SegmentedControl(theme, PARTS, msg("Part of the screen"))
        self.parts.chosen.connect(self.part_chosen)
        self.new = Button(theme, icon="plus", kind="main")
        self.new.clicked.connect(self.new_asked)
        self.more = IconButton(theme, "ellipsis", kind="")
        self.more.clicked.connect(self.more_asked)
        self._first.addWidget(self.title)
        self._first.addSpacing(4)
        self._first.addWidget(self.parts)
        self._first.addStretch(1)
        self._first.addWidget(self.new)
        self._first.addWidget(self.more)
        column.addLayout(self._first)
        self._second = QHBoxLayout()
        tight(self._second, 16, 16, 0, 16, 8)
        column.addLayout(self._second)
        self.looks = QWidget()
        row = QHBoxLayout(self.looks)
        tight(row, 16)
        self.whose = SegmentedControl(theme, (("mine", msg("Mine"), ""), ("all", msg("Whole house"), "")), msg("Whose"))
        self.whose.choose("all")
        self.whose.chosen.connect(self.whose_chosen)
        self._flow = Flow(gap=16)
        self._flow.setContentsMargins(0, 4, 0, 4)
        self.links: dict[str, Button] = {}
        for key, (icon, tone) in LISTS.items():
            link = Button(theme, icon=icon, kind="link")
            link.set_tone(tone)
            link.clicked.connect(lambda _=False, key=key: self.list_asked.emit(key))
            self.links[key] = link
            self._flow.addWidget(link)
        row.addWidget(self.whose)
        row.addLayout(self._flow, 1)
        self._second.addWidget(self.looks, 1)
        self._beside, self._icons = False, True
        self._widths: tuple[str, int, int] | None = None
        theme.changed.connect(self._fit)
        self.retranslate()

    def count(self, attention: Attention | None, owner: UUID | None) -> None:
        """How many stand in each list; with `owner` only a colleague's own engagements."""
        self._counts = _counts(attention, owner) if attention is not None else {}
        self._name_links()

    def show_part(self, work: bool) -> None:
        """What holds for engagements only goes from the other parts, which have a main button of their own."""
        self.new.setVisible(work)
        self.whose.setVisible(work)
        self._fit()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.title.setText(tr("Services"))
        self.parts.retranslate()
        self.whose.retranslate()
        self.new.setAccessibleName(tr("New engagement"))
        self.more.set_name(tr("More: catalogue, export, views"))
        self._name_links()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The lists stand in the first line where there is room."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as its parts can be."""
        size = super().minimumSizeHint()
        return QSize(min(size.width(), self._theme.px(560)), size.height())

    def _name_links(self) -> None:
        for key, link in self.links.items():
            number = self._counts.get(key, 0)
            link.setText(_words(key, number))
            link.setAccessibleName(link.text())
            link.setVisible(number > 0)
        self._fit()

    def _fit(self) -> None:
        links = [link for link in self.links.values() if not link.isHidden()]
        narrow = self.width() < self._theme.px(640)
        self.new.setText("" if narrow else tr("New engagement"))
        set_tip(self.new, tr("New engagement") if narrow else "")
        wanted = sum(link.sizeHint().width() + 16 for link in links)
        wanted += self.whose.sizeHint().width() if not self.whose.isHidden() else 0
        shown = [part for part in (self.title, self.new, self.more) if not part.isHidden()]
        fixed = sum(part.sizeHint().width() + 8 for part in shown) + 60
        whole, words = self._part_widths()
        if fixed + words + 8 + wanted <= self.width():  # one line in all is worth more than icons
            icons = fixed + whole + 8 + wanted <= self.width()
        else:
            icons = fixed + whole <= self.width() or fixed + words > self.width()  # words alone, before icons alone
        if icons != self._icons:
            self._icons = icons
            self.parts.show_icons(icons)
        fixed += (whole if icons else words) + 8
        beside = fixed + wanted <= self.width()
        if beside != self._beside:
            self._beside = beside
            (self._second if beside else self._first).removeWidget(self.looks)
            if beside:
                self._first.insertWidget(3, self.looks, 0)
            else:
                self._second.addWidget(self.looks, 1)
        if beside:
            self.looks.setFixedWidth(wanted + 8)
        else:
            self.looks.setMinimumWidth(0)
            self.looks.setMaximumWidth(16_777_215)

    def _part_widths(self) -> tuple[int, int]:
        """Of the choice of parts with icons and words, and with words alone; measured once for a language and size."""
        key = f"{tr('Board')} {self._theme.percent}"
        if self._widths is None or self._widths[0] != key:
            self.parts.show_icons(False)
            words = self.parts.sizeHint().width()
            self.parts.show_icons(True)
            self._icons = True
            self._widths = (key, self.parts.sizeHint().width(), words)
        return self._widths[1:]


def _counts(attention: Attention, owner: UUID | None) -> dict[str, int]:
    def mine(lines: Sequence[object]) -> int:
        return sum(owner is None or getattr(line, "owner_id", None) == owner for line in lines)

    return {"under_served": len(attention.underserved), "over": len(attention.over),
            "no_owner": len(attention.unowned), "overdue": mine(attention.overdue), "due": mine(attention.due),
            "odd": len(attention.suspicious)}


def _words(key: str, number: int) -> str:
    made: Mapping[str, str] = {
        "under_served": ntr("{n} under-served", "{n} under-served", number),
        "over": ntr("{n} over entitlement", "{n} over entitlement", number),
        "no_owner": ntr("{n} without owner", "{n} without owner", number),
        "overdue": ntr("{n} overdue", "{n} overdue", number),
        "due": ntr("{n} due soon", "{n} due soon", number),
        "odd": ntr("{n} to check", "{n} to check", number)}
    return made[key]
