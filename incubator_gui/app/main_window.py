"""The window: frame around the screens. What it offers to them is `WindowShell`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from incubator_gui.app import window_actions
from incubator_gui.app.dialogs import AboutDialog, KeysDialog, ReportDialog
from incubator_gui.app.language import LanguageSwitch
from incubator_gui.app.navigation import Navigation
from incubator_gui.app.review_mode_files import PackageDrops, is_return, open_elsewhere
from incubator_gui.app.screen_stack import ScreenStack
from incubator_gui.app.settings_dialog import SettingsDialog
from incubator_gui.app.shell import WindowShell
from incubator_gui.app.shortcuts_dialog import show_shortcuts
from incubator_gui.app.status_bar import StatusBar
from incubator_gui.app.top_bar import TopBar
from incubator_gui.app.undo import UndoControl
from incubator_gui.core.account import full_name
from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg, tr
from incubator_gui.core.settings import (
    HOUSE_NAME,
    LAST_SCREEN,
    NAVIGATION_OPEN,
    PERSON_NAME,
    TEXT_SIZE,
    THEME,
    WINDOW,
    Setting,
)
from incubator_gui.domain.changes import Changes
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.focus_ring import FocusRing
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.room import Room
from incubator_gui.widgets.screen import Screen, ScreenEntry
from incubator_gui.widgets.styling import tight


class MainWindow(QMainWindow):
    """Navigation, top bar, screens, side panel, status bar."""

    def __init__(self, context: Context, screens: Sequence[ScreenEntry], language: LanguageSwitch,
                 *, database: str = "") -> None:
        super().__init__()
        self.context, self._language, self._database = context, language, database
        self._closing = self._warned = False
        theme, settings = context.theme, context.settings
        context.shell = WindowShell(self)
        self.setObjectName("Window")
        self._drops = PackageDrops(self, self.take_packages)
        self._packages: list[Path] = []
        self.undo = UndoControl(context, self)
        self._said = Changes()
        self.navigation = Navigation(theme)
        self.messages = MessageArea(theme)
        self.stack = ScreenStack(context, screens)
        self.status = StatusBar(theme)
        self.top = TopBar(theme, context.actions, context.jobs, lambda: context.clock.today(), self.open_record)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.room = Room(self.stack)
        self.splitter.addWidget(self.room)
        self.splitter.setStretchFactor(0, 1)
        self._side: QWidget | None = None
        kept = settings.part(WINDOW, "side")
        self._side_width = kept if isinstance(kept, int) and 200 <= kept <= 800 else 0
        self._side_on = True
        self._build()
        self._ring = FocusRing(theme, self)
        self.navigation.set_screens([entry for entry in screens if entry.in_navigation])
        self.navigation.set_open(settings.get(NAVIGATION_OPEN))
        context.actions.added.connect(self._take_action)
        window_actions.declare(self, context.actions)
        self._connect()
        self._name_person()
        self.show_house_name()
        self.retranslate()
        self._restore()
        if settings.notice is not None:
            self.messages.show_message(settings.notice, "warning")

    def _build(self) -> None:
        middle = QVBoxLayout()
        tight(middle)
        middle.addWidget(self.messages)
        middle.addWidget(self.splitter, 1)
        row = QHBoxLayout()
        tight(row)
        row.addWidget(self.navigation)
        row.addLayout(middle, 1)
        centre = QWidget()
        column = QVBoxLayout(centre)
        tight(column)
        column.addWidget(self.top)
        column.addLayout(row, 1)
        column.addWidget(self.status)
        self.setCentralWidget(centre)

    def _take_action(self, action: QAction) -> None:
        self.addAction(action)

    def _connect(self) -> None:
        context = self.context
        self.navigation.chosen.connect(self.go)
        self.navigation.settings_asked.connect(self.open_settings)
        self.navigation.collapsed.connect(lambda closed: context.settings.set(NAVIGATION_OPEN, not closed))
        self.top.language_chosen.connect(self.choose_language)
        self.top.person_asked.connect(self.open_settings)
        self.top.menu_asked.connect(self._menu)
        self.top.date.day_changed.connect(self._day_changed)
        self.status.undo_asked.connect(self.undo.undo)
        self.status.redo_asked.connect(self.undo.redo)
        self.status.cancel_asked.connect(context.jobs.cancel)
        self.stack.shown.connect(self._shown)
        self.room.needs_changed.connect(self._share)
        context.theme.changed.connect(self._share)
        self.splitter.splitterMoved.connect(self._side_moved)
        self.undo.state_changed.connect(self._undo_changed)
        context.jobs.listed.connect(self.status.show_jobs)
        context.jobs.refused.connect(self._refused)
        context.jobs.written.connect(self._written)
        context.jobs.idle.connect(self._idle)
        context.actions.changed.connect(self._show_way_back)
        self._end_listening = context.settings.listen(self._setting_changed)
        self.undo.look()

    # screens ---------------------------------------------------------------------------------

    def go(self, id: str) -> Screen | None:
        """Bring a screen to the front."""
        if id in self.stack.entries:
            self.navigation.show_at_once(id)
            if self.context.house is None:
                self.context.settings.set(LAST_SCREEN, id)  # `start` shows it once the database is open
                return None
        shown = self.stack.show_screen(id)
        front = self.stack.front()
        if shown is None and front is not None:
            self.navigation.show_current(front.id)
        return shown

    def start(self) -> None:
        """Show the screen of the last time, or the first one."""
        last = self.context.settings.get(LAST_SCREEN)
        ids = list(self.stack.entries)
        if ids:
            self.go(last if last in ids else ids[0])
        waiting, self._packages = self._packages, []
        self.take_packages(waiting)
        if self.focusWidget() is None:  # else the first button of all would have the keyboard, and its ring
            self.stack.setProperty("noRing", True)
            self.stack.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_record(self, kind: str, id: UUID) -> None:
        """Show a record on the screen that owns it."""
        screen = self.stack.screen_for(kind)
        shown = self.go(screen) if screen else None
        if shown is not None:
            shown.open_record(kind, id)

    def open_list(self, screen: str, filters: dict[str, Any] | None) -> None:
        """Show a screen, filtered."""
        shown = self.go(screen)
        if shown is not None and filters:
            shown.apply(filters)

    def take_packages(self, paths: Sequence[Path]) -> None:
        """Review packages: what went out opens in windows of its own, what came back goes to where it is merged."""
        back = [path for path in paths if is_return(path)]
        if self.context.house is None:
            self._packages += back  # until the database is open
        elif back:
            self.open_list("review", {"part": "packages", "files": [str(path) for path in back]})
        for path in paths:
            if path not in back:
                try:
                    open_elsewhere(path)
                except IncubatorError as error:
                    self._refused(error)

    def _shown(self, id: str) -> None:
        self.context.actions.set_scope(id)
        self.navigation.show_current(id)
        self.context.settings.set(LAST_SCREEN, id)
        self.refresh_side()
        self._set_title()
        self._allow_print()

    def _allow_print(self) -> None:
        front = self.stack.front()
        self.context.actions.allow("file.print", front is not None and front.prints,
                                   tr("This screen has nothing to print."))

    def refresh_front(self) -> None:
        """Read again what is shown."""
        self.context.bus.publish(Changes(everything=True))

    def print_front(self) -> None:
        """Print what is shown."""
        front = self.stack.front()
        if front is not None:
            front.print_()

    def refresh_side(self) -> None:
        """Show the side panel of the screen in front, or none."""
        front = self.stack.front()
        panel = front.side_panel() if front is not None else None
        if panel is not self._side:
            if self._side is not None:
                self._side.hide()
                self._side.setParent(front if front is not None else self)
            self._side = panel
            if panel is not None:
                self.splitter.addWidget(panel)
                self.splitter.setStretchFactor(1, 0)
        if panel is not None:
            panel.setVisible(self._side_on)
            if self._side_on:
                self._give_width()
        self._share()

    def _give_width(self) -> None:
        """Every side panel has the width that was chosen last, at first 340 px."""
        whole = self.splitter.width() - self.splitter.handleWidth()
        side = self._side.minimumSizeHint().width() if self._side is not None else 0
        width = min(self._side_width or self.context.theme.px(340), max(side, whole - self.room.needs().width()))
        self.splitter.setSizes([max(200, whole - width), width])

    def _share(self) -> None:
        """The navigation folds where its words would take the room of the screen."""
        needed = self.room.needs().width()
        if self._side is not None and self._side_on:
            needed += self._side.minimumSizeHint().width() + self.splitter.handleWidth()
        self.navigation.set_cramped(self.navigation.open_width() + needed > self.width())
        sizes = self.splitter.sizes()
        if self._side is not None and self._side_on and sizes and sizes[0] < self.room.needs().width():
            self._give_width()

    def _clamp(self) -> None:
        """No larger than the screen it is on, and not outside of it."""
        screen = self.screen()
        if screen is None or self.isMaximized() or self.isFullScreen():
            return
        area = screen.availableGeometry()
        size = self.size().boundedTo(area.size())
        if size != self.size():
            self.resize(size)
        if not area.intersects(self.geometry()):
            self.move(area.topLeft())

    def _side_moved(self) -> None:
        if self._side is not None:
            self._side_width = self._side.width()

    def toggle_side(self) -> None:
        """Side panel on or off."""
        self._side_on = not self._side_on
        self.refresh_side()

    def _day_changed(self, day: date | None) -> None:
        self.stack.set_date(day)

    # what happened ---------------------------------------------------------------------------

    def _written(self, changes: Changes) -> None:
        if changes.message is not None:
            self._said = changes
            self.status.say(changes.message)
            self._show_way_back()

    def _refused(self, error: IncubatorError) -> None:
        self.messages.show_message(error.message, "error")

    def _undo_changed(self, undo: str, redo: str) -> None:
        self.top.show_undo(undo, redo)
        self.context.actions.allow("edit.undo", bool(undo), tr("Nothing to undo"))
        self.context.actions.allow("edit.redo", bool(redo), tr("Nothing to redo"))
        self._show_way_back()

    def _show_way_back(self) -> None:
        said = self._said
        step = self.undo.way_back(said.change_set) if said.undoable and self.status.says(said.message) else ""
        self.status.offer(step, self.context.actions.shown_shortcut(f"edit.{step}") if step else "")

    def show_report(self, report: Path | None) -> None:
        """The program made a mistake: say so, the report behind a link."""
        reports = (report,) if report is not None else ()
        self.messages.show_message(
            msg("The program made a mistake here. What you saved is safe; what you were just doing may not be."),
            "error", link=msg("Show the report") if reports else "", on_link=lambda: self.open_report(reports))

    # settings, dialogs -----------------------------------------------------------------------

    def _setting_changed(self, setting: Setting[Any]) -> None:
        settings, theme = self.context.settings, self.context.theme
        if setting in (THEME, TEXT_SIZE):
            before = theme.percent
            theme.choose(settings.get(THEME), settings.get(TEXT_SIZE))
            if before != theme.percent:
                self._side_width = round(self._side_width * theme.percent / before)
                if self._side is not None:
                    self._give_width()
        elif setting is PERSON_NAME:
            self._name_person()
            if self.context.house is not None:
                self.context.house.known_as(settings.get(PERSON_NAME))
        elif setting is HOUSE_NAME:
            self.show_house_name()
        if settings.notice is not None:
            self.messages.show_message(settings.notice, "warning")
            settings.notice = None

    def _name_person(self) -> None:
        """The name in the corner: the entered one, or the account's."""
        self.top.set_person(self.context.settings.get(PERSON_NAME) or full_name())

    def show_house_name(self) -> None:
        """The name of the house, in bar and title."""
        self.top.set_house(self.context.settings.get(HOUSE_NAME))
        self._set_title()

    def _set_title(self) -> None:
        front = self.stack.front()
        house = self.context.settings.get(HOUSE_NAME) or tr("Incubator")
        title = tr("{screen} – {house}", screen=front.title, house=house) if front is not None else house
        self.setWindowTitle(title)

    def _set_house_name(self, name: str) -> None:
        self.context.settings.set(HOUSE_NAME, name)
        house = self.context.house
        if house is not None:
            self.context.jobs.write(lambda: house.keeping.set("house_name", name), owner=self)

    def choose_theme(self, key: str) -> None:
        """Other colours."""
        self.context.settings.set(THEME, key)

    def choose_language(self, key: str) -> None:
        """Another language, for everything at once."""
        self._language.choose(key)
        self.context.bus.publish(Changes(everything=True))  # names of companies follow the language

    def scale(self, step: int) -> None:
        """Larger or smaller text; 0 is 100 %."""
        now = self.context.settings.get(TEXT_SIZE)
        self.context.settings.set(TEXT_SIZE, max(80, min(200, now + step)) if step else 100)

    def toggle_fullscreen(self) -> None:
        """The whole screen, or a window again."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def open_settings(self) -> SettingsDialog:
        """The settings."""
        dialog = SettingsDialog(self.context.theme, self.context.settings, self.context.settings.get(HOUSE_NAME),
                                self._set_house_name, self.choose_language, self.open_shortcuts, self)
        dialog.open()
        return dialog

    def open_shortcuts(self) -> QWidget:
        """The editor of shortcuts."""
        return show_shortcuts(self.context.theme, self.context.actions, self)

    def open_keys(self) -> QWidget:
        """All shortcuts of this screen."""
        front = self.stack.front()
        dialog = KeysDialog(self.context.theme, self.context.actions, front.id if front else "", self)
        dialog.open()
        return dialog

    def open_about(self) -> QWidget:
        """Version and licences."""
        dialog = AboutDialog(self.context.theme, self._database, self)
        dialog.open()
        return dialog

    def open_report(self, reports: tuple[Path, ...]) -> QWidget:
        """Reports of mistakes."""
        dialog = ReportDialog(self.context.theme, reports, self)
        dialog.open()
        return dialog

    def _menu(self, place: QPoint) -> None:
        window_actions.main_menu(self, self.context.actions).popup(place)

    # language, state, end --------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words of the frame; screens hear of it themselves."""
        self.context.actions.retranslate()
        for part in (self.navigation, self.top, self.status, self.messages):
            part.retranslate()
        self.splitter.setAccessibleName(tr("Screen and side panel"))
        self.room.setAccessibleName(tr("Screens"))
        self.undo.tell()
        self._allow_print()
        self._show_way_back()
        self.show_house_name()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Words follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _restore(self) -> None:
        self.resize(self.context.theme.px(1280), self.context.theme.px(800))
        kept = self.context.settings.part(WINDOW, "geometry")
        if isinstance(kept, str):
            self.restoreGeometry(QByteArray.fromBase64(QByteArray(kept.encode("ascii", "ignore"))))
        self._clamp()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """What gives way where there is little room."""
        super().resizeEvent(event)
        self._share()

    def save_state(self) -> None:
        """Remember what the next start should find again."""
        settings = self.context.settings
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        settings.set_part(WINDOW, "geometry", geometry)
        settings.set_part(WINDOW, "side", self._side_width or None)
        self.stack.save()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Save what is typed, let writes end, then go."""
        if not self.stack.leave_all() and not self._warned:
            self.status.say(msg("Something typed is not saved yet. Correct it, or close again to give it up."),
                            level="warning")
            self._warned = True
            event.ignore()
            return
        if self.context.jobs.busy("write"):
            self._closing = True
            self.status.say(msg("Saving, then the window closes."), level="info")
            event.ignore()
            return
        self.save_state()
        self._end_listening()
        event.accept()

    def _idle(self) -> None:
        if self._closing and not self.context.jobs.busy("write") and self.isVisible():
            self.close()


def bring_forward(window: QWidget) -> Callable[[], None]:
    """What a second start asks for."""
    def raise_() -> None:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    return raise_
