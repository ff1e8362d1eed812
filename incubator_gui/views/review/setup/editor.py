"""The middle of the rubric page: name and version, criteria, all of the selected one, what the version changed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, nmsg, tr
from incubator_gui.core.settings import Settings
from incubator_gui.services.rounds import RoundRow
from incubator_gui.services.rubrics import VersionRow
from incubator_gui.views.review.setup.changes_card import ChangesCard
from incubator_gui.views.review.setup.criteria_table import CriteriaTable
from incubator_gui.views.review.setup.criterion_form import CriterionForm
from incubator_gui.views.review.setup.draft import Criteria, shares
from incubator_gui.views.review.setup.rubric_store import RubricStock
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import Button, IconButton, line, tight
from incubator_gui.widgets.tag import Tag
from incubator_gui.widgets.theme import Theme

_LOW = 460
"""Below this height criteria and form have no room to scroll each for itself."""


class Editor(Card):
    """Shows the draft; what is done in it is for the page."""

    newest_asked = Signal()
    use_asked = Signal(object)
    discard_asked = Signal()
    insist_asked = Signal()

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.wanted: str | None = None
        """The criterion that shall be selected next."""
        self._stock: RubricStock | None = None
        self._round: RoundRow | None = None
        self._criteria: Criteria = ()
        self._begun: tuple[VersionRow, RoundRow | None, UUID] | None = None
        self._said: tuple[tuple[Message, ...], Message | None, bool, bool] = ((), None, False, False)
        self.title.hide()
        self.caption.hide()
        self.name = InlineField(theme, "text", msg("Name of the rubric"), needed=True)
        self._tag, self._used = Tag(theme), Tag(theme)
        self.more = IconButton(theme, "ellipsis")
        head = QHBoxLayout()
        tight(head, 8)
        head.addWidget(self.name, 1)
        head.addWidget(self._tag)
        head.addWidget(self._used)
        holder = QWidget()
        holder.setLayout(head)
        self.add_tool(holder)
        self.add_tool(self.more)
        self.messages = MessageArea(theme)
        self.table = CriteriaTable(theme, settings)
        self.form = CriterionForm(theme)
        self.changes = ChangesCard(theme)
        self._upper = QWidget()
        upper = QVBoxLayout(self._upper)
        tight(upper)
        upper.addWidget(self.table)
        upper.addLayout(self._tool_row(theme))
        upper.addWidget(line())
        self.body.addWidget(self.messages)
        self.body.addWidget(self._upper)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("plain", True)
        column = QVBoxLayout(inner)
        tight(column)
        column.addWidget(self.changes)
        column.addWidget(self.form)
        column.addStretch()
        area.setWidget(inner)
        self._inner = column
        self.body.addWidget(area, 1)
        self.table.selected.connect(self._look)
        self.table.activated_id.connect(lambda _key: self.form.to_name())
        self.up.clicked.connect(lambda: self.table.shift(-1))
        self.down.clicked.connect(lambda: self.table.shift(1))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """In a low place the criteria scroll with what is said about one."""
        super().resizeEvent(event)
        low = self.height() < self._theme.px(_LOW)
        if low != (self._inner.indexOf(self._upper) >= 0):
            column, place = (self._inner, 0) if low else (self.body, 1)
            column.insertWidget(place, self._upper)

    @property
    def key(self) -> str | None:
        """The selected criterion."""
        ids = self.table.selected_ids()
        return ids[0] if ids else None

    def show_stock(self, stock: RubricStock, row: RoundRow | None, other: bool) -> None:
        """Another rubric or version; the criteria follow with `show_criteria`."""
        self._stock, self._round = stock, row
        if other:
            self.name.discard()
            self._begun = None
        if stock.row is not None:
            self.name.set_value(stock.row.name)
        free = stock.is_newest and (row is None or row.why_not is None)
        self.table.fix(not free)
        self.name.set_read_only(row is not None and row.why_not is not None)
        for button in (self.add, self.double, self.remove, self.up, self.down):
            button.setVisible(free)
        self.changes.show_stock(stock)
        self._tags()
        self._say()

    def show_criteria(self, criteria: Criteria, problems: tuple[Message, ...], refusal: Message | None,
                      dirty: bool, clash: bool) -> None:
        """The draft, and what is wrong with it; `clash`: somebody else changed the same."""
        self._criteria, self._said = criteria, (problems, refusal, dirty, clash)
        kept = self.table.selected_ids()
        place = next((at for at, key in enumerate(self.table.rows.visible_ids()) if key in kept), 0)
        self.table.show_criteria(criteria)
        keys = [one.key for one in criteria]
        if self.wanted in keys:
            self.table.select_ids([self.wanted])
        elif keys and not any(key in keys for key in kept):
            self.table.select_ids([keys[min(place, len(keys) - 1)]])
        self.wanted = None
        self._show_form()
        self._say()

    def tell_begun(self, old: VersionRow, row: RoundRow | None, version: UUID) -> None:
        """An edit began a new version, because the old one is in use."""
        self._begun = old, row, version
        self._say()

    def forget_begun(self) -> None:
        """The round judges by it now."""
        self._begun = None
        self._say()

    def commit(self) -> bool:
        """Store what is typed; False where something wrong stands."""
        right = self.name.commit()
        return self.form.commit() and right

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Rubric"))
        self.name.retranslate()
        self.table.setAccessibleName(tr("Criteria"))
        self.add.setText(tr("Add criterion"))
        self.double.set_name(tr("Duplicate (Ctrl+D)"))
        self.remove.set_name(tr("Remove the criterion (Delete)"))
        self.up.set_name(tr("Move up (Alt+Up)"))
        self.down.set_name(tr("Move down (Alt+Down)"))
        self.more.set_name(tr("More for this rubric"))
        for part in (self.table, self.form, self.changes):
            part.retranslate()
        self.show_criteria(self._criteria, *self._said)
        self._tags()

    def _tool_row(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        tight(row, 4, 12, 8, 12, 8)
        self.add = Button(theme, icon="plus")
        self.double = IconButton(theme, "copy")
        self.remove = IconButton(theme, "trash-2")
        self.up, self.down = IconButton(theme, "arrow-up"), IconButton(theme, "arrow-down")
        row.addWidget(self.add)
        row.addStretch()
        for button in (self.up, self.down, self.double, self.remove):
            row.addWidget(button)
        return row

    def _look(self, ids: Sequence[str]) -> None:
        self._show_form()

    def _show_form(self) -> None:
        one = next((one for one in self._criteria if one.key == self.key), None)
        self.form.setVisible(one is not None)
        if one is not None:
            self.form.show_criterion(one, shares(self._criteria), self.table.fixed)

    def _tags(self) -> None:
        stock = self._stock
        version = stock.version if stock is not None else None
        self._tag.setVisible(version is not None)
        self._used.setVisible(version is not None and bool(version.calls))
        if stock is None or version is None:
            return
        self._tag.set(tr("Version {number}", number=version.number) if stock.is_newest
                      else tr("Version {number}, an older one", number=version.number), "",
                      "neutral" if stock.is_newest else "warning")
        self._used.set(current().joined(version.calls[:2]) + (" …" if len(version.calls) > 2 else ""),
                       "clipboard-check", "accent")

    def _say(self) -> None:
        """One bar at most for each matter: not stored, older version, in use, begun."""
        self.messages.clear()
        stock, (problems, refusal, dirty, clash) = self._stock, self._said
        if stock is None or stock.version is None:
            return
        if dirty and (problems or refusal is not None):
            why = problems[0] if problems else refusal
            self.messages.show_message(
                msg("Not saved yet: {problem}", problem=why), "error", closable=False,
                link=msg("Take theirs") if clash and not problems else msg("Give up the changes"),
                on_link=self.discard_asked.emit)
            if clash and not problems:
                self.messages.show_message(msg("What you wrote stands here still."), "info", closable=False,
                                           link=msg("Save mine"), on_link=self.insist_asked.emit)
        if self._round is not None and self._round.why_not is not None:
            self.messages.show_message(self._round.why_not, "info", closable=False)
            return
        if not stock.is_newest:
            self.messages.show_message(msg("This is how version {number} was. Only the newest one is changed.",
                                           number=stock.version.number), "info", closable=False,
                                       link=msg("Show the newest version"), on_link=self.newest_asked.emit)
        elif self._begun is not None:
            self._say_begun(*self._begun)
        elif stock.version.reviews:
            self.messages.show_message(
                nmsg("{n} review judged by this version and keeps it: a change here begins version {next}.",
                     "{n} reviews judged by this version and keep it: a change here begins version {next}.",
                     stock.version.reviews, next=stock.version.number + 1), "info", closable=False)
        self._offer_use()

    def _say_begun(self, old: VersionRow, row: RoundRow | None, version: UUID) -> None:
        said = msg("Version {old} is in use and stays as it was; your change began version {new}.",
                   old=old.number, new=old.number + 1)
        if row is not None and row.round_id is not None and row.rubric_version_id == old.id:
            said = msg("{begun} {call} still judges by version {old}.", begun=said, call=row.call, old=old.number)
            self.messages.show_message(said, "warning", closable=False, link=msg(
                "Judge by version {new}", new=old.number + 1), on_link=lambda: self.use_asked.emit(version))
        else:
            self.messages.show_message(said, "info")

    def _offer_use(self) -> None:
        stock, row = self._stock, self._round
        if stock is None or stock.version is None or row is None or row.round_id is None or self._begun is not None \
                or row.rubric_version_id == stock.version.id:
            return
        version = stock.version
        self.messages.show_message(msg("{call} does not judge by this version.", call=row.call), "info",
                                   closable=False, link=msg("Judge by this version"),
                                   on_link=lambda: self.use_asked.emit(version.id))
