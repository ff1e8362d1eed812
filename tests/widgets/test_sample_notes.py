"""The notes of the sample lie on the sentences that they quote, as the pages are really printed."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from incubator_gui.domain.review_notes import WHOLE
from incubator_gui.services.sample import note_rows, review_rows
from incubator_gui.services.sample.content import companies, read


def test_notes_lie_on_their_sentences(qtbot: QtBot) -> None:
    content, applications = read("reviews"), read("applications")
    reviews = review_rows.written(content, applications)
    noted = note_rows.written(content, reviews, applications, companies())
    assert len(noted) > 20
    languages = {next(one["language"] for one in companies() if one["key"] == each.application.split("@")[0])
                 for each in noted}
    assert languages == {"en", "de", "zh"}
    for paper in {one.paper for one in noted}:
        buffer, document = QBuffer(), QPdfDocument()
        buffer.setData(QByteArray(paper.pdf()))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        assert document.pageCount() == len(paper.keys) + 1
        for page in sorted({one.page for one in noted if one.paper == paper}):
            rects, quote = note_rows.first_sentence(paper, page)
            text = document.getAllText(page - 1).text()
            flat = quote.replace(" ", "")
            start = text.replace("\r\n", "  ").find(quote[:20])
            assert start >= 0, (quote, text)
            found = document.getSelectionAtIndex(page - 1, start, len(quote) + 2 * (len(rects) - 1))
            size = document.pagePointSize(page - 1)
            marked = [QRectF(one[0] * size.width() / WHOLE, one[1] * size.height() / WHOLE,
                             (one[2] - one[0]) * size.width() / WHOLE, (one[3] - one[1]) * size.height() / WHOLE)
                      for one in rects]
            assert len(marked) == len(found.text().split("\n"))
            assert found.text().replace("\r\n", "").replace(" ", "").startswith(flat[:20])
            for line in found.bounds():
                box = line.boundingRect()
                assert any(one.adjusted(-2, -2, 2, 2).contains(box) for one in marked), (quote, box, marked)
        document.close()


def test_remarks_name_notes_that_are_there() -> None:
    content, applications = read("reviews"), read("applications")
    noted = note_rows.written(content, review_rows.written(content, applications), applications, companies())
    assert {one.reviewer for one in noted} >= {"tobias.kessler", "naomi.ferrand"}
    for one in noted:
        assert one.paper.keys[one.page - 2] == one.chapter
        assert content["notes"][one.chapter].keys() == {"en", "de", "zh"}
