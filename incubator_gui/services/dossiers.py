"""Dossiers and one-pagers: chosen, written in a child process, and named for saving."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from incubator_gui.core.errors import Environment, NotFound
from incubator_gui.core.messages import Message, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Company, CompanyProfile, Document, HouseSetting
from incubator_gui.db.search.documents import display
from incubator_gui.domain.folding import fold
from incubator_gui.reports.build import TARGET, request
from incubator_gui.reports.result import Result
from incubator_gui.reports.values import DossierData, PaperOptions
from incubator_gui.services.dossier_data import gather, standing
from incubator_gui.services.paper_child import MadePaper, Step, in_memory, written
from incubator_gui.services.paper_files import clean_name
from incubator_gui.services.sight import sight

_MEMORY_MB = 3000
_SECONDS = 300



@dataclass(frozen=True, slots=True)
class CompanyChoice:
    """A company as it is offered for a paper; `words` are all its names, folded for finding."""

    id: UUID
    number: int
    name: str
    chinese_name: str
    words: str


class DossiersService:
    """Gathers and writes the papers about one company."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def choices(self) -> tuple[CompanyChoice, ...]:
        """All companies that were not merged away, by number."""
        with self._db.read() as session:
            rows = session.execute(
                select(Company.id, Company.number, Company.legal_name, Company.trade_name, Company.chinese_name,
                       Company.pinyin).where(Company.merged_into_id.is_(None)).order_by(Company.number))
            return tuple(
                CompanyChoice(id, number, display(legal, trade, chinese), chinese,
                              fold(" ".join(part for part in (f"{number:04d}", trade, legal, chinese, spoken or "",
                                                              (spoken or "").replace(" ", "")) if part)))
                for id, number, legal, trade, chinese, spoken in rows)

    def find(self, words: str) -> UUID:
        """The company with this number or name; raises NotFound where none or several fit."""
        wanted = fold(words.strip())
        if not wanted:
            raise NotFound(msg("Name a company: its number or a part of its name."))
        with self._db.read() as session:
            rows = session.execute(
                select(Company.id, Company.number, Company.legal_name, Company.trade_name, Company.chinese_name,
                       Company.pinyin).where(Company.merged_into_id.is_(None)).order_by(Company.number)).all()
        same, begins, inside = list[UUID](), list[UUID](), list[UUID]()
        for id, number, *names in rows:
            called = [fold(name) for name in names if name]
            if wanted in {str(number), f"{number:04d}", *called}:
                same.append(id)
            elif any(name.startswith(wanted) for name in called):
                begins.append(id)
            elif any(wanted in name for name in called):
                inside.append(id)
        found = same or begins or inside
        if not found:
            raise NotFound(msg("There is no company “{name}”. Give its number or a part of its name.", name=words))
        if len(found) > 1:
            raise NotFound(msg("{n} companies fit “{name}”. Give the number of one.", n=len(found), name=words))
        return found[0]

    def language(self, company: UUID, preferred: str) -> str:
        """The language for the papers of a company: the preferred one, unless its texts are in others only."""
        with self._db.read() as session:
            record = standing(session, company)
            kept = set(session.scalars(
                select(CompanyProfile.language).where(CompanyProfile.company_id == record.id)))
        if not kept or preferred in kept:
            return preferred
        return next((one for one in ("en", "de", "zh") if one in kept), preferred)

    def data(self, company: UUID, language: str, day: date | None = None) -> DossierData:
        """Everything that the papers about a company may say, its texts in `language` where there are any."""
        with self._db.read() as session:
            return gather(session, company, language, day or self._db.clock.today(), sight(session, self._db))

    def options(self, language: str, **values: object) -> PaperOptions:
        """Options with the name of the house and today's date filled in."""
        with self._db.read() as session:
            stored = session.scalars(select(HouseSetting).where(HouseSetting.key == "house_name")).first()
        house = str(stored.value) if stored is not None and stored.value else ""
        return replace(PaperOptions(language=language, house=house, day=self._db.clock.today()), **values)  # type: ignore[arg-type]

    def write(self, company: UUID, target: Path, options: PaperOptions, *, one_pager: bool = False,
              on_step: Step | None = None, stop: Callable[[], bool] | None = None) -> Result:
        """Write the paper in a child process; the target is replaced only when it is whole.

        Raises Cancelled, Environment or NotFound with one sentence.
        """
        target = Path(target).absolute()
        data = self.data(company, options.language, options.day)
        with tempfile.TemporaryDirectory(prefix="incubator-") as folder:
            logo, warnings = self._logo(company, Path(folder))
            result = written(TARGET, request(replace(data, logo=logo), options, target, one_pager),
                             memory_mb=_MEMORY_MB, seconds=_SECONDS, on_step=on_step, stop=stop)
        return replace(result, warnings=(*warnings, *result.warnings))

    def make(self, company: UUID, options: PaperOptions, *, one_pager: bool = False, on_step: Step | None = None,
             stop: Callable[[], bool] | None = None) -> MadePaper:
        """The paper in memory, for looking at it before it is kept anywhere; raises as `write` does."""
        return in_memory(lambda target: self.write(company, target, options, one_pager=one_pager, on_step=on_step,
                                                   stop=stop))

    def _logo(self, company: UUID, folder: Path) -> tuple[str, tuple[Message, ...]]:
        """The newest logo as a file, from whatever keeps the documents; and what is wrong with it."""
        with self._db.read() as session:
            found = session.execute(
                select(Document.sha256, Document.file_name)
                .where(Document.company_id == standing(session, company).id, Document.kind == "logo")
                .order_by(Document.added_at.desc(), Document.id).limit(1)).first()
        if found is None:
            return "", ()
        try:
            content = self._db.files.get(found.sha256)
        except (NotFound, Environment) as error:
            return "", (error.message,)
        place = folder / clean_name(found.file_name, "logo")
        place.write_bytes(content)
        return str(place), ()
