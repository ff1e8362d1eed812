"""Review packages open by a double click: what the desktop is told, and that it is taken back."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    assert [one.text for one in kind if one.tag.endswith("comment")] == ["Review package", "Bewertungspaket", "评审包"]
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


class Registry:
    """As much of `winreg` as is used."""

    HKEY_CURRENT_USER, REG_SZ = "HKCU", 1

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}

    @contextmanager
    def CreateKey(self, root: str, key: str) -> Iterator[str]:  # noqa: N802
        self.keys[f"{root}\\{key}"] = ""
        yield f"{root}\\{key}"

    def SetValueEx(self, key: str, name: str, _zero: int, kind: int, value: str) -> None:  # noqa: N802
        assert (name, kind) == ("", self.REG_SZ)
        self.keys[key] = value

    def DeleteKey(self, root: str, key: str) -> None:  # noqa: N802
        if f"{root}\\{key}" not in self.keys:
            raise FileNotFoundError(key)
        del self.keys[f"{root}\\{key}"]


def test_windows_is_told_for_this_person_only() -> None:
    registry = Registry()
    file_types.associate((r"C:\Program Files\Incubator\incubator-gui.exe",), system="win32", registry=registry)
    classes = "HKCU\\Software\\Classes\\"
    assert registry.keys == {
        classes + ".ireview": "IncubatorGui.ReviewPackage",
        classes + "IncubatorGui.ReviewPackage": "Review package",
        classes + r"IncubatorGui.ReviewPackage\DefaultIcon": r"C:\Program Files\Incubator\incubator-gui.exe,0",
        classes + r"IncubatorGui.ReviewPackage\shell\open\command":
            r'"C:\Program Files\Incubator\incubator-gui.exe" "%1"'}
    file_types.dissociate(system="win32", registry=registry)
    assert registry.keys == {}


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
