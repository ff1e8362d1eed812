"""Files of papers: names that every system takes, and writing that leaves nothing half-made."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from incubator_gui.core.files import write_whole

_NOT_IN_NAMES = re.compile(r"[^\w.+&()-]+")
_LONGEST = 60
_MOST_BYTES = 90
"""Of a part of a name with several: two of them, and what is put behind, fit into the 255 bytes of a name."""


def clean_name(text: str, otherwise: str) -> str:
    """A text as a part of a file name: letters and figures of any script, joined by hyphens."""
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in plain)
    joined = re.sub("-{2,}", "-", _NOT_IN_NAMES.sub("-", plain)).strip(".-_ ")
    return joined[:_LONGEST].strip(".-_ ") or otherwise


def paper_name(company: str, language: str, *, one_pager: bool = False) -> str:
    """What the file of a paper is called, unless somebody chooses another name."""
    kind = "one-pager" if one_pager else "dossier"
    return f"{clean_name(company, 'company').replace('.', '-')}-{kind}-{language}.pdf"


def pack_name(roadshow: str, recipient: str, language: str) -> str:
    """What the file of a pack is called, unless somebody chooses another name."""
    parts = [_short(clean_name(roadshow, "roadshow")), _short(clean_name(recipient, "")), language]
    return "-".join(part.replace(".", "-") for part in parts if part) + ".pdf"


def _short(name: str) -> str:
    return name.encode()[:_MOST_BYTES].decode("utf-8", "ignore").strip(".-_ ")


def keep(content: bytes, target: Path) -> Path:
    """Write a file that is either whole or not there; raises Environment with one sentence."""
    target = Path(target).absolute()
    write_whole(target, content)
    return target
