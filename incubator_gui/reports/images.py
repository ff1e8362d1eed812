"""Logos from outside, made small, upright and plain; what cannot be read is reported, never raised."""

from __future__ import annotations

import warnings
from pathlib import Path

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader

from incubator_gui.core.messages import msg
from incubator_gui.reports.paper import Paper

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_STRANGE = (b"\0\0\1\0", b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51", b"8BPS", b"%!PS", b"%PDF")
_BOXES = (b"ftypavif", b"ftypheic", b"ftypmif1")
_NAMES = (".svg", ".svgz", ".ico", ".jp2", ".j2k", ".jpx", ".heic", ".avif", ".psd", ".ai", ".eps", ".pdf")
MOST_BYTES = 20_000_000
MOST_PIXELS = 25_000_000
RESOLUTION = 300
_INK = (0x1B, 0x20, 0x29)


class Picture:
    """An image block that keeps its proportions within a box."""

    def __init__(self, image: Image.Image, width: float, height: float) -> None:
        ratio = min(width / image.width, height / image.height)
        self.width, self.height = image.width * ratio, image.height * ratio
        self._reader = ImageReader(image)

    def draw(self, paper: Paper, x: float, top: float) -> None:
        """Draw it from its upper left corner."""
        paper.canvas.drawImage(self._reader, x, top - self.height, self.width, self.height)


def picture(paper: Paper, path: str, width: float, height: float) -> Picture | None:
    """The logo, or None with a warning where the file cannot be used."""
    if not path:
        return None
    name = paper.cleaner.clean(Path(path).name, 120)
    try:
        if Path(path).stat().st_size > MOST_BYTES:
            paper.warnings.append(msg("The logo {name} is larger than 20 MB and was left out.", name=name))
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            return Picture(_plain(path, width, height), width, height)
    except (_TooLarge, Image.DecompressionBombWarning, Image.DecompressionBombError):
        paper.warnings.append(msg("The logo {name} has too many pixels and was left out.", name=name))
    except Exception:
        # Image readers raise a dozen kinds of errors on broken files; none may stop the paper.
        message = msg("The logo {name} could not be read as an image and was left out.", name=name)
        if _is_strange(path):
            message = msg("The logo {name} is of a kind that cannot be printed here and was left out. Save it as PNG"
                          " or JPEG.", name=name)
        paper.warnings.append(message)
    return None


def _is_strange(path: str) -> bool:
    """Whether it exists and is an image of a kind that is not taken, by its first bytes, else by its name."""
    file = Path(path)
    try:
        with file.open("rb") as stream:
            start = stream.read(512)
    except (OSError, ValueError):  # a path of nonsense is no image of any kind
        return False
    return (start.startswith(_STRANGE) or b"<svg" in start.lower() or start[4:12] in _BOXES
            or (file.suffix.lower() in _NAMES and bool(start)))


class _TooLarge(Exception):
    """More pixels than a logo can have."""


def _plain(path: str, width: float, height: float) -> Image.Image:
    """Upright RGB without alpha, no finer than the print needs."""
    with Image.open(path, formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS or min(opened.size) < 1:
            raise _TooLarge
        wanted = (max(1, round(width / 72 * RESOLUTION)), max(1, round(height / 72 * RESOLUTION)))
        opened.draft("RGB", wanted)
        opened.load()
        image: Image.Image = ImageOps.exif_transpose(opened) or opened
        if image.mode.startswith(("I", "F")):
            image = image.convert("I").point(lambda value: value / 256).convert("L")
        if image.mode in ("P", "PA", "LA", "La", "RGBa") or "transparency" in image.info:
            image = image.convert("RGBA")
        image.thumbnail(wanted, Image.Resampling.LANCZOS)
        if image.mode == "RGBA":
            return _on_ground(image)
        return image.convert("RGB")


def _on_ground(image: Image.Image) -> Image.Image:
    """White logos would vanish on white paper: they get a dark ground."""
    alpha = image.getchannel("A")
    grey = image.convert("L")
    histogram = grey.histogram(mask=alpha.point(lambda value: 255 if value > 64 else 0))
    visible = sum(histogram)
    light = sum(histogram[225:])
    ground = _INK if visible and light > visible * 0.97 else (255, 255, 255)
    flat = Image.new("RGB", image.size, ground)
    flat.paste(image, mask=alpha)
    return flat
