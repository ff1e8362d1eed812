"""Conflicts of interest: found, noted, decided with a reason that is remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from incubator_gui.core.messages import Message, msg, nmsg, ntr, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.conflicts import ConflictRow, Detection
from incubator_gui.services.dossiers import CompanyChoice, DossiersService
from incubator_gui.services.house import House
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.reviewer_rows import ReviewerRow
from incubator_gui.views.review.panel.conflict_columns import conflict_columns, row_of
from incubator_gui.views.review.panel.conflict_dialogs import DeclareDialog, DismissDialog
from incubator_gui.views.review.panel.conflict_panel import ConflictPanel
from incubator_gui.views.review.panel.table_page import TablePage
from incubator_gui.widgets import table_layout
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.labels import ElidedLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button

SHOWN = ("conflict", "reviewer", "review_assignment", "review", "person", "company", "application")


@dataclass(frozen=True, slots=True)
class ConflictStock:
    """All conflicts that concern the call, the reviewers, and the companies one can be noted with."""

    rows: tuple[ConflictRow, ...]
    people: tuple[ReviewerRow, ...]
    companies: tuple[CompanyChoice, ...]


def read_conflicts(house: House, call: UUID | None) -> ConflictStock:
    """Of one call, or of all."""
    return ConflictStock(house.conflicts.rows(call), house.reviewers.rows(), DossiersService(house.database).choices())


class ConflictsPage(TablePage):
    """C confirms and D dismisses the marked ones."""

    title = msg("Conflicts of interest")
    assignment_asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        theme = context.theme
        empty = EmptyState(theme, "shield-check", msg(
            "No conflicts are known. A search compares reviewers with teams, shareholders, e-mail domains, phone "
            "numbers and employers."), msg("Find conflicts"), msg("Note one by hand"), button_icon="search")
        super().__init__(context, conflict_columns(), "review.conflicts", empty, parent)
        self.stock: ConflictStock | None = None
        self._reviewer: UUID | None = None
        self._open = True
        self.dialog: DismissDialog | DeclareDialog | None = None
        self.panel = ConflictPanel(context, self)
        self.panel.hide()
        self.which = SegmentedControl(theme, (
            ("open", msg("To be decided"), ""), ("force", msg("In force"), ""), ("all", msg("All"), "")),
            msg("Which conflicts"))
        self.which.choose("all")
        self.where = ChoiceBox(_WHERE)
        self.where.choose("call")
        self.where.setMinimumWidth(theme.px(96))  # its words give way in narrow windows
        self.summary = ElidedLabel("", "label")
        self.seek = Button(theme, icon="search", shrinks=True)
        self._export = Button(theme, icon="download", shrinks=True)
        self.confirm = Button(theme, icon="shield-alert", shrinks=True)
        self.dismiss = Button(theme, icon="circle-check", shrinks=True)
        self.add = Button(theme, icon="plus", kind="main")
        for place, widget in enumerate((self.which, self.where)):  # the bar beside them may need two lines
            self.filters.insertWidget(place, widget, 0, Qt.AlignmentFlag.AlignTop)
        self.tools.addStretch(1)
        for button in (self.confirm, self.dismiss, self.seek, self._export, self.add):
            self.tools.addWidget(button)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.which.chosen.connect(lambda _key: self._show())
        self.where.activated.connect(lambda _at: self.read())
        self.seek.clicked.connect(self.search)
        self._export.clicked.connect(self.ask_file)
        self.confirm.clicked.connect(lambda: self.decide(self.table.marked_ids()))
        self.dismiss.clicked.connect(lambda: self.ask_dismiss(self.table.marked_ids()))
        self.add.clicked.connect(lambda: self.ask_new())
        self.empty.pressed.connect(self.search)
        self.empty.linked.connect(lambda: self.ask_new())
        self.table.selected.connect(self._look)
        self.table.rows.checks_changed.connect(self._allow)
        self.table.activated_id.connect(lambda _id: self._show_panel(True))
        self.table.link_clicked.connect(lambda id, _key: self._company(id))
        self.panel.close_asked.connect(lambda: self._show_panel(False))
        self.panel.confirm_asked.connect(lambda id: self.decide([id]))
        self.panel.dismiss_asked.connect(lambda id: self.ask_dismiss([id]))
        self.panel.kind_chosen.connect(lambda id, kind: self._set_kind([id], kind))
        self.panel.company_asked.connect(lambda id: self.context.shell.open_record("company", id))
        self.panel.assignment_asked.connect(lambda: self.assignment_asked.emit(
            self.panel.row.reviewer_id if self.panel.row is not None else None))

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """All conflicts anew."""
        house = self.context.house
        call = self.round.call_id if self.round is not None and self.where.key() == "call" else None
        self.context.jobs.read(lambda: read_conflicts(house, call), self._take, failed=self.failed, owner=self,
                               key="rows", title=msg("Reading the conflicts"))

    def show_reviewer(self, reviewer: UUID | None, which: str = "all") -> None:
        """Only those of one reviewer, or of everybody again."""
        self._reviewer = reviewer
        self.bar.clear()
        self.which.choose(which)
        if reviewer is not None:
            self.where.choose("every")
            self.read()
        self._show()

    def _take(self, stock: ConflictStock) -> None:
        self.stock = stock
        self._show()
        row = next((one for one in stock.rows if self.panel.row is not None and one.id == self.panel.row.id), None)
        if row is not None:
            self.panel.show_row(row)
        elif self.panel.row is not None:
            self.panel.row = None
            self.side_changed.emit()
        self.arrived.emit()

    def _show(self) -> None:
        stock = self.stock
        if stock is None:
            return
        rows = [one for one in stock.rows if self._reviewer in (None, one.reviewer_id)]
        shown = [one for one in rows if self.which.key == "all" or one.state == "open"
                 or (self.which.key == "force" and one.in_force)]
        self.table.rows.set_rows([row_of(one) for one in shown])
        self.body.setCurrentWidget(self.table if stock.rows else self.empty)
        self.bar.setVisible(bool(stock.rows))
        if shown and not self.table.selected_ids() and self.panel.row is None:
            self.table.select_ids(self.table.rows.visible_ids()[:1])
        self._tell_reviewer(stock)
        self._sum()
        self._allow()

    def _tell_reviewer(self, stock: ConflictStock) -> None:
        for bar in self.messages.bars():
            if bar.key == _ONLY.key:
                self.messages.remove(bar)
        one = next((one for one in stock.people if one.id == self._reviewer), None)
        if one is not None:
            self.messages.show_message(Message(_ONLY.key, {"person": one.name}), "info", closable=False,
                                       link=msg("Show all"), on_link=lambda: self.show_reviewer(None))

    def _sum(self) -> None:
        stock = self.stock
        undecided = sum(one.state == "open" for one in stock.rows) if stock is not None else 0
        against = sum(one.in_force and bool(one.assigned or one.reviews) for one in stock.rows) if stock else 0
        parts = [ntr("{n} to be decided", "{n} to be decided", undecided)] if undecided else []
        if against:
            parts.append(ntr("{n} with something assigned", "{n} with something assigned", against))
        self.summary.setText(" · ".join(parts))
        self.summary.set_tone("warning" if parts else "")

    def _allow(self) -> None:
        rows = self._marked(self.table.marked_ids())
        self.confirm.setEnabled(any(one.state != "confirmed" and not one.is_mine for one in rows))
        self.dismiss.setEnabled(any(one.in_force and not one.is_mine for one in rows))

    def _marked(self, ids: Sequence[UUID]) -> list[ConflictRow]:
        chosen = set(ids)
        return [one for one in (self.stock.rows if self.stock is not None else ()) if one.id in chosen]

    # the side panel --------------------------------------------------------------------------

    def side_panel(self) -> QWidget | None:
        """The selected conflict."""
        return self.panel if self._open and self.panel.row is not None else None

    def _look(self, ids: list[UUID]) -> None:
        self._allow()
        rows = self._marked(ids)
        if len(rows) == 1:
            self.panel.show_row(rows[0])
            self.side_changed.emit()

    def _show_panel(self, on: bool) -> None:
        self._open = on
        self.side_changed.emit()
        if not on:
            self.table.setFocus()

    def _company(self, id: UUID) -> None:
        for one in self._marked([id]):
            self.context.shell.open_record("company", one.company_id)

    # doing -----------------------------------------------------------------------------------

    def search(self) -> None:
        """Compare all reviewers with the companies of the call; what is found holds until somebody decides."""
        house = self.context.house
        call = self.round.call_id if self.round is not None and self.where.key() == "call" else None

        def work(progress: Progress) -> Outcome[Detection]:
            found: Outcome[Detection] = house.conflicts.detect(call, cancelled=progress.cancelled)
            return found

        self.seek.setEnabled(False)
        self.context.jobs.write(work, self._found, failed=self._not_found, owner=self,
                                title=msg("Searching for conflicts"))

    def _found(self, outcome: Outcome[Detection]) -> None:
        self.seek.setEnabled(True)
        found = outcome.value
        said: Message
        if found.new or found.added:
            parts = [nmsg("{n} new conflict to be decided", "{n} new conflicts to be decided", len(found.new))]
            if found.added:
                parts.append(nmsg("{n} known one with a new sign", "{n} known ones with new signs", len(found.added)))
            said = msg("{parts}. They hold until somebody decides.", parts=_listed(parts))
        elif not found.known:
            said = msg("Nothing was found: no reviewer and no company have anything of this in common.")
        else:
            said = nmsg("Nothing new was found; {n} finding is known already.",
                        "Nothing new was found; {n} findings are known already.", found.known)
        self.messages.show_message(said, "warning" if found.new else "info", link=msg("Show them") if found.new else "",
                                   on_link=lambda: self.show_reviewer(None, "open"))

    def _not_found(self, error: object) -> None:
        self.seek.setEnabled(True)
        self.refused(error)  # type: ignore[arg-type]

    def save_edits(self, edits: Sequence[Edit]) -> Callable[[], Changes]:
        """Kinds, chosen or pasted."""
        house = self.context.house
        kinds: dict[str, list[UUID]] = {}
        for edit in edits:
            kinds.setdefault(edit.value, []).append(edit.id)
        return lambda: Changes.joined([house.conflicts.set_kind(ids, kind) for kind, ids in kinds.items()])

    def _set_kind(self, ids: Sequence[UUID], kind: str) -> None:
        house = self.context.house
        self.context.jobs.write(lambda: house.conflicts.set_kind(ids, kind), failed=self.refused, owner=self)

    def decide(self, ids: Sequence[UUID]) -> None:
        """These are conflicts."""
        house = self.context.house
        chosen = [one.id for one in self._marked(ids) if one.state != "confirmed"]
        if chosen:
            self.context.jobs.write(lambda: house.conflicts.confirm(chosen), self._decided, failed=self.refused,
                                    owner=self)

    def ask_dismiss(self, ids: Sequence[UUID]) -> None:
        """These are none: why?"""
        house, rows = self.context.house, [one for one in self._marked(ids) if one.in_force]
        if not rows:
            return
        chosen = [one.id for one in rows]
        dialog = DismissDialog(self.context.theme, len(rows), f"{rows[0].person} – {rows[0].company}", self.window())

        def done(changes: object) -> None:
            dialog.accept()
            self._decided(changes)

        def send() -> None:
            if dialog.reason:
                dialog.busy()
                reason = dialog.reason
                self.context.jobs.write(lambda: house.conflicts.dismiss(chosen, reason), done, failed=dialog.refused,
                                        owner=self)

        dialog.submitted.connect(send)
        self._show_dialog(dialog)

    def _decided(self, _changes: object) -> None:
        self.table.rows.set_checked(self.table.rows.checked(), False)
        self.table.setFocus()

    def ask_new(self, person: UUID | None = None) -> None:
        """Note a conflict by hand."""
        stock = self.stock
        if stock is not None:
            self._show_dialog(DeclareDialog(self.context, [one for one in stock.people if one.is_active],
                                            stock.companies, person, self.window()))

    def _show_dialog(self, dialog: DismissDialog | DeclareDialog) -> None:
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def key_pressed(self, event: QKeyEvent) -> bool:
        """C and D."""
        if event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        if event.key() == Qt.Key.Key_C:
            self.decide(self.table.marked_ids())
        elif event.key() in (Qt.Key.Key_D, Qt.Key.Key_Delete):
            self.ask_dismiss(self.table.marked_ids())
        else:
            return False
        return True

    def fill_menu(self, menu: QMenu, ids: list[UUID]) -> None:
        """Confirm, dismiss, the company."""
        menu.addAction(tr("Confirm (C)"), lambda: self.decide(ids)).setEnabled(self.confirm.isEnabled())
        menu.addAction(tr("Dismiss… (D)"), lambda: self.ask_dismiss(ids)).setEnabled(self.dismiss.isEnabled())
        if len(ids) == 1:
            menu.addSeparator()
            menu.addAction(tr("Open the company"), lambda: self._company(ids[0]))

    # looks and words -------------------------------------------------------------------------

    def fit(self) -> None:
        """The signs take the room there is."""
        table_layout.fit(self.table, "signs", {"signs": 88, "effect": 104, "origin": 88, "kind": 96, "company": 132,
                                               "person": 116})

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        super().retranslate()
        self.which.retranslate()
        self.where.set_choices(_WHERE)
        self.where.setAccessibleName(tr("Of which calls"))
        self.seek.setText(tr("Find conflicts"))
        self._export.setText(tr("Export…"))
        self.confirm.setText(tr("Confirm"))
        self.dismiss.setText(tr("Dismiss…"))
        self.add.setText(tr("Note a conflict"))
        self.panel.words()
        self._show()

    def state(self) -> dict[str, object]:
        """Also which are shown."""
        return super().state() | {"which": self.which.key, "where": self.where.key(), "panel": self._open}

    def restore(self, state: object) -> None:
        """Take it back."""
        super().restore(state)
        if isinstance(state, dict):
            self.which.choose(str(state.get("which")))
            self.where.choose("every" if state.get("where") == "every" else "call")
            self._open = bool(state.get("panel", True))


_WHERE = {"call": msg("This call"), "every": msg("All calls")}
_ONLY = msg("Only the conflicts of {person} are shown.")


def _listed(parts: Sequence[Message]) -> Message:
    return parts[0] if len(parts) == 1 else msg("{one}, {other}", one=parts[0], other=parts[1])
