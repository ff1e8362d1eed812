"""The one way in which the parsers of cells refuse."""

from __future__ import annotations

import unicodedata

from incubator_gui.core.messages import Message, msg


class BadValue(ValueError):
    """A cell that cannot be read as what it should be; `reason` goes after the field's name."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason.key))
        self.reason = reason


def short(text: str) -> str:
    """A text as it is cited in a sentence."""
    return text if len(text) <= 60 else text[:60] + "…"


def plain_digits(text: str) -> str:
    """Full width made half width; digits of other scripts, raised or ringed, are refused, not guessed."""
    if any(char.isdigit() and not char.isascii() and not "０" <= char <= "９" for char in text):
        raise BadValue(msg("“{text}” is written with digits other than 0 to 9", text=short(text)))
    return unicodedata.normalize("NFKC", text)
