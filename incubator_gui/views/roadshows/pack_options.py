"""What goes into a pack, and to whom it goes: the column at the left of its preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, msg, pmsg, text, tr
from incubator_gui.domain.service_words import AUDIENCES
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.countries import countries
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.options_column import OptionsColumn
from incubator_gui.widgets.parse import parse_number
from incubator_gui.widgets.preset_box import PresetBox
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.switch import CheckBox
from incubator_gui.widgets.theme import Theme

_SECRET = (msg("Confidential"), msg("For the addressee only"))
_WATERMARKS = (msg("Confidential"), pmsg("across a printed paper", "Copy"), pmsg("across a printed paper", "Draft"))
_PARTS: dict[str, Message] = {
    "disclaimer": msg("Notice"), "contents": msg("Contents"), "programme": msg("Programme"),
    "comparison": msg("Companies side by side"), "decks": msg("Decks of the companies"),
    "glossary": msg("Glossary, rates and dates"), "notes": msg("Pages for notes")}
_MOST = 99


@dataclass(frozen=True, slots=True)
class PackWish:
    """What was chosen for one copy; a pack is made from it."""

    roadshow: UUID
    name: str
    language: str
    profile: str
    parts: tuple[str, ...]
    full: bool
    contacts: bool
    note_pages: int
    slides: int
    floors: tuple[str, ...]
    recipient: str
    copy: str
    version: str
    expires: date | None
    watermark: str
    confidentiality: str
    passwords: tuple[str, ...] = ()


class PackOptionsPanel(OptionsColumn):
    """One wish for each recipient."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.secret, self.watermark = PresetBox(_SECRET), PresetBox(_WATERMARKS)
        super().__init__(theme, msg("Language of the pack"), (self.secret, self.watermark), parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.profile = ChoiceBox(dict(AUDIENCES))
        self.profile.choose("vc")
        self.each = SegmentedControl(theme, (("one", msg("One-pager"), ""), ("dossier", msg("Dossier"), "")),
                                     msg("Of each company"))
        self.parts = {key: CheckBox(theme, text(words)) for key, words in _PARTS.items()}
        self.contacts = CheckBox(theme, "")
        self.slides = CheckBox(theme, "")
        for box in (*self.parts.values(), self.contacts, self.slides):
            box.setChecked(True)
        self.notes, self.copy, self.copies, self.version = QLineEdit("1"), QLineEdit("1"), QLineEdit(), QLineEdit()
        self.recipients = QPlainTextEdit()
        self.recipients.setTabChangesFocus(True)
        self.recipients.installEventFilter(self)
        self.recipients.setFixedHeight(theme.px(66))
        self.country = ChoiceBox()
        for box_ in (self.profile, self.country):  # long names do not widen the column
            box_.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box_.setMinimumContentsLength(8)
        self.expires = InlineField(theme, "date", msg("Valid until"))
        self.floors: dict[str, CheckBox] = {}
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        theme = self._theme
        self._row(msg("Language of the pack"), self.language)
        self._row(msg("Made out for"), self.profile)
        self._row(msg("Of each company"), self.each)
        self._column.addWidget(self._label(msg("Parts")))
        for key, box in self.parts.items():
            if key == "notes":
                row = QHBoxLayout()
                tight(row, 8)
                row.addWidget(box)
                row.addWidget(self.notes)
                row.addStretch()
                self._column.addLayout(row)
            else:
                self._column.addWidget(box)
            if key == "decks":
                self._column.addWidget(self.slides)
        self._column.addWidget(self.contacts)
        self._floor_label = self._label(msg("Floor plans"))
        self._column.addSpacing(8)
        self._column.addWidget(self._floor_label)
        self._floors = QVBoxLayout()
        tight(self._floors, 4)
        self._column.addLayout(self._floors)
        self._column.addSpacing(8)
        self._row(msg("Recipients, one on each line"), self.recipients)
        self._row(msg("Country of the recipients"), self.country)
        self._column.addWidget(self._label(msg("Copy number, of how many")))
        row = QHBoxLayout()
        tight(row, 8)
        for field in (self.copy, self.copies):
            row.addWidget(field)
        self._slash = PlainLabel("/", "muted")
        row.insertWidget(1, self._slash)
        row.addStretch()
        self._column.addLayout(row)
        self._column.addSpacing(8)
        self._row(msg("Version"), self.version)
        self._row(msg("Valid until"), self.expires)
        self._row(msg("Watermark"), self.watermark)
        self._row(msg("Confidentiality"), self.secret)
        self._column.addStretch()
        for field in (self.notes, self.copy, self.copies):
            field.setFixedWidth(theme.px(48))
            field.setMaxLength(3)
        self.version.setMaxLength(20)
        self.setMinimumWidth(theme.px(264))

    def _connect(self) -> None:
        self.profile.activated.connect(lambda _place: self._tell(False))
        self.each.chosen.connect(lambda _key: self._tell(False))
        for box in (*self.parts.values(), self.contacts, self.slides):
            box.toggled.connect(lambda _on: self._tell(False))
        for field in (self.notes, self.copy, self.copies, self.version):
            field.textEdited.connect(lambda _words: self._tell(True))
        self.recipients.textChanged.connect(lambda: self._tell(True))
        self.expires.committed.connect(self._expires)

    # what is chosen --------------------------------------------------------------------------

    def names(self) -> list[str]:
        """The recipients, each once."""
        lines = (" ".join(line.split()) for line in self.recipients.toPlainText().splitlines())
        return list(dict.fromkeys(line[:200] for line in lines if line))

    def wishes(self, roadshow: UUID, name: str, passwords: Sequence[str]) -> list[PackWish]:
        """One for each recipient; one for nobody where none is named."""
        parts = ("cover", "companies", "plans", *(key for key, box in self.parts.items() if box.isChecked()))
        names, first = self.names(), _number(self.copy, 1)
        whole = _number(self.copies, 0) or (first + len(names) - 1 if len(names) > 1 else 0)
        out = []
        for place, recipient in enumerate(names or [""]):
            number = f"{first + place:02d} / {whole:02d}" if whole else f"{first + place}"
            out.append(PackWish(
                roadshow, name, self.language.key, str(self.profile.key() or "vc"), parts, self.each.key == "dossier",
                self.contacts.isChecked(), min(_number(self.notes, 1), _MOST) if self.parts["notes"].isChecked() else 0,
                2 if self.slides.isChecked() else 1,
                tuple(key for key, box in self.floors.items() if box.isChecked()), recipient,
                number if recipient else "", self.version.text().strip(), self.expires.value(),
                self.watermark.words(), self.secret.words(), tuple(passwords)))
        return out

    def begin(self, language: str, profile: str, version: str, copy: int) -> None:
        """What a roadshow proposes; nobody is told."""
        self._quiet = True
        if language:
            self.language.choose(language)
        self.profile.choose(profile)
        self.version.setText(version)
        self.copy.setText(str(copy))
        self.copies.clear()
        self.recipients.clear()
        self.expires.set_value(None)
        self._quiet = False

    def propose(self, version: str, copy: int) -> None:
        """Number and version of the next copy, after one left the house."""
        self._quiet = True
        self.copy.setText(str(copy))
        self.version.setText(version)
        self._quiet = False

    def show_floors(self, floors: Sequence[tuple[str, str]]) -> None:
        """The floors there are: id and name."""
        if [key for key, _name in floors] == list(self.floors) and [n for _k, n in floors] == [
                box.accessibleName() for box in self.floors.values()]:
            return
        chosen = {key for key, box in self.floors.items() if box.isChecked()} | self._wanted_floors
        for box in self.floors.values():
            self._floors.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.floors = {}
        for key, name in floors:
            box = CheckBox(self._theme, name)
            box.setChecked(key in chosen)
            box.toggled.connect(lambda _on: self._tell(False))
            self._floors.addWidget(box)
            self.floors[key] = box
        self._floor_label.setVisible(bool(floors))

    _wanted_floors: frozenset[str] = frozenset()

    def state(self) -> dict[str, Any]:
        """What the next start should find again; recipients are of one roadshow and are not kept."""
        return {"each": self.each.key, "without": [key for key, box in self.parts.items() if not box.isChecked()],
                "contacts": self.contacts.isChecked(), "slides": self.slides.isChecked(), "notes": self.notes.text(),
                "floors": [key for key, box in self.floors.items() if box.isChecked()],
                "watermark": self.watermark.kept(), "confidentiality": self.secret.kept()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        self._quiet = True
        if state.get("each") in ("one", "dossier"):
            self.each.choose(str(state["each"]))
        without = state.get("without")
        if isinstance(without, list):
            for key, box in self.parts.items():
                box.setChecked(key not in without)
        self.contacts.setChecked(state.get("contacts") is not False)
        self.slides.setChecked(state.get("slides") is not False)
        notes = state.get("notes")
        if isinstance(notes, str) and notes.isdigit():
            self.notes.setText(notes[:2])
        floors = state.get("floors")
        if isinstance(floors, list):
            self._wanted_floors = frozenset(str(key) for key in floors)
        self.watermark.take_back(state.get("watermark"))
        self.secret.take_back(state.get("confidentiality"))
        self._quiet = False

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        super().retranslate()
        self.setAccessibleName(tr("What goes into the pack"))
        for part in (self.each, self.expires):
            part.retranslate()
        self.profile.set_choices(dict(AUDIENCES))
        country = self.country.key()
        self.country.set_choices({None: msg("not chosen"), **countries()})
        self.country.choose(country)
        for key, words in _PARTS.items():
            self.parts[key].set_words(text(words))
        self.contacts.set_words(tr("Contacts of the companies"))
        self.slides.set_words(tr("Two slides on a page"))
        for widget, words_ in ((self.profile, tr("Made out for")), (self.notes, tr("Number of pages for notes")),
                               (self.recipients, tr("Recipients, one on each line")),
                               (self.country, tr("Country of the recipients")), (self.copy, tr("Copy number")),
                               (self.copies, tr("Copies in all")), (self.version, tr("Version"))):
            widget.setAccessibleName(words_)
        self.recipients.setPlaceholderText(tr("Nobody: the pack is not noted in the log"))
        self.watermark.set_names(tr("Watermark"), tr("None"))
        self.secret.set_names(tr("Confidentiality"), tr("Confidential"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The whole field comes into sight with the keyboard, not the line of its cursor alone."""
        if isinstance(watched, QPlainTextEdit) and event.type() == QEvent.Type.FocusIn:
            QTimer.singleShot(0, self, self._show_recipients)
        return bool(super().eventFilter(watched, event))

    def _show_recipients(self) -> None:
        low = self.recipients.geometry().bottomLeft()
        self.ensureVisible(low.x(), low.y(), 0, self._theme.px(12))

    def _expires(self, _day: object) -> None:
        self.expires.saved()
        self._tell(False)


def _number(field: QLineEdit, otherwise: int) -> int:
    value = parse_number(field.text().strip() or str(otherwise))
    return int(value) if value is not None and 0 <= value < 1000 else otherwise
