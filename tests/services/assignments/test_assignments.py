"""Who reviews what: read through the filter, proposed, stored in one step, changed by hand."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date

import pytest

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import Cancelled, NotFound, Refused
from incubator_gui.db.database import Actor
from incubator_gui.services.assignments import StaleProposal
from incubator_gui.services.assignments_plan import Wish
from incubator_gui.services.house import House
from incubator_gui.services.lists_out import Wish as ListWish
from tests.services.assignments.conftest import Panel

WISH = Wish("ensure", 2)


def test_a_call_without_a_round_is_empty_and_refuses(house: House) -> None:
    house.calls.add_call("2027-1", date(2027, 1, 1), date(2027, 3, 1))
    call = house.calls.calls()[0].id
    sheet = house.assignments.sheet(call)
    assert (sheet.round_id, sheet.rows, sheet.readers) == (None, (), ())
    with pytest.raises(Refused, match="not set up yet"):
        house.assignments.propose(call, WISH)


def test_rows_say_what_is_wanted_and_missing(each_panel: Panel) -> None:
    panel = each_panel
    panel.give((0, 0), (1, 0), (0, 1))
    rows = panel.house.assignments.rows(panel.call)
    assert [(row.wanted, row.counted, row.missing) for row in rows] == [(2, 2, 0), (2, 1, 1), (2, 0, 2), (2, 0, 2)]
    assert [one.initials for one in rows[0].assigned] == ["RW", "RW"]
    assert rows[0].assigned[0].state == "open"
    sheet = panel.house.assignments.sheet(panel.call)
    assert [(reader.name, reader.load) for reader in sheet.readers] == [("R0 Weber", 2), ("R1 Weber", 1),
                                                                       ("R2 Weber", 0)]
    assert sheet.missing == 5


def test_only_applications_in_review_want_reviews(panel: Panel) -> None:
    panel.house.applications.move([panel.applications[0]], panel.stages["rejected"])
    panel.house.applications.move([panel.applications[1]], panel.stages["screening"], reason="Once more")
    rows = {row.id: row for row in panel.house.assignments.rows(panel.call)}
    assert rows[panel.applications[0]].wanted == 0
    assert rows[panel.applications[1]].wanted == 0
    made = panel.house.assignments.propose(panel.call, WISH)
    assert {step.application for step in made.steps} == set(panel.applications[2:])
    all_open = panel.house.assignments.propose(panel.call, replace(WISH, any_stage=True))
    assert {step.application for step in all_open.steps} == set(panel.applications[1:])


def test_late_is_what_is_due_and_not_done(panel: Panel, clock: FixedClock) -> None:
    panel.give((0, 0), (1, 0), (2, 0))
    panel.review(1, 0, "submitted")
    panel.house.assignments.set_due(panel.call, [panel.pair(2, 0)], date(2027, 6, 1))
    clock.advance(days=396)
    row = panel.house.assignments.rows(panel.call)[0]
    assert [one.is_late for one in row.assigned] == [True, False, False]
    assert [reader.late for reader in panel.house.assignments.sheet(panel.call).readers] == [1, 0, 0]


def test_a_proposal_covers_all_evenly_and_becomes_one_change_set(each_panel: Panel) -> None:
    panel = each_panel
    told: list[tuple[int, int]] = []
    made = panel.house.assignments.propose(panel.call, WISH, progress=lambda *step: told.append(step))
    assert (made.added, made.removed, made.missing, made.demand) == (8, 0, 0, 8)
    assert sorted(load.after for load in made.loads) == [2, 3, 3]
    assert made.unhappiness == 50
    assert told
    assert not panel.held()
    done = panel.house.assignments.apply(made)
    assert (done.value.added, done.changes.undoable) == (8, True)
    assert "8 reviews assigned" in str(done.changes.message)
    assert panel.house.assignments.sheet(panel.call).missing == 0
    assert {one.origin for row in panel.house.assignments.rows(panel.call) for one in row.assigned} == {"auto"}
    panel.house.history.undo()
    assert not panel.held()


def test_only_the_chosen_steps_are_stored(panel: Panel) -> None:
    made = panel.house.assignments.propose(panel.call, WISH)
    chosen = {step.pair for step in made.steps[:3]}
    panel.house.assignments.apply(made, chosen)
    assert {panel.pair(*pair) for pair in panel.held()} == chosen


def test_preferences_and_topics_pull(panel: Panel) -> None:
    house = panel.house
    house.editing.set_field("application", panel.applications[3], "focus_area", "mobility")
    house.reviewers.edit([panel.reviewers[2]], topics={"mobility": 3})
    house.reviewers.set_preferences(panel.reviewers[0], {panel.applications[1]: 10, panel.applications[0]: -10})
    made = house.assignments.propose(panel.call, Wish("ensure", 1))
    pairs = {step.pair: step for step in made.steps}
    assert str(pairs[panel.pair(2, 3)].reason) == "topic: expert"
    assert str(pairs[panel.pair(0, 1)].reason) == "asked for it"
    assert panel.pair(0, 0) not in pairs
    assert made.unhappiness is not None
    assert made.unhappiness < 50


def test_conflicts_never_come_and_gaps_are_explained(house: House) -> None:
    panel = Panel(house, 2, [None, 1, None])
    panel.conflict(0, 0)
    panel.conflict(2, 0, "family")
    made = house.assignments.propose(panel.call, WISH)
    assert made.missing == 1
    (gap,) = made.uncovered
    assert (gap.application, gap.lacks) == (panel.applications[0], 1)
    assert str(gap.reason) == "1 assigned, 2 with a conflict of interest, 0 at their quota"
    assert [str(line) for line in made.explained] == [
        "4 reviews are wanted; quotas and conflicts leave room for 3.",
        "1 application lacks 1 reviewer: all others have conflicts or are at their quota.",
        "1 gap can only be closed by a further reviewer without a conflict."]
    row = house.assignments.rows(panel.call)[0]
    assert str(row.blocked[panel.reviewers[2]]) == "conflict of interest: Family"


def test_quotas_that_are_too_small_are_said_before(house: House) -> None:
    panel = Panel(house, 4, [1, 1, None])
    house.reviewers.set_quota(panel.round, [panel.reviewers[2]], 3)
    sheet = house.assignments.sheet(panel.call)
    seen = house.assignments.outlook(sheet, WISH)
    assert (seen.applications, seen.demand, seen.places) == (4, 8, 5)
    made = house.assignments.propose(panel.call, WISH)
    assert made.missing == 3
    assert [str(line) for line in made.explained] == [
        "8 reviews are wanted; quotas and conflicts leave room for 5.",
        "3 applications lack 1 reviewer each: all others have conflicts or are at their quota.",
        "3 more places in the right quotas would close as many gaps."]


def test_what_is_read_beside_takes_from_the_quota(house: House) -> None:
    panel = Panel(house, 3, [2, None])
    panel.give((0, 0), (0, 1))
    made = house.assignments.propose(panel.call, Wish("ensure", 2, applications=frozenset({panel.applications[2]})))
    assert {step.pair for step in made.steps} == {panel.pair(1, 2)}
    assert made.missing == 1


def test_adjust_moves_what_was_not_begun_and_keeps_what_was_made_by_hand(each_panel: Panel) -> None:
    panel = each_panel
    wish = Wish("ensure", 1)
    panel.house.assignments.apply(panel.house.assignments.propose(panel.call, wish))
    for application in range(4):
        for reviewer in (1, 2):
            panel.house.assignments.unassign(panel.call, [panel.pair(reviewer, application)])
    before = panel.held()
    missing = [n for n in range(4) if not any(a == n for _r, a in before)]
    panel.give(*[(0, n) for n in missing])
    panel.review(0, missing[0])
    kept = panel.house.assignments.propose(panel.call, Wish("adjust", 1, keep_hand=True))
    assert not {step.pair for step in kept.steps if not step.comes} & {panel.pair(0, n) for n in missing}
    made = panel.house.assignments.propose(panel.call, Wish("adjust", 1, keep_hand=False))
    assert sorted(load.after for load in made.loads) == [1, 1, 2]
    assert panel.pair(0, missing[0]) not in {step.pair for step in made.steps}
    assert made.cost_before is not None
    assert made.cost < made.cost_before
    panel.house.assignments.apply(made)
    assert len(panel.held()) == 4


def test_clear_takes_only_what_was_not_begun(panel: Panel) -> None:
    panel.give((0, 0), (1, 0), (2, 1))
    panel.review(1, 0, "submitted")
    made = panel.house.assignments.propose(panel.call, Wish("clear", keep_hand=False))
    assert {step.pair for step in made.steps} == {panel.pair(0, 0), panel.pair(2, 1)}
    assert not made.added
    done = panel.house.assignments.apply(made)
    assert "2 taken back" in str(done.changes.message)
    assert panel.held() == {(1, 0)}


def test_abstained_counts_for_nothing_and_recused_is_gone(each_panel: Panel) -> None:
    panel = each_panel
    panel.give((0, 0), (1, 0))
    panel.review(0, 0, "submitted", "abstained")
    panel.review(1, 0, "submitted", "recused")
    row = panel.house.assignments.rows(panel.call)[0]
    assert (row.counted, row.missing) == (0, 2)
    assert [one.state for one in row.assigned] == ["abstained"]
    assert str(row.blocked[panel.reviewers[1]]) == "recused: conflict of interest"
    made = panel.house.assignments.propose(
        panel.call, Wish("ensure", 2, applications=frozenset({panel.applications[0]})))
    assert {step.pair for step in made.steps} == {panel.pair(2, 0)}
    assert made.missing == 1


def test_what_changed_meanwhile_is_refused_and_nothing_stored(each_panel: Panel) -> None:
    panel = each_panel
    house = panel.house
    made = house.assignments.propose(panel.call, WISH)
    first = made.steps[0]
    reviewer, application = panel.reviewers.index(first.reviewer), panel.applications.index(first.application)
    panel.conflict(reviewer, application)
    with pytest.raises(StaleProposal, match="cannot review") as raised:
        house.assignments.apply(made)
    assert set(raised.value.steps) == {first.pair}
    assert pickle.loads(pickle.dumps(raised.value)).steps == raised.value.steps
    assert not panel.held()
    house.assignments.apply(made, {step.pair for step in made.steps} - {first.pair})
    assert len(panel.held()) == 7


def test_an_application_with_other_reviewers_by_now_is_refused(panel: Panel) -> None:
    made = panel.house.assignments.propose(panel.call, WISH)
    panel.give((0, 2))
    with pytest.raises(StaleProposal, match="other reviewers meanwhile") as raised:
        panel.house.assignments.apply(made)
    assert {pair[0] for pair in raised.value.steps} == {panel.applications[2]}


def test_a_quota_that_shrank_meanwhile_is_refused(panel: Panel) -> None:
    made = panel.house.assignments.propose(panel.call, WISH)
    panel.house.reviewers.set_quota(panel.round, [panel.reviewers[0]], 1)
    with pytest.raises(StaleProposal, match="over the quota of 1") as raised:
        panel.house.assignments.apply(made)
    assert {pair[1] for pair in raised.value.steps} == {panel.reviewers[0]}
    mine = sum(step.reviewer == panel.reviewers[0] for step in made.steps)
    assert len(raised.value.steps) == mine - 1


def test_a_review_begun_meanwhile_stays(panel: Panel) -> None:
    panel.give((0, 0))
    made = panel.house.assignments.propose(panel.call, Wish("clear", keep_hand=False))
    panel.review(0, 0)
    with pytest.raises(StaleProposal, match="has begun"):
        panel.house.assignments.apply(made)
    assert panel.held() == {(0, 0)}


def test_by_hand_a_conflict_is_refused_with_its_reason(panel: Panel) -> None:
    panel.conflict(0, 0, "investor")
    with pytest.raises(Refused, match="R0 Weber cannot review Lumen 0 GmbH: conflict of interest: Investor"):
        panel.give((0, 0))
    done = panel.house.assignments.assign(panel.call, panel.applications[:2], [panel.reviewers[0]])
    assert done.value.added == 1
    assert len(done.value.left_out) == 1
    assert panel.held() == {(0, 1)}


def test_by_hand_a_quota_is_warned_of(house: House) -> None:
    panel = Panel(house, 3, [1])
    done = house.assignments.assign(panel.call, panel.applications, panel.reviewers)
    assert done.value.added == 3
    assert [str(line) for line in done.value.warnings] == ["R0 Weber now reads 3 applications, 2 over the quota."]


def test_a_dragged_reviewer_moves_in_one_step(each_panel: Panel) -> None:
    panel = each_panel
    panel.give((0, 0))
    done = panel.house.assignments.change(panel.call, [panel.pair(0, 1)], [panel.pair(0, 0)])
    assert (done.value.added, done.value.removed) == (1, 1)
    assert panel.held() == {(0, 1)}
    panel.house.history.undo()
    assert panel.held() == {(0, 0)}


def test_what_is_begun_is_not_taken_back(panel: Panel) -> None:
    panel.give((0, 0), (1, 0))
    panel.review(0, 0)
    with pytest.raises(Refused, match="has begun the review of Lumen 0 GmbH"):
        panel.house.assignments.unassign(panel.call, [panel.pair(0, 0)])
    done = panel.house.assignments.unassign(panel.call, [panel.pair(0, 0), panel.pair(1, 0)])
    assert (done.value.removed, len(done.value.left_out)) == (1, 1)


def test_the_sentence_of_one_change_names_both(panel: Panel) -> None:
    done = panel.house.assignments.assign(panel.call, panel.applications[:1], panel.reviewers[:1])
    assert str(done.changes.message) == "R0 Weber reviews Lumen 0 GmbH"
    again = panel.house.assignments.assign(panel.call, panel.applications[:1], panel.reviewers[:1])
    assert not again.changes


def test_nobody_on_the_panel_is_said(panel: Panel) -> None:
    panel.house.reviewers.unseat(panel.round, panel.reviewers)
    with pytest.raises(Refused, match="Nobody is on the panel"):
        panel.house.assignments.propose(panel.call, WISH)
    with pytest.raises(Refused, match="not on the panel"):
        panel.give((0, 0))


def test_it_can_be_cancelled(panel: Panel) -> None:
    with pytest.raises(Cancelled):
        panel.house.assignments.propose(panel.call, WISH, stop=lambda: True)


def seen_by(panel: Panel, name: str) -> House:
    other = House(panel.house.database)
    other.known_as(name)
    return other


def test_a_conflict_hides_the_application_from_an_officer_too(panel: Panel) -> None:
    panel.give((0, 0), (1, 1))
    boss = panel.house.reviewers.add(None, full_name="Lena Weber", is_officer=True).value
    panel.conflict(0, 0, person=panel.house.reviewers.row(boss).person_id)
    made = panel.house.assignments.propose(panel.call, WISH)
    panel.house.database.actor = Actor("Lena Weber", "desk-1")
    assert {row.id for row in panel.house.assignments.rows(panel.call)} == set(panel.applications[1:])
    assert next(r for r in panel.house.assignments.sheet(panel.call).readers if r.id == panel.reviewers[0]).load == 0
    with pytest.raises(NotFound):
        panel.give((2, 0))
    mine = panel.house.assignments.propose(panel.call, WISH)
    assert panel.applications[0] not in {step.application for step in mine.steps}
    with pytest.raises(StaleProposal, match="no longer there"):
        panel.house.assignments.apply(made)


def test_what_an_officer_must_not_see_still_takes_from_quotas(house: House) -> None:
    panel = Panel(house, 3, [1, None])
    panel.give((0, 0))
    boss = house.reviewers.add(None, full_name="Lena Weber", is_officer=True).value
    panel.conflict(0, 0, person=house.reviewers.row(boss).person_id)
    house.database.actor = Actor("Lena Weber", "desk-1")
    made = house.assignments.propose(panel.call, Wish("ensure", 1))
    assert {step.reviewer for step in made.steps} == {panel.reviewers[1]}


def test_a_reviewer_sees_only_what_is_theirs_and_changes_nothing(panel: Panel) -> None:
    panel.give((0, 0), (1, 0), (1, 1))
    panel.house.database.actor = Actor("R0 Weber", "desk-1")
    sheet = panel.house.assignments.sheet(panel.call)
    assert [[one.reviewer for one in row.assigned] for row in sheet.rows] == [[panel.reviewers[0]]]
    assert (sheet.rows[0].wanted, sheet.rows[0].counted, sheet.missing) == (1, 1, 0)
    assert [reader.id for reader in sheet.readers] == [panel.reviewers[0]]
    with pytest.raises(Refused, match="Only officers"):
        panel.give((0, 2))
    with pytest.raises(Refused, match="Only officers"):
        panel.house.assignments.propose(panel.call, WISH)


def test_names_are_hidden_in_a_blind_phase_from_reviewers(panel: Panel) -> None:
    panel.give((0, 0))
    phase = panel.house.rounds.phases(panel.round)[0]
    panel.house.rounds.edit_phase(phase.id, is_blind=True)
    assert panel.house.assignments.rows(panel.call)[0].name == "Lumen 0 GmbH"
    panel.house.database.actor = Actor("R0 Weber", "desk-1")
    (row,) = panel.house.assignments.rows(panel.call)
    assert row.name == f"Application {row.number:04d}"


def test_the_list_that_goes_out_holds_reviewers_and_gaps_through_the_same_filter(each_panel: Panel) -> None:
    panel = each_panel
    panel.give((0, 0), (1, 0), (0, 1))
    panel.review(1, 0, "submitted")
    table = panel.house.lists.table(ListWish("assignments", call="2027-1"))
    keys = [column.key for column in table.columns]
    lines = [dict(zip(keys, row, strict=True)) for row in table.rows]
    assert [(line["application"], line["reviewer"], line["state"], line["missing"]) for line in lines] == [
        ("Lumen 0 GmbH", "R0 Weber", "Open", None), ("Lumen 0 GmbH", "R1 Weber", "Finished", None),
        ("Lumen 1 GmbH", "R0 Weber", "Open", None), ("Lumen 1 GmbH", None, None, 1), ("Lumen 2 GmbH", None, None, 2),
        ("Lumen 3 GmbH", None, None, 2)]
    assert lines[0]["due_on"] == date(2027, 4, 1)
    panel.house.database.actor = Actor("R0 Weber", "desk-1")
    mine = panel.house.lists.table(ListWish("assignments"), keys=True)
    assert [row[keys.index("reviewer")] for row in mine.rows] == ["R0 Weber", "R0 Weber"]
    assert [row[keys.index("state")] for row in mine.rows] == ["open", "open"]
    panel.house.database.actor = Actor("li", "desk-1")
    boss = panel.house.reviewers.add(None, full_name="Lena Weber", is_officer=True).value
    panel.conflict(0, 0, person=panel.house.reviewers.row(boss).person_id)
    panel.house.database.actor = Actor("Lena Weber", "desk-1")
    seen = panel.house.lists.table(ListWish("assignments"))
    assert "Lumen 0 GmbH" not in {row[keys.index("application")] for row in seen.rows}
