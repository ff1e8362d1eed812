"""The three ways in which reviews travel, in one table: how each is written and read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Environment, Refused
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.core.process import ChildDied, run_child
from incubator_gui.db.database import Database
from incubator_gui.db.schema import HouseSetting
from incubator_gui.domain.review_package import PackageContent, ReturnContent

KEY: Final = "review_key"
"""The setting under which the house keeps the secret that signs its packages and opens what comes back."""

MOST_BYTES: Final = 400_000_000
"""What is larger comes from no reviewer."""

Step = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Order:
    """One file to be written. `passphrase` and `recipient` only matter to packages."""

    path: Path
    content: PackageContent
    documents: Mapping[str, Path]
    secret: bytes = field(repr=False, default=b"")
    passphrase: str = field(repr=False, default="")
    recipient: str = ""

    @property
    def protection(self) -> str:
        """What is noted in the house: key, passphrase, both or none."""
        if self.passphrase and self.recipient:
            return "both"
        return "passphrase" if self.passphrase else "key" if self.recipient else "none"


@dataclass(frozen=True, slots=True)
class Way:
    """How a way is written and read; `write` gives back what the reviewer should be told."""

    suffix: str
    write: Callable[[Order, Step, Stop], tuple[Message, ...]]
    read: Callable[[Path, bytes, Stop], ReturnContent]


def _write_package(order: Order, step: Step, stop: Stop) -> tuple[Message, ...]:
    from incubator_gui.exchange.review_archive import Protection, write_package

    write_package(order.path, order.content, order.documents, signer=order.secret,
                  protect=Protection(order.recipient, order.passphrase), step=step, stop=stop)
    return ()


def _read_package(path: Path, secret: bytes, stop: Stop) -> ReturnContent:
    from incubator_gui.exchange.review_archive import PackageRefused
    from incubator_gui.exchange.review_return import read_return

    if not secret:
        raise PackageRefused("foreign", msg("“{name}” does not answer a package of this incubator: none ever left "
                                            "it. Open the database it was sent from.", name=path.name))
    return read_return(path, signer=secret, stop=stop)


def _write_form(order: Order, step: Step, stop: Stop) -> tuple[Message, ...]:
    from incubator_gui.reports.review_form import TARGET
    from incubator_gui.reports.whole_file import scratch_of

    try:  # documents come from outside: they are opened in a child
        answer = run_child(TARGET, {"content": order.content.to_json(), "target": str(order.path),
                                    "documents": {key: str(place) for key, place in order.documents.items()}},
                           memory_mb=2048, seconds=900, on_progress=step, cancelled=stop)
    except ChildDied as error:
        raise Environment(msg("The form for {reviewer} could not be written: a document asks for too much memory or "
                              "time. Look at the documents, or take another way.",
                              reviewer=order.content.head.reviewer_name)) from error
    finally:  # a child that was stopped could not tidy up
        scratch_of(order.path).unlink(missing_ok=True)
    return tuple(Message.from_json(one) for one in answer)


def _read_form(path: Path, _secret: bytes, stop: Stop) -> ReturnContent:
    from incubator_gui.exchange.form_reader import read_form

    return read_form(path, stop=stop)


def _write_sheet(order: Order, _step: Step, _stop: Stop) -> tuple[Message, ...]:
    from incubator_gui.exchange.review_sheet import write_sheet

    write_sheet(order.path, order.content)
    count = len({one.sha256 for application in order.content.applications for one in application.documents})
    if not count:
        return ()
    return (nmsg("A sheet holds no documents: send {n} document beside it, or take another way.",
                 "A sheet holds no documents: send {n} documents beside it, or take another way.", count),)


def _read_sheet(path: Path, _secret: bytes, stop: Stop) -> ReturnContent:
    from incubator_gui.exchange.review_sheet_reader import read_sheet

    return read_sheet(path, stop=stop)


TABLE: Final[Mapping[str, Way]] = {
    "package": Way(".ireview", _write_package, _read_package),
    "form": Way(".pdf", _write_form, _read_form),
    "sheet": Way(".xlsx", _write_sheet, _read_sheet),
}
"""By the keys of WAYS."""


def kind_of(path: Path) -> str:
    """What a file is, told by its content: one of the ways, or `zip` or `mail` with such files in it.

    Raises Refused or Environment with one sentence.
    """
    from incubator_gui.exchange import return_kinds

    try:
        if path.is_dir():
            raise Refused(msg("“{name}” is a folder. Choose the files in it.", name=path.name))
        size = path.stat().st_size
        if not size:
            raise Refused(msg("“{name}” is empty. Ask for it once more.", name=path.name))
        if size > MOST_BYTES:
            raise Refused(msg("“{name}” is larger than {most} MB; no review is. It was not read.", name=path.name,
                              most=MOST_BYTES // 1_000_000))
        return return_kinds.kind_of(path)
    except OSError as error:
        raise Environment(msg("“{name}” cannot be read: {reason}.", name=path.name,
                              reason=error.strerror or str(error))) from error


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def secret_of(session: Session) -> bytes:
    """The secret of the house, empty where no package ever left it."""
    stored = session.scalars(select(HouseSetting.value).where(HouseSetting.key == KEY)).first()
    return bytes.fromhex(stored) if isinstance(stored, str) and len(stored) == 64 else b""


def house_secret(database: Database) -> bytes:
    """The secret of the house, made for its first package. It is no step of undo: packages rely on it."""
    from incubator_gui.exchange.review_keys import ReviewKey

    with database.read() as session:
        found = secret_of(session)
    if found:
        return found
    with database.write("review.key", msg("Key for review packages made"), kind="keep") as work:
        found = secret_of(work.session)  # another workstation may have been quicker
        if not found:
            found = ReviewKey.new().secret
            work.session.add(HouseSetting(key=KEY, value=found.hex()))
    return found
