"""What a day shows, where labels go, how one walks and looks: no widgets needed for most of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from incubator_gui.core.languages import use_language
from incubator_gui.domain.plan_colours import BY_COMPANY, BY_DAYS, BY_FOCUS, DAYS, FOCUS
from incubator_gui.domain.scene import Box
from incubator_gui.domain.space import Holding, Span
from incubator_gui.widgets.plan import DESK, ROOM, Item, Offer, Payload, Target, plan_day, walk, warmed
from incubator_gui.widgets.plan.carry import offer_of, target_at
from incubator_gui.widgets.plan.inks import NAME, SMALL, Inks
from incubator_gui.widgets.plan.inks import ROOM as ROOM_LETTERS
from incubator_gui.widgets.plan.items import MIME
from incubator_gui.widgets.plan.labels import Ground, place_label, place_sign
from incubator_gui.widgets.plan.names import item_facts, item_name, run_label
from incubator_gui.widgets.plan.view import View
from tests.widgets.plan_house import (
    ADA,
    BORA,
    CHEN,
    FIRST,
    LAB,
    MEETING,
    OFFICE,
    OPEN,
    SECOND,
    TODAY,
    desk,
    house,
)


def test_a_day_has_a_run_for_each_company_and_the_room_held_as_a_whole():
    day = plan_day(house(), FIRST, TODAY)
    runs = {view.name: view for view in day.runs}
    assert {name: view.run.count for name, view in runs.items()} == {"Adalind Sensorik": 6, "Bora": 4, "澜杉智驾": 4}
    assert runs["澜杉智驾"].run.room == LAB
    assert day.run_at[desk(3, 2)] is day.run_at[LAB] is runs["澜杉智驾"]
    assert day.run_at.get(desk(0, 8)) is None
    assert len({view.slot for view in day.runs}) == 3
    assert runs["Bora"].holdings == tuple(UUID(int=9000 + n) for n in range(9, 13))
    assert plan_day(house(), FIRST, TODAY) == day
    assert plan_day(house(), SECOND, TODAY).runs == ()


def test_who_leaves_soon_says_when():
    runs = {view.company: view for view in plan_day(house(), FIRST, TODAY).runs}
    assert runs[BORA].leaves == runs[BORA].until == date(2027, 6, 30)
    assert runs[ADA].leaves is runs[ADA].until is None
    assert runs[CHEN].until == date(2028, 1, 1)
    assert runs[CHEN].leaves is None
    early = {view.company: view for view in plan_day(house(), FIRST, date(2027, 1, 5)).runs}
    assert early[BORA].leaves is None


def test_rooms_know_how_full_they_are():
    use = plan_day(house(), FIRST, TODAY).use
    assert (use[OPEN].taken, use[OPEN].desks) == (10, 16)
    assert [(company, count) for company, _slot, count in use[OPEN].parts] == [(ADA, 6), (BORA, 4)]
    assert (use[LAB].taken, use[LAB].whole) == (4, CHEN)
    assert use[OFFICE].taken == use[MEETING].desks == 0


def test_desks_of_one_company_with_different_ends_are_two_runs_where_days_are_coloured():
    soon = Span(date(2026, 1, 1), TODAY + timedelta(20))
    plan = house([Holding(UUID(int=9000 + n), BORA, OPEN, desk(0, n), soon if n < 4 else Span(date(2026, 1, 1)))
                  for n in range(1, 9)])
    assert len(plan_day(plan, FIRST, TODAY, BY_COMPANY).runs) == 1
    by_days = plan_day(plan, FIRST, TODAY, BY_DAYS)
    assert {view.run.count: view.slot for view in by_days.runs}[3] == DAYS[0].slot
    assert {view.company for view in by_days.runs} == {BORA}
    assert {one.slot for one in plan_day(house(), FIRST, TODAY, BY_FOCUS).runs} >= {
        next(c.slot for c in FOCUS if c.key == "cloud"), -1}


def test_desks_kept_for_growth_are_runs_of_their_own_and_belong_to_nobody():
    day = plan_day(house(), FIRST, TODAY, reserved={desk(0, 7): ADA, desk(0, 8): ADA, desk(0, 9): ADA})
    (reserved,) = [view for view in day.runs if view.reserved]
    assert set(reserved.run.desks) == {desk(0, 7), desk(0, 8)}
    assert desk(0, 7) not in day.run_at


@pytest.mark.parametrize(("labels", "words"), [("name_count", ("Bora", " 4")), ("name", ("Bora", "")),
                                               ("until", ("Bora", " 30 Jun")), ("none", ("", ""))])
def test_labels_say_what_was_chosen(labels, words):
    view = next(view for view in plan_day(house(), FIRST, TODAY).runs if view.company == BORA)
    assert run_label(view, labels) == words


def test_places_say_who_has_them_and_until_when_they_are_free():
    scene = house().scenes[FIRST]
    later = Holding(UUID(int=9900), CHEN, OPEN, desk(0, 14), Span(date(2027, 7, 1)))
    plan = house([*house().holdings, later])
    day = plan_day(plan, FIRST, TODAY)
    assert item_name(scene, Item(DESK, desk(0, 9))) == "Desk 101-9"
    assert item_facts(scene, day, Item(DESK, desk(0, 9))) == ("Bora, 4 desks", "until 30 Jun 2027")
    assert item_facts(scene, day, Item(DESK, desk(0, 14))) == ("free until 1 Jul 2027",)
    assert item_facts(scene, day, Item(DESK, desk(0, 13))) == ("free",)
    assert item_facts(scene, day, Item(ROOM, OFFICE)) == ("0 of 8 desks taken", "60\u00a0m²", "locked")
    use_language("de")
    try:
        assert item_name(scene, Item(DESK, desk(0, 9))) == "Arbeitsplatz 101-9"
    finally:
        use_language("en")


def test_a_payload_travels_and_bad_ones_are_no_payload():
    payload = Payload(ADA, "Adalind", 6, (desk(0, 1),), (LAB,))
    assert Payload.from_mime(payload.to_mime()) == payload
    mime = payload.to_mime()
    for bad in (b"", b"{", b"[]", b'{"company": "x"}', b'{"company": 3, "name": "", "count": 1}', b"[" * 100_000):
        mime.setData(MIME, bad)
        assert Payload.from_mime(mime) is None


def test_answers_become_offers():
    plan, day = house(), plan_day(house(), FIRST, TODAY)
    scene, span = plan.scenes[FIRST], Span(TODAY)
    there = Target(Item(DESK, desk(0, 13)))
    offer = offer_of(plan.target(desk(0, 13), 4, span), there, scene)
    assert offer.fits
    assert len(offer.desks) == 4
    assert offer.words == "fits 4 / 4"
    offer = offer_of(plan.target(desk(0, 13), 9, span), there, scene)
    assert not offer.fits
    assert offer.words == "Only 6 of 9 desks free"
    offer = offer_of(plan.fits([desk(0, 9)], span), there, scene)
    assert (offer.fits, offer.words) == (False, "Taken by Bora until 30 Jun 2027")
    assert offer_of("No", there, scene) == Offer((desk(0, 13),), (), False, "No")
    assert offer_of(None, there, scene) is None
    locked = offer_of(plan.target(desk(1, 1), 4, span), Target(Item(DESK, desk(1, 1))), scene)
    assert (locked.fits, locked.words) == (False, "The room is locked")
    room = offer_of(plan.fits_room(MEETING, span), Target(Item(ROOM, MEETING)), scene)
    assert room.fits
    assert room.rooms == (MEETING,)
    moving = Payload(ADA, "Adalind", 6, (desk(0, 1),))
    assert target_at(Item(DESK, desk(0, 10)), moving, day, scene, False) == Target(Item(DESK, desk(0, 10)), BORA, True)
    new = Payload(UUID(int=9), "New", 2)
    assert not target_at(Item(DESK, desk(0, 10)), new, day, scene, False).swap
    assert target_at(Item(DESK, desk(0, 10)), new, day, scene, True).swap


def test_a_label_goes_into_the_run_then_smaller_then_below_then_shortened(theme):
    inks = Inks(theme, 1.0)
    wide = inks.width("Adalind Sensorik 6", NAME)
    room = Ground(QRectF(0, 0, 400, 200))

    def place(width: float, ground: Ground = room):
        return place_label(inks, "Adalind Sensorik", " 6", QRectF(100, 50, width, 30), QPointF(100 + width / 2, 80),
                           ground, (NAME, SMALL))

    assert (place(wide + 9).key, place(wide + 9).inside) == (NAME, True)
    smaller = place(inks.width("Adalind Sensorik 6", SMALL) + 9)
    assert (smaller.key, smaller.inside, smaller.words) == (SMALL, True, "Adalind Sensorik 6")
    below = place(60)
    assert not below.inside
    assert below.rect.top() > 80
    assert below.words == "Adalind Sensorik 6"
    again = place(60)
    assert again.inside
    assert again.words.endswith(" 6")
    assert "…" in again.words
    full = Ground(QRectF(0, 0, 400, 200), [QRectF(0, 0, 400, 200)])
    assert place(20, full).words == "6"
    assert place(8, full) is None


def test_a_sign_without_room_drops_its_words_first(theme):
    inks = Inks(theme, 1.0)
    box = QRectF(100, 50, 60, 30)
    assert place_sign(inks, ("leaves 30 Jun", ""), 12, SMALL, None, box, Ground(QRectF(0, 0, 400, 200)))[0]
    narrow = Ground(QRectF(95, 0, 70, 200))
    assert place_sign(inks, ("leaves 30 Jun", ""), 12, SMALL, None, box, narrow)[0] == ""
    assert place_sign(inks, ("leaves 30 Jun", ""), 12, SMALL, None, box, Ground(QRectF(0, 0, 400, 60))) is None


def test_arrow_keys_reach_every_desk_and_come_back_beside():
    scene = house().scenes[FIRST]
    boxes = {one.id: Box.around(one.corners) for one in scene.desks}
    assert walk.step(boxes[desk(0, 1)], boxes.items(), walk.RIGHT) == desk(0, 3)
    assert walk.step(boxes[desk(0, 1)], boxes.items(), walk.DOWN) == desk(0, 2)
    assert walk.step(boxes[desk(0, 3)], boxes.items(), walk.LEFT) == desk(0, 1)
    reached, heap = {desk(0, 1)}, [desk(0, 1)]
    while heap:
        here = heap.pop()
        for direction in (walk.LEFT, walk.RIGHT, walk.UP, walk.DOWN):
            found = walk.step(boxes[here], boxes.items(), direction)
            if found is not None and found not in reached:
                reached.add(found)
                heap.append(found)
    assert reached == set(boxes)
    assert walk.between(scene, desk(0, 5), desk(0, 3)) == (desk(0, 5), desk(0, 4), desk(0, 3))
    assert walk.first(scene) == Item(DESK, desk(0, 1))
    assert walk.last(scene, OFFICE) == Item(DESK, desk(1, 8))
    assert walk.first(scene, MEETING) == Item(ROOM, MEETING)


def test_zooming_keeps_the_point_under_the_pointer_and_stops_at_round_ratios():
    view = View()
    view.width, view.height = 800, 600
    view.fit(Box(0, 0, 50, 25))
    seen = view.seen()
    assert seen.x < 0
    assert seen.y < 0
    assert seen.width > 50
    at = QPointF(123, 456)
    before = view.to_plan(at)
    view.zoom(view.scale * 1.7, at)
    assert view.to_plan(at) == pytest.approx(before)
    view.step(True)
    assert view.ratio in (75, 100, 125, 150, 200)
    view.whole()
    assert (view.ratio, view.percent) == (125, 100)
    for _ in range(40):
        view.step(False)
    assert view.ratio == 2000
    other = View()
    assert other.restore(view.state())
    assert other.state() == view.state()
    for bad in (None, [], [1, 2], ["a", 2, 3], [float("inf"), 0, 0], {"x": 1}, [True, 1, 1], [float("nan"), 0, 0]):
        assert not other.restore(bad)




def test_all_scripts_share_one_base_line(theme):
    inks = Inks(theme, 1.0)

    def lowest(words: str) -> int:
        image = QImage(80, 30, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        inks.write(painter, 5, 5, words, ROOM_LETTERS, "text")
        painter.end()
        return max(y for y in range(30) if any(image.pixelColor(x, y).lightness() < 140 for x in range(80)))

    assert lowest("103") == lowest("103 开") - 1 == lowest("开") - 1


def test_a_plan_read_again_keeps_what_was_worked_out_about_floors_that_look_the_same():
    before = warmed(house())
    again = warmed(house(), before, (TODAY, TODAY + timedelta(days=31)))
    assert again is not before
    assert [scene is before.scenes[id] for id, scene in again.scenes.items()] == [True] * len(before.scenes)
    assert again.course((TODAY, TODAY + timedelta(days=31))) is again.course((TODAY, TODAY + timedelta(days=31)))
    first = next(iter(before.scenes))
    other = replace(before, scenes={**before.scenes, first: replace(before.scenes[first], name="another")})
    assert [scene is other.scenes[id] for id, scene in warmed(house(), other).scenes.items()] == [
        id != first for id in other.scenes]
