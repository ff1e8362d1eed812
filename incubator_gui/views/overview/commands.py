"""The commands of the overview and of the whole list of what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incubator_gui.actions.declared import Action
from incubator_gui.core.messages import msg

if TYPE_CHECKING:
    from incubator_gui.views.overview.screen import OverviewScreen


def declare(screen: OverviewScreen) -> None:
    """Tell the window what can be done here."""
    scope, page = frozenset({screen.id}), screen.page
    for action, run in (
            (Action("overview.mine", msg("Mine or the whole house"), "user-round", "Alt+M", scope, ("view",)),
             screen.swap),
            (Action("tasks.all", msg("All tasks"), "list-checks", "Ctrl+Shift+T", scope), screen.show_tasks),
            (Action("tasks.back", msg("Back to the overview"), "chevron-left", "Alt+Up", scope), screen.show_figures),
            (Action("tasks.new", msg("New task…"), "plus", "Ctrl+N", scope), page.ask_new),
            (Action("tasks.done", msg("Tick off the selected tasks"), "check", "Ctrl+Return", scope), page.tick),
            (Action("tasks.workday", msg("Postpone to the next working day"), "calendar-clock", "Ctrl+M", scope),
             lambda: page.postpone("workday")),
            (Action("tasks.week", msg("Postpone by a week"), "calendar-clock", "Ctrl+Shift+M", scope),
             lambda: page.postpone("week")),
            (Action("tasks.remove", msg("Remove the task"), "trash-2", "Ctrl+Del", scope), page.remove),
            (Action("tasks.calendar", msg("Calendar file…"), "calendar-days", "Ctrl+Shift+E", scope),
             page.choose_file)):
        screen.context.actions.add(action, run)
