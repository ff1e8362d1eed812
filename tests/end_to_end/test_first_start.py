"""The first start: nothing was set up, and the house is empty."""

from __future__ import annotations

import re
from pathlib import Path

from tests.end_to_end.conftest import Start


def test_an_empty_house_says_how_to_begin_and_the_sample_comes_and_goes(start: Start, tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db")
    # The overview is in front and says what can be done first.
    person.reads("Nothing is here yet.")
    assert person.sees("Import applicants…")
    assert not person.sees("Fill the desks")
    # One click loads the sample; its figures appear.
    person.click("Load the sample incubator")
    person.idle()
    person.until(lambda: not person.sees("Nothing is here yet."), "figures in place of the first words")
    person.go("Applications")
    table = person.table("Table of applications")
    assert table.model().rowCount() > 10
    person.go("Companies")
    person.reads(re.compile("Lumenhain|澜杉|Fernmoss|GmbH"))
    # One click takes it away again.
    person.go("Overview")
    person.click("Remove the sample")
    person.idle()
    person.reads("Nothing is here yet.")
    assert person.house.companies.rows() == ()
    assert person.house.applications.rows() == ()
    person.quit()
