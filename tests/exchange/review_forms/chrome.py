"""A form filled in as in Chrome and Edge: their engine, PDFium, is clicked and typed into, and saves."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2 import raw

_ENTER = 13


class Chrome:
    """One form, opened in PDFium. Everything goes the way of the mouse and the keyboard."""

    def __init__(self, path: Path) -> None:
        self._document = pypdfium2.PdfDocument(path)
        self._document.init_forms()
        self._boxes, self._pages = _boxes(path), dict[int, Any]()

    def click(self, name: str, state: str = "") -> None:
        """On a button of a field, or into a box."""
        at, (x, y, right, top) = self._boxes[name, state]
        page, form = self._page(at), self._document.formenv
        raw.FORM_OnMouseMove(form, page, 0, (x + right) / 2, (y + top) / 2)
        raw.FORM_OnLButtonDown(form, page, 0, (x + right) / 2, (y + top) / 2)
        raw.FORM_OnLButtonUp(form, page, 0, (x + right) / 2, (y + top) / 2)

    def type(self, name: str, text: str) -> None:
        """Into a box, instead of what stands there, key by key."""
        self.click(name)
        page, form = self._page(self._boxes[name, ""][0]), self._document.formenv
        raw.FORM_SelectAllText(form, page)
        raw.FORM_ReplaceSelection(form, page, ctypes.cast(ctypes.create_string_buffer(b"\0\0"),
                                                          raw.FPDF_WIDESTRING))
        units = text.replace("\n", "\r").encode("utf-16-le")
        for place in range(0, len(units), 2):
            raw.FORM_OnChar(form, page, int.from_bytes(units[place:place + 2], "little"), 0)

    def paste(self, name: str, text: str) -> None:
        """Into a box, instead of what stands there, at once."""
        self.click(name)
        page, form = self._page(self._boxes[name, ""][0]), self._document.formenv
        raw.FORM_SelectAllText(form, page)
        data = ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")
        raw.FORM_ReplaceSelection(form, page, ctypes.cast(data, raw.FPDF_WIDESTRING))

    def pick(self, name: str, place: int) -> None:
        """The choice at this place of a list."""
        self.click(name)
        page, form = self._page(self._boxes[name, ""][0]), self._document.formenv
        assert raw.FORM_SetIndexSelected(form, page, place, True), name

    def save(self, target: Path) -> Path:
        """As “Download with your changes” does."""
        raw.FORM_ForceToKillFocus(self._document.formenv)
        self._document.save(target)
        return target

    def picture(self, page: int, scale: float = 2) -> Any:
        """How it looks in the window, forms included."""
        return self._document[page - 1].render(scale=scale, may_draw_forms=True).to_pil()

    def close(self) -> None:
        """Close the window."""
        for page in self._pages.values():
            page.close()
        self._document.close()

    def _page(self, at: int) -> Any:
        if at not in self._pages:
            self._pages[at] = self._document[at]
        return self._pages[at]


def _boxes(path: Path) -> dict[tuple[str, str], tuple[int, tuple[float, ...]]]:
    """Where each field and each button lies: by name and state, page from 0 and corners."""
    found = {}
    with pikepdf.open(path) as pdf:
        for at, page in enumerate(pdf.pages):
            for widget in page.obj.get("/Annots", ()):
                if widget.get("/Subtype") != pikepdf.Name.Widget:
                    continue
                name = str(widget.T if "/T" in widget else widget.Parent.T)
                box = at, tuple(float(one) for one in widget.Rect)
                found[name, ""] = box
                if "/AP" in widget and widget.get("/FT", pikepdf.Name.Btn) == pikepdf.Name.Btn:
                    for state in widget.AP.N:
                        found[name, state.removeprefix("/")] = box
    return found
