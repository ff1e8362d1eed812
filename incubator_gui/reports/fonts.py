"""The two printed fonts: registering, measuring, and which characters they lack."""

from __future__ import annotations

from functools import lru_cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from incubator_gui.core.resources import resource

REGULAR = "NotoSansSC-Regular"
BOLD = "NotoSansSC-Bold"
REPLACEMENT = "□"

NARROW = {"‘": "\ue018", "’": "\ue019", "“": "\ue01c", "”": "\ue01d", "…": "\ue026"}
"""Marks that the font draws as wide as a Han character, and the private codes of their narrow forms."""

_WIDE = {ord(narrow): wide for wide, narrow in NARROW.items()}
_NARROW_GLYPHS = {
    # glyph, width in the regular and in the bold font: what the font's own feature `pwid` would choose
    "\ue018": (30535, 279, 326), "\ue019": (30536, 279, 326), "\ue01c": (30538, 475, 577),
    "\ue01d": (30539, 475, 577), "\ue026": (30569, 1059, 1101),
}


class Face:
    """One font: widths in thousandths of the size, and its characters."""

    def __init__(self, name: str) -> None:
        self.name = name
        font = ttfonts.TTFont(name, str(resource("fonts", f"{name}.ttf")))
        for code, (glyph, *widths) in _NARROW_GLYPHS.items():
            font.face.charToGlyph[ord(code)] = glyph
            font.face.charWidths[ord(code)] = widths[name == BOLD]
        pdfmetrics.registerFont(font)
        self._widths: dict[int, float] = font.face.charWidths
        self._default: float = font.face.defaultWidth
        self._known: dict[int, int] = font.face.charToGlyph
        self._cache: dict[str, float] = {}

    def width(self, text: str, size: float) -> float:
        """The printed width of a line, in points."""
        return self.units(text) * size * 0.001

    def units(self, text: str) -> float:
        """The width in thousandths of the font size; words are remembered."""
        found = self._cache.get(text)
        if found is None:
            widths, default = self._widths, self._default
            found = sum([widths.get(32 if one == "\u00a0" else ord(one), default) for one in text])
            if len(text) < 40:
                if len(self._cache) > 100_000:
                    self._cache.clear()
                self._cache[text] = found
        return found

    def fitting(self, text: str, room: float) -> int:
        """How many characters fit into so many thousandths of the font size."""
        widths, default = self._widths, self._default
        for index, one in enumerate(text):
            room -= widths.get(32 if one == "\u00a0" else ord(one), default)
            if room < -1e-6:
                return index
        return len(text)

    def has(self, character: str) -> bool:
        """Whether the font can show the character."""
        return ord(character) in self._known


def copyable(text: str) -> str:
    """The text with ordinary marks, for titles and properties that are not printed."""
    return text.translate(_WIDE)


def face(bold: bool = False) -> Face:
    """The regular or the bold font, loaded once in a process."""
    return _faces()[bold]


@lru_cache(maxsize=1)
def _faces() -> tuple[Face, Face]:
    _prepare()
    return Face(REGULAR), Face(BOLD)


def _prepare() -> None:
    # A stray Helvetica, never embedded, would otherwise stand in every file.
    rl_config.canvas_basefontname = REGULAR
    rl_config.defaultGraphicsFontName = REGULAR
    rl_config.useA85 = 0
    rl_config.invariant = 1
    ttfonts.makeToUnicodeCMap = to_unicode_map


def to_unicode_map(name: str, subset: list[int]) -> str:
    """The table by which readers copy and search text.

    The library's own writes five digits for characters beyond U+FFFF, which readers take for
    another character, and more than the hundred lines that one block may have.
    """
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def", "/CMapType 2 def",
        "1 begincodespacerange", f"<00> <{len(subset) - 1:02X}>", "endcodespacerange",
    ]
    entries = [f"<{index:02X}> <{_utf16(code)}>" for index, code in enumerate(subset)]
    for start in range(0, len(entries), 100):
        block = entries[start:start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines)


def _utf16(code: int) -> str:
    try:
        return _WIDE.get(code, chr(code)).encode("utf-16-be").hex().upper()
    except UnicodeEncodeError:
        return "FFFD"
