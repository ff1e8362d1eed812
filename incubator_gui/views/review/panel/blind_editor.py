"""All texts and documents of one application, and the way to the next one."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from incubator_gui.core.messages import msg, nmsg, tr
from incubator_gui.services.redaction import RedactionSheet
from incubator_gui.views.review.panel.blind_documents import BlindDocuments
from incubator_gui.views.review.panel.blind_field import BlindField
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.theme import Theme


class BlindEditor(Card):
    """`save_asked` says whether to go on to the next one afterwards."""

    save_asked = Signal(bool)
    skip_asked = Signal(int)
    said = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.sheet: RedactionSheet | None = None
        self.fields: list[BlindField] = []
        self.messages = MessageArea(theme)
        self.before, self.after = IconButton(theme, "chevron-left"), IconButton(theme, "chevron-right")
        self.add_tool(self.before)
        self.add_tool(self.after)
        self.body.addWidget(self.messages)
        heads = QFrame()
        heads.setObjectName("Alt")
        row = QHBoxLayout(heads)
        tight(row, 12, 12, 4, 24, 4)
        self._left, self._right = PlainLabel("", "header"), PlainLabel("", "header")
        row.addWidget(self._left, 1)
        row.addWidget(self._right, 1)
        self.body.addWidget(heads)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area = area
        inner = QWidget()
        inner.setProperty("plain", True)
        self._column = QVBoxLayout(inner)
        tight(self._column)
        self.documents = BlindDocuments(theme)
        self._column.addWidget(self.documents)
        self._column.addStretch()
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        footer = QFrame()
        footer.setObjectName("SideFooter")
        foot = QHBoxLayout(footer)
        tight(foot, 8, 12, 12, 12, 12)
        self.all = Button(theme, icon="wand-sparkles", shrinks=True)
        self.black = Button(theme, icon="square", shrinks=True)
        self.save = Button(theme, icon="save", shrinks=True)
        self.next = Button(theme, icon="check", kind="main")
        foot.addWidget(self.all)
        foot.addWidget(self.black)
        foot.addStretch(1)
        foot.addWidget(self.save)
        foot.addWidget(self.next)
        self.body.addWidget(footer)
        self.all.clicked.connect(self._take_all)
        self.black.clicked.connect(self._black_selected)
        self.black.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.save.clicked.connect(lambda: self.save_asked.emit(False))
        self.next.clicked.connect(lambda: self.save_asked.emit(True))
        self.before.clicked.connect(lambda: self.skip_asked.emit(-1))
        self.after.clicked.connect(lambda: self.skip_asked.emit(1))
        self.retranslate()

    def show_sheet(self, sheet: RedactionSheet) -> None:
        """Another application, or the same stored."""
        other = self.sheet is None or self.sheet.application_id != sheet.application_id
        self.sheet = sheet
        while len(self.fields) < len(sheet.fields):
            made = BlindField(self._theme)
            made.changed.connect(self._allow)
            made.black_asked.connect(self._black)
            self._column.insertWidget(len(self.fields), made)
            self.fields.append(made)
        while len(self.fields) > len(sheet.fields):
            gone = self.fields.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for shown, field in zip(self.fields, sheet.fields, strict=True):
            if other:
                shown.field = None
            shown.show_field(field)
        self.documents.show_documents(sheet.documents)
        if other:
            self._area.verticalScrollBar().setValue(0)
            self.messages.clear()
        self._name()
        self._allow()

    @property
    def application(self) -> UUID | None:
        """The application in front."""
        return self.sheet.application_id if self.sheet is not None else None

    def texts(self, *, typed: bool = False) -> dict[str, str]:
        """Copies that have to be stored; only those in which somebody typed."""
        return {one.key: one.words() for one in self.fields if (one.dirty if typed else one.open)}

    @property
    def dirty(self) -> bool:
        """Whether somebody typed something that is not stored."""
        return any(one.dirty for one in self.fields)

    def to_text(self) -> None:
        """The keyboard goes to the first copy."""
        if self.fields:
            self.fields[0].copy.setFocus(Qt.FocusReason.TabFocusReason)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._left.setText(tr("Original"))
        self._right.setText(tr("Redacted copy"))
        self.all.setText(tr("Take all suggestions"))
        self.black.setText(tr("Black out everywhere (Ctrl+B)"))
        self.save.setText(tr("Save"))
        self.next.setText(tr("Save and next"))
        self.before.set_name(tr("Application before"))
        self.after.set_name(tr("Next application"))
        self.documents.retranslate()
        self.messages.retranslate()
        for field in self.fields:
            field.retranslate()
        self._name()

    def _name(self) -> None:
        if self.sheet is not None:
            self.set_words(tr("Application {number}", number=f"{self.sheet.number:04d}"), self.sheet.company)

    def _allow(self) -> None:
        self.save.setEnabled(bool(self.texts()))
        self.all.setEnabled(any(one.take.isVisibleTo(one) for one in self.fields))

    def _take_all(self) -> None:
        for one in self.fields:
            one.accept()

    def _black_selected(self) -> None:
        for one in self.fields:
            for part in (one.copy, one.original):
                if part.hasFocus() and part.selected():
                    self._black(part.selected())
                    return
        self.said.emit(msg("Select some words first."))

    def _black(self, words: str) -> None:
        number = sum(one.black_out(words) for one in self.fields)
        self.said.emit(nmsg("Blacked out at {n} place", "Blacked out at {n} places", number))
