from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incubator_gui.core.errors import Cancelled, Environment, Refused
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.exchange.review_archive import (
    Protection,
    ReviewKey,
    new_passphrase,
    open_package,
    own_key,
    peek,
    safe_name,
    write_package,
)
from incubator_gui.exchange.review_archive_passphrase import LOG_WORK, WrongPassphrase, lock, unlock
from incubator_gui.exchange.review_return import read_return, write_return
from tests.exchange.review_archive.packages import (
    FOR_REVIEWER,
    HOUSE,
    REVIEWER,
    application,
    content,
    document,
    returned,
    with_documents,
)

ROOT = Path(__file__).parents[3]


def test_what_was_written_is_opened(tmp_path: Path) -> None:
    made, files = with_documents(tmp_path / "documents")
    path = tmp_path / "for Öhm 评审.ireview"
    digest = write_package(path, made, files, signer=HOUSE.secret, protect=FOR_REVIEWER)
    assert digest == hashlib.sha256(path.read_bytes()).hexdigest()
    with open_package(path, identities=[REVIEWER.identity]) as opened:
        assert opened.content == made
        assert opened.signer == HOUSE.verify_key
        assert opened.answer_to == HOUSE.recipient
        for sha256, place in files.items():
            found = opened.document(sha256)
            assert found is not None
            assert found.read_bytes() == place.read_bytes()
            if os.name != "nt":
                assert found.stat().st_mode & 0o077 == 0
                assert opened.folder.stat().st_mode & 0o077 == 0
        assert opened.document("0" * 64) is None
        assert opened.document("../" + path.name) is None
        folder = opened.folder
    assert not folder.exists()


@pytest.mark.usefixtures("quick_age")
def test_a_passphrase_opens_it_however_its_characters_are_typed(tmp_path: Path) -> None:
    path = tmp_path / "a.ireview"
    write_package(path, content(), {}, signer=HOUSE.secret, protect=Protection(passphrase="grüne Ｗiese"))
    assert peek(path).wants_passphrase
    with open_package(path, passphrase=" gru\u0308ne Wiese ") as opened:
        assert opened.content == content()


@pytest.mark.usefixtures("quick_age")
def test_passphrases_are_those_of_age() -> None:
    """What is locked here opens with pyrage, which follows the same specification."""
    for passphrase in ("richtig lang", "口令 – ü"):
        assert pyrage.passphrase.decrypt(lock(b"secret", passphrase), passphrase) == b"secret"
        assert unlock(lock(b"secret", passphrase), passphrase) == b"secret"
    with pytest.raises(WrongPassphrase):
        unlock(lock(b"x" * 70, "ours"), "theirs")


def test_the_work_is_that_of_the_age_tool() -> None:
    assert LOG_WORK == 18
    assert unlock(lock(b"secret", "ours"), "ours") == b"secret"


@pytest.mark.usefixtures("quick_age")
def test_no_byte_of_what_a_passphrase_locks_may_change() -> None:
    whole = lock(b"secret", "ours")
    for place in range(len(whole)):
        data = bytearray(whole)
        data[place] ^= 1
        with pytest.raises(ValueError, match=r"\w"):
            unlock(bytes(data), "ours")
    for data in (b"", whole[:-1], whole + b"x", whole.replace(b" 10\n", b" 30\n"), whole.replace(b" 10\n", b" 010\n")):
        with pytest.raises(ValueError, match=r"\w"):
            unlock(data, "ours")


def test_an_onlooker_learns_the_house_and_nothing_of_whom_or_what(tmp_path: Path) -> None:
    made, files = with_documents(tmp_path / "documents")
    path = tmp_path / "a.ireview"
    write_package(path, made, files, signer=HOUSE.secret, protect=FOR_REVIEWER)
    raw = path.read_bytes()
    for secret in ("Öhm", "Call 2027-1", "mobility", "Pitch", str(made.head.reviewer), HOUSE.verify_key,
                   REVIEWER.recipient, "Zeile"):
        assert secret.encode() not in raw
    assert "Incubator Shanghai 孵化器".encode() in raw


def test_two_packages_of_the_same_content_share_no_secret(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_package(tmp_path / name, content(), {}, signer=HOUSE.secret, protect=FOR_REVIEWER)
    keys = {open_package(tmp_path / name, identities=[REVIEWER.identity], folder=tmp_path).package_key
            for name in ("a", "b")}
    assert len(keys) == 2


def test_the_file_is_an_age_file_that_other_programs_open(tmp_path: Path) -> None:
    """What the format promises: without this program, age and the key are enough."""
    path = tmp_path / "a.ireview"
    write_package(path, content(), {}, signer=HOUSE.secret, protect=FOR_REVIEWER)
    with open_package(path, identities=[REVIEWER.identity]) as opened:
        key = opened.package_key
    raw = path.read_bytes()
    plain = pyrage.decrypt(raw[raw.index(b"age-encryption.org/v1\n"):], [pyrage.x25519.Identity.from_str(key)])
    assert b'"reviewer_name":"Dr. Jana' in plain


def test_another_process_opens_it_and_sends_back(tmp_path: Path) -> None:
    made, files = with_documents(tmp_path / "documents")
    write_package(tmp_path / "a.ireview", made, files, signer=HOUSE.secret, protect=FOR_REVIEWER)
    code = """
import sys
from pathlib import Path
from incubator_gui.core.clock import SystemClock
from incubator_gui.exchange.package_desk import open_desk
from incubator_gui.exchange.review_keys import KEY_FILE
home = Path(sys.argv[1])
with open_desk(home / "a.ireview", data=home / "data", cache=home / "cache") as desk:
    for row in desk.sheet().rows:
        paper = desk.paper(row.application)
        desk.save(row.application, type(paper.form).of_fields({"mark.team": "5", "comment": f"from {row.number} 好"}),
                  paper.form)
    print(desk.send_back(home / "back.ireview").sha256)
"""
    folder = tmp_path / "data" / "reviews"
    folder.mkdir(parents=True)
    (folder / "review-key.json").write_text(f'{{"secret": "{REVIEWER.secret.hex()}"}}', encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, done.stderr
    assert hashlib.sha256((tmp_path / "back.ireview").read_bytes()).hexdigest() == done.stdout.strip()
    back = read_return(tmp_path / "back.ireview", signer=HOUSE.secret)
    assert back.signed_by == REVIEWER.verify_key
    assert back.recipient == REVIEWER.recipient
    assert [(one.form.comment, one.form.marks) for one in back.reviews] == [
        (f"from {n} 好", {"team": 5}) for n in (1, 2, 3)]


def test_a_return_comes_back_as_it_was_written_and_says_for_whom_the_next_one_is_encrypted(tmp_path: Path) -> None:
    write_package(tmp_path / "a", content(), {}, signer=HOUSE.secret, protect=FOR_REVIEWER)
    with open_package(tmp_path / "a", identities=[REVIEWER.identity]) as opened:
        write_return(tmp_path / "b", returned(), package=opened, signer=REVIEWER.secret)
    found = read_return(tmp_path / "b", signer=HOUSE.secret)
    assert found == replace(returned(), signed_by=REVIEWER.verify_key, recipient=REVIEWER.recipient)
    assert found.recipient is not None
    write_package(tmp_path / "c", content(), {}, signer=HOUSE.secret, protect=Protection(found.recipient))
    open_package(tmp_path / "c", identities=[REVIEWER.identity]).close()


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    made, files = with_documents(tmp_path / "documents")
    with pytest.raises(Cancelled):
        write_package(tmp_path / "a", made, files, signer=HOUSE.secret, protect=FOR_REVIEWER, stop=lambda: True)
    assert [one.name for one in tmp_path.iterdir()] == ["documents"]
    write_package(tmp_path / "a", made, files, signer=HOUSE.secret, protect=FOR_REVIEWER)
    with pytest.raises(Cancelled):
        open_package(tmp_path / "a", identities=[REVIEWER.identity], stop=lambda: True)


def test_progress_reaches_its_end_and_never_goes_back(tmp_path: Path) -> None:
    one, place = document(tmp_path / "documents", bytes(5_000_000))
    seen: list[tuple[int, int]] = []
    write_package(tmp_path / "a", content(application(1, (one,))), {one.sha256: place}, signer=HOUSE.secret,
                  protect=FOR_REVIEWER, step=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] > 5_000_000
    seen.clear()
    open_package(tmp_path / "a", identities=[REVIEWER.identity], step=lambda n, m: seen.append((n, m))).close()
    assert len(seen) >= 4
    assert seen == sorted(seen)


def test_a_document_that_is_missing_or_was_changed_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    made, files = with_documents(tmp_path / "documents")
    with pytest.raises(Refused, match=r"deck\.pdf.*missing"):
        write_package(tmp_path / "a", made, {}, signer=HOUSE.secret, protect=FOR_REVIEWER)
    deck = files[made.applications[0].documents[0].sha256]
    for wrong in (b"short", deck.read_bytes()[:-1] + b"x", deck.read_bytes() + b"x"):
        deck.write_bytes(wrong)
        with pytest.raises(Refused, match="content changed"):
            write_package(tmp_path / "a", made, files, signer=HOUSE.secret, protect=FOR_REVIEWER)
    deck.unlink()
    with pytest.raises(Environment, match="cannot be read"):
        write_package(tmp_path / "a", made, files, signer=HOUSE.secret, protect=FOR_REVIEWER)
    assert not (tmp_path / "a").exists()


def test_a_package_for_nobody_or_with_a_short_passphrase_is_not_made(tmp_path: Path) -> None:
    for protect, words in ((Protection(), "passphrase or the key"), (Protection(passphrase="  kurz  "), "too short"),
                           (Protection("age1nonsense"), "key of the reviewer")):
        with pytest.raises(Refused, match=words):
            write_package(tmp_path / "a", content(), {}, signer=HOUSE.secret, protect=protect)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("given_", "kept"), [
    ("../../etc/passwd", "passwd"), ("C:\\Users\\x\\deck.pdf", "deck.pdf"), ("..", "document"), ("", "document"),
    ("a\x00b\nc.pdf", "abc.pdf"), ("fdp.\u202eexe", "fdp.exe"), ("x" * 300 + ".pdf", "x" * 251 + ".pdf"),
    ("计划 – plan.xlsx", "计划 – plan.xlsx"), ("con:.pdf", "con.pdf")])
def test_names_of_files_lead_nowhere(given_: str, kept: str, tmp_path: Path) -> None:
    assert safe_name(given_) == kept
    assert safe_name(kept) == kept
    one, place = document(tmp_path / "documents", b"x", given_)
    write_package(tmp_path / "a", content(application(1, (one,))), {one.sha256: place}, signer=HOUSE.secret,
                  protect=FOR_REVIEWER)
    with open_package(tmp_path / "a", identities=[REVIEWER.identity]) as opened:
        assert opened.content.applications[0].documents[0].file_name == kept


def test_own_key_is_made_once_and_is_ours_alone(tmp_path: Path) -> None:
    first = own_key(tmp_path / "deep" / "data")
    assert own_key(tmp_path / "deep" / "data") == first
    assert [one.name for one in (tmp_path / "deep" / "data").iterdir()] == ["review-key.json"]
    file = tmp_path / "deep" / "data" / "review-key.json"
    if os.name != "nt":
        assert file.stat().st_mode & 0o077 == 0
    file.write_text("{", encoding="utf-8")
    with pytest.raises(Environment, match="damaged"):
        own_key(tmp_path / "deep" / "data")
    assert own_key(tmp_path / "deep" / "data") != first


def test_keys_are_written_as_age_writes_them() -> None:
    key = ReviewKey(bytes(range(32)))
    assert str(pyrage.x25519.Identity.from_str(key.identity)) == key.identity
    assert pyrage.decrypt(pyrage.encrypt(b"x", [pyrage.x25519.Recipient.from_str(key.recipient)]),
                          [pyrage.x25519.Identity.from_str(key.identity)]) == b"x"
    assert len({new_passphrase() for _ in range(50)}) == 50
    assert len(new_passphrase()) == 19
    assert "secret" not in repr(key)
    assert repr(Protection("", "geheimes Wort")).find("geheim") < 0


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
NAMED = st.tuples(TEXT, TEXT)
FIELDS = st.fixed_dictionaries({}, optional={
    "mark.team": st.sampled_from(["1", "4", "abstain"]), "remark.team": TEXT.filter(bool),
    "comment": TEXT.filter(bool), "confidence": st.sampled_from(["1", "3"]), "finished": st.just("yes")})


@given(st.lists(st.tuples(TEXT, st.lists(NAMED, max_size=3), FIELDS, st.lists(st.binary(max_size=200), max_size=2)),
                max_size=4), TEXT, TEXT)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_content_comes_back(tmp_path: Path, rows: list[tuple[str, list[tuple[str, str]], dict[str, str],
                                                                 list[bytes]]], house: str, note: str) -> None:
    applications, files = [], {}
    for number, (title, pairs, fields, blobs) in enumerate(rows):
        documents = []
        for blob in blobs:
            one, place = document(tmp_path / "documents", blob)
            documents.append(one)
            files[one.sha256] = place
        applications.append(application(number, tuple(documents), ReviewForm.of_fields(fields), title=title,
                                        answers=tuple(pairs)))
    made = replace(content(house=house, note=note), applications=tuple(applications))
    write_package(tmp_path / "a", made, files, signer=HOUSE.secret, protect=FOR_REVIEWER)
    with open_package(tmp_path / "a", identities=[REVIEWER.identity]) as opened:
        assert opened.content == made
