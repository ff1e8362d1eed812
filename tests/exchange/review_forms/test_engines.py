"""Forms filled by the engines that people have, and what other programs do to a file on its way back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest

from incubator_gui.core.errors import Refused
from incubator_gui.domain.form_names import TOKEN, mark_field
from incubator_gui.domain.review_form import Given
from incubator_gui.exchange.form_reader import read_form
from incubator_gui.reports.review_form import write_form
from tests.exchange.review_forms.chrome import Chrome
from tests.exchange.review_forms.conftest import HARD, package

LONG = "金桥的团队很强，𠮷野家也是。\nÜberzeugend – mehr als „gut“. " * 6


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("engines")
    sent = package(folder, "de")
    write_form(folder / "form.pdf", sent.content, sent.documents)
    return folder / "form.pdf"


@pytest.fixture(scope="module")
def filled(form: Path) -> Path:
    """As somebody does it in Chrome: with changes of mind, by mouse and keyboard."""
    chrome = Chrome(form)
    chrome.click("a1-mark-1", "m4")
    chrome.click("a1-mark-1", "m2")
    chrome.click("a1-mark-2", "m3")
    chrome.pick("a1-mark-3", 78)
    chrome.click("a1-mark-4", "abstain")
    chrome.type("a1-remark-1", HARD)
    chrome.type("a1-comment", LONG)
    chrome.paste("a1-private-comment", "eingefügt 龘 ß")
    chrome.click("a1-confidence", "3")
    chrome.click("a1-stance", "reviewed")
    chrome.click("a1-finished", "yes")
    chrome.click("a3-mark-1", "m0")
    chrome.type("a3-remark-1", "neu")
    chrome.type("a3-comment", "")
    chrome.save(form.with_name("filled.pdf"))
    chrome.close()
    return form.with_name("filled.pdf")


def check(path: Path, *, whole: bool = True) -> None:
    back = read_form(path)
    first, second, third = back.reviews
    assert not any(one.odd for one in back.reviews)
    form = first.form
    assert form.of("team") == Given(Decimal(3), False, HARD)
    assert (form.of("market").mark, form.of("size").mark) == (Decimal("1.5"), 77)
    assert form.of("ready").abstained
    assert form.comment == LONG.strip()
    assert (form.private_comment, form.confidence, form.stance, form.finished) == (
        "eingefügt 龘 ß", 3, "reviewed", True)
    assert second.form.is_blank
    if whole:
        assert not any(one.unread for one in back.reviews)
        assert third.form.fields() == {"mark.team": "1", "mark.market": "abstain", "remark.team": "neu"}


def test_what_is_clicked_and_typed_in_chrome_comes_back(filled: Path) -> None:
    check(filled)


def test_what_was_chosen_in_chrome_is_seen_on_the_page(form: Path, filled: Path) -> None:
    with pikepdf.open(filled) as pdf:
        at = next(n for n, page in enumerate(pdf.pages, 1) if any(
            "/Parent" in one and mark_field(1, 1) == one.Parent.T for one in page.obj.get("/Annots", ())))
    before, after = Chrome(form), Chrome(filled)
    seen = [one.picture(at).convert("RGB").tobytes() for one in (before, after)]
    blue = [sum(red < 90 and other > 150 for red, other in zip(one[::3], one[2::3], strict=True)) for one in seen]
    before.close()
    after.close()
    assert blue[0] < 20
    assert blue[1] > 4 * 60  # four buttons


def test_a_mark_taken_back_in_chrome_is_taken_back(form: Path) -> None:
    chrome = Chrome(form)
    chrome.type("a3-remark-1", "")
    chrome.click("a3-mark-2", "m1")
    chrome.save(form.with_name("back.pdf"))
    chrome.close()
    assert read_form(form.with_name("back.pdf")).reviews[2].form.fields() == {
        "mark.team": "4", "mark.market": "0.5", "comment": "So far good."}


def qpdf(source: Path, target: Path, *options: str) -> None:
    subprocess.run(["qpdf", *options, str(source), str(target)], check=True)


def pages(*which: str) -> Callable[[Path, Path, Path], None]:
    """Pages of the filled form and of others, put together by qpdf; `%` is the filled form, `@` an empty one."""
    def join(filled: Path, form: Path, target: Path) -> None:
        files = [{"%": str(filled), "@": str(form)}.get(one, one) for one in which]
        subprocess.run(["qpdf", "--empty", "--pages", *files, "--", str(target)], check=True)
    return join


@pytest.mark.parametrize("change", [
    lambda source, _form, target: qpdf(source, target, "--linearize"),
    lambda source, _form, target: qpdf(source, target, "--encrypt", "", "owner", "256", "--modify=none", "--"),
    lambda source, _form, target: qpdf(source, target, "--qdf", "--object-streams=disable"),
    pages("@", "1", "%", "2-z")], ids=["linear", "owner password", "plain", "another cover"])
def test_what_programs_do_to_a_file_on_its_way_changes_nothing(
        filled: Path, form: Path, change: Callable[[Path, Path, Path], None]) -> None:
    target = filled.with_name("changed.pdf")
    change(filled, form, target)
    check(target)


@pytest.mark.skipif(shutil.which("pdftk") is None, reason="no pdftk here")
@pytest.mark.parametrize("which", ["1-end", "3-end"])
def test_pages_taken_out_by_pdftk(filled: Path, which: str) -> None:
    target = filled.with_name("cat.pdf")
    subprocess.run(["pdftk", str(filled), "cat", which, "output", str(target)], check=True)
    check(target)


def test_pages_of_one_application_say_which_package_they_are_of(filled: Path, form: Path) -> None:
    target = filled.with_name("part.pdf")
    with pikepdf.open(filled) as pdf:
        at = [n for n, page in enumerate(pdf.pages, 1) if any(
            str(one.get("/T") or one.Parent.T).startswith("a1-") for one in page.obj.get("/Annots", ())
            if "/T" in one or "/Parent" in one)]
    pages("%", f"{at[0]}-{at[-1]}")(filled, form, target)
    check(target, whole=False)
    assert all({"mark.team", "comment", "finished"} <= set(one.unread) for one in read_form(target).reviews[1:])




@pytest.mark.parametrize("which", [("%", "1-z", "@", "1-z"), ("@", "1-z", "%", "1-z")])
def test_two_forms_joined_into_one_file_are_refused(filled: Path, form: Path, which: tuple[str, ...]) -> None:
    target = filled.with_name("joined.pdf")
    pages(*which)(filled, form, target)
    with pytest.raises(Refused, match="joined into one file"):
        read_form(target)


@pytest.mark.skipif(shutil.which("pdftk") is None, reason="no pdftk here")
def test_two_forms_joined_by_pdftk_are_refused(filled: Path, form: Path) -> None:
    target = filled.with_name("joined.pdf")
    subprocess.run(["pdftk", str(form), str(filled), "cat", "output", str(target)], check=True)
    with pytest.raises(Refused, match="joined into one file"):
        read_form(target)


def prefixed(pdf: pikepdf.Pdf) -> None:
    """As programs do that put several papers with forms together."""
    top = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("1"), Kids=pdf.Root.AcroForm.Fields))
    for one in top.Kids:
        one.Parent = top
    pdf.Root.AcroForm.Fields = pikepdf.Array([top])


def unlisted(pdf: pikepdf.Pdf) -> None:
    """As programs do that copy pages and forget the list of fields."""
    pdf.Root.AcroForm.Fields = pikepdf.Array()


def numbered(pdf: pikepdf.Pdf) -> None:
    """As Acrobat writes groups whose words it keeps beside: states by number."""
    for one in pdf.Root.AcroForm.Fields:
        if "/Kids" in one and one.get("/FT") == pikepdf.Name.Btn:
            words = [next(key for key in dict(kid.AP.N.items()) if key != "/Off") for kid in one.Kids]
            one.Opt = pikepdf.Array([pikepdf.String(word[1:]) for word in words])
            for at, kid in enumerate(one.Kids):
                kid.AP.N = pikepdf.Dictionary({f"/{at}": kid.AP.N[words[at]], "/Off": kid.AP.N["/Off"]})
                kid.AS = pikepdf.Name(f"/{at}") if str(one.V) == words[at] else pikepdf.Name.Off
            one.V = pikepdf.Name(f"/{words.index(str(one.V))}") if str(one.V) in words else pikepdf.Name.Off


@pytest.mark.filterwarnings("ignore::pikepdf.exceptions.PageCopyWarning")
@pytest.mark.parametrize("change", [prefixed, unlisted, numbered])
def test_fields_written_in_another_order_of_things(filled: Path, change: Callable[[pikepdf.Pdf], None]) -> None:
    target = filled.with_name("written.pdf")
    with pikepdf.open(filled) as pdf:
        change(pdf)
        pdf.save(target)
    check(target)


@pytest.mark.parametrize(("value", "seen", "mark"), [
    ("/m1", "/m3", 2), ("/m3", "/m1", 2), (None, "/m1", 2), ("/Off", "/m3", None), ("/Off", "/Off", None),
    ("/m3", "/m3", 4), ("/m3", "/Off", 4)])
def test_programs_that_change_only_the_value_or_only_what_is_seen(
        form: Path, value: str | None, seen: str, mark: int | None) -> None:
    """It left with the fourth button, and the other program wrote one of the two."""
    with pikepdf.open(form) as pdf:
        field = next(one for one in pdf.Root.AcroForm.Fields if one.T == "a3-mark-1")
        for kid in field.Kids:
            kid.AS = pikepdf.Name(seen) if seen in kid.AP.N else pikepdf.Name.Off
        if value is None:
            del field.V
        else:
            field.V = pikepdf.Name(value)
        pdf.save(form.with_name("half.pdf"))
    assert read_form(form.with_name("half.pdf")).reviews[2].form.of("team").mark == mark


def test_a_printed_or_flattened_form_is_named_as_such(filled: Path) -> None:
    target = filled.with_name("flat.pdf")
    qpdf(filled, target, "--flatten-annotations=all", "--generate-appearances")
    with pytest.raises(Refused, match=r"“flat\.pdf” has no form fields\. It was printed"):
        read_form(target)


@pytest.mark.filterwarnings("ignore::pikepdf.exceptions.PageCopyWarning")
def test_pages_that_lost_their_groups_say_so(filled: Path) -> None:
    target = filled.with_name("lost.pdf")
    with pikepdf.open(filled) as pdf:
        pdf.Root.AcroForm.Fields = pikepdf.Array()
        for page in pdf.pages:
            for one in page.obj.get("/Annots", ()):
                if "/Parent" in one:
                    del one.Parent
        pdf.save(target)
    with pytest.raises(Refused, match="no longer says which package"):
        read_form(target)


def test_the_package_is_named_on_each_page_with_fields(form: Path) -> None:
    with pikepdf.open(form) as pdf:
        named = [any("/Parent" in one and one.Parent.T == TOKEN for one in page.obj.get("/Annots", ()))
                 for page in pdf.pages]
        asked = [any("/T" in one or ("/Parent" in one and one.Parent.T != TOKEN)
                     for one in page.obj.get("/Annots", ())) for page in pdf.pages]
    assert named[0]
    assert named[1:] == asked[1:]
