"""Countries by name, in the language of the screen."""

from __future__ import annotations

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message
from incubator_gui.itemmodels.collate import collation


def country_name(code: str) -> str:
    """A country in the language of the screen."""
    return str(current().locale.territories.get(code, code))


def countries() -> dict[str, Message | str]:
    """All countries by name."""
    codes = {code: str(name) for code, name in current().locale.territories.items()
             if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}}
    collate = collation(current().language)
    return dict(sorted(codes.items(), key=lambda pair: collate(pair[1])))
