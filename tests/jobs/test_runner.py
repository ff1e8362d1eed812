from __future__ import annotations

import sys
import threading
import time
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, QThread

from incubator_gui.core.errors import Cancelled, IncubatorError, Refused
from incubator_gui.core.messages import msg
from incubator_gui.domain.changes import Changes
from incubator_gui.jobs.bus import ChangeBus, Watcher
from incubator_gui.jobs.progress import JobState, Progress
from incubator_gui.jobs.runner import Jobs, changes_of

ID = UUID(int=1)
CHANGES = Changes({"company": frozenset({ID})}, message=msg("Saved"))


def test_a_result_comes_back_to_the_gui_thread(jobs, qtbot):
    seen = []
    here = QThread.currentThread()
    jobs.read(lambda: threading.current_thread().name, lambda name: seen.append((name, QThread.currentThread())),
              owner=jobs)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0].startswith("reader")
    assert seen[0][1] is here


def test_writes_keep_their_order_and_publish_what_they_changed(jobs, qtbot):
    bus = jobs.findChild(ChangeBus)
    published, written, order = [], [], []
    bus.changed.connect(published.append)
    jobs.written.connect(written.append)

    def slow():
        time.sleep(0.05)
        order.append(1)
        return CHANGES

    jobs.write(slow, owner=jobs)
    jobs.write(lambda: order.append(2), owner=jobs)
    qtbot.waitUntil(lambda: order == [1, 2] and not jobs.busy())
    assert published == [CHANGES]
    assert written == [CHANGES]


def test_changes_are_found_where_a_service_puts_them():
    class Carrier:
        changes = CHANGES

    assert changes_of(CHANGES) is CHANGES
    assert changes_of((1, CHANGES)) is CHANGES
    assert changes_of(Carrier()) is CHANGES
    assert changes_of("nothing") is None
    assert changes_of(()) is None


def test_a_refusal_goes_to_failed_and_else_to_the_message_bar(jobs, qtbot):
    def refuse():
        raise Refused(msg("No."))

    heard: list[IncubatorError] = []
    jobs.write(refuse, failed=heard.append, owner=jobs)
    qtbot.waitUntil(lambda: len(heard) == 1)
    with qtbot.waitSignal(jobs.refused) as caught:
        jobs.write(refuse, owner=jobs)
    assert str(caught.args[0]) == "No."


def test_a_mistake_goes_to_the_excepthook_and_the_form_gets_its_text_back(jobs, qtbot, monkeypatch):
    caught, heard = [], []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append((error, trace)))
    jobs.write(lambda: 1 / 0, failed=heard.append, owner=jobs)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert isinstance(caught[0][0], ZeroDivisionError)
    assert caught[0][1] is not None


def test_a_mistake_in_what_is_done_with_a_result_is_reported_once_and_the_rest_goes_on(jobs, qtbot, monkeypatch):
    caught, came, rested = [], [], []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(error))
    jobs.idle.connect(lambda: rested.append(True))

    def mistaken(_result):
        raise NameError("that")

    def refused():
        raise Refused(msg("No."))

    jobs.read(lambda: 1, mistaken, owner=jobs)
    jobs.write(lambda: 2, mistaken, owner=jobs)
    jobs.write(refused, failed=mistaken, owner=jobs)
    jobs.read(lambda: 3, came.append, owner=jobs)
    qtbot.waitUntil(lambda: came == [3] and not jobs.busy())
    assert [type(error) for error in caught] == [NameError] * 3
    assert rested


def test_a_later_read_with_the_same_key_makes_the_earlier_one_stale(jobs, qtbot):
    seen, gate = [], threading.Event()
    jobs.read(lambda: gate.wait(5) and "old", seen.append, owner=jobs, key="rows")
    jobs.read(lambda: "new", seen.append, owner=jobs, key="rows")
    qtbot.waitUntil(lambda: seen == ["new"])
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy())
    assert seen == ["new"]


def test_a_dead_owner_hears_nothing_but_its_write_is_done(jobs, qtbot):
    owner, heard, done, gate = QObject(), [], [], threading.Event()

    def write():
        gate.wait(5)
        done.append(True)
        return CHANGES

    jobs.write(write, heard.append, owner=owner)
    import shiboken6

    shiboken6.delete(owner)
    with qtbot.waitSignal(jobs.written):
        gate.set()
    assert done == [True]
    assert heard == []


def test_long_jobs_are_listed_with_progress_and_can_be_cancelled(jobs, qtbot):
    listed: list[tuple[JobState, ...]] = []
    jobs.listed.connect(listed.append)
    failed = []

    def work(progress: Progress):
        while True:
            progress.report(3, 10, msg("Third"))
            progress.check()
            time.sleep(0.01)

    number = jobs.run(work, failed=failed.append, owner=jobs, title=msg("Long"))
    qtbot.waitUntil(lambda: bool(listed) and bool(listed[-1]))
    state = listed[-1][0]
    assert (state.id, state.done, state.total) == (number, 3, 10)
    jobs.cancel(number)
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], Cancelled)
    assert listed[-1] == ()


def test_short_jobs_are_not_listed(jobs, qtbot):
    listed, done = [], []
    jobs.listed.connect(listed.append)
    jobs.read(lambda: 1, done.append, owner=jobs)
    qtbot.waitUntil(lambda: done == [1])
    assert listed == []


def test_shutdown_finishes_writes_and_stops_the_rest(qapp):
    jobs, done, stopped = Jobs(), [], []

    def endless(progress: Progress):
        while not progress.cancelled():
            time.sleep(0.005)
        stopped.append(True)

    jobs.run(endless, owner=jobs)
    for number in range(5):
        jobs.write(lambda number=number: done.append(number), owner=jobs)
    time.sleep(0.02)
    assert jobs.shutdown(5)
    assert done == [0, 1, 2, 3, 4]
    assert stopped == [True]
    assert jobs.read(lambda: 1, done.append, owner=jobs) == 0
    jobs.deleteLater()


@pytest.mark.parametrize("work", [lambda: "plain", lambda progress: "handed", lambda n=1: "default"])
def test_work_gets_the_handle_only_where_it_asks(jobs, qtbot, work):
    seen = []
    jobs.read(work, seen.append, owner=jobs)
    qtbot.waitUntil(lambda: len(seen) == 1)


def test_the_watcher_publishes_what_others_changed(jobs, qtbot):
    bus = jobs.findChild(ChangeBus)
    answers = [None, CHANGES]
    watcher = Watcher(jobs, bus, lambda: answers.pop(0) if answers else None, seconds=0.05)
    with qtbot.waitSignal(bus.changed) as caught:
        watcher.start()
    assert caught.args[0] is CHANGES
    watcher.stop()
    watcher.deleteLater()


def test_the_watcher_survives_a_lost_connection(jobs, qtbot):
    bus = jobs.findChild(ChangeBus)
    calls = []

    def look():
        calls.append(1)
        if len(calls) == 1:
            raise IncubatorError(msg("Gone"))
        return CHANGES

    watcher = Watcher(jobs, bus, look, seconds=0.05)
    with qtbot.waitSignals([watcher.lost, bus.changed]):
        watcher.start()
    watcher.stop()
    watcher.deleteLater()
