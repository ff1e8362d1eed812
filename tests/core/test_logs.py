from __future__ import annotations

import logging

from incubator_gui.core.logs import FAULT, mark_seen, pending_reports, start_logging, stop_logging, write_report
from incubator_gui.core.paths import Paths


def _places(tmp_path):
    return Paths(tmp_path / "d", tmp_path / "c", tmp_path / "s", tmp_path / "k")


def test_the_log_is_written_and_closed(tmp_path):
    places = _places(tmp_path)
    before = list(logging.getLogger().handlers)
    try:
        assert start_logging(places) == places.log
        logging.getLogger("incubator_gui").warning("hello")
        assert "hello" in places.log.read_text()
    finally:
        stop_logging()
    assert logging.getLogger().handlers == before
    assert not (places.state / FAULT).exists()


def test_a_report_names_the_place_but_no_content(tmp_path, caplog):
    secret = "Lumenhain 13800000000"
    try:
        raise ValueError(secret)
    except ValueError as error:
        path = write_report(tmp_path, type(error), error, error.__traceback__)
    assert path is not None
    text = path.read_text()
    assert "ValueError" in text
    assert "test_logs.py" in text
    assert secret not in text
    assert pending_reports(tmp_path) == (path,)
    mark_seen(tmp_path)
    assert pending_reports(tmp_path) == ()


def test_a_fall_of_the_process_is_reported_at_the_next_start(tmp_path):
    places = _places(tmp_path)
    places.state.mkdir()
    (places.state / FAULT).write_text("Fatal Python error: Segmentation fault\n")
    try:
        start_logging(places)
        (report,) = pending_reports(places.state)
        assert "Segmentation fault" in report.read_text()
    finally:
        stop_logging()
