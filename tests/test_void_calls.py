"""PySide6 6.12.0 lost a reference to None on every call without a result and aborted after a few thousand."""

from __future__ import annotations

import os
import subprocess
import sys

CODE = """
import sys
from PySide6.QtWidgets import QApplication, QWidget

application = QApplication(["void"])
widget = QWidget()
widget.setObjectName("warm")
before = [sys.getrefcount(value) for value in (None, True, False)]
for turn in range(20_000):
    widget.setObjectName("cold")
    widget.update()
    widget.setEnabled(True)
    widget.isEnabled()
    widget.isVisible()
after = [sys.getrefcount(value) for value in (None, True, False)]
print(max(abs(new - old) for old, new in zip(before, after)))
"""


def test_twenty_thousand_void_calls() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=240, check=False,
                          env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) < 100
