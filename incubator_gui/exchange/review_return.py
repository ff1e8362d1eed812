"""Return packages: what a reviewer sends back from a review package, for the eyes of the house alone.

A return is signed by the reviewer's own key and carries it, so that the house knows it the next time, and
the recipient to encrypt the next package for. It gives back the code of its package: only who opened that
package knows it, so nobody else can speak in the reviewer's name.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_package import ReturnContent, ReturnedReview
from incubator_gui.domain.review_words import CONFLICT_KINDS
from incubator_gui.exchange.review_archive import APPLICATIONS_MOST, OpenedPackage
from incubator_gui.exchange.review_archive_frame import PackageRefused, Stop, damaged
from incubator_gui.exchange.review_archive_seal import seal
from incubator_gui.exchange.review_archive_unseal import unseal
from incubator_gui.exchange.review_keys import Protection, ReviewKey, recipient_of

WAY = "package"


def write_return(path: Path, content: ReturnContent, *, package: OpenedPackage, signer: bytes,
                 stop: Stop = None) -> str:
    """Write a return package, whole or not at all; returns the SHA-256 of the file.

    `package` is what was opened, `signer` the reviewer's secret. Raises Refused, Environment or Cancelled.
    """
    key = ReviewKey(signer)
    head = package.content.head
    inside = {"content": _to_json(content, head.reviewer), "code": package.code, "recipient": key.recipient}
    return seal(path, "return", "", "", inside, (), key, Protection(package.answer_to), stop=stop)


def read_return(path: Path, *, signer: bytes, stop: Stop = None) -> ReturnContent:
    """Read what came back; `signer` is the house's secret, the one its packages are signed with.

    Raises PackageRefused with one sentence. `signed_by` is proved; whether it is the key of that reviewer
    is the house's to compare. A return whose code is wrong was not made from a package of this house.
    """
    key = ReviewKey(signer)
    found = unseal(path, "return", passphrase=None, identities=(key.identity,), folder=None, stop=stop)
    try:
        content = _from_json(found.manifest, found.verify_key)
        code = str(found.manifest["code"])
        if content.reviewer is None or _to_json(content, content.reviewer) != found.manifest["content"]:
            raise ValueError("something stands in it that nobody would read")
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise damaged(path.name) from error
    if not hmac.compare_digest(code.encode(), key.code(content.package, content.reviewer).encode()):
        raise PackageRefused("forged", msg("“{name}” was not made from the package that the incubator sent to this "
                                           "reviewer; it was not read. Ask the reviewer to send it back once more.",
                                           name=path.name))
    return content


def _to_json(content: ReturnContent, reviewer: UUID) -> dict[str, Any]:
    moment = content.returned_at
    return {"package": str(content.package), "reviewer": str(reviewer), "reviewer_name": content.reviewer_name,
            "rubric_version": content.rubric_version, "returned_at": None if moment is None else moment.isoformat(),
            "reviews": [{"application": str(one.application), "version": one.application_version,
                         "form": one.form.to_json(), "conflict": one.conflict} for one in content.reviews]}


def _from_json(manifest: Mapping[str, Any], verify_key: str) -> ReturnContent:
    data, recipient = manifest["content"], manifest["recipient"]
    moment = None if data["returned_at"] is None else datetime.fromisoformat(data["returned_at"])
    if moment is not None and moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    reviews = tuple(_review(one) for one in data["reviews"])
    if len(reviews) > APPLICATIONS_MOST or len({one.application for one in reviews}) != len(reviews):
        raise ValueError("an application stands twice")
    if not isinstance(recipient, str) or not isinstance(data["reviewer_name"], str):
        raise TypeError("no text")
    _recipient(recipient)
    return ReturnContent(UUID(data["package"]), WAY, UUID(data["reviewer"]), data["reviewer_name"],
                         _number(data["rubric_version"]), moment, reviews, (), verify_key, recipient)


def _review(data: Mapping[str, Any]) -> ReturnedReview:
    conflict = data["conflict"]
    if conflict is not None and conflict not in CONFLICT_KINDS:
        raise ValueError("no kind of conflict")
    return ReturnedReview(UUID(data["application"]), _number(data["version"]), ReviewForm.from_json(data["form"]),
                          conflict=conflict)


def _recipient(text: str) -> None:
    try:
        recipient_of(text)
    except Refused as error:
        raise ValueError("no recipient") from error


def _number(value: Any) -> int | None:
    if value is None:
        return None
    if type(value) is not int or value < 0:
        raise ValueError("no count")
    return value
