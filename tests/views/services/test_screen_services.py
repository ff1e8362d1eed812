"""The screen as a whole: parts, lists, the table, the side panel, new engagements, an empty house."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from incubator_gui.core.languages import use_language
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.widgets.inline_field import InlineField
from tests.qt_support import assert_named

D = Decimal


def shown(room: Any) -> list[str]:
    table = room.screen.part.table
    return [table.rows.row_of(id)[1].company for id in table.rows.visible_ids()]


def test_an_empty_house_offers_the_standard_catalogue(build: Callable[[Any], Any], empty_house: Any) -> None:
    room = build(empty_house)
    assert room.screen.empty.isVisible()
    room.screen.empty.button.click()
    room.idle()
    assert len(empty_house.catalogue.rows()) == 13
    assert not room.screen.empty.isVisible()
    assert room.screen.part.first.isVisible()
    room.screen.part.first.button.click()
    assert room.screen.dialog is not None
    room.screen.dialog.reject()


def test_head_counts_the_lists_and_opens_them(room: Any) -> None:
    links = room.screen.header.links
    words = {key: link.text() for key, link in links.items() if not link.isHidden()}
    assert words == {"under_served": words["under_served"], "no_owner": "1 without owner", "overdue": "1 overdue",
                     "due": "1 due soon"}
    links["overdue"].click()
    assert room.screen.header.parts.key == "table"
    assert shown(room) == ["Kranichtal Zelltechnik"]
    links["no_owner"].click()
    assert shown(room) == ["Pfeilhag Logistik"]
    links["due"].click()
    assert shown(room) == ["Lumenhain Sensorik"]
    links["under_served"].click()
    page = room.screen.part.lists
    assert page.isVisible()
    assert page.table.hasFocus()
    companies = [page.table.rows.row_of(id)[2] for id in page.table.rows.visible_ids()]
    assert "Pfeilhag Logistik" in companies
    assert "Lumenhain Sensorik" not in companies
    page.table.select_ids([page.table.rows.visible_ids()[0]])
    room.qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert room.screen.part.ledger.quick.line.text().strip() == companies[0]
    page.back.click()
    assert not page.isVisible()


def test_lists_from_elsewhere(room: Any) -> None:
    screen = room.screen
    house, line = room.house, room.line("禾岚电驱")
    house.ledger.book(line.company_id, line.service_id, date(2027, 5, 12), D(12))
    screen.reload()
    room.idle()
    screen.apply({"list": "over"})
    assert screen.part.lists.isVisible()
    assert screen.part.lists.key == "over"
    table = screen.part.lists.table
    assert [table.rows.row_of(id)[2] for id in table.rows.visible_ids()] == ["禾岚电驱"]
    screen.apply({"list": "odd"})
    assert screen.part.lists.title.text() == "To check"
    assert screen.part.lists.empty.isVisible()
    screen.apply({"list": "overdue"})
    assert shown(room) == ["Kranichtal Zelltechnik"]
    screen.apply({"company": line.company_id, "month": "2027-04"})
    room.idle()
    assert shown(room) == ["禾岚电驱"]
    assert screen.part.ledger.company == line.company_id
    assert screen.part.ledger.month == date(2027, 4, 1)
    screen.apply({"status": "active"})
    assert sorted(shown(room)) == ["Kranichtal Zelltechnik", "Lumenhain Sensorik"]
    screen.apply({"part": "entitlements"})
    room.idle()
    assert screen.header.parts.key == "entitlements"
    assert "entitlements" in screen.parts.tabs
    screen.apply({"book": ""})
    assert screen.header.parts.key == "board"
    assert screen.window().focusWidget() is screen.part.ledger.quick.line


class Windows(QObject):
    """Notes what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__}#{watched.objectName()}")
        return False


def test_nothing_is_a_window_of_its_own_for_a_moment(build: Callable[[Any], Any], house: Any) -> None:
    """Such a window takes the keyboard away from the one that people look at."""
    windows, app = Windows(), QApplication.instance()
    assert app is not None
    app.installEventFilter(windows)
    try:
        room = build(house)
        for key in ("calendar", "entitlements", "trainings", "mentors", "table"):
            room.screen.header.parts.choose(key)
            room.idle()
        room.screen.apply({"list": "under_served"})
        room.screen.open_record("engagement", room.line("Lumenhain Sensorik").id)
        room.screen.part.ledger.quick.line.setText("kranichtal mentoring 1h „x“ y")
        room.idle()
    finally:
        app.removeEventFilter(windows)
    assert windows.seen == ["QWidget#Window"]


def test_all_parts_come_when_first_shown(room: Any) -> None:
    for key in ("calendar", "entitlements", "trainings", "mentors"):
        assert key not in room.screen.parts.tabs
        room.screen.header.parts.choose(key)
        room.idle()
        assert room.screen.parts.tabs[key].isVisible()
    room.screen.header.parts.choose("board")
    assert room.screen.part.isVisible()


def test_the_table_is_edited_in_place(room: Any) -> None:
    room.trigger("services.table")
    table, line = room.screen.part.table, room.line("Pfeilhag Logistik")
    table.rows.edit((Edit(line.id, "owner", "Shen Yu"),))
    room.idle()
    table.rows.edit((Edit(line.id, "due", date(2027, 6, 1)), Edit(line.id, "granted", D(4))))
    room.idle()
    table.rows.edit((Edit(line.id, "status", "active"),))
    room.idle()
    stored = room.line("Pfeilhag Logistik")
    assert (stored.owner, stored.due_on, stored.granted, stored.status) == ("Shen Yu", date(2027, 6, 1), D(4), "active")
    assert room.screen.header.links["no_owner"].isHidden()
    model = table.rows
    section = table.section("granted")
    index = model.index(model.line_of(line.id), section)
    assert not model.setData(index, "a lot")
    assert "not a number" in str(model.wrong(line.id, "granted"))
    model.discard(line.id, "granted")


def test_another_colleagues_change_is_not_overwritten_unseen(room: Any) -> None:
    line = room.line("Pfeilhag Logistik")
    room.house.editing.set_field("engagement", line.id, "title", "Theirs")
    room.screen.part.table.rows.edit((Edit(line.id, "title", "Mine"),))
    room.idle()
    assert room.line("Pfeilhag Logistik").title == "Theirs"
    assert room.screen.part.table.rows.wrong(line.id, "title") is not None
    assert "changed elsewhere" in room.shell.warned[-1]


def test_many_are_edited_at_once(room: Any) -> None:
    room.trigger("services.table")
    table = room.screen.part.table
    table.toggle_all()
    room.trigger("services.edit_many")
    dialog = room.screen.part.work.dialog
    dialog.what.choose("due")
    dialog.fields["due"].setText("nonsense")
    dialog.main.click()
    assert dialog.messages.bars()
    assert room.screen.part.work.dialog is dialog
    dialog.fields["due"].setText("2027-07-01")
    dialog.main.click()
    room.idle()
    assert {row.due_on for row in room.house.engagements.rows()} == {date(2027, 7, 1)}
    room.house.history.undo()
    assert len({row.due_on for row in room.house.engagements.rows()}) > 1


def test_a_new_engagement_by_keyboard(room: Any) -> None:
    room.trigger("services.new")
    dialog = room.screen.dialog
    assert not dialog.main.isEnabled()
    room.qtbot.keyClicks(dialog.company.line, "helan")
    assert dialog.company.found.isVisible()
    room.qtbot.keyClick(dialog.company.line, Qt.Key.Key_Return)
    assert dialog.company.line.text() == "禾岚电驱"
    assert room.screen.dialog is dialog
    dialog.service.choose(next(id for id, one in room.screen.known.services.items() if one.key == "ip"))
    dialog.title.setText("Filing")
    dialog.hours.setText("4,5,6")
    dialog.main.click()
    assert dialog.messages.bars()
    assert dialog.title.text() == "Filing"
    dialog.hours.setText("4.5 h")
    dialog.due.line.setText("2027-10-01")
    assert "holiday" in dialog.remark.text()
    dialog.main.click()
    room.idle()
    stored = next(row for row in room.house.engagements.rows() if row.title == "Filing")
    assert (stored.company, stored.granted, stored.due_on, stored.owner) == (
        "禾岚电驱", D("4.5"), date(2027, 10, 1), "Lena Weber")
    assert room.screen.panel.id == stored.id
    assert room.screen.panel.isVisible()


def test_the_side_panel_edits_ticks_and_leads_on(room: Any) -> None:
    line = room.line("Lumenhain Sensorik")
    room.screen.open_record("engagement", line.id)
    room.idle()
    panel = room.screen.panel
    field = panel.fields.fields["title"]
    assert field.editor.hasFocus()
    room.qtbot.keyClicks(field.editor, "Finance")
    room.qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    room.idle()
    assert room.line("Lumenhain Sensorik").title == "Finance"
    owed = panel.deliverables
    room.qtbot.keyClicks(owed.line, "Plan reviewed")
    room.qtbot.keyClick(owed.line, Qt.Key.Key_Return)
    room.idle()
    assert owed.line.text() == ""
    assert len(owed.boxes) == 1
    owed.boxes[0].click()
    room.idle()
    (row,) = room.house.engagements.deliverables(line.id)
    assert row.title == "Plan reviewed"
    assert row.done_on == date(2027, 5, 12)
    # The keyboard stays where it ticked; what is being typed outlives what others do.
    owed.boxes[0].setFocus()
    room.qtbot.keyClick(owed.boxes[0], Qt.Key.Key_Space)
    room.idle()
    assert owed.boxes[0].hasFocus()
    (field,) = [each for each in owed.findChildren(InlineField) if each.kind == "text"]
    field.editor.setFocus()
    room.qtbot.keyClick(field.editor, Qt.Key.Key_End)
    room.qtbot.keyClicks(field.editor, " with Lena")
    room.context.bus.publish(room.house.engagements.add_deliverable(line.id, "Second").changes)
    room.idle()
    assert len(owed.boxes) == 2
    assert field.words() == "Plan reviewed with Lena"
    room.qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    room.idle()
    assert [one.title for one in room.house.engagements.deliverables(line.id)] == ["Plan reviewed with Lena", "Second"]
    panel.show_tab("history")
    assert_named(panel)
    panel.book.click()
    assert room.screen.part.ledger.quick.line.text().startswith("Lumenhain Sensorik Business-plan analysis")
    panel.next.click()
    room.idle()
    assert room.line("Lumenhain Sensorik").status == "done"
    menu = panel.open_menu()
    next(action for action in menu.actions() if action.text() == "Open the company").trigger()
    menu.close()
    assert room.shell.records[-1] == ("company", line.company_id)


def test_a_removed_engagement_leaves_the_panel(room: Any) -> None:
    line = room.line("Pfeilhag Logistik")
    room.screen.open_record("engagement", line.id)
    room.idle()
    room.screen.panel.remove_asked.emit([line.id])
    room.idle()
    assert room.screen.side_panel() is None
    assert "Pfeilhag Logistik" not in {row.company for row in room.house.engagements.rows()}


def test_export_copy_and_state(room: Any, tmp_path: Path) -> None:
    room.trigger("services.table")
    target = tmp_path / "list.csv"
    room.screen.part.file.write(target, "Engagements")
    room.idle()
    assert "Kranichtal Zelltechnik" in target.read_text(encoding="utf-8-sig")
    room.screen.part.ledger.file.write(tmp_path / "ledger.csv", "Ledger")
    room.idle()
    assert "Prices" in (tmp_path / "ledger.csv").read_text(encoding="utf-8-sig")
    table = room.screen.part.table
    table.select_ids([room.line("Kranichtal Zelltechnik").id])
    room.qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Kranichtal Zelltechnik\tMentoring" in QApplication.clipboard().text()
    room.screen.part.ledger.quick.line.setText("unfinished")
    room.trigger("services.mine")
    state = room.screen.state()
    assert state["part"] == "table"
    assert state["whose"] == "mine"
    room.screen.part.ledger.quick.line.clear()
    room.screen.restore({"part": "board", "work": {"sizes": ["x"], "ledger": 3}, "tabs": 5, "whose": None})
    room.screen.restore(state)
    assert room.screen.header.parts.key == "table"
    assert room.screen.part.ledger.quick.line.text() == "unfinished"


def test_three_languages(room: Any) -> None:
    for language, title in (("de", "Leistungen"), ("zh", "服务")):
        use_language(language)
        room.screen.retranslate()
        room.idle()
        assert room.screen.header.title.text() == title
        assert_named(room.screen)
    assert room.screen.part.board.cards("requested")[0].facts == "法务：Contract"
    use_language("en")
    room.screen.retranslate()


def test_another_day(room: Any) -> None:
    room.screen.set_date(date(2027, 6, 20))
    room.idle()
    assert room.screen.part.ledger.month == date(2027, 6, 1)
    assert room.screen.header.links["overdue"].text() == "2 overdue"
    room.screen.set_date(None)
    room.idle()
    assert room.screen.header.links["overdue"].text() == "1 overdue"


def test_reading_that_fails_is_said_and_can_be_tried_again(room: Any, monkeypatch: Any) -> None:
    from incubator_gui.core.errors import Environment
    from incubator_gui.core.messages import msg
    from incubator_gui.services.engagements import EngagementsService

    def broken(*_args: Any, **_values: Any) -> Any:
        raise Environment(msg("The database is out of reach."))

    monkeypatch.setattr(EngagementsService, "rows", broken)
    room.screen.reload()
    room.idle()
    (bar,) = room.screen.messages.bars()
    assert bar.sentence() == "The database is out of reach."
    monkeypatch.undo()
    room.screen.reload()
    room.idle()
    assert room.screen.messages.bars() == ()


def test_the_head_has_one_line_where_words_alone_make_that_possible(room: Any) -> None:
    header = room.screen.header
    lines = []
    for width in range(2400, 700, -20):
        header.resize(width, header.height())
        lines.append((header._beside, header._icons))
    one = [icons for beside, icons in lines if beside]
    assert one, "never one line"
    assert not one[-1], "the last width with one line has words alone"
    assert one[0], "where there is room, icons too"


def test_lists_show_only_what_a_figure_elsewhere_counts(room: Any) -> None:
    screen, lists = room.screen, room.screen.part.lists
    ids = [one.company_id for one in room.house.service_board.attention().underserved]
    assert len(ids) > 1
    screen.apply({"list": "under_served", "ids": ids[:1]})
    assert lists.table.rows.visible_ids() == ids[:1]
    room.screen.reload()
    room.idle()
    assert lists.table.rows.visible_ids() == ids[:1]
    lists.whole.click()
    assert sorted(lists.table.rows.visible_ids()) == sorted(ids)
    assert not lists.whole.isVisible()
    screen.apply({"list": "under_served", "ids": ids[:1]})
    screen.header.links["under_served"].click()
    assert sorted(lists.table.rows.visible_ids()) == sorted(ids)
    one, other = room.line("Kranichtal Zelltechnik").id, room.line("Lumenhain Sensorik").id
    screen.apply({"list": "overdue", "ids": [one, other]})
    assert shown(room) == ["Kranichtal Zelltechnik"]
    screen.apply({"list": "overdue", "ids": [other]})
    assert shown(room) == []
    screen.apply({"ids": [str(other)]})
    assert shown(room) == ["Lumenhain Sensorik"]
    screen.header.links["overdue"].click()
    assert shown(room) == ["Kranichtal Zelltechnik"]
