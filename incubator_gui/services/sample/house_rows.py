"""Rows of the sample for the house: calls, site, allocations, tasks."""

from __future__ import annotations

from incubator_gui.db.schema import (
    Allocation,
    Call,
    Desk,
    Floor,
    Question,
    Room,
    Site,
    Stage,
    Tag,
    Tagging,
    Target,
    Task,
)
from incubator_gui.domain.ordering import keys
from incubator_gui.services.sample.content import Ids, Row
from incubator_gui.services.sample.rows import Rows


def call_rows(content: Row, ids: Ids) -> Rows:
    """Stages, calls and their questions."""
    stages = content["stages"]
    for one, position in zip(stages, keys(len(stages)), strict=True):
        yield Stage, {"id": ids.make("stage", one["key"]), "name_en": one["en"], "name_de": one["de"],
                      "name_zh": one["zh"], "status": one["status"], "colour": one.get("colour"),
                      "position": position, "is_active": True}
    for call in content["calls"]:
        id = ids.make("call", call["key"])
        yield Call, {"id": id, "name": call["name"], "opens_on": ids.day(call.get("opens_ago")),
                     "closes_on": ids.day(call.get("closes_ago")), "description": ids.word(call.get("description"))}
        questions = call["questions"]
        for question, position in zip(questions, keys(len(questions)), strict=True):
            label = question["label"]
            yield Question, {"id": ids.make("question", f"{call['key']}.{question['key']}"), "call_id": id,
                             "key": question["key"], "text_en": label["en"], "text_de": label["de"],
                             "text_zh": label["zh"], "position": position}


def site_rows(content: Row, ids: Ids) -> Rows:
    """The site with its floors and rooms, and the desks of the benches."""
    site = ids.make("site", "site")
    yield Site, {"id": site, "name": ids.word(content["name"]), "time_zone": content["time_zone"],
                 "area": content["area"]}
    floors = content["floors"]
    for floor, position in zip(floors, keys(len(floors)), strict=True):
        floor_id = ids.make("floor", floor["key"])
        yield Floor, {"id": floor_id, "site_id": site, "name": ids.word(floor["name"]), "position": position,
                      "outline": floor["outline"]}
        for room in floor["rooms"]:
            room_id = ids.make("room", room["number"])
            yield Room, {"id": room_id, "floor_id": floor_id, "number": room["number"],
                         "name": ids.word(room.get("name")), "kind": room["kind"], "area": room.get("area"),
                         "capacity": room.get("capacity"), "polygon": room["polygon"],
                         "is_locked": room.get("locked", False)}
            yield from _desks(room, content["desk"], ids)


def _desks(room: Row, size: Row, ids: Ids) -> Rows:
    """Numbered through the benches in order, in a bench by columns, the lower side first."""
    number = 0
    for place, bench in enumerate(room.get("benches", []), 1):
        sides = bench["sides"]
        for k in range(bench["seats"] * sides):
            number += 1
            column, side = divmod(k, sides)
            yield Desk, {
                "id": ids.make("desk", f"{room['number']}.{number}"), "room_id": ids.get("room", room["number"]),
                "number": number, "bench": place, "rotation": 180.0 if side else 0.0,
                "x": round(bench["x"] + (column + 0.5) * size["width"], 3),
                "y": round(bench["y"] + (side + 0.5) * size["depth"], 3)}


def allocation_rows(content: list[Row], ids: Ids) -> Rows:
    """Desks of a room, or the whole of it, for a span of days."""
    for one in content:
        base = {"company_id": ids.get("company", one["company"]), "room_id": ids.get("room", one["room"]),
                "starts_on": ids.day(one["starts_ago"]), "ends_on": ids.day(one.get("ends_ago")),
                "is_locked": one.get("locked", False), "scenario_id": None}
        if one.get("desks") is None:
            yield Allocation, base | {"desk_id": None}
            continue
        first, last = one["desks"]
        for number in range(first, last + 1):
            yield Allocation, base | {"desk_id": ids.get("desk", f"{one['room']}.{number}")}


def other_rows(tasks: list[Row], tags: list[Row], targets: list[Row], ids: Ids) -> Rows:
    """Tasks, tags and targets."""
    for task in tasks:
        yield Task, {
            "title": task["title"], "kind": task["kind"], "due_on": ids.day(task.get("due_ago")),
            "owner_id": ids.get("staff", task.get("owner")), "company_id": ids.get("company", task.get("company")),
            "application_id": ids.get("application", task.get("application")),
            "done_on": ids.day(task.get("done_ago"))}
    for tag in tags:
        id = ids.make("tag", tag["name"])
        yield Tag, {"id": id, "name": tag["name"]}
        for kind in ("company", "application"):
            for key in tag.get("companies" if kind == "company" else "applications", []):
                yield Tagging, {"tag_id": id, "company_id": None, "application_id": None, "person_id": None,
                                f"{kind}_id": ids.get(kind, key)}
    for target in targets:
        yield Target, {"key": target["key"], "value": target["value"], "starts_on": ids.day(target["starts_ago"]),
                       "due_on": ids.day(target["due_ago"])}
