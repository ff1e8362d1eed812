"""What goes into a paper: company, kind, language, parts, head and foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incubator_gui.core.messages import msg, pmsg, text, tr
from incubator_gui.reports.dossier import TITLES
from incubator_gui.reports.values import SECTIONS
from incubator_gui.services.dossiers import CompanyChoice
from incubator_gui.views.dossier.company_field import CompanyField
from incubator_gui.widgets.options_column import OptionsColumn
from incubator_gui.widgets.preset_box import PresetBox
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.switch import CheckBox
from incubator_gui.widgets.theme import Theme

_SECRET = (msg("Confidential"), msg("Internal"), msg("For the addressee only"))
_WATERMARKS = (pmsg("across a printed paper", "Draft"), pmsg("across a printed paper", "Copy"), msg("Confidential"))


@dataclass(frozen=True, slots=True)
class Wish:
    """What was chosen; a paper is made from it."""

    company: UUID
    name: str
    one_pager: bool
    language: str
    sections: tuple[str, ...]
    confidentiality: str
    recipient: str
    version: str
    watermark: str


class OptionsPanel(OptionsColumn):
    """The column at the left of the preview."""

    company_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.secret, self.watermark = PresetBox(_SECRET), PresetBox(_WATERMARKS)
        super().__init__(theme, msg("Language of the paper"), (self.secret, self.watermark), parent)
        self.company = CompanyField()
        self.kind = SegmentedControl(theme, (("dossier", msg("Dossier"), ""), ("one", msg("One-pager"), "")),
                                     msg("Paper"))
        self.recipient, self.version = QLineEdit(), QLineEdit()
        for field in (self.recipient, self.version):
            field.setMaxLength(120)
        self.sections = {key: CheckBox(theme, text(TITLES[key])) for key in SECTIONS}
        for box in self.sections.values():
            box.setChecked(True)
        self._build()
        self._connect()
        theme.changed.connect(self._size)
        self._size()
        self.retranslate()

    def _build(self) -> None:
        self._row(msg("Company"), self.company)
        self._row(msg("Paper"), self.kind)
        self._row(msg("Language of the paper"), self.language)
        self._parts = QWidget()
        parts = QVBoxLayout(self._parts)
        tight(parts, 4)
        head = QHBoxLayout()
        tight(head, 12)
        head.addWidget(self._label(msg("Parts")), 1)
        self.all, self.none = Button(self._theme, kind="link"), Button(self._theme, kind="link")
        for button in (self.all, self.none):
            button.setProperty("small", True)
            head.addWidget(button)
        parts.addLayout(head)
        grid = QGridLayout()
        tight(grid, 4)
        for place, box in enumerate(self.sections.values()):
            grid.addWidget(box, place, 0)
        parts.addLayout(grid)
        self._column.addWidget(self._parts)
        self._column.addSpacing(8)
        self._row(msg("Confidentiality"), self.secret)
        self._row(msg("Recipient"), self.recipient)
        self._row(msg("Version"), self.version)
        self._row(msg("Watermark"), self.watermark)
        self._column.addStretch()

    def _connect(self) -> None:
        self.company.chosen.connect(self.company_chosen)
        self.kind.chosen.connect(self._kind_chosen)
        for box in self.sections.values():
            box.toggled.connect(lambda _on: self._tell(False))
        self.all.clicked.connect(lambda: self._tick(True))
        self.none.clicked.connect(lambda: self._tick(False))
        for field in (self.recipient, self.version):
            field.textEdited.connect(lambda _text: self._tell(True))

    def wish(self) -> Wish | None:
        """What is chosen; None while there is no company."""
        company = self.company.company
        if company is None:
            return None
        return Wish(company, self.company.name, self.kind.key == "one", self.language.key,
                    tuple(key for key, box in self.sections.items() if box.isChecked()), self.secret.words(),
                    self.recipient.text().strip(), self.version.text().strip(), self.watermark.words())

    def set_choices(self, rows: Sequence[CompanyChoice]) -> None:
        """The companies there are."""
        self.company.set_choices(rows)

    def show_language(self, language: str) -> None:
        """Another language of the paper, without telling."""
        self._quiet = True
        self.language.choose(language)
        self._quiet = False

    def state(self) -> dict[str, Any]:
        """What the next start should find again."""
        return {"kind": self.kind.key, "without": [key for key, box in self.sections.items() if not box.isChecked()],
                "confidentiality": self.secret.kept(), "watermark": self.watermark.kept()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take back what `state` gave."""
        self._quiet = True
        if state.get("kind") in ("dossier", "one"):
            self.kind.choose(str(state["kind"]))
        without = state.get("without")
        if isinstance(without, list):
            for key, box in self.sections.items():
                box.setChecked(key not in without)
        self.secret.take_back(state.get("confidentiality"))
        self.watermark.take_back(state.get("watermark"))
        self._quiet = False

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        super().retranslate()
        self.setAccessibleName(tr("What goes into the paper"))
        self.company.retranslate()
        self.kind.retranslate()
        for key, box in self.sections.items():
            box.set_words(text(TITLES[key]))
        self.all.setText(tr("All"))
        self.all.setAccessibleName(tr("All parts"))
        self.none.setText(tr("None"))
        self.none.setAccessibleName(tr("No parts but the cover"))
        self.secret.set_names(tr("Confidentiality"), tr("Nothing said"))
        self.recipient.setAccessibleName(tr("Recipient"))
        self.recipient.setPlaceholderText(tr("Stands in the foot"))
        self.version.setAccessibleName(tr("Version"))
        self.version.setPlaceholderText(tr("Stands before the date"))
        self.watermark.set_names(tr("Watermark"), tr("None"))

    def _kind_chosen(self, key: str) -> None:
        self._parts.setVisible(key == "dossier")
        self._tell(False)

    def _tick(self, on: bool) -> None:
        before, self._quiet = self._quiet, True
        for box in self.sections.values():
            box.setChecked(on)
        self._quiet = before
        self._tell(False)

    def _size(self) -> None:
        self.setMinimumWidth(self._theme.px(260))
