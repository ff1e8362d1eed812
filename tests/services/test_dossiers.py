"""What papers say, on both databases; finding the company; logos from either file store; printing and file names."""

from __future__ import annotations

import io
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest
from PIL import Image
from sqlalchemy import select

from incubator_gui.core.errors import Cancelled, Environment, NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    CompanyPerson,
    CompanyProfile,
    Document,
    Engagement,
    FundingRound,
    HouseSetting,
    IndicatorValue,
    Milestone,
    Service,
    Stage,
    Tag,
    Tagging,
)
from incubator_gui.reports.whole_file import scratch_of
from incubator_gui.services import paper_child
from incubator_gui.services.dossiers import DossiersService
from incubator_gui.services.house import House
from incubator_gui.services.paper_files import clean_name, keep, paper_name
from incubator_gui.services.printing import PrintJob, can_hand_over, command, hand_over, only_pages, page_numbers
from tests.support.databases import START, Maker, add

DAY = START.date()


@pytest.fixture
def service(database: Database) -> DossiersService:
    return DossiersService(database)


def test_choices_and_find(database: Database, service: DossiersService, make: Maker) -> None:
    one = make.company(trade_name="Mühlgraben Ladetechnik", legal_name="Mühlgraben GmbH")
    two = make.company(chinese_name="霁川线控", legal_name="", pinyin="ji chuan xian kong")
    three = make.company(trade_name="Mühlgraben Zwei", legal_name="")
    gone = make.company(trade_name="Mühlgraben Alt", legal_name="", merged_into_id=one.id)
    add(database, one, two, three, gone)
    assert [choice.id for choice in service.choices()] == [one.id, two.id, three.id]
    assert "jichuan" in service.choices()[1].words
    assert service.find(str(one.number)) == service.find(f"{one.number:04d}") == one.id
    assert service.find(" MUHLGRABEN gmbh ") == service.find("Mühlgraben GmbH") == one.id
    assert service.find("线控") == service.find("ji chuan") == two.id
    assert service.find("zwei") == three.id
    for words in ("nobody", "", "  ", "Mühlgraben"):
        with pytest.raises(NotFound):
            service.find(words)


def test_everything_in_one_order_whatever_the_database(database: Database, service: DossiersService, make: Maker
                                                       ) -> None:
    company = make.company(trade_name="Ladewerk")
    tags = [Tag(id=new_id(), name=name) for name in ("Zug", "Ärmel", "apfel", "Birne")]
    milestones = [Milestone(id=new_id(), company_id=company.id, title=title, due_on=day) for title, day in (
        ("undated", None), ("later", date(2027, 1, 1)), ("first", date(2025, 1, 1)))]
    rounds = [FundingRound(id=new_id(), company_id=company.id, kind="equity", name=name, amount=Decimal(amount),
                           currency="EUR", closed_on=day) for name, amount, day in (
        ("open", 9, None), ("B", 300, date(2025, 6, 1)), ("A", 200, date(2024, 6, 1)))]
    with database.read() as session:
        services = session.scalars(select(Service).order_by(Service.key)).all()
    service_id = services[0].id if services else new_id()
    rows = [] if services else [Service(id=service_id, key="legal", name_en="Legal", name_de="Recht", name_zh="法律")]
    engagements = [Engagement(id=new_id(), company_id=company.id, service_id=service_id, title=title, starts_on=day)
                   for title, day in (("undated", None), ("second", date(2026, 2, 1)), ("first", date(2026, 1, 1)))]
    add(database, company, *tags, *(Tagging(id=new_id(), tag_id=tag.id, company_id=company.id) for tag in tags),
        *milestones, *rounds, *rows, *engagements)
    data = service.data(company.id, "en")
    assert data.tags == ("apfel", "Ärmel", "Birne", "Zug")
    assert [line.title for line in data.milestones] == ["first", "later", "undated"]
    assert [line.name for line in data.rounds] == ["A", "B", "open"]
    assert [line.service for line in data.services] == ["first", "second", "undated"]
    (raised,) = data.indicators
    assert (raised.key, raised.value, raised.currency, raised.as_of, raised.source) == (
        "capital_raised", Decimal(500), "EUR", date(2025, 6, 1), "calculated")


def test_capital_of_several_currencies_is_not_added(database: Database, service: DossiersService, make: Maker) -> None:
    company = make.company()
    add(database, company, *(
        FundingRound(id=new_id(), company_id=company.id, kind="equity", amount=Decimal(100), currency=currency,
                     closed_on=DAY) for currency in ("EUR", "CNY")))
    assert service.data(company.id, "en").indicators == ()


def test_no_one_who_was_erased_or_has_left(database: Database, service: DossiersService, make: Maker) -> None:
    company = make.company()
    here, erased, left = make.person(), make.person(erased_at=START), make.person()
    rows = [CompanyPerson(id=new_id(), company_id=company.id, person_id=person.id, role="founder", until=until)
            for person, until in ((here, None), (erased, None), (left, DAY))]
    engagement_service = Service(id=new_id(), key="own", name_en="Own", name_de="Eigene", name_zh="自有")
    engagement = Engagement(id=new_id(), company_id=company.id, service_id=engagement_service.id, owner_id=erased.id)
    add(database, company, here, erased, left, *rows, engagement_service, engagement)
    data = service.data(company.id, "en")
    assert [line.name for line in data.persons] == [here.full_name]
    assert erased.full_name not in repr(data)
    assert erased.email not in repr(data)


def test_a_series_is_named_as_finely_as_it_needs(database: Database, service: DossiersService, make: Maker) -> None:
    company = make.company()
    days = {"revenue": [date(2025, 3, 31), date(2025, 6, 30)], "jobs_full_time": [date(2025, 3, 3), date(2025, 4, 3)],
            "rd_share": [date(2025, 3, 3), date(2025, 3, 9)]}
    add(database, company, *(
        IndicatorValue(id=new_id(), company_id=company.id, indicator=key, as_of=day, value=Decimal(1), unit="EUR")
        for key, all_days in days.items() for day in all_days))
    found = {line.key: {point.period for point in line.series} for line in service.data(company.id, "en").indicators}
    assert found == {"revenue": {"quarter"}, "jobs_full_time": {"month"}, "rd_share": {"day"}}


def test_languages_and_the_pitch(database: Database, service: DossiersService, make: Maker) -> None:
    company, other, call = make.company(), make.company(), make.call()
    with database.read() as session:
        stage = session.scalars(select(Stage).limit(1)).first()
    application = make.application(company, call, stage or make.stage(), pitch="We charge cars.")
    add(database, company, other, call, *([] if stage else [make.stage(id=application.stage_id)]), application)
    House(database).companies.save_profile(company.id, "zh", {"claim": "快速充电"})
    assert service.language(company.id, "de") == "zh"
    assert service.language(other.id, "de") == "de"
    data = service.data(company.id, "en")
    assert (data.claim, data.pitch) == ("快速充电", "We charge cars.")
    with pytest.raises(NotFound):
        service.data(uuid4(), "en")
    with pytest.raises(NotFound):
        service.language(uuid4(), "en")


def test_odd_shares_of_the_money_count_as_nothing(database: Database, service: DossiersService, make: Maker) -> None:
    company = make.company()
    uses = [{"title": "Tools", "share": "0.6"}, {"title": "x", "share": "many"}, {"title": "y", "share": "NaN"},
            {"title": "z"}, {"share": 7}, "text"]
    add(database, company, CompanyProfile(id=new_id(), company_id=company.id, language="en", ask="Money",
                                          use_of_funds=uses))
    ask = service.data(company.id, "en").ask
    assert ask is not None
    assert [use.share for use in ask.uses] == [Decimal("0.6"), 0, 0, 0, 0]


def test_a_merged_company_is_told_as_the_other(database: Database, service: DossiersService, make: Maker) -> None:
    kept = make.company(trade_name="Kept")
    merged = make.company(trade_name="Merged", merged_into_id=kept.id)
    add(database, kept, merged)
    assert service.data(merged.id, "en").name == "Kept"


def _logo(database: Database, company: object, content: bytes) -> Document:
    return Document(id=new_id(), company_id=company, kind="logo", title="Logo", file_name="../logo.png",  # type: ignore[misc]
                    media_type="image/png", size=len(content), sha256=database.files.put(content), added_at=START)


def test_the_logo_comes_from_either_file_store(database: Database, service: DossiersService, make: Maker,
                                               tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "#1F5AC8").save(picture, "PNG")
    company, broken, lost = make.company(), make.company(), make.company()
    missing = _logo(database, lost.id, b"x")
    missing.sha256 = "0" * 64
    add(database, company, broken, lost, HouseSetting(id=new_id(), key="house_name", value="Haus am Hafen"),
        _logo(database, company.id, picture.getvalue()), _logo(database, broken.id, b"no picture"), missing)
    options = service.options("de")
    assert options.house == "Haus am Hafen"
    made = service.make(company.id, options)
    assert made.warnings == ()
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert len(pdf.pages[0].get_images()) == 1
        assert str(pdf.docinfo.Author) == "Haus am Hafen"
        assert str(pdf.Root.Lang) == "de-DE"
    for other in (broken, lost):
        made = service.make(other.id, options, one_pager=True)
        assert made.pages == 1
        assert len(made.warnings) == 1


def test_stopping_leaves_neither_paper_nor_scratch(database: Database, service: DossiersService, make: Maker,
                                                   tmp_path: Path) -> None:
    company = make.company()
    add(database, company)
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    with pytest.raises(Cancelled):
        service.write(company.id, target, service.options("en"), stop=lambda: True)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.glob("*.part")] == []
    assert [path.name for path in tmp_path.glob(".*.part")] == []


def test_a_killed_child_leaves_no_scratch(database: Database, service: DossiersService, make: Maker, tmp_path: Path,
                                          monkeypatch: pytest.MonkeyPatch) -> None:
    company = make.company()
    add(database, company)

    def dies(_target: str, argument: dict[str, object], **_named: object) -> object:
        target = Path(str(argument["target"]))
        scratch_of(target).write_bytes(b"half")
        raise Cancelled(msg("Cancelled; nothing was changed."))

    monkeypatch.setattr(paper_child, "run_child", dies)
    with pytest.raises(Cancelled):
        service.write(company.id, tmp_path / "a.pdf", service.options("en"))
    assert not scratch_of(tmp_path / "a.pdf").exists()


@pytest.mark.parametrize(("name", "expected"), [
    ("Jichuan Steer", "Jichuan-Steer-dossier-de.pdf"), ("霁川线控", "霁川线控-dossier-de.pdf"),
    ("../../etc/passwd", "etc-passwd-dossier-de.pdf"), ("a\u202egpj.exe", "a-gpj-exe-dossier-de.pdf"),
    ("", "company-dossier-de.pdf"), ("CON", "CON-dossier-de.pdf"), (' <>:"/\\|?*\r\n', "company-dossier-de.pdf"),
    ("-rf", "rf-dossier-de.pdf"), ("Müller & Söhne", "Müller-&-Söhne-dossier-de.pdf")])
def test_file_names(name: str, expected: str) -> None:
    assert paper_name(name, "de") == expected


def test_long_names_are_cut() -> None:
    assert len(clean_name("电" * 500, "x").encode()) < 200
    assert paper_name("A", "en", one_pager=True) == "A-one-pager-en.pdf"


def test_keep_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    assert keep(b"one", target).read_bytes() == b"one"
    assert keep(b"two", target).read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
    with pytest.raises(Environment):
        keep(b"x", tmp_path / "no" / "a.pdf")
    (tmp_path / "folder").mkdir()
    with pytest.raises(Environment):
        keep(b"x", tmp_path / "folder")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "folder"]


def test_the_call_of_lp() -> None:
    job = PrintJob("-o raw\r\n\u202eTitle", "office 2", 2, False, "two-sided-short-edge", "1-3,5", "A4", True, True)
    called = command(job, Path("/x y.pdf"))
    assert called[:7] == ["lp", "-d", "office 2", "-n", "2", "-t", "-o raw Title"]
    for pair in ("collate=false", "sides=two-sided-short-edge", "media=A4", "print-color-mode=monochrome",
                 "outputorder=reverse"):
        assert called[called.index(pair) - 1] == "-o"
    assert called[-2:] == ["--", "/x y.pdf"]
    assert "-d" not in command(PrintJob("x"), Path("x"))
    with pytest.raises(Refused):
        command(PrintJob("x", pages="1; rm"), Path("x"))


def test_pages() -> None:
    assert page_numbers("", 3) == (1, 2, 3)
    assert page_numbers("2-99999999999,1", 3) == (2, 3, 1)
    for wrong in ("0", "9", "a", "1-", "3-1"):
        with pytest.raises(Refused):
            page_numbers(wrong, 5)


def test_only_pages() -> None:
    pdf = pikepdf.new()
    for width in (100, 200, 300):
        pdf.add_blank_page(page_size=(width, 100))
    out = io.BytesIO()
    pdf.save(out)
    assert only_pages(out.getvalue(), "") == out.getvalue()
    with pikepdf.open(io.BytesIO(only_pages(out.getvalue(), "3,1"))) as cut:
        assert [float(page.mediabox[2]) for page in cut.pages] == [100, 300]


@pytest.mark.skipif(sys.platform == "win32", reason="lp is not on Windows")
def test_without_lp_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not can_hand_over()
    with pytest.raises(Environment, match="handed"):
        hand_over(b"%PDF-", PrintJob("x"))


def test_what_staff_wrote_for_themselves_is_not_in_a_paper(database: Database) -> None:
    """A dossier leaves the house; notes on a company are remarks of staff."""
    house = House(database)
    id = house.companies.add("Lumen GmbH").value
    house.records.add_note("company", id, "between us: the founder wants to leave")
    assert "between us" not in repr(house.dossiers.data(id, "en"))
