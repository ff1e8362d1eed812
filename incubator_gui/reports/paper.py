"""The sheet: a canvas that writes each page once and fills in later what is known only at the end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfdoc import PDFPage
from reportlab.pdfgen.canvas import Canvas

from incubator_gui.core.languages import Translator
from incubator_gui.core.messages import Message, msg, nmsg, pmsg
from incubator_gui.reports import style as s
from incubator_gui.reports.fonts import BOLD, REGULAR, copyable, face
from incubator_gui.reports.style import MM, Style
from incubator_gui.reports.text import Cleaner, break_lines, fitted, language_of
from incubator_gui.reports.values import PaperOptions

Align = Literal["left", "right", "centre"]
_TAGS = {"en": "en-GB", "de": "de-DE", "zh": "zh-Hans-CN"}


class Paper:
    """Pages with head and foot, in one language; `size` is width and height of the sheet in points."""

    def __init__(self, target: Path | str, options: PaperOptions, words: Translator, title: str,
                 subject: str = "", landscape: bool = False, size: tuple[float, float] | None = None) -> None:
        face()  # registers both fonts
        # An empty transition dictionary on each page is what PDF/A objects to.
        PDFPage.setPageTransition = _no_transition
        self.options, self.words = options, words
        self.cleaner = Cleaner()
        self.warnings: list[Message] = []
        self.width, self.height = size or ((s.HEIGHT, s.WIDTH) if landscape else (s.WIDTH, s.HEIGHT))
        self.body = self.width - 2 * s.SIDE
        self.page = 1
        self._colours: dict[str, Any] = {}
        self._places: dict[str, int] = {}
        self._waiting: dict[str, tuple[str, float]] = {}
        self._feet: list[int] = []
        self._cover_foot = False
        self.canvas = Canvas(str(target), pagesize=(self.width, self.height), invariant=1, pageCompression=1,
                             initialFontName=REGULAR, lang=_TAGS[words.language])
        self.canvas.setTitle(self.cleaner.clean(title, 300).replace("\n", " "))
        self.canvas.setAuthor(self.cleaner.clean(options.house, 300).replace("\n", " "))
        self.canvas.setSubject(self.cleaner.clean(subject, 300).replace("\n", " "))
        self.canvas.setCreator("incubator-gui")
        self.canvas.setProducer("incubator-gui")
        self._watermark()

    # --- words -------------------------------------------------------------------------------

    def say(self, message: Message | str) -> str:
        """A fixed sentence or a text from outside as it is printed."""
        return self.cleaner.printed(self.words.text(message))

    def lines(self, text: str, style: Style, width: float, most: int | None = None) -> tuple[list[str], bool]:
        """Clean text broken for a width, in the manner of its own language."""
        return break_lines(text, width, style.size, bold=style.bold, most=most,
                           language=language_of(text, self.words.language))

    # --- marks -------------------------------------------------------------------------------

    def colour(self, name: str) -> Any:
        """A colour of the writer, made once."""
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = HexColor(name)
        return found

    def write(self, lines: Sequence[str], x: float, top: float, style: Style, width: float = 0,
              align: Align = "left") -> None:
        """Set lines from `top` downwards; `width` is needed for any alignment but left."""
        if not lines:
            return
        canvas, font = self.canvas, BOLD if style.bold else REGULAR
        baseline = top - style.leading * 0.5 - style.size * 0.36
        text = canvas.beginText(x, baseline)
        text.setFont(font, style.size, style.leading)
        text.setFillColor(self.colour(style.colour))
        for index, line in enumerate(lines):
            if align != "left":
                free = width - face(style.bold).width(line, style.size)
                text.setTextOrigin(x + (free if align == "right" else free / 2), baseline - index * style.leading)
                text.textOut(line)
            else:
                text.textLine(line)
        canvas.drawText(text)

    def rule(self, x: float, y: float, width: float, thick: float = 0.2 * MM, colour: str = s.RULE) -> None:
        """A horizontal line."""
        self.canvas.setStrokeColor(self.colour(colour))
        self.canvas.setLineWidth(thick)
        self.canvas.line(x, y, x + width, y)

    def box(self, x: float, y: float, width: float, height: float, fill: str | None = None,
            edge: str | None = None, thick: float = 0.25 * MM) -> None:
        """A rectangle from its lower left corner."""
        if fill:
            self.canvas.setFillColor(self.colour(fill))
        if edge:
            self.canvas.setStrokeColor(self.colour(edge))
            self.canvas.setLineWidth(thick)
        self.canvas.rect(x, y, width, height, stroke=int(edge is not None), fill=int(fill is not None))

    # --- places and pages --------------------------------------------------------------------

    def mark(self, key: str, title: str, top: float, level: int = 0) -> None:
        """Make this height of the page a place that contents and outline lead to."""
        self.canvas.bookmarkPage(key, fit="XYZ", left=0, top=top, zoom=0)
        self.canvas.addOutlineEntry(copyable(title).replace("\n", " ")[:200], key, level=level)
        self._places[key] = self.page

    def link(self, key: str, x: float, y: float, width: float, height: float, title: str) -> None:
        """Make a field of the page lead to a place, which may come later."""
        self.canvas.linkRect(copyable(title), key, (x, y, x + width, y + height), relative=1, thickness=0, F=4)

    def page_of(self, key: str, x: float, top: float, style: Style, width: float) -> None:
        """Print, flush right, the page number of a place that may come later."""
        name = f"page_of_{key}_{style.size:g}"
        self._waiting[name] = (key, style.size)
        baseline = top - style.leading * 0.5 - style.size * 0.36
        self._form(name, x + width, baseline)

    def head_and_foot(self) -> None:
        """Head, foot and their rules on the page at hand."""
        options, left = self.options, s.SIDE
        head = self.height - s.TOP + 1.5 * MM
        house = self.words.joined((self.say(options.house), self.say(options.event)))
        self._ends(house, self.say(options.confidentiality), head)
        self.rule(left, head - 4.6 * MM, self.body)
        foot = s.BOTTOM - 5.6 * MM
        self.rule(left, foot + 4.4 * MM, self.body)
        self._ends(self._edition(), "", foot + 3.6 * MM, right_width=30 * MM)
        self._feet.append(self.page)
        self._form(f"foot_{self.page}", left + self.body, foot + 3.6 * MM - s.LABEL.leading * 0.5 - s.LABEL.size * 0.36)

    def cover_foot(self) -> None:
        """The foot of a cover: whom to ask, and how many pages follow."""
        foot = s.BOTTOM - 5.6 * MM
        self.rule(s.SIDE, foot + 4.4 * MM, self.body)
        contact = self.say(self.options.contact)
        self._ends(self.say(msg("Contact: {contact}", contact=contact)) if contact else "", "", foot + 3.6 * MM,
                   right_width=30 * MM)
        self._cover_foot = True
        self._form("foot_cover", s.SIDE + self.body, foot + 3.6 * MM - s.LABEL.leading * 0.5 - s.LABEL.size * 0.36)

    def new_page(self, size: tuple[float, float] | None = None) -> None:
        """Finish the page and begin the next, of another size where one is given."""
        self.canvas.showPage()
        self.page += 1
        self.restart(size)

    def restart(self, size: tuple[float, float] | None = None) -> None:
        """Begin the page at hand from nothing, in another size where one is given."""
        self.canvas._restartAccumulators()  # what showPage itself does; there is no public name for it
        self.canvas.init_graphics_state()
        if size is not None:
            self.width, self.height = size
            self.body = self.width - 2 * s.SIDE
            self.canvas.setPageSize(size)
        self._watermark()

    def save(self) -> int:
        """Write the file; returns the number of pages."""
        total = self.page
        self.canvas.showPage()
        for page in self._feet:
            text = self.say(msg("Page {page} of {total}", page=page, total=total))
            self._define(f"foot_{page}", text, s.LABEL.size, s.MUTED)
        if self._cover_foot:
            self._define("foot_cover", self.say(nmsg("{n} page", "{n} pages", total)), s.LABEL.size, s.MUTED)
        for name, (key, size) in self._waiting.items():
            self._define(name, self.words.number(self._places.get(key, 0)), size, s.INK)
        self.canvas.save()
        self.warnings += self.cleaner.warnings()
        return total

    def _edition(self) -> str:
        options, parts = self.options, list[Message | str]()
        if options.version and options.day:
            parts.append(msg("Version {version}, {day}", version=options.version, day=options.day))
        elif options.version:
            parts.append(msg("Version {version}", version=options.version))
        elif options.day:
            parts.append(self.words.day(options.day))
        if options.copy:
            parts.append(pmsg("of a printed paper", "copy {number}", number=options.copy))
        if options.recipient:
            parts.append(msg("recipient: {name}", name=options.recipient))
        joint = "，" if self.words.language == "zh" else ", "
        return joint.join(self.say(part) for part in parts)

    def _ends(self, left: str, right: str, top: float, right_width: float = 0) -> None:
        if right:
            right = fitted(right, self.body * 0.4, s.LABEL.size)
            right_width = face().width(right, s.LABEL.size)
            self.write([right], s.SIDE, top, s.LABEL, self.body, "right")
        left = fitted(left, self.body - right_width - 6 * MM, s.LABEL.size)
        self.write([left] if left else [], s.SIDE, top, s.LABEL)

    def _form(self, name: str, x: float, y: float) -> None:
        self.canvas.saveState()
        self.canvas.translate(x, y)
        self.canvas.doForm(name)
        self.canvas.restoreState()

    def _define(self, name: str, text: str, size: float, colour: str) -> None:
        wide = face().width(text, size)
        canvas = self.canvas
        canvas.beginForm(name, -wide - 1, -size, 1, size)
        canvas.setFont(REGULAR, size)
        canvas.setFillColor(self.colour(colour))
        canvas.drawString(-wide, 0, text)
        canvas.endForm()

    def _watermark(self) -> None:
        text = fitted(self.say(self.options.watermark), self.height * 0.9, 24, bold=True)
        if not text:
            return
        size = min(64.0, self.height * 0.72 / max(face(True).units(text), 1) * 1000)
        canvas = self.canvas
        canvas.saveState()
        canvas.translate(self.width / 2, self.height / 2)
        canvas.rotate(52 if self.height > self.width else 35)
        canvas.setFont(BOLD, size)
        canvas.setFillColor(self.colour(s.PALE))
        canvas.drawCentredString(0, -size * 0.36, text)
        canvas.restoreState()


def _no_transition(page: Any, transition: Any) -> None:
    page.Trans = None
