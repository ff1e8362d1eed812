"""Pictures without what their files say beside the picture: cameras, places, programs, names."""

from __future__ import annotations

import struct
from collections.abc import Callable

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg

_PNG = b"\x89PNG\r\n\x1a\n"
_TELLING = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")
_REFUSED = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
"""TIFF: what it says stands anywhere in the file."""


def clean_picture(start: bytes, read: Callable[[], bytes]) -> bytes | None:
    """The picture that begins like this, cleaned; None where it is none. Raises Refused or ValueError."""
    if start.startswith(b"\xff\xd8\xff"):
        return jpeg(read())
    if start.startswith(_PNG):
        return _png(read())
    if start.startswith((b"GIF87a", b"GIF89a")):
        return _gif(read())
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return _webp(read())
    if start.startswith(_REFUSED) or start[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif"):
        raise Refused(msg("a picture of this kind cannot be cleaned; save it as PNG or JPEG"))
    return None


def jpeg(data: bytes) -> bytes:
    """Without Exif, XMP, IPTC and comments; colour profiles (APP2) and Adobe's sign (APP14) are part of the picture."""
    out, at = bytearray(data[:2]), 2
    while data[at:at + 1] == b"\xff" and data[at + 1] not in (0xDA, 0xD9):
        kind, length = data[at + 1], int(struct.unpack(">H", data[at + 2:at + 4])[0])
        if not (kind == 0xFE or (0xE1 <= kind <= 0xEF and kind not in (0xE2, 0xEE))):
            out += data[at:at + 2 + length]
        at += 2 + length
    if data[at:at + 2] != b"\xff\xda":
        raise ValueError("cut off")
    return bytes(out + data[at:])


def _png(data: bytes) -> bytes:
    out, at = bytearray(_PNG), len(_PNG)
    while at + 12 <= len(data):
        length, kind = int(struct.unpack(">I", data[at:at + 4])[0]), data[at + 4:at + 8]
        if kind not in _TELLING:
            out += data[at:at + 12 + length]
        at += 12 + length
    return bytes(out)


def _gif(data: bytes) -> bytes:
    """Without comments and what programs note; how often a film repeats stays."""
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    out = bytearray(data[:at])
    while data[at:at + 1] != b"\x3b":
        begin, kind = at, data[at]
        if kind == 0x21:
            at += 2
        elif kind == 0x2C:
            at += 10 + (3 << ((data[at + 9] & 7) + 1) if data[at + 9] & 0x80 else 0) + 1
        else:
            raise ValueError("cut off")
        while data[at]:
            at += 1 + data[at]
        at += 1
        noted = kind == 0x21 and (data[begin + 1] in (0xFE, 0x01) or (
            data[begin + 1] == 0xFF and data[begin + 3:begin + 14] != b"NETSCAPE2.0"))
        if not noted:
            out += data[begin:at]
    return bytes(out + b"\x3b")


def _webp(data: bytes) -> bytes:
    out, at = bytearray(b"WEBP"), 12
    while at + 8 <= len(data):
        kind, length = data[at:at + 4], int(struct.unpack("<I", data[at + 4:at + 8])[0])
        whole = data[at:at + 8 + length + length % 2]
        if kind == b"VP8X":
            whole = whole[:8] + bytes([whole[8] & ~0x0C]) + whole[9:]  # it no longer says that there is more
        if kind not in (b"EXIF", b"XMP "):
            out += whole
        at += 8 + length + length % 2
    return b"RIFF" + struct.pack("<I", len(out)) + bytes(out)
