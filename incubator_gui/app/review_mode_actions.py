"""The commands of the window of review mode; those of the desk come with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from incubator_gui.actions.declared import Action
from incubator_gui.actions.registry import Actions
from incubator_gui.app.dialogs import AboutDialog, Dialog, KeysDialog
from incubator_gui.app.file_types import ASSOCIATED, associate, can_associate
from incubator_gui.app.look_actions import declare_look
from incubator_gui.app.window_actions import main_menu
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, tr
from incubator_gui.exchange.review_keys import shown
from incubator_gui.widgets.dialog import Rows
from incubator_gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from incubator_gui.app.review_mode_window import ReviewWindow


def declare(window: ReviewWindow, actions: Actions) -> None:
    """Add the commands of the window to the registry."""
    theme = window.context.theme
    frame: tuple[tuple[Action, Callable[[], object]], ...] = (
        (Action("review.send", msg("Send back…"), "send", "Ctrl+Shift+S", menu=("file",)), window.send_back),
        (Action("file.open", msg("Open another package…"), "folder-open", "Ctrl+O", menu=("file",)),
         window.ask_package),
        *(((Action("file.associate", msg("Open packages by double click"), "file-check", "", menu=("file",)),
            lambda: _associate(window)),) if can_associate() else ()),
        (Action("app.quit", msg("Quit"), "log-out", "Ctrl+Q", menu=("file",)), window.close),
        (Action("help.keys", msg("Keyboard"), "keyboard", "F1", menu=("help",)),
         lambda: KeysDialog(theme, actions, "review", window).open()),
        (Action("help.package", msg("About this package"), "info", "", menu=("help",)),
         lambda: about_package(window)),
        (Action("help.about", msg("About the program"), "info", "", menu=("help",)),
         lambda: AboutDialog(theme, "", window).open()))
    for action, run in frame:
        actions.add(action, run)
    declare_look(window, actions, window.context.settings, window.choose_language)


def _associate(window: ReviewWindow) -> None:
    """Tell the desktop, off the window's thread: its tools take their time."""
    window.context.jobs.run(associate, lambda _: window.messages.show_message(ASSOCIATED, "success"), owner=window)


def about_package(window: ReviewWindow) -> Dialog | None:
    """Whose package this is, and the key that signed it, to be compared on the phone."""
    desk = window.desk
    if desk is None:
        return None
    head, speak = desk.head, current()
    dialog = Dialog(window.context.theme, window)
    dialog.setWindowTitle(tr("About this package"))
    rows = Rows()
    for words, value in ((tr("Incubator"), head.house), (tr("Call"), head.call), (tr("For"), head.reviewer_name),
                         (tr("Made"), speak.moment(head.made_at, "short")),
                         (tr("Applications"), speak.number(len(desk.sheet().rows))),
                         (tr("Signed with the key"), shown(desk.signer)), (tr("File"), str(window.opening.path))):
        rows.add(words, PlainLabel(value, wrap=True, selectable=True))
    dialog.body.addLayout(rows)
    dialog.body.addWidget(PlainLabel(tr(
        "The incubator can tell you its key on the phone: where the groups are the same, the package is genuine."),
        "label", wrap=True))
    dialog.body.addStretch()
    dialog.add_close()
    dialog.resize(window.context.theme.px(520), window.context.theme.px(360))
    window.show_dialog(dialog)
    return dialog


def menu(window: ReviewWindow, actions: Actions) -> QMenu:
    """All commands that hold now, by menu."""
    return main_menu(window, actions)
