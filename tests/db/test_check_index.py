"""The check is not misled by a connection's own old picture of the search index."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path
from random import Random

from incubator_gui.core.messages import msg
from incubator_gui.db.check import check
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Company
from tests.support.databases import ACTOR, Maker, Templates, add


def test_a_connection_that_searched_before_others_wrote(templates: Templates, tmp_path: Path, make: Maker) -> None:
    place, draw = templates.file(tmp_path / "house.db"), Random(1)
    with closing(Database.open(place, actor=ACTOR)) as ours, closing(Database.open(place, actor=ACTOR)) as other:
        companies = [make.company() for _ in range(30)]
        add(other, *companies)
        ids = [one.id for one in companies]
        with ExitStack() as stack:  # the pool keeps them all, with what they know of the index
            for connection in [stack.enter_context(ours.engine.connect()) for _ in range(5)]:
                connection.exec_driver_sql("SELECT 1 FROM search_words WHERE search_words MATCH 'a'").fetchall()
        for _ in range(30):
            with other.write("test", msg("Renamed")) as work:
                record = work.session.get(Company, draw.choice(ids))
                assert record is not None
                record.claim = " ".join("".join(draw.choice("abcdefgh") for _ in range(5)) for _ in range(40))
            assert check(ours, thorough=False) == []
