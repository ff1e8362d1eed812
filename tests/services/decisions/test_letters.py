"""Letters: templates, drafts in the language of the contact, files that leave the house."""

from __future__ import annotations

import email
import email.policy
import io
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest

from incubator_gui.core.errors import Environment, Refused
from incubator_gui.core.languages import LANGUAGES
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Company
from incubator_gui.domain.decision import Condition
from incubator_gui.domain.review_words import OUTCOMES
from incubator_gui.services.house import House
from incubator_gui.services.letters_draft import standard_template
from incubator_gui.services.outcome import StaleEdit
from tests.services.decisions.decision_house import DAY, Panel, furnish
from tests.support.databases import Maker


@pytest.fixture
def decided(house: House, panel: Panel) -> list[UUID]:
    """Three decisions: a Chinese contact, a German company, a Chinese company."""
    return [house.decisions.decide(panel.applications[0], "accept_with_conditions", "A strong team.",
                                   [Condition("Sign the contract", DAY), Condition("Open an account")]).value,
            house.decisions.decide(panel.applications[1], "reject").value,
            house.decisions.decide(panel.applications[2], "waitlist").value]


def test_every_template_can_be_filled_in(file_database: Database, make: Maker) -> None:
    house, panel = House(file_database), furnish(file_database, make)
    for outcome in OUTCOMES:
        made = house.decisions.decide(panel.applications[0], outcome, "A reason of ours.",
                                      [Condition("Sign the contract", DAY)]).value
        for language in LANGUAGES:
            subject, body = house.letters.preview_template(*standard_template(outcome, language), made, language)
            assert "{" not in subject + body
            assert "Call 2027-1" in subject
            assert "Feldspat" in body
            assert "A reason of ours." in body
            assert ("Sign the contract" in body) == (outcome == "accept_with_conditions")
    assert len(house.letters.templates()) == 15


def test_drafts_are_in_the_language_of_the_contact_or_the_company(house: House, panel: Panel, decided: list[UUID]
                                                                  ) -> None:
    made = house.letters.draft(decided)
    assert len(made.value) == 3
    assert not house.letters.draft(decided).value
    rows = house.letters.rows(panel.call)
    assert [(row.number, row.language, row.recipient, row.address) for row in rows] == [
        (101, "zh", "Founder", "founder@example.com"), (102, "de", "", "office1@example.com"),
        (103, "zh", "", "office2@example.com")]
    assert "1. Sign the contract（2026年3月20日前）" in rows[0].body or "1. Sign the contract" in rows[0].body
    assert rows[1].body.startswith("Sehr geehrte Damen und Herren,")
    assert "\n\n\n" not in rows[1].body
    assert {row.letter for row in house.decisions.rows(panel.call)} == {"draft"}


def test_a_letter_is_edited_and_keeps_what_others_wrote(house: House, panel: Panel, decided: list[UUID]) -> None:
    id = house.letters.draft(decided[1:2]).value[0]
    seen = house.letters.row(id).body
    house.letters.save(id, {"body": seen}, body="Ours")
    with pytest.raises(StaleEdit) as raised:
        house.letters.save(id, {"body": seen}, body="Mine")
    assert (raised.value.clash.mine, raised.value.clash.theirs) == ("Mine", "Ours")
    with pytest.raises(Refused, match="needs a subject"):
        house.letters.save(id, subject=" ")
    house.letters.rewrite(id, "en")
    assert house.letters.row(id).body.startswith("Dear Sir or Madam,")
    house.history.undo()
    assert house.letters.row(id).body == "Ours"


def test_the_house_writes_its_own_templates(house: House, decided: list[UUID]) -> None:
    with pytest.raises(Refused, match=r"“\{firm\}” is no placeholder"):
        house.letters.save_template("reject", "de", "Absage", "Guten Tag {firm}")
    house.letters.save_template("reject", "de", "Absage", "Guten Tag {company}\n\n{reason}\n\nEnde {house}")
    own = next(one for one in house.letters.templates() if (one.outcome, one.language) == ("reject", "de"))
    assert own.is_own
    made = house.letters.draft(decided[1:2]).value[0]
    assert house.letters.row(made).body == "Guten Tag Ladewerk\n\nEnde"
    house.letters.reset_template("reject", "de")
    assert not any(one.is_own for one in house.letters.templates())


def test_what_is_filled_in_is_never_read_as_a_template(house: House, panel: Panel) -> None:
    with house.database.write("test", msg("Name")) as work:
        work.session.get_one(Company, panel.companies[1]).legal_name = "{house} {firm} & <b>Söhne</b>"
    made = house.decisions.decide(panel.applications[1], "reject").value
    row = house.letters.row(house.letters.draft([made]).value[0])
    assert "{house} {firm} & <b>Söhne</b>" in row.body


def test_another_outcome_needs_another_letter(house: House, panel: Panel, decided: list[UUID]) -> None:
    house.letters.draft(decided)
    house.decisions.decide(panel.applications[1], "accept")
    assert [row.number for row in house.letters.rows(panel.call)] == [101, 103]


def _mail(path: Path) -> EmailMessage:
    found = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_letters_leave_the_house_as_files_once_announced(house: House, panel: Panel, decided: list[UUID],
                                                         tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    letters = house.letters.draft(decided).value
    refused = house.letters.hand_over(letters, out)
    assert not refused.files
    assert {number for number, _why in refused.refused} == {"0101", "0102", "0103"}
    assert "not announced yet" in str(refused.refused[0][1])
    house.decisions.announce(decided)
    house.letters.save(letters[2], address="no address")
    steps: list[tuple[int, int]] = []
    done = house.letters.hand_over(letters, out, on_step=lambda at, of: steps.append((at, of)))
    assert [path.name for path in done.files] == [
        "0101-Feldspat-accept-with-conditions-zh.pdf", "0101-Feldspat-accept-with-conditions-zh.eml",
        "0102-Ladewerk-reject-de.pdf", "0102-Ladewerk-reject-de.eml"]
    assert [number for number, _why in done.refused] == ["0103"]
    assert "no e-mail address" in str(done.refused[0][1])
    assert steps[-1] == (2, 2)
    assert [row.state for row in house.letters.rows(panel.call)] == ["handed_over", "handed_over", "ready"]
    assert house.letters.row(letters[0]).handed_over_at is not None
    mail = _mail(done.files[1])
    assert mail["X-Unsent"] == "1"
    assert mail["To"] == "Founder <founder@example.com>"
    assert "Feldspat" in (mail.get_body() or mail).get_content()
    attached, = mail.iter_attachments()
    assert attached.get_filename() == "0101-Feldspat-accept-with-conditions-zh.pdf"
    with pikepdf.open(io.BytesIO(attached.get_content())) as pdf:
        assert len(pdf.pages) == 1


def test_a_letter_is_seen_before_it_leaves(file_database: Database, make: Maker, tmp_path: Path) -> None:
    house, panel = House(file_database), furnish(file_database, make)
    decision = house.decisions.decide(panel.applications[1], "reject").value
    paper = house.letters.make(house.letters.draft([decision]).value[0])
    assert paper.pages == 1
    with pytest.raises(Environment, match="is not there"):
        house.letters.hand_over([], tmp_path / "nowhere")


def test_words_written_by_hand_outlive_another_outcome(house: House, panel: Panel, decided: list[UUID]) -> None:
    letters = house.letters.draft(decided).value
    house.letters.save(letters[1], body="Dear Anna, we liked it so much.")
    house.decisions.decide(panel.applications[1], "accept")
    house.decisions.decide(panel.applications[2], "accept")
    assert [row.number for row in house.letters.rows(panel.call)] == [101]
    kept = house.letters.aside(panel.call)
    assert {id: [one.body for one in line] for id, line in kept.items()} == {
        decided[1]: ["Dear Anna, we liked it so much."]}, "one that nobody touched goes"
    assert house.decisions.rows(panel.call)[1].letter == ""
    with pytest.raises(Refused, match="was set aside"):
        house.letters.set_state([letters[1]], "ready")
    new = house.letters.draft(decided[1:2]).value[0]
    house.letters.save(new, subject="Mine as well")
    house.letters.bring_back(letters[1])
    assert house.letters.row(letters[1]).state == "draft"
    assert [row.id for row in house.letters.rows(panel.call)] == [letters[0], letters[1]]
    assert [one.subject for one in house.letters.aside(panel.call)[decided[1]]] == ["Mine as well"]
    house.decisions.announce(decided[1:2])
    row = next(row for row in house.letters.rows(panel.call) if row.decision_id == decided[1])
    assert (row.state, row.body) == ("ready", "Dear Anna, we liked it so much.")
    house.letters.set_state([row.id], "handed_over")
    with pytest.raises(Refused, match="was handed over"):
        house.letters.bring_back(new)


def test_announcing_drafts_a_letter_and_leaves_what_was_set_aside(house: House, panel: Panel,
                                                                  decided: list[UUID]) -> None:
    letter = house.letters.draft(decided[1:2]).value[0]
    house.letters.save(letter, body="Sorry, Anna.")
    house.decisions.decide(panel.applications[1], "accept")
    assert house.decisions.preview(decided[1:2]).new_letters == 1
    house.decisions.announce(decided[1:2])
    (row,) = house.letters.rows(panel.call)
    assert (row.outcome, row.state) == ("accept", "ready")
    assert "Sorry" not in row.body
    assert house.letters.aside(panel.call)[decided[1]][0].id == letter


def test_a_letter_written_anew_keeps_the_words_it_had(house: House, panel: Panel, decided: list[UUID]) -> None:
    letter = house.letters.draft(decided[1:2]).value[0]
    house.letters.rewrite(letter, "en")
    assert not house.letters.aside(panel.call)
    house.letters.save(letter, body="Sorry, Anna.")
    house.letters.rewrite(letter, "de")
    assert house.letters.row(letter).language == "de"
    (kept,) = house.letters.aside(panel.call)[decided[1]]
    house.letters.bring_back(kept.id)
    (row,) = house.letters.rows(panel.call)
    assert (row.body, row.language) == ("Sorry, Anna.", "en")
    assert not house.letters.aside(panel.call)
    house.history.undo()
    assert house.letters.row(letter).language == "de"
    house.history.redo()
    house.decisions.decide(panel.applications[1], "accept")
    assert [one.body for one in house.letters.aside(panel.call)[decided[1]]] == ["Sorry, Anna."]


def test_an_untouched_draft_follows_its_decision(house: House, panel: Panel, decided: list[UUID]) -> None:
    plain, ours = house.letters.draft(decided[:2]).value
    house.decisions.set_reason(decided[0], "They charge fast.")
    assert "They charge fast." in house.letters.row(plain).body
    house.decisions.set_conditions(decided[0], [Condition("Bring a plug")])
    assert "Bring a plug" in house.letters.row(plain).body
    assert "Sign the contract" not in house.letters.row(plain).body
    house.letters.save(ours, body="Mine")
    house.decisions.set_reason(decided[1], "Too early.")
    assert house.letters.row(ours).body == "Mine"


def test_taking_back_says_what_goes_with_it(house: House, panel: Panel, decided: list[UUID]) -> None:
    letter = house.letters.draft(decided[1:2]).value[0]
    house.letters.save(letter, body="Mine")
    changes = house.decisions.take_back(decided[:2])
    assert str(changes.message) == "2 decisions taken back, with 1 letter written by hand"
    house.history.undo()
    assert house.letters.row(letter).body == "Mine"
