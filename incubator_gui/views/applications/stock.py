"""What the side panel shows of one application, read in one job."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from incubator_gui.services.applications import ApplicationSheet
from incubator_gui.services.calls import QuestionRow
from incubator_gui.services.history import ChangeSetRow, FieldChange
from incubator_gui.services.house import House
from incubator_gui.services.records import DocumentRow, NoteRow


@dataclass(frozen=True, slots=True)
class PanelStock:
    """One application with everything that hangs on it."""

    sheet: ApplicationSheet
    questions: tuple[QuestionRow, ...]
    documents: tuple[DocumentRow, ...]
    notes: tuple[NoteRow, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One step, and the fields that it changed on this application or its company."""

    step: ChangeSetRow
    fields: tuple[FieldChange, ...]


def read_panel(house: House, id: UUID) -> PanelStock:
    """Raises NotFound when the application is gone."""
    sheet = house.applications.sheet(id)
    return PanelStock(sheet, house.calls.questions(sheet.row.call_id), house.records.documents("application", id),
                      house.records.notes("application", id), house.records.tags())


def read_history(house: House, stock: PanelStock, limit: int) -> tuple[HistoryLine, ...]:
    """The newest steps on the application, its company, its documents and notes."""
    row = stock.sheet.row
    own = {row.id, row.company_id}
    ids = [*own, *(document.id for document in stock.documents), *(note.id for note in stock.notes)]
    return tuple(HistoryLine(step, _fields(house.history.details(step.id, 200), own))
                 for step in house.history.of_record(ids, limit))


def _fields(changes: tuple[FieldChange, ...], own: set[UUID]) -> tuple[FieldChange, ...]:
    """What changed on the record itself, and the reason of a move: one step has one for all that it moved."""
    reasons = [change for change in changes if (change.table, change.field) == ("stage_move", "reason")]
    return (*(change for change in changes if change.row in own), *reasons[:1])
