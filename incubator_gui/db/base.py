"""The base of the mapped classes: one naming convention, one kind of key, one version column."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column

from incubator_gui.core.ids import new_id
from incubator_gui.db.types import Id

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

PERSONAL: dict[str, Any] = {"personal": True}
"""`info` of a column that holds personal data: the journal keeps it apart, under its own salt."""

COUNTS: dict[str, Any] = {"counts": True}
"""`info` of a column that only counts or dates changes of its row: an undo asks nobody about it."""

UNJOURNALED: dict[str, Any] = {"journal": False}
"""`info` of a table that the journal does not watch: the journal itself and what is derived."""


class Base(DeclarativeBase):
    """Every table of the program."""

    metadata = MetaData(naming_convention=CONVENTION)


class Record(Base):
    """A row that people make and edit: UUIDv7 key, and a version that refuses stale edits."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id, sort_order=-2)
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1", sort_order=-1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}


def link(target: str, *, nullable: bool = False, index: bool = True) -> MappedColumn[Any]:
    """A foreign key to `target` (a table); deferrable, so that an undo can put rows back in any order."""
    key = ForeignKey(f"{target}.id", deferrable=True, initially="IMMEDIATE")
    return mapped_column(Id, key, nullable=nullable, index=index)
