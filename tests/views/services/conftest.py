"""A small house with services, and the screen in a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.messages import msg
from incubator_gui.core.settings import PERSON_NAME
from incubator_gui.db.schema import Person, Residency
from incubator_gui.services.house import House
from incubator_gui.views.services import make
from incubator_gui.widgets.context import Context
from tests import screen_support
from tests.screen_support import copied, screens
from tests.support.databases import blank

NOW = datetime(2027, 5, 12, 4, tzinfo=UTC)
TODAY = date(2027, 5, 12)


class Room(screen_support.Room):
    """The screen of services with what a test needs around it."""

    def line(self, company: str) -> Any:
        """The stored engagement of a company."""
        return next(row for row in self.house.engagements.rows() if row.company == company)

    def cards(self, status: str) -> list[str]:
        """Titles of the cards in a column of the board."""
        return [card.title for card in self.screen.part.board.cards(status)]

    def column(self, status: str) -> Any:
        """The list of a column of the board."""
        return self.screen.part.board._columns[status].list

    def trigger(self, id: str) -> None:
        """Run a command, as its keys do."""
        self.context.actions.trigger(id)
        self.idle()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small house as a file, made once: five companies, services, engagements, an entitlement, the ledger."""
    place = tmp_path_factory.mktemp("services") / "house.db"
    house = House.open(blank(place), clock=FixedClock(NOW))
    names = ("Lumenhain Sensorik", "禾岚电驱", "Kranichtal Zelltechnik", "Kranichtal Robotik", "Pfeilhag Logistik")
    companies = [house.companies.add(name, life="resident").value for name in names]
    with house.database.write("test.fill", msg("Filled")) as work:
        lena = Person(full_name="Lena Weber", initials="LW", is_staff=True, purpose="staff")
        shen = Person(full_name="Shen Yu", initials="SY", is_staff=True, purpose="staff")
        work.session.add_all((lena, shen))
        work.session.flush()
        for id in companies:
            work.session.add(Residency(company_id=id, kind="resident", starts_on=date(2027, 1, 1)))
        people = {"lena": lena.id, "shen": shen.id}
    house.catalogue.add_standard()
    service = {row.key: row.id for row in house.catalogue.rows()}
    company = {row.name: row.id for row in house.companies.rows()}
    add, d = house.engagements.add, Decimal
    add(company["Lumenhain Sensorik"], service["business_plan"], "active", owner_id=people["lena"],
        due_on=date(2027, 5, 14), hours_granted=d(8))
    add(company["Kranichtal Zelltechnik"], service["mentoring"], "active", owner_id=people["shen"],
        title="Sales", due_on=date(2027, 5, 10), hours_granted=d(2))
    add(company["禾岚电驱"], service["roadshow"], "planned", owner_id=people["lena"], hours_granted=d(16))
    add(company["Pfeilhag Logistik"], service["legal"], "requested", title="Contract", starts_on=date(2027, 5, 6))
    house.entitlements.grant([company["禾岚电驱"]], None, date(2027, 1, 1), date(2028, 1, 1), d(24))
    book = house.ledger.book
    book(company["Kranichtal Zelltechnik"], service["mentoring"], date(2027, 5, 11), d(2), d(1),
         person=people["shen"], text="Prices")
    book(company["禾岚电驱"], service["mentoring"], date(2027, 5, 3), d(15), d(0), person=people["lena"])
    book(company["Lumenhain Sensorik"], service["legal"], date(2027, 4, 20), d(1), d(0), person=people["lena"])
    house.trainings.add("Data protection", held_on=date(2027, 5, 19), seats=12, owner_id=people["shen"])
    house.close()
    return place


@pytest.fixture
def house(template: Path, tmp_path: Path) -> Iterator[House]:
    """A copy of the small house."""
    with copied(template, tmp_path, clock=FixedClock(NOW)) as house:
        yield house


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[House]:
    """Nothing in it."""
    house = House.open(blank(tmp_path / "empty.db"), clock=FixedClock(NOW))
    yield house
    house.close()


@pytest.fixture
def build(context: Context, qtbot: QtBot) -> Iterator[Callable[[House], Room]]:
    """Builds the screen in a window, as the frame does, and waits until it has read."""
    context.settings.set(PERSON_NAME, "Lena Weber")
    with screens(context, qtbot, make, Room) as build:
        yield build


@pytest.fixture
def room(build: Callable[[House], Room], house: House) -> Room:
    """The screen on the small house."""
    return build(house)
