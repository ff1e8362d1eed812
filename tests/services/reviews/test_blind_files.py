"""Documents that a blind reviewer gets tell nothing of their maker, at the desk and in packages of every way."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pikepdf
import pytest

from incubator_gui.core.errors import Refused
from incubator_gui.db.schema import Document, DocumentClearance, RedactedText
from incubator_gui.exchange.review_archive import open_package
from incubator_gui.services.house import House
from tests.exchange.test_document_traces import SECRET, pdf, told
from tests.services.reviews.posts import KEY, answer, forms, read, send, with_keys
from tests.services.reviews.rooms import NAMES, NOW, ON_FILE, WHOLE, Room, room


@pytest.fixture
def blind(house: House) -> Room:
    """One application with a cleared document."""
    made = with_keys(room(house, applications=1, blind=True))

    def copy(field: str, of: str) -> RedactedText:
        return RedactedText(application_id=made.applications[0], field=field, text="▇", made_at=NOW,
                            based_on=hashlib.sha256(of.encode()).hexdigest())

    made.add(copy("pitch", "Ladewerk 1 charges cars."), copy(f"answer:{made.questions[0]}", "Fleets."),
             DocumentClearance(document_id=made.documents[0], state="clear", decided_at=NOW))
    put(made, pdf())
    return made


def put(made: Room, content: bytes) -> None:
    with made.house.database.write("test", made.house.history.recent(1)[0].message) as work:
        record = work.session.get_one(Document, made.documents[0])
        record.sha256, record.size = made.house.database.files.put(content), len(content)


@ON_FILE
def test_a_package_tells_nothing_and_comes_back(blind: Room, folder: Path) -> None:
    package = send(blind, folder)
    with open_package(package.path, identities=(KEY.identity,)) as opened:
        (document,) = opened.content.applications[0].documents
        path = opened.document(document.sha256)
        assert path is not None
        assert not told(path.read_bytes())
        assert path.stat().st_size == document.size
    blind.house.review_returns.apply(read(blind, answer(package, {blind.applications[0]: WHOLE})))
    assert forms(blind)[blind.applications[0]] == WHOLE


@ON_FILE
def test_a_form_tells_nothing(blind: Room, folder: Path) -> None:
    content = send(blind, folder, way="form").path.read_bytes()
    assert not told(content)
    with pikepdf.open(folder / "2026-1-Lena-Weber.pdf") as read_back:
        assert SECRET not in str(dict(read_back.docinfo))
        assert "Ladewerk" not in str(dict(read_back.docinfo))


@ON_FILE
def test_the_desk_tells_nothing(blind: Room) -> None:
    def shown() -> bytes:
        desk = blind.house.reviews.desk(blind.reviewers[0], blind.call)
        (document,) = desk.paper(blind.applications[0]).documents
        return desk.document(blind.applications[0], document.key).read_bytes()

    assert told(shown()) is False
    assert told(shown()) is False, "the second time as well"
    blind.phase(is_blind=False)
    blind.act_as(NAMES[0])
    assert told(shown())


@ON_FILE
@pytest.mark.parametrize("way", ["package", "form"])
def test_what_cannot_be_cleaned_stays_in_the_house(blind: Room, folder: Path, way: str) -> None:
    put(blind, b"%PDF-1.7 nothing")
    with pytest.raises(Refused, match=r"Application 0101: what “.*” tells of its author cannot be taken out: it"):
        send(blind, folder, way=way)
    assert list(folder.iterdir()) == []
