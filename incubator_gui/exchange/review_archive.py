"""Review packages (`.ireview`): written for one reviewer, opened by the same program anywhere.

`review_archive_frame` says what lies outside, `review_archive_seal` what lies inside, `review_return` what
comes back. The house's secret signs, and the reviewer sees by which key; what is inside is believed only
after the signature was proved.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.domain.review_package import PackageApplication, PackageContent, PackageDocument
from incubator_gui.domain.review_words import CONFIDENCES
from incubator_gui.exchange.review_archive_frame import (
    SUFFIX,
    Head,
    PackageRefused,
    Step,
    Stop,
    clear_value,
    damaged,
    forged,
    look,
)
from incubator_gui.exchange.review_archive_seal import seal
from incubator_gui.exchange.review_archive_unseal import unseal
from incubator_gui.exchange.review_keys import Protection, ReviewKey, new_passphrase, own_key

__all__ = ["SUFFIX", "OpenedPackage", "PackageRefused", "Protection", "ReviewKey", "new_passphrase", "open_package",
           "own_key", "peek", "write_package"]

APPLICATIONS_MOST = 5_000
_NAME_MOST = 255


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """A package that was opened and proved. `signer` is the key that signed (hex): compare it with the house's.

    `answer_to` (age) and `code` belong into the return package; `package_key` opens what is kept with this package.
    """

    content: PackageContent
    signer: str
    answer_to: str
    code: str
    package_key: str
    folder: Path
    owns_folder: bool = False

    def document(self, sha256: str) -> Path | None:
        """Where a document lies, None where the package holds none of that digest."""
        place = self.folder / sha256
        return place if sha256.isalnum() and place.is_file() else None

    def close(self) -> None:
        """Remove the documents, if the folder was made for them."""
        if self.owns_folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()


def write_package(path: Path, content: PackageContent, documents: Mapping[str, Path], *, signer: bytes,
                  protect: Protection, step: Step = None, stop: Stop = None) -> str:
    """Write a package, whole or not at all; returns the SHA-256 of the file.

    `documents` says where the files of the content lie, by digest; `signer` is the house's secret of 32 bytes.
    Raises Refused, Environment or Cancelled.
    """
    key = ReviewKey(signer)
    content = replace(content, applications=tuple(_named(one) for one in content.applications))
    files: dict[str, tuple[str, int, Path]] = {}
    for one in _documents(content):
        place = documents.get(one.sha256)
        if place is None:
            raise Refused(msg("The document “{name}” is missing: add it to the application again, then make the "
                              "package.", name=one.file_name))
        files[one.sha256] = (one.sha256, one.size, place)
    inside = {"content": content.to_json(), "answer_to": key.recipient,
              "code": key.code(content.head.package, content.head.reviewer)}
    _check(content, path.name)
    return seal(path, "review", content.head.house, str(content.head.package), inside, tuple(files.values()), key,
                protect, step, stop)


def peek(path: Path) -> Head:
    """What stands in clear, believed by nobody: kind, house, and whether a passphrase is asked for."""
    return look(path, whole=False).head


def open_package(path: Path, *, passphrase: str | None = None, identities: Sequence[str] = (),
                 folder: Path | None = None, step: Step = None, stop: Stop = None) -> OpenedPackage:
    """Open a package and lay its documents into a private folder, by default a new one that `close` removes.

    Raises PackageRefused with one sentence; `why` is "needs_passphrase" or "passphrase" where asking helps.
    """
    place = folder or Path(tempfile.mkdtemp(prefix="incubator-review-"))
    try:
        found = unseal(path, "review", passphrase=passphrase, identities=identities, folder=place, step=step,
                       stop=stop)
        content = _content(path.name, found.manifest)
        outside = found.outside.head
        if (clear_value(content.head.house), str(content.head.package)) != (outside.house, outside.package):
            raise forged(path.name)
        answer_to, code = found.manifest.get("answer_to"), found.manifest.get("code")
        if not isinstance(answer_to, str) or not isinstance(code, str):
            raise damaged(path.name)
        return OpenedPackage(content, found.verify_key, answer_to, code, found.package_key, place, folder is None)
    except BaseException:
        if folder is None:
            shutil.rmtree(place, ignore_errors=True)
        raise


def _content(name: str, manifest: Mapping[str, Any]) -> PackageContent:
    try:
        content = PackageContent.from_json(manifest["content"])
        _check(content, name)
        if content.to_json() != manifest["content"]:
            raise ValueError("something stands in it that nobody would read")
        if {(one.sha256, one.size) for one in _documents(content)} != {
                (digest, size) for digest, size in manifest["documents"]}:
            raise ValueError("other documents than the content names")
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise damaged(name) from error
    return content


def _documents(content: PackageContent) -> list[PackageDocument]:
    return [one for application in content.applications for one in application.documents]


def _check(content: PackageContent, name: str) -> None:
    """Raise where nobody could review by it; what the house writes is held to the same rules as what is read."""
    count = len(content.applications)
    if count > APPLICATIONS_MOST:
        raise PackageRefused("large", msg("“{name}” holds {count} applications; a package may hold {most}. Make "
                                          "several.", name=name, count=count, most=APPLICATIONS_MOST))
    problem = next(content.rubric.problems(), None)
    if problem is not None:
        raise Refused(msg("“{name}” cannot be used, its rubric is not whole: {problem}", name=name, problem=problem))
    if len({one.application for one in content.applications}) < count:
        raise ValueError("an application stands twice")
    if any(one.base.confidence not in (None, *CONFIDENCES) for one in content.applications):
        raise ValueError("nobody is so sure")
    if any(one.file_name != safe_name(one.file_name) for one in _documents(content)):
        raise ValueError("a file's name leads elsewhere")


def _named(application: PackageApplication) -> PackageApplication:
    """Names of files as a package may hold them."""
    return replace(application, documents=tuple(
        replace(one, file_name=safe_name(one.file_name)) for one in application.documents))


def safe_name(name: str) -> str:
    """The last part of a file's name, without what could lead elsewhere or change how it reads."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(one for one in last if one.isprintable() and one not in '<>:"|?*').strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    if len(kept) > _NAME_MOST:
        kept = stem[:_NAME_MOST - 1 - len(suffix)] + dot + suffix if len(suffix) < 20 else kept[:_NAME_MOST]
    return kept.strip(" .") or "document"
