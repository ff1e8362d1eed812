"""What a child process says of a paper that it wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from incubator_gui.core.messages import Message


@dataclass(frozen=True, slots=True)
class Result:
    """A finished file: where, how many pages, and what its reader should know."""

    target: Path
    pages: int
    warnings: tuple[Message, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values for the way out of a child process."""
        return {"target": str(self.target), "pages": self.pages,
                "warnings": [warning.to_json() for warning in self.warnings]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Result:
        """The inverse."""
        return cls(Path(data["target"]), int(data["pages"]),
                   tuple(Message.from_json(one) for one in data["warnings"]))
