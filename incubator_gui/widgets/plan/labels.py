"""Where the label of a run goes: in it, one size smaller, below it, shortened, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF

from incubator_gui.widgets.plan.inks import Inks

_EDGE = 4.0
_LEAST = 22.0
_AIR = 1.0
"""Above and below letters there is air: that much may lie over the edge of a run."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Words, their letters, the place, and whether they lie in the run."""

    words: str
    key: str
    rect: QRectF
    inside: bool


@dataclass(slots=True)
class Ground:
    """What is taken in a room already: benches, its caption, labels placed before."""

    limit: QRectF
    taken: list[QRectF] = field(default_factory=list)

    def free(self, rect: QRectF) -> bool:
        """Whether something fits there."""
        return self.limit.contains(rect) and not any(rect.intersects(other) for other in self.taken)

    def clamped(self, rect: QRectF) -> QRectF:
        """Moved sideways into the room."""
        left = min(max(rect.left(), self.limit.left()), max(self.limit.left(), self.limit.right() - rect.width()))
        return QRectF(left, rect.top(), rect.width(), rect.height())


def place_label(inks: Inks, name: str, tail: str, box: QRectF, below: QPointF, ground: Ground,
                keys: tuple[str, ...]) -> Placed | None:
    """The first of the places in which name and tail can be read."""
    words, room = name + tail, box.width() - 2 * _EDGE
    if not words:
        return None
    for key in keys:
        if inks.width(words, key) <= room and inks.height(key) - _AIR <= box.height():
            return _inside(inks, words, key, box)
    for key in keys:
        width, height = inks.width(words, key), inks.height(key)
        rect = ground.clamped(QRectF(below.x() - width / 2, below.y() + 2, width, height))
        if ground.free(rect):
            ground.taken.append(rect)
            return Placed(words, key, rect, False)
    key = keys[-1]
    if inks.height(key) - _AIR <= box.height():
        left = room - inks.width(tail, key)
        if left >= _LEAST:
            return _inside(inks, inks.elided(name, key, left) + tail, key, box)
        if room >= _LEAST + 8:
            return _inside(inks, inks.elided(name, key, room), key, box)
        short = tail.strip()
        if short and inks.width(short, key) <= box.width() - 4:
            return _inside(inks, short, key, box)
    width = min(box.width(), ground.limit.width())
    rect = ground.clamped(QRectF(below.x() - width / 2, below.y() + 2, width, inks.height(key)))
    if width >= _LEAST + 8 and ground.free(rect):
        ground.taken.append(rect)
        return Placed(inks.elided(name, key, width), key, rect, False)
    return None


def _inside(inks: Inks, words: str, key: str, box: QRectF) -> Placed:
    width, height = inks.width(words, key), inks.height(key)
    place = QRectF(box.center().x() - width / 2, box.center().y() - height / 2, width, height)
    return Placed(words, key, place, True)


def place_sign(inks: Inks, variants: tuple[str, ...], icon: float, key: str, label: Placed | None, box: QRectF,
               ground: Ground) -> tuple[str, QRectF] | None:
    """Where icon and words go: beside a label below the run, else below the run, else words fall away."""
    height = inks.height(key)
    for words in variants:
        width = icon + (4 + inks.width(words, key) if words else 0)
        spots = []
        if label is not None and not label.inside:
            spots.append(QRectF(label.rect.right() + 8, label.rect.top(), width, height))
            spots.append(QRectF(label.rect.left(), label.rect.bottom(), width, height))
        spots.append(QRectF(box.left(), box.bottom() + 2, width, height))
        spots.append(QRectF(box.right() - width, box.bottom() + 2, width, height))
        for rect in spots:
            if ground.free(rect):
                ground.taken.append(rect)
                return words, rect
    return None
