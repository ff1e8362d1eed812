"""By which key each house signed before: another key for a known house is shown, never taken in silence.

The first package of a house is believed (nobody can compare yet), its key remembered; later packages must be
signed by a key that is known. A new key of a house is taken when the person says so, after asking the house.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

from incubator_gui.core.errors import Environment, Refused
from incubator_gui.core.files import write_whole
from incubator_gui.core.messages import msg
from incubator_gui.domain.review_package import PackageHead
from incubator_gui.exchange.review_archive_json import strict
from incubator_gui.exchange.review_keys import shown

FILE = "houses.json"


class OtherSigner(Refused):
    """A package says it comes from a house whose packages were signed by another key before."""

    def __init__(self, house: str, signer: str) -> None:
        super().__init__(msg(
            "This package says it comes from “{house}”, but it is signed with another key than before ({key}). Ask the "
            "incubator whether its key is new; open it only then.", house=house, key=shown(signer)))
        self.signer = signer
        self.house = house

    def __reduce__(self) -> tuple[type[OtherSigner], tuple[str, str]]:  # type: ignore[override]
        return type(self), (self.house, self.signer)


class Houses:
    """The houses whose packages were opened on this workstation, and their keys."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def check(self, head: PackageHead, signer: str, believed: str = "") -> None:
        """Raise OtherSigner for an unknown key of a known house; remember what is taken.

        `believed` is a key that the person takes all the same.
        """
        known = self._read()
        keys = known.get(head.house, [])
        if signer in keys:
            return
        if keys and signer != believed:
            raise OtherSigner(head.house, signer)
        known[head.house] = [*keys, signer]
        with contextlib.suppress(Environment):  # it is compared again the next time, that is all
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._file, json.dumps(known, sort_keys=True, ensure_ascii=False,
                                               separators=(",", ":")).encode())

    def checking(self, believed: str = "") -> Callable[[PackageHead, str], None]:
        """`check`, for `open_desk`."""
        return lambda head, signer: self.check(head, signer, believed)

    def _read(self) -> dict[str, list[str]]:
        try:
            found = strict(self._file.read_bytes())
            return {str(house): [str(key) for key in keys] for house, keys in found.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}
