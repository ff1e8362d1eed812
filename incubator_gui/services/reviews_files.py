"""Documents of the desk as files that a viewer can open."""

from __future__ import annotations

import tempfile
from pathlib import Path

from incubator_gui.core.errors import Environment, Refused
from incubator_gui.core.files import write_whole
from incubator_gui.core.messages import msg
from incubator_gui.core.paths import paths
from incubator_gui.db.files import FileStore
from incubator_gui.services.paper_files import clean_name
from incubator_gui.services.reviews_content import File


def lay_out(store: FileStore, file: File, *, blind: bool = False) -> Path:
    """A copy under a name that tells its kind: nobody can harm the stored one through it.

    `blind`: without what the file tells of its maker. Raises NotFound or Environment where the content is missing
    or damaged, and Refused where these traces cannot be taken out.
    """
    name = Path(file.shown.file_name)
    suffix = "".join(one for one in name.suffix if one.isalnum() or one == ".")[:12]
    folder = paths().cache / ("desk-nameless" if blind else "desk") / file.sha256[:24]
    place = folder / (clean_name(name.stem, "document") + suffix)
    try:
        if place.exists() and (blind or place.stat().st_size == file.shown.size):
            return place
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Environment(msg("{name} cannot be opened ({reason}).", name=file.shown.file_name,
                              reason=error.strerror or str(error))) from error
    content = store.get(file.sha256)
    write_whole(place, _without_traces(content, file) if blind else content)
    return place


def _without_traces(content: bytes, file: File) -> bytes:
    from incubator_gui.exchange.document_traces import without_traces

    with tempfile.TemporaryDirectory(prefix="incubator-documents-", ignore_cleanup_errors=True) as folder:
        given, made = Path(folder) / "given", Path(folder) / "made"
        given.write_bytes(content)
        if (why := without_traces({given: made}).get(given)) is not None:
            raise Refused(msg("What “{title}” tells of its author cannot be taken out: {reason}. Names are hidden in "
                              "this phase; an officer can replace it under “Blind copies”.", title=file.shown.title,
                              reason=why))
        return made.read_bytes()
