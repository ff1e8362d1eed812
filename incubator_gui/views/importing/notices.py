"""What the import says at the top of the screen, with the way on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.views.importing.flow import Flow
from incubator_gui.widgets.messages import MessageArea, MessageBar


class Notices:
    """That the preview is old stays said until it is up to date."""

    def __init__(self, area: MessageArea, flow: Flow) -> None:
        self._area, self._flow = area, flow
        self._stale: MessageBar | None = None

    def failed(self, message: Message, step: str) -> None:
        """A step did not come to its end."""
        if step == "plan":
            self._stale = self._area.show_message(message, "error", link=msg("Try again"), on_link=self._flow.plan)
        else:
            self._area.show_message(message, "error")

    def cancelled(self, step: str) -> None:
        """A step was stopped by the person."""
        if step == "plan":
            self._stale = self._area.show_message(
                msg("The preview is not up to date."), "warning", link=msg("Bring it up to date"),
                on_link=self._flow.plan)
        elif step == "import":
            self._area.show_message(msg("The import was cancelled; nothing was changed."), "info")

    def up_to_date(self) -> None:
        """The preview was planned anew."""
        if self._stale is not None:
            self._area.remove(self._stale)
            self._stale = None

    def saved(self, target: Path, template: bool) -> None:
        """A table was written."""
        words = msg("The empty table is in {file}.", file=str(target)) if template \
            else msg("The refused rows are in {file}.", file=str(target))
        self._area.show_message(words, "success")

    def would_lose(self, link: Message, go_on: Callable[[], object]) -> bool:
        """Whether mended cells and answers would be lost: then it is said, with a way to go on."""
        lost, source = self._flow.work_to_lose, self._flow.source
        if not lost or source is None:
            return False
        self._area.show_message(
            nmsg("{n} cell or answer that you gave for {file} would be lost.",
                 "{n} cells and answers that you gave for {file} would be lost.", lost, file=source.path.name),
            "warning", link=link, on_link=go_on)
        return True
