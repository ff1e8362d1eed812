"""From a file to a desk: which key opens it, a passphrase where one is needed, and whose signature it bears."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from incubator_gui.core.errors import Cancelled, IncubatorError
from incubator_gui.core.messages import msg
from incubator_gui.core.paths import Paths
from incubator_gui.exchange.package_desk import PackageDesk, open_desk
from incubator_gui.exchange.package_desk_trust import Houses, OtherSigner
from incubator_gui.exchange.package_desk_work import FOLDER
from incubator_gui.exchange.review_archive import PackageRefused, peek
from incubator_gui.jobs.progress import Progress
from incubator_gui.widgets.context import Context


class Opening(QObject):
    """Runs in a worker; tells the window how it ended. Nothing of a passphrase is kept once it opened."""

    asked = Signal(str, object)
    """A passphrase is needed: the house as the file says it, and why the one before did not do, or None."""
    refused = Signal(object)
    doubted = Signal(object, str)
    """Signed by another key than before."""
    opened = Signal(object)

    def __init__(self, context: Context, places: Paths, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._places = context, places
        self._passphrase = ""
        self._believed = ""
        self._house = ""
        self.path = Path()

    def begin(self, path: Path) -> None:
        """Another file."""
        self.path, self._passphrase, self._believed, self._house = path, "", "", ""
        self.again()

    def with_passphrase(self, passphrase: str) -> None:
        """The person typed one."""
        self._passphrase = passphrase
        self.again()

    def believe(self, signer: str) -> None:
        """The person asked the house: this key is its own."""
        self._believed = signer
        self.again()

    def again(self) -> None:
        """Try with what is known now."""
        path, passphrase, places = self.path, self._passphrase, self._places
        trust = Houses(places.data / FOLDER).checking(self._believed)
        clock = self._context.clock

        def work(progress: Progress) -> tuple[str, PackageDesk]:
            house = peek(path).house
            self._house = house
            return house, open_desk(path, data=places.data, cache=places.cache, passphrase=passphrase or None,
                                    clock=clock, step=progress.report, stop=progress.cancelled, trust=trust)

        self._context.jobs.run(work, self._done, failed=self._failed, owner=self,
                               title=msg("Opening the review package"))

    def _done(self, found: tuple[str, Any]) -> None:
        self._passphrase = ""
        self.opened.emit(found[1])

    def _failed(self, error: IncubatorError) -> None:
        if isinstance(error, PackageRefused) and error.why in ("needs_passphrase", "passphrase"):
            self.asked.emit(self._house, error.message if error.why == "passphrase" else None)
        elif isinstance(error, Cancelled) and self._passphrase:
            self.asked.emit(self._house, None)
        elif isinstance(error, OtherSigner):
            self.doubted.emit(error, error.signer)
        else:
            self.refused.emit(error)
