"""What can be imported: applications into a call, or today's house. The screen is the same for both."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.applicant_fields import FIELDS, ApplicantField
from incubator_gui.domain.house_fields import CHOICES, HOUSE_FIELDS, PERSON_FIELDS, ROOM_FIELDS, SERVICE_FIELDS
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.exchange.columns import mapping_of
from incubator_gui.exchange.house_table import HouseMapping, mapping_of_house
from incubator_gui.exchange.mapping import QUESTION, SKIP
from incubator_gui.exchange.mapping import Mapping as Columns
from incubator_gui.services.house_import import HouseImportResult, HouseSource
from incubator_gui.services.house_import_facts import told
from incubator_gui.services.house_import_plan import HousePlanned, HousePlanRow
from incubator_gui.services.imports import ImportResult
from incubator_gui.services.imports.plan import Plan, PlanRow
from incubator_gui.services.imports.source import Source

AnySource = Source | HouseSource
AnyPlan = Plan | HousePlanned
AnyRow = PlanRow | HousePlanRow
AnyResult = ImportResult | HouseImportResult
Step = Callable[[int, int], None]
Stop = Callable[[], bool]
Entry = tuple[str, Message]

APPLICATIONS, HOUSE = "applications", "house"
NAMES: dict[str, Message] = {APPLICATIONS: msg("Applications"), HOUSE: msg("The house")}
ALL_FIELDS: Mapping[str, ApplicantField] = {**FIELDS, **HOUSE_FIELDS}
"""What both share is the same field."""


class Kind(ABC):
    """One kind of import: its service, its fields, its words."""

    key: ClassVar[str]
    reading: ClassVar[frozenset[str]]
    """Tables whose rows decide what a plan says."""
    word_fields: ClassVar[Mapping[str, Mapping[str, Message]]]
    """Fields that take one of a few words, with these."""

    @abstractmethod
    def service(self, house: Any) -> Any:
        """The service that opens, plans and writes."""

    @abstractmethod
    def entries(self) -> list[Entry]:
        """What a column can become; an empty key is the title of a group."""

    @abstractmethod
    def proposed(self, source: Any) -> Columns:
        """The mapping as the columns suggest it."""

    @abstractmethod
    def mapping_from(self, content: Mapping[str, Any]) -> Columns:
        """A mapping that was saved."""

    @abstractmethod
    def plan(self, house: Any, source: Any, call: str, on_step: Step, stop: Stop) -> AnyPlan:
        """Judge every row."""

    def facts(self, plan: AnyPlan) -> tuple[Message, ...]:
        """What the plan adds up to."""
        return ()

    def prepare(self, house: Any, source: Any, call: str, on_step: Step, stop: Stop) -> Any:
        """All of an import but its transaction, where that takes long."""
        return None

    @abstractmethod
    def apply(self, house: Any, source: Any, call: str, prepared: Any, on_step: Step, stop: Stop) -> AnyResult:
        """Write it."""

    @abstractmethod
    def stands(self, house: Any, result: Any) -> bool:
        """Whether what was written is still there."""


class _Applications(Kind):
    key = APPLICATIONS
    reading = frozenset({"company", "person", "company_person", "application", "answer", "call", "question", "tag",
                         "tagging", "stage"})
    word_fields: ClassVar = {"focus_area": FOCUS_AREAS}

    def service(self, house: Any) -> Any:
        return house.imports

    def entries(self) -> list[Entry]:
        groups = (("company", msg("Company")), ("person", msg("Person")), ("application", msg("Application")))
        entries: list[Entry] = []
        for target, title in groups:
            entries.append(("", title))
            entries += [(key, one.label) for key, one in FIELDS.items() if one.target == target]
        return [*entries, ("", msg("No field")), (QUESTION, msg("question (keep as answer)")),
                (SKIP, msg("do not import"))]

    def proposed(self, source: Any) -> Columns:
        return mapping_of(source.proposals)

    def mapping_from(self, content: Mapping[str, Any]) -> Columns:
        return Columns.from_json(content)

    def plan(self, house: Any, source: Any, call: str, on_step: Step, stop: Stop) -> AnyPlan:
        made: Plan = house.imports.plan(source, call, on_step=on_step, stop=stop)
        return made

    def prepare(self, house: Any, source: Any, call: str, on_step: Step, stop: Stop) -> Any:
        return house.imports.prepare(source, call, on_step=on_step, stop=stop)

    def apply(self, house: Any, source: Any, call: str, prepared: Any, on_step: Step, stop: Stop) -> AnyResult:
        result: ImportResult = house.imports.apply(source, prepared.call, prepared=prepared, on_step=on_step, stop=stop)
        return result

    def stands(self, house: Any, result: Any) -> bool:
        ids = sorted(result.changes.ids("application"))
        return all(len(house.applications.some(ids[at:at + 500])) == len(ids[at:at + 500])
                   for at in range(0, len(ids), 500))


class _House(Kind):
    key = HOUSE
    reading = frozenset({"company", "person", "company_person", "residency", "allocation", "site", "floor", "room",
                         "desk", "service", "engagement"})
    word_fields = CHOICES

    def service(self, house: Any) -> Any:
        return house.house_import

    def entries(self) -> list[Entry]:
        stay = ("stay_kind", "contract", "starts_on", "until", "planned_end", "wish")
        other = {*PERSON_FIELDS, *stay, *ROOM_FIELDS, *SERVICE_FIELDS}
        groups: tuple[tuple[Message, list[str]], ...] = (
            (msg("Company"), [key for key in HOUSE_FIELDS if key not in other]),
            (msg("Person"), [key for key in HOUSE_FIELDS if key in PERSON_FIELDS]),
            (msg("Stay"), list(stay)),
            (msg("Place"), [key for key in HOUSE_FIELDS if key in ROOM_FIELDS]),
            (msg("Service"), [key for key in HOUSE_FIELDS if key in SERVICE_FIELDS]))
        entries: list[Entry] = []
        for title, keys in groups:
            entries.append(("", title))
            entries += [(key, HOUSE_FIELDS[key].label) for key in keys]
        return [*entries, ("", msg("No field")), (SKIP, msg("do not import"))]

    def proposed(self, source: Any) -> Columns:
        return mapping_of_house(source.proposals)

    def mapping_from(self, content: Mapping[str, Any]) -> Columns:
        return HouseMapping.from_json(content)

    def plan(self, house: Any, source: Any, call: str, on_step: Step, stop: Stop) -> AnyPlan:
        made: HousePlanned = house.house_import.plan(source, on_step=on_step, stop=stop)
        return made

    def facts(self, plan: AnyPlan) -> tuple[Message, ...]:
        return told(plan) if isinstance(plan, HousePlanned) else ()

    def apply(self, house: Any, source: Any, call: str, prepared: Any, on_step: Step, stop: Stop) -> AnyResult:
        result: HouseImportResult = house.house_import.apply(source, on_step=on_step, stop=stop)
        return result

    def stands(self, house: Any, result: Any) -> bool:
        there: bool = house.house_import.stands(result.changes)
        return there


KINDS: dict[str, Kind] = {APPLICATIONS: _Applications(), HOUSE: _House()}
COMMANDS = {APPLICATIONS: "application.import", HOUSE: "house.import"}
"""What the history calls them."""


def kind_of(source: AnySource) -> Kind:
    """The kind of import that a source was opened for."""
    return KINDS[HOUSE if isinstance(source, HouseSource) else APPLICATIONS]


def with_columns(source: AnySource, mapping: Columns) -> AnySource:
    """The same file read another way."""
    if isinstance(source, HouseSource):
        return source.with_mapping(mapping if isinstance(mapping, HouseMapping) else HouseMapping(
            mapping.columns, mapping.words, mapping.orders))
    return replace(source, mapping=mapping)


__all__ = ["ALL_FIELDS", "KINDS", "Kind", "kind_of", "with_columns"]
