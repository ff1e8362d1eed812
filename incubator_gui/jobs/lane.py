"""Threads that take work from one queue, in order."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable


class Lane:
    """A few threads and one queue; the threads start with the first piece of work."""

    def __init__(self, name: str, threads: int) -> None:
        self._name, self._count = name, threads
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []

    def put(self, task: Callable[[], None]) -> None:
        """Queue a task; it must not raise."""
        self._queue.put(task)
        if len(self._threads) < self._count:
            name = f"{self._name}-{len(self._threads)}"
            thread = threading.Thread(target=self._work, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def close(self) -> None:
        """Let the threads end after what is queued."""
        for _ in self._threads:
            self._queue.put(None)

    def join(self, seconds: float) -> bool:
        """Wait for the threads; False when one of them is still busy."""
        for thread in self._threads:
            thread.join(seconds)
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        while (task := self._queue.get()) is not None:
            task()
            del task  # or the last task would keep its screen alive until the next one
