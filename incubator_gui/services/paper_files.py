"""Files of papers: names that every system takes, and writing that leaves nothing half-made."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import unicodedata
from pathlib import Path

from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg

_NOT_IN_NAMES = re.compile(r"[^\w.+&()-]+")
_LONGEST = 60


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


def keep(content: bytes, target: Path) -> Path:
    """Write a file that is either whole or not there; raises Environment with one sentence."""
    target = Path(target).absolute()
    scratch = ""
    try:
        handle, scratch = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(scratch, 0o666 & ~_umask())
        os.replace(scratch, target)
    except OSError as error:
        raise Environment(msg(
            "The file {file} could not be written ({reason}). Close it where it is open, or choose another folder.",
            file=str(target), reason=error.strerror or str(error))) from error
    finally:
        if scratch:
            with contextlib.suppress(OSError):
                Path(scratch).unlink(missing_ok=True)
    return target


def _umask() -> int:
    """The rights that this person's new files do not get; asked for without changing them for other threads."""
    try:
        line = next(one for one in Path("/proc/self/status").read_text("ascii").splitlines() if one.startswith("Umask"))
        return int(line.split()[1], 8)
    except (OSError, StopIteration, ValueError, IndexError):
        return 0o077
