"""PDF files without who made, noted, signed and attached; what is drawn stays."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pikepdf

from incubator_gui.exchange.traces_pictures import jpeg

_OF_ROOT = ("/Metadata", "/PieceInfo", "/AF", "/Perms", "/DSS", "/SpiderInfo", "/Collection")
_ANYWHERE = ("/Metadata", "/PieceInfo", "/AF", "/CreatorInfo")
_FILES = (pikepdf.Name.FileAttachment, pikepdf.Name.Sound, pikepdf.Name.RichMedia)


def clean_pdf(source: Path, target: Path) -> None:
    """Written whole and anew: what an earlier save held is in no file that leaves."""
    with pikepdf.open(source, suppress_warnings=True) as pdf:
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        _drop(pdf.Root, _OF_ROOT)
        if isinstance(names := pdf.Root.get("/Names"), pikepdf.Dictionary):
            _drop(names, ("/EmbeddedFiles",))
        if isinstance(layers := pdf.Root.get("/OCProperties"), pikepdf.Dictionary):
            for one in (layers.get("/D"), *(layers.get("/Configs") or ())):
                if isinstance(one, pikepdf.Dictionary):
                    _drop(one, ("/Creator",))
        if isinstance(pdf.Root.get("/Pages"), pikepdf.Dictionary):
            for page in pdf.pages:
                _drop(page.obj, ("/Thumb", "/PieceInfo"))
                _notes(page.obj)
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream | pikepdf.Dictionary):
                _object(each)
        pdf.remove_unreferenced_resources()
        pdf.save(target, deterministic_id=True)


def _object(one: Any) -> None:
    _drop(one, _ANYWHERE)
    if isinstance(usage := one.get("/Usage"), pikepdf.Dictionary):
        _drop(usage, ("/CreatorInfo",))
    if one.get("/FT") == pikepdf.Name.Sig:
        _drop(one, ("/V",))
    if one.get("/EF") is not None:
        _drop(one, ("/EF", "/F", "/UF", "/Desc"))
    if isinstance(one, pikepdf.Stream) and one.get("/Filter") == pikepdf.Name.DCTDecode:
        _photo(one)


def _notes(page: Any) -> None:
    """Who wrote a note goes, the note stays; a file pinned to the page goes whole."""
    notes = page.get("/Annots")
    if not isinstance(notes, pikepdf.Array):
        return
    kept = []
    for one in notes:
        if isinstance(one, pikepdf.Dictionary):
            if one.get("/Subtype") in _FILES:
                continue
            if one.get("/Subtype") != pikepdf.Name.Widget:  # there it is the name of a field
                _drop(one, ("/T",))
        kept.append(one)
    if len(kept) != len(notes):
        page["/Annots"] = pikepdf.Array(kept)


def _photo(one: pikepdf.Stream) -> None:
    raw = one.read_raw_bytes()
    try:
        clean = jpeg(raw)
    except (ValueError, IndexError, struct.error):  # readers show what they can of it
        return
    if clean != raw:
        parameters: Any = one.get("/DecodeParms")
        one.write(clean, filter=pikepdf.Name.DCTDecode, decode_parms=parameters)


def _drop(of: Any, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in of:
            del of[key]
