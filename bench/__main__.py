"""Runs one measurement, or all: `python -m bench [pages|acts|imports|sheets|cases] [arguments]`. Source: docs/speed.md.

The closed loop takes many minutes and is measured when it is asked for.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ALL = ("pages", "acts", "imports", "sheets")


def main(words: list[str]) -> int:
    """Each measurement in a process of its own, so that none warms another; the worst exit code."""
    names = [words[0]] if words else [name for name in ALL if (Path(__file__).parent / f"{name}.py").exists()]
    worst = 0
    for name in names:
        print(f"── {name} " + "─" * 60, flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", f"bench.{name}", *words[1:]], check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
