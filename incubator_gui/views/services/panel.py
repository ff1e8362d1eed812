"""The side panel of one engagement: details, what it owes, hours, history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import ENGAGEMENT, Field
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES
from incubator_gui.services.engagements import DeliverableRow, EngagementLine
from incubator_gui.services.house import House
from incubator_gui.services.ledger import LedgerRow
from incubator_gui.views.services.deliverables import Deliverables
from incubator_gui.views.services.steps import MOST, EntriesTab, StepLine, StepsTab
from incubator_gui.views.services.stock import LOOKS, NEXT, Known
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.record_fields import RecordFields
from incubator_gui.widgets.side_panel import Form, SidePanel
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.tag import Tag, Tone

_SHOWN = ("engagement", "deliverable", "ledger_entry", "company", "service", "person")
_TONES: dict[str, Tone] = {"accent": "accent", "warning": "warning", "success": "success", "error": "error"}
_STEPS = {"planned": msg("Plan it"), "active": msg("Begin"), "done": msg("Done")}


@dataclass(frozen=True, slots=True)
class PanelStock:
    """One engagement with what hangs on it, read in one job."""

    line: EngagementLine
    deliverables: tuple[DeliverableRow, ...]
    entries: tuple[LedgerRow, ...]
    steps: tuple[StepLine, ...]


def read_panel(house: House, id: UUID) -> PanelStock:
    """Raises NotFound when the engagement is gone."""
    line, owed = house.engagements.row(id), house.engagements.deliverables(id)
    entries = tuple(row for row in house.ledger.rows(company=line.company_id) if row.engagement_id == id)
    own = {id, *(row.id for row in owed)}
    steps = tuple(
        StepLine(step, tuple(change for change in house.history.details(step.id, 100) if change.row in own))
        for step in house.history.of_record([*own], MOST))
    return PanelStock(line, owed, entries, steps)


class EngagementPanel(SidePanel):
    """Reads by itself; emits what the screen has to do."""

    status_chosen = Signal(object, str)
    book_asked = Signal(object)
    """The line on which hours shall be booked."""
    remove_asked = Signal(object)
    gone = Signal()

    def __init__(self, context: Context, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context, self._known = context, known
        self.id: UUID | None = None
        self.stock: PanelStock | None = None
        theme = context.theme
        self.fields = RecordFields(context, ENGAGEMENT, self._save, self)
        self.form = Form(theme)
        self._company = Button(theme, kind="link", shrinks=True)
        self._company.clicked.connect(self._open_company)
        self.form.add("company", msg("Company"), self._company)
        self._service = PlainLabel("", wrap=True)
        self.form.add("service", msg("Service"), self._service)
        for declared in ENGAGEMENT:
            self.form.add(declared.key, declared.label, self.fields.fields[declared.key])
        self._hours = PlainLabel("", wrap=True)
        self.form.add("booked", msg("Booked"), self._hours)
        self.deliverables = Deliverables(context)
        page = QWidget()
        column = QVBoxLayout(page)
        tight(column)
        column.addWidget(self.form)
        column.addWidget(self.deliverables)
        self.entries, self.steps = EntriesTab(), StepsTab(known)
        self.add_tab("details", "", page)
        self.add_tab("ledger", "", self.entries)
        self.add_tab("history", "", self.steps)
        self.next = Button(theme, icon="arrow-right", kind="main")
        self.next.clicked.connect(self._go_on)
        self.book = Button(theme, icon="zap")
        self.book.clicked.connect(self._ask_hours)
        self.menu = IconButton(theme, "ellipsis", kind="")
        self.menu.clicked.connect(self.open_menu)
        self.add_action(self.next)
        self.add_action(self.book)
        self.add_action(self.menu, last=True)
        self.words()

    def open(self, id: UUID) -> None:
        """Show an engagement; what was being typed in the one before is saved."""
        if id != self.id:
            self.fields.commit()
            self.id = id
        self.read()

    def read(self) -> None:
        """Read again what is shown."""
        id, house = self.id, self._context.house
        if id is not None:
            self._context.jobs.read(lambda: read_panel(house, id), self._show, failed=self._failed, owner=self,
                                    key="sheet")

    def refresh(self, changes: Changes) -> None:
        """Something changed: look again where it may be shown here."""
        if self.id is not None and changes.touches(*_SHOWN):
            self.read()

    def commit(self) -> bool:
        """Save what is being typed."""
        return self.fields.commit()

    def words(self) -> None:
        """Words in the language of the screen."""
        super().retranslate()
        self.form.retranslate()
        self.fields.retranslate()
        self.deliverables.retranslate()
        self.book.setText(tr("Book hours"))
        self.menu.set_name(tr("All statuses and more"))
        self._fill()

    def open_menu(self) -> QMenu | None:
        """All statuses, the company, remove."""
        if self.stock is None:
            return None
        line = self.stock.line
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for status, words in ENGAGEMENT_STATUSES.items():
            icon = self._context.theme.icon(*LOOKS[status])
            action = menu.addAction(icon, text(words), partial(self._ask_for, status))
            action.setEnabled(status != line.status)
        menu.addSeparator()
        menu.addAction(tr("Open the company"), self._open_company)
        menu.addAction(tr("Remove the engagement"), lambda: self.remove_asked.emit([line.id]))
        menu.popup(self.menu.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
        return menu

    def _save(self, declared: Field, value: Any, seen: Any) -> Callable[[], Changes]:
        id, house, key = self.id, self._context.house, declared.key

        def work() -> Changes:
            return house.editing.set_field("engagement", id, key, value, seen)  # type: ignore[no-any-return]

        return work

    def _show(self, stock: PanelStock) -> None:
        if stock.line.id != self.id:
            return
        self.stock = stock
        self._fill()

    def _failed(self, _error: IncubatorError) -> None:
        self.id, self.stock = None, None
        self.gone.emit()

    def _fill(self) -> None:
        stock = self.stock
        self.set_tab_words("details", tr("Details"))
        self.set_tab_words("ledger", tr("Hours {n}", n=len(stock.entries) if stock else 0))
        self.set_tab_words("history", tr("History"))
        if stock is None:
            return
        line, speak = stock.line, current()
        service = line.service.of(speak.language)
        icon, tone = LOOKS[line.status]
        tags: list[QWidget] = [Tag(self._context.theme, text(ENGAGEMENT_STATUSES[line.status]), icon,
                                   _TONES.get(tone, "neutral"))]
        for name, found in (("no_owner", line.owner_id is None and line.is_open), ("over", line.is_over)):
            if found:
                words = tr("Nobody in charge") if name == "no_owner" else tr("Over the agreed hours")
                tags.append(Tag(self._context.theme, words, "triangle-alert" if name == "no_owner" else "circle-x",
                                "warning" if name == "no_owner" else "error"))
        self.set_head(line.company, line.title or service, tags)
        self._company.setText(line.company)
        self._company.setAccessibleName(tr("Open the company {name}", name=line.company))
        self._service.setText(service)
        self.fields.show(line.id, {
            "title": line.title, "owner_id": line.owner_id, "starts_on": line.starts_on, "due_on": line.due_on,
            "hours_granted": line.granted, "deliverables": line.agreed, "waits_for": line.waits_for},
            tuple(self._known.staff.values()))
        self._hours.setText(tr("{booked} h: {contact} h contact, {preparation} h preparation", booked=line.booked,
                               contact=line.contact, preparation=line.preparation))
        self._hours.set_tone("error" if line.is_over else "")
        self.deliverables.show_rows(line.id, stock.deliverables, self._known.today)
        self.entries.show_entries(stock.entries)
        self.steps.show_steps(stock.steps)
        ahead = NEXT.get(line.status)
        self.next.setVisible(ahead is not None)
        if ahead is not None:
            self.next.setText(text(_STEPS[ahead]))
        self.book.setVisible(line.is_open)

    def _go_on(self) -> None:
        if self.stock is not None and self.stock.line.status in NEXT:
            self._ask_for(NEXT[self.stock.line.status])

    def _ask_hours(self) -> None:
        if self.stock is not None:
            self.book_asked.emit(self.stock.line)

    def _ask_for(self, status: str) -> None:
        if self.id is not None and self.commit():
            self.status_chosen.emit(self.id, status)

    def _open_company(self) -> None:
        if self.stock is not None:
            self._context.shell.open_record("company", self.stock.line.company_id)
