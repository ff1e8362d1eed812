"""What must not go from a deck into a pack: things that nobody sees, and pages that no reader can draw."""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from typing import Any

import pikepdf

from incubator_gui.reports.pack_look import dictionary, plain_name, values

MOST_CONTENT = 60_000_000
"""Bytes that may be drawn on one page, those of forms as often as they are used."""
MOST_PIXELS = 400_000_000
_UNSEEN = ("/PieceInfo", "/OPI", "/Ref", "/AF", "/Metadata", "/StructParents", "/StructParent")
_ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms")
_DRAWN = re.compile(rb"/([^\s/\[\]<>(){}%]+)\s+Do\b")
_DEEPEST = 40


class TooHeavy(Exception):
    """A page that would keep a reader or a printer busy for ever."""


def purge(pdf: pikepdf.Pdf) -> None:
    """Take out of streams what is not drawn: private data, files, and words on data that lie elsewhere."""
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream):
            _drop(one, (*_UNSEEN, *_ELSEWHERE))
    for page in pdf.pages:
        _drop(page.obj, _UNSEEN)


def _drop(of: pikepdf.Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in of:
            del of[key]


def hidden_layers(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The layers that a deck does not show."""
    layers = dictionary(pdf.Root.get("/OCProperties"))
    usual = dictionary(layers.get("/D"))
    if str(usual.get("/BaseState", "")) == "/OFF":
        shown = {one.objgen for one in _array(usual.get("/ON"))}
        return [one for one in _array(layers.get("/OCGs")) if one.objgen not in shown]
    return _array(usual.get("/OFF"))


def weigh(page: pikepdf.Page) -> None:
    """Raise TooHeavy where the page draws more than a reader can bear."""
    content = page.obj.get("/Contents")
    if isinstance(content, pikepdf.Stream):
        _weight(content, dictionary(page.obj.get("/Resources")), {}, ())


def _weight(stream: pikepdf.Stream, resources: pikepdf.Dictionary, known: dict[tuple[int, int], int],
            above: tuple[tuple[int, int], ...]) -> int:
    content = stream.read_bytes()
    forms = dictionary(resources.get("/XObject"))
    weight, children = len(content), dict(values(forms))
    uses = Counter(plain_name(found) for found in _DRAWN.findall(content)) if children else Counter[bytes]()
    for key, form in children.items():
        times = uses[key.removeprefix("/").encode("utf-8", "surrogateescape")]
        if not times or not isinstance(form, pikepdf.Stream) or form.objgen in above:
            continue
        kind = form.get("/Subtype")
        if kind == pikepdf.Name.Image:
            _measure(form)
        elif kind == pikepdf.Name.Form:
            if len(above) > _DEEPEST:
                raise TooHeavy
            if form.objgen not in known:
                own = form.get("/Resources")
                known[form.objgen] = _weight(form, own if isinstance(own, pikepdf.Dictionary) else resources, known,
                                             (*above, form.objgen))
            weight += times * known[form.objgen]
    if weight > MOST_CONTENT:
        raise TooHeavy
    return weight


def _measure(image: pikepdf.Stream) -> None:
    with contextlib.suppress(TypeError, ValueError):
        if int(image.get("/Width", 0)) * int(image.get("/Height", 0)) > MOST_PIXELS:
            raise TooHeavy


def _array(value: Any) -> list[pikepdf.Object]:
    if not isinstance(value, pikepdf.Array):
        return []
    return [one for one in value if isinstance(one, pikepdf.Dictionary) and one.is_indirect]
