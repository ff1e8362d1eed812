"""Titles are no part of a name, and a name that looks like one stays."""

from __future__ import annotations

import pytest

from incubator_gui.domain.person_names import initials_of, without_titles
from incubator_gui.widgets.initials import initials


@pytest.mark.parametrize(("name", "bare", "letters"), [
    ("Dr. Gesine Althaus", "Gesine Althaus", "GA"), ("Prof. Dr.-Ing. Ole Bohn", "Ole Bohn", "OB"),
    ("Prof. Dr. rer. nat. h.c. Ole Bohn", "Ole Bohn", "OB"), ("Frau Dr Brandtner", "Brandtner", "B"),
    ("Dr. h. c. Ole Bohn", "Ole Bohn", "OB"), ("Dipl.-Ing. Phil Ing", "Phil Ing", "PI"),
    ("Phil Meyer", "Phil Meyer", "PM"), ("Ing Li", "Ing Li", "IL"), ("Dr. C. Smith", "C. Smith", "CS"),
    ("J. Smith", "J. Smith", "JS"), ("Dr. Dr.", "Dr. Dr.", "DD"), ("Ing", "Ing", "I"), ("", "", "?")])
def test_initials_are_of_the_name(name: str, bare: str, letters: str) -> None:
    assert without_titles(name) == bare
    assert initials_of(name) == letters
    assert initials(name) == (letters if name else "–")
