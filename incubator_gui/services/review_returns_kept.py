"""The returned file itself, kept with the house's files: sealed, so that erasing its reviewer takes it too.

Each package has a key of its own in its manifest, which is personal: once that is erased, from the row and from
the journal, nobody can open what came back, here or in a backup of the files. The store finds a sealed file by
its own digest, which the log of returns notes beside the answers that were merged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Environment, IncubatorError, NotFound, Refused
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, ReviewPackage, ReviewReturn
from incubator_gui.services.review_packages_ways import digest
from incubator_gui.services.review_returns_open import inside
from incubator_gui.services.review_returns_rows import FileRun
from incubator_gui.services.sight import sight

KEY, FILE = "file_key", "file"
MOST_KEPT = 150_000_000
"""What is larger is not kept: it stays where it came from."""


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A file that came back for a package; `is_kept`: it can be opened."""

    id: UUID
    name: str
    merged_at: datetime
    merged_by: str
    returned_at: datetime | None
    is_kept: bool


def new_key() -> str:
    """A key for what comes back for one package."""
    return token_hex(SecretBox.KEY_SIZE)


def keep(database: Database, run: FileRun) -> str | None:
    """Put a file that is about to be merged into the store; None where it is gone, too large or has no key."""
    with database.read() as session:
        package = session.get(ReviewPackage, run.package) if run.package is not None else None
        key = _key(package)
    if key is None:
        return None
    content = _content(run)
    if content is None:
        return None
    nonce = hashlib.blake2b(bytes.fromhex(run.sha256), key=key, digest_size=SecretBox.NONCE_SIZE).digest()
    return database.files.put(bytes(SecretBox(key).encrypt(content, nonce)))


def rows(session: Session, database: Database, package: UUID) -> tuple[ReturnRow, ...]:
    """The files that came back for a package, the latest first; nothing for whom it does not concern."""
    found = session.get(ReviewPackage, package)
    view = sight(session, database)
    if found is None or not (view.is_officer or found.reviewer_id == view.reviewer):
        return ()
    can = _key(found) is not None
    return tuple(
        ReturnRow(one.id, one.file_name, one.merged_at, one.merged_by or "", one.returned_at,
                  can and _stored(one) is not None)
        for one in session.scalars(select(ReviewReturn).where(ReviewReturn.package_id == package)
                                   .order_by(ReviewReturn.merged_at.desc(), ReviewReturn.id.desc())))


def opened(session: Session, database: Database, id: UUID) -> tuple[str, bytes]:
    """Name and content of a returned file; raises NotFound, or Refused where a conflict stands against it."""
    row = session.get(ReviewReturn, id)
    package = session.get(ReviewPackage, row.package_id) if row is not None else None
    view = sight(session, database)
    if row is None or package is None or not (view.is_officer or package.reviewer_id == view.reviewer):
        raise NotFound(msg("This returned file is no longer there."))
    key, name = _key(package), _stored(row)
    if key is None or name is None:
        raise NotFound(msg("This file is not kept here: only what it said is, in the reviews."))
    asked = [UUID(one["application"]) for one in package.manifest["applications"]]
    hidden = session.scalar(select(Application.id).where(
        Application.id.in_(asked), Application.company_id.in_(view.hidden_companies)).limit(1))
    if hidden is not None:
        raise Refused(msg("“{name}” also reviews an application that a conflict of interest hides from you. Somebody "
                          "without this conflict can open it.", name=row.file_name))
    try:
        return row.file_name, SecretBox(key).decrypt(database.files.get(name))
    except CryptoError as error:
        raise Environment(msg("The stored document {name} is damaged. Restore it from a backup.", name=name[:12])
                          ) from error


def _key(package: ReviewPackage | None) -> bytes | None:
    manifest: Any = package.manifest if package is not None else None
    stored = manifest.get(KEY) if isinstance(manifest, Mapping) else None
    return bytes.fromhex(stored) if isinstance(stored, str) and len(stored) == 2 * SecretBox.KEY_SIZE else None


def _stored(row: ReviewReturn) -> str | None:
    found = row.result.get(FILE) if isinstance(row.result, Mapping) else None
    return found if isinstance(found, str) else None


def _content(run: FileRun) -> bytes | None:
    """The very file that was looked at; a stick may have been pulled out since, which keeps nobody from merging."""
    try:
        if not run.inside:
            return _same(run, run.path)
        with TemporaryDirectory(prefix="incubator-returned-", ignore_cleanup_errors=True) as folder:
            for file, _name in inside(run.path, Path(folder), lambda: False):
                content = _same(run, file)
                if content is not None:
                    return content
    except (OSError, IncubatorError):
        return None
    return None


def _same(run: FileRun, path: Path) -> bytes | None:
    if path.stat().st_size > MOST_KEPT or digest(path) != run.sha256:
        return None
    content = path.read_bytes()
    return content if hashlib.sha256(content).hexdigest() == run.sha256 else None
