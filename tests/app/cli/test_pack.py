"""The command that makes a roadshow pack."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from pypdf import PdfReader

from incubator_gui.services.house import House
from tests.app.cli.conftest import Run


def test_a_pack_is_written_and_noted(run: Run, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"
    with closing(House.open(sample)) as house:
        name = house.roadshows.rows()[0].name
    ran = run("pack", name.split()[0], "--out", file, "--language", "zh", "--profile", "bank",
              "--recipient", "鹤汀资本", "--copy", "07 / 24", "--edition", "3", "--country", "cn", "--no-decks",
              "--floor", "floor 1", "--database", sample, "--json")
    assert (ran.status, ran.err) == (0, "")
    pages = PdfReader(file).pages
    assert ran.json["pages"] == len(pages)
    assert "鹤汀资本" in pages[0].extract_text()
    assert "银行" in pages[0].extract_text()
    with closing(House.open(sample)) as house:
        (row,) = house.packs.whose(file.read_bytes())
    assert (row.recipient, row.copy, row.version) == ("鹤汀资本", "07 / 24", "3")
    assert (row.country, row.profile) == ("CN", "bank")


def test_what_cannot_be_made_is_one_line(run: Run, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"
    for line in (("pack", "nobody", "--out", file), ("pack", "e", "--out", file),
                 ("pack", "Investor", "--out", tmp_path / "x.doc"), ("pack", "Investor", "--out", "/no/where/x.pdf"),
                 ("pack", "Investor", "--out", file, "--floor", "Attic"),
                 ("pack", "Investor", "--out", file, "--recipient", " \u200b "),
                 ("pack", "Investor", "--out", file, "--recipient", "X", "--country", "Germany")):
        ran = run(*line, "--database", sample)
        assert (ran.status, ran.out) == (1, ""), line
        assert ran.err.count("\n") == 1
    assert run("pack", "Investor", "--out", file, "--profile", "everyone", "--database", sample).status == 2
    assert not file.exists()


def test_names_as_long_as_a_file_can_have(run: Run, sample: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for name in ("长" * 83 + ".pdf", "x" * 251 + ".pdf"):
        for command in (("pack", "Investor", "--no-decks"), ("floor", "export"), ("dossier", "1", "--one-pager")):
            ran = run(*command, "--out", tmp_path / "out" / name, "--database", sample)
            assert (ran.status, ran.err) == (0, ""), (command, name)
    assert len(list((tmp_path / "out").iterdir())) == 2
    ran = run("pack", "Investor", "--no-decks", "--out", tmp_path / "out" / ("长" * 84 + ".pdf"), "--database", sample)
    assert ran.status == 1
    assert ran.err.count("\n") == 1
