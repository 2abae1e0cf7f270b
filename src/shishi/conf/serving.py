"""Runs the web server and its worker side by side, and stops both together."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from types import FrameType

import waitress
from django.conf import settings

RESTART_AFTER_SECONDS = 2
STOP_WITHIN_SECONDS = 10


class Supervisor:
    """Keeps one worker process alive beside the web server."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin watching over the worker, from a thread of its own."""
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """Ask the worker to end its job and go; end it after ten seconds."""
        self.stopping.set()
        process = self.process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()

    def _watch(self) -> None:
        while not self.stopping.is_set():
            command = [sys.executable, "-m", "shishi.cli", "work", "--parent", str(os.getpid())]
            self.process = subprocess.Popen(command)  # noqa: S603 -- our own interpreter and module
            self.process.wait()
            self.stopping.wait(RESTART_AFTER_SECONDS)


def settle_memory() -> None:
    """Leave what was loaded at the start alone when rubbish is collected, and look for rubbish less often.

    A bulk act makes a hundred thousand objects; each look would walk everything the house has loaded.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


def serve(host: str, port: int, threads: int, with_worker: bool) -> None:
    """Serve until told to stop. Waitress stays up under a hundred slow connections (docs/adr/0004)."""
    from shishi.conf.wsgi import application

    settle_memory()
    supervisor = Supervisor()
    if with_worker:
        supervisor.start()

    def leave(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, leave)
    try:
        waitress.serve(
            application,
            host=host,
            port=port,
            threads=threads,
            connection_limit=2000,
            channel_timeout=20,
            max_request_body_size=(settings.MAX_UPLOAD_MB + 4) * 1024 * 1024,
            ident=None,
            clear_untrusted_proxy_headers=False,
        )
    finally:
        supervisor.stop()


def parent_is_gone(parent: int) -> bool:
    """Whether the process that started this worker has ended."""
    return parent > 0 and os.getppid() != parent


def stop_when_orphaned(parent: int, stop: threading.Event) -> None:
    """Set `stop` when the parent has ended, so that no worker is left behind."""
    while not stop.is_set():
        if parent_is_gone(parent):
            stop.set()
        time.sleep(1)
