"""Changes of sites and floors: added, named, moved, removed, set up from a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, tr
from incubator_gui.services.space_setup_many import series
from incubator_gui.views.house.quick_start import QuickStart
from incubator_gui.views.house.reading import SITE, Reading
from incubator_gui.views.house.site_card import SiteCard
from incubator_gui.widgets.context import Context


class PlacesWork(QObject):
    """What the screen asks of the space; `site` and `start` hear how their own wishes ended."""

    began = Signal()
    refused = Signal(object)
    """Why something was not done; what is shown may be old."""
    misnamed = Signal(object, str, object)
    """The name that a place could not be given, and why."""
    floor_came = Signal(object)
    site_came = Signal(object, bool)
    """A new site; whether its floors were drafted."""

    def __init__(self, context: Context, start: QuickStart, site: SiteCard, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._start, self._site = context, start, site

    def set_up(self, *, with_draft: bool) -> None:
        """A new site: as drafted, or with one empty floor."""
        from incubator_gui.services.space import FloorDraft

        start = self._start
        name, area = start.site_name, start.site_area
        floors = start.draft if with_draft else (FloorDraft(tr("{n}F", n=1)),)
        if not name:
            return

        def done(outcome: Any) -> None:
            start.set_busy(False)
            self.site_came.emit(outcome.value, with_draft)

        start.set_busy(True)
        self._write(lambda space: space.set_up(name, floors, area), msg("Setting up the house"), done,
                    self._not_begun)

    def load_sample(self) -> None:
        """The sample incubator, in an empty house."""
        from incubator_gui.services.sample import load_sample

        house, language = self._context.house, current().language
        self._start.set_busy(True)
        self._context.jobs.write(lambda: load_sample(house.database, language),
                                 lambda _changes: self._start.set_busy(False), failed=self._not_begun, owner=self,
                                 title=msg("Loading the sample incubator"))

    def add_floor(self, reading: Reading, site: UUID) -> None:
        """A floor above the others, with the name that follows."""
        names = [floor.name for floor in reading.floors if floor.site_id == site]
        name = series(names[-1], 2)[1] if names else tr("{n}F", n=1)
        while name.casefold() in {one.casefold() for one in names}:
            name = series(name, 2)[1]
        self._write(lambda space: space.add_floor(site, name), msg("Adding a floor"),
                    lambda outcome: self.floor_came.emit(outcome.value))

    def rename(self, kind: str, id: UUID, name: str) -> None:
        """Another name for a site or a floor."""
        self._write(lambda space: space.edit_site(id, name=name) if kind == SITE else space.rename_floor(id, name),
                    msg("Renaming"), failed=lambda error: self.misnamed.emit(id, name, error))

    def move_floor(self, id: UUID, by: int) -> None:
        """A floor further up or down."""
        self._write(lambda space: space.move_floor(id, by), msg("Moving a floor"))

    def remove(self, kind: str, id: UUID) -> None:
        """Remove a floor or a site; it says why where that cannot be."""
        self._write(lambda space: space.remove_site(id) if kind == SITE else space.remove_floor(id), msg("Removing"))

    def edit_site(self, site: UUID, key: str, value: Any) -> None:
        """A field of a site."""
        value = float(value) if key == "area" and value is not None else value
        self._write(lambda space: space.edit_site(site, **{key: value}), msg("Saving the site"),
                    lambda _changes: self._site.saved(key),
                    lambda error: self._site.failed(key, error.message))

    def _write(self, work: Callable[[Any], Any], title: Message, done: Callable[[Any], object] | None = None,
               failed: Callable[[IncubatorError], object] | None = None) -> None:
        space = self._context.house.space
        self.began.emit()
        self._context.jobs.write(lambda: work(space), done, failed=failed or self.refused.emit, owner=self,
                                 title=title)

    def _not_begun(self, error: IncubatorError) -> None:
        self._start.set_busy(False)
        self._start.tell(error.message)
