"""How the result of a row is shown: icon, colour and word."""

from __future__ import annotations

from dataclasses import dataclass

from incubator_gui.core.messages import Message, pmsg


@dataclass(frozen=True, slots=True)
class Look:
    """Icon, named colour, word."""

    icon: str
    tone: str
    word: Message


ALL = "all"

LOOKS: dict[str, Look] = {
    "create": Look("plus", "success", pmsg("result of a row", "Create")),
    "update": Look("pencil", "accent", pmsg("result of a row", "Update")),
    "same": Look("equal", "muted", pmsg("result of a row", "Same")),
    "ask": Look("circle-question-mark", "warning", pmsg("result of a row", "Ask")),
    "refuse": Look("circle-x", "error", pmsg("result of a row", "Refuse")),
}
"""By verdict, in the order of the filter."""

ALL_WORD = pmsg("result of a row", "All")
