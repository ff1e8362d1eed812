"""What stands around the desk in review mode: bar, head, and the page that asks for the passphrase."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from incubator_gui.actions.registry import Actions
from incubator_gui.app.language_button import LanguageButton
from incubator_gui.app.look_actions import THEMES
from incubator_gui.core.messages import Message, text, tr
from incubator_gui.domain.review_package import PackageHead
from incubator_gui.domain.review_words import PHASES
from incubator_gui.widgets.initials import InitialsBadge
from incubator_gui.widgets.labels import PlainLabel, TwoLengthsLabel
from incubator_gui.widgets.styling import Button, IconButton, set_property, tight
from incubator_gui.widgets.tag import Tag
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip


class ReviewBar(QFrame):
    """48 px: the house whose package this is, colours, language, the reviewer."""

    language_chosen = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("TopBar")
        self._theme, self._actions = theme, actions
        self._house = self._person = ""
        row = QHBoxLayout(self)
        tight(row, 8, 12, 0, 16, 0)
        self._logo = PlainLabel()
        self._logo.setObjectName("Logo")
        self._logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self._logo)
        self.house = Button(theme, kind="house")
        self.house.clicked.connect(lambda: self.menu_asked.emit(
            self.house.mapToGlobal(QPoint(0, self.house.height()))))
        row.addWidget(self.house)
        row.addStretch(1)
        self.colours = IconButton(theme, "palette")
        self.colours.clicked.connect(self._choose_colours)
        row.addWidget(self.colours)
        self.language = LanguageButton(theme)
        self.language.picked.connect(self.language_chosen)
        row.addWidget(self.language)
        self.person = PlainLabel("", "label")
        row.addWidget(self.person)
        self._badge = InitialsBadge("", theme.px(28))
        row.addWidget(self._badge)
        theme.changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def show_names(self, house: str, person: str) -> None:
        """Whose package, and for whom."""
        self._house, self._person = house, person
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        name = self._house or tr("Review package")
        self.house.setText(self.house.fontMetrics().elidedText(name.replace("&", "&&"), Qt.TextElideMode.ElideRight,
                                                               self._theme.px(420)))
        self.house.setAccessibleName(tr("{name}: menu", name=name))
        set_tip(self.house, tr("{name}: menu", name=name))
        self.colours.set_name(tr("Colours"))
        self.language.retranslate()
        self._badge.setVisible(bool(self._person))
        self.person.setText(self.person.fontMetrics().elidedText(self._person, Qt.TextElideMode.ElideRight,
                                                                 self._theme.px(240)))
        self._badge.set_name(self._person)

    def _choose_colours(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for key, words in THEMES.items():
            action = menu.addAction(text(words))
            action.setCheckable(True)
            action.setChecked(key == self._theme.choice)
            action.triggered.connect(lambda _=False, key=key: self._actions.trigger(f"theme.{key}"))
        menu.popup(self.colours.mapToGlobal(QPoint(0, self.colours.height() + 2)))

    def _dress(self) -> None:
        px = self._theme.px
        self.setFixedHeight(px(48))
        self._logo.setFixedSize(px(24), px(24))
        self._logo.setPixmap(self._theme.pixmap("rocket", "on-accent", 16, self.devicePixelRatioF()))
        self._badge.set_side(px(28))


class ReviewHead(QFrame):
    """56 px: call and phase, how far somebody is, and the way back to the house."""

    send_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._head: PackageHead | None = None
        row = QHBoxLayout(self)
        tight(row, 12, 16, 0, 16, 0)
        self.title = PlainLabel("", "title")
        self.facts = TwoLengthsLabel("caption")
        self.blind = Tag(theme, "", "eye-off")
        for widget in (self.title, self.facts, self.blind):
            row.addWidget(widget)
        row.setStretch(1, 1)
        self._beside = QHBoxLayout()
        tight(self._beside)
        row.addLayout(self._beside)
        self.send = Button(theme, icon="send", kind="main")
        self.send.clicked.connect(self.send_asked)
        row.addWidget(self.send)
        theme.changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def put_beside(self, widget: QWidget) -> None:
        """What the desk wants at the right."""
        self._beside.addWidget(widget)

    def show_package(self, head: PackageHead) -> None:
        """Which call, until when."""
        self._head = head
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.title.setText(tr("Review"))
        self.blind.set(tr("blind: names hidden"), "eye-off")
        self.send.setText(tr("Send back…"))
        head = self._head
        self.blind.setVisible(head is not None and head.is_blind)
        whole = "" if head is None else facts(
            head.call, text(PHASES.get(head.phase, head.phase)), head.due_on)
        short = whole if head is None or head.due_on is None else tr("until {day}", day=head.due_on)
        self.facts.say(whole, short)
        self.facts.setMinimumWidth(min(self._theme.px(160), self.facts.fontMetrics().horizontalAdvance(short) + 4))

    def _dress(self) -> None:
        self.setFixedHeight(self._theme.px(56))


def facts(call: str, phase: str, until: date | None) -> str:
    """Call, phase and last day in one line."""
    if until is None:
        return tr("{call}, {phase}", call=call, phase=phase) if phase else call
    if not phase:
        return tr("{call}, until {day}", call=call, day=until)
    return tr("{call}, {phase} until {day}", call=call, phase=phase, day=until)


class AskPage(QWidget):
    """Asks for the passphrase, and keeps asking; what was typed stays."""

    given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._file = self._house = ""
        self._error: Message | None = None
        outer = QHBoxLayout(self)
        tight(outer, 0, 16, 24, 16, 16)
        inner = QWidget()
        inner.setFixedWidth(theme.px(460))
        outer.addWidget(inner)
        outer.addStretch(1)
        column = QVBoxLayout(inner)
        tight(column, 12)
        self.title = PlainLabel("", "title")
        self.words = PlainLabel("", wrap=True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMaxLength(1000)
        self.field.returnPressed.connect(self._give)
        self.field.textEdited.connect(lambda: self.tell(None))
        self.reveal = IconButton(theme, "eye", kind="")
        self.reveal.setCheckable(True)
        self.reveal.toggled.connect(self._reveal)
        self.open = Button(theme, icon="lock-open", kind="main")
        self.open.clicked.connect(self._give)
        row = QHBoxLayout()
        tight(row, 8)
        row.addWidget(self.field, 1)
        row.addWidget(self.reveal)
        row.addWidget(self.open)
        self.error = PlainLabel("", wrap=True)
        self.error.set_tone("error")
        self.help = PlainLabel("", "label", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addLayout(row)
        column.addWidget(self.error)
        column.addWidget(self.help)
        column.addStretch(1)
        self.retranslate()

    def ask(self, file: str, house: str) -> None:
        """For which file; `house` is what the file says of itself."""
        self._file, self._house = file, house
        self.set_busy(False)
        self.retranslate()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, error: Message | None) -> None:
        """Why it did not open; None takes it back."""
        self._error = error
        self.retranslate()
        if error is not None:
            self.set_busy(False)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.selectAll()

    def set_busy(self, busy: bool) -> None:
        """It is being opened: no second try meanwhile."""
        self.field.setReadOnly(busy)
        self.open.setEnabled(not busy)
        self.retranslate()

    def forget(self) -> None:
        """It opened: the passphrase is needed no more."""
        self.field.clear()
        self.reveal.setChecked(False)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.title.setText(tr("Open a review package"))
        self.words.setText(tr("“{file}” says it comes from “{house}”. Type the passphrase that the incubator told you.",
                              file=self._file, house=self._house))
        self.field.setAccessibleName(tr("Passphrase"))
        self.field.setPlaceholderText(tr("Passphrase"))
        self.reveal.set_name(tr("Show what is typed"))
        self.open.setText(tr("Open the package") if self.open.isEnabled() else tr("Opening…"))
        self.error.setText("" if self._error is None else text(self._error))
        self.error.setVisible(self._error is not None)
        set_property(self.field, "wrong", self._error is not None)
        self.help.setText(tr("No network is needed. What you type later is kept on this workstation, encrypted, until "
                             "you send it back."))

    def _give(self) -> None:
        if not self.field.text().strip():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.open.isEnabled():
            self.set_busy(True)
            self.given.emit(self.field.text())

    def _reveal(self, on: bool) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
