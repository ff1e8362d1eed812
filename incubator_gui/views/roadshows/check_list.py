"""What the pack will lack, company by company, before it is made."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, text, tr
from incubator_gui.services.pack_check import CheckLine, PackCheck
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.lines_delegate import LinesDelegate
from incubator_gui.widgets.styling import Button, line, tight
from incubator_gui.widgets.theme import Theme

_MARKS = {"fine": ("circle-check", "success"), "note": ("info", "muted"), "lacking": ("triangle-alert", "warning")}


class CheckList(QWidget):
    """`make_asked` wants the pack, `password_given` carries one for locked decks, `opened` an entry."""

    make_asked = Signal()
    password_given = Signal(str)
    opened = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.check: PackCheck | None = None
        self.summary, self.notes = PlainLabel("", "panel", wrap=True), PlainLabel("", wrap=True)
        self.notes.set_tone("warning")
        self._locked = QWidget()
        locked = QHBoxLayout(self._locked)
        tight(locked, 8)
        self._locked_words = PlainLabel("", wrap=True)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setFixedWidth(theme.px(160))
        self.try_button = Button(theme, icon="lock-open")
        locked.addWidget(self._locked_words, 1)
        locked.addWidget(self.password)
        locked.addWidget(self.try_button)
        self.list = QListWidget()
        self.list.setItemDelegate(LinesDelegate(theme, self.list))
        self.list.setProperty("noRing", True)
        self.list.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.make = Button(theme, icon="book-open", kind="main")
        head = QVBoxLayout()
        tight(head, 8, 16, 12, 16, 12)
        for part in (self.summary, self.notes, self._locked):
            head.addWidget(part)
        foot = QHBoxLayout()
        tight(foot, 8, 16, 12, 16, 12)
        foot.addWidget(self.make)
        foot.addStretch()
        column = QVBoxLayout(self)
        tight(column)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self.list, 1)
        column.addWidget(line())
        column.addLayout(foot)
        self.make.clicked.connect(self.make_asked)
        self.password.returnPressed.connect(self._try)
        self.try_button.clicked.connect(self._try)
        self.list.itemActivated.connect(self._open)
        theme.changed.connect(self._fill)
        self.retranslate()

    def show_check(self, check: PackCheck | None) -> None:
        """Another check; None while it is under way."""
        self.check = check
        self._fill()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.make.setText(tr("Make the pack"))
        self.try_button.setText(tr("Try the password"))
        self.password.setAccessibleName(tr("Password for the decks"))
        self.list.setAccessibleName(tr("What will be missing in the pack"))
        self._fill()

    def words(self, one: CheckLine) -> tuple[str, list[str]]:
        """The deck of a company in words, then what is remarkable."""
        deck = ""
        if one.deck and one.deck_pages > 0:
            deck = tr("deck “{title}”, {pages}", title=one.deck,
                      pages=ntr("{n} page", "{n} pages", one.deck_pages))
        elif one.deck:
            deck = tr("deck “{title}”", title=one.deck)
        return deck, [text(each) for each in (*one.texts, *one.deck_findings)]

    def _fill(self) -> None:
        check = self.check
        place = self.list.currentRow()
        self.list.clear()
        self.notes.setVisible(check is not None and bool(check.notes))
        self._locked.setVisible(check is not None and check.locked > 0)
        if check is None:
            self.summary.setText(tr("Looking through decks and texts…"))
            return
        going = [one for one in check.lines if not one.declined]
        lacking = sum(one.gravity == "lacking" for one in going)
        parts = [ntr("{n} company", "{n} companies", len(going)),
                 ntr("something is missing for {n} of them", "something is missing for {n} of them", lacking)
                 if lacking else tr("nothing is missing") if going else ""]
        self.summary.setText(current().clauses(parts))
        self.notes.setText("\n".join(text(one) for one in check.notes))
        self._locked_words.setText(ntr("{n} deck needs a password.", "{n} decks need a password.", check.locked))
        for one in check.lines:
            deck, remarks = self.words(one)
            first = current().clauses([one.company, deck])
            item = QListWidgetItem(self._theme.icon(*_MARKS[one.gravity]), "\n".join([first, *(
                f"    {remark}" for remark in remarks)]))
            item.setData(Qt.ItemDataRole.UserRole, one.entry_id.hex)
            state = {"fine": tr("fine"), "note": tr("remark"), "lacking": tr("something is missing")}[one.gravity]
            item.setData(Qt.ItemDataRole.AccessibleTextRole, current().clauses([state, first, *remarks]))
            self.list.addItem(item)
        if 0 <= place < self.list.count():
            self.list.setCurrentRow(place)

    def _try(self) -> None:
        if self.password.text():
            self.password_given.emit(self.password.text())
            self.password.clear()

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(Qt.ItemDataRole.UserRole))
