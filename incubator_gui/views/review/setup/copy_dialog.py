"""Criteria from another rubric or another call: as a rubric of its own, or added to this one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ntr, ptr, tr
from incubator_gui.domain.rubric import Criterion, Rubric
from incubator_gui.services.rubrics import RubricRow
from incubator_gui.views.review.setup.rubric_list import RubricList
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.segments import SegmentedControl


class CopyDialog(Dialog):
    """`rubric_name` and `criteria` say what was chosen; `adds` that they go into the rubric in front."""

    def __init__(self, context: Context, rows: Sequence[RubricRow], chosen: UUID, into: str,
                 parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Copy criteria from…"), tr("Copy"), parent, width=560)
        self._context, self._rows, theme = context, {row.id: row for row in rows}, context.theme
        self.found: Rubric | None = None
        self.list = RubricList(theme)
        self.list.setObjectName("Card")
        self.list.setMinimumHeight(theme.px(150))
        self.ticks = QListWidget()
        self.ticks.setObjectName("Card")
        self.ticks.setAccessibleName(tr("Criteria to copy"))
        self.ticks.setMinimumHeight(theme.px(28) * 6)
        self.ticks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.where = SegmentedControl(theme, (("new", msg("A rubric of its own"), ""),
                                              ("here", msg("Into this rubric"), "")), msg("Where to"))
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self._name_typed = False
        self.name.textEdited.connect(self._typed)
        self._into = PlainLabel(tr("They are added at the end of “{name}”.", name=into), "label", wrap=True)
        for place, widget in enumerate((PlainLabel(tr("From which rubric, and which version of it"), "header"),
                                        self.list, PlainLabel(tr("Which criteria"), "header"), self.ticks,
                                        self.where)):
            self.body.insertWidget(place, widget, 1 if widget is self.ticks else 0)
        self.add(ptr("rubric", "Name"), self.name)
        self.body.addWidget(self._into)
        self.list.version_chosen.connect(self._read)
        self.where.chosen.connect(lambda _key: self._tell())
        self.ticks.itemChanged.connect(lambda _item: self._tell())
        self.list.retranslate()
        self.list.show_rows(rows, None, None)
        self._tell()
        self.list.choose(chosen)
        self.list.setFocus()

    @property
    def adds(self) -> bool:
        """Whether they go into the rubric in front."""
        return self.where.key == "here"

    @property
    def rubric_name(self) -> str:
        """The name of the new rubric."""
        return self.name.text().strip()

    def criteria(self) -> tuple[Criterion, ...]:
        """The ticked ones."""
        found = self.found
        return () if found is None else tuple(
            one for at, one in enumerate(found.criteria)
            if self.ticks.item(at) is not None and self.ticks.item(at).checkState() == Qt.CheckState.Checked)

    def _read(self, rubric: UUID, version: UUID) -> None:
        house = self._context.house

        def show(found: Rubric) -> None:
            self.found = found
            self._fill(found, self._rows[rubric].name)

        self._context.jobs.read(lambda: house.rubrics.rubric(version), show, failed=self.refused, owner=self,
                                key="rubric")

    def _fill(self, found: Rubric, name: str) -> None:
        language, height = current().language, self.theme.px(28)
        self.ticks.blockSignals(True)
        self.ticks.clear()
        for one in found.criteria:
            item = QListWidgetItem(one.name.of(language) or one.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setSizeHint(QSize(0, height))
            self.ticks.addItem(item)
        self.ticks.blockSignals(False)
        if not self._name_typed:
            self.name.setText(tr("{name}, copy", name=name)[:120])
        self._tell()

    def _typed(self, words: str) -> None:
        self._name_typed = bool(words)
        self._tell()

    def _tell(self) -> None:
        number = len(self.criteria())
        self.main.setText(ntr("Copy {n} criterion", "Copy {n} criteria", number))
        self.main.setEnabled(bool(number) and (self.adds or bool(self.rubric_name)))
        self._into.setVisible(self.adds)
        self.name.setEnabled(not self.adds)
