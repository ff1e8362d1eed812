"""Tables from outside: every awkward file reads sensibly or is refused with one sentence."""

from __future__ import annotations

import contextlib
import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.exchange.csv_reader import find_delimiter, read_csv
from incubator_gui.exchange.read_table import describe_file, open_table, read_table
from tests.support.work import growth

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_files = pytest.mark.skipif(not SHARED.exists(), reason="the real files are not here")


def texts(data: bytes, **how: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_csv(data, **how)[0].rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_encodings(encoding: str) -> None:
    text = "公司名称;成立时间\r\n桥鹿数链科技;2026年3月\r\n溪桥质检;2025年12月\r\n"
    assert texts(text.encode(encoding)) == [["公司名称", "成立时间"], ["桥鹿数链科技", "2026年3月"],
                                            ["溪桥质检", "2025年12月"]]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_western_encodings(encoding: str) -> None:
    text = "Firma,Straße\nMüller Söhne,Große Gärtnerei\nÜberall GmbH,Öffnung\n"
    assert texts(text.encode(encoding))[1] == ["Müller Söhne", "Große Gärtnerei"]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\r\r\n"])
def test_line_ends_invent_no_rows(end: str) -> None:
    sheet, _encoding, _delimiter = read_csv(end.join(["a,b", '1,"x' + end + 'y"', "", "2,z", ""]).encode())
    assert [[cell.text for cell in row] for row in sheet.rows] == [["a", "b"], ["1", "x\ny"], ["2", "z"]]
    assert sheet.numbers == (1, 2, 4)


def test_sep_line_and_separator_of_unicode() -> None:
    sheet, _encoding, delimiter = read_csv("sep=;\nName;Text\nA, B;x\u2028y\x85z\n".encode())
    assert delimiter == ";"
    assert sheet.numbers == (2, 3)
    assert [cell.text for cell in sheet.rows[1]] == ["A, B", "x\u2028y\x85z"]


def test_separator_is_counted() -> None:
    assert find_delimiter("a;b;c\n1,2;3,4;5,6\n7,8;9,0;1,1\n") == ";"
    assert find_delimiter('a,b\n"x;y;z;",2\n') == ","
    assert find_delimiter("one word\nanother one\n") == ","
    assert growth(lambda size: find_delimiter(('"' * 3 + ",;\t|'") * size), 500) < 2.3


@pytest.mark.parametrize("data", [b"a,b\n1,\0\n", b'a,b\n1,"open\n2,3\n', b"x," * 2000, b"y" * 200_000])
def test_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Refused, match=r"\.$"):
        read_csv(data)


@pytest.mark.timeout(60)  # guards against hanging: what takes a moment would take hours
@pytest.mark.parametrize(("data", "size"), [(b'"a""', 300_000), (b'"', 500_001), (b'"x",\n', 100_000)])
def test_hostile_quotes_cost_no_more_than_others(data: bytes, size: int) -> None:
    def read(size: int) -> None:
        with contextlib.suppress(Refused):
            read_csv((b'"a"b,' * 900 if data == b'"' else b"") + data * size)

    read(size)
    assert growth(read, 1_001) < 2.3


field = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12).filter(
    lambda text: not text.startswith("'") and not text.startswith("\ufeff"))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(field, min_size=2, max_size=4), min_size=1, max_size=5),
       st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]))
def test_reads_what_the_library_writes(rows: list[list[str]], delimiter: str, end: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    expected = []
    for row in rows:
        while row and not row[-1].strip():
            row.pop()
        if row:
            expected.append(row)
    assert texts(b"\xef\xbb\xbf" + out.getvalue().encode(), delimiter=delimiter) == expected


@needs_files
@pytest.mark.parametrize("name", sorted(path.name for path in (SHARED / "spreadsheets").glob("*")))
def test_every_awkward_workbook(name: str) -> None:
    path = SHARED / "spreadsheets" / name
    refused = name.startswith(("encrypted", "huge", "password", "truncated", "zero", "BlankSheet", "author",
                               "custom", "dbf")) or name.endswith((".numbers", ".XLS"))
    if refused:
        with pytest.raises(Refused, match=r"\.$"):
            describe_file(path)
        with pytest.raises(Refused, match="password" if name.startswith(("password", "encrypted")) else r"\.$"):
            read_table(path)
    else:
        info = describe_file(path)
        assert len(read_table(path).rows) in {sheet.rows for sheet in info.sheets}


@needs_files
def test_contents_of_workbooks() -> None:
    folder = SHARED / "spreadsheets"
    for ending in ("xls", "xlsx", "ods"):
        assert read_table(folder / f"1904_1904.{ending}").rows[1][1].text == "1904-01-12"
    assert read_table(folder / "1904_1900.xlsx").rows[1][1].text == "1900-01-11"
    assert [sheet.hidden for sheet in describe_file(folder / "sheet_visibility.xlsx").sheets] == [
        False, True, True]
    assert read_table(folder / "really_xls_named.xlsx").rows[0]
    same = [[[cell.text for cell in row] for row in read_table(folder / f"itjuzi_{kind}.csv").rows]
            for kind in ("gb18030", "utf16le_bom", "utf8_nobom_crcrlf")]
    assert len(same[0]) == 1440
    assert same[0] == same[1] == same[2]
    assert read_table(folder / "firmen_semicolon_macroman.csv").rows[1][2].text.startswith("Schleifmühlgasse")


@needs_files
def test_other_real_files() -> None:
    sizes = {"companies/yc-2023.csv": (4129, 16), "forms/StarWars.csv": (1188, 38),
             "forms/poll-of-pollsters-5.tsv": (28, 60), "companies/at/privat_banken.csv": (92, 13)}
    for name, size in sizes.items():
        sheet = read_table(SHARED / name)
        assert (len(sheet.rows), sheet.width) == size


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_described_and_read_at_once(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"table.{ending}"
    if ending == "csv":
        path.write_text("a;b\n1;2\n")
    else:
        from openpyxl import Workbook

        book = Workbook()
        book.create_sheet("Second").append(["a", "b"])
        book.create_sheet("Third").append(["c"])
        book.save(path)
    info, sheet = open_table(path)
    assert info == describe_file(path)
    assert [cell.text for cell in sheet.rows[0]] == ["a", "b"]
    if ending == "xlsx":
        assert sheet == read_table(path, "Second")
        assert [one.rows for one in info.sheets] == [0, 1, 1]
        with pytest.raises(Refused, match="no sheet “Fourth”"):
            open_table(path, "Fourth")


def test_merged_cells_reach_down(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Company", "Founder"], ["Ninepin", "Ada"], [None, "Grace"], ["Other", "Lin"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "merged.xlsx")
    rows = read_table(tmp_path / "merged.xlsx").rows
    assert [row[0].text for row in rows] == ["Company", "Ninepin", "Ninepin", "Other"]
    assert [row[0].merged for row in rows] == [False, False, True, False]


def test_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 30_000_000)
    with pytest.raises(Refused, match="unpacks"):
        read_table(path)


@pytest.mark.parametrize(("data", "word"), [(b"%PDF-1.7", "PDF"), (b"<html><table>", "HTML"), (b"", "empty"),
                                            (b"PK\x03\x04rest", "damaged")])
def test_other_kinds(tmp_path: Path, data: bytes, word: str) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes(data)
    with pytest.raises(Refused, match=word):
        read_table(path)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        describe_file(tmp_path / "none.csv")
