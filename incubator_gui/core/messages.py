"""Sentences that are born below the screen and rendered late, in the reader's language.

A `Message` is a gettext key with arguments. `msg`, `nmsg` and `pmsg` make one; `tr`, `ntr` and
`ptr` render at once in the language of the screen. Their first arguments must be literals: the
extraction of the catalogues sees nothing else. Placeholders are `{name}`; numbers, dates and
amounts are formatted for the language when the sentence is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    from incubator_gui.core.languages import Translator


@dataclass(frozen=True, slots=True)
class Ref:
    """A record named by kind and id, so that a stored sentence holds no personal name.

    `fallback` is shown where nobody can look the name up.
    """

    kind: str
    id: UUID
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A word that staff made, in each language they gave it; the first one stands for the others."""

    by_language: tuple[tuple[str, str], ...]

    def of(self, language: str) -> str:
        """The word in a language, else the first that there is."""
        found = dict(self.by_language)
        return found.get(language) or next((word for word in found.values() if word), "")


Argument: TypeAlias = "str | int | Decimal | date | datetime | Ref | Words | Message | None"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by key: English text with `{placeholders}`, and what stands in them.

    `plural` and `number` choose the plural form; `context` tells words apart that English
    writes alike.
    """

    key: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    plural: str | None = None
    number: int | None = None
    context: str | None = None

    def __hash__(self) -> int:
        return hash((self.key, self.plural, self.number, self.context, tuple(sorted(self.arguments))))

    def __str__(self) -> str:
        """English, for logs and tracebacks."""
        from incubator_gui.core.languages import translator

        return translator("en").text(self)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values from which `from_json` makes the same message again."""
        out: dict[str, Any] = {"key": self.key}
        if self.arguments:
            out["arguments"] = {name: _dump(value) for name, value in self.arguments.items()}
        if self.plural is not None:
            out["plural"], out["number"] = self.plural, self.number
        if self.context is not None:
            out["context"] = self.context
        return out

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Message:
        """The inverse of `to_json`."""
        return cls(
            data["key"],
            {name: _load(value) for name, value in data.get("arguments", {}).items()},
            data.get("plural"),
            data.get("number"),
            data.get("context"),
        )


def _dump(value: Argument) -> Any:
    match value:
        case None | str() | int():
            return value
        case Decimal():
            return {"decimal": str(value)}
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case Ref():
            return {"ref": [value.kind, value.id.hex]}
        case Words():
            return {"words": [list(pair) for pair in value.by_language]}
        case Message():
            return {"message": value.to_json()}


def _load(value: Any) -> Argument:
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]
    (kind, inner), *_ = value.items()
    match kind:
        case "decimal":
            return Decimal(inner)
        case "datetime":
            return datetime.fromisoformat(inner)
        case "date":
            return date.fromisoformat(inner)
        case "ref":
            return Ref(inner[0], UUID(inner[1]))
        case "words":
            return Words(tuple((language, word) for language, word in inner))
        case _:
            return Message.from_json(inner)


def msg(key: str, /, **arguments: Argument) -> Message:
    """A message; `key` is the English sentence, a literal."""
    return Message(key, arguments)


def nmsg(singular: str, plural: str, number: int, /, **arguments: Argument) -> Message:
    """A message with a plural; the number itself is available as `{n}`."""
    return Message(singular, {"n": number, **arguments}, plural, number)


def pmsg(context: str, key: str, /, **arguments: Argument) -> Message:
    """A message whose English word needs a context to be translated."""
    return Message(key, arguments, context=context)


def tr(key: str, /, **arguments: Argument) -> str:
    """The sentence now, in the language of the screen."""
    from incubator_gui.core.languages import current

    return current().text(Message(key, arguments))


def ntr(singular: str, plural: str, number: int, /, **arguments: Argument) -> str:
    """`nmsg` rendered now, in the language of the screen."""
    from incubator_gui.core.languages import current

    return current().text(Message(singular, {"n": number, **arguments}, plural, number))


def ptr(context: str, key: str, /, **arguments: Argument) -> str:
    """`pmsg` rendered now, in the language of the screen."""
    from incubator_gui.core.languages import current

    return current().text(Message(key, arguments, context=context))


def text(message: Message | str, /) -> str:
    """Any message in the language of the screen; plain text passes through."""
    from incubator_gui.core.languages import current

    return message if isinstance(message, str) else current().text(message)


_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


def fill(pattern: str, values: Mapping[str, Argument], translator: Translator) -> str:
    """Put formatted values into `{places}`; a place without a value stays as it stands."""

    def put(match: re.Match[str]) -> str:
        name = match[1]
        return translator.argument(values[name]) if name in values else match[0]

    return _PLACE.sub(put, pattern)
