"""Returned files inside others: an archive of many, a message with attachments. Taken apart in a child process."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import IO, Any

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.core.process import ChildDied, run_child
from incubator_gui.domain.clean_text import clean_line
from incubator_gui.exchange.return_kinds import kind_of

WANTED = frozenset({".ireview", ".pdf", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".zip", ".eml"})
MOST_MEMBERS = 500
MOST_BYTES = 1_500_000_000
"""Of everything taken out of one file, counted as it is unpacked: what an archive says of itself may lie."""
_MOST_ENTRIES = 5_000
_DEEPEST = 3
_PIECE = 1 << 20
_ENCRYPTED = 1


def unpack(path: Path, kind: str, folder: Path, *, stop: Callable[[], bool] | None = None
           ) -> tuple[tuple[Path, str], ...]:
    """The returned files in an archive or a message, written into `folder`, and what they were called there.

    What else lies beside them, letters and pictures, is passed over. Raises Refused where none is there.
    """
    try:
        answer = run_child("incubator_gui.exchange.return_parcels:unpack_child",
                           {"path": str(path), "kind": kind, "folder": str(folder)}, memory_mb=2048, seconds=180,
                           cancelled=stop)
    except ChildDied as error:
        raise Refused(msg("“{name}” is damaged or unpacks to far too much. Take the files out of it and choose them.",
                          name=path.name)) from error
    if not answer:
        raise Refused(msg("“{name}” holds no returned review: no package, form or sheet is in it.", name=path.name))
    return tuple((Path(file), name) for file, name in answer)


def unpack_child(argument: Mapping[str, Any], progress: Callable[[int, int], None]) -> list[list[str]]:
    """For a child process: files and names."""
    path, folder = Path(argument["path"]), Path(argument["folder"])
    return [[str(file), name] for file, name in _Parcel(path, folder).open(path, argument["kind"], 1)]


class _Parcel:
    """Takes one file apart, and what is packed inside it again."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._path, self._folder = path, folder
        self._count = self._bytes = 0

    def open(self, path: Path, kind: str, depth: int) -> Iterator[tuple[Path, str]]:
        """The files in `path`."""
        for file, name in self._zip(path) if kind == "zip" else self._mail(path):
            inner = None
            with suppress(Refused, OSError):
                inner = kind_of(file)
            if inner in ("zip", "mail") and depth < _DEEPEST:
                yield from self.open(file, inner, depth + 1)
                file.unlink()
            else:
                yield file, name

    def _zip(self, path: Path) -> Iterator[tuple[Path, str]]:
        try:
            with zipfile.ZipFile(path) as archive:
                entries = archive.infolist()
                if len(entries) > _MOST_ENTRIES:
                    raise self._too_much()
                for entry in entries:
                    name = _name(entry)
                    if entry.is_dir() or not _wanted(name):
                        continue
                    if entry.flag_bits & _ENCRYPTED:
                        raise Refused(msg("“{name}” is protected by a password. Unpack it, then choose the files in "
                                          "it.", name=self._path.name))
                    with archive.open(entry) as stream:
                        yield self._keep(stream, name), name
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError) as error:
            raise Refused(msg("“{name}” is damaged or was not saved completely. Ask for it once more.",
                              name=self._path.name)) from error

    def _mail(self, path: Path) -> Iterator[tuple[Path, str]]:
        with path.open("rb") as stream:
            message = BytesParser(policy=policy.compat32).parse(stream)
        for part in message.walk():
            if part.is_multipart():
                continue
            name = _plain(_attached(part))
            if _wanted(name):
                content = part.get_payload(decode=True)
                if isinstance(content, bytes) and content:
                    yield self._keep_bytes(content, name), name

    def _keep(self, stream: IO[bytes], name: str) -> Path:
        place = self._place(name)
        with place.open("wb") as out:
            while piece := stream.read(_PIECE):
                self._bytes += len(piece)
                if self._bytes > MOST_BYTES:
                    raise self._too_much()
                out.write(piece)
        return place

    def _keep_bytes(self, content: bytes, name: str) -> Path:
        place = self._place(name)
        self._bytes += len(content)
        if self._bytes > MOST_BYTES:
            raise self._too_much()
        place.write_bytes(content)
        return place

    def _place(self, name: str) -> Path:
        self._count += 1
        if self._count > MOST_MEMBERS:
            raise self._too_much()
        return self._folder / f"{self._count}{Path(name).suffix.lower()}"

    def _too_much(self) -> Refused:
        return Refused(msg("“{name}” unpacks to far too much. Take the files out of it and choose them.",
                           name=self._path.name))


def _attached(part: Any) -> str:
    """The name of an attachment; without one, what its type says."""
    from email.header import decode_header, make_header

    name = part.get_filename() or ""
    with suppress(ValueError, LookupError, UnicodeError):  # encoded as the standard forbids and everybody does
        name = str(make_header(decode_header(name)))
    if not name and part.get_content_type() == "application/pdf":
        name = "attachment.pdf"
    return name


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: Windows packs Chinese names in its own encoding and does not say so."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        for encoding in ("utf-8", "gb18030"):
            with suppress(UnicodeError):
                name = name.encode("cp437").decode(encoding)
                break
    return _plain(name)


def _plain(name: str) -> str:
    return clean_line(os.path.basename(name.replace("\\", "/")))[-200:]


def _wanted(name: str) -> bool:
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() in WANTED
