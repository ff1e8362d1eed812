"""The documents of the sample, made from its words: notes, business plans, decks."""

from __future__ import annotations

from dataclasses import dataclass

from incubator_gui.domain.redacting import BLACK, Whose, redact
from incubator_gui.reports.plain_deck import plain_deck
from incubator_gui.reports.plain_note import Placed, chapter_lines, plain_chapters, plain_note
from incubator_gui.services.sample.content import Row, read

SLIDES = {
    "problem": {"en": "The problem", "de": "Das Problem", "zh": "问题"},
    "solution": {"en": "What we do", "de": "Was wir tun", "zh": "我们的方案"},
    "market": {"en": "Market", "de": "Markt", "zh": "市场"},
    "business_model": {"en": "How we earn", "de": "Womit wir verdienen", "zh": "商业模式"},
    "ask": {"en": "What we need", "de": "Was wir brauchen", "zh": "融资需求"}}
CHAPTERS = SLIDES | {"team": {"en": "Team", "de": "Team", "zh": "团队"}}


def note(firm: Row, owner: Row, document: Row) -> bytes:
    """A page."""
    texts = firm.get("profiles", {}).get(firm["language"], {})
    name = firm.get("legal_name") or firm.get("trade_name") or ""
    body = [name, firm.get("claim") or "", owner.get("pitch") or "",
            *(texts.get(key) or "" for key in ("problem", "solution", "market"))]
    return plain_note(document["title"], [text for text in body if text], name)


@dataclass(frozen=True, slots=True)
class Plan:
    """A business plan: title, line below it, chapters, whose it is; and what its chapters answer."""

    title: str
    line: str
    chapters: tuple[tuple[str, tuple[str, ...]], ...]
    author: str
    keys: tuple[str, ...]

    def pdf(self) -> bytes:
        """A chapter on each page."""
        return plain_chapters(self.title, self.line, self.chapters, self.author)

    def lines(self) -> tuple[Placed, ...]:
        """Where its text stands."""
        return chapter_lines(self.title, self.line, self.chapters, self.author)


def plan(firm: Row, application: Row, document: Row, hidden: Whose | None = None) -> Plan:
    """In the company's own language; without what tells whose it is where that is `hidden`."""
    language = firm["language"]
    texts = firm.get("profiles", {}).get(language, {})
    asked = {one["key"]: one["label"][language] for call in read("calls")["calls"] for one in call["questions"]}
    chapters = [(key, titles[language], texts[key]) for key, titles in CHAPTERS.items() if texts.get(key)]
    chapters += [(key, asked[key], text) for key, text in application.get("answers", {}).items() if key != "heard"]
    name = (firm.get("chinese_name") if language == "zh" else firm.get("trade_name")) or firm.get("legal_name") or ""
    line = application.get("pitch") or firm.get("claim") or ""
    if hidden is not None:
        name, line = BLACK, redact(line, hidden)
        chapters = [(key, title, redact(text, hidden)) for key, title, text in chapters]
    return Plan(document["title"], line, tuple((title, (text,)) for _key, title, text in chapters), name,
                tuple(key for key, _title, _text in chapters))


def deck(firm: Row, shape: Row) -> bytes:
    """Three to six slides in the company's own language."""
    language = firm["language"]
    texts = firm.get("profiles", {}).get(language, {})
    name = firm.get("chinese_name") if language == "zh" else ""
    slides = [(titles[language], texts[key]) for key, titles in SLIDES.items() if texts.get(key)]
    if len(slides) < 2:
        slides = [(SLIDES["solution"][language], firm.get("claim") or ""), (SLIDES["ask"][language], firm["website"])]
    return plain_deck(name or firm.get("trade_name") or firm.get("legal_name") or "", firm.get("claim") or "",
                      slides[:shape.get("pages", 6) - 1], shape.get("size", "wide"), shape.get("password", ""))
