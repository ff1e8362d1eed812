"""Floors on paper: true to scale, nothing lost, names only where they may be."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from incubator_gui.reports import style as s
from incubator_gui.reports.pack_build import build_pack
from incubator_gui.reports.pack_values import PackData, PackOptions, PlanPage
from incubator_gui.reports.plan_page import (
    A3,
    DRAWER,
    RATIOS,
    SIZES,
    best_size,
    build_child,
    build_plans,
    ratio_for,
    request,
    scene_of,
)
from incubator_gui.reports.plan_values import PlanCategory, PlanDesk, PlanRoom, PlanRun, PlanSheet, PlanUse
from incubator_gui.reports.result import Result
from incubator_gui.reports.style import MM
from incubator_gui.reports.values import PaperOptions

DAY = date(2027, 5, 12)
SHEET = (1.6, 0.8)


def corners(x: float, y: float, wide: float = SHEET[0], tall: float = SHEET[1]) -> tuple[tuple[float, float], ...]:
    return (x, y), (x + wide, y), (x + wide, y + tall), (x, y + tall)


def run(name: str, x: float, y: float, desks: int, slot: int = 0, places: str = "101-1") -> PlanRun:
    outline = corners(x, y, SHEET[0] * desks, SHEET[1])
    return PlanRun(name, desks, slot, (outline,), tuple(corners(x + SHEET[0] * n, y) for n in range(desks)),
                   (x, y, SHEET[0] * desks, SHEET[1]), places)


def sheet(wide: float = 40.0, tall: float = 20.0, runs: tuple[PlanRun, ...] = ()) -> PlanSheet:
    rooms = (PlanRoom("101", "Open area", "open_area", wide * tall, 20, corners(0, 0, wide, tall)),)
    taken = tuple(PlanDesk(n, one) for n, one in enumerate(d for r in runs for d in r.desks))
    free = (PlanDesk(7, corners(2, 2), True),)
    return PlanSheet("Main building", "Floor 3", DAY, corners(0, 0, wide, tall), rooms, (*taken, *free), runs,
                     PlanUse(20, 8, 800.0, 300.5, 2))


def made(tmp_path: Path, *sheets: PlanSheet, paper: str = "a4", language: str = "en") -> Result:
    return build_plans(sheets, paper, PaperOptions(language=language, house="Incubator", day=DAY),
                       tmp_path / "plan.pdf")


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages).replace("\u00a0", " ")


def drawn_boxes(path: Path) -> list[tuple[float, float]]:
    """Width and height in millimetres of every closed shape of four corners on the first page."""
    with pikepdf.open(path) as pdf:
        found, ring = [], list[tuple[float, float]]()
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):  # type: ignore[misc]
            name = str(operator)
            if name == "m":
                ring = [(float(operands[0]), float(operands[1]))]
            elif name == "l":
                ring.append((float(operands[0]), float(operands[1])))
            elif name == "h" and len(ring) == 4:
                xs, ys = [p[0] for p in ring], [p[1] for p in ring]
                found.append(((max(xs) - min(xs)) / MM, (max(ys) - min(ys)) / MM))
        return found


@pytest.mark.parametrize("paper", SIZES)
def test_a_desk_measures_on_paper_what_the_ratio_says(tmp_path: Path, paper: str) -> None:
    result = made(tmp_path, sheet(), paper=paper)
    ratio = int(re.search(r"1:(\d+)", text_of(result.target))[1])  # type: ignore[index]
    boxes = drawn_boxes(result.target)
    desk = [(wide, tall) for wide, tall in boxes if wide == pytest.approx(1600 / ratio, abs=0.01)]
    assert desk
    assert desk[0][1] == pytest.approx(800 / ratio, abs=0.01)
    assert max(boxes)[0] == pytest.approx(40_000 / ratio, abs=0.01)
    box = PdfReader(result.target).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(SIZES[paper], abs=0.01)


@pytest.mark.parametrize(("wide", "tall"), [(8, 5), (25, 12), (40, 20), (50, 25), (20, 60), (300, 90), (2000, 900)])
@pytest.mark.parametrize("paper", SIZES)
def test_the_largest_usual_ratio_that_fits_is_taken(wide: float, tall: float, paper: str) -> None:
    ratio = ratio_for(sheet(wide, tall), SIZES[paper])
    room = SIZES[paper][0] - 2 * s.SIDE
    assert wide * 1000 * MM / ratio <= room + 0.1
    assert tall * 1000 * MM / ratio <= SIZES[paper][1] - s.TOP - s.BOTTOM
    if ratio > RATIOS[0]:
        larger = RATIOS[RATIOS.index(ratio) - 1]
        high = SIZES[paper][1] - s.TOP - s.BOTTOM - 45 * MM
        assert wide * 1000 * MM / larger > room or tall * 1000 * MM / larger > high


def test_the_way_of_the_sheet_follows_the_floor() -> None:
    assert best_size(sheet(50, 25), "a4") == s.ACROSS
    assert best_size(sheet(20, 50), "a4") == s.UPRIGHT
    assert best_size(sheet(20, 50), "a3") == A3
    assert best_size(sheet(20, 50), "a4_across") == s.ACROSS


@pytest.mark.parametrize(("language", "words"), [
    ("en", ("8 of 20 desks taken (40 %)", "2 companies", "North", "Free desk")),
    ("de", ("8 von 20 Arbeitsplätzen belegt (40 %)", "2 Unternehmen", "Norden", "Freier Arbeitsplatz")),
    ("zh", ("已用", "2 家企业", "北", "空闲工位"))])
def test_title_figures_legend_and_names_stand_on_the_sheet(tmp_path: Path, language: str, words: tuple[str, ...]
                                                           ) -> None:
    long = "A name much too long for any single desk of this small floor"
    floor = replace(sheet(runs=(run("澜杉智驾", 6, 4, 8), run("Kranichtal", 6, 8, 6, slot=13), run(long, 30, 4, 1))),
                    rooms=(replace(sheet().rooms[0], is_locked=True),))
    text = text_of(made(tmp_path, floor, language=language).target)
    for part in ("Floor 3", "Main building", "1:200", "澜杉智驾 8", "Kranichtal 6", *words):
        assert part in text
    assert long in text


def test_without_names_only_counts_are_printed(tmp_path: Path) -> None:
    floor = replace(sheet(runs=(run("Kranichtal", 6, 4, 8), run("Fernmoss", 6, 8, 1))), named=False)
    result = made(tmp_path, floor)
    raw = "".join(page.extract_text() for page in PdfReader(result.target).pages)
    assert "Kranichtal" not in raw
    assert "Fernmoss" not in raw
    assert "8" in raw


def test_what_does_not_fit_below_the_plan_goes_on_further_pages(tmp_path: Path) -> None:
    names = [f"Sternwarte Nummer {n} mit langem Namen" for n in range(300)]
    runs = tuple(run(name, 1.7 * (n % 20), 0.9 * (n // 20) + 1, 1, n % 20, f"101-{n}") for n, name in enumerate(names))
    result = made(tmp_path, sheet(runs=runs), paper="a4_across")
    text = text_of(result.target)
    assert result.pages > 1
    assert [name for name in names if name not in text] == []


def test_colours_by_category_carry_a_letter(tmp_path: Path) -> None:
    floor = replace(sheet(runs=(run("Kranichtal", 6, 4, 8, 3), run("Fernmoss", 6, 8, 8, -1))), mode="Days left",
                    categories=(PlanCategory("Leaves later", 3), PlanCategory("No end entered", -1)))
    text = text_of(made(tmp_path, floor).target)
    for part in ("A: Leaves later", "B: No end entered", "A: Kranichtal 8", "B: Fernmoss 8", "Colours: Days left"):
        assert part in text


def test_several_floors_are_one_file_with_an_outline_and_the_same_bytes_twice(tmp_path: Path) -> None:
    floors = (sheet(), replace(sheet(20, 45), floor="Floor 4"))
    first = made(tmp_path, *floors).target.read_bytes()
    second = made(tmp_path, *floors)
    assert second.target.read_bytes() == first
    reader = PdfReader(second.target)
    assert [one.title for one in reader.outline] == ["Floor 3", "Floor 4"]  # type: ignore[union-attr]
    assert [page.mediabox.width > page.mediabox.height for page in reader.pages] == [True, False]


def test_an_empty_floor_says_so(tmp_path: Path) -> None:
    assert "Nothing is drawn on this floor yet" in text_of(made(tmp_path, PlanSheet("", "", DAY)).target)


@pytest.mark.parametrize("hostile", ["<b>&amp;</b>", "\x00\x07\ue000", "𝕏" * 400, "\u202eevil", " " * 900, "=1+1"])
def test_hostile_words_never_stop_it(tmp_path: Path, hostile: str) -> None:
    floor = replace(sheet(runs=(run(hostile, 6, 4, 1, places=hostile),)), floor=hostile, site=hostile)
    floor = replace(floor, rooms=(replace(floor.rooms[0], title=hostile, number=hostile),))
    assert made(tmp_path, floor).pages >= 1


def test_a_child_builds_the_same_file(tmp_path: Path) -> None:
    floor = sheet(runs=(run("澜杉智驾", 6, 4, 8),))
    first = made(tmp_path, floor).target.read_bytes()
    steps: list[tuple[int, int]] = []
    options = PaperOptions(language="en", house="Incubator", day=DAY)
    asked = json.loads(json.dumps(request([floor], "a4", options, tmp_path / "child.pdf")))
    answer = Result.from_json(build_child(asked, lambda done, total: steps.append((done, total))))
    assert answer.target.read_bytes() == first
    assert steps == [(1, 1)]


def test_a_pack_takes_it_as_a_page_of_its_own_way(tmp_path: Path) -> None:
    floor = sheet(50, 25, runs=(run("澜杉智驾", 6, 4, 8),))
    data = PackData("Show", (), plans=(PlanPage("Floor 3", DRAWER, scene_of(floor), across=True),))
    target = tmp_path / "pack.pdf"
    for parts, pages in ((("cover", "contents", "plans", "notes"), 4), (("plans",), 1)):
        build_pack(data, PackOptions(PaperOptions(house="Incubator", watermark="Draft"), parts=parts), {}, target)
        reader = PdfReader(target)
        across = [page.mediabox.width > page.mediabox.height for page in reader.pages]
        assert across == ([False, False, True, False] if pages == 4 else [True])
        plan = reader.pages[across.index(True)].extract_text()
        assert "澜杉智驾 8" in plan
        assert "1:200" in plan
        assert plan.count("Draft") == 2  # one below, which the rooms cover, and one over it
