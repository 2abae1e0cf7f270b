"""Papers rendered in a process of their own, under limits: a paper that will not set cannot take the worker with it.

`python -m shishi.lib.paper.apart` reads an order as JSON and answers both renderings; nobody else calls it.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from shishi.lib.paper.asjson import paper_from, to_plain
from shishi.lib.paper.model import Paper
from shishi.lib.paper.pdf import to_pdf
from shishi.lib.paper.shrink import shrunk
from shishi.lib.paper.word import to_docx

CPU_SECONDS = 60
MEMORY_MB = 2048
WALL_SECONDS = 150
LENGTH = 8


class NotRendered(Exception):
    """The paper could not be set within its limits; the message says why, for the operator."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """One paper in both forms."""

    docx: bytes
    pdf: bytes


def rendered_apart(
    paper: Paper, font_folders: tuple[str, ...] = (), *, cpu_seconds: int = CPU_SECONDS, memory_mb: int = MEMORY_MB
) -> Rendered:
    """The paper as Word and PDF, made by another process that may use so much and no more.

    cpu_seconds, memory_mb  what the process may use; raises NotRendered when it asks for more, or fails
    """
    order = {"paper": to_plain(paper), "fonts": font_folders, "cpu": cpu_seconds, "memory": memory_mb}
    here = str(Path(__file__).resolve().parents[3])
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "shishi.lib.paper.apart"],
            input=json.dumps(order, ensure_ascii=False).encode(),
            capture_output=True,
            timeout=WALL_SECONDS,
            env=surroundings,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise NotRendered(f"not set within {WALL_SECONDS} s") from late
    if done.returncode != 0 or len(done.stdout) <= LENGTH:
        raise NotRendered(f"exit {done.returncode}: {done.stderr.decode(errors='replace')[-300:]}")
    size = int.from_bytes(done.stdout[:LENGTH])
    return Rendered(done.stdout[LENGTH : LENGTH + size], done.stdout[LENGTH + size :])


def _limit(cpu_seconds: int, memory_mb: int) -> None:
    """Take the limits on; a system without them (Windows) keeps the wall clock only."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 1024 * 1024,) * 2)


def main() -> None:
    """Read an order, answer the length of the Word file, the Word file and the PDF."""
    order = json.loads(sys.stdin.buffer.read())
    _limit(order["cpu"], order["memory"])
    paper = shrunk(paper_from(order["paper"]))
    docx, pdf = to_docx(paper), to_pdf(paper, tuple(order["fonts"]))
    sys.stdout.buffer.write(len(docx).to_bytes(LENGTH) + docx + pdf)


if __name__ == "__main__":
    main()
