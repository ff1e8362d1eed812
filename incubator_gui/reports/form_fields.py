"""Fields of a fillable PDF: where they stand, and how they get into a finished file.

The page itself is drawn by reportlab; its own forms know neither Chinese nor German beyond Latin-1, so the
fields are put in afterwards (ISO 32000-1, section 12.7). Values are UTF-16 where they need it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from reportlab.pdfgen.canvas import Canvas

from incubator_gui.reports.fonts import face
from incubator_gui.reports.text import break_lines

_PRINT, _HIDDEN, _READ_ONLY = 4, 2, 1
_MULTILINE, _RADIO, _COMBO = 1 << 12, 1 << 15, 1 << 17
_DA = "/Helv {size:g} Tf 0 g"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, counted from 1; lower left corner, width and height in points."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class TextField:
    """Text of any length; `label` is what a screen reader says."""

    name: str
    box: Box
    label: str
    value: str = ""
    lines: bool = True
    size: float = 9.0


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """A list to choose from: pairs of value and words."""

    name: str
    box: Box
    label: str
    choices: tuple[tuple[str, str], ...]
    value: str = ""


@dataclass(frozen=True, slots=True)
class ButtonField:
    """One of several buttons, or with `kind` check a single one: pairs of state and box, and what each says."""

    name: str
    label: str
    buttons: tuple[tuple[str, Box, str], ...]
    value: str = ""
    kind: Literal["radio", "check"] = "radio"


AnyField = TextField | ChoiceField | ButtonField


def add_fields(path: Path, fields: Sequence[AnyField], token_name: str, token: str) -> None:
    """Put the fields into a file, and a hidden one on each of their pages: people take pages out."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        form = pdf.make_indirect(Dictionary(Fields=Array(), DA=String(_DA.format(size=9)),
                                            DR=Dictionary(Font=Dictionary(
                                                Helv=_font(pdf, Name.Helvetica), ZaDb=_font(pdf, Name.ZapfDingbats)))))
        pdf.Root.AcroForm = form
        form.Fields.append(_hidden(pdf, token_name, token, {1, *(page for field in fields for page in _pages(field))}))
        looks = _Looks(pdf)
        written = _written(pdf, [one for one in fields if isinstance(one, TextField) and one.value])
        for field in fields:
            match field:
                case TextField():
                    made = _text(pdf, field)
                    if field.name in written:
                        made.AP = Dictionary(N=written[field.name])
                    form.Fields.append(made)
                case ChoiceField():
                    form.Fields.append(_choice(pdf, field))
                case ButtonField():
                    form.Fields.append(_buttons(pdf, field, looks))
        pdf.save(path, deterministic_id=True)


def _pages(field: AnyField) -> list[int]:
    return [box.page for _state, box, _words in field.buttons] if isinstance(field, ButtonField) else [field.box.page]


def _hidden(pdf: Pdf, name: str, value: str, pages: Collection[int]) -> pikepdf.Object:
    parent = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String(name), TU=String(name), V=String(value), Ff=_READ_ONLY,
                                          DA=String(_DA.format(size=9)), Kids=Array()))
    for page in sorted(pages):
        widget = _place(pdf, Dictionary(Parent=parent), Box(page, 0, 0, 0, 0))
        widget.F = _PRINT | _HIDDEN
        parent.Kids.append(widget)
    return parent


def _font(pdf: Pdf, name: Name) -> pikepdf.Object:
    made = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=name)
    if name == Name.Helvetica:
        made.Encoding = Name.WinAnsiEncoding
    return pdf.make_indirect(made)


def _written(pdf: Pdf, fields: Sequence[TextField]) -> dict[str, pikepdf.Object]:
    """How text that is there already looks, in the font of the paper: a reader's own may lack Chinese."""
    if not fields:
        return {}
    out = io.BytesIO()
    font = face(False)
    canvas = Canvas(out, invariant=1, initialFontName=font.name)
    for field in fields:
        box, leading = field.box, field.size * 1.35
        canvas.setPageSize((box.width, box.height))
        canvas.setFont(font.name, field.size)
        lines, _cut = break_lines(field.value, box.width - 4, field.size, most=max(int(box.height / leading), 1))
        for at, line in enumerate(lines):
            canvas.drawString(2, box.height - field.size - 1.5 - at * leading, line)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as made:
        return {field.name: pdf.copy_foreign(page.as_form_xobject())
                for field, page in zip(fields, made.pages, strict=True)}


def _place(pdf: Pdf, widget: pikepdf.Dictionary, box: Box) -> pikepdf.Dictionary:
    page = pdf.pages[box.page - 1]
    widget.Type, widget.Subtype, widget.F, widget.P = Name.Annot, Name.Widget, _PRINT, page.obj
    widget.Rect = Array([round(number, 2) for number in (box.x, box.y, box.x + box.width, box.y + box.height)])
    made = pdf.make_indirect(widget)
    if "/Annots" not in page.obj:
        page.obj.Annots = Array()
    page.obj.Annots.append(made)
    page.obj.Tabs = Name.S if "/StructParents" in page.obj else Name.W
    return made


def _text(pdf: Pdf, field: TextField) -> pikepdf.Dictionary:
    widget = Dictionary(FT=Name.Tx, T=String(field.name), TU=String(field.label), V=String(field.value),
                        DV=String(field.value), DA=String(_DA.format(size=field.size)),
                        Ff=_MULTILINE if field.lines else 0, MK=Dictionary())
    return _place(pdf, widget, field.box)


def _choice(pdf: Pdf, field: ChoiceField) -> pikepdf.Dictionary:
    options = Array([Array([String(value), String(words)]) for value, words in (("", ""), *field.choices)])
    widget = Dictionary(FT=Name.Ch, T=String(field.name), TU=String(field.label), V=String(field.value), Opt=options,
                        DV=String(field.value), DA=String(_DA.format(size=9)), Ff=_COMBO, MK=Dictionary())
    return _place(pdf, widget, field.box)


def _buttons(pdf: Pdf, field: ButtonField, looks: _Looks) -> pikepdf.Dictionary:
    """Buttons; `DV` says what they left with, so that programs which change only `V` or `AS` are understood."""
    check = field.kind == "check"
    if check:
        state, box, _words = field.buttons[0]
        widget = _button(state, box, field.value == state, check, looks)
        widget.FT, widget.T, widget.TU = Name.Btn, String(field.name), String(field.label)
        widget.V = widget.DV = widget.AS
        return _place(pdf, widget, box)
    value = Name("/" + (field.value or "Off"))
    parent = pdf.make_indirect(Dictionary(FT=Name.Btn, T=String(field.name), TU=String(field.label), Ff=_RADIO,
                                          V=value, DV=value, Kids=Array()))
    for state, box, words in field.buttons:
        widget = _button(state, box, field.value == state, check, looks)
        widget.Parent, widget.TU = parent, String(words)
        parent.Kids.append(_place(pdf, widget, box))
    return parent


def _button(state: str, box: Box, on: bool, check: bool, looks: _Looks) -> pikepdf.Dictionary:
    """A button whose mark is drawn here; the ring or square around it belongs to the page."""
    return Dictionary(AP=Dictionary(N=Dictionary({f"/{state}": looks.of(box, _check if check else _dot),
                                                  "/Off": looks.of(box, _nothing)})),
                      AS=Name(f"/{state}") if on else Name.Off, MK=Dictionary(CA=String("4" if check else "l")))


class _Looks:
    """How buttons look, each kind and size once in the file."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._made: dict[tuple[object, float, float], pikepdf.Stream] = {}

    def of(self, box: Box, draw: Callable[[float, float], str]) -> pikepdf.Stream:
        """The look drawn by `draw` in the size of a box."""
        key = draw, round(box.width, 2), round(box.height, 2)
        if key not in self._made:
            stream = self._pdf.make_stream(draw(box.width, box.height).encode())
            stream.Type, stream.Subtype = Name.XObject, Name.Form
            stream.BBox = Array([0, 0, *key[1:]])
            stream.Resources = Dictionary()
            self._made[key] = stream
        return self._made[key]


def _nothing(_w: float, _h: float) -> str:
    return "q Q"  # some readers take a stream of no length for damaged


def _check(w: float, h: float) -> str:
    return (f"q 0.12 0.35 0.78 RG 1.6 w {w * .2:.2f} {h * .5:.2f} m {w * .42:.2f} {h * .25:.2f} l"
            f" {w * .82:.2f} {h * .8:.2f} l S Q")


def _dot(w: float, h: float) -> str:
    x, y, r = w / 2, h / 2, min(w, h) * 0.3
    k = r * 0.5523
    return (f"q 0.12 0.35 0.78 rg {x + r:.2f} {y:.2f} m"
            f" {x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c"
            f" {x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c"
            f" {x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c"
            f" {x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c f Q")
