from __future__ import annotations

import pytest

from incubator_gui.actions.declared import Action
from incubator_gui.actions.registry import Actions
from incubator_gui.core.languages import use_language
from incubator_gui.core.messages import msg
from incubator_gui.core.settings import SHORTCUTS

HERE, THERE = frozenset({"here"}), frozenset({"there"})


@pytest.fixture
def actions(qapp, settings):
    actions = Actions(settings)
    yield actions
    actions.deleteLater()


def test_an_action_runs_only_where_it_applies_and_is_allowed(actions):
    ran = []
    actions.add(Action("a", msg("Do & see"), shortcut="Ctrl+D", scopes=HERE), lambda: ran.append("a"))
    assert actions.qaction("a").text() == "Do && see"
    actions.trigger("a")
    actions.set_scope("here")
    actions.qaction("a").trigger()
    actions.allow("a", False, "Nothing is selected")
    assert actions.qaction("a").toolTip() == "Nothing is selected"
    actions.trigger("a")
    assert ran == ["a"]
    assert actions.ready() == ()
    actions.allow("a", True)
    assert actions.qaction("a").toolTip() == "Do & see (Ctrl+D)"
    assert [action.id for action in actions.ready()] == ["a"]


def test_conflicts_are_those_at_the_same_place(actions, settings):
    for id, scopes in (("a", HERE), ("b", THERE), ("c", frozenset({"everywhere"}))):
        actions.add(Action(id, msg("Do"), scopes=scopes), lambda: None)
    actions.rebind("a", "Ctrl+E")
    assert actions.conflicts("b", "Ctrl+E") == ()
    assert [action.id for action in actions.conflicts("c", "Ctrl+E")] == ["a"]
    with pytest.raises(ValueError):
        actions.rebind("c", "ctrl+e")
    actions.rebind("b", "Ctrl+E")
    assert settings.part(SHORTCUTS, "a") == "Ctrl+E"
    actions.rebind("a", "")
    assert settings.part(SHORTCUTS, "a") is None
    assert actions.shortcut("a") == ""


def test_a_remembered_shortcut_holds_from_the_start(actions, settings):
    settings.set_part(SHORTCUTS, "a", "F7")
    action = actions.add(Action("a", msg("Do"), shortcut="F6"), lambda: None)
    assert action.shortcut().toString() == "F7"
    with pytest.raises(ValueError, match="twice"):
        actions.add(Action("a", msg("Do")), lambda: None)
    actions.remove("a")
    assert not actions.has("a")


def test_words_follow_the_language(actions):
    action = actions.add(Action("a", msg("Settings…")), lambda: None)
    before = action.text()
    try:
        use_language("de")
        actions.retranslate()
    finally:
        use_language("en")
    actions.retranslate()
    assert action.text() == before == "Settings…"
