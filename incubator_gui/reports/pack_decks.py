"""Decks from outside made fit for a pack: opened, counted, cleaned, and what was found in them said.

A deck that cannot be used is left out with a sentence; it never stops the pack. The work is done
in a child process, since a small file can ask for absurd memory.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import sanitize

from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.reports.pack_look import look
from incubator_gui.reports.pack_purge import hidden_layers, purge, weigh

LOCKED = msg("needs a password; left out")
"""What is found in a deck that none of the passwords opens."""
TARGET = "incubator_gui.reports.pack_decks:prepare_child"
MOST_PAGES = 60
MOST_BYTES = 200_000_000
_SMALLEST, _LARGEST = 72.0, 14_400.0
_USUAL = ((595, 842), (612, 792), (842, 1191), (720, 540), (960, 540), (1280, 720), (1920, 1080), (792, 612))


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck after inspection: its clean copy, the sizes of its pages as they are seen, what was found.

    Without pages it is left out.
    """

    path: str
    sizes: tuple[tuple[float, float], ...] = ()
    findings: tuple[Message, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether it can be appended."""
        return bool(self.sizes)

    def to_json(self) -> dict[str, Any]:
        """Plain values for the way out of a child process."""
        return {"path": self.path, "sizes": [list(size) for size in self.sizes],
                "findings": [one.to_json() for one in self.findings]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Deck:
        """The inverse."""
        return cls(data["path"], tuple((float(w), float(h)) for w, h in data["sizes"]),
                   tuple(Message.from_json(one) for one in data["findings"]))


def prepare_child(argument: Mapping[str, Any], progress: Callable[[int, int], None]) -> list[dict[str, Any]]:
    """For a child process: inspect and clean `decks`, pairs of a source and a place for the clean copy."""
    out = []
    for index, (source, target) in enumerate(argument["decks"]):
        out.append(prepare(Path(source), Path(target), argument["passwords"]).to_json())
        progress(index + 1, len(argument["decks"]))
    return out


def prepare(source: Path, target: Path, passwords: Sequence[str] = ()) -> Deck:
    """Write a clean copy of a deck; never raises but for lack of memory."""
    findings: list[Message] = []
    try:
        if source.stat().st_size > MOST_BYTES:
            return Deck("", (), (msg("larger than 200 MB; left out"),))
        pdf = _opened(source, passwords, findings)
        if pdf is None:
            return Deck("", (), (LOCKED,))
        with pdf:
            look(pdf, findings)
            sizes = _clean(pdf, findings)
            if not sizes:
                return Deck("", (), (*findings, msg("has no page that can be shown; left out")))
            pdf.save(target, deterministic_id=True, encryption=False)
        return Deck(str(target), tuple(sizes), tuple(findings))
    except MemoryError:
        raise
    except Exception:
        # Files from outside break readers in ways that nobody lists; one deck must not stop the pack.
        return Deck("", (), (*findings, msg("cannot be read as a PDF; left out")))


def _opened(source: Path, passwords: Sequence[str], findings: list[Message]) -> pikepdf.Pdf | None:
    for password in ("", *passwords):
        try:
            pdf = pikepdf.open(source, password=password, suppress_warnings=True)
        except pikepdf.PasswordError:
            continue
        if pdf.is_encrypted:
            findings.append(msg("was encrypted; opened with a known password") if password
                            else msg("was encrypted without a password for reading"))
        if pdf.get_warnings():
            findings.append(msg("was damaged and has been repaired"))
        return pdf
    return None


def _clean(pdf: pikepdf.Pdf, findings: list[Message]) -> list[tuple[float, float]]:
    """Only what is drawn stays; returns the sizes of the pages as they are seen."""
    with contextlib.suppress(pikepdf.PdfError, ValueError, TypeError):  # broken forms: what is drawn is shown
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")
    (sanitize.Sanitizer().remove_javascript().remove_external_access().remove_attachments().remove_multimedia()
     .remove_thumbnails().remove_private_app_data().apply(pdf))
    for key in ("/AcroForm", "/OpenAction", "/AA", "/Names", "/Outlines", "/Dests", "/PageLabels", "/Metadata",
                "/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    purge(pdf)
    if hidden_layers(pdf):
        findings.append(msg("layers that it hides stay hidden"))
    if len(pdf.pages) > MOST_PAGES:
        findings.append(nmsg("has {n} page; only the first {most} are shown",
                             "has {n} pages; only the first {most} are shown", len(pdf.pages), most=MOST_PAGES))
        del pdf.pages[MOST_PAGES:]
    sizes, lost, turned = list[tuple[float, float]](), 0, False
    for index in reversed(range(len(pdf.pages))):
        try:
            size = _page(pdf.pages[index])
        except MemoryError:
            raise
        except Exception:  # as above: one page must not take the others along
            size = None
        if size is None:
            del pdf.pages[index]
            lost += 1
            continue
        turned = turned or int(pdf.pages[index].obj.get("/Rotate", 0) or 0) % 360 != 0
        sizes.insert(0, size)
    if lost:
        findings.append(nmsg("{n} page cannot be shown and was left out",
                             "{n} pages cannot be shown and were left out", lost))
    if turned:
        findings.append(msg("turned pages are shown upright"))
    if len({(round(w), round(h)) for w, h in sizes}) > 1:
        findings.append(msg("its pages have different sizes"))
    elif sizes and not any(abs(max(sizes[0]) - max(u)) < 6 and abs(min(sizes[0]) - min(u)) < 6 for u in _USUAL):
        findings.append(msg("has an unusual page size: {width} × {height} mm", width=round(sizes[0][0] / 72 * 25.4),
                            height=round(sizes[0][1] / 72 * 25.4)))
    return sizes


def _page(page: pikepdf.Page) -> tuple[float, float] | None:
    """The size as seen, None where nothing can be drawn; annotations go."""
    for key in ("/Annots", "/AA", "/B", "/Tabs", "/StructParents", "/Trans"):
        if key in page.obj:
            del page.obj[key]
    box = [float(value) for value in page.trimbox]
    width, height = abs(box[2] - box[0]), abs(box[3] - box[1])
    unit = float(page.obj.get("/UserUnit", 1) or 1)
    if "/UserUnit" in page.obj:
        del page.obj["/UserUnit"]
    if not (_SMALLEST <= max(width, height) * unit <= _LARGEST and min(width, height) > 1):
        return None
    page.contents_coalesce()
    weigh(page)
    page.as_form_xobject()
    if int(page.obj.get("/Rotate", 0) or 0) % 180 == 90:
        width, height = height, width
    return width * unit, height * unit
