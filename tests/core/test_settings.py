from __future__ import annotations

import json

import pytest

from incubator_gui.core.settings import ALL, LANGUAGE, LAYOUTS, TEXT_SIZE, THEME, Settings


def test_values_come_back_after_a_restart(tmp_path):
    file = tmp_path / "config" / "settings.json"
    settings = Settings(file)
    settings.set(LANGUAGE, "zh")
    settings.set_part(LAYOUTS, "applications", {"sort": [["name", True]]})
    again = Settings(file)
    assert again.get(LANGUAGE) == "zh"
    assert again.part(LAYOUTS, "applications") == {"sort": [["name", True]]}
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


def test_what_is_not_ours_is_left_alone(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text('{"from_the_future": [1], "text_size": "big"}')
    settings = Settings(file)
    assert settings.get(TEXT_SIZE) == 100
    settings.set(THEME, "dark")
    assert json.loads(file.read_text())["from_the_future"] == [1]


def test_two_windows_do_not_undo_each_other(tmp_path):
    file = tmp_path / "settings.json"
    one, two = Settings(file), Settings(file)
    one.set(THEME, "dark")
    two.set(LANGUAGE, "de")
    assert json.loads(file.read_text()) == {"language": "de", "theme": "dark"}


@pytest.mark.parametrize("content", ["", "{", "[1]", "\x00\x01", "[" * 100_000])
def test_a_broken_file_is_kept_aside_and_said(tmp_path, content):
    file = tmp_path / "settings.json"
    file.write_text(content)
    settings = Settings(file)
    assert settings.notice is not None
    assert "settings.json.damaged" in str(settings.notice)
    assert (tmp_path / "settings.json.damaged").read_text() == content
    settings.set(THEME, "light")
    assert Settings(file).get(THEME) == "light"


def test_values_that_do_not_fit_are_refused():
    settings = Settings()
    for setting, value in ((TEXT_SIZE, 500), (THEME, "pink"), (TEXT_SIZE, True)):
        with pytest.raises(ValueError):
            settings.set(setting, value)


def test_listeners_hear_of_real_changes_only():
    settings, heard = Settings(), []
    end = settings.listen(heard.append)
    settings.set(THEME, "system")
    settings.set(THEME, "dark")
    end()
    settings.set(THEME, "light")
    assert heard == [THEME]


def test_a_folder_that_cannot_be_written_is_said_and_the_value_holds(tmp_path):
    blocker = tmp_path / "file"
    blocker.write_text("")
    settings = Settings(blocker / "settings.json")
    settings.set(THEME, "dark")
    assert settings.get(THEME) == "dark"
    assert settings.notice is not None


def test_keys_are_unique_and_defaults_fit():
    assert len({setting.key for setting in ALL}) == len(ALL)
    assert all(setting.accepts(setting.default) for setting in ALL)
