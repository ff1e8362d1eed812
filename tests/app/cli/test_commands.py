"""The commands on both databases: what they answer, and what they leave behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from incubator_gui.app import cli
from incubator_gui.services.house import House
from tests.app.cli.conftest import Run


def test_import_says_what_it_did(run: Run, place: str, applicants: Path) -> None:
    ran = run("import", applicants, "--call", "Call 2027-1", "--database", place, "--json")
    assert ran.status == 0
    answer = ran.json
    assert {key: answer[key] for key in ("rows", "applications", "created", "updated", "same", "asked")} == {
        "rows": 3, "applications": 3, "created": 2, "updated": 0, "same": 0, "asked": []}
    (refused,) = answer["refused"]
    assert refused["row"] == 4
    assert refused["reason"]
    assert answer["change_set"]
    again = run("import", applicants, "--call", "call 2027-1", "--database", place, "--json").json
    assert (again["created"], again["updated"], again["same"], again["change_set"]) == (0, 0, 2, None)


def test_a_dry_run_changes_nothing(run: Run, place: str, applicants: Path) -> None:
    ran = run("import", applicants, "--call", "Call", "--database", place, "--dry-run")
    assert ran.status == 0
    assert "2 created" in ran.out
    assert "Nothing was changed." in ran.out
    assert run("export", "applications", "--out", "-", "--database", place).json == []
    assert run("history", "--json", "--database", place).json == []


def test_what_was_exported_comes_back_by_id(run: Run, place: str, applicants: Path, tmp_path: Path) -> None:
    run("import", applicants, "--call", "Call", "--database", place)
    file = tmp_path / "out.xlsx"
    assert run("export", "applications", "--out", file, "--database", place, "--json").json["rows"] == 2
    untouched = run("import", file, "--call", "Call", "--database", place, "--json").json
    assert (untouched["same"], untouched["applications"]) == (2, 2)
    book = load_workbook(file)
    sheet = book.active
    titles = [cell.value for cell in sheet[1]]
    row = next(r for r in sheet.iter_rows(min_row=2) if r[titles.index("Legal name")].value.startswith("Kranich"))
    row[titles.index("Legal name")].value = "Kranichtal Energie AG"
    row[titles.index("City")].value = "Aachen"
    row[titles.index("Vehicles for trials")].value = "A lab"
    book.save(file)
    changed = run("import", file, "--call", "Call", "--database", place, "--json").json
    assert (changed["updated"], changed["same"], changed["created"]) == (1, 1, 0)
    listed = run("export", "applications", "--out", "-", "--database", place).json
    assert [(one["legal_name"], one["city"]) for one in listed][:1] == [("Kranichtal Energie AG", "Aachen")]
    assert listed[0]["Vehicles for trials"] == "A lab"
    assert (listed[0]["call"], listed[0]["status"], listed[0]["company_number"]) == ("Call", "received", 1)
    undone = run("undo", "--database", place, "--json")
    assert undone.json["change_set"]
    assert run("export", "applications", "--out", "-", "--database", place).json[0]["city"] is None


def test_search_history_check(run: Run, place: str, applicants: Path) -> None:
    run("import", applicants, "--call", "Call", "--database", place)
    hits = run("search", "换电", "--kind", "company", "--database", place, "--json").json
    assert [hit["title"] for hit in hits] == ["栎星换电（上海）有限公司"]
    assert run("search", "nothing-like-it", "--database", place).out == "Nothing was found.\n"
    steps = run("history", "--database", place, "--json").json
    assert "application.import" in [step["command"] for step in steps]
    assert run("history", "--of", "换电", "--database", place).out.count("\n") == 1
    checked = run("check", "--database", place, "--json")
    assert checked.status == 0
    assert checked.json["ok"] is True
    assert run("check", "--database", place).out.startswith("All is well")


def test_undo_redo_by_number(run: Run, place: str, applicants: Path) -> None:
    run("import", applicants, "--call", "Call", "--database", place)
    number = next(s["sequence"] for s in run("history", "--database", place, "--json").json
                  if s["command"] == "application.import")
    assert run("undo", number, "--database", place).status == 0
    assert run("export", "companies", "--out", "-", "--database", place).json == []
    assert run("redo", "--database", place).status == 0
    assert len(run("export", "companies", "--out", "-", "--database", place).json) == 2
    refused = run("undo", 99, "--database", place)
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.count("\n") == 1
    assert run("undo", "what", "--database", place).status == 1


def test_a_clash_is_decided_by_an_option(run: Run, place: str, applicants: Path) -> None:
    run("import", applicants, "--call", "Call", "--database", place)
    house = House.open(place)
    company = next(row for row in house.companies.rows() if row.legal_name.startswith("Kranich"))
    first = house.editing.set_field("company", company.id, "city", "Aachen", seen=None)
    house.editing.set_field("company", company.id, "city", "Köln", seen="Aachen")
    house.close()
    ran = run("undo", first.change_set, "--database", place)
    assert ran.status == 1
    assert "City" in ran.err
    assert run("undo", first.change_set, "--overwrite", "--database", place).status == 0
    assert run("export", "companies", "--out", "-", "--database", place).json[0]["city"] is None


def test_merge(run: Run, place: str) -> None:
    house = House.open(place)
    house.companies.add("Kranichtal GmbH")
    house.companies.add("Kranichtal Zelltechnik", city="Aachen")
    house.close()
    assert run("merge", "1", "2", "--database", place, "--json").json["change_set"]
    (left,) = run("export", "companies", "--out", "-", "--database", place).json
    assert (left["company_number"], left["city"]) == (1, "Aachen")


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_every_list_goes_out(run: Run, tmp_path: Path, sample: Path, ending: str, language: str) -> None:
    if language != "en" and ending == "json":
        pytest.skip("keys are the same in every language")
    for what in ("applications", "companies", "people", "calls", "tasks", "roadshows", "history"):
        file = tmp_path / f"{what}.{ending}"
        ran = run("export", what, "--out", file, "--database", sample, "--language", language, "--json")
        assert ran.status == 0
        assert ran.json["rows"] > 0
        if ending == "json":
            listed = json.loads(file.read_text("utf-8"))
            assert len(listed) == ran.json["rows"]
            assert all(key.replace("_", "").isascii() for key in listed[0])
    if ending == "xlsx":
        back = run("import", tmp_path / "applications.xlsx", "--call", "2027-1", "--dry-run", "--database", sample,
                   "--json").json
        assert back["same"] == back["applications"] == 105


def test_demo_fills_an_empty_database_once(run: Run, tmp_path: Path) -> None:
    assert run("demo", "--database", tmp_path / "a.db", "--json").json == {"companies": 68, "applications": 105}
    assert run("demo", "--database", tmp_path / "a.db").status == 1


def test_a_mapping_by_titles(run: Run, tmp_path: Path, applicants: Path) -> None:
    database, mapping = tmp_path / "a.db", tmp_path / "mapping.json"
    mapping.write_text(json.dumps({"Team": "desks_needed", "Vehicles for trials": "skip"}))
    line = ("import", applicants, "--call", "Call", "--database", database, "--mapping", mapping)
    assert run(*line).status == 0
    listed = run("export", "applications", "--out", "-", "--database", database).json
    assert [one["desks_needed"] for one in listed] == [12, 7]
    assert "Vehicles for trials" not in listed[0]
    for wrong in ('{"Nowhere": "city"}', '{"Team": "bogus"}', "[]", "{", '{"columns": 3}'):
        mapping.write_text(wrong)
        ran = run(*line)
        assert (ran.status, ran.err.count("\n")) == (1, 1)


def test_backup_and_restore(run: Run, tmp_path: Path, applicants: Path) -> None:
    database = tmp_path / "a.db"
    run("import", applicants, "--call", "Call", "--database", database)
    made = run("backup", "--database", database, "--json").json
    assert Path(made["file"]).exists()
    run("undo", "--database", database)
    assert run("export", "companies", "--out", "-", "--database", database).json == []
    restored = run("restore", "--database", database, "--json").json
    assert Path(restored["kept"]).exists()
    assert len(run("export", "companies", "--out", "-", "--database", database).json) == 2
    assert len(run("backup", "--list", "--database", database, "--json").json) == 1
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"not a database")
    assert run("restore", broken, "--database", database).status == 1
    assert len(run("export", "companies", "--out", "-", "--database", database).json) == 2


def test_restore_waits_for_the_window(run: Run, tmp_path: Path) -> None:
    from incubator_gui.services.opening import open_house

    database = tmp_path / "a.db"
    house, _unclean = open_house(database, window=True)
    try:
        house.care.back_up()
        assert run("restore", "--database", database).status == 1
    finally:
        house.close()
    assert run("restore", "--database", database).status == 0


def test_dossier_in_its_own_language(run: Run, tmp_path: Path, sample: Path) -> None:
    from pypdf import PdfReader

    file = tmp_path / "one.pdf"
    ran = run("dossier", "Bentu Swap", "--database", sample, "--out", file, "--language", "zh", "--one-pager", "--json")
    assert ran.status == 0
    assert ran.json["pages"] == 1
    assert "犇途" in PdfReader(file).pages[0].extract_text()


@pytest.mark.parametrize("line", [
    ("history",), ("import", "nowhere.csv", "--call", "Call"), ("export", "people", "--out", "nowhere/x.csv"),
    ("dossier", "1", "--out", "x.txt"), ("restore",), ("restore", "nowhere.db"), ("restore", "--demo"),
    ("check", "--database", "mysql://host/x"), ("export", "people", "--out", "x.doc", "--database", "sample.db"),
    ("dossier", "nobody", "--out", "x.pdf", "--database", "sample.db"), ("undo", "--database", "sample.db"),
    ("export", "applications", "--call", "nowhere", "--out", "-", "--database", "sample.db")])
@pytest.mark.usefixtures("sample")
def test_a_refusal_is_one_line(run: Run, line: tuple[str, ...], tmp_path: Path,
                               monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*line)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err


def test_no_window_without_a_screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    ran = run()
    assert (ran.status, ran.err.count("\n")) == (1, 1)


def test_no_command_opens_the_window(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from incubator_gui.app import main as window

    asked: list[tuple[str, bool, str]] = []
    monkeypatch.setattr(window, "run_window",
                        lambda place, *, demo, language: asked.append((place, demo, language)) or 0)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert run("--database", "x.db", "--language", "zh").status == 0
    assert run("--demo").status == 0
    assert asked == [("x.db", False, "zh"), ("", True, "")]


def test_a_mistake_is_reported_in_a_file(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from incubator_gui.app.cli import lists

    def broken(*_: object) -> int:
        raise RuntimeError("the name of a company")

    monkeypatch.setattr(lists, "run_history", broken)
    ran = run("history")
    assert (ran.status, ran.err.count("\n")) == (1, 1)
    (report,) = (home / "state").glob("report-*.txt")
    assert "RuntimeError" in report.read_text()


def test_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from incubator_gui.app.cli import lists

    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(lists, "run_history", interrupted)
    assert run("history").status == cli.INTERRUPTED == 130


def test_what_a_terminal_would_obey_is_not_said(capsys: pytest.CaptureFixture[str]) -> None:
    from incubator_gui.app.cli.out import Out

    Out(False).table([("\x1b[31mred", "end")])
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(("content", "sentence"), [
    ("Pitch,Motto\r\nLidar,Onwards\r\nRobots,Upwards\r\n", "--mapping"),
    ('[\n {"name": "Lume",\n  "country": "US"}\n]\n', "--mapping"),
    ("Company name,Team size\r\n", "There are no rows below the titles.")])
@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_file_without_applicants_is_one_sentence(run: Run, tmp_path: Path, content: str, sentence: str,
                                                   more: tuple[str, ...]) -> None:
    file = tmp_path / "a.csv"
    file.write_text(content, "utf-8")
    ran = run("import", file, "--call", "Call", "--database", tmp_path / "a.db", *more)
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert sentence in ran.err


def test_a_folder_is_no_table(run: Run, tmp_path: Path) -> None:
    ran = run("import", tmp_path, "--call", "Call", "--database", tmp_path / "a.db")
    assert ran.status == 1
    assert "is a folder" in ran.err


@pytest.mark.parametrize("line", [("check",), ("history",), ("export", "people", "--out", "-"), ("undo",),
                                  ("backup",), ("search", "x")])
@pytest.mark.parametrize("name", ["x.db", "sqlite:///x.db"])
def test_who_only_reads_makes_no_database(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                          line: tuple[str, ...], name: str) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*line, "--database", name)
    assert (ran.status, ran.out) == (1, "")
    assert "There is no database" in ran.err
    assert not list(tmp_path.glob("x.db*"))


def test_a_trial_makes_no_database(run: Run, tmp_path: Path, applicants: Path) -> None:
    ran = run("import", applicants, "--call", "Call", "--database", tmp_path / "x.db", "--dry-run", "--json")
    assert (ran.status, ran.json["created"]) == (0, 2)
    assert not list(tmp_path.glob("x.db*"))


def test_numbers_of_rows_have_no_separators(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    rows = [f"Lume {at},4" for at in range(1200)] + ["Lark,four"]
    file.write_text("Company name,Team size\r\n" + "\r\n".join(rows), "utf-8")
    ran = run("import", file, "--call", "Call", "--database", tmp_path / "a.db", "--dry-run")
    assert "Row 1202, Team size" in ran.out


def test_the_tour_ends_in_the_language_of_the_command(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
                                                      ) -> None:
    from incubator_gui.app import tour
    from incubator_gui.core.languages import use_language

    class Made:
        pictures, sheets, papers, faults = ("a", "b"), (), (), ()

        def to_json(self) -> dict[str, object]:
            return {}

    def tour_in_all(*_words: object, **_more: object) -> Made:
        use_language("zh")
        return Made()

    monkeypatch.setattr(tour, "run", tour_in_all)
    assert run("tour", "--out", tmp_path, "--language", "en").out == "2 pictures\n"


def test_the_readme_lists_every_command(run: Run) -> None:
    table = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    words = [line.split()[0] for line in run("--help").out.splitlines() if line.startswith("    ")
             and len(line) - len(line.lstrip()) == 4]
    assert len(words) >= 13
    assert not [word for word in words if f"`{word}" not in table]


def test_floors_are_written_to_scale(run: Run, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "floor.pdf"
    ran = run("floor", "export", "--out", file, "--floor", "floor 3", "--language", "zh", "--database", sample,
              "--json")
    assert (ran.status, ran.json["pages"]) == (0, 1)
    text = PdfReader(file).pages[0].extract_text()
    assert "1:200" in text
    assert "空闲工位" in text
    whole = run("floor", "export", "--out", file, "--paper", "a3", "--colours", "days_left", "--no-names",
                "--day", "2027-05-12", "--database", sample, "--json")
    assert whole.json["pages"] == 4
    refused = run("floor", "export", "--out", file, "--floor", "Attic", "--database", sample)
    assert refused.status == 1
    assert "Floor 1" in refused.err
    assert run("floor", "export", "--out", tmp_path / "x.png", "--database", sample).status == 1
    assert run("floor", "export", "--out", file, "--day", "soon", "--database", sample).status == 2


def test_lists_go_out_by_their_names_days_and_months(run: Run, sample: Path, tmp_path: Path) -> None:
    ledger = run("export", "ledger", "--out", "-", "--database", sample).json
    month = max(one["month"] for one in ledger)
    file = tmp_path / "ledger.xlsx"
    ran = run("export", "ledger", "--month", month, "--out", file, "--database", sample, "--json").json
    assert ran["rows"] == sum(one["month"] == month for one in ledger) > 0
    sheet = load_workbook(file).active
    assert sheet.max_row == ran["rows"] + 1
    paper = tmp_path / "rent.pdf"
    assert run("export", "rent-area", "--day", "2027-01-04", "--out", paper, "--database", sample).status == 0
    assert "2027" in PdfReader(paper).pages[0].extract_text()
    calendar = tmp_path / "house.ics"
    assert run("export", "calendar", "--out", calendar, "--database", sample).status == 0
    assert "BEGIN:VEVENT" in calendar.read_text("utf-8")
    assert run("export", "calendar", "--out", "-", "--database", sample).out.startswith("BEGIN:VCALENDAR")
    for wrong, status in (
            (("export", "residents", "--month", "2027-05", "--out", paper), 1),
            (("export", "ledger", "--day", "2027-05-01", "--out", paper), 1),
            (("export", "ledger", "--month", "May", "--out", paper), 2),
            (("export", "calendar", "--out", paper), 1),
            (("export", "desks", "--out", tmp_path / "desks.docx"), 1)):
        assert run(*wrong, "--database", sample).status == status
