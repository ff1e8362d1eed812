"""Papers and documents that were read or will be needed next, so that the next application opens at once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg
from incubator_gui.domain.review_desk import DeskDocument, DeskPaper, ReviewDesk
from incubator_gui.views.review.desk.leaf import Leaf, read_leaf
from incubator_gui.widgets.context import Context

PAPERS = 12
OCTETS = 96_000_000

Refusal = Callable[[IncubatorError], object]


class Shelf(QObject):
    """Reads in workers; what is on the shelf is shown first and read again all the same."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._desk: ReviewDesk | None = None
        self._papers: OrderedDict[UUID, DeskPaper] = OrderedDict()
        self._leaves: OrderedDict[tuple[UUID, str], Leaf] = OrderedDict()

    def open(self, desk: ReviewDesk) -> None:
        """Another desk: an empty shelf."""
        for key in ("paper", "ahead", "leaf", "leaf ahead"):
            self._context.jobs.drop(self, key)
        self._desk = desk
        self._papers.clear()
        self._leaves.clear()

    def clear(self) -> None:
        """Something changed in the house: nothing kept here is sure any more."""
        self._papers.clear()

    def forget(self, application: UUID) -> None:
        """An application that may no longer be seen."""
        self._papers.pop(application, None)
        for key in [key for key in self._leaves if key[0] == application]:
            del self._leaves[key]

    def kept(self, application: UUID) -> DeskPaper | None:
        """A paper that was read before."""
        return self._papers.get(application)

    def leaf(self, application: UUID, key: str) -> Leaf | None:
        """A document that was read before."""
        return self._leaves.get((application, key))

    def read(self, application: UUID, done: Callable[[DeskPaper], object], failed: Refusal) -> None:
        """Read a paper; a later one makes this reading stale."""
        desk = self._desk
        if desk is not None:
            self._context.jobs.read(lambda: desk.paper(application), partial(self._arrived, done), failed=failed,
                                    owner=self, key="paper", title=msg("Opening an application"))

    def read_leaf(self, application: UUID, document: DeskDocument, done: Callable[[Leaf], object],
                  failed: Refusal) -> None:
        """Read a document."""
        desk = self._desk
        if desk is not None:
            self._context.jobs.run(lambda: read_leaf(desk.document(application, document.key), document),
                                   partial(self._keep, application, document.key, done), failed=failed, owner=self,
                                   key="leaf", title=msg("Opening “{name}”", name=document.title))

    def ahead(self, application: UUID, choose: Callable[[DeskPaper], DeskDocument | None]) -> None:
        """Read what will be wanted next, and the document of it that will be shown; nobody hears of failures."""
        desk, known = self._desk, self._papers.get(application)
        if desk is None:
            return
        if known is not None:
            self._ahead_leaf(application, choose, known)
            return
        self._context.jobs.read(
            lambda: desk.paper(application),
            partial(self._arrived, partial(self._ahead_leaf, application, choose)),
            failed=_never_mind, owner=self, key="ahead", title=msg("Reading ahead"), patience=60.0)

    def _ahead_leaf(self, application: UUID, choose: Callable[[DeskPaper], DeskDocument | None],
                    paper: DeskPaper) -> None:
        desk, document = self._desk, choose(paper)
        if desk is None or document is None or (application, document.key) in self._leaves:
            return
        self._context.jobs.run(lambda: read_leaf(desk.document(application, document.key), document),
                               partial(self._keep, application, document.key, None), failed=_never_mind, owner=self,
                               key="leaf ahead", title=msg("Reading ahead"), patience=60.0)

    def _arrived(self, done: Callable[[DeskPaper], object], paper: DeskPaper) -> None:
        self._papers[paper.row.application] = paper
        self._papers.move_to_end(paper.row.application)
        while len(self._papers) > PAPERS:
            self._papers.popitem(last=False)
        done(paper)

    def _keep(self, application: UUID, key: str, done: Callable[[Leaf], object] | None, leaf: Leaf) -> None:
        self._leaves[application, key] = leaf
        self._leaves.move_to_end((application, key))
        while len(self._leaves) > 1 and sum(len(one.content) for one in self._leaves.values()) > OCTETS:
            self._leaves.popitem(last=False)
        if done is not None:
            done(leaf)


def _never_mind(_error: IncubatorError) -> None:
    """It will be read, and complained about, when it is wanted."""
