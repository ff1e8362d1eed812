"""Packages that are broken, forged or made to hurt: each is refused with one clear sentence."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import random
from pathlib import Path
from typing import Any

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incubator_gui.core.errors import Environment, IncubatorError, Refused
from incubator_gui.exchange import review_archive_frame as frame
from incubator_gui.exchange import review_archive_seal as seal_module
from incubator_gui.exchange import review_archive_unseal as unseal_module
from incubator_gui.exchange.review_archive import PackageRefused, Protection, open_package, peek, write_package
from incubator_gui.exchange.review_archive_passphrase import lock
from tests.exchange.review_archive.packages import (
    FOR_REVIEWER,
    HOUSE,
    REVIEWER,
    STRANGER,
    content,
    inside,
    sealed,
    why,
    with_documents,
)


def test_no_flipped_byte_is_accepted(package: Path) -> None:
    """Every position of the outside and a dense sample of the rest, in three kinds of damage."""
    whole = package.read_bytes()
    places = [*range(min(len(whole), 900)), *range(900, len(whole), 7)]
    seen: set[str] = set()
    broken = package.with_name("b.ireview")
    for place in places:
        data = bytearray(whole)
        data[place] ^= (0x01, 0x80, 0xFF)[place % 3]
        broken.write_bytes(data)
        seen.add(why(broken))
    assert seen <= {"foreign", "damaged", "truncated", "large"}
    assert "damaged" in seen


def test_no_shorter_or_longer_file_is_accepted(package: Path) -> None:
    whole = package.read_bytes()
    cut = package.with_name("cut.ireview")
    for length in [*range(400), *range(400, len(whole), 11)]:
        cut.write_bytes(whole[:length])
        assert why(cut) == ("truncated" if length else "foreign")
    cut.write_bytes(whole + b"\0")
    assert why(cut) == "damaged"
    cut.write_bytes(whole[:300] + whole[301:])
    assert why(cut) in ("damaged", "truncated")


@given(st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=6), st.integers(0, 6)), min_size=1, max_size=3))
@settings(max_examples=150, deadline=None)
def test_no_patched_file_is_accepted(tmp_path_factory: pytest.TempPathFactory,
                                     patches: list[tuple[int, bytes, int]]) -> None:
    folder = tmp_path_factory.getbasetemp() / "patched"
    path, broken = folder / "a", folder / "b"
    if not path.exists():
        folder.mkdir(exist_ok=True)
        write_package(path, content(), {}, signer=HOUSE.secret, protect=FOR_REVIEWER)
    whole = path.read_bytes()
    data = whole
    for place, new, gone in patches:
        place %= len(data) + 1
        data = data[:place] + new + data[place + gone:]
    broken.write_bytes(data)
    if data != whole:
        why(broken)


def test_other_files_are_no_packages(tmp_path: Path) -> None:
    path = tmp_path / "some.ireview"
    for data in (b"", b"PK\x03\x04 a workbook", b"%PDF-1.7", b"age-encryption.org/v1\n-> X25519 a\n", bytes(5000),
                 random.Random(5).randbytes(5000)):
        path.write_bytes(data)
        assert why(path) == "foreign"
    with pytest.raises(Environment, match="cannot be read"):
        open_package(tmp_path / "gone.ireview")
    with pytest.raises(Environment):
        open_package(tmp_path)


def test_a_transfer_as_text_shows_as_damage(package: Path) -> None:
    whole = package.read_bytes()
    for data in (whole.replace(b"\r\n", b"\n"), whole.replace(b"\n", b"\r\n"), bytes(one & 127 for one in whole)):
        package.write_bytes(data)
        assert why(package) == "damaged"


def test_a_newer_format_says_which_version_is_needed(package: Path) -> None:
    whole = bytearray(package.read_bytes())
    whole[12:14] = (2).to_bytes(2, "big")
    whole[14:30] = b"3.4.1".ljust(16, b"\0")
    import zlib

    whole[30:34] = zlib.crc32(bytes(whole[:30])).to_bytes(4, "big")
    package.write_bytes(whole[:40])
    with pytest.raises(PackageRefused, match=r"needs version 3\.4\.1") as caught:
        peek(package)
    assert caught.value.why == "newer"


@pytest.mark.usefixtures("quick_age")
def test_passphrases(tmp_path: Path) -> None:
    path = tmp_path / "a.ireview"
    write_package(path, content(), {}, signer=HOUSE.secret, protect=Protection(passphrase="richtig lang"))
    assert why(path) == "needs_passphrase"
    assert why(path, passphrase="") == "needs_passphrase"
    assert why(path, passphrase="falsch lang") == "passphrase"


def test_made_for_somebody_else(package: Path) -> None:
    with pytest.raises(PackageRefused) as caught:
        open_package(package, identities=[STRANGER.identity])
    assert caught.value.why == "other"
    with pytest.raises(PackageRefused) as caught:
        open_package(package)
    assert caught.value.why == "other"


def test_what_is_signed_and_nonsense_is_refused(tmp_path: Path) -> None:
    whole = content().to_json()
    one = whole["applications"][0]
    bad: list[Any] = [
        None, [], {}, "text", {**whole, "head": None}, {**whole, "rubric": {}}, {**whole, "applications": {}},
        {**whole, "applications": [one, one]}, {**whole, "applications": [{**one, "version": -1}]},
        {**whole, "applications": [{**one, "application": "x"}]}, {**whole, "applications": [{**one, "fields": [1]}]},
        {**whole, "applications": [{**one, "base": {"mark.team": "1e999999999"}}]},
        {**whole, "applications": [{**one, "base": {"stance": "loud"}}]},
        {**whole, "applications": [{**one, "base": {"confidence": "99"}}]},
        {**whole, "applications": [{**one, "documents": [{"sha256": "0" * 64, "title": "", "kind": "", "file_name": "x",
                                                          "media_type": "", "size": 5}]}]},
        {**whole, "head": {**whole["head"], "made_at": "2027-05-03T09:00:00"}},
        {**whole, "rubric": {**whole["rubric"], "version": 0}}]
    for place, value in enumerate(bad):
        assert why(sealed(tmp_path / f"{place}.ireview", inside(content=value))) == "damaged", place
    assert why(sealed(tmp_path / "x.ireview", inside(answer_to=5))) == "damaged"
    assert why(sealed(tmp_path / "y.ireview", {})) == "damaged"


JUNK = st.sampled_from([None, True, 0, -1, 10**17, "", "x", "1e99", "NaN", "00000000-0000-0000-0000-000000000001",
                        [], {}, [[]], ["a", "b"], {"en": 5}, "\u202e", "9999-12-31T23:59:59+00:00"])


def _mutated(value: Any, data: st.DataObject) -> Any:
    """The value with one thing in it replaced, removed, doubled or added, somewhere."""
    if isinstance(value, dict) and value and data.draw(st.booleans()):
        key = data.draw(st.sampled_from(sorted(value)))
        match data.draw(st.sampled_from(["deeper", "deeper", "deeper", "gone", "more"])):
            case "gone":
                return {name: one for name, one in value.items() if name != key}
            case "more":
                return {**value, "more": data.draw(JUNK)}
        return {**value, key: _mutated(value[key], data)}
    if isinstance(value, list) and value and data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(value) - 1))
        match data.draw(st.sampled_from(["deeper", "deeper", "twice", "gone"])):
            case "gone":
                return value[:place] + value[place + 1:]
            case "twice":
                return [*value, value[place]]
        return [*value[:place], _mutated(value[place], data), *value[place + 1:]]
    return data.draw(JUNK)


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_inside_is_taken_as_it_is_or_refused_in_a_sentence(tmp_path: Path, data: st.DataObject) -> None:
    made, files = with_documents(tmp_path / "documents")
    value = _mutated(made.to_json(), data)
    documents = [(digest, place.stat().st_size, place) for digest, place in files.items()]
    path = sealed(tmp_path / "a.ireview", inside(content=value), documents)
    found = None
    with contextlib.suppress(Refused), open_package(path, identities=[REVIEWER.identity]) as opened:
        found = opened.content.to_json()
    assert found in (None, value)


@pytest.mark.parametrize("name", ["../../.bashrc", "/etc/passwd", "C:\\x.exe", "..", "", "a\nb", "fdp.\u202eexe",
                                  "x" * 400])
def test_a_document_whose_name_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    made, files = with_documents(tmp_path / "documents")
    value = made.to_json()
    value["applications"][0]["documents"][0]["file_name"] = name
    documents = [(digest, place.stat().st_size, place) for digest, place in files.items()]
    assert why(sealed(tmp_path / "a.ireview", inside(content=value), documents)) == "damaged"
    assert not list(tmp_path.glob("*.bashrc"))


def test_a_rubric_by_which_nobody_can_review_is_named(tmp_path: Path) -> None:
    value = content().to_json()
    value["rubric"]["criteria"][0]["scale"]["step"] = "0.0001"
    with pytest.raises(Refused, match="rubric is not whole"):
        open_package(sealed(tmp_path / "a.ireview", inside(content=value)), identities=[REVIEWER.identity])


def test_the_house_in_clear_is_the_house_inside(tmp_path: Path) -> None:
    assert why(sealed(tmp_path / "a.ireview", inside(), house="Another house")) == "forged"


def _tampered(path: Path, change: Any) -> None:
    """Open with the right key, change the inside, and encrypt it again as only its reader could."""
    found = frame.look(path)
    own = pyrage.decrypt(base64.b64decode(dict(found.head.slots)["recipient"]),
                         [pyrage.x25519.Identity.from_str(REVIEWER.identity)]).decode()
    identity = pyrage.x25519.Identity.from_str(own)
    plain = bytearray(pyrage.decrypt(path.read_bytes()[found.start:], [identity]))
    changed = change(plain)
    cipher = pyrage.encrypt(bytes(plain if changed is None else changed), [identity.to_public()])
    start = frame.prefix(found.head_bytes, len(cipher), hashlib.sha256(cipher).digest())
    path.write_bytes(start + found.head_bytes + cipher)


def test_a_reader_who_changes_it_and_seals_it_again_is_found_out(package: Path) -> None:
    whole = package.read_bytes()

    def flip(place: int) -> Any:
        def change(plain: bytearray) -> None:
            plain[place] ^= 1
        return change

    for change, reason in ((flip(10), "forged"), (flip(80), "forged"), (flip(150), "forged"), (flip(-2), "forged"),
                           (lambda plain: plain[:50], "damaged"), (lambda plain: b"", "damaged"),
                           (lambda plain: plain + b"x", "damaged"),
                           (lambda plain: b"\xff\xff\xff\xff" + plain[4:], "large")):
        package.write_bytes(whole)
        _tampered(package, change)
        assert why(package) == reason


def test_a_head_of_another_package_is_found_out(tmp_path: Path, package: Path) -> None:
    """The clear head is signed too: the slots of one package do not carry the inside of another."""
    found = frame.look(package)
    head = frame.Head("review", "Somebody else", found.head.package, found.head.slots).to_bytes()
    cipher = package.read_bytes()[found.start:]
    package.write_bytes(frame.prefix(head, len(cipher), hashlib.sha256(cipher).digest()) + head + cipher)
    assert why(package) == "forged"


def test_a_document_that_is_not_what_was_signed_never_stays(tmp_path: Path) -> None:
    made, files = with_documents(tmp_path / "documents")
    path = tmp_path / "a.ireview"
    write_package(path, made, files, signer=HOUSE.secret, protect=FOR_REVIEWER)

    def last(plain: bytearray) -> None:
        plain[-1] ^= 1

    _tampered(path, last)
    assert why(path) == "damaged"


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: Path) -> None:
    made, files = with_documents(tmp_path / "documents")
    large = tmp_path / "large.ireview"
    write_package(large, made, files, signer=HOUSE.secret, protect=FOR_REVIEWER)
    with monkeypatch.context() as patch:
        patch.setattr(frame, "FILE_MOST", 5_000)
        patch.setattr(seal_module, "FILE_MOST", 5_000)
        assert why(large) == "large"
        with pytest.raises(Refused, match="more than"):
            write_package(tmp_path / "b", made, files, signer=HOUSE.secret, protect=FOR_REVIEWER)
    with monkeypatch.context() as patch:
        patch.setattr(unseal_module, "MANIFEST_MOST", 500)
        assert why(large) == "large"
    with monkeypatch.context() as patch:
        patch.setattr("incubator_gui.exchange.review_archive.APPLICATIONS_MOST", 2)
        assert why(large) == "large"
    with monkeypatch.context() as patch:
        patch.setattr(unseal_module, "DOCUMENTS_MOST", 1)
        assert why(large) == "damaged"


@pytest.mark.usefixtures("quick_age")
def test_a_passphrase_slot_that_asks_for_all_memory_is_refused_before_it_is_tried(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ireview"
    tried: list[int] = []
    scrypt = hashlib.scrypt

    def noted(password: bytes, *, n: int, **rest: Any) -> bytes:
        tried.append(n)
        return scrypt(password, n=min(n, 1 << 10), **rest)

    slot = lock(b"secret", "other words")
    monkeypatch.setattr(hashlib, "scrypt", noted)
    for cipher, reason in ((slot.replace(b" 10\n", b" 30\n"), "large"), (b"nonsense", "damaged"), (slot, "passphrase"),
                           (slot.replace(b" 10\n", b" 9999\n"), "large")):
        head = frame.Head("review", "H", "x", (("passphrase", base64.b64encode(cipher).decode()),)).to_bytes()
        path.write_bytes(frame.prefix(head, 0, hashlib.sha256().digest()) + head)
        assert why(path, passphrase="some words") == reason
    assert tried == [1 << 10]


def test_every_refusal_is_a_sentence_in_three_languages(package: Path) -> None:
    from incubator_gui.core.languages import LANGUAGES, translator

    package.write_bytes(package.read_bytes()[:-1])
    with pytest.raises(IncubatorError) as caught:
        open_package(package)
    words = {translator(language).text(caught.value.message) for language in LANGUAGES}
    assert all("a.ireview" in one for one in words)
