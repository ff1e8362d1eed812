"""From the values of a pack to its file, with decks laid into their slots; for a child process."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf

from incubator_gui.core.languages import translator
from incubator_gui.core.messages import Message, msg
from incubator_gui.reports.pack import draw_pack
from incubator_gui.reports.pack_decks import Deck
from incubator_gui.reports.pack_paper import PackPaper, Slot
from incubator_gui.reports.pack_purge import hidden_layers
from incubator_gui.reports.pack_redact import TOLD
from incubator_gui.reports.pack_values import PackData, PackOptions
from incubator_gui.reports.result import Result
from incubator_gui.reports.whole_file import whole
from incubator_gui.reports.wire import from_json, to_json

TARGET = "incubator_gui.reports.pack_build:build_child"

Progress = Callable[[int, int], None]


def request(data: PackData, options: PackOptions, decks: Iterable[tuple[str, Deck]], target: Path) -> dict[str, Any]:
    """The argument for a child process that runs `TARGET`; decks by the file they were made from."""
    return {"data": to_json(data), "options": to_json(options), "target": str(target),
            "decks": [[source, deck.to_json()] for source, deck in decks]}


def build_child(argument: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Build the pack that a request describes."""
    decks = {source: Deck.from_json(deck) for source, deck in argument["decks"]}
    result = build_pack(from_json(PackData, argument["data"]), from_json(PackOptions, argument["options"]), decks,
                        Path(argument["target"]), progress)
    return result.to_json()


def build_pack(data: PackData, options: PackOptions, decks: Mapping[str, Deck], target: Path,
               progress: Progress = lambda done, total: None) -> Result:
    """Write the pack; the same values give the same bytes. Raises `Environment` where it cannot be written."""
    words = translator(options.paper.language)
    steps = len(data.entries) + 1
    with whole(target) as scratch:
        if options.profile != "public" and not options.paper.confidentiality:
            secret = replace(options.paper, confidentiality=words.text(msg("Confidential")))
            options = replace(options, paper=secret)
        # What the house keeps to itself is not even named as missing.
        options = replace(options, paper=replace(options.paper, sections=TOLD))
        paper = PackPaper(scratch, options.paper, words, data.title, data.audience)
        draw_pack(paper, data, options, decks, lambda done, _total: progress(done, steps))
        pages = paper.save()
        warnings = list(paper.warnings)
        if paper.slots:
            warnings += _lay_in(scratch, paper.slots)
        progress(steps, steps)
    return Result(target, pages, tuple(warnings))


def _lay_in(file: Path, slots: list[Slot]) -> list[Message]:
    """Put the pages of decks below what was drawn on their slots; what fails leaves an empty frame."""
    lost: dict[str, int] = {}
    opened: dict[str, pikepdf.Pdf] = {}
    hidden: list[pikepdf.Object] = []
    with pikepdf.open(file, allow_overwriting_input=True) as book, contextlib.ExitStack() as stack:
        for number, slot in enumerate(slots):
            try:
                if slot.deck not in opened:
                    opened[slot.deck] = stack.enter_context(pikepdf.open(slot.deck))
                    hidden += [book.copy_foreign(one) for one in hidden_layers(opened[slot.deck])]
                form = book.copy_foreign(opened[slot.deck].pages[slot.deck_page].as_form_xobject())
                # The library's own underlay draws random names, and the same pack would not be the same bytes.
                page, name = book.pages[slot.page], pikepdf.Name(f"/Slot{number}")
                page.add_resource(form, pikepdf.Name.XObject, name)
                page.contents_add(page.calc_form_xobject_placement(
                    form, name, pikepdf.Rectangle(slot.left, slot.bottom, slot.right, slot.top),
                    invert_transformations=True, allow_shrink=True, allow_expand=True), prepend=True)
            except MemoryError:
                raise
            except Exception:
                # One page of a deck from outside must not stop the pack.
                lost[slot.deck] = lost.get(slot.deck, 0) + 1
        if hidden:  # without this list every reader would show what a deck hides
            book.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array(hidden), D=pikepdf.Dictionary(
                BaseState=pikepdf.Name.ON, OFF=pikepdf.Array(hidden)))
        book.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return [msg("Pages of a deck that could not be laid in: {n}", n=sum(lost.values()))] if lost else []
