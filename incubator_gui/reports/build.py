"""From values to a finished file: in this process, or as the target of a child process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from incubator_gui.core.languages import translator
from incubator_gui.reports.dossier import draw_dossier, file_title
from incubator_gui.reports.lists import draw_list
from incubator_gui.reports.onepager import draw_one_pager
from incubator_gui.reports.paper import Paper
from incubator_gui.reports.result import Result
from incubator_gui.reports.values import DossierData, ListData, PaperOptions
from incubator_gui.reports.whole_file import whole
from incubator_gui.reports.wire import from_json, to_json

Progress = Callable[[int, int], None]

TARGET = "incubator_gui.reports.build:build_child"
"""What a child process is asked to run."""


def request(data: DossierData | ListData, options: PaperOptions, target: Path, one_pager: bool = False
            ) -> dict[str, Any]:
    """The argument for a child process that runs `TARGET`."""
    kind = "list" if isinstance(data, ListData) else "onepager" if one_pager else "dossier"
    return {"paper": kind, "data": to_json(data), "options": to_json(options), "target": str(target)}


def build_child(argument: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """Build the paper that a request describes; for `core.process.run_child`."""
    options = from_json(PaperOptions, argument["options"])
    data: DossierData | ListData
    if argument["paper"] == "list":
        data = from_json(ListData, argument["data"])
    else:
        data = from_json(DossierData, argument["data"])
    result = build(data, options, Path(argument["target"]), argument["paper"] == "onepager", progress)
    return result.to_json()


def build(data: DossierData | ListData, options: PaperOptions, target: Path, one_pager: bool = False,
          progress: Progress = lambda done, total: None) -> Result:
    """Write the paper; the target is replaced only when the new file is whole.

    Raises `Environment` where the file cannot be written.
    """
    with whole(target) as scratch:
        paper = _paper(data, options, scratch, one_pager)
        if isinstance(data, ListData):
            draw_list(paper, data, progress)
        elif one_pager:
            draw_one_pager(paper, data)
            progress(1, 1)
        else:
            draw_dossier(paper, data, progress)
        pages = paper.save()
    return Result(target, pages, tuple(paper.warnings))


def _paper(data: DossierData | ListData, options: PaperOptions, scratch: Path, one_pager: bool) -> Paper:
    words = translator(options.language)
    if isinstance(data, ListData):
        return Paper(scratch, options, words, data.title, data.subtitle, data.landscape)
    title = data.name if one_pager else words.text(file_title(data))
    return Paper(scratch, options, words, title, data.claim)
