"""People as they are offered for choice: for a seat of a training, as a trainer, as a mentor."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from incubator_gui.db.database import Database
from incubator_gui.db.schema import CompanyPerson, Person
from incubator_gui.domain.folding import fold
from incubator_gui.services.called import company_names


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A person with the companies whose team they are in; `words` are all names, folded for finding."""

    id: UUID
    name: str
    companies: tuple[tuple[UUID, str], ...]
    is_staff: bool
    words: str

    @property
    def where(self) -> str:
        """The names of the companies."""
        return " · ".join(name for _id, name in self.companies)


def person_choices(database: Database) -> tuple[PersonChoice, ...]:
    """All people who were not erased, by name."""
    with database.read() as session:
        names = company_names(session)
        teams: dict[UUID, dict[UUID, str]] = {}
        for person, company in session.execute(
                select(CompanyPerson.person_id, CompanyPerson.company_id).where(CompanyPerson.until.is_(None))
                .order_by(CompanyPerson.position)):
            teams.setdefault(person, {})[company] = names.get(company, "")
        p = Person
        rows = []
        for id, name, chinese, pinyin, email, staff in session.execute(
                select(p.id, p.full_name, p.chinese_name, p.pinyin, p.email, p.is_staff)
                .where(p.erased_at.is_(None)).order_by(p.full_name, p.id)):
            team = tuple(teams.get(id, {}).items())
            shown = name if not chinese or chinese == name else f"{name} {chinese}"
            words = fold(" ".join(part for part in (name, chinese, pinyin, (pinyin or "").replace(" ", ""), email,
                                                    *(one for _id, one in team)) if part))
            rows.append(PersonChoice(id, shown, team, bool(staff), words))
        return tuple(rows)
