"""Persons: founders, staff, reviewers, mentors, contacts of investors."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped, mapped_column

from incubator_gui.db.base import PERSONAL, Record
from incubator_gui.db.types import Moment


class Person(Record):
    """One human being. `is_staff` marks colleagues who can own things; `initials` is their badge.

    Personal data carries its purpose and the day until which it may be kept (DOMAIN section 11).
    An erased person stays as a stub, with `erased_at` and no name.
    """

    __tablename__ = "person"

    full_name: Mapped[str] = mapped_column(String(200), default="", info=PERSONAL)
    chinese_name: Mapped[str | None] = mapped_column(String(80), info=PERSONAL)
    pinyin: Mapped[str | None] = mapped_column(String(200), info=PERSONAL)
    email: Mapped[str | None] = mapped_column(String(254), info=PERSONAL)
    phone: Mapped[str | None] = mapped_column(String(60), info=PERSONAL)
    about: Mapped[str | None] = mapped_column(String(2000), info=PERSONAL)
    initials: Mapped[str | None] = mapped_column(String(4), info=PERSONAL)
    language: Mapped[str | None] = mapped_column(String(2))
    is_staff: Mapped[bool] = mapped_column(default=False, server_default="0")
    purpose: Mapped[str | None] = mapped_column(String(120))
    keep_until: Mapped[date | None] = mapped_column(Date)
    erased_at: Mapped[datetime | None] = mapped_column(Moment)
