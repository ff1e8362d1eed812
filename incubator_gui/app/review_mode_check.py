"""The self-test of review packages: one goes out and comes back, a damaged one is refused."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, Words, msg
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_package import PackageApplication, PackageContent, PackageDocument, PackageHead
from incubator_gui.domain.rubric import Criterion, Rubric
from incubator_gui.exchange.package_desk import open_desk
from incubator_gui.exchange.review_archive import PackageRefused, Protection, ReviewKey, new_passphrase, write_package
from incubator_gui.exchange.review_return import read_return

_WORDS = "评审 – Begutachtung"
_RUBRIC = Rubric(UUID(int=4), 1, (Criterion("team", Words((("en", "Team"),))),))


def round_trip(folder: Path) -> Message:
    """Write, open, fill in, send back and read a package; says what was seen, raises Refused for what is wrong."""
    house, passphrase, one = ReviewKey.new(), new_passphrase(), UUID(int=3)
    paper = folder / "paper.pdf"
    paper.write_bytes(b"%PDF-1.7 " + _WORDS.encode())
    digest = hashlib.sha256(paper.read_bytes()).hexdigest()
    head = PackageHead(UUID(int=1), _WORDS, "C", "P", UUID(int=2), "R", "en", True, datetime.now(UTC))
    document = PackageDocument(digest, "Deck", "deck", "deck.pdf", "application/pdf", paper.stat().st_size)
    content = PackageContent(head, _RUBRIC, (
        PackageApplication(one, 1, "", None, 1, (), ((_WORDS, _WORDS),), (document,)),))
    file, back = folder / "out.ireview", folder / "back.ireview"
    write_package(file, content, {digest: paper}, signer=house.secret, protect=Protection(passphrase=passphrase))
    opening = partial(open_desk, file, passphrase=passphrase, data=folder / "data", cache=folder / "cache")
    with opening() as desk:
        if desk.document(one, digest).read_bytes() != paper.read_bytes():
            raise Refused(msg("A document is not what was packed."))
        desk.save(one, ReviewForm.of_fields({"mark.team": "4", "comment": _WORDS}), ReviewForm())
        desk.send_back(back)
    if [review.form.comment for review in read_return(back, signer=house.secret).reviews] != [_WORDS]:
        raise Refused(msg("What came back is not what was typed."))
    broken = bytearray(file.read_bytes())
    broken[-1] ^= 1
    file.write_bytes(broken)
    try:
        opening().close()
    except PackageRefused:
        return msg("written, encrypted, opened, sent back; a damaged one refused")
    raise Refused(msg("A damaged package was opened."))
