"""Five hundred kills in a row into the same file: the long form of the kill test."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from incubator_gui.db.check import check
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, Company
from tests.db.test_kill import Nursery, filled, nursery, quick_check
from tests.support.databases import ACTOR

__all__ = ["filled", "nursery"]


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_five_hundred_kills(filled: Path, nursery: Nursery) -> None:
    moments = random.Random(500)
    acknowledged: set[UUID] = set()
    for kill in range(500):
        acknowledged.update(map(UUID, nursery.killed_after("writes", filled, moments.uniform(0.0, 0.08), kill % 3)))
        if kill % 50 == 49:
            quick_check(filled)
    with closing(Database.open(filled, actor=ACTOR)) as opened:
        assert check(opened) == []
        with opened.read() as session:
            companies = set(session.scalars(select(Company.id)))
            assert acknowledged <= companies
            assert set(session.scalars(select(Application.company_id))) == companies
