"""Documents of the desk as files that a viewer can open."""

from __future__ import annotations

from pathlib import Path

from incubator_gui.core.errors import Environment
from incubator_gui.core.files import write_whole
from incubator_gui.core.messages import msg
from incubator_gui.core.paths import paths
from incubator_gui.db.files import FileStore
from incubator_gui.services.paper_files import clean_name
from incubator_gui.services.reviews_content import File


def lay_out(store: FileStore, file: File) -> Path:
    """A copy under a name that tells its kind: nobody can harm the stored one through it.

    Raises NotFound or Environment where the content is missing or damaged.
    """
    name = Path(file.shown.file_name)
    suffix = "".join(one for one in name.suffix if one.isalnum() or one == ".")[:12]
    place = paths().cache / "desk" / file.sha256[:24] / (clean_name(name.stem, "document") + suffix)
    try:
        if place.exists() and place.stat().st_size == file.shown.size:
            return place
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Environment(msg("{name} cannot be opened ({reason}).", name=file.shown.file_name,
                              reason=error.strerror or str(error))) from error
    write_whole(place, store.get(file.sha256))
    return place
