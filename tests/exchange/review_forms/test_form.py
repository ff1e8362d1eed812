"""The fillable PDF: written here, filled by other programs, read back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader, PdfWriter

from incubator_gui.core.errors import Refused
from incubator_gui.domain.form_names import TOKEN
from incubator_gui.domain.review_form import Given
from incubator_gui.exchange.form_reader import read_form
from incubator_gui.reports.review_form import write_form
from tests.exchange.review_forms.conftest import HARD, Sent, package

MARKS = {"a1-mark-1": "/m4", "a1-mark-2": "/m3", "a1-mark-3": "m77", "a1-mark-4": "/abstain"}
TEXTS = {"a1-remark-1": HARD, "a1-comment": "金桥的团队很强。\nÜberzeugend.", "a1-private-comment": "x",
         "a1-confidence": "/3", "a1-finished": "/yes", "a1-stance": "/reviewed"}


@pytest.fixture
def form(sent: Sent, tmp_path: Path) -> Path:
    path = tmp_path / "form.pdf"
    write_form(path, sent.content, sent.documents)
    return path


def filled(form: Path, values: dict[str, str]) -> Path:
    """By pypdf, as another program would."""
    writer = PdfWriter(clone_from=form)
    writer.update_page_form_field_values(None, values, auto_regenerate=False)
    out = form.with_name("filled.pdf")
    with out.open("wb") as stream:
        writer.write(stream)
    return out


def test_a_form_that_nobody_touched_says_what_went_out(form: Path, sent: Sent) -> None:
    back = read_form(form)
    head = sent.content.head
    assert (back.package, back.way, back.reviewer, back.reviewer_name, back.rubric_version) == (
        head.package, "form", head.reviewer, head.reviewer_name, 3)
    assert [one.application for one in back.reviews] == list(sent.ids)
    assert [one.form for one in back.reviews] == [one.base for one in sent.content.applications]
    assert [one.application_version for one in back.reviews] == [1, 2, 3]
    assert back.reviews[0].form.is_blank
    assert not any(one.odd or one.unread for one in back.reviews)


def remove(pdf: pikepdf.Pdf, gone: Callable[[str], bool]) -> None:
    """Fields, from the list and from the pages."""
    fields = pdf.Root.AcroForm.Fields
    pdf.Root.AcroForm.Fields = pikepdf.Array([one for one in fields if not gone(str(one.T))])
    for page in pdf.pages:
        page.obj.Annots = pikepdf.Array([one for one in page.obj.get("/Annots", ()) if ("/T" not in one
                                         and "/Parent" not in one) or not gone(str(one.get("/T") or one.Parent.T))])


@pytest.mark.filterwarnings("ignore::pikepdf.exceptions.PageCopyWarning")
def test_a_field_that_is_gone_is_not_the_same_as_left_blank(form: Path) -> None:
    with pikepdf.open(form) as pdf:
        remove(pdf, lambda name: name in ("a3-mark-1", "a3-comment"))
        pdf.save(form.with_name("cut.pdf"))
    review = read_form(form.with_name("cut.pdf")).reviews[2]
    assert set(review.unread) == {"mark.team", "comment"}


def check(path: Path) -> None:
    review = read_form(path).reviews[0]
    assert not review.odd
    form = review.form
    assert form.of("team") == Given(Decimal(5), False, HARD)
    assert form.of("market").mark == Decimal("1.5")
    assert form.of("size").mark == 77
    assert form.of("ready").abstained
    assert form.comment == "金桥的团队很强。\nÜberzeugend."
    assert (form.private_comment, form.confidence, form.finished, form.stance) == ("x", 3, True, "reviewed")
    assert dict(review.places)["mark.team"].startswith("p. ")


def test_what_another_program_filled_in_comes_back(form: Path) -> None:
    check(filled(form, MARKS | TEXTS))


def test_and_after_a_third_one_rewrote_the_file(form: Path) -> None:
    done = filled(form, MARKS | TEXTS)
    again = done.with_name("again.pdf")
    subprocess.run(["qpdf", "--object-streams=generate", "--generate-appearances", str(done), str(again)], check=True)
    check(again)


@pytest.mark.skipif(shutil.which("mutool") is None, reason="no mutool here")
def test_and_after_mutool_cleaned_it(form: Path) -> None:
    done = filled(form, MARKS | TEXTS)
    again = done.with_name("clean.pdf")
    subprocess.run(["mutool", "clean", "-gggg", str(done), str(again)], check=True, capture_output=True)
    check(again)


def test_a_choice_of_buttons_is_one_field_for_readers(form: Path) -> None:
    fields = PdfReader(form).get_fields() or {}
    assert {"a1-mark-1", "a1-mark-3", "a3-remark-4", "a2-comment", TOKEN} <= set(fields)
    assert set(fields["a1-mark-1"]["/_States_"]) >= {"/m0", "/m4", "/abstain", "/Off"}
    assert not any("Althaus" in name or "Nebelwald" in name for name in fields)


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_the_paper_is_sound(language: str, tmp_path: Path) -> None:
    sent = package(tmp_path, language)
    path = tmp_path / "form.pdf"
    assert write_form(path, sent.content, sent.documents) == ()
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    assert "Nebelwald GmbH" in text
    assert {"en": "Abstain", "de": "Enthaltung", "zh": "弃权"}[language] in text
    with pikepdf.open(path) as pdf:
        assert "/AP" in next(one for one in pdf.Root.AcroForm.Fields if one.T == "a3-remark-1")


def test_values_that_no_button_has_are_named_and_left_out(form: Path) -> None:
    with pikepdf.open(form) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if field.T == "a2-mark-1":
                field.V = pikepdf.Name("/m9")
            if field.T == "a2-confidence":
                field.V = pikepdf.String("eleven")
        pdf.save(form.with_name("odd.pdf"))
    review = read_form(form.with_name("odd.pdf")).reviews[1]
    assert review.form.is_blank
    assert ["m9" in str(one.message) for one in review.odd] == [True, False]
    assert all(one.place.startswith("p. ") for one in review.odd)
    assert set(review.unread) == {"mark.team", "confidence"}


def without_form(path: Path) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        remove(pdf, lambda name: True)
        del pdf.Root.AcroForm
        pdf.save(path)


def without_token(path: Path) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        remove(pdf, lambda name: name == TOKEN)
        pdf.save(path)


def token(path: Path, text: str) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        next(one for one in pdf.Root.AcroForm.Fields if one.T == TOKEN).V = pikepdf.String(text)
        pdf.save(path)


def locked(path: Path) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))


@pytest.mark.filterwarnings("ignore::pikepdf.PageCopyWarning")  # saving a form without its fields
@pytest.mark.parametrize(("spoil", "words"), [
    (without_form, "no form fields"), (without_token, "no longer says"), (locked, "password"),
    (lambda path: token(path, "{"), "no longer says"), (lambda path: token(path, "[1]"), "no longer says"),
    (lambda path: token(path, '{"format": 1}'), "no longer says"),
    (lambda path: token(path, '{"format": 2}'), "newer version"),
    (lambda path: token(path, "[" * 5000), "no longer says"),
    (lambda path: path.write_bytes(path.read_bytes()[:900]), "damaged"),
    (lambda path: path.write_bytes(path.read_bytes()[:-3000]), "cut off"),
    (lambda path: path.write_bytes(b""), "damaged"), (lambda path: path.write_bytes(b"PK\x03\x04"), "damaged")])
def test_what_is_no_form_of_ours_is_refused_in_one_sentence(form: Path, spoil: object, words: str) -> None:
    spoil(form)  # type: ignore[operator]
    with pytest.raises(Refused, match=words) as told:
        read_form(form)
    assert "form.pdf" in str(told.value)


def test_a_field_that_contains_itself_ends(form: Path) -> None:
    with pikepdf.open(form, allow_overwriting_input=True) as pdf:
        loop = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("loop"), Kids=pikepdf.Array()))
        loop.Kids.append(loop)
        pdf.Root.AcroForm.Fields.append(loop)
        pdf.save(form)
    assert read_form(form).reviews[0].form.is_blank


def test_hostile_text_is_made_harmless(form: Path) -> None:
    done = filled(form, {"a1-comment": "safe\u202eevil\x07", "a1-remark-1": "=cmd|' /C calc'!A0"})
    review = read_form(done).reviews[0]
    assert review.form.comment == "safeevil"
    assert review.form.of("team").remark == "=cmd|' /C calc'!A0"
