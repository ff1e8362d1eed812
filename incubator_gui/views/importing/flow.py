"""The way of an import: open, plan, apply, take back; every step in the background, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from incubator_gui.core.errors import Cancelled, IncubatorError
from incubator_gui.core.heavy import heavy
from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.changes import Changes
from incubator_gui.exchange.mapping import Mapping
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.house_import import HouseSource
from incubator_gui.services.imports.plan import NEW, Candidate, Decision
from incubator_gui.views.importing.at_rest import LARGE, leave_out, take_in
from incubator_gui.views.importing.facts import Planned, planned, without_reasons
from incubator_gui.views.importing.kinds import APPLICATIONS, COMMANDS, KINDS, AnyResult, AnySource, Kind, with_columns
from incubator_gui.views.importing.refused_file import save_refused
from incubator_gui.views.importing.template import save_template
from incubator_gui.widgets.context import Context


class Flow(QObject):
    """Holds the file, what was decided about it, and its plan. `step` names what is under way."""

    opened = Signal()
    changed = Signal()
    """The source is another one; its plan is being made."""
    planned = Signal()
    imported = Signal()
    taken_back = Signal()
    failed = Signal(object, str)
    """A `Message`, and the step that failed."""
    cancelled = Signal(str)
    busy = Signal()
    saved = Signal(object, bool)
    """A file, and whether it is an empty table to fill in."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.kind: Kind = KINDS[APPLICATIONS]
        self.since: date | None = None
        self.source: AnySource | None = None
        self.facts: Planned | None = None
        self.result: AnyResult | None = None
        self.undone = False
        self.call = ""
        self.step = ""
        self.job = 0
        self._candidates: dict[int, tuple[Candidate, ...]] = {}
        self.destroyed.connect(take_in)

    # reading ---------------------------------------------------------------------------------

    def open(self, path: Path, sheet: str | None = None) -> None:
        """Read a file; the one that is open stays until this one could be read."""
        if self.step in ("import", "undo"):
            return
        service = self.kind.service(self._context.house)

        def work(progress: Progress) -> AnySource:
            progress.report(0, 0, msg("Reading {file}", file=path.name))
            with heavy():
                source = without_reasons(service.open(path, sheet, stop=progress.cancelled),
                                         service.remember_mapping_of)
                leave_out(len(source.sheet.rows))
            return source

        self._run("open", work, self._opened, msg("Reading {file}", file=path.name))

    def set_header(self, row: int, depth: int | None) -> None:
        """The header stands elsewhere (-1: there is none)."""
        source = self.source
        if source is None:
            return
        service = self.kind.service(self._context.house)
        self._run("open", lambda: service.remember_mapping_of(source.with_header(row, depth)), self._opened,
                  msg("Reading {file}", file=source.path.name))

    def set_kind(self, key: str) -> None:
        """Import something else; a file that is open is read again as that."""
        if key not in KINDS or key == self.kind.key or self.step in ("import", "undo"):
            return
        source, done = self.source, self.result is not None
        self.close()
        self.kind = KINDS[key]
        self.changed.emit()
        if source is not None and not done:
            self.open(source.path, source.sheet.name or None)

    def _opened(self, source: AnySource) -> None:
        self._end()
        if isinstance(source, HouseSource):
            source = source.with_since(self.since)
        if len(source.sheet.rows) < LARGE:
            take_in()
        self.source, self.facts, self.result, self.undone = source, None, None, False
        self._candidates.clear()
        self.opened.emit()
        self.plan()

    # planning --------------------------------------------------------------------------------

    @property
    def current(self) -> bool:
        """Whether the plan speaks of the source as it is now."""
        return self.facts is not None and self.facts.source is self.source and self.step != "plan"

    def plan(self) -> None:
        """Judge all rows again; a plan under way is dropped."""
        source, call, kind, house = self.source, self.call, self.kind, self._context.house
        if source is None or self.step in ("import", "undo"):
            return

        def work(progress: Progress) -> Planned:
            with heavy():
                facts = planned(source, kind.plan(house, source, call, progress.report, progress.cancelled))
                leave_out(len(facts.plan.rows))
            return facts

        self._run("plan", work, self._planned, msg("Preparing the preview"))

    def _planned(self, facts: Planned) -> None:
        self._end()
        self.facts = facts
        self._candidates.update({r.prepared.row: r.candidates for r in facts.plan.rows if r.candidates})
        self.planned.emit()

    def set_call(self, name: str) -> None:
        """Another call, perhaps a new one."""
        if name != self.call:
            self.call = name
            self._replan()

    def set_since(self, day: date | None) -> None:
        """The first day of what has none of its own; kept for the files that follow."""
        self.since = day
        if isinstance(self.source, HouseSource) and day != self.source.since:
            self.source = self.source.with_since(day)
            self._replan()

    def set_mapping(self, mapping: Mapping) -> None:
        """The columns are read another way."""
        if self.source is not None and mapping != self.source.mapping:
            self.source = with_columns(self.source, mapping)
            self._replan()

    def mend(self, row: int, column: int, text: str) -> None:
        """One cell as it should be."""
        if self.source is not None:
            self.source = self.source.with_edit(row, column, text)
            self._replan()

    def decide(self, row: int, decision: Decision | None) -> None:
        """Answer a doubtful row, or ask again."""
        if self.source is not None:
            self.source = self.source.with_decision(row, decision)
            self._replan()

    def decide_all_new(self) -> None:
        """Every row that is asked about now is a company of its own."""
        if self.source is not None and self.facts is not None:
            asked = {r.prepared.row: NEW for r in self.facts.plan.rows if r.verdict == "ask"}
            if asked:
                self.source = replace(self.source, decisions={**self.source.decisions, **asked})
                self._replan()

    def candidates(self, row: int) -> tuple[Candidate, ...]:
        """The companies that a row was asked about, also when it is answered by now."""
        return self._candidates.get(row, ())

    @property
    def work_to_lose(self) -> int:
        """Mended cells and answers that another file would throw away."""
        return len(self.source.edits) + len(self.source.decisions) if self.source and not self.result else 0

    def _replan(self) -> None:
        self.changed.emit()
        self.plan()

    # writing ---------------------------------------------------------------------------------

    def apply(self) -> None:
        """Import all rows that create or update something."""
        source, call, kind, house = self.source, self.call, self.kind, self._context.house
        if source is None or self.step:
            return

        def prepare(progress: Progress) -> Any:
            with heavy():
                return kind.prepare(house, source, call, progress.report, progress.cancelled)

        self._begin("import")
        self.job = self._context.jobs.run(
            prepare, lambda made: self._write(source, made), failed=lambda error: self._failed("import", error),
            owner=self, title=msg("Importing {file}", file=source.path.name))
        self.busy.emit()

    def _write(self, source: AnySource, prepared: Any) -> None:
        """Only the transaction takes the writer, so that edits are saved while an import is prepared."""
        call, kind, house = self.call, self.kind, self._context.house

        def work(progress: Progress) -> AnyResult:
            with heavy():
                result = kind.apply(house, source, call, prepared, progress.report, progress.cancelled)
                leave_out(result.rows)
            return result

        self.job = self._context.jobs.write(work, self._imported, failed=lambda error: self._failed("import", error),
                                            owner=self, title=msg("Importing {file}", file=source.path.name))

    def _imported(self, result: AnyResult) -> None:
        self._end()
        self.result, self.undone = result, False
        search = self._context.house.search
        if result.changes:
            def catch_up(progress: Progress) -> None:
                search.catch_up(progress.cancelled)

            self._context.jobs.run(catch_up, owner=self, title=msg("Bringing the search up to date"))
        self.imported.emit()

    def take_back(self) -> None:
        """Undo the import, whatever was done since."""
        if self.result is None or self.result.changes.change_set is None or self.step:
            return
        history, change_set = self._context.house.history, self.result.changes.change_set
        self._begin("undo")
        self.job = self._context.jobs.write(lambda: history.undo(change_set), self._taken_back,
                                            failed=lambda error: self._failed("undo", error), owner=self,
                                            title=msg("Taking the import back"))
        self.busy.emit()

    def _taken_back(self, _outcome: object = None) -> None:
        self._end()
        self.undone = True
        self.taken_back.emit()

    def look_if_undone(self) -> None:
        """Somebody may have undone the import elsewhere, by Ctrl+Z or in the history, or done it again."""
        if self.result is None or self.result.changes.change_set is None or self.step:
            return
        house, result, change_set = self._context.house, self.result, self.result.changes.change_set
        kind = self.kind

        def undone_now() -> bool:
            if not any(row.id == change_set and row.undone
                       for row in house.history.recent(50, command=COMMANDS[kind.key])):
                return False
            # It stays marked when it was done again after that: then what it made is there.
            return not result.created or not kind.stands(house, result)

        def show(undone: bool) -> None:
            if undone != self.undone:
                self.undone = undone
                self.taken_back.emit()

        self._context.jobs.read(undone_now, show, owner=self, key="undone")

    def save_refused(self, target: Path) -> None:
        """Write the refused rows into a file that can be corrected and imported."""
        facts = self.facts
        if facts is None:
            return

        def work(progress: Progress) -> Path:
            save_refused(facts, target, progress)
            return target

        self._save(work, target, False)

    def save_template(self, target: Path) -> None:
        """Write an empty table with the columns that the import of the house knows."""
        def work(progress: Progress) -> Path:
            save_template(target, progress)
            return target

        self._save(work, target, True)

    def _save(self, work: Callable[[Progress], Path], target: Path, template: bool) -> None:
        self._context.jobs.run(work, lambda file: self.saved.emit(file, template),
                               failed=lambda error: self._failed("save", error), owner=self,
                               title=msg("Writing {file}", file=target.name))

    # all steps -------------------------------------------------------------------------------

    def touched(self, changes: Changes) -> bool:
        """Whether a change elsewhere makes the plan stale."""
        return changes.everything or any(table in self.kind.reading for table in changes.tables)

    def stop(self) -> None:
        """Cancel the step under way."""
        self._context.jobs.cancel(self.job)

    def go_back(self) -> None:
        """From what came of the import to the rows; those that were new companies are known now."""
        if self.source is not None and self.result is not None and not self.undone:
            kept = {row: decision for row, decision in self.source.decisions.items() if decision != NEW}
            self.source = replace(self.source, decisions=kept)
        self.result, self.undone = None, False
        self.plan()

    def close(self) -> None:
        """Put the file away."""
        self._context.jobs.drop(self, "work")
        self._end()
        self.source, self.facts, self.result, self.undone = None, None, None, False
        self._candidates.clear()
        take_in()

    def _run(self, step: str, work: Callable[..., Any], done: Callable[[Any], object], title: Message) -> None:
        self._begin(step)
        self.job = self._context.jobs.run(work, done, failed=lambda error: self._failed(step, error), owner=self,
                                          title=title, key="work")
        self.busy.emit()

    def _begin(self, step: str) -> None:
        if step in ("import", "undo"):
            self._context.jobs.drop(self, "work")
        self.step = step

    def _end(self) -> None:
        self.step, self.job = "", 0
        self.busy.emit()

    def _failed(self, step: str, error: IncubatorError) -> None:
        if step != "save":
            self._end()
        if isinstance(error, Cancelled):
            self.cancelled.emit(step)
        else:
            self.failed.emit(error.message, step)
        if step == "open" and self.source is not None and not self.current:
            self.plan()  # the file that stays open was being planned when the other one came
