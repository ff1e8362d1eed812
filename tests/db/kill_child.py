"""What the tests of sudden death kill: writes, backs up or migrates until somebody stops it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db import migrate
from incubator_gui.db.backup import make_backup
from incubator_gui.db.bulk import insert_rows
from incubator_gui.db.database import Actor, Database
from incubator_gui.db.schema import Base
from tests.support.databases import START


def say(line: str) -> None:
    """One line on the pipe, past every buffer."""
    os.write(1, line.encode() + b"\n")


def company(number: int) -> dict[str, object]:
    """A row of the table of companies."""
    return {"id": new_id(), "number": number, "legal_name": f"Firma {number} GmbH", "created_at": START}


def writes(path: Path) -> None:
    """Company, application and three answers in one change set; acknowledged after the commit."""
    tables = Base.metadata.tables
    opened = Database.open(path, actor=Actor("child", "here"))
    with opened.read() as session:
        call, stage, question = (session.execute(tables[n].select()).mappings().first() for n in
                                 ("call", "stage", "question"))
    assert call
    assert stage
    assert question
    say("ready")
    while True:
        made = company(1)
        application = {"id": new_id(), "number": 1, "company_id": made["id"], "call_id": call["id"],
                       "stage_id": stage["id"], "stage_since": START.date(), "received_on": START.date()}
        answers = [{"id": new_id(), "application_id": application["id"], "question_id": question["id"],
                    "text": f"answer {n} " * 20} for n in range(3)]
        with opened.write("import", msg("Imported")) as work:
            insert_rows(work.connection, tables["company"], [made])
            insert_rows(work.connection, tables["application"], [application])
            insert_rows(work.connection, tables["answer"], answers)
        say(f"{made['id']}")


def imports(path: Path) -> None:
    """Four thousand rows in one change set, again and again."""
    opened = Database.open(path)
    say("ready")
    while True:
        with opened.write("import", msg("Imported")) as work:
            for start in range(0, 4000, 1000):
                insert_rows(work.connection, Base.metadata.tables["company"],
                            [company(start + n) for n in range(1000)])
        say("done")


def backs_up(path: Path) -> None:
    """Backups, one after the other."""
    say("ready")
    while True:
        say(str(make_backup(path).path))


def migrates(path: Path) -> None:
    """Brings an empty file to today's schema."""
    migrate.revisions()
    say("ready")
    Database.open(path).close()
    say("done")


WORK = {"writes": writes, "imports": imports, "backs_up": backs_up, "migrates": migrates}


def nursery() -> None:
    """Fork a child for each line of the input, so that not every one has to import everything anew."""
    for line in sys.stdin:
        what, place = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            try:
                WORK[what](Path(place))
            except BaseException as error:
                say(f"failed {error!r}")
            finally:
                os._exit(1)
        say(f"born {child}")
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    nursery()
