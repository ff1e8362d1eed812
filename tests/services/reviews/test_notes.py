"""Notes on pages: stored with the review, taken back, seen by who may open the document, carried by packages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from incubator_gui.core.errors import Refused
from incubator_gui.core.ids import new_id
from incubator_gui.db.schema import Document, ReviewNoteRecord
from incubator_gui.domain.review_desk import StaleReview
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_notes import MOST_NOTES, MOST_WORDS, ReviewNote
from incubator_gui.exchange.review_archive import open_package
from incubator_gui.services.review_packages import Wish
from tests.exchange.test_document_traces import pdf
from tests.services.reviews.posts import KEY, answer, changed, forms, one, read, said, send
from tests.services.reviews.rooms import DOC, NOW, ON_FILE, WHOLE, Room


def note(made: Room, number: int = 1, **more: Any) -> ReviewNote:
    """A note on the document of the first application."""
    facts: dict[str, Any] = {
        "document": made.house.database.files.put(DOC), "title": "Plan of Ladewerk", "page": 5,
        "rects": ((1000, 2000, 9000, 2200), (1000, 2200, 4000, 2400)), "quote": "fell from 210 to 34 EUR",
        "words": "Wer sagt das?\n堃", **more}
    return ReviewNote(new_id(), number, **facts)


def save(made: Room, form: ReviewForm, *, reviewer: int = 0, application: int = 0) -> Any:
    desk = made.house.reviews.desk(made.reviewers[reviewer], made.call)
    id = made.applications[application]
    return desk.save(id, form, desk.paper(id).form)


def stored(made: Room, reviewer: int = 0) -> tuple[ReviewNote, ...]:
    return forms(made, reviewer)[made.applications[0]].notes


def test_notes_are_stored_changed_and_taken_back_step_by_step(made: Room) -> None:
    house, first, second = made.house, note(made), note(made, 2, words="")
    save(made, ReviewForm().noting(first))
    save(made, ReviewForm().noting(first).noting(second))
    other = replace(second, words="Now with words")
    save(made, ReviewForm().noting(first).noting(other))
    saved = save(made, ReviewForm().noting(other))
    assert stored(made) == (other,)
    assert saved.row.state == "draft"
    assert saved.row.revision == 4
    assert "1 note on its documents" in str(saved.changes.message)
    house.history.undo()
    assert stored(made) == (first, other)
    house.history.undo()
    house.history.undo()
    assert stored(made) == (first,)
    house.history.redo()
    assert stored(made) == (first, second)
    assert house.history.prove().holds


def test_the_history_of_a_note_tells_each_change(made: Room) -> None:
    first = note(made)
    other = replace(first, words="Another thought")
    save(made, ReviewForm().noting(first))
    save(made, ReviewForm().noting(other))
    save(made, ReviewForm())
    (row,) = made.house.reviews.rows(made.call)
    told = [(one.before, one.after, one.source) for one in made.house.reviews.history(row.id)
            if one.field == first.field]
    assert told == [(None, first.text(), "window"), (first.text(), other.text(), "window"),
                    (other.text(), None, "window")]


def test_two_windows_change_notes_one_by_one(made: Room) -> None:
    desk, id = made.house.reviews.desk(made.reviewers[0], made.call), made.applications[0]
    first, second = note(made), note(made)
    desk.save(id, ReviewForm().noting(first), ReviewForm())
    desk.save(id, ReviewForm().noting(second), ReviewForm())  # another window, which knows nothing of the first note
    assert {one.id for one in stored(made)} == {first.id, second.id}
    seen = desk.paper(id).form
    desk.save(id, seen.noting(replace(first, words="A")), seen)
    with pytest.raises(StaleReview) as error:
        desk.save(id, seen.noting(replace(first, words="B")), seen)
    assert [found[0] for found in error.value.fields] == [first.field]


def test_texts_are_made_harmless_and_limits_are_said(made: Room) -> None:
    rough = note(made, words=" a\u202eb\x07 ", quote="two\nlines  here", title="Plan\u200b")
    save(made, ReviewForm().noting(rough))
    assert [(one.words, one.quote, one.title) for one in stored(made)] == [("ab", "two lines here", "Plan")]
    with pytest.raises(Refused, match="more than 5,000"):
        save(made, ReviewForm().noting(note(made, words="x" * (MOST_WORDS + 1))))
    full = ReviewForm()
    for number in range(1, MOST_NOTES + 1):
        full = full.noting(note(made, number))
    save(made, full)
    with pytest.raises(Refused, match="up to 200 notes"):
        save(made, full.noting(note(made, 201)))
    save(made, full.without_note(full.notes[0].id))
    assert len(stored(made)) == MOST_NOTES - 1


def test_notes_of_others_are_seen_where_their_document_may_be_opened(made: Room) -> None:
    mine, old = note(made), note(made, 2, document="ab" * 32, quote="from an earlier file")
    save(made, changed(WHOLE).noting(mine).noting(old))
    made.phase(sees_others="always")
    made.act_as("jun.hao")
    desk = made.house.reviews.desk(made.reviewers[1], made.call)
    (other,) = desk.paper(made.applications[0]).others
    assert other.form.notes == (mine,), "nobody reads from a file that is no longer there"
    document = replace(mine, title="Business plan")
    made.act_as("someone")
    made.phase(is_blind=True)
    made.act_as("jun.hao")
    assert desk.paper(made.applications[0]).others[0].form.notes == (), "nobody looked at the document yet"
    made.act_as("someone")
    made.house.redaction.clear(made.documents, "clear")
    made.act_as("jun.hao")
    (other,) = desk.paper(made.applications[0]).others
    assert other.form.notes == (document,), "under the name by which this reviewer knows it"
    made.act_as("someone")
    made.house.redaction.clear(made.documents, "withheld")
    made.act_as("jun.hao")
    assert desk.paper(made.applications[0]).others[0].form.notes == ()


def test_a_package_takes_notes_along_and_brings_them_back(made: Room, folder: Path) -> None:
    house, kept = made.house, note(made)
    save(made, changed(WHOLE).noting(kept))
    package = send(made, folder)
    with open_package(package.path, identities=(KEY.identity,)) as opened:
        (base,) = (item for item in opened.content.applications if item.application == made.applications[0])
        assert base.base.notes == (kept,)
        assert base.documents[0].sha256 == kept.document
    more = note(made, 2)
    edited = replace(kept, words="What does it cost now?")
    back = answer(package, {made.applications[0]: base.base.noting(edited).noting(more)})
    (run,) = read(made, back)
    assert run.reviews[0].taken == 2
    house.review_returns.apply([run])
    assert stored(made) == (edited, more)
    with house.database.read() as session:
        rows = {row.note_key: row for row in session.query(ReviewNoteRecord)}
        assert (rows[more.id].source, rows[more.id].package_id) == ("package", package.package)
    assert not house.review_returns.apply(read(made, back)).changes, "twice changes nothing"
    house.history.undo()
    assert stored(made) == (kept,)


def test_two_opinions_on_one_note_are_shown_and_chosen(made: Room, folder: Path) -> None:
    first = note(made)
    save(made, changed(WHOLE).noting(first))
    package = send(made, folder)
    save(made, changed(WHOLE).noting(replace(first, words="Typed in the house")))
    mine = replace(first, words="Typed on the train")
    run = one(made, answer(package, {made.applications[0]: changed(WHOLE).noting(mine)}))
    (clash,) = run.reviews[0].conflicts
    assert clash.field == first.field
    made.house.review_returns.apply([run], {(run.sha256, made.applications[0], first.field): "mine"})
    assert stored(made) == (mine,)


@pytest.mark.parametrize("way", ["form", "sheet"])
@ON_FILE
def test_a_form_and_a_sheet_carry_no_notes_and_leave_them_alone(made: Room, folder: Path, way: str) -> None:
    from tests.services.reviews import filler

    before = note(made)
    save(made, ReviewForm().noting(before))
    package = send(made, folder, way=way, wish=Wish(applications=[made.applications[0]]))
    later = note(made, 2)
    save(made, ReviewForm().noting(before).noting(later))
    entries = {str(made.applications[0]): {"mark.team": "4", "mark.market": "3", "mark.product": "4.5",
                                           "comment": "Good."}}
    getattr(filler, f"fill_{way}")(package.path, entries)
    run = one(made, package.path.with_name("back-" + package.path.name))
    assert said(run) == []
    made.house.review_returns.apply([run])
    form = forms(made)[made.applications[0]]
    assert form.finished
    assert form.notes == (before, later)


def blinded(made: Room, deck: str) -> None:
    """Names are hidden, all texts are redacted; a deck goes, without its properties."""
    made.add(Document(id=new_id(), application_id=made.applications[0], kind="deck", title="Deck of Ladewerk",
                      file_name="Ladewerk deck.pdf", added_at=NOW, media_type="application/pdf", size=3,
                      sha256=deck))
    made.phase(is_blind=True)
    for application in made.applications:
        sheet = made.house.redaction.sheet(application)
        made.house.redaction.save(application, {field.key: "A text." for field in sheet.fields})
        for found in sheet.documents:
            made.house.redaction.clear([found.document_id], "clear" if found.kind == "deck" else "withheld")


@ON_FILE
def test_in_a_blind_phase_notes_find_their_documents_again(made: Room, folder: Path) -> None:
    deck = made.house.database.files.put(pdf())
    on_deck, gone = note(made, document=deck, title="Deck of Ladewerk"), note(made, 2, document="cd" * 32)
    save(made, changed(WHOLE).noting(on_deck).noting(gone))
    blinded(made, deck)
    package = send(made, folder)
    with open_package(package.path, identities=(KEY.identity,)) as opened:
        (base,) = (item for item in opened.content.applications if item.application == made.applications[0])
    left, lost = base.base.notes
    there = next(document.sha256 for document in base.documents if document.kind == "deck")
    assert left.document == there != deck, "its properties were taken out"
    assert "Ladewerk" not in left.title + lost.title
    untouched = one(made, answer(package, {made.applications[0]: base.base}))
    assert untouched.reviews[0].verdict == "same"
    made.house.review_returns.apply([untouched])
    assert stored(made) == (on_deck, gone)
    fresh = note(made, 3, document=there, title="Pitch deck")
    edited = base.base.noting(replace(left, words="Edited on the train")).noting(fresh)
    run = one(made, answer(package, {made.applications[0]: edited}, "more.ireview"))
    assert run.conflicts == 0
    made.house.review_returns.apply([run])
    assert stored(made) == (replace(on_deck, words="Edited on the train"), gone, replace(fresh, document=deck))


def test_somebody_elses_notes_never_leave_in_a_package(made: Room, folder: Path) -> None:
    save(made, changed(WHOLE).noting(note(made, words="SECRETNOTE")), reviewer=1)
    made.phase(sees_others="always")
    package = send(made, folder)
    with open_package(package.path, identities=(KEY.identity,)) as opened:
        assert "SECRETNOTE" not in str(opened.content.to_json())


@ON_FILE
def test_notes_of_a_forgotten_reviewer_stay_as_remarks_do(made: Room) -> None:
    save(made, changed(WHOLE).noting(note(made)))
    held = made.house.people.dossier(made.people[0])
    assert held["reviewing"]["reviews"][0]["notes"][0]["quote"] == "fell from 210 to 34 EUR"
    made.house.people.anonymise(made.people[0])
    with made.house.database.read() as session:
        (row,) = session.query(ReviewNoteRecord)
        assert row.words == "Wer sagt das?\n堃"
    assert made.house.history.prove().holds


@ON_FILE
def test_a_note_that_cannot_be_is_refused_with_its_file(made: Room, folder: Path) -> None:
    package = send(made, folder)
    bad = note(made)
    form = ReviewForm(notes=(replace(bad, page=0),))
    run = one(made, answer(package, {made.applications[0]: form}))
    assert run.refused is not None
    assert UUID(int=0) not in made.applications
