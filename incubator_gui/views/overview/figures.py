"""The row of key figures at the top; each opens the list that it counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLocale

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, ptr, tr
from incubator_gui.services.overview import Overview
from incubator_gui.widgets.card import FigureRow, KeyFigure
from incubator_gui.widgets.theme import Theme

Open = Callable[[str, dict[str, Any]], None]
"""Opens a screen with filters."""


WEIGHTS = {"supported": 9, "residents": 9, "desks": 11, "area": 11, "waiting": 9, "applications": 12, "underserved": 10}
"""The figures in order, and how wide each stands: by the length of its remark."""


class FigureCards(FigureRow):
    """Supported companies, residents, desks, area, waiting, applications, under-served."""

    def __init__(self, theme: Theme, open_screen: Open) -> None:
        self._open = open_screen
        self._overview: Overview | None = None
        self._said: dict[str, tuple[str, str, str]] = {}
        self._parts = {key: KeyFigure(theme, wraps=True) for key in WEIGHTS}
        super().__init__(list(self._parts.values()), weights=list(WEIGHTS.values()))
        for key, part in self._parts.items():
            part.setObjectName(f"figure-{key}")
            part.opened.connect(lambda key=key: self._opened(key))

    def show_overview(self, found: Overview | None) -> None:
        """The figures of a day; none yet shows dashes."""
        self._overview = found
        self.retranslate()

    def focus_first(self) -> None:
        """The keyboard goes to the first figure that opens something."""
        for part in self._parts.values():
            if part.take_focus():
                return

    def words(self) -> list[tuple[str, str, str]]:
        """Each figure as it is shown: label, figure, remark."""
        return list(self._said.values())

    def retranslate(self) -> None:
        """All words in the language of the screen."""
        labels = {
            "supported": ptr("figure", "Supported companies"), "residents": ptr("figure", "Residents"),
            "desks": ptr("figure", "Desks in use"),
            "area": tr("Area in use, m²"), "waiting": ptr("figure", "Waiting for desks"),
            "applications": tr("Open applications"),
            "underserved": tr("Under-served")}
        found, n = self._overview, current().number
        if found is None:
            for key, part in self._parts.items():
                part.set(labels[key], "–", opens=False)
            return

        def put(key: str, number: int | None, of: str = "", remark: str = "", tone: str = "") -> None:
            figure = "–" if number is None else n(number)
            self._parts[key].set(labels[key], figure, of, remark, tone, opens=bool(number))
            self._said[key] = (labels[key], f"{figure} {of}".strip(), remark)

        target = found.burn_up.target
        put("supported", len(found.supported), tr("of {n}", n=target.value) if target else "", *self._plan(found))
        residents = len(found.residents)
        if residents >= found.resident_target and found.residents_met_since:
            words = tr("met since {month}", month=current().day(found.residents_met_since, "month"))
            remark = (words, "success")
        else:
            missing = found.resident_target - residents
            remark = (ntr("{n} more to the target", "{n} more to the target", missing), "muted") if missing > 0 \
                else ("", "")
        put("residents", residents, tr("of {n}", n=found.resident_target) if found.resident_target else "", *remark)
        space = found.space
        if space.desks:
            share, later = (current().percent(n / space.desks) for n in (space.desks_in_use, space.desks_ahead))
            put("desks", space.desks_in_use, tr("of {n}", n=space.desks),
                tr("{share} today, {later} in {month}", share=share, later=later, month=month_name(found))
                if found.is_today else
                tr("{share} that day, {later} in {month}", share=share, later=later, month=month_name(found)))
        else:
            put("desks", None, remark=tr("no desks entered yet"))
        density = found.density
        put("area", round(space.area_in_use) if space.rooms else None,
            tr("of {n}", n=round(found.area)) if found.area else "",
            tr("{n} companies / 1,000 m²", n=n(density, 1)) if density is not None and space.rooms else "")
        waiting = found.waiting
        put("waiting", len(waiting.companies), remark=ntr("{n} desk missing", "{n} desks missing", waiting.desks)
            if waiting.companies else tr("all have their desks"), tone="warning" if waiting.companies else "muted")
        unowned = found.without_owner
        put("applications", found.open_count,
            remark=ntr("{n} without anybody in charge", "{n} without anybody in charge", unowned) if unowned
            else tr("each has somebody in charge") if found.open_count else "", tone="warning" if unowned else "muted")
        served = not found.underserved
        put("underserved", len(found.underserved), remark=ntr(
            "no contact for {n} day", "no contact for {n} days", found.reminder_days) if not served
            else ntr("contact with all in {n} day", "contact with all in {n} days", found.reminder_days),
            tone="muted" if served else "warning")

    def _plan(self, found: Overview) -> tuple[str, str]:
        behind = found.burn_up.behind
        if behind is None:
            entered = found.burn_up.target is not None
            return tr("before the plan begins") if entered else tr("no target entered yet"), "muted"
        if behind > 0:
            return ntr("{n} behind plan", "{n} behind plan", behind), "warning"
        if behind == 0:
            return tr("on plan"), "success"
        return ntr("{n} ahead of plan", "{n} ahead of plan", -behind), "success"

    def _opened(self, key: str) -> None:
        found = self._overview
        if found is None:
            return
        if key == "applications":
            ids = found.open_applications
            self._open("applications", {"open": True} if isinstance(ids, int) else {"ids": list(ids)})
            return
        if key == "underserved":
            self._open("services", {"list": "under_served", "ids": list(found.underserved)})
        elif key in ("desks", "area"):
            self._open("floor_plan", {"view": "table", "free": False, "desks": key == "desks", "day": found.day})
        elif key == "waiting":
            self._open("companies", {"list": "waiting"})
        elif key == "residents":
            self._open("companies", {"list": "residents", "ids": list(found.residents)})
        else:
            self._open("companies", {"ids": list(found.supported)})


def month_name(found: Overview) -> str:
    """The month of the horizon, as a short word of its own."""
    locale = QLocale({"en": "en_GB", "de": "de_DE", "zh": "zh_CN"}[current().language])
    return locale.standaloneMonthName(found.horizon.month, QLocale.FormatType.ShortFormat).rstrip(".")
