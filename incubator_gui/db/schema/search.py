"""The search index: derived from the records, rebuilt at any time."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import BigInteger, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from incubator_gui.db.base import UNJOURNALED, Base
from incubator_gui.db.types import Id


class SearchDocument(Base):
    """What can be found: folded names apart from folded words, with what is shown."""

    __tablename__ = "search_document"
    __table_args__ = {"info": UNJOURNALED}

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    record_id: Mapped[UUID] = mapped_column(Id, unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Text)
    subtitle: Mapped[str] = mapped_column(Text)
    names: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)


class SearchState(Base):
    """Up to which change set the index has read the journal."""

    __tablename__ = "search_state"
    __table_args__ = {"info": UNJOURNALED}

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"))
