"""A document as it can be shown here; read in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtGui import QImage

from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from incubator_gui.domain.review_desk import DeskDocument
from incubator_gui.widgets.image_page import KINDS, read_image

MOST_TEXT = 1_000_000
_TEXTS = frozenset({"text/plain", "text/csv", "text/markdown"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """`kind` other: nothing that this program shows."""

    kind: Literal["pdf", "image", "text", "other"]
    content: bytes
    image: QImage | None = None
    text: str = ""


def read_leaf(path: Path, document: DeskDocument) -> Leaf:
    """What is in a file; raises Environment where it cannot be read."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Environment(msg("“{name}” cannot be read: {reason}. Try again, or ask for the file anew.",
                              name=document.title, reason=error.strerror or str(error))) from error
    if content[:5] == b"%PDF-" or document.media_type == "application/pdf":
        return Leaf("pdf", content)
    if document.media_type in KINDS:
        image = read_image(content)
        return Leaf("other", content) if image is None else Leaf("image", content, image)
    if document.media_type in _TEXTS:
        return Leaf("text", content, text=_decoded(content[:MOST_TEXT]))
    return Leaf("other", content)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", "replace")
