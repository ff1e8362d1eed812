"""A pack of 300 companies, four pages each, beside typst laying out the same words and slides.

Processor seconds, since a neighbour on the same cores would spoil wall time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from incubator_gui.core.process import run_child
from incubator_gui.core.resources import resource
from incubator_gui.reports.pack_build import TARGET, request
from incubator_gui.reports.pack_decks import Deck, prepare
from incubator_gui.reports.pack_values import PackData, PackEntry, PackOptions
from incubator_gui.reports.values import DossierData, PaperOptions
from incubator_gui.services.house import House
from incubator_gui.services.sample import load_sample
from tests.bench.measure import report, seconds

COUNT = 300

_TYPST = """
#set page(paper: "a4", margin: 20mm, numbering: "1")
#set text(font: "Noto Sans SC", size: 9pt)
#let data = json("data.json")
#outline()
#for c in data {
  pagebreak()
  [= #c.name]
  text(12pt, c.claim)
  grid(columns: 2, gutter: 8mm, ..c.texts.map(t => [*#t.at(0)* \\ #t.at(1)]))
  table(columns: 3, ..c.figures.flatten())
  table(columns: 3, ..c.milestones.flatten())
  table(columns: 2, ..c.people.flatten())
  for n in range(1, 4) {
    pagebreak()
    image("deck.pdf", page: n, width: 100%)
  }
}
"""
_TYPST_CHILD = """
import resource, sys, time, typst
begin = time.process_time()
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])
print(time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
_OUR_CHILD = """
import json, resource, sys, time
from incubator_gui.reports.pack_build import build_child
argument = json.load(open(sys.argv[1]))
begin = time.process_time()
build_child(argument, lambda done, total: None)
print(time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def _companies(folder: Path) -> list[DossierData]:
    house = House.open(folder / "house.db")
    try:
        load_sample(house.database, "en")
        ids = [row.id for row in house.companies.rows() if row.life in {"resident", "affiliate", "graduate"}]
        found = [house.dossiers.data(id, "en") for id in ids]
    finally:
        house.close()
    full = [one for one in found if one.problem]
    return [replace(full[n % len(full)], name=f"{full[n % len(full)].name} {n + 1}") for n in range(COUNT)]


def _deck(folder: Path) -> Deck:
    """Three slides with words and shapes, upright so that each has a page of its own."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(folder / "deck.pdf"), pagesize=(595, 842), invariant=1)
    for page in range(3):
        for line in range(25):
            canvas.drawString(60, 760 - 26 * line, f"Slide {page + 1}, line {line + 1}: what we do and why it sells")
            canvas.rect(400, 755 - 26 * line, 5 * line + 5, 12, fill=1)
        canvas.showPage()
    canvas.save()
    return prepare(folder / "deck.pdf", folder / "clean.pdf")


def _timed(code: str, *arguments: str) -> tuple[float, float]:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    taken, memory = done.stdout.split()
    return float(taken), float(memory)


@pytest.mark.skipif(sys.platform == "win32", reason="memory is measured the way of Unix")
def test_pack_of_300_companies(tmp_path: Path) -> None:
    companies, deck = _companies(tmp_path), _deck(tmp_path)
    data = PackData("Show", tuple(PackEntry(one, "13:30", 8, deck="deck", deck_title="Deck") for one in companies))
    options = PackOptions(PaperOptions("en", house="House", watermark="For Hedgerow only"))
    argument = request(data, options, [("deck", deck)], tmp_path / "ours.pdf")
    (tmp_path / "request.json").write_text(json.dumps(argument), encoding="utf-8")
    ours, memory = _timed(_OUR_CHILD, str(tmp_path / "request.json"))
    whole = seconds(lambda: run_child(TARGET, argument, memory_mb=3000, seconds=600))
    with pikepdf.open(tmp_path / "ours.pdf") as pdf:
        pages = len(pdf.pages)
    assert pages > COUNT * 4
    size = (tmp_path / "ours.pdf").stat().st_size / 1e6
    report(f"pack of {COUNT} companies: {pages} pages in {ours:.1f} CPU s ({whole:.1f} s on the wall with its process),"
           f" {memory:.0f} MB, file {size:.1f} MB")
    pytest.importorskip("typst")
    (tmp_path / "data.json").write_text(json.dumps([{
        "name": one.name, "claim": one.claim,
        "texts": [["Problem", one.problem], ["Solution", one.solution], ["Market", one.market],
                  ["Model", one.business_model]],
        "figures": [[i.key, str(i.value), str(i.as_of)] for i in one.indicators],
        "milestones": [[m.title, str(m.due), m.state] for m in one.milestones],
        "people": [[p.name, p.title] for p in one.persons]} for one in companies]), encoding="utf-8")
    (tmp_path / "book.typ").write_text(_TYPST, encoding="utf-8")
    theirs, their_memory = _timed(_TYPST_CHILD, str(tmp_path / "book.typ"), str(tmp_path / "typst.pdf"),
                                  str(resource("fonts")))
    with pikepdf.open(tmp_path / "typst.pdf") as pdf:
        their_pages = len(pdf.pages)
    report(f"  typst, same words and slides, no charts, no watermark: {their_pages} pages in {theirs:.1f} CPU s,"
           f" {their_memory:.0f} MB, file {(tmp_path / 'typst.pdf').stat().st_size / 1e6:.1f} MB")
    assert memory < their_memory * 2
