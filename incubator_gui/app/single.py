"""One window for each database: a second start raises the first, and may hand it a file."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket


def key_of(database: str | Path) -> str:
    """A name for the window of a database, the same however its path is written."""
    place = str(database)
    if "://" not in place:
        place = str(Path(place).expanduser().resolve())
    return "incubator-" + hashlib.sha256(place.encode()).hexdigest()[:20]


class SingleInstance(QObject):
    """Claims a database for this process; `raise_asked` when another start wanted it, `file_asked` with its file."""

    raise_asked = Signal()
    file_asked = Signal(str)

    def __init__(self, database: str | Path, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = key_of(database)
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / f"{self._name}.lock"))
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._knocked)

    def claim(self, file: str = "") -> bool:
        """True when this process has the database now; else the other window was raised, and got the file."""
        self._lock.setStaleLockTime(0)
        if not self._lock.tryLock(100):
            self._knock(file)
            return False
        QLocalServer.removeServer(self._name)  # left over from a process that fell
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Give the database back."""
        self._server.close()
        self._lock.unlock()

    def _knock(self, file: str) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(1000):
            socket.write(file.encode() + b"\n")
            socket.waitForBytesWritten(1000)
            socket.disconnectFromServer()

    def _knocked(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self.raise_asked.emit()
            if socket.state() == QLocalSocket.LocalSocketState.UnconnectedState:
                self._read(socket)
            else:
                socket.disconnected.connect(partial(self._read, socket))

    def _read(self, socket: QLocalSocket) -> None:
        """What the other start said, whole now that it left."""
        said = bytes(socket.readAll().data()).decode("utf-8", "replace").strip()
        socket.deleteLater()
        if said:
            self.file_asked.emit(said)
