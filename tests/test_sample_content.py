"""The sample incubator holds together: references, codes, desks, spans, languages."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from incubator_gui.domain import vocabulary
from incubator_gui.domain.service_words import AUDIENCES, LINEUP_STATES, SEAT_STATES, SEATED
from incubator_gui.services.calls import STANDARD_STAGES

SAMPLE = Path(__file__).parents[1] / "resources" / "sample"
CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def load(name: str) -> Any:
    return json.loads((SAMPLE / f"{name}.json").read_text(encoding="utf-8"))


COMPANIES = {entry["key"]: entry for part in ("zh", "de", "en") for entry in load(f"companies_{part}")}
APPLICATIONS = {entry["key"]: entry for entry in load("applications")}
STAFF = {entry["key"] for entry in load("staff")}
SITE = load("site")
ROOMS = {room["number"]: room for floor in SITE["floors"] for room in floor["rooms"]}


def desks(room: dict[str, Any]) -> list[tuple[float, float]]:
    """Centres of a room's desks, by the rule of the README."""
    width, depth = SITE["desk"]["width"], SITE["desk"]["depth"]
    return [
        (bench["x"] + (k // 2 + 0.5) * width, bench["y"] + (k % 2 + 0.5) * depth)
        for bench in room.get("benches", [])
        for k in range(bench["seats"] * bench["sides"])
    ]


def test_how_much_there_is() -> None:
    assert 55 <= len(COMPANIES) <= 75
    assert 95 <= len(APPLICATIONS) <= 120
    assert len(STAFF) == 6
    assert len(load("services")) == 13
    assert len(load("roadshows")) == 5
    assert len(load("trainings")) == 8
    assert len(load("mentors")) == 7
    assert sum("profiles" in company for company in COMPANIES.values()) >= 25
    assert sum(len(company.get("profiles", {})) == 3 for company in COMPANIES.values()) >= 8
    assert sum(company["life"] == "resident" for company in COMPANIES.values()) >= 25


def test_keys_and_numbers_are_used_once() -> None:
    assert len(COMPANIES) == sum(len(load(f"companies_{part}")) for part in ("zh", "de", "en"))
    assert len(APPLICATIONS) == len(load("applications"))
    numbers = [entry["number"] for entry in load("applications")]
    assert numbers == list(range(1, len(numbers) + 1))
    people = Counter(person["email"] for company in COMPANIES.values() for person in company["people"])
    assert people.most_common(1)[0][1] == 1


@pytest.mark.parametrize("key", sorted(key for key, entry in COMPANIES.items() if entry["country"] == "CN"))
def test_credit_code(key: str) -> None:
    code = COMPANIES[key]["credit_code"]
    assert len(code) == 18
    total = sum(CODE_CHARACTERS.index(mark) * pow(3, place, 31) for place, mark in enumerate(code[:17]))
    assert CODE_CHARACTERS[-total % 31] == code[17]


def test_companies_speak_the_vocabulary() -> None:
    for company in COMPANIES.values():
        assert company["focus_area"] in vocabulary.FOCUS_AREAS
        assert company["life"] in vocabulary.LIVES
        assert company["owner"] in STAFF
        assert company["website"].endswith(".example")
        assert company["headcount_full_time"] <= company["headcount"]
        assert 2 <= len(company["people"]) <= 4
        assert sum(person["is_contact"] for person in company["people"]) == 1
        assert {person["role"] for person in company["people"]} <= vocabulary.PERSON_ROLES.keys()
        assert {paper["kind"] for paper in company["documents"]} <= vocabulary.DOCUMENT_KINDS.keys()
        assert {value["indicator"] for value in company.get("indicators", [])} <= vocabulary.INDICATORS.keys()
        assert {entry["kind"] for entry in company.get("rounds", [])} <= vocabulary.ROUND_KINDS.keys()
        assert {note["author"] for note in company["notes"]} <= STAFF


def test_profiles_are_whole() -> None:
    for key, company in COMPANIES.items():
        profiles = company.get("profiles")
        if not profiles:
            continue
        assert {company["language"], "en"} <= profiles.keys(), key
        for language, texts in profiles.items():
            assert len(texts) == 7
            assert bool(re.search("[\u4e00-\u9fff]", "".join(texts.values()))) is (language == "zh"), key
        assert sum(part["share"] for part in company["ask"]["use_of_funds"]) == 100
        assert Decimal(company["ask"]["amount"]) > 0
        assert 5 <= len(company["milestones"]) <= 7


def test_applications_refer_and_run_forward() -> None:
    calls = load("calls")
    stages = {stage["key"] for stage in calls["stages"]}
    assert {stage["status"] for stage in calls["stages"]} == set(vocabulary.STATUSES)
    questions = {call["key"]: {question["key"] for question in call["questions"]} for call in calls["calls"]}
    for application in APPLICATIONS.values():
        assert application["company"] in COMPANIES
        assert application["answers"].keys() <= questions[application["call"]]
        assert application.get("owner") in STAFF | {None}
        moves = application["moves"]
        assert moves[0] == {"stage": "received", "ago": application["received_ago"]}
        assert {move["stage"] for move in moves} <= stages
        assert all(earlier["ago"] >= later["ago"] >= 0 for earlier, later in pairwise(moves))
        assert COMPANIES[application["company"]]["founded_ago"] > application["received_ago"]


def test_some_companies_applied_more_than_once() -> None:
    times = Counter(application["company"] for application in APPLICATIONS.values())
    assert sum(count > 1 for count in times.values()) >= 30
    assert max(Counter((entry["company"], entry["call"]) for entry in APPLICATIONS.values()).values()) == 1


def test_the_site_is_what_was_promised() -> None:
    assert SITE["area"] == 5000
    assert sum(room["area"] for room in ROOMS.values()) == pytest.approx(5000)
    assert {room["kind"] for room in ROOMS.values()} == set(vocabulary.ROOM_KINDS)
    assert len(ROOMS) >= 24
    assert sum(len(desks(room)) for room in ROOMS.values()) == 560


@pytest.mark.parametrize("floor", SITE["floors"], ids=lambda floor: str(floor["key"]))
def test_rooms_cover_the_floor_without_overlap(floor: dict[str, Any]) -> None:
    boxes = [(*room["polygon"][0], *room["polygon"][2]) for room in floor["rooms"]]
    for at, (left, low, right, high) in enumerate(boxes):
        for other in boxes[at + 1:]:
            assert right <= other[0] or other[2] <= left or high <= other[1] or other[3] <= low
    assert sum((box[2] - box[0]) * (box[3] - box[1]) for box in boxes) == pytest.approx(50 * 25)


@pytest.mark.parametrize("number", sorted(number for number, room in ROOMS.items() if "benches" in room))
def test_desks_stand_inside_their_room(number: str) -> None:
    room = ROOMS[number]
    (left, low), _, (right, high), _ = room["polygon"]
    places = desks(room)
    assert len(places) == room["capacity"]
    assert len(set(places)) == len(places)
    assert all(left + 0.8 <= x <= right - 0.8 and low + 0.4 <= y <= high - 0.4 for x, y in places)


def test_no_desk_is_given_twice() -> None:
    stays: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for entry in load("allocations"):
        assert entry["company"] in COMPANIES
        assert entry["starts_ago"] > entry["ends_ago"]
        if entry["desks"] is None:
            assert "benches" not in ROOMS[entry["room"]]
            continue
        first, last = entry["desks"]
        assert 1 <= first <= last <= ROOMS[entry["room"]]["capacity"]
        for number in range(first, last + 1):
            stays.setdefault((entry["room"], number), []).append((entry["starts_ago"], entry["ends_ago"]))
    for spans in stays.values():
        spans.sort(reverse=True)
        assert all(earlier[1] >= later[0] for earlier, later in pairwise(spans))
    taken = sum(any(start >= 0 > end for start, end in spans) for spans in stays.values())
    assert 0.83 <= taken / 560 <= 0.87


def test_services_ledger_roadshows_tasks_and_tags_refer() -> None:
    services = {entry["key"] for entry in load("services")}
    ledger = load("ledger")
    engagements = {entry["key"]: entry for entry in ledger["engagements"]}
    assert {entry["status"] for entry in engagements.values()} <= vocabulary.ENGAGEMENT_STATUSES.keys()
    for entry in ledger["engagements"]:
        assert entry["company"] in COMPANIES
        assert entry["service"] in services
        assert entry.get("owner") in STAFF | {None}
        assert ("waits_for" in entry) == (entry["status"] == "on_hold")
        for piece in entry.get("deliver", []):
            assert piece["title"]
            assert piece.get("done_ago", 0) >= 0
            assert entry["status"] != "done" or "done_ago" in piece
    assert {entry["status"] for entry in engagements.values()} == vocabulary.ENGAGEMENT_STATUSES.keys()
    for entry in ledger["entries"]:
        assert entry["company"] in COMPANIES
        assert entry["service"] in services
        assert entry["person"] in STAFF
        assert entry.get("engagement") is None or engagements[entry["engagement"]]["company"] == entry["company"]
        assert 0 < entry["day_ago"] <= 548
    for roadshow in load("roadshows"):
        companies = [entry["company"] for entry in roadshow["lineup"]]
        assert set(companies) <= COMPANIES.keys()
        assert len(set(companies)) == len(companies)
        assert roadshow["profile"] in AUDIENCES
        assert roadshow.get("owner") in STAFF | {None}
        for entry in roadshow["lineup"]:
            assert entry["status"] in LINEUP_STATES
            papers = {paper["kind"] for paper in COMPANIES[entry["company"]]["documents"]}
            assert not entry.get("deck") or "deck" in papers
            assert entry["status"] != "rehearsed" or entry["rehearsals"]
        assert {issue["by"] for issue in roadshow.get("issues", [])} <= STAFF
    for task in load("tasks"):
        assert task.get("owner") in STAFF | {None}
        assert task.get("company", "jichuan") in COMPANIES
        assert task.get("application", next(iter(APPLICATIONS))) in APPLICATIONS
    for tag in load("tags"):
        assert set(tag["companies"]) <= COMPANIES.keys()
        assert set(tag["applications"]) <= APPLICATIONS.keys()


def test_entitlements_mentors_and_trainings_refer() -> None:
    people = {person["key"] for company in COMPANIES.values() for person in company["people"]}
    services, mentors = {entry["key"] for entry in load("services")}, {entry["key"] for entry in load("mentors")}
    spans: dict[tuple[str, str | None], list[tuple[int, int]]] = {}
    for entry in load("entitlements"):
        assert entry["company"] in COMPANIES
        assert entry["service"] in services | {None}
        assert entry["starts_ago"] > entry["ends_ago"]
        assert Decimal(entry["hours"]) > 0
        spans.setdefault((entry["company"], entry["service"]), []).append((entry["starts_ago"], entry["ends_ago"]))
    for held in spans.values():
        assert all(earlier[1] >= later[0] for earlier, later in pairwise(sorted(held, reverse=True)))
    for mentor in load("mentors"):
        assert mentor["email"].endswith(".example")
        assert {entry["company"] for entry in mentor["sessions"]} <= COMPANIES.keys()
        assert all(entry["day_ago"] > 0 for entry in mentor["sessions"])
    for training in load("trainings"):
        assert training["status"] in vocabulary.ENGAGEMENT_STATUSES
        assert training.get("trainer") in STAFF | mentors | {None}
        states = Counter(seat["state"] for seat in training["attendees"])
        assert set(states) <= SEAT_STATES.keys()
        assert sum(states[state] for state in SEATED) <= training["seats"]
        assert not states["waiting"] or sum(states[state] for state in SEATED) == training["seats"]
        assert {f"{seat['company']}.{seat['person']}" for seat in training["attendees"]} <= people
        assert (training["status"] == "done") == (training.get("held_ago", -1) > 0)
    assert {deck["company"] for deck in load("decks")} <= COMPANIES.keys()


def test_what_is_written_in_three_languages_is_in_three() -> None:
    def texts(value: Any) -> list[dict[str, str]]:
        if isinstance(value, dict):
            if "en" in value and "zh" in value:
                return [value]
            return [one for inner in value.values() for one in texts(inner)]
        return [one for inner in value for one in texts(inner)] if isinstance(value, list) else []

    for name in ("entitlements", "mentors", "trainings", "roadshows", "site"):
        found = texts(load(name))
        assert found
        for text in found:
            assert text.keys() == {"en", "de", "zh"}
            assert re.search("[\u4e00-\u9fff]", text["zh"])


def test_stages_are_called_as_in_a_new_house() -> None:
    assert [(stage["status"], stage["en"], stage["de"], stage["zh"])
            for stage in load("calls")["stages"]] == list(STANDARD_STAGES)


def test_rounds_are_named_in_three_languages() -> None:
    for company in COMPANIES.values():
        for entry in company.get("rounds", []):
            assert entry["name"].keys() == {"en", "de", "zh"}
            assert re.search("[\u4e00-\u9fff]", entry["name"]["zh"])
