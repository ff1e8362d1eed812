"""Review packages beside a bare zip in age: making and opening one, for each application, and how that grows.

The zip holds the same JSON and the same documents, and proves nothing: no signature, no digests of documents, no
limits, no key of its own.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import tracemalloc
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyrage

from incubator_gui.core.clock import FixedClock
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_package import PackageContent, PackageDocument
from incubator_gui.exchange.package_desk import open_desk
from incubator_gui.exchange.review_archive import Protection, open_package, own_key, write_package
from incubator_gui.exchange.review_return import read_return
from tests.bench.measure import in_turns, median, report, seconds
from tests.exchange.review_archive.packages import FOR_REVIEWER, HOUSE, REVIEWER, application, content

SMALL, LARGE = 5, 50
DOCUMENT = 1_000_000


def _package(folder: Path, count: int) -> tuple[PackageContent, dict[str, Path]]:
    """Each application with a deck of 1 MB and 5,000 characters of answers."""
    folder.mkdir()
    files, applications = {}, []
    for number in range(count):
        data = random.Random(number).randbytes(DOCUMENT)
        digest = hashlib.sha256(data).hexdigest()
        files[digest] = folder / digest
        files[digest].write_bytes(data)
        one = PackageDocument(digest, "Deck", "deck", f"deck {number}.pdf", "application/pdf", DOCUMENT)
        applications.append(application(number, (one,), answers=tuple(
            (f"Question {n}", f"电池更换站 für Flotten {number}. " * 20) for n in range(10))))
    return replace(content(), applications=tuple(applications)), files


def _bare(path: Path, made: PackageContent, files: dict[str, Path]) -> None:
    plain = path.with_suffix(".zip")
    with zipfile.ZipFile(plain, "w") as book:
        book.writestr("content.json", json.dumps(made.to_json()))
        for digest, place in files.items():
            book.write(place, digest)
    pyrage.encrypt_file(str(plain), str(path), [pyrage.x25519.Recipient.from_str(REVIEWER.recipient)])
    plain.unlink()


def _bare_open(path: Path, folder: Path) -> None:
    plain = path.with_suffix(".zip")
    pyrage.decrypt_file(str(path), str(plain), [pyrage.x25519.Identity.from_str(REVIEWER.identity)])
    with zipfile.ZipFile(plain) as book:
        json.loads(book.read("content.json"))
        book.extractall(folder)
    plain.unlink()
    shutil.rmtree(folder)


def _each(tmp_path: Path, count: int) -> tuple[float, float]:
    """Seconds for each application: making and opening."""
    made, files = _package(tmp_path / f"documents-{count}", count)
    ours, theirs = tmp_path / f"{count}.ireview", tmp_path / f"{count}.age"
    write, bare, ratio = in_turns(
        lambda: write_package(ours, made, files, signer=HOUSE.secret, protect=FOR_REVIEWER),
        lambda: _bare(theirs, made, files), 3)
    opening, bare_open, open_ratio = in_turns(
        lambda: open_package(ours, identities=[REVIEWER.identity]).close(),
        lambda: _bare_open(theirs, tmp_path / "out"), 3)
    report(f"package of {count} applications with {ours.stat().st_size / 1e6:.0f} MB: made in "
           f"{1000 * write / count:.1f} ms each (zip and age {1000 * bare / count:.1f}, ×{ratio:.2f}), opened in "
           f"{1000 * opening / count:.1f} ms each (×{open_ratio:.2f} of {1000 * bare_open / count:.1f})")
    assert ours.stat().st_size < theirs.stat().st_size * 1.05
    return write / count, opening / count


def test_making_and_opening(tmp_path: Path) -> None:
    small, large = _each(tmp_path, SMALL), _each(tmp_path, LARGE)
    growth = [more / less for less, more in zip(small, large, strict=True)]
    report(f"  ten times as many: ×{growth[0]:.2f} the time of each for making, ×{growth[1]:.2f} for opening")
    assert max(growth) < 3, "grows faster than what is in it"


def test_memory_does_not_grow_with_the_documents(tmp_path: Path) -> None:
    """Of Python itself; pyrage streams in blocks of 64 KB."""
    peaks = []
    for count in (5, 50):
        made, files = _package(tmp_path / f"{count}", count)
        path = tmp_path / f"{count}.ireview"
        tracemalloc.start()
        write_package(path, made, files, signer=HOUSE.secret, protect=FOR_REVIEWER)
        open_package(path, identities=[REVIEWER.identity]).close()
        peaks.append(tracemalloc.get_traced_memory()[1] / 1e6)
        tracemalloc.stop()
    report(f"package of 5 and 50 MB: at most {peaks[0]:.1f} and {peaks[1]:.1f} MB of memory")
    assert peaks[1] < 20


def test_saving_sending_back_and_reading(tmp_path: Path) -> None:
    """What a reviewer waits for, with 300 applications all filled in; and what the house waits for."""
    count = 300
    made = replace(content(), applications=tuple(application(n, answers=tuple(
        (f"Question {k}", "One sentence after the other. " * 15) for k in range(10))) for n in range(count)))
    key = own_key(tmp_path / "data" / "reviews")
    write_package(tmp_path / "a.ireview", made, {}, signer=HOUSE.secret, protect=Protection(key.recipient))
    clock = FixedClock(datetime(2027, 5, 10, tzinfo=UTC))
    with open_desk(tmp_path / "a.ireview", data=tmp_path / "data", cache=tmp_path / "cache", clock=clock) as desk:
        for one in made.applications:
            desk.save(one.application, ReviewForm.of_fields({
                "mark.team": "4", "remark.team": "Good. " * 30, "mark.market": "3", "finished": "yes"}), one.base)
        form = desk.paper(made.applications[0].application).form
        forms = iter(replace(form, comment=f"{n} " + "comment " * 50) for n in range(1000))

        def save() -> None:
            nonlocal form
            new = next(forms)
            desk.save(made.applications[0].application, new, form)
            form = new

        saving, listing = median(save, 9), median(desk.sheet, 5)
        sending = median(lambda: desk.send_back(tmp_path / "back.ireview"), 3)
    reading = seconds(lambda: read_return(tmp_path / "back.ireview", signer=HOUSE.secret))
    report(f"{count} reviews on the desk: one stored in {1000 * saving:.0f} ms, the list in {1000 * listing:.0f} ms, "
           f"all sent back in {1000 * sending:.0f} ms, read by the house in {1000 * reading:.0f} ms")
    assert saving < 1
