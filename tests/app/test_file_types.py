"""Review packages open by a double click: what the desktop is told, and that it is taken back."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from defusedxml.ElementTree import parse
from PySide6.QtGui import QIcon

from incubator_gui.app import file_types
from incubator_gui.core.errors import Environment, Refused
from incubator_gui.core.resources import resource

ODD = ("/opt/our house/100% \"pure\" $HOME `x` back\\slash/incubator-gui", "-m", "incubator_gui")


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return tmp_path / "share"


def exec_of(entry: Path) -> list[str]:
    """The Exec line as a launcher reads it: the string's escapes, then the quotes, then the field codes."""
    line = next(one for one in entry.read_text(encoding="utf-8").splitlines() if one.startswith("Exec="))
    words = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', line.removeprefix("Exec=").replace("\\\\", "\\"))
    return [re.sub(r"\\(.)", r"\1", quoted).replace("%%", "%") if quoted else plain for quoted, plain in words]


def test_the_desktop_is_told_and_it_is_taken_back(base: Path) -> None:
    file_types.associate(ODD, system="linux")
    entry = base / "applications/incubator-gui.desktop"
    assert exec_of(entry) == [*ODD, "%f"]
    assert "MimeType=application/x-incubator-review-package;" in entry.read_text(encoding="utf-8")
    kind = parse(base / "mime/packages/incubator-gui.xml").getroot()[0]
    assert kind.get("type") == "application/x-incubator-review-package"
    assert [one.get("pattern") for one in kind if one.tag.endswith("glob")] == ["*.ireview"]
    assert [one.text for one in kind if one.tag.endswith("comment")] == [
        "Review package", "Begutachtungspaket", "评审包"]
    assert (base / "icons/hicolor/scalable/apps/incubator-gui.svg").is_file()
    file_types.dissociate(system="linux")
    file_types.dissociate(system="linux")
    left = [one for one in base.rglob("*") if one.is_file() and "incubator" in one.name]
    assert left == []


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not here")
def test_the_entry_is_valid(base: Path) -> None:
    file_types.associate(ODD, system="linux")
    told = subprocess.run(["desktop-file-validate", str(base / "applications/incubator-gui.desktop")],
                          capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("gio") is None or shutil.which("update-mime-database") is None,
                    reason="the desktop's own tools are not here")
def test_the_desktop_knows_a_package_by_its_name(base: Path, tmp_path: Path) -> None:
    file_types.associate(ODD, system="linux")
    package = tmp_path / "Öhm 2027.ireview"
    package.write_bytes(b"age-encryption.org/v1\n")
    told = subprocess.run(["gio", "info", "-a", "standard::content-type", str(package)],
                          capture_output=True, text=True, check=False)
    assert file_types.MIME in told.stdout


def registry_of(keys: dict[str, str]) -> SimpleNamespace:
    """As much of `winreg` as is used; `keys` is what is stored."""
    @contextmanager
    def create(root: str, key: str) -> Iterator[str]:
        keys[f"{root}\\{key}"] = ""
        yield f"{root}\\{key}"

    def write(key: str, name: str, _zero: int, kind: int, value: str) -> None:
        assert (name, kind) == ("", 1)
        keys[key] = value

    def delete(root: str, key: str) -> None:
        if keys.pop(f"{root}\\{key}", None) is None:
            raise FileNotFoundError(key)

    return SimpleNamespace(HKEY_CURRENT_USER="HKCU", REG_SZ=1, CreateKey=create, SetValueEx=write, DeleteKey=delete)


def test_windows_is_told_for_this_person_only() -> None:
    keys: dict[str, str] = {}
    registry = registry_of(keys)
    file_types.associate((r"C:\Program Files\Incubator\incubator-gui.exe",), system="win32", registry=registry)
    classes = "HKCU\\Software\\Classes\\"
    assert keys == {
        classes + ".ireview": "IncubatorGui.ReviewPackage",
        classes + "IncubatorGui.ReviewPackage": "Review package",
        classes + r"IncubatorGui.ReviewPackage\DefaultIcon": r"C:\Program Files\Incubator\incubator-gui.exe,0",
        classes + r"IncubatorGui.ReviewPackage\shell\open\command":
            r'"C:\Program Files\Incubator\incubator-gui.exe" "%1"'}
    file_types.dissociate(system="win32", registry=registry)
    assert keys == {}


def test_what_cannot_be_is_said(base: Path) -> None:
    with pytest.raises(Refused, match="Drop the file"):
        file_types.associate(ODD, system="darwin")
    base.write_text("a file in the place of the folder")
    with pytest.raises(Environment, match="could not be told"):
        file_types.associate(ODD, system="linux")


def test_the_icon_is_drawn(qapp: object) -> None:
    picture = QIcon(str(resource("application", "incubator-gui.svg"))).pixmap(64, 64).toImage()
    assert picture.pixelColor(10, 32).name() == "#1f5ac8"
    assert picture.pixelColor(0, 0).alpha() == 0
