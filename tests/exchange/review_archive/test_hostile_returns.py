"""Returns that are broken, forged or sent by somebody else: each is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from incubator_gui.exchange import review_archive_seal as seal_module
from incubator_gui.exchange.review_archive import PackageRefused, Protection, open_package
from incubator_gui.exchange.review_return import read_return, write_return
from tests.exchange.review_archive.packages import HOUSE, REVIEWER, STRANGER, content, returned, why


def why_back(path: Path, house: Any = HOUSE) -> str:
    with pytest.raises(PackageRefused) as caught:
        read_return(path, signer=house.secret)
    assert path.name in str(caught.value)
    return caught.value.why


def test_packages_do_not_pass_for_returns_and_returns_not_for_packages(package: Path, back: Path) -> None:
    assert why(back) == "kind"
    assert why_back(package) == "kind"


def test_a_return_for_another_house_stays_closed(back: Path) -> None:
    assert why_back(back, STRANGER) == "other"


def test_nobody_else_speaks_in_the_name_of_the_reviewer(tmp_path: Path, package: Path) -> None:
    """Who knows the house's recipient but never opened the package does not know its code."""
    from dataclasses import replace

    with open_package(package, identities=[REVIEWER.identity]) as opened:
        pass
    for code in ("", "0" * 64, STRANGER.code(opened.content.head.package, opened.content.head.reviewer)):
        write_return(tmp_path / "b", returned(), package=replace(opened, code=code), signer=STRANGER.secret)
        assert why_back(tmp_path / "b") == "forged"
    other = replace(opened, content=replace(opened.content, head=replace(
        opened.content.head, reviewer=opened.content.head.package)))
    write_return(tmp_path / "b", returned(), package=other, signer=REVIEWER.secret)
    assert why_back(tmp_path / "b") == "forged", "another reviewer's name under this reviewer's code"


def test_no_flipped_byte_of_a_return_is_accepted(back: Path) -> None:
    whole = back.read_bytes()
    for place in [*range(300), *range(300, len(whole), 13)]:
        data = bytearray(whole)
        data[place] ^= 0x10
        back.write_bytes(data)
        assert why_back(back) in ("foreign", "damaged", "truncated", "large")


def test_a_return_that_is_signed_and_nonsense_is_refused(tmp_path: Path) -> None:
    good = {"package": str(content().head.package), "reviewer": str(content().head.reviewer), "reviewer_name": "x",
            "rubric_version": 2, "returned_at": None, "reviews": []}
    one = {"application": str(content().head.package), "version": 1, "form": {}, "conflict": None}
    bad: list[Any] = [None, [], {}, {**good, "package": 5}, {**good, "reviews": [one, one]},
                      {**good, "reviews": [{**one, "conflict": "no kind"}]}, {**good, "rubric_version": "2"},
                      {**good, "reviews": [{**one, "form": {"mark.team": "1e99999999"}}]},
                      {**good, "reviews": [{**one, "form": {"comment": 5}}]}, {**good, "returned_at": "2027-01-01"}]
    for place, value in enumerate(bad):
        path = tmp_path / f"{place}.ireview"
        seal_module.seal(path, "return", "", "", {"content": value, "code": "00", "recipient": REVIEWER.recipient}, (),
                         REVIEWER, Protection(HOUSE.recipient))
        assert why_back(path) == "damaged", place
    seal_module.seal(path, "return", "", "", {"content": good, "code": "00", "recipient": "age1x"}, (), REVIEWER,
                     Protection(HOUSE.recipient))
    assert why_back(path) == "damaged"
