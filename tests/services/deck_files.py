"""Decks for packs: made, read and attached."""

from __future__ import annotations

import io
from uuid import UUID

import pikepdf
import pypdfium2

from incubator_gui.services.house import House


def deck(pages: int = 2, *, script: bool = False, size: tuple[int, int] = (960, 540)) -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=size)
    if script:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def locked(password: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(deck())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))
    return out.getvalue()


def words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def attach(house: House, entry: UUID, company: UUID, content: bytes, name: str = "deck.pdf") -> None:
    document = house.records.add_content("company", company, name, content, "deck").value
    house.roadshows.choose_deck(entry, document)
