"""What a file that came back is, told by its content: names lie, and people save things as something else."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Literal, TypeAlias

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.exchange.workbook_reader import OLE_MAGIC, ZIP_MAGIC

Kind: TypeAlias = Literal["package", "form", "sheet", "zip", "mail"]
"""The three ways, and what people put them into: an archive, a message with attachments."""

_START = 65_536
_OLE_LOOKED_AT = 8 * 2**20
_KEYS = re.compile(r"\bmark\.\w[^\n]*\bremark\.\w|>mark\.\w.*>remark\.\w", re.DOTALL)
_HEADER = re.compile(rb"(?:From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]*:")
_OF_MAIL = re.compile(rb"^(?:from|to|received|message-id|mime-version|return-path|content-type):", re.I | re.M)


def kind_of(path: Path) -> Kind:
    """What a file is; raises Refused, with what to do, where it is nothing that can be read, and OSError."""
    with path.open("rb") as stream:
        start = stream.read(_START)
    if b"IREVIEW" in start[:12] or path.suffix.lower() == ".ireview":
        return "package"
    if start.startswith(ZIP_MAGIC):  # before the next: what is only stored in an archive is seen in it
        return _packed(path)
    if b"%PDF-" in start[:1024]:
        return "form"
    if start.startswith(OLE_MAGIC):
        return _compound(path)
    if start.startswith(b"%FDF") or b"<xfdf" in start:
        raise Refused(msg("“{name}” holds the answers of a form without the form, and does not say whose they are. Ask "
                          "for the PDF form itself.", name=path.name))
    if _is_sheet_as_text(start):
        raise Refused(msg("“{name}” is a review sheet saved as text, which no longer says whose it is. Ask for the "
                          "workbook itself, saved as .xlsx or .ods.", name=path.name))
    if path.suffix.lower() == ".eml" or (_HEADER.match(start) and _OF_MAIL.search(start)):
        return "mail"
    raise Refused(msg("“{name}” is neither a return package, a PDF form nor a sheet. Nothing was read.",
                      name=path.name))


def _packed(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "sheet"  # its reader says what is wrong
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        raise Refused(msg("“{name}” was saved by Numbers. Export it as an Excel workbook (.xlsx) and take that.",
                          name=path.name))
    if "content.xml" in names or any(name.startswith("xl/") for name in names):
        return "sheet"
    if "[Content_Types].xml" in names:
        raise Refused(msg("“{name}” is an office document, but no workbook. Ask for the file that was sent out, filled "
                          "in.", name=path.name))
    return "zip"


def _compound(path: Path) -> Kind:
    """An older format of office programs: workbooks are read, messages of Outlook cannot be."""
    with path.open("rb") as stream:
        data = stream.read(_OLE_LOOKED_AT)
    if "__properties_version1.0".encode("utf-16-le") in data:
        raise Refused(msg("“{name}” is a message saved by Outlook. Open it there, save the file that is attached to it "
                          "and take that.", name=path.name))
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book", "EncryptedPackage")):
        return "sheet"
    raise Refused(msg("“{name}” is an office document, but no workbook. Ask for the file that was sent out, filled "
                      "in.", name=path.name))


def _is_sheet_as_text(start: bytes) -> bool:
    """Whether the first lines name the columns of our sheet: as CSV, as HTML or as one of the XML formats."""
    plain = start.decode("utf-16", "ignore") if start[:2] in (b"\xff\xfe", b"\xfe\xff") else start.decode("latin-1")
    if "opendocument.spreadsheet" in plain or "schemas-microsoft-com:office:spreadsheet" in plain:
        return True
    return _KEYS.search(plain) is not None and "number" in plain
